"""Bootstrap of whole clusters (teams), from sums per cluster.

The border: rows are added up per cluster once (``cluster_sums``); a resample is how often each
cluster is drawn, its statistic a function of counts @ sums. The cost does not grow with the rows.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats import bootstrap_ends as ends
from kooperacja_eval.stats.bootstrap_ends import BootstrapResult
from kooperacja_eval.stats.checks import check_confidence_level
from kooperacja_eval.stats.cluster_sums import (
    cluster_sums,
    difference_of_sums,
    mean_of_sums,
    paired_g_of_sums,
    relative_change_of_sums,
)
from kooperacja_eval.stats.jackknife import UNDEFINED_WITHOUT_ONE, acceleration, influence_of
from kooperacja_eval.text import Text

__all__ = [
    "SumsStatistic",
    "cluster_bootstrap",
    "cluster_sums",
    "difference_of_sums",
    "mean_of_sums",
    "paired_g_of_sums",
    "relative_change_of_sums",
]

SumsStatistic = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""Maps sums of shape (..., k) to values of shape (...), nan or infinite where undefined."""

METHODS = ("studentised", "bca", "percentile", "basic")

MIN_CLUSTERS = 2
"""One cluster has no others to be drawn instead."""

TABLE_DIMENSIONS = 2
"""Dimensions of a table of sums: clusters and columns."""

BLOCK = 2**19
"""Numbers handled at once (4 MB of float64)."""

