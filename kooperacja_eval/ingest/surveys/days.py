"""Days as survey platforms write them: a date, or a moment of which the day is kept."""

import datetime as dt
import re
from typing import Final

from kooperacja_eval.ingest.characters import clean
from kooperacja_eval.ingest.dates import parse_date
from kooperacja_eval.ingest.sheets import Cell
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.text import same

UNDATED: Final = dt.date(1980, 1, 1)
"""What LimeSurvey writes as ``submitdate`` where a survey keeps no dates."""

_DAY: Final = Field(kind="date", label=same(""), definition=same(""))
_TIME: Final = re.compile(
    r"(.*\d)[T ,]+\d{1,2}:\d{2}(?:[:.\d]*)?(?: ?[AP]M)?(?: ?[A-Z+-][\w:+-]*)?"
)


def day_of(cell: Cell) -> dt.date | None:
    """Return the day of a cell, None where it is no day.

    Parameters
    ----------
    cell : Cell
        A date, a moment, or either as text, in the order of the year first or the day first; the
        day is that of the time zone in which the platform wrote it.

    Examples
    --------
    >>> day_of("2020-10-15T10:23:45.000+02:00"), day_of("2020/10/15 10:23:45 AM EEST")
    (datetime.date(2020, 10, 15), datetime.date(2020, 10, 15))
    """
    if isinstance(cell, dt.datetime):
        return cell.date()
    text = clean(cell) if isinstance(cell, str) else ""
    moment = _TIME.fullmatch(text)
    if moment:
        text = moment[1].rstrip(",")
    found = parse_date(_DAY, text if moment else cell, text)
    return found if isinstance(found, dt.date) else None
