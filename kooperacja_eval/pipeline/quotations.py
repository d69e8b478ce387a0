"""Chooses quotations of focus groups by a rule, and lists what the analyst has to read.

The border: says which stretches are quoted; ``disclosure`` masks them and decides whether they
leave. The rule looks at who coded a stretch and how long it is, never at what it says.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, NamedTuple

import pandas as pd

from kooperacja_eval.disclosure.personal import find_personal, review_list
from kooperacja_eval.disclosure.personal_findings import Finding, cut
from kooperacja_eval.disclosure.personal_masking import Pseudonyms, pseudonyms
from kooperacja_eval.disclosure.personal_names import NameList, name_list
from kooperacja_eval.disclosure.personal_quotations import release_quotation
from kooperacja_eval.pipeline.overlaps import characters_within, shared_intervals
from kooperacja_eval.sections import Profile
from kooperacja_eval.study import StudyConfig

SHORTEST: Final = 60
LONGEST: Final = 300
"""Characters of a quotation: enough to be understood, few enough to be read."""
PER_CODE: Final = 3
COLUMNS: Final = ("code_id", "wave", "voivodeship", "pzk_id", "speaker_sector", "text")
PLACE_FIELDS: Final = (("gminas", "name"), ("gminas", "powiat"), ("pzk", "powiat"))
"""Where a study names places that quotations must not."""
Tables = Mapping[str, pd.DataFrame]
_MARK: Final = re.compile(r"\A\s*(?:\[[^\[\]\n]{1,60}\]:?\s*)?")
"""White space and the mark of a speaker with which a stretch begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A coded stretch that may be quoted, without the mark of its speaker; positions from 0.

    ``shared`` is how many of its characters another coder gave the same code.
    """

    document_id: str
    code_id: str
    start: int
    end: int
    sector: str | None
    text: str
    shared: int

    def overlaps(self, other: "Stretch") -> bool:
        """Say whether the two have characters in common."""
        same = self.document_id == other.document_id
        return same and self.start < other.end and other.start < self.end


class _Personal(NamedTuple):
    """What a whole transcript holds of persons: findings, their numbers, and the text itself."""

    found: tuple[Finding, ...]
    people: Pseudonyms
    text: str

    def around(self, stretch: Stretch) -> tuple[Finding, ...]:
        """Return what was found where a stretch stands; nothing where its words are others."""
        end = stretch.start + len(stretch.text)
        same = self.text[stretch.start : end] == stretch.text
        return cut(self.found, stretch.start, end) if same else ()


class _Coding(NamedTuple):
    """What the choice needs to know of a row of ``codings``; what is missing is no text."""

    document_id: str
    code_id: str
    coder: str
    start: int
    end: int
    speaker_sector: object
    text: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What the choice needs to know of a transcript."""

    id: str
    wave: str
    voivodeship: str | None
    pzk_id: str | None
    participants: int | None
    text: str


def quotations(tables: Tables, config: StudyConfig, profile: Profile | None = None) -> pd.DataFrame:
    """Choose and release quotations of focus groups.

    For each code and round, of the stretches of 60 to 300 characters: first those of which another
    coder gave most characters the same code; where as many, those nearest to the median length;
    then by document and place. At most one for each sector of speakers (unknown counts as one), at
    most three in all, none overlapping another. Stretches of groups that may not be quoted are left
    out before the choice, so that others stand in for them.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Tables of the study; without transcripts or codings nothing is quoted.
    config : StudyConfig
        Profile and threshold.
    profile : {"internal", "public"}, optional
        Instead of the profile of the study.

    Returns
    -------
    pandas.DataFrame
        ``code_id``, ``wave``, ``voivodeship``, ``pzk_id``, ``speaker_sector``, ``text`` (masked),
        by code, round and order of choice.

    Raises
    ------
    DisclosureError
        For an unknown profile.
    """
    if not {"fgi_documents", "codings"} <= set(tables):
        return _frame([])
    documents = {entry.id: entry for entry in _documents(tables)}
    names = study_names(tables)
    known: dict[str, _Personal] = {}
    rows: list[tuple[str | None, ...]] = []
    for (code_id, wave), stretches in _by_code(tables, documents).items():
        chosen: list[Stretch] = []
        for stretch in _in_order(stretches):
            document = documents[stretch.document_id]
            if len(chosen) == PER_CODE or not _fits(stretch, chosen):
                continue
            if document.id not in known:
                known[document.id] = _personal(document, names)
            text = release_quotation(
                stretch.text,
                participants=document.participants,
                rules=config.disclosure,
                names=names,
                profile=profile,
                known=known[document.id].people,
                around=known[document.id].around(stretch),
            )
            if text is None:
                continue
            chosen.append(stretch)
            where = (document.voivodeship, document.pzk_id)
            rows.append((code_id, wave, *where, stretch.sector, " ".join(text.split())))
    return _frame(rows)


