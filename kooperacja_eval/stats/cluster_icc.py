"""How alike units of the same cluster are, such as families of the same team.

The border: one value for each unit, clusters of any size. A model with predictors, and the values
of single clusters drawn towards the mean, are not here.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
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

MIN_CLUSTERS = 2
"""With one cluster there is nothing between clusters to estimate a variance from."""

NO_SPREAD = 1e-12
"""Share of the values' variance below which a mean square is rounding, not spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterIccResult:
    """The intraclass correlation of clusters with what follows from it, unrounded.

    mean_square_between and mean_square_within are in the squared unit of the values;
    cluster_size is the size that the estimator takes for unequal clusters; cluster_mean_reliability
    is that of the mean of a cluster of this size, design_effect that of the mean of all values.
    negative says that the estimate lies below 0: values differ more within clusters than chance
    would make them. n counts the values used in n_clusters clusters; n_dropped the nan left out.
    """

    icc: float
    ci_low: float
    ci_high: float
    f: float
    df1: int
    df2: int
    p_value: float
    mean_square_between: float
    mean_square_within: float
    cluster_size: float
    design_effect: float
    cluster_mean_reliability: float
    negative: bool
    n: int
    n_clusters: int
    n_dropped: int
    method: Literal["anova_exact_f", "anova_approximate_f"]


def cluster_icc(
    values: NDArray[np.float64],
    clusters: NDArray[np.generic],
    *,
    confidence_level: float = 0.95,
) -> ClusterIccResult:
    r"""Estimate the share of the variance that lies between clusters: ICC(1).

    Parameters
    ----------
    values : NDArray[np.float64], shape (values,)
        In any unit; nan is missing.
    clusters : NDArray[np.generic], shape (values,)
        Label of each value's cluster, such as a team identifier; none may be missing.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    ClusterIccResult
        At most 1; negative estimates, and what follows from them, stay as they are.

    Raises
    ------
    InsufficientDataError
        If fewer than two clusters have values, no cluster has two, all clusters have the same mean,
        or values do not differ within clusters.
    TypeError, ValueError
        If values are not real numbers or infinite, labels are missing, or lengths differ.

    Notes
    -----
    The estimator of the analysis of variance with mean squares B between and W within G clusters:

    .. math:: ICC = \frac{B - W}{B + (m_0 - 1) W}, \quad
              m_0 = \frac{1}{G - 1} \Bigl(N - \frac{\sum m_g^2}{N}\Bigr)

    The interval puts B / W over both quantiles of F(G - 1, N - G) into the same formula: exact for
    normal values in clusters of one size (Searle), an approximation for unequal ones, for which
    Thomas and Hultquist use the same form; method says which. The reliability of a cluster mean is
    1 - W / B. The design effect is Kish's :math:`1 + (\sum m_g^2 / N - 1) ICC`. Sources:
    S. R. Searle, Linear Models, Wiley 1971, chapter 9; J. D. Thomas, R. A. Hultquist, Annals of
    Statistics 6 (1978) 582-587, doi:10.1214/aos/1176344202; A. Donner, International Statistical
    Review 54 (1986) 67-82, doi:10.2307/1403259.

    Examples
    --------
    >>> values, teams = np.array([1.0, 2, 3, 4, 6, 7]), np.array(["A", "A", "B", "B", "C", "C"])
    >>> result = cluster_icc(values, teams)
    >>> round(result.icc, 3), round(result.design_effect, 3), result.n_clusters
    (0.924, 1.924, 3)
    """
    check_confidence_level(confidence_level)
    numbers, labels = as_numbers(values, "values"), as_labels(clusters, "clusters")
    check_same_length(numbers, labels, "values and clusters")
    present = ~np.isnan(numbers)
    used = numbers[present]
    _, place, sizes = np.unique(labels[present], return_inverse=True, return_counts=True)
    n, df1, df2 = int(used.size), int(sizes.size) - 1, int(used.size - sizes.size)
    if sizes.size < MIN_CLUSTERS or df2 == 0:
        raise InsufficientDataError(_too_few(int(sizes.size), n))
    between, within = _mean_squares(used, place, sizes)
    squared_sizes = float(np.sum(sizes**2)) / n
    size = (n - squared_sizes) / df1
    f, tail = between / within, (1 - confidence_level) / 2
    icc = _icc(f, size)
    return ClusterIccResult(
        icc=icc,
        ci_low=_icc(f / float(stats.f.isf(tail, df1, df2)), size),
        ci_high=_icc(f / float(stats.f.ppf(tail, df1, df2)), size),
        f=f,
        df1=df1,
        df2=df2,
        p_value=float(stats.f.sf(f, df1, df2)),
        mean_square_between=between,
        mean_square_within=within,
        cluster_size=size,
        design_effect=1 + (squared_sizes - 1) * icc,
        cluster_mean_reliability=1 - 1 / f,
        negative=icc < 0,
        n=n,
        n_clusters=int(sizes.size),
        n_dropped=int(numbers.size) - n,
        method="anova_exact_f" if np.ptp(sizes) == 0 else "anova_approximate_f",
    )


def _icc(f: float, size: float) -> float:
    return (f - 1) / (f + size - 1)


def _mean_squares(
    used: NDArray[np.float64], place: NDArray[np.intp], sizes: NDArray[np.intp]
) -> tuple[float, float]:
    """Return the mean squares between and within clusters, neither of them 0."""
    centred = used - used.mean()
    means = np.bincount(place, weights=centred) / sizes
    between = float(np.sum(sizes * means**2)) / (sizes.size - 1)
    within = float(np.sum((centred - means[place]) ** 2)) / (used.size - sizes.size)
    rounding = NO_SPREAD * float(np.mean(centred**2))
    if between <= rounding:
        raise InsufficientDataError(_CLUSTERS_ALIKE)
    if within <= rounding:
        raise InsufficientDataError(_UNITS_ALIKE)
    return between, within


def _too_few(n_clusters: int, n: int) -> Text:
    return Text(
        "Korelacja wewnątrz grup (np. zespołów) wymaga co najmniej 2 grup z danymi i co najmniej "
        f"jednej grupy z 2 wartościami; liczba grup: {n_clusters}, liczba wartości: {n}. Policz ją "
        "dla szerszego zbioru.",
        "The correlation within clusters (such as teams) needs at least 2 clusters with data and "
        f"at least one cluster of 2 values; number of clusters: {n_clusters}, number of values: "
        f"{n}. Compute it for a wider set.",
    )


_CLUSTERS_ALIKE = Text(
    "Wszystkie grupy (np. zespoły) mają tę samą średnią, więc zróżnicowania między nimi nie da się "
    "oszacować, a przedział jest nieokreślony. Podaj, że średnie grup są równe.",
    "All clusters (such as teams) have the same mean, so the spread between them cannot be "
    "estimated and the interval is undefined. Say that the means of the clusters are equal.",
)
_UNITS_ALIKE = Text(
    "Wartości wewnątrz grup (np. zespołów) nie różnią się, więc ich zróżnicowania nie da się "
    "oszacować, a przedział jest nieokreślony. Sprawdź, czy wartość nie opisuje całej grupy.",
    "Values do not differ within clusters (such as teams), so their spread cannot be estimated and "
    "the interval is undefined. Check whether the value describes the whole cluster.",
)
