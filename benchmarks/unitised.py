"""How long agreement on unitised text takes, by segments and by the length of the text.

Run: ``python -m benchmarks.unitised``. Three coders with five codes on one text; medians of several
rounds in one process. Beside it, a coincidence matrix counted character by character with numpy,
the observed part alone: its cost grows with the length of the text, that of the sorted boundaries
does not.
"""

import statistics
import time
from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.stats.unitised import Segments, unitised_alpha

SEED = 2016
ROUNDS = 5
CODERS, CODES = 3, 5
SIZES = (
    (1_000, 1_000_000),
    (4_000, 1_000_000),
    (16_000, 1_000_000),
    (64_000, 1_000_000),
    (4_000, 100_000_000),
)
"""Segments of all coders, and characters of the text."""

LONGEST_COUNTED = 1_000_000
"""Characters up to which counting each is measured too."""


def run(rounds: int = ROUNDS) -> list[str]:
    """Measure and return one line for each size.

    Parameters
    ----------
    rounds : int
        Of which the median is given.

    Returns
    -------
    list of str
    """
    lines = []
    for segments, characters in SIZES:
        marks = _marks(segments, characters)
        ours = _median(partial(_alpha, marks, characters), rounds)
        line = f"alpha of {segments:,} segments in {characters:,} characters: {ours * 1e3:.1f} ms"
        if characters <= LONGEST_COUNTED:
            peer = _median(partial(_counted, marks, characters), rounds)
            line += f"; character by character {peer * 1e3:.1f} ms"
        lines.append(line)
    return lines


def _alpha(marks: Segments, characters: int) -> float:
    return unitised_alpha(marks, length=characters, coders=CODERS).alpha


def _counted(marks: Segments, characters: int) -> NDArray[np.int64]:
    """Count the observed coincidences from one value per coder and character."""
    values = np.zeros((CODERS, characters), dtype=np.int64)
    rows = zip(marks.start, marks.end, marks.coder, marks.code, strict=True)
    for start, end, coder, code in rows:
        values[coder, start:end] = code + 1
    counts = np.zeros((CODES + 1) ** 2, dtype=np.int64)
    for first in range(CODERS):
        for second in range(CODERS):
            if first != second:
                pairs = values[first] * (CODES + 1) + values[second]
                counts += np.bincount(pairs, minlength=counts.size)
    return counts


def _marks(segments: int, characters: int) -> Segments:
    """Draw segments in order, so that those of one coder do not overlap."""
    rng = np.random.default_rng(SEED)
    each = segments // CODERS
    edges = [np.sort(rng.choice(characters, size=2 * each, replace=False)) for _ in range(CODERS)]
    return Segments(
        start=np.concatenate([points[::2] for points in edges]),
        end=np.concatenate([points[1::2] for points in edges]),
        coder=np.repeat(np.arange(CODERS), each),
        code=rng.integers(0, CODES, CODERS * each),
    )


def _median(measured: Callable[[], object], rounds: int) -> float:
    measured()
    seconds = []
    for _ in range(rounds):
        begun = time.perf_counter()
        measured()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


if __name__ == "__main__":
    for text in run():
        print(text)
