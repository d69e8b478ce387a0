import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.alpha import cronbach_alpha, item_statistics

pytestmark = pytest.mark.unit

# Variances 1, 1, 1; covariances 12: 0.5, 13: 1, 23: 0.5
THREE = np.array([[1.0, 2, 1], [2, 1, 2], [3, 3, 3]])


def test_alpha_by_hand():
    # Variances 1 + 1 + 1 = 3; totals 4, 5, 9 with variance 7; 3/2 * (1 - 3/7) = 6/7. The
    # correlations are the covariances, so that the standardised alpha is the same and the mean
    # correlation 2/3. The tail of F(2, 4) beyond x is (1 + x / 2)^-2, so
    # that 2.5 % lie above 2 (0.025^-0.5 - 1) = 10.649111 and below 2 (0.975^-0.5 - 1) = 0.025479.
    result = cronbach_alpha(THREE)
    assert result.alpha == pytest.approx(6 / 7)
    assert result.standardized_alpha == pytest.approx(6 / 7)
    assert result.mean_inter_item_correlation == pytest.approx(2 / 3)
    assert result.ci_low == pytest.approx(1 - 10.649111 / 7, abs=1e-6)
    assert result.ci_high == pytest.approx(1 - 0.025479 / 7, abs=1e-6)
    assert (result.n_items, result.n_subjects, result.n_dropped) == (3, 3, 0)
    assert result.method == "listwise"


def test_items_by_hand():
    # Item 1: covariance with the total 1 + 0.5 + 1 = 2.5, with the others 1.5; the others have
    # variance 1 + 1 + 2 * 0.5 = 3 and alpha 2 * (1 - 2/3) = 2/3. Item 2: 2 and 1; 4; 2 * (1 - 1/2)
    result = item_statistics(THREE)
    assert result.mean.tolist() == [2, 2, 2]
    assert result.standard_deviation.tolist() == [1, 1, 1]
    total, rest = np.sqrt(7), np.sqrt([3, 4, 3])
    assert result.item_total_correlation == pytest.approx(np.array([2.5, 2, 2.5]) / total)
    assert result.corrected_item_total_correlation == pytest.approx([1.5, 1, 1.5] / rest)
    assert result.alpha_if_deleted == pytest.approx([2 / 3, 1, 2 / 3])
    assert (result.n_items, result.n_subjects, result.n_dropped) == (3, 3, 0)
    assert result.method == "listwise"


def test_negative_alpha_is_a_value():
    # Items against each other: variances 1 + 7/3, covariance -1.5, total 1/3: 2 * (1 - 10) = -18
    result = cronbach_alpha(np.array([[1.0, 4], [2, 2], [3, 1]]))
    assert result.alpha == pytest.approx(-18)
    assert result.ci_low < -18 < result.ci_high < 1


def test_rows_with_gaps_are_counted_before_n_is():
    # A mistake seen elsewhere: n taken before rows are left out makes the interval too narrow.
    nan = np.nan
    gaps = np.vstack([THREE, [[nan, 1, 2], [nan, nan, nan]]])
    listwise = cronbach_alpha(gaps)
    assert (listwise.n_subjects, listwise.n_dropped) == (3, 2)
    assert listwise.ci_low == cronbach_alpha(THREE).ci_low
    pairwise = cronbach_alpha(gaps, missing="pairwise")
    assert (pairwise.n_subjects, pairwise.n_dropped, pairwise.method) == (4, 1, "pairwise")


def test_pairwise_covariances_by_hand():
    # Item 1: 1, 2, 3 (variance 1); item 2: 2, 1, 3, 2 (mean 2, squares 0 + 1 + 1 + 0, variance
    # 2/3); covariance of the three rows with both: 0.5. 2 * (1 - (5/3) / (5/3 + 1)) = 0.75
    result = cronbach_alpha(np.array([[1.0, 2], [2, 1], [3, 3], [np.nan, 2]]), missing="pairwise")
    assert result.alpha == pytest.approx(0.75)


NAN = np.nan


@pytest.mark.parametrize("statistic", [cronbach_alpha, item_statistics])
@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        (np.empty((0, 3)), "można wykorzystać: 0"),
        ([[1.0, 2, 3]], "można wykorzystać: 1"),
        ([[1.0, 2, NAN], [2, 2, 1], [2, NAN, 1]], "można wykorzystać: 1"),
        ([[1.0], [2.0]], "liczba kolumn: 1"),
        ([[1.0, 3, 2], [2, 3, 1], [3, 3, 4]], "tę samą wartość"),
        ([[0.1, 0.1, 1], [0.1, 0.2, 2], [0.1, 0.5, 4]], "tę samą wartość"),
        ([[1.0, 3, 2], [2, 1, 3], [3, 2, 1]], "Suma pozycji nie różni się"),
    ],
)
def test_where_it_is_undefined(statistic, scores, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        statistic(np.array(scores))


def test_copies_of_one_item_have_no_interval():
    with pytest.raises(InsufficientDataError, match="kopiami"):
        cronbach_alpha(np.array([[1.0, 2], [2, 3], [4, 5]]))


def test_alpha_without_an_item_needs_three():
    with pytest.raises(InsufficientDataError, match="co najmniej 3 kolumn"):
        item_statistics(THREE[:, :2])


def test_pairs_that_nobody_answered_both():
    scores = np.array([[1.0, NAN], [2, NAN], [NAN, 1], [NAN, 3]])
    with pytest.raises(InsufficientDataError, match="liczba takich osób: 0"):
        cronbach_alpha(scores, missing="pairwise")


@pytest.mark.parametrize(
    ("scores", "options", "error", "reason"),
    [
        ([1.0, 2.0], {}, ValueError, "two dimensions"),
        ([[1.0, np.inf], [1, 2]], {}, ValueError, "infinite"),
        ([["a", "b"]], {}, TypeError, "real numbers"),
        (THREE, {"missing": "casewise"}, ValueError, "listwise"),
        (THREE, {"confidence_level": 95}, ValueError, "strictly between"),
    ],
)
def test_wrong_arguments(scores, options, error, reason):
    with pytest.raises(error, match=reason):
        cronbach_alpha(np.array(scores), **options)


def test_the_input_is_not_changed():
    scores = THREE.copy()
    cronbach_alpha(scores)
    item_statistics(scores)
    assert np.array_equal(scores, THREE)
