"""The likelihood of a random intercept model as a function of the variance ratio alone.

The border: sums of ``mixed_sums`` in, the best ratio, its interval and the second derivatives out.
For a given ratio of the variances between and within teams the fixed effects and the variance
within have closed forms, so that only one number is searched for. Teams of the same size enter
through the sum of their products, so that one evaluation costs as much as there are distinct sizes.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, optimize, stats

from kooperacja_eval.stats.mixed_sums import TeamSums

Estimator = Literal["reml", "ml"]

GRID = np.concatenate(([0.0], 10.0 ** np.arange(-4, 13.25, 0.25)))
"""Ratios times the mean team size at which the search begins: from nothing between teams to nothing
within, closely enough that two maxima of a likelihood are not taken for one."""

ROOT = 4 * np.finfo(np.float64).eps
"""Relative precision of every root: as precise as ``scipy.optimize.brentq`` allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Sums by distinct team size, of standardised columns.

    products, of shape (sizes, k + 2, k + 2), adds up the products of the means of the teams of each
    size; n_likelihood is the number of rows, less the fixed effects under REML; offset is what the
    scales of the columns add to the deviance.
    """

    sizes: NDArray[np.float64]
    counts: NDArray[np.float64]
    products: NDArray[np.float64]
    within: NDArray[np.float64]
    n_likelihood: int
    offset: float
    restricted: bool

    def weights(self, ratio: float) -> NDArray[np.float64]:
        """Weight of a team's mean, n / (1 + n ratio), by distinct size."""
        return self.sizes / (1 + self.sizes * ratio)

    def moment(self, ratio: float, power: int) -> NDArray[np.float64]:
        """Sum of weight**power times the products of team means."""
        moment: NDArray[np.float64] = np.tensordot(
            self.weights(ratio) ** power, self.products, axes=1
        )
        return moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The model at one ratio, in standardised columns: fixed effects, their inverse, variance."""

    deviance: float
    slope: float
    fixed: NDArray[np.float64]
    inverse: NDArray[np.float64]
    variance_within: float


def profile_of(sums: TeamSums, estimator: Estimator) -> Profile:
    """Gather teams by their size."""
    order = np.argsort(sums.sizes, kind="stable")
    sizes, start, counts = np.unique(sums.sizes[order], return_index=True, return_counts=True)
    means = sums.means[order]
    products = np.add.reduceat(means[:, :, None] * means[:, None, :], start, axis=0)
    restricted, p = estimator == "reml", sums.n_fixed
    n_likelihood = sums.n - p if restricted else sums.n
    offset = 2 * n_likelihood * math.log(sums.scale[-1])
    if restricted:
        offset += 2 * float(np.sum(np.log(sums.scale[:-1])))
    return Profile(
        sizes=sizes.astype(np.float64),
        counts=counts.astype(np.float64),
        products=products,
        within=sums.within,
        n_likelihood=n_likelihood,
        offset=offset,
        restricted=restricted,
    )


def at_ratio(profile: Profile, ratio: float) -> Point:
    r"""Evaluate minus twice the profiled log-likelihood and its slope at one ratio.

    With :math:`w_i = n_i / (1 + n_i\lambda)` the matrix of the generalised least squares is the
    sum of squares within teams plus :math:`\sum w_i \bar x_i \bar x_i'`, and the deviance is
    :math:`m \log(2\pi\,RSS/m) + m + \sum\log(1 + n_i\lambda)`, under REML plus the logarithm of
    the determinant of that matrix.
    """
    p, m = profile.within.shape[0] - 1, profile.n_likelihood
    full = profile.within + profile.moment(ratio, 1)
    factor = linalg.cho_factor(full[:p, :p], lower=True)
    fixed = linalg.cho_solve(factor, full[:p, p])
    inverse = linalg.cho_solve(factor, np.eye(p))
    residual = np.append(-fixed, 1.0)
    squares = float(residual @ full @ residual)
    second = profile.moment(ratio, 2)
    deviance = m * (math.log(2 * math.pi * squares / m) + 1) + profile.offset
    deviance += float(profile.counts @ np.log1p(profile.sizes * ratio))
    slope = float(profile.counts @ profile.weights(ratio))
    slope -= m * float(residual @ second @ residual) / squares
    if profile.restricted:
        deviance += 2 * float(np.sum(np.log(np.diag(factor[0]))))
        slope -= float(np.sum(inverse * second[:p, :p]))
    return Point(
        deviance=deviance,
        slope=slope,
        fixed=fixed,
        inverse=inverse,
        variance_within=squares / m,
    )


def best_ratio(profile: Profile) -> float:
    """Find the ratio of the greatest likelihood; exactly 0 where the likelihood falls from 0 on."""
    ratios = GRID / float(np.average(profile.sizes, weights=profile.counts))
    deviances = [at_ratio(profile, float(ratio)).deviance for ratio in ratios]
    best = int(np.argmin(deviances))
    if best == 0:
        return _beside_zero(profile, float(ratios[1]))
    low, high = ratios[max(best - 1, 1)] / 2, ratios[min(best + 1, ratios.size - 1)]
    found = optimize.minimize_scalar(
        lambda log_ratio: at_ratio(profile, math.exp(log_ratio)).deviance,
        bounds=(math.log(low), math.log(high)),
        method="bounded",
        options={"xatol": 1e-5},
    )
    return _root_of_slope(profile, math.exp(float(found.x)))


def ratio_interval(profile: Profile, ratio: float, confidence_level: float) -> tuple[float, float]:
    """Return the ratios that a likelihood ratio test does not refuse; 0 where it keeps 0."""
    allowed = at_ratio(profile, ratio).deviance + float(stats.chi2.ppf(confidence_level, 1))

    def above(other: float) -> float:
        return at_ratio(profile, other).deviance - allowed

    low = 0.0 if above(0.0) <= 0 else _root(above, 0.0, ratio)
    high = max(ratio, 1e-3 / float(profile.sizes.max()))
    while above(high) <= 0:
        high *= 4
    return low, _root(above, ratio, high)


def satterthwaite_df(profile: Profile, ratio: float, contrasts: NDArray[np.float64]) -> list[float]:
    r"""Return degrees of freedom of each contrast (a row) of the standardised fixed effects.

    :math:`2 f^2 / (g' V g)`, where f is the contrast's variance, g its gradient by the ratio and
    the variance within, and V twice the inverse of the second derivatives of the deviance; at
    ratio 0 only the variance within varies.
    """
    point, p = at_ratio(profile, ratio), profile.within.shape[0] - 1
    s, m = point.variance_within, profile.n_likelihood
    second = profile.moment(ratio, 2)
    variances = s * np.einsum("ij,jk,ik->i", contrasts, point.inverse, contrasts)
    if ratio == 0:
        return [float(m)] * len(contrasts)
    turned = contrasts @ point.inverse
    by_ratio = s * np.einsum("ij,jk,ik->i", turned, second[:p, :p], turned)
    gradient = np.stack([by_ratio, variances / s])
    spread = 2 * np.linalg.inv(_second_derivatives(profile, ratio, point))
    uncertainty = np.einsum("ij,ik,kj->j", gradient, spread, gradient)
    return [float(df) for df in 2 * variances**2 / uncertainty]


def _second_derivatives(profile: Profile, ratio: float, point: Point) -> NDArray[np.float64]:
    """Of the deviance by the ratio and the variance within, not profiled."""
    p, s, m = profile.within.shape[0] - 1, point.variance_within, profile.n_likelihood
    second, third = profile.moment(ratio, 2), profile.moment(ratio, 3)
    residual = np.append(-point.fixed, 1.0)
    cross = (second @ residual)[:p]
    curve = 2 * residual @ third @ residual - 2 * cross @ point.inverse @ cross
    by_ratio = curve / s - profile.counts @ profile.weights(ratio) ** 2
    if profile.restricted:
        turned = point.inverse @ second[:p, :p]
        by_ratio += 2 * np.sum(point.inverse * third[:p, :p]) - np.sum(turned * turned.T)
    mixed = residual @ second @ residual / s**2
    return np.array([[by_ratio, mixed], [mixed, m / s**2]])


def _beside_zero(profile: Profile, first: float) -> float:
    def slope(ratio: float) -> float:
        return at_ratio(profile, ratio).slope

    if slope(0.0) >= 0 or slope(first) <= 0:
        return 0.0
    return _root(slope, 0.0, first)


def _root_of_slope(profile: Profile, near: float) -> float:
    def slope(ratio: float) -> float:
        return at_ratio(profile, ratio).slope

    for width in (1e-4, 1e-3, 1e-2, 0.1, 0.5):
        low, high = near * (1 - width), near * (1 + width)
        if slope(low) < 0 < slope(high):
            return _root(slope, low, high)
    return near


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    return float(optimize.brentq(function, low, high, xtol=1e-300, rtol=ROOT, maxiter=500))
