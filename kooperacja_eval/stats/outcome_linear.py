"""How a score, such as goal attainment T, goes with intensity: least squares with teams.

The border: differences in the unit of the outcome with errors between clusters. It says what goes
together in the data, not what causes what.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_numbers, check_confidence_level
from kooperacja_eval.stats.cluster_sandwich import (
    LinearVariance,
    adjusted_columns,
    cluster_sums,
    satterthwaite_df,
)
from kooperacja_eval.stats.outcome_design import INTERCEPT, outcome_design
from kooperacja_eval.stats.outcome_effects import Effect, as_rows, effects
from kooperacja_eval.text import Text

NO_SPREAD = 1e-12
"""Share of the outcome's size, or of its variance, below which its spread is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearResult:
    """Differences of an outcome with errors between clusters, unrounded.

    effects has the intercept first, each with its own Satterthwaite degrees of freedom; covariance
    is that of their estimates, in the same order. r_squared is the share of the outcome's variance
    that predictors account for, residual_sd the spread that is left. n counts the rows used in
    n_clusters clusters; n_dropped the rows left out. design says that nobody drew who got how much.
    """

    effects: tuple[Effect, ...]
    covariance: tuple[tuple[float, ...], ...]
    r_squared: float
    residual_sd: float
    confidence_level: float
    n: int
    n_clusters: int
    n_dropped: int
    method: Literal["ols_cluster_robust"]
    variance: LinearVariance
    df_rule: Literal["satterthwaite"]
    design: Literal["observational_clustered"]


def linear_clustered(
    outcome: NDArray[np.float64],
    predictors: NDArray[np.float64],
    clusters: NDArray[np.generic],
    *,
    names: Sequence[str],
    variance: LinearVariance = "CR2",
    confidence_level: float = 0.95,
) -> LinearResult:
    r"""Estimate by least squares how an outcome differs with predictors, with errors by cluster.

    Parameters
    ----------
    outcome : NDArray[np.float64], shape (rows,)
        In any unit; nan is missing.
    predictors : NDArray[np.float64], shape (rows, p)
        In any units, without a constant; nan is missing.
    clusters : NDArray[np.generic], shape (rows,)
        Label of each row's cluster, such as a team identifier; none may be missing.
    names : Sequence[str], length p
        What the predictors are called in the result.
    variance : Literal["CR0", "CR1", "CR1S", "CR2", "CR3"]
        How residuals are corrected; see the notes.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    LinearResult
        Differences for one unit more of each predictor, in the unit of the outcome.

    Raises
    ------
    InsufficientDataError
        If the outcome is constant, there are not more clusters than coefficients, a predictor is
        constant, follows from the others or differs in one cluster only, or a standard error is 0.
    TypeError, ValueError
        If values are not real numbers or infinite, labels are missing, names do not fit, or lengths
        differ.

    Notes
    -----
    With e_g the residuals of cluster g and H_g its block of the hat matrix, the variance is

    .. math:: (X'X)^{-1} \Bigl(\sum_g X_g' A_g e_g e_g' A_g X_g\Bigr) (X'X)^{-1}

    where A is the identity (CR0), its square G / (G - 1) (CR1, in CR1S times (N - 1) / (N - k)),
    :math:`(I - H_g)^{-1/2}` (CR2: exact on average where rows are alike and independent) or
    :math:`(I - H_g)^{-1}` (CR3: nearly the jackknife, on the wide side). Degrees of freedom are
    Satterthwaite's under independent rows (Bell and McCaffrey), smaller where few clusters decide.
    statsmodels has neither; own code, compared with R's clubSandwich. Sources: R. M. Bell,
    D. F. McCaffrey, Survey Methodology 28 (2002) 169-181; J. E. Pustejovsky, E. Tipton, J. Business
    & Economic Statistics 36 (2018) 672-683, doi:10.1080/07350015.2016.1247004.

    Examples
    --------
    >>> teams = np.repeat(np.array(["A", "B", "C", "D", "E"]), 2)
    >>> hours = np.array([1.0, 2, 2, 4, 3, 5, 1, 3, 4, 5])[:, None]
    >>> score = np.array([42.0, 45, 48, 50, 51, 58, 44, 47, 49, 56])
    >>> result = linear_clustered(score, hours, teams, names=["hours"])
    >>> _, hours_effect = result.effects
    >>> round(hours_effect.estimate, 2), round(hours_effect.df, 1)
    (3.1, 3.4)
    """
    check_confidence_level(confidence_level)
    if variance not in get_args(LinearVariance):
        raise ValueError(f"variance is one of {get_args(LinearVariance)}, got {variance!r}")
    numbers = as_numbers(outcome, "outcome")
    design = outcome_design(
        predictors,
        clusters,
        names=names,
        has_outcome=~np.isnan(numbers),
        n_parameters=1 + len(names),
    )
    used = numbers[design.kept]
    _check_outcome(used)
    columns, place, mean = design.with_intercept, design.place, float(used.mean())
    bread = np.asarray(np.linalg.inv(columns.T @ columns), np.float64)
    # the outcome's mean is taken off first: far from 0 it would cost digits
    scaled = bread @ (columns.T @ (used - mean))
    residuals = used - mean - columns @ scaled
    scaled[0] += mean
    rest, total = float(np.sum(residuals**2)), float(np.sum((used - mean) ** 2))
    if rest <= NO_SPREAD * total:
        raise InsufficientDataError(_EXACT)
    adjusted = adjusted_columns(columns, bread, place, variance)
    scores = cluster_sums(adjusted * residuals[:, None], place)
    turn, titles = design.unscale, (INTERCEPT, *design.names)
    covariance = turn @ bread @ (scores.T @ scores) @ bread @ turn.T
    return LinearResult(
        effects=effects(
            titles,
            turn @ scaled,
            covariance,
            satterthwaite_df(columns, adjusted, bread, place, turn),
            confidence_level=confidence_level,
        ),
        covariance=as_rows(covariance),
        r_squared=1 - rest / total,
        residual_sd=float(np.sqrt(rest / (used.size - len(titles)))),
        confidence_level=float(confidence_level),
        n=int(used.size),
        n_clusters=design.n_clusters,
        n_dropped=design.n_dropped,
        method="ols_cluster_robust",
        variance=variance,
        df_rule="satterthwaite",
        design="observational_clustered",
    )


def _check_outcome(used: NDArray[np.float64]) -> None:
    if np.ptp(used) <= NO_SPREAD * float(np.abs(used).max()):
        raise InsufficientDataError(_CONSTANT)


_CONSTANT = Text(
    "Wszystkie wyniki w pełnych wierszach są równe, więc ich związku z czymkolwiek nie da się "
    "oszacować. Podaj samą wartość.",
    "All outcomes in complete rows are equal, so that their association with anything cannot be "
    "estimated. Give the value alone.",
)
_EXACT = Text(
    "Zmienne objaśniające odtwarzają wynik bez reszty, więc przedział jest nieokreślony. Sprawdź, "
    "czy wynik nie został policzony z tych zmiennych.",
    "The predictors give the outcome without remainder, so that the interval is undefined. Check "
    "whether the outcome was computed from them.",
)
