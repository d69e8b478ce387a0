"""How widely a code is spoken of: among stretches, documents and speakers of focus groups.

A row of a code that has codes below it counts those too. Stretches are counted with coders merged,
so that a second coder adds nothing to a stretch that a first one marked alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.fgi_data import UNKNOWN, Bools, FocusGroupData, Ints
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.values import Value, count
from kooperacja_eval.stats.proportions import clustered_proportion, wilson_interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Numbers of units by document.

    Attributes
    ----------
    hits : NDArray[np.int64], shape (documents, named codes)
        Units with the code.
    totals, missing : NDArray[np.int64], shape (documents,)
        All units; those left out because data are missing.
    """

    hits: Ints
    totals: Ints
    missing: Ints


def fgi_groups(data: StudyData, place: Place) -> list[Value]:
    """Documents of focus groups in each round, coded or not."""
    groups = data.focus_groups
    inside = groups.inside(place)
    return [count(int((inside & (groups.wave == wave)).sum()), wave=wave) for wave in groups.waves]


def code_share(data: StudyData, place: Place) -> list[Value]:
    """Share of stretches, documents and speakers with a code, by round.

    ``segments``: distinct stretches with the code among all that anybody coded; those without a
    position are left out and counted as missing. ``documents``: among all documents of the round.
    ``speakers``: pairs of document and sector among all whose sector is known; missing are the
    documents with speakers of unknown sector. Intervals of stretches and speakers respect
    documents; where these do not allow one, the share stands without. Every code that is used in
    the study has rows; in a team only codes that occur there in the round do.
    """
    groups, values = data.focus_groups, list[Value]()
    for wave in groups.waves:
        rows = groups.inside(place) & (groups.wave == wave)
        if not rows.any():
            continue
        occurs = groups.document_codes[rows].any(axis=0) | (place.level != "pzk")
        for column in np.flatnonzero(occurs):
            values += _shares(groups, rows, int(column), wave)
            if place.level == "macroregion":
                values += _further(groups, rows, int(column), wave)
    return values


def _shares(groups: FocusGroupData, rows: Bools, column: int, wave: str) -> Iterator[Value]:
    name = groups.named[column]
    yield _clustered(segments(groups), rows, column, f"{name}|segments", wave)
    yield document_share(groups, rows, column, f"{name}|documents", wave)
    yield _clustered(speakers(groups), rows, column, f"{name}|speakers", wave)


def _further(groups: FocusGroupData, rows: Bools, column: int, wave: str) -> Iterator[Value]:
    name = groups.named[column]
    for sector, counted in by_sector(groups).items():
        if counted.totals[rows].any():
            yield _clustered(counted, rows, column, f"{name}|segments/sector:{sector}", wave)
    for area in sorted({str(area) for area in groups.area[rows] if not pd.isna(area)}):
        here = rows & (groups.area == area)
        yield document_share(groups, here, column, f"{name}|documents/area:{area}", wave)


def document_share(
    groups: FocusGroupData, rows: Bools, column: int, group: str, wave: str
) -> Value:
    """Return the share of documents that have a named code, with Wilson's interval.

    Parameters
    ----------
    groups : FocusGroupData
        Documents and codes.
    rows : ndarray of bool, shape (documents,)
        Which documents count.
    column : int
        Place of the code in ``named``.
    group, wave : str
        Of the row.
    """
    hits, total = int(groups.document_codes[rows, column].sum()), int(rows.sum())
    if (hits, total) not in groups.kept:
        found = wilson_interval(hits, total)
        groups.kept[hits, total] = (found.ci_low, found.ci_high)
    return _value("wilson", hits, total, 0, groups.kept[hits, total], group, wave)


def _clustered(counted: Counted, rows: Bools, column: int, group: str, wave: str) -> Value:
    hits, totals = counted.hits[rows, column], counted.totals[rows]
    missing = int(counted.missing[rows].sum())
    ends: tuple[float, float] | None = None
    if 0 < hits.sum() < totals.sum() and len(totals) > 1:
        ends = _ends(hits, totals)
    return _value(
        "clustered_wilson", int(hits.sum()), int(totals.sum()), missing, ends, group, wave
    )


