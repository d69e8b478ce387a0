"""Cox's partial likelihood with tied times, late entries and strata, and the scores of its rows.

The border: columns and times in, coefficients, information and scores out. What the errors between
clusters are, and what data suffice, is the model's matter.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

CoxTies = Literal["efron", "breslow"]

MAX_ITERATIONS = 50

MAX_HALVINGS = 30

SCORE_TOLERANCE = 1e-9
"""Length of the slope per event, of predictors of unit variance, at which the fit has arrived."""

LOG_ROUNDING = 1e-10
"""Fall of the log-likelihood per event that a step may show by rounding alone."""

NO_INFORMATION = 1e-6
"""Share of the information at no effect below which a hazard ratio runs off to infinity."""

NO_CURVATURE = 1e-10
"""Information per event, of predictors of unit variance, that is rounding: no differences."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RiskSets:
    """Rows at risk at each of the J times with events, ordered so that sums can be read off.

    columns (n, p) are predictors, event (n,) says whether a row ends with one. by_leave and
    by_entry (n,) put rows in order of leaving and entering; from_leave and from_entry (J,) are the
    places from which on they leave at or after a time, or enter not before it. own (n,) is the
    number of the time at which a row leaves with its event; since and until (n,) bound the times at
    which it was at risk. at and step (events,) are the time and the l / d of each of Efron's terms.
    """

    columns: NDArray[np.float64]
    event: NDArray[np.bool_]
    by_leave: NDArray[np.intp]
    by_entry: NDArray[np.intp]
    from_leave: NDArray[np.intp]
    from_entry: NDArray[np.intp]
    own: NDArray[np.intp]
    since: NDArray[np.intp]
    until: NDArray[np.intp]
    at: NDArray[np.intp]
    step: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PartialLikelihood:
    """Likelihood at one set of coefficients: its log, slope (p,) and information (p, p).

    risks (n,) are exp(x'b) up to a factor; denominators (events,) and means (events, p) those of
    Efron's terms.
    """

    log: float
    slope: NDArray[np.float64]
    information: NDArray[np.float64]
    risks: NDArray[np.float64]
    denominators: NDArray[np.float64]
    means: NDArray[np.float64]


def risk_sets(
    columns: NDArray[np.float64],
    entry: NDArray[np.float64],
    leave: NDArray[np.float64],
    event: NDArray[np.bool_],
    *,
    ties: CoxTies = "efron",
) -> RiskSets:
    """Put rows in order; a row is at risk at time t where entry < t <= leave.

    Parameters
    ----------
    columns : NDArray[np.float64], shape (n, p)
        Predictors of mean 0 and unit variance.
    entry, leave : NDArray[np.float64], shape (n,)
        From when on, and until when, each row was watched.
    event : NDArray[np.bool_], shape (n,)
        Whether it left with the event; at least one did.
    ties : {"efron", "breslow"}
        Breslow leaves all events of one time in each other's risk sets: every l / d is 0.
    """
    times = np.unique(leave[event])
    own = np.searchsorted(times, leave)
    at = np.sort(own[event])
    deaths = np.bincount(at)
    before = np.arange(at.size) - (np.cumsum(deaths) - deaths)[at]
    by_leave, by_entry = np.argsort(leave, kind="stable"), np.argsort(entry, kind="stable")
    return RiskSets(
        columns=columns,
        event=event,
        by_leave=by_leave,
        by_entry=by_entry,
        from_leave=np.searchsorted(leave[by_leave], times),
        from_entry=np.searchsorted(entry[by_entry], times),
        own=own,
        since=np.searchsorted(times, entry, side="right"),
        until=np.searchsorted(times, leave, side="right"),
        at=at,
        step=before / deaths[at] if ties == "efron" else np.zeros(at.size),
    )


