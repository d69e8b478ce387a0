"""Microsoft Forms: responses as a workbook or CSV, in Polish or in English.

The border: ticked options stay joined in their cells (``a;b;``); ``split_semicolons`` splits them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kooperacja_eval.ingest.sheets import is_blank
from kooperacja_eval.ingest.surveys.export import (
    ExportColumn,
    Reading,
    RefusedFileError,
    SurveyExport,
    SurveyFile,
)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What the form writes in one language, folded."""

    start: frozenset[str]
    end: frozenset[str]
    other: frozenset[str]
    moments: frozenset[str]
    notes: tuple[str, ...]


_IDS: Final = frozenset(("id", "identyfikator"))
_LANGUAGES: Final = {
    "pl": _Words(
        start=frozenset(("godzina rozpoczecia", "czas rozpoczecia")),
        end=frozenset(("godzina ukonczenia", "czas ukonczenia")),
        other=frozenset(
            ("adres e-mail", "adres email", "e-mail", "nazwa", "jezyk",
             "laczna liczba punktow", "opinia o tescie")
        ),
        moments=frozenset(("czas ostatniej modyfikacji", "godzina ostatniej modyfikacji")),
        notes=("punkty", "opinia"),
    ),
    "en": _Words(
        start=frozenset(("start time",)),
        end=frozenset(("completion time",)),
        other=frozenset(("email", "name", "language", "total points", "quiz feedback")),
        moments=frozenset(("last modified time",)),
        notes=("points", "feedback"),
    ),
}  # fmt: skip
_NOTE: Final = re.compile(r"(?P<word>\w+) [-–] (?P<question>.+)")


def forms_language(headers: Sequence[str]) -> str | None:
    """Return the language of headers of Microsoft Forms, None where they are of another kind.

    The first is the ID, and the times of start and completion are among the others.

    Examples
    --------
    >>> forms_language(["ID", "Godzina rozpoczęcia", "Godzina ukończenia"]), forms_language(["ID"])
    ('pl', None)
    """
    folded = [fold(header) for header in headers]
    if not folded or folded[0] not in _IDS:
        return None
    for language, words in _LANGUAGES.items():
        if words.start & set(folded) and words.end & set(folded):
            return language
    return None


def is_microsoft_forms(headers: Sequence[str]) -> bool:
    """Return whether headers are those of Microsoft Forms."""
    return forms_language(headers) is not None


def read_microsoft_forms(file: SurveyFile) -> Reading:
    """Read responses of Microsoft Forms.

    The ID, times, address, name, language and total points are ``system``; points and feedback of
    a question of a quiz are ``note``. A column whose cells all end in a semicolon is a
    ``summary`` of checkboxes. Rows of a Likert question are columns of their own.

    Parameters
    ----------
    file : SurveyFile
        A workbook or CSV file.

    Returns
    -------
    Reading
        One export for each sheet with the headers of the platform; ``heading`` is the language of
        the headers, ``pl`` or ``en``.

    Raises
    ------
    RefusedFileError
        ``not_ms_forms`` where no sheet has them, and whatever keeps the file from being read.
    """
    exports: list[SurveyExport] = []
    problems: list[Problem] = []
    for grid in read_grids(file):
        index = find_heading(grid, is_microsoft_forms)
        if index is None:
            continue
        headed = head(file, grid, index)
        language = forms_language([column.text for column in headed.columns]) or "pl"
        words = _LANGUAGES[language]
        columns = [_column(headed, column, at, words) for at, column in enumerate(headed.columns)]
        problems.extend((*headed.problems, *_unread(file, headed, words)))
        exports.append(
            SurveyExport(
                platform="ms_forms",
                file=file.name,
                sheet=grid.sheet,
                heading=language,
                columns=tuple(columns),
                rows=headed.rows,
            )
        )
    if not exports:
        raise RefusedFileError("not_ms_forms", _NOT_MICROSOFT)
    return Reading(exports=tuple(exports), problems=tuple(problems))


def _column(headed: HeadedGrid, column: HeadedColumn, at: int, words: _Words) -> ExportColumn:
    folded = fold(column.text)
    if _is_moment(column, words):
        return column.as_part("system", cells=parse_moments(column.cells).cells)
    if (at == 0 and folded in _IDS) or (folded in words.other and at < _questions(headed, words)):
        return column.as_part("system")
    question = _noted(headed, column, words)
    if question:
        return column.as_part("note", question=question)
    return column.as_part("summary" if _ends_in_semicolons(column) else "answer")


def _is_moment(column: HeadedColumn, words: _Words) -> bool:
    return fold(column.name) in words.start | words.end | words.moments


def _questions(headed: HeadedGrid, words: _Words) -> int:
    """Return the index of the first column that the form does not write by itself."""
    system = _IDS | words.start | words.end | words.moments | words.other
    return next(
        (at for at, column in enumerate(headed.columns) if fold(column.text) not in system),
        len(headed.columns),
    )


def _noted(headed: HeadedGrid, column: HeadedColumn, words: _Words) -> str:
    """Return the question whose points or feedback a column has, empty where it has none."""
    found = _NOTE.fullmatch(column.name)
    if found is None or fold(found["word"]) not in words.notes:
        return ""
    names = {other.name for other in headed.columns}
    return found["question"] if found["question"] in names else ""


def _ends_in_semicolons(column: HeadedColumn) -> bool:
    texts = [cell for cell in column.cells if not is_blank(cell)]
    return bool(texts) and all(isinstance(t, str) and t.rstrip().endswith(";") for t in texts)


def _unread(file: SurveyFile, headed: HeadedGrid, words: _Words) -> list[Problem]:
    problems = []
    for column in headed.columns:
        if not _is_moment(column, words):
            continue
        moments = parse_moments(column.cells)
        at = sorted((*moments.unread, *moments.unordered))
        if at:
            row = int(headed.rows[at[0]])
            text = _not_a_time(len(at))
            problems.append(
                warning(file, "unread_timestamp", text, sheet=headed.sheet, row=row, column=column)
            )
    return problems


def _not_a_time(count: int) -> Text:
    return Text(
        f"Czasy, których nie da się odczytać jednoznacznie: {count}. Zostały takie jak w pliku; "
        "pobierz XLSX prosto z formularza.",
        f"Times that cannot be read in one way only: {count}. They stayed as in the file; fetch "
        "the XLSX straight from the form.",
    )


_NOT_MICROSOFT: Final = Text(
    "To nie są odpowiedzi z Microsoft Forms: oczekiwano kolumn „ID”, „Godzina rozpoczęcia” "
    "i „Godzina ukończenia” (albo angielskich). Pobierz z formularza plik XLSX albo podaj inną "
    "platformę.",
    "These are no responses of Microsoft Forms: the columns “ID”, “Start time” and “Completion "
    "time” (or the Polish ones) were expected. Fetch the XLSX file from the form or name another "
    "platform.",
)
