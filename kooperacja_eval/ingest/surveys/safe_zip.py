"""Archives that come from outside: opened only where no member can do harm.

The border: members are looked at and read in memory, nothing is ever unpacked to a disk; what
they hold is the business of the reader that asks for them.
"""

import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from kooperacja_eval.ingest.surveys.export import RefusedFileError
from kooperacja_eval.text import Text

MOST_MEMBERS: Final = 1000
LARGEST_MEMBER: Final = 200 * 1024 * 1024
"""Bytes of one member, unpacked."""
HIGHEST_RATIO: Final = 200
"""Bytes unpacked to bytes packed; texts and XML of surveys reach about 30."""
RATIO_FROM: Final = 10 * 1024 * 1024
"""Bytes unpacked from which the ratio counts."""

_ENCRYPTED_BIT: Final = 0x1
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_BREAKS: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError,
    RuntimeError,
)  # fmt: skip
"""What damaged archives raise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipMembers:
    """The files of an archive that passed the guards.

    Attributes
    ----------
    file : str
        Name of the archive, for messages.
    names : tuple of str
        Paths of the files in the order of the archive, with slashes; folders are left out.
    """

    file: str
    names: tuple[str, ...]
    _archive: zipfile.ZipFile
    _infos: Mapping[str, zipfile.ZipInfo]

    def read(self, name: str) -> bytes:
        """Return the content of a file.

        Raises
        ------
        KeyError
            Where ``names`` does not have it.
        RefusedFileError
            Where it is damaged.
        """
        info = self._infos[name]
        try:
            return self._archive.read(info)
        except _BREAKS as error:
            raise _damaged(self.file) from error

    def ending(self, *suffixes: str) -> tuple[str, ...]:
        """Return the names with one of some endings, upper and lower case alike."""
        return tuple(name for name in self.names if name.lower().endswith(suffixes))


def open_zip(name: str, data: bytes) -> ZipMembers:
    """Open an archive and check all its members before any is read.

    Parameters
    ----------
    name : str
        Path of the file as messages show it.
    data : bytes
        Content of the archive.

    Returns
    -------
    ZipMembers
        The files that it holds.

    Raises
    ------
    RefusedFileError
        ``not_zip``, ``damaged_zip``, ``encrypted_zip``, ``zip_path`` (a member named with ``..``,
        from the root or a drive), ``zip_too_large`` (more than 1000 members, one above 200 MB, or
        one above 10 MB packed more than 200 times) or ``zip_repeated`` (two files of one name).
    """
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise _not_zip(name)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _BREAKS as error:
        raise _damaged(name) from error
    listed = archive.infolist()
    if len(listed) > MOST_MEMBERS:
        raise _too_many(name, len(listed))
    infos: dict[str, zipfile.ZipInfo] = {}
    for info in listed:
        path = info.filename.replace("\\", "/")
        _check(name, path, info)
        if path.endswith("/"):
            continue
        if path in infos:
            raise _repeated(name, path)
        infos[path] = info
    return ZipMembers(file=name, names=tuple(infos), _archive=archive, _infos=infos)


def _check(name: str, path: str, info: zipfile.ZipInfo) -> None:
    if path.startswith("/") or _DRIVE.match(path) or ".." in path.split("/"):
        raise _bad_path(name)
    if info.flag_bits & _ENCRYPTED_BIT:
        raise _encrypted(name)
    size, packed = info.file_size, max(info.compress_size, 1)
    if size > LARGEST_MEMBER or (size > RATIO_FROM and size / packed > HIGHEST_RATIO):
        raise _too_large(name, path)


def _not_zip(name: str) -> RefusedFileError:
    return RefusedFileError(
        "not_zip",
        Text(
            f"Plik {name} nie jest archiwum ZIP, choć nazwa na to wskazuje. Pobierz go ponownie "
            "z programu, z którego pochodzi.",
            f"{name} is no ZIP archive although its name says so. Fetch it again from the program "
            "that it comes from.",
        ),
    )


def _damaged(name: str) -> RefusedFileError:
    return RefusedFileError(
        "damaged_zip",
        Text(
            f"Archiwum {name} jest uszkodzone lub niepełne. Pobierz je ponownie albo poproś "
            "o nową kopię.",
            f"The archive {name} is damaged or incomplete. Fetch it again or ask for a new copy.",
        ),
    )


def _encrypted(name: str) -> RefusedFileError:
    return RefusedFileError(
        "encrypted_zip",
        Text(
            f"Archiwum {name} jest zabezpieczone hasłem. Zapisz kopię bez hasła.",
            f"The archive {name} is protected by a password. Save a copy without one.",
        ),
    )


def _bad_path(name: str) -> RefusedFileError:
    return RefusedFileError(
        "zip_path",
        Text(
            f"Archiwum {name} zawiera ścieżkę, która wychodzi poza archiwum („..”, od katalogu "
            "głównego albo z literą dysku). Odrzucono je; poproś nadawcę o plik prosto "
            "z programu.",
            f"The archive {name} has a path that leads out of the archive (“..”, from the root or "
            "with a drive letter). It was refused; ask the sender for a file straight from the "
            "program.",
        ),
    )


def _too_many(name: str, count: int) -> RefusedFileError:
    return RefusedFileError(
        "zip_too_large",
        Text(
            f"Archiwum {name} ma za dużo plików: {count}, a dozwolone maksimum to "
            f"{MOST_MEMBERS}. Podziel eksport.",
            f"The archive {name} holds too many files: {count}, where at most {MOST_MEMBERS} are "
            "allowed. Split the export.",
        ),
    )


def _too_large(name: str, path: str) -> RefusedFileError:
    megabytes = LARGEST_MEMBER // 1024**2
    return RefusedFileError(
        "zip_too_large",
        Text(
            f"W archiwum {name} plik {path} po rozpakowaniu przekracza {megabytes} MB albo jest "
            f"spakowany ponad {HIGHEST_RATIO} razy. Odrzucono archiwum; podziel eksport albo "
            "poproś o nową kopię.",
            f"In the archive {name} the file {path} is larger than {megabytes} MB when unpacked "
            f"or packed more than {HIGHEST_RATIO} times. The archive was refused; split the "
            "export or ask for a new copy.",
        ),
    )


def _repeated(name: str, path: str) -> RefusedFileError:
    return RefusedFileError(
        "zip_repeated",
        Text(
            f"Archiwum {name} zawiera dwa razy plik {path}; nie wiadomo, który jest właściwy. "
            "Zapisz archiwum ponownie.",
            f"The archive {name} holds the file {path} twice; which one counts cannot be told. "
            "Save the archive again.",
        ),
    )
