"""Hides details of families: finer breakdowns than those that are protected by proof.

Rows of single teams are for the teams alone. Of the other rows no number of families may be small,
nor may totals give one back: a hidden row takes others with it in everything that adds up, over
voivodeships, areas, groups, months and parts of one base. The border: what adds up is read from the
names of groups; which parts are hidden is chosen by ``margins``.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, cast

import numpy as np
import pandas as pd

from kooperacja_eval.disclosure.margins import COUNTED, Bools, Floats, hidden_parts, is_safe, small
from kooperacja_eval.disclosure.messages import unknown_group
from kooperacja_eval.errors import DisclosureError
from kooperacja_eval.indicators.catalogue import Indicator, catalogue
from kooperacja_eval.indicators.stages import median_ranks
from kooperacja_eval.schemas.codes import AREAS
from kooperacja_eval.sections import Disclosure

BREAKDOWN: Final = re.compile(r"[a-z_]+:[^/]+")
MONTH: Final = re.compile(r"\d{4}-\d{2}")
QUARTILE: Final = "quartile"
"""Begin of the groups of order statistics that are quartiles; others are medians."""
COUNTED_METHODS: Final = frozenset({"count", "share", "wilson", "clustered_wilson"})
"""Methods whose numerator and denominator are counts, whatever the display of their indicator."""
NUMBERS: Final = ("n", "numerator", "rest", "denominator")
OWN: Final = ("numerator", "rest")
"""Numbers of one row; the others are bases that rows of several heads may share."""
SHARED: Final = ("n", "denominator")
PARTS: Final = "parts"


class Key(NamedTuple):
    """What a cell counts, and where; rows that differ in their method only are one cell."""

    indicator_id: str
    macroregion: str
    voivodeship: str
    head: str
    breakdowns: tuple[str, ...]
    period: str
    wave: str


@dataclass(slots=True)
class _Cell:
    """Rows of one cell, the largest of their numbers, and whether one of them may not be shown."""

    counts: Floats = field(default_factory=lambda: np.zeros(len(NUMBERS)))
    rows: list[int] = field(default_factory=list)
    thin: bool = False


@dataclass(frozen=True, slots=True)
class _Total:
    """Numbers that add up to a total that may stand in another cell.

    ``parts`` and ``whole``: the cells in which each of them stands, for a base those of all heads
    that share it.
    """

    parts: list[list[int]]
    whole: list[int]
    counts: Floats


def hidden_details(values: pd.DataFrame, rules: Disclosure) -> Bools:
    """Choose the rows of details that a public release hides.

    Parameters
    ----------
    values : pandas.DataFrame
        Columns of ``IndicatorValues``; rows of other indicators are left alone. Below the head of
        a group stand its breakdowns, ``completed/unit:person``; ``|`` parts the head, and what
        stands behind it is derived from what stands before it.
    rules : Disclosure
        The threshold: the smallest number of families that may be shown.

    Returns
    -------
    ndarray of bool, shape (rows,)
        Which rows are hidden as a whole.

    Raises
    ------
    DisclosureError
        Where a group has a ``/`` that no breakdown follows.
    """
    entries = {name: e for name, e in catalogue().items() if e.protects == "details"}
    chosen = np.flatnonzero(values["indicator_id"].isin(entries))
    hidden = np.zeros(len(values), dtype=bool)
    hidden[chosen] = True
    found = _cells(values.iloc[chosen], chosen.tolist(), entries, rules.threshold)
    keys = sorted(found)
    cells = [found[key] for key in keys]
    closed = _closed(keys, cells, rules.threshold)
    for cell, shut in zip(cells, closed, strict=True):
        hidden[cell.rows] = shut
    return hidden


def thin_ends(values: pd.DataFrame, rules: Disclosure) -> Bools:
    """Choose the rows of details whose interval ends at values of too few families."""
    entries = catalogue()
    thin = np.zeros(len(values), dtype=bool)
    for row, record in enumerate(values[["indicator_id", "n"]].to_dict("records")):
        entry = entries[record["indicator_id"]]
        if entry.protects == "details" and entry.order_statistics:
            low, _, high = median_ranks(int(record["n"])) if record["n"] else (0, 0, 0)
            thin[row] = min(low, high) < rules.threshold
    return thin & values["ci_low"].notna().to_numpy(dtype=bool)


def _cells(
    frame: pd.DataFrame, rows: Sequence[int], entries: Mapping[str, Indicator], threshold: int
) -> dict[Key, _Cell]:
    """Return the cells of all rows that are not of a single team."""
    cells: dict[Key, _Cell] = defaultdict(_Cell)
    for row, record in zip(rows, frame.to_dict("records"), strict=True):
        if isinstance(record["pzk_id"], str):
            continue
        entry = entries[record["indicator_id"]]
        cell, counts = cells[_key(record, entry)], _counts(record, entry)
        cell.rows.append(row)
        cell.counts = np.maximum(cell.counts, counts)
        cell.thin |= bool(small(counts, threshold).any()) or _unprotected(record, entry, threshold)
    return dict(cells)


def _key(record: Mapping[Any, Any], entry: Indicator) -> Key:
    group = _text(record["group"])
    if "area" in entry.levels and group in AREAS.ids:
        group = f"/area:{group}"
    head, *breakdowns = group.split("/")
    if not all(BREAKDOWN.fullmatch(part) for part in breakdowns):
        raise DisclosureError(unknown_group(entry.id, group))
    period = _text(record["period"])
    return Key(
        entry.id,
        _text(record["macroregion"]),
        _text(record["voivodeship"]),
        head,
        tuple(sorted(breakdowns)),
        "" if "/" in period else period,
        _text(record["wave"]),
    )


def _counts(record: Mapping[Any, Any], entry: Indicator) -> Floats:
    """Return the numbers of a row in the order of ``NUMBERS``; what is no count is 0."""
    n, top, base = (_number(record[name]) for name in ("n", "numerator", "denominator"))
    if entry.display not in COUNTED and record["method"] not in COUNTED_METHODS:
        return np.array([n, 0.0, 0.0, 0.0])
    return np.array([n, top, max(base - top, 0.0), base])


def _unprotected(record: Mapping[Any, Any], entry: Indicator, threshold: int) -> bool:
    """Tell whether nobody stands behind a value, or too few beyond a median or a quartile."""
    n = int(_number(record["n"]))
    if n == 0:
        return not pd.isna(record["value"]) and record["value"] != 0
    rank = -(-n // 4) if _text(record["group"]).startswith(QUARTILE) else median_ranks(n)[1]
    return entry.order_statistics and rank < threshold


def _closed(keys: Sequence[Key], cells: Sequence[_Cell], threshold: int) -> Bools:
    """Return which cells are hidden, after everything that hiding one asks of others."""
    counts = np.array([cell.counts for cell in cells]).reshape(len(cells), len(NUMBERS))
    totals, derived = list(_totals(keys, counts)), _derived(keys)
    closed = np.array([cell.thin for cell in cells], dtype=bool)
    before = -1
    while before != closed.sum():
        before = int(closed.sum())
        for total in totals:
            _close(total, closed, threshold)
        for cell, below in derived:
            closed[below] |= closed[cell]
    return closed


def _close(total: _Total, closed: Bools, threshold: int) -> None:
    """Hide parts of a total, and the total where its parts are not enough; changes ``closed``."""
    hidden = np.array([closed[part].all() for part in total.parts], dtype=bool)
    if total.whole and closed[total.whole].all() and not hidden.any():
        largest = total.counts.max(axis=1)
        if largest.any():
            hidden[np.where(largest > 0, largest, np.inf).argmin()] = True
    if not hidden.any():
        return
    hidden = hidden_parts(total.counts, hidden, threshold)
    for part in np.flatnonzero(hidden):
        closed[total.parts[part]] = True
    if not is_safe(total.counts, hidden, threshold):
        closed[total.whole] = True


def _totals(keys: Sequence[Key], counts: Floats) -> Iterator[_Total]:
    """Give everything that adds up, in the order of keys."""
    place = {key: position for position, key in enumerate(keys)}
    parts: dict[tuple[Key, str], list[int]] = defaultdict(list)
    for position, key in enumerate(keys):
        for name in _wholes(key):
            parts[name].append(position)
    own = [NUMBERS.index(name) for name in OWN]
    shared = {NUMBERS.index(name): _sharing(keys, counts, NUMBERS.index(name)) for name in SHARED}
    for (whole, _), found in sorted(parts.items()):
        above = [place[whole]] if whole in place else []
        yield _Total([[part] for part in found], above, counts[np.ix_(found, own)])
        for number, together in shared.items():
            everywhere = [together[part] for part in found]
            yield _Total(
                everywhere, [c for a in above for c in together[a]], counts[found][:, [number]]
            )
    yield from _parts_of_bases(shared[NUMBERS.index("denominator")], counts)


def _parts_of_bases(together: Sequence[list[int]], counts: Floats) -> Iterator[_Total]:
    """Give numerators with the same base in one place: they may be all of its parts."""
    top = NUMBERS.index("numerator")
    for found in sorted({tuple(cells) for cells in together}):
        counted = [cell for cell in found if counts[cell, top] or counts[cell, top + 1]]
        if len(counted) > 1:
            yield _Total([[cell] for cell in counted], [], counts[counted][:, [top]])


def _sharing(keys: Sequence[Key], counts: Floats, number: int) -> list[list[int]]:
    """Return for each cell the cells of all heads with the same base in the same place."""
    together: dict[tuple[Key, float], list[int]] = defaultdict(list)
    names = [
        (k._replace(head=PARTS), float(c)) for k, c in zip(keys, counts[:, number], strict=True)
    ]
    for position, name in enumerate(names):
        together[name].append(position)
    return [together[name] for name in names]


def _wholes(key: Key) -> Iterator[tuple[Key, str]]:
    """Give the cells that a cell is a part of, and the dimension in which it is."""
    for breakdown in key.breakdowns:
        others = tuple(other for other in key.breakdowns if other != breakdown)
        yield key._replace(breakdowns=others), breakdown.partition(":")[0]
    if key.voivodeship:
        yield key._replace(voivodeship=""), "voivodeship"
    if MONTH.fullmatch(key.period):
        yield key._replace(period=""), "period"
    names = key.head.split("|")
    if any(MONTH.fullmatch(name) for name in names):
        others_ = [name for name in names if not MONTH.fullmatch(name)]
        yield key._replace(head="|".join(others_)), "month"


def _derived(keys: Sequence[Key]) -> list[tuple[int, list[int]]]:
    """Return the cells that are derived from each cell: their head begins with its own."""
    place = {key: position for position, key in enumerate(keys)}
    below: dict[int, list[int]] = defaultdict(list)
    for position, key in enumerate(keys):
        names = key.head.split("|")
        for length in range(1, len(names)):
            above = place.get(key._replace(head="|".join(names[:length])))
            if above is not None:
                below[above].append(position)
    return sorted(below.items())


def _number(cell: object) -> float:
    return 0.0 if pd.isna(cast("float", cell)) else float(cast("float", cell))


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""