def review(tables: Tables) -> pd.DataFrame:
    """List everything found in transcripts that may point to a person, for the analyst.

    The list shows the personal data themselves: internal only, in no report. It must be read
    together with the transcripts, since not everything can be found by rules.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Tables of the study.

    Returns
    -------
    pandas.DataFrame
        Columns of ``disclosure.personal.review_list``, by document and position.
    """
    names = study_names(tables)
    lists = [
        review_list(entry.id, entry.text, find_personal(entry.text, names=names))
        for entry in (_documents(tables) if "fgi_documents" in tables else ())
    ]
    filled = [found for found in lists if len(found)]
    return pd.concat(filled, ignore_index=True) if filled else review_list("", "", ())


def _documents(tables: Tables) -> Iterator[Document]:
    frame = tables["fgi_documents"].sort_values("document_id", kind="stable")
    for row in frame.to_dict("records"):
        participants = row["participants"]
        yield Document(
            id=str(row["document_id"]),
            wave=str(row["wave"]),
            voivodeship=_filled(row["voivodeship"]),
            pzk_id=_filled(row["pzk_id"]),
            participants=None if pd.isna(participants) else int(participants),
            text=_filled(row["text"]) or "",
        )


def _filled(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def study_names(tables: Tables) -> NameList:
    """Return first names, and the places that the study's own tables name."""
    found = [
        name
        for table, column in PLACE_FIELDS
        if table in tables
        for name in tables[table][column].dropna()
    ]
    return name_list().with_places(tuple(sorted(set(found))))


def _personal(document: Document, names: NameList) -> _Personal:
    """Find personal data in a whole transcript, and give numbers to its persons and places."""
    found = find_personal(document.text, names=names)
    return _Personal(found, pseudonyms(found), document.text)


def _by_code(
    tables: Tables, documents: Mapping[str, Document]
) -> dict[tuple[str, str], list[Stretch]]:
    """Return the stretches that may be quoted by code and round, in the order of codes."""
    coded: dict[tuple[str, str], list[_Coding]] = {}
    frame = tables["codings"][list(_Coding._fields)]
    frame = frame[frame["start"].notna() & frame["end"].notna()]
    for coding in map(_Coding._make, frame.astype("object").to_numpy().tolist()):
        coded.setdefault((coding.document_id, coding.code_id), []).append(coding)
    found: dict[tuple[str, str], list[Stretch]] = {}
    for (document_id, code_id), codings in sorted(coded.items()):
        if document_id in documents:
            document = documents[document_id]
            found.setdefault((code_id, document.wave), []).extend(_stretches(codings, document))
    return dict(sorted(found.items()))


def _stretches(codings: Sequence[_Coding], document: Document) -> Iterator[Stretch]:
    """Return the distinct stretches of one code in one transcript that are long enough to quote."""
    both = shared_intervals((one.coder, int(one.start), int(one.end)) for one in codings)
    first: dict[tuple[int, int], _Coding] = {}
    for one in sorted(codings, key=lambda one: (one.start, one.end, one.coder)):
        first.setdefault((int(one.start), int(one.end)), one)
    for (start, end), one in first.items():
        words = _filled(one.text) or document.text[start:end]
        said = len(words) - len(_MARK.sub("", words, count=1))
        text = words[said:].rstrip()
        if not SHORTEST <= len(text) <= LONGEST:
            continue
        yield Stretch(
            document_id=document.id,
            code_id=one.code_id,
            start=start + said,
            end=start + said + len(text),
            sector=_filled(one.speaker_sector),
            text=text,
            shared=characters_within(both, start, end),
        )


def _in_order(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches in the order in which they are chosen."""
    known = list(stretches)
    if not known:
        return []
    middle = median(len(stretch.text) for stretch in known)
    return sorted(
        known,
        key=lambda one: (
            -one.shared,
            abs(len(one.text) - middle),
            one.document_id,
            one.start,
            one.end,
        ),
    )


def _fits(stretch: Stretch, chosen: Iterable[Stretch]) -> bool:
    """Say whether a stretch may join those chosen: another sector, and no words twice."""
    return not any(stretch.sector == one.sector or stretch.overlaps(one) for one in chosen)


def _frame(rows: list[tuple[str | None, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="string")
