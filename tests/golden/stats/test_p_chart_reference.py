"""Exact control limits against the published p chart of the frozen orange juice cans.

Data: 30 samples of 50 cans, numbers of leaking cans; D. C. Montgomery, Introduction to Statistical
Quality Control, chapter on attribute charts (data set ``orangejuice`` of the R package qcc).
Published: centre 0.2313, three-sigma limits 0.0524 and 0.4102, samples 15 and 23 outside.
The limits here are exact binomial quantiles: skewness moves them up by (z^2 - 1)(1 - 2p) / 6 = 0.7
cans, and they lie on whole cans, so they are compared with the published ones to within two cans in
50 (0.04); the centre to the four digits printed, the verdict on each sample exactly.
Second implementation of the limits: distribution function summed with ``math.comb``, no
tolerance, since counts are whole.
"""

import math

import numpy as np
import pytest

from kooperacja_eval.stats.funnel import binomial_funnel
from kooperacja_eval.stats.funnel_limits import binomial_limits

pytestmark = pytest.mark.golden

CANS = 50
LEAKING = np.array(
    [
        12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22,
        8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6,
    ]
)  # fmt: skip
THREE_SIGMA = 0.9973
TWO_CANS = 2 / CANS


def test_centre_limits_and_verdicts_of_the_published_chart() -> None:
    chart = binomial_funnel(LEAKING, np.full(LEAKING.size, CANS), levels=(THREE_SIGMA,))
    [limits], [positions] = chart.limits, chart.positions
    assert round(chart.target, 4) == 0.2313
    assert limits.low[0] == pytest.approx(0.0524, abs=TWO_CANS)
    assert limits.high[0] == pytest.approx(0.4102, abs=TWO_CANS)
    outside = [at for at, position in enumerate(positions, start=1) if position != "inside"]
    assert outside == [15, 23]
    assert {positions[at - 1] for at in outside} == {"above"}


@pytest.mark.parametrize(("members", "centre"), [(8, 0.75), (12, 0.8), (15, 0.6), (9, 79 / 98)])
def test_limits_of_small_teams_against_a_sum_by_hand(members: int, centre: float) -> None:
    tail = (1 - 0.998) / 2
    odds = [
        math.comb(members, k) * centre**k * (1 - centre) ** (members - k)
        for k in range(members + 1)
    ]
    reached = np.cumsum(odds)
    low = next(k for k in range(members + 1) if reached[k] >= tail)
    high = next(k for k in range(members + 1) if reached[k] >= 1 - tail)
    limits = binomial_limits(np.array([members]), target=centre, level=0.998)
    assert (limits.low[0] * members, limits.high[0] * members) == (low, high)
