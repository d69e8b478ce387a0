"""Between which shares of the variance the likelihood of nested teams leaves teams and regions.

The border: a profile of ``mixed_nested_profile`` and its best ratios in, an interval of one share
out; the other variances are taken at their best for each share tried.
"""

from typing import Literal

import numpy as np
from scipy import optimize, stats

from kooperacja_eval.stats.mixed_nested_profile import NestedProfile, Ratios, at_ratios

Level = Literal["teams", "regions"]

FINEST = 1e-6
"""Precision with which the other variance is searched for at each share tried; what is left of the
error of the deviance is of the order of its square."""

HIGHEST = 1 - 1e-9
"""Part of the other variance, of it and that within teams, up to which it is searched for."""

END = 1e-9
"""Precision of each end of the interval."""


def share_interval(
    profile: NestedProfile, ratios: Ratios, level: Level, confidence_level: float
) -> tuple[float, float]:
    """Return the shares of one level's variance that a likelihood ratio test does not refuse."""
    place = 0 if level == "teams" else 1
    best = at_ratios(profile, ratios).deviance
    allowed = best + float(stats.chi2.ppf(confidence_level, 1))
    share = float(ratios[place] / (1 + ratios.sum()))

    def above(other: float) -> float:
        return _lowest_deviance(profile, place, other, float(ratios[1 - place])) - allowed

    low = 0.0 if above(0.0) <= 0 else float(optimize.brentq(above, 0.0, share, xtol=END))
    rest = 1 - share
    while above(1 - rest) <= 0:
        rest /= 2
    return low, float(optimize.brentq(above, share, 1 - rest, xtol=END))


def _lowest_deviance(profile: NestedProfile, place: int, share: float, near: float) -> float:
    """Return the deviance at one share, lowest over the other ratio, near which one is known."""

    def deviance(part: float) -> float:
        other = part / (1 - part)
        ratios = np.empty(2)
        ratios[1 - place] = other
        ratios[place] = share * (1 + other) / (1 - share)
        return at_ratios(profile, ratios).deviance

    found = optimize.minimize_scalar(
        deviance, bounds=(0.0, HIGHEST), method="bounded", options={"xatol": FINEST}
    )
    return min(float(found.fun), deviance(0.0), deviance(near / (1 + near)))
