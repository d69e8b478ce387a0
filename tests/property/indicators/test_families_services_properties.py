"""What holds for services of every study: parts add up, order and groups do not matter."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_families import STUDY, studies

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.families_services_course import count_by_month, merged
from kooperacja_eval.schemas.codes import SERVICE_KINDS, SERVICE_STATUSES
from kooperacja_eval.schemas.tables import TABLES

pytestmark = pytest.mark.property

EXAMPLES = 5
IDS = ["service_status_share", "service_mode_share", "service_gap"]
SHARED = ["service_status_share", "service_mode_share"]
"""Shares of one whole."""
DAY = st.one_of(st.none(), st.dates(STUDY.covid.first.replace(month=1), STUDY.study.data_date))
Study = dict[str, pd.DataFrame]


@st.composite
def with_services(draw: st.DrawFn) -> Study:
    """Draw a study whose families and groups have services of every kind of record."""
    tables = draw(studies())
    families = tables["families"]["family_id"].tolist()
    rows = [
        {
            "service_id": f"U{number}", "family_id": draw(st.sampled_from(families)),
            "kind": draw(st.sampled_from(SERVICE_KINDS.ids[:3])),
            "status": draw(st.sampled_from([*SERVICE_STATUSES.ids, None])),
            "mode": draw(st.sampled_from(["in_person", "remote", None])),
            "need_only": draw(st.sampled_from([True, False, None])),
            "on_list": draw(st.sampled_from([True, False, None])),
            **{name: draw(DAY) for name in ("planned_on", "started_on", "ended_on", "status_on")},
        }
        for number in range(draw(st.integers(0, 15)) if families else 0)
    ]  # fmt: skip
    fields = TABLES["services"].fields
    frame = pd.DataFrame(rows).reindex(columns=list(fields))
    return {**tables, "services": frame.astype({name: f.dtype for name, f in fields.items()})}


def found(tables: Study, by: str = "macroregion", ids: list[str] = IDS) -> pd.DataFrame:
    return compute(tables, STUDY, ids=ids, by=by)  # type: ignore[arg-type]


@settings(max_examples=EXAMPLES, deadline=None)
@given(with_services())
def test_states_of_one_whole_add_up_to_it(tables: Study) -> None:
    frame = found(tables, ids=SHARED)
    kind = frame["group"].str.partition("/")[2]
    sums = frame.groupby(["indicator_id", "period", kind]).agg(
        hits=("numerator", "sum"), whole=("denominator", "max"), least=("denominator", "min")
    )
    assert (sums["hits"] == sums["whole"]).all()
    assert (sums["least"] == sums["whole"]).all()


@settings(max_examples=EXAMPLES, deadline=None)
@given(with_services())
def test_places_add_up_and_so_do_kinds(tables: Study) -> None:
    numbers = ["numerator", "denominator", "n", "n_missing"]
    whole = found(tables)
    plain = whole[~whole["group"].str.contains("/") & whole["period"].str.contains("/")]
    top = plain.groupby(["indicator_id", "group"])[numbers].sum()
    below = found(tables, "voivodeship")
    below = below[~below["group"].str.contains("/")]
    parts = below.groupby(["indicator_id", "group"])[numbers].sum()
    pd.testing.assert_frame_equal(parts, top)
    kinds = whole[whole["group"].str.contains("/kind:") & (whole["indicator_id"] != "service_gap")]
    by_kind = kinds.groupby(["indicator_id", kinds["group"].str.partition("/")[0]])[
        ["numerator", "denominator", "n_missing"]
    ].sum()
    wanted = top.loc[by_kind.index, ["numerator", "denominator", "n_missing"]]
    assert (by_kind.to_numpy() == wanted.to_numpy()).all()


@settings(max_examples=EXAMPLES, deadline=None)
@given(with_services())
def test_delivered_and_not_delivered_are_all_that_is_known_and_missing_is_a_part(
    tables: Study,
) -> None:
    frame = found(tables, ids=["service_gap"]).set_index("group")
    hits, known = frame["numerator"], frame["denominator"]
    assert hits["delivered"] + hits["not_delivered"] == known["delivered"]
    assert hits["missing"] + hits["listed_not_delivered"] <= hits["not_delivered"]
    for group in ("on_list", "delivered", "missing", "listed_not_delivered"):
        assert known[group] + frame["n_missing"][group] == hits["needed"]


@settings(max_examples=EXAMPLES, deadline=None)
@given(with_services(), st.integers(0, 2**31))
def test_order_of_rows_does_not_matter(tables: Study, seed: int) -> None:
    rng = np.random.default_rng(seed)
    mixed = {name: frame.iloc[rng.permutation(len(frame))] for name, frame in tables.items()}
    for by in ("macroregion", "voivodeship"):
        pd.testing.assert_frame_equal(found(mixed, by), found(tables, by))


@settings(max_examples=EXAMPLES, deadline=None)
@given(with_services())
def test_services_of_groups_change_nothing(tables: Study) -> None:
    families = tables["families"]
    groups = families.loc[families["unit_type"] == "group", "family_id"]
    services = tables["services"]
    without = {**tables, "services": services[~services["family_id"].isin(groups)]}
    pd.testing.assert_frame_equal(found(without), found(tables))


@settings(max_examples=EXAMPLES, deadline=None)
@given(with_services())
def test_a_row_has_a_value_exactly_where_it_is_ok_and_families_are_no_more_than_services(
    tables: Study,
) -> None:
    frame = pd.concat([found(tables), found(tables, "pzk", ["service_gap"])])
    assert (frame["value"].notna() == (frame["status"] == "ok")).all()
    assert (frame["n"] <= frame["denominator"]).all()
    known = frame.dropna(subset=["ci_low"])
    assert ((known["ci_low"] <= known["value"]) & (known["value"] <= known["ci_high"])).all()


STRETCHES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=30
)


@settings(max_examples=40, deadline=None)
@given(STRETCHES)
def test_counts_by_differences_are_those_of_a_table_of_months(
    drawn: list[tuple[int, int, int]],
) -> None:
    cell = np.array([one[0] for one in drawn])
    first = np.array([min(one[1:]) for one in drawn])
    last = np.array([max(one[1:]) for one in drawn])
    table, seen = np.zeros((4, 7), dtype=int), np.zeros((4, 7), dtype=bool)
    for place, start, end in zip(cell, first, last, strict=True):
        table[place, start : end + 1] += 1
        seen[place, start : end + 1] = True
    assert (count_by_month(cell, first, last, cells=4, months=7) == table).all()
    owner, start, end = merged(cell, first, last, 7)
    assert (count_by_month(owner, start, end, cells=4, months=7) == seen).all()
