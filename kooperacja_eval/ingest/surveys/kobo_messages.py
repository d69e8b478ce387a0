"""What can be wrong in tables of KoBoToolbox and ODK, in words for people, with its place."""

from collections.abc import Sequence
from typing import Final

from kooperacja_eval.ingest.surveys.export import ExportColumn
from kooperacja_eval.ingest.surveys.kobo_sheets import Grid
from kooperacja_eval.schemas.problems import Problem, Severity
from kooperacja_eval.text import Text

_SHOWN: Final = 8
"""Headers that a message names; more are counted."""


def _problem(
    grid: Grid,
    rule: str,
    pl: str,
    en: str,
    *,
    severity: Severity = "warning",
    row: int | None = None,
    column: str = "",
    letter: str = "",
) -> Problem:
    return Problem(
        rule=rule,
        severity=severity,
        message=Text(pl, en),
        file=grid.file,
        sheet=grid.sheet,
        row=row,
        column=column or letter,
        letter=letter,
    )


def _listed(headers: Sequence[str]) -> Text:
    shown = ", ".join(headers[:_SHOWN])
    more = len(headers) - _SHOWN
    if more <= 0:
        return Text(shown, shown)
    return Text(f"{shown} (i dalsze: {more})", f"{shown} (and {more} more)")


def _of_columns(columns: Sequence[ExportColumn]) -> Text:
    return _listed([f"{column.letter} „{column.header}”" for column in columns])


def parent_missing(grid: Grid, name: str) -> Problem:
    """Return the problem of a repeat whose parent is not in the file."""
    pl, en = (f" „{name}”", f" “{name}”") if name else ("", "")
    return _problem(
        grid,
        "parent_missing",
        f"Powtórzenie wskazuje tabelę nadrzędną{pl}, której nie ma w pliku; wiersze zostały bez "
        "odpowiedzi z ankiety. Pobierz eksport XLSX ze wszystkimi arkuszami.",
        f"The repeat names a parent table{en} that is not in the file; its rows stay without the "
        "answers of the questionnaire. Download the XLSX export with all its sheets.",
        severity="error",
    )


def unlinked(grid: Grid) -> Problem:
    """Return the note on a second table that belongs to none."""
    return _problem(
        grid,
        "unlinked_sheet",
        "Arkusz nie jest powiązany z ankietą (brak _parent_index); odczytano go osobno.",
        "The sheet is not linked to the questionnaire (no _parent_index); it was read by itself.",
    )


def no_index(grid: Grid) -> Problem:
    """Return the problem of a parent table whose rows have no index."""
    return _problem(
        grid,
        "no_index",
        "Brak kolumny _index, więc nie wiadomo, do którego wiersza należą powtórzenia. Pobierz "
        "eksport ponownie z platformy.",
        "There is no column _index, so that nobody can tell which row the repeats belong to. "
        "Fetch the export again from the platform.",
        severity="error",
    )


def orphan(grid: Grid, row: int, column: str, letter: str) -> Problem:
    """Return the problem of a row whose parent is not there, or not the only one."""
    return _problem(
        grid,
        "orphan_row",
        "Wiersz wskazuje wiersz nadrzędny, którego nie ma albo który nie jest jeden; kolumny "
        "ankiety zostały puste. Sprawdź, czy nie usunięto wierszy, albo pobierz eksport ponownie.",
        "The row names a parent row that is not there or not the only one; the columns of the "
        "questionnaire stay empty. Check whether rows were deleted, or fetch the export again.",
        severity="error",
        row=row,
        column=column,
        letter=letter,
    )


def two_versions(grid: Grid, headers: Sequence[str], count: int) -> Problem:
    """Return the note on rows in which version columns differ."""
    names = _listed(headers)
    return _problem(
        grid,
        "two_versions",
        f"Kolumny wersji ({names.pl}) różnią się; liczba takich wierszy: {count}. Przyjęto "
        f"najnowszą kolumnę: {headers[-1]}.",
        f"Version columns ({names.en}) differ; number of such rows: {count}. The newest column "
        f"counts: {headers[-1]}.",
    )


