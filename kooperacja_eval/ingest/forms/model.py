"""What reading forms hands on: whose each form is, and the raw sheets that it brings."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kooperacja_eval.forms.layout import FormLayout
from kooperacja_eval.ingest.files import RawFile
from kooperacja_eval.ingest.sheets import RawSheet
from kooperacja_eval.schemas.problems import Problem, Severity
from kooperacja_eval.text import Text


class Place(NamedTuple):
    """A cell of a form: sheet, row counted from 1, what the cell is called, its column."""

    sheet: str = ""
    row: int | None = None
    column: str = ""
    letter: str = ""


NOWHERE: Final = Place()
"""The file as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormIdentity:
    """What a form says of itself.

    Attributes
    ----------
    layout : FormLayout
        The form that it is.
    pzk_id : str
        Its team; empty for registers, and where the form does not say.
    month : date, optional
        First day of its month.
    pzk_place, month_place : Place
        Where people find these.
    """

    layout: FormLayout
    pzk_id: str = ""
    month: dt.date | None = None
    pzk_place: Place = NOWHERE
    month_place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadForm:
    """A form that was read.

    Attributes
    ----------
    file : str
        Path relative to ``data_raw``.
    identity : FormIdentity
        Whose it is.
    rows : mapping of str to int
        Filled rows of each table.
    """

    file: str
    identity: FormIdentity
    rows: Mapping[str, int]

    def problem(
        self, rule: str, message: Text, place: Place, *, severity: Severity = "error"
    ) -> Problem:
        """Return a problem of this form."""
        return form_problem(self.file, rule, message, place, severity=severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsGathered:
    """What all forms of a study hold.

    Attributes
    ----------
    forms : tuple of ReadForm
        By path.
    sheets : mapping of str to list of RawSheet
        By table; forms by path, sheets in the order of the form. Sheets without rows are left out.
    problems : list of Problem
        Of files, sheets, headers and labelled cells.
    files : tuple of RawFile
        Files that were opened.
    renamed : mapping of str to int
        How many headers each rename rule met.
    incomplete : frozenset of str
        Tables of which a form or a sheet could not be read.
    """

    forms: tuple[ReadForm, ...] = ()
    sheets: Mapping[str, list[RawSheet]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    files: tuple[RawFile, ...] = ()
    renamed: Mapping[str, int] = field(default_factory=dict)
    incomplete: frozenset[str] = frozenset()

    @property
    def months(self) -> dict[str, dt.date]:
        """First day of the month of each monthly form, by path."""
        known = {form.file: form.identity.month for form in self.forms}
        return {file: month for file, month in known.items() if month is not None}


def form_problem(
    file: str,
    rule: str,
    message: Text,
    place: Place = NOWHERE,
    *,
    severity: Severity = "error",
    table: str = "",
) -> Problem:
    """Return a problem of a form at one of its cells."""
    return Problem(
        rule=rule,
        severity=severity,
        message=message,
        table=table,
        file=file,
        sheet=place.sheet,
        row=place.row,
        column=place.column or place.letter,
        letter=place.letter,
    )
