"""The difference of two waves whose units are not linked but come from the same teams.

The border: two samples of values, each value with its team. Pairs of the same unit are stronger
where they exist: their differences are a clustered mean.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import (
    as_labels,
    as_numbers,
    check_confidence_level,
    check_same_length,
)
from kooperacja_eval.text import Text

MIN_VALUES = 3
"""Two means take two degrees of freedom."""

MIN_CLUSTERS = 2
"""With one cluster there is nothing between clusters to estimate a variance from."""

NO_SPREAD = 1e-12
"""Share of the values' standard deviation below which a standard error is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusteredDifferenceResult:
    """A difference of two means with its cluster-robust t interval, unrounded.

    estimate is mean_second less mean_first, in the unit of the values. design_effect is the
    variance over that of values taken one by one. n_clusters counts the clusters with values in
    either sample, n_shared those with values in both; n_dropped the nan left out of both samples.
    """

    estimate: float
    ci_low: float
    ci_high: float
    standard_error: float
    design_effect: float
    p_value: float
    df: int
    mean_first: float
    mean_second: float
    n_first: int
    n_second: int
    n_clusters: int
    n_shared: int
    n_dropped: int
    method: Literal["ols_cluster_t"]


def clustered_difference(
    first: NDArray[np.float64],
    second: NDArray[np.float64],
    first_clusters: NDArray[np.generic],
    second_clusters: NDArray[np.generic],
    *,
    confidence_level: float = 0.95,
) -> ClusteredDifferenceResult:
    r"""Estimate the difference of two means of unlinked samples from the same clusters.

    Parameters
    ----------
    first, second : NDArray[np.float64], shapes (values,)
        Two samples, such as two waves of a survey without names; nan is missing.
    first_clusters, second_clusters : NDArray[np.generic], shapes of the samples
        Label of each value's cluster, such as a team identifier, written the same in both; none may
        be missing.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    ClusteredDifferenceResult
        Positive where the second mean is larger.

    Raises
    ------
    InsufficientDataError
        If a sample has no values, both together have fewer than three, fewer than two clusters have
        values, neither sample has any spread, or the difference is the same in all clusters: an
        interval of no width would be a certainty that the data do not give.
    TypeError, ValueError
        If values are not real numbers or infinite, labels are missing or of unlike types, or
        lengths differ.

    Notes
    -----
    Least squares of the value on the wave; the variance adds up the residuals of each cluster over
    both waves, so that what a team has in common drops out of the difference where it takes part in
    both. With e the residuals and w the value's weight, :math:`1 / n_2` or :math:`-1 / n_1`:

    .. math:: v = \frac{G}{G-1} \frac{N-1}{N-2} \sum_g \Bigl(\sum_{i \in g} w_i e_i\Bigr)^2

    (CR1), with t(G - 1). The design effect is v over the same without clusters (HC1), exactly 1
    when every value is a cluster of its own; it may be below 1. statsmodels' ``OLS`` with
    ``cov_type="cluster"`` and ``"HC1"`` computes both. With few clusters, or clusters of very
    unequal size, the interval is somewhat too narrow. Source: A. C. Cameron, D. L. Miller, J. Human
    Resources 50 (2015) 317-372, doi:10.3368/jhr.50.2.317.

    Examples
    --------
    >>> teams = np.array(["A", "A", "B", "B", "C", "C"])
    >>> first, second = np.array([2.0, 3, 4, 5, 3, 3]), np.array([4.0, 5, 5, 6, 3, 5])
    >>> result = clustered_difference(first, second, teams, teams)
    >>> round(result.estimate, 3), round(result.standard_error, 3), result.df
    (1.333, 0.35, 2)
    """
    check_confidence_level(confidence_level)
    values, wave, place, n_dropped = _stacked(first, second, first_clusters, second_clusters)
    n_first, n_second = int(np.sum(wave == 0)), int(np.sum(wave == 1))
    clusters, shared = _counts(wave, place)
    if min(n_first, n_second) == 0 or values.size < MIN_VALUES or clusters < MIN_CLUSTERS:
        raise InsufficientDataError(_too_few(n_first, n_second, clusters))
    model = sm.OLS(values, np.column_stack([np.ones_like(wave), wave]))
    kinds = {"groups": place}
    fit = model.fit(cov_type="cluster", cov_kwds=kinds, use_t=True)
    estimate = float(fit.params[1])
    # rounding may leave a variance that is 0 just below it
    standard_error = math.sqrt(max(0.0, float(fit.cov_params()[1, 1])))
    alone = math.sqrt(max(0.0, float(model.fit(cov_type="HC1").cov_params()[1, 1])))
    if min(standard_error, alone) <= NO_SPREAD * float(np.max(np.abs(values))):
        raise InsufficientDataError(_NO_SPREAD_BETWEEN)
    df = clusters - 1
    half = float(stats.t.isf((1 - confidence_level) / 2, df)) * standard_error
    return ClusteredDifferenceResult(
        estimate=estimate,
        ci_low=estimate - half,
        ci_high=estimate + half,
        standard_error=standard_error,
        design_effect=(standard_error / alone) ** 2,
        p_value=2 * float(stats.t.sf(abs(estimate) / standard_error, df)),
        df=df,
        mean_first=float(fit.params[0]),
        mean_second=float(fit.params[0]) + estimate,
        n_first=n_first,
        n_second=n_second,
        n_clusters=clusters,
        n_shared=shared,
        n_dropped=n_dropped,
        method="ols_cluster_t",
    )


