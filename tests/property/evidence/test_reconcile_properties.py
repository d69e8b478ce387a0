"""What holds for every published figure, whatever its value and its decimals."""

from fractions import Fraction
from math import floor
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kooperacja_eval.evidence.disagreements import disagreements
from kooperacja_eval.evidence.reconcile import reconcile, reconcile_counts
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.study import StudyConfig, load_config

pytestmark = pytest.mark.property

CONFIG: StudyConfig = load_config(Path(__file__).parents[3])


def frame_of(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    """Return rows as a table with the types of its fields; what a row leaves out is missing."""
    fields = TABLES[name].fields
    frame = pd.DataFrame(rows, columns=list(fields))
    return frame.astype({column: field.dtype for column, field in fields.items()})


TEAM = {"pzk_id": "LU-01", "voivodeship": "lubelskie", "area": "addiction"}
TABLES_BESIDE = {
    "pzk": frame_of("pzk", [{**TEAM, "name": "zespół", "started_on": "2019-07-01"}]),
    "families": frame_of(
        "families",
        [
            {
                "family_id": f"f{number}",
                "pzk_id": "LU-01",
                "unit_type": "family",
                "cohort": "2019-09-01",
                "started_on": "2019-09-01",
                "ended_on": last,
                "outcome": "completed",
            }
            for number, last in enumerate(("2020-01-31", "2019-10-31"))
        ],
    ),
}
LENGTH = Fraction(153 + 61, 2) / Fraction("30.4375")
"""Mean months of the two families: 153 and 61 days in months of 30.4375 days, 3.5154..."""


def figure(value: float, decimals: int, **cells: object) -> dict[str, object]:
    return {
        "figure_id": "000-a",
        "document": "000",
        "quote": "cytat",
        "indicator_id": "cooperation_months",
        "macroregion": "I",
        "group": "2019-09",
        "value": value,
        "decimals": decimals,
        "unit": "months",
        **cells,
    }


def rounded(number: Fraction, decimals: int) -> int:
    """Round a positive number half up, in whole numbers of its last digit."""
    return floor(number * 10**decimals + Fraction(1, 2))


@settings(max_examples=60)
@given(digits=st.integers(0, 80_000), written=st.integers(0, 4), decimals=st.integers(0, 4))
def test_equal_if_and_only_if_both_round_to_the_same(
    digits: int, written: int, decimals: int
) -> None:
    published = Fraction(digits, 10**written)
    rows = frame_of("published", [figure(digits / 10**written, decimals)])
    frame = reconcile({"published": rows, **TABLES_BESIDE}, CONFIG, profile="internal")
    same = rounded(LENGTH, decimals) == rounded(published, decimals)
    assert list(frame["status"]) == ["equal" if same else "different"]
    assert frame["difference"][0] == pytest.approx(float(LENGTH - published), abs=1e-9)


@settings(max_examples=30)
@given(decimals=st.integers(0, 4))
def test_the_computed_value_itself_always_agrees(decimals: int) -> None:
    stated = rounded(LENGTH, decimals) / 10**decimals
    rows = frame_of("published", [figure(stated, decimals)])
    frame = reconcile({"published": rows, **TABLES_BESIDE}, CONFIG, profile="internal")
    assert list(frame["status"]) == ["equal"]


@settings(max_examples=30)
@given(
    ids=st.lists(
        st.sampled_from(["ipp_completed", "pzk_active", "target_families", "cost_total"]),
        max_size=6,
    ),
    parts=st.lists(st.sampled_from(["I", "II", None]), min_size=6, max_size=6),
)
def test_each_figure_of_the_study_has_one_status(ids: list[str], parts: list[str | None]) -> None:
    rows = [
        figure(1, 0, figure_id=f"000-{n}", indicator_id=name, macroregion=part, group=None)
        for n, (name, part) in enumerate(zip(ids, parts, strict=False))
    ]
    frame = reconcile({"published": frame_of("published", rows), **TABLES_BESIDE}, CONFIG)
    own = [row["figure_id"] for row in rows if row["macroregion"] == "I"]
    assert list(frame["figure_id"]) == own
    assert sum(reconcile_counts(frame).values()) == len(own)
    unknown = frame["status"] == "not_computable"
    assert (frame["computed"].isna() == unknown).all()
    assert (frame.loc[unknown, "reason_pl"] != "").all()


@settings(max_examples=40)
@given(value=st.integers(0, 500), documents=st.permutations(["000", "001", "002", "003"]))
def test_documents_that_agree_are_never_set_against_each_other(
    value: int, documents: list[str]
) -> None:
    rows = [figure(value, 0, document=d, figure_id=f"{d}-a", group=None) for d in documents]
    assert disagreements({"published": frame_of("published", rows)}, CONFIG).empty


@settings(max_examples=40)
@given(values=st.lists(st.integers(0, 9), min_size=2, max_size=4))
def test_each_pair_of_documents_with_other_values_is_found_once(values: list[int]) -> None:
    rows = [
        figure(value, 0, document=f"00{n}", figure_id=f"00{n}-a", group=None)
        for n, value in enumerate(values)
    ]
    frame = disagreements({"published": frame_of("published", rows)}, CONFIG)
    pairs = [
        (f"00{i}", f"00{j}")
        for j, second in enumerate(values)
        for i, first in enumerate(values[:j])
        if first != second
    ]
    found = list(zip(frame["document_a"], frame["document_b"], strict=True))
    assert sorted(found) == sorted(pairs)
