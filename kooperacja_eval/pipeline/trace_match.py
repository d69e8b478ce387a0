"""Which released value stands behind a number of a figure, a table or a sentence.

A number is looked for among the values that were read while its exhibit was made. Where several
values are equal, place, group, wave and the other numbers of the row decide; where they do not,
all candidates are returned and nothing is guessed.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.schemas.codes import VOIVODESHIPS
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.text import Lang, Text

NUMBERS: Final = ("value", "numerator", "denominator", "ci_low", "ci_high", "n", "n_missing")
DIMENSIONS: Final = (
    "indicator_id", "voivodeship", "pzk_id", "group", "period", "wave", "method",
)  # fmt: skip
CLOSE: Final = 1e-9
"""Relative difference within which two numbers are the same: they travelled unrounded."""
_SAME_NAME, _IN_WORDS, _BESIDE, _UNSAID = 6, 3, 2, 1
"""Weights: same column; place or group said in words; a number beside it fits; not said at all."""
MANY: Final = 60
"""A number that stands in more places than this among the values says nothing: none is named."""
_NUMBER: Final = re.compile(r"(?<![\w.,])[+\u2212-]?\d[\d\u00a0]*(?:[.,]\d+)?\s?%?")
_PERCENT: Final = 100.0

Describe = Callable[[str, str], tuple[Text, ...]]
"""From the name of a dimension and its code to the words that people read for it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matches:
    """Values that a number may be.

    Attributes
    ----------
    rows : pandas.DataFrame
        Rows of released values, best first; empty where none fits.
    columns : tuple of str
        In which column of each row the number stands.
    """

    rows: pd.DataFrame
    columns: tuple[str, ...]

    @property
    def certain(self) -> bool:
        """Whether there is exactly one."""
        return len(self.columns) == 1


def match_cell(
    record: Mapping[Any, Any],
    column: str,
    values: pd.DataFrame,
    *,
    columns: Iterable[Column],
    describe: Describe,
    context: Iterable[str] = (),
) -> Matches:
    """Return the released values that a cell of an exhibit may show.

    Parameters
    ----------
    record : mapping
        The row of the exhibit's data.
    column : str
        Which of its columns.
    values : pandas.DataFrame
        Released values that were read for the exhibit.
    columns : iterable of Column
        How the exhibit heads its columns.
    describe : callable
        Words for codes.
    context : iterable of str
        Other words about the cell, such as the title of its exhibit.

    Returns
    -------
    Matches
        Nothing where the cell holds no number, or one that no value has: it was computed in the
        exhibit, comes from another table, or is hidden.
    """
    number = as_number(record[column])
    if number is None or values.empty:
        return Matches(rows=values.iloc[:0], columns=())
    spoken = _spoken(record, column, columns, context)
    beside = {
        name: other
        for name, cell in record.items()
        if name != column and (other := as_number(cell)) is not None
    }
    near = [(place, name) for name in NUMBERS for place in _equal(values[name], number)]
    if len(near) > MANY:
        named = [(place, name) for place, name in near if _is_named(column, name)]
        near = named if len(named) <= MANY else []
    found = []
    for place, name in near:
        row = values.iloc[place]
        points = _SAME_NAME * _is_named(column, name) + _fits(row, beside)
        found.append((points + _said(row, spoken, column, describe), place, name))
    return _best(found, values)


def match_number(
    text: str, values: pd.DataFrame, *, sentence: str, describe: Describe, lang: Lang
) -> Matches:
    """Return the released values that a number in prose may be, rounded as it is written.

    Parameters
    ----------
    text : str
        The number as it stands in the sentence, such as ``81,4%``.
    values : pandas.DataFrame
        Released values that were read for the sentence.
    sentence : str
        The whole text; places and groups that it names decide between equal numbers.
    describe : callable
        Words for codes.
    lang : {"pl", "en"}
        Whether the decimal mark is a comma or a point.
    """
    number, step = _written(text, lang)
    spoken = frozenset({fold(sentence)})
    limit = step / 2 + CLOSE
    near = [(place, name) for name in NUMBERS for place in _within(values[name], number, limit)]
    found = []
    for place, name in near if len(near) <= MANY else []:
        points = _SAME_NAME * (name in {"value", "numerator", "denominator"})
        said = _said(values.iloc[place], spoken, "", describe, within=True)
        found.append((points + said, place, name))
    return _best(found, values)


