"""McDonald's omega of a scale with one factor.

The border: the reliability of the sum of items that measure one thing. Whether they do is not
tested here, and models of several factors are not fitted: the omega total of a three-factor model
is another number. There is no interval: a bootstrap over respondents gives one.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_numbers
from kooperacja_eval.stats.score_matrix import (
    as_scores,
    check_columns,
    correlations,
    covariances,
    used_rows,
)
from kooperacja_eval.text import Text

OmegaMethod = Literal["ml", "minres"]
Matrix = Literal["correlation", "covariance"]

MIN_ITEMS = 3
"""Two items have one correlation for two loadings."""

HEYWOOD = 0.005
"""Least uniqueness that the search allows, as in R's ``factanal``; at it an item has no error."""

SINGULAR = 1e-10
"""Smallest eigenvalue of correlations below which one item is a sum of others."""

MAX_ITERATIONS = 1000
TOLERANCE = 1e-9
"""Slope at which the search stops."""

MAX_STEP = 1e-5
"""Step down the slope, within the bounds, above which a search that stopped has not arrived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OmegaResult:
    """McDonald's omega of one factor, unrounded.

    loadings and uniquenesses have shape (items,) and are standardised for ``"correlation"``, in the
    unit of the items and its square for ``"covariance"``. heywood says that an item was left at the
    least uniqueness allowed, 0.005, as if it had no error of its own, which no item has: then omega
    is not to be relied on. converged is always true: a fit that did not converge is no result.
    n_subjects counts the complete rows used; n_dropped those left out.
    """

    omega: float
    loadings: NDArray[np.float64]
    uniquenesses: NDArray[np.float64]
    converged: bool
    heywood: bool
    n_items: int
    n_subjects: int
    n_dropped: int
    method: OmegaMethod
    matrix: Matrix


def mcdonald_omega(
    scores: NDArray[np.float64], *, method: OmegaMethod = "ml", matrix: Matrix = "correlation"
) -> OmegaResult:
    r"""Estimate the reliability of a sum of items by the omega of a one-factor model.

    Parameters
    ----------
    scores : NDArray[np.float64], shape (respondents, items)
        In any unit, items already reversed where they are worded the other way; nan is missing:
        rows with a gap are left out.
    method : {"ml", "minres"}
        Fit the correlations by maximum likelihood or by least squares of the residuals.
    matrix : {"correlation", "covariance"}
        Reliability of the sum of standardised items, or of the sum of the items as they are.

    Returns
    -------
    OmegaResult
        From 0 to 1. The factor points where most items do.

    Raises
    ------
    InsufficientDataError
        If there are fewer than three items or two complete rows, an item has no spread, an item is
        a sum of others (as always with no more rows than items), or the fit does not converge.
    TypeError, ValueError
        If the scores are not real numbers or infinite, or an option is not one of those named.

    Notes
    -----
    .. math:: \omega = \frac{(\sum \lambda_i)^2}{(\sum \lambda_i)^2 + \sum \psi_i}

    with the variance that the model implies in the denominator. The loadings and uniquenesses of
    ``"covariance"`` are those of the correlations times the items' standard deviations (over n - 1)
    and variances; for ``"ml"`` that is the fit of the covariances. For given uniquenesses the best
    loadings are an eigenvector (Joreskog); the uniquenesses are searched for by
    ``scipy.optimize.minimize`` between 0.005 and 1. statsmodels' ``Factor`` finds the same, but
    without bounds: where an item would be left without error it does not arrive.

    Sources: R. P. McDonald, Test Theory, Erlbaum 1999, chapter 6; H. H. Harman, W. H.
    Jones, Psychometrika 31 (1966) 351-368, doi:10.1007/BF02289468; K. G. Joreskog, Psychometrika
    32 (1967) 443-482, doi:10.1007/BF02289658.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> trait, error = rng.standard_normal((200, 1)), rng.standard_normal((200, 4))
    >>> result = mcdonald_omega(trait + error)
    >>> round(result.omega, 2), result.heywood
    (0.78, False)
    """
    _check_options(method, matrix)
    table = as_scores(scores, "scores")
    check_columns(table, MIN_ITEMS, statistic=_OMEGA)
    rows = used_rows(table, "listwise")
    covariance = covariances(rows)
    loadings, uniquenesses = _one_factor(correlations(covariance), method)
    heywood = bool(uniquenesses.min() <= HEYWOOD)
    if matrix == "covariance":
        variances = np.diag(covariance)
        loadings, uniquenesses = loadings * np.sqrt(variances), uniquenesses * variances
    return OmegaResult(
        omega=_omega(loadings, uniquenesses),
        loadings=loadings,
        uniquenesses=uniquenesses,
        converged=True,
        heywood=heywood,
        n_items=int(table.shape[1]),
        n_subjects=int(rows.shape[0]),
        n_dropped=int(table.shape[0] - rows.shape[0]),
        method=method,
        matrix=matrix,
    )


def omega_from_loadings(loadings: ArrayLike) -> float:
    r"""Compute omega from standardised loadings on one factor, such as those of a publication.

    Parameters
    ----------
    loadings : ArrayLike, shape (items,)
        Standardised, from -1 to 1; none may be missing.

    Returns
    -------
    float
        :math:`(\sum \lambda)^2 / ((\sum \lambda)^2 + \sum (1 - \lambda^2))`, from 0 to 1.

    Raises
    ------
    InsufficientDataError
        If there are fewer than two loadings, or neither the sum nor the errors have any variance.
    TypeError, ValueError
        If loadings are not real numbers, missing, or not from -1 to 1.

    Notes
    -----
    Source: R. P. McDonald, Test Theory, Erlbaum 1999, chapter 6.

    Examples
    --------
    >>> round(omega_from_loadings([0.8, 0.7, 0.6, 0.5]), 6)
    0.749446
    """
    numbers = as_numbers(loadings, "loadings")
    if not np.all(np.abs(numbers) <= 1):
        raise ValueError("loadings are standardised: from -1 to 1 and not missing")
    uniquenesses = 1 - numbers**2
    if numbers.size < MIN_ITEMS - 1 or uniquenesses.sum() + numbers.sum() ** 2 == 0:
        raise InsufficientDataError(_NO_LOADINGS)
    return _omega(numbers, uniquenesses)


def _check_options(method: str, matrix: str) -> None:
    if method not in ("ml", "minres"):
        raise ValueError(f"method is 'ml' or 'minres', not {method!r}")
    if matrix not in ("correlation", "covariance"):
        raise ValueError(f"matrix is 'correlation' or 'covariance', not {matrix!r}")


def _omega(loadings: NDArray[np.float64], uniquenesses: NDArray[np.float64]) -> float:
    common = float(loadings.sum()) ** 2
    return common / (common + float(uniquenesses.sum()))


def _one_factor(
    correlation: NDArray[np.float64], method: OmegaMethod
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return loadings and uniquenesses, turned so that the loadings add up to 0 or more."""
    if np.linalg.eigvalsh(correlation)[0] < SINGULAR:
        raise InsufficientDataError(_SINGULAR_ITEMS)
    solve = _likelihood if method == "ml" else _least_squares
    start = (1 - 0.5 / correlation.shape[0]) / np.diag(np.linalg.inv(correlation))
    fit = optimize.minimize(
        lambda uniquenesses: solve(correlation, uniquenesses)[1:],
        np.clip(start, HEYWOOD, 1.0),
        jac=True,
        method="L-BFGS-B",
        bounds=[(HEYWOOD, 1.0)] * start.size,
        options={"maxiter": MAX_ITERATIONS, "ftol": 0.0, "gtol": TOLERANCE},
    )
    uniquenesses = np.asarray(fit.x, dtype=np.float64)
    loadings, _, gradient = solve(correlation, uniquenesses)
    step = np.clip(uniquenesses - gradient, HEYWOOD, 1.0) - uniquenesses
    if not np.max(np.abs(step)) <= MAX_STEP:
        raise InsufficientDataError(_NOT_CONVERGED)
    return (-loadings if loadings.sum() < 0 else loadings), uniquenesses


