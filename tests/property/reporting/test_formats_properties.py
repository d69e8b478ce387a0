"""What holds for every number: what is written can be read again, and lines never break in it."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.typography import tied
from kooperacja_eval.text import Lang

pytestmark = pytest.mark.property

numbers = st.floats(-1e12, 1e12, allow_nan=False)
decimals = st.integers(0, 4)
languages: st.SearchStrategy[Lang] = st.sampled_from(["pl", "en"])


def read(written: str, lang: Lang) -> Decimal:
    """Read a written number back, as a person would."""
    plain = written.replace(formats.MINUS, "-")
    groups, mark = (formats.NBSP, ",") if lang == "pl" else (",", ".")
    return Decimal(plain.replace(groups, "").replace(mark, "."))


@given(numbers, decimals, languages)
def test_a_number_is_read_back_within_half_a_unit_of_its_last_digit(
    value: float, places: int, lang: Lang
) -> None:
    again = read(formats.number(value, places, lang), lang)
    assert abs(again - Decimal(repr(value))) <= Decimal("0.5").scaleb(-places)


@given(numbers, decimals, languages)
def test_the_sign_changes_nothing_else(value: float, places: int, lang: Lang) -> None:
    one, other = formats.number(value, places, lang), formats.number(-value, places, lang)
    assert one.removeprefix(formats.MINUS) == other.removeprefix(formats.MINUS)


@given(numbers, decimals, languages)
def test_numbers_hold_no_space_at_which_a_line_could_break(
    value: float, places: int, lang: Lang
) -> None:
    written = formats.number(value, places, lang) + formats.pln(value, lang)
    assert " " not in written
    assert "-" not in written


@given(st.floats(0, 1), decimals)
def test_a_percentage_is_the_number_times_a_hundred(share: float, places: int) -> None:
    exact = Decimal(repr(share)) * 100
    assert formats.percent(share, places) == formats.number(exact, places) + "%"


@given(st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 31)))
def test_dates_are_read_back(day: dt.date) -> None:
    assert dt.datetime.strptime(formats.date(day), "%d.%m.%Y").date() == day  # noqa: DTZ007
    assert formats.date(day) == formats.date(day.isoformat())


@given(st.integers(0, 10**6))
def test_polish_plural_follows_the_last_digits(n: int) -> None:
    # the rule of school grammar, written independently of CLDR
    if n == 1:
        form = "rodzina"
    elif n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14}:
        form = "rodziny"
    else:
        form = "rodzin"
    said = formats.plural(n, "rodzina", "rodziny", "rodzin")
    assert said == f"{formats.integer(n)}{formats.NBSP}{form}"


@given(st.text(alphabet="aiwz PZK2019r.XII(„", max_size=60), languages)
def test_tying_changes_nothing_but_spaces(text: str, lang: Lang) -> None:
    assert tied(text, lang).replace(formats.NBSP, " ") == text.replace(formats.NBSP, " ")
