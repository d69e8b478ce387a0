"""Coded segments of text as units: merged, cut, and laid end to end in one continuum.

The border: positions, coders and codes as integers in, units without overlaps out. How far coders
agree is counted in ``unitised_sums``.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.stats.checks import as_counts

CODES_PER_WORD = 62
"""Codes in one 64-bit integer: a set of codes is a sum of powers of two, and never overflows."""

MIN_CODERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """What coders marked: one row for each stretch of text and code.

    Attributes
    ----------
    start, end : NDArray[np.integer], shape (segments,)
        First position of the segment and first position after it, counted from 0 in its document,
        in characters (or words, or seconds).
    coder, code : NDArray[np.integer], shape (segments,)
        Numbers of the coder, from 0, and of the code, 0 or more.
    document : NDArray[np.integer] or None
        Number of the document, from 0; None where there is only one.
    """

    start: NDArray[np.integer]
    end: NDArray[np.integer]
    coder: NDArray[np.integer]
    code: NDArray[np.integer]
    document: NDArray[np.integer] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """Units of all coders on all documents laid end to end; units of one coder do not overlap.

    value numbers the codes of a unit, from 1 (0 is text without a code); value_codes holds the
    codes of each value from 1 on, more than one where codes overlap. boundaries are the starts of
    the documents and the end of the last. n_segments counts the segments of the codes asked for,
    n_other_codes the others, n_merged those merged into another of the same coder and code,
    n_several the units that carry several codes.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    coder: NDArray[np.int64]
    document: NDArray[np.int64]
    value: NDArray[np.int64]
    value_codes: tuple[tuple[int, ...], ...]
    boundaries: NDArray[np.int64]
    coders: int
    n_segments: int
    n_other_codes: int
    n_merged: int
    n_several: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Segments in the order of coder, code and position, on the documents laid end to end.

    code is the place among the codes that occur, code_names their numbers.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    coder: NDArray[np.int64]
    code: NDArray[np.int64]
    code_names: NDArray[np.int64]
    boundaries: NDArray[np.int64]
    n_segments: int
    n_other_codes: int
    n_merged: int


def merged_spans(
    segments: Segments,
    *,
    length: int | NDArray[np.integer],
    coders: int,
    codes: tuple[int, ...] | None,
) -> Spans:
    """Check segments, lay the documents end to end, and merge what overlaps.

    Parameters
    ----------
    segments : Segments
    length : int or NDArray[np.integer], shape (documents,)
        Length of the document or of each document.
    coders : int
        Number of coders; all read the whole text, also those who marked nothing.
    codes : tuple of int or None
        Codes that count; None for all. Text marked with others only is taken as not coded.

    Returns
    -------
    Spans
        Overlapping segments of one coder and code are one; segments that touch stay two.

    Raises
    ------
    TypeError, ValueError
        If arrays do not hold integers of 0 or more or differ in length, a segment is empty or runs
        beyond its document, or a coder or document is out of range.
    """
    boundaries = np.concatenate([[0], np.cumsum(_lengths(length))])
    start, end, coder, code, document = _columns(segments)
    _check_ranges(start, end, coder, document, boundaries=boundaries, coders=coders)
    used = np.ones(start.size, dtype=bool) if codes is None else np.isin(code, codes)
    start, end = start + boundaries[document], end + boundaries[document]
    names, place = np.unique(code[used], return_inverse=True)
    start, end, coder = start[used], end[used], coder[used]
    order = np.lexsort((start, place, coder))
    start, end, coder, place = start[order], end[order], coder[order], place[order]
    first = _first_of_each_run(start, end, coder * max(1, names.size) + place, boundaries[-1])
    runs = np.flatnonzero(first)
    return Spans(
        start=start[runs],
        end=np.maximum.reduceat(end, runs) if runs.size else end,
        coder=coder[runs],
        code=place[runs],
        code_names=names,
        boundaries=boundaries,
        n_segments=int(start.size),
        n_other_codes=int(np.count_nonzero(~used)),
        n_merged=int(start.size - runs.size),
    )


