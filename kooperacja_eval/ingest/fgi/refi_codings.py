"""Selections of one source to codings: coder, place, positions, words.

The border: an area of a PDF and the stretch of its text are one selection where they have one
identifier; they become one coding for each code and coder.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.ingest.fgi.project import QualCoding
from kooperacja_eval.ingest.fgi.refi_evidence import Selections
from kooperacja_eval.ingest.fgi.refi_model import RawCoding, RawSelection, RawSource, key_of
from kooperacja_eval.ingest.fgi.refi_places import WHOLE_SOURCE, integer
from kooperacja_eval.ingest.fgi.refi_positions import OUTSIDE, Convention, indexes
from kooperacja_eval.ingest.fgi.refi_problems import bad_positions, label, outside_text
from kooperacja_eval.ingest.fgi.refi_texts import SourceText
from kooperacja_eval.schemas.problems import Problem

_TEXT_TAGS: Final = ("PlainTextSelection", "TranscriptSelection")
_BAD: Final = (None, None)

Span = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What references mean: names of coders and identifiers of codes, by key."""

    coders: Mapping[str, str]
    codes: Mapping[str, str]

    def coder(self, *users: str) -> str:
        """Return the coder of the first reference that is not empty."""
        user = next((user for user in users if user), "")
        return self.coders.get(key_of(user), user)

    def code(self, reference: str) -> str:
        """Return the identifier of a code as the codebook writes it."""
        return self.codes.get(key_of(reference), reference)


def counted(source: RawSource, text: SourceText) -> Selections:
    """Return the selections of a text whose positions are numbers in order."""
    found = [
        (start, end, selection.name)
        for selection in source.selections
        for start, end in [_numbers(selection)]
        if start is not None and end is not None
    ]
    return Selections(
        text=text,
        starts=np.array([start for start, _, _ in found], dtype=np.int64),
        ends=np.array([end for _, end, _ in found], dtype=np.int64),
        names=tuple(name for _, _, name in found),
    )


def codings_of(
    file: str,
    number: int,
    source: RawSource,
    text: SourceText | None,
    convention: Convention,
    names: Names,
) -> tuple[list[QualCoding], list[Problem]]:
    """Return the codings of a source, in the order of the file, and problems of positions.

    Parameters
    ----------
    file, number : str and int
        The file, and the number of the source in it, for messages.
    source : RawSource
        The source.
    text : SourceText, optional
        Its text; without it codings have no positions.
    convention : Convention
        How the file counts.
    names : Names
        What references mean.
    """
    spans, problems = _spans(file, number, source, text, convention)
    codings: list[QualCoding] = []
    for selection, span in zip(source.selections, spans, strict=True):
        codings += _of_selection(source, selection, span, text, names)
    codings = _joined(source, codings)
    codings += [
        _made(source, coding, names, QualCoding(id="", document="", code="", place=WHOLE_SOURCE))
        for coding in source.codings
    ]
    return codings, problems


def _numbers(selection: RawSelection) -> Span:
    start, end = integer(selection.start), integer(selection.end)
    return _BAD if start is None or end is None or start > end else (start, end)


def _spans(
    file: str, number: int, source: RawSource, text: SourceText | None, convention: Convention
) -> tuple[list[Span], list[Problem]]:
    if text is None:
        return [_BAD] * len(source.selections), []
    part = counted(source, text)
    rest = iter(_pairs(text, part, convention))
    spans: list[Span] = []
    bad = outside = 0
    for selection in source.selections:
        numbers = _numbers(selection)
        span = next(rest) if numbers != _BAD else _BAD
        coded = len(selection.codings)
        bad += coded if numbers == _BAD and selection.start is not None else 0
        if OUTSIDE in span:
            outside += coded
            span = _BAD
        spans.append(span)
    called = label(number, source.id)
    problems = [bad_positions(file, called, bad)] if bad else []
    if outside:
        problems.append(outside_text(file, called, outside, len(text.text)))
    return spans, problems


def _pairs(text: SourceText, part: Selections, convention: Convention) -> Iterator[Span]:
    starts: NDArray[np.int64] = indexes(text, part.starts, convention)
    ends: NDArray[np.int64] = indexes(text, part.ends, convention)
    return zip(starts.tolist(), ends.tolist(), strict=True)


def _of_selection(
    source: RawSource,
    selection: RawSelection,
    span: Span,
    text: SourceText | None,
    names: Names,
) -> Iterator[QualCoding]:
    start, end = span
    words, place = selection.text, selection.place
    if text is not None and start is not None and end is not None:
        words = text.text[start:end]
    elif selection.tag in _TEXT_TAGS and not place and selection.start is not None:
        place = f"{selection.start} - {selection.end}"
    found = QualCoding(
        id=selection.id, document="", code="", start=start, end=end, text=words, place=place
    )
    for coding in selection.codings:
        yield _made(source, coding, names, found, selection.user)


def _made(
    source: RawSource, coding: RawCoding, names: Names, found: QualCoding, user: str = ""
) -> QualCoding:
    code = names.code(coding.code)
    return replace(
        found,
        id=coding.id or f"{found.id or source.id}:{code}",
        document=source.id,
        code=code,
        coder=names.coder(coding.user, user, source.user),
        medium=source.medium,
    )


def _joined(source: RawSource, codings: list[QualCoding]) -> list[QualCoding]:
    """Return codings where those of an area are joined to those of its text."""
    twins = _twins(source.selections)
    if not twins:
        return codings
    owners = [
        (key_of(selection.id), selection.tag)
        for selection in source.selections
        for _ in selection.codings
    ]
    areas = {
        (key, coding.code, coding.coder): coding
        for (key, tag), coding in zip(owners, codings, strict=True)
        if key in twins and tag not in _TEXT_TAGS
    }
    joined = []
    used = set()
    for (key, tag), coding in zip(owners, codings, strict=True):
        area = areas.get((key, coding.code, coding.coder))
        if area is None or tag not in _TEXT_TAGS:
            joined.append(coding)
            continue
        used.add(id(area))
        joined.append(replace(coding, place=area.place, text=coding.text or area.text))
    return [coding for coding in joined if id(coding) not in used]


def _twins(selections: Sequence[RawSelection]) -> set[str]:
    """Return identifiers that a stretch of text shares with an area."""
    texts = {key_of(one.id) for one in selections if one.tag in _TEXT_TAGS and one.id}
    return texts & {key_of(one.id) for one in selections if one.tag not in _TEXT_TAGS}
