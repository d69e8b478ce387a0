"""Chooses the reader of a file by its extension, after a look at its first bytes."""

import re
from collections.abc import Callable
from typing import Final, Literal

from kooperacja_eval.ingest.readers.broken import damaged, encrypted
from kooperacja_eval.ingest.readers.delimited import read_delimited
from kooperacja_eval.ingest.readers.old_workbook import read_old_workbook
from kooperacja_eval.ingest.readers.parquet import read_parquet
from kooperacja_eval.ingest.readers.request import Answer, Request
from kooperacja_eval.ingest.readers.workbook import read_workbook
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

Content = Literal["zip", "ole", "parquet", "html", "pdf", "text"]

_FORMATS: Final[dict[str, tuple[tuple[Content, ...], Callable[[Request], Answer]]]] = {
    ".xlsx": (("zip",), read_workbook),
    ".xlsm": (("zip",), read_workbook),
    ".xls": (("ole",), read_old_workbook),
    ".ods": (("zip",), read_workbook),
    ".csv": (("text",), read_delimited),
    ".tsv": (("text",), read_delimited),
    ".txt": (("text",), read_delimited),
    ".parquet": (("parquet",), read_parquet),
}
"""What a file of each extension begins with, and its reader."""

_CONTENT_LABELS: Final[dict[Content, Text]] = {
    "zip": Text("skoroszyt XLSX lub ODS", "an XLSX or ODS workbook"),
    "ole": Text("skoroszyt XLS", "an XLS workbook"),
    "parquet": Text("plik parquet", "a parquet file"),
    "html": Text("strona HTML lub plik XML", "an HTML page or XML file"),
    "pdf": Text("dokument PDF", "a PDF document"),
    "text": Text("plik tekstowy", "a text file"),
}

_HTML: Final = re.compile(rb"\s*<(?:!doctype|html|table|head|body|meta|\?xml|\?mso)", re.IGNORECASE)
_BEGINNING: Final = 4096
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
"""The part of a compound file in which Office keeps a workbook protected by a password."""


def read(request: Request) -> Answer:
    """Return the sheet of a file, or the problem that keeps it from being read."""
    extension = _extension(request.file)
    if extension not in _FORMATS:
        return Answer(None, (_unsupported(request),))
    if not request.data:
        return Answer(None, (_empty(request),))
    expected, reader = _FORMATS[extension]
    content = _content(request.data)
    if content == "ole" and _ENCRYPTED in request.data:
        return Answer(None, (encrypted(request),))
    if content not in expected:
        return Answer(None, (_mismatch(request, extension, content, expected),))
    return reader(request)


def _extension(file: str) -> str:
    name = file.rpartition("/")[2]
    return f".{name.rpartition('.')[2]}".lower() if "." in name else ""


def _content(data: bytes) -> Content:
    if data.startswith(b"PK\x03\x04"):
        return "zip"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(b"%PDF"):
        return "pdf"
    beginning = data[:_BEGINNING].removeprefix(b"\xef\xbb\xbf")
    return "html" if _HTML.match(beginning) else "text"


def _mismatch(
    request: Request, extension: str, content: Content, expected: tuple[Content, ...]
) -> Problem:
    if content == "text" and "text" not in expected and not _looks_like_text(request.data):
        return damaged(request)
    label = _CONTENT_LABELS[content]
    return request.problem(
        "wrong_extension",
        Text(
            f"Nazwa kończy się na {extension}, ale to {label.pl}. Otwórz plik w programie, "
            "z którego pochodzi, i zapisz go we właściwym formacie.",
            f"The name ends in {extension}, but this is {label.en}. Open the file in the program "
            "that it comes from and save it in the right format.",
        ),
    )


def _looks_like_text(data: bytes) -> bool:
    return b"\x00" not in data[:_BEGINNING]


def _unsupported(request: Request) -> Problem:
    allowed = ", ".join(_FORMATS)
    return request.problem(
        "unsupported_format",
        Text(
            f"Tego formatu nie da się odczytać. Zapisz plik jako jeden z: {allowed}.",
            f"This format cannot be read. Save the file as one of: {allowed}.",
        ),
    )


def _empty(request: Request) -> Problem:
    return request.problem(
        "empty_file",
        Text(
            "Plik jest pusty (0 bajtów). Pobierz go ponownie albo poproś o nową kopię.",
            "The file is empty (0 bytes). Fetch it again or ask for a new copy.",
        ),
    )
