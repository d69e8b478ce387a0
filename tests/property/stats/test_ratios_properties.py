import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kooperacja_eval.stats.ratios import clustered_ratio

pytestmark = pytest.mark.property

ROUNDING = 1e-8  # relative

# Beyond 99 %, two unlike clusters give ends of exactly 0 and infinity (a unit test shows it).
LEVELS = st.floats(min_value=0.5, max_value=0.99)
AMOUNTS = st.integers(1, 100_000).map(float)
SCALES = st.floats(min_value=0.01, max_value=100)


@st.composite
def totals(draw):
    """Numerators and denominators of 2 to 35 clusters of unlike ratios."""
    pairs = draw(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=2, max_size=35))
    tops, bottoms = (np.array(column) for column in zip(*pairs, strict=True))
    assume(np.ptp(tops / bottoms) > 1e-6 * np.max(tops / bottoms))
    return tops, bottoms


def figures(result):
    return result.estimate, result.ci_low, result.ci_high


@given(totals(), LEVELS)
def test_the_interval_is_above_0_and_holds_the_estimate(data, level):
    result = clustered_ratio(*data, confidence_level=level)
    assert 0 < result.ci_low < result.estimate < result.ci_high
    assert result.estimate == pytest.approx(result.numerator / result.denominator)


@given(totals())
def test_the_inverse_ratio_has_the_inverse_interval(data):
    tops, bottoms = data
    estimate, low, high = figures(clustered_ratio(tops, bottoms))
    assert figures(clustered_ratio(bottoms, tops)) == pytest.approx(
        (1 / estimate, 1 / high, 1 / low), rel=1e-6
    )


@given(totals(), SCALES)
def test_the_unit_of_cost_does_not_matter(data, scale):
    tops, bottoms = data
    estimate, low, high = figures(clustered_ratio(tops, bottoms))
    assert figures(clustered_ratio(scale * tops, bottoms)) == pytest.approx(
        (scale * estimate, scale * low, scale * high), rel=ROUNDING
    )


@given(totals(), st.randoms(use_true_random=False))
def test_the_order_of_clusters_of_a_ratio_does_not_matter(data, random):
    tops, bottoms = data
    order = np.array(random.sample(range(tops.size), tops.size))
    assert figures(clustered_ratio(tops[order], bottoms[order])) == pytest.approx(
        figures(clustered_ratio(tops, bottoms)), rel=ROUNDING
    )


@given(totals(), LEVELS, LEVELS)
def test_less_confidence_is_a_narrower_interval_of_a_ratio(data, one, other):
    assume(other - one > 1e-6)
    narrow = clustered_ratio(*data, confidence_level=one)
    wide = clustered_ratio(*data, confidence_level=other)
    assert wide.ci_low < narrow.ci_low
    assert narrow.ci_high < wide.ci_high
