"""How widely barriers are named: by how many groups, voivodeships and sectors.

The weight of a barrier is its spread, not the number of stretches: a single talkative group can
fill many stretches with one barrier.
"""

from collections.abc import Iterator

import pandas as pd

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.fgi_data import UNKNOWN, Bools, FocusGroupData
from kooperacja_eval.indicators.fgi_shares import document_share, speaking
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.values import Value


def barrier_weight(data: StudyData, place: Place) -> list[Value]:
    """Spread of each barrier in each round, the widest first.

    ``groups``: documents with the barrier among all of the round. ``voivodeships``: those with a
    document that has it among those with documents. ``sectors``: those whose speakers name it among
    those that speak in coded stretches; unknown ones are none. A barrier with others below it
    counts those too; barriers that nobody names in the study have no row. The order is by groups,
    then voivodeships, then sectors, then the identifier.
    """
    groups, values = data.focus_groups, list[Value]()
    columns = [n for n, code in enumerate(groups.named) if groups.kinds[code] == "barrier"]
    for wave in groups.waves:
        rows = groups.inside(place) & (groups.wave == wave)
        if rows.any():
            found = [tuple(_spread(groups, rows, column, wave)) for column in columns]
            found.sort(key=lambda three: [-float(row.value or 0) for row in three])
            values += [row for three in found for row in three]
    return values


def _spread(groups: FocusGroupData, rows: Bools, column: int, wave: str) -> Iterator[Value]:
    name = groups.named[column]
    yield document_share(groups, rows, column, f"{name}|groups", wave)
    has = rows & groups.document_codes[:, column]
    named, all_of_them = _distinct(groups, has), _distinct(groups, rows)
    yield _part(len(named), len(all_of_them), f"{name}|voivodeships", wave)
    document, sector, codes = speaking(groups)
    speaks = rows[document] & (sector != UNKNOWN)
    naming = speaks & codes[:, column]
    yield _part(len(set(sector[naming])), len(set(sector[speaks])), f"{name}|sectors", wave)


def _distinct(groups: FocusGroupData, rows: Bools) -> set[str]:
    return {str(name) for name in groups.voivodeship[rows] if not pd.isna(name)}


def _part(number: int, whole: int, group: str, wave: str) -> Value:
    return Value(
        method="count",
        numerator=float(number),
        denominator=float(whole),
        value=number / whole if whole else None,
        n=whole,
        group=group,
        wave=wave,
        status="ok" if whole else "insufficient",
    )
