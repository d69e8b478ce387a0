"""Whether hazards stay in proportion over time: score tests and scaled Schoenfeld residuals.

The border: rows are independent here; families in teams belong to ``cox_hazards_clustered``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.cox_partial import CoxTies, informations
from kooperacja_eval.stats.cox_regression import ModelTest, check_ties
from kooperacja_eval.stats.cox_rows import CoxRows, cox_rows, solved
from kooperacja_eval.stats.outcome_effects import as_rows
from kooperacja_eval.text import Text

TimeScale = Literal["km", "identity", "log", "rank"]

SINGULAR = 1e-10
"""Smallest over largest eigenvalue below which a trend over time cannot be told from none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardTrend:
    """A test that the coefficients of one term do not change over time."""

    term: str
    test: ModelTest


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProportionalHazards:
    """Tests of proportional hazards, and the residuals to draw, unrounded.

    tests has one for each term, overall one for all. Of each event, one stratum after the other and
    in order of time: times and scale (events,) are its time and that on the scale of the test,
    coefficients (events, p) the scaled Schoenfeld residuals with the coefficient added, so that
    their course over time is that of the coefficient; nan where the predictor does not vary in the
    stratum. covariance (p, p) is that of one row of them.
    """

    tests: tuple[HazardTrend, ...]
    overall: ModelTest
    times: NDArray[np.float64]
    scale: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    covariance: tuple[tuple[float, ...], ...]
    names: tuple[str, ...]
    n: int
    n_events: int
    n_dropped: int
    transform: TimeScale
    ties: CoxTies


def proportional_hazards(
    leave: NDArray[np.float64],
    event: NDArray[np.float64],
    predictors: NDArray[np.float64],
    *,
    names: Sequence[str],
    terms: Sequence[str] | None = None,
    entry: NDArray[np.float64] | None = None,
    strata: NDArray[np.generic] | None = None,
    ties: CoxTies = "efron",
    transform: TimeScale = "km",
) -> ProportionalHazards:
    r"""Test whether the coefficients of a Cox model change over time.

    Parameters
    ----------
    leave, event, predictors, names, entry, strata, ties
        As in ``cox_regression``; predictors that change over time come as several rows.
    terms : Sequence[str] or None, length p
        What each predictor belongs to, such as "area" three times for four areas; predictors of one
        term are tested together. Each is a term of its own if left out.
    transform : {"km", "identity", "log", "rank"}
        Scale of time on which coefficients may have a trend: share that has had the event before
        (Kaplan-Meier of all rows), time, its logarithm, or its rank among the ends of all rows.

    Returns
    -------
    ProportionalHazards
        A small p says that a hazard ratio changes; a large one, with few events, says little.

    Raises
    ------
    InsufficientDataError
        As from ``cox_regression``, and if events come at too few times for a trend.
    TypeError, ValueError
        As from ``cox_regression``; if terms do not fit, or times are not above 0 with "log".

    Notes
    -----
    The score test of the coefficients c of x g(t) beside those of x, with g centred over events,
    :math:`I_t` the information of a time and :math:`s_i` the residual of event i, its predictors
    less their weighted mean in the risk set:

    .. math:: u = \sum g_i s_i, \quad
              u' (\sum g^2 I_t - \sum g I_t (\sum I_t)^{-1} \sum g I_t)^{-1} u

    The same as R's ``survival::cox.zph`` since version 3. Source: P. M. Grambsch, T. M. Therneau,
    Biometrika 81 (1994) 515-526, doi:10.1093/biomet/81.3.515, whose approximation to this
    test was in use before.

    Examples
    --------
    >>> months = np.array([13.0, 12, 9, 13, 11, 10, 13, 8, 12, 7])
    >>> done = np.array([0.0, 1, 1, 0, 0, 1, 0, 1, 1, 1])
    >>> hours = np.array([1.0, 2, 4, 3, 2, 3, 1, 2, 3, 4])[:, None]
    >>> result = proportional_hazards(months, done, hours, names=["hours"])
    >>> result.tests[0].term, round(result.tests[0].test.p_value, 2)
    ('hours', 0.89)
    """
    check_ties(ties)
    rows = cox_rows(leave, event, predictors, names=names, entry=entry, strata=strata, ties=ties)
    members = _members(rows.names if terms is None else tuple(terms), rows.names)
    scaled, likelihood = solved(rows)
    trend = event_scale(rows, transform)
    deaths = np.bincount(rows.sets.at)
    centred = trend - trend @ deaths / deaths.sum()
    residuals = _residuals(rows, likelihood.means)
    slope = residuals.T @ centred[rows.sets.at]
    spread = _left(informations(rows.sets, scaled), centred, likelihood.information)
    coefficients, covariance = _course(rows, residuals, scaled, likelihood.information)
    return ProportionalHazards(
        tests=tuple(
            HazardTrend(term=term, test=_statistic(slope[places], spread[np.ix_(places, places)]))
            for term, places in members.items()
        ),
        overall=_statistic(slope, spread),
        times=rows.event_times[rows.sets.at],
        scale=trend[rows.sets.at],
        coefficients=coefficients,
        covariance=as_rows(covariance),
        names=rows.names,
        n=rows.leave.size,
        n_events=rows.sets.at.size,
        n_dropped=int(np.sum(~rows.kept)),
        transform=transform,
        ties=ties,
    )


