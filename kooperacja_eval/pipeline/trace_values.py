"""Released values as a trace looks for numbers among them: arrays, and words for their codes.

The border: which of them a figure or sentence read is known to the run of the notebook; what a
number most likely is, to ``trace_match``.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.pipeline.trace_model import KEYS, value_key
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.text import Text

NUMBERS: Final = ("value", "numerator", "denominator", "ci_low", "ci_high", "n", "n_missing")
DIMENSIONS: Final = (
    "indicator_id", "voivodeship", "pzk_id", "group", "period", "wave", "method",
)  # fmt: skip

Describe = Callable[[str, str], tuple[Text, ...]]
"""From the name of a dimension and its code to the words that people read for it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Values:
    """Released values, ready to be searched.

    Attributes
    ----------
    frame : pandas.DataFrame
        Released values; a place is a row of it, from 0.
    numbers : ndarray of shape (rows, numbers)
        Columns ``NUMBERS``; nan where missing.
    indicators : list of str
        Indicator of each place.
    codes : callable
        From a place to the dimensions that it has, as pairs of name and code.
    said : callable
        From the name of a dimension and its code to the words for it, as they are compared.
    key : callable
        From a place to the key by which the value is found again.
    """

    frame: pd.DataFrame
    numbers: NDArray[np.float64]
    indicators: list[str]
    codes: Callable[[int], tuple[tuple[str, str], ...]]
    said: Callable[[str, str], frozenset[str]]
    key: Callable[[int], str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidates:
    """The values among which the numbers of one figure, table or text are looked for.

    Attributes
    ----------
    known : Values
        All released values.
    places : ndarray of int
        Which of them.
    ordered : ndarray of float
        Their numbers from the smallest on.
    cells : ndarray of int
        Where each of ``ordered`` stands: column of ``NUMBERS`` times number of places, plus index
        among the places.
    """

    known: Values
    places: NDArray[np.intp]
    ordered: NDArray[np.float64]
    cells: NDArray[np.intp]

    def near(
        self, number: float, limit: float, *, most: int, named: Collection[str] = ()
    ) -> list[tuple[int, str]]:
        """Return where numbers no farther than a limit stand: place and column of ``NUMBERS``.

        Where there are more than ``most``, only those in the columns ``named`` are returned, and
        none where these are too many as well.
        """
        first = int(np.searchsorted(self.ordered, number - limit, side="left"))
        last = int(np.searchsorted(self.ordered, number + limit, side="right"))
        cells, count = self.cells[first:last], len(self.places)
        if len(cells) > most:
            kept = [place for place, name in enumerate(NUMBERS) if name in named]
            cells = cells[np.isin(cells // count, kept)]
        if len(cells) > most:
            return []
        found = np.sort(cells).tolist()
        return [(int(self.places[cell % count]), NUMBERS[cell // count]) for cell in found]


def search_values(frame: pd.DataFrame, describe: Describe) -> Values:
    """Prepare released values for a search.

    Parameters
    ----------
    frame : pandas.DataFrame
        Released values; columns of ``IndicatorValues``.
    describe : callable
        Words for codes.
    """
    columns = {name: _texts(frame[name]) for name in dict.fromkeys((*DIMENSIONS, *KEYS))}
    numbers = [frame[name].to_numpy(dtype="float64", na_value=np.nan) for name in NUMBERS]

    def codes(place: int) -> tuple[tuple[str, str], ...]:
        found = ((name, columns[name][place]) for name in DIMENSIONS)
        return tuple((name, code) for name, code in found if code is not None)

    def said(name: str, code: str) -> frozenset[str]:
        texts = describe(name, code)
        words = [*(word for text in texts for word in (text.pl, text.en)), code]
        return frozenset(filter(None, map(fold, words)))

    def key(place: int) -> str:
        return value_key({name: column[place] for name, column in columns.items()})

    return Values(
        frame=frame,
        numbers=np.column_stack(numbers),
        indicators=[str(name) for name in _texts(frame["indicator_id"])],
        codes=cache(codes),
        said=cache(said),
        key=cache(key),
    )


def _texts(column: "pd.Series[str]") -> list[str | None]:
    found: list[str | None] = column.astype("object").where(column.notna(), None).tolist()
    return found


def candidates(values: Values, places: NDArray[np.intp]) -> Candidates:
    """Return some of the values, put in order for the search."""
    flat = values.numbers[places].T.ravel()
    cells = np.argsort(flat, kind="stable")
    cells = cells[: int(np.count_nonzero(~np.isnan(flat)))]  # nan stands last
    return Candidates(known=values, places=places, ordered=flat[cells], cells=cells)
