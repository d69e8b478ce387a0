"""The raw files that are CSV: which there are, what stands in each, and how each is written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.dress import Style, dress
from kooperacja_eval.demo.files import Encoding, Sheet
from kooperacja_eval.schemas.tables import TABLES

MARKED: Final = "DANE SYNTETYCZNE"

MOST_TEAMS: Final = 60
"""Up to so many teams a study is small: registers and monthly reports are workbooks, ties are
asked for and families scored. Above, everything is CSV."""

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One table in one sheet.

    Attributes
    ----------
    table : str
        The table.
    rows : callable
        Returns the typed rows of the sheet, in its order; asked only where a mistake is planted.
    sheet : Sheet
        How they are written.
    """

    table: str
    rows: Callable[[], pd.DataFrame]
    sheet: Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One raw file, dressed when it is written.

    Attributes
    ----------
    path : str
        Path relative to ``data_raw``.
    make : callable
        Returns the parts; one for CSV.
    encoding : str, optional
        For CSV; a workbook without it.
    pack : callable, optional
        Returns the bytes of a workbook that is more than its parts one after another.
    """

    path: str
    make: Callable[[], list[Part]]
    encoding: Encoding | None = None
    pack: Callable[[Sequence[Sheet]], bytes] | None = None


PLACE_STYLES: Final[Mapping[str, tuple[Style, Encoding]]] = {
    "lubelskie": (Style(codes="mixed", missing=("", "", "brak")), "cp1250"),
    "mazowieckie": (Style(headers="alias", dates="dotted_r", missing=("-", "")), "cp1250"),
    "podlaskie": (Style(codes="mixed", months="dotted", missing=("n.d.",)), "iso8859-2"),
    "podkarpackie": (Style(codes="mixed", dates="dotted", missing=("", "-", "brak")), "cp1250"),
    "swietokrzyskie": (Style(headers="alias", dates="iso", months="iso"), "utf-8-sig"),
}
"""How each voivodeship writes its CSV files."""

WHOLE: Final[Mapping[str, tuple[str, Style, Encoding]]] = {
    "platform": ("platforma/logowania.csv", Style(headers="alias"), "cp1250"),
    "costs": ("finanse/koszty.csv", Style(grouped=True, missing=("", "-")), "cp1250"),
    "family_moves": ("rodziny/przeniesienia.csv", Style(dates="dotted_r"), "utf-8-sig"),
    "schedule": ("harmonogram/harmonogram.csv", Style(), "utf-8"),
    "output_targets": ("harmonogram/wskazniki_produktu.csv", Style(missing=("brak",)), "utf-8"),
}
"""Tables that are one CSV file in every study."""

PLACED: Final[Mapping[str, str]] = {
    "families": "rodziny/rodziny_{}.csv",
    "goals": "rodziny/cele_{}.csv",
    "support": "wsparcie/wsparcie_{}.csv",
    "support_participants": "wsparcie/uczestnicy_{}.csv",
}
"""Tables that are one CSV file for each voivodeship in every study."""

SMALL: Final[Mapping[str, str]] = {
    "ties": "sieci/relacje_{}.csv",
    "diagnoses": "rodziny/diagnozy_{}.csv",
}
"""Tables that are one CSV file for each voivodeship in a small study; a large one has none."""

LARGE: Final[Mapping[str, str]] = {
    "pzk": "rejestry/zespoly_{}.csv",
    "pzk_gminas": "rejestry/gminy_zespolow_{}.csv",
    "entities": "rejestry/podmioty_{}.csv",
    "memberships": "rejestry/czlonkowie_{}.csv",
    "services": "rodziny/uslugi_{}.csv",
    "social_projects": "projekty/projekty_socjalne_{}.csv",
    "meetings": "sprawozdania/spotkania_{}.csv",
    "attendance": "sprawozdania/obecnosc_{}.csv",
    "contacts": "sprawozdania/kontakty_{}.csv",
}
"""Tables that are one CSV file for each voivodeship in a large study, workbooks in a small one."""

PUBLISHED: Final = "published/published.csv"
"""Published figures, copied as they stand."""

RECOMMENDATIONS: Final = "rekomendacje/rekomendacje.csv"
"""Made-up recommendations, copied as they stand."""

GMINAS: Final = "rejestry/gminy.csv"
"""Gminas, in a large study."""

HIGHER: Final = "wojewodztwa/spotkania_wojewodzkie.csv"
"""Meetings above the teams, in a large study."""


def place_of(table: str, frame: pd.DataFrame) -> "pd.Series[str]":
    """Return the voivodeship of each row; missing for what belongs to none of them."""
    if "voivodeship" in frame:
        return frame["voivodeship"]
    key = next(iter(TABLES[table].fields))
    letters = {place.letters: place.id for place in facts.PLACES}
    return frame[key].str.slice(0, 2).map(letters).astype("str")


def csv_part(
    table: str, frame: pd.DataFrame, style: Style, rng: np.random.Generator, *, marked: bool = False
) -> list[Part]:
    """Dress one table as the only part of a CSV file."""
    grid = dress(TABLES[table], frame, style, rng)
    above = [[MARKED], []] if marked else []
    return [Part(table=table, rows=lambda: frame, sheet=Sheet(name="", grid=grid, above=above))]


def whole_jobs(tables: Tables, rng: np.random.Generator) -> Iterator[Job]:
    """Return the files of tables that stand in one CSV file."""
    for (table, (path, style, encoding)), own in zip(
        WHOLE.items(), rng.spawn(len(WHOLE)), strict=True
    ):

        def make(
            table: str = table, style: Style = style, own: np.random.Generator = own
        ) -> list[Part]:
            return csv_part(table, tables[table], style, own, marked=table == "costs")

        yield Job(path=path, make=make, encoding=encoding)


def placed_jobs(
    tables: Tables, patterns: Mapping[str, str], rng: np.random.Generator
) -> Iterator[Job]:
    """Return the files of tables that stand in one CSV file for each voivodeship."""
    for table, pattern in patterns.items():
        places = place_of(table, tables[table])
        for place, own in zip(facts.PLACES, rng.spawn(len(facts.PLACES)), strict=True):
            style, encoding = PLACE_STYLES[place.id]
            rows = np.flatnonzero(places == place.id)

            def make(
                table: str = table,
                rows: "np.ndarray[tuple[int], np.dtype[np.intp]]" = rows,
                style: Style = style,
                own: np.random.Generator = own,
            ) -> list[Part]:
                frame = tables[table].iloc[rows].reset_index(drop=True)
                return csv_part(table, frame, style, own)

            yield Job(path=pattern.format(place.id), make=make, encoding=encoding)


def large_jobs(tables: Tables, rng: np.random.Generator) -> Iterator[Job]:
    """Return the files that stand in place of workbooks in a large study."""
    placed, higher, gminas = rng.spawn(3)
    above_teams = tables["meetings"]["pzk_id"].isna()
    below = {**tables, "meetings": tables["meetings"][~above_teams]}
    yield from placed_jobs(below, LARGE, placed)
    meetings = tables["meetings"][above_teams].reset_index(drop=True)
    style, encoding = PLACE_STYLES["lubelskie"]

    def make_meetings() -> list[Part]:
        return csv_part("meetings", meetings, style, higher)

    def make_gminas() -> list[Part]:
        return csv_part("gminas", tables["gminas"], style, gminas)

    yield Job(path=HIGHER, make=make_meetings, encoding=encoding)
    yield Job(path=GMINAS, make=make_gminas, encoding=encoding)
