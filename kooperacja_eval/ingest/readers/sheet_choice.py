"""Which sheet of a workbook fills a table: the one named, the only one, or the one named alike."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from kooperacja_eval.ingest.readers.request import Request
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

_LONGEST_NAME: Final = 31
"""Excel cuts names of sheets at this length."""


class Listed(NamedTuple):
    """A sheet of cells in a workbook."""

    name: str
    visible: bool


def choose_sheet(request: Request, sheets: Sequence[Listed]) -> str | Problem:
    """Return the name of the sheet to read, or the problem that keeps it from being chosen.

    Names are compared folded. Without a name in ``study.toml`` the only visible sheet is taken,
    or the one that has the name of the table.

    Parameters
    ----------
    request : Request
        The file and its table.
    sheets : sequence of Listed
        In the order of the workbook, without sheets of charts.
    """
    if request.sheet is not None:
        wanted = fold(request.sheet[:_LONGEST_NAME])
        named = [sheet.name for sheet in sheets if fold(sheet.name) == wanted]
        return named[0] if named else _no_sheet(request, sheets)
    visible = [sheet.name for sheet in sheets if sheet.visible]
    if len(visible) == 1:
        return visible[0]
    table = request.table
    names = {fold(n[:_LONGEST_NAME]) for n in (table.table_name, table.label.pl, table.label.en)}
    alike = [name for name in visible if fold(name) in names]
    return alike[0] if len(alike) == 1 else _several_sheets(request, sheets)


def _no_sheet(request: Request, sheets: Sequence[Listed]) -> Problem:
    return request.problem(
        "no_sheet",
        Text(
            f"Plik nie ma arkusza „{request.sheet}”; ma: {_names(sheets, '„', '”')}. "
            "Popraw nazwę arkusza w pliku albo w study.toml.",
            f"The file has no sheet “{request.sheet}”; it has: {_names(sheets, '“', '”')}. "
            "Correct the name of the sheet in the file or in study.toml.",
        ),
    )


def _several_sheets(request: Request, sheets: Sequence[Listed]) -> Problem:
    return request.problem(
        "several_sheets",
        Text(
            f"Plik ma kilka arkuszy: {_names(sheets, '„', '”')}. "
            "Podaj w study.toml, który czytać (sheet).",
            f"The file has several sheets: {_names(sheets, '“', '”')}. "
            "Say in study.toml which to read (sheet).",
        ),
    )


def _names(sheets: Sequence[Listed], opening: str, closing: str) -> str:
    return ", ".join(f"{opening}{sheet.name}{closing}" for sheet in sheets)
