"""What a reader is asked for, what it answers, and how it says what is wrong with a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kooperacja_eval.ingest.sheets import RawSheet
from kooperacja_eval.schemas.problems import Problem, Severity
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.text import Text


class Rename(NamedTuple):
    """A header that a rule of corrections maps to a field."""

    rule_id: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One file to be read for one table.

    Attributes
    ----------
    file : str
        Path relative to ``data_raw``, for messages.
    data : bytes
        The whole content.
    table : type of Table
        The table that the file fills.
    sheet : str or None
        Name of the sheet, compared folded.
    encoding, delimiter : str or None
        For text files; found out where None.
    renames : mapping of str to Rename
        Folded header to field, from the corrections.
    """

    file: str
    data: bytes
    table: type[Table]
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    renames: Mapping[str, Rename] = field(default_factory=dict)

    def problem(
        self,
        rule: str,
        message: Text,
        *,
        sheet: str = "",
        row: int | None = None,
        column: str = "",
        letter: str = "",
        severity: Severity = "error",
    ) -> Problem:
        """Return a problem of this file."""
        return Problem(
            rule=rule,
            severity=severity,
            message=message,
            table=self.table.table_name,
            file=self.file,
            sheet=sheet,
            row=row,
            column=column or letter,
            letter=letter,
        )


class Answer(NamedTuple):
    """The sheet, None where it could not be read, and everything found wrong with the file.

    ``renamed`` holds the ids of the rename rules that met their header.
    """

    sheet: RawSheet | None
    problems: tuple[Problem, ...] = ()
    renamed: tuple[str, ...] = ()
