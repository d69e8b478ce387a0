"""How many ties the network of one team has, how many are returned, and who has how many.

The border: what can be counted pair by pair, so that pairs of which nothing is known are left out
and no more. Figures that need the whole network are in ``network_shape``.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.tie_matrix import TieNetwork
from kooperacja_eval.text import Text

ReciprocityMeasure = Literal["edgewise", "dyadic_nonnull", "dyadic"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DensityResult:
    """Ties present of ties possible, on both bases, unrounded.

    asked is n_ties / n_asked, of the ordered pairs that were asked and answered or, where the
    network was so made, reconstructed (n_reconstructed of them). all_pairs is n_ties / n_all, of
    all ordered pairs, and so the least that the density can be.
    """

    asked: float
    all_pairs: float
    n_ties: int
    n_asked: int
    n_all: int
    n_reconstructed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReciprocityResult:
    """How far ties are returned: numerator / denominator as measure says, unrounded.

    The counts are of dyads with both sides reported: mutual, asymmetric (a tie on one side) and
    null. n_undefined counts the other dyads.
    """

    estimate: float
    numerator: int
    denominator: int
    n_mutual: int
    n_asymmetric: int
    n_null: int
    n_undefined: int
    measure: ReciprocityMeasure


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityTiesResult:
    """Ties of each entity; all arrays have shape (entities,).

    out_ is what the entity reports, in_ what the others report of it: degree is the number of ties,
    strength the sum of levels, n_..._known the number of partners of which the level is known. A
    degree says nothing without it: 0 of 0 is unknown.
    """

    out_degree: NDArray[np.int64]
    in_degree: NDArray[np.int64]
    out_strength: NDArray[np.float64]
    in_strength: NDArray[np.float64]
    n_out_known: NDArray[np.int64]
    n_in_known: NDArray[np.int64]


def density(network: TieNetwork) -> DensityResult:
    """Measure the share of possible ties that are present, over known and over all pairs.

    Parameters
    ----------
    network : TieNetwork
        As ``tie_network`` makes it.

    Returns
    -------
    DensityResult
        Shares from 0 to 1 of ordered pairs.

    Notes
    -----
    A network has at least two entities and a known level, so that neither share is undefined.
    Source: S. Wasserman, K. Faust, Social Network Analysis, Cambridge University Press 1994,
    chapter 4, doi:10.1017/CBO9780511815478.

    Examples
    --------
    >>> from kooperacja_eval.stats.tie_matrix import tie_network
    >>> none = np.nan
    >>> levels = np.array([[none, 1, 0], [1, none, 1], [none, none, none]])
    >>> network = tie_network(levels, np.array([True, True, False]), threshold=1, highest=1)
    >>> result = density(network)
    >>> result.asked, result.all_pairs, (result.n_ties, result.n_asked, result.n_all)
    (0.75, 0.5, (3, 4, 6))
    """
    n_ties, n_asked = int(np.sum(network.ties)), int(np.sum(network.known))
    n_all = network.n_entities * (network.n_entities - 1)
    return DensityResult(
        asked=n_ties / n_asked,
        all_pairs=n_ties / n_all,
        n_ties=n_ties,
        n_asked=n_asked,
        n_all=n_all,
        n_reconstructed=network.n_reconstructed,
    )


def reciprocity(
    network: TieNetwork, *, measure: ReciprocityMeasure = "edgewise"
) -> ReciprocityResult:
    r"""Measure how far ties are returned, among dyads with both sides reported.

    Parameters
    ----------
    network : TieNetwork
        Reconstructed levels are not used: a level taken from the partner is returned by
        construction.
    measure : {"edgewise", "dyadic_nonnull", "dyadic"}
        Which of the three figures that are called reciprocity.

    Returns
    -------
    ReciprocityResult
        A share from 0 to 1.

    Raises
    ------
    InsufficientDataError
        If no dyad has both sides, or, except for ``"dyadic"``, none of these has a tie.
    ValueError
        If `measure` is none of the three.

    Notes
    -----
    With M mutual, A asymmetric and N null dyads: edgewise 2M / (2M + A), the share of ties that are
    returned, and where nothing is missing ``networkx.overall_reciprocity``; dyadic_nonnull
    M / (M + A), the share of connected dyads that are mutual; dyadic (M + N) / (M + A + N), the
    share of dyads whose sides agree. Source: S. Wasserman, K. Faust, Social Network Analysis,
    Cambridge University Press 1994, chapter 13, doi:10.1017/CBO9780511815478.

    Examples
    --------
    >>> from kooperacja_eval.stats.tie_matrix import tie_network
    >>> none = np.nan
    >>> levels = np.array([[none, 1, 1], [1, none, 0], [0, 1, none]])
    >>> network = tie_network(levels, np.full(3, True), threshold=1, highest=1)
    >>> result = reciprocity(network)
    >>> result.numerator, result.denominator
    (2, 4)
    >>> round(reciprocity(network, measure="dyadic_nonnull").estimate, 6)
    0.333333
    """
    both = np.triu(network.reported & network.reported.T, k=1)
    one, other = network.ties, network.ties.T
    mutual, null = int(np.sum(both & one & other)), int(np.sum(both & ~one & ~other))
    n_dyads = int(np.sum(both))
    asymmetric = n_dyads - mutual - null
    shares = {
        "edgewise": (2 * mutual, 2 * mutual + asymmetric),
        "dyadic_nonnull": (mutual, mutual + asymmetric),
        "dyadic": (mutual + null, n_dyads),
    }
    if measure not in shares:
        raise ValueError(f"measure is one of {', '.join(shares)}, not {measure!r}")
    numerator, denominator = shares[measure]
    if denominator == 0:
        raise InsufficientDataError(_no_returns(n_dyads))
    n_all = network.n_entities * (network.n_entities - 1) // 2
    return ReciprocityResult(
        estimate=numerator / denominator,
        numerator=numerator,
        denominator=denominator,
        n_mutual=mutual,
        n_asymmetric=asymmetric,
        n_null=null,
        n_undefined=n_all - n_dyads,
        measure=measure,
    )


def entity_ties(network: TieNetwork) -> EntityTiesResult:
    """Count the ties and add up the levels of each entity, as reporter and as reported on.

    Parameters
    ----------
    network : TieNetwork
        As ``tie_network`` makes it.

    Returns
    -------
    EntityTiesResult
        In the order of the entities of the network.

    Notes
    -----
    Strength is the sum of levels, whether they reach the threshold or not. Source: A. Barrat,
    M. Barthelemy, R. Pastor-Satorras, A. Vespignani, The architecture of complex weighted networks,
    PNAS 101 (2004) 3747-3752, doi:10.1073/pnas.0400087101.

    Examples
    --------
    >>> from kooperacja_eval.stats.tie_matrix import tie_network
    >>> none = np.nan
    >>> levels = np.array([[none, 5, 2], [4, none, 3], [none, none, none]])
    >>> network = tie_network(levels, np.array([True, True, False]), threshold=3, highest=5)
    >>> result = entity_ties(network)
    >>> result.in_degree.tolist(), result.n_in_known.tolist(), result.in_strength.tolist()
    ([1, 1, 1], [1, 1, 2], [4.0, 5.0, 5.0])
    """
    levels = np.where(network.known, network.levels, 0.0)
    return EntityTiesResult(
        out_degree=network.ties.sum(axis=1, dtype=np.int64),
        in_degree=network.ties.sum(axis=0, dtype=np.int64),
        out_strength=levels.sum(axis=1),
        in_strength=levels.sum(axis=0),
        n_out_known=network.known.sum(axis=1, dtype=np.int64),
        n_in_known=network.known.sum(axis=0, dtype=np.int64),
    )


def _no_returns(n_dyads: int) -> Text:
    return Text(
        "Wzajemność jest nieokreślona: wśród par podmiotów, w których odpowiedziały obie strony, "
        f"żadna nie ma powiązania; liczba takich par: {n_dyads}. Podaj, że nie ma czego "
        "odwzajemniać, albo uzupełnij odpowiedzi.",
        "Reciprocity is undefined: among the pairs of entities of which both sides answered none "
        f"has a tie; number of such pairs: {n_dyads}. Say that there is nothing to return, or "
        "complete the answers.",
    )
