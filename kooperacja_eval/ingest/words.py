"""Cells of words: missing, yes or no, codes of a list, texts.

A word that is not known is refused with the allowed ones named; a near one may be proposed but is
never taken.
"""

import datetime as dt
import difflib
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from kooperacja_eval.ingest import outcome
from kooperacja_eval.ingest.outcome import MISSING, Bad, Missing
from kooperacja_eval.ingest.sheets import Cell, ErrorCell, cell_text
from kooperacja_eval.schemas.field import CodeList, Field, fold
from kooperacja_eval.schemas.validate import explain
from kooperacja_eval.text import Text

MISSING_WORDS: Final = frozenset(
    ("", "-", "–", "—", "n.d.", "nd", "nd.", "n/d", "b.d.", "bd", "brak", "brak danych",
     "nie dotyczy")
)  # fmt: skip
"""What people write where there is no value, in lower case."""

LONGEST_MISSING_WORD: Final = max(map(len, MISSING_WORDS))
_YES: Final = frozenset(("tak", "t", "yes", "y", "x", "1", "prawda", "true"))
_NO: Final = frozenset(("nie", "n", "no", "0", "falsz", "false"))
_DIGITS: Final = re.compile(r"\\d\{(\d+)\}")
_EXACT: Final = 2**53
_LONGEST_NEAR: Final = 80


def is_missing_word(text: str) -> bool:
    """Return whether a cleaned text says that there is no value.

    Examples
    --------
    >>> is_missing_word("Brak danych"), is_missing_word("brak usługi")
    (True, False)
    """
    return len(text) <= LONGEST_MISSING_WORD and text.casefold() in MISSING_WORDS


def parse_yes_no(_field: Field, cell: Cell, text: str) -> bool | Missing | Bad:
    """Parse a cell of a column of yes and no."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, ErrorCell):
        return outcome.error_cell(cell.code)
    written = fold(text if isinstance(cell, str) else cell_text(cell))
    if is_missing_word(text if isinstance(cell, str) else written):
        return MISSING
    if written in _YES:
        return True
    return False if written in _NO else outcome.NOT_YES_NO


def parse_code(field: Field, cell: Cell, text: str) -> str | Missing | Bad:
    """Parse a cell of a coded column: identifier, label or alias, compared folded.

    Raises
    ------
    ValueError
        Where the field has no list of codes: a fault of the schema.
    """
    if field.codes is None:
        raise ValueError(f"{field.name}: a coded column without codes")
    if isinstance(cell, ErrorCell):
        return outcome.error_cell(cell.code)
    written = text if isinstance(cell, str) else cell_text(cell)
    spellings = _spellings(field.codes)
    known = spellings.get(fold(written))
    if known is not None:
        return known
    if is_missing_word(written):
        return MISSING
    return _unknown_code(field, written, spellings)


@lru_cache(maxsize=256)
def _spellings(codes: CodeList) -> Mapping[str, str]:
    return codes.lookup()


def _unknown_code(field: Field, written: str, spellings: Mapping[str, str]) -> Bad:
    message = explain(field, "code")
    near = _near(written, spellings) if field.privacy == "open" else None
    if near is not None and field.codes is not None:
        label = field.codes.label(near)
        message = Text(
            f"{message.pl} Czy chodziło o „{label.pl}”?",
            f"{message.en} Was “{label.en}” meant?",
        )
    return Bad("unknown_code", message)


def _near(written: str, spellings: Mapping[str, str]) -> str | None:
    """Return the code whose spelling is nearest, None where none is near; never a guess."""
    if len(written) > _LONGEST_NEAR:
        return None
    found = difflib.get_close_matches(fold(written), spellings, n=1, cutoff=0.8)
    return spellings[found[0]] if found else None


def parse_text(field: Field, cell: Cell, text: str) -> str | Missing | Bad:
    """Parse a cell of a column of texts; numbers of a spreadsheet become their digits."""
    match cell:
        case str():
            written = text
        case None:
            return MISSING
        case ErrorCell():
            return outcome.error_cell(cell.code)
        case bool():
            return outcome.BOOL_FOR_TEXT
        case dt.date() | dt.time() | dt.timedelta():
            return outcome.DATE_FOR_TEXT
        case _:
            written = cell_text(cell)
            if abs(cell) >= _EXACT:
                return outcome.DIGITS_LOST
    if is_missing_word(written):
        return MISSING
    if field.pattern and _lacks_digits(field.pattern, written):
        return outcome.LOST_ZERO
    return written


def _lacks_digits(pattern: str, text: str) -> bool:
    """Return whether a code of a fixed number of digits has one digit too few."""
    wanted = _DIGITS.fullmatch(pattern)
    return wanted is not None and text.isdecimal() and len(text) == int(wanted[1]) - 1
