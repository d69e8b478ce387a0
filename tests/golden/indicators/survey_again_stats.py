"""The statistics of the survey indicators a second time: statsmodels, scipy and brute force.

Undefined is None. No code of the package is used.
"""

import numpy as np
import pandas as pd
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy import optimize, special, stats

Floats = NDArray[np.float64]
Interval = tuple[float, float | None, float | None]
ROUNDING = 1e-10
ELSEWHERE = float("inf")
"""Stands in a row for a number that is checked elsewhere."""


def known(values: pd.Series, teams: pd.Series) -> tuple[Floats, NDArray[np.int64]]:
    """Return the values that are there and the numbers of their teams."""
    there = values.notna()
    return values[there].to_numpy(dtype=float), pd.factorize(teams[there])[0]


def ols(y: Floats, x: Floats, teams: NDArray[np.int64]) -> tuple[float, float, float, float] | None:
    """Return the last coefficient with its interval and p, by least squares with team errors."""
    spread = (np.ptp(y[x[:, -1] == level]) for level in np.unique(x[:, -1]))
    if len(y) <= x.shape[1] or np.unique(teams).size < 2 or max(spread) < ROUNDING:
        return None
    fit = sm.OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": teams}, use_t=True)
    value, error = float(fit.params[-1]), float(np.sqrt(max(0.0, fit.cov_params()[-1, -1])))
    if error < ROUNDING:
        return None
    df = np.unique(teams).size - 1
    half, p_value = stats.t.ppf(0.975, df) * error, 2 * stats.t.sf(abs(value) / error, df)
    return value, float(value - half), float(value + half), float(p_value)


def mean(values: pd.Series, teams: pd.Series) -> tuple[float, float, float, float] | None:
    """Return a mean with its interval and p."""
    y, numbers = known(values, teams)
    return ols(y, np.ones((len(y), 1)), numbers) if len(y) else None


def difference(first: pd.DataFrame, second: pd.DataFrame, name: str) -> Interval | None:
    """Return the difference of two samples from the same teams."""
    columns = [name, "team"]
    samples = first[columns].assign(later=0.0), second[columns].assign(later=1.0)
    both = pd.concat(samples).dropna(subset=name)
    if both["later"].nunique() < 2:
        return None
    x = sm.add_constant(both["later"].to_numpy(dtype=float))
    found = ols(both[name].to_numpy(dtype=float), x, pd.factorize(both["team"])[0])
    return found[:3] if found else None


def hedges(one: Floats, two: Floats) -> float:
    """Compute g_av: the mean change over the root of the mean variance, times J."""
    s1, s2, r = np.var(one, ddof=1), np.var(two, ddof=1), np.corrcoef(one, two)[0, 1]
    df = 2 * (len(one) - 1) / (1 + r**2)
    factor = special.gamma(df / 2) / (np.sqrt(df / 2) * special.gamma((df - 1) / 2))
    return float(factor * (two - one).mean() / np.sqrt((s1 + s2) / 2))


def rank_biserial(one: Floats, two: Floats) -> float:
    """Compute the signed sum of ranks over the sum of all ranks, zeros ranked."""
    change = np.round(two - one, 9)
    ranks = stats.rankdata(np.abs(change))
    return float((np.sign(change) * ranks).sum() / ranks.sum())


def left_out(one: Floats, two: Floats, teams: NDArray[np.int64], statistic) -> Floats:
    """Return the statistic without each team."""
    return np.array([statistic(one[teams != t], two[teams != t]) for t in np.unique(teams)])


def jackknifed(one: Floats, two: Floats, teams: NDArray[np.int64]) -> Interval:
    """Return g_av with its interval by leaving out one team at a time."""
    g, without = hedges(one, two), left_out(one, two, teams, hedges)
    count = len(without)
    half = stats.t.ppf(0.975, count - 1) * np.std(without) * np.sqrt(count - 1)
    return g, g - half, g + half


def relative(one: Floats, two: Floats, teams: NDArray[np.int64]) -> Interval | None:
    """Return the growth of the mean; the ends of its bootstrap interval are checked elsewhere.

    Of resamples of G teams, G^(1 - G) hold one team G times and have no error of their own; where
    they are more than one in a hundred the interval is undefined.
    """
    count = float(np.unique(teams).size)
    if count ** (1 - count) > 0.01:
        return None
    return float(two.mean() / one.mean() - 1), ELSEWHERE, ELSEWHERE


def jackknifed_on_z(one: Floats, two: Floats, teams: NDArray[np.int64]) -> Interval:
    """Return the rank-biserial correlation with its interval on the scale of Fisher's z."""
    r, without = rank_biserial(one, two), left_out(one, two, teams, rank_biserial)
    count = len(without)
    half = stats.t.ppf(0.975, count - 1) * np.std(without) * np.sqrt(count - 1) / (1 - r**2)
    return r, float(np.tanh(np.arctanh(r) - half)), float(np.tanh(np.arctanh(r) + half))


