"""Problems of whole workbooks: protected, damaged, too large, counting days from 1904."""

from kooperacja_eval.ingest.readers.request import Request
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text


def encrypted(request: Request) -> Problem:
    """Return the problem of a file that asks for a password."""
    return request.problem(
        "encrypted",
        Text(
            "Plik jest zabezpieczony hasłem. Zapisz w data_raw kopię bez hasła.",
            "The file is protected by a password. Save a copy without one in data_raw.",
        ),
    )


def damaged(request: Request) -> Problem:
    """Return the problem of a file that breaks off or is damaged."""
    return request.problem(
        "truncated",
        Text(
            "Plik jest uszkodzony lub niepełny. Pobierz go ponownie albo poproś o nową kopię.",
            "The file is damaged or incomplete. Fetch it again or ask for a new copy.",
        ),
    )


def too_large(request: Request, sheet: str, last: str) -> Problem:
    """Return the problem of a sheet with a cell far away from its table.

    Parameters
    ----------
    request : Request
        The file.
    sheet : str
        Name of the sheet.
    last : str
        The cell at the lower right corner, such as ``XFD1048576``.
    """
    return request.problem(
        "too_large",
        Text(
            f"Arkusz sięga komórki {last}. Usuń zbędne komórki daleko poza tabelą i zapisz plik.",
            f"The sheet reaches to cell {last}. Delete stray cells far from the table and save "
            "the file.",
        ),
        sheet=sheet,
    )


def counts_from_1904(request: Request) -> Problem:
    """Return the problem of a workbook whose days count from 1904, so that numbers mislead."""
    return request.problem(
        "dates_from_1904",
        Text(
            "Skoroszyt liczy dni od 1904 roku. Wyłącz w opcjach arkusza system daty 1904, "
            "sprawdź daty i zapisz plik.",
            "The workbook counts days from 1904. Switch the 1904 date system off in the options "
            "of the spreadsheet, check the dates and save the file.",
        ),
    )
