"""Does one team carry a result: the same figure without each team in turn.

The border: any figure of rows that can be computed again without some; it does not say whether a
team that matters is wrong.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_labels
from kooperacja_eval.text import Text

SMALLEST_NUMBER = 2
"""Clusters of which one can be left out."""

Refit = Callable[[NDArray[np.bool_]], float]
"""From the rows that stay, shape (rows,), to the figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOneOut:
    """A figure with all clusters and without each, unrounded.

    estimates has one number for each cluster left out, in the order of sorted labels, None where
    the figure is undefined without it (n_undefined of these). low and high are the range,
    most_influential the place in that order of the cluster without which the figure moves most,
    greatest_move by how much (with its sign), and n_sign_changes counts the clusters without which
    the figure lies on the other side of 0, or at 0.
    """

    estimate: float
    estimates: tuple[float | None, ...]
    low: float
    high: float
    most_influential: int
    greatest_move: float
    n_sign_changes: int
    n_undefined: int
    n_clusters: int
    method: Literal["leave_one_cluster_out"]


def leave_one_cluster_out(refit: Refit, clusters: NDArray[np.generic]) -> LeaveOneOut:
    """Compute a figure again without each cluster.

    Parameters
    ----------
    refit : Callable[[NDArray[np.bool_]], float]
        Takes which rows stay, shape (rows,), and returns the figure, such as a coefficient (0 for
        none, so a logarithm rather than a ratio).
    clusters : NDArray[np.generic], shape (rows,)
        Label of each row's cluster, such as a team identifier; none may be missing.

    Returns
    -------
    LeaveOneOut
        The range of the figure, and which cluster matters most.

    Raises
    ------
    InsufficientDataError
        If there are fewer than two clusters, the figure is undefined with all of them, or without
        every one.
    TypeError, ValueError
        If labels are missing, or refit returns no finite number.

    Notes
    -----
    A refit that raises InsufficientDataError is counted as undefined; any other error is not
    caught. Of clusters that move the figure equally the first counts. Source: D. A. Belsley,
    E. Kuh, R. E. Welsch, Regression Diagnostics, Wiley 1980, for rows in place of
    clusters.

    Examples
    --------
    >>> teams = np.array(["A", "A", "B", "B", "C"])
    >>> hours = np.array([1.0, 3, 2, 2, 12])
    >>> result = leave_one_cluster_out(lambda rows: float(hours[rows].mean()), teams)
    >>> result.estimate, result.estimates, result.most_influential
    (4.0, (5.333333333333333, 5.333333333333333, 2.0), 2)
    """
    present, place = np.unique(as_labels(clusters, "clusters"), return_inverse=True)
    if present.size < SMALLEST_NUMBER:
        raise InsufficientDataError(_too_few_clusters(present.size))
    estimate = _number(refit(np.ones(place.size, bool)))
    estimates = tuple(_without(refit, place != cluster) for cluster in range(present.size))
    known = [(found, cluster) for cluster, found in enumerate(estimates) if found is not None]
    if not known:
        raise InsufficientDataError(_never_defined(present.size))
    moves = [abs(found - estimate) for found, _ in known]
    farthest, most_influential = known[moves.index(max(moves))]
    return LeaveOneOut(
        estimate=estimate,
        estimates=estimates,
        low=min(found for found, _ in known),
        high=max(found for found, _ in known),
        most_influential=most_influential,
        greatest_move=farthest - estimate,
        n_sign_changes=sum(bool(np.sign(found) != np.sign(estimate)) for found, _ in known),
        n_undefined=present.size - len(known),
        n_clusters=int(present.size),
        method="leave_one_cluster_out",
    )


def _without(refit: Refit, rows: NDArray[np.bool_]) -> float | None:
    try:
        return _number(refit(rows))
    except InsufficientDataError:
        return None


def _number(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"refit returns a finite number, got {value}")
    return float(value)


def _too_few_clusters(n_clusters: int) -> Text:
    return Text(
        "Aby sprawdzić, czy wynik zależy od jednej grupy (np. zespołu), potrzeba co najmniej dwóch "
        f"grup; liczba grup: {n_clusters}. Uzupełnij dane.",
        "To see whether a result depends on one cluster (such as a team), at least two are needed; "
        f"number of clusters: {n_clusters}. Complete the data.",
    )


def _never_defined(n_clusters: int) -> Text:
    return Text(
        "Bez żadnej z grup (np. zespołów) wyniku nie da się policzyć, więc nie wiadomo, czy zależy "
        f"od jednej z nich; liczba grup: {n_clusters}. Uprość model.",
        "Without any one of the clusters (such as teams) the result cannot be computed, so that it "
        f"is unknown whether it depends on one; number of clusters: {n_clusters}. Take a simpler "
        "model.",
    )
