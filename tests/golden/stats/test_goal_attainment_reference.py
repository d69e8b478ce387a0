"""Goal attainment T against the R package GAS (gasr) and the table of equal weights."""

# ruff: noqa: ERA001 - commands of R stand in comments

import numpy as np
import pytest

from kooperacja_eval.stats.goal_attainment import goal_attainment

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-13  # relative: R printed 15 significant digits

LEVELS, WEIGHTS = [-2, 0, -1, 2, 0, 1], [3, 5, 1, 4, 2, 6]


@pytest.mark.parametrize(
    ("weights", "correlation", "expected"),
    [
        # R 4.2.2, calc_tscore() of the package gasr, github taylordunn/gasr at 484d052:
        #   calc_tscore(c(-2, 0, -1, 2, 0, 1), c(3, 5, 1, 4, 2, 6))            55
        #   calc_tscore(c(-2, 0, -1, 2, 0, 1))                                 50
        #   calc_tscore(c(-2, ...), c(3, ...), rho = 0); rho = 0.5
        # By hand: sum wx 7, sum w^2 91, (sum w)^2 441; sqrt(63.7 + 132.3) = 14; 50 + 70 / 14 = 55
        (WEIGHTS, 0.3, 55),
        (None, 0.3, 50),
        (WEIGHTS, 0, 57.3379938570534),
        (WEIGHTS, 0.5, 54.2919753763948),
    ],
)
def test_the_example_of_gasr(weights, correlation, expected):
    result = goal_attainment(LEVELS, weights, correlation=correlation)
    assert result.t == pytest.approx(expected, rel=R_PRINTOUT)
    assert result.low == pytest.approx(
        goal_attainment([-2] * 6, weights, correlation=correlation).t, rel=R_PRINTOUT
    )
    assert result.low + result.high == pytest.approx(100)
    assert (result.n_goals, result.n_unweighted, result.n_dropped) == (6, 0, 0)
    assert (result.correlation, result.method) == (correlation, "kiresuk_sherman")


def test_a_goal_without_a_level_in_gasr():
    # calc_tscore(c(-1, NA, 1, 2), c(1, 2, 3, 4))    66.3517485041932
    result = goal_attainment([-1, np.nan, 1, 2], [1, 2, 3, 4])
    assert result.t == pytest.approx(66.3517485041932, rel=R_PRINTOUT)
    assert (result.n_goals, result.n_dropped) == (3, 1)


# sapply(c(-2, -1, 0, 1, 2), function(x) calc_tscore(rep(x, k))), k goals; upper half by symmetry
EQUAL = {
    1: (30, 40),
    2: (25.1930530821583, 37.5965265410792),
    3: (22.6138721247417, 36.3069360623708),
    4: (20.9809499955995, 35.4904749977998),
    5: (19.8488655422236, 34.9244327711118),
}


@pytest.mark.parametrize("n_goals", EQUAL)
def test_the_table_of_equal_weights(n_goals):
    lowest, low = EQUAL[n_goals]
    for level, expected in ((-2, lowest), (-1, low), (0, 50), (1, 100 - low), (2, 100 - lowest)):
        result = goal_attainment([level] * n_goals)
        assert result.t == pytest.approx(expected, rel=R_PRINTOUT)
        assert result.low == pytest.approx(lowest, rel=R_PRINTOUT)
        assert result.high == pytest.approx(100 - lowest, rel=R_PRINTOUT)


def test_t_by_the_sum_of_levels():
    # gasr, three goals of equal weight, sums of levels from -6 to 6
    expected = """22.6138721247417 27.1782267706181 31.7425814164945 36.3069360623708
        40.8712907082472 45.4356453541236 50 54.5643546458764 59.1287092917528 63.6930639376292
        68.2574185835055 72.8217732293819 77.3861278752583"""
    for total, one in zip(range(-6, 7), expected.split(), strict=True):
        levels = [total // 3, (total + 1) // 3, (total + 2) // 3]
        assert goal_attainment(levels).t == pytest.approx(float(one), rel=R_PRINTOUT)
