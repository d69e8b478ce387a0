"""Which codes occur together in focus groups: in the same stretch, and in the same window.

The border: units and presence of codes here; lift and interval are those of ``stats.cooccurrence``.
Two codes together are a finding about what people said, not about causes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.fgi_data import Bools, FocusGroupData, Ints
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.values import Value
from kooperacja_eval.stats.cooccurrence import cooccurrence
from kooperacja_eval.stats.cooccurrence_windows import window_presence
from kooperacja_eval.stats.unitised_segments import Segments

WINDOW: Final = 1000
"""Characters of a window."""
MIN_OBSERVED: Final = 3
"""Units that a pair must occur in, unless it is a factor with an effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Which units have which given codes.

    Attributes
    ----------
    document : NDArray[np.int64], shape (units,)
        Document of each unit.
    codes : NDArray[np.bool_], shape (units, given codes)
        Whether the unit has the code.
    """

    document: Ints
    codes: Bools


def code_cooccurrence(data: StudyData, place: Place) -> list[Value]:
    """Lift of pairs of codes in each round, 1 where they are independent.

    ``segment``: units are the distinct stretches; a code is there where a stretch with it, of any
    coder, overlaps. ``window``: units are windows of 1,000 characters of all documents with a
    position. Codes count as given, without those below them. A pair has a row where it occurs in 3
    units or more, and a factor with an effect always, if both are codes without others below them
    or were given. Numerator observed, denominator units; the interval respects documents.
    """
    groups, values = data.focus_groups, list[Value]()
    asked = _asked(groups)
    for wave in groups.waves:
        rows = groups.inside(place) & (groups.wave == wave)
        if rows.any():
            for name, found in (("segment", _segments(groups)), ("window", _windows(groups))):
                values += _pairs(groups, found, rows, asked, name, wave)
    return values


def _asked(groups: FocusGroupData) -> set[tuple[str, str]]:
    """Return every factor with every effect, each two in order."""
    parents = {line[1] for line in groups.above.values() if len(line) > 1}
    codes = [code for code in groups.kinds if code not in parents or code in groups.given]
    factors = [code for code in codes if groups.kinds[code] == "factor"]
    effects = [code for code in codes if groups.kinds[code] == "effect"]
    return {(min(one, two), max(one, two)) for one in factors for two in effects}


def _pairs(
    groups: FocusGroupData,
    found: Presence,
    rows: Bools,
    asked: set[tuple[str, str]],
    unit: str,
    wave: str,
) -> Iterator[Value]:
    units = rows[found.document]
    codes, document = found.codes[units], found.document[units]
    counts = codes.astype(np.float64)
    both = counts.T @ counts
    first, second = np.nonzero(np.triu(both >= MIN_OBSERVED, 1))
    names = groups.given
    seen = {(names[a], names[b]) for a, b in zip(first, second, strict=True)}
    place = {name: column for column, name in enumerate(names)}
    absent = np.zeros(len(codes), dtype=bool)
    for one, two in sorted(seen | asked):
        table = np.column_stack(
            [codes[:, place[code]] if code in place else absent for code in (one, two)]
        )
        yield _lift(table, document, f"{one}+{two}|{unit}", wave)


def _lift(table: Bools, document: Ints, group: str, wave: str) -> Value:
    try:
        (found,) = cooccurrence(table, clusters=document)
    except InsufficientDataError:
        return Value(
            method="log_jackknife_t", numerator=0.0, denominator=0.0, group=group, wave=wave,
            status="insufficient",
        )  # fmt: skip
    return Value(
        method=found.method,
        numerator=float(found.n_both),
        denominator=float(found.n),
        value=found.lift,
        ci_low=found.ci_low,
        ci_high=found.ci_high,
        n=found.n,
        group=group,
        wave=wave,
        status="insufficient" if found.lift is None else "ok",
    )


def _segments(groups: FocusGroupData) -> Presence:
    """Return stretches with the codes of all that overlap them."""
    if "cooccurrence segments" not in groups.kept:
        found = groups.stretches
        codes = np.zeros_like(found.given)
        starts = np.searchsorted(found.document, np.arange(len(groups.documents) + 1))
        for first, after in pairwise(starts):
            here = slice(first, after)
            start, end, given = found.start[here], found.end[here], found.given[here]
            overlap = (start[:, None] < end) & (start < end[:, None])
            codes[here] = overlap.astype(np.float32) @ given.astype(np.float32) > 0
        groups.kept["cooccurrence segments"] = Presence(document=found.document, codes=codes)
    kept: Presence = groups.kept["cooccurrence segments"]
    return kept


def _windows(groups: FocusGroupData) -> Presence:
    """Return windows of documents that have stretches or a length."""
    if "cooccurrence windows" not in groups.kept:
        groups.kept["cooccurrence windows"] = _windows_of(groups)
    kept: Presence = groups.kept["cooccurrence windows"]
    return kept


def _windows_of(groups: FocusGroupData) -> Presence:
    used = np.flatnonzero(groups.lengths > 0)
    rows = groups.codings[groups.codings["placed"]]
    if not used.size:
        nothing = np.zeros((0, len(groups.given)), dtype=bool)
        return Presence(document=np.zeros(0, dtype=np.int64), codes=nothing)
    found = window_presence(
        Segments(
            start=rows["start"].to_numpy(),
            end=rows["end"].to_numpy(),
            coder=np.zeros(len(rows), dtype=np.int64),
            code=rows["code"].to_numpy(),
            document=np.searchsorted(used, rows["document"].to_numpy()),
        ),
        length=groups.lengths[used],
        size=WINDOW,
    )
    codes = np.zeros((len(found.document), len(groups.given)), dtype=bool)
    codes[:, found.codes] = found.presence
    return Presence(document=used[found.document].astype(np.int64), codes=codes)
