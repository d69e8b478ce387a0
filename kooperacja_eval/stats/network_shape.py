"""What shape the network of one team has: how clustered it is, in how many parts.

The border: figures of a whole network; how it comes to be whole is in ``network_graph``, and what
pairs tell one by one in ``network_structure``.
"""

from dataclasses import dataclass
from typing import Literal

import networkx as nx
import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.network_graph import Symmetrise, Unknown, check_option, whole_graph
from kooperacja_eval.stats.tie_matrix import TieNetwork
from kooperacja_eval.text import Text

Direction = Literal["undirected", "directed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitivityResult:
    """Share of paths of two steps whose ends have a tie: n_closed / n_paths, unrounded.

    Paths are ordered: an undirected one counts from both ends. The other counts are those of
    ``WholeGraph``.
    """

    estimate: float
    n_closed: int
    n_paths: int
    n_entities: int
    n_left_out: int
    n_unknown: int
    method: Literal["either", "both", "mean", "directed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentsResult:
    """Parts of a network without a tie between them.

    sizes holds the number of entities of each part, largest first; isolates the places, among all
    entities of the team, of those that are a part on their own. The other counts are those of
    ``WholeGraph``.
    """

    n_components: int
    sizes: tuple[int, ...]
    isolates: tuple[int, ...]
    n_isolates: int
    n_entities: int
    n_left_out: int
    n_unknown: int
    method: Symmetrise


def transitivity(
    network: TieNetwork,
    *,
    direction: Direction = "undirected",
    symmetrise: Symmetrise = "either",
    unknown: Unknown = "refuse",
) -> TransitivityResult:
    """Measure how often partners of a partner are partners.

    Parameters
    ----------
    network, symmetrise, unknown
        As in ``whole_graph``; symmetrise is not used for a directed network.
    direction : {"undirected", "directed"}
        Whether paths follow dyads, or ties from reporter to partner.

    Returns
    -------
    TransitivityResult
        From 0 to 1.

    Raises
    ------
    InsufficientDataError
        If the graph has fewer than two entities, pairs are open and `unknown` refuses them, or
        there is no path of two steps: what is not there cannot be closed, and 0 would say that it
        stays open.
    ValueError
        If an option is not one of its values.

    Notes
    -----
    Of the ordered paths i-j-k with i unlike k, the share with a tie from i to k; undirected it is
    ``networkx.transitivity``, directed the weak transitivity of the R package sna. Source:
    S. Wasserman, K. Faust, Social Network Analysis, Cambridge University Press 1994, chapter 6,
    doi:10.1017/CBO9780511815478.

    Examples
    --------
    >>> from kooperacja_eval.stats.tie_matrix import tie_network
    >>> none = np.nan
    >>> levels = np.array([[none, 1, 1, 1], [0, none, 1, 0], [0, 0, none, 0], [0, 0, 0, none]])
    >>> network = tie_network(levels, np.full(4, True), threshold=1, highest=1)
    >>> result = transitivity(network)
    >>> result.estimate, result.n_closed, result.n_paths
    (0.6, 6, 10)
    """
    check_option("direction", direction, ("undirected", "directed"))
    directed = direction == "directed"
    graph = whole_graph(network, None if directed else symmetrise, unknown)
    paths = graph.ties @ graph.ties
    np.fill_diagonal(paths, 0)
    n_paths = int(np.sum(paths))
    if n_paths == 0:
        raise InsufficientDataError(_NO_PATHS)
    n_closed = int(np.sum(paths * graph.ties))
    return TransitivityResult(
        estimate=n_closed / n_paths,
        n_closed=n_closed,
        n_paths=n_paths,
        n_entities=int(graph.places.size),
        n_left_out=graph.n_left_out,
        n_unknown=graph.n_unknown,
        method="directed" if directed else symmetrise,
    )


def components(
    network: TieNetwork, *, symmetrise: Symmetrise = "either", unknown: Unknown = "refuse"
) -> ComponentsResult:
    """Count the parts that a network falls into, and the entities without any tie.

    Parameters
    ----------
    network, symmetrise, unknown
        As in ``whole_graph``.

    Returns
    -------
    ComponentsResult
        At least one part.

    Raises
    ------
    InsufficientDataError
        If the graph has fewer than two entities, or pairs are open and `unknown` refuses them.
    ValueError
        If an option is not one of its values.

    Notes
    -----
    ``networkx.connected_components`` finds the parts; with ``"either"`` these are the weak
    components of the directed network. Source: S. Wasserman, K. Faust, Social Network Analysis,
    Cambridge University Press 1994, chapter 4, doi:10.1017/CBO9780511815478.

    Examples
    --------
    >>> from kooperacja_eval.stats.tie_matrix import tie_network
    >>> none = np.nan
    >>> levels = np.array([[none, 5, 0], [5, none, 1], [0, 2, none]])
    >>> network = tie_network(levels, np.full(3, True), threshold=3, highest=5)
    >>> result = components(network)
    >>> result.n_components, result.sizes, result.isolates
    (2, (2, 1), (2,))
    """
    graph = whole_graph(network, symmetrise, unknown)
    parts = list(nx.connected_components(nx.from_numpy_array(graph.ties)))
    alone = np.flatnonzero(graph.ties.sum(axis=1) == 0)
    return ComponentsResult(
        n_components=len(parts),
        sizes=tuple(sorted((len(part) for part in parts), reverse=True)),
        isolates=tuple(graph.places[alone].tolist()),
        n_isolates=int(alone.size),
        n_entities=int(graph.places.size),
        n_left_out=graph.n_left_out,
        n_unknown=graph.n_unknown,
        method=symmetrise,
    )


_NO_PATHS = Text(
    "Przechodniość jest nieokreślona: żaden podmiot nie łączy dwóch innych, więc nie ma czego "
    "domykać. Podaj, że takich trójek nie ma.",
    "Transitivity is undefined: no entity connects two others, so that there is nothing to close. "
    "Say that there are no such triples.",
)
