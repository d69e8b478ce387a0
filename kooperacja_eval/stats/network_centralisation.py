"""How far the ties of one team gather on one entity.

The border: Freeman's degree centralisation of a whole network; how the network comes to be whole is
in ``network_graph``.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.network_graph import (
    Symmetrise,
    Unknown,
    check_option,
    too_few_entities,
    whole_graph,
)
from kooperacja_eval.stats.tie_matrix import TieNetwork

Degree = Literal["undirected", "in", "out"]
FreemanMethod = Literal[
    "freeman_either", "freeman_both", "freeman_mean", "freeman_in", "freeman_out"
]

_FREEMAN_UNDIRECTED: dict[Symmetrise, FreemanMethod] = {
    "either": "freeman_either",
    "both": "freeman_both",
    "mean": "freeman_mean",
}

MIN_ENTITIES = 3
"""Between two entities no degree can stand out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CentralisationResult:
    """Freeman's degree centralisation: numerator / denominator, unrounded.

    n_entities counts the entities of the graph, n_left_out those that did not respond and are not
    in it, n_unknown the pairs (dyads; ordered pairs for in and out) taken as no tie.
    """

    estimate: float
    numerator: int
    denominator: int
    max_degree: int
    n_entities: int
    n_left_out: int
    n_unknown: int
    method: FreemanMethod


def degree_centralisation(
    network: TieNetwork,
    *,
    degree: Degree = "undirected",
    symmetrise: Symmetrise = "either",
    unknown: Unknown = "refuse",
) -> CentralisationResult:
    r"""Measure how far ties gather on one entity: 1 is a star, 0 is all alike.

    Parameters
    ----------
    network : TieNetwork
        Made whole as ``whole_graph`` says: without the entities that did not respond, or with
        them where it was reconstructed.
    degree : {"undirected", "in", "out"}
        Ties of a dyad, ties that others report of an entity, or ties that it reports.
    symmetrise : {"either", "both", "mean"}
        When a dyad is tied, for the undirected degree: if either side reports a tie, if both do,
        or if the mean of the two levels reaches the threshold. Not used for in and out.
    unknown : {"refuse", "no_tie"}
        What becomes of pairs that the known levels leave open, as ``whole_graph`` says.

    Returns
    -------
    CentralisationResult
        From 0 to 1.

    Raises
    ------
    InsufficientDataError
        If the graph has fewer than three entities, or pairs are open and `unknown` refuses them.
    ValueError
        If an option is not one of its values.

    Notes
    -----
    With degrees d of n entities :math:`\sum (d_{max} - d_i)` over its largest value,
    :math:`(n-1)(n-2)` for undirected degrees and :math:`(n-1)^2` for in and out. Source:
    L. C. Freeman, Centrality in social networks: conceptual clarification, Social Networks 1 (1978)
    215-239, doi:10.1016/0378-8733(78)90021-7.

    Examples
    --------
    >>> from kooperacja_eval.stats.tie_matrix import tie_network
    >>> none = np.nan
    >>> star = np.array([[none, 1, 1, 1], [0, none, 0, 0], [0, 0, none, 0], [0, 0, 0, none]])
    >>> network = tie_network(star, np.full(4, True), threshold=1, highest=1)
    >>> result = degree_centralisation(network)
    >>> result.estimate, result.numerator, result.denominator
    (1.0, 6, 6)
    """
    check_option("degree", degree, ("undirected", "in", "out"))
    directed = degree != "undirected"
    graph = whole_graph(network, None if directed else symmetrise, unknown)
    n = graph.places.size
    if n < MIN_ENTITIES:
        raise InsufficientDataError(too_few_entities(int(n), MIN_ENTITIES))
    degrees = graph.ties.sum(axis=0 if degree == "in" else 1)
    numerator = int(np.sum(degrees.max() - degrees))
    denominator = (n - 1) ** 2 if directed else (n - 1) * (n - 2)
    return CentralisationResult(
        estimate=numerator / denominator,
        numerator=numerator,
        denominator=denominator,
        max_degree=int(degrees.max()),
        n_entities=int(n),
        n_left_out=graph.n_left_out,
        n_unknown=graph.n_unknown,
        method=_method(degree, symmetrise),
    )


def _method(degree: Degree, symmetrise: Symmetrise) -> FreemanMethod:
    if degree == "undirected":
        return _FREEMAN_UNDIRECTED[symmetrise]
    return "freeman_in" if degree == "in" else "freeman_out"
