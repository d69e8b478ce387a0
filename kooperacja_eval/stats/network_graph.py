"""The whole network of one team: who is in it, which ties it has, which pairs are open.

The border: it turns known and unknown levels into a graph that has no gaps, or refuses to. What the
graph looks like belongs to the modules that use this one.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.tie_matrix import TieNetwork
from kooperacja_eval.text import Text

Symmetrise = Literal["either", "both", "mean"]
Unknown = Literal["refuse", "no_tie"]

MIN_ENTITIES = 2
"""One entity has nobody to be connected with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeGraph:
    """A network without gaps.

    ties has shape (entities in it, the same), 1 or 0 and a diagonal of 0, symmetric if made so;
    places holds their places among all entities of the team. n_left_out counts the entities that
    did not respond and are not in it, n_unknown the open pairs taken as no tie: dyads, or ordered
    pairs of a directed graph.
    """

    ties: NDArray[np.int64]
    places: NDArray[np.intp]
    n_left_out: int
    n_unknown: int


def whole_graph(network: TieNetwork, symmetrise: Symmetrise | None, unknown: Unknown) -> WholeGraph:
    """Return the whole graph of a network.

    Parameters
    ----------
    network : TieNetwork
        Entities that did not respond are left out where it leaves missing levels out, and stay
        where it reconstructs them.
    symmetrise : {"either", "both", "mean"} or None
        When a dyad is tied: if either side reports a tie, if both do, or if the mean of the two
        levels reaches the threshold. None keeps the directions.
    unknown : {"refuse", "no_tie"}
        What becomes of pairs that the known levels leave open.

    Returns
    -------
    WholeGraph
        Its arrays are new.

    Raises
    ------
    InsufficientDataError
        If fewer than two entities are in the graph, or pairs are open and `unknown` refuses them.
    ValueError
        If an option is not one of its values.

    Notes
    -----
    A dyad is open for ``"either"`` if no known side is a tie and a side is unknown, for ``"both"``
    if no known side lacks the tie and a side is unknown, for ``"mean"`` if a side is unknown.
    """
    check_option("unknown", unknown, ("refuse", "no_tie"))
    ties, certain = network.ties, network.known
    if symmetrise is not None:
        ties, certain = _undirected(network, symmetrise)
    everybody = network.missing == "reconstruct"
    kept = np.flatnonzero(network.responded | everybody)
    if kept.size < MIN_ENTITIES:
        raise InsufficientDataError(too_few_entities(int(kept.size), MIN_ENTITIES))
    inside = np.ix_(kept, kept)
    open_pairs = ~certain[inside] & ~np.eye(kept.size, dtype=np.bool_)
    n_unknown = int(np.sum(open_pairs)) // (1 if symmetrise is None else 2)
    if n_unknown and unknown == "refuse":
        raise InsufficientDataError(_open_pairs(n_unknown))
    return WholeGraph(
        ties=ties[inside].astype(np.int64),
        places=kept,
        n_left_out=network.n_entities - int(kept.size),
        n_unknown=n_unknown,
    )


def check_option(name: str, value: str, allowed: tuple[str, ...]) -> None:
    """Refuse an option that is not one of its values, with ``ValueError``."""
    if value not in allowed:
        raise ValueError(f"{name} is one of {', '.join(allowed)}, not {value!r}")


def too_few_entities(n_entities: int, at_least: int) -> Text:
    """Say that a figure of the whole network has too few entities."""
    return Text(
        f"Kształt sieci wymaga co najmniej {at_least} podmiotów, które odpowiedziały (albo które "
        f"opisali partnerzy); liczba takich podmiotów: {n_entities}. Uzupełnij odpowiedzi albo "
        "pomiń tę miarę.",
        f"The shape of a network needs at least {at_least} entities that responded (or that "
        f"partners described); number of such entities: {n_entities}. Complete the answers, or "
        "leave this measure out.",
    )


def _undirected(
    network: TieNetwork, symmetrise: Symmetrise
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which dyads are tied, and of which dyads that is certain."""
    check_option("symmetrise", symmetrise, ("either", "both", "mean"))
    ties, known = network.ties, network.known
    both_known = known & known.T
    if symmetrise == "either":
        tied = ties | ties.T
        return tied, tied | both_known
    if symmetrise == "both":
        absent = known & ~ties
        return ties & ties.T, both_known | absent | absent.T
    reaches = network.levels + network.levels.T >= 2 * network.threshold
    return both_known & reaches, both_known


def _open_pairs(n_pairs: int) -> Text:
    return Text(
        "Z odpowiedzi nie wynika, czy w niektórych parach podmiotów jest powiązanie, a ta miara "
        f"wymaga wszystkich par; liczba par nieznanych: {n_pairs}. Odtwórz je z odpowiedzi "
        "partnerów albo przyjmij jawnie, że powiązania w nich nie ma.",
        "The answers leave open whether some pairs of entities have a tie, and this measure needs "
        f"all pairs; number of unknown pairs: {n_pairs}. Reconstruct them from the answers of "
        "partners, or state that they are taken as no tie.",
    )
