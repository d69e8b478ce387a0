"""QualCoder: the database ``data.qda``, alone or in a zipped ``.qda`` folder, and its reports.

Databases of version 6 and later are read, and older ones that lack some columns. The border: rows
are taken as they are; a coding whose source is gone is left out and reported.
"""

import sqlite3
from collections.abc import Mapping
from typing import Final

from kooperacja_eval.ingest.fgi.places import medium_of
from kooperacja_eval.ingest.fgi.positions import Positions, has_wide, positions_of
from kooperacja_eval.ingest.fgi.project import (
    Medium,
    QualCode,
    QualCoding,
    QualDocument,
    QualProject,
)
from kooperacja_eval.ingest.fgi.qualcoder_media import media_codings
from kooperacja_eval.ingest.fgi.qualcoder_problems import past_end, source_gone
from kooperacja_eval.ingest.fgi.qualcoder_reports import read_qualcoder_report
from kooperacja_eval.ingest.fgi.qualcoder_rows import number, variables_of, words
from kooperacja_eval.ingest.fgi.refi_build import with_deleted
from kooperacja_eval.ingest.fgi.segment_table import plain_breaks
from kooperacja_eval.ingest.fgi.sqlite_file import SQLITE_MARK, open_database, table_names
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.safe_zip import open_zip
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

DATABASE: Final = "data.qda"
TABLES: Final = frozenset(("source", "code_name", "code_text"))
"""Tables by which a database of QualCoder is known."""


def read_qualcoder(file: SurveyFile) -> QualProject:
    """Read a project of QualCoder, or one of its reports.

    Parameters
    ----------
    file : SurveyFile
        ``data.qda``, a zipped ``.qda`` folder, a report of codings (CSV, XLSX), codes by segments
        or exact matches (XLSX).

    Returns
    -------
    QualProject
        With the coder (``owner``), categories as codes that cannot be given, and attributes of
        files and of their cases as variables.

    Raises
    ------
    RefusedFileError
        Where it is none of these, damaged, or a folder with several databases.
    """
    data = database_in(file)
    if data is None:
        return read_qualcoder_report(file)
    with open_database(data) as connection:
        if not table_names(connection) >= TABLES:
            raise RefusedFileError("not_qualcoder", _NOT_QUALCODER)
        return _project(file, connection)


def database_in(file: SurveyFile) -> bytes | None:
    """Return the database of a project, None where the file is neither one nor a folder with one.

    Raises
    ------
    RefusedFileError
        Where an archive does harm, or holds several databases.
    """
    if file.data.startswith(SQLITE_MARK):
        return file.data
    if not file.data.startswith(b"PK"):
        return None
    members = open_zip(file.name, file.data)
    found = [name for name in members.names if name.split("/")[-1].lower() == DATABASE]
    if len(found) > 1:
        raise RefusedFileError("several_databases", _several(len(found)))
    return members.read(found[0]) if found else None


def _project(file: SurveyFile, connection: sqlite3.Connection) -> QualProject:
    texts: dict[str, str] = {}
    media: dict[str, Medium] = {}
    documents: list[QualDocument] = []
    variables = variables_of(connection)
    for row in connection.execute("SELECT * FROM source ORDER BY id"):
        key, name = str(row["id"]), words(row, "name")
        full = row["fulltext"] if isinstance(row["fulltext"], str) else None
        media[key] = "text" if full else medium_of(words(row, "mediapath") or name)
        if full:
            texts[key] = full
        documents.append(
            QualDocument(
                id=key, name=name, text=positions_of(full).text if full else None,
                medium=media[key], variables=variables.get(key, {}),
            )
        )  # fmt: skip
    codings, problems = _text_codings(file, connection, texts, media)
    other, more = media_codings(file, connection, media)
    codes, lost = with_deleted(file.name, _codes(connection), [*codings, *other])
    return QualProject(
        tool="qualcoder",
        file=file.name,
        origin=_origin(connection),
        documents=tuple(documents),
        codes=codes,
        codings=(*codings, *other),
        problems=(*problems, *more, *lost),
    )


