"""Which released value stands behind a number: by itself, by words, or not told apart."""

import pandas as pd
import pytest

from kooperacja_eval.pipeline.trace_match import (
    Matches,
    as_number,
    match_cell,
    match_number,
    numbers_in,
    place_words,
)
from kooperacja_eval.pipeline.trace_model import value_key
from kooperacja_eval.reporting.columns import Column
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


def cell(record: dict[str, object], column: str, frame: pd.DataFrame = PLACES) -> Matches:
    return match_cell(record, column, frame, columns=(), describe=place_words)


def keys(found: Matches) -> list[str]:
    return [str(place) for place in found.rows["voivodeship"]]


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
    assert found.rows["method"].tolist() == ["clustered_wilson"]


def test_the_label_of_a_column_counts_as_words() -> None:
    column = Column("x", Text("Lubelskie", "Lubelskie"), "integer")
    found = match_cell({"x": 35}, "x", PLACES, columns=(column,), describe=place_words)
    assert keys(found) == ["lubelskie"]


def test_numbers_of_prose_are_read_as_written() -> None:
    said = "Od 2019 było 1\u00a0612 rodzin, czyli 81,4% (73,6–87,3%), zmiana \u22120,5."
    assert numbers_in(said) == ["2019", "1\u00a0612", "81,4%", "73,6", "87,3%", "\u22120,5"]


@pytest.mark.parametrize(("text", "lang"), [("81,4%", "pl"), ("81.4%", "en")])
def test_a_percent_in_prose_is_a_share_rounded(text: str, lang: str) -> None:
    # 140 / 172 = 0.81395...
    frame = values({**count(140), "denominator": 172.0, "value": 140 / 172})
    found = match_number(text, frame, sentence="", describe=place_words, lang=lang)  # type: ignore[arg-type]
    assert found.columns == ("value",)
    assert match_number("81,3%", frame, sentence="", describe=place_words, lang="pl").columns == ()


def test_a_place_named_in_the_sentence_decides() -> None:
    found = match_number(
        "35", PLACES, sentence="Województwo lubelskie: 35.", describe=place_words, lang="pl"
    )
    assert keys(found) == ["lubelskie"]


def test_keys_of_values_name_what_is_there() -> None:
    row = {"indicator_id": "x", "macroregion": "I", "pzk_id": None, "wave": "a", "method": "m"}
    assert value_key(row) == "x,macroregion=I,wave=a,method=m"
