"""Which released value stands behind a number of a figure, a table or a sentence.

A number is looked for among the values that were read while its exhibit was made. Where several
values are equal, place, group, wave and the other numbers of the row decide; where they do not,
all candidates are returned and nothing is guessed.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.pipeline.trace_values import NUMBERS, Candidates
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.schemas.codes import VOIVODESHIPS
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.text import Lang, Text

CLOSE: Final = 1e-9
"""Relative difference within which two numbers are the same: they travelled unrounded."""
_SAME_NAME, _IN_WORDS, _BESIDE, _UNSAID = 6, 3, 2, 1
"""Weights: same column; place or group said in words; a number beside it fits; not said at all."""
MANY: Final = 60
"""A number that stands in more places than this among the values says nothing: none is named."""
_PERCENT: Final = 100.0
_OWN_NUMBERS: Final = frozenset({"value", "numerator", "denominator"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Values that a number may be.

    Attributes
    ----------
    places : tuple of int
        Rows of the released values, best first; none where none fits.
    columns : tuple of str
        In which column of each row the number stands.
    """

    places: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether there is exactly one."""
        return len(self.columns) == 1


def match_cell(
    record: Mapping[Any, Any],
    column: str,
    among: Candidates,
    *,
    columns: Iterable[Column],
    context: Iterable[str] = (),
) -> Matches:
    """Return the released values that a cell of an exhibit may show.

    Parameters
    ----------
    record : mapping
        The row of the exhibit's data.
    column : str
        Which of its columns.
    among : Candidates
        Released values that were read for the exhibit.
    columns : iterable of Column
        How the exhibit heads its columns.
    context : iterable of str
        Other words about the cell, such as the title of its exhibit.

    Returns
    -------
    Matches
        Nothing where the cell holds no number, or one that no value has: it was computed in the
        exhibit, comes from another table, or is hidden.
    """
    number = as_number(record[column])
    if number is None:
        return Matches()
    named = [name for name in NUMBERS if _is_named(column, name)]
    near = among.near(number, CLOSE * max(1.0, abs(number)), most=MANY, named=named)
    if not near:
        return Matches()
    points = _fits(among.known.numbers[[place for place, _ in near]], record, column)
    points += [_SAME_NAME * (name in named) for _, name in near]
    spoken = _spoken(record, column, columns, context)
    points += _said(near, among, spoken, column, within=False)
    return _best(points, near)


def match_number(text: str, among: Candidates, *, sentence: str, lang: Lang) -> Matches:
    """Return the released values that a number in prose may be, rounded as it is written.

    Parameters
    ----------
    text : str
        The number as it stands in the sentence, such as ``81,4%``.
    among : Candidates
        Released values that were read for the sentence.
    sentence : str
        The whole text; places and groups that it names decide between equal numbers.
    lang : {"pl", "en"}
        Whether the decimal mark is a comma or a point.
    """
    number, step = _written(_with_unit(text, sentence), lang)
    near = among.near(number, step / 2 + CLOSE, most=MANY)
    if not near:
        return Matches()
    spoken = frozenset({_folded(sentence)})
    points = _said(near, among, spoken, "", within=True)
    points += [_SAME_NAME * (name in _OWN_NUMBERS) for _, name in near]
    return _best(points, near)


def as_number(cell: object) -> float | None:
    """Return a cell as a number; None where it is none, or is missing."""
    if isinstance(cell, bool | str | Text) or cell is None or cell is pd.NA:
        return None
    try:
        number = float(cell)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return None if math.isnan(number) else number


def _is_named(column: str, name: str) -> bool:
    return column == name or column.startswith(f"{name}_") or column.endswith(f"_{name}")


def _fits(rows: NDArray[np.float64], record: Mapping[Any, Any], column: str) -> NDArray[np.int64]:
    """Count how many numbers beside the cell stand in each row, more where under their name."""
    beside = {
        str(name): other
        for name, cell in record.items()
        if name != column and (other := as_number(cell)) is not None
    }
    if not beside:
        return np.zeros(len(rows), dtype="int64")
    others = np.array(list(beside.values()))
    own = rows[:, :, np.newaxis]
    size = np.maximum(np.abs(own), np.abs(others))
    equal = np.abs(own - others) <= np.maximum(CLOSE * size, CLOSE)
    named = np.array([[_is_named(other, name) for other in beside] for name in NUMBERS])
    fitting = equal.any(axis=1).sum(axis=1)
    points: NDArray[np.int64] = fitting + _BESIDE * (equal & named).any(axis=1).sum(axis=1)
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
    return frozenset(map(_folded, said))


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    return fold(text)


def _said(
    near: Sequence[tuple[int, str]],
    among: Candidates,
    spoken: frozenset[str],
    column: str,
    *,
    within: bool,
) -> NDArray[np.int64]:
    """Weigh for each row how many of its dimensions the words about the number name."""
    weights: dict[tuple[str, str], int] = {}
    points = []
    for place, _ in near:
        codes = among.known.codes(place)
        for pair in codes:
            if pair not in weights:
                named = _names(among.known.said(*pair), spoken, within=within)
                weights[pair] = _IN_WORDS if named or pair[1] in column else -_UNSAID
        points.append(sum(weights[pair] for pair in codes))
    return np.array(points, dtype="int64")


def _names(words: frozenset[str], spoken: frozenset[str], *, within: bool) -> bool:
    if not words.isdisjoint(spoken):
        return True
    return within and any(word in sentence for word in words for sentence in spoken)


def _best(points: NDArray[np.int64], near: Sequence[tuple[int, str]]) -> Matches:
    """Keep those with the most points; a row counts once, under its first column."""
    top = int(points.max())
    kept: dict[int, str] = {}
    for weight, (place, name) in zip(points.tolist(), near, strict=True):
        if weight == top:
            kept.setdefault(place, name)
    return Matches(places=tuple(kept), columns=tuple(kept.values()))


def _with_unit(text: str, sentence: str) -> str:
    """Return a number with the percent sign that stands at the other end of its range.

    Examples
    --------
    >>> _with_unit("73,6", "od 81,4% (73,6–87,3%)")
    '73,6%'
    """
    own = re.escape(text)
    shared = re.search(rf"(?<![\d.,]){own}\u2013[\d.,]+\s?%", sentence)
    return f"{text}%" if shared and not text.endswith("%") else text


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