def _origin(connection: sqlite3.Connection) -> str:
    if "project" not in table_names(connection):
        return "QualCoder"
    for row in connection.execute("SELECT * FROM project"):
        return " ".join(filter(None, ("QualCoder", words(row, "databaseversion"))))
    return "QualCoder"


def _codes(connection: sqlite3.Connection) -> tuple[QualCode, ...]:
    """Return categories, then codes; a code lies in a category or below another code."""
    found = []
    if "code_cat" in table_names(connection):
        for row in connection.execute("SELECT * FROM code_cat ORDER BY catid"):
            above = number(row, "supercatid")
            found.append(
                QualCode(
                    id=f"catid:{row['catid']}", name=words(row, "name"),
                    parent=f"catid:{above}" if above is not None else "",
                    definition=plain_breaks(words(row, "memo")), codable=False,
                )
            )  # fmt: skip
    for row in connection.execute("SELECT * FROM code_name ORDER BY cid"):
        category, above = number(row, "catid"), number(row, "supercid")
        parent = f"cid:{above}" if above is not None else ""
        parent = f"catid:{category}" if category is not None else parent
        definition = plain_breaks(words(row, "memo"))
        name = words(row, "name")
        found.append(
            QualCode(id=f"cid:{row['cid']}", name=name, parent=parent, definition=definition)
        )
    return tuple(found)


def _text_codings(
    file: SurveyFile,
    connection: sqlite3.Connection,
    texts: Mapping[str, str],
    media: Mapping[str, Medium],
) -> tuple[list[QualCoding], list[Problem]]:
    rows = list(connection.execute("SELECT * FROM code_text ORDER BY ctid"))
    places = {key: _positions(text, rows, key) for key, text in texts.items()}
    found, problems = [], []
    for row in rows:
        source, code, name = str(row["fid"]), f"cid:{row['cid']}", f"ctid:{row['ctid']}"
        if source not in media:
            problems.append(source_gone(file.name, name))
            continue
        first, last = number(row, "pos0"), number(row, "pos1")
        where = places.get(source)
        start = where.take(first) if where and first is not None else None
        end = where.take(last) if where and last is not None else None
        if where and (start is None or end is None):
            problems.append(past_end(file.name, name))
            start = end = None
        found.append(
            QualCoding(
                id=name, document=source, code=code, coder=words(row, "owner"), start=start,
                end=end, text=plain_breaks(words(row, "seltext")), medium=media[source],
            )
        )  # fmt: skip
    return found, problems


def _positions(text: str, rows: list[sqlite3.Row], source: str) -> Positions:
    """Return the places of a text, by the unit under which more selections are found again.

    QualCoder takes positions from Qt, which counts UTF-16 units; where the text has characters of
    two units, some versions have converted them and some have not.
    """
    plain = positions_of(text)
    if not has_wide(text):
        return plain
    wide = positions_of(text, utf16=True)
    own = [row for row in rows if str(row["fid"]) == source]
    return wide if _found(wide, own) > _found(plain, own) else plain


def _found(places: Positions, rows: list[sqlite3.Row]) -> int:
    pairs = [
        (number(r, "pos0"), number(r, "pos1"), plain_breaks(words(r, "seltext"))) for r in rows
    ]
    return sum(
        first is not None and last is not None and places.cut(first, last) == said
        for first, last, said in pairs
    )


def _several(count: int) -> Text:
    return Text(
        f"Archiwum zawiera kilka baz danych QualCodera ({count}). Spakuj każdy projekt osobno.",
        f"The archive holds several databases of QualCoder ({count}). Pack each project by itself.",
    )


_NOT_QUALCODER: Final = Text(
    "Baza danych nie ma tabel QualCodera (source, code_name, code_text). Wskaż plik data.qda z "
    "folderu projektu .qda.",
    "The database lacks the tables of QualCoder (source, code_name, code_text). Name the file "
    "data.qda of the project's .qda folder.",
)
