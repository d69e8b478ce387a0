"""How often coders agree, without regard to chance, and which values they confuse.

The border: shares and tables. Agreement beyond chance is in ``krippendorff``, ``kappa`` and
``gwet``; it should stand beside these shares, since with a rare code they are high by chance alone.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from statsmodels.stats.proportion import proportion_confint

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import check_confidence_level
from kooperacja_eval.stats.ratings_matrix import (
    MIN_CODERS,
    MISSING,
    NO_PAIRS,
    Categories,
    CodedRatings,
    Label,
    are_numbers,
    as_coded_ratings,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PercentAgreementResult:
    """Shares of agreement, unrounded, from 0 to 1.

    pairwise is the mean over units of the share of their pairs of ratings that agree; all_agree
    the share of units, n_all_agree of them, in which all ratings agree. For two coders the two are
    the same and have Wilson's interval over units; for more, ci_low and ci_high are None. n_units
    counts units with two or more ratings, n_dropped those with fewer.
    """

    pairwise: float
    all_agree: float
    n_all_agree: int
    ci_low: float | None
    ci_high: float | None
    n_units: int
    n_dropped: int
    n_coders: int
    tolerance: float
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoincidenceMatrix:
    """How often values coincide within units: symmetric, with the values that occur as margins.

    Each ordered pair of ratings in a unit of m ratings counts 1 / (m - 1), so that the matrix adds
    up to n_pairable_values, the number of ratings in the n_units units of two ratings or more.
    n_dropped counts units with fewer.
    """

    categories: tuple[Label, ...]
    matrix: tuple[tuple[float, ...], ...]
    n_pairable_values: int
    n_units: int
    n_dropped: int


def percent_agreement(
    ratings: ArrayLike,
    *,
    tolerance: float = 0.0,
    categories: Categories | None = None,
    confidence_level: float = 0.95,
) -> PercentAgreementResult:
    """Compute how often coders agree, pair by pair and all together.

    Parameters
    ----------
    ratings : ArrayLike, shape (units, coders)
        Numbers with nan for missing; or labels with None for missing and `categories`.
    tolerance : float
        Largest difference of numbers that still counts as agreement.
    categories : sequence, optional
        Ratings outside it are refused.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    PercentAgreementResult
        Defined if all ratings are the same too.

    Raises
    ------
    InsufficientDataError
        If there are fewer than two coders or no unit has two ratings.
    TypeError, ValueError
        If ratings are not as said, or the tolerance is negative or given for labels.

    Notes
    -----
    The interval takes units as independent; ``statsmodels.stats.proportion.proportion_confint``.
    all_agree is the ``agree`` of irr for units that all coders rated. Source of the interval:
    E. B. Wilson, J. American Statistical Association 22 (1927) 209-212,
    doi:10.1080/01621459.1927.10502953.

    Examples
    --------
    >>> result = percent_agreement([[1, 1, 1], [2, 2, np.nan], [1, 2, 1], [3, np.nan, np.nan]])
    >>> round(result.pairwise, 3), round(result.all_agree, 3), result.n_units, result.n_dropped
    (0.778, 0.667, 3, 1)
    """
    check_confidence_level(confidence_level)
    coded = as_coded_ratings(ratings, categories)
    paired = coded.positions[coded.sizes >= MIN_CODERS]
    n_units = paired.shape[0]
    if not n_units:
        raise InsufficientDataError(NO_PAIRS)
    first, second = np.triu_indices(paired.shape[1], 1)
    rated = (paired[:, first] != MISSING) & (paired[:, second] != MISSING)
    agree = rated & (_apart(coded, paired, tolerance)[:, first, second] <= tolerance)
    shares = agree.sum(axis=1) / rated.sum(axis=1)
    n_all = int(np.sum(shares == 1))
    low, high = None, None
    if paired.shape[1] == MIN_CODERS:
        low, high = _wilson(n_all, n_units, confidence_level)
    return PercentAgreementResult(
        pairwise=float(shares.mean()),
        all_agree=n_all / n_units,
        n_all_agree=n_all,
        ci_low=low,
        ci_high=high,
        n_units=n_units,
        n_dropped=coded.positions.shape[0] - n_units,
        n_coders=paired.shape[1],
        tolerance=float(tolerance),
        method="equal" if tolerance == 0 else "within_tolerance",
    )


def coincidence_matrix(
    ratings: ArrayLike, *, categories: Categories | None = None
) -> CoincidenceMatrix:
    """Compute how often each two values coincide within units.

    Parameters
    ----------
    ratings, categories
        As in `percent_agreement`.

    Returns
    -------
    CoincidenceMatrix
        With categories that do not occur, if they are given.

    Raises
    ------
    InsufficientDataError, TypeError, ValueError
        As `percent_agreement`.

    Notes
    -----
    The table on which alpha is defined, and which shows which values coders confuse. Source:
    K. Krippendorff, Content Analysis, 4th edition, Sage 2019, chapter 12.

    Examples
    --------
    >>> coincidence_matrix([[1, 1], [1, 2], [2, 2], [2, np.nan]]).matrix
    ((2.0, 1.0), (1.0, 2.0))
    """
    coded = as_coded_ratings(ratings, categories)
    counts, sizes = coded.counts(), coded.sizes
    paired = sizes >= MIN_CODERS
    if not np.any(paired):
        raise InsufficientDataError(NO_PAIRS)
    counts, share = counts[paired], 1 / (sizes[paired] - 1)
    matrix = counts.T @ (counts * share[:, None]) - np.diag(share @ counts)
    return CoincidenceMatrix(
        categories=coded.categories,
        matrix=tuple(tuple(row) for row in matrix.tolist()),
        n_pairable_values=int(counts.sum()),
        n_units=counts.shape[0],
        n_dropped=int(np.sum(~paired)),
    )


def _apart(
    coded: CodedRatings, positions: NDArray[np.intp], tolerance: float
) -> NDArray[np.float64]:
    """Return how far each two ratings of a unit lie apart: 0 for the same category."""
    if not (math.isfinite(tolerance) and tolerance >= 0):
        raise ValueError(f"tolerance is 0 or more, got {tolerance}")
    numbers = are_numbers(coded.categories)
    if tolerance and not numbers:
        raise TypeError("a tolerance needs ratings that are numbers")
    labels = coded.categories if numbers else range(len(coded.categories))
    values = np.array([*labels], dtype=np.float64)[positions]
    return np.asarray(np.abs(values[:, :, None] - values[:, None, :]))


def _wilson(successes: int, n: int, confidence_level: float) -> tuple[float, float]:
    """Ask statsmodels, and keep rounding from putting an end past the share or 0..1."""
    low, high = proportion_confint(successes, n, 1 - confidence_level, method="wilson")
    share = successes / n
    return max(0.0, min(float(low), share)), min(1.0, max(float(high), share))
