import math

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats import imputation as module
from kooperacja_eval.stats.imputation import impute_chained

pytestmark = pytest.mark.unit

NAN = math.nan

#                  before  after  help
TABLE = np.array([[3.0,    4.0,   1.0],
                  [5.0,    NAN,   0.0],
                  [4.0,    6.0,   2.0],
                  [NAN,    7.0,   4.0],
                  [2.0,    3.0,   1.0],
                  [6.0,    NAN,   3.0],
                  [5.0,    7.0,   2.0],
                  [1.0,    2.0,   0.0]])  # fmt: skip


def rng(seed=1):
    return np.random.default_rng(seed)


def test_gaps_are_filled_with_observed_values_and_nothing_else_is_touched():
    before = TABLE.copy()
    result = impute_chained(TABLE, m=6, rng=rng())
    assert np.array_equal(TABLE, before, equal_nan=True)
    assert result.tables.shape == (6, 8, 3)
    known = ~np.isnan(TABLE)
    for table in result.tables:
        assert np.array_equal(table[known], TABLE[known])
        assert set(table[:, 1]) <= {2.0, 3.0, 4.0, 6.0, 7.0}
        assert set(table[:, 0]) <= {1.0, 2.0, 3.0, 4.0, 5.0, 6.0}
    assert (result.n_missing, result.m, result.iterations) == ((1, 2, 0), 6, 10)
    assert (result.donors, result.method) == (5, "pmm")


def test_imputations_depend_on_the_generator_alone():
    np.random.seed(1)  # noqa: NPY002 (the global state must not matter)
    first = impute_chained(TABLE, rng=rng())
    state = np.random.get_state()[1]  # noqa: NPY002
    again = impute_chained(TABLE, rng=rng())
    assert np.array_equal(np.random.get_state()[1], state)  # noqa: NPY002
    assert np.array_equal(first.tables, again.tables)
    other = impute_chained(TABLE, rng=rng(2))
    assert not np.array_equal(first.tables, other.tables)


def test_a_complete_table_is_returned_m_times():
    table = np.nan_to_num(TABLE, nan=3.0)
    result = impute_chained(table, m=2, rng=rng())
    assert np.array_equal(result.tables, [table, table])
    assert result.n_missing == (0, 0, 0)


def test_donors_are_the_nearest_predictions():
    # Predictions 0, 10, 20, 30; wanted 12: the two nearest are 10 and 20, places 2 and 0.
    predicted = np.array([20.0, 30.0, 10.0, 0.0])
    found = {int(module._nearest(predicted, np.array([12.0]), 2, rng(s))[0]) for s in range(40)}
    assert found == {0, 2}
    # At both ends the window does not run over.
    assert module._nearest(predicted, np.array([-9.0, 99.0]), 1, rng()).tolist() == [3, 1]


def test_donors_with_the_same_prediction_are_drawn_evenly():
    # Ten rows with one prediction, one donor each time: 2,000 draws, 200 of each, sd 13.4.
    generator = rng()
    drawn = [module._nearest(np.zeros(10), np.zeros(1), 1, generator)[0] for _ in range(2_000)]
    assert np.bincount(drawn, minlength=10) == pytest.approx(np.full(10, 200), abs=5 * 13.4)


def test_coefficients_are_drawn_around_least_squares():
    # y = 1, 3, 2, 6 on x = 0, 1, 2, 3: slope 7/5 ... sum (x - 1.5)(y - 3) = 3 + 0 - .5 + 4.5 = 7,
    # sum (x - 1.5)^2 = 5, so 1.4 and 3 - 2.1 = .9; residuals .1, .7, -1.7, .9: RSS 4.2.
    # sigma^2 = 4.2 / chi2(2) has no mean, so its median: 4.2 / 1.386 = 3.03. The slope's draws are
    # t(2) with a scale of sqrt(4.2 / 2 / 5) = .648: quartiles 1.4 -+ .816 * .648.
    known = np.repeat(np.array([[1.0, 0], [1, 1], [1, 2], [1, 3]])[None], 20_000, axis=0)
    fitted, drawn = module._coefficients(known, np.array([1.0, 3, 2, 6]), rng())
    assert fitted[0] == pytest.approx([0.9, 1.4], abs=1e-4)  # the ridge
    quartiles = np.quantile(drawn[:, 1], [0.25, 0.5, 0.75])
    # Monte Carlo: density about .5 at quartiles, sd sqrt(.19 / 20000) / .5 = .006, four of them
    assert quartiles == pytest.approx([1.4 - 0.529, 1.4, 1.4 + 0.529], abs=0.025)


def test_columns_that_repeat_each_other_do_no_harm():
    doubled = np.column_stack([TABLE, TABLE[:, 2]])
    result = impute_chained(doubled, m=3, donors=3, rng=rng())
    assert not np.any(np.isnan(result.tables))


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ([[1.0, NAN], [2.0, NAN], [3.0, NAN]], "Kolumna nr 2 nie ma"),
        ([[1.0, 5.0], [2.0, 5.0], [3.0, NAN]], "Kolumna nr 2 nie ma"),
        ([[7.0, 5.0], [7.0, 4.0], [7.0, NAN]], "Kolumna nr 1 nie ma"),
        ([[1.0, 5.0], [2.0, 4.0], [3.0, NAN]], r"Kolumna nr 2 ma za mało .*: 2\)"),
    ],
)
def test_columns_that_cannot_be_imputed(table, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        impute_chained(np.array(table), donors=1, rng=rng())


def test_fewer_observed_values_than_donors():
    with pytest.raises(InsufficientDataError, match=r"Kolumna nr 2 ma za mało .*: 6\)"):
        impute_chained(TABLE, donors=7, rng=rng())


@pytest.mark.parametrize(
    ("table", "options", "error", "reason"),
    [
        (TABLE[0], {}, ValueError, "two dimensions"),
        (TABLE[:, :1], {}, ValueError, "at least 2 columns"),
        (np.where(np.isnan(TABLE), math.inf, TABLE), {}, ValueError, "infinite"),
        (TABLE.astype(str), {}, TypeError, "real numbers"),
        (TABLE, {"m": 1}, ValueError, "m is 2 or more"),
        (TABLE, {"m": 5.0}, TypeError, "m is an integer"),
        (TABLE, {"iterations": 0}, ValueError, "iterations is 1 or more"),
        (TABLE, {"donors": 0}, ValueError, "donors is 1 or more"),
    ],
)
def test_wrong_arguments_of_imputation(table, options, error, reason):
    with pytest.raises(error, match=reason):
        impute_chained(table, rng=rng(), **options)
