"""A study folder for tests: raw files are written by the test, the configuration is made here."""

import datetime as dt
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import xlsxwriter

from kooperacja_eval.ingest.run import IngestResult, ingest_study
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.study import RAW_FOLDER, StudyConfig

Cell = str | int | float | bool | dt.date | dt.datetime | None
Rows = Sequence[Sequence[Cell]]


def config(*sources: Mapping[str, str]) -> StudyConfig:
    """Return the configuration of a study with some sources."""
    span = {"first": dt.date(2018, 4, 1), "last": dt.date(2021, 3, 31)}
    return StudyConfig.model_validate(
        {
            "study": {
                "id": "test", "title_pl": "Test", "title_en": "Test", "programme": "-",
                "synthetic": True, "data_date": dt.date(2020, 12, 31),
                "as_of": dt.date(2019, 12, 31), "period": span,
            },
            "macroregions": ({"id": "I", "voivodeships": ("lubelskie",)},),
            "covid": {"first": dt.date(2020, 3, 12)},
            "targets": {
                "entities": 1, "pzk": 1, "families": 1, "families_per_pzk_min": 1,
                "families_per_pzk_max": 9,
            },
            "disclosure": {"profile": "internal"},
            "sources": tuple(dict(source) for source in sources),
        }
    )  # fmt: skip


def put(folder: Path, name: str, data: bytes) -> None:
    """Write a raw file."""
    path = folder / RAW_FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def table(text: str, delimiter: str = ";") -> bytes:
    """Return a drawn table as CSV: cells stand between ``|``."""
    lines = text.strip().splitlines()
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    return "".join(delimiter.join(row) + "\r\n" for row in cells).encode()


def workbook(sheets: Mapping[str, Rows], **options: object) -> bytes:
    """Return an XLSX file; dates are written as dates."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, options) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(number, column, cell, day)
                    elif cell is not None:
                        sheet.write(number, column, cell)
    return stream.getvalue()


def ingest(folder: Path, name: str, source_table: str, **source: str) -> IngestResult:
    """Read one file or glob into one table."""
    return ingest_study(folder, config({"table": source_table, "files": name, **source}))


def rules(problems: Sequence[Problem]) -> list[tuple[str, int | None, str]]:
    """Return rule, row and letter of each problem."""
    return [(problem.rule, problem.row, problem.letter) for problem in problems]


def only(result: IngestResult) -> Problem:
    """Return the only problem."""
    (problem,) = result.problems
    return problem
