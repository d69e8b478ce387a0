"""Intraclass correlations: agreement of raters, and likeness within clusters.

The border: numbers on an interval scale. Agreement on categories is measured elsewhere. The
likeness of units within clusters of unequal size is in ``cluster_icc`` and offered here too.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import check_confidence_level
from kooperacja_eval.stats.cluster_icc import ClusterIccResult, cluster_icc
from kooperacja_eval.stats.score_matrix import NO_SPREAD, as_scores, check_columns, used_rows
from kooperacja_eval.text import Text

__all__ = ["ClusterIccResult", "IntraclassResult", "cluster_icc", "intraclass", "intraclass_family"]

Form = Literal["1,1", "A,1", "C,1", "1,k", "A,k", "C,k"]
FORMS: tuple[Form, ...] = get_args(Form)

MIN_RATERS = 2
"""One rater has no other to agree with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntraclassResult:
    """An intraclass correlation of raters with its interval and F test, unrounded.

    f, df1, df2 and p_value test that subjects do not differ (icc 0). n_subjects counts the
    subjects whom all raters rated; n_dropped those left out. method is the form in the names of
    McGraw and Wong.
    """

    icc: float
    ci_low: float
    ci_high: float
    f: float
    df1: int
    df2: int
    p_value: float
    n_subjects: int
    n_raters: int
    n_dropped: int
    method: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class _MeanSquares:
    subjects: float
    raters: float
    within: float
    error: float
    n: int
    k: int


def intraclass(
    ratings: NDArray[np.float64], *, form: Form, confidence_level: float = 0.95
) -> IntraclassResult:
    r"""Estimate how far raters agree on subjects by an intraclass correlation.

    Parameters
    ----------
    ratings : NDArray[np.float64], shape (subjects, raters)
        In any unit; nan is missing: subjects not rated by everybody are left out.
    form : {"1,1", "A,1", "C,1", "1,k", "A,k", "C,k"}
        In the names of McGraw and Wong, with those of Shrout and Fleiss: 1,1 = ICC1 (each subject
        has raters of its own); A,1 = ICC2 (the same raters, absolute agreement); C,1 = ICC3 (the
        same raters, consistency, so that a strict rater does no harm). With 1 it is the reliability
        of one rating, with k (ICC1k, ICC2k, ICC3k) that of the mean of the k raters at hand.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    IntraclassResult
        At most 1; a negative estimate stays as it is: raters differ more within subjects than
        subjects from each other.

    Raises
    ------
    InsufficientDataError
        If there are fewer than two raters or two complete subjects, subjects do not differ, nothing
        is left of the differences of ratings once those of subjects (for A and C also of raters)
        are taken out, or raters are so alike on average that A,k or its interval is undefined.
    TypeError, ValueError
        If ratings are not real numbers or infinite, or the form is not one of the six.

    Notes
    -----
    From the mean squares of the analysis of variance (subjects R, raters C, error E, within W), n
    subjects and k raters:

    .. math:: ICC(1,1) = \frac{R - W}{R + (k-1) W}, \quad ICC(C,1) = \frac{R - E}{R + (k-1) E},
              \quad ICC(A,1) = \frac{R - E}{R + (k-1) E + k (C - E) / n}

    and for the mean of k raters :math:`1 - W / R`, :math:`1 - E / R` and
    :math:`(R - E) / (R + (C - E) / n)`. The intervals of 1 and C are exact by F; those of A
    take Satterthwaite's degrees of freedom, and A,k is A,1 stepped up by Spearman and Brown, as in
    psych and pingouin (irr takes other degrees of freedom for A,k). F is R / W or R / E. Sources:
    P. E. Shrout, J. L. Fleiss, Psychological Bulletin 86 (1979) 420-428,
    doi:10.1037/0033-2909.86.2.420; K. O. McGraw, S. P. Wong, Psychological Methods 1 (1996) 30-46
    and 390, doi:10.1037/1082-989X.1.1.30.

    Examples
    --------
    >>> ratings = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9]])
    >>> round(intraclass(ratings, form="A,1").icc, 3), round(intraclass(ratings, form="C,1").icc, 3)
    (0.326, 0.748)
    """
    check_confidence_level(confidence_level)
    if form not in FORMS:
        raise ValueError(f"form is one of {', '.join(FORMS)}, not {form!r}")
    table = as_scores(ratings, "ratings")
    check_columns(table, MIN_RATERS, statistic=_ICC)
    squares = _mean_squares(used_rows(table, "listwise"))
    noise = squares.within if form[0] == "1" else squares.error
    _check_spread(squares, noise)
    f = squares.subjects / noise
    df1, df2 = _degrees(squares, form)
    icc, low, high = _FAMILIES[form[0]](squares, (1 - confidence_level) / 2)
    if form.endswith("k"):
        icc, low, high = (_stepped_up(value, squares.k) for value in (icc, low, high))
    return IntraclassResult(
        icc=icc,
        ci_low=low,
        ci_high=high,
        f=f,
        df1=df1,
        df2=df2,
        p_value=float(stats.f.sf(f, df1, df2)),
        n_subjects=squares.n,
        n_raters=squares.k,
        n_dropped=int(table.shape[0]) - squares.n,
        method=form,
    )


