"""Which part of the variance lies between voivodeships, between teams within them, and below.

The border: one row for each family (or assessment), teams each in one region, random intercepts of
both. Two levels alone are in ``mixed_two_level``; crossed groupings and random slopes are not here.
With as few regions as five their variance is hardly known: read the interval of its share, or give
regions to ``mixed_two_level`` as covariates.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_labels, check_confidence_level, check_same_length
from kooperacja_eval.stats.mixed_nested_estimates import (
    NestedTeamEstimates,
    RegionEstimates,
    region_estimates,
    team_estimates,
)
from kooperacja_eval.stats.mixed_nested_interval import share_interval
from kooperacja_eval.stats.mixed_nested_profile import (
    NestedPoint,
    Ratios,
    at_ratios,
    best_ratios,
    hessian,
    nested_profile_of,
)
from kooperacja_eval.stats.mixed_profile import Estimator
from kooperacja_eval.stats.mixed_sums import NO_SPREAD, TeamSums, team_sums
from kooperacja_eval.stats.mixed_two_level import FixedEffect, fixed_effect
from kooperacja_eval.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class VarianceShare:
    """One level's part of the variance, unrounded.

    sd is in the unit of the values; share, from 0 to 1, is of the sum of the three variances, with
    its profile likelihood interval. at_boundary says that the likelihood is greatest at exactly 0.
    """

    sd: float
    share: float
    ci_low: float
    ci_high: float
    at_boundary: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NestedInterceptResult:
    """A fitted model of teams in regions, unrounded, in the unit of the values.

    fixed holds the intercept and then the covariates in their order; fixed_covariance is of the
    same order. within_share is what the shares of regions and teams leave of 1. n counts the rows
    used in n_teams teams of n_regions regions; n_dropped those with a nan.
    """

    fixed: tuple[FixedEffect, ...]
    fixed_covariance: NDArray[np.float64]
    regions: VarianceShare
    teams: VarianceShare
    sigma_within: float
    within_share: float
    log_likelihood: float
    n_parameters: int
    region_estimates: RegionEstimates
    team_estimates: NestedTeamEstimates
    n: int
    n_teams: int
    n_regions: int
    n_dropped: int
    method: Estimator
    df_method: Literal["satterthwaite"]
    share_interval: Literal["profile_likelihood"]

    @property
    def deviance(self) -> float:
        """Minus twice the log-likelihood; under REML the REML criterion."""
        return -2 * self.log_likelihood

    @property
    def aic(self) -> float:
        """Akaike's criterion; under REML only for models with the same fixed effects."""
        return self.deviance + 2 * self.n_parameters

    @property
    def bic(self) -> float:
        """Schwarz's criterion with the number of rows; under REML as for ``aic``."""
        return self.deviance + math.log(self.n) * self.n_parameters


def nested_intercepts(
    values: NDArray[np.float64],
    teams: NDArray[np.generic],
    regions: NDArray[np.generic],
    covariates: NDArray[np.float64] | None = None,
    *,
    method: Estimator = "reml",
    confidence_level: float = 0.95,
) -> NestedInterceptResult:
    r"""Fit values = intercept + covariates + region + team + rest, the last three normal.

    Parameters
    ----------
    values : NDArray[np.float64], shape (rows,)
        In any unit; nan is missing.
    teams, regions : NDArray[np.generic], shape (rows,)
        Labels of each row's team and of its voivodeship; none may be missing. A team lies in one
        region.
    covariates : NDArray[np.float64], shape (rows, k) or (rows,), optional
        Without a column of ones; nan is missing.
    method : {"reml", "ml"}
        As for ``mixed_two_level.random_intercept``.
    confidence_level : float
        Strictly between 0 and 1, of all intervals.

    Returns
    -------
    NestedInterceptResult
        With one estimate for each region and team; not a ranking.

    Raises
    ------
    InsufficientDataError
        If fewer than two regions have complete rows, no region has two teams, the covariates say
        everything about the regions, or as for ``mixed_two_level.random_intercept``.
    TypeError, ValueError
        If an argument is not of its kind, or a team lies in more than one region.

    Notes
    -----
    Exact, as in ``mixed_two_level``, over two variance ratios: the best of a grid, L-BFGS-B within
    bounds, then the root of both slopes; a ratio is exactly 0 where the likelihood falls from 0 on.
    Figures equal those of lme4's ``(1 | region) + (1 | team)``. Degrees of freedom are
    Satterthwaite's over the variances above 0. An interval of a share holds the values that a
    likelihood ratio test (chi-square with 1 df) does not refuse, the other variances at their best.
    Sources: D. Bates, M. Maechler, B. Bolker, S. Walker, Journal of Statistical Software 67(1)
    (2015), doi:10.18637/jss.v067.i01; A. Kuznetsova, P. B. Brockhoff, R. H. B. Christensen, Journal
    of Statistical Software 82(13) (2017), doi:10.18637/jss.v082.i13.

    Examples
    --------
    >>> values = np.array([1.0, 2, 3, 5, 8, 9, 6, 8])
    >>> teams, regions = np.repeat(["A", "B", "C", "D"], 2), np.repeat(["N", "S"], 4)
    >>> result = nested_intercepts(values, teams, regions)
    >>> round(result.regions.share, 3), round(result.teams.share, 3), result.n_regions
    (0.806, 0.106, 2)
    """
    check_confidence_level(confidence_level)
    if method not in ("reml", "ml"):
        raise ValueError(f"method is 'reml' or 'ml', got {method!r}")
    sums = team_sums(values, teams, covariates)
    names, region = _region_of_teams(sums, teams, regions)
    _check_regions(sums, region, names.size)
    profile = nested_profile_of(sums, region, method)
    ratios = best_ratios(profile)
    point = at_ratios(profile, ratios)
    variance, total = point.variance_within * sums.scale[-1] ** 2, 1 + float(ratios.sum())
    parts = [
        VarianceShare(
            sd=math.sqrt(ratio * variance),
            share=ratio / total,
            ci_low=low,
            ci_high=high,
            at_boundary=ratio == 0,
        )
        for ratio, (low, high) in (
            (float(ratios[0]), share_interval(profile, ratios, "teams", confidence_level)),
            (float(ratios[1]), share_interval(profile, ratios, "regions", confidence_level)),
        )
    ]
    contrasts = sums.back
    degrees = _degrees(point, contrasts, hessian(profile, ratios), ratios)
    covariance = point.variance_within * contrasts @ point.inverse @ contrasts.T
    estimates = contrasts @ point.fixed
    estimates[0] += sums.centre[-1]
    return NestedInterceptResult(
        fixed=tuple(
            fixed_effect(float(b), float(se), float(df), confidence_level)
            for b, se, df in zip(estimates, np.sqrt(np.diag(covariance)), degrees, strict=True)
        ),
        fixed_covariance=covariance,
        regions=parts[1],
        teams=parts[0],
        sigma_within=math.sqrt(variance),
        within_share=1 / total,
        log_likelihood=-point.deviance / 2,
        n_parameters=sums.n_fixed + 3,
        region_estimates=region_estimates(sums, names, region, ratios, point),
        team_estimates=team_estimates(sums, names, region, ratios, point, confidence_level),
        n=sums.n,
        n_teams=int(sums.sizes.size),
        n_regions=int(names.size),
        n_dropped=sums.n_dropped,
        method=method,
        df_method="satterthwaite",
        share_interval="profile_likelihood",
    )


