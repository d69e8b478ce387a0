"""Cohen's kappa of two coders, unweighted or weighted, with its standard errors and test.

The border: two coders who rated the same units. More coders are in ``kappa_fleiss``, from which
`fleiss_kappa` is offered here too.
"""

import dataclasses
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.agreement_weights import Weights, name_of, weight_matrix
from kooperacja_eval.stats.checks import check_confidence_level
from kooperacja_eval.stats.kappa_fleiss import (
    CategoryKappa,
    FleissResult,
    fleiss_kappa,
    fleiss_kappa_counts,
)
from kooperacja_eval.stats.ratings_matrix import (
    ALL_EQUAL,
    MISSING,
    NO_PAIRS,
    Categories,
    Label,
    as_coded_ratings,
    as_coder_table,
    labels_of,
)

__all__ = [
    "CategoryKappa",
    "CohenResult",
    "FleissResult",
    "cohen_kappa",
    "cohen_kappa_table",
    "fleiss_kappa",
    "fleiss_kappa_counts",
]

NO_SPREAD = 1e-24
"""Variance below which it is rounding, not spread."""

_TWO_CATEGORIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CohenResult:
    """Cohen's kappa with its interval and test, unrounded.

    observed and expected are the (weighted) agreement observed and by chance. standard_error and
    the interval hold for the kappa found; se_null, z and p_value test that kappa is 0. The former
    are None where all pairs contribute the same, as with complete agreement, the latter where
    chance leaves no spread. For two categories, prevalence is the difference of the shares of
    pairs that agree on the first and on the second category, bias that of the coders' shares of
    the first category; both are None for more. n counts the pairs, n_dropped those left out.
    """

    kappa: float
    observed: float
    expected: float
    standard_error: float | None
    ci_low: float | None
    ci_high: float | None
    se_null: float | None
    z: float | None
    p_value: float | None
    prevalence: float | None
    bias: float | None
    n: int
    n_dropped: int
    categories: tuple[Label, ...]
    weights: str
    method: str


def cohen_kappa(
    first: ArrayLike,
    second: ArrayLike,
    *,
    weights: Weights = "unweighted",
    categories: Categories | None = None,
    confidence_level: float = 0.95,
) -> CohenResult:
    """Estimate the agreement of two coders beyond chance.

    Parameters
    ----------
    first, second : ArrayLike, shape (units,)
        Numbers with nan for missing; or labels with None for missing and `categories`. A unit that
        one of them did not rate is left out.
    weights, categories, confidence_level
        As in `cohen_kappa_table`; without categories, those that occur.

    Returns
    -------
    CohenResult
        See `cohen_kappa_table`.

    Raises
    ------
    InsufficientDataError
        If no unit has both ratings, or all ratings are the same.
    TypeError, ValueError
        If ratings or options are not as said, or lengths differ.

    Examples
    --------
    >>> result = cohen_kappa([1, 1, 2, 2, 3, np.nan], [1, 2, 2, 2, 3, 1])
    >>> round(result.kappa, 4), result.n, result.n_dropped
    (0.6875, 5, 1)
    """
    one, other = np.asarray(first), np.asarray(second)
    if one.ndim != 1 or one.shape != other.shape:
        raise ValueError(
            f"first and second have one dimension and the same length, got {one.shape} and "
            f"{other.shape}"
        )
    coded = as_coded_ratings(np.stack([one, other], axis=1), categories)
    pairs = coded.positions[np.all(coded.positions != MISSING, axis=1)]
    if not pairs.size:
        raise InsufficientDataError(NO_PAIRS)
    size = len(coded.categories)
    cells = np.bincount(pairs[:, 0] * size + pairs[:, 1], minlength=size**2).reshape(size, size)
    result = cohen_kappa_table(
        cells, weights=weights, categories=coded.categories, confidence_level=confidence_level
    )
    return dataclasses.replace(result, n_dropped=one.size - result.n)


