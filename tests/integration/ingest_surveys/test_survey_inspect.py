"""A first mapping from a file: valid as it is, and converting with it gives the answers back."""

import tomllib
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
from survey_study import ingested, kobo, limesurvey, put, told, write_mapping

from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.inspect import inspect_file
from kooperacja_eval.ingest.surveys.inspect_mapping import first_mapping
from kooperacja_eval.ingest.surveys.lss import read_lss
from kooperacja_eval.ingest.surveys.mapping import SurveyMapping
from kooperacja_eval.instruments.write import forms
from kooperacja_eval.study import RAW_FOLDER

pytestmark = pytest.mark.integration

ROWS = 40


def inspect_and_ingest(folder: Path, name: str) -> tuple[SurveyMapping, pd.DataFrame, pd.DataFrame]:
    """Write the first mapping of a raw file unchanged and ingest with it."""
    data = (folder / RAW_FOLDER / name).read_bytes()
    text = first_mapping(inspect_file(SurveyFile(name=name, data=data)))
    write_mapping(folder, text)
    result = ingested(folder)
    assert [problem for problem in told(result) if problem[1] == "error"] == []
    said = SurveyMapping.model_validate(tomllib.loads(text))
    answers = result.tables["answers"]
    wide = answers.set_index(["source_row", "item_id"])["value"].unstack("item_id")  # noqa: PD010
    return said, result.tables["respondents"], wide


def test_limesurvey_gives_its_answers_back(tmp_path: Path) -> None:
    lines = ["id|submitdate|lastpage|startlanguage|token|PZK|K[SQ001]|K[SQ002]|M[A]|M[B]|U"]
    lines += [
        f"{n}|2019-09-02 10:00:00|3|pl|t{n}|LU-{n % 3 + 1:02d}|{n % 5 + 1}|"
        f"{99 if n % 10 == 0 else n % 4 + 1}|{'Y' if n % 2 else ''}|{'Y' if n % 3 else ''}|u{n}"
        for n in range(ROWS)
    ]
    put(tmp_path, "podmioty.csv", limesurvey("\n".join(lines)))
    said, people, wide = inspect_and_ingest(tmp_path, "podmioty.csv")
    assert said.survey.platform == "limesurvey"
    assert said.missing == {"99": "declared"}
    assert people["respondent_id"].tolist() == [f"t{n}" for n in range(ROWS)]
    assert wide["K_SQ001"].tolist() == [n % 5 + 1 for n in range(ROWS)]
    assert wide["K_SQ002"].isna().tolist() == [n % 10 == 0 for n in range(ROWS)]
    # the open question after the list is answered in every row: what is not ticked is 0
    assert wide["M_A"].tolist() == [n % 2 for n in range(ROWS)]
    assert wide["M_B"].tolist() == [min(n % 3, 1) for n in range(ROWS)]


def test_kobo_gives_its_answers_back(tmp_path: Path) -> None:
    lines = ["start|woj|o/o1|o/o2|w|w/a|w/b|__version__|_id|_uuid|_submission_time|_index"]
    lines += [
        f"x|lubelskie|{n % 5 + 1}|{n % 3 + 1}|a|1|0|v1|{n}|u{n}|2019-09-02T10:00:00|{n + 1}"
        for n in range(ROWS)
    ]
    put(tmp_path, "teren.csv", kobo("\n".join(lines)))
    said, people, wide = inspect_and_ingest(tmp_path, "teren.csv")
    assert said.survey.platform == "kobo"
    assert people["voivodeship"].unique().tolist() == ["lubelskie"]
    assert people["respondent_id"].tolist() == [f"teren:u{n}" for n in range(ROWS)]
    assert wide["o1"].tolist() == [n % 5 + 1 for n in range(ROWS)]
    assert wide["w_a"].tolist() == [1] * ROWS
    assert wide["w_b"].tolist() == [0] * ROWS


def test_spss_gives_its_answers_back(tmp_path: Path) -> None:
    frame = pd.DataFrame({"klucz": [f"k{n}" for n in range(ROWS)]})
    frame["p1"] = [9.0 if n % 8 == 0 else n % 3 + 1.0 for n in range(ROWS)]
    pyreadstat.write_sav(
        frame,
        tmp_path / "x.sav",
        column_labels={"p1": "Czy zespół działa?"},
        variable_value_labels={"p1": {1.0: "nie", 2.0: "raczej", 3.0: "tak", 9.0: "odmowa"}},
        missing_ranges={"p1": [9.0]},
    )
    put(tmp_path, "badanie.sav", (tmp_path / "x.sav").read_bytes())
    said, people, wide = inspect_and_ingest(tmp_path, "badanie.sav")
    assert said.survey.platform == "spss"
    assert said.respondent.key == "klucz"
    assert said.missing == {"9": "refused"}
    assert people["linkable"].all()
    assert wide["p1"].isna().tolist() == [n % 8 == 0 for n in range(ROWS)]
    assert wide["p1"].dropna().tolist() == [n % 3 + 1 for n in range(ROWS) if n % 8]


def test_a_questionnaire_without_answers_is_refused() -> None:
    lss = (
        b'<?xml version="1.0" encoding="UTF-8"?><document>'
        b"<LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>640</DBVersion>"
        b"<languages><language>pl</language></languages></document>"
    )
    with pytest.raises(RefusedFileError) as refused:
        inspect_file(SurveyFile(name="ankieta.lss", data=lss))
    assert refused.value.rule == "no_answers"
    assert "--definition" in refused.value.message.pl


def test_the_form_that_the_package_ships_needs_nothing_but_its_definition(tmp_path: Path) -> None:
    lss = forms("podmioty_kooperacja", "1.0")["podmioty_kooperacja.lss"]
    put(tmp_path, "podmioty.lss", lss)
    asked = read_lss(SurveyFile(name="podmioty.lss", data=lss)).questions
    head = ["id", "submitdate", "lastpage", "startlanguage", "token", *(q.name for q in asked)]
    lines = ["|".join(head)]
    for n in range(ROWS):
        cells = [str(n), "2019-09-02 10:00:00", "5", "pl", f"t{n}"]
        for question in asked:
            codes = [option.code for option in question.options]
            cells.append(codes[n % len(codes)] if len(codes) > 1 else "Y")
        cells[head.index("TEAM")] = f"LU-{n % 9 + 1:02d}"
        lines.append("|".join(cells))
    put(tmp_path, "podmioty.csv", limesurvey("\n".join(lines)))
    text = first_mapping(
        inspect_file(
            SurveyFile(
                name="podmioty.csv", data=(tmp_path / RAW_FOLDER / "podmioty.csv").read_bytes()
            ),
            SurveyFile(name="podmioty.lss", data=lss),
        )
    )
    write_mapping(tmp_path, text)
    result = ingested(tmp_path)
    assert told(result) == []
    people, answers = result.tables["respondents"], result.tables["answers"]
    assert people[["pzk_id", "voivodeship", "level", "sector", "role"]].notna().all(axis=None)
    assert len(answers) == ROWS * 58
    # codes 1 2 3 4 5 8 9 in turn: row n has the n-th, 8 and 9 are no answers
    rated = answers[answers["item_id"] == "RD1"]
    assert rated["value"].tolist()[:5] == [1, 2, 3, 4, 5]
    assert rated["missing_reason"].tolist()[5:7] == ["not_applicable", "dont_know"]
    assert [file.path for file in result.files] == ["podmioty.csv", "podmioty.lss"]
