"""The likelihood of teams nested in regions as a function of two variance ratios.

The border: sums of ``mixed_sums`` and each team's region in, the best pair of ratios and the second
derivatives out. As in ``mixed_profile`` the fixed effects and the variance within teams have closed
forms; teams of one region and size enter through the sums of their means and products, so that one
evaluation costs as much as there are distinct sizes in each region.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, optimize

from kooperacja_eval.stats.mixed_profile import Estimator
from kooperacja_eval.stats.mixed_sums import TeamSums

GRID = np.concatenate(([0.0], 10.0 ** np.arange(-3.0, 7.0)))
"""Ratios times the mean size (of teams, of regions) at which the search begins."""

ALIKE = 1e-9
"""Difference of two deviances below which the likelihood does not tell them apart."""

Ratios = NDArray[np.float64]
"""The variances between teams and between regions over that within teams, shape (2,)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NestedProfile:
    """Sums by cell of teams of one size in one region, of standardised columns.

    region is the region's number of each cell; totals, of shape (cells, k + 2), adds up the means
    of the cell's teams, products their products. The rest is as in ``mixed_profile.Profile``.
    """

    region: NDArray[np.intp]
    sizes: NDArray[np.float64]
    counts: NDArray[np.float64]
    totals: NDArray[np.float64]
    products: NDArray[np.float64]
    within: NDArray[np.float64]
    n_regions: int
    n_likelihood: int
    offset: float
    restricted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NestedPoint:
    """The model at one pair of ratios, in standardised columns.

    slopes are of the deviance by both ratios; weights and region_totals are each region's sum of
    team weights and weighted team means; second holds the two matrices whose quadratic forms are
    the derivatives of the sum of squares.
    """

    deviance: float
    slopes: NDArray[np.float64]
    traces: NDArray[np.float64]
    second: NDArray[np.float64]
    fixed: NDArray[np.float64]
    inverse: NDArray[np.float64]
    squares: float
    variance_within: float
    weights: NDArray[np.float64]
    region_totals: NDArray[np.float64]


def nested_profile_of(
    sums: TeamSums, region: NDArray[np.intp], estimator: Estimator
) -> NestedProfile:
    """Gather teams by their region and size; region is a number from 0 for each team."""
    order = np.lexsort((sums.sizes, region))
    keys = np.stack([region[order], sums.sizes[order]])
    start = np.flatnonzero(np.append(True, np.any(keys[:, 1:] != keys[:, :-1], axis=0)))
    means = sums.means[order]
    restricted, p = estimator == "reml", sums.n_fixed
    n_likelihood = sums.n - p if restricted else sums.n
    offset = 2 * n_likelihood * math.log(sums.scale[-1])
    if restricted:
        offset += 2 * float(np.sum(np.log(sums.scale[:-1])))
    return NestedProfile(
        region=keys[0, start],
        sizes=keys[1, start].astype(np.float64),
        counts=np.diff(np.append(start, order.size)).astype(np.float64),
        totals=np.add.reduceat(means, start, axis=0),
        products=np.add.reduceat(means[:, :, None] * means[:, None, :], start, axis=0),
        within=sums.within,
        n_regions=int(region.max()) + 1,
        n_likelihood=n_likelihood,
        offset=offset,
        restricted=restricted,
    )


def at_ratios(profile: NestedProfile, ratios: Ratios) -> NestedPoint:
    r"""Evaluate minus twice the profiled log-likelihood and its slopes at two ratios.

    With :math:`w_i = n_i/(1 + n_i\lambda_1)`, :math:`W_r = \sum_{i \in r} w_i`,
    :math:`s_r = \sum_{i \in r} w_i \bar x_i` and :math:`k_r = \lambda_2/(1 + \lambda_2 W_r)` the
    matrix of the generalised least squares is the sum of squares within teams plus
    :math:`\sum w_i \bar x_i \bar x_i' - \sum k_r s_r s_r'`, and the determinant of the covariance
    adds :math:`\sum \log(1 + n_i\lambda_1) + \sum \log(1 + \lambda_2 W_r)`.
    """
    p, m = profile.within.shape[0] - 1, profile.n_likelihood
    teams, regions = float(ratios[0]), float(ratios[1])
    weight = profile.sizes / (1 + profile.sizes * teams)
    weights = _by_region(profile, weight * profile.counts)
    region_totals = _by_region(profile, weight[:, None] * profile.totals)
    pull = regions / (1 + regions * weights)
    full = profile.within + np.tensordot(weight, profile.products, axes=1)
    full -= (pull[:, None] * region_totals).T @ region_totals
    second = np.stack([
        _by_teams(profile, weight, pull, region_totals),
        ((1 / (1 + regions * weights) ** 2)[:, None] * region_totals).T @ region_totals,
    ])  # fmt: skip
    traces = np.array([
        float(profile.counts @ weight - pull[profile.region] @ (profile.counts * weight**2)),
        float(np.sum(weights / (1 + regions * weights))),
    ])  # fmt: skip
    factor = linalg.cho_factor(full[:p, :p], lower=True)
    fixed, inverse = linalg.cho_solve(factor, full[:p, p]), linalg.cho_solve(factor, np.eye(p))
    residual = np.append(-fixed, 1.0)
    squares = float(residual @ full @ residual)
    deviance = m * (math.log(2 * math.pi * squares / m) + 1) + profile.offset
    deviance += float(profile.counts @ np.log1p(profile.sizes * teams))
    deviance += float(np.sum(np.log1p(regions * weights)))
    slopes = traces - m * (second @ residual @ residual) / squares
    if profile.restricted:
        deviance += 2 * float(np.sum(np.log(np.diag(factor[0]))))
        slopes -= np.sum(inverse * second[:, :p, :p], axis=(1, 2))
    return NestedPoint(
        deviance=deviance,
        slopes=slopes,
        traces=traces,
        second=second,
        fixed=fixed,
        inverse=inverse,
        squares=squares,
        variance_within=squares / m,
        weights=weights,
        region_totals=region_totals,
    )


