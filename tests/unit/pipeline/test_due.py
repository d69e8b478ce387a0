"""``due``: the first working day in Poland, and the month that is reported on it."""

from datetime import date, timedelta

import pytest

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.pipeline.due import asked_day, first_working_day, month_due

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("day", "month"),
    [
        ("2020-04-01", "2020-03"),  # a Wednesday
        ("2020-04-02", None),  # the day after the first working day
        ("2020-01-01", None),  # New Year
        ("2020-01-02", "2019-12"),  # the month before lies in the year before
        ("2020-02-01", None),  # a Saturday
        ("2020-02-03", "2020-01"),  # Monday after it
        ("2020-05-01", None),  # holiday on a Friday, then Saturday and 3 May, a Sunday
        ("2020-05-04", "2020-04"),
        ("2019-11-04", "2019-10"),  # All Saints' on a Friday
        ("2018-04-02", None),  # Easter Monday
        ("2018-04-03", "2018-03"),
        ("2020-04-22", None),
    ],
)
def test_only_the_first_working_day_has_a_month(day: str, month: str | None) -> None:
    assert month_due(asked_day(day)) == month


def test_each_month_is_reported_once_and_by_the_fourth() -> None:
    # the schedule of docs/examples/monthly.yml starts on the days 1-4; 3 would not be enough
    starts = [date(year, month, 1) for year in range(2018, 2058) for month in range(1, 13)]
    seen = set()
    for start in starts:
        asked = [start + timedelta(days=number) for number in range(4)]
        found = {day: month for day in asked if (month := month_due(day)) is not None}
        assert list(found.values()) == [f"{start - timedelta(days=1):%Y-%m}"]
        assert list(found) == [first_working_day(start)]
        seen |= {day.day for day in found}
    assert seen == {1, 2, 3, 4}


def test_any_day_of_a_month_asks_about_the_same_month() -> None:
    assert first_working_day(date(2020, 5, 31)) == first_working_day(date(2020, 5, 1))


@pytest.mark.parametrize("text", ["2020-13-01", "2020-02-30", "1.04.2020", "", "2020-04"])
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"np\. 2020-04-01"):
        asked_day(text)
