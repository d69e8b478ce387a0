"""Why a file of a coding tool is refused, and problems with single rows, in words for people."""

from collections.abc import Iterable
from typing import Final

from kooperacja_eval.ingest.fgi.headings import Headings
from kooperacja_eval.ingest.surveys.export import RefusedFileError
from kooperacja_eval.schemas.problems import Problem, Severity
from kooperacja_eval.text import Text, same

TOOL_NAMES: Final = {
    "refi_qda": same("REFI-QDA"),
    "maxqda": same("MAXQDA"),
    "atlas_ti": same("ATLAS.ti"),
    "qualcoder": same("QualCoder"),
    "table": Text("zwykła tabela", "plain table"),
}
"""Tools as messages name them."""


def no_columns(tool: Text, missing: Iterable[str], headings: Headings) -> RefusedFileError:
    """Return the refusal of a table that lacks columns, each with the headings that it may have."""
    wanted = "; ".join(" / ".join(headings[role][:3]) for role in missing)
    return RefusedFileError(
        "missing_columns",
        Text(
            f"Tabela nie ma kolumn, bez których nie da się odczytać zakodowanych fragmentów "
            f"({tool.pl}): {wanted}. Wyeksportuj ją ponownie z tymi kolumnami albo popraw "
            "nagłówki.",
            f"The table lacks columns without which coded stretches cannot be read ({tool.en}): "
            f"{wanted}. Export it again with these columns or mend the headings.",
        ),
    )


def at_row(
    file: str, row: int | None, rule: str, message: Text, *, severity: Severity = "error",
    sheet: str = "", field: str = "", table: str = "codings",
) -> Problem:  # fmt: skip
    """Return a problem with a row of a file of codings."""
    return Problem(
        rule=rule, severity=severity, message=message, table=table, field=field, file=file,
        sheet=sheet, row=row,
    )  # fmt: skip


def empty_cell(file: str, sheet: str, row: int, field: str) -> Problem:
    """Return the problem of a row without a document or a code."""
    what = {
        "document_id": Text("dokumentu", "document"),
        "code_id": Text("kodu", "code"),
    }[field]
    message = Text(
        f"Wiersz nie ma {what.pl}, więc został pominięty. Uzupełnij komórkę albo usuń wiersz w "
        "programie i wyeksportuj ponownie.",
        f"The row has no {what.en} and was left out. Fill the cell or delete the row in the "
        "program and export again.",
    )
    return at_row(file, row, "empty_cell", message, sheet=sheet, field=field)


def bad_number(file: str, sheet: str, row: int, field: str) -> Problem:
    """Return the problem of a position that is no whole number."""
    message = Text(
        "Pozycja nie jest liczbą całkowitą od 0; fragment wczytano bez pozycji. Popraw komórkę.",
        "The position is no whole number from 0; the stretch was read without positions. Mend "
        "the cell.",
    )
    return at_row(file, row, "bad_position", message, sheet=sheet, field=field)
