"""``data_raw/MANIFEST.csv``: which raw files were used last, so that a change does not go unseen.

One line for each file: path, SHA-256, size; separated by semicolons, sorted by path.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from kooperacja_eval.errors import IngestError
from kooperacja_eval.ingest.files import MANIFEST_FILE, RawFile
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.study import RAW_FOLDER
from kooperacja_eval.text import Text

_HEADER: Final = ["path", "sha256", "size"]
_DIGEST_LENGTH: Final = 64


def read_manifest(folder: Path) -> dict[str, RawFile]:
    """Return the files of the manifest by path; none where there is no manifest.

    Parameters
    ----------
    folder : Path
        The study folder.

    Raises
    ------
    IngestError
        Where the manifest is there but cannot be read.
    """
    path = folder / RAW_FOLDER / MANIFEST_FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path) from error
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    if not records or records[0] != _HEADER:
        raise _unreadable(path)
    files = [_file(path, record) for record in records[1:]]
    return {file.path: file for file in files}


def manifest_bytes(files: Iterable[RawFile]) -> bytes:
    """Return the content of the manifest: the same for the same files in any order."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\n")
    writer.writerow(_HEADER)
    for file in sorted(files, key=lambda file: file.path):
        writer.writerow([file.path, file.sha256, file.size])
    return stream.getvalue().encode("utf-8")


def compare_manifest(known: Mapping[str, RawFile], files: Iterable[RawFile]) -> list[Problem]:
    """Return a problem for each file that changed or vanished; a new file is none.

    Parameters
    ----------
    known : mapping of str to RawFile
        From ``read_manifest``.
    files : iterable of RawFile
        From ``IngestResult.files``.
    """
    present = {file.path: file for file in files}
    problems = []
    for path, before in sorted(known.items()):
        now = present.get(path)
        if now is None:
            problems.append(_problem(path, "raw_missing", _MISSING))
        elif now != before:
            problems.append(_problem(path, "raw_changed", _CHANGED))
    return problems


_CHANGED: Final = Text(
    "Plik zmienił się od ostatniego wczytania danych. Przywróć go albo potwierdź zmianę "
    "przy ponownym wczytaniu.",
    "The file has changed since the data were last read. Restore it, or accept the change "
    "when reading again.",
)
_MISSING: Final = Text(
    "Brak pliku, który wczytano poprzednio. Przywróć go albo potwierdź zmianę "
    "przy ponownym wczytaniu.",
    "A file that was read before is missing. Restore it, or accept the change when reading again.",
)


def _problem(path: str, rule: str, message: Text) -> Problem:
    return Problem(rule=rule, severity="error", message=message, file=path)


def _file(path: Path, record: list[str]) -> RawFile:
    if len(record) != len(_HEADER):
        raise _unreadable(path)
    name, digest, size = record
    if len(digest) != _DIGEST_LENGTH or not size.isdecimal():
        raise _unreadable(path)
    return RawFile(path=name, sha256=digest, size=int(size))


def _unreadable(path: Path) -> IngestError:
    return IngestError(
        Text(
            f"Nie można odczytać {path}. Przywróć plik z kopii albo usuń go, jeśli dane w data_raw "
            "są na pewno właściwe.",
            f"{path} cannot be read. Restore the file from a copy, or remove it if the data in "
            "data_raw are certainly right.",
        )
    )
