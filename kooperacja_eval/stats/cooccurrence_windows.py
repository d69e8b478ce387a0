"""Positions of coded segments as a table of windows by codes.

The border: positions in, presence per window out; what occurs together is counted in
``cooccurrence``. Windows do not overlap and do not run from one document into the next.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.stats.checks import as_count
from kooperacja_eval.stats.unitised_segments import Segments, merged_spans

Unit = Literal["characters", "segments"]

UNITS: tuple[Unit, ...] = ("characters", "segments")


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowPresence:
    """Which codes occur in which window.

    presence has one row per window and one column per code of codes; document holds the number of
    the document of each window, to be given as clusters.
    """

    presence: NDArray[np.bool_]
    codes: NDArray[np.int64]
    document: NDArray[np.int64]
    size: int
    unit: Unit


def window_presence(
    segments: Segments,
    *,
    length: int | NDArray[np.integer],
    size: int,
    unit: Unit = "characters",
) -> WindowPresence:
    """Cut documents into windows and tell which codes occur in each.

    Parameters
    ----------
    segments : Segments
        Of all coders; who coded does not matter here.
    length : int or NDArray[np.integer], shape (documents,)
        Length of the document, or of each of several.
    size : int
        Of a window, 1 or more: positions, or segments one after the other. The last window of a
        document may be shorter.
    unit : {"characters", "segments"}
        "characters": a code occurs where any part of its segments lies in the window; documents
        without segments have windows too. "segments": each window holds `size` segments by their
        starts; overlapping segments of one coder and code are one.

    Returns
    -------
    WindowPresence

    Raises
    ------
    TypeError, ValueError
        If segments are wrong (see ``unitised``), size is below 1 or unit is unknown.

    Examples
    --------
    >>> segments = Segments(
    ...     start=np.array([0, 5, 30]), end=np.array([12, 9, 40]),
    ...     coder=np.array([0, 0, 0]), code=np.array([4, 7, 7]),
    ... )
    >>> window_presence(segments, length=40, size=10).presence.astype(int)
    array([[1, 1],
           [1, 0],
           [0, 0],
           [0, 1]])
    """
    if as_count(size, "size") == 0:
        raise ValueError("size is 1 or more, got 0")
    if unit not in UNITS:
        raise ValueError(f"unit is one of {', '.join(UNITS)}, got {unit!r}")
    coders = int(np.max(segments.coder, initial=0)) + 1
    spans = merged_spans(segments, length=length, coders=coders, codes=None)
    document = np.searchsorted(spans.boundaries, spans.start, side="right") - 1
    begins = spans.start - spans.boundaries[document]
    ends = spans.end - spans.boundaries[document]
    lengths = np.diff(spans.boundaries)
    if unit == "segments":
        begins = _places(spans.start, document)
        ends = begins + 1
        lengths = np.bincount(document, minlength=lengths.size)
    windows = -(-lengths // size)
    first = np.cumsum(windows) - windows
    rows = first[document] + begins // size
    held = (ends - 1) // size - begins // size + 1
    presence = np.zeros((int(windows.sum()), spans.code_names.size), dtype=np.bool_)
    steps = np.arange(held.sum()) - np.repeat(np.cumsum(held) - held, held)
    presence[np.repeat(rows, held) + steps, np.repeat(spans.code, held)] = True
    return WindowPresence(
        presence=presence,
        codes=spans.code_names,
        document=np.repeat(np.arange(lengths.size), windows),
        size=size,
        unit=unit,
    )


def _places(start: NDArray[np.int64], document: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the place of each segment in its document by its start."""
    order = np.lexsort((start, document))
    first = np.searchsorted(document[order], document[order], side="left")
    places = np.empty(start.size, dtype=np.int64)
    places[order] = np.arange(start.size) - first
    return places
