"""Cliff's delta: how much more often a value of one sample is above one of the other than below.

The border: two samples that cannot be paired in, one effect size with its interval out. Positive is
the second sample larger. Values are independent, or clustered in teams of which other people may
have answered at each wave.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import (
    as_labels,
    as_numbers,
    check_confidence_level,
    check_same_length,
)
from kooperacja_eval.stats.dominance import clustered_variance, placements, unbiased_variance
from kooperacja_eval.text import Text

MIN_VALUES = 2
"""One value in a sample has no spread to estimate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CliffsDeltaResult:
    """Cliff's delta with its interval, unrounded, from -1 to 1.

    Positive where the second sample tends to be larger. n_first and n_second count the values used,
    n_dropped the nan left out. n_clusters counts the clusters of both samples together, and is None
    for independent values.
    """

    estimate: float
    ci_low: float
    ci_high: float
    standard_error: float
    df: int
    n_first: int
    n_second: int
    n_clusters: int | None
    n_dropped: int
    method: Literal["cliff_unbiased_t", "obuchowski_fisher_t"]


def cliffs_delta(
    first: ArrayLike,
    second: ArrayLike,
    *,
    first_clusters: ArrayLike | None = None,
    second_clusters: ArrayLike | None = None,
    confidence_level: float = 0.95,
) -> CliffsDeltaResult:
    r"""Estimate by how much the second sample tends to be larger, with an interval.

    Parameters
    ----------
    first, second : ArrayLike, shapes (m,) and (n,)
        Values in the same unit; nan is missing.
    first_clusters, second_clusters : ArrayLike, shapes (m,) and (n,), optional
        Label of each value's cluster, such as a team; both or neither. A label that is in both
        samples is the same cluster, so that teams may have answered in both waves.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    CliffsDeltaResult
        The share of pairs with the second value larger, less the share with the first larger.

    Raises
    ------
    InsufficientDataError
        If a sample has fewer than two values or clusters, one sample lies wholly above the other,
        or there is no spread to estimate.
    TypeError, ValueError
        If values are not real numbers or infinite, labels are missing, lengths differ, or clusters
        are given for one sample only.

    Notes
    -----
    Independent values: Cliff's unbiased variance v and the asymmetric interval of Feng and Cliff,
    :math:`(d - d^3 \pm t \sqrt{v} \sqrt{(1 - d^2)^2 + t^2 v}) / (1 - d^2 + t^2 v)`, with m + n - 2
    degrees of freedom. Clusters: Obuchowski's variance v and
    :math:`\tanh(\operatorname{artanh} d \pm t \sqrt{v} / (1 - d^2))`, with the smaller of the two
    numbers of clusters, less one, as degrees of freedom. Sources: N. Cliff, Psychological Bulletin
    114 (1993) 494-509, doi:10.1037/0033-2909.114.3.494; D. Feng, N. Cliff, J. Modern Applied
    Statistical Methods 3 (2004) 322-332, doi:10.22237/jmasm/1099267560; N. A. Obuchowski,
    Biometrics 53 (1997) 567-578, doi:10.2307/2533958.

    In simulations (``tests/deep/stats/test_ranks_independent_coverage.py``), five-point ratings at
    two waves with other people each time, the nominal 95 % were held at 94 to 97 %: 172 people in
    30 teams that answered at both waves, intra-cluster correlation from 0 to 0.3, delta of 0, 0.26
    and 0.56; six teams; 15 and 172 independent people. Without clusters, teams with an
    intra-cluster correlation of 0.3 were covered in 92 to 93 %.

    Examples
    --------
    >>> first, second = np.array([1.0, 2, 2, 3, 4, 3]), np.array([3.0, 3, 5, 4, 2])
    >>> teams_first, teams_second = np.array([1, 1, 2, 2, 3, 3]), np.array([1, 1, 2, 3, 3])
    >>> result = cliffs_delta(
    ...     first, second, first_clusters=teams_first, second_clusters=teams_second
    ... )
    >>> round(result.estimate, 4), result.n_clusters, result.df
    (0.4333, 3, 2)
    """
    check_confidence_level(confidence_level)
    if (first_clusters is None) != (second_clusters is None):
        raise ValueError("clusters are given for both samples or for neither")
    one, other = _present(first, "first"), _present(second, "second")
    places = placements(one, other)
    if one.max() < other.min() or other.max() < one.min():
        raise InsufficientDataError(_WHOLLY_ABOVE)

    n_clusters: int | None = None
    if first_clusters is None or second_clusters is None:
        variance, df = unbiased_variance(one, other, places), one.size + other.size - 2
    else:
        clustered = clustered_variance(
            places,
            _labels_of_present(first, first_clusters, "first"),
            _labels_of_present(second, second_clusters, "second"),
        )
        variance, df = clustered.variance, clustered.n_smaller - 1
        n_clusters = clustered.n_clusters
    if variance == 0:
        raise InsufficientDataError(_NO_SPREAD_BETWEEN)
    standard_error = math.sqrt(variance)
    quantile = float(stats.t.isf((1 - confidence_level) / 2, df))
    interval = _feng_cliff if n_clusters is None else _fisher
    low, high = interval(places.delta, quantile * standard_error)
    return CliffsDeltaResult(
        estimate=places.delta,
        ci_low=low,
        ci_high=high,
        standard_error=standard_error,
        df=df,
        n_first=int(one.size),
        n_second=int(other.size),
        n_clusters=n_clusters,
        n_dropped=np.size(first) + np.size(second) - one.size - other.size,
        method="cliff_unbiased_t" if n_clusters is None else "obuchowski_fisher_t",
    )


