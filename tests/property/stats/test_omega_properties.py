import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kooperacja_eval.stats.alpha import cronbach_alpha
from kooperacja_eval.stats.omega import mcdonald_omega, omega_from_loadings

pytestmark = pytest.mark.property

SEARCH = 1e-5  # where the search stops

LOADINGS = st.lists(st.floats(0.3, 0.9), min_size=3, max_size=6)
METHODS = st.sampled_from(["ml", "minres"])


def scores_of(loadings, n=30):
    """Made-up scores whose correlations are exactly those of one factor."""
    correlation = np.outer(loadings, loadings)
    np.fill_diagonal(correlation, 1.0)
    noise = np.random.default_rng(1).standard_normal((n, len(loadings)))
    white, _ = np.linalg.qr(noise - noise.mean(axis=0))
    return white @ np.linalg.cholesky(correlation).T


@given(LOADINGS, METHODS)
@settings(max_examples=25, deadline=None)
def test_one_factor_is_found(loadings, method):
    result = mcdonald_omega(scores_of(loadings), method=method)
    assert result.loadings == pytest.approx(loadings, abs=SEARCH)
    assert result.omega == pytest.approx(omega_from_loadings(loadings), abs=SEARCH)
    assert not result.heywood


@given(st.floats(0.2, 0.95), st.integers(3, 7), METHODS)
@settings(max_examples=20, deadline=None)
def test_omega_of_parallel_items_is_alpha(loading, n_items, method):
    scores = scores_of([loading] * n_items)
    alpha = cronbach_alpha(scores).alpha
    assert mcdonald_omega(scores, method=method).omega == pytest.approx(alpha, abs=SEARCH)


@given(LOADINGS)
@settings(max_examples=20, deadline=None)
def test_omega_of_one_factor_is_not_below_alpha(loadings):
    scores = scores_of(loadings)
    omega = mcdonald_omega(scores).omega
    assert cronbach_alpha(scores).standardized_alpha <= omega + SEARCH <= 1 + SEARCH


@given(LOADINGS, st.floats(0.1, 10), st.integers(-10, 10), st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_order_shift_and_scales_of_items_do_not_matter(loadings, scale, shift, random):
    scores = scores_of(loadings)
    order = random.sample(range(len(loadings)), len(loadings))
    scales = np.ones(len(loadings))
    scales[0] = scale
    moved = (scores * scales + shift)[:, order]
    expected = mcdonald_omega(scores)
    result = mcdonald_omega(moved)
    assert result.omega == pytest.approx(expected.omega, abs=SEARCH)
    assert result.loadings == pytest.approx(expected.loadings[order], abs=SEARCH)


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=8))
def test_bounds_of_omega_from_loadings(loadings):
    assume(sum(loadings) != 0 or any(abs(loading) < 1 for loading in loadings))
    assert 0 <= omega_from_loadings(loadings) <= 1
    turned = [-loading for loading in loadings]
    assert omega_from_loadings(turned) == omega_from_loadings(loadings)
