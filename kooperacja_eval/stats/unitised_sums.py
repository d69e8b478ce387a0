"""How much text coders put under the same code, added up per document from sorted boundaries.

The border: units in, sums per document out; alpha is made of them in ``unitised``. The cost grows
with the number of units, not with the length of the text.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.stats.unitised_segments import Units


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSums:
    """Sums per document; columns are values, of which 0 is text without a code.

    Attributes
    ----------
    length : NDArray[np.float64], shape (documents, values)
        Text under each value, added up over coders.
    agreed : NDArray[np.float64], shape (documents, values)
        Text under a value times the share of the other coders who gave it the same.
    own : NDArray[np.float64], shape (documents,)
        Pairs of positions that are no pairs: squared lengths of the coded units, and lengths of the
        text without a code.
    paired, paired_own : NDArray[np.float64], shape (documents, values)
        The same with each position of a coded unit weighed by the share of the other coders who
        coded it; 0 for text without a code.
    """

    length: NDArray[np.float64]
    agreed: NDArray[np.float64]
    own: NDArray[np.float64]
    paired: NDArray[np.float64]
    paired_own: NDArray[np.float64]


def document_sums(units: Units) -> DocumentSums:
    """Add up text per document and value.

    Parameters
    ----------
    units : Units

    Returns
    -------
    DocumentSums
    """
    sizes = units.end - units.start
    shape = (units.boundaries.size - 1, len(units.value_codes) + 1)
    length = _add_up(units, sizes, shape)
    whole = units.coders * np.diff(units.boundaries)
    length[:, 0] = whole - length.sum(axis=1)
    squares = np.bincount(units.document, weights=sizes.astype(np.float64) ** 2, minlength=shape[0])
    weight = _coded_by_others(units) / (units.coders - 1)
    return DocumentSums(
        length=length,
        agreed=_agreed(units, shape),
        own=squares + length[:, 0],
        paired=_add_up(units, weight, shape),
        paired_own=_add_up(units, weight**2, shape),
    )


def _add_up(
    units: Units, amounts: NDArray[np.generic], shape: tuple[int, int]
) -> NDArray[np.float64]:
    cells = units.document * shape[1] + units.value
    added = np.bincount(cells, weights=amounts, minlength=shape[0] * shape[1])
    return added.astype(np.float64).reshape(shape)


def _agreed(units: Units, shape: tuple[int, int]) -> NDArray[np.float64]:
    """Return ordered pairs of coders who agree, integrated over the text, over coders - 1."""
    total = units.boundaries[-1]
    start, end = units.start + units.value * total, units.end + units.value * total
    points, counts = _coverage(start, end, units.boundaries[:0])
    cells = np.searchsorted(units.boundaries, points[:-1] % total, side="right") - 1
    cells = cells * shape[1] + points[:-1] // total
    pairs = np.diff(points) * counts * (counts - 1)
    agreed = np.bincount(cells, weights=pairs, minlength=shape[0] * shape[1]).reshape(shape)
    points, counts = _coverage(units.start, units.end, units.boundaries)
    silent = units.coders - counts
    document = np.searchsorted(units.boundaries, points[:-1], side="right") - 1
    pairs = np.diff(points) * silent * (silent - 1)
    agreed[:, 0] = np.bincount(document, weights=pairs, minlength=shape[0])
    return agreed / (units.coders - 1)


def _coverage(
    start: NDArray[np.int64], end: NDArray[np.int64], further: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return sorted breakpoints and how many stretches cover the text after each but the last."""
    points, place = np.unique(np.concatenate([start, end, further]), return_inverse=True)
    opened = np.bincount(place[: start.size], minlength=points.size)
    closed = np.bincount(place[start.size : 2 * start.size], minlength=points.size)
    return points, np.cumsum(opened - closed)[:-1]


def _coded_by_others(units: Units) -> NDArray[np.float64]:
    """Return the text of each unit that others coded, added up over the other coders."""
    points, counts = _coverage(units.start, units.end, units.boundaries)
    until = np.concatenate([[0], np.cumsum(np.diff(points) * counts)])
    all_coders = (
        until[np.searchsorted(points, units.end)] - until[np.searchsorted(points, units.start)]
    )
    return np.asarray(all_coders - (units.end - units.start), dtype=np.float64)
