"""Variances of least squares that respect clusters: how residuals are corrected, and their df.

The border: the columns of a model and the number of each row's cluster; the outcome is not here.
"""

import math
from typing import Literal

import numpy as np
from numpy.typing import NDArray

LinearVariance = Literal["CR0", "CR1", "CR1S", "CR2", "CR3"]


def adjusted_columns(
    columns: NDArray[np.float64],
    bread: NDArray[np.float64],
    place: NDArray[np.intp],
    variance: LinearVariance,
) -> NDArray[np.float64]:
    r"""Return :math:`A_g X_g`, by which residuals are multiplied before clusters add them up.

    Parameters
    ----------
    columns : NDArray[np.float64], shape (n, k)
        X with its column of ones, full rank also without any one cluster.
    bread : NDArray[np.float64], shape (k, k)
        Inverse of X'X.
    place : NDArray[np.intp], shape (n,)
        Number of each row's cluster, 0 to G - 1.
    variance : Literal["CR0", "CR1", "CR1S", "CR2", "CR3"]
        Which correction.

    Returns
    -------
    NDArray[np.float64], shape (n, k)
        X itself with CR0.

    Notes
    -----
    With :math:`H_g = X_g (X'X)^{-1} X_g'`, A is the identity (CR0), its square G / (G - 1) (CR1),
    in CR1S times (n - 1) / (n - k), :math:`(I - H_g)^{-1/2}` (CR2) or :math:`(I - H_g)^{-1}` (CR3).
    The symmetric root is taken in the space of the k columns, so that large clusters cost no more
    than small ones: :math:`X_g (I - B X_g'X_g)^{-1/2}` with B the bread. Source: R. M. Bell,
    D. F. McCaffrey, Survey Methodology 28 (2002) 169-181.

    Examples
    --------
    >>> columns, place = np.ones((4, 1)), np.array([0, 0, 1, 1])
    >>> adjusted_columns(columns, np.array([[0.25]]), place, "CR3")[0]
    array([2.])
    """
    n_clusters = int(place.max()) + 1
    if variance in ("CR2", "CR3"):
        power = -0.5 if variance == "CR2" else -1.0
        corrections = _corrections(columns, bread, place, power)
        adjusted: NDArray[np.float64] = np.einsum("ij,ijk->ik", columns, corrections[place])
        return adjusted
    n, k = columns.shape
    return columns * math.sqrt(_factor(n, k, n_clusters, variance))


def satterthwaite_df(
    columns: NDArray[np.float64],
    adjusted: NDArray[np.float64],
    bread: NDArray[np.float64],
    place: NDArray[np.intp],
    contrasts: NDArray[np.float64],
) -> NDArray[np.float64]:
    r"""Return the degrees of freedom of cluster-robust t tests, one for each contrast.

    Parameters
    ----------
    columns, adjusted : NDArray[np.float64], shape (n, k)
        X and :math:`A_g X_g` of `adjusted_columns`.
    bread : NDArray[np.float64], shape (k, k)
        Inverse of X'X.
    place : NDArray[np.intp], shape (n,)
        Number of each row's cluster, 0 to G - 1.
    contrasts : NDArray[np.float64], shape (contrasts, k)
        Rows c of the estimates c'b.

    Returns
    -------
    NDArray[np.float64], shape (contrasts,)
        At most the number of clusters.

    Notes
    -----
    With :math:`p_g = (I - H)_{\cdot g} A_g X_g B c` and P the G by G matrix of their products,
    under rows that are alike and independent, df is :math:`(tr P)^2 / tr(P^2)`. P itself is not
    formed: with :math:`d_g = |A_g X_g B c|^2` and :math:`q_g = X_g' A_g X_g B c` it is
    :math:`diag(d) - q B q'`. Source: R. M. Bell, D. F. McCaffrey, Survey Methodology 28 (2002)
    169-181; J. E. Pustejovsky, E. Tipton, J. Business & Economic Statistics 36 (2018) 672-683,
    doi:10.1080/07350015.2016.1247004.

    Examples
    --------
    >>> columns, place = np.ones((4, 1)), np.array([0, 0, 1, 1])
    >>> bread, contrasts = np.array([[0.25]]), np.array([[1.0]])
    >>> satterthwaite_df(columns, columns, bread, place, contrasts)
    array([1.])
    """
    return np.array([_df(columns, adjusted @ bread @ row, bread, place) for row in contrasts])


def cluster_sums(rows: NDArray[np.float64], place: NDArray[np.intp]) -> NDArray[np.float64]:
    """Add up the rows of each cluster: (n, ...) to (G, ...)."""
    sums = np.zeros((int(place.max()) + 1, *rows.shape[1:]))
    np.add.at(sums, place, rows)
    return sums


def _df(
    columns: NDArray[np.float64],
    weights: NDArray[np.float64],
    bread: NDArray[np.float64],
    place: NDArray[np.intp],
) -> float:
    own = np.bincount(place, weights=weights**2)
    shared = cluster_sums(columns * weights[:, None], place)
    taken = np.einsum("gi,ij,gj->g", shared, bread, shared)
    across = bread @ shared.T @ shared
    trace = float(np.sum(own - taken))
    trace_of_square = float(np.sum(own**2) - 2 * np.sum(own * taken) + np.trace(across @ across))
    return trace**2 / trace_of_square


def _corrections(
    columns: NDArray[np.float64], bread: NDArray[np.float64], place: NDArray[np.intp], power: float
) -> NDArray[np.float64]:
    """Return the k by k matrices C_g with X_g C_g = (I - H_g)^power X_g, shape (G, k, k)."""
    root = np.linalg.cholesky(bread)  # bread = root root'
    products = cluster_sums(columns[:, :, None] * columns[:, None, :], place)
    leverages, turns = np.linalg.eigh(root.T @ products @ root)
    powers = (1 - leverages) ** power
    inner = (turns * powers[:, None, :]) @ np.swapaxes(turns, 1, 2)
    corrections: NDArray[np.float64] = root @ inner @ np.linalg.inv(root)
    return corrections


def _factor(n: int, k: int, n_clusters: int, variance: LinearVariance) -> float:
    if variance == "CR0":
        return 1.0
    factor = n_clusters / (n_clusters - 1)
    return factor if variance == "CR1" else factor * (n - 1) / (n - k)
