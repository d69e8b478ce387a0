"""A column as its distinct cells and where each stands, so that each is parsed only once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kooperacja_eval.ingest.sheets import Cell, RawColumn, cells_of, is_texts

_SAMPLE: Final = 20_000
_NOTHING: Final = -1


@dataclass(frozen=True, slots=True)
class Coded:
    """Cells of a column of a table.

    Attributes
    ----------
    values : list of Cell, or Arrow array of texts
        Distinct cells; a whole number, a logical value and a text that look alike are distinct.
    codes : ndarray of int32, shape (n,), or None
        Index of each row's cell in ``values``, -1 where the file has no such column; None where
        ``values`` holds one cell for each row in order.
    """

    values: list[Cell] | pa.Array
    codes: NDArray[np.int32] | None

    def __len__(self) -> int:
        return len(self.values) if self.codes is None else len(self.codes)

    def cells(self) -> list[Cell]:
        """Return the distinct cells as Python objects."""
        return self.values if isinstance(self.values, list) else self.values.to_pylist()

    def positions(self) -> NDArray[np.int32]:
        """Return the codes, also where each row has a cell of its own."""
        return np.arange(len(self.values), dtype=np.int32) if self.codes is None else self.codes

    def keep(self, rows: NDArray[np.bool_]) -> "Coded":
        """Return the column without the rows whose flag is false."""
        return Coded(self.values, self.positions()[rows])


def coded(pieces: Sequence[tuple[RawColumn | None, int]]) -> Coded:
    """Return one column from the pieces that the sheets of a table bring.

    Parameters
    ----------
    pieces : sequence of (RawColumn or None, int)
        Cells of each sheet and their number; None where the sheet has no such column.
    """
    present = [column for column, _ in pieces if column is not None]
    arrays = [column for column in present if isinstance(column, pa.ChunkedArray)]
    if arrays and len(arrays) == len(pieces) and len({array.type for array in arrays}) == 1:
        return _from_arrays(pa.chunked_array([c for a in arrays for c in a.chunks], arrays[0].type))
    return _from_cells(pieces)


def _from_arrays(column: pa.ChunkedArray) -> Coded:
    """Encode an Arrow column; texts that hardly ever repeat are left as they are."""
    is_text = is_texts(column.type)
    sample = column.slice(0, _SAMPLE)
    if is_text and len(sample.unique()) > len(sample) // 2:
        return Coded(_one_array(column), None)
    encoded = _one_array(
        column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    )
    codes = encoded.indices.fill_null(_NOTHING).to_numpy(zero_copy_only=False)
    values = encoded.dictionary
    return Coded(
        values if is_texts(values.type) else values.to_pylist(), codes.astype(np.int32, copy=False)
    )


def _one_array(column: pa.ChunkedArray) -> pa.Array:
    joined = column.unify_dictionaries().combine_chunks()
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined


def _from_cells(pieces: Sequence[tuple[RawColumn | None, int]]) -> Coded:
    index: dict[tuple[type, Cell], int] = {}
    codes: list[int] = []
    for column, length in pieces:
        if column is None:
            codes.extend([_NOTHING] * length)
            continue
        codes.extend(index.setdefault((type(cell), cell), len(index)) for cell in cells_of(column))
    return Coded([cell for _, cell in index], np.array(codes, dtype=np.int32))
