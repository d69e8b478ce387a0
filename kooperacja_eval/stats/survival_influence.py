"""What each row moves a cumulative incidence: the infinitesimal jackknife behind clustered errors.

The border: a table and its rows in, one number for each row out, and the error that they add up
to; intervals belong to ``survival_at``.
"""

import math

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_labels, check_same_length
from kooperacja_eval.stats.cumulative_incidence import incidence_steps
from kooperacja_eval.stats.survival_table import RiskTable, numbered
from kooperacja_eval.text import Text

MIN_CLUSTERS = 2
"""One cluster has no spread between clusters."""
NO_SPREAD = 1e-9
"""A share or a standard error this close to 0 is rounding."""


def row_influence(
    table: RiskTable,
    which: int,
    cause: NDArray[np.int64],
    place: NDArray[np.intp],
    passed: int,
) -> NDArray[np.float64]:
    r"""Return the derivative of an incidence by the weight of each row.

    Parameters
    ----------
    table : RiskTable
        Of the rows.
    which : int
        The end whose incidence is meant, from 1 on.
    cause : NDArray[np.int64], shape (rows,)
        The end of each row, 0 where censored.
    place : NDArray[np.intp], shape (rows,)
        Where in table.times each row leaves.
    passed : int
        The incidence is the one after this many times, at least 1.

    Returns
    -------
    NDArray[np.float64], shape (rows,)
        They add up to 0. With one end only, the same with the other sign is the influence on the
        share without the event.

    Notes
    -----
    At a time with h of all ends and :math:`h_k` of this one, the incidence moves by
    :math:`S(t-)` with a step of :math:`h_k`, and what comes later moves by
    :math:`-(F_k(t) - F_k(t_j)) / (1 - h)` with one of h. A row steps up when it leaves and down by
    what was expected while it was at risk, each divided by the number at risk.

    Examples
    --------
    >>> from kooperacja_eval.stats.survival_table import risk_table
    >>> time, event = np.array([1.0, 2.0, 2.0, 4.0]), np.array([1.0, 0.0, 0.0, 0.0])
    >>> row_influence(risk_table(time, event), 1, event.astype(int), np.array([0, 1, 1, 2]), 2)
    array([ 0.1875, -0.0625, -0.0625, -0.0625])
    """
    before, incidence = incidence_steps(table, which)
    before, incidence = before[:passed], incidence[:passed]
    n = table.at_risk[:passed].astype(np.float64)
    staying = n - table.events[:passed]
    later = np.zeros(passed)  # where nobody stays, nothing comes later
    np.divide((incidence[-1] - incidence) * n, staying, out=later, where=staying > 0)
    expected = before * table.by_cause[which - 1, :passed] - later * table.events[:passed]
    influence = -np.cumsum(expected / n**2)[np.minimum(place, passed - 1)]
    left = (place < passed) & (cause > 0)
    at = place[left]
    influence[left] += (before[at] * (cause[left] == which) - later[at]) / n[at]
    return influence


def error_of(influence: NDArray[np.float64], groups: NDArray[np.int64] | None) -> float:
    """Return the standard error from influences, each row by itself or added up by cluster.

    With clusters, the sum of squares is multiplied by G / (G - 1).

    Raises
    ------
    InsufficientDataError
        If the sums of all clusters are 0.
    """
    if groups is None:
        return math.sqrt(float(np.sum(influence**2)))
    sums = np.bincount(groups, weights=influence)
    error = math.sqrt(sums.size / (sums.size - 1) * float(np.sum(sums**2)))
    if error <= NO_SPREAD:
        raise InsufficientDataError(_NO_SPREAD_BETWEEN)
    return error


def clusters_of(clusters: NDArray[np.generic], kept: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the number of the cluster of each row that is used, from 0 on without gaps.

    Raises
    ------
    InsufficientDataError
        If the rows that are used come from fewer than two clusters.
    TypeError, ValueError
        If labels are missing or cannot be put in order, or lengths differ.
    """
    labels = as_labels(clusters, "clusters")
    check_same_length(labels, kept, "clusters and time")
    names, place = numbered(labels[kept])
    if names.size < MIN_CLUSTERS:
        raise InsufficientDataError(_too_few_clusters(names.size))
    return place


def _too_few_clusters(n: int) -> Text:
    return Text(
        "Przedział, który uwzględnia zróżnicowanie między grupami (np. zespołami), wymaga co "
        f"najmniej 2 grup; liczba grup ze znanymi czasami: {n}. Uzupełnij dane albo podaj wartość "
        "bez przedziału.",
        "An interval that respects the spread between clusters (such as teams) needs at least 2 "
        f"clusters; number of clusters with known times: {n}. Complete the data, or give the value "
        "without an interval.",
    )


_NO_SPREAD_BETWEEN = Text(
    "We wszystkich grupach (np. zespołach) przebieg jest taki sam, więc zróżnicowania między nimi "
    "nie da się oszacować, a przedział, który je uwzględnia, jest nieokreślony. Podaj wartość bez "
    "przedziału.",
    "The course is the same in all clusters (such as teams), so the spread between them cannot be "
    "estimated and an interval that respects it is undefined. Give the value without an interval.",
)
