"""The monthly reports of the teams: the forms that the package itself writes, filled in.

What happened in a month stands in its form: meetings, who came, contacts with families, services
whose status changed, goals that were set or assessed. What is not known yet at the end of the month
is left empty.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.dress import Cell, Grid
from kooperacja_eval.demo.files import Sheet
from kooperacja_eval.demo.layout import Job, Part, Tables
from kooperacja_eval.forms.content import Form, Identity, text_of
from kooperacja_eval.forms.known import Known, Option, Stay, Team, last_day, months_between
from kooperacja_eval.forms.layout import SheetLayout
from kooperacja_eval.forms.lists import FILLER_ROLES
from kooperacja_eval.forms.monthly import MONTHLY, monthly_form
from kooperacja_eval.forms.write import form_bytes
from kooperacja_eval.instruments.codebooks.load import SHIPPED, codebook
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.text import Text

STUDY_ID: Final = "liderzy-kooperacji-demo"
TITLE: Final = Text(
    "Liderzy kooperacji – dane syntetyczne (przykład)",
    "Leaders of cooperation – synthetic data (example)",
)
PERIOD: Final = (dt.date(2018, 4, 1), facts.SERVICES_UNTIL)
"""First and last day of the study."""
REPORTS: Final = "sprawozdania/{}/{}.xlsx"
"""Path relative to ``data_raw``, with team and month."""
REPORTED: Final = ("meetings", "attendance", "contacts", "services", "goals")
"""Sheets that are filled in; the register of conclusions has files of its own."""
FILLED_IN_DAY: Final = 5
"""Day of the next month on which a form is filled in."""

_IDENTITY: Final = Identity(
    study=STUDY_ID,
    title=TITLE.pl,
    synthetic=True,
    lang="pl",
    dated=facts.TEAMS_UNTIL,
    until=facts.SERVICES_UNTIL,
)
_LATER: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "services": {"ended_on": ("ended_on",)},
    "goals": {"assessed_on": ("assessed_on", "attained", "revision")},
}
"""Dates and the columns that are unknown before them."""
_NEWS: Final = {"services": ("status_on",), "goals": ("set_on", "assessed_on")}
"""Dates in whose month a row is reported."""

Key = tuple[str, str]
"""Team and month such as ``2020-03``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filled:
    """The rows of one sheet for all reports: typed, as cells, and where each belongs."""

    layout: SheetLayout
    frame: pd.DataFrame
    cells: tuple[list[Cell], ...]
    rows: Mapping[Key, list[int]]


def known_of(tables: Tables) -> Known:
    """Return what the forms fill in and offer, from the typed tables of the study."""
    name, versions = next(iter(SHIPPED.items()))
    families = _stays(tables["families"], "family_id", "started_on", "ended_on")
    members = _stays(tables["memberships"], "entity_id", "joined_on", "left_on")
    projects: dict[str, list[str]] = {}
    for row in _records(tables["social_projects"]):
        projects.setdefault(row["pzk_id"], []).append(row["social_project_id"])
    return Known(
        teams=tuple(
            Team(
                pzk_id=row["pzk_id"],
                name=row["name"],
                voivodeship=row["voivodeship"],
                started_on=row["started_on"].date(),
            )
            for row in _records(tables["pzk"])
        ),
        months=months_between(*PERIOD),
        families=families,
        members=members,
        owned={"social_projects.social_project_id": projects},
        all={
            "entities.entity_id": _options(tables["entities"], "entity_id", "name"),
            "codes.code_id": _options(codebook(name, versions[-1]), "code_id", "name_pl"),
        },
    )


def report_jobs(known: Known, tables: Tables, teams: Sequence[str]) -> Iterator[Job]:
    """Return the form of every team and month from the team's first month on.

    Parameters
    ----------
    known : Known
        From ``known_of``.
    tables : mapping of str to pandas.DataFrame
        Typed rows of the tables ``REPORTED``, of any teams.
    teams : sequence of str
        The teams whose forms are wanted.
    """
    names = {option.id: option.shown for option in known.all["entities.entity_id"]}
    filled = [_filled(MONTHLY.sheet(key), tables, names) for key in REPORTED]
    for team in known.teams:
        if team.pzk_id not in teams:
            continue
        for month in months_between(team.started_on, facts.TEAMS_UNTIL):
            form = monthly_form(known, team, month, _IDENTITY)
            yield _job(form, (team.pzk_id, f"{month:%Y-%m}"), month, filled)


def _job(form: Form, key: Key, month: dt.date, filled: Sequence[_Filled]) -> Job:
    def make() -> list[Part]:
        return [_part(one, one.rows.get(key, []), month) for one in filled]

    def pack(sheets: Sequence[Sheet]) -> bytes:
        rows = {
            one.layout.key: [
                dict(zip(sheet.grid.fields, cells, strict=True))
                for cells in (*zip(*sheet.grid.columns, strict=True), *sheet.below)
            ]
            for one, sheet in zip(filled, sheets, strict=True)
        }
        told = {sheet: cells for sheet, cells in rows.items() if cells}
        day = last_day(month) + dt.timedelta(days=FILLED_IN_DAY)
        done = form.filled(told, role=FILLER_ROLES[0].pl, filled_on=day)
        return form_bytes(done, packing="stored")

    return Job(path=REPORTS.format(*key), make=make, pack=pack)


