"""The table of problems as files: JSON for programs, a workbook for people.

In the workbook each problem of a cell links to that cell in the raw file. The same problems
always give the same bytes.
"""

import datetime as dt
import io
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kooperacja_eval.schemas.problems import Problem, Severity
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Lang, Text

_SHEET: Final = Text("Problemy", "Problems")
_TITLE: Final = Text("Problemy w danych", "Problems in the data")
_COLUMNS: Final = (
    ("place", Text("miejsce", "place"), 34),
    ("file", Text("plik", "file"), 34),
    ("sheet", Text("arkusz", "sheet"), 16),
    ("row", Text("wiersz", "row"), 8),
    ("column", Text("kolumna", "column"), 24),
    ("table", Text("tabela", "table"), 24),
    ("rule", Text("reguła", "rule"), 20),
    ("severity", Text("waga", "severity"), 12),
    ("message", Text("komunikat", "message"), 90),
    ("value", Text("wartość", "value"), 20),
)
_SEVERITIES: Final[dict[Severity, Text]] = {
    "error": Text("błąd", "error"),
    "warning": Text("ostrzeżenie", "warning"),
}
_CREATED: Final = dt.datetime(2021, 1, 1)  # noqa: DTZ001 - spreadsheets know no time zones
_BOOKS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
_MOST_LINKS: Final = 65_530
"""Links that a sheet of Excel can hold; further problems name their place without one."""
_MOST_ROWS: Final = 1_048_575
_LONGEST_LINK: Final = 2_000


def problems_json(problems: Iterable[Problem], lang: Lang) -> bytes:
    """Return problems as JSON: a list of objects, messages in one language.

    Parameters
    ----------
    problems : iterable of Problem
        In any order; they are sorted by place.
    lang : {"pl", "en"}
        Language of the messages.
    """
    items = [
        {**asdict(problem), "message": problem.message.in_(lang)} for problem in _sorted(problems)
    ]
    text = json.dumps(items, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def problems_workbook(problems: Iterable[Problem], lang: Lang, *, raw: Path, folder: Path) -> bytes:
    """Return problems as a workbook with a link from each to its cell.

    Parameters
    ----------
    problems : iterable of Problem
        In any order; they are sorted by place.
    lang : {"pl", "en"}
        Language of headers and messages.
    raw : Path
        The folder ``data_raw``.
    folder : Path
        The folder that the workbook will stand in; links are relative to it.

    Returns
    -------
    bytes
        An XLSX file.
    """
    ordered = _sorted(problems)[:_MOST_ROWS]
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"created": _CREATED, "title": _TITLE.in_(lang)})
        sheet = book.add_worksheet(_SHEET.in_(lang))
        _write_header(sheet, lang, book.add_format({"bold": True, "bottom": 1, "text_wrap": True}))
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        link = book.add_format({"valign": "top", "font_color": "#0B4F8A", "underline": 1})
        base = _base(raw, folder)
        for number, problem in enumerate(ordered, start=1):
            target = _target(base, problem) if number <= _MOST_LINKS else None
            _write_place(sheet, number, problem, target, link if target else wrapped)
            _write_row(sheet, number, _cells(problem, lang), wrapped)
        sheet.autofilter(0, 0, max(len(ordered), 1), len(_COLUMNS) - 1)
        sheet.freeze_panes(1, 1)
    return stream.getvalue()


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(
        problems, key=lambda problem: (problem.sort_key, problem.table, problem.message.pl)
    )


def _write_header(sheet: Worksheet, lang: Lang, style: Format) -> None:
    for index, (_, label, width) in enumerate(_COLUMNS):
        sheet.write_string(0, index, label.in_(lang), style)
        sheet.set_column(index, index, width)


def _write_place(
    sheet: Worksheet, number: int, problem: Problem, target: str | None, style: Format
) -> None:
    shown = _place(problem)
    if target is None:
        sheet.write_string(number, 0, shown, style)
    else:
        sheet.write_url(number, 0, target, style, shown)


def _write_row(
    sheet: Worksheet, number: int, cells: Sequence[str | int | None], style: Format
) -> None:
    for index, cell in enumerate(cells, start=1):
        if isinstance(cell, int):
            sheet.write_number(number, index, cell, style)
        elif cell:
            sheet.write_string(number, index, cell, style)


def _cells(problem: Problem, lang: Lang) -> tuple[str | int | None, ...]:
    table = TABLES.get(problem.table)
    return (
        problem.file,
        problem.sheet,
        problem.row,
        problem.column or problem.field,
        table.label.in_(lang) if table else problem.table,
        problem.rule,
        _SEVERITIES[problem.severity].in_(lang),
        problem.message.in_(lang),
        problem.value,
    )


def _place(problem: Problem) -> str:
    name = problem.file.rpartition("/")[2]
    cell = f"{problem.letter}{problem.row}" if problem.letter and problem.row else ""
    row = str(problem.row) if problem.row and not cell else ""
    return " ".join(part for part in (name, problem.sheet, cell or row) if part)


def _base(raw: Path, folder: Path) -> str:
    return Path(os.path.relpath(raw.resolve(), folder.resolve())).as_posix()


def _target(base: str, problem: Problem) -> str | None:
    """Return the link to the cell of a problem, to the file where it has no cell, None without."""
    if not problem.file:
        return None
    path = f"{base}/{problem.file}".replace("%", "%25").replace("#", "%23").replace(" ", "%20")
    link = f"external:{path}"
    if problem.file.lower().endswith(_BOOKS) and problem.sheet and problem.row:
        sheet = problem.sheet.replace("'", "''")
        link += f"#'{sheet}'!{problem.letter or 'A'}{problem.row}"
    return link if len(link) <= _LONGEST_LINK else None
