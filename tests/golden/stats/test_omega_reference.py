"""Omega of one factor against closed forms and R's own factor analysis.

psych and lavaan are in ``test_alpha_omega_psych``.
"""

import numpy as np
import pytest
from statsmodels.multivariate.factor import Factor

from kooperacja_eval.stats.alpha import cronbach_alpha
from kooperacja_eval.stats.omega import mcdonald_omega, omega_from_loadings

pytestmark = pytest.mark.golden

SEARCH = 1e-6  # relative: both searches stop where their gradients are small (seen: 3e-8)


def table(text, n_columns):
    """Numbers written row after row, - where one is missing."""
    return np.array(text.replace("-", "nan").split(), float).reshape(-1, n_columns)


# R: datasets::attitude (Chatterjee, Price 1977), 30 departments x 7 items
ATTITUDE = table(
    """
    43 51 30 39 61 92 45  63 64 51 54 63 73 47  71 70 68 69 76 86 48  61 63 45 47 54 84 35
    81 78 56 66 71 83 47  43 55 49 44 54 49 34  58 67 42 56 66 68 35  71 75 50 55 70 66 41
    72 82 72 67 71 83 31  67 61 45 47 62 80 41  64 53 53 58 58 67 34  67 60 47 39 59 74 41
    69 62 57 42 55 63 25  68 83 83 45 59 77 35  77 77 54 72 79 77 46  81 90 50 72 60 54 36
    74 85 64 69 79 79 63  65 60 65 75 55 80 60  65 70 46 57 75 85 46  50 58 68 54 64 78 52
    50 40 33 34 43 64 33  64 61 52 62 66 80 41  53 66 52 50 63 80 37  40 37 42 58 50 57 49
    63 54 42 48 66 75 33  66 77 66 63 88 76 72  78 75 58 74 80 78 49  48 57 44 45 51 83 38
    85 85 71 71 77 74 55  82 82 39 59 64 78 39
    """,
    7,
)


def scores_of(correlation, n):
    """Made-up scores of n rows whose sample correlations are exactly these."""
    noise = np.random.default_rng(1).standard_normal((n, correlation.shape[0]))
    white, _ = np.linalg.qr(noise - noise.mean(axis=0))
    return white @ np.linalg.cholesky(correlation).T


@pytest.mark.parametrize(
    ("loadings", "omega", "alpha"),
    [([0.8, 0.7, 0.6, 0.5], 0.749446, 0.742055), ([0.7] * 4, 0.793522, 0.793522)],
)
@pytest.mark.parametrize("method", ["ml", "minres"])
def test_closed_forms(loadings, omega, alpha, method):
    # (2.6)^2 / (2.6^2 + 4 - 1.74) = 6.76 / 9.02 = 0.749446; 2.8^2 / (2.8^2 + 2.04) = 0.793522.
    # The mean correlation of the first is (2.6^2 - 1.74) / 12 = 0.418333, so that standardised
    # alpha is 4 * 0.418333 / (1 + 3 * 0.418333) = 0.742055. Six digits are given.
    assert omega_from_loadings(loadings) == pytest.approx(omega, abs=5e-7)
    implied = np.outer(loadings, loadings)
    np.fill_diagonal(implied, 1.0)
    scores = scores_of(implied, 50)
    result = mcdonald_omega(scores, method=method)
    assert result.omega == pytest.approx(omega, abs=5e-7)
    assert result.loadings == pytest.approx(loadings, rel=SEARCH)
    assert result.uniquenesses == pytest.approx(1 - np.square(loadings), rel=SEARCH)
    assert cronbach_alpha(scores).standardized_alpha == pytest.approx(alpha, abs=5e-7)


def test_maximum_likelihood_in_r():
    # R 4.2.2: f <- factanal(attitude, 1, control = list(nstart = 5,
    #   opt = list(factr = 1e-3, pgtol = 1e-12), lower = .005)): loadings, uniquenesses
    # fmt: off
    loadings = [
        0.852477361654976, 0.902241080997153, 0.592705559086993, 0.730696668077049,
        0.764994330156742, 0.246092770015983, 0.377845302668701,
    ]
    uniquenesses = [
        0.273282347731232, 0.185961031699624, 0.648700120719817, 0.466082379611553,
        0.414783675120800, 0.939438349788632, 0.857232925459982,
    ]
    # fmt: on
    result = mcdonald_omega(ATTITUDE, method="ml")
    assert result.loadings == pytest.approx(loadings, rel=SEARCH)
    assert result.uniquenesses == pytest.approx(uniquenesses, rel=SEARCH)
    assert result.omega == pytest.approx(0.840544489611243, rel=SEARCH)
    assert (result.converged, result.heywood, result.n_items) == (True, False, 7)
    assert (result.n_subjects, result.n_dropped) == (30, 0)
    assert (result.method, result.matrix) == ("ml", "correlation")


def test_least_squares_in_r():
    # R 4.2.2: R <- cor(attitude); g <- function(l) { E <- R - tcrossprod(l);
    #   sum(E[lower.tri(E)]^2) }; optim(rep(.6, 7), g, gradient, method = "BFGS",
    #   control = list(reltol = 1e-16, maxit = 10000))$par
    # fmt: off
    loadings = [
        0.757773200669904, 0.833826094331098, 0.603427222438930, 0.788726382511599,
        0.841119925175785, 0.284465121393904, 0.491046560335955,
    ]
    # fmt: on
    result = mcdonald_omega(ATTITUDE, method="minres")
    assert result.loadings == pytest.approx(loadings, rel=SEARCH)
    assert result.uniquenesses == pytest.approx(1 - np.square(loadings), rel=SEARCH)
    assert result.omega == pytest.approx(0.850682358903048, rel=SEARCH)
    assert (result.converged, result.heywood, result.method) == (True, False, "minres")


@pytest.mark.parametrize(("method", "theirs"), [("ml", "ml"), ("minres", "pa")])
def test_statsmodels_as_second_implementation(method, theirs):
    # statsmodels 0.15.0: iterated principal axes end where the residuals are least (minres)
    model = Factor(ATTITUDE, n_factor=1, method=theirs)
    start = np.full((7, 1), 0.6), np.full(7, 0.6)
    fit = model.fit(maxiter=10_000, tol=1e-12, start=start, opt={"gtol": 1e-7})
    result = mcdonald_omega(ATTITUDE, method=method)
    assert result.loadings == pytest.approx(np.abs(fit.loadings[:, 0]), rel=SEARCH)
    assert result.uniquenesses == pytest.approx(fit.uniqueness, rel=SEARCH)


def test_an_item_without_error_in_r():
    # R 4.2.2: factanal(covmat = R, n.obs = 40, factors = 1) stops at the same bound
    correlation = np.array([[1, 0.8, 0.8], [0.8, 1, 0.3], [0.8, 0.3, 1]])
    result = mcdonald_omega(scores_of(correlation, 40))
    assert result.heywood
    assert result.uniquenesses == pytest.approx(
        [0.005, 0.362802370015266, 0.362802370015267], rel=SEARCH
    )
    assert result.loadings == pytest.approx(
        [0.997537980151169, 0.79824659152031, 0.79824659152031], rel=SEARCH
    )
