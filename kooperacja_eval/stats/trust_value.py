"""Trust and value of the entities of one team, as their partners rate them.

The border: ratings of one team at one time, the items of one score (trust, or value). Which item is
turned round, and what the items ask, belongs to the instrument.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_count
from kooperacja_eval.text import Text

MIN_ENTITIES = 2
"""One entity has nobody to rate it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerScoresResult:
    """Scores that entities get from their partners, and the mean of the team, unrounded.

    entities holds the places of the entities that somebody rated; scores and n_raters have the same
    shape (rated entities,) and order. network_share is the network mean on 0 to 1 of the scale.
    n_ratings counts pairs of a rater and a rated entity with any item, n_incomplete those of them
    that lack an item, n_dropped the ordered pairs without any, n_unrated the entities nobody rated.
    """

    entities: NDArray[np.int64]
    scores: NDArray[np.float64]
    n_raters: NDArray[np.int64]
    network_mean: float
    network_share: float
    n_entities: int
    n_ratings: int
    n_incomplete: int
    n_dropped: int
    n_unrated: int
    method: Literal["items_then_raters_then_entities"]


def partner_scores(
    ratings: NDArray[np.float64], *, lowest: int = 1, highest: int = 4
) -> PartnerScoresResult:
    r"""Score each entity of a team by the ratings of its partners, and the team by its entities.

    Parameters
    ----------
    ratings : NDArray[np.float64], shape (raters, rated, items)
        Rating that the entity of the first axis gives to that of the second, from `lowest` to
        `highest`; nan is not asked or not answered, and nobody rates itself. Raters and rated are
        the same entities in the same order. Where only the mean over the items of a rater is
        known, it is given as the one item.
    lowest, highest : int
        The ends of the scale; those of PARTNER are the default.

    Returns
    -------
    PartnerScoresResult
        Scores on the scale of the items.

    Raises
    ------
    InsufficientDataError
        If there are fewer than two entities or there is no rating.
    TypeError, ValueError
        If ratings have the wrong shape or type, an entity rates itself, or a rating is not on the
        scale.

    Notes
    -----
    The order is: mean over the items that a rater answered, then over the raters of an entity, then
    over the rated entities, each step with equal weights. Where nothing is missing this is the mean
    of all ratings. Trust is made of the items reliability, support of the mission and openness to
    discussion, value of power and influence, level of involvement and contribution of resources; a
    single item is scored by giving it alone. The network share (m - lowest) / (highest - lowest) is
    this project's own reading: PARTNER describes 100 % as everybody rating at the top of the scale,
    which m / highest would fulfil too; here the bottom of the scale is 0. Source:
    D. M. Varda, A. Chandra, S. A. Stern, N. Lurie, Core dimensions of connectivity in public health
    collaboratives, Journal of Public Health Management and Practice 14 (2008) E1-E7,
    doi:10.1097/01.PHH.0000333889.60517.46.

    Examples
    --------
    >>> none = [np.nan, np.nan, np.nan]
    >>> ratings = np.array([[none, [4, 3, 2]], [[1, 1, 1], none]])
    >>> result = partner_scores(ratings)
    >>> result.scores.tolist(), result.network_mean, round(result.network_share, 4)
    ([1.0, 3.0], 2.0, 0.3333)
    """
    numbers = _as_ratings(ratings, lowest, highest)
    given = ~np.isnan(numbers)
    n_items = given.sum(axis=2)
    rated_by = n_items > 0
    n_raters = rated_by.sum(axis=0)
    if not np.any(rated_by):
        raise InsufficientDataError(_no_ratings(len(n_raters)))
    by_rater = np.nansum(numbers, axis=2) / np.maximum(n_items, 1)
    entities = np.flatnonzero(n_raters)
    scores = by_rater.sum(axis=0)[entities] / n_raters[entities]
    n_entities, n_ratings = len(n_raters), int(np.sum(rated_by))
    network_mean = float(np.mean(scores))
    return PartnerScoresResult(
        entities=entities.astype(np.int64),
        scores=scores,
        n_raters=n_raters[entities].astype(np.int64),
        network_mean=network_mean,
        network_share=(network_mean - lowest) / (highest - lowest),
        n_entities=n_entities,
        n_ratings=n_ratings,
        n_incomplete=int(np.sum(rated_by & ~given.all(axis=2))),
        n_dropped=n_entities * (n_entities - 1) - n_ratings,
        n_unrated=n_entities - entities.size,
        method="items_then_raters_then_entities",
    )


def _as_ratings(ratings: NDArray[np.float64], lowest: int, highest: int) -> NDArray[np.float64]:
    if not as_count(lowest, "lowest") < as_count(highest, "highest"):
        raise ValueError(f"lowest is less than highest, got {lowest} and {highest}")
    array = np.asarray(ratings)
    if array.ndim != 3 or array.shape[0] != array.shape[1]:  # noqa: PLR2004 - raters, rated, items
        raise ValueError(f"ratings has shape (entities, entities, items), got {array.shape}")
    if array.size and array.dtype.kind not in "iuf":
        raise TypeError(f"ratings holds real numbers, not {array.dtype}")
    if array.shape[0] < MIN_ENTITIES:
        raise InsufficientDataError(_too_few_entities(array.shape[0]))
    if array.shape[2] == 0:
        raise ValueError("ratings has at least one item, got none")
    numbers = array.astype(np.float64)
    _check_ratings(numbers, lowest, highest)
    return numbers


def _check_ratings(numbers: NDArray[np.float64], lowest: int, highest: int) -> None:
    given = ~np.isnan(numbers)
    n_own = int(np.sum(np.diagonal(given).any(axis=0)))
    if n_own:
        raise ValueError(f"nobody rates itself, but entities that do: {n_own}")
    values = numbers[given]
    n_off = int(np.sum((values < lowest) | (values > highest)))
    if n_off:
        raise ValueError(f"ratings lie from {lowest} to {highest}; others found: {n_off}")


def _too_few_entities(n_entities: int) -> Text:
    return Text(
        "Oceny partnerów wymagają co najmniej 2 podmiotów w zespole; liczba podmiotów: "
        f"{n_entities}. Sprawdź skład zespołu albo pomiń tę miarę.",
        "Ratings by partners need at least 2 entities in the team; number of entities: "
        f"{n_entities}. Check who belongs to the team, or leave this measure out.",
    )


def _no_ratings(n_entities: int) -> Text:
    return Text(
        "Żaden podmiot zespołu nie ocenił żadnego partnera; liczba podmiotów: "
        f"{n_entities}. Brak ocen nie oznacza niskiej oceny: podaj, że danych nie ma.",
        "No entity of the team rated any partner; number of entities: "
        f"{n_entities}. No rating does not mean a low rating: say that there are no data.",
    )