def _present(values: ArrayLike, name: str) -> NDArray[np.float64]:
    numbers = as_numbers(values, name)
    used = numbers[~np.isnan(numbers)]
    if used.size < MIN_VALUES:
        raise InsufficientDataError(_too_few_values(int(used.size)))
    return used


def _labels_of_present(values: ArrayLike, clusters: ArrayLike, name: str) -> NDArray[np.generic]:
    numbers, labels = as_numbers(values, name), as_labels(clusters, f"{name}_clusters")
    check_same_length(numbers, labels, f"{name} and {name}_clusters")
    return labels[~np.isnan(numbers)]


def _feng_cliff(delta: float, margin: float) -> tuple[float, float]:
    """Compute the interval of Feng and Cliff; margin is the quantile times the standard error."""
    scale = 1 - delta**2
    centre, width = delta * scale, margin * math.hypot(scale, margin)
    return (centre - width) / (scale + margin**2), (centre + width) / (scale + margin**2)


def _fisher(delta: float, margin: float) -> tuple[float, float]:
    """Compute the interval that is symmetric on the scale of Fisher's z."""
    centre, width = math.atanh(delta), margin / (1 - delta**2)
    return math.tanh(centre - width), math.tanh(centre + width)


def _too_few_values(n: int) -> Text:
    return Text(
        "Przedział dla delty Cliffa wymaga co najmniej 2 wartości w każdej grupie; liczba wartości "
        f"bez braków w jednej z nich: {n}. Uzupełnij dane albo pomiń to porównanie.",
        "An interval for Cliff's delta needs at least 2 values in each sample; number of values "
        f"that are not missing in one of them: {n}. Complete the data, or leave this comparison "
        "out.",
    )


_WHOLLY_ABOVE = Text(
    "Każda wartość jednej grupy jest większa od każdej wartości drugiej (delta wynosi 1 albo -1), "
    "więc przedziału nie da się oszacować. Podaj deltę bez przedziału i najmniejsze oraz "
    "największe wartości grup.",
    "Every value of one sample is above every value of the other (delta is 1 or -1), so the "
    "interval cannot be estimated. Give delta without an interval, and the smallest and largest "
    "values of the samples.",
)
_NO_SPREAD_BETWEEN = Text(
    "Delta jest taka sama we wszystkich grupach (np. zespołach), więc zróżnicowania nie da się "
    "oszacować, a przedział jest nieokreślony. Podaj deltę bez przedziału.",
    "Delta is the same in all clusters (such as teams), so the spread cannot be estimated and the "
    "interval is undefined. Give delta without an interval.",
)
