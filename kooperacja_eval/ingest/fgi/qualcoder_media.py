"""Codings of pictures and recordings in QualCoder's database: kept, without positions."""

import datetime as dt
import sqlite3
from collections.abc import Mapping

from kooperacja_eval.ingest.fgi.places import span
from kooperacja_eval.ingest.fgi.project import Medium, QualCoding
from kooperacja_eval.ingest.fgi.qualcoder_problems import source_gone
from kooperacja_eval.ingest.fgi.qualcoder_rows import number, words
from kooperacja_eval.ingest.fgi.sqlite_file import table_names
from kooperacja_eval.ingest.surveys.export import SurveyFile
from kooperacja_eval.schemas.problems import Problem


def media_codings(
    file: SurveyFile,
    connection: sqlite3.Connection,
    media: Mapping[str, Medium],
) -> tuple[list[QualCoding], list[Problem]]:
    """Return the codings of areas of pictures and of times of recordings.

    Parameters
    ----------
    file : SurveyFile
        The file, for messages.
    connection : sqlite3.Connection
        The database.
    media : mapping of str to str
        What each source is.

    Returns
    -------
    list of QualCoding
        With the place in words: ``x, y``, or times as ``h:mm:ss``.
    list of Problem
        Codings whose source is gone.
    """
    tables = table_names(connection)
    rows: list[tuple[str, sqlite3.Row, str]] = []
    if "code_image" in tables:
        rows += [
            (f"imid:{row['imid']}", row, f"{number(row, 'x1')}, {number(row, 'y1')}")
            for row in connection.execute("SELECT * FROM code_image ORDER BY imid")
        ]
    if "code_av" in tables:
        for row in connection.execute("SELECT * FROM code_av ORDER BY avid"):
            place = span(_time(number(row, "pos0")), _time(number(row, "pos1")))
            rows.append((f"avid:{row['avid']}", row, place))
    found, problems = [], []
    for name, row, place in rows:
        source, code = str(row["id"]), f"cid:{row['cid']}"
        if source not in media:
            problems.append(source_gone(file.name, name))
        else:
            medium = "picture" if name.startswith("imid") else media[source]
            found.append(
                QualCoding(
                    id=name, document=source, code=code, coder=words(row, "owner"),
                    medium=medium, place=place,
                )
            )  # fmt: skip
    return found, problems


def _time(milliseconds: int | None) -> str:
    if milliseconds is None:
        return ""
    return str(dt.timedelta(seconds=milliseconds // 1000))
