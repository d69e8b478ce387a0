"""The rule of a column's cells: a list, a date, a number, and what the spreadsheet says of it."""

import datetime as dt
from collections.abc import Collection
from typing import Any, Final

from kooperacja_eval.forms.content import Form
from kooperacja_eval.forms.known import last_day
from kooperacja_eval.forms.layout import DEFINITIONS, Column, SheetLayout
from kooperacja_eval.forms.lists import choice_of
from kooperacja_eval.text import Lang, Text

FIRST_DAY: Final = dt.date(2000, 1, 1)
"""No date of the project, its families and their services lies before it."""
MOST: Final = 999_999_999
"""Largest number where the field itself sets no limit."""
TITLE_LENGTH: Final = 32
MESSAGE_LENGTH: Final = 255
"""Longest title and message that Excel takes."""
MONTHS_OWN: Final = frozenset({("meetings", "held_on")})
"""Dates that lie in the month of the form."""

_NOT_IN_LIST: Final = Text(
    "Wybierz wartość z listy.",
    "Choose a value from the list.",
)
_UNKNOWN: Final = Text(
    "Tej wartości nie ma na liście. Zostaw ją tylko wtedy, gdy jest nowa.",
    "This value is not on the list. Keep it only if it is new.",
)
_IN_MONTH: Final = Text("Data spotkania musi leżeć w miesiącu", "The date must lie in the month")


def check_of(
    column: Column, sheet: SheetLayout, form: Form, lists: Collection[str]
) -> dict[str, Any]:
    """Return the rule of a column as ``xlsxwriter`` takes it.

    Parameters
    ----------
    column : Column
        The column.
    sheet : SheetLayout
        Its sheet.
    form : Form
        Its form.
    lists : collection of str
        Keys of the lists that the workbook has.

    Returns
    -------
    dict
        Texts without a list have a message only, and accept everything.
    """
    lang = form.identity.lang
    rule = _rule(column, sheet, form, lists)
    prompt = {
        "input_title": fitting(column.field.label.in_(lang), TITLE_LENGTH, lang),
        "input_message": fitting(column.field.definition.in_(lang), MESSAGE_LENGTH, lang),
    }
    return {"validate": "any"} | rule | prompt | {"ignore_blank": True}


def _rule(column: Column, sheet: SheetLayout, form: Form, lists: Collection[str]) -> dict[str, Any]:
    choice = choice_of(column, sheet, form, lists)
    lang = form.identity.lang
    if choice is not None:
        refused = choice.others == "refused"
        return {
            "validate": "list",
            "source": f"={choice.name}",
            "error_type": "stop" if refused else "warning",
            "show_error": choice.others != "taken",
            **_refusal(column, _NOT_IN_LIST if refused else _UNKNOWN, lang),
        }
    match column.field.kind:
        case "date":
            return _date_rule(column, sheet, form)
        case "integer" | "number":
            return _number_rule(column, lang)
        case _:
            return {}


def _date_rule(column: Column, sheet: SheetLayout, form: Form) -> dict[str, Any]:
    first, last = FIRST_DAY, form.identity.until
    lead = Text("Wpisz datę", "Write a date")
    if form.month is not None and (sheet.key, column.field.name) in MONTHS_OWN:
        first, last = form.month, last_day(form.month)
        lead = Text("Wpisz datę z miesiąca formularza", "Write a date of the form's month")
    days = f"{first:%d.%m.%Y}–{last:%d.%m.%Y}"
    message = Text(
        f"{lead.pl} ({days}), np. {last:%d.%m.%Y}.", f"{lead.en} ({days}), e.g. {last:%d.%m.%Y}."
    )
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": first,
        "maximum": last,
        **_refusal(column, message, form.identity.lang),
    }


def _number_rule(column: Column, lang: Lang) -> dict[str, Any]:
    described = column.field
    low = -MOST if described.low is None else described.low
    high = MOST if described.high is None else described.high
    whole = described.kind == "integer"
    what = Text("liczbę całkowitą", "a whole number") if whole else Text("liczbę", "a number")
    limits = _limits(described.low, described.high)
    return {
        "validate": "integer" if whole else "decimal",
        "criteria": "between",
        "minimum": low,
        "maximum": high,
        **_refusal(
            column, Text(f"Wpisz {what.pl}{limits.pl}.", f"Write {what.en}{limits.en}."), lang
        ),
    }


def _limits(low: float | None, high: float | None) -> Text:
    if low is not None and high is not None:
        return Text(f" od {low:g} do {high:g}", f" from {low:g} to {high:g}")
    if low is not None:
        return Text(f" nie mniejszą niż {low:g}", f" not below {low:g}")
    if high is not None:
        return Text(f" nie większą niż {high:g}", f" not above {high:g}")
    return Text("", "")


def _refusal(column: Column, message: Text, lang: Lang) -> dict[str, str]:
    return {
        "error_title": fitting(column.field.label.in_(lang), TITLE_LENGTH, lang),
        "error_message": fitting(message.in_(lang), MESSAGE_LENGTH, lang),
    }


def fitting(text: str, length: int, lang: Lang) -> str:
    """Return a text that fits; a longer one ends with a mark, and a message says where it is whole.

    Examples
    --------
    >>> fitting("identyfikator projektu socjalnego", 32, "pl")
    'identyfikator projektu…'
    """
    if len(text) <= length:
        return text
    where = f" ({DEFINITIONS.in_(lang)})" if length > TITLE_LENGTH else ""
    room = length - len(where) - 1
    return f"{text[: room + 1].rpartition(' ')[0] or text[:room]}…{where}"
