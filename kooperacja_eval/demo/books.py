"""The raw files that are workbooks: registers, and a report of every team and month."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.dress import Cell, Grid, Style, dress, write_month
from kooperacja_eval.demo.files import Sheet
from kooperacja_eval.demo.layout import MARKED, Job, Part, Tables, place_of
from kooperacja_eval.schemas.tables import TABLES

BOOK_STYLES: Final[Mapping[str, Style]] = {
    "lubelskie": Style(typed=True, dates="excel", codes="mixed"),
    "mazowieckie": Style(typed=True, headers="alias", dates="dotted_r", missing=("-", "")),
    "podlaskie": Style(typed=True, dates="excel", headers="alias"),
    "podkarpackie": Style(typed=True, dates="dotted", codes="mixed", missing=("", "brak")),
    "swietokrzyskie": Style(typed=True, dates="dotted_r", months="dotted", missing=("n.d.", "")),
}
"""How each voivodeship writes its workbooks."""

TITLED: Final = ("lubelskie", "podkarpackie")
"""Voivodeships whose registers have a title above the header."""

REGISTER: Final = "rejestry/gminy_i_zespoly.xlsx"
REGISTER_SHEETS: Final = {"gminas": "Gminy", "pzk": "Zespoły", "pzk_gminas": "Zespoły i gminy"}
MEMBERS: Final = "rejestry/podmioty_{}.xlsx"
MEMBER_SHEETS: Final = {"entities": "Podmioty", "memberships": "Członkowie zespołów"}
SERVICES: Final = "rodziny/uslugi_{}.xlsx"
SERVICE_SHEETS: Final = {"services": "Usługi"}
PROJECTS: Final = "projekty/projekty_socjalne.xlsx"
PROJECT_SHEETS: Final = {"social_projects": "Projekty"}
HIGHER: Final = "wojewodztwa/spotkania_wojewodzkie.xlsx"
HIGHER_SHEETS: Final = {"meetings": "Spotkania"}
REPORTS: Final = "sprawozdania/{}/{}.xlsx"
REPORT_SHEETS: Final = {"meetings": "Spotkania", "attendance": "Obecność", "contacts": "Kontakty"}
SOURCES: Final = (
    (REGISTER, REGISTER_SHEETS),
    (PROJECTS, PROJECT_SHEETS),
    (MEMBERS, MEMBER_SHEETS),
    (SERVICES, SERVICE_SHEETS),
    (REPORTS, REPORT_SHEETS),
    (HIGHER, HIGHER_SHEETS),
)
"""Patterns of the files with their sheets."""
IN_LABELS: Final = {"meetings": ("pzk_id",), "attendance": (), "contacts": ("month",)}
"""Columns that stand in labelled cells above the table, not in it."""
PLACED_TABLES: Final = (*MEMBER_SHEETS, *SERVICE_SHEETS, *REPORT_SHEETS)
"""Tables with files of their own for each voivodeship."""
ANIMATOR: Final = "animator gminy (rola; dane syntetyczne)"

Rows = Sequence[Sequence[Cell]]


def book_jobs(tables: Tables, rng: np.random.Generator) -> Iterator[Job]:
    """Return every workbook of a small study."""
    register, projects, higher, by_place = rng.spawn(4)
    yield _book(REGISTER, tables, REGISTER_SHEETS, BOOK_STYLES["podlaskie"], register)
    yield _book(
        PROJECTS,
        tables,
        PROJECT_SHEETS,
        BOOK_STYLES["mazowieckie"],
        projects,
        _title("Projekty socjalne"),
    )
    above_teams = tables["meetings"]["pzk_id"].isna()
    meetings = {"meetings": tables["meetings"][above_teams].reset_index(drop=True)}
    yield _book(HIGHER, meetings, HIGHER_SHEETS, BOOK_STYLES["podkarpackie"], higher)
    below = {**tables, "meetings": tables["meetings"][~above_teams].reset_index(drop=True)}
    for place, own in zip(facts.PLACES, by_place.spawn(len(facts.PLACES)), strict=True):
        here = {name: _here(name, below[name], place.id) for name in PLACED_TABLES}
        style = BOOK_STYLES[place.id]
        members, services, reports = own.spawn(3)
        above = _title(f"Rejestr – województwo {place.id}") if place.id in TITLED else ()
        yield _book(MEMBERS.format(place.id), here, MEMBER_SHEETS, style, members, above)
        yield _book(SERVICES.format(place.id), here, SERVICE_SHEETS, style, services, above)
        yield from _reports(tables["pzk"], here, place.id, style, reports)


def _title(text: str) -> Rows:
    return [[text], [MARKED], []]


def _here(name: str, frame: pd.DataFrame, place: str) -> pd.DataFrame:
    return frame[place_of(name, frame) == place].reset_index(drop=True)


def _book(
    path: str,
    tables: Tables,
    sheets: Mapping[str, str],
    style: Style,
    rng: np.random.Generator,
    above: Rows = (),
) -> Job:
    def make() -> list[Part]:
        return [
            Part(
                table=name,
                rows=partial(tables.__getitem__, name),
                sheet=Sheet(
                    name=sheet, grid=dress(TABLES[name], tables[name], style, rng), above=above
                ),
            )
            for name, sheet in sheets.items()
        ]

    return Job(path=path, make=make)


def _reports(
    pzk: pd.DataFrame, here: Tables, place: str, style: Style, rng: np.random.Generator
) -> Iterator[Job]:
    """Return the report of every team and month from the team's first month on."""
    grids = {
        name: dress(TABLES[name], here[name], style, rng, without=IN_LABELS[name])
        for name in REPORT_SHEETS
    }
    rows = {name: _rows_by_report(name, here) for name in REPORT_SHEETS}
    last = pd.Period(str(facts.TEAMS_UNTIL), freq="M")
    for team in pzk[pzk["voivodeship"] == place].to_dict("records"):
        pzk_id = str(team["pzk_id"])
        for month in pd.period_range(pd.Period(team["started_on"], freq="M"), last, freq="M"):
            key = (pzk_id, str(month))
            chosen = {name: rows[name].get(key, []) for name in REPORT_SHEETS}
            yield _report(key, here, grids, chosen, style)


