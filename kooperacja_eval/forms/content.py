"""A form with its content: who it is for, what is filled in already, how values are shown.

A filled form is the same object with other rows, so that whoever has the data writes it the way a
team would.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kooperacja_eval.forms.known import Offered, Team
from kooperacja_eval.forms.layout import VERSION_KEYS, FormLayout
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.text import Lang, Text

Cell = str | int | float | bool | dt.date | None
Row = Mapping[str, Cell]
"""Cells by the name of the field; what is absent stays empty."""

YES: Final = Text("tak", "yes")
NO: Final = Text("nie", "no")
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The study that a form belongs to, and the form's language.

    Attributes
    ----------
    study, title : str
        Identifier and title of the study.
    synthetic : bool
        Whether its data are made up.
    lang : {"pl", "en"}
        Language of the form.
    dated : date
        Date that the file carries.
    until : date
        Last day that dates in the form may have.
    """

    study: str
    title: str
    synthetic: bool
    lang: Lang
    dated: dt.date
    until: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form for somebody.

    Attributes
    ----------
    layout : FormLayout
        Its sheets.
    identity : Identity
        Study and language.
    team : Team, optional
        Whom it is for; none for registers.
    month : date, optional
        First day of its month; none for registers.
    above : mapping of str to str
        Values of the labelled cells, by field; those that the layout fixes need not be named.
    rows : mapping of str to sequence of Row
        What is filled in, by key of the sheet.
    offered : mapping of str to tuple of Option
        Entries of drop-down lists, by the column that they come from.
    months : tuple of date
        First days of the months that may be chosen.
    role : str
        Who fills in the form, as a role.
    filled_on : date, optional
        When it was filled in.
    """

    layout: FormLayout
    identity: Identity
    team: Team | None = None
    month: dt.date | None = None
    above: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    offered: Offered = field(default_factory=dict)
    months: tuple[dt.date, ...] = ()
    role: str = ""
    filled_on: dt.date | None = None

    def filled(
        self, rows: Mapping[str, Sequence[Row]], *, role: str, filled_on: dt.date | None = None
    ) -> "Form":
        """Return the form with rows in place of what it came with, sheet by sheet.

        Parameters
        ----------
        rows : mapping of str to sequence of Row
            By key of the sheet; sheets that are not named keep what they have. Cells are written
            as they are, so codes stand as their labels (``text_of``).
        role : str
            Who filled it in, as a role.
        filled_on : date, optional
            When.

        Raises
        ------
        KeyError
            Where a sheet or a column is not part of the form.
        """
        for key, several in rows.items():
            sheet = self.layout.sheet(key)
            for name in {name for row in several for name in row}:
                sheet.position(name)
        return replace(self, rows={**self.rows, **rows}, role=role, filled_on=filled_on)

    @property
    def version_values(self) -> dict[str, str]:
        """What the hidden sheet ``_wersja`` says, in its order; absent values are empty."""
        values = (
            self.layout.name,
            self.layout.version,
            self.identity.study,
            self.team.pzk_id if self.team else "",
            f"{self.month:%Y-%m}" if self.month else "",
            self.identity.lang,
            "1" if self.identity.synthetic else "0",
        )
        return dict(zip(VERSION_KEYS, values, strict=True))


def month_label(month: dt.date) -> str:
    """Return a month as people read it and as it is read back.

    Examples
    --------
    >>> month_label(dt.date(2020, 3, 1))
    'III.2020'
    """
    return f"{_ROMAN[month.month - 1]}.{month.year}"


def text_of(described: Field, value: Cell, lang: Lang) -> Cell:
    """Return a value of a table as it stands in a form: labels of codes, yes and no, months.

    Raises
    ------
    KeyError
        Where the list of codes does not hold the value.
    """
    if described.codes is not None and isinstance(value, str):
        return described.codes.label(value).in_(lang)
    if isinstance(value, bool):
        return (YES if value else NO).in_(lang)
    if described.kind == "month" and isinstance(value, dt.date):
        return month_label(value)
    return value
