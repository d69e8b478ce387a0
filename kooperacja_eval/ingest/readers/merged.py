"""Merged cells: their value stands in the first cell only, the others are blank."""

from collections.abc import Iterable

from kooperacja_eval.ingest.readers.request import Request
from kooperacja_eval.ingest.sheets import RawSheet, letter
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

Range = tuple[tuple[int, int], tuple[int, int]]


def merged_problems(request: Request, sheet: RawSheet, ranges: Iterable[Range]) -> list[Problem]:
    """Return a problem for each merged range that touches the header row or the data.

    Ranges above the header row are decoration and pass, and so do those to the right of and below
    the data.

    Parameters
    ----------
    request : Request
        The file.
    sheet : RawSheet
        The sheet that was read.
    ranges : iterable of ((row, column), (row, column))
        First and last cells, counted from 0.
    """
    header = sheet.header_row - 1
    last = int(sheet.rows[-1]) - 1 if len(sheet.rows) else header
    width = len(sheet.headers)
    problems = []
    for (top, left), (bottom, right) in sorted(ranges):
        if bottom < header or top > last or left >= width:
            continue
        place = f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}"
        in_header = top <= header
        problems.append(
            request.problem(
                "merged_header" if in_header else "merged_cells",
                _in_header(place) if in_header else _in_data(place),
                sheet=sheet.sheet,
                row=top + 1,
                column=sheet.headers[left],
                letter=letter(left),
            )
        )
    return problems


def _in_header(place: str) -> Text:
    return Text(
        f"Nagłówek ma scalone komórki {place}. Rozdziel je i wpisz nagłówek każdej kolumny "
        "w jednym wierszu.",
        f"The header has merged cells {place}. Split them and write the header of each column "
        "in one row.",
    )


def _in_data(place: str) -> Text:
    return Text(
        f"Scalone komórki {place}: wartość jest tylko w pierwszej. Rozdziel je i wpisz wartość "
        "w każdej.",
        f"Merged cells {place}: only the first has a value. Split them and write the value "
        "in each.",
    )
