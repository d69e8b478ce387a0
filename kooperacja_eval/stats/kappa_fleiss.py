"""Fleiss' kappa of several coders, in all and for each category.

The border: units that all coders rated. With missing ratings or weights, and for the kappas of
Conger, Brennan and Prediger, see ``agreement_coefficients``; for two coders, ``kappa``.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.chance_corrected import RatedUnits, estimate, spread
from kooperacja_eval.stats.checks import check_confidence_level
from kooperacja_eval.stats.ratings_matrix import (
    MIN_CODERS,
    MISSING,
    NO_PAIRS,
    Categories,
    CodedRatings,
    Label,
    as_coded_ratings,
    as_unit_counts,
    labels_of,
    too_few_coders,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryKappa:
    """Fleiss' kappa of one category against all others, with the test that it is 0, unrounded.

    prevalence is the share of ratings in the category; the rest is None where it is 0 or 1.
    """

    category: Label
    prevalence: float
    kappa: float | None
    z: float | None
    p_value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FleissResult:
    """Fleiss' kappa with its interval and test, unrounded.

    standard_error and the interval are those of the kappa found, linearised over units, and None
    where units do not differ in what they contribute; se_null, z and p_value test that kappa is 0.
    n_units counts the units used, n_dropped those with a missing rating.
    """

    kappa: float
    observed: float
    expected: float
    standard_error: float | None
    ci_low: float | None
    ci_high: float | None
    se_null: float
    z: float
    p_value: float
    by_category: tuple[CategoryKappa, ...]
    n_units: int
    n_coders: int
    n_dropped: int
    method: str


def fleiss_kappa(
    ratings: ArrayLike,
    *,
    categories: Categories | None = None,
    confidence_level: float = 0.95,
) -> FleissResult:
    """Estimate the agreement of several coders beyond chance by Fleiss' kappa.

    Parameters
    ----------
    ratings : ArrayLike, shape (units, coders)
        Numbers with nan for missing; or labels with None for missing and `categories`. Units with
        a missing rating are left out; `agreement_coefficients` can use them.
    categories : sequence, optional
        All categories; without it, those that occur. Kappa is the same.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    FleissResult
        See `fleiss_kappa_counts`.

    Raises
    ------
    InsufficientDataError
        If there are fewer than two coders, no complete unit, or all ratings are the same.
    TypeError, ValueError
        If ratings or categories are not as said.

    Examples
    --------
    >>> result = fleiss_kappa([[1, 1, 1], [2, 2, 2], [1, 2, 1], [1, 1, 1], [2, 2, np.nan]])
    >>> round(result.kappa, 3), round(result.z, 3), result.n_dropped
    (0.625, 2.165, 1)
    """
    coded = as_coded_ratings(ratings, categories)
    complete = np.all(coded.positions != MISSING, axis=1)
    kept = CodedRatings(positions=coded.positions[complete], categories=coded.categories)
    return _result(kept.counts(), coded.categories, int(np.sum(~complete)), confidence_level)


def fleiss_kappa_counts(
    counts: ArrayLike,
    *,
    categories: Categories | None = None,
    confidence_level: float = 0.95,
) -> FleissResult:
    r"""Estimate Fleiss' kappa from how many coders put each unit into each category.

    Parameters
    ----------
    counts : ArrayLike, shape (units, categories)
        Numbers of coders, the same in all for each unit.
    categories : sequence, optional
        One for each column; 1, 2, ... unless given.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    FleissResult
        At most 1; the upper end of the interval is cut there.

    Raises
    ------
    InsufficientDataError
        If there is no unit, fewer than two ratings in each, or all ratings are the same.
    TypeError, ValueError
        If counts are not as said.

    Notes
    -----
    With m coders, n units, shares :math:`p_k` and :math:`q_k = 1 - p_k`: kappa is
    :math:`(P_o - P_e) / (1 - P_e)` with the agreement of pairs of ratings of a unit and
    :math:`P_e = \sum p_k^2`. Under kappa 0 its variance is

    .. math:: \frac{2}{n m (m - 1)} \frac{(\sum p_k q_k)^2 - \sum p_k q_k (q_k - p_k)}
              {(\sum p_k q_k)^2}

    and that of a category's kappa :math:`2 / (n m (m - 1))`, as in irr, whose ``exact = TRUE`` is
    Conger's kappa. The interval is that of ``agreement_coefficients``. Sources: J. L. Fleiss,
    Psychological Bulletin 76 (1971) 378-382, doi:10.1037/h0031619; J. L. Fleiss, J. C. M. Nee,
    J. R. Landis, Psychological Bulletin 86 (1979) 974-977, doi:10.1037/0033-2909.86.5.974.

    Examples
    --------
    >>> result = fleiss_kappa_counts([[3, 0], [0, 3], [2, 1], [3, 0]], categories=["no", "yes"])
    >>> round(result.kappa, 3), [round(one.prevalence, 3) for one in result.by_category]
    (0.625, [0.667, 0.333])
    """
    table = as_unit_counts(counts)
    sizes = table.sum(axis=1)
    if sizes.size and np.any(sizes != sizes[0]):
        raise ValueError("counts add up to the same number of coders for each unit")
    if sizes.size and sizes[0] < MIN_CODERS:
        raise InsufficientDataError(too_few_coders(int(sizes[0])))
    return _result(table, labels_of(table.shape[1], categories), 0, confidence_level)


def _result(
    counts: NDArray[np.int64],
    categories: tuple[Label, ...],
    n_dropped: int,
    confidence_level: float,
) -> FleissResult:
    check_confidence_level(confidence_level)
    n = counts.shape[0]
    if not n:
        raise InsufficientDataError(NO_PAIRS)
    m = int(counts[0].sum())
    ones = np.ones(n, dtype=np.int64)
    units = RatedUnits(counts=counts, frequencies=ones, positions=None, n_coders=m)
    found = estimate(units, np.eye(len(categories)), "fleiss")
    error, low, high, _ = spread(found, confidence_level=confidence_level, per_unit=True)
    shares = counts.sum(axis=0) / (n * m)
    null = _error_if_zero(shares, n, m)
    return FleissResult(
        kappa=found.coefficient,
        observed=found.pa,
        expected=found.pe,
        standard_error=error,
        ci_low=low,
        ci_high=high,
        se_null=null,
        z=found.coefficient / null,
        p_value=2 * float(stats.norm.sf(abs(found.coefficient) / null)),
        by_category=_by_category(counts, shares, m, categories),
        n_units=n,
        n_coders=m,
        n_dropped=n_dropped,
        method="fleiss_kappa",
    )


def _error_if_zero(shares: NDArray[np.float64], n: int, m: int) -> float:
    spreads = shares * (1 - shares)
    total = float(spreads.sum())
    skewed = float(np.sum(spreads * (1 - 2 * shares)))
    return math.sqrt(2 * (total**2 - skewed) / (n * m * (m - 1))) / total


def _by_category(
    counts: NDArray[np.int64], shares: NDArray[np.float64], m: int, categories: tuple[Label, ...]
) -> tuple[CategoryKappa, ...]:
    pairs = counts.shape[0] * m * (m - 1)
    null = math.sqrt(2 / pairs)
    mixed = np.sum(counts * (m - counts), axis=0)
    results = []
    for category, share, unequal in zip(categories, shares.tolist(), mixed.tolist(), strict=True):
        kappa = None if share in (0, 1) else 1 - unequal / (pairs * share * (1 - share))
        results.append(
            CategoryKappa(
                category=category,
                prevalence=share,
                kappa=kappa,
                z=None if kappa is None else kappa / null,
                p_value=None if kappa is None else 2 * float(stats.norm.sf(abs(kappa) / null)),
            )
        )
    return tuple(results)
