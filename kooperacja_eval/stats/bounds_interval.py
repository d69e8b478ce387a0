"""Two bounds of a mean with the interval of Imbens and Manski, between clusters.

The border: the worst and the best outcome of each unit in, bounds with an interval out. What these
outcomes can be is decided by ``missing_bounds``, whose ``mean_bounds`` has formula and sources.
"""

import math
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import check_confidence_level
from kooperacja_eval.stats.linearised import ratio_of_totals
from kooperacja_eval.text import Text

Covers = Literal["mean", "bounds"]

NO_SPREAD = 1e-12
"""Share of the width of the scale below which a standard error is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundsResult:
    """Worst and best case of a mean with a cluster-robust interval, unrounded.

    lower and upper are the bounds; known_mean is the mean of those whose outcome is known (of a
    change it may lie outside the bounds). The interval is lower - critical_value x se_lower to
    upper + critical_value x se_upper, cut at the ends of the scale. n = n_known + n_missing counts
    the units bounded in n_clusters clusters; n_dropped those left out because a change has no
    score before.
    """

    lower: float
    upper: float
    ci_low: float
    ci_high: float
    se_lower: float
    se_upper: float
    critical_value: float
    known_mean: float
    df: int
    n: int
    n_known: int
    n_missing: int
    n_clusters: int
    n_dropped: int
    covers: Covers
    method: Literal["manski_clustered_t"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """Worst and best outcome of each unit, equal where it is known, and the ends of the scale."""

    worst: NDArray[np.float64]
    best: NDArray[np.float64]
    known: NDArray[np.bool_]
    labels: NDArray[np.generic]
    low: float
    high: float
    n_dropped: int


def bounds_with_interval(cases: Cases, *, covers: Covers, confidence_level: float) -> BoundsResult:
    """Return the means of the worst and the best outcomes with an interval.

    Parameters
    ----------
    cases : Cases
        Of all units.
    covers : Literal["mean", "bounds"]
        What the interval is to hold.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    BoundsResult
        In the unit of the outcomes.

    Raises
    ------
    InsufficientDataError
        If no outcome is known, fewer than two clusters have units, or a bound has the same value in
        all clusters though it is not an end of the scale.
    TypeError, ValueError
        If an option is wrong.
    """
    check_confidence_level(confidence_level)
    if covers not in get_args(Covers):
        raise ValueError(f"covers is one of {', '.join(get_args(Covers))}, got {covers!r}")
    if not cases.known.any():
        raise InsufficientDataError(_NOTHING_KNOWN)
    names, place = np.unique(cases.labels, return_inverse=True)
    lower, se_lower = _mean_and_error(cases.worst, place)
    upper, se_upper = _mean_and_error(cases.best, place)
    rounding = NO_SPREAD * (cases.high - cases.low)
    for bound, error, end in ((lower, se_lower, cases.low), (upper, se_upper, cases.high)):
        if error <= rounding < abs(bound - end):
            raise InsufficientDataError(_NO_SPREAD_BETWEEN)
    df = names.size - 1
    width = (upper - lower) / max(se_lower, se_upper) if covers == "mean" else 0.0
    critical = _critical_value(width, df, confidence_level)
    n, n_known = cases.known.size, int(np.count_nonzero(cases.known))
    return BoundsResult(
        lower=lower,
        upper=upper,
        ci_low=max(cases.low, lower - critical * se_lower),
        ci_high=min(cases.high, upper + critical * se_upper),
        se_lower=se_lower,
        se_upper=se_upper,
        critical_value=critical,
        known_mean=float(np.mean(cases.worst[cases.known])),
        df=df,
        n=n,
        n_known=n_known,
        n_missing=n - n_known,
        n_clusters=names.size,
        n_dropped=cases.n_dropped,
        covers=covers,
        method="manski_clustered_t",
    )


def _mean_and_error(values: NDArray[np.float64], place: NDArray[np.intp]) -> tuple[float, float]:
    """Return the mean and its standard error between clusters, computed from deviations."""
    centre = float(np.mean(values))
    deviations = np.bincount(place, weights=values - centre).astype(np.float64)
    ratio = ratio_of_totals(deviations, np.bincount(place).astype(np.float64))
    return centre + ratio.estimate, math.sqrt(ratio.variance)


def _critical_value(width: float, df: int, confidence_level: float) -> float:
    """Return c with F(c + width) - F(-c) = level, from the two-sided to the one-sided quantile."""
    two_sided = float(stats.t.isf((1 - confidence_level) / 2, df))
    one_sided = float(stats.t.isf(1 - confidence_level, df))
    start = max(one_sided, 0.0)

    def excess(c: float) -> float:
        return float(stats.t.cdf(c + width, df) - stats.t.cdf(-c, df)) - confidence_level

    if width == 0:
        return two_sided
    if excess(start) >= 0:  # so wide that one side alone matters
        return start
    return float(optimize.brentq(excess, start, two_sided, xtol=1e-14, rtol=1e-14))


_NOTHING_KNOWN = Text(
    "Żaden wynik nie jest znany, więc o średniej ani udziale wiadomo tyle, co o samej skali. "
    "Sprawdź, czy pomiary zostały połączone, albo pomiń tę wartość.",
    "No outcome is known, so that no more is known of the mean or share than the scale says. Check "
    "whether the measurements were linked, or leave this value out.",
)
_NO_SPREAD_BETWEEN = Text(
    "Najgorszy lub najlepszy możliwy wynik jest taki sam we wszystkich grupach (np. zespołach), "
    "więc zróżnicowania między nimi nie da się oszacować, a przedział jest nieokreślony. Podaj "
    "granice bez przedziału.",
    "The worst or the best case is the same in all clusters (such as teams), so the spread between "
    "them cannot be estimated and the interval is undefined. Give the bounds without an interval.",
)
