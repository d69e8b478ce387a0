"""What holds for time in cooperation of every study: parts of one, order, groups, closed months."""

from typing import Final

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_families import STUDY, studies

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.families_time import CURVE_MONTHS, _told
from kooperacja_eval.indicators.places import Level

pytestmark = pytest.mark.property

Tables = dict[str, pd.DataFrame]
EXAMPLES: Final = 25
IDS: Final = ["time_to_completion", "time_in_cooperation", "time_comparison"]
THRESHOLD: Final = 3


def values(tables: Tables, by: Level = "macroregion") -> pd.DataFrame:
    ids = IDS if by == "macroregion" else IDS[:2]
    return compute(tables, STUDY, ids=ids, by=by)


@settings(max_examples=EXAMPLES, deadline=None)
@given(studies())
def test_shares_of_a_month_add_up_to_one(tables: Tables) -> None:
    for by in ("macroregion", "voivodeship", "area"):
        frame = values(tables, by)
        shares = frame[frame["indicator_id"] == "time_to_completion"]
        parts = shares["group"].str.extract(r"(\w+)\|(\d+)(.*)")
        key = [shares["voivodeship"].fillna("-"), parts[1], parts[2]]
        known = shares["value"].notna().groupby(key).agg(["sum", "size"])
        assert known["sum"].isin([0, 4]).all()  # all four of a month are known, or none
        assert (known["size"] == 4).all()
        totals = shares["value"].groupby(key).sum(min_count=4).dropna()
        assert totals.to_numpy() == pytest.approx(1.0)


@settings(max_examples=EXAMPLES, deadline=None)
@given(studies())
def test_shares_of_ends_never_fall_and_of_those_staying_never_rise(tables: Tables) -> None:
    found = values(tables).set_index("group")["value"]
    for state, sign in (("staying", -1), ("completed", 1), ("left", 1), ("died", 1)):
        line = found[[f"{state}|{month}" for month in CURVE_MONTHS]].dropna().to_numpy()
        assert (sign * np.diff(line) >= -1e-12).all()


@settings(max_examples=EXAMPLES, deadline=None)
@given(studies(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(tables: Tables, random: object) -> None:
    frame = tables["families"]
    order = list(range(len(frame)))
    random.shuffle(order)  # type: ignore[attr-defined]
    mixed = tables | {"families": frame.iloc[order].reset_index(drop=True)}
    pd.testing.assert_frame_equal(values(tables), values(mixed), rtol=1e-9)


@settings(max_examples=EXAMPLES, deadline=None)
@given(studies())
def test_groups_of_persons_change_nothing(tables: Tables) -> None:
    frame = tables["families"]
    alone = tables | {"families": frame[frame["unit_type"] != "group"].reset_index(drop=True)}
    pd.testing.assert_frame_equal(values(tables), values(alone))


@settings(max_examples=EXAMPLES, deadline=None)
@given(studies())
def test_known_and_missing_families_are_all_of_them(tables: Tables) -> None:
    frame = values(tables)
    families = int((tables["families"]["unit_type"] != "group").sum())
    shares = frame[frame["indicator_id"] == "time_to_completion"]
    ends = shares[~shares["group"].str.startswith("staying")]
    assert (ends["n"] + ends["n_missing"] == families).all()
    others = frame[frame["indicator_id"] != "time_to_completion"]
    assert (others["n"] + others["n_missing"] == families).all()


@given(st.lists(st.integers(0, 5), min_size=1, max_size=12), st.integers(0, 6))
def test_open_months_differ_by_nobody_or_by_enough(steps: list[int], later: int) -> None:
    # what an attacker has: the numbers of open months, that all begin at 0, and the total
    by = np.cumsum(steps)
    told = _told(by, int(by[-1]) + later, THRESHOLD)
    closed = (told > 0) & (told < THRESHOLD)
    seen = np.concatenate([[0], by[~closed], [by[-1] + later]])
    shown = np.diff(seen[:-1])
    assert not ((shown > 0) & (shown < THRESHOLD)).any()
    rest = seen[-1] - seen[:-1]
    if seen[-1] >= THRESHOLD:  # else the total itself is not shown
        assert not ((rest > 0) & (rest < THRESHOLD)).any()