def numbers_in(text: str) -> list[str]:
    """Return the numbers that stand in a piece of prose, in order, as they are written.

    Examples
    --------
    >>> numbers_in("140 rodzin z 172, czyli 81,4% (73,6–87,3%).")
    ['140', '172', '81,4%', '73,6', '87,3%']
    """
    return [found.strip() for found in _NUMBER.findall(text)]


def as_number(cell: object) -> float | None:
    """Return a cell as a number; None where it is none, or is missing."""
    if isinstance(cell, bool | str | Text) or cell is None or cell is pd.NA:
        return None
    try:
        number = float(cell)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return None if math.isnan(number) else number


def _equal(column: "pd.Series[float]", number: float) -> list[int]:
    return _within(column, number, CLOSE * max(1.0, abs(number)))


def _within(column: "pd.Series[float]", number: float, limit: float) -> list[int]:
    """Return the places of the numbers that are no farther than a limit."""
    near = np.abs(column.to_numpy(dtype="float64", na_value=math.nan) - number) <= limit
    return [int(place) for place in near.nonzero()[0]]


def _is_named(column: str, name: str) -> bool:
    return column == name or column.startswith(f"{name}_") or column.endswith(f"_{name}")


def _fits(row: "pd.Series[Any]", beside: Mapping[str, float]) -> int:
    """Count how many numbers beside the cell stand in the row, twice where under their name."""
    own = {name: as_number(row[name]) for name in NUMBERS}
    points = 0
    for column, number in beside.items():
        equal = [
            name
            for name, other in own.items()
            if other is not None and math.isclose(other, number, rel_tol=CLOSE, abs_tol=CLOSE)
        ]
        points += bool(equal) + _BESIDE * any(_is_named(column, name) for name in equal)
    return points


def _spoken(
    record: Mapping[Any, Any], column: str, columns: Iterable[Column], context: Iterable[str]
) -> frozenset[str]:
    """Return every word that says what a cell is about, folded."""
    said = [column, *context]
    for entry in columns:
        if entry.name == column:
            said += [entry.label.pl, entry.label.en]
    for cell in record.values():
        if isinstance(cell, Text):
            said += [cell.pl, cell.en]
        elif isinstance(cell, str):
            said.append(cell)
    return frozenset(fold(word) for word in said)


def _said(
    row: "pd.Series[Any]",
    spoken: frozenset[str],
    column: str,
    describe: Describe,
    *,
    within: bool = False,
) -> int:
    """Weigh how many dimensions of a row the words about the cell name."""
    points = 0
    for name in DIMENSIONS:
        code = row[name]
        if pd.isna(code):
            continue
        words = {fold(word) for text in describe(name, str(code)) for word in (text.pl, text.en)}
        words = {word for word in (*words, fold(str(code))) if word}
        named = bool(words & spoken) or str(code) in column
        if within and not named:
            named = any(word in sentence for word in words for sentence in spoken)
        points += _IN_WORDS if named else -_UNSAID
    return points


def _best(found: list[tuple[int, int, str]], values: pd.DataFrame) -> Matches:
    """Keep those with the most points; a row counts once, under its first column."""
    top = max((points for points, _, _ in found), default=0)
    kept: dict[int, str] = {}
    for points, place, name in found:
        if points == top:
            kept.setdefault(place, name)
    return Matches(rows=values.iloc[list(kept)], columns=tuple(kept.values()))


def _written(text: str, lang: Lang) -> tuple[float, float]:
    """Return a written number and the step of its last digit; percents become shares."""
    plain = text.replace("\u00a0", "").replace("\u2212", "-").replace(" ", "")
    scale = _PERCENT if plain.endswith("%") else 1.0
    plain = plain.rstrip("%")
    if lang == "en":
        plain = plain.replace(",", "")
    plain = plain.replace(",", ".")
    digits = len(plain.partition(".")[2])
    return float(plain) / scale, 10.0**-digits / scale


def place_words(name: str, code: str) -> tuple[Text, ...]:
    """Return the words for a place; none for other dimensions."""
    if name == "voivodeship" and code in VOIVODESHIPS.ids:
        return (VOIVODESHIPS.label(code),)
    return ()