def _stacked(
    first: NDArray[np.float64],
    second: NDArray[np.float64],
    first_clusters: NDArray[np.generic],
    second_clusters: NDArray[np.generic],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.intp], int]:
    """Return values, wave (0 or 1) and number of the cluster without nan, and how many were nan."""
    numbers = as_numbers(first, "first"), as_numbers(second, "second")
    labels = (
        as_labels(first_clusters, "first_clusters"),
        as_labels(second_clusters, "second_clusters"),
    )
    check_same_length(numbers[0], labels[0], "first and first_clusters")
    check_same_length(numbers[1], labels[1], "second and second_clusters")
    filled = [label for label in labels if label.size]
    if len({label.dtype.kind for label in filled}) > 1:
        raise TypeError("first_clusters and second_clusters hold labels of the same type")
    values = np.concatenate(numbers)
    present = ~np.isnan(values)
    wave = np.repeat([0.0, 1.0], [numbers[0].size, numbers[1].size])
    joined = np.concatenate(filled) if filled else np.empty(0)
    _, place = np.unique(joined[present], return_inverse=True)
    return values[present], wave[present], place, int(np.sum(~present))


def _counts(wave: NDArray[np.float64], place: NDArray[np.intp]) -> tuple[int, int]:
    in_first, in_second = set(place[wave == 0].tolist()), set(place[wave == 1].tolist())
    return len(in_first | in_second), len(in_first & in_second)


def _too_few(n_first: int, n_second: int, n_clusters: int) -> Text:
    return Text(
        "Różnica dwóch fal z przedziałem wymaga wartości w obu falach (razem co najmniej 3) z co "
        f"najmniej 2 grup (np. zespołów); liczba wartości w falach: {n_first} i {n_second}, liczba "
        f"grup: {n_clusters}. Uzupełnij dane albo podaj same średnie.",
        "A difference of two waves with its interval needs values in both waves (at least 3 "
        f"together) from at least 2 clusters (such as teams); number of values in the waves: "
        f"{n_first} and {n_second}, number of clusters: {n_clusters}. Complete the data, or give "
        "the means only.",
    )


_NO_SPREAD_BETWEEN = Text(
    "Wartości nie różnią się w obrębie fal albo różnica fal jest we wszystkich grupach (np. "
    "zespołach) taka sama, więc jej zróżnicowania nie da się oszacować, a przedział jest "
    "nieokreślony. Podaj różnicę bez przedziału.",
    "Values do not differ within waves, or the difference of waves is the same in all clusters "
    "(such as teams), so its spread cannot be estimated and the interval is undefined. Give the "
    "difference without an interval.",
)
