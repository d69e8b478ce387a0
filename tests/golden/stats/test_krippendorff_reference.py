"""Krippendorff's alpha against published examples, R's irr, and the package krippendorff."""

import numpy as np
import pytest
from scipy import stats

from kooperacja_eval.stats.krippendorff import krippendorff_alpha

pytestmark = pytest.mark.golden

PRINTOUT = 1e-12  # relative: both programs gave 15 digits or more
PUBLISHED = 0.0005  # absolute: three digits

LEVELS = ("nominal", "ordinal", "interval", "ratio")


def matrix(drawn):
    """Coders in rows, units in columns, a point for a missing rating."""
    rows = [line.split() for line in drawn.strip().splitlines()]
    return np.array([[np.nan if cell == "." else float(cell) for cell in row] for row in rows]).T


# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), example C: 4 observers x 12
# units. The same ratings as irrCAC's cac.raw4raters.
FOUR_CODERS = matrix("""
    1 2 3 3 2 1 4 1 2 . . .
    1 2 3 3 2 2 4 1 2 5 . 3
    . 3 3 3 2 3 4 2 2 5 1 .
    1 2 3 3 2 4 4 1 2 5 1 .
""")
# Printed there: nominal .743, ordinal .815, interval .849, ratio .797 (the printed values were
# quoted without the paper at hand; they agree with both programs)
FOUR_CODERS_PUBLISHED = dict(zip(LEVELS, (0.743, 0.815, 0.849, 0.797), strict=True))
# R 4.2.2, irr 0.84.1: kripp.alpha(t(x), level)$value, $nmatchval 40, $subjects 12, $raters 4
FOUR_CODERS_IRR = {
    "nominal": 0.743421052631579,
    "ordinal": 0.815387503754881,
    "interval": 0.849107142857143,
    "ratio": 0.797402774711612,
}
# The three coders x 15 units of the article on alpha in the English Wikipedia and of the read-me of
# the Python package krippendorff; Wikipedia prints nominal 0.691 and interval 0.811
THREE_CODERS = matrix("""
    . . . . . 3 4 1 2 1 1 3 3 . 3
    1 . 2 1 3 3 4 3 . . . . . . .
    . . 2 1 3 4 4 . 2 1 1 3 3 . 4
""")
# Python 3.11, krippendorff 0.9.0, numpy 2.4.6; krippendorff.alpha of reliability_data=x.T, level
THREE_CODERS_PACKAGE = {
    "nominal": 0.691358024691358,
    "ordinal": 0.8067214199413153,
    "interval": 0.8108448928121059,
    "ratio": 0.8089436707842471,
}
FOUR_CODERS_PACKAGE = {
    "nominal": 0.743421052631579,
    "ordinal": 0.8153875037548814,
    "interval": 0.8491071428571428,
    "ratio": 0.7974027747116121,
}
# The same paper, example A: two observers, yes or no
TWO_CODERS = matrix("""
    0 1 0 0 0 0 0 0 1 0
    1 1 1 0 0 1 0 0 0 0
""")


@pytest.mark.parametrize("level", LEVELS)
def test_four_coders_with_gaps(level):
    result = krippendorff_alpha(FOUR_CODERS, level=level)
    assert result.alpha == pytest.approx(FOUR_CODERS_IRR[level], rel=PRINTOUT)
    assert result.alpha == pytest.approx(FOUR_CODERS_PACKAGE[level], rel=PRINTOUT)
    assert result.alpha == pytest.approx(FOUR_CODERS_PUBLISHED[level], abs=PUBLISHED)
    assert 1 - result.observed_disagreement / result.expected_disagreement == result.alpha
    # irr counts all 12 units; the last one has one rating and no pair
    assert result.n_units + result.n_dropped_units == 12
    assert (result.n_units, result.n_coders, result.n_pairable_values) == (11, 4, 40)
    assert (result.ci_low, result.ci_high, result.interval) == (None, None, "not_asked")
    assert (result.resamples, result.n_undefined_resamples) == (0, 0)
    assert result.method == f"krippendorff_{level}"