def versions_merged(grid: Grid, name: str, columns: Sequence[ExportColumn]) -> Problem:
    """Return the note on columns of one question that were put together."""
    found = _of_columns(columns)
    return _problem(
        grid,
        "versions_merged",
        f"Pytanie {name} ma kolumny z kilku wersji formularza: {found.pl}. Połączono je, bo "
        "w żadnym wierszu nie są wypełnione dwie z nich.",
        f"The question {name} has columns from several versions of the form: {found.en}. They "
        "were put together, because no row has two of them.",
    )


def versions_collide(grid: Grid, name: str, columns: Sequence[ExportColumn]) -> Problem:
    """Return the problem of columns of one question that are filled in the same row."""
    found = _of_columns(columns)
    return _problem(
        grid,
        "versions_collide",
        f"Kilka kolumn oznacza to samo pytanie {name}: {found.pl}, a w jednym wierszu wypełnione "
        f"są dwie. Nie połączono ich; nazywają się {name}#1, {name}#2. Sprawdź formularz i wersje.",
        f"Several columns mean the same question {name}: {found.en}, and one row has two of them. "
        f"They were not put together and are named {name}#1, {name}#2. Check form and versions.",
        severity="error",
        column=columns[0].header,
        letter=columns[0].letter,
    )


def duplicate_header(grid: Grid, name: str, columns: Sequence[ExportColumn]) -> Problem:
    """Return the note on a header that stands several times."""
    letters = ", ".join(column.letter for column in columns)
    return _problem(
        grid,
        "duplicate_header",
        f"Nagłówek „{columns[0].header}” stoi w kolumnach {letters}; nie wiadomo, która jest "
        f"która, więc nazywają się {name}#1, {name}#2. Pobierz eksport z wartościami XML "
        "i nazwami grup.",
        f"The header “{columns[0].header}” stands in the columns {letters}; which is which cannot "
        f"be told, so that they are named {name}#1, {name}#2. Download the export with XML "
        "values and group names.",
        column=columns[0].header,
        letter=columns[0].letter,
    )


def options_disagree(grid: Grid, row: int, summary: ExportColumn) -> Problem:
    """Return the problem of a row in which summary and options differ."""
    return _problem(
        grid,
        "options_disagree",
        "Komórka zbiorcza pytania wielokrotnego wyboru mówi co innego niż kolumny opcji. Pobierz "
        "eksport ponownie z platformy; jeśli różnica zostanie, sprawdź wersje formularza.",
        "The summary of a multiple choice says something else than the columns of its options. "
        "Fetch the export again from the platform; where it stays so, check the versions of the "
        "form.",
        severity="error",
        row=row,
        column=summary.header,
        letter=summary.letter,
    )


def options_silent(grid: Grid, summary: ExportColumn, count: int) -> Problem:
    """Return the note on rows in which only the summary is filled."""
    return _problem(
        grid,
        "options_silent",
        f"Wypełniona jest komórka zbiorcza, a kolumny opcji są puste; liczba wierszy: {count}. "
        "Tak bywa, gdy w starszej wersji pytanie było innego typu.",
        f"The summary is filled while the columns of the options are empty; rows: {count}. This "
        "happens where the question was of another type in an older version.",
        column=summary.header,
        letter=summary.letter,
    )


def option_removed(grid: Grid, summary: ExportColumn, count: int) -> Problem:
    """Return the note on summaries that name an option without a column."""
    return _problem(
        grid,
        "option_without_column",
        f"Komórka zbiorcza wymienia opcję, która nie ma kolumny; liczba wierszy: {count}. Opcję "
        "pewnie usunięto z formularza: pobierz eksport z polami ze wszystkich wersji.",
        f"The summary names an option that has no column; rows: {count}. The option was probably "
        "removed from the form: download the export with fields from all versions.",
        column=summary.header,
        letter=summary.letter,
    )


