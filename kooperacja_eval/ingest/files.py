"""Finds the raw files of a study, reads their bytes and counts their checksums.

Names are matched without regard to case. Hidden files, the temporary files of office programs
(``~$...``) and the manifest are passed over.
"""

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MANIFEST_FILE: Final = "MANIFEST.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFile:
    """A raw file that was used.

    Attributes
    ----------
    path : str
        Relative to ``data_raw``, with forward slashes.
    sha256 : str
        Checksum of the content.
    size : int
        In bytes.
    """

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """What ``data_raw`` holds.

    Attributes
    ----------
    files : dict of str to Path
        Relative path (NFC, forward slashes) to the file, sorted.
    closed : tuple of str
        Folders that may not be listed.
    """

    files: dict[str, Path]
    closed: tuple[str, ...]

    def matching(self, pattern: str) -> list[str]:
        """Return the files that a glob such as ``families/*.xlsx`` or ``**/*.csv`` means."""
        return [name for name in self.files if glob_matches(pattern, name)]


def glob_matches(pattern: str, name: str) -> bool:
    """Return whether a relative path matches a glob; letter case does not count.

    Examples
    --------
    >>> glob_matches("rodziny/*.xlsx", "rodziny/LU-01.XLSX")
    True
    >>> glob_matches("*.xlsx", "rodziny/LU-01.xlsx"), glob_matches("**/*.xlsx", "LU-01.xlsx")
    (False, True)
    """
    wanted = _regex(unicodedata.normalize("NFC", pattern))
    return re.fullmatch(wanted, name, re.IGNORECASE) is not None


def take_inventory(raw: Path) -> Inventory:
    """List the files below a folder.

    Parameters
    ----------
    raw : Path
        The folder ``data_raw``; one that does not exist is empty.
    """
    closed: list[str] = []

    def note(error: OSError) -> None:
        folder = Path(str(error.filename))
        if folder != raw or folder.exists():
            closed.append(_name(folder, raw))

    found = {_name(path, raw): path for path in _walk(raw, note)}
    return Inventory(files=dict(sorted(found.items())), closed=tuple(sorted(closed)))


def _walk(raw: Path, note: Callable[[OSError], None]) -> Iterator[Path]:
    for folder, folders, names in os.walk(raw, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(folder, name)
            if not name.startswith((".", "~$")) and path != raw / MANIFEST_FILE:
                yield path


def _name(path: Path, raw: Path) -> str:
    return unicodedata.normalize("NFC", path.relative_to(raw).as_posix())


def _regex(pattern: str) -> str:
    """Return a glob as a regular expression; ``**`` stands for any number of folders."""
    parts = []
    for token in re.split(r"(\*\*/|\*\*|\*|\?)", pattern):
        match token:
            case "**/":
                parts.append("(?:.+/)?")
            case "**":
                parts.append(".*")
            case "*":
                parts.append("[^/]*")
            case "?":
                parts.append("[^/]")
            case _:
                parts.append(re.escape(token))
    return "".join(parts)


def describe(name: str, data: bytes) -> RawFile:
    """Return name, checksum and size of a file's content."""
    return RawFile(path=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
