"""What holds for every cell: accepted forms are read back, and nothing raises."""

import datetime as dt
from collections.abc import Callable
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kooperacja_eval.ingest.cells import parse_cell, parse_column
from kooperacja_eval.ingest.characters import clean, fault
from kooperacja_eval.ingest.coded import coded
from kooperacja_eval.ingest.encoding import EncodingError, decode
from kooperacja_eval.ingest.outcome import MISSING, Bad
from kooperacja_eval.ingest.sheets import Cell
from kooperacja_eval.schemas.field import Field, Kind
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Text, same

pytestmark = pytest.mark.property

AMOUNT = Field(
    kind="number", name="a", label=same("a"), definition=same("a"), unit=Text("zł", "PLN")
)
DAY = Field(kind="date", name="d", label=same("d"), definition=same("d"))
MONTH = Field(kind="month", name="m", label=same("m"), definition=same("m"))
EVERY_FIELD = [field for table in TABLES.values() for field in table.fields.values()]

ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
OF_MONTH: Final = ("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca",
                   "sierpnia", "września", "października", "listopada", "grudnia")  # fmt: skip
MONTHS: Final = ("styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec",
                 "sierpień", "wrzesień", "październik", "listopad", "grudzień")  # fmt: skip

DAY_FORMS: dict[str, Callable[[dt.date], Cell]] = {
    "dots": lambda d: f"{d.day:02d}.{d.month:02d}.{d.year}",
    "short": lambda d: f"{d.day}.{d.month}.{d.year} r.",
    "iso": lambda d: d.isoformat(),
    "dashes": lambda d: f"{d.day:02d}-{d.month:02d}-{d.year}",
    "slashes": lambda d: f"{d.day}/{d.month}/{d.year}",
    "words": lambda d: f"{d.day} {OF_MONTH[d.month - 1]} {d.year} r.",
    "roman": lambda d: f"{d.day}.{ROMAN[d.month - 1]}.{d.year}",
    "midnight": lambda d: f"{d.isoformat()} 00:00:00",
    "date": lambda d: d,
    "datetime": lambda d: dt.datetime(d.year, d.month, d.day),  # noqa: DTZ001
}
MONTH_FORMS: dict[str, Callable[[dt.date], Cell]] = {
    "roman": lambda d: f"{ROMAN[d.month - 1]}.{d.year}",
    "roman words": lambda d: f"{ROMAN[d.month - 1]} {d.year} r.",
    "dots": lambda d: f"{d.month:02d}.{d.year}",
    "slash": lambda d: f"{d.month}/{d.year}",
    "iso": lambda d: f"{d.year}-{d.month:02d}",
    "word": lambda d: f"{MONTHS[d.month - 1].capitalize()} {d.year}",
    "first day": lambda d: f"01.{d.month:02d}.{d.year}",
}
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@given(
    cents=st.integers(-(10**13), 10**13),
    space=st.sampled_from(["", " ", "\u00a0", "\u202f"]),
    unit=st.sampled_from(["", " zł", "\u00a0zł", " PLN"]),
)
def test_an_amount_in_polish_form_is_read_back(cents: int, space: str, unit: str) -> None:
    # Rounded to grosze, as a person writes: sign, groups of three, comma, two decimals.
    whole, rest = divmod(abs(cents), 100)
    written = f"{'-' if cents < 0 else ''}{whole:,}".replace(",", space) + f",{rest:02d}{unit}"
    found = parse_cell(AMOUNT, written)
    assert isinstance(found, float)
    assert round(found * 100) == cents


@given(st.floats(allow_nan=False, allow_infinity=False, width=64))
def test_a_number_of_a_spreadsheet_is_kept_to_the_last_bit(value: float) -> None:
    assert parse_cell(AMOUNT, value) == value


@given(whole=st.integers(1, 999), rest=st.integers(0, 999))
def test_a_point_before_three_digits_is_never_guessed(whole: int, rest: int) -> None:
    found = parse_cell(AMOUNT, f"{whole}.{rest:03d}")
    assert isinstance(found, Bad)
    assert found.rule == "ambiguous_number"


