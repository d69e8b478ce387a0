"""The numbers behind a table of values: which number stands in which column of which row.

The same number may stand in many rows. The border: each row is read alone here; how places and
names hang together is written down by ``relations``, what is hidden is decided by ``suppress``.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pandas as pd

from kooperacja_eval.disclosure.messages import contradiction, unknown_group, unknown_indicator
from kooperacja_eval.errors import DisclosureError
from kooperacja_eval.indicators.catalogue import Counts, Indicator, catalogue
from kooperacja_eval.schemas.codes import AREAS

Kind = Literal["count", "pln"]
PLN = "pln:"
SUM = "sum:"
ELSEWHERE = frozenset({"open", "respondents", "details", "teams"})
"""Kinds of protection that these numbers have no part in."""
SAME = 1e-9
"""Relative difference that the order of a summation may make."""
NUMBER_FIELDS = ("numerator", "denominator", "n", "n_missing")
"""Columns that may hold a named number."""


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """The place of a number; a part that does not apply is empty."""

    macroregion: str
    voivodeship: str = ""
    area: str = ""
    pzk_id: str = ""

    @property
    def depth(self) -> int:
        """0 for a macroregion, 1 for a voivodeship or an area, 2 for a team."""
        if self.pzk_id:
            return 2
        return 1 if self.voivodeship or self.area else 0


@dataclass(slots=True, kw_only=True)
class Number:
    """One number, wherever it stands.

    Attributes
    ----------
    name : str
        What it counts, as in the catalogue.
    where : Where
        Its place.
    value : float
        The number itself.
    kind : str
        Whole number of families, or money.
    uses : int
        In how many rows it stands; 0 where no row shows it and it only follows from others.
    guarded : bool
        Whether a small number is sensitive; the number missing is not.
    """

    name: str
    where: Where
    value: float
    kind: Kind
    uses: int = 0
    guarded: bool = True


@dataclass(frozen=True, slots=True)
class Relation:
    """``whole`` is the sum of ``parts``; with a ``rest``, at least that sum."""

    whole: int
    parts: tuple[int, ...]
    rest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Which number stands in which column of a row; ``extreme`` names the numbers of teams."""

    numbers: Mapping[str, int]
    where: Where
    entry: Indicator
    sums: bool = False
    extreme: str = ""


@dataclass(slots=True)
class Cells:
    """All numbers of a table of values with their relations.

    Attributes
    ----------
    numbers : list of Number
        Each once.
    relations : list of Relation
        By position in ``numbers``.
    rows : list of Row or None
        As many as the table has; None where nothing is protected, or by ``respondents``.
    """

    numbers: list[Number] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    rows: list[Row | None] = field(default_factory=list)
    index: dict[tuple[str, Where], int] = field(default_factory=dict)

    def add(self, number: Number) -> int:
        """Return the position of a number, new or known.

        Raises
        ------
        DisclosureError
            Where the number is known with another value.
        """
        key = (number.name, number.where)
        place = self.index.setdefault(key, len(self.numbers))
        if place == len(self.numbers):
            self.numbers.append(number)
        known = self.numbers[place]
        if not math.isclose(known.value, number.value, rel_tol=SAME):
            raise DisclosureError(contradiction(number.name))
        known.uses += number.uses
        known.guarded |= number.guarded
        return place


def cells(values: pd.DataFrame) -> Cells:
    """Write down the numbers of a table of values, and what follows from each row alone.

    Parameters
    ----------
    values : pandas.DataFrame
        Columns of ``IndicatorValues``.

    Raises
    ------
    DisclosureError
        Where the catalogue does not say what an indicator or a group counts, or where two rows
        give the same number differently.
    """
    found = Cells(rows=[None] * len(values))
    told = np.flatnonzero(~values["indicator_id"].isin(_passed()).to_numpy(dtype=bool))
    records = values.iloc[told].to_dict("records")
    for line in sorted(range(told.size), key=lambda line: _order(records[line])):
        found.rows[told[line]] = _row(found, records[line])
    return found


def _passed() -> list[str]:
    """Return the indicators whose rows are protected elsewhere or not at all."""
    return [name for name, entry in catalogue().items() if entry.protects in ELSEWHERE]


def _order(record: Mapping[Any, Any]) -> tuple[str, ...]:
    """Order in which rows are read, so that theirs does not decide what is hidden."""
    keys = ("indicator_id", "macroregion", "voivodeship", "pzk_id", "group", "period", "method")
    return tuple(_text(record[key]) for key in keys)


def _row(found: Cells, record: Mapping[Any, Any]) -> Row:
    entry = catalogue().get(record["indicator_id"])
    if entry is None:
        raise DisclosureError(unknown_indicator(str(record["indicator_id"])))
    group, area = _text(record["group"]), ""
    if "area" in entry.levels:
        group, area = _apart(group)
    counts = entry.counts_of(group)
    if counts is None:
        raise DisclosureError(unknown_group(entry.id, group))
    where = Where(
        _text(record["macroregion"]), _text(record["voivodeship"]), area, _text(record["pzk_id"])
    )
    names = {"group": group, "period": _text(record["period"])}
    numbers = _numbers(found, record, counts, where, names)
    _within_row(found, counts, where, names, numbers)
    return Row(
        numbers=numbers,
        where=where,
        entry=entry,
        sums=counts.numerator.startswith(SUM),
        extreme=counts.extreme.format(**names),
    )


def _apart(group: str) -> tuple[str, str]:
    """Return the group of a row and its area, which may stand alone or behind the group."""
    if group in AREAS.ids:
        return "", group
    first, _, area = group.partition("/area:")
    return first, area


def _numbers(
    found: Cells,
    record: Mapping[Any, Any],
    counts: Counts,
    where: Where,
    names: Mapping[str, str],
) -> dict[str, int]:
    numbers = {}
    for column in NUMBER_FIELDS:
        name = str(getattr(counts, column)).format(**names)
        if not name or name.startswith(SUM) or pd.isna(record[column]):
            continue
        numbers[column] = found.add(
            Number(
                name=name,
                where=where,
                value=float(record[column]),
                kind="pln" if name.startswith(PLN) else "count",
                uses=1,
                guarded=column != "n_missing",
            )
        )
    return numbers


def _within_row(
    found: Cells,
    counts: Counts,
    where: Where,
    names: Mapping[str, str],
    numbers: Mapping[str, int],
) -> None:
    """Add what follows from one row: the complement, and who was eligible."""
    top, bottom = numbers.get("numerator"), numbers.get("denominator", numbers.get("n"))
    if top is not None and "denominator" in numbers and bottom is not None and top != bottom:
        above, below = found.numbers[top], found.numbers[bottom]
        if above.kind == "count":
            left = Number(
                name=f"{below.name} - {above.name}",
                where=where,
                value=below.value - above.value,
                kind="count",
            )
            found.relations.append(Relation(bottom, (top, found.add(left))))
    if counts.eligible and bottom is not None and "n_missing" in numbers:
        total = Number(
            name=counts.eligible.format(**names),
            where=where,
            value=found.numbers[bottom].value + found.numbers[numbers["n_missing"]].value,
            kind="count",
        )
        found.relations.append(Relation(found.add(total), (bottom, numbers["n_missing"])))


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""
