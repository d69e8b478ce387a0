"""``due``: whether a day is the first working day of its month, and which month is then reported.

The border: a calendar only; it opens no study. Public holidays are those of the library
``holidays``, which follows Polish law year by year.
"""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import holidays

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.text import Text

COUNTRY: Final = "PL"
ZONE: Final = "Europe/Warsaw"
_SATURDAY: Final = 5


def first_working_day(month: date) -> date:
    """Return the first day of a month that is no Saturday, no Sunday and no public holiday.

    Parameters
    ----------
    month : date
        Any day of the month.

    Examples
    --------
    >>> first_working_day(date(2020, 5, 20))  # 1 May is a holiday, then comes a weekend
    datetime.date(2020, 5, 4)
    """
    free = holidays.country_holidays(COUNTRY, years=month.year)
    day = month.replace(day=1)
    while day.weekday() >= _SATURDAY or day in free:
        day += timedelta(days=1)
    return day


def month_due(day: date) -> str | None:
    """Return the month before, where a day is the first working day of its own; else ``None``.

    Examples
    --------
    >>> month_due(date(2020, 4, 1)), month_due(date(2020, 4, 2))
    ('2020-03', None)
    """
    if day != first_working_day(day):
        return None
    return f"{day.replace(day=1) - timedelta(days=1):%Y-%m}"


def asked_day(text: str | None) -> date:
    """Return the day that was asked for, or today in Poland.

    Raises
    ------
    ConfigurationError
        Where the text is no day such as ``2020-04-01``.
    """
    if text is None:
        return datetime.now(ZoneInfo(ZONE)).date()
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=ZoneInfo(ZONE)).date()
    except ValueError:
        raise ConfigurationError(
            Text(
                f"--day: „{text}” nie jest dniem. Wpisz rok, miesiąc i dzień, np. 2020-04-01.",
                f"--day: “{text}” is no day. Write year, month and day, such as 2020-04-01.",
            )
        ) from None
