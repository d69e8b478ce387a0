"""Coded transcripts of a study to the tables ``fgi_documents``, ``codes`` and ``codings``.

The border: files are read and told apart elsewhere; here they are joined on the document, codes
get their meaning, and every stretch is held against its text.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

import pandas as pd

from kooperacja_eval.ingest.fgi.codebook import StudyCodebook
from kooperacja_eval.ingest.fgi.known_documents import KnownDocuments
from kooperacja_eval.ingest.fgi.mapping import FgiMapping
from kooperacja_eval.ingest.fgi.meanings import Meanings, meanings_of, settled
from kooperacja_eval.ingest.fgi.prepare import (
    completed,
    file_number,
    prepare,
    repeated_codings,
)
from kooperacja_eval.ingest.fgi.project import QualCoding, QualProject
from kooperacja_eval.ingest.fgi.refi_merge import merge_projects
from kooperacja_eval.ingest.fgi.refusals import at_row
from kooperacja_eval.ingest.fgi.speaking import Speaking, speaking_of
from kooperacja_eval.ingest.fgi.stretches import stretch_of
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.table import SOURCE_FIELDS, Table
from kooperacja_eval.schemas.tables.focus_groups import Codes, Codings, FgiDocuments
from kooperacja_eval.text import Text

_DIGEST: Final = 8
"""Bytes of the digest in the identifier of a coding: 16 hexadecimal digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertedGroups:
    """What the files of a study gave.

    Attributes
    ----------
    tables : dict of str to pandas.DataFrame
        ``fgi_documents``, ``codes`` and ``codings``, typed.
    problems : list of Problem
        Of files, documents, codes, coders and stretches.
    ignored : dict of str to int
        How many stretches were left out, by path of the ignored code.
    """

    tables: dict[str, pd.DataFrame]
    problems: list[Problem]
    ignored: dict[str, int]


