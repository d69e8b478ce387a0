"""The raw files that are workbooks: registers; monthly reports stand in ``reports``."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.dress import Cell, Style, dress
from kooperacja_eval.demo.files import Sheet
from kooperacja_eval.demo.layout import MARKED, Job, Part, Tables, place_of
from kooperacja_eval.demo.reports import REPORTED, known_of, report_jobs
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
SOURCES: Final = (
    (REGISTER, REGISTER_SHEETS),
    (PROJECTS, PROJECT_SHEETS),
    (MEMBERS, MEMBER_SHEETS),
    (SERVICES, SERVICE_SHEETS),
    (HIGHER, HIGHER_SHEETS),
)
"""Patterns of the files with their sheets."""
PLACED_TABLES: Final = ("entities", "memberships", *REPORTED)
"""Tables whose rows go to workbooks of each voivodeship."""

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
    known = known_of(tables)
    below = {**tables, "meetings": tables["meetings"][~above_teams].reset_index(drop=True)}
    for place, own in zip(facts.PLACES, by_place.spawn(len(facts.PLACES)), strict=True):
        here = {name: _here(name, below[name], place.id) for name in PLACED_TABLES}
        style = BOOK_STYLES[place.id]
        members, services = own.spawn(2)
        above = _title(f"Rejestr – województwo {place.id}") if place.id in TITLED else ()
        yield _book(MEMBERS.format(place.id), here, MEMBER_SHEETS, style, members, above)
        yield _book(SERVICES.format(place.id), here, SERVICE_SHEETS, style, services, above)
        teams = tables["pzk"].loc[tables["pzk"]["voivodeship"] == place.id, "pzk_id"]
        yield from report_jobs(known, here, teams.tolist())


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