def cliff(first: pd.DataFrame, second: pd.DataFrame, name: str) -> Interval | None:
    """Compare every value of one sample with every one of the other; Obuchowski's variance."""
    one, two = first.dropna(subset=name), second.dropna(subset=name)
    if min(len(one), len(two), one["team"].nunique(), two["team"].nunique()) < 2:
        return None
    signs = np.sign(two[name].to_numpy()[None, :] - one[name].to_numpy()[:, None])
    delta = float(signs.mean())
    if abs(delta) == 1:
        return None
    rows = pd.Series(signs.mean(axis=1) - delta).groupby(one["team"].to_numpy()).sum() / len(one)
    columns = pd.Series(signs.mean(axis=0) - delta).groupby(two["team"].to_numpy()).sum() / len(two)
    both = pd.concat([rows, columns], axis=1).fillna(0.0)
    g1, g2, g = len(rows), len(columns), len(both)
    variance = g1 / (g1 - 1) * (rows**2).sum() + g2 / (g2 - 1) * (columns**2).sum()
    variance += 2 * g / (g - 1) * (both[0] * both[1]).sum()
    if variance < ROUNDING:
        return None
    half = stats.t.ppf(0.975, min(g1, g2) - 1) * np.sqrt(variance) / (1 - delta**2)
    return delta, float(np.tanh(np.arctanh(delta) - half)), float(np.tanh(np.arctanh(delta) + half))


def wilson(share: float, n: float) -> tuple[float, float]:
    """Solve the score equation: Wilson's interval as printed in 1927."""
    z = stats.norm.ppf(0.975)
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return max(0.0, centre - half), min(1.0, centre + half)


def clustered_wilson(hits: Floats, teams: NDArray[np.int64]) -> Interval | None:
    """Return Wilson's interval with n shrunk by the design effect and by z over t."""
    n, share, count = len(hits), float(hits.mean()), np.unique(teams).size
    if share in (0, 1) or count < 2:
        return None
    fit = sm.OLS(hits, np.ones(n)).fit(cov_type="cluster", cov_kwds={"groups": teams})
    effect = max(0.0, fit.cov_params()[0, 0]) * (n - 1) / (share * (1 - share))
    shrink = effect * (stats.t.ppf(0.975, count - 1) / stats.norm.ppf(0.975)) ** 2
    return share, *wilson(share, n / max(1.0, shrink))


def alpha(items: Floats) -> Interval | None:
    """Return Cronbach's alpha by its formula with Feldt's interval."""
    n, k = items.shape
    if k < 2 or n < 2 or (items.var(axis=0) == 0).any():
        return None
    value = k / (k - 1) * (1 - items.var(axis=0, ddof=1).sum() / items.sum(axis=1).var(ddof=1))
    low, high = (stats.f.ppf(p, n - 1, (n - 1) * (k - 1)) for p in (0.975, 0.025))
    return float(value), float(1 - (1 - value) * low), float(1 - (1 - value) * high)


def omega(items: Floats) -> float:
    """Return omega of one factor, fitted to the correlations by maximum likelihood.

    All loadings and uniquenesses are searched for at once; statsmodels' ``Factor`` has no bounds
    and does not arrive where an item would be left without error.
    """
    r = np.corrcoef(items, rowvar=False)
    k = len(r)

    def misfit(theta: Floats) -> tuple[float, Floats]:
        loadings, own = theta[:k], theta[k:]
        sigma = np.outer(loadings, loadings) + np.diag(own)
        inverse = np.linalg.inv(sigma)
        slope = inverse @ (sigma - r) @ inverse
        value = np.linalg.slogdet(sigma)[1] + np.trace(r @ inverse)
        return value, np.concatenate([2 * slope @ loadings, np.diag(slope)])

    values, vectors = np.linalg.eigh(r)
    start = vectors[:, -1] * np.sqrt(values[-1]) * np.sign(vectors[:, -1].sum())
    limits = [(None, None)] * k + [(0.005, 1.0)] * k
    start = np.concatenate([start * 0.9, np.full(k, 0.5)])
    options = {"ftol": 1e-15, "maxiter": 1_000}
    theta = optimize.minimize(
        misfit, start, jac=True, method="SLSQP", bounds=limits, options=options
    ).x
    common = theta[:k].sum() ** 2
    return float(common / (common + theta[k:].sum()))


def team_likeness(values: pd.Series, teams: pd.Series) -> Interval:
    """Return ICC(1) from the analysis of variance of statsmodels, with Searle's interval."""
    y, numbers = known(values, teams)
    fit = sm.OLS(y, pd.get_dummies(numbers).to_numpy(dtype=float)).fit()
    sizes = np.bincount(numbers)
    df1, df2 = len(sizes) - 1, len(y) - len(sizes)
    f = (fit.centered_tss - fit.ssr) / df1 / (fit.ssr / df2)
    size = (len(y) - (sizes**2).sum() / len(y)) / df1
    ends = (f, f / stats.f.ppf(0.975, df1, df2), f / stats.f.ppf(0.025, df1, df2))
    value, low, high = ((each - 1) / (each + size - 1) for each in ends)
    return float(value), float(low), float(high)


def wilcoxon(one: Floats, two: Floats) -> float | None:
    """Return Pratt's exact two-sided p, through the Fourier transform of the distribution.

    Ranks are doubled so that mid-ranks are whole; the distribution of a sum in which each rank has
    a coin of its own is the inverse transform of the product of (1 + exp(-i a r)) / 2, which is
    cos(a r / 2) exp(-i a r / 2), over the ranks r.
    """
    change = np.round(two - one, 9)
    if not change.any():
        return None
    ranks = np.rint(2 * stats.rankdata(np.abs(change))).astype(int)[change != 0]
    top = int(ranks.sum())
    half = np.pi * np.arange(top + 1) / (top + 1)
    tied = zip(*np.unique(ranks, return_counts=True), strict=True)
    size = np.prod([np.cos(half * rank) ** times for rank, times in tied], axis=0)
    chances = np.fft.ifft(size * np.exp(-1j * half * top)).real
    plus = ranks[change[change != 0] > 0].sum()
    return float(min(1.0, 2 * min(chances[: plus + 1].sum(), chances[plus:].sum())))
