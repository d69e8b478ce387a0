"""Limits of shares that allow for differences between teams beyond chance.

The border: counts of each team in; how much more shares differ than chance would make them, limits
widened by that, and each team's place out. Around the mean of teams that do differ, lying outside
means unlike the other teams, not unlike the target by chance alone, which is in ``funnel``.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import check_confidence_level
from kooperacja_eval.stats.funnel import (
    LEVELS,
    Position,
    counts_of_units,
    pooled_share,
    positions_of,
)
from kooperacja_eval.stats.funnel_limits import FunnelLimits, check_share
from kooperacja_eval.text import Text

MIN_UNITS = 2
"""With one unit there is nothing between units to estimate a variance from."""

MAX_WINSORISED = 0.5
"""Half at each end would leave nothing of the scores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdispersedFunnelResult:
    """Where each unit lies among widened limits, unrounded; arrays over the units used, as given.

    scores are standardised distances from the target on the arcsine scale. dispersion is the mean
    of their squares after winsorising, about 1 where chance alone is at work; tau2 the variance
    between units on the arcsine scale, and at_boundary says that it is 0: the limits are then those
    of chance alone, approximately. n_winsorised counts the scores drawn in. The rest is as in
    ``funnel.FunnelResult``.
    """

    values: NDArray[np.float64]
    sizes: NDArray[np.float64]
    scores: NDArray[np.float64]
    dispersion: float
    tau2: float
    at_boundary: bool
    n_winsorised: int
    limits: tuple[FunnelLimits, ...]
    positions: tuple[tuple[Position, ...], ...]
    target: float
    target_is_pooled: bool
    kept: NDArray[np.bool_]
    n_units: int
    n_dropped: int
    method: Literal["arcsine_additive"]


def overdispersed_funnel(
    successes: NDArray[np.int64],
    trials: NDArray[np.int64],
    *,
    target: float | None = None,
    levels: tuple[float, ...] = LEVELS,
    winsorised: float = 0.1,
) -> OverdispersedFunnelResult:
    r"""Tell which shares lie outside limits widened by the spread between units.

    Parameters
    ----------
    successes, trials : NDArray[np.int64], shape (units,)
        Numerator and denominator of each team; a team without trials is left out.
    target : float, optional
        Strictly between 0 and 1; by default the share of all units together.
    levels : tuple of float
        Each strictly between 0 and 1.
    winsorised : float
        Share of scores drawn in at each end, so that outliers do not widen the limits that should
        show them; from 0 to below 0.5.

    Returns
    -------
    OverdispersedFunnelResult
        With limits from 0 to 1.

    Raises
    ------
    InsufficientDataError
        If fewer than two units have trials, or the share of all units together is 0 or 1.
    TypeError, ValueError
        If counts are not integers, are negative, successes exceed trials, lengths differ, or an
        option is not of its kind.

    Notes
    -----
    On the scale :math:`y = \arcsin\sqrt r`, where a share r of n has the standard error
    :math:`s = 1/(2\sqrt n)`, the scores are :math:`z = (y - \theta)/s`. With :math:`\phi` the mean
    of the squares of the k winsorised scores (at quantiles of type 7) and :math:`w = 1/s^2`,

    .. math:: \tau^2 = \max\Bigl(0, \frac{k\phi - (k - 1)}{\sum w - \sum w^2 / \sum w}\Bigr)

    and the limits are :math:`\sin^2(\theta \pm q\sqrt{s^2 + \tau^2})`, stopped at 0 and 1. The
    normal form is approximate: with 5 to 9 families in a team ``funnel.binomial_funnel`` is to be
    read first. Sources: D. J. Spiegelhalter, Quality and Safety in Health Care 14 (2005) 347-351,
    doi:10.1136/qshc.2005.013755; D. Spiegelhalter and others, Journal of the Royal Statistical
    Society A 175 (2012) 1-47, doi:10.1111/j.1467-985X.2011.01010.x.

    Examples
    --------
    >>> result = overdispersed_funnel(np.array([10, 30, 20, 25, 15]), np.full(5, 40))
    >>> round(result.dispersion, 3), round(result.tau2, 4), result.positions[0][0]
    (3.78, 0.0233, 'inside')
    """
    hits, sizes, kept = counts_of_units(successes, trials)
    if sizes.size < MIN_UNITS:
        raise InsufficientDataError(_TOO_FEW)
    if isinstance(winsorised, bool) or not isinstance(winsorised, (int, float, np.floating)):
        raise TypeError(f"winsorised is a number, not {type(winsorised).__name__}")
    if not 0 <= winsorised < MAX_WINSORISED:
        raise ValueError(f"winsorised is from 0 to below 0.5, got {winsorised}")
    share = pooled_share(hits, sizes) if target is None else target
    check_share(share, "target")
    values, errors, centre = hits / sizes, 0.5 / np.sqrt(sizes), math.asin(math.sqrt(share))
    scores = (np.arcsin(np.sqrt(values)) - centre) / errors
    drawn = np.clip(scores, *np.quantile(scores, [winsorised, 1 - winsorised]))
    dispersion = float(np.mean(drawn**2))
    tau2 = _tau2(dispersion, 1 / errors**2)
    limits = tuple(_limits(centre, np.sqrt(errors**2 + tau2), level) for level in levels)
    return OverdispersedFunnelResult(
        values=values,
        sizes=sizes.astype(np.float64),
        scores=scores,
        dispersion=dispersion,
        tau2=tau2,
        at_boundary=tau2 == 0,
        n_winsorised=int(np.sum(drawn != scores)),
        limits=limits,
        positions=tuple(positions_of(values, one) for one in limits),
        target=share,
        target_is_pooled=target is None,
        kept=kept,
        n_units=int(sizes.size),
        n_dropped=int(kept.size - sizes.size),
        method="arcsine_additive",
    )


def _tau2(dispersion: float, weights: NDArray[np.float64]) -> float:
    total = float(weights.sum())
    excess = weights.size * dispersion - (weights.size - 1)
    return max(0.0, excess / (total - float(np.sum(weights**2)) / total))


def _limits(centre: float, spread: NDArray[np.float64], level: float) -> FunnelLimits:
    check_confidence_level(level)
    reach = float(stats.norm.isf((1 - level) / 2)) * spread
    low, high = centre - reach, centre + reach
    return FunnelLimits(
        level=level,
        low=np.sin(np.maximum(low, 0.0)) ** 2,
        high=np.sin(np.minimum(high, math.pi / 2)) ** 2,
        low_reachable=low > 0,
        high_reachable=high < math.pi / 2,
    )


_TOO_FEW = Text(
    "Różnice między zespołami ponad przypadek wymagają co najmniej 2 zespołów z danymi; dane ma "
    "jeden zespół. Policz je dla szerszego zbioru.",
    "Differences between teams beyond chance need at least 2 teams with data; one team has data. "
    "Compute them for a wider set.",
)
