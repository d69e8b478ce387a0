"""What each coder decided on each unit: characters, sentences, segments, documents.

The border: units and decisions here; agreement is counted in ``fgi_agreement``. Only documents that
two coders or more coded have units. A coder without any coding in a document did not code it; that
the coder read it and found nothing cannot be known.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from kooperacja_eval.indicators.fgi_data import Bools, FocusGroupData, Ints
from kooperacja_eval.indicators.fgi_sentences import sentences

Unit = Literal["characters", "sentences", "segments", "documents"]
UNITS: tuple[Unit, ...] = get_args(Unit)

MIN_CODERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What each coder decided on each unit.

    Attributes
    ----------
    document, weight : NDArray[np.int64], shape (units,)
        Document of each unit, and how many units it stands for: pieces of text that are coded
        alike throughout stand for their characters, all others for 1.
    rated : NDArray[np.bool_], shape (units, coders)
        Whether the coder coded the document.
    given : NDArray[np.bool_], shape (units, coders, given codes)
        Which codes the coder gave to the unit.
    """

    document: Ints
    weight: Ints
    rated: Bools
    given: Bools


@dataclass(frozen=True, slots=True, kw_only=True)
class _Codings:
    """Codings of one document, as arrays."""

    start: Ints
    end: Ints
    coder: Ints
    code: Ints


def decisions(groups: FocusGroupData, unit: Unit) -> Decisions:
    """Return the decisions of coders on one kind of units.

    ``characters``: a coder gave a code where a stretch covers the character. ``sentences``: where a
    stretch covers any character of the sentence; documents without text have none. ``segments``:
    units are the distinct stretches of all coders and the gaps between them that hold more than
    white space; a coder gave a code where a single stretch covers at least half of the unit.
    ``documents``: where the coder gave it anywhere, with a position or without.

    Parameters
    ----------
    groups : FocusGroupData
        Documents and codings.
    unit : {"characters", "sentences", "segments", "documents"}
        Kind of units.
    """
    key = f"decisions {unit}"
    if key not in groups.kept:
        found = _documents(groups) if unit == "documents" else _in_text(groups, unit)
        groups.kept[key] = found
    kept: Decisions = groups.kept[key]
    return kept


def coded_by(groups: FocusGroupData, *, placed: bool) -> Bools:
    """Return who coded which document, shape (documents, coders).

    Parameters
    ----------
    groups : FocusGroupData
        Documents and codings.
    placed : bool
        Whether only codings with a position count.
    """
    rows = groups.codings
    rows = rows[rows["placed"]] if placed else rows
    coded = np.zeros((len(groups.documents), len(groups.coders)), dtype=bool)
    coded[rows["document"], rows["coder"]] = True
    return coded


def _documents(groups: FocusGroupData) -> Decisions:
    rows, coded = groups.codings, coded_by(groups, placed=False)
    given = np.zeros((*coded.shape, len(groups.given)), dtype=bool)
    given[rows["document"], rows["coder"], rows["code"]] = True
    several = np.flatnonzero(coded.sum(axis=1) >= MIN_CODERS).astype(np.int64)
    return Decisions(
        document=several,
        weight=np.ones(several.size, dtype=np.int64),
        rated=coded[several],
        given=given[several],
    )


def _in_text(groups: FocusGroupData, unit: Unit) -> Decisions:
    coded = coded_by(groups, placed=True)
    rows = groups.codings[groups.codings["placed"]]
    columns = [rows[name].to_numpy() for name in ("start", "end", "coder", "code")]
    starts = np.searchsorted(rows["document"], np.arange(len(groups.documents) + 1))
    documents, weights, tables = [], [], []
    for document in np.flatnonzero(coded.sum(axis=1) >= MIN_CODERS):
        here = slice(starts[document], starts[document + 1])
        codings = _Codings(**dict(zip(_Codings.__slots__, [c[here] for c in columns], strict=True)))
        units = _units(unit, codings, groups.texts[document], int(groups.lengths[document]))
        least = -(-(units[:, 1] - units[:, 0]) // 2) if unit == "segments" else 1
        documents.append(np.full(len(units), document, dtype=np.int64))
        weights.append(units[:, 1] - units[:, 0] if unit == "characters" else np.ones(len(units)))
        tables.append(_given(units, codings, least, (len(groups.coders), len(groups.given))))
    if not documents:
        nothing = np.zeros((0, len(groups.coders), len(groups.given)), dtype=bool)
        none = np.zeros(0, dtype=np.int64)
        return Decisions(document=none, weight=none, rated=coded[none], given=nothing)
    document_of = np.concatenate(documents)
    return Decisions(
        document=document_of,
        weight=np.concatenate(weights).astype(np.int64),
        rated=coded[document_of],
        given=np.concatenate(tables),
    )


def _units(unit: Unit, codings: _Codings, text: str, length: int) -> Ints:
    """Return start and end of the units of a document, shape (units, 2)."""
    points = np.unique(np.concatenate([[0, length], codings.start, codings.end]))
    pieces = np.column_stack([points[:-1], points[1:]]).astype(np.int64)
    if unit == "characters":
        return pieces
    if unit == "sentences":
        return np.array(sentences(text), dtype=np.int64).reshape(-1, 2)
    stretches = np.unique(np.column_stack([codings.start, codings.end]), axis=0)
    covered = (codings.start[:, None] <= pieces[:, 0]) & (codings.end[:, None] >= pieces[:, 1])
    gaps = [gap for gap in pieces[~covered.any(axis=0)] if _holds_words(text, gap)]
    return np.concatenate([stretches, np.array(gaps, dtype=np.int64).reshape(-1, 2)])


def _holds_words(text: str, gap: Ints) -> bool:
    """Return whether more than white space is there; yes where the text is not known."""
    return not text or bool(text[gap[0] : gap[1]].strip())


def _given(units: Ints, codings: _Codings, least: Ints | int, shape: tuple[int, int]) -> Bools:
    """Return which codes each coder gave: a stretch covers at least so much of the unit."""
    given = np.zeros((len(units), *shape), dtype=bool)
    overlap = np.minimum(units[:, 1], codings.end[:, None]) - np.maximum(
        units[:, 0], codings.start[:, None]
    )
    coding, unit = np.nonzero(overlap >= least)
    given[unit, codings.coder[coding], codings.code[coding]] = True
    return given
