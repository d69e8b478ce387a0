"""Differences between teams fitted again with statsmodels, scipy and whole matrices."""

import math
from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd
import statsmodels.api as sm
from coop_models_again import Floats, Row, families
from scipy import optimize, stats

Blocks = list[tuple[Floats, Floats]]
"""Of every voivodeship its values, and which pairs of them are of one team."""


def blocks_of(frame: pd.DataFrame, name: str) -> Blocks:
    return [
        (one[name].to_numpy(np.float64), together(one["team"]))
        for _, one in frame.groupby("region")
    ]


def together(labels: "pd.Series[str]") -> Floats:
    own = labels.to_numpy(dtype=str)
    same: Floats = np.equal(own[:, None], own).astype(np.float64)
    return same


def deviance(blocks: Blocks, region: float, team: float) -> float:
    """Return the REML criterion up to a constant, from whole covariance matrices."""
    sums, logs, n = np.zeros((2, 2)), 0.0, 0
    for values, same in blocks:
        columns = np.column_stack([np.ones(values.size), values])
        v = np.eye(values.size) + region + team * same
        sums += columns.T @ np.linalg.solve(v, columns)
        logs, n = logs + float(np.linalg.slogdet(v)[1]), n + values.size
    squares = sums[1, 1] - sums[0, 1] ** 2 / sums[0, 0]
    return logs + math.log(sums[0, 0]) + (n - 1) * math.log(squares / (n - 1))


def profile_ends(cost: Callable[[float], float], best: float) -> tuple[float, float]:
    """Return where a profile over (0, 1) lies 3.84 above its least, 0 where it never does."""

    def over(share: float) -> float:
        return float(cost(share) - cost(best) - stats.chi2.isf(0.05, 1))

    low = 0.0 if over(1e-9) <= 0 else optimize.brentq(over, 1e-9, best, xtol=1e-10)
    return float(low), float(optimize.brentq(over, best, 1 - 1e-6, xtol=1e-10))


def sizes(n: Floats, icc: float) -> dict[str, Row]:
    effect = 1 + (float((n**2).sum() / n.sum()) - 1) * icc
    return {
        "design_effect": (effect, None, None),
        "effective_n": (float(n.sum()) / effect, None, None),
        "mean_size": (float(n.mean()), None, None),
    }


@cache
def mixed(name: str) -> tuple[float, float, float, dict[str, float], float]:
    """Return both variances, the mean, deviations of teams and the variance of the mean."""
    frame = families().dropna(subset=[name])
    fit = sm.MixedLM(frame[name], np.ones(len(frame)), groups=frame["team"]).fit(reml=True)
    own = {team: float(effect.iloc[0]) for team, effect in fit.random_effects.items()}
    cov = float(np.asarray(fit.cov_re)[0, 0])
    return cov, float(fit.scale), float(fit.fe_params.iloc[0]), own, float(fit.bse_fe.iloc[0]) ** 2


@cache
def beta_binomial() -> tuple[Floats, float, tuple[float, float]]:
    """Return alpha and beta of the distribution of true shares, its correlation and interval."""
    counts = families().dropna(subset=["completed"]).groupby("team")["completed"]
    hits, n = counts.sum().to_numpy(), counts.size().to_numpy()

    def cost(mean: float, icc: float) -> float:
        total = 1 / icc - 1
        return -2 * float(stats.betabinom.logpmf(hits, n, mean * total, (1 - mean) * total).sum())

    def at(icc: float) -> float:
        found = optimize.minimize_scalar(
            lambda mean: cost(mean, icc), bounds=(0.01, 0.99), options={"xatol": 1e-10}
        )
        return float(found.fun)

    best = optimize.minimize_scalar(at, bounds=(1e-6, 0.9), options={"xatol": 1e-10}).x
    mean = optimize.minimize_scalar(
        lambda one: cost(one, best), bounds=(0.01, 0.99), options={"xatol": 1e-10}
    ).x
    total = 1 / best - 1
    return np.array([mean * total, (1 - mean) * total]), float(best), profile_ends(at, float(best))
