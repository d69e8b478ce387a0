"""Chooses what is hidden: small numbers, dominated ones, and those that would give them back.

The border: works on numbers and relations; rows of tables are known to ``release``.
"""

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass

from kooperacja_eval.disclosure.attack import exposed
from kooperacja_eval.disclosure.cells import Cells, Number, Relation, Where
from kooperacja_eval.disclosure.messages import unprotected
from kooperacja_eval.errors import DisclosureError
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


def decide(cells: Cells, rules: Disclosure) -> Decision:
    """Choose the numbers to hide.

    Parameters
    ----------
    cells : Cells
        Numbers and relations.
    rules : Disclosure
        Threshold and dominance.

    Returns
    -------
    Decision
        Every primary number, and every number hidden for its sake, has a witness. Where it is not
        known which teams make up an area, areas are hidden wherever a team is.

    Raises
    ------
    DisclosureError
        Where hiding everything around a number does not protect it.
    """
    primary = {
        place for place, number in enumerate(cells.numbers) if is_small(number, rules.threshold)
    }
    primary |= _dominated(cells, rules.dominance)
    state = _State(cells, primary, rules.threshold)
    state.mend()
    while weak := exposed(cells, state.unshown, primary):
        state.surround(weak)
        state.mend()
    pointless = exposed(cells, state.unshown, state.hidden)
    return Decision(frozenset(primary), frozenset(state.hidden - pointless))


class _State:
    """The numbers hidden so far, and the ways to hide more."""

    def __init__(self, cells: Cells, primary: set[int], threshold: int) -> None:
        self._cells = cells
        self._primary = primary
        self._threshold = threshold
        self._around = _around(cells)
        self._areas_known = _areas_known(cells)
        never = {place for place, number in enumerate(cells.numbers) if not number.uses}
        self.hidden = {place for place in primary if cells.numbers[place].uses}
        self.unshown = never | self.hidden

    def mend(self) -> None:
        """Hide until no chain of single relations gives a primary number away, or nearly so."""
        while True:
            before = len(self.hidden)
            if not self._areas_known:
                self._hide(*_areas(self._cells, self.hidden))
            for relation in self._giving_away():
                self._hide_one_of(relation)
            if len(self.hidden) == before:
                return

    def surround(self, weak: Set[int]) -> None:
        """Hide one more number beside each that relations together give away."""
        touched: set[int] = set()
        for number in sorted(weak, key=lambda place: _loss(self._cells, place)):
            if number not in touched:
                partner = self._nearest(number)
                self._hide(partner)
                touched |= {
                    other
                    for relation in self._around[partner]
                    for other in (relation.whole, *relation.parts)
                }

    def _giving_away(self) -> list[Relation]:
        """Return the relations from which, one after the other, primary numbers follow."""
        unknown = set(self.unshown)
        found = []
        queue = [relation for relation in self._cells.relations if not relation.rest]
        while queue:
            following: list[Relation] = []
            for relation in queue:
                open_numbers = unknown.intersection((relation.whole, *relation.parts))
                if len(open_numbers) == 1:
                    unknown -= open_numbers
                    following += [r for n in open_numbers for r in self._around[n] if not r.rest]
                    if open_numbers & self._primary:
                        found.append(relation)
                elif self._is_thin(relation, open_numbers):
                    found.append(relation)
            queue = following
        return found

    def _is_thin(self, relation: Relation, unknown: Set[int]) -> bool:
        """Say whether the unknown parts of a known whole are together fewer than the threshold."""
        if relation.whole in unknown or not self._primary & unknown:
            return False
        together = sum(self._cells.numbers[part].value for part in unknown)
        return self._cells.numbers[relation.whole].kind == "count" and together < self._threshold

    def _hide_one_of(self, relation: Relation) -> None:
        shown = {relation.whole, *relation.parts} - self.unshown
        if shown:
            self._hide(min(shown, key=lambda place: _loss(self._cells, place)))
        else:
            self._hide(self._nearest(relation.whole))

    def _hide(self, *numbers: int) -> None:
        self.hidden.update(numbers)
        self.unshown.update(numbers)

    def _nearest(self, number: int) -> int:
        """Return the nearest and least missed number that is still shown.

        Raises
        ------
        DisclosureError
            Where there is none.
        """
        seen, edge = {number}, {number}
        while edge:
            near = {
                other
                for place in edge
                for relation in self._around[place]
                for other in (relation.whole, *relation.parts)
            } - seen
            shown = near - self.unshown
            if shown:
                return min(shown, key=lambda other: _loss(self._cells, other))
            seen |= near
            edge = near
        raise DisclosureError(unprotected())


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
    parts: list[float] = []
    if where.pzk_id:
        return parts
    for (other, there), place in cells.index.items():
        inside = there.depth == below and there.macroregion == where.macroregion
        inside &= not where.voivodeship or there.voivodeship == where.voivodeship
        wanted = "pln:direct" if there.depth == 2 else name  # noqa: PLR2004 (teams)
        if inside and other == wanted and not there.area:
            parts.append(cells.numbers[place].value)
    return parts


def _areas_known(cells: Cells) -> bool:
    """Return whether every number of an area is known to be the sum of its teams'."""
    sums = {
        relation.whole
        for relation in cells.relations
        if not relation.rest and cells.numbers[relation.parts[0]].where.pzk_id
    }
    return all(
        place in sums
        for place, number in enumerate(cells.numbers)
        if number.where.area and number.kind == "count" and number.value
    )


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


def _loss(cells: Cells, place: int) -> tuple[bool, int, bool, int, float, int]:
    """Order in which numbers are given up: low places first, zeros and much used ones late.

    That nothing is missing hides nothing, so such a zero comes last of all.
    """
    number = cells.numbers[place]
    zero = number.value == 0
    nothing_missing = zero and not number.guarded
    return nothing_missing, -number.where.depth, zero, number.uses, number.value, place


def hides_a_team(cells: Cells, hidden: Iterable[int], name: str, where: Where) -> bool:
    """Return whether one of the teams of a place has a hidden number of that name."""
    return any(
        cells.numbers[place].name == name
        and cells.numbers[place].where.pzk_id
        and cells.numbers[place].where.macroregion == where.macroregion
        and where.voivodeship in ("", cells.numbers[place].where.voivodeship)
        for place in hidden
    )
