"""Gwet's AC1 and AC2 for any number of coders and with missing ratings.

The border: Gwet's coefficients by name. How they are computed, with their relatives, is in
``agreement_coefficients``, whose functions are offered here too.
"""

from numpy.typing import ArrayLike

from kooperacja_eval.stats.agreement_coefficients import (
    coefficient_from_counts,
    coefficient_from_ratings,
    coefficient_from_table,
)
from kooperacja_eval.stats.agreement_weights import Weights
from kooperacja_eval.stats.chance_corrected import CoefficientResult
from kooperacja_eval.stats.ratings_matrix import Categories

__all__ = [
    "CoefficientResult",
    "GwetResult",
    "coefficient_from_counts",
    "coefficient_from_ratings",
    "coefficient_from_table",
    "gwet_ac",
    "gwet_ac_counts",
    "gwet_ac_table",
]

GwetResult = CoefficientResult
"""What Gwet's functions return; the same for all coefficients of this kind."""


def gwet_ac(
    ratings: ArrayLike,
    *,
    weights: Weights = "unweighted",
    categories: Categories | None = None,
    confidence_level: float = 0.95,
) -> GwetResult:
    r"""Estimate agreement by Gwet's AC1, or with weights AC2.

    Parameters
    ----------
    ratings : ArrayLike, shape (units, coders)
        Numbers with nan for missing; or labels with None for missing and `categories`.
    weights : {"unweighted", "linear", "quadratic", "ordinal", "ratio"} or NDArray[np.float64]
        Unweighted is AC1. See `agreement_weights.weight_matrix`; Gwet's ordinal weights are not
        Krippendorff's ordinal metric.
    categories : sequence, optional
        All categories that coders could choose from; without it, those that occur.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    GwetResult
        The same as `CoefficientResult`; at most 1. If all ratings are the same, AC1 is 1, but only
        where categories lists another one. The upper end of the interval is cut at 1.

    Raises
    ------
    InsufficientDataError
        If there are fewer than two coders, no unit has two ratings, or there is only one category.
    TypeError, ValueError
        If ratings, weights or categories are not as said.

    Notes
    -----
    With :math:`\pi_k` for the mean share of ratings in category k (over all rated units) and T for
    the sum of the weights of q categories,

    .. math:: AC = \frac{p_a - p_e}{1 - p_e}, \quad
              p_e = \frac{T}{q (q - 1)} \sum_k \pi_k (1 - \pi_k)

    where :math:`p_a` is the mean agreement of the pairs of ratings of a unit, over units that have
    two ratings. The standard error is linearised over units, with the share of paired units taken
    as fixed; the interval has n - 1 degrees of freedom of t. It does not cover other coders than
    these. The same as irrCAC's ``gwet.ac1.raw``. Source: K. L. Gwet, British J. Mathematical and
    Statistical Psychology 61 (2008) 29-48, doi:10.1348/000711006X126600.

    Examples
    --------
    >>> nan = float("nan")
    >>> ratings = [[1, 1, 1], [2, 2, nan], [1, 2, 1], [1, 1, 1], [2, 2, 2]]
    >>> result = gwet_ac(ratings)
    >>> round(result.coefficient, 3), round(result.standard_error, 3), result.n_paired_units
    (0.735, 0.264, 5)
    """
    return coefficient_from_ratings(
        ratings, coefficient="gwet", weights=weights, categories=categories,
        confidence_level=confidence_level,
    )  # fmt: skip


def gwet_ac_counts(
    counts: ArrayLike,
    *,
    weights: Weights = "unweighted",
    categories: Categories | None = None,
    confidence_level: float = 0.95,
) -> GwetResult:
    """Estimate AC1 or AC2 from how many coders put each unit into each category.

    Parameters
    ----------
    counts : ArrayLike, shape (units, categories)
        Numbers of coders, columns for categories that nobody chose included.
    weights, categories, confidence_level
        As in `gwet_ac`; categories, one for each column, are 1, 2, ... unless given.

    Returns
    -------
    GwetResult
        n_coders is the largest number of ratings of a unit.

    Raises
    ------
    InsufficientDataError, TypeError, ValueError
        As `gwet_ac`.

    Examples
    --------
    >>> round(gwet_ac_counts([[3, 0], [0, 2], [2, 1], [3, 0], [0, 3]]).coefficient, 3)
    0.735
    """
    return coefficient_from_counts(
        counts, coefficient="gwet", weights=weights, categories=categories,
        confidence_level=confidence_level,
    )  # fmt: skip


def gwet_ac_table(
    table: ArrayLike,
    *,
    weights: Weights = "unweighted",
    categories: Categories | None = None,
    confidence_level: float = 0.95,
) -> GwetResult:
    """Estimate AC1 or AC2 of two coders from their square table.

    Parameters
    ----------
    table : ArrayLike, shape (categories, categories)
        Numbers of units by category of the first coder (rows) and of the second (columns).
    weights, categories, confidence_level
        As in `gwet_ac_counts`.

    Returns
    -------
    GwetResult
        With the variance for two coders over n, as in the formulas for tables in the source; from
        the same ratings, `gwet_ac` takes n - 1.

    Raises
    ------
    InsufficientDataError, TypeError, ValueError
        As `gwet_ac`.

    Examples
    --------
    >>> result = gwet_ac_table([[40, 5], [10, 45]])
    >>> round(result.coefficient, 5), round(result.pa, 2), round(result.pe, 5)
    (0.70075, 0.85, 0.49875)
    """
    return coefficient_from_table(
        table, coefficient="gwet", weights=weights, categories=categories,
        confidence_level=confidence_level,
    )  # fmt: skip
