"""XML of LimeSurvey: the tables of a .lss, .lsg, .lsq or .lsr document, row by row.

The border: cells are texts as the file holds them; what they mean is said in ``lss_model`` and
``lsa``. Documents with a DTD or entities of their own are refused before anything is expanded.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from kooperacja_eval.ingest.surveys.export import RefusedFileError
from kooperacja_eval.text import Text

Row = dict[str, str]

_ROW_DEPTH: Final = 4
_ROOT: Final = "document"
_BEFORE: Final = b"\xef\xbb\xbf \t\r\n"


@dataclass(slots=True, kw_only=True)
class LssDocument:
    """The content of one document.

    Attributes
    ----------
    doctype : str
        ``Survey``, ``Group``, ``Question``, ``Responses``, ``Tokens`` or another that LimeSurvey
        writes.
    version : str
        Version of LimeSurvey's database.
    languages : list of str
        In the order of the file, where the main one comes last.
    fields : dict of str to list of str
        Names of the columns of each table.
    tables : dict of str to list of rows
        A column that a row lacks was null in the database.
    """

    doctype: str = ""
    version: str = ""
    languages: list[str] = field(default_factory=list)
    fields: dict[str, list[str]] = field(default_factory=dict)
    tables: dict[str, list[Row]] = field(default_factory=dict)

    def rows(self, table: str) -> list[Row]:
        """Return the rows of a table, none where the document lacks it."""
        return self.tables.get(table, [])


def read_document(name: str, data: bytes, doctypes: Sequence[str]) -> LssDocument:
    """Return the tables of a document.

    Parameters
    ----------
    name : str
        Name of the file as messages show it.
    data : bytes
        The XML.
    doctypes : sequence of str
        Types of document that are wanted.

    Raises
    ------
    RefusedFileError
        ``lss_entities`` for a DTD or entities, ``lss_truncated`` for XML that breaks off,
        ``not_lss`` for what is no document of LimeSurvey or of another type.
    """
    document = LssDocument()
    wanted = ", ".join(doctypes)
    try:
        _fill(document, data)
    except DefusedXmlException as error:
        raise _entities(name) from error
    except ParseError as error:
        if data.lstrip(_BEFORE).startswith(b"<"):
            raise _broken(name, error) from error
        raise _not_lss(name, "", wanted) from error
    except _ForeignDocumentError as error:
        raise _not_lss(name, "", wanted) from error
    if document.doctype not in doctypes:
        raise _not_lss(name, document.doctype, wanted)
    return document


class _ForeignDocumentError(Exception):
    """The root element is not LimeSurvey's."""


def _fill(document: LssDocument, data: bytes) -> None:
    path: list[str] = []
    for event, element in iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            path.append(element.tag)
            if len(path) == 1 and element.tag != _ROOT:
                raise _ForeignDocumentError
            continue
        _take(document, path, element)
        path.pop()


def _take(document: LssDocument, path: list[str], element: Element) -> None:
    text = element.text or ""
    match path[1:]:
        case ["LimeSurveyDocType"]:
            document.doctype = text.strip()
        case ["DBVersion"]:
            document.version = text.strip()
        case ["languages", "language"]:
            document.languages.append(text.strip())
        case [table, "fields", "fieldname"]:
            document.fields.setdefault(table, []).append(text.strip())
        case [table, "rows", "row"]:
            row = {cell.tag: cell.text or "" for cell in element}
            document.tables.setdefault(table, []).append(row)
    if len(path) <= _ROW_DEPTH:
        element.clear()


def _entities(name: str) -> RefusedFileError:
    return RefusedFileError(
        "lss_entities",
        Text(
            f"Plik {name} zawiera DTD albo własne encje, których LimeSurvey nie zapisuje. "
            "Odrzucono go ze względów bezpieczeństwa; wyeksportuj ankietę ponownie "
            "z LimeSurvey.",
            f"{name} has a DTD or entities of its own, which LimeSurvey never writes. It was "
            "refused for safety; export the survey from LimeSurvey again.",
        ),
    )


def _broken(name: str, error: ParseError) -> RefusedFileError:
    line = error.position[0]
    return RefusedFileError(
        "lss_truncated",
        Text(
            f"Plik {name} jest niepełny albo uszkodzony: XML urywa się lub ma błąd w wierszu "
            f"{line}. Wyeksportuj go ponownie z LimeSurvey.",
            f"{name} is incomplete or damaged: its XML breaks off or has an error in line {line}. "
            "Export it from LimeSurvey again.",
        ),
    )


def _not_lss(name: str, doctype: str, wanted: str) -> RefusedFileError:
    found_pl = f"dokument LimeSurvey typu „{doctype}”" if doctype else "inny plik"
    found_en = f"a LimeSurvey document of type “{doctype}”" if doctype else "another file"
    return RefusedFileError(
        "not_lss",
        Text(
            f"Plik {name} to {found_pl}; oczekiwano dokumentu LimeSurvey typu: {wanted}. "
            "Strukturę ankiety eksportuje się jako .lss: Ankieta > Eksport > Struktura ankiety.",
            f"{name} is {found_en}; a LimeSurvey document of type {wanted} was expected. The "
            "structure of a survey is exported as .lss: Survey > Export > Survey structure.",
        ),
    )
