"""Mistakes planted in the raw files, and the corrections that mend them.

Each mistake is one that people make: a row twice, a word that no list has, a date that no
calendar has, a number in words, day and month swapped, a team that does not exist, a total at the
foot of a table, a header of one's own. The corrections give back exactly the typed tables.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final, Literal

import numpy as np
import pandas as pd

from kooperacja_eval.demo.dress import Cell, Grid, Style, write_number
from kooperacja_eval.demo.files import Sheet

Action = Literal["recode", "correct", "drop_duplicate", "drop_incomplete", "rename"]
Wrong = Callable[[str], str]
Chooser = Callable[[pd.DataFrame], "pd.Series[bool]"]

MARCH: Final = 3
MONTHS: Final = 12
DECIDED_BY: Final = "analityk danych (rola)"
DECIDED_ON: Final = "2021-01-15"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A mistake and how it is mended.

    Attributes
    ----------
    id : str
        Identifier of the rule.
    table, field : str
        Table and column; the key for whole rows.
    action : str
        Action of the rule.
    reason : str
        Why the rule is right, in Polish.
    file : str
        Beginning of the path of the file; empty for any file of the table.
    choose : callable
        Frame to the rows that may have the mistake.
    wrong : callable
        What is right, as written, to what is written instead.
    most : int
        How many rows have it.
    """

    id: str
    table: str
    field: str
    action: Action
    reason: str
    file: str = ""
    choose: Chooser = lambda frame: pd.Series(data=True, index=frame.index)
    wrong: Wrong = str
    most: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """One planted mistake: the rule, what was written for what, and where."""

    mistake: Mistake
    column: str
    wrong: str
    right: str
    file: str
    sheet: str
    rows: tuple[int, ...]

    def rule(self) -> dict[str, str | int | list[str]]:
        """Return the rule of ``corrections.toml``."""
        mistake = self.mistake
        rule: dict[str, str | int | list[str]] = {
            "id": mistake.id,
            "table": mistake.table,
            "action": mistake.action,
        }
        match mistake.action:
            case "drop_duplicate":
                rule |= {"columns": [mistake.field], "keep": "first"}
            case "drop_incomplete":
                rule |= {"columns": [mistake.field]}
            case "correct":
                rule |= {"column": mistake.field, "from": self.wrong, "to": self.right}
                rule |= {"file": self.file, "row": self.rows[0]}
                rule |= {"sheet": self.sheet} if self.sheet else {}
            case "rename":
                rule |= {"file": self.file, "from": self.wrong, "to": mistake.field}
            case _:
                rule |= {"column": mistake.field, "from": self.wrong, "to": self.right}
        return rule | {
            "reason": mistake.reason,
            "decided_by": DECIDED_BY,
            "date": DECIDED_ON,
            "rows": len(self.rows),
        }


@dataclass(slots=True)
class Planter:
    """Plants mistakes in sheets as they are written, first come, first served."""

    mistakes: tuple[Mistake, ...]
    planted: list[Planted] = field(default_factory=list)

    def plant(
        self,
        path: str,
        table: str,
        frame: Callable[[], pd.DataFrame],
        sheet: Sheet,
        *,
        in_workbook: bool,
    ) -> Sheet:
        """Return the sheet with every mistake that still waits for such a file.

        Parameters
        ----------
        path : str
            Path relative to ``data_raw``.
        table : str
            Table that the sheet fills.
        frame : callable
            Returns the typed rows of the sheet, in its order.
        sheet : Sheet
            The sheet as it should be.
        in_workbook : bool
            Whether rules must name the sheet.
        """
        for mistake in self.mistakes:
            room = mistake.most - self._done(mistake)
            if mistake.table != table or room <= 0 or not path.startswith(mistake.file):
                continue
            typed = frame()
            rows = np.flatnonzero(mistake.choose(typed))[:room].tolist()
            if not rows:
                continue
            sheet, planted = _planted(mistake, typed, sheet, rows)
            name = sheet.name if in_workbook else ""
            self.planted.append(replace(planted, file=path, sheet=name))
        return sheet

    def missing(self) -> list[str]:
        """Return the mistakes that found no place."""
        return [mistake.id for mistake in self.mistakes if self._done(mistake) == 0]

    def rules(self) -> Iterator[dict[str, str | int | list[str]]]:
        """Return the rules in the order of the mistakes, one for each."""
        for mistake in self.mistakes:
            mine = [planted for planted in self.planted if planted.mistake.id == mistake.id]
            if mine:
                rows = tuple(row for planted in mine for row in planted.rows)
                yield replace(mine[0], rows=rows).rule()

    def _done(self, mistake: Mistake) -> int:
        return sum(len(p.rows) for p in self.planted if p.mistake.id == mistake.id)


