"""Observed and expected events of groups at each time: the sums behind log-rank tests.

The border: numbered groups and strata of complete rows in, sums and the parts of rows out. Sorted
once, so that a million rows take little; what is tested with the sums is not here.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

RankWeights = Literal["log_rank", "peto"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RankTimes:
    """What happens at each of the J times with events, one stratum after the other.

    events, at_risk and weight have shape (J,); shares (J, k) are those of the groups in the rows at
    risk. begun and reached (n,) are, for each row as given, how many of the times lie before its
    stratum, and before its end or at it. event and group (n,) are those of the rows.
    """

    events: NDArray[np.float64]
    at_risk: NDArray[np.float64]
    shares: NDArray[np.float64]
    weight: NDArray[np.float64]
    begun: NDArray[np.intp]
    reached: NDArray[np.intp]
    event: NDArray[np.bool_]
    group: NDArray[np.intp]

    @property
    def spread(self) -> NDArray[np.float64]:
        """Weight^2 d (n - d) / (n - 1) of each time, shape (J,); 0 where one row is left."""
        staying = (self.at_risk - self.events) / np.maximum(self.at_risk - 1, 1)
        return self.weight**2 * self.events * staying


def rank_times(
    time: NDArray[np.float64],
    event: NDArray[np.bool_],
    group: NDArray[np.intp],
    stratum: NDArray[np.intp] | None,
    *,
    weights: RankWeights,
) -> RankTimes:
    """Count, at each time with events of each stratum, the events and those at risk.

    Parameters
    ----------
    time : NDArray[np.float64], shape (n,)
        Durations; those that end at a time are at risk at it.
    event : NDArray[np.bool_], shape (n,)
        Whether a row ends with the event; at least one does.
    group, stratum : NDArray[np.intp], shape (n,)
        Numbers from 0 on, none left out; no stratum is one for all.
    weights : {"log_rank", "peto"}
        1, or the share of the stratum without an event just before the time (Kaplan-Meier).
    """
    n, order = time.size, np.argsort(time, kind="stable")
    of_stratum = np.zeros(n, dtype=np.intp)
    if stratum is not None:
        order = order[np.argsort(stratum[order], kind="stable")]
        of_stratum = stratum[order]
    new = np.ones(n, dtype=np.bool_)
    new[1:] = (np.diff(time[order]) != 0) | (np.diff(of_stratum) != 0)
    place = np.cumsum(new) - 1
    counts = np.bincount(place, weights=event[order])
    with_events = counts > 0
    first = np.flatnonzero(new)[with_events]
    events: NDArray[np.float64] = counts[with_events].astype(np.float64)
    end = np.cumsum(np.bincount(of_stratum))[of_stratum[first]]
    at_risk = (end - first).astype(np.float64)
    before = np.searchsorted(of_stratum[first], np.arange(int(of_stratum[-1]) + 1))
    begun, reached = np.empty(n, dtype=np.intp), np.empty(n, dtype=np.intp)
    begun[order], reached[order] = before[of_stratum], np.cumsum(with_events)[place]
    return RankTimes(
        events=events,
        at_risk=at_risk,
        shares=_at_risk_of(group[order], first, end) / at_risk[:, None],
        weight=_weight(events, at_risk, before[of_stratum[first]], weights),
        begun=begun,
        reached=reached,
        event=event,
        group=group,
    )


def observed(times: RankTimes) -> NDArray[np.float64]:
    """Return the weighted events of each group, shape (k,)."""
    weight = times.weight[times.reached[times.event] - 1]
    n_groups = times.shares.shape[1]
    sums = np.bincount(times.group[times.event], weights=weight, minlength=n_groups)
    return sums.astype(np.float64)


def expected(times: RankTimes) -> NDArray[np.float64]:
    """Return the weighted events each group would have with the hazard of all, shape (k,)."""
    sums: NDArray[np.float64] = (times.weight * times.events) @ times.shares
    return sums


def variance(times: RankTimes) -> NDArray[np.float64]:
    r"""Return the hypergeometric variance of observed less expected, shape (k, k).

    Notes
    -----
    With p the shares of the groups: :math:`\sum w^2 d \frac{n - d}{n - 1} (diag(p) - p p')`.
    """
    weighted = times.shares * times.spread[:, None]
    return np.diag(weighted.sum(axis=0)) - weighted.T @ times.shares


def row_excess(times: RankTimes) -> NDArray[np.float64]:
    """Return each row's weighted events less expected ones, shape (n,); strata add up to 0."""
    own = np.zeros(times.event.size)
    own[times.event] = times.weight[times.reached[times.event] - 1]
    return own - _up_to_end(times, times.weight * times.events / times.at_risk)


def row_scores(times: RankTimes) -> NDArray[np.float64]:
    r"""Return what each row adds to observed less expected, shares at risk counted, (n, k).

    Notes
    -----
    :math:`\int w (e - p(t)) \, dM(t)` with e the row's group and M its events less expected ones:
    the scores of Cox's model (Breslow's ties) without effect, for weights of 1.
    """
    n_groups = times.shares.shape[1]
    hazard = times.weight * times.events / times.at_risk
    moved = np.column_stack(
        [_up_to_end(times, hazard * times.shares[:, group]) for group in range(n_groups)]
    )
    scores = moved
    rows = np.arange(times.event.size)
    scores[rows, times.group] += row_excess(times)
    last = times.reached[times.event] - 1
    scores[times.event] -= times.weight[last][:, None] * times.shares[last]
    return scores


def _up_to_end(times: RankTimes, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Add up values of times (J,) over each row's stratum until its end, shape (n,)."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    chosen: NDArray[np.float64] = sums[times.reached] - sums[times.begun]
    return chosen


def _at_risk_of(
    group: NDArray[np.intp], first: NDArray[np.intp], end: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Count the rows of each group from place `first` to before `end`, shape (J, k)."""
    counts = np.empty((first.size, int(group.max()) + 1))
    for number in range(counts.shape[1]):
        up_to = np.concatenate([[0], np.cumsum(group == number)])
        counts[:, number] = up_to[end] - up_to[first]
    return counts


def _weight(
    events: NDArray[np.float64],
    at_risk: NDArray[np.float64],
    begun: NDArray[np.intp],
    weights: RankWeights,
) -> NDArray[np.float64]:
    if weights == "log_rank":
        return np.ones(events.size)
    # at the last time of a stratum nobody may stay: no later time asks for its logarithm
    staying = np.where(events < at_risk, 1 - events / at_risk, 1.0)
    logs = np.concatenate([[0.0], np.cumsum(np.log(staying))[:-1]])
    weight: NDArray[np.float64] = np.exp(logs - logs[begun])
    return weight
