"""Google Forms: responses as CSV or as a sheet (XLSX), in Polish or in English.

The border: the file says nothing about types of questions; what looks like checkboxes is called
so with a problem, and nothing is split without the list of options.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from kooperacja_eval.ingest.surveys.export import (
    ExportColumn,
    Reading,
    RefusedFileError,
    SurveyExport,
    SurveyFile,
)
from kooperacja_eval.ingest.surveys.forms_checkbox import looks_joined, propose_pieces
from kooperacja_eval.ingest.surveys.forms_common import (
    HeadedColumn,
    HeadedGrid,
    find_heading,
    head,
    warning,
)
from kooperacja_eval.ingest.surveys.forms_moments import parse_moments
from kooperacja_eval.ingest.surveys.raw_grids import read_grids
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

TIMESTAMPS: Final = frozenset(("sygnatura czasowa", "timestamp"))
_SYSTEM: Final = TIMESTAMPS | {
    "adres e-mail", "adres email", "email address", "nazwa uzytkownika", "username",
    "wynik", "laczny wynik", "score", "total score",
}  # fmt: skip
"""Headers that the form itself writes before the questions, folded."""
_NOTES: Final = frozenset(("score", "feedback", "wynik", "opinia"))
"""Words in brackets after a question of a quiz, folded."""
_ROW: Final = re.compile(r"(?P<question>.*\S) ?\[(?P<row>.+)\](?P<again> \(\d+\))?")
_TWICE: Final = 2


def is_google_forms(headers: Sequence[str]) -> bool:
    """Return whether headers are those of Google Forms: the timestamp comes first.

    Examples
    --------
    >>> is_google_forms(["Sygnatura czasowa", "Wiek"]), is_google_forms(["ID", "Timestamp"])
    (True, False)
    """
    return bool(headers) and fold(headers[0]) in TIMESTAMPS


def read_google_forms(file: SurveyFile) -> Reading:
    """Read responses of a Google form.

    The timestamp, the address and the score are ``system``; timestamps become moments without
    their time zone. A column ``Question [row]`` belongs to ``Question`` where the grid has at
    least two rows; of a quiz, points and feedback of a question are ``note``. A column that looks
    like checkboxes is a ``summary``.

    Parameters
    ----------
    file : SurveyFile
        A CSV file (whatever a spreadsheet made of it since) or a workbook.

    Returns
    -------
    Reading
        One export for each sheet whose headers begin with the timestamp; ``heading`` is ``full``.

    Raises
    ------
    RefusedFileError
        ``not_google_forms`` where no sheet does, and whatever keeps the file from being read.
    """
    exports: list[SurveyExport] = []
    problems: list[Problem] = []
    for grid in read_grids(file):
        index = find_heading(grid, is_google_forms)
        if index is None:
            continue
        headed = head(file, grid, index)
        columns, found = _columns(file, headed)
        problems.extend((*headed.problems, *found))
        exports.append(
            SurveyExport(
                platform="google_forms",
                file=file.name,
                sheet=grid.sheet,
                heading="full",
                columns=tuple(columns),
                rows=headed.rows,
            )
        )
    if not exports:
        raise RefusedFileError("not_google_forms", _NOT_GOOGLE)
    return Reading(exports=tuple(exports), problems=tuple(problems))


def _columns(file: SurveyFile, headed: HeadedGrid) -> tuple[list[ExportColumn], list[Problem]]:
    stems = Counter(stem for column in headed.columns if (stem := _stem(column)))
    columns: list[ExportColumn] = []
    problems: list[Problem] = []
    leading = True
    for column in headed.columns:
        leading = leading and fold(column.text) in _SYSTEM
        if leading and fold(column.text) in TIMESTAMPS:
            made, found = _timestamp(file, headed, column)
            problems.extend(found)
        elif leading:
            made = column.as_part("system")
        elif (stem := _stem(column)) and _is_note(column, headed.columns):
            made = column.as_part("note", question=stem)
        else:
            joined = looks_joined(column.cells)
            question = stem if stem and stems[stem] >= _TWICE else None
            made = column.as_part("summary" if joined else "answer", question=question)
            if joined:
                problems.append(_joined(file, headed, column))
        columns.append(made)
    return columns, problems


def _stem(column: HeadedColumn) -> str:
    """Return the question of a row of a grid, empty where the header has no row."""
    found = _ROW.fullmatch(column.name)
    return f"{found['question']}{found['again'] or ''}" if found else ""


def _is_note(column: HeadedColumn, columns: Sequence[HeadedColumn]) -> bool:
    """Return whether a column has points or feedback of another column of a quiz."""
    found = _ROW.fullmatch(column.name)
    names = {other.name for other in columns}
    return found is not None and fold(found["row"]) in _NOTES and _stem(column) in names


def _timestamp(
    file: SurveyFile, headed: HeadedGrid, column: HeadedColumn
) -> tuple[ExportColumn, list[Problem]]:
    moments = parse_moments(column.cells)
    problems: list[Problem] = []
    for rule, message, at in (
        ("unread_timestamp", _unread, moments.unread),
        ("ambiguous_timestamp", _unordered, moments.unordered),
    ):
        if at:
            row = int(headed.rows[at[0]])
            text = message(len(at))
            problems.append(warning(file, rule, text, sheet=headed.sheet, row=row, column=column))
    return column.as_part("system", cells=moments.cells), problems


def _joined(file: SurveyFile, headed: HeadedGrid, column: HeadedColumn) -> Problem:
    pieces = propose_pieces(column.cells)
    unclear = len(pieces.ambiguous)
    message = Text(
        f"Kolumna wygląda na pytanie z wieloma odpowiedziami połączonymi przecinkami; możliwych "
        f"odpowiedzi: {len(pieces.counts)}, w tym niejasnych: {unclear}. Podaj listę odpowiedzi, "
        "jeśli mają być rozdzielone.",
        f"The column looks like a question with several answers joined by commas; possible "
        f"answers: {len(pieces.counts)}, of which unclear: {unclear}. Give the list of answers if "
        "they are to be split.",
    )
    return warning(file, "joined_answers", message, sheet=headed.sheet, column=column)


def _unread(count: int) -> Text:
    return Text(
        f"Sygnatury czasowe, których nie da się odczytać jako daty: {count}. Zostały tekstem; "
        "popraw je albo pobierz CSV prosto z formularza.",
        f"Timestamps that cannot be read as dates: {count}. They stayed texts; correct them or "
        "fetch the CSV straight from the form.",
    )


def _unordered(count: int) -> Text:
    return Text(
        f"Sygnatury czasowe, w których nie wiadomo, co jest dniem, a co miesiącem: {count}. "
        "Zostały tekstem; pobierz CSV prosto z formularza.",
        f"Timestamps in which day and month cannot be told apart: {count}. They stayed texts; "
        "fetch the CSV straight from the form.",
    )


_NOT_GOOGLE: Final = Text(
    "To nie są odpowiedzi z Google Forms: oczekiwano pierwszej kolumny „Sygnatura czasowa” albo "
    "„Timestamp”. Pobierz odpowiedzi z formularza jako CSV lub XLSX albo podaj inną platformę.",
    "These are no responses of Google Forms: the first column was expected to be “Timestamp” or "
    "“Sygnatura czasowa”. Fetch the responses from the form as CSV or XLSX, or name another "
    "platform.",
)
