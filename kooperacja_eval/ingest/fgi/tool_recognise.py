"""Which program a file of coded transcripts comes from, and the reader that it goes to.

The border: the content decides, never the name of the file.
"""

import re
from collections.abc import Sequence
from typing import Final

from kooperacja_eval.ingest.fgi import tool_messages as say
from kooperacja_eval.ingest.fgi.atlas import NEEDED as ATLAS_NEEDED
from kooperacja_eval.ingest.fgi.atlas import read_atlas
from kooperacja_eval.ingest.fgi.coded_table import NEEDED as PLAIN_NEEDED
from kooperacja_eval.ingest.fgi.coded_table import read_coded_table
from kooperacja_eval.ingest.fgi.headings import ATLAS, MAXQDA, PLAIN
from kooperacja_eval.ingest.fgi.maxqda import code_columns, read_maxqda
from kooperacja_eval.ingest.fgi.project import QualProject, Tool
from kooperacja_eval.ingest.fgi.qualcoder import TABLES, database_in, read_qualcoder
from kooperacja_eval.ingest.fgi.qualcoder_reports import is_report, report_grids
from kooperacja_eval.ingest.fgi.refi import read_qdc, read_qdpx
from kooperacja_eval.ingest.fgi.refusals import TOOL_NAMES, no_columns
from kooperacja_eval.ingest.fgi.segment_table import find_table, missing_roles
from kooperacja_eval.ingest.fgi.sqlite_file import open_database, table_names
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.raw_grids import Grid
from kooperacja_eval.ingest.surveys.safe_zip import open_zip
from kooperacja_eval.text import Text

_QDA_XML: Final = b"urn:QDA-XML"
_XML: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_HEAD: Final = 4096
_QCODER: Final = b"(/QCODE){#"
_OWN_SIGNS: Final = ("group", "color", "area", "coverage")
"""Columns that MAXQDA alone has; a person's own table may have weights too."""


def recognise_tool(file: SurveyFile) -> tuple[Tool, Text]:
    """Say which program wrote a file.

    Parameters
    ----------
    file : SurveyFile
        The file.

    Returns
    -------
    str
        The program.
    Text
        By what it was recognised.

    Raises
    ------
    RefusedFileError
        Where it holds no coded stretches in a form that is read; the reason and the way out are
        named.
    """
    if file.data.startswith(b"PK"):
        members = open_zip(file.name, file.data)
        if members.ending(".qde"):
            return "refi_qda", say.QDPX
    data = database_in(file)
    if data is not None:
        return _of_database(data)
    head = _head(file.data)
    if _XML.match(head) and _QDA_XML in head:
        if b"urn:QDA-XML:project" in head:
            raise RefusedFileError("bare_project", say.BARE_PROJECT)
        return "refi_qda", say.QDC
    if _QCODER in file.data:
        raise RefusedFileError("qcoder_markup", say.QCODER)
    return _of_table(report_grids(file))


def read_project(file: SurveyFile, tool: Tool) -> QualProject:
    """Read a file of the program that the mapping names.

    Parameters
    ----------
    file : SurveyFile
        The file.
    tool : str
        The program.

    Raises
    ------
    RefusedFileError
        ``other_tool`` where the file is of another program, else as the readers.
    """
    found, reason = recognise_tool(file)
    if found != tool:
        raise RefusedFileError("other_tool", say.other_tool(TOOL_NAMES[tool], found, reason))
    match tool:
        case "refi_qda":
            return read_qdpx(file) if file.data.startswith(b"PK") else read_qdc(file)
        case "maxqda":
            return read_maxqda(file)
        case "atlas_ti":
            return read_atlas(file)
        case "qualcoder":
            return read_qualcoder(file)
        case "table":
            return read_coded_table(file)


def _head(data: bytes) -> bytes:
    """Return the beginning of a file; of UTF-16 without its mark and the empty halves."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[2 : 2 * _HEAD].replace(b"\x00", b"")
    return data[:_HEAD]


def _of_database(data: bytes) -> tuple[Tool, Text]:
    with open_database(data) as connection:
        tables = table_names(connection)
    if tables >= TABLES:
        return "qualcoder", say.QUALCODER
    if "requal_version" in tables:
        raise RefusedFileError("requal", say.REQUAL)
    if {"freecode", "treecode"} <= tables:
        raise RefusedFileError("rqda", say.RQDA)
    raise RefusedFileError("unknown_database", say.UNKNOWN_DATABASE)


def _of_table(grids: Sequence[Grid]) -> tuple[Tool, Text]:
    if is_report(grids):
        return "qualcoder", say.QUALCODER_REPORT
    if find_table(grids, ATLAS, ATLAS_NEEDED):
        return "atlas_ti", say.ATLAS
    if _is_maxqda(grids):
        return "maxqda", say.MAXQDA
    plain = find_table(grids, PLAIN, (*PLAIN_NEEDED, "text"))
    if plain or find_table(grids, PLAIN, (*PLAIN_NEEDED, "start", "end")):
        return "table", say.TABLE
    lacking = missing_roles(grids, PLAIN, (*PLAIN_NEEDED, "text"))
    raise no_columns(say.ANY_TABLE, lacking or ("text",), PLAIN)


def _is_maxqda(grids: Sequence[Grid]) -> bool:
    table = find_table(grids, MAXQDA, ("document", "text"))
    if table is None:
        return False
    own = any(role in table.roles for role in _OWN_SIGNS) or {"weight", "begin"} <= set(table.roles)
    return bool(code_columns(table)) or ("code" in table.roles and own)