def _likelihood(
    correlation: NDArray[np.float64], uniquenesses: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float, NDArray[np.float64]]:
    """Return the loadings that fit best, Joreskog's discrepancy, and its slope by uniqueness."""
    deviations = np.sqrt(uniquenesses)
    values, vectors = np.linalg.eigh(correlation / np.outer(deviations, deviations))
    loadings = deviations * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0.0))
    rest = values[:-1]
    discrepancy = float(np.sum(rest - np.log(rest) - 1))
    residual = loadings**2 + uniquenesses - np.diag(correlation)
    return loadings, discrepancy, residual / uniquenesses**2


def _least_squares(
    correlation: NDArray[np.float64], uniquenesses: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float, NDArray[np.float64]]:
    """Return the loadings that fit best, half the sum of squared residuals, and its slope."""
    values, vectors = np.linalg.eigh(correlation - np.diag(uniquenesses))
    loadings = vectors[:, -1] * np.sqrt(max(values[-1], 0.0))
    rest = values[:-1]
    return loadings, float(np.sum(rest**2)) / 2, -(vectors[:, :-1] ** 2) @ rest


_OMEGA = Text("Omega McDonalda", "McDonald's omega")
_NO_LOADINGS = Text(
    "Omega wymaga co najmniej 2 ładunków czynnikowych i jakiejkolwiek wariancji sumy. Sprawdź "
    "ładunki.",
    "Omega needs at least 2 loadings and some variance of the sum. Check the loadings.",
)
_SINGULAR_ITEMS = Text(
    "Co najmniej jedna pozycja jest sumą innych (tak jest zawsze, gdy kompletnych wierszy jest nie "
    "więcej niż pozycji), więc modelu jednoczynnikowego nie da się dopasować. Usuń powtórzone "
    "pozycje, zbierz więcej odpowiedzi albo podaj alfę Cronbacha.",
    "At least one item is a sum of others (as always when there are no more complete rows than "
    "items), so the one-factor model cannot be fitted. Remove repeated items, collect more "
    "answers, or give Cronbach's alpha.",
)
_NOT_CONVERGED = Text(
    "Dopasowanie modelu jednoczynnikowego nie osiągnęło zbieżności, więc omega jest nieokreślona. "
    "Podaj alfę Cronbacha i sprawdź, czy pozycje mierzą jedną cechę.",
    "The fit of the one-factor model did not converge, so omega is undefined. Give Cronbach's "
    "alpha and check whether the items measure one thing.",
)
