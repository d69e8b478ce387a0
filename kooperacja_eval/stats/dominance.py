"""Dominance of one sample over another: Cliff's delta and its variances.

The border: values without gaps in, delta and a variance out; a variance of 0 is the caller's to
refuse. Intervals are made in ``ranks_independent``.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.text import Text

MIN_CLUSTERS = 2
"""With one cluster there is nothing between clusters to estimate a variance from."""

NO_SPREAD = 1e-12
"""Share of the samples' own variances below which what is left of them is rounding, not spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placements:
    """Where each value of one sample stands in the other.

    of_first is, for each value of the first sample, the share of the second above it, ties as one
    half; of_second is, for each value of the second, the share of the first below it. Both have the
    mean auc, the probability that a value of the second is above one of the first.
    """

    of_first: NDArray[np.float64]
    of_second: NDArray[np.float64]
    auc: float

    @property
    def delta(self) -> float:
        """Cliff's delta, positive where the second sample tends to be larger."""
        return 2 * self.auc - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusteredVariance:
    """Variance of delta between clusters; n_smaller is the smaller of the two cluster counts."""

    variance: float
    n_clusters: int
    n_smaller: int


def placements(first: NDArray[np.float64], second: NDArray[np.float64]) -> Placements:
    """Find the placements of two samples by mid-ranks, without comparing every pair."""
    ranks = stats.rankdata(np.concatenate([first, second]))
    below_first = (ranks[: first.size] - stats.rankdata(first)) / second.size
    below_second = (ranks[first.size :] - stats.rankdata(second)) / first.size
    return Placements(
        of_first=1 - below_first, of_second=below_second, auc=float(np.mean(below_second))
    )


def unbiased_variance(
    first: NDArray[np.float64], second: NDArray[np.float64], places: Placements
) -> float:
    r"""Compute Cliff's unbiased variance of delta for independent values.

    .. math:: \frac{n^2 \sum_i (d_{i.} - d)^2 + m^2 \sum_j (d_{.j} - d)^2 - \sum_{ij} (d_{ij} -
              d)^2}{m n (m - 1)(n - 1)}

    Parameters
    ----------
    first, second : NDArray[np.float64], shapes (m,) and (n,)
        Two values or more each, without nan.
    places : Placements
        Of these samples.

    Returns
    -------
    float
        Held at (1 - d^2) / (m n - 1) at least, since the difference can fall below 0. Source: N.
        Cliff, Psychological Bulletin 114 (1993) 494-509, doi:10.1037/0033-2909.114.3.494.
    """
    m, n, delta = float(first.size), float(second.size), places.delta
    rows = np.sum((2 * places.of_first - 1 - delta) ** 2)
    columns = np.sum((2 * places.of_second - 1 - delta) ** 2)
    untied = m * n - _tied_pairs(first, second)
    cells = untied - m * n * delta**2
    variance = (n**2 * rows + m**2 * columns - cells) / (m * n * (m - 1) * (n - 1))
    return max(float(variance), (1 - delta**2) / (m * n - 1))


def clustered_variance(
    places: Placements, first_clusters: NDArray[np.generic], second_clusters: NDArray[np.generic]
) -> ClusteredVariance:
    """Compute Obuchowski's variance of delta for values in clusters.

    Parameters
    ----------
    places : Placements
        Of the two samples.
    first_clusters, second_clusters : NDArray[np.generic], shapes (m,) and (n,)
        Labels; the same label in both samples is the same cluster.

    Returns
    -------
    ClusteredVariance
        Four times the variance of the area under the curve; with a cluster for each value it is
        that of DeLong. 0 where the clusters' changes cancel, or more than cancel.

    Raises
    ------
    InsufficientDataError
        If a sample has fewer than two clusters.

    Notes
    -----
    The placements of a cluster, less what is expected, are added up; their squares give the
    variance of each sample with G / (G - 1) for its own number of clusters, and their products the
    covariance of clusters that are in both, with that of all clusters. Source: N. A. Obuchowski,
    Biometrics 53 (1997) 567-578, doi:10.2307/2533958.
    """
    m, n = first_clusters.size, second_clusters.size
    labels, place = np.unique(
        np.concatenate([first_clusters, second_clusters]), return_inverse=True
    )
    of_first, of_second = place[:m], place[m:]
    first_sums = np.bincount(of_first, places.of_first - places.auc, labels.size)
    second_sums = np.bincount(of_second, places.of_second - places.auc, labels.size)
    n_first, n_second = np.unique(of_first).size, np.unique(of_second).size
    n_smaller = min(n_first, n_second)
    if n_smaller < MIN_CLUSTERS:
        raise InsufficientDataError(_too_few_clusters(n_smaller))
    of_samples = n_first / (n_first - 1) * np.sum(first_sums**2) / m**2
    of_samples += n_second / (n_second - 1) * np.sum(second_sums**2) / n**2
    shared = labels.size / (labels.size - 1) * np.sum(first_sums * second_sums) / (m * n)
    variance = of_samples + 2 * shared
    if variance <= NO_SPREAD * of_samples:
        variance = 0.0
    return ClusteredVariance(
        variance=4 * float(variance),
        n_clusters=int(labels.size),
        n_smaller=n_smaller,
    )


def _tied_pairs(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Count the pairs of equal values, one from each sample."""
    ordered = np.sort(second)
    above = np.searchsorted(ordered, first, side="right")
    below = np.searchsorted(ordered, first, side="left")
    return float(np.sum(above - below))


def _too_few_clusters(n_clusters: int) -> Text:
    return Text(
        "Przedział, który uwzględnia grupy (np. zespoły), wymaga co najmniej 2 takich grup w "
        f"każdym pomiarze; ich liczba w jednym z nich: {n_clusters}. Podaj deltę bez tego "
        "przedziału albo policz ją dla szerszego zbioru.",
        "An interval that respects clusters (such as teams) needs at least 2 of them in each "
        f"sample; their number in one of them: {n_clusters}. Give delta without this interval, or "
        "compute it for a wider set.",
    )