def not_ticks(grid: Grid, column: ExportColumn) -> Problem:
    """Return the problem of an option in whose cells stands neither yes nor no."""
    return _problem(
        grid,
        "option_not_tick",
        "Kolumna opcji ma komórki inne niż 1, 0, TRUE, FALSE. Może kolumny są przesunięte: "
        "pobierz eksport ponownie z platformy.",
        "The column of an option has cells other than 1, 0, TRUE, FALSE. Columns may be shifted: "
        "fetch the export again from the platform.",
        severity="error",
        column=column.header,
        letter=column.letter,
    )


def marks_emptied(grid: Grid, count: int) -> Problem:
    """Return the note on Ona's mark for what was not answered."""
    return _problem(
        grid,
        "not_answered_marks",
        f"Komórki „n/a” (znak Ona: brak odpowiedzi) odczytano jako puste: {count}.",
        f"Cells “n/a” (Ona's mark for no answer) were read as empty: {count}.",
    )


def flattened(grid: Grid, count: int) -> Problem:
    """Return the note on repeats that stand side by side in one row."""
    return _problem(
        grid,
        "flattened_repeats",
        f"Powtórzenia są spłaszczone do kolumn nazwa[1]/pytanie: {count}. Zostawiono je jako "
        "osobne kolumny; aby mieć wiersz na powtórzenie, pobierz eksport XLSX.",
        f"Repeats are flattened into columns name[1]/question: {count}. They stay columns of "
        "their own; for a row for each repeat download the XLSX export.",
    )


def guessed(grid: Grid, headers: Sequence[str]) -> Problem:
    """Return the note on columns that were taken for options by their cells alone."""
    found = _listed(headers)
    return _problem(
        grid,
        "options_guessed",
        f"Bez formularza nie wiadomo, czy to opcje pytania wielokrotnego wyboru, czy pytania "
        f"w grupie; przyjęto opcje, bo są tam tylko 1 i 0: {found.pl}. Podaj formularz jako "
        "definition.",
        f"Without the form nobody can tell whether these are options of a multiple choice or "
        f"questions of a group; they were taken for options, as they hold only 1 and 0: "
        f"{found.en}. Name the form as definition.",
    )


def not_in_form(grid: Grid, headers: Sequence[str]) -> Problem:
    """Return the note on columns that the form does not have."""
    found = _listed(headers)
    return _problem(
        grid,
        "not_in_form",
        f"Formularz nie ma tych kolumn: {found.pl}. Sprawdź, czy to ta wersja formularza i ten "
        "język etykiet.",
        f"The form does not have these columns: {found.en}. Check whether it is this version of "
        "the form and this language of labels.",
    )


def ambiguous(grid: Grid, header: str, letter: str) -> Problem:
    """Return the note on a header that several questions of the form fit."""
    return _problem(
        grid,
        "ambiguous_header",
        "Nagłówek pasuje do kilku pytań formularza, więc kolumny nie dopasowano. Pobierz eksport "
        "z wartościami XML i nazwami grup.",
        "The header fits several questions of the form, so that the column was not matched. "
        "Download the export with XML values and group names.",
        column=header,
        letter=letter,
    )


def duplicate(grid: Grid, row: int, before: int, header: str) -> Problem:
    """Return the problem of a questionnaire that stands twice."""
    return _problem(
        grid,
        "duplicate_instance",
        f"Ta sama ankieta ({header}) stoi już w wierszu {before}. Usuń powtórzenie w korektach "
        "albo pobierz eksport XLSX, jeśli to wiersze powtórzeń.",
        f"The same questionnaire ({header}) stands in row {before} already. Drop one of them in "
        "the corrections, or download the XLSX export where these are rows of a repeat.",
        severity="error",
        row=row,
        column=header,
    )
