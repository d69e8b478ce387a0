"""What one cell about a partner is worth, and which columns ask about whom."""

import math
from typing import Any

import pytest
from survey_drawn import export, mapping

from kooperacja_eval.ingest.sheets import ErrorCell
from kooperacja_eval.ingest.surveys.fit import check_fit
from kooperacja_eval.ingest.surveys.mapping import SurveyMapping
from kooperacja_eval.ingest.surveys.roster_answers import PartnerReader
from kooperacja_eval.ingest.surveys.roster_columns import partner_columns, roster_columns

pytestmark = pytest.mark.unit

PATTERN = r"relacja_(?P<partner>P\d)"


def roster(**given: Any) -> SurveyMapping:
    """Return a mapping with a roster and no items."""
    part = {"scale": "himmelman_2002", "entity": "podmiot", "level": PATTERN, **given}
    return mapping({}, roster=[part], missing={"9": "refused", "2": "dont_know"})


def read(cell: object, *, level: bool = True, **given: Any) -> object:
    """Return the number of a cell, why it is none, or whether it was asked."""
    one = roster(**given)
    said = PartnerReader(one.roster[0], one, level=level).read(cell)  # type: ignore[arg-type]
    if said.complaint is not None:
        return said.complaint.rule
    if not math.isnan(said.number):
        return said.number
    if not said.filled:
        return "empty"
    return "missing" if said.asked else "not asked"


@pytest.mark.parametrize(
    ("cell", "worth"),
    [
        (0, 0.0),
        ("4", 4.0),
        ("3,0", 3.0),
        (4.0, 4.0),
        ("5", "out_of_scale"),  # Frey's highest, not Himmelman's
        ("-1", "out_of_scale"),
        ("1,5", "unknown_answer"),
        (True, "unknown_answer"),
        (ErrorCell("#N/A"), "unknown_answer"),
        ("  ", "empty"),
        (None, "empty"),
        ("Koordynacja", 2.0),  # Himmelman's order: below cooperation
        ("kooperacja", 3.0),
        ("WSPÓŁDZIAŁANIE", 4.0),
        ("no interaction", 0.0),
        ("koalicja", "unknown_answer"),  # Frey's word
        ("9", "missing"),
        (2, "missing"),  # a missing code of the survey goes before the number
    ],
)
def test_levels(cell: object, worth: object) -> None:
    assert read(cell) == worth


def test_codes_of_the_roster_go_first() -> None:
    own: dict[str, Any] = {
        "values": {"A1": 1, "2": 2},
        "missing": {"77": "not_asked", "1": "skipped"},
    }
    worth = [read(cell, **own) for cell in ("a1", "2", "77", "1", "9")]
    assert worth == [1.0, 2.0, "not asked", "missing", "missing"]


@pytest.mark.parametrize(
    ("cell", "worth"),
    [("1", 1.0), ("2,5", 2.5), ("4", 4.0), ("0", "out_of_scale"), ("kooperacja", "unknown_answer")],
)
def test_ratings(cell: object, worth: object) -> None:
    assert read(cell, level=False) == worth


def test_a_pattern_fits_whole_names() -> None:
    one = export(
        "podmiot | relacja_P1 | relacja_P2 | relacja_P22 | x_relacja_P3\nP1 | 1 | 2 | 3 | 4"
    )
    assert partner_columns([one], PATTERN) == {"P1": ["relacja_P1"], "P2": ["relacja_P2"]}


def test_several_columns_of_a_partner_are_found_over_files() -> None:
    pattern = r"ufa_(?P<partner>P\d)_\d"
    files = [export("ufa_P1_1 | ufa_P1_2\n1 | 2"), export("ufa_P1_2 | ufa_P2_1\n1 | 2")]
    assert partner_columns(files, pattern) == {"P1": ["ufa_P1_1", "ufa_P1_2"], "P2": ["ufa_P2_1"]}


def test_columns_of_a_roster_are_spoken_of_and_its_entity_is_needed() -> None:
    one = export("podmiot | relacja_P1 | uwagi\nP1 | 1 | x")
    assert roster_columns([one], roster()) == ["podmiot", "relacja_P1"]
    told = [(p.rule, p.column) for p in check_fit(roster(), [one], None)]
    assert told == [("column_unnamed", "uwagi")]
    lost = [p.rule for p in check_fit(roster(entity="instytucja"), [one], None)]
    assert lost == ["column_missing", "column_unnamed", "column_unnamed"]
