from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kooperacja_eval.stats.saturation import saturation_curve
from kooperacja_eval.stats.saturation_rules import saturation_point

pytestmark = pytest.mark.property


@st.composite
def tables(draw, max_groups=5):
    groups, codes = draw(st.integers(1, max_groups)), draw(st.integers(1, 6))
    cells = draw(st.lists(st.booleans(), min_size=groups * codes, max_size=groups * codes))
    table = np.array(cells).reshape(groups, codes)
    assume(table.any())
    return table


def curve(table):
    return saturation_curve(table, orders=100, rng=np.random.default_rng(1))


@given(tables())
def test_the_exact_mean_is_that_of_all_orders(table):
    counts = [
        np.logical_or.accumulate(table[list(order)]).sum(axis=1)
        for order in permutations(range(len(table)))
    ]
    assert curve(table).exact_mean == pytest.approx(np.mean(counts, axis=0), rel=1e-12)


@given(tables(max_groups=12))
def test_curves_rise_to_all_codes_and_slower_and_slower(table):
    result = curve(table)
    found = int(table.any(axis=0).sum())
    for line in (result.as_ordered, result.exact_mean, result.mean):
        assert np.all(np.diff(line) >= -1e-9)
        assert line[-1] == pytest.approx(found)
    assert np.all(np.diff(result.exact_mean, n=2) <= 1e-9)
    assert np.all(result.band_low <= result.band_high)
    assert result.new_codes.sum() == result.n_codes == found


@given(tables(max_groups=12), st.integers(1, 4), st.integers(0, 3))
def test_the_point_is_the_first_that_keeps_the_rule(table, run_length, max_new):
    point = saturation_point(table, run_length=run_length, max_new=max_new)
    found = np.logical_or.accumulate(table).sum(axis=1)
    kept = [
        groups
        for groups in range(1, len(table) - run_length + 1)
        if found[groups + run_length - 1] - found[groups - 1] <= max_new
    ]
    assert point.groups == (kept[0] if kept else None)
