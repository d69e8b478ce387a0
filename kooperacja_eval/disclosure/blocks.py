"""Numbers that follow from each other in one place, and are therefore hidden together.

Completed programmes, their share and their complement are one block; cohorts with their months are
another. Bases, such as all families of a place, stand apart, because almost every block has one as
its denominator: a block is hidden without its base, a base never without its blocks. The border:
says what belongs together, not what is hidden.
"""

import re
from collections import defaultdict

from kooperacja_eval.disclosure.cells import Cells, Where
from kooperacja_eval.indicators.catalogue import bases


class Blocks:
    """The blocks of a set of numbers.

    Parameters
    ----------
    cells : Cells
        Numbers and relations.
    """

    def __init__(self, cells: Cells) -> None:
        self._is_base = re.compile("|".join(re.escape(b).replace(r"\*", ".*") for b in bases()))
        self._parent = {number.name: number.name for number in cells.numbers}
        self._blocks: dict[tuple[str, Where], list[int]] = defaultdict(list)
        self._above: dict[str, set[str]] = defaultdict(set)
        self._cells = cells
        for relation in cells.relations:
            together = (relation.whole, *relation.parts)
            if len({cells.numbers[n].where for n in together}) == 1:
                self._join({cells.numbers[n].name for n in together})
        for place, number in enumerate(cells.numbers):
            self._blocks[self._root(number.name), number.where].append(place)

    def of(self, number: int) -> list[int]:
        """Return the numbers that are hidden with a number, itself included."""
        given = self._cells.numbers[number]
        roots = {self._root(given.name)}
        if self._is_base.fullmatch(given.name):
            roots |= {self._root(name) for name in self._above[given.name]}
        return [other for root in roots for other in self._blocks.get((root, given.where), [])]

    def _join(self, names: set[str]) -> None:
        bases_here = {name for name in names if self._is_base.fullmatch(name)}
        others = sorted(names - bases_here)
        for name in others[1:]:
            self._parent[self._root(name)] = self._root(others[0])
        for base in bases_here:
            self._above[base].update(others)

    def _root(self, name: str) -> str:
        while self._parent[name] != name:
            name = self._parent[name]
        return name
