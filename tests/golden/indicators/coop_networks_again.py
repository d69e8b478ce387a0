"""Ties and the intensity index counted again in plain loops, beside ``coop_records``."""

import math
from collections.abc import Iterator
from itertools import combinations, permutations
from typing import Any

from coop_records import Key, Process, Records, Row, Where, means, month_of, months_between, shares

TOP = {"frey_2006": 5, "himmelman_2002": 4}
PARTS = ("meetings", "attendance", "sectors", "contacts", "ties", "reciprocity")
NOTHING: Row = (None, None, None, 0, 0)
Wave = tuple[str, Any, Any]
Parts = dict[str, list[float | None]]
"""Parts of each team; None where unknown."""


class Network:
    """What one team says in one wave."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.scale = rows[0]["scale"]
        self.top = TOP[self.scale]
        self.asked = {one["from_entity"] for one in rows}
        self.names = sorted(self.asked | {one["to_entity"] for one in rows})
        self.said = {(one["from_entity"], one["to_entity"]): one for one in rows}
        self.responded = [
            a for a in self.names if any(self.level(a, b) is not None for b in self.names)
        ]

    def level(self, one: str, other: str) -> int | None:
        """Return what one says of another."""
        return self.said.get((one, other), {}).get("level")

    def numbers(self) -> dict[tuple[str, str], Row]:
        """Return the rows of every indicator of ties, by indicator and group."""
        levels = [self.level(*pair) for pair in permutations(self.names, 2)]
        known = [level for level in levels if level is not None]
        lost = len(levels) - len(known)
        differ = [abs(a - b) for a, b in self._both()]
        pairs = len(self.names) * (len(self.names) - 1) // 2
        rows = {
            ("tie_response_share", ""): shares(len(self.responded), len(self.asked)),
            ("tie_level_mean", self.scale): (*means(known)[:4], lost),
            ("dyad_discrepancy", ""): (*means(differ)[:4], pairs - len(differ)),
        }
        for level in range(self.top + 1):
            group = f"{self.scale}|{level}"
            rows["tie_level_share", group] = shares(known.count(level), len(known), lost)
        for least in (1, 3):
            ties = sum(level >= least for level in known)
            rows["network_density", f"asked|{least}"] = shares(ties, len(known), lost)
            rows["network_density", f"all|{least}"] = shares(ties, len(levels), lost)
            rows["network_reciprocity", str(least)] = self._returned(least, pairs)
        for name in ("degree", "in", "out"):
            rows["network_centralisation", f"{name}|3"] = self._central(name)
        if not known:  # nothing was said: no density of 0, but none
            rows = {key: rows[key] if key[0] == "tie_response_share" else NOTHING for key in rows}
        for what in ("trust", "value"):
            rows[f"{what}_mean", ""] = self._rated(what)
        return rows

    def _both(self) -> Iterator[tuple[int, int]]:
        for a, b in combinations(self.names, 2):
            there, back = self.level(a, b), self.level(b, a)
            if there is not None and back is not None:
                yield there, back

    def _returned(self, least: int, pairs: int) -> Row:
        tied = [(a >= least, b >= least) for a, b in self._both()]
        total = sum(a + b for a, b in tied)
        if not total:
            return NOTHING
        return shares(sum(2 for a, b in tied if a and b), total, pairs - len(tied))

    def _central(self, name: str) -> Row:
        size = len(self.responded)
        if size < 3:
            return NOTHING
        degrees = []
        for one in self.responded:
            others = [other for other in self.responded if other != one]
            given = {other for other in others if (self.level(one, other) or 0) >= 3}
            got = {other for other in others if (self.level(other, one) or 0) >= 3}
            degrees.append(len({"degree": given | got, "in": got, "out": given}[name]))
        most = (size - 1) * (size - 2) if name == "degree" else (size - 1) ** 2
        gathered = sum(max(degrees) - degree for degree in degrees)
        return float(gathered), float(most), gathered / most, size, len(self.names) - size

    def _rated(self, what: str) -> Row:
        scores = []
        for rated in self.names:
            given = [self.said.get((rater, rated), {}).get(what) for rater in self.names]
            score = means(given)[2]
            if score is not None:
                scores.append(score)
        return (*means(scores)[:4], len(self.names) - len(scores))


def all_networks(data: Records) -> dict[tuple[str, str], Network]:
    """Return networks by wave and team."""
    rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for one in data["ties"]:
        rows.setdefault((one["wave"], one["pzk_id"]), []).append(one)
    return {key: Network(listed) for key, listed in rows.items()}


def tie_rows(
    numbers: dict[tuple[str, str], dict[tuple[str, str], Row]], where: Where
) -> Iterator[tuple[Key, Row]]:
    """Give the rows of the indicators of ties in a place."""
    for wave in sorted({wave for wave, _ in numbers}):
        here = [numbers.get((wave, team), {}) for team in where.teams]
        for indicator, group in dict.fromkeys(key for rows in here for key in rows):
            rows = [one.get((indicator, group)) for one in here]
            if where.level == "pzk":
                row = rows[0]
            elif indicator == "tie_response_share":
                known = [one for one in rows if one]
                row = shares(sum(one[0] or 0 for one in known), sum(one[3] for one in known))
            else:
                row = means(None if one is None else one[2] for one in rows)
            if row is not None:
                yield (indicator, group, None, wave), row


class Index:
    """The cooperation intensity index."""

    def __init__(
        self, process: Process, numbers: dict[tuple[str, str], dict[tuple[str, str], Row]],
        teams: list[str], waves: list[Wave], threshold: int,
    ) -> None:  # fmt: skip
        self.process, self.numbers, self.teams = process, numbers, teams
        self.threshold = threshold
        months = sorted({month for _, month, _ in process.team_months})
        asked = {wave for wave, _ in numbers}
        self.periods: dict[tuple[str | None, str | None], Parts] = {}
        for month in months:
            self.periods[month, None] = self._parts([month], None)
        tied = [one for one in waves if one[0] in asked]
        for name, first, last in tied:
            self.periods[None, name] = self._parts(months_between(first, last), [name])
        self.periods[process.whole, None] = self._parts(months, [name for name, *_ in tied])

    def _parts(self, months: list[str], waves: list[str] | None) -> Parts:
        return {team: self._of_team(team, set(months), waves or []) for team in self.teams}

    def _of_team(self, team: str, months: set[str], waves: list[str]) -> list[float | None]:
        own = self.process
        met = [met for one, month, met in own.team_months if one == team and month in months]
        came = [
            came for one, month, _, listed, came in own.presence
            if one == team and month in months and listed
        ]  # fmt: skip
        sectors = [share for one, month, share in own.sectors if one == team and month in months]
        homes = [
            one["family_id"] for one in own.data["families"]
            if one["pzk_id"] == team and one["unit_type"] in ("family", "person")
        ]  # fmt: skip
        reported = own.family_means(homes, "contacts", months.__contains__).values()
        contacts = means(reported)
        rows = [self.numbers.get((wave, team), {}) for wave in waves]
        levels = [
            row[2] / TOP[group]
            for one in rows for (name, group), row in one.items()
            if name == "tie_level_mean" and row[2] is not None
        ]  # fmt: skip
        returned = [one["network_reciprocity", "3"][2] for one in rows if one]
        return [
            means(met)[2],
            means(came)[2],
            means(sectors)[2],
            contacts[2] if contacts[3] >= self.threshold else None,
            means(levels)[2],
            means(returned)[2],
        ]

    def scores(self, parts: list[float | None]) -> list[float | None]:
        """Return parts from 0 to 100."""
        most = (1, 1, 1, 8, 1, 1)
        return [
            None if part is None else 100 * min(1.0, max(0.0, part / top))
            for part, top in zip(parts, most, strict=True)
        ]

    def value(self, parts: list[float | None]) -> float | None:
        """Return the index of a team."""
        known = [max(1.0, score) for score in self.scores(parts) if score is not None]
        if len(known) < 2:
            return None
        return float(math.prod(known) ** (1 / len(known)))

    def rows(self, where: Where) -> Iterator[tuple[Key, Row]]:
        """Give the rows of the index in a place, but the ranges and what moves it."""
        for (period, wave), parts in self.periods.items():
            full = wave is not None or period == self.process.whole
            if where.level == "pzk":
                yield from self._own(where.teams[0], parts, (period, wave), full)
                continue
            values = [self.value(parts[team]) for team in where.teams]
            name = "cooperation_intensity"
            yield (name, "index", period, wave), means(values)
            if where.level == "macroregion":
                known = sorted(value for value in values if value is not None)
                middle = _percentile(known, 0.5)
                lost = len(values) - len(known)
                yield (name, "teams", period, wave), (None, None, middle, len(known), lost)
                for place, part in enumerate(PARTS if full else ()):
                    scores = [self.scores(parts[team])[place] for team in where.teams]
                    yield (name, f"part_mean:{part}", period, wave), means(scores)

    def _own(
        self, team: str, parts: Parts, when: tuple[str | None, str | None], full: bool
    ) -> Iterator[tuple[Key, Row]]:
        name, value, scores = (
            "cooperation_intensity",
            self.value(parts[team]),
            self.scores(parts[team]),
        )
        n = sum(score is not None for score in scores)
        if value is not None or full:
            yield (name, "index", *when), (None, None, value, n, 6 - n)
        if not full:
            return
        others = [self.value(parts[one]) for one in self.teams]
        above = sum(one > value for one in others if one is not None) if value else None
        rank = None if above is None else above + (others.count(value) + 1) / 2
        yield (name, "rank", *when), (None, None, rank, n, 6 - n)
        for part, score in zip(PARTS, scores, strict=True):
            there = int(score is not None)
            yield (name, f"part:{part}", *when), (None, None, score, there, 1 - there)
            pull = None if score is None or value is None else math.log(max(1.0, score) / 100) / n
            there = int(pull is not None)
            yield (name, f"contribution:{part}", *when), (None, None, pull, there, 1 - there)


def _percentile(ordered: list[float], share: float) -> float | None:
    if not ordered:
        return None
    at = share * (len(ordered) - 1)
    low = math.floor(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])


__all__ = ["Index", "all_networks", "month_of", "tie_rows"]
