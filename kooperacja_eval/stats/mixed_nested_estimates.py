"""What nested teams and regions are estimated to be, given the variances between them.

The border: sums and a point of ``mixed_nested_profile`` in, predicted effects with their errors
out. The variances themselves are estimated elsewhere.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.stats.mixed_nested_profile import NestedPoint, Ratios
from kooperacja_eval.stats.mixed_sums import TeamSums


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionEstimates:
    """Each region's predicted random effect; arrays of shape (regions,), in order of the labels.

    conditional_sd is its standard deviation if all parameters were known.
    """

    labels: NDArray[np.generic]
    n_teams: NDArray[np.int64]
    deviation: NDArray[np.float64]
    conditional_sd: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class NestedTeamEstimates:
    """Each team drawn towards its region and all; arrays of shape (teams,), in order of the labels.

    region is the label of each team's region. deviation is the predicted random effect of the team,
    from its region; conditional_sd its standard deviation if all parameters were known. estimate is
    the team's expected value at the means of its covariates with both deviations; its standard
    error and normal interval count the uncertainty of the fixed effects, not that of the variances.
    """

    labels: NDArray[np.generic]
    region: NDArray[np.generic]
    sizes: NDArray[np.int64]
    deviation: NDArray[np.float64]
    conditional_sd: NDArray[np.float64]
    estimate: NDArray[np.float64]
    standard_error: NDArray[np.float64]
    ci_low: NDArray[np.float64]
    ci_high: NDArray[np.float64]


def region_estimates(
    sums: TeamSums,
    names: NDArray[np.generic],
    region: NDArray[np.intp],
    ratios: Ratios,
    point: NestedPoint,
) -> RegionEstimates:
    """Predict the random effect of each region; region is the number of each team's."""
    pull = ratios[1] / (1 + ratios[1] * point.weights)
    scale = float(sums.scale[-1])
    residual = np.append(-point.fixed, 1.0)
    return RegionEstimates(
        labels=names,
        n_teams=np.bincount(region).astype(np.int64),
        deviation=scale * pull * (point.region_totals @ residual),
        conditional_sd=scale * np.sqrt(point.variance_within * pull),
    )


def team_estimates(
    sums: TeamSums,
    names: NDArray[np.generic],
    region: NDArray[np.intp],
    ratios: Ratios,
    point: NestedPoint,
    confidence_level: float,
) -> NestedTeamEstimates:
    r"""Predict the random effect of each team and the value expected of it.

    With c the covariances of both effects of a team with its region's values, the error of the
    estimate has the variance :math:`\sigma_r^2 + \sigma_t^2 - c'V^{-1}c + d'(X'V^{-1}X)^{-1}d`,
    d the team's covariates less :math:`X'V^{-1}c` (Robinson, Statistical Science 6 (1991) 15-32,
    doi:10.1214/ss/1177011926).
    """
    scale, s = float(sums.scale[-1]), point.variance_within
    predictors, residual = sums.means[:, :-1], np.append(-point.fixed, 1.0)
    weight = sums.sizes / (1 + sums.sizes * ratios[0])
    spread = (1 + ratios[1] * point.weights)[region]
    pull, keep = ratios[1] / spread, ratios[0] * weight
    towards = pull[:, None] * point.region_totals[region]
    of_region = towards @ residual
    deviation = keep * (sums.means @ residual - of_region)
    own = ratios[0] * keep - keep**2 * pull
    conditional = s * np.maximum(ratios[0] - own, 0.0)
    both = ratios[1] ** 2 * point.weights[region] / spread + 2 * keep * pull + own
    away = predictors - towards[:, :-1] - keep[:, None] * (predictors - towards[:, :-1])
    unsure = np.einsum("ij,jk,ik->i", away, point.inverse, away, optimize=True)
    error = scale * np.sqrt(s * np.maximum(ratios.sum() - both + unsure, 0.0))
    estimate = sums.centre[-1] + scale * (predictors @ point.fixed + of_region + deviation)
    half = error * float(stats.norm.isf((1 - confidence_level) / 2))
    return NestedTeamEstimates(
        labels=sums.labels,
        region=names[region],
        sizes=sums.sizes,
        deviation=scale * deviation,
        conditional_sd=scale * np.sqrt(conditional),
        estimate=estimate,
        standard_error=error,
        ci_low=estimate - half,
        ci_high=estimate + half,
    )