NO_ERROR = 1e-9
"""Share of the standard error below which that of a resample is rounding: one cluster repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Jackknife:
    """Delete-one-cluster jackknife of the data at hand."""

    standard_error: float
    influence: NDArray[np.float64]


def cluster_bootstrap(
    sums: NDArray[np.float64],
    statistic: SumsStatistic,
    *,
    resamples: int = 9999,
    method: Literal["percentile", "bca", "basic", "studentised"] = "studentised",
    confidence_level: float = 0.95,
    max_undefined_share: float = 0.01,
    rng: np.random.Generator,
) -> BootstrapResult:
    r"""Estimate a statistic of sums with an interval from resampled clusters.

    Parameters
    ----------
    sums : NDArray[np.float64], shape (clusters, k)
        Sums per cluster, as ``cluster_sums`` makes them; a cluster with nan is missing.
    statistic : callable
        Maps totals of shape (..., k) to values of shape (...), such as ``mean_of_sums``.
    resamples : int
        100 or more.
    method : {"studentised", "bca", "percentile", "basic"}
        Which interval; the notes say how often each covers.
    confidence_level : float
        Strictly between 0 and 1.
    max_undefined_share : float
        Resamples in which the statistic is undefined are left out and counted; more than this share
        of them is an error. 0 or more and below 1.
    rng : numpy.random.Generator
        Source of all randomness.

    Returns
    -------
    BootstrapResult
        In the unit of the statistic; n counts clusters, n_dropped those left out.

    Raises
    ------
    InsufficientDataError
        If fewer than two clusters are left, the statistic is undefined for them or with one left
        out or in too many resamples, or does not vary.
    TypeError, ValueError
        If sums are not finite real numbers or nan of two dimensions, the statistic has the wrong
        shape, or an option is wrong.

    Notes
    -----
    With G clusters, each resample draws G with replacement. Acceleration and standard errors come
    from the delete-one-cluster jackknife; "studentised" takes it within each resample too:

    .. math:: v = \frac{G-1}{G} \sum_g c_g (t_{(g)} - \bar t)^2

    with :math:`c_g` draws of cluster g and :math:`t_{(g)}` the statistic with one of them left out.

    Nominal 95 % intervals of 5,000 simulated pilots with 30 teams of 5 to 9 people (172 in all;
    normal scores; 999 resamples; Monte Carlo error 0.3-0.4 points) covered the truth in

    ===================  ===========  ====  ==========  =====
    statistic            studentised  bca   percentile  basic
    ===================  ===========  ====  ==========  =====
    mean change, ICC .1  94.6 %       92.8  93.0        93.0
    mean change, ICC .3  94.8 %       93.3  93.1        93.2
    g, ICC .1            94.8 %       93.4  93.1        93.9
    g, ICC .3            94.8 %       93.6  93.4        94.0
    ===================  ===========  ====  ==========  =====

    BCa under-covers by 1 to 2 points at 30 clusters, hence the default. With fewer than about 12
    very unlike clusters, studentised intervals can be very wide.

    Source: A. C. Davison, D. V. Hinkley, Bootstrap Methods and their Application, Cambridge 1997,
    chapters 3.8 and 5; A. C. Cameron, J. B. Gelbach, D. L. Miller, Rev. Econ. Stat. 90 (2008)
    414-427, doi:10.1162/rest.90.3.414.

    Examples
    --------
    >>> teams = np.array(["A", "A", "B", "B", "C", "D", "E", "F", "F"])
    >>> change = np.array([1.0, 3.0, 0.0, 2.0, 4.0, 1.0, 3.0, 2.0, 2.0])
    >>> sums = cluster_sums(teams, np.ones(9), change)
    >>> result = cluster_bootstrap(sums, mean_of_sums, rng=np.random.default_rng(1))
    >>> result.estimate, result.n
    (2.0, 6)
    """
    _check_options(method, resamples, confidence_level, max_undefined_share)
    table = _as_table(sums)
    used = table[~np.any(np.isnan(table), axis=1)]
    if len(used) < MIN_CLUSTERS:
        raise InsufficientDataError(_too_few_clusters(len(used)))
    with np.errstate(divide="ignore", invalid="ignore"):  # undefined values are counted below
        estimate = _value(statistic, used.sum(axis=0))
        whole = _jackknife(statistic, used)
        drawn = _replicates(used, statistic, resamples, rng, errors=method == "studentised")
    kept = _defined(drawn, NO_ERROR * whole.standard_error, max_undefined_share)
    result = ends.plain_result(
        kept[:, 0],
        estimate,
        method="percentile" if method == "studentised" else method,
        confidence_level=confidence_level,
        accelerated=acceleration([whole.influence], scale=abs(estimate))
        if method == "bca"
        else None,
        n=len(used),
        n_dropped=len(table) - len(used),
    )
    result = replace(result, resamples=resamples, n_undefined=resamples - len(kept), method=method)
    if method != "studentised":
        return result
    low, high = ends.studentised_ends(
        kept[:, 0], kept[:, 1], estimate, whole.standard_error, confidence_level
    )
    return replace(result, ci_low=low, ci_high=high)


def _defined(
    drawn: NDArray[np.float64], no_error: float, max_undefined_share: float
) -> NDArray[np.float64]:
    """Return the resamples in which the statistic and its standard error are defined."""
    defined = np.all(np.isfinite(drawn), axis=1)
    if drawn.shape[1] > 1:
        defined &= drawn[:, 1] > no_error
    n_undefined = int(np.count_nonzero(~defined))
    if n_undefined > max_undefined_share * len(drawn):
        raise InsufficientDataError(_too_many_undefined(n_undefined, len(drawn)))
    ends.check_spread(drawn[defined, 0])
    return drawn[defined]


def _jackknife(statistic: SumsStatistic, sums: NDArray[np.float64]) -> _Jackknife:
    without = statistic(sums.sum(axis=0) - sums)
    if not np.all(np.isfinite(without)):
        raise InsufficientDataError(UNDEFINED_WITHOUT_ONE)
    influence = influence_of(without)
    variance = float(np.sum(influence**2)) / (influence.size * (influence.size - 1))
    return _Jackknife(standard_error=math.sqrt(variance), influence=influence)


def _replicates(
    sums: NDArray[np.float64],
    statistic: SumsStatistic,
    resamples: int,
    rng: np.random.Generator,
    *,
    errors: bool,
) -> NDArray[np.float64]:
    """Return values and, if asked for, standard errors of resamples, shape (resamples, 1 or 2)."""
    width = sums.size if errors else len(sums)
    drawn = np.empty((resamples, 2 if errors else 1))
    for rows in _blocks(resamples, width):
        counts = _draw_counts(len(sums), rows.stop - rows.start, rng)
        drawn[rows, 0] = statistic(counts @ sums)
        if errors:
            drawn[rows, 1] = _standard_errors(counts, sums, statistic)
    return drawn


def _draw_counts(clusters: int, resamples: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Draw how often each cluster is in each resample, shape (resamples, clusters).

    The same distribution as ``rng.multinomial`` with equal probabilities, several times faster.
    """
    places = rng.integers(0, clusters, size=(resamples, clusters))
    places += clusters * np.arange(resamples)[:, None]
    counts = np.bincount(places.ravel(), minlength=resamples * clusters)
    return counts.reshape(resamples, clusters).astype(np.float64)


