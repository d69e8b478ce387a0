"""Which convention of counting a file keeps: by what its selections say of themselves.

Many programs write the beginning of a selection as its name. Where they do, the convention under
which most texts begin like their names is the right one. Where they do not, beginnings and ends at
borders of lines and words speak for one, and the order of the origin decides between equals.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.ingest.fgi.refi_positions import OUTSIDE, Convention, conventions, indexes
from kooperacja_eval.ingest.fgi.refi_texts import SourceText

Certainty = Literal["only_way", "proven", "likely", "assumed"]

_SPACE: Final = re.compile(r"\s")
_CUT: Final = ("…", "...")
_SHORTEST_CUT: Final = 12
"""Characters that the beginning of a longer selection must have to prove anything."""
_EXACT: Final = 2
_LIKE: Final = 1
_LEAD: Final = 2
"""How many times as many beginnings of lines, or as few faults, make a convention likely."""
_LOOKED_FOR: Final = 100
"""Names of one document that are looked for elsewhere in its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selections:
    """Selections of one text: positions as counted in the file, shape (n,), and names."""

    text: SourceText
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What speaks for a convention, added up over a file.

    Attributes
    ----------
    names : int
        2 for a selection that begins exactly like its name, 1 where only blanks differ.
    lines, words : int
        Beginnings at the beginning of a line, and of a line or word.
    ends : int
        Ends at the end of a word or line.
    placed : int
        Selections inside their text.
    """

    names: int = 0
    lines: int = 0
    words: int = 0
    ends: int = 0
    placed: int = 0

    @property
    def borders(self) -> int:
        """Return all that speaks for it beside names."""
        return self.lines + self.words + self.ends

    @property
    def faults(self) -> int:
        """Return the beginnings and ends inside a word."""
        return 2 * self.placed - self.words - self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The convention of a file.

    Attributes
    ----------
    convention : Convention
        The one chosen.
    certainty : str
        ``only_way`` where all give the same places; ``proven`` by names; ``likely`` by borders
        of lines and words; ``assumed`` from the origin.
    support, next_support : Support
        Of the one chosen and of the best that gives other places.
    selections : int
        How many selections there are.
    mismatches : int
        Selections whose name stands elsewhere in the text, or was cut and does not fit.
    """

    convention: Convention
    certainty: Certainty
    support: Support
    next_support: Support
    selections: int
    mismatches: int


def decide(origin: str, parts: Sequence[Selections]) -> Decision:
    """Return how a file counts.

    Parameters
    ----------
    origin : str
        Program that wrote it.
    parts : sequence of Selections
        The texts with selections.

    Returns
    -------
    Decision
        Line breaks that the file keeps as one are counted as two only where selections do not
        fit otherwise.
    """
    decision = _best(origin, parts, doubled=False)
    if decision.mismatches or decision.support.placed < decision.selections:
        doubled = _best(origin, parts, doubled=True)
        if _rank(doubled.support) > _rank(decision.support):
            return doubled
    return decision


def begins_like(text: str, name: str) -> int:
    r"""Return 2 where a text is, or begins with, its name; 1 where only blanks differ; else 0.

    Examples
    --------
    >>> begins_like("Jest czas.\nNie ma ludzi.", "Jest czas. Nie…")
    2
    >>> begins_like("Jest  czas.", "Jest czas.")
    1
    >>> begins_like("Jest czas.", "mało czasu")
    0
    """
    wanted, cut = _uncut(name)
    if not wanted.strip():
        return 0
    head = text[: len(wanted)]
    exact = head == wanted or _spaced(head) == wanted
    if exact and (len(text) == len(wanted) or cut or len(wanted) >= _SHORTEST_CUT):
        return _EXACT
    if wanted.lstrip()[0] != text[: 2 * _SHORTEST_CUT].lstrip()[:1]:
        return 0
    squeezed, bare = _SPACE.sub("", text[: 4 * len(wanted) + 64]), _SPACE.sub("", wanted)
    begins = squeezed.startswith(bare)
    return _LIKE if begins and (squeezed == bare or len(bare) >= _SHORTEST_CUT) else 0


def _uncut(name: str) -> tuple[str, bool]:
    cut = name.endswith(_CUT)
    if cut:
        name = name[:-1] if name[-1] == "…" else name[:-3]
    return _spaced(name), cut


def _spaced(text: str) -> str:
    """Return a text with a blank for every white space; only those that do not print need it."""
    return text if text.isprintable() else _SPACE.sub(" ", text)


def _best(origin: str, parts: Sequence[Selections], *, doubled: bool) -> Decision:
    tried = conventions(
        origin,
        crlf=any(len(part.text.crlf) for part in parts),
        astral=any(len(part.text.astral) for part in parts),
        marked=any(part.text.marked for part in parts),
        doubled=doubled,
    )
    groups: dict[bytes, tuple[Convention, Support]] = {}
    for convention in tried:
        places = [_places(part, convention) for part in parts]
        key = b"|".join(place.tobytes() for pair in places for place in pair)
        if key not in groups:
            groups[key] = convention, _supported(parts, places)
    ranked = sorted(groups.values(), key=lambda pair: _rank(pair[1]), reverse=True)
    convention, support = ranked[0]
    following = ranked[1][1] if len(ranked) > 1 else Support()
    return Decision(
        convention=convention,
        certainty=_certainty(support, following, only=len(ranked) == 1),
        support=support,
        next_support=following,
        selections=sum(len(part.starts) for part in parts),
        mismatches=sum(_mismatches(part, convention) for part in parts),
    )


def _rank(support: Support) -> tuple[int, int, int]:
    return support.names, support.placed, support.borders


def _certainty(support: Support, following: Support, *, only: bool) -> Certainty:
    if only:
        return "only_way"
    if support.names > following.names:
        return "proven"
    by_lines = support.lines >= _LEAD * max(following.lines, 1)
    by_words = _LEAD * support.faults < following.faults
    return "likely" if by_lines or by_words else "assumed"


def _places(
    part: Selections, convention: Convention
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return indexes(part.text, part.starts, convention), indexes(part.text, part.ends, convention)


def _supported(
    parts: Sequence[Selections], places: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]]
) -> Support:
    names = lines = words = ends = placed = 0
    for part, (starts, stops) in zip(parts, places, strict=True):
        text = part.text.text
        for start, end, name in zip(starts.tolist(), stops.tolist(), part.names, strict=True):
            if OUTSIDE in (start, end) or start > end:
                continue
            placed += 1
            names += begins_like(text[start:end], name) if name else 0
            line = start == 0 or text[start - 1] == "\n"
            lines += line
            words += line or not (text[start - 1].isalnum() and text[start : start + 1].isalnum())
            ends += not (text[end - 1 : end].isalnum() and text[end : end + 1].isalnum())
    return Support(names=names, lines=lines, words=words, ends=ends, placed=placed)


def _mismatches(part: Selections, convention: Convention) -> int:
    starts, stops = _places(part, convention)
    text = part.text.text
    unlike = [
        name
        for start, end, name in zip(starts.tolist(), stops.tolist(), part.names, strict=True)
        if name.strip() and (start > end or not begins_like(text[max(start, 0) : end], name))
    ]
    looked_for = [name for name in unlike if len(name) >= _SHORTEST_CUT][:_LOOKED_FOR]
    return sum(_uncut(name)[1] or name in text for name in looked_for)
