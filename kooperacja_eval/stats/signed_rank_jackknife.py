"""The paired rank-biserial correlation with one cluster of pairs left out, for every cluster.

The border: clusters are numbers from 0, one for each pair; what is made of the left-out values is
decided in ``wilcoxon``.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.signed_ranks import Zeros
from kooperacja_eval.text import Text


def rank_biserial_without_each(
    differences: NDArray[np.float64], place: NDArray[np.intp], zeros: Zeros
) -> NDArray[np.float64]:
    r"""Recompute the rank-biserial correlation once without each cluster.

    Parameters
    ----------
    differences : NDArray[np.float64], shape (pairs,)
        After less before, without nan.
    place : NDArray[np.intp], shape (pairs,)
        Number of the cluster of each pair, from 0 without gaps.
    zeros : {"wilcox", "pratt", "zsplit"}
        As in `kooperacja_eval.stats.signed_ranks.signed_ranks`; pratt and zsplit are the same here.

    Returns
    -------
    NDArray[np.float64], shape (clusters,)
        In the order of the numbers.

    Raises
    ------
    InsufficientDataError
        If nothing is left to rank without one of the clusters.

    Notes
    -----
    A rank is 1/2 plus the number of absolute differences below its own, ties and itself as 1/2:
    :math:`R_i = 1/2 + \sum_j h_{ij}`. What a cluster takes from :math:`\sum s_i R_i`, with s the
    signs, is therefore its own terms, plus :math:`\sum_i s_i h_{ij}` for each of its pairs j, less
    what has then been taken twice, the pairs i and j both in the cluster. All three are sums over
    sorted values, so that nothing is ranked anew for each cluster.
    """
    n_clusters = int(place.max()) + 1
    ranked = differences != 0 if zeros == "wilcox" else np.ones(differences.size, dtype=np.bool_)
    values, cluster = differences[ranked], place[ranked]
    signs, size = np.sign(values), np.bincount(cluster, minlength=n_clusters)
    left = values.size - size
    if np.any(left == 0):
        raise InsufficientDataError(_ALL_IN_ONE)

    ranks = stats.rankdata(np.abs(values))
    _, level = np.unique(np.abs(values), return_inverse=True)
    at_level = np.bincount(level, weights=signs)
    above_level = at_level.sum() - np.cumsum(at_level)
    signs_above = above_level[level] + at_level[level] / 2
    within_cluster = stats.rankdata(cluster * at_level.size + level)
    within_cluster -= (np.cumsum(size) - size)[cluster] + 0.5

    taken = np.bincount(
        cluster,
        weights=signs * ranks + signs_above - signs * within_cluster,
        minlength=n_clusters,
    )
    result: NDArray[np.float64] = (np.sum(signs * ranks) - taken) / (left * (left + 1) / 2)
    return result


_ALL_IN_ONE = Text(
    "Wszystkie pary z różnicą należą do jednej grupy (np. zespołu), więc zróżnicowania między "
    "grupami nie da się oszacować. Podaj współczynnik bez przedziału albo policz go dla szerszego "
    "zbioru grup.",
    "All pairs that differ belong to one cluster (such as a team), so the spread between clusters "
    "cannot be estimated. Give the coefficient without an interval, or compute it for a wider set "
    "of clusters.",
)