def _ends(hits: Ints, totals: Ints) -> tuple[float, float] | None:
    try:
        found = clustered_proportion(hits, totals)
    except InsufficientDataError:
        return None
    return found.ci_low, found.ci_high


def _value(
    method: str,
    hits: int,
    total: int,
    missing: int,
    ends: tuple[float, float] | None,
    group: str,
    wave: str,
) -> Value:
    return Value(
        method=method,
        numerator=float(hits),
        denominator=float(total),
        value=hits / total if total else None,
        ci_low=ends[0] if ends else None,
        ci_high=ends[1] if ends else None,
        n=total,
        n_missing=missing,
        group=group,
        wave=wave,
        status="ok" if total else "insufficient",
    )


def segments(groups: FocusGroupData) -> Counted:
    """Return distinct stretches by document; missing are those whose position is not known."""
    if "segments" not in groups.kept:
        found = groups.stretches
        lost = groups.codings[~groups.codings["placed"]]
        lost = lost.drop_duplicates(["document", "words"])
        missing = np.bincount(lost["document"], minlength=len(groups.documents))
        every = np.ones(len(found.document), dtype=bool)
        groups.kept["segments"] = _counted(groups, every, missing)
    return _kept(groups, "segments")


def by_sector(groups: FocusGroupData) -> dict[str, Counted]:
    """Return distinct stretches by sector of the speaker; ``unknown`` makes them add up."""
    if "sectors" not in groups.kept:
        sector = groups.stretches.sector
        nothing = np.zeros(len(groups.documents), dtype=np.int64)
        groups.kept["sectors"] = {
            name: _counted(groups, np.asarray(sector == name, dtype=bool), nothing)
            for name in sorted({str(name) for name in sector})
        }
    found: dict[str, Counted] = groups.kept["sectors"]
    return found


def speakers(groups: FocusGroupData) -> Counted:
    """Return pairs of document and sector of the speaker by document."""
    if "speakers" not in groups.kept:
        document, sector, has = speaking(groups)
        known = sector != UNKNOWN
        size = len(groups.documents)
        groups.kept["speakers"] = Counted(
            hits=_added(document[known], has[known], size),
            totals=np.bincount(document[known], minlength=size).astype(np.int64),
            missing=np.bincount(document[~known], minlength=size).astype(np.int64),
        )
    return _kept(groups, "speakers")


def speaking(groups: FocusGroupData) -> tuple[Ints, Bools, Bools]:
    """Return pairs of document and sector: document, sector, and the named codes of each."""
    rows = groups.codings
    pairs = rows.groupby(["document", "sector"]).ngroup().to_numpy(dtype=np.int64)
    size = int(pairs.max(initial=-1)) + 1
    given = np.zeros((size, len(groups.given)), dtype=bool)
    given[pairs, rows["code"].to_numpy()] = True
    document = np.zeros(size, dtype=np.int64)
    sector = np.full(size, UNKNOWN, dtype=object)
    document[pairs], sector[pairs] = rows["document"].to_numpy(), rows["sector"].to_numpy()
    return document, sector, groups.branches(given)


def _counted(groups: FocusGroupData, chosen: Bools, missing: Ints) -> Counted:
    found, size = groups.stretches, len(groups.documents)
    document = found.document[chosen]
    return Counted(
        hits=_added(document, groups.branches(found.given[chosen]), size),
        totals=np.bincount(document, minlength=size).astype(np.int64),
        missing=missing.astype(np.int64),
    )


def _added(document: Ints, has: Bools, size: int) -> Ints:
    added = np.zeros((size, has.shape[1]), dtype=np.int64)
    np.add.at(added, document, has)
    return added


def _kept(groups: FocusGroupData, name: str) -> Counted:
    found: Counted = groups.kept[name]
    return found
