"""The one module that writes numbers, dates and plural forms as people read them.

Numbers are rounded half away from zero on their decimal notation, as spreadsheets do, so that a
report and its Excel annex agree. Groups, minus signs and units never break over a line. What is
missing is an en dash. Nothing outside this module turns a number into text for people; parsing
what people wrote belongs to ``ingest``.
"""

import datetime as dt
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

import pandas as pd
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from kooperacja_eval.text import Lang, Text

NBSP: Final = "\u00a0"
DASH: Final = "–"
MINUS: Final = "\u2212"
MISSING: Final = DASH
NO_DATA: Final = Text("Brak danych", "No data")
SUPPRESSED: Final = Text("ukryto", "suppressed")

Real = float | int | Decimal | None
Day = dt.date | str | None
Scale = Literal["number", "percent"]

_LOCALES: Final = {"pl": Locale("pl", "PL"), "en": Locale("en", "GB")}
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_DAY_LENGTH: Final = len("2019-03-28")


def is_missing(value: object) -> bool:
    """Return whether a single value stands for "not known": ``None``, nan, ``NA`` or ``NaT``."""
    return value is None or value is pd.NaT or value is pd.NA or value != value  # noqa: PLR0124


def number(value: Real, decimals: int = 1, lang: Lang = "pl") -> str:
    r"""Write a number with a fixed number of decimals.

    Parameters
    ----------
    value : float or None
        The number; missing is written as an en dash.
    decimals : int
        Digits after the decimal mark, 0 or more.
    lang : {"pl", "en"}
        Language of the reader.

    Raises
    ------
    ValueError
        If the number is infinite or ``decimals`` is negative.

    Examples
    --------
    >>> number(12893583.456, 2)
    '12\xa0893\xa0583,46'
    >>> number(-0.25, 1), number(-0.04, 1), number(None)
    ('−0,3', '0,0', '–')
    """
    if value is None or is_missing(value):
        return MISSING
    rounded = _rounded(_decimal(value), decimals)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    written = format_decimal(abs(rounded), format=pattern, locale=_LOCALES[lang])
    return (MINUS if rounded < 0 else "") + str(written)


def integer(value: Real, lang: Lang = "pl") -> str:
    r"""Write a whole number.

    Raises
    ------
    ValueError
        If the number is not whole: rounding is asked for with ``number``.

    Examples
    --------
    >>> integer(172), integer(12500), integer(12500, "en")
    ('172', '12\xa0500', '12,500')
    """
    if value is not None and not is_missing(value) and _decimal(value) % 1 != 0:
        raise ValueError("integer() takes whole numbers; use number() to round.")
    return number(value, 0, lang)


def percent(share: Real, decimals: int = 1, lang: Lang = "pl") -> str:
    """Write a share (1 = all) as a percentage, without a space as Polish public documents do.

    Examples
    --------
    >>> percent(140 / 172), percent(140 / 172, 0, "en"), percent(None)
    ('81,4%', '81%', '–')
    """
    if share is None or is_missing(share):
        return MISSING
    return number(_decimal(share) * 100, decimals, lang) + "%"


def p_value(value: Real, lang: Lang = "pl") -> str:
    """Write a p-value with three decimals; a smaller one as below the smallest that they show.

    Examples
    --------
    >>> p_value(0.0004), p_value(0.0312), p_value(0.0312, "en")
    ('<0,001', '0,031', '0.031')
    """
    smallest = 0.001
    if value is not None and not is_missing(value) and value < smallest:
        return f"<{number(smallest, 3, lang)}"
    return number(value, 3, lang)


def pln(value: Real, lang: Lang = "pl", *, decimals: int = 2) -> str:
    r"""Write an amount of złoty; ``decimals`` is 2 for grosze, 0 for whole złoty.

    Examples
    --------
    >>> pln(12893583.46), pln(1500, "en", decimals=0)
    ('12\xa0893\xa0583,46\xa0zł', 'PLN\xa01,500')
    """
    if value is None or is_missing(value):
        return MISSING
    written = number(value, decimals, lang)
    return f"{written}{NBSP}zł" if lang == "pl" else f"PLN{NBSP}{written}"


def interval(
    low: Real, high: Real, decimals: int = 1, lang: Lang = "pl", *, scale: Scale = "number"
) -> str:
    r"""Write an interval; ends below zero are joined by words, because a dash reads as a minus.

    Examples
    --------
    >>> interval(0.749, 0.865, scale="percent"), interval(-0.2, 0.5), interval(None, None)
    ('74,9–86,5%', 'od\xa0−0,2 do\xa00,5', '–')
    """
    if low is None or high is None or is_missing(low) or is_missing(high):
        return MISSING
    write = percent if scale == "percent" else number
    first, last = write(low, decimals, lang), write(high, decimals, lang)
    if MINUS not in first + last:
        return f"{first.removesuffix('%')}{DASH}{last}"
    if lang == "pl":
        return f"od{NBSP}{first} do{NBSP}{last}"
    return f"{first} to{NBSP}{last}"