def intraclass_family(
    ratings: NDArray[np.float64], *, confidence_level: float = 0.95
) -> tuple[IntraclassResult, ...]:
    """Estimate all six intraclass correlations of the same ratings.

    Parameters
    ----------
    ratings : NDArray[np.float64], shape (subjects, raters)
        As for `intraclass`.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    tuple of six IntraclassResult
        1,1 A,1 C,1 1,k A,k C,k of McGraw and Wong; ICC1 ICC2 ICC3 ICC1k ICC2k ICC3k of Shrout and
        Fleiss.

    Raises
    ------
    InsufficientDataError
        If one of the six is undefined.
    TypeError, ValueError
        As for `intraclass`.

    Examples
    --------
    >>> ratings = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9]])
    >>> [result.method for result in intraclass_family(ratings)]
    ['1,1', 'A,1', 'C,1', '1,k', 'A,k', 'C,k']
    """
    return tuple(
        intraclass(ratings, form=form, confidence_level=confidence_level) for form in FORMS
    )


def _mean_squares(rows: NDArray[np.float64]) -> _MeanSquares:
    n, k = rows.shape
    centred = rows - rows.mean()
    of_subjects, of_raters = centred.mean(axis=1, keepdims=True), centred.mean(axis=0)
    within = centred - of_subjects
    return _MeanSquares(
        subjects=k * float(np.sum(of_subjects**2)) / (n - 1),
        raters=n * float(np.sum(of_raters**2)) / (k - 1),
        within=float(np.sum(within**2)) / (n * (k - 1)),
        error=float(np.sum((within - of_raters) ** 2)) / ((n - 1) * (k - 1)),
        n=n,
        k=k,
    )


def _check_spread(squares: _MeanSquares, noise: float) -> None:
    rounding = NO_SPREAD * (squares.subjects + squares.raters + squares.within)
    if squares.subjects <= rounding:
        raise InsufficientDataError(_SUBJECTS_ALIKE)
    if noise <= rounding:
        raise InsufficientDataError(_NO_ERROR)


def _degrees(squares: _MeanSquares, form: Form) -> tuple[int, int]:
    n, k = squares.n, squares.k
    return n - 1, n * (k - 1) if form[0] == "1" else (n - 1) * (k - 1)


def _one_way(squares: _MeanSquares, tail: float) -> tuple[float, float, float]:
    f = squares.subjects / squares.within
    return _exact(f, (squares.n - 1, squares.n * (squares.k - 1)), squares.k, tail)


def _consistency(squares: _MeanSquares, tail: float) -> tuple[float, float, float]:
    f = squares.subjects / squares.error
    return _exact(f, (squares.n - 1, (squares.n - 1) * (squares.k - 1)), squares.k, tail)


def _exact(f: float, degrees: tuple[int, int], k: int, tail: float) -> tuple[float, float, float]:
    low = f / float(stats.f.isf(tail, *degrees))
    high = f / float(stats.f.ppf(tail, *degrees))
    icc, ci_low, ci_high = ((ratio - 1) / (ratio + k - 1) for ratio in (f, low, high))
    return icc, ci_low, ci_high


def _agreement(squares: _MeanSquares, tail: float) -> tuple[float, float, float]:
    n, k = squares.n, squares.k
    msr, msc, mse = squares.subjects, squares.raters, squares.error
    rest = k * msc + (k * n - k - n) * mse
    icc = n * (msr - mse) / (rest + n * msr)
    of_raters = k * icc * msc
    of_error = (n * (1 + (k - 1) * icc) - k * icc) * mse
    df = (of_raters + of_error) ** 2 / (of_raters**2 / (k - 1) + of_error**2 / ((n - 1) * (k - 1)))
    f_low, f_high = float(stats.f.isf(tail, n - 1, df)), float(stats.f.isf(tail, df, n - 1))
    low = n * (msr - f_low * mse) / (f_low * rest + n * msr)
    high = n * (f_high * msr - mse) / (rest + n * f_high * msr)
    return icc, low, high


_FAMILIES = {"1": _one_way, "A": _agreement, "C": _consistency}


def _stepped_up(icc: float, k: int) -> float:
    """Return the reliability of the mean of k ratings by the formula of Spearman and Brown."""
    denominator = 1 + (k - 1) * icc
    if denominator <= 0:
        raise InsufficientDataError(_RATERS_ALIKE)
    return k * icc / denominator


_ICC = Text("Korelacja wewnątrzklasowa", "Intraclass correlation")
_SUBJECTS_ALIKE = Text(
    "Oceniane osoby lub rodziny mają te same średnie ocen, więc nie ma różnic, co do których "
    "oceniający mogliby się zgadzać. Policz miarę dla bardziej zróżnicowanego zbioru.",
    "The persons or families rated have the same mean ratings, so there are no differences for "
    "raters to agree on. Compute the measure for a more varied set.",
)
_NO_ERROR = Text(
    "Oceniający są całkowicie zgodni, więc korelacja wewnątrzklasowa wynosi 1 lub jej błędu nie da "
    "się oszacować, a przedział jest nieokreślony. Podaj, że zgodność była pełna, i liczbę ocen.",
    "Raters agree completely, so the intraclass correlation is 1 or its error cannot be estimated, "
    "and the interval is undefined. Say that agreement was complete, and the number of ratings.",
)
_RATERS_ALIKE = Text(
    "Zgodność średniej ocen jest nieokreślona, bo oceniane osoby lub rodziny różnią się mniej, niż "
    "wynikałoby z samego błędu ocen. Podaj zgodność pojedynczej oceny.",
    "The agreement of the mean rating is undefined because the persons or families rated differ "
    "less than the error of ratings alone would make them. Give the agreement of a single rating.",
)