def own_clocks(
    entry: NDArray[np.float64], leave: NDArray[np.float64], strata: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Move strata apart in time, so that rows are at risk together only within one.

    Parameters
    ----------
    entry, leave : NDArray[np.float64], shape (n,)
        From when on, and until when, each row was watched.
    strata : NDArray[np.intp], shape (n,)
        Number of each row's stratum.

    Returns
    -------
    tuple of NDArray[np.float64], shape (n,)
        Places of entry and leave among the different times of all strata, one stratum after the
        other; the order within a stratum, all that the likelihood knows of time, stays.

    Examples
    --------
    >>> own_clocks(np.zeros(3), np.array([5.0, 9.0, 5.0]), np.array([0, 0, 1]))
    (array([0., 0., 3.]), array([1., 2., 4.]))
    """
    times, place = np.concatenate([entry, leave]), np.concatenate([strata, strata])
    order = np.lexsort((times, place))
    new = (np.diff(times[order]) != 0) | (np.diff(place[order]) != 0)
    ranks = np.empty(times.size)
    ranks[order] = np.concatenate([[0.0], np.cumsum(new)])
    return ranks[: entry.size], ranks[entry.size :]


def partial_likelihood(sets: RiskSets, coefficients: NDArray[np.float64]) -> PartialLikelihood:
    r"""Return the partial likelihood, its slope and information.

    Notes
    -----
    The d events of one time share the terms :math:`\sum_{l=0}^{d-1} \log(S - (l/d) D)` with S the
    sum of exp(x'b) over those at risk and D over the events. Source: B. Efron, J. American
    Statistical Association 72 (1977) 557-565, doi:10.1080/01621459.1977.10480613.
    """
    columns, event = sets.columns, sets.event
    linear = columns @ coefficients
    linear = linear - linear.max()
    risks = np.exp(linear)
    total = _terms(sets, risks)
    shares = total / total[:, :1]
    p = columns.shape[1]
    means, squares = shares[:, 1 : 1 + p], shares[:, 1 + p :].sum(axis=0).reshape(p, p)
    return PartialLikelihood(
        log=float(np.sum(linear[event]) - np.sum(np.log(total[:, 0]))),
        slope=columns[event].sum(axis=0) - means.sum(axis=0),
        information=squares - means.T @ means,
        risks=risks,
        denominators=total[:, 0],
        means=means,
    )


def informations(sets: RiskSets, coefficients: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what each of the J times with events adds to the information, shape (J, p, p)."""
    linear = sets.columns @ coefficients
    total = _terms(sets, np.exp(linear - linear.max()))
    p, n_times = sets.columns.shape[1], sets.from_leave.size
    shares = total[:, 1:] / total[:, :1]
    means = shares[:, :p]
    products = (means[:, :, None] * means[:, None, :]).reshape(-1, p * p)
    return _add(shares[:, p:] - products, sets.at, n_times).reshape(n_times, p, p)


def score_rows(sets: RiskSets, at_solution: PartialLikelihood) -> NDArray[np.float64]:
    r"""Return what each row adds to the slope, with its share of the risk sets, shape (n, p).

    Notes
    -----
    :math:`\int (x_i - \bar x(t)) \, dM_i(t)` with Efron's weights: of the d events of one time each
    counts with 1 - l/d in term l. Rows add up to the slope. Source: T. M. Therneau,
    P. M. Grambsch, Modeling Survival Data, Springer 2000,
    doi:10.1007/978-1-4757-3294-8.
    """
    columns, event = sets.columns, sets.event
    n_times = sets.from_leave.size
    # one column of ones before the means: hazards, and hazards times means, of each term
    terms = np.column_stack([np.ones(sets.at.size), at_solution.means])
    hazards = terms / at_solution.denominators[:, None]
    of_times = _add(hazards, sets.at, n_times)
    spared = _add(hazards * sets.step[:, None], sets.at, n_times)
    means = _add(terms, sets.at, n_times)
    up_to = np.vstack([np.zeros(of_times.shape[1]), np.cumsum(of_times, axis=0)])
    share = up_to[sets.until] - up_to[sets.since]
    share[event] -= spared[sets.own[event]]
    rows: NDArray[np.float64] = -at_solution.risks[:, None] * (
        share[:, :1] * columns - share[:, 1:]
    )
    own = means[sets.own[event]]
    rows[event] += columns[event] - own[:, 1:] / own[:, :1]
    return rows


def solve(
    sets: RiskSets, start: NDArray[np.float64]
) -> tuple[NDArray[np.float64], PartialLikelihood] | None:
    """Return the coefficients of highest likelihood by Newton's method, or None if none is.

    None where information vanishes on the way, so that a hazard ratio is infinite. A step so long
    that risks vanish makes the logarithm infinite and is shortened like one that lowers it.
    """
    blank = partial_likelihood(sets, np.zeros_like(start)).information
    if np.linalg.eigvalsh(blank)[0] <= NO_CURVATURE * sets.at.size:
        return None
    tolerance, rounding = (limit * sets.at.size for limit in (SCORE_TOLERANCE, LOG_ROUNDING))
    found, here = start, partial_likelihood(sets, start)
    for _ in range(MAX_ITERATIONS):
        if _lost(here.information, blank):
            return None
        if np.abs(here.slope).max() <= tolerance:
            return found, here
        move = np.linalg.solve(here.information, here.slope)
        for _ in range(MAX_HALVINGS):
            with np.errstate(divide="ignore", invalid="ignore"):
                there = partial_likelihood(sets, found + move)
            if here.log - rounding <= there.log < np.inf:
                break
            move = move / 2
        else:
            return None
        found, here = found + move, there
    return None


def _lost(information: NDArray[np.float64], blank: NDArray[np.float64]) -> bool:
    root = np.linalg.inv(np.linalg.cholesky(blank))
    return bool(np.linalg.eigvalsh(root @ information @ root.T)[0] < NO_INFORMATION)


def _terms(sets: RiskSets, risks: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum risk times 1, x and xx' over those at risk in each term, shape (events, 1 + p + p^2)."""
    powers = _powers(sets.columns) * risks[:, None]
    at_risk, of_events = _at_risk(powers, sets)[sets.at], _of_events(powers, sets)[sets.at]
    total: NDArray[np.float64] = at_risk - sets.step[:, None] * of_events
    return total


def _powers(columns: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 1, x and xx' of each row side by side, shape (n, 1 + p + p^2)."""
    n = columns.shape[0]
    squares = (columns[:, :, None] * columns[:, None, :]).reshape(n, -1)
    return np.column_stack([np.ones(n), columns, squares])


def _at_risk(rows: NDArray[np.float64], sets: RiskSets) -> NDArray[np.float64]:
    """Sum rows over those at risk at each time, shape (J, ...)."""
    return _from(rows[sets.by_leave], sets.from_leave) - _from(rows[sets.by_entry], sets.from_entry)


def _from(rows: NDArray[np.float64], first: NDArray[np.intp]) -> NDArray[np.float64]:
    sums = np.vstack([np.cumsum(rows[::-1], axis=0)[::-1], np.zeros(rows.shape[1])])
    chosen: NDArray[np.float64] = sums[first]
    return chosen


def _of_events(rows: NDArray[np.float64], sets: RiskSets) -> NDArray[np.float64]:
    return _add(rows[sets.event], sets.own[sets.event], sets.from_leave.size)


def _add(rows: NDArray[np.float64], place: NDArray[np.intp], n_places: int) -> NDArray[np.float64]:
    sums = np.zeros((n_places, rows.shape[1]))
    np.add.at(sums, place, rows)
    return sums
