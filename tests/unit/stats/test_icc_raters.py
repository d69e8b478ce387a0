import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.icc import intraclass, intraclass_family

pytestmark = pytest.mark.unit

# Subject means 2, 3, 7 (grand mean 4), rater means 3, 5; the second rater is 2 above on average
RATINGS = np.array([[1.0, 3], [3, 3], [5, 9]])


@pytest.mark.parametrize(
    ("form", "icc", "f", "df2"),
    [
        # R = 2 * (4 + 1 + 9) / 2 = 14; W = (1 + 1 + 0 + 0 + 4 + 4) / 3 = 10/3; C = 3 * 2 = 6;
        # E = (10 - 6) / 2 = 2
        ("1,1", (14 - 10 / 3) / (14 + 10 / 3), 4.2, 3),
        ("A,1", 12 / (14 + 2 + 2 / 3 * 4), 7, 2),
        ("C,1", 12 / 16, 7, 2),
        ("1,k", 1 - 10 / 42, 4.2, 3),
        ("A,k", 12 / (14 + 4 / 3), 7, 2),
        ("C,k", 1 - 2 / 14, 7, 2),
    ],
)
def test_all_forms_by_hand(form, icc, f, df2):
    result = intraclass(RATINGS, form=form)
    assert result.icc == pytest.approx(icc)
    assert result.f == pytest.approx(f)
    assert (result.df1, result.df2, result.method) == (2, df2, form)
    assert (result.n_subjects, result.n_raters, result.n_dropped) == (3, 2, 0)
    assert result.ci_low < result.icc < result.ci_high < 1


def test_an_interval_by_hand():
    # F(2, 2) at 2.5 %: 39 above, 1/39 below; (7/39 - 1) / (7/39 + 1), (273 - 1) / (273 + 1)
    result = intraclass(RATINGS, form="C,1")
    assert (result.ci_low, result.ci_high) == pytest.approx((-32 / 46, 272 / 274))
    # The tail of F(2, 2) above 7 is 1 / (1 + 7)
    assert result.p_value == pytest.approx(0.125)


def test_a_strict_rater_harms_agreement_but_not_consistency():
    strict = RATINGS + np.array([0, 10])
    agreement = [intraclass(ratings, form="A,1").icc for ratings in (RATINGS, strict)]
    consistency = [intraclass(ratings, form="C,1").icc for ratings in (RATINGS, strict)]
    assert agreement[1] < agreement[0] / 2
    assert consistency[1] == pytest.approx(consistency[0])


def test_negative_estimates_stay():
    # Subject means 3, 3.5, 3: R = 2 * (1/36 + 1/9 + 1/36) / 2 = 1/6; W = (8 + 12.5 + 8) / 3 = 9.5
    result = intraclass(np.array([[1.0, 5], [6, 1], [1, 5]]), form="1,1")
    assert result.icc == pytest.approx((1 / 6 - 9.5) / (1 / 6 + 9.5))
    assert result.icc < 0


def test_subjects_not_rated_by_everybody_are_left_out_and_counted():
    gaps = np.vstack([RATINGS, [[np.nan, 4], [2, np.nan]]])
    result = intraclass(gaps, form="A,1")
    assert (result.n_subjects, result.n_dropped) == (3, 2)
    assert result.icc == intraclass(RATINGS, form="A,1").icc


def test_the_family_is_in_the_order_of_shrout_and_fleiss():
    family = intraclass_family(RATINGS, confidence_level=0.9)
    assert [result.method for result in family] == ["1,1", "A,1", "C,1", "1,k", "A,k", "C,k"]
    assert family[2].ci_low == intraclass(RATINGS, form="C,1", confidence_level=0.9).ci_low


@pytest.mark.parametrize(
    ("ratings", "form", "reason"),
    [
        (np.empty((0, 2)), "1,1", "można wykorzystać: 0"),
        ([[1.0, 2]], "A,1", "można wykorzystać: 1"),
        ([[1.0], [2.0]], "A,1", "liczba kolumn: 1"),
        ([[1.0, 1], [2, 2], [4, 4]], "1,1", "całkowicie zgodni"),
        ([[1.0, 2], [2, 3], [4, 5]], "C,1", "całkowicie zgodni"),
        ([[1.0, 3], [3, 1], [2, 2]], "1,1", "te same średnie"),
        # R = 1/6, E = 9.5, C = 1 + 1/6 - so near: 1 + (k - 1) icc is below 0
        ([[1.0, 5], [6, 1], [1, 5]], "A,k", "średniej ocen jest nieokreślona"),
    ],
)
def test_where_it_is_undefined(ratings, form, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        intraclass(np.array(ratings), form=form)


@pytest.mark.parametrize("form", ["ICC2", "2,1", "k"])
def test_unknown_forms(form):
    with pytest.raises(ValueError, match="form is one of 1,1, A,1"):
        intraclass(RATINGS, form=form)


@pytest.mark.parametrize(
    ("ratings", "error", "reason"),
    [
        ([1.0, 2.0], ValueError, "two dimensions"),
        ([[1.0, np.inf]], ValueError, "infinite"),
        ([["a"]], TypeError, "real numbers"),
    ],
)
def test_wrong_ratings(ratings, error, reason):
    with pytest.raises(error, match=reason):
        intraclass(np.array(ratings), form="1,1")
