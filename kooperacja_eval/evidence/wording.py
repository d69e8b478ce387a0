"""How evidence writes days, months and numbers in its sentences, in both languages.

The border: only what sentences of this layer need; tables of reports are formatted by
``reporting.formats``, which lies above.
"""

from datetime import date
from typing import Final

from babel.dates import format_date

from kooperacja_eval.text import Text

NBSP: Final = "\u00a0"
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_FEW: Final = (2, 3, 4)
_TEENS: Final = (12, 13, 14)
MONTHS_PER_YEAR: Final = 12


def day(value: date) -> Text:
    """Return a day: ``28.03.2018``, ``28 March 2018``."""
    english = format_date(value, "d MMMM y", locale="en_GB").replace(" ", NBSP)
    return Text(value.strftime("%d.%m.%Y"), english)


def month(number: int) -> Text:
    """Return a calendar month counted from year 0: ``IX.2019``, ``September 2019``."""
    year, index = divmod(number, MONTHS_PER_YEAR)
    english = format_date(date(year, index + 1, 1), "MMMM y", locale="en_GB").replace(" ", NBSP)
    return Text(f"{_ROMAN[index]}.{year}", english)


def month_number(value: date) -> int:
    """Return the calendar month of a day, counted from year 0."""
    return value.year * MONTHS_PER_YEAR + value.month - 1


def span(first: Text, last: Text) -> Text:
    """Return a first and a last moment joined, one where they are the same."""
    if first == last:
        return first
    return Text(f"{first.pl}–{last.pl}", f"{first.en}{NBSP}– {last.en}")


def months(first: int, last: int) -> Text:
    """Return a period of calendar months counted from year 0; one year is written once."""
    begin, end = month(first), month(last)
    if first != last and first // MONTHS_PER_YEAR == last // MONTHS_PER_YEAR:
        year = str(first // MONTHS_PER_YEAR)
        begin = Text(begin.pl.removesuffix(f".{year}"), begin.en.removesuffix(f"{NBSP}{year}"))
    return span(begin, end)


def days(first: date, last: date) -> Text:
    """Return a period of days, by month where it holds whole months."""
    if _begins_month(first) and _ends_month(last):
        return months(month_number(first), month_number(last))
    return span(day(first), day(last))


def whole_months(first: date, last: date) -> int:
    """Return how many whole months a period holds, both days included.

    Examples
    --------
    >>> whole_months(date(2019, 9, 1), date(2020, 10, 31))
    14
    >>> whole_months(date(2019, 3, 28), date(2020, 9, 27))
    18
    """
    after = date.fromordinal(last.toordinal() + 1)
    return month_number(after) - month_number(first) - (after.day < first.day)


def number(value: float, decimals: int = 0) -> Text:
    """Return a number with the decimals that the document gives."""
    written = f"{value:.{decimals}f}"
    return Text(written.replace(".", ","), written)


def counted(n: int, one: Text, few_pl: str, many: Text) -> Text:
    """Return a whole number with the right form of a noun: 1 gmina, 2 gminy, 5 gmin."""
    polish = many.pl
    if n == 1:
        polish = one.pl
    elif n % 10 in _FEW and n % 100 not in _TEENS:
        polish = few_pl
    return Text(f"{n}{NBSP}{polish}", f"{n}{NBSP}{one.en if n == 1 else many.en}")


def in_months(n: int) -> Text:
    """Return a number of months."""
    return counted(n, Text("miesiąc", "month"), "miesiące", Text("miesięcy", "months"))


def in_days(n: int) -> Text:
    """Return a number of days."""
    return counted(n, Text("dzień", "day"), "dni", Text("dni", "days"))


def listed(texts: list[Text], separator: str = ", ") -> Text:
    """Return texts one after another."""
    return Text(separator.join(t.pl for t in texts), separator.join(t.en for t in texts))


def _begins_month(value: date) -> bool:
    return value.day == 1


def _ends_month(value: date) -> bool:
    return date.fromordinal(value.toordinal() + 1).day == 1
