"""The raw files of the surveys: as the platforms write them, and read back answer by answer."""

import csv
import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest

from kooperacja_eval.demo.plan import make_plan
from kooperacja_eval.demo.survey_files import Surveys, make_surveys
from kooperacja_eval.demo.survey_frames import SurveyFrames, survey_frames
from kooperacja_eval.demo.survey_spss import WRITTEN, WRITTEN_AT, spss_file
from kooperacja_eval.demo.synthesis import synthesise
from kooperacja_eval.ingest.corrections import load_corrections
from kooperacja_eval.ingest.surveys.run import SurveysResult, ingest_surveys
from kooperacja_eval.schemas.table import SOURCE_FIELDS
from kooperacja_eval.study import load_config

pytestmark = pytest.mark.integration

SEED = 2019  # that of the demo_study fixture
# 172 families: the second survey is a workbook; 400: 70 teams, it is a CSV file
SIZES = (172, 400)


@pytest.fixture(scope="module", params=SIZES)
def families(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module")
def folder(families: int, demo_study: Callable[[int], Path]) -> Path:
    return demo_study(families)


@pytest.fixture(scope="module")
def surveys(families: int) -> Surveys:
    content, _, answers, _ = np.random.default_rng(SEED).spawn(4)
    synthesis = synthesise(make_plan(families), content)
    return make_surveys(synthesis.teams, synthesis.members, answers)


@pytest.fixture(scope="module")
def drawn(surveys: Surveys) -> SurveyFrames:
    return survey_frames(surveys.pool, surveys.forms, surveys.draw)


@pytest.fixture(scope="module")
def result(folder: Path) -> SurveysResult:
    return ingest_surveys(folder, load_config(folder), load_corrections(folder))


def own_fields(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[[name for name in frame.columns if name not in SOURCE_FIELDS]]


def test_only_the_moved_question_is_noticed(result: SurveysResult) -> None:
    assert [(p.severity, p.rule) for p in result.problems] == [("warning", "versions_merged")]


def test_every_respondent_comes_back(result: SurveysResult, drawn: SurveyFrames) -> None:
    read = own_fields(result.tables["respondents"]).copy()
    kobo = ~read["linkable"] & (read["wave"] == "mid_term")
    # KoBoToolbox numbers by _uuid; in the order of the file they are those drawn
    assert read.loc[kobo, "respondent_id"].str.match(r"mid_term:[0-9a-f]{8}-").all()
    for wave, wrote in drawn.respondents.groupby("wave", sort=False):
        here = read[read["wave"] == wave].reset_index(drop=True)
        columns = [
            n for n in own_fields(wrote).columns if wave != "mid_term" or n != "respondent_id"
        ]
        pd.testing.assert_frame_equal(
            here[columns], wrote[columns].reset_index(drop=True), obj=str(wave)
        )


def test_every_answer_comes_back(result: SurveysResult, drawn: SurveyFrames) -> None:
    people = result.tables["respondents"]
    for wave, wrote in drawn.answers.groupby("wave", sort=False):
        order = people.loc[people["wave"] == wave, "respondent_id"].tolist()
        read = result.tables["answers"]
        read = read[read["wave"] == wave]
        names = list(dict.fromkeys(wrote["respondent_id"]))
        renamed = wrote.assign(
            respondent_id=wrote["respondent_id"].map(dict(zip(names, order, strict=True)))
        )
        keys = ["respondent_id", "item_id"]
        left = read.set_index(keys)[["value", "text", "missing_reason"]].sort_index()
        right = renamed.set_index(keys)[["value", "text", "missing_reason"]].sort_index()
        # what was skipped just before breaking off cannot be told from what was not reached
        broken = people.loc[
            (people["wave"] == wave) & (people["status"] == "partial"), "respondent_id"
        ]
        some = right.index.get_level_values(0).isin(broken)
        pd.testing.assert_frame_equal(left[~some], right[~some], obj=str(wave))
        pd.testing.assert_series_equal(left["value"][some], right["value"][some])


def test_without_the_rules_the_mistakes_are_found(folder: Path) -> None:
    found = ingest_surveys(folder, load_config(folder), ())
    errors = {problem.rule for problem in found.problems if problem.severity == "error"}
    assert "out_of_scale" in errors
    assert "duplicate_respondent" in errors
    teams = set(found.tables["respondents"]["pzk_id"])
    assert len([team for team in teams if team != team.upper()]) == 1


def test_every_mistake_has_its_rule(folder: Path, result: SurveysResult) -> None:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    told = {m["rule"]: len(m["rows"]) for m in truth["mistakes"] if m["table"] == "survey:ex_ante"}
    assert told == result.applied
    assert len(told) == 3


def test_truth_counts_the_respondents(folder: Path, drawn: SurveyFrames) -> None:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["surveys"]
    answered = {wave: entry["answered"] for wave, entry in truth["respondents"].items()}
    assert answered == drawn.respondents["wave"].value_counts().to_dict()
    assert truth["pool"] == 10 * truth_teams(folder)


def truth_teams(folder: Path) -> int:
    content = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return len(content["teams"])


def test_the_first_survey_is_a_limesurvey_file(folder: Path) -> None:
    data = (folder / "data_raw/ankiety/ex_ante/ankieta_ex_ante.csv").read_bytes()
    assert data.startswith(b'\xef\xbb\xbf"id";"submitdate";"lastpage"')
    assert data.endswith(b'"\r\n\r\n')
    assert data.count(b"\n") == data.count(b"\r\n")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert {row["ipaddr"] for row in rows} == {""}
    assert {row["startlanguage"] for row in rows} == {"pl"}
    partial = [row for row in rows if not row["submitdate"]]
    assert partial
    assert all(int(row["lastpage"]) < 9 for row in partial)
    lss = (folder / "data_raw/ankiety/ex_ante/formularz_ex_ante.lss").read_text(encoding="utf-8")
    assert "DANE SYNTETYCZNE" in lss


def test_the_second_survey_is_a_kobo_workbook(demo_study: Callable[[int], Path]) -> None:
    home = demo_study(172) / "data_raw/ankiety/mid_term"
    (sheet,) = openpyxl.load_workbook(home / "ankieta_mid_term.xlsx").worksheets
    assert sheet.title == "DANE SYNTETYCZNE Ankieta dla pr"
    header, *rows = sheet.iter_rows(values_only=True)
    assert {type(cell) for row in rows for cell in row} == {str, type(None)}
    cells = [dict(zip(header, row, strict=True)) for row in rows]
    versions = {row["__version__"] for row in cells}
    assert len(versions) == 2
    for row in cells:
        second = row["__version__"] == max(versions)
        empty = "regional_support/RS4" if second else "cooperation/RS4"
        assert row[empty] is None
        ticked = [name for name in (f"TU{i}" for i in range(1, 7))
                  if row[f"tools_used/TU/{name}"] == "1"]  # fmt: skip
        assert (row["tools_used/TU"] or "") == " ".join(ticked)


def test_the_third_survey_has_labels_and_declares_its_missing_codes(folder: Path) -> None:
    path = folder / "data_raw/ankiety/ex_post/ankieta_ex_post.sav"
    frame, meta = pyreadstat.read_sav(path, user_missing=True)
    assert meta.file_label == "DANE SYNTETYCZNE"
    assert meta.variable_value_labels["RD1"][9.0] == "nie wiem, trudno powiedzieć"
    assert [entry["lo"] for entry in meta.missing_ranges["PRT4"]] == [8.0, 9.0]
    assert meta.column_names_to_labels["PRT1"].startswith("Zanim zaczęła się współpraca w PZK")
    assert set(frame["RD1"].dropna()) <= {1.0, 2.0, 3.0, 4.0, 5.0, 8.0, 9.0}


@pytest.fixture
def clock() -> Iterator[Callable[[str], None]]:
    before = os.environ.get("TZ")

    def turn(zone: str) -> None:
        os.environ["TZ"] = zone
        time.tzset()

    yield turn
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


def test_the_sav_file_does_not_depend_on_the_clock(
    surveys: Surveys, clock: Callable[[str], None]
) -> None:
    """Eleven hours apart, the header written by the library differs in its time at least."""
    made = []
    for zone in ("UTC-5", "UTC+6"):
        clock(zone)
        made.append(spss_file(surveys.pool, surveys.forms[2], surveys.draw, surveys.draw.waves[2]))
    assert made[0] == made[1]
    assert made[0][WRITTEN_AT : WRITTEN_AT + 17] == WRITTEN
    assert made[0][WRITTEN_AT + 17 : WRITTEN_AT + 33] == b"DANE SYNTETYCZNE"