@dataclass(slots=True)
class _Rows:
    """Rows made so far."""

    rows: list[dict[str, object]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: Counter[tuple[object, ...]] = field(default_factory=Counter)
    repeated: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFiles:
    """The files of one mapping.

    Attributes
    ----------
    projects : tuple of QualProject
        As they were read, at least one.
    mapping : FgiMapping
        What documents are, and who coded.
    codebook : StudyCodebook
        What codes mean.
    transcripts : mapping of str to str
        Texts by name of the document, for programs that export none.
    """

    projects: tuple[QualProject, ...]
    mapping: FgiMapping
    codebook: StudyCodebook
    transcripts: Mapping[str, str] = field(default_factory=dict)


def convert_groups(parts: Sequence[GroupFiles], *, waves: Sequence[str]) -> ConvertedGroups:
    """Return the tables of the coded transcripts of a study.

    Parameters
    ----------
    parts : sequence of GroupFiles
        The files by mapping; several mappings may speak of one document, as where one coder works
        in MAXQDA and another in QualCoder.
    waves : sequence of str
        Rounds of ``study.toml``.

    Returns
    -------
    ConvertedGroups
        A document that several files bring alike stands once, and so does a stretch. Stretches of
        ignored codes are counted, those of unknown documents and codes are problems; neither is in
        the table.
    """
    known = KnownDocuments()
    prepared = [
        prepare(part.projects, part.mapping, waves, part.transcripts, known) for part in parts
    ]
    made = _Rows()
    problems: list[Problem] = []
    ignored: Counter[str] = Counter()
    for part, one in zip(parts, prepared, strict=True):
        whole = completed(one, known)
        merged = merge_projects(whole.projects)
        files = [project.file for project in part.projects]
        meanings = meanings_of(merged, part.mapping, part.codebook, files)
        speaking = speaking_of(merged, part.mapping, meanings, files)
        problems += settled(merged.problems, meanings)
        problems += [*known.changed(merged, whole.projects), *whole.problems]
        problems += [*meanings.problems, *speaking.problems]
        ignored.update(meanings.ignored)
        _take_codings(made, merged, files, meanings, speaking, known)
    problems += [*made.problems, *(repeated_codings(file, n) for file, n in made.repeated.items())]
    tables = {
        "fgi_documents": _documents(known),
        "codes": stacked_codes([part.codebook for part in parts]),
        "codings": typed(Codings, made.rows),
    }
    return ConvertedGroups(tables=tables, problems=problems, ignored=dict(ignored))


def stacked_codes(books: Iterable[StudyCodebook]) -> pd.DataFrame:
    """Return the codes of all codebooks, those that several have once."""
    frames = list({book.name: book.table for book in books}.values())
    if not frames:
        return typed(Codes, [])
    return pd.concat(frames, ignore_index=True).drop_duplicates(ignore_index=True)


def typed(table: type[Table], rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows as a table of the schema: its columns, its types, missing where None."""
    known = list(rows)
    described = {**table.fields, **SOURCE_FIELDS}
    return pd.DataFrame(
        {
            name: pd.Series([row.get(name) for row in known], dtype="object").astype(
                cast("Any", column.dtype)
            )
            for name, column in described.items()
        }
    )


def _documents(known: KnownDocuments) -> pd.DataFrame:
    rows = []
    for key, document in known.documents.items():
        text = known.text(key)
        rows.append(
            {
                "document_id": key,
                "name": document.name,
                "wave": document.wave,
                "pzk_id": document.pzk_id,
                "voivodeship": document.voivodeship,
                "held_on": document.held_on,
                "participants": document.participants,
                "length": None if text is None else len(text),
                "text": text,
                "source_file": known.files[key],
            }
        )
    return typed(FgiDocuments, rows)


def _take_codings(
    made: _Rows,
    merged: QualProject,
    files: Sequence[str],
    meanings: Meanings,
    speaking: Speaking,
    known: KnownDocuments,
) -> None:
    texts = {document.id: document.text for document in merged.documents}
    names = {document.id: document.name for document in merged.documents}
    earlier: dict[int, Counter[tuple[object, ...]]] = {}
    for coding in merged.codings:
        code = meanings.codes.get(coding.code)
        if code is None or coding.document not in names:
            continue
        number = file_number(coding)
        text = texts[coding.document]
        found = stretch_of(coding, text)
        if found.fault is not None:
            made.problems.append(_fault(files[number], coding, found.fault))
        # positions in a changed transcript mean nothing in the one that the table keeps
        kept = text is None or text == known.text(names[coding.document])
        row: dict[str, object] = {
            "document_id": names[coding.document],
            "code_id": code,
            "coder": coding.coder,
            "start": found.start if kept else None,
            "end": found.end if kept else None,
            "text": found.text or None,
            "speaker_sector": speaking.sector(coding),
            "medium": coding.medium,
            "source_file": files[number],
            "source_row": coding.row,
        }
        _add(made, row, coding, earlier.setdefault(number, Counter()), files[number])


def _add(
    made: _Rows,
    row: dict[str, object],
    coding: QualCoding,
    own: Counter[tuple[object, ...]],
    file: str,
) -> None:
    """Take a row unless another file, or the same with the same positions, has brought it.

    Without positions a word may be coded twice in a paragraph; then the second of one file is
    the same as the second of another.
    """
    key: tuple[object, ...]
    key = (row["document_id"], row["code_id"], row["coder"], row["start"], row["end"])
    placed = row["start"] is not None
    key = key if placed else (*key, coding.place, coding.text, coding.medium)
    own[key] += 1
    nth = 1 if placed else own[key]
    if made.seen[key] >= nth:
        made.repeated[file] += 1
        return
    made.seen[key] = nth
    words = "\x1f".join(str(part) for part in (*key, nth))
    digest = hashlib.blake2b(words.encode(), digest_size=_DIGEST).hexdigest()
    made.rows.append({"coding_id": f"{row['document_id']}-{digest}", **row})


def _fault(file: str, coding: QualCoding, fault: tuple[str, Text]) -> Problem:
    rule, message = fault
    own = coding.id.split("|", 1)[-1]
    shown = Text("", "") if coding.row else Text(f"Fragment {own}: ", f"Stretch {own}: ")
    whole = Text(f"{shown.pl}{message.pl}", f"{shown.en}{message.en}")
    return at_row(file, coding.row, rule, whole, field="start")