def test_the_disagreements_behind_them():
    # irrCAC 1.0 gives the same alpha by agreements: krippen.alpha.raw(x)$est has pa .805 with the
    # correction (1 - 1/40) pa' + 1/40, pe .24. So D_o = 1 - pa' = .2, D_e = (1 - pe) 40 / 39.
    result = krippendorff_alpha(FOUR_CODERS)
    assert result.observed_disagreement == pytest.approx((1 - 0.805) * 40 / 39, rel=PRINTOUT)
    assert result.expected_disagreement == pytest.approx((1 - 0.24) * 40 / 39, rel=PRINTOUT)


def test_ordinal_is_krippendorffs_metric_not_gwets_weights():
    # irrCAC 1.0, krippen.alpha.raw(x, weights = "ordinal"): 0.83364
    assert krippendorff_alpha(FOUR_CODERS, level="ordinal").alpha == pytest.approx(0.8154, abs=5e-5)


@pytest.mark.parametrize("level", LEVELS)
def test_three_coders_with_many_gaps(level):
    result = krippendorff_alpha(THREE_CODERS, level=level)
    assert result.alpha == pytest.approx(THREE_CODERS_PACKAGE[level], rel=PRINTOUT)
    # Units 1, 2 and 14 have no pair
    assert (result.n_units, result.n_dropped_units, result.n_pairable_values) == (12, 3, 26)


def test_what_wikipedia_prints():
    assert krippendorff_alpha(THREE_CODERS).alpha == pytest.approx(0.691, abs=PUBLISHED)
    interval = krippendorff_alpha(THREE_CODERS, level="interval")
    assert interval.alpha == pytest.approx(0.811, abs=PUBLISHED)


@pytest.mark.parametrize("level", LEVELS)
def test_two_coders_yes_or_no(level):
    # Printed .095. By hand: 4 of 10 units differ, so D_o = 8 / 20; 14 zeros and 6 ones, so
    # D_e = 2 * 14 * 6 / (20 * 19); alpha = 1 - 19 * 8 / 168 = 2 / 21, for yes and no on any level
    result = krippendorff_alpha(TWO_CODERS, level=level)
    assert result.alpha == pytest.approx(2 / 21, rel=PRINTOUT)
    assert result.alpha == pytest.approx(0.095, abs=PUBLISHED)
    assert (result.n_units, result.n_dropped_units, result.n_pairable_values) == (10, 0, 20)


# Two coders, 20 units, minutes of a conversation about a topic; synthetic
MINUTES = matrix("""
    1 2 3 1 4 2 5 3 9 1 2 12 4 1 6 2 3 20 1 2
    2 2 1 1 6 3 5 3 7 1 1 16 4 3 5 2 4 17 2 5
""")


def alpha_by_hand(units, axis):
    """Alpha of units drawn by number, shape (..., units): variances on an interval scale."""
    drawn = MINUTES[units]
    values = drawn.reshape(*drawn.shape[:-2], -1)
    differences = np.mean((drawn[..., 0] - drawn[..., 1]) ** 2, axis=axis)
    return 1 - differences / (2 * values.var(axis=-1, ddof=1))


def test_the_interval_in_scipy():
    # scipy 1.17: bootstrap((numbers of units,), alpha, method="BCa", n_resamples=40_000). Both draw
    # at random: repeated, ends differ by about .005 below and .001 above
    theirs, plain = (
        stats.bootstrap(
            (np.arange(20),), alpha_by_hand, n_resamples=40_000, method=method, vectorized=True,
            rng=np.random.default_rng(1),
        ).confidence_interval
        for method in ("BCa", "percentile")
    )  # fmt: skip
    ours = krippendorff_alpha(
        MINUTES, level="interval", resamples=40_000, rng=np.random.default_rng(2)
    )
    assert ours.alpha == pytest.approx(alpha_by_hand(np.arange(20), -1), rel=PRINTOUT)
    assert ours.ci_low == pytest.approx(theirs.low, abs=0.015)
    assert ours.ci_high == pytest.approx(theirs.high, abs=0.003)
    # Percentile ends, or ends without the acceleration, would not pass
    assert abs(plain.low - theirs.low) > 0.03
    assert (ours.interval, ours.resamples) == ("bca_of_units", 40_000)
