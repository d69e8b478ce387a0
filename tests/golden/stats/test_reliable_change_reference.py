"""Reliable change against worked figures, response shift against R."""

import numpy as np
import pytest

from kooperacja_eval.stats.reliable_change import reliable_change, response_shift

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-12  # relative: R printed 15 significant digits


def test_a_worked_reliable_change():
    # Standard deviation 7.5, reliability 0.8, formula and criterion of Jacobson and Truax (1991):
    # 7.5 * sqrt(2) * sqrt(0.2) = 4.743416, times 1.96 = 9.297096
    before = np.array([20.0, 20.0, 20.0, np.nan])
    after = np.array([29.2, 29.3, 10.7, 25.0])
    result = reliable_change(before, after, sd_before=7.5, reliability=0.8)
    assert result.se_difference == pytest.approx(4.743416, abs=5e-7)
    assert result.critical_change == pytest.approx(9.297096, abs=5e-7)
    expected = [9.2 / 4.743416, 9.3 / 4.743416, -9.3 / 4.743416, np.nan]
    assert result.index == pytest.approx(expected, rel=1e-6, nan_ok=True)
    assert (result.n_improved, result.n_unchanged, result.n_deteriorated) == (1, 1, 1)
    assert (result.n, result.n_dropped, result.method) == (3, 1, "jacobson_truax")


# R: datasets::attitude, first 12 departments: rating, learning, raises stand for pre, then, post
PRE = np.array([43.0, 63, 71, 61, 81, 43, 58, 71, 72, 67, 64, 67])
THEN = np.array([39.0, 54, 69, 47, 66, 44, 56, 55, 67, 47, 58, 39])
POST = np.array([61.0, 63, 76, 54, 71, 54, 66, 70, 71, 62, 58, 59])
# R 4.2.2: t <- t.test(d): mean, conf.int, stderr, of 11 degrees of freedom
PAIRED = {
    "shift": (-10, -15.51245829974835, -4.48754170025165, 2.50454132981017),
    "change_pre": (0.333333333333333, -5.1143884468678, 5.781055113534468, 2.475128810034465),
    "change_then": (10.33333333333333, 6.16840400248209, 14.49826266418458, 1.89230232278251),
}
# R 4.2.2, sandwich 3.0.2: m <- lm(d ~ 1); vcovCL(m, rep(1:4, 3), type = "HC1"); qt(.975, 3)
CLUSTERED = {
    "shift": (-10, -20.713710725428321, 0.713710725428317, 3.366501646120693),
    "change_pre": (0.333333333333333, -5.683151960640659, 6.349818627307327, 1.890522169685951),
    "change_then": (10.33333333333333, 4.80418797840452, 15.86247868826215, 1.73738841901243),
}


@pytest.mark.parametrize(
    ("clusters", "expected", "df", "n_clusters", "method"),
    [
        (None, PAIRED, 11, None, "paired_t"),
        (np.tile(np.arange(4), 3), CLUSTERED, 3, 4, "clustered_t"),
    ],
)
def test_three_differences_in_r(clusters, expected, df, n_clusters, method):
    result = response_shift(PRE, THEN, POST, clusters=clusters)
    for name, figures in expected.items():
        change = getattr(result, name)
        found = (change.estimate, change.ci_low, change.ci_high, change.standard_error)
        assert found == pytest.approx(figures, rel=R_PRINTOUT)
        assert (change.df, change.n_pairs, change.n_dropped) == (df, 12, 0)
        assert (change.n_clusters, change.method) == (n_clusters, method)
    # In R, the mean of then less pre over sd(pre)
    assert result.standardised_shift == pytest.approx(-0.888656199809446, rel=R_PRINTOUT)
