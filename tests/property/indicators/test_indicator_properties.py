"""What holds for the indicators of every study: parts add up, order and names do not matter."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_families import STUDY, studies

from kooperacja_eval.indicators.compute import compute, compute_all

pytestmark = pytest.mark.property

EXAMPLES = 15
COUNTED = [
    "families_in_cooperation",
    "groups_in_cooperation",
    "cohort_families",
    "ipp_completed",
    "ipp_completed_share",
    "continuing_services",
    "continuing_services_share",
    "stage_conversion",
]
"""Indicators whose numbers add up over places."""
Study = dict[str, pd.DataFrame]


def totals(tables: Study, by: str) -> pd.DataFrame:
    """Return the numbers of a level added up to macroregions."""
    levels = [i for i in COUNTED if by != "area" or i in ("ipp_completed", "ipp_completed_share")]
    values = compute(tables, STUDY, ids=levels, by=by)  # type: ignore[arg-type]
    first = values[~values["method"].str.startswith("clustered")]
    group = first["group"] if by != "area" else None
    keys = [first["indicator_id"], *([group.fillna("")] if group is not None else [])]
    return first.groupby(keys)[["numerator", "denominator", "n", "n_missing"]].sum()


@settings(max_examples=EXAMPLES)
@given(studies())
def test_parts_add_up_to_the_whole(tables: Study) -> None:
    whole = totals(tables, "macroregion")
    pd.testing.assert_frame_equal(totals(tables, "voivodeship"), whole)
    pd.testing.assert_frame_equal(totals(tables, "pzk"), whole)
    areas = totals(tables, "area")
    by_indicator = whole.groupby("indicator_id").sum().loc[areas.index]
    pd.testing.assert_frame_equal(areas, by_indicator)


@settings(max_examples=EXAMPLES)
@given(studies(), st.integers(0, 2**31))
def test_order_of_rows_does_not_matter(tables: Study, seed: int) -> None:
    rng = np.random.default_rng(seed)
    mixed = {name: frame.iloc[rng.permutation(len(frame))] for name, frame in tables.items()}
    pd.testing.assert_frame_equal(compute_all(mixed, STUDY), compute_all(tables, STUDY))


@settings(max_examples=EXAMPLES)
@given(studies())
def test_names_of_families_do_not_matter(tables: Study) -> None:
    families = tables["families"]
    renamed = families.assign(family_id=[f"X-{i}" for i in range(len(families))])
    pd.testing.assert_frame_equal(
        compute_all({**tables, "families": renamed}, STUDY), compute_all(tables, STUDY)
    )


@settings(max_examples=EXAMPLES)
@given(studies())
def test_values_lie_within_their_intervals_and_shares_within_0_and_1(tables: Study) -> None:
    values = compute_all(tables, STUDY)
    # a median of time may have no upper end yet: each end is compared where it is known
    lower, upper = (values.dropna(subset=[end]) for end in ("ci_low", "ci_high"))
    assert (lower["ci_low"] <= lower["value"]).all()
    assert (upper["value"] <= upper["ci_high"]).all()
    shares = values[values["method"].isin(["wilson", "clustered_wilson"])].dropna(subset=["value"])
    assert (shares["ci_low"] >= 0).all()
    assert (shares["ci_high"] <= 1).all()


@settings(max_examples=EXAMPLES)
@given(studies())
def test_a_row_has_a_value_exactly_where_it_is_ok(tables: Study) -> None:
    values = compute_all(tables, STUDY)
    assert set(values["status"]) <= {"ok", "insufficient"}
    assert (values["value"].notna() == (values["status"] == "ok")).all()
