"""How numbers, dates and plural forms read. ``_`` stands for a no-break space."""

import datetime as dt
import math
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from kooperacja_eval.reporting import formats

pytestmark = pytest.mark.unit


def spelled(text: str) -> str:
    """Make no-break spaces visible."""
    return text.replace(formats.NBSP, "_")


@pytest.mark.parametrize(
    ("value", "decimals", "pl", "en"),
    [
        (172, 0, "172", "172"),
        (12893583.46, 2, "12_893_583,46", "12,893,583.46"),
        (0.5, 0, "1", "1"),  # half away from zero, as in a spreadsheet
        (2.5, 0, "3", "3"),
        (-2.5, 0, "−3", "−3"),
        (1.005, 2, "1,01", "1.01"),  # on the decimal notation, not on the binary 1.00499...
        (-0.04, 1, "0,0", "0.0"),  # no minus before a rounded zero
        (-1234.5, 1, "−1_234,5", "−1,234.5"),
        (None, 1, "–", "–"),
        (math.nan, 1, "–", "–"),
        (pd.NA, 1, "–", "–"),
        (np.float64(3.25), 1, "3,3", "3.3"),
        (np.int64(7), 0, "7", "7"),
        (Decimal("0.15"), 1, "0,2", "0.2"),
    ],
)
def test_number(value: object, decimals: int, pl: str, en: str) -> None:
    assert spelled(formats.number(value, decimals, "pl")) == pl  # type: ignore[arg-type]
    assert spelled(formats.number(value, decimals, "en")) == en  # type: ignore[arg-type]


def test_infinite_and_negative_decimals_are_refused() -> None:
    with pytest.raises(ValueError, match="infinite"):
        formats.number(math.inf)
    with pytest.raises(ValueError, match="decimals"):
        formats.number(1.0, -1)


def test_integer_refuses_to_round() -> None:
    assert formats.integer(30.0) == "30"
    with pytest.raises(ValueError, match="whole"):
        formats.integer(30.5)


def test_percent_follows_polish_public_documents_without_a_space() -> None:
    # 140 of 172 = 0.81395... -> 81.4
    assert formats.percent(140 / 172) == "81,4%"
    assert formats.percent(140 / 172, 0, "en") == "81%"
    assert formats.percent(None) == "–"


@pytest.mark.parametrize(
    ("low", "high", "scale", "pl", "en"),
    [
        (0.749, 0.865, "percent", "74,9–86,5%", "74.9–86.5%"),
        (10.0, 13.0, "number", "10,0–13,0", "10.0–13.0"),
        (-0.2, 0.5, "number", "od_−0,2 do_0,5", "−0.2 to_0.5"),
        (-0.02, 0.1, "percent", "od_−2,0% do_10,0%", "−2.0% to_10.0%"),
        (None, 0.5, "number", "–", "–"),
    ],
)
def test_interval(low: float | None, high: float, scale: formats.Scale, pl: str, en: str) -> None:
    assert spelled(formats.interval(low, high, 1, "pl", scale=scale)) == pl
    assert spelled(formats.interval(low, high, 1, "en", scale=scale)) == en


@pytest.mark.parametrize(
    ("day", "pl", "en"),
    [
        (dt.date(2019, 3, 28), "28.03.2019", "28_March_2019"),
        ("2019-09-01", "01.09.2019", "1_September_2019"),
        (pd.Timestamp("2020-12-31"), "31.12.2020", "31_December_2020"),
        (pd.NaT, "–", "–"),
    ],
)
def test_date(day: formats.Day, pl: str, en: str) -> None:
    assert (formats.date(day), spelled(formats.date(day, "en"))) == (pl, en)


def test_every_month_in_roman_numerals() -> None:
    months = [formats.month(f"2019-{number:02d}") for number in range(1, 13)]
    assert months == [
        "I.2019", "II.2019", "III.2019", "IV.2019", "V.2019", "VI.2019",
        "VII.2019", "VIII.2019", "IX.2019", "X.2019", "XI.2019", "XII.2019",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("iso", "pl", "en"),
    [
        ("2019", "2019", "2019"),
        ("2019-09", "IX.2019", "September_2019"),
        ("2019-12-31", "31.12.2019", "31_December_2019"),
        ("2019-07/2019-10", "VII–X.2019", "July–October_2019"),
        ("2019-09/2020-10", "IX.2019–X.2020", "September_2019_– October_2020"),
        ("2019-03-28/2020-09-27", "28.03.2019–27.09.2020", "28_March_2019_– 27_September_2020"),
        ("2019-09/2019-09", "IX.2019", "September_2019"),
        ("", "–", "–"),
        (None, "–", "–"),
    ],
)
def test_period(iso: str | None, pl: str, en: str) -> None:
    assert spelled(formats.period(iso)) == pl
    assert spelled(formats.period(iso, "en")) == en


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "0_rodzin"), (1, "1_rodzina"), (2, "2_rodziny"), (5, "5_rodzin"), (12, "12_rodzin"),
        (21, "21_rodzin"), (22, "22_rodziny"), (112, "112_rodzin"), (1.5, "1,5_rodziny"),
        (2.0, "2_rodziny"), (None, "–_rodzin"),
    ],
)  # fmt: skip
def test_plural(n: float | None, expected: str) -> None:
    assert spelled(formats.plural(n, "rodzina", "rodziny", "rodzin")) == expected


def test_a_masculine_noun_says_its_form_after_a_fraction() -> None:
    said = formats.plural(10.5, "miesiąc", "miesiące", "miesięcy", other="miesiąca")
    assert spelled(said) == "10,5_miesiąca"


def test_english_plural() -> None:
    assert spelled(formats.plural_en(1, "team", "teams")) == "1_team"
    assert spelled(formats.plural_en(30, "team", "teams")) == "30_teams"


def test_pln() -> None:
    assert spelled(formats.pln(12893583.46)) == "12_893_583,46_zł"
    assert spelled(formats.pln(1500, "en", decimals=0)) == "PLN_1,500"
    assert formats.pln(None) == "–"


@pytest.mark.parametrize(
    ("value", "pl", "en"),
    [
        (0.0312, "0,031", "0.031"),
        (0.001, "0,001", "0.001"),
        (0.00099, "<0,001", "<0.001"),  # would round to 0,001, but is smaller
        (0.0, "<0,001", "<0.001"),  # a p-value is never 0
        (1.0, "1,000", "1.000"),
        (math.nan, "–", "–"),
        (None, "–", "–"),
    ],
)
def test_p_value(value: float | None, pl: str, en: str) -> None:
    assert formats.p_value(value) == pl
    assert formats.p_value(value, "en") == en