def _region_of_teams(
    sums: TeamSums, teams: NDArray[np.generic], regions: NDArray[np.generic]
) -> tuple[NDArray[np.generic], NDArray[np.intp]]:
    """Return the labels of regions, and each team's region by its number."""
    labels = as_labels(regions, "regions")
    check_same_length(np.asarray(teams), labels, "teams and regions")
    names, place = np.unique(labels[sums.kept], return_inverse=True)
    region = np.zeros(sums.sizes.size, dtype=np.intp)
    region[sums.place] = place
    if np.any(region[sums.place] != place):
        raise ValueError("a team lies in more than one region: give teams unique labels")
    return names, region


def _check_regions(sums: TeamSums, region: NDArray[np.intp], n_regions: int) -> None:
    if n_regions < 2 or n_regions == sums.sizes.size:  # noqa: PLR2004 (nothing to compare)
        raise InsufficientDataError(_too_few(n_regions, int(sums.sizes.size)))
    p, sizes = sums.n_fixed, sums.sizes[:, None].astype(np.float64)
    rows = np.bincount(region, weights=sums.sizes)
    totals = np.zeros((n_regions, p))
    np.add.at(totals, region, sizes * sums.means[:, :p])
    away = sums.means[:, :p] - (totals / rows[:, None])[region]
    inner = (sums.within[:p, :p] + away.T @ (sizes * away)) / sums.n
    rank = int(np.sum(np.linalg.eigvalsh(inner) > NO_SPREAD))
    if n_regions <= p - rank:
        raise InsufficientDataError(_NOTHING_BETWEEN)


def _degrees(
    point: NestedPoint,
    contrasts: NDArray[np.float64],
    curvature: NDArray[np.float64],
    ratios: Ratios,
) -> NDArray[np.float64]:
    p, s = point.inverse.shape[0], point.variance_within
    turned = contrasts @ point.inverse
    variances = s * np.einsum("ij,ij->i", turned, contrasts)
    by_ratio = s * np.einsum("ij,rjk,ik->ri", turned, point.second[:, :p, :p], turned)
    gradient = np.vstack([by_ratio[ratios > 0], variances / s])
    spread = 2 * np.linalg.inv(curvature)
    degrees: NDArray[np.float64] = (
        2 * variances**2 / np.einsum("ij,ik,kj->j", gradient, spread, gradient)
    )
    return degrees


def _too_few(n_regions: int, n_teams: int) -> Text:
    return Text(
        "Podział różnic na województwa i zespoły wymaga co najmniej 2 województw i co najmniej "
        f"jednego województwa z 2 zespołami; liczba województw: {n_regions}, liczba zespołów: "
        f"{n_teams}. Policz różnice między samymi zespołami.",
        "Parting differences into voivodeships and teams needs at least 2 voivodeships and at "
        f"least one with 2 teams; number of voivodeships: {n_regions}, number of teams: {n_teams}. "
        "Compute differences between teams alone.",
    )


_NOTHING_BETWEEN = Text(
    "Zmienne opisujące województwa mówią wszystko o różnicach między nimi, więc zróżnicowania "
    "między województwami nie da się oszacować. Usuń część zmiennych albo policz różnice między "
    "samymi zespołami.",
    "The covariates that describe voivodeships say everything about differences between them, so "
    "the spread between voivodeships cannot be estimated. Leave some out or compute differences "
    "between teams alone.",
)