def _report(
    key: tuple[str, str],
    here: Tables,
    grids: Mapping[str, Grid],
    rows: Mapping[str, Sequence[int]],
    style: Style,
) -> Job:
    pzk_id, month = key
    above: Rows = [
        ["SPRAWOZDANIE MIESIĘCZNE ANIMATORA"],
        ["Zespół (PZK):", pzk_id],
        ["Miesiąc:", write_month(pd.Timestamp(f"{month}-01"), style)],
        ["Animator:", ANIMATOR],
        [MARKED],
        [],
    ]

    def make() -> list[Part]:
        return [
            Part(
                table=name,
                rows=partial(_some_rows, here[name], rows[name]),
                sheet=Sheet(name=sheet, grid=grids[name].take(rows[name]), above=above),
            )
            for name, sheet in REPORT_SHEETS.items()
        ]

    return Job(path=REPORTS.format(pzk_id, month), make=make)


def _some_rows(frame: pd.DataFrame, rows: Sequence[int]) -> pd.DataFrame:
    return frame.iloc[list(rows)].reset_index(drop=True)


def _rows_by_report(name: str, here: Tables) -> dict[tuple[str, str], list[int]]:
    """Return the rows of a table by team and month of the report that they stand in."""
    frame = here[name]
    if name == "contacts":
        team, month = frame["family_id"].str.replace(r"-[RG]\d+$", "", regex=True), frame["month"]
    elif name == "meetings":
        team, month = frame["pzk_id"], frame["held_on"]
    else:
        meetings = here["meetings"].set_index("meeting_id")
        team = frame["meeting_id"].map(meetings["pzk_id"])
        month = frame["meeting_id"].map(meetings["held_on"])
    found: dict[tuple[str, str], list[int]] = {}
    for row, key in enumerate(zip(team, month.dt.strftime("%Y-%m"), strict=True)):
        found.setdefault(key, []).append(row)
    return found
