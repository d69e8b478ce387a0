"""A workbook while it is written: its looks, its sheets with protection and printing."""

import datetime as dt
from typing import Final

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kooperacja_eval.forms.cells import LONGEST
from kooperacja_eval.forms.content import NO, YES, Cell, Form, month_label
from kooperacja_eval.forms.looks import add_looks
from kooperacja_eval.text import Text

_A4: Final = 9
_PAGE: Final = Text("strona &P z &N", "page &P of &N")
_SYNTHETIC: Final = Text("DANE SYNTETYCZNE", "SYNTHETIC DATA")
_ALLOWED: Final = {"format_columns": True, "format_rows": True}
"""What people may still do in a protected sheet."""


class Book:
    """A workbook with the form that it is made of; lives only while one form is written."""

    def __init__(self, file: Workbook, form: Form) -> None:
        self.file = file
        self.form = form
        self.lang = form.identity.lang
        self.looks = add_looks(file)

    @property
    def subject(self) -> str:
        """Team and month of the form; empty for registers."""
        team, month = self.form.team, self.form.month
        return f"{team.pzk_id}, {month_label(month)}" if team and month else ""

    @property
    def marker(self) -> str:
        """The words that mark made-up data."""
        return _SYNTHETIC.in_(self.lang)

    def add_sheet(self, name: str) -> Worksheet:
        """Add a sheet: protected without a password, printed on A4 across, marked."""
        sheet = self.file.add_worksheet(name)
        sheet.protect("", _ALLOWED)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        title = " – ".join(filter(None, (self.form.layout.title.in_(self.lang), self.subject)))
        marker = f'&R&"Arial,Bold"{self.marker}' if self.form.identity.synthetic else ""
        sheet.set_header(f"&L{title}{marker}")
        sheet.set_footer(f"&R{_PAGE.in_(self.lang)}")
        return sheet

    def put(self, sheet: Worksheet, place: tuple[int, int], cell: Cell, look: str) -> None:
        """Write one cell with its type; what is missing is left to the look of its column.

        Raises
        ------
        ValueError
            Where a text is longer than a cell can hold.
        """
        if cell is None:
            return
        if isinstance(cell, bool):
            sheet.write_string(*place, (YES if cell else NO).in_(self.lang), self.looks[look])
        elif isinstance(cell, dt.date):
            sheet.write_datetime(*place, cell, self.looks["date"])
        elif isinstance(cell, int | float):
            sheet.write_number(*place, cell, self.looks[look])
        elif len(cell) > LONGEST:
            raise ValueError(f"row {place[0] + 1}: a text of {len(cell)} characters fits no cell")
        else:
            sheet.write_string(*place, cell, self.looks[look])
