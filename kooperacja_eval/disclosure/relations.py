"""How the numbers of a table of values hang together: what an attacker would add and subtract.

A whole is the sum of its voivodeships, of its areas and of its teams; families are the sum of their
cohorts. The border: relations are written down, nothing is decided.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kooperacja_eval.disclosure.cells import Cells, Relation, Where
from kooperacja_eval.indicators.catalogue import bounds, partitions

HALF_GROSZ = 0.005
"""Sums of money in another order differ by less; numbers of families do not differ at all."""


def add_relations(found: Cells, team_areas: Mapping[str, str]) -> None:
    """Add how numbers of different rows hang together.

    Parameters
    ----------
    found : Cells
        The numbers; their relations are added to.
    team_areas : mapping of str to str
        Area of each team; of a team that is not named it is not known.
    """
    _places(found, team_areas)
    _names(found)


def _places(found: Cells, team_areas: Mapping[str, str]) -> None:
    """Add that a whole is the sum of its voivodeships, areas and teams."""
    by_name: dict[tuple[str, str], dict[Where, int]] = defaultdict(dict)
    for (name, where), place in found.index.items():
        by_name[name, where.macroregion][where] = place
    for (name, macroregion), here in by_name.items():
        groups: dict[tuple[Where, str], list[int]] = defaultdict(list)
        for where, place in here.items():
            for whole, kind in _wholes(where, macroregion, team_areas):
                groups[whole, kind].append(place)
        for (whole, _), parts in groups.items():
            if whole in here:
                found.relations.append(_sum(found, here[whole], parts, more=name == "pln:all"))


def _wholes(
    where: Where, macroregion: str, team_areas: Mapping[str, str]
) -> list[tuple[Where, str]]:
    top = Where(macroregion)
    if where.depth == 0:
        return []
    if where.depth == 1:
        return [(top, "area" if where.area else "voivodeship")]
    wholes = [(top, "pzk"), (Where(macroregion, where.voivodeship), "pzk")]
    if where.pzk_id in team_areas:
        wholes.append((Where(macroregion, area=team_areas[where.pzk_id]), "pzk"))
    return wholes


def _sum(found: Cells, whole: int, parts: Sequence[int], *, more: bool) -> Relation:
    """Where the parts do not make up the whole, some rows are elsewhere: a rest that is unknown."""
    total = sum(found.numbers[part].value for part in parts)
    differs = abs(total - found.numbers[whole].value) > HALF_GROSZ
    return Relation(whole, tuple(parts), more or differs)


def _names(found: Cells) -> None:
    """Add the partitions and bounds of the catalogue, in each place."""
    by_place: dict[Where, dict[str, int]] = defaultdict(dict)
    for (name, where), place in found.index.items():
        by_place[where][name] = place
    for here in by_place.values():
        for rule in partitions():
            _partition(found, here, rule.whole, rule.parts)
        for bound in bounds():
            pattern = re.compile(re.escape(bound.part).replace(r"\*", ".*"))
            for name, part in here.items():
                if (
                    bound.whole in here
                    and pattern.fullmatch(name)
                    and _holds(found, here, bound.whole, part)
                ):
                    found.relations.append(Relation(here[bound.whole], (part,), rest=True))


def _holds(found: Cells, here: Mapping[str, int], whole: str, part: int) -> bool:
    """Tell whether a bound holds in the data: a team that a family left later may have had more."""
    return found.numbers[part].value <= found.numbers[here[whole]].value


def _partition(found: Cells, here: Mapping[str, int], whole: str, parts: str) -> None:
    pattern = re.compile(re.escape(whole).replace(r"\{period\}", "(?P<period>.*)"))
    for name, place in here.items():
        match = pattern.fullmatch(name)
        if match is None:
            continue
        wanted = parts.format(**match.groupdict())
        inside = re.compile(re.escape(wanted).replace(r"\*", "[^ ]*"))
        found_parts = [part for other, part in here.items() if inside.fullmatch(other)]
        if found_parts:
            found.relations.append(_sum(found, place, found_parts, more=False))
