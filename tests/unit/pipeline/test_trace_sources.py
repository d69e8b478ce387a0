"""From tables to raw files and corrections; rows of a place are counted for insiders only."""

import datetime as dt

import pandas as pd
import pytest

from kooperacja_eval.ingest.run import AppliedRule, RawFile
from kooperacja_eval.pipeline.data import StudyData
from kooperacja_eval.pipeline.trace_sources import trace_tables

pytestmark = pytest.mark.unit

A = RawFile(path="a.csv", sha256="a" * 64, size=1)
B = RawFile(path="b.csv", sha256="b" * 64, size=1)
REGISTER = RawFile(path="pzk.xlsx", sha256="c" * 64, size=1)
RULE = AppliedRule(
    id="r1", table="families", action="recode", reason="x", decided_by="y",
    date=dt.date(2021, 1, 15), rows=2,
)  # fmt: skip


@pytest.fixture
def data() -> StudyData:
    """Two teams in two voivodeships, each with families in a file of its own."""
    tables = {
        "pzk": pd.DataFrame(
            {"pzk_id": ["LU-01", "MA-01"], "voivodeship": ["lubelskie", "mazowieckie"],
             "source_file": "pzk.xlsx"}
        ),
        "families": pd.DataFrame(
            {"family_id": ["R1", "R2", "R3"], "pzk_id": ["LU-01", "LU-01", "MA-01"],
             "source_file": ["a.csv", "a.csv", "b.csv"]}
        ),
        "contacts": pd.DataFrame(
            {"family_id": ["R1", "R3", "R3"], "source_file": ["a.csv", "b.csv", "b.csv"]}
        ),
    }  # fmt: skip
    return StudyData(
        tables=tables, problems=(), corrections=(RULE,), files=(A, B, REGISTER), fingerprint=""
    )


def test_a_table_names_its_files_and_the_rules_that_touched_it(data: StudyData) -> None:
    [families, contacts] = trace_tables(data, ["contacts", "families"], profile="internal")
    assert (families.name, families.rows, families.rows_here) == ("families", 3, None)
    assert families.files == (A, B)
    assert [rule.id for rule in families.corrections] == ["r1"]
    assert contacts.corrections == ()


def test_of_a_place_only_its_own_files_are_named(data: StudyData) -> None:
    [families] = trace_tables(data, ["families"], profile="internal", voivodeship="mazowieckie")
    assert families.files == (B,)
    assert families.rows_here == 1
    # contacts know no team; they find it through their family
    [contacts] = trace_tables(data, ["contacts"], profile="internal", pzk_id="LU-01")
    assert contacts.files == (A,)
    assert contacts.rows_here == 1


def test_in_public_rows_of_a_place_are_not_counted(data: StudyData) -> None:
    # one family in Mazowieckie is a number that disclosure control hides
    [families] = trace_tables(data, ["families"], profile="public", voivodeship="mazowieckie")
    assert families.rows == 3
    assert families.rows_here is None


def test_tables_that_a_study_has_not_got_are_left_out(data: StudyData) -> None:
    assert [table.name for table in trace_tables(data, ["goals", "pzk"], profile="public")] == [
        "pzk"
    ]
