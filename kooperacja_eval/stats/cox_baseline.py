"""The cumulative hazard and the survival that a Cox model gives for stated predictors.

The border: the model is fitted here again from its rows, so that hazard and coefficients cannot
come from different data; errors take rows to be independent.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from kooperacja_eval.stats.checks import as_numbers, check_confidence_level
from kooperacja_eval.stats.cox_partial import CoxTies
from kooperacja_eval.stats.cox_regression import check_ties
from kooperacja_eval.stats.cox_rows import CoxRows, cox_rows, solved


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CoxHazard:
    """Cumulative hazard and survival at the times with events, unrounded.

    All arrays have shape (times,), one stratum after the other: strata holds their labels ("" where
    there are none). standard_error is that of the cumulative hazard, so that of survival is
    survival times it; ci_low and ci_high are of survival, symmetric on the scale of its logarithm.
    at are the values of the predictors.
    """

    times: NDArray[np.float64]
    strata: tuple[str, ...]
    events: NDArray[np.int64]
    at_risk: NDArray[np.int64]
    cumulative_hazard: NDArray[np.float64]
    standard_error: NDArray[np.float64]
    survival: NDArray[np.float64]
    ci_low: NDArray[np.float64]
    ci_high: NDArray[np.float64]
    at: tuple[float, ...]
    confidence_level: float
    ties: CoxTies


def cox_hazard(
    leave: NDArray[np.float64],
    event: NDArray[np.float64],
    predictors: NDArray[np.float64],
    *,
    names: Sequence[str],
    at: ArrayLike | None = None,
    entry: NDArray[np.float64] | None = None,
    strata: NDArray[np.generic] | None = None,
    ties: CoxTies = "efron",
    confidence_level: float = 0.95,
) -> CoxHazard:
    r"""Estimate the cumulative hazard of rows with stated predictors by a Cox model.

    Parameters
    ----------
    leave, event, predictors, names, entry, strata, ties
        As in ``cox_regression``.
    at : array or None, shape (p,)
        Predictors of which hazard and survival are given; their means if left out, 0 for what is
        called the baseline hazard.
    confidence_level : float
        Strictly between 0 and 1, of each time by itself.

    Returns
    -------
    CoxHazard
        Of each stratum by itself.

    Raises
    ------
    InsufficientDataError, TypeError, ValueError
        As from ``cox_regression``, and if `at` has not one known value for each predictor.

    Notes
    -----
    With S the sum of exp(x'b) over those at risk in each of the terms of tied events (see
    ``cox_partial``), :math:`\bar x` their weighted mean, and x the stated predictors,

    .. math:: H(t) = \sum \frac{e^{x'b}}{S}, \qquad
              v = \sum \frac{e^{2 x'b}}{S^2} + q' V q, \quad
              q = \sum \frac{e^{x'b} (x - \bar x)}{S}

    with V the covariance of b; survival is :math:`e^{-H}`. The same as R's ``survfit(coxph(...),
    newdata)``. Sources: A. A. Tsiatis, Annals of Statistics 9 (1981) 93-108,
    doi:10.1214/aos/1176345335; T. M. Therneau, P. M. Grambsch, Modeling Survival Data, Springer
    2000, doi:10.1007/978-1-4757-3294-8, chapter 10.

    Examples
    --------
    >>> months = np.array([13.0, 12, 9, 13, 11, 10, 13, 8, 12, 7])
    >>> done = np.array([0.0, 1, 1, 0, 0, 1, 0, 1, 1, 1])
    >>> hours = np.array([1.0, 2, 4, 3, 2, 3, 1, 2, 3, 4])[:, None]
    >>> hazard = cox_hazard(months, done, hours, names=["hours"], at=[2.0])
    >>> hazard.times.tolist(), hazard.survival.round(2).tolist()
    ([7.0, 8.0, 9.0, 10.0, 12.0], [0.97, 0.92, 0.88, 0.81, 0.59])
    """
    check_confidence_level(confidence_level)
    check_ties(ties)
    rows = cox_rows(leave, event, predictors, names=names, entry=entry, strata=strata, ties=ties)
    point = rows.centre if at is None else as_numbers(at, "at")
    if point.shape != rows.centre.shape or np.isnan(point).any():
        raise ValueError(f"at has one known value for each of {rows.centre.size} predictors")
    hazard, error = _hazard(rows, (point - rows.centre) / rows.scale)
    survival, reach = np.exp(-hazard), stats.norm.isf((1 - confidence_level) / 2) * error
    at_risk = _at_risk(rows)
    return CoxHazard(
        times=rows.event_times,
        strata=tuple(rows.labels[number] for number in rows.event_strata),
        events=np.bincount(rows.sets.at).astype(np.int64),
        at_risk=at_risk,
        cumulative_hazard=hazard,
        standard_error=error,
        survival=survival,
        ci_low=survival * np.exp(-reach),
        ci_high=np.minimum(survival * np.exp(reach), 1.0),
        at=tuple(float(value) for value in point),
        confidence_level=float(confidence_level),
        ties=ties,
    )


def _hazard(
    rows: CoxRows, point: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the cumulative hazard at scaled predictors and its standard error, shape (J,)."""
    scaled, likelihood = solved(rows)
    sets = rows.sets
    # denominators are sums of exp(x'b) over the largest of these
    steps = np.exp(point @ scaled - (sets.columns @ scaled).max()) / likelihood.denominators
    away = steps[:, None] * (point - likelihood.means)
    columns = np.column_stack([steps, steps**2, away])
    of_times = np.zeros((sets.from_leave.size, columns.shape[1]))
    np.add.at(of_times, sets.at, columns)
    sums = np.cumsum(of_times, axis=0)
    begun = np.searchsorted(rows.event_strata, rows.event_strata)
    sums = sums - np.where(begun[:, None] > 0, sums[begun - 1], 0.0)
    spread = np.einsum(
        "ij,ji->i", sums[:, 2:], np.linalg.solve(likelihood.information, sums[:, 2:].T)
    )
    return sums[:, 0], np.sqrt(sums[:, 1] + spread)


def _at_risk(rows: CoxRows) -> NDArray[np.int64]:
    sets, n = rows.sets, rows.leave.size
    counts: NDArray[np.int64] = ((n - sets.from_leave) - (n - sets.from_entry)).astype(np.int64)
    return counts
