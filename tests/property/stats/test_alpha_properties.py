import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kooperacja_eval.stats.alpha import cronbach_alpha, item_statistics

pytestmark = pytest.mark.property

ROUNDING = 1e-7  # relative and absolute: shifting by up to 100 and adding up cost digits

LEVELS = st.floats(min_value=0.5, max_value=0.999)


@st.composite
def scales(draw):
    """Answers from 1 to 5 of 3 to 12 persons to 2 to 5 items; none constant, nor their sum."""
    n, k = draw(st.integers(3, 12)), draw(st.integers(2, 5))
    rows = st.lists(st.integers(1, 5), min_size=k, max_size=k)
    scores = np.array(draw(st.lists(rows, min_size=n, max_size=n)), float)
    assume(np.all(np.ptp(scores, axis=0) > 0))
    totals = [scores.sum(axis=1)] + [np.delete(scores, i, 1).sum(axis=1) for i in range(k)]
    assume(all(np.ptp(total) > 0 for total in totals))
    correlation = np.corrcoef(scores, rowvar=False)
    left = [np.delete(np.delete(correlation, i, 0), i, 1) for i in range(k)]
    assume(min(matrix.sum() for matrix in (correlation, *left)) > 0.01)
    assume(np.ptp(scores - scores.mean(axis=1, keepdims=True), axis=0).max() > 0)
    return scores


def figures(result):
    return (
        *(result.alpha, result.standardized_alpha, result.ci_low, result.ci_high),
        result.mean_inter_item_correlation,
    )


@given(scales(), LEVELS)
@settings(max_examples=40, deadline=None)
def test_bounds(scores, level):
    result = cronbach_alpha(scores, confidence_level=level)
    assert result.ci_low < result.ci_high <= 1
    assert result.alpha <= 1 + ROUNDING
    assert result.standardized_alpha <= 1 + ROUNDING


@given(scales(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_persons_and_items_does_not_matter(scores, random):
    n, k = scores.shape
    mixed = scores[random.sample(range(n), n)][:, random.sample(range(k), k)]
    assert figures(cronbach_alpha(mixed)) == pytest.approx(
        figures(cronbach_alpha(scores)), rel=ROUNDING, abs=ROUNDING
    )


@given(scales(), st.lists(st.integers(-100, 100), min_size=5, max_size=5), st.floats(0.1, 100))
@settings(max_examples=40, deadline=None)
def test_shifts_of_items_and_a_common_scale_do_not_matter(scores, shifts, scale):
    moved = scale * scores + np.array(shifts[: scores.shape[1]])
    assert figures(cronbach_alpha(moved)) == pytest.approx(
        figures(cronbach_alpha(scores)), rel=ROUNDING, abs=ROUNDING
    )


@given(scales())
@settings(max_examples=40, deadline=None)
def test_turning_all_items_changes_nothing(scores):
    assert figures(cronbach_alpha(6 - scores)) == pytest.approx(
        figures(cronbach_alpha(scores)), rel=ROUNDING, abs=ROUNDING
    )


@given(scales())
@settings(max_examples=40, deadline=None)
def test_complete_answers_are_the_same_pairwise(scores):
    pairwise = cronbach_alpha(scores, missing="pairwise")
    assert figures(pairwise) == figures(cronbach_alpha(scores))


@given(scales())
@settings(max_examples=40, deadline=None)
def test_alpha_without_an_item_is_alpha_of_the_others(scores):
    assume(scores.shape[1] > 2)
    result = item_statistics(scores)
    for i, alpha in enumerate(result.alpha_if_deleted):
        others = np.delete(scores, i, axis=1)
        if alpha < 1 - ROUNDING:
            expected = cronbach_alpha(others).alpha
            assert alpha == pytest.approx(expected, rel=ROUNDING, abs=ROUNDING)
        rest = np.corrcoef(scores[:, i], others.sum(axis=1))[0, 1]
        assert result.corrected_item_total_correlation[i] == pytest.approx(rest, abs=ROUNDING)


@given(scales(), st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_incomplete_rows_change_nothing_but_their_count(scores, n_gaps):
    gaps = np.full((n_gaps, scores.shape[1]), np.nan)
    gaps[:, 0] = 1
    result = cronbach_alpha(np.vstack([scores, gaps]))
    assert figures(result) == figures(cronbach_alpha(scores))
    assert result.n_dropped == n_gaps
