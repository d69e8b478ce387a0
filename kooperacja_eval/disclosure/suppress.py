"""Chooses which numbers are hidden: small ones, dominated ones, and those that would give them back.

The border: works on numbers and relations; rows of tables are known to ``release``.
"""

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass

from kooperacja_eval.disclosure.attack import exposed
from kooperacja_eval.disclosure.cells import Cells, Number, Relation, Where
from kooperacja_eval.study import Disclosure


@dataclass(frozen=True, slots=True)
class Decision:
    """What is hidden.

    Attributes
    ----------
    primary : frozenset of int
        Numbers that the rules protect.
    hidden : frozenset of int
        Numbers of rows that are not shown: the primary ones and those that would give them back.
    """

    primary: frozenset[int]
    hidden: frozenset[int]


def decide(cells: Cells, rules: Disclosure, *, areas_known: bool) -> Decision:
    """Choose the numbers to hide.

    Parameters
    ----------
    cells : Cells
        Numbers and relations.
    rules : Disclosure
        Threshold and dominance.
    areas_known : bool
        Whether it is known which teams make up an area; otherwise areas are hidden wherever a team
        is.

    Returns
    -------
    Decision
        Every primary number, and every number hidden for its sake, has a witness.
    """
    primary = {
        place for place, number in enumerate(cells.numbers) if is_small(number, rules.threshold)
    }
    primary |= _dominated(cells, rules.dominance)
    hidden = {place for place in primary if cells.numbers[place].uses}
    around = _around(cells)
    while True:
        if not areas_known:
            hidden |= _areas(cells, hidden)
        unshown = hidden | {i for i, number in enumerate(cells.numbers) if not number.uses}
        protected = hidden | primary
        weak = _weak(cells, unshown, protected, rules.threshold)
        weak = weak or exposed(cells, unshown, protected)
        chosen = {_partner(cells, number, unshown, around) for number in sorted(weak)}
        chosen.discard(None)
        if not chosen:
            return Decision(frozenset(primary), frozenset(hidden))
        hidden |= {number for number in chosen if number is not None}


def is_small(number: Number, threshold: int) -> bool:
    """Return whether a number of families is below the threshold and not zero."""
    return number.guarded and number.kind == "count" and 0 < number.value < threshold


def _dominated(cells: Cells, dominance: float) -> set[int]:
    """Return the amounts of which one contributor has more than the allowed share.

    Contributors to a macroregion are its voivodeships, to a voivodeship its teams; what they leave
    is a contributor too; a team is its own only one. An amount whose contributors are not in the
    table counts as dominated.
    """
    found = set()
    for (name, where), place in cells.index.items():
        number = cells.numbers[place]
        if number.kind != "pln" or number.value <= 0:
            continue
        parts = _contributions(cells, name, where)
        largest = max([*parts, number.value - sum(parts)], default=number.value)
        if largest > dominance * number.value:
            found.add(place)
    return found


def _contributions(cells: Cells, name: str, where: Where) -> list[float]:
    below = where.depth + 1
    parts = []
    for (other, there), place in cells.index.items():
        inside = there.depth == below and there.macroregion == where.macroregion
        inside &= not where.voivodeship or there.voivodeship == where.voivodeship
        wanted = "pln:direct" if there.depth == 2 else name  # noqa: PLR2004 (teams)
        if inside and other == wanted and not there.area:
            parts.append(cells.numbers[place].value)
    return parts


def _areas(cells: Cells, hidden: Set[int]) -> set[int]:
    """Return the areas of every number that is hidden for a team."""
    names = {cells.numbers[place].name for place in hidden if cells.numbers[place].where.pzk_id}
    return {
        place
        for place, number in enumerate(cells.numbers)
        if number.where.area and number.name in names and number.uses
    }


def _around(cells: Cells) -> dict[int, list[Relation]]:
    around: dict[int, list[Relation]] = defaultdict(list)
    for relation in cells.relations:
        for number in (relation.whole, *relation.parts):
            around[number].append(relation)
    return around


def _weak(cells: Cells, unshown: Set[int], protected: Set[int], threshold: int) -> set[int]:
    """Return protected numbers that one relation alone gives away, or nearly so.

    Nearly: the hidden parts of a shown whole together are fewer families than the threshold.
    """
    found: set[int] = set()
    for relation in cells.relations:
        if relation.rest:
            continue
        parts = [part for part in relation.parts if part in unshown]
        whole = relation.whole in unshown
        secret = [n for n in (*parts, *([relation.whole] if whole else [])) if n in protected]
        if not secret:
            continue
        together = sum(cells.numbers[part].value for part in parts)
        counts = cells.numbers[relation.whole].kind == "count"
        if len(parts) + whole == 1 or (not whole and counts and 0 < together < threshold):
            found.add(secret[0])
    return found


def _partner(
    cells: Cells, number: int, unshown: Set[int], around: dict[int, list[Relation]]
) -> int | None:
    """Return the shown number that is hidden next, the nearest and least missed one."""
    seen, edge = {number}, [number]
    while edge:
        near = {
            other
            for place in edge
            for relation in around[place]
            for other in (relation.whole, *relation.parts)
            if other not in seen
        }
        shown = [other for other in near if other not in unshown]
        if shown:
            return min(shown, key=lambda other: _loss(cells, other))
        seen |= near
        edge = sorted(near)
    return None


def _loss(cells: Cells, place: int) -> tuple[int, bool, int, float, int]:
    """Order in which numbers are given up: low places first, zeros and much used ones late."""
    number = cells.numbers[place]
    return number.where.depth * -1, number.value == 0, number.uses, number.value, place


def hidden_extremes(
    cells: Cells, hidden: Iterable[int], name: str, where: Where
) -> bool:
    """Return whether one of the teams of a place has a hidden number of that name."""
    return any(
        cells.numbers[place].name == name
        and cells.numbers[place].where.pzk_id
        and cells.numbers[place].where.macroregion == where.macroregion
        and where.voivodeship in ("", cells.numbers[place].where.voivodeship)
        for place in hidden
    )