def _planted(
    mistake: Mistake, frame: pd.DataFrame, sheet: Sheet, rows: list[int]
) -> tuple[Sheet, Planted]:
    grid = sheet.grid
    at = grid.fields.index(mistake.field)
    numbers = tuple(sheet.first_row + row for row in rows)
    last = sheet.first_row + len(grid) + len(sheet.below)
    done = Planted(
        mistake=mistake,
        column=grid.headers[at],
        wrong="",
        right="",
        file="",
        sheet="",
        rows=numbers,
    )
    match mistake.action:
        case "drop_duplicate":
            again = [column[rows[0]] for column in grid.columns]
            return replace(sheet, below=[*sheet.below, again]), replace(done, rows=(last,))
        case "drop_incomplete":
            total: list[Cell] = ["" for _ in grid.headers]
            total[0] = mistake.wrong("")
            total[-1] = write_number(float(frame[grid.fields[-1]].sum()), Style(grouped=True))
            return replace(sheet, below=[*sheet.below, total]), replace(done, rows=(last,))
        case "rename":
            wrong = mistake.wrong(grid.headers[at])
            headers = (*grid.headers[:at], wrong, *grid.headers[at + 1 :])
            renamed = replace(sheet, grid=replace(grid, headers=headers))
            done = replace(done, wrong=wrong, right=grid.headers[at], rows=(sheet.first_row - 1,))
            return renamed, done
        case _:
            right = _text(grid.columns[at][rows[0]])
            wrong = mistake.wrong(right)
            cells = _written(grid, at, rows, wrong)
            return replace(sheet, grid=cells), replace(done, wrong=wrong, right=right)


def _text(cell: Cell) -> str:
    return f"{cell:%d.%m.%Y}" if isinstance(cell, dt.datetime) else str(cell)


def _written(grid: Grid, at: int, rows: list[int], wrong: str) -> Grid:
    column = list(grid.columns[at])
    for row in rows:
        column[row] = wrong
    return replace(grid, columns=(*grid.columns[:at], column, *grid.columns[at + 1 :]))


def _swapped(written: str) -> str:
    day, month, rest = written.split(".", 2)
    return f"{month}.{day}.{rest}"


def _swappable(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Return which reports, with day and month swapped, would come after the screening."""
    day, month = frame["reported_on"].dt.day, frame["reported_on"].dt.month
    later = day.between(month + 2, MONTHS)
    swappable: pd.Series[bool] = later & frame["screened_on"].notna()
    return swappable


MISTAKES: Final = (
    Mistake(
        id="rodzina-dwa-razy", table="families", field="family_id", action="drop_duplicate",
        file="rodziny/rodziny_lubelskie", reason="Wiersz wklejono drugi raz na końcu pliku.",
    ),
    Mistake(
        id="wynik-wlasnymi-slowami", table="families", field="outcome", action="recode",
        file="rodziny/rodziny_mazowieckie", most=3,
        choose=lambda frame: frame["outcome"] == "completed",
        wrong=lambda _: "zakończ. wg planu",
        reason="Zespół potwierdził: zakończono zgodnie z IPP.",
    ),
    Mistake(
        id="naglowek-koniec", table="families", field="ended_on", action="rename",
        file="rodziny/rodziny_podlaskie", wrong=lambda _: "Koniec wsp.",
        reason="Skrót nagłówka użyty w jednym pliku.",
    ),
    Mistake(
        id="dzien-z-miesiacem", table="families", field="reported_on", action="correct",
        file="rodziny/rodziny_podkarpackie", choose=_swappable, wrong=_swapped,
        reason="Zamieniono dzień z miesiącem: zgłoszenie wypadało po screeningu.",
    ),
    Mistake(
        id="luty-ma-29-dni", table="services", field="planned_on", action="correct",
        choose=lambda frame: frame["planned_on"].dt.month == MARCH,
        wrong=lambda _: "31.02.2020",
        reason="Takiej daty nie ma; datę podał zespół na podstawie dokumentacji.",
    ),
    Mistake(
        id="kontakty-slowami", table="contacts", field="contacts", action="correct",
        choose=lambda frame: (frame["contacts"] == 3) & (frame["month"] == "2020-02-01"),  # noqa: PLR2004
        wrong=lambda right: f"{right} razy",
        reason="Wpisano słowa zamiast liczby.",
    ),
    Mistake(
        id="spotkanie-na-komunikatorze", table="meetings", field="mode", action="recode", most=4,
        choose=lambda frame: (frame["mode"] == "remote") & frame["pzk_id"].notna(),
        wrong=lambda _: "przez komunikator",
        reason="Spotkania przez komunikator to spotkania zdalne.",
    ),
    Mistake(
        id="zespol-ktorego-nie-ma", table="support", field="pzk_id", action="correct",
        file="wsparcie/wsparcie_swietokrzyskie",
        choose=lambda frame: frame["pzk_id"].notna(),
        wrong=lambda right: f"{right}0",
        reason="Dopisano zero do kodu zespołu; zespół ustalono z listy obecności.",
    ),
    Mistake(
        id="wiersz-razem", table="costs", field="milestone", action="drop_incomplete",
        wrong=lambda _: "Razem", reason="Wiersz sumy na końcu tabeli nie jest kosztem.",
    ),
)  # fmt: skip
"""Every planted mistake. The number of rows of a recode holds for all files together."""
