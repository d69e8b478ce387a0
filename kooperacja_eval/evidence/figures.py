"""The public record as plain values: figures of the study's macroregions, gminas, steps.

The border: reads validated tables; says nothing about whether the rows agree.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from kooperacja_eval.evidence import wording
from kooperacja_eval.study import StudyConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of the table ``published``; what is missing is None.

    ``first`` and ``last`` are the days of its period, ``decimals`` those of the document,
    ``change_type`` what a figure about change means.
    """

    document: str
    quote: str
    indicator_id: str
    macroregion: str
    voivodeship: str | None
    group: str | None
    first: date | None
    last: date | None
    value: float | None
    decimals: int
    unit: str
    change_type: str | None = None

    @property
    def period(self) -> tuple[date, date] | None:
        """First and last day, None where one of them is missing."""
        return (self.first, self.last) if self.first and self.last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gmina:
    """One row of the table ``gminas``."""

    name: str
    teryt: str | None
    kind: str
    powiat: str | None
    voivodeship: str
    document: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row of the table ``schedule`` that says in which months.

    ``months`` are the numbers that the document gives; month ``n`` is the calendar month
    ``n + shift``, counted from year 0.
    """

    step: str
    version: str
    document: str
    quote: str
    months: frozenset[int]
    shift: int

    @property
    def calendar(self) -> frozenset[int]:
        """Calendar months, counted from year 0."""
        return frozenset(number + self.shift for number in self.months)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the documents say about the study.

    Attributes
    ----------
    figures : tuple of Figure
        Figures of the macroregions of the study, in the order of the transcription.
    gminas : tuple of Gmina
        Gminas of the voivodeships of the study.
    steps : tuple of Step
        Steps with months.
    config : StudyConfig
        Says which macroregions and voivodeships the study has.
    """

    figures: tuple[Figure, ...]
    gminas: tuple[Gmina, ...]
    steps: tuple[Step, ...]
    config: StudyConfig

    def of(self, *indicator_ids: str) -> list[Figure]:
        """Return the figures that measure one of these."""
        return [figure for figure in self.figures if figure.indicator_id in indicator_ids]

    def pairs(self, one: str, other: str) -> Iterator[tuple[Figure, Figure]]:
        """Pair figures of two kinds in the same macroregion."""
        for first in self.of(one):
            for second in self.of(other):
                if first.macroregion == second.macroregion:
                    yield first, second


def record_of(tables: Mapping[str, pd.DataFrame], config: StudyConfig) -> Record:
    """Return the public record of a study; a table that is not there gives no rows."""
    parts = {part.id for part in config.macroregions}
    return Record(
        figures=tuple(
            figure_of(row) for row in _rows(tables, "published") if row["macroregion"] in parts
        ),
        gminas=tuple(
            _gmina(row)
            for row in _rows(tables, "gminas")
            if row["voivodeship"] in config.voivodeships
        ),
        steps=tuple(
            _step(row) for row in _rows(tables, "schedule") if row["months"] and row["month_one"]
        ),
        config=config,
    )


def _rows(tables: Mapping[str, pd.DataFrame], name: str) -> list[dict[str, object]]:
    if name not in tables:
        return []
    return [
        {str(column): None if pd.isna(cell) else cell for column, cell in row.items()}
        for row in tables[name].to_dict("records")
    ]


def figure_of(row: Mapping[str, object]) -> Figure:
    """Return a row of ``published`` as a figure."""
    value, decimals = row["value"], row["decimals"]
    return Figure(
        document=str(row["document"]),
        quote=str(row["quote"]),
        indicator_id=str(row["indicator_id"]),
        macroregion=str(row["macroregion"]),
        voivodeship=_text(row["voivodeship"]),
        group=_text(row["group"]),
        first=_date(row["period_from"]),
        last=_date(row["period_to"]),
        value=None if value is None else float(str(value)),
        decimals=0 if decimals is None else int(str(decimals)),
        unit=str(row["unit"]),
        change_type=_text(row.get("change_type")),
    )


def _gmina(row: Mapping[str, object]) -> Gmina:
    return Gmina(
        name=str(row["name"]),
        teryt=_text(row["teryt"]),
        kind=str(row["kind"]),
        powiat=_text(row["powiat"]),
        voivodeship=str(row["voivodeship"]),
        document=str(row["document"]),
        quote=str(row["quote"]),
    )


def _step(row: Mapping[str, object]) -> Step:
    numbers: set[int] = set()
    for piece in str(row["months"]).split(","):
        first, _, last = piece.partition("-")
        numbers.update(range(int(first), int(last or first) + 1))
    return Step(
        step=str(row["step"]),
        version=str(row["version"]),
        document=str(row["document"]),
        quote=_text(row["quote"]) or "",
        months=frozenset(numbers),
        shift=wording.month_number(pd.Timestamp(str(row["month_one"])).date()) - 1,
    )


def _text(cell: object) -> str | None:
    return None if cell is None else str(cell)


def _date(cell: object) -> date | None:
    return None if cell is None else pd.Timestamp(str(cell)).date()
