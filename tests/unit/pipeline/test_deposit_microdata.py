"""Rows about families leave only where every combination is common and nothing is hidden."""

import pandas as pd
import pytest

from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.pipeline.deposit_microdata import (
    hidden_tables,
    is_microdata,
    kept_fields,
    safe_records,
    smallest_group,
)
from kooperacja_eval.schemas.field import Code, CodeList, Field
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import same

pytestmark = pytest.mark.unit

KINDS = CodeList("kinds", (Code("a", same("a")), Code("b", same("b"))))
WORD = {"label": same("x"), "definition": same("x")}


class Cases(Table, name="cases"):
    """A synthetic table: one row about a person."""

    case_id = Field(kind="text", key=True, privacy="quasi", **WORD)
    team = Field(kind="text", references="pzk.pzk_id", **WORD)
    first_on = Field(kind="date", **WORD)
    contract = Field(kind="code", codes=KINDS, **WORD)
    remote = Field(kind="yes_no", **WORD)
    outcome = Field(kind="code", codes=KINDS, privacy="sensitive", **WORD)


def cases(*rows: tuple[str, bool | None]) -> pd.DataFrame:
    """Rows drawn as contract and remote; everything else is about the person."""
    frame = pd.DataFrame(rows, columns=["contract", "remote"]).astype(
        {"contract": "str", "remote": "boolean"}
    )
    numbers = range(len(frame))
    return frame.assign(
        case_id=[f"P{number}" for number in numbers],
        team="LU-01",
        first_on=pd.Timestamp("2019-09-02"),
        outcome="b",
    )


def test_only_open_codes_without_keys_references_and_days_may_stay() -> None:
    assert [field.name for field in kept_fields(Cases)] == ["contract", "remote"]


def test_rows_leave_where_each_combination_stands_in_as_many_rows_as_the_threshold() -> None:
    frame = cases(("b", True), ("a", True), ("b", True), ("a", True), ("a", True), ("b", True))
    found = safe_records(Cases, frame, threshold=3, hidden=frozenset())
    assert found.frame is not None
    assert found.frame.columns.tolist() == ["contract", "remote"]
    # sorted: the order of the register says nothing about who is who
    assert found.frame["contract"].tolist() == ["a", "a", "a", "b", "b", "b"]


@pytest.mark.parametrize(
    "odd", [("b", True), ("a", False), ("a", None)], ids=["code", "yes or no", "missing"]
)
def test_one_rare_combination_keeps_the_whole_table_at_home(odd: tuple[str, bool | None]) -> None:
    frame = cases(("a", True), ("a", True), ("a", True), odd, odd)
    found = safe_records(Cases, frame, threshold=3, hidden=frozenset())
    assert found.frame is None
    assert "mają mniej niż 3 wiersze" in found.reason.pl


def test_rows_stay_where_a_number_made_from_them_is_hidden() -> None:
    # 6 rows of one kind are common, yet with them the hidden number could be found
    frame = cases(*[("a", True)] * 6)
    found = safe_records(Cases, frame, threshold=3, hidden=frozenset({"cases"}))
    assert found.frame is None
    assert "odtworzyć" in found.reason.pl


def test_a_table_with_a_direct_identifier_stays_whole() -> None:
    class Said(Table, name="said"):
        words = Field(kind="text", privacy="direct", **WORD)
        contract = Field(kind="code", codes=KINDS, **WORD)

    frame = pd.DataFrame({"words": ["x"] * 9, "contract": ["a"] * 9})
    found = safe_records(Said, frame, threshold=3, hidden=frozenset())
    assert found.frame is None
    assert "bezpośrednie" in found.reason.pl


def test_where_no_column_is_left_nothing_leaves() -> None:
    found = safe_records(TABLES["goals"], pd.DataFrame(), threshold=3, hidden=frozenset())
    assert found.frame is None
    assert "żadna kolumna" in found.reason.pl


def test_the_rarest_combination_counts_missing_as_a_value() -> None:
    frame = pd.DataFrame({"x": ["a", "a", None], "y": ["c", "c", "c"]})
    assert smallest_group(frame) == 1
    assert smallest_group(frame.iloc[:0]) == 0


def test_tables_behind_hidden_values_are_those_of_the_catalogue() -> None:
    values = pd.DataFrame(
        {"indicator_id": ["ipp_completed", "pzk_active"], "status": ["suppressed", "ok"]}
    )
    assert hidden_tables(values, catalogue()) == set(catalogue()["ipp_completed"].tables)


def test_families_answers_and_transcripts_are_microdata_and_registers_are_not() -> None:
    named = {name for name, table in TABLES.items() if is_microdata(table)}
    assert {"families", "goals", "answers", "respondents", "codings", "fgi_documents"} <= named
    assert not {"pzk", "entities", "published", "schedule"} & named
