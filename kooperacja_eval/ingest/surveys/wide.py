"""A converted survey: respondents by items, and the two long tables that it becomes.

Answers are kept as one array for each item. The long table of answers has the items one below the
other, so that the columns that say who answered and where can share one copy in memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from kooperacja_eval.ingest.assemble import SourceColumns
from kooperacja_eval.ingest.sheets import SourceColumn
from kooperacja_eval.schemas.codes import MISSING_REASONS
from kooperacja_eval.schemas.table import SOURCE_FIELDS

_TEXT = pa.large_string()


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyPlace:
    """Where the columns of one export stand.

    Attributes
    ----------
    file, sheet : str
        File relative to ``data_raw``; sheet, empty for CSV and SPSS.
    items : mapping of str to SourceColumn
        Header and letter of the column of each item.
    fields : mapping of str to SourceColumn
        The same for columns of the table of respondents.
    """

    file: str
    sheet: str
    items: Mapping[str, SourceColumn]
    fields: Mapping[str, SourceColumn]


@dataclass(frozen=True, slots=True, kw_only=True)
class WideSurvey:
    """Who answered, and their answers, row by row.

    Attributes
    ----------
    survey : str
        Identifier of the survey.
    respondents : pandas.DataFrame, n rows
        The table of respondents, typed, with its source columns.
    items : tuple of str
        Items, in the order of the mapping.
    values : ndarray of float64, shape (n, k)
        Answers as numbers, not reversed; nan where there is none.
    reasons : ndarray of int8, shape (n, k)
        Index among ``MISSING_REASONS``; -1 where there is an answer.
    texts : mapping of str to pandas array of str, shape (n,)
        Open answers and codes that are no numbers, of the items that have such.
    places : tuple of SurveyPlace
        One for each export.
    """

    survey: str
    respondents: pd.DataFrame
    items: tuple[str, ...]
    values: NDArray[np.float64]
    reasons: NDArray[np.int8]
    texts: Mapping[str, pd.api.extensions.ExtensionArray]
    places: tuple[SurveyPlace, ...]

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables ``respondents`` and ``answers``.

        Returns
        -------
        dict of str to pandas.DataFrame
            Typed, with source columns; ``answers`` has a row for every respondent and item, item
            by item, missing ones with their reason.
        """
        return {"respondents": self.respondents, "answers": self._answers()}

    def positions(self) -> SourceColumns:
        """Return where the columns of the table of respondents stand, for ``place.locate``."""
        return {("respondents", at.file, at.sheet): at.fields for at in self.places}

    def _answers(self) -> pd.DataFrame:
        count, width = self.values.shape
        empty = pa.nulls(count, _TEXT)
        texts = [_arrow(self.texts[i]) if i in self.texts else empty for i in self.items]
        rows = self.respondents["source_row"].to_numpy(dtype=np.int64)
        shared = {
            name: _repeated(self.respondents[name], width)
            for name in ("respondent_id", "wave", *SOURCE_FIELDS)
            if name != "source_row"
        }
        columns: dict[str, Any] = {
            "respondent_id": shared["respondent_id"],
            "wave": shared["wave"],
            "item_id": _strings([pa.repeat(pa.scalar(i, _TEXT), count) for i in self.items]),
            "value": self.values.ravel(order="F"),
            "text": _strings([chunk for array in texts for chunk in _chunks(array)]),
            "missing_reason": _strings([self._reason(at) for at in range(width)]),
            "source_file": shared["source_file"],
            "source_sheet": shared["source_sheet"],
            "source_row": pd.array(np.tile(rows, width), dtype="Int64"),
        }
        return pd.DataFrame(columns, copy=False)

    def _reason(self, at: int) -> pa.Array:
        codes = self.reasons[:, at]
        indices = pa.array(codes, mask=codes < 0)
        words = pa.array(MISSING_REASONS.ids, _TEXT)
        return pa.DictionaryArray.from_arrays(indices, words).cast(_TEXT)


def _repeated(column: "pd.Series[Any]", times: int) -> pd.api.extensions.ExtensionArray:
    return _strings([chunk for _ in range(times) for chunk in _chunks(_arrow(column.array))])


def _arrow(values: pd.api.extensions.ExtensionArray) -> pa.Array | pa.ChunkedArray:
    found = pa.array(values, from_pandas=True)
    return found if found.type == _TEXT else found.cast(_TEXT)


def _chunks(values: pa.Array | pa.ChunkedArray) -> list[pa.Array]:
    return values.chunks if isinstance(values, pa.ChunkedArray) else [values]


def _strings(chunks: list[pa.Array]) -> pd.api.extensions.ExtensionArray:
    made: pd.api.extensions.ExtensionArray = pd.array(pa.chunked_array(chunks, _TEXT), dtype="str")
    return made
