"""Krippendorff's alpha for unitising in its form of 2004: squared differences of overlapping units.

The border: one document in, one alpha out, without an interval. It judges how far the ends of
overlapping units lie apart; for more than two coders its author replaced it by the coefficients in
``unitised``. It is kept for comparison with older reports.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_count
from kooperacja_eval.stats.unitised_segments import Segments, Spans, check_coders, merged_spans
from kooperacja_eval.text import Text

PAPER = "Krippendorff 2004"

ONE_DOCUMENT = 2
"""Boundaries of a single document: its start and its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unitised2004Result:
    """The alpha for unitising of 2004, unrounded.

    observed and expected are disagreements, added up over codes; alpha is 1 - observed / expected.
    n_segments counts the segments used, n_other_codes those of other codes, n_merged those merged
    into an overlapping one of the same coder and code.
    """

    alpha: float
    observed: float
    expected: float
    n_segments: int
    n_other_codes: int
    n_merged: int
    n_coders: int
    length: int
    paper: str


def unitised_alpha_2004(
    segments: Segments, *, length: int, coders: int, code: int | None = None
) -> Unitised2004Result:
    r"""Estimate how far coders agree on units by squared differences of their ends.

    Parameters
    ----------
    segments : Segments
        Of one document; see ``unitised``.
    length : int
        Length of the document in the unit of the positions.
    coders : int
        How many coders read the text, 2 or more.
    code : int or None
        The code; None for all codes, whose disagreements are added up.

    Returns
    -------
    Unitised2004Result
        Each code is a continuum of its own: codes of one coder may overlap.

    Raises
    ------
    InsufficientDataError
        If no segment has the code, or chance could not disagree.
    TypeError, ValueError
        If there are several documents, or as for ``unitised.unitised_alpha``.

    Notes
    -----
    Two overlapping units of two coders differ by the squares of the distances of their starts and
    of their ends; a unit of length l within a gap of the other coder by :math:`l^2`. With N units
    of the code, m coders and L positions, the expected disagreement is that of all places to which
    the units and the gaps of length g could be moved,

    .. math:: D_e = \frac{2}{L} \cdot \frac{\sum_u \left[\frac{N - 1}{3} (2 l_u^3 - 3 l_u^2 + l_u)
        + l_u^2 \sum_{g \ge l_u} (g - l_u + 1)\right]}{mL (mL - 1) - \sum_u l_u (l_u - 1)}

    The published example (c .7286, both codes .859), as DKPro Statistics quotes it, is reproduced.
    Source: K. Krippendorff, Content Analysis, 2nd ed., Sage 2004, p. 254; before in Sociological
    Methodology 25 (1995) 47-76. The book itself could not be seen.

    Examples
    --------
    >>> segments = Segments(
    ...     start=np.array([75, 220, 70, 205, 250]), end=np.array([145, 250, 150, 225, 270]),
    ...     coder=np.array([0, 0, 1, 1, 1]), code=np.zeros(5, dtype=int),
    ... )
    >>> round(unitised_alpha_2004(segments, length=300, coders=2).alpha, 4)
    0.7286
    """
    check_coders(coders)
    chosen = None if code is None else (as_count(code, "code"),)
    spans = merged_spans(segments, length=length, coders=coders, codes=chosen)
    if spans.boundaries.size != ONE_DOCUMENT:
        raise ValueError("unitised_alpha_2004 takes one document; length is one number")
    whole = int(spans.boundaries[-1])
    codes = range(spans.code_names.size)
    observed = float(sum(_observed(spans, place, coders) for place in codes))
    observed /= coders * (coders - 1) * whole**2
    expected = float(sum(_expected(spans, place, coders) for place in codes))
    if expected <= 0:
        raise InsufficientDataError(_UNDEFINED)
    return Unitised2004Result(
        alpha=1 - observed / expected,
        observed=observed,
        expected=expected,
        n_segments=spans.n_segments,
        n_other_codes=spans.n_other_codes,
        n_merged=spans.n_merged,
        n_coders=coders,
        length=whole,
        paper=PAPER,
    )


def _observed(spans: Spans, place: int, coders: int) -> float:
    """Return squared differences, added up over ordered pairs of coders."""
    units = []
    for coder in range(coders):
        mine = (spans.code == place) & (spans.coder == coder)
        units.append((spans.start[mine].astype(float), spans.end[mine].astype(float)))
    return sum(
        _difference(*units[first], *units[second])
        for first in range(coders)
        for second in range(coders)
        if first != second
    )


def _difference(
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    others_start: NDArray[np.float64],
    others_end: NDArray[np.float64],
) -> float:
    """Return what overlapping units differ by, and twice what units in gaps of the other do.

    Overlaps are met from both sides, units in gaps from one: hence twice.
    """
    low = np.searchsorted(others_end, start, side="right")
    high = np.searchsorted(others_start, end, side="left")
    met = high - low
    mine = np.repeat(np.arange(start.size), met)
    theirs = np.arange(mine.size) - np.repeat(np.cumsum(met) - met, met) + np.repeat(low, met)
    apart = (start[mine] - others_start[theirs]) ** 2 + (end[mine] - others_end[theirs]) ** 2
    return float(np.sum(apart) + 2 * np.sum((end - start)[met == 0] ** 2))


def _expected(spans: Spans, place: int, coders: int) -> float:
    used = spans.code == place
    sizes = (spans.end - spans.start)[used].astype(float)
    gaps = np.sort(_gaps(spans, used, coders))
    first = np.searchsorted(gaps, sizes, side="left")
    longer = np.concatenate([np.cumsum(gaps[::-1])[::-1], [0.0]])[first]
    room = longer - (gaps.size - first) * (sizes - 1)
    overlapping = (sizes.size - 1) / 3 * (2 * sizes**3 - 3 * sizes**2 + sizes)
    whole = float(spans.boundaries[-1])
    pairs = coders * whole * (coders * whole - 1) - np.sum(sizes * (sizes - 1))
    return float(2 / whole * np.sum(overlapping + sizes**2 * room) / pairs)


def _gaps(spans: Spans, used: NDArray[np.bool_], coders: int) -> NDArray[np.float64]:
    """Return the lengths of the gaps between the units of all coders."""
    whole = spans.boundaries[-1]
    lengths = []
    for coder in range(coders):
        mine = used & (spans.coder == coder)
        before = np.concatenate([[0], spans.end[mine]])
        after = np.concatenate([spans.start[mine], [whole]])
        lengths.append(after - before)
    gaps = np.concatenate(lengths)
    return gaps[gaps > 0].astype(np.float64)


_UNDEFINED = Text(
    "Alfa dla dzielenia tekstu na segmenty (wersja z 2004 r.) jest nieokreślona: nic nie ma tego "
    "kodu albo losowe położenie segmentów nie mogłoby się różnić. Podaj udział zakodowanego "
    "tekstu.",
    "Alpha for unitising (form of 2004) is undefined: nothing has the code, or units placed by "
    "chance could not differ. Give the share of coded text.",
)