def date(day: Day, lang: Lang = "pl") -> str:
    r"""Write a day, given as a date or in ISO 8601.

    Examples
    --------
    >>> date("2019-03-28"), date("2019-03-28", "en")
    ('28.03.2019', '28\xa0March\xa02019')
    """
    if day is None or is_missing(day):
        return MISSING
    value = _day(day)
    if lang == "pl":
        return value.strftime("%d.%m.") + str(value.year)
    return str(format_date(value, "d MMMM y", locale=_LOCALES["en"])).replace(" ", NBSP)


def month(day: Day, lang: Lang = "pl") -> str:
    r"""Write the month of a day, or an ISO 8601 month, in Roman numerals as Polish documents do.

    Examples
    --------
    >>> month("2019-09"), month(dt.date(2019, 9, 1), "en")
    ('IX.2019', 'September\xa02019')
    """
    if day is None or is_missing(day):
        return MISSING
    value = _day(day)
    if lang == "pl":
        return f"{_ROMAN[value.month - 1]}.{value.year}"
    return str(format_date(value, "MMMM y", locale=_LOCALES["en"])).replace(" ", NBSP)


def period(iso: str | None, lang: Lang = "pl") -> str:
    r"""Write a year, month, day or interval given in ISO 8601, as ``IndicatorValues`` keeps it.

    Examples
    --------
    >>> period("2019-07/2019-10"), period("2019-09/2020-10"), period("2019-12-31")
    ('VII–X.2019', 'IX.2019–X.2020', '31.12.2019')
    >>> period("2019-09/2020-10", "en"), period("2019")
    ('September\xa02019\xa0– October\xa02020', '2019')
    """
    if iso is None or is_missing(iso) or not iso:
        return MISSING
    start, slash, end = iso.partition("/")
    first = _moment(start, lang)
    if not slash or start == end:
        return first
    last = _moment(end, lang)
    same_year = len(start) == len(end) == len("2019-07") and start[:4] == end[:4]
    if same_year and lang == "pl":
        first = first.removesuffix(f".{start[:4]}")
    if same_year and lang == "en":
        first = first.removesuffix(f"{NBSP}{start[:4]}")
    joint = f"{NBSP}{DASH} " if NBSP in first else DASH
    return f"{first}{joint}{last}"


def plural(n: Real, one: str, few: str, many: str, *, other: str | None = None) -> str:
    """Write a number with the right form of a Polish noun.

    Parameters
    ----------
    n : float
        The number.
    one, few, many : str
        Forms after 1, after 2-4 and after 5: rodzina, rodziny, rodzin.
    other : str, optional
        Form after a fraction; without it ``few``, which is right for feminine and neuter nouns.
        Masculine nouns need it: miesiąc, miesiące, miesięcy, other="miesiąca".

    Examples
    --------
    >>> [plural(n, "rodzina", "rodziny", "rodzin").replace(NBSP, " ") for n in (1, 22, 112, 1.5)]
    ['1 rodzina', '22 rodziny', '112 rodzin', '1,5 rodziny']
    """
    forms = {"one": one, "few": few, "many": many, "other": few if other is None else other}
    return _counted(n, lambda form: forms[form], "pl")


def plural_en(n: Real, one: str, many: str) -> str:
    r"""Write a number with the right form of an English noun.

    Examples
    --------
    >>> plural_en(1, "family", "families"), plural_en(1.5, "month", "months")
    ('1\xa0family', '1.5\xa0months')
    """
    return _counted(n, lambda form: one if form == "one" else many, "en")


def _counted(n: Real, form: Callable[[str], str], lang: Lang) -> str:
    """Write a number and the noun whose form belongs to it."""
    if n is None or is_missing(n):
        return f"{MISSING}{NBSP}{form('many')}"
    value = abs(_decimal(n))
    whole = value % 1 == 0
    key = _LOCALES[lang].plural_form(int(value) if whole else value)
    return f"{number(n, 0 if whole else 1, lang)}{NBSP}{form(key)}"


def _decimal(value: float | int | Decimal) -> Decimal:
    """Return a number as its decimal notation, refusing what is infinite."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    if isinstance(value, int):
        exact = Decimal(value)
    if not exact.is_finite():
        raise ValueError("An infinite number cannot be shown.")
    return exact


def _rounded(value: Decimal, decimals: int) -> Decimal:
    """Round half away from zero."""
    if decimals < 0:
        raise ValueError("decimals is 0 or more.")
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _day(day: dt.date | str) -> dt.date:
    """Return the day, or the first day of an ISO 8601 month."""
    if isinstance(day, str):
        return dt.date.fromisoformat(day if len(day) >= _DAY_LENGTH else f"{day}-01")
    return day.date() if isinstance(day, dt.datetime) else day


def _moment(iso: str, lang: Lang) -> str:
    """Write one ISO 8601 year, month or day."""
    if len(iso) == len("2019"):
        return iso
    return month(iso, lang) if len(iso) == len("2019-09") else date(iso, lang)
