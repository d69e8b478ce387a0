"""Saturation curves against R's package vegan (species accumulation curves)."""

import numpy as np
import pytest

from kooperacja_eval.stats.saturation import saturation_curve
from kooperacja_eval.stats.saturation_rules import saturation_ratio

pytestmark = pytest.mark.golden

ROUNDING = 1e-13  # relative: logarithms of factorials here, of binomials there

TABLE = np.array(
    [
        [1, 1, 0, 1, 0, 0, 1],
        [0, 1, 1, 0, 0, 0, 1],
        [1, 0, 0, 1, 1, 0, 0],
        [1, 1, 0, 0, 0, 0, 1],
        [0, 1, 1, 1, 0, 1, 0],
    ]
)


def test_the_curve_equals_vegan():
    # R 4.2.2, vegan 2.6.4: specaccum(x, method = "exact")$richness
    #   3.400000000000000 5.199999999999999 6.100000000000000 6.600000000000000 7.000000000000000
    # specaccum(x, method = "collector")$richness    4 5 6 6 7
    curve = saturation_curve(TABLE, rng=np.random.default_rng(1))
    assert curve.exact_mean == pytest.approx([3.4, 5.2, 6.1, 6.6, 7.0], rel=ROUNDING)
    assert curve.as_ordered.tolist() == [4, 5, 6, 6, 7]
    assert curve.new_codes.tolist() == [4, 1, 1, 0, 1]
    assert (curve.n_groups, curve.n_codes, curve.orders) == (5, 7, 1000)


def test_the_example_of_guest_namey_and_chen():
    # PLoS ONE 15 (2020) e0232076, as a page that quotes it has it: 37 themes in the first four
    # interviews; a run of two gives 11 %, "still not below" 5 %; the next has one new theme of 37;
    # saturation at 6+2. Which interview of a run brought its themes is not quoted: here the fifth
    # one, the sixth three, the seventh one, so that the run is 4 / 37 however far runs move on
    table = np.zeros((8, 42), dtype=int)
    table[0, :37] = 1
    table[4, 37] = 1
    table[5, 38:41] = 1
    table[6, 41] = 1
    result = saturation_ratio(table, base_size=4, run_length=2, threshold=0.05)
    assert (result.groups, result.run_length, result.base_codes) == (6, 2, 37)
    assert [round(100 * ratio) for ratio in result.ratios] == [11, 11, 3]
    assert (result.base_size, result.threshold, result.n_groups) == (4, 0.05, 8)
    assert result.paper == "Guest, Namey, Chen 2020"


def test_random_orders_come_near_the_exact_mean():
    # Of 20,000 orders, the mean after g groups is off by five standard errors at most; the codes
    # found spread by less than 1.
    curve = saturation_curve(TABLE, orders=20_000, rng=np.random.default_rng(1))
    assert curve.mean == pytest.approx(curve.exact_mean, abs=5 / np.sqrt(20_000))
    assert np.all(curve.band_low <= curve.exact_mean)
    assert np.all(curve.exact_mean <= curve.band_high)