def cut_into_units(spans: Spans, *, coders: int) -> Units:
    """Cut the text of each coder wherever one of the coder's segments starts or ends.

    Parameters
    ----------
    spans : Spans
    coders : int

    Returns
    -------
    Units
        A piece under several codes of one coder carries the set of them as its value, which agrees
        with the same set only.
    """
    total = spans.boundaries[-1]
    steps = _powers(spans.code, spans.code_names.size)
    keys = np.concatenate([spans.start, spans.end]) + np.tile(spans.coder, 2) * total
    points, place = np.unique(keys, return_inverse=True)
    masks = np.zeros((points.size, steps.shape[1]), dtype=np.int64)
    np.add.at(masks, place[: spans.start.size], steps)
    np.subtract.at(masks, place[spans.start.size :], steps)
    masks = np.cumsum(masks, axis=0)
    marked = np.flatnonzero(np.any(masks != 0, axis=1))  # never the last: there all have ended
    sets, value = _distinct_rows(masks[marked])
    coder = points[marked] // max(1, total)
    start = points[marked] - coder * total
    value_codes = tuple(_codes_of(row, spans.code_names) for row in sets)
    several = np.array([len(names) > 1 for names in value_codes], dtype=bool)
    return Units(
        start=start,
        end=points[marked + 1] - coder * total,
        coder=coder,
        document=np.searchsorted(spans.boundaries, start, side="right") - 1,
        value=value + 1,
        value_codes=value_codes,
        boundaries=spans.boundaries,
        coders=coders,
        n_segments=spans.n_segments,
        n_other_codes=spans.n_other_codes,
        n_merged=spans.n_merged,
        n_several=int(np.count_nonzero(several[value])) if several.size else 0,
    )


def check_coders(coders: int) -> None:
    """Refuse a number of coders that cannot agree or disagree.

    Raises
    ------
    TypeError
        If it is not an integer.
    ValueError
        If it is below 2.
    """
    if isinstance(coders, bool) or not isinstance(coders, (int, np.integer)):
        raise TypeError(f"coders is an integer, not {type(coders).__name__}")
    if coders < MIN_CODERS:
        raise ValueError(f"coders is {MIN_CODERS} or more, got {coders}")


def _lengths(length: int | NDArray[np.integer]) -> NDArray[np.int64]:
    lengths = as_counts(np.atleast_1d(np.asarray(length)), "length")
    if lengths.size == 0 or np.any(lengths == 0):
        raise ValueError("length holds the length of each document, 1 or more")
    return lengths


def _columns(segments: Segments) -> tuple[NDArray[np.int64], ...]:
    """Return start, end, coder, code and document."""
    start = as_counts(segments.start, "start")
    names = ("end", "coder", "code", "document")
    document = np.zeros_like(start) if segments.document is None else segments.document
    others = (segments.end, segments.coder, segments.code, document)
    columns = [as_counts(column, name) for column, name in zip(others, names, strict=True)]
    if any(column.size != start.size for column in columns):
        raise ValueError("start, end, coder, code and document have the same length")
    return start, *columns


def _check_ranges(
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    coder: NDArray[np.int64],
    document: NDArray[np.int64],
    *,
    boundaries: NDArray[np.int64],
    coders: int,
) -> None:
    if np.any(end <= start):
        raise ValueError("each segment ends after it starts: end is the first position after it")
    if np.any(coder >= coders):
        raise ValueError(f"coder runs from 0 to {coders - 1}, but some are beyond")
    if np.any(document >= boundaries.size - 1):
        raise ValueError(f"document runs from 0 to {boundaries.size - 2}, but some are beyond")
    if np.any(end > np.diff(boundaries)[document]):
        raise ValueError("segments lie within their document, but some end beyond its length")


def _first_of_each_run(
    start: NDArray[np.int64], end: NDArray[np.int64], group: NDArray[np.int64], total: np.int64
) -> NDArray[np.bool_]:
    """Tell which segments do not overlap any before them in their group."""
    reach = np.maximum.accumulate(end + group * total)
    first = np.ones(start.size, dtype=bool)
    first[1:] = (start + group * total)[1:] >= reach[:-1]
    return first


def _powers(place: NDArray[np.int64], n_codes: int) -> NDArray[np.int64]:
    """Return each code as a power of two, spread over as many words as the codes need."""
    words = np.zeros((place.size, max(1, -(-n_codes // CODES_PER_WORD))), dtype=np.int64)
    words[np.arange(place.size), place // CODES_PER_WORD] = np.int64(1) << (place % CODES_PER_WORD)
    return words


def _distinct_rows(words: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the distinct rows and the place of each row among them."""
    if words.shape[1] == 1:  # many times faster than rows
        sets, value = np.unique(words[:, 0], return_inverse=True)
        return sets[:, None], value
    sets, value = np.unique(words, axis=0, return_inverse=True)
    return sets, value.ravel()


def _codes_of(words: NDArray[np.int64], names: NDArray[np.int64]) -> tuple[int, ...]:
    places = np.arange(names.size)
    held = (words[places // CODES_PER_WORD] >> (places % CODES_PER_WORD)) & 1
    return tuple(int(name) for name in names[held == 1])
