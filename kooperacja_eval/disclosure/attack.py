"""What an attacker can work out from the numbers that are shown.

The attacker knows every shown number, every relation, and the rules of hiding. A hidden number is
safe where there is a witness: another table, in whole numbers, that agrees with everything shown
and in which the number is different. The border: finds numbers without a witness; what to do about
them is decided by ``suppress``.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from kooperacja_eval.disclosure.cells import Cells, Relation

COUNT_STEP = 0.5
"""Whole numbers that differ, differ by more than this; the solver's rounding does not."""
PLN_STEP = 0.1
"""Share of an amount by which a witness has to differ: an amount known to 10 % is known."""
GOLDEN = (5**0.5 - 1) / 2
"""Multiples of it are spread evenly over 0 to 1."""
GENERAL_GOALS = 32
"""Searches for witnesses of many numbers at once, before each is searched for alone."""
TIME_LIMIT_S = 60.0
"""Longest search for one witness; a number without one by then counts as worked out."""


def exposed(cells: Cells, hidden: Set[int], protected: Set[int]) -> set[int]:
    """Return the protected numbers that an attacker can work out.

    Parameters
    ----------
    cells : Cells
        Numbers and relations.
    hidden : set of int
        Numbers that no row shows: hidden ones, and those that rows never show.
    protected : set of int
        Numbers that must not be worked out; all of them hidden.

    Returns
    -------
    set of int
        Empty where every protected number has a witness.
    """
    found = _forced(cells, hidden)
    open_numbers = hidden - found
    found &= protected
    for unknown, relations in _components(cells, open_numbers):
        wanted = [number for number in unknown if number in protected]
        if wanted:
            found |= _without_witness(cells, unknown, relations, wanted)
    return found


def _forced(cells: Cells, hidden: Set[int]) -> set[int]:
    """Return what follows from single relations, one after the other.

    A number is forced where it is the only unknown one, and a part where nothing is left for it.
    """
    around: dict[int, list[Relation]] = defaultdict(list)
    for relation in cells.relations:
        for number in (relation.whole, *relation.parts):
            around[number].append(relation)
    unknown = set(hidden)
    queue = list(cells.relations)
    while queue:
        new: set[int] = set()
        for relation in queue:
            parts = unknown.intersection(relation.parts)
            whole = relation.whole in unknown
            if not relation.rest and len(parts) + whole == 1:
                new |= parts or {relation.whole}
            elif parts and not whole and all(cells.numbers[part].value == 0 for part in parts):
                nothing_left = cells.numbers[relation.whole].value == sum(
                    cells.numbers[part].value for part in relation.parts
                )
                new |= parts if nothing_left else set()
            unknown -= new
        queue = [relation for number in new for relation in around[number]]
    return set(hidden) - unknown


def _components(cells: Cells, hidden: Set[int]) -> list[tuple[list[int], list[Relation]]]:
    """Split the unknown numbers into sets that no relation connects."""
    parent = {number: number for number in hidden}

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    touched = []
    for relation in cells.relations:
        unknown = [number for number in (relation.whole, *relation.parts) if number in hidden]
        if unknown:
            touched.append((unknown[0], relation))
            for number in unknown[1:]:
                parent[root(number)] = root(unknown[0])
    members: dict[int, list[int]] = defaultdict(list)
    for number in sorted(hidden):
        members[root(number)].append(number)
    inside: dict[int, list[Relation]] = defaultdict(list)
    for number, relation in touched:
        inside[root(number)].append(relation)
    return [(members[key], inside[key]) for key in members]


def _without_witness(
    cells: Cells, unknown: Sequence[int], relations: Sequence[Relation], wanted: Sequence[int]
) -> set[int]:
    program = _Program(cells, unknown, relations)
    left = set(wanted)
    for turn in range(1, GENERAL_GOALS + 1):
        # Goals in general position: no two numbers weigh the same, so that none cancel out.
        aims = (turn * GOLDEN * np.arange(1, len(left) + 1)) % 1.0 - 0.5
        goal = dict(zip(sorted(left), aims.tolist(), strict=True))
        left -= program.moved(goal, left)
        left -= program.moved({number: -aim for number, aim in goal.items()}, left)
        if not left:
            return left
    for number in sorted(left):
        if program.moved({number: 1.0}, {number}) or program.moved({number: -1.0}, {number}):
            left.discard(number)
    return left


class _Program:
    """The shown numbers as an integer program over the unknown ones."""

    def __init__(self, cells: Cells, unknown: Sequence[int], relations: Sequence[Relation]) -> None:
        self._place = {number: place for place, number in enumerate(unknown)}
        values = np.array([cells.numbers[number].value for number in unknown])
        money = np.array([cells.numbers[number].kind == "pln" for number in unknown])
        rests = sum(relation.rest for relation in relations)
        self._scale = max(float(values.max()), 1.0) if money.any() else 1.0
        self._actual = values / self._scale
        self._step = np.where(money, PLN_STEP * self._actual, COUNT_STEP)
        self._constraint = self._equations(cells, relations, rests)
        whole = np.concatenate([np.where(money, 0, 1), np.zeros(rests)])
        self._integrality: NDArray[np.int64] = whole.astype(np.int64)
        self._lower = np.zeros(self._integrality.size)

    def moved(self, goal: dict[int, float], wanted: Iterable[int]) -> set[int]:
        """Return which of the wanted numbers differ in the table that is furthest along a goal."""
        objective = np.zeros(self._integrality.size)
        for number, aim in goal.items():
            objective[self._place[number]] = aim
        box = Bounds(self._lower, self._ceiling(objective))
        solution = milp(
            objective,
            constraints=self._constraint,
            bounds=box,
            integrality=self._integrality,
            options={"time_limit": TIME_LIMIT_S},
        )
        if solution.x is None:
            return set()
        distance = np.abs(solution.x[: self._actual.size] - self._actual)
        return {n for n in wanted if distance[self._place[n]] > self._step[self._place[n]]}

    def _ceiling(self, objective: NDArray[np.float64]) -> NDArray[np.float64]:
        """Keep what nothing else limits finite; the actual table always fits below."""
        limit = 2 * (float(self._actual.max(initial=0.0)) + 1) * max(1, self._actual.size)
        return np.full(objective.size, limit)

    def _equations(
        self, cells: Cells, relations: Sequence[Relation], rests: int
    ) -> LinearConstraint:
        rows: list[int] = []
        columns: list[int] = []
        entries: list[float] = []
        known = np.zeros(len(relations))
        rest = len(self._place)
        for row, relation in enumerate(relations):
            terms = [(relation.whole, 1.0), *((part, -1.0) for part in relation.parts)]
            for number, sign in terms:
                if number in self._place:
                    rows.append(row)
                    columns.append(self._place[number])
                    entries.append(sign)
                else:
                    known[row] -= sign * cells.numbers[number].value / self._scale
            if relation.rest:
                rows.append(row)
                columns.append(rest)
                entries.append(-1.0)
                rest += 1
        shape = (len(relations), len(self._place) + rests)
        matrix = csr_array((entries, (rows, columns)), shape=shape)
        return LinearConstraint(matrix, known, known)
