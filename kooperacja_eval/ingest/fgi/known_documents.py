"""The documents of the study over all files, coders and programs: facts and text of each.

The border: which document of a program is which of the study is said before; here what several
files say of one is put together. The first file that says something is right, others fill in.
"""

from dataclasses import dataclass, field, replace
from typing import Any, Final

from kooperacja_eval.ingest.fgi.documents import StudyDocument
from kooperacja_eval.ingest.fgi.project import QualProject
from kooperacja_eval.ingest.fgi.refi_merge_problems import changed_transcript, first_difference
from kooperacja_eval.ingest.fgi.refusals import at_row
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

_ATTRIBUTES: Final = ("wave", "pzk_id", "voivodeship", "held_on", "participants")


@dataclass(slots=True)
class KnownDocuments:
    """What all files say of the documents of the study.

    Attributes
    ----------
    documents : dict of str to StudyDocument
        By identifier in the study; what the first file does not say comes from later ones.
    files : dict of str to str
        First file of each document.
    texts : dict of str to (str, str)
        Text of each document, and the first file that has it.
    """

    documents: dict[str, StudyDocument] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, file: str, document: StudyDocument) -> list[Problem]:
        """Take what a file says of a document; return the problem of what differs."""
        key = document.document_id
        if document.text is not None:
            self.texts.setdefault(key, (document.text, file))
        first = self.documents.setdefault(key, document)
        self.files.setdefault(key, file)
        mine: dict[str, Any] = {name: getattr(first, name) for name in _ATTRIBUTES}
        theirs: dict[str, Any] = {name: getattr(document, name) for name in _ATTRIBUTES}
        filled = {name: theirs[name] for name, value in mine.items() if value is None}
        self.documents[key] = replace(first, **filled)
        differs = any(theirs[name] not in (None, value) for name, value in (mine | filled).items())
        return [_differs(file, document, self.files[key])] if differs else []

    def text(self, document: str) -> str | None:
        """Return the text of a document, None where no file has it."""
        known = self.texts.get(document)
        return known[0] if known else None

    def changed(self, merged: QualProject, projects: tuple[QualProject, ...]) -> list[Problem]:
        """Return the problems of documents whose text differs from that of another mapping.

        Parameters
        ----------
        merged : QualProject
            The joined files of one mapping, documents named by their identifiers in the study.
        projects : tuple of QualProject
            These files; differences between them are told where they are joined.
        """
        own = {project.file for project in projects}
        problems = []
        for document in merged.documents:
            text, first = self.texts.get(document.name, (None, ""))
            if text is None or document.text in (None, text) or first in own:
                continue
            file = next(
                project.file
                for project in projects
                for one in project.documents
                if (one.name, one.text) == (document.name, document.text)
            )
            at = first_difference(text, document.text or "")
            problems.append(changed_transcript((first, file), document.name, at))
        return problems


def _differs(file: str, document: StudyDocument, first: str) -> Problem:
    message = Text(
        f"Dokument „{document.name}” ma inną rundę, zespół, miejsce, datę lub liczbę uczestników "
        f"niż w pliku {first}; przyjęto tamte. Uzgodnij zmienne w programie albo wpisz je w "
        "[[documents]] w fgi.toml.",
        f"The document “{document.name}” has another round, team, place, day or number of "
        f"participants than in {first}; those were taken. Make the variables alike in the program "
        "or write them to [[documents]] of fgi.toml.",
    )
    return at_row(file, None, "document_differs", message, table="fgi_documents")
