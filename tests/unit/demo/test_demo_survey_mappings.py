"""Mappings and planted mistakes of the demo's surveys."""

from pathlib import Path

import pytest

from kooperacja_eval.demo.dress import Grid
from kooperacja_eval.demo.survey_form import survey_forms
from kooperacja_eval.demo.survey_mappings import survey_toml
from kooperacja_eval.demo.survey_mistakes import plant
from kooperacja_eval.demo.survey_parameters import SURVEY_EFFECTS, WAVES
from kooperacja_eval.ingest.surveys.mapping import SurveyMapping, load_mapping

pytestmark = pytest.mark.unit

FORMS = dict(zip(WAVES, survey_forms(SURVEY_EFFECTS), strict=True))


def mapping_of(wave: str, folder: Path, *, large: bool = False) -> SurveyMapping:
    path = folder / f"{wave}.toml"
    path.write_text(survey_toml(FORMS[wave], large=large), encoding="utf-8")
    return load_mapping(path)


@pytest.mark.parametrize("wave", WAVES)
def test_every_item_of_the_wave_has_its_column(wave: str, tmp_path: Path) -> None:
    mapping = mapping_of(wave, tmp_path)
    form = FORMS[wave]
    assert tuple(entry.item for entry in mapping.items) == form.survey.items_of(wave)
    assert mapping.survey.wave == wave
    assert mapping.missing == {"8": "not_applicable", "9": "dont_know"}


@pytest.mark.parametrize(
    ("wave", "platform", "columns"),
    [
        ("ex_ante", "limesurvey", {"RD[RD1]", "TU[TU1]", "OP1"}),
        ("mid_term", "kobo", {"RD1", "TU/TU1", "OP1"}),
        ("ex_post", "spss", {"RD1", "TU1", "PRT1", "OP1"}),
    ],
)
def test_columns_go_by_the_names_of_each_platform(
    wave: str, platform: str, columns: set[str], tmp_path: Path
) -> None:
    mapping = mapping_of(wave, tmp_path)
    assert mapping.survey.platform == platform
    assert columns <= {entry.column for entry in mapping.items}


def test_a_large_study_has_the_second_survey_as_csv(tmp_path: Path) -> None:
    assert mapping_of("mid_term", tmp_path, large=True).survey.files.endswith(".csv")
    assert mapping_of("mid_term", tmp_path).survey.files.endswith(".xlsx")


def export(rows: int) -> Grid:
    """An export in which every third person has no token and the last broke off."""
    numbers = range(1, rows + 1)
    columns = {
        "id": [str(number) for number in numbers],
        "submitdate": ["2019-09-02 10:00:00"] * (rows - 1) + [""],
        "token": ["" if number % 3 == 0 else f"SYN{number}" for number in numbers],
        "TEAM": ["LU-01"] * rows,
        "PR[PR2]": ["9" if number % 2 == 0 else "4" for number in numbers],
    }
    return Grid(fields=tuple(columns), headers=tuple(columns), columns=tuple(columns.values()))


def test_mistakes_are_planted_where_their_rules_say() -> None:
    right = export(40)
    wrong, planted = plant(right, "ankiety/a.csv")
    cells = dict(zip(wrong.fields, wrong.columns, strict=True))
    rules = {rule["id"]: rule for rule in (one.rule() for one in planted)}
    outside = rules["odpowiedz-poza-skala"]
    # row 2 of the file is the first record
    assert cells["PR[PR2]"][int(str(outside["row"])) - 2] == outside["from"] == "7"
    assert outside["to"] == "4"
    assert cells["TEAM"].count("lu 01") == 1
    assert (rules["kod-zespolu-ze-spacja"]["from"], rules["kod-zespolu-ze-spacja"]["to"]) == (
        "lu 01",
        "LU-01",
    )
    assert len(wrong) == 41
    assert cells["token"][-1]
    assert cells["token"].count(cells["token"][-1]) == 2
    assert cells["id"][-1] == "41"
    assert {rule["table"] for rule in rules.values()} == {"survey:ex_ante"}
    assert right.columns == export(40).columns