def event_scale(rows: CoxRows, transform: TimeScale) -> NDArray[np.float64]:
    """Return the times of the J risk sets on the scale of a test, shape (J,).

    Raises
    ------
    ValueError
        If the scale is not one of those there are, or a time has no logarithm.
    """
    times = rows.event_times
    if transform == "identity":
        return times
    if transform == "log":
        if np.any(times <= 0):
            raise ValueError("the log of time needs times above 0")
        return np.log(times)
    if transform == "rank":
        ranks = stats.rankdata(rows.leave)
        order = np.argsort(rows.leave, kind="stable")
        chosen: NDArray[np.float64] = ranks[order][np.searchsorted(rows.leave[order], times)]
        return chosen
    if transform == "km":
        return _had_before(rows, times)
    raise ValueError(f"transform is one of {get_args(TimeScale)}, got {transform!r}")


def _had_before(rows: CoxRows, times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share with the event before each time, of all strata together, shape (J,)."""
    different, place = np.unique(rows.leave[rows.event], return_inverse=True)
    left = np.searchsorted(np.sort(rows.leave), different)
    entered = np.searchsorted(np.sort(rows.entry), different)
    staying = 1 - np.bincount(place) / (entered - left)
    before = np.concatenate([[1.0], np.cumprod(staying)])
    share: NDArray[np.float64] = 1 - before[np.searchsorted(different, times)]
    return share


def _members(terms: tuple[str, ...], names: tuple[str, ...]) -> dict[str, list[int]]:
    if len(terms) != len(names):
        raise ValueError(f"terms has one term for each of {len(names)} predictors")
    members: dict[str, list[int]] = {}
    for place, term in enumerate(terms):
        members.setdefault(term, []).append(place)
    return members


def _residuals(rows: CoxRows, means: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return scaled predictors less their mean in the risk set, in order of ``sets.at``."""
    sets = rows.sets
    order = np.flatnonzero(rows.event)[np.argsort(sets.own[rows.event], kind="stable")]
    of_times = np.zeros((sets.from_leave.size, means.shape[1]))
    np.add.at(of_times, sets.at, means)
    expected = of_times / np.bincount(sets.at)[:, None]
    residuals: NDArray[np.float64] = sets.columns[order] - expected[sets.at]
    return residuals


def _left(
    parts: NDArray[np.float64], centred: NDArray[np.float64], information: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the information of trends that the coefficients leave, shape (p, p)."""
    crossed = np.einsum("j,jkl->kl", centred, parts)
    squared = np.einsum("j,jkl->kl", centred**2, parts)
    spread: NDArray[np.float64] = squared - crossed @ np.linalg.solve(information, crossed)
    values = np.linalg.eigvals(np.linalg.solve(information, spread)).real
    if values.min() <= SINGULAR * max(float(np.max(centred**2)), np.finfo(np.float64).tiny):
        raise InsufficientDataError(_NO_TREND)
    return spread


def _statistic(slope: NDArray[np.float64], spread: NDArray[np.float64]) -> ModelTest:
    chi2 = float(slope @ np.linalg.solve(spread, slope))
    return ModelTest(chi2=chi2, df=slope.size, p_value=float(stats.chi2.sf(chi2, slope.size)))


def _course(
    rows: CoxRows,
    residuals: NDArray[np.float64],
    scaled: NDArray[np.float64],
    information: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the course of coefficients in the units given, (events, p), and the covariance.

    The information per event is that of the strata in which predictors vary.
    """
    varies = _varies(rows)
    of_events = rows.event_strata[rows.sets.at]
    deaths = np.bincount(of_events, minlength=varies.shape[0])
    counted = np.einsum("s,sk,sl->kl", deaths, varies.astype(float), varies.astype(float))
    mean = information / np.where(counted > 0, counted, 1.0)
    course = np.full_like(residuals, np.nan)
    for number in np.flatnonzero(deaths):
        at, used = np.flatnonzero(of_events == number), np.flatnonzero(varies[number])
        moved = np.linalg.solve(mean[np.ix_(used, used)], residuals[np.ix_(at, used)].T).T
        course[np.ix_(at, used)] = (scaled[used] + moved) / rows.scale[used]
    return course, np.linalg.inv(mean) / np.outer(rows.scale, rows.scale)


def _varies(rows: CoxRows) -> NDArray[np.bool_]:
    """Say whether each predictor varies within each stratum, shape (strata, p)."""
    low = np.full((len(rows.labels), len(rows.names)), np.inf)
    high = -low
    np.minimum.at(low, rows.stratum, rows.predictors)
    np.maximum.at(high, rows.stratum, rows.predictors)
    return np.asarray(high > low)


_NO_TREND = Text(
    "Wyniki przypadają na zbyt mało różnych chwil, by sprawdzić, czy iloraz hazardów zmienia się w "
    "czasie. Pomiń to sprawdzenie.",
    "Outcomes come at too few different times to check whether a hazard ratio changes over time. "
    "Leave out this check.",
)
