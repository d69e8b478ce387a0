"""Which released value stands behind a number: by itself, by words, or not told apart."""

import numpy as np
import pandas as pd
import pytest

from kooperacja_eval.pipeline.trace_match import (
    Matches,
    as_number,
    match_cell,
    match_number,
    place_words,
)
from kooperacja_eval.pipeline.trace_model import value_key
from kooperacja_eval.pipeline.trace_values import Candidates, candidates, search_values
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.traced import numbers_in
from kooperacja_eval.schemas.tables import IndicatorValues
from kooperacja_eval.text import Text

pytestmark = pytest.mark.unit

FIELDS = IndicatorValues.fields


def values(*rows: dict[str, object]) -> pd.DataFrame:
    """Released values; what is not drawn is missing."""
    frame = pd.DataFrame(rows, columns=list(FIELDS))
    return frame.astype({name: field.dtype for name, field in FIELDS.items()})


def count(number: int, **more: object) -> dict[str, object]:
    return {
        "indicator_id": "families_in_cooperation", "macroregion": "I", "numerator": number,
        "value": number, "n": number, "n_missing": 0, "method": "count", **more,
    }  # fmt: skip


# Lubelskie and Podkarpackie have the same number of families
PLACES = values(
    count(35, voivodeship="lubelskie"),
    count(35, voivodeship="podkarpackie"),
    count(172),
)


def among(frame: pd.DataFrame) -> Candidates:
    return candidates(search_values(frame, place_words), np.arange(len(frame)))


def cell(record: dict[str, object], column: str, frame: pd.DataFrame = PLACES) -> Matches:
    return match_cell(record, column, among(frame), columns=())


def keys(found: Matches, frame: pd.DataFrame = PLACES, name: str = "voivodeship") -> list[str]:
    return [str(code) for code in frame[name].iloc[list(found.places)]]


def test_equal_numbers_are_told_apart_by_the_place_in_the_row() -> None:
    row = {"place": Text("Podkarpackie", "Podkarpackie"), "computed": 35}
    found = cell(row, "computed")
    assert found.certain
    assert keys(found) == ["podkarpackie"]
    assert found.columns == ("value",)


def test_without_a_word_equal_numbers_stay_candidates() -> None:
    found = cell({"computed": 35}, "computed")
    assert not found.certain
    assert keys(found) == ["lubelskie", "podkarpackie"]


def test_a_number_that_no_value_has_is_found_nowhere() -> None:
    # 35 / 172 was computed in the exhibit
    assert cell({"share": 35 / 172}, "share").columns == ()


@pytest.mark.parametrize("empty", [None, float("nan"), pd.NA, "35", True])
def test_what_is_missing_or_no_number_matches_nothing(empty: object) -> None:
    assert as_number(empty) is None
    assert cell({"computed": empty}, "computed").columns == ()


def test_the_name_of_a_column_decides_between_numbers_of_one_row() -> None:
    frame = values({**count(5), "denominator": 5.0})
    assert cell({"n": 5}, "n", frame).columns == ("n",)
    assert cell({"denominator": 5}, "denominator", frame).columns == ("denominator",)


def test_numbers_beside_decide_where_words_do_not() -> None:
    frame = values(
        {**count(9), "value": 0.5, "ci_low": 0.2, "method": "wilson"},
        {**count(9), "value": 0.5, "ci_low": 0.1, "method": "clustered_wilson"},
    )
    found = cell({"value": 0.5, "ci_low": 0.1}, "value", frame)
    assert keys(found, frame, "method") == ["clustered_wilson"]


def test_the_label_of_a_column_counts_as_words() -> None:
    column = Column("x", Text("Lubelskie", "Lubelskie"), "integer")
    found = match_cell({"x": 35}, "x", among(PLACES), columns=(column,))
    assert keys(found) == ["lubelskie"]


def test_numbers_of_prose_are_read_as_written() -> None:
    said = "Od 2019 było 1\u00a0612 rodzin, czyli 81,4% (73,6–87,3%), zmiana \u22120,5."
    assert numbers_in(said) == ["2019", "1\u00a0612", "81,4%", "73,6", "87,3%", "\u22120,5"]


@pytest.mark.parametrize(("text", "lang"), [("81,4%", "pl"), ("81.4%", "en")])
def test_a_percent_in_prose_is_a_share_rounded(text: str, lang: str) -> None:
    # 140 / 172 = 0.81395...
    frame = values({**count(140), "denominator": 172.0, "value": 140 / 172})
    found = match_number(text, among(frame), sentence="", lang=lang)  # type: ignore[arg-type]
    assert found.columns == ("value",)
    assert match_number("81,3%", among(frame), sentence="", lang="pl").columns == ()


def test_the_low_end_of_a_range_has_the_percent_sign_of_the_high_end() -> None:
    frame = values({**count(140), "value": 0.814, "ci_low": 0.736, "ci_high": 0.873})
    said = "81,4% (73,6–87,3%), po 73,7 punktu"
    assert match_number("73,6", among(frame), sentence=said, lang="pl").columns == ("ci_low",)
    assert match_number("73,7", among(frame), sentence=said, lang="pl").columns == ()


def test_a_place_named_in_the_sentence_decides() -> None:
    said = "Województwo lubelskie: 35."
    found = match_number("35", among(PLACES), sentence=said, lang="pl")
    assert keys(found) == ["lubelskie"]


def test_keys_of_values_name_what_is_there() -> None:
    row = {"indicator_id": "x", "macroregion": "I", "pzk_id": None, "wave": "a", "method": "m"}
    assert value_key(row) == "x,macroregion=I,wave=a,method=m"


def test_only_values_that_were_read_are_candidates() -> None:
    read = candidates(search_values(PLACES, place_words), np.array([2, 1]))
    found = match_cell({"computed": 35}, "computed", read, columns=())
    assert keys(found) == ["podkarpackie"]  # lubelskie has 35 too, but was not read
    unread = candidates(search_values(PLACES, place_words), np.array([1]))
    assert match_cell({"computed": 172}, "computed", read, columns=()).places == (2,)
    assert match_cell({"computed": 172}, "computed", unread, columns=()).places == ()


def test_a_number_that_stands_everywhere_is_named_nowhere() -> None:
    # 61 teams with 7 families each: more than 60 places say nothing about a 7
    frame = values(*(count(7, pzk_id=f"LU-{place}") for place in range(61)))
    assert cell({"computed": 7}, "computed", frame).columns == ()
    assert len(cell({"computed": 7}, "computed", frame.head(20)).columns) == 20
