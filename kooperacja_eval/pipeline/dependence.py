"""Which files of an earlier build hold what a report would say again, so that they stay.

A report depends on what its document says, not on every raw file: after one form has changed, its
notebook runs, and only where the document came out different are its files written anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kooperacja_eval.pipeline.state import all_current, code_sha256, fingerprint, versions
from kooperacja_eval.pipeline.trace_page import trace_file
from kooperacja_eval.reporting.digest import document_sha256
from kooperacja_eval.reporting.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A report of an earlier build whose files are as that build left them.

    Attributes
    ----------
    content : str
        What ``content_of`` gave for its document.
    files : tuple of str
        Names of the files that were made from the document alone.
    """

    content: str
    files: tuple[str, ...]


There = Mapping[str, Whole]
"""Reports that are there and whole, by name of the files without ending."""


def content_of(document: Document) -> str:
    """Return one SHA-256 over a document and over the code and libraries that give it formats."""
    parts = {"document": document_sha256(document), "code": code_sha256(), "versions": versions()}
    return fingerprint(parts)


def whole(reports: Path, entries: object) -> There:
    """Return the reports of a manifest whose files nobody has changed or lost.

    Parameters
    ----------
    reports : Path
        The folder ``reports``.
    entries : object
        Reports of its manifest; nothing where it has none.
    """
    if not isinstance(entries, dict):
        return {}
    return {
        stem: Whole(content=entry["content"], files=_from_document(stem, entry))
        for stem, entry in entries.items()
        if entry.get("content") and entry["outputs"] and all_current(reports, entry["outputs"])
    }


def _from_document(stem: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the outputs but the page of traces, which names raw files."""
    names = (str(output["path"]) for output in entry["outputs"])
    return tuple(name for name in names if name != trace_file(stem))
