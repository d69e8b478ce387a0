"""Databases of SQLite that come from outside: opened for reading only, from a copy of the bytes.

SQLite needs a path, so the bytes are written to a temporary file that is removed at once after
reading. The border: what the tables mean is the business of the readers.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from kooperacja_eval.ingest.surveys.export import RefusedFileError
from kooperacja_eval.text import Text

SQLITE_MARK: Final = b"SQLite format 3\x00"

_HEADER: Final = 100
"""Bytes of the header of the file, https://www.sqlite.org/fileformat.html, section 1.3."""


@contextmanager
def open_database(data: bytes) -> Iterator[sqlite3.Connection]:
    """Open a database for reading; its rows are ``sqlite3.Row``.

    Parameters
    ----------
    data : bytes
        Content of the file.

    Raises
    ------
    RefusedFileError
        ``damaged_database`` where it is cut short or broken, also while rows are read.
    """
    if _is_cut(data):
        raise RefusedFileError("damaged_database", _DAMAGED)
    with tempfile.TemporaryDirectory(prefix="kooperacja-") as folder:
        path = Path(folder) / "copy.sqlite"
        path.write_bytes(data)
        try:
            address = f"{path.as_uri()}?mode=ro&immutable=1"
            with closing(sqlite3.connect(address, uri=True)) as connection:
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA trusted_schema = OFF")
                yield connection
        except sqlite3.DatabaseError as error:
            raise RefusedFileError("damaged_database", _DAMAGED) from error


def table_names(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the names of the tables, in lower case; views do not count."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return frozenset(str(row["name"]).lower() for row in rows)


def _is_cut(data: bytes) -> bool:
    """Return whether the file is shorter than the pages that its header counts."""
    if len(data) < _HEADER or not data.startswith(SQLITE_MARK):
        return True
    size = int.from_bytes(data[16:18], "big")
    size = 65536 if size == 1 else size
    counted = int.from_bytes(data[28:32], "big")
    current = data[24:28] == data[92:96]  # old versions of SQLite leave the count untold
    return len(data) < size or (current and len(data) < size * counted)


_DAMAGED: Final = Text(
    "Baza danych jest ucięta lub uszkodzona. Zamknij projekt w programie, skopiuj plik ponownie "
    "i sprawdź, czy kopia ma ten sam rozmiar.",
    "The database is cut short or damaged. Close the project in the program, copy the file again "
    "and check that the copy has the same size.",
)
