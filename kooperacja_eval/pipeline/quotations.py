"""Chooses quotations of focus groups by a rule, and lists what the analyst has to read.

The border: says which stretches are quoted; ``disclosure`` masks them and decides whether they
leave. The rule looks at who coded a stretch and how long it is, never at what it says.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Final

import pandas as pd

from kooperacja_eval.disclosure.personal import find_personal, review_list
from kooperacja_eval.disclosure.personal_masking import Pseudonyms, pseudonyms
from kooperacja_eval.disclosure.personal_names import NameList, name_list
from kooperacja_eval.disclosure.personal_quotations import release_quotation
from kooperacja_eval.study import Profile, StudyConfig

SHORTEST: Final = 60
LONGEST: Final = 300
"""Characters of a quotation: enough to be understood, few enough to be read."""
PER_CODE: Final = 3
COLUMNS: Final = ("code_id", "wave", "voivodeship", "pzk_id", "speaker_sector", "text")
PLACE_FIELDS: Final = (("gminas", "name"), ("gminas", "powiat"), ("pzk", "powiat"))
"""Where a study names places that quotations must not."""
Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A coded stretch that may be quoted; positions in characters from 0.

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
    names = name_list().with_places(_places(tables))
    known: dict[str, Pseudonyms] = {}
    rows: list[tuple[str | None, ...]] = []
    for (code_id, wave), stretches in _by_code(tables, documents).items():
        chosen: list[Stretch] = []
        for stretch in _in_order(stretches):
            document = documents[stretch.document_id]
            if len(chosen) == PER_CODE or not _fits(stretch, chosen):
                continue
            if document.id not in known:
                known[document.id] = _pseudonyms(document, names)
            text = release_quotation(
                stretch.text,
                participants=document.participants,
                rules=config.disclosure,
                names=names,
                profile=profile,
                known=known[document.id],
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
    names = name_list().with_places(_places(tables))
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


def _places(tables: Tables) -> tuple[str, ...]:
    """Return the places that the study's own tables name."""
    found = [
        name
        for table, column in PLACE_FIELDS
        if table in tables
        for name in tables[table][column].dropna()
    ]
    return tuple(sorted(set(found)))


def _pseudonyms(document: Document, names: NameList) -> Pseudonyms:
    """Give numbers to the persons and places of a whole transcript."""
    return pseudonyms(find_personal(document.text, names=names))


def _by_code(
    tables: Tables, documents: Mapping[str, Document]
) -> dict[tuple[str, str], list[Stretch]]:
    """Return the stretches that may be quoted by code and round, in the order of codes."""
    frame = tables["codings"]
    frame = frame[frame["start"].notna() & frame["end"].notna()]
    frame = frame[frame["document_id"].isin(list(documents))]
    found: dict[tuple[str, str], list[Stretch]] = {}
    for (document_id, code_id), rows in frame.groupby(["document_id", "code_id"], sort=True):
        key = (str(code_id), documents[str(document_id)].wave)
        found.setdefault(key, []).extend(_stretches(rows, documents[str(document_id)]))
    return dict(sorted(found.items()))


def _stretches(rows: pd.DataFrame, document: Document) -> Iterator[Stretch]:
    """Return the distinct stretches of one code in one transcript that are long enough to quote."""
    marks = rows.sort_values(["start", "end", "coder"], kind="stable")
    for row in marks.drop_duplicates(["start", "end"]).to_dict("records"):
        start, end = int(row["start"]), int(row["end"])
        text = _filled(row["text"]) or document.text[start:end]
        if not SHORTEST <= len(text.strip()) <= LONGEST:
            continue
        yield Stretch(
            document_id=document.id,
            code_id=str(row["code_id"]),
            start=start,
            end=end,
            sector=_filled(row["speaker_sector"]),
            text=text.strip(),
            shared=_shared(marks, start, end),
        )


def _shared(marks: pd.DataFrame, start: int, end: int) -> int:
    """Count the characters of a stretch to which two coders or more gave the code."""
    by_character: dict[int, set[str]] = {}
    for coder, first, last in zip(marks["coder"], marks["start"], marks["end"], strict=True):
        for character in range(max(start, int(first)), min(end, int(last))):
            by_character.setdefault(character, set()).add(coder)
    return sum(len(coders) > 1 for coders in by_character.values())


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
