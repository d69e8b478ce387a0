import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.omega import mcdonald_omega, omega_from_loadings

pytestmark = pytest.mark.unit

SEARCH = 1e-6  # relative: where the search stops


def scores_of(covariance, n=20):
    """Made-up scores of n rows whose sample covariances are exactly these."""
    covariance = np.array(covariance, float)
    noise = np.random.default_rng(1).standard_normal((n, covariance.shape[0]))
    white, _ = np.linalg.qr(noise - noise.mean(axis=0))
    return white @ np.linalg.cholesky(covariance).T * np.sqrt(n - 1)


THREE = [[1, 0.72, 0.56], [0.72, 1, 0.63], [0.56, 0.63, 1]]


@pytest.mark.parametrize("method", ["ml", "minres"])
def test_three_items_by_hand(method):
    # Three items have one exact solution: l1^2 = r12 r13 / r23 = 0.72 * 0.56 / 0.63 = 0.64,
    # so that the loadings are 0.8, 0.9, 0.7: 2.4^2 / (2.4^2 + 0.36 + 0.19 + 0.51) = 0.844575
    result = mcdonald_omega(scores_of(THREE), method=method)
    assert result.loadings == pytest.approx([0.8, 0.9, 0.7], rel=SEARCH)
    assert result.uniquenesses == pytest.approx([0.36, 0.19, 0.51], rel=SEARCH)
    assert result.omega == pytest.approx(5.76 / 6.82, rel=SEARCH)
    assert (result.converged, result.heywood, result.n_items) == (True, False, 3)
    assert (result.n_subjects, result.n_dropped) == (20, 0)
    assert (result.method, result.matrix) == (method, "correlation")


@pytest.mark.parametrize("method", ["ml", "minres"])
def test_covariances_by_hand(method):
    # The same items, the second doubled: loadings 0.8, 1.8, 0.7, error variances 0.36, 0.76, 0.51:
    # omega is 10.89 / (10.89 + 1.63), because the loadings add up to 3.3
    result = mcdonald_omega(scores_of(THREE) * [1, 2, 1], method=method, matrix="covariance")
    assert result.loadings == pytest.approx([0.8, 1.8, 0.7], rel=SEARCH)
    assert result.uniquenesses == pytest.approx([0.36, 0.76, 0.51], rel=SEARCH)
    assert result.omega == pytest.approx(10.89 / 12.52, rel=SEARCH)
    assert result.matrix == "covariance"


def test_rows_with_gaps_are_left_out_and_counted():
    scores = scores_of(THREE)
    result = mcdonald_omega(np.vstack([scores, [[np.nan, 1, 2]]]))
    assert result.omega == mcdonald_omega(scores).omega
    assert (result.n_subjects, result.n_dropped) == (20, 1)


@pytest.mark.parametrize("method", ["ml", "minres"])
def test_an_item_without_error_is_said(method):
    # l1^2 would be 0.8 * 0.8 / 0.3 = 2.13, more than the item's variance
    result = mcdonald_omega(scores_of([[1, 0.8, 0.8], [0.8, 1, 0.3], [0.8, 0.3, 1]]), method=method)
    assert result.heywood
    assert result.uniquenesses[0] == 0.005


def test_a_reversed_item_loads_against_the_others():
    scores = scores_of(THREE) * [1, 1, -1]
    result = mcdonald_omega(scores)
    assert result.loadings == pytest.approx([0.8, 0.9, -0.7], rel=SEARCH)
    assert result.omega == pytest.approx(1 / (1 + 1.06), rel=SEARCH)


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        (scores_of(THREE)[:, :2], "co najmniej 3 kolumn"),
        (scores_of(THREE)[:1], "można wykorzystać: 1"),
        (scores_of(THREE)[:3], "jest sumą innych"),
        (scores_of(THREE) * [1, 0, 1], "tę samą wartość"),
        (scores_of(THREE)[:, [0, 1, 2, 2]], "jest sumą innych"),
    ],
)
def test_where_it_is_undefined(scores, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        mcdonald_omega(scores)


def test_a_search_that_does_not_arrive_is_no_result(monkeypatch):
    monkeypatch.setattr("kooperacja_eval.stats.omega.MAX_ITERATIONS", 1)
    with pytest.raises(InsufficientDataError, match="nie osiągnęło zbieżności"):
        mcdonald_omega(scores_of(THREE))


@pytest.mark.parametrize("options", [{"method": "pca"}, {"matrix": "polychoric"}])
def test_wrong_options(options):
    with pytest.raises(ValueError, match=next(iter(options.values()))):
        mcdonald_omega(scores_of(THREE), **options)


def test_omega_from_loadings_by_hand():
    # 1.5^2 / (1.5^2 + 0.36 + 0.51) = 2.25 / 3.12
    assert omega_from_loadings([0.8, 0.7]) == pytest.approx(2.25 / 3.12)
    assert omega_from_loadings([1.0, 1.0]) == 1
    assert omega_from_loadings([0.5, -0.5]) == 0


@pytest.mark.parametrize("loadings", [[], [0.5], [1.0, -1.0]])
def test_loadings_that_do_not_suffice(loadings):
    with pytest.raises(InsufficientDataError, match="ładunk"):
        omega_from_loadings(loadings)


@pytest.mark.parametrize("loadings", [[0.5, 1.2], [0.5, np.nan]])
def test_loadings_that_are_not_standardised(loadings):
    with pytest.raises(ValueError, match="standardised"):
        omega_from_loadings(loadings)
