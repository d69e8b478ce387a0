"""Several files of one study, by several coders or programs, joined to one project.

The border: documents are the same where name and text are, codes where identifier (a GUID) or path
of names is. Whether coders agree is computed elsewhere. A transcript that was changed between
coders is never joined: positions in the one mean nothing in the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Generic, TypeVar

from kooperacja_eval.ingest.fgi.project import QualCode, QualCoding, QualDocument, QualProject
from kooperacja_eval.ingest.fgi.refi_build import overlap_count, overlap_problems, with_deleted
from kooperacja_eval.ingest.fgi.refi_guids import is_guid
from kooperacja_eval.ingest.fgi.refi_merge_problems import (
    changed_transcript,
    different_variables,
    first_difference,
    no_text_to_compare,
    repeated_codings,
    unknown_coders,
)
from kooperacja_eval.ingest.fgi.refi_model import key_of
from kooperacja_eval.schemas.problems import Problem

T = TypeVar("T", QualDocument, QualCode)
_Key = tuple[str, str, str | None]


@dataclass(slots=True, kw_only=True)
class _Kept(Generic[T]):
    """A document or code of the result, its key, and the files that it came from."""

    value: T
    key: object
    files: set[int]


def merge_projects(projects: Sequence[QualProject]) -> QualProject:
    """Join several projects.

    Parameters
    ----------
    projects : sequence of QualProject
        In the order in which documents and codes shall come; those of one file are never joined
        to each other.

    Returns
    -------
    QualProject
        ``file`` and ``origin`` name all of them. Identifiers are those of the first file that has
        a document or code; one that another thing has already gets the name of its file. Problems
        of the files come first. ``changed_transcript`` (error) says that documents of one name
        have different texts.

    Raises
    ------
    ValueError
        Without any project.
    """
    if not projects:
        raise ValueError("no project to merge")
    return _merged(projects) if len(projects) > 1 else projects[0]


def _merged(projects: Sequence[QualProject]) -> QualProject:
    merging = _Merging()
    for number, project in enumerate(projects):
        merging.add(number, project)
    file = "; ".join(dict.fromkeys(project.file for project in projects))
    codings = tuple(merging.codings)
    codes, lost = with_deleted(file, [kept.value for kept in merging.codes], codings)
    problems = [problem for project in projects for problem in project.problems]
    told = sum(overlap_count(project.codings) for project in projects)
    problems += [*merging.problems, *lost, *overlap_problems(file, codings, told=told)]
    silent = {one.file for one in projects if any(not coding.coder for coding in one.codings)}
    if len(silent) > 1:
        problems.append(unknown_coders(file, sorted(silent)))
    return QualProject(
        tool=projects[0].tool,
        file=file,
        origin="; ".join(dict.fromkeys(one.origin for one in projects if one.origin)),
        documents=tuple(kept.value for kept in merging.documents),
        codes=codes,
        codings=codings,
        sets={name: tuple(members) for name, members in merging.sets.items()},
        problems=tuple(dict.fromkeys(problems)),
    )


@dataclass(slots=True)
class _Merging:
    """What is joined so far."""

    documents: list[_Kept[QualDocument]] = field(default_factory=list)
    document_files: dict[str, str] = field(default_factory=dict)
    codes: list[_Kept[QualCode]] = field(default_factory=list)
    codings: dict[QualCoding, None] = field(default_factory=dict)
    coding_ids: set[str] = field(default_factory=set)
    sets: dict[str, dict[str, None]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, number: int, project: QualProject) -> None:
        """Join one more project."""
        documents = {
            document.id: self._document(number, project.file, document)
            for document in project.documents
        }
        paths = code_paths(project.codes)
        before = len(self.codes)
        codes = {
            code.id: self._code(number, project.file, code, paths[code.id])
            for code in project.codes
        }
        for kept in self.codes[before:]:
            parent = kept.value.parent
            kept.value = replace(kept.value, parent=codes.get(parent, parent))
        self._codings(project, documents, codes)
        for name, members in project.sets.items():
            known = {**documents, **codes}
            joined = self.sets.setdefault(name, {})
            joined.update(dict.fromkeys(known.get(member, member) for member in members))

    def _document(self, number: int, file: str, document: QualDocument) -> str:
        key = _document_key(document)
        free = [kept for kept in self.documents if number not in kept.files]
        same = [kept for kept in free if kept.key == key]
        if same:
            kept = next((one for one in same if one.value.id == document.id), same[0])
            kept.files.add(number)
            self._variables(file, kept, document)
            return kept.value.id
        self._compare(file, document, [one.value for one in free if one.value.name])
        taken = {kept.value.id for kept in self.documents}
        made = replace(document, id=_free_id(document.id, file, taken))
        self.documents.append(_Kept(value=made, key=key, files={number}))
        self.document_files[made.id] = file
        return made.id

    def _variables(self, file: str, kept: _Kept[QualDocument], document: QualDocument) -> None:
        mine = kept.value.variables
        theirs = document.variables.items()
        differing = [name for name, value in theirs if mine.get(name, value) != value]
        if differing:
            self.problems.append(different_variables(file, kept.value.id, differing))
        kept.value = replace(kept.value, variables={**document.variables, **mine})

    def _compare(self, file: str, document: QualDocument, others: Sequence[QualDocument]) -> None:
        """Say where a document differs from the first one of its name in another file."""
        other = next((one for one in others if one.name == document.name), None)
        if other is None:
            return
        files = (self.document_files[other.id], file)
        if document.text is None or other.text is None:
            if document.text != other.text:
                self.problems.append(no_text_to_compare(files, document.id))
        elif document.text != other.text:
            position = first_difference(other.text, document.text)
            self.problems.append(changed_transcript(files, document.id, position))

    def _code(self, number: int, file: str, code: QualCode, path: tuple[str, ...]) -> str:
        free = [kept for kept in self.codes if number not in kept.files]
        found = next((one for one in free if _same_guid(one.value.id, code.id)), None)
        found = found or next((one for one in free if one.key == path), None)
        if found is not None:
            found.files.add(number)
            if not found.value.definition:
                found.value = replace(found.value, definition=code.definition)
            return found.value.id
        taken = {kept.value.id for kept in self.codes}
        made = replace(code, id=_free_id(code.id, file, taken))
        self.codes.append(_Kept(value=made, key=path, files={number}))
        return made.id

    def _codings(
        self, project: QualProject, documents: Mapping[str, str], codes: Mapping[str, str]
    ) -> None:
        repeated = 0
        for coding in project.codings:
            moved = replace(
                coding,
                document=documents.get(coding.document, coding.document),
                code=codes.get(coding.code, coding.code),
            )
            if moved in self.codings:
                repeated += 1
                continue
            moved = replace(moved, id=_free_id(moved.id, project.file, self.coding_ids))
            self.coding_ids.add(moved.id)
            self.codings[moved] = None
        if repeated:
            self.problems.append(repeated_codings(project.file, repeated))


def code_paths(codes: Sequence[QualCode]) -> dict[str, tuple[str, ...]]:
    """Return the names from the top down to each code, by identifier.

    Examples
    --------
    >>> top, low = QualCode(id="1", name="Bariery"), QualCode(id="2", name="Czas", parent="1")
    >>> code_paths([low, top])["2"]
    ('Bariery', 'Czas')
    """
    known = {code.id: code for code in codes}
    paths = {}
    for code in codes:
        path, seen, above = [code.name], {code.id}, code.parent
        while above in known and above not in seen:
            seen.add(above)
            path.append(known[above].name)
            above = known[above].parent
        paths[code.id] = tuple(path[::-1])
    return paths


def _document_key(document: QualDocument) -> _Key:
    """Return name and checksum of the text; without text, name and medium."""
    text = document.text
    if text is None:
        return document.name, document.medium, None
    return document.name, "", sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _same_guid(one: str, other: str) -> bool:
    return is_guid(one) and is_guid(other) and key_of(one) == key_of(other)


def _free_id(wanted: str, file: str, taken: set[str]) -> str:
    """Return an identifier that nothing has: as wanted, else with the name of its file."""
    made, number = wanted, 1
    while made in taken:
        made = f"{file}#{wanted}" if number == 1 else f"{file}#{wanted}:{number}"
        number += 1
    return made