@pytest.mark.parametrize("form", DAY_FORMS)
@given(day=days)
def test_days_are_read_back_from_every_form(form: str, day: dt.date) -> None:
    assert parse_cell(DAY, DAY_FORMS[form](day)) == day


@given(day=st.dates(dt.date(2000, 1, 1), dt.date(2049, 12, 31)))
def test_serial_numbers_of_excel_are_days(day: dt.date) -> None:
    # Serial 1 is 1.01.1900, and Excel believes in 29.02.1900, hence the epoch.
    serial = float((day - dt.date(1899, 12, 30)).days)
    assert parse_cell(DAY, serial) == day


@pytest.mark.parametrize("form", MONTH_FORMS)
@given(day=days)
def test_months_are_read_back_from_every_form(form: str, day: dt.date) -> None:
    assert parse_cell(MONTH, MONTH_FORMS[form](day)) == day.replace(day=1)


@given(
    field=st.sampled_from(EVERY_FIELD),
    cell=st.one_of(
        st.text(max_size=30),
        st.from_regex(r"[\d ,.\-–/IVXr%złPLN\u00a0]{0,15}", fullmatch=True),
        st.floats(),
        st.integers(),
        st.booleans(),
        st.dates(),
        st.datetimes(),
        st.times(),
        st.none(),
    ),
)
def test_the_parser_never_raises_and_gives_what_its_column_holds(field: Field, cell: Cell) -> None:
    expected: dict[Kind, type] = {
        "text": str, "code": str, "integer": int, "number": float, "date": dt.date,
        "month": dt.date, "yes_no": bool,
    }  # fmt: skip
    found = parse_cell(field, cell)
    assert found is MISSING or isinstance(found, Bad | expected[field.kind])


@given(field=st.sampled_from(EVERY_FIELD), texts=st.lists(st.text(max_size=12), max_size=30))
def test_a_column_is_its_cells_however_it_is_held(field: Field, texts: list[str]) -> None:
    """A list, an Arrow array and single cells give the same values, missing ones and reasons."""
    arrow = pa.chunked_array([pa.array(texts, pa.string())])
    listed = parse_column(field, coded([(list(texts), len(texts))]))
    held = parse_column(field, coded([(arrow, len(texts))]))
    pd.testing.assert_series_equal(pd.Series(listed.cells), pd.Series(held.cells))
    single = [parse_cell(field, text) for text in texts]
    missing = np.array([v is MISSING or isinstance(v, Bad) for v in single], dtype=bool)
    assert (pd.isna(listed.cells) == missing).all()


@given(st.text())
def test_clean_text_stays_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(alphabet="abcdefgąćęłńóśźżĄĆĘŁŃÓŚŹŻ –„”-.,0123456789 ", max_size=60))
def test_polish_text_is_never_suspected(text: str) -> None:
    assert fault(clean(text)) is None


@given(st.text(alphabet="aeiouĄĆĘŁŃÓŚŹŻąćęłńóśźż \n;", min_size=1, max_size=80))
def test_polish_text_is_decoded_from_utf8_and_utf16(text: str) -> None:
    assert decode(text.encode()).text() == text
    assert decode(text.encode("utf-16")).text() == text


@given(st.lists(st.sampled_from(["Świętokrzyskie", "łąka", "źdźbło", "wieś"]), min_size=1))
def test_polish_words_are_decoded_from_both_one_byte_encodings(words: list[str]) -> None:
    text = ";".join(words)
    assert decode(text.encode("cp1250")).text() == text
    assert decode(text.encode("iso8859-2")).text() == text


@given(st.binary(max_size=60))
def test_bytes_are_decoded_without_loss_or_refused(data: bytes) -> None:
    try:
        found = decode(data)
    except EncodingError:
        return
    written = found.text().encode(found.encoding)
    marks = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
    if not data.startswith(marks):
        assert written == data