def cohen_kappa_table(
    table: ArrayLike,
    *,
    weights: Weights = "unweighted",
    categories: Categories | None = None,
    confidence_level: float = 0.95,
) -> CohenResult:
    r"""Estimate the agreement of two coders beyond chance from their square table.

    Parameters
    ----------
    table : ArrayLike, shape (categories, categories)
        Numbers of units by category of the first coder (rows) and of the second (columns).
    weights : {"unweighted", "linear", "quadratic", "ordinal", "ratio"} or NDArray[np.float64]
        Agreement of categories, or a matrix of it; for a matrix d of disagreements, as in Cohen
        (1968), give 1 - d / d.max(). Linear is what vcd and irr call equal, quadratic Fleiss-Cohen
        or squared. See `agreement_weights.weight_matrix`.
    categories : sequence, optional
        One for each row; 1, 2, ... unless given. Distances are those of numbers.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    CohenResult
        At most 1; 0 is agreement by chance. Neither end of the interval is cut.

    Raises
    ------
    InsufficientDataError
        If the table is empty or all ratings are the same category.
    TypeError, ValueError
        If the table is not a square of counts, or options are not as said.

    Notes
    -----
    With shares :math:`p_{ij}`, weights w, and :math:`w_{i.} = \sum_j w_{ij} p_{.j}`,
    :math:`w_{.j} = \sum_i w_{ij} p_{i.}`: :math:`\kappa = (p_o - p_e) / (1 - p_e)`; the variance is
    that of :math:`w_{ij} - (1 - \kappa)(w_{i.} + w_{.j})` over the pairs, over
    :math:`n (1 - p_e)^2`, and for :math:`\kappa = 0` that of :math:`w_{ij} - w_{i.} - w_{.j}` over
    pairs by chance. The same as in vcd and as ``statsmodels.stats.inter_rater.cohens_kappa``; own
    code, because differences of squares there can turn negative. Sources: J. Cohen, Educational and
    Psychological Measurement 20 (1960) 37-46, doi:10.1177/001316446002000104, and Psychological
    Bulletin 70 (1968) 213-220, doi:10.1037/h0026256; J. L. Fleiss, J. Cohen, B. S. Everitt,
    Psychological Bulletin 72 (1969) 323-327, doi:10.1037/h0028106; indices: T. Byrt, J. Bishop,
    J. B. Carlin, J. Clinical Epidemiology 46 (1993) 423-429, doi:10.1016/0895-4356(93)90018-V.

    Examples
    --------
    >>> result = cohen_kappa_table([[300, 100], [50, 550]])
    >>> round(result.kappa, 4), round(result.prevalence, 2), round(result.bias, 2)
    (0.6809, -0.25, 0.05)
    """
    check_confidence_level(confidence_level)
    cells = as_coder_table(table)
    labels = labels_of(cells.shape[0], categories)
    matrix = weight_matrix(labels, weights)
    n = int(cells.sum())
    if n == 0:
        raise InsufficientDataError(NO_PAIRS)
    shares = cells / n
    observed, expected = float(np.sum(matrix * shares)), float(np.sum(matrix * _by_chance(shares)))
    if np.max(shares.sum(axis=1) + shares.sum(axis=0)) == _TWO_CATEGORIES or expected >= 1:
        raise InsufficientDataError(ALL_EQUAL)
    kappa = (observed - expected) / (1 - expected)
    error, null = _standard_errors(shares, matrix, kappa, n * (1 - expected) ** 2)
    reach = None if error is None else float(stats.norm.isf((1 - confidence_level) / 2)) * error
    z = None if null is None else kappa / null
    prevalence, bias = _indices(shares)
    return CohenResult(
        kappa=kappa,
        observed=observed,
        expected=expected,
        standard_error=error,
        ci_low=None if reach is None else kappa - reach,
        ci_high=None if reach is None else kappa + reach,
        se_null=null,
        z=z,
        p_value=None if z is None else 2 * float(stats.norm.sf(abs(z))),
        prevalence=prevalence,
        bias=bias,
        n=n,
        n_dropped=0,
        categories=labels,
        weights=name_of(weights),
        method="cohen_kappa" if name_of(weights) == "unweighted" else "cohen_weighted_kappa",
    )


def _by_chance(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.outer(shares.sum(axis=1), shares.sum(axis=0))


def _standard_errors(
    shares: NDArray[np.float64], weights: NDArray[np.float64], kappa: float, scale: float
) -> tuple[float | None, float | None]:
    """Return the standard error at this kappa and at 0, each None where it is 0."""
    margins = (weights @ shares.sum(axis=0))[:, None] + shares.sum(axis=1) @ weights
    return (
        _root(_variance(weights - (1 - kappa) * margins, shares) / scale),
        _root(_variance(weights - margins, _by_chance(shares)) / scale),
    )


def _variance(values: NDArray[np.float64], shares: NDArray[np.float64]) -> float:
    centred = values - np.sum(shares * values)
    return float(np.sum(shares * centred**2))


def _root(variance: float) -> float | None:
    return math.sqrt(variance) if variance > NO_SPREAD else None


def _indices(shares: NDArray[np.float64]) -> tuple[float | None, float | None]:
    """Return the prevalence and bias index of two categories."""
    if shares.shape[0] != _TWO_CATEGORIES:
        return None, None
    return float(shares[0, 0] - shares[1, 1]), float(shares[0, 1] - shares[1, 0])
