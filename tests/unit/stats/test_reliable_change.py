import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.reliable_change import reliable_change, response_shift

pytestmark = pytest.mark.unit

NAN = np.nan
# sd 5 and reliability 0.5: 5 * sqrt(2) * sqrt(0.5) = 5, times 1.96 = 9.8
KNOWN = {"sd_before": 5.0, "reliability": 0.5}
BEFORE, AFTER = np.array([10.0, 10, 10, 10, NAN, 10]), np.array([20.0, 19, 0, 10, 3, NAN])


def test_reliable_change_by_hand():
    result = reliable_change(BEFORE, AFTER, **KNOWN)
    assert result.index == pytest.approx([2, 1.8, -2, 0, NAN, NAN], nan_ok=True)
    assert (result.se_difference, result.critical_change) == pytest.approx((5, 9.8))
    assert (result.n_improved, result.n_unchanged, result.n_deteriorated) == (1, 2, 1)
    assert (result.n, result.n_dropped, result.method) == (4, 2, "jacobson_truax")


def test_where_lower_is_better():
    scores = np.array([10.0, 10, 10]), np.array([20.0, 20, 0])
    rise = reliable_change(*scores, **KNOWN)
    fall = reliable_change(*scores, **KNOWN, higher_is_better=False)
    assert (rise.n_improved, rise.n_deteriorated) == (2, 1)
    assert (fall.n_improved, fall.n_deteriorated) == (1, 2)
    assert np.array_equal(rise.index, fall.index)


def test_another_criterion():
    # 1.64 for 90 %: 1.64 * 5 = 8.2; then 19 against 10 is reliable too
    result = reliable_change(BEFORE, AFTER, **KNOWN, critical_index=1.64)
    assert result.critical_change == pytest.approx(8.2)
    assert result.n_improved == 2


def test_exactly_the_critical_change_is_not_reliable():
    critical = reliable_change(BEFORE, AFTER, **KNOWN).critical_change
    result = reliable_change(np.array([0.0]), np.array([critical]), **KNOWN)
    assert (result.n_improved, result.n_unchanged) == (0, 1)


@pytest.mark.parametrize("scores", [([], []), ([NAN, 1.0], [2.0, NAN])])
def test_without_pairs(scores):
    with pytest.raises(InsufficientDataError, match="nie ma obu pomiarów"):
        reliable_change(*map(np.array, scores), **KNOWN)


@pytest.mark.parametrize(
    ("options", "error", "reason"),
    [
        ({"reliability": 1.0}, ValueError, "reliability lies strictly"),
        ({"reliability": 0.0}, ValueError, "reliability lies strictly"),
        ({"reliability": NAN}, ValueError, "reliability lies strictly"),
        ({"reliability": "0.8"}, TypeError, "reliability is a number"),
        ({"sd_before": 0.0}, ValueError, "sd_before is above 0"),
        ({"sd_before": NAN}, ValueError, "sd_before is above 0"),
        ({"sd_before": True}, TypeError, "sd_before is a number"),
        ({"critical_index": 0.0}, ValueError, "above 0"),
    ],
)
def test_wrong_options(options, error, reason):
    with pytest.raises(error, match=reason):
        reliable_change(BEFORE, AFTER, **{**KNOWN, **options})


PRE, THEN, POST = (
    np.array([3.0, 4, NAN, 5, 4]),
    np.array([2.0, 3, 3, NAN, 1]),
    np.array([4.0, 4, 5, 4, NAN]),
)


def test_each_difference_has_its_own_pairs():
    # shift of units 1 2 5: -1 -1 -3; change_pre of 1 2 4: 1 0 -1; change_then of 1 2 3: 2 1 2
    result = response_shift(PRE, THEN, POST)
    assert result.shift.estimate == pytest.approx(-5 / 3)
    assert result.change_pre.estimate == pytest.approx(0)
    assert result.change_then.estimate == pytest.approx(5 / 3)
    # shift: variance (4/9 + 4/9 + 16/9) / 2 = 4/3, standard error sqrt(4/9), t(2) = 4.302653
    assert result.shift.standard_error == pytest.approx(2 / 3)
    assert result.shift.ci_low == pytest.approx(-5 / 3 - 4.302653 * 2 / 3, abs=1e-6)
    assert result.shift.ci_high == pytest.approx(-5 / 3 + 4.302653 * 2 / 3, abs=1e-6)
    for change in (result.shift, result.change_pre, result.change_then):
        assert (change.n_pairs, change.n_dropped, change.df) == (3, 2, 2)
        assert (change.n_clusters, change.method) == (None, "paired_t")
    # The pre-test of units 1 2 5 is 3 4 4, of variance 1/3: -5/3 * sqrt(3)
    assert result.standardised_shift == pytest.approx(-5 / 3 * np.sqrt(3))


def test_clusters():
    teams = np.array(["A", "A", "B", "B", "B"])
    result = response_shift(PRE, THEN, POST, clusters=teams)
    assert (result.shift.n_clusters, result.shift.df) == (2, 1)
    assert result.shift.method == "clustered_t"
    # Residual sums of -1 -1 | -3 around -5/3: 4/3 and -4/3; v = 2 * (32/9) / 9, its root 8/9
    assert result.shift.standard_error == pytest.approx(8 / 9)


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        (([1.0, NAN], [NAN, 2.0], [1.0, 3]), r"ocena wsteczna - pretest\): .* liczba par: 0"),
        (([1.0, 2], [1.0, 3], [NAN, NAN]), r"posttest - pretest\): .* liczba par: 0"),
        (([1.0, 2, NAN], [1.0, 3, 2], [2.0, NAN, NAN]), r"posttest - pretest\): .* par: 1"),
        (([1.0, 2, 3], [2.0, 3, 4], [1.0, 1, 1]), "Wszystkie wartości są równe"),
        (([2.0, 2, 2], [2.0, 3, 4], [1.0, 3, 1]), "Wyniki pretestu są równe"),
    ],
)
def test_where_a_difference_is_undefined(scores, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        response_shift(*map(np.array, scores))


@pytest.mark.parametrize(
    ("scores", "clusters", "reason"),
    [
        (([1.0, 2], [1.0], [1.0, 2]), None, "pre and then"),
        (([1.0, 2], [1.0, 2], [1.0]), None, "pre and post"),
        (([1.0, 2], [1.0, 2], [1.0, 3]), ["A"], "pre and clusters"),
    ],
)
def test_arrays_of_unlike_length(scores, clusters, reason):
    labels = None if clusters is None else np.array(clusters)
    with pytest.raises(ValueError, match=reason):
        response_shift(*map(np.array, scores), clusters=labels)