def best_ratios(profile: NestedProfile) -> Ratios:
    """Find the ratios of the greatest likelihood; exactly 0 where it falls from 0 on."""
    n = float(profile.sizes @ profile.counts)
    unit = np.array([float(profile.counts.sum()) / n, profile.n_regions / n])
    starts = [unit * [one, other] for one in GRID for other in GRID]
    deviances = [at_ratios(profile, start).deviance for start in starts]
    found = _descend(profile, starts[int(np.argmin(deviances))], unit)
    for place in (0, 1):
        if found[place] > 0:
            lower = found.copy()
            lower[place] = 0.0
            lower = _descend(profile, lower, unit, held=place)
            point = at_ratios(profile, lower)
            nearly = at_ratios(profile, found).deviance >= point.deviance - ALIKE
            if nearly and point.slopes[place] >= 0:
                found = lower
    return found


def hessian(profile: NestedProfile, ratios: Ratios) -> NDArray[np.float64]:
    """Return second derivatives of the deviance by the ratios above 0 and the variance within.

    By differences of the exact first derivatives; the variance is not profiled.
    """
    free = np.flatnonzero(ratios > 0)
    centre = np.append(ratios[free], at_ratios(profile, ratios).variance_within)

    def slopes(place: NDArray[np.float64]) -> NDArray[np.float64]:
        moved = ratios.copy()
        moved[free] = place[:-1]
        point, s, p = at_ratios(profile, moved), place[-1], profile.within.shape[0] - 1
        residual = np.append(-point.fixed, 1.0)
        by_ratio = point.traces - point.second @ residual @ residual / s
        if profile.restricted:
            by_ratio -= np.sum(point.inverse * point.second[:, :p, :p], axis=(1, 2))
        by_variance = profile.n_likelihood / s - point.squares / s**2
        derivatives: NDArray[np.float64] = np.append(by_ratio[free], by_variance)
        return derivatives

    steps = np.diag(1e-5 * centre)
    rows = [(slopes(centre + step) - slopes(centre - step)) / (2 * step.sum()) for step in steps]
    matrix: NDArray[np.float64] = np.array(rows)
    symmetric: NDArray[np.float64] = (matrix + matrix.T) / 2
    return symmetric


def _by_region(profile: NestedProfile, values: NDArray[np.float64]) -> NDArray[np.float64]:
    result: NDArray[np.float64] = np.zeros((profile.n_regions, *values.shape[1:]))
    np.add.at(result, profile.region, values)
    return result


def _by_teams(
    profile: NestedProfile,
    weight: NDArray[np.float64],
    pull: NDArray[np.float64],
    region_totals: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the sum over teams of w^2 (mean - k s)(mean - k s)'."""
    squared = weight**2
    drawn = (pull[:, None] * region_totals)[profile.region]
    crossed = (squared[:, None] * profile.totals).T @ drawn
    own = (squared * profile.counts)[:, None] * drawn
    result: NDArray[np.float64] = np.tensordot(squared, profile.products, axes=1)
    return result - crossed - crossed.T + own.T @ drawn


def _descend(
    profile: NestedProfile, start: Ratios, unit: Ratios, *, held: int | None = None
) -> Ratios:
    """Minimise from a start within bounds, then solve for slopes of 0 of the ratios above 0."""
    scale = np.where(start > 0, start, unit * GRID[1])
    bounds = [(0.0, 0.0) if place == held else (0.0, None) for place in (0, 1)]

    def deviance(scaled: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        point = at_ratios(profile, scaled * scale)
        return point.deviance, point.slopes * scale

    found = optimize.minimize(
        deviance, start / scale, jac=True, bounds=bounds, method="L-BFGS-B",
        options={"ftol": 1e-15, "gtol": 1e-9, "maxiter": 1000},
    )  # fmt: skip
    return _polish(profile, found.x * scale)


def _polish(profile: NestedProfile, near: Ratios) -> Ratios:
    free = np.flatnonzero(near > 0)
    if free.size == 0:
        return near

    start = np.log(near[free])

    def at(logs: NDArray[np.float64]) -> Ratios:
        moved = near.copy()
        moved[free] = np.exp(np.clip(logs, start - 1, start + 1))
        return moved

    def slopes(logs: NDArray[np.float64]) -> NDArray[np.float64]:
        moved = at(logs)
        return at_ratios(profile, moved).slopes[free] * moved[free]

    return _nearer(slopes, at, start, near)


def _nearer(
    slopes: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    at: Callable[[NDArray[np.float64]], Ratios],
    start: NDArray[np.float64],
    near: Ratios,
) -> Ratios:
    """Return the root of the slopes beside a minimum, or the minimum where there is none beside."""
    root = optimize.root(slopes, start, method="hybr", options={"xtol": 1e-13})
    beside = bool(np.max(np.abs(root.x - start)) < 0.1)  # noqa: PLR2004 (a tenth of its value)
    better = np.max(np.abs(root.fun)) <= np.max(np.abs(slopes(start)))
    return at(root.x) if beside and better else near
