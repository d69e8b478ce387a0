"""The first sheet of a form: whose it is, who fills it in, what to do."""

from typing import Final

from kooperacja_eval.forms.book import Book
from kooperacja_eval.forms.checks import FIRST_DAY
from kooperacja_eval.forms.content import month_label
from kooperacja_eval.forms.layout import TITLE_ROW
from kooperacja_eval.forms.lists import ROLES_LIST, defined_name
from kooperacja_eval.forms.looks import LINE_POINTS, lines_of
from kooperacja_eval.text import Text

LABELS: Final[dict[str, Text]] = {
    "study": Text("Badanie", "Study"),
    "pzk_id": Text("Zespół (PZK)", "Team (PZK)"),
    "name": Text("Nazwa zespołu", "Name of the team"),
    "voivodeship": Text("Województwo", "Voivodeship"),
    "month": Text("Miesiąc", "Month"),
    "role": Text("Kto wypełnia (rola) *", "Who fills it in (role) *"),
    "filled_on": Text("Data wypełnienia", "Filled in on"),
}
"""Labels of the cells of the first sheet."""

_HOW: Final = Text("Jak wypełnić", "How to fill it in")
_ROLE_TITLE: Final = Text("Kto wypełnia", "Who fills it in")
_ROLE_PROMPT: Final = Text(
    "Wybierz rolę z listy. Nie wpisuj nazwiska.", "Choose a role from the list. Write no name."
)
_DAY_PROMPT: Final = Text(
    "Dzień, w którym formularz wypełniono.", "Day on which the form was filled in."
)
_DAY_REFUSED: Final = Text("Wpisz datę, np. 05.03.2020.", "Write a date, e.g. 05.03.2020.")
_LABEL_WIDTH, _VALUE_WIDTH = 26, 96


def write_cover(book: Book) -> None:
    """Write the first sheet."""
    form, lang = book.form, book.lang
    sheet = book.add_sheet(form.layout.cover.in_(lang))
    sheet.set_column(0, 0, _LABEL_WIDTH)
    sheet.set_column(1, 1, _VALUE_WIDTH)
    sheet.hide_gridlines(2)
    sheet.write_string(TITLE_ROW - 1, 0, form.layout.title.in_(lang), book.looks["title"])
    if form.identity.synthetic:
        sheet.write_string(TITLE_ROW, 0, book.marker, book.looks["marker"])
    values = _values(book)
    rows = form.layout.cover_rows
    for name, row in rows.items():
        sheet.write_string(row - 1, 0, f"{LABELS[name].in_(lang)}:", book.looks["label"])
        if name in values:
            book.put(sheet, (row - 1, 1), values[name], "given")
    _write_entries(book, rows)
    start = max(rows.values()) + 1
    sheet.write_string(start, 0, f"{_HOW.in_(lang)}:", book.looks["label"])
    for number, paragraph in enumerate(form.layout.advice):
        text = f"{number + 1}. {paragraph.in_(lang)}"
        sheet.write_string(start + number, 1, text, book.looks["wrapped"])
        sheet.set_row(start + number, LINE_POINTS * lines_of(text, _VALUE_WIDTH) + 2)


def _values(book: Book) -> dict[str, str]:
    form = book.form
    values = {"study": form.identity.title}
    if form.team is not None:
        values["pzk_id"] = form.team.pzk_id
        values["name"] = form.team.name
        values["voivodeship"] = form.above["voivodeship"]
    if form.month is not None:
        values["month"] = month_label(form.month)
    return values


def _write_entries(book: Book, rows: dict[str, int]) -> None:
    """Write the cells that people fill in: their role, the day."""
    form, lang = book.form, book.lang
    sheet = book.file.get_worksheet_by_name(form.layout.cover.in_(lang))
    role, day = rows["role"] - 1, rows["filled_on"] - 1
    for row, look in ((role, "text"), (day, "date")):
        sheet.write_blank(row, 1, None, book.looks[look])
    book.put(sheet, (role, 1), form.role or None, "text")
    book.put(sheet, (day, 1), form.filled_on, "date")
    sheet.data_validation(
        role, 1, role, 1,
        {
            "validate": "list",
            "source": f"={defined_name(ROLES_LIST)}",
            "error_type": "warning",
            "input_title": _ROLE_TITLE.in_(lang),
            "input_message": _ROLE_PROMPT.in_(lang),
            "error_title": _ROLE_TITLE.in_(lang),
            "error_message": _ROLE_PROMPT.in_(lang),
        },
    )  # fmt: skip
    sheet.data_validation(
        day, 1, day, 1,
        {
            "validate": "date",
            "criteria": "between",
            "minimum": FIRST_DAY,
            "maximum": form.identity.until,
            "input_title": LABELS["filled_on"].in_(lang),
            "input_message": _DAY_PROMPT.in_(lang),
            "error_title": LABELS["filled_on"].in_(lang),
            "error_message": _DAY_REFUSED.in_(lang),
        },
    )  # fmt: skip
