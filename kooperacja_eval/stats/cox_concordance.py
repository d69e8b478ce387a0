"""Concordance: how often, of two rows at risk, the one with the higher predicted hazard goes first.

The border: scores and times in, the share and its standard error out.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.cox_partial import RiskSets
from kooperacja_eval.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Concordance:
    """Share of comparable pairs in which the higher score has the event first, unrounded.

    Pairs of equal scores count half. concordant, discordant and tied count the pairs.
    """

    share: float
    standard_error: float
    concordant: int
    discordant: int
    tied: int


def concordance(scores: NDArray[np.float64], sets: RiskSets) -> Concordance:
    r"""Compare each event with the rows at risk that stay longer.

    Parameters
    ----------
    scores : NDArray[np.float64], shape (n,)
        Predicted hazards of the rows, on any scale that keeps their order.
    sets : RiskSets
        Times of the same rows; pairs are compared within strata moved apart in time.

    Raises
    ------
    InsufficientDataError
        If nobody stays longer than any event.

    Notes
    -----
    A row censored at the time of an event stays longer. With c, d and t a row's concordant,
    discordant and tied pairs, in both roles, and P all pairs, the error is that of the
    infinitesimal jackknife, :math:`\frac{1}{2} \sqrt{\sum ((c - d) / P - D (c + d + t) / P)^2}`,
    D being concordant less discordant over P. Source: T. M. Therneau, E. Atkinson, Concordance,
    vignette of R's survival package. Counted in O(n log n).

    Examples
    --------
    >>> from kooperacja_eval.stats.cox_partial import risk_sets
    >>> times, event = np.array([1.0, 2.0, 3.0]), np.array([True, True, False])
    >>> sets = risk_sets(np.zeros((3, 1)), np.zeros(3), times, event)
    >>> concordance(np.array([3.0, 1.0, 2.0]), sets).share
    0.6666666666666666
    """
    rank = np.unique(scores, return_inverse=True)[1]
    event = sets.event
    pairs = np.zeros((scores.size, 3))  # of each row: lower, equal and higher scores of the other
    pairs[event] = _staying(rank, sets)
    later = _gone(rank, sets)
    concordant = pairs[:, 0] + later[:, 2]
    discordant, tied = pairs[:, 2] + later[:, 0], pairs[:, 1] + later[:, 1]
    totals = pairs.sum(axis=0)
    n_pairs = float(totals.sum())
    if n_pairs == 0:
        raise InsufficientDataError(_NO_PAIRS)
    balance = (totals[0] - totals[2]) / n_pairs
    moves = (concordant - discordant) - balance * (concordant + discordant + tied)
    return Concordance(
        share=float((balance + 1) / 2),
        standard_error=float(np.sqrt(np.sum(moves**2)) / n_pairs / 2),
        concordant=int(totals[0]),
        discordant=int(totals[2]),
        tied=int(totals[1]),
    )


def _staying(rank: NDArray[np.intp], sets: RiskSets) -> NDArray[np.float64]:
    """Count, for each event, the lower, equal and higher scores that stay longer, (events, 3)."""
    event, own, n = sets.event, sets.own[sets.event], rank.size
    # by the number of times until leaving; events come before the censored of the same while
    order = np.lexsort((~event, sets.until))
    gone = np.searchsorted(sets.until[order], np.arange(sets.from_leave.size), side="right")
    gone += np.bincount(own, minlength=gone.size)
    by_entry = rank[sets.by_entry]
    below = _split(rank[order], np.full(own.size, n), rank[event])
    below -= _split(rank[order], gone[own], rank[event])
    below -= _split(by_entry, np.full(own.size, n), rank[event])
    below += _split(by_entry, sets.from_entry[own], rank[event])
    return below


def _gone(rank: NDArray[np.intp], sets: RiskSets) -> NDArray[np.float64]:
    """Count, for each row, the lower, equal and higher scores whose event it outstayed, (n, 3)."""
    event = sets.event
    of_events = rank[event][np.argsort(sets.own[event], kind="stable")]
    # events before each of the times; a row outstays those of since to until, but its own time's
    before = np.concatenate([[0], np.cumsum(np.bincount(sets.own[event]))])
    last = np.where(event, sets.until - 1, sets.until)
    return _split(of_events, before[last], rank) - _split(of_events, before[sets.since], rank)


def _split(
    ranks: NDArray[np.intp], first: NDArray[np.intp], bound: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Count ranks below, at and above each bound among the first ones, shape (queries, 3)."""
    below = _count_below(ranks, first, bound)
    up_to = _count_below(ranks, first, bound + 1)
    return np.column_stack([below, up_to - below, first - up_to]).astype(np.float64)


def _count_below(
    ranks: NDArray[np.intp], first: NDArray[np.intp], bound: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Count ranks below each bound among the first ones: a wavelet matrix, bit after bit."""
    count, low, high = np.zeros_like(first), np.zeros_like(first), first.copy()
    top = int(max(ranks.max(), bound.max()))
    for bit in reversed(range(top.bit_length())):
        ones = (ranks >> bit & 1).astype(np.bool_)
        up_to = np.concatenate([[0], np.cumsum(ones)])
        zeros = ranks.size - up_to[-1]
        in_low, in_high = up_to[low], up_to[high]
        upper = (bound >> bit & 1).astype(np.bool_)
        count += np.where(upper, (high - in_high) - (low - in_low), 0)
        low = np.where(upper, zeros + in_low, low - in_low)
        high = np.where(upper, zeros + in_high, high - in_high)
        ranks = np.concatenate([ranks[~ones], ranks[ones]])
    return count


_NO_PAIRS = Text(
    "Nikt nie był obserwowany dłużej niż do pierwszego wyniku, więc zgodności przewidywań z "
    "kolejnością wyników nie da się policzyć.",
    "Nobody was watched for longer than until the first outcome, so that the agreement of "
    "predictions with the order of outcomes cannot be counted.",
)
