"""Chooses what is hidden: small numbers, dominated ones, and those that would give them back.

Numbers that follow from each other in one place are hidden together, as a block; then enough other
places are hidden that no sum gives a block back. The border: works on numbers and relations; rows
of tables are known to ``release``.
"""

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass

from kooperacja_eval.disclosure.attack import exposed
from kooperacja_eval.disclosure.blocks import Blocks
from kooperacja_eval.disclosure.cells import Cells, Number, Relation, Where
from kooperacja_eval.disclosure.messages import unprotected
from kooperacja_eval.errors import DisclosureError
from kooperacja_eval.sections import Disclosure


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
        No hidden number follows from the shown ones: each has a witness. Where it is not known
        which teams make up an area, areas are hidden wherever a team is.

    Raises
    ------
    DisclosureError
        Where hiding everything around a number does not protect it.
    """
    primary = {
        place for place, number in enumerate(cells.numbers) if is_small(number, rules.threshold)
    }
    primary |= _dominated(cells, rules.dominance)
    choice = _Choice(cells, primary, rules.threshold)
    choice.mend()
    while weak := exposed(cells, choice.unshown, primary):
        choice.surround(weak)
        choice.mend()
    # What follows from the shown numbers anyway is shown: to hide it would protect nobody.
    pointless = exposed(cells, choice.unshown, choice.hidden - primary)
    return Decision(frozenset(primary), frozenset(choice.hidden - pointless))


class _Choice:
    """The numbers hidden so far, and the ways to hide more."""

    def __init__(self, cells: Cells, primary: set[int], threshold: int) -> None:
        self._cells = cells
        self._primary = primary
        self._threshold = threshold
        self._blocks = Blocks(cells)
        self._areas_known = _areas_known(cells)
        self._sums = [relation for relation in cells.relations if self._adds_places(relation)]
        self._sums_of = _by_number(self._sums)
        self._around = _by_number(cells.relations)
        self.hidden: set[int] = set()
        self.unshown = {place for place, number in enumerate(cells.numbers) if not number.uses}
        self._hide(primary)

    def mend(self) -> None:
        """Hide until no sum over places gives a hidden block back, or too few families of it."""
        before = -1
        while before != len(self.hidden):
            before = len(self.hidden)
            if not self._areas_known:
                self._hide(_areas(self._cells, self.hidden))
            for relation in self._sums:
                if self._gives_back(relation):
                    self._hide_one_of(relation)

    def surround(self, weak: Set[int]) -> None:
        """Hide one more place beside each number that relations together give away."""
        for number in sorted(weak, key=self._loss):
            sums = [sum_ for n in self._blocks.of(number) for sum_ in self._sums_of[n]]
            shown = {n for sum_ in sums for n in (sum_.whole, *sum_.parts)} - self.unshown
            shown = shown or self._nearest(number)
            self._hide([min(shown, key=self._loss)])

    def _nearest(self, number: int) -> set[int]:
        """Return the shown numbers that the fewest relations away hang together with one.

        Raises
        ------
        DisclosureError
            Where there are none.
        """
        seen, edge = {number}, {number}
        while edge:
            near = {n for place in edge for r in self._around[place] for n in (r.whole, *r.parts)}
            shown = near - self.unshown
            if shown:
                return shown
            edge = near - seen
            seen |= near
        raise DisclosureError(unprotected())

    def _adds_places(self, relation: Relation) -> bool:
        numbers = self._cells.numbers
        return not relation.rest and numbers[relation.whole].where != (
            numbers[relation.parts[0]].where
        )

    def _gives_back(self, relation: Relation) -> bool:
        """Say whether what the shown parts leave of a shown whole is one place, or too little."""
        if relation.whole in self.unshown:
            return False
        unknown = self.hidden.intersection(relation.parts)
        if not unknown or not any(self._cells.numbers[part].guarded for part in unknown):
            return False
        together = sum(self._cells.numbers[part].value for part in unknown)
        counts = self._cells.numbers[relation.whole].kind == "count"
        return len(unknown) == 1 or (counts and 0 < together < self._threshold)

    def _hide_one_of(self, relation: Relation) -> None:
        siblings = set(relation.parts) - self.hidden
        self._hide([min(siblings or {relation.whole}, key=self._loss)])

    def _hide(self, numbers: Iterable[int]) -> None:
        together = {other for number in numbers for other in self._blocks.of(number)}
        shown = {number for number in together if self._cells.numbers[number].uses}
        self.hidden |= shown
        self.unshown |= shown

    def _loss(self, number: int) -> tuple[int, bool, float, int]:
        """Order in which numbers are given up: low places first, zeros late, small ones early."""
        given = self._cells.numbers[number]
        return -given.where.depth, given.value == 0, given.value, number


def _by_number(relations: Iterable[Relation]) -> dict[int, list[Relation]]:
    found: dict[int, list[Relation]] = defaultdict(list)
    for relation in relations:
        for number in (relation.whole, *relation.parts):
            found[number].append(relation)
    return found


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
    """Return the amounts of the places just below; teams have their direct part of all costs."""
    if where.pzk_id:
        return []
    wanted = "pln:direct" if name == "pln:all" and where.depth == 1 else name
    return [
        cells.numbers[place].value
        for (other, there), place in cells.index.items()
        if other == wanted
        and there.depth == where.depth + 1
        and there.macroregion == where.macroregion
        and where.voivodeship in ("", there.voivodeship)
        and not there.area
    ]


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


def hides_a_team(cells: Cells, hidden: Iterable[int], name: str, where: Where) -> bool:
    """Return whether one of the teams of a place has a hidden number of that name."""
    return any(
        cells.numbers[place].name == name
        and cells.numbers[place].where.pzk_id
        and cells.numbers[place].where.macroregion == where.macroregion
        and where.voivodeship in ("", cells.numbers[place].where.voivodeship)
        for place in hidden
    )