def _standard_errors(
    counts: NDArray[np.float64], sums: NDArray[np.float64], statistic: SumsStatistic
) -> NDArray[np.float64]:
    """Return the jackknife standard error within each resample, shape (resamples,)."""
    clusters = len(sums)
    left_out = (counts > 0)[:, :, None] * sums  # nothing of clusters that were not drawn
    without = statistic((counts @ sums)[:, None, :] - left_out)
    deviations = without - np.sum(counts * without, axis=1, keepdims=True) / clusters
    variances = (clusters - 1) / clusters * np.sum(counts * deviations**2, axis=1)
    return np.sqrt(np.asarray(variances, dtype=np.float64))


def _blocks(resamples: int, width: int) -> Iterator[slice]:
    step = max(1, BLOCK // width)
    for first in range(0, resamples, step):
        yield slice(first, min(resamples, first + step))


def _value(statistic: SumsStatistic, totals: NDArray[np.float64]) -> float:
    value = np.asarray(statistic(totals))
    if value.shape != ():
        raise ValueError(f"statistic maps sums (..., k) to (...), got shape {value.shape}")
    if not np.isfinite(value):
        raise InsufficientDataError(UNDEFINED_WITHOUT_ONE)
    return float(value)


def _as_table(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    table = np.asarray(sums)
    if table.dtype.kind not in "iuf":
        raise TypeError(f"sums hold real numbers, not {table.dtype}")
    if table.ndim != TABLE_DIMENSIONS:
        raise ValueError(f"sums have two dimensions, clusters and columns, got {table.ndim}")
    numbers = table.astype(np.float64)
    if np.any(np.isinf(numbers)):
        raise ValueError("sums hold finite numbers or nan, but some are infinite")
    return numbers


def _check_options(
    method: str, resamples: int, confidence_level: float, max_undefined_share: float
) -> None:
    if method not in METHODS:
        raise ValueError(f"method is one of {', '.join(METHODS)}, got {method!r}")
    ends.check_resamples(resamples)
    check_confidence_level(confidence_level)
    if not 0 <= max_undefined_share < 1:
        raise ValueError(f"max_undefined_share is 0 to below 1, got {max_undefined_share}")


def _too_few_clusters(n: int) -> Text:
    return Text(
        "Przedział z losowania całych grup (np. zespołów) wymaga co najmniej 2 grup z danymi; "
        f"liczba takich grup: {n}. Podaj miarę bez przedziału albo policz ją dla szerszego zbioru "
        "grup.",
        "An interval from resampled clusters (such as teams) needs at least 2 clusters with data; "
        f"number of such clusters: {n}. Give the statistic without an interval, or compute it for "
        "a wider set of clusters.",
    )


def _too_many_undefined(n_undefined: int, resamples: int) -> Text:
    return Text(
        "Miara lub jej błąd standardowy są nieokreślone w zbyt wielu próbach z losowania grup "
        f"(liczba: {n_undefined} z {resamples}), zwykle dlatego, że grup jest za mało. Policz "
        "miarę dla szerszego zbioru grup albo podaj ją bez przedziału.",
        "The statistic or its standard error is undefined in too many resamples of clusters "
        f"(number: {n_undefined} of {resamples}), mostly because there are too few clusters. "
        "Compute it for a wider set of clusters, or give it without an interval.",
    )