def _part(filled: _Filled, rows: Sequence[int], month: dt.date) -> Part:
    layout = filled.layout
    fields = tuple(column.field.name for column in layout.columns)
    grid = Grid(
        fields=fields,
        headers=tuple(column.header("pl") for column in layout.columns),
        columns=tuple([column[row] for row in rows] for column in filled.cells),
    )
    return Part(
        table=layout.table.table_name,
        rows=partial(_some_rows, filled.frame, rows),
        sheet=Sheet(
            name=layout.name.pl,
            grid=_as_of(layout.key, grid, month),
            above=[[] for _ in range(layout.header_row - 1)],
        ),
    )


def _as_of(key: str, grid: Grid, month: dt.date) -> Grid:
    """Return rows without what happened after the month."""
    columns = {name: list(cells) for name, cells in zip(grid.fields, grid.columns, strict=True)}
    for name, hidden in _LATER.get(key, {}).items():
        for row, cell in enumerate(list(columns[name])):
            if not isinstance(cell, dt.datetime) or cell.date() > last_day(month):
                for one in hidden:
                    columns[one][row] = None
    return Grid(fields=grid.fields, headers=grid.headers, columns=tuple(columns.values()))


def _some_rows(frame: pd.DataFrame, rows: Sequence[int]) -> pd.DataFrame:
    return frame.iloc[list(rows)].reset_index(drop=True)


def _filled(layout: SheetLayout, tables: Tables, names: Mapping[str, str]) -> _Filled:
    frame = tables[layout.table.table_name]
    return _Filled(
        layout=layout,
        frame=frame,
        cells=tuple(
            _cells(column.field, frame[column.field.name], names) for column in layout.columns
        ),
        rows=_rows_by_report(layout.key, tables),
    )


def _cells(field: Field, column: "pd.Series[Any]", names: Mapping[str, str]) -> list[Cell]:
    """Return cells as people fill them in: from lists, days as days, numbers as numbers."""
    numbers, values = pd.factorize(column)
    written = [_cell(field, value, names) for value in values]
    return [None if number < 0 else written[number] for number in numbers.tolist()]


def _cell(field: Field, value: Any, names: Mapping[str, str]) -> Cell:
    if isinstance(value, pd.Timestamp | np.datetime64):
        day: dt.datetime = pd.Timestamp(value).to_pydatetime()
        return day
    plain = value.item() if isinstance(value, np.generic) else value
    if field.references == "entities.entity_id":
        shown: Cell = names.get(plain, plain)
        return shown
    told: Any = text_of(field, plain, "pl")
    cell: Cell = told
    return cell


def _rows_by_report(key: str, tables: Tables) -> dict[Key, list[int]]:
    """Return the rows of a table by team and month of the reports that they stand in."""
    frame = tables[key]
    found: dict[Key, list[int]] = {}
    for team, month in _news(key, frame, tables):
        known = zip(team, month.dt.strftime("%Y-%m"), strict=True)
        for row, (pzk_id, name) in enumerate(known):
            if isinstance(name, str) and row not in found.get((pzk_id, name), ()):
                found.setdefault((pzk_id, name), []).append(row)
    return {report: sorted(rows) for report, rows in found.items()}


def _news(
    key: str, frame: pd.DataFrame, tables: Tables
) -> Iterator[tuple["pd.Series[str]", "pd.Series[Any]"]]:
    """Return team and month of each row; several where it is reported several times."""
    if key == "meetings":
        yield frame["pzk_id"], frame["held_on"]
    elif key == "attendance":
        meetings = tables["meetings"].set_index("meeting_id")
        yield (
            frame["meeting_id"].map(meetings["pzk_id"]),
            frame["meeting_id"].map(meetings["held_on"]),
        )
    else:
        team = frame["family_id"].str.replace(r"-[RG]\d+$", "", regex=True)
        for name in _NEWS.get(key, ("month",)):
            yield team, frame[name]


def _stays(frame: pd.DataFrame, who: str, first: str, last: str) -> dict[str, list[Stay]]:
    found: dict[str, list[Stay]] = {}
    for row in _records(frame):
        ends = {
            name: row[column].date()
            for name, column in (("first", first), ("last", last))
            if pd.notna(row[column])
        }
        found.setdefault(row["pzk_id"], []).append(Stay(pzk_id=row["pzk_id"], who=row[who], **ends))
    return found


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    records: Any = frame.to_dict("records")
    return list(records)


def _options(frame: pd.DataFrame, key: str, name: str) -> tuple[Option, ...]:
    pairs = zip(frame[key], frame[name], strict=True)
    return tuple(Option(str(one), str(called)) for one, called in pairs)
