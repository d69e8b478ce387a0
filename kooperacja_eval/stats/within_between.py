"""A predictor split into what differs between teams and what differs within a team.

The border: team means and deviations from them, with counts; no model. Both parts in one model tell
whether teams with more of it do better, or a team does better when it has more of it.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_labels, as_numbers, check_same_length
from kooperacja_eval.text import Text

WithinUnit = Literal["as_given", "sd_of_cluster"]

NO_SPREAD = 1e-12
"""Share of the values' size below which a spread is rounding."""

SMALLEST_NUMBER = 2
"""Clusters, or values of one, that can differ."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WithinBetween:
    """The between and within parts of a predictor, unrounded.

    between (rows,) is the mean of a row's cluster, within (rows,) the value less that mean, in
    units of the cluster's standard deviation where unit says so; nan where the value is missing.
    sd_between is the standard deviation of the means of n_clusters clusters, sd_within that of
    deviations within clusters (over n - n_clusters), in the unit of the values. n_constant clusters
    have no spread of their own (n_single of these have one value): they say nothing about the
    within part. n counts the values used, n_dropped the missing.
    """

    between: NDArray[np.float64]
    within: NDArray[np.float64]
    sd_between: float
    sd_within: float
    n: int
    n_clusters: int
    n_constant: int
    n_single: int
    n_dropped: int
    unit: WithinUnit
    method: Literal["cluster_mean_and_deviation"]


def within_between(
    values: NDArray[np.float64], clusters: NDArray[np.generic], *, unit: WithinUnit = "as_given"
) -> WithinBetween:
    r"""Split a predictor into cluster means and deviations from them.

    Parameters
    ----------
    values : NDArray[np.float64], shape (rows,)
        In any unit, such as hours of a team's month; nan is missing.
    clusters : NDArray[np.generic], shape (rows,)
        Label of each row's cluster, such as a team identifier; none may be missing.
    unit : Literal["as_given", "sd_of_cluster"]
        Whether deviations are divided by the standard deviation (over n - 1) of their cluster.

    Returns
    -------
    WithinBetween
        Two predictors that do not correlate, and how many clusters carry each.

    Raises
    ------
    InsufficientDataError
        If fewer than two clusters have values, all have the same mean, none has a spread of its
        own, or, with sd_of_cluster, any has none: deviations are never divided by 0.
    TypeError, ValueError
        If values are not real numbers or infinite, labels are missing, the unit is unknown, or
        lengths differ.

    Notes
    -----
    With :math:`\bar x_g` the mean of cluster g over its known values, :math:`x_{gi} = \bar x_g +
    (x_{gi} - \bar x_g)`. The mean of few values is itself uncertain, which draws the coefficient of
    the between part towards that of the within part. Sources: J. M. Neuhaus, J. D. Kalbfleisch,
    Biometrics 54 (1998) 638-645, doi:10.2307/3109770; A. Bell, M. Fairbrother, K. Jones, Quality
    & Quantity 53 (2019) 1051-1074, doi:10.1007/s11135-018-0802-x.

    Examples
    --------
    >>> teams = np.array(["A", "A", "A", "B", "B"])
    >>> result = within_between(np.array([2.0, 4, 6, 5, 7]), teams)
    >>> result.between
    array([4., 4., 4., 6., 6.])
    >>> result.within
    array([-2.,  0.,  2., -1.,  1.])
    """
    if unit not in get_args(WithinUnit):
        raise ValueError(f"unit is one of {get_args(WithinUnit)}, got {unit!r}")
    numbers, labels = as_numbers(values, "values"), as_labels(clusters, "clusters")
    check_same_length(labels, numbers, "clusters and values")
    kept = np.array(~np.isnan(numbers))
    used = numbers[kept]
    present, place = np.unique(labels[kept], return_inverse=True)
    if present.size < SMALLEST_NUMBER:
        raise InsufficientDataError(_too_few_clusters(present.size))
    sizes = np.bincount(place)
    means = np.bincount(place, weights=used) / sizes
    deviations = used - means[place]
    squares = np.bincount(place, weights=deviations**2)
    rounding = NO_SPREAD * float(np.abs(used).max())
    constant = np.sqrt(squares / sizes) <= rounding
    if np.ptp(means) <= rounding:
        raise InsufficientDataError(_same_means(present.size))
    n_constant = int(constant.sum())
    if n_constant == present.size or (n_constant and unit == "sd_of_cluster"):
        raise InsufficientDataError(_constant_clusters(n_constant, present.size))
    divisor = np.ones(present.size)
    if unit == "sd_of_cluster":
        divisor = np.sqrt(squares / (sizes - 1))
    return WithinBetween(
        between=_spread_out(means[place], kept),
        within=_spread_out(deviations / divisor[place], kept),
        sd_between=float(means.std(ddof=1)),
        sd_within=float(np.sqrt(squares.sum() / (used.size - present.size))),
        n=int(used.size),
        n_clusters=int(present.size),
        n_constant=n_constant,
        n_single=int(np.sum(sizes == 1)),
        n_dropped=int(np.sum(~kept)),
        unit=unit,
        method="cluster_mean_and_deviation",
    )


def _spread_out(used: NDArray[np.float64], kept: NDArray[np.bool_]) -> NDArray[np.float64]:
    rows = np.full(kept.size, np.nan)
    rows[kept] = used
    rows.flags.writeable = False
    return rows


def _too_few_clusters(n_clusters: int) -> Text:
    return Text(
        "Podział na różnice między grupami i wewnątrz grup (np. zespołów) wymaga co najmniej dwóch "
        f"grup z danymi; liczba grup: {n_clusters}. Uzupełnij dane.",
        "A split into differences between and within clusters (such as teams) needs at least two "
        f"clusters with data; number of clusters: {n_clusters}. Complete the data.",
    )


def _same_means(n_clusters: int) -> Text:
    return Text(
        "Wszystkie grupy (np. zespoły) mają tę samą średnią, więc różnic między nimi nie da się z "
        f"niczym powiązać; liczba grup: {n_clusters}. Weź do modelu samą zmienną.",
        "All clusters (such as teams) have the same mean, so that differences between them cannot "
        f"be associated with anything; number of clusters: {n_clusters}. Take the predictor itself "
        "into the model.",
    )


def _constant_clusters(n_constant: int, n_clusters: int) -> Text:
    return Text(
        "Zmienna nie różni się wewnątrz grup (np. zespołów), więc odchyleń od średniej grupy nie "
        f"ma albo nie da się ich podzielić przez 0; liczba takich grup: {n_constant}, liczba grup: "
        f"{n_clusters}. Weź do modelu same średnie grup albo odchylenia w jednostce zmiennej.",
        "The predictor does not differ within clusters (such as teams), so that there are no "
        "deviations from a cluster's mean, or they would be divided by 0; number of such clusters: "
        f"{n_constant}, number of clusters: {n_clusters}. Take only the means of clusters into the "
        "model, or deviations in the unit of the predictor.",
    )
