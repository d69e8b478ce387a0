"""Words of raw cells: missing, yes and no, codes, texts."""

import datetime as dt
from dataclasses import replace

import pytest

from kooperacja_eval.ingest.cells import parse_cell
from kooperacja_eval.ingest.outcome import MISSING, Bad
from kooperacja_eval.ingest.sheets import Cell, ErrorCell
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import same

pytestmark = pytest.mark.unit

NAME = Field(kind="text", name="name", label=same("nazwa"), definition=same("-"))
ANSWER = Field(kind="yes_no", name="answer", label=same("czy"), definition=same("-"))
TERYT = TABLES["gminas"].fields["teryt"]
MODE = TABLES["meetings"].fields["mode"]
OUTCOME = TABLES["families"].fields["outcome"]
MILESTONE = TABLES["costs"].fields["milestone"]
STATUS = TABLES["services"].fields["status"]


def rule(found: object) -> str | None:
    return found.rule if isinstance(found, Bad) else None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("  Gmina \u00a0 Jabłonna\u200b ", "Gmina Jabłonna"),
        ("S\u0301niadowo", "Śniadowo"),  # a letter and a combining accent become one
        ("wiersz\npierwszy", "wiersz pierwszy"),
        ("Nieporęt", "Nieporęt"),
        (12.0, "12"),
        (12, "12"),
        (12.5, "12.5"),
        ("007", "007"),
        ("=1+1", "=1+1"),
    ],
)
def test_texts(cell: Cell, value: str) -> None:
    assert parse_cell(NAME, cell) == value


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (dt.date(2020, 5, 18), "date_for_text"),  # a spreadsheet turned 5-18 into a date
        (True, "logical_for_text"),
        (1.2345678901234567e19, "digits_lost"),  # an account number kept as a quantity
        (ErrorCell("#N/A"), "cell_error"),
    ],
)
def test_texts_that_a_spreadsheet_has_changed(cell: Cell, expected: str) -> None:
    assert rule(parse_cell(NAME, cell)) == expected


@pytest.mark.parametrize("cell", ["603072", 603072.0])
def test_a_lost_leading_zero_is_an_error_and_not_a_guess(cell: Cell) -> None:
    # 0603072 has seven digits; a spreadsheet that took it for a number dropped the zero.
    assert rule(parse_cell(TERYT, cell)) == "lost_leading_zero"
    assert parse_cell(TERYT, "0603072") == "0603072"


@pytest.mark.parametrize(
    "cell",
    ["", "  ", "\u00a0", "-", "–", "n.d.", "N.D.", "nd", "brak", "BRAK", "brak danych",
     "Nie dotyczy", "b.d.", "\u00a0brak\u00a0danych\u00a0", None],
)  # fmt: skip
def test_missing_words(cell: str | None) -> None:
    assert parse_cell(NAME, cell) is MISSING
    assert parse_cell(ANSWER, cell) is MISSING
    assert parse_cell(OUTCOME, cell) is MISSING


@pytest.mark.parametrize("cell", ["tak", "TAK", "t", "x", "X", "1", 1.0, 1, True, "yes", "Prawda"])
def test_yes(cell: Cell) -> None:
    assert parse_cell(ANSWER, cell) is True


@pytest.mark.parametrize("cell", ["nie", "Nie", "n", "0", 0.0, False, "no", "fałsz"])
def test_no(cell: Cell) -> None:
    assert parse_cell(ANSWER, cell) is False


@pytest.mark.parametrize("cell", ["może", "tak i nie", 2.0, "2"])
def test_neither_yes_nor_no(cell: Cell) -> None:
    assert rule(parse_cell(ANSWER, cell)) == "not_yes_no"


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        (OUTCOME, "completed", "completed"),
        (OUTCOME, "Zakończono  zgodnie z IPP", "completed"),
        (OUTCOME, "zakonczono zgodnie z ipp", "completed"),  # compared without diacritics
        (OUTCOME, "zakończone", "completed"),
        (MODE, "online", "remote"),
        (MILESTONE, 1.0, "I"),  # a number of a spreadsheet is compared by its digits
        (STATUS, "brak usługi", "not_available"),  # "brak" alone would be missing
    ],
)
def test_codes(field: Field, cell: Cell, value: str) -> None:
    assert parse_cell(field, cell) == value


def test_an_unknown_code_names_the_allowed_ones() -> None:
    found = parse_cell(MODE, "gołębiem")
    assert isinstance(found, Bad)
    assert found.rule == "unknown_code"
    assert "stacjonarnie, zdalnie, mieszanie" in found.message.pl
    assert "in person, remote, mixed" in found.message.en


def test_a_near_code_is_proposed_and_never_taken() -> None:
    found = parse_cell(MODE, "stacjonarnei")
    assert isinstance(found, Bad)
    assert found.message.pl.endswith("Czy chodziło o „stacjonarnie”?")
    assert found.message.en.endswith("Was “in person” meant?")


def test_a_proposal_would_give_a_sensitive_value_away() -> None:
    # "rezygnacjaa" near "rezygnacja": the message must not say what the family did.
    found = parse_cell(OUTCOME, "rezygnacjaa")
    assert isinstance(found, Bad)
    assert "Czy chodziło" not in found.message.pl
    open_field = replace(OUTCOME, privacy="open")
    proposed = parse_cell(open_field, "rezygnacjaa")
    assert isinstance(proposed, Bad)
    assert "Czy chodziło" in proposed.message.pl


def test_letters_of_another_script_explain_an_unknown_code() -> None:
    # the first letter "о" of "оnline" is Cyrillic
    assert rule(parse_cell(MODE, "\u043enline")) == "homoglyph"
    assert rule(parse_cell(OUTCOME, "zakoĹ„czone")) == "mojibake"
