"""Writing so that nothing is ever half-written: everything lands through a rename."""

import errno
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from kooperacja_eval.errors import IngestError
from kooperacja_eval.text import Text

LOCK_FILE = ".kooperacja.lock"
LOCK_WAIT_S = 600
PART_PREFIX = ".part-"
"""Names that begin so are leftovers of a run that was cut off; the next run removes them."""
_CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_IN_THE_WAY = frozenset({errno.EEXIST, errno.ENOTDIR, errno.EISDIR})


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal text."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a reader sees the old content or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=PART_PREFIX)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_json(path: Path, content: object) -> None:
    """Write JSON, sorted and indented, so that the same content gives the same bytes."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    write_bytes(path, f"{text}\n".encode())


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold a folder for one run; a second run waits, then stops with a message.

    Raises
    ------
    IngestError
        Where the folder cannot be written or is no folder, or another run holds it for too long.
    """
    lock = FileLock(folder / LOCK_FILE, timeout=LOCK_WAIT_S)
    try:
        with in_words(folder):
            _acquire(folder, lock)
            sweep(folder)
            yield
    finally:
        lock.release()


@contextmanager
def in_words(folder: Path) -> Iterator[None]:
    """Put a refusal of the system to write in a folder into words; other errors stay as they are.

    Raises
    ------
    IngestError
        Where there is no right or no room to write, or a file or folder is in the way.
    """
    try:
        yield
    except OSError as error:
        said = _refusal(folder, error.errno)
        if said is None:
            raise
        raise IngestError(said) from error


def _refusal(folder: Path, number: int | None) -> Text | None:
    if number in _CLOSED:
        return Text(
            f"Brak prawa zapisu w folderze {folder}. Zmień prawa, zamknij otwarte z niego pliki "
            "albo skopiuj badanie.",
            f"No right to write in {folder}. Change the rights, close files that are open from "
            "it, or copy the study.",
        )
    if number in _FULL:
        return Text(
            f"Brak miejsca na dysku z folderem {folder}. Zwolnij miejsce i uruchom polecenie "
            "jeszcze raz; wcześniejsze pliki są całe.",
            f"There is no room on the disk of {folder}. Make room and run the command again; "
            "earlier files are whole.",
        )
    if number in _IN_THE_WAY:
        return Text(
            f"Nie można zapisać w {folder}: plik stoi w miejscu folderu albo folder w miejscu "
            "pliku. Podaj inną nazwę.",
            f"Nothing can be written in {folder}: a file stands in place of a folder, or a folder "
            "in place of a file. Give another name.",
        )
    return None


def _acquire(folder: Path, lock: BaseFileLock) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise IngestError(
            Text(
                f"Inne uruchomienie od dawna używa folderu {folder}. Poczekaj albo je zakończ.",
                f"Another run has been using {folder} for long. Wait for it or end it.",
            )
        ) from error
    except (FileExistsError, NotADirectoryError) as error:
        raise IngestError(
            Text(
                f"{folder} nie jest folderem. Usuń albo przenieś plik o tej nazwie.",
                f"{folder} is not a folder. Remove or move the file of that name.",
            )
        ) from error


def sweep(folder: Path) -> None:
    """Remove the files that a run left in a folder when it was cut off."""
    for leftover in sorted(folder.glob(f"{PART_PREFIX}*")):
        if leftover.is_file():
            leftover.unlink()
