"""The works that a document may cite: those shipped with the package, and a study's own.

Both are lists of works in CSL JSON. The border: reads and checks; words and order are citeproc's.
"""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from kooperacja_eval.errors import ReportError
from kooperacja_eval.reporting.citations import Library
from kooperacja_eval.study import BIBLIOGRAPHY_FILE
from kooperacja_eval.text import Text

_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,33}[A-Za-z0-9]|[A-Za-z0-9]")
"""With the "ref-" that citeproc adds, no longer than Word takes for a bookmark."""


def package_library() -> Library:
    """Return the works behind the methods of the package, by key."""
    text = files("kooperacja_eval.reporting").joinpath("templates", "references.json")
    return parse_library(text.read_text("utf-8"), "references.json")


def study_library(content: str) -> Library:
    """Return the works of the package, and those of a study; a study's own entry goes before.

    Parameters
    ----------
    content : str
        Text of the study's ``bibliography.json``; empty where it has none.
    """
    own = parse_library(content, BIBLIOGRAPHY_FILE) if content else {}
    return {**package_library(), **own}


def read_study_file(path: Path | None) -> str:
    """Return the text of a study's own list of works; empty where it has none.

    Raises
    ------
    ReportError
        If the file is no UTF-8 text.
    """
    if path is None:
        return ""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReportError(_wrong(BIBLIOGRAPHY_FILE, _NOT_UTF8)) from error


def parse_library(content: str, name: str) -> Library:
    """Return the works of a CSL JSON text, by key.

    Parameters
    ----------
    content : str
        A list of works; each has at least ``id``, ``type`` and ``title``.
    name : str
        Name of the file, for messages.

    Raises
    ------
    ReportError
        If the text is not such a list, or two works share a key.
    """
    try:
        works = json.loads(content)
    except json.JSONDecodeError as error:
        where = Text(
            f"wiersz {error.lineno} nie jest zapisem JSON", f"line {error.lineno} is no JSON"
        )
        raise ReportError(_wrong(name, where)) from error
    if not isinstance(works, list):
        raise ReportError(_wrong(name, _NO_LIST))
    found: dict[str, dict[str, Any]] = {}
    for number, work in enumerate(works, 1):
        key = _key(work, number, name)
        if key in found:
            twice = Text(f"klucz {key} stoi dwa razy", f"key {key} stands twice")
            raise ReportError(_wrong(name, twice))
        found[key] = work
    return found


_NO_LIST: Final = Text("nie jest listą pozycji", "it is no list of works")
_NOT_UTF8: Final = Text("nie jest tekstem w kodowaniu UTF-8", "it is no text in UTF-8")


def _key(work: Any, number: int, name: str) -> str:
    """Return the key of a work that has what a citation needs."""
    needed = ("id", "type", "title")
    lacking = [
        each for each in needed if not (isinstance(work, dict) and isinstance(work.get(each), str))
    ]
    if lacking:
        fields = ", ".join(lacking)
        what = Text(f"pozycja {number} nie ma: {fields}", f"work {number} has no {fields}")
        raise ReportError(_wrong(name, what))
    key: str = work["id"]
    if not _KEY.fullmatch(key):
        what = Text(
            f"klucz pozycji {number} może mieć do 35 znaków: litery bez polskich znaków, cyfry"
            " i . : _ -",
            f"the key of work {number} may have up to 35 ASCII letters, digits and . : _ -",
        )
        raise ReportError(_wrong(name, what))
    return key


def _wrong(name: str, what: Text) -> Text:
    """Say what is wrong with a list of works."""
    return Text(
        f"Plik {name}: {what.pl}. Potrzebna jest lista pozycji w zapisie CSL JSON.",
        f"File {name}: {what.en}. It must be a list of works in CSL JSON.",
    )
