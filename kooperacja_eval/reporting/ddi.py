"""A deposit as DDI Codebook 2.5: one XML document for the study, its files and their variables.

The border: describes what it is given and reads no file. Order and number of elements are those
of DDI Codebook 2.5 as first published (2012), which 2.5.1 only widens.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree import ElementTree as ET

from kooperacja_eval.reporting import words
from kooperacja_eval.reporting.ddi_model import Deposit, DepositTable
from kooperacja_eval.schemas.field import Field, Kind
from kooperacja_eval.text import LANGUAGES, Text

NAMESPACE: Final = "ddi:codebook:2_5"
SCHEMA: Final = "https://ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold."""
_NUMERIC: Final[frozenset[Kind]] = frozenset({"integer", "number"})
_DAYS: Final[frozenset[Kind]] = frozenset({"date", "month"})
CSV_TYPE: Final = Text(
    "CSV (RFC 4180): UTF-8, przecinek, nagłówek w pierwszym wierszu",
    "CSV (RFC 4180): UTF-8, comma, header in the first row",
)
COMPUTED_BY: Final = "kooperacja_eval"


def ddi_codebook(deposit: Deposit, digests: Mapping[str, str]) -> bytes:
    """Return the DDI document of a deposit.

    Parameters
    ----------
    deposit : Deposit
        What is described.
    digests : mapping of str to str
        SHA-256 of each data file, by its path in the deposit.

    Returns
    -------
    bytes
        XML in UTF-8; the same deposit gives the same bytes. Characters that XML cannot hold stand
        as U+FFFD.
    """
    root = ET.Element(
        "codeBook",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": _XSI,
            "version": "2.5",
            "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
            _LANG: "pl",
        },
    )
    _study(root, deposit)
    for table in deposit.tables:
        _file(root, table, digests[table.csv_path])
    described = ET.SubElement(root, "dataDscr")
    for table in deposit.tables:
        for field in table.fields:
            _variable(described, table, field)
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _study(root: ET.Element, deposit: Deposit) -> None:
    study = ET.SubElement(root, "stdyDscr")
    _citation(study, deposit)
    _scope(study, deposit)
    access = ET.SubElement(study, "dataAccs")
    use = ET.SubElement(access, "useStmt")
    _joined(use, "restrctn", _restriction(deposit))
    _joined(use, "citReq", deposit.citation())
    _joined(use, "conditions", licence_words(deposit))
    if deposit.terms.related_publications:
        others = ET.SubElement(study, "othrStdyMat")
        for publication in deposit.terms.related_publications:
            _text(others, "relPubl", publication)


def _citation(study: ET.Element, deposit: Deposit) -> None:
    config, terms = deposit.config, deposit.terms
    citation = ET.SubElement(study, "citation")
    titles = ET.SubElement(citation, "titlStmt")
    _text(titles, "titl", config.study.title_pl, lang="pl")
    _text(titles, "parTitl", config.study.title_en, lang="en")
    _text(titles, "IDNo", config.study.id)
    if terms.doi:
        _text(titles, "IDNo", terms.doi, agency="DOI")
    if terms.creators:
        responsible = ET.SubElement(citation, "rspStmt")
        for name in terms.creators:
            _text(responsible, "AuthEnty", name)
    produced = ET.SubElement(citation, "prodStmt")
    if terms.licence:
        _text(produced, "copyright", " ".join((terms.licence, terms.licence_url)).strip())
    day = config.study.data_date.isoformat()
    _text(produced, "prodDate", day, date=day)
    _text(produced, "software", COMPUTED_BY)
    _text(produced, "fundAg", config.study.programme)
    if terms.publisher or terms.contact:
        distributed = ET.SubElement(citation, "distStmt")
        if terms.publisher:
            _text(distributed, "distrbtr", terms.publisher)
        if terms.contact:
            email = {"email": terms.contact_email} if terms.contact_email else {}
            _text(distributed, "contact", terms.contact, **email)


def _scope(study: ET.Element, deposit: Deposit) -> None:
    config = deposit.config
    about = ET.SubElement(study, "stdyInfo")
    _both(about, "abstract", abstract(deposit))
    scope = ET.SubElement(about, "sumDscr")
    for event, day in (("start", config.study.period.first), ("end", config.study.period.last)):
        _text(scope, "timePrd", day.isoformat(), date=day.isoformat(), event=event)
    _text(scope, "nation", "Polska", lang="pl", abbr="PL")
    _text(scope, "geogCover", ", ".join(config.voivodeships))


def abstract(deposit: Deposit) -> Text:
    """Return in a few sentences what the deposit is; made-up data are called so first."""
    title = deposit.config.study.title
    tables = ", ".join(table.name for table in deposit.tables)
    first = words.SYNTHETIC_NOTE if deposit.config.study.synthetic else Text("", "")
    return Text(
        f"{first.pl} {title.pl}: wartości wskaźników po kontroli ujawniania i jawne tabele "
        f"badania. Tabele: {tables}.".strip(),
        f"{first.en} {title.en}: values of indicators after disclosure control, and the open "
        f"tables of the study. Tables: {tables}.".strip(),
    )


def licence_words(deposit: Deposit) -> Text:
    """Return under which licence the data may be used."""
    terms = deposit.terms
    if not terms.licence:
        return Text(
            "Badanie nie podaje licencji; przed użyciem zapytaj jego właściciela.",
            "The study states no licence; ask its owner before use.",
        )
    named = " ".join((terms.licence, terms.licence_url)).strip()
    return Text(f"Licencja: {named}", f"Licence: {named}")


def _restriction(deposit: Deposit) -> Text:
    names = ", ".join(entry.name for entry in deposit.left_out) or "–"
    return Text(
        f"Profil public. Poza zbiorem zostały tabele: {names}; powody podaje README.md.",
        f"Public profile. Tables left out: {names}; README.md says why.",
    )


def _file(root: ET.Element, table: DepositTable, digest: str) -> None:
    described = ET.SubElement(root, "fileDscr", {"ID": _file_id(table), "URI": table.csv_path})
    text = ET.SubElement(described, "fileTxt")
    _text(text, "fileName", table.csv_path)
    both = Text(
        f"{table.label.pl}. {table.definition.pl}", f"{table.label.en}. {table.definition.en}"
    )
    _joined(text, "fileCont", both)
    size = ET.SubElement(text, "dimensns")
    _text(size, "caseQnty", str(len(table.frame)))
    _text(size, "varQnty", str(len(table.fields)))
    _joined(text, "fileType", CSV_TYPE)
    _text(described, "notes", f"SHA-256: {digest}")


def _variable(described: ET.Element, table: DepositTable, field: Field) -> None:
    attributes = {
        "ID": f"V_{table.name}_{field.name}",
        "name": field.name,
        "files": _file_id(table),
        "intrvl": "contin" if field.kind == "number" else "discrete",
    }
    variable = ET.SubElement(described, "var", attributes)
    _both(variable, "labl", field.label)
    if field.low is not None or field.high is not None:
        limits = {"min": field.low, "max": field.high}
        given = {name: f"{end:.15g}" for name, end in limits.items() if end is not None}
        units = "REAL" if field.kind == "number" else "INT"
        ET.SubElement(ET.SubElement(variable, "valrng"), "range", {"UNITS": units, **given})
    present = int(table.frame[field.name].notna().sum())
    _text(variable, "sumStat", str(present), type="vald")
    _text(variable, "sumStat", str(len(table.frame) - present), type="invd")
    _both(variable, "txt", _definition(field))
    for code in field.codes or ():
        category = ET.SubElement(variable, "catgry")
        _text(category, "catValu", code.id)
        _both(category, "labl", code.label)
    ET.SubElement(variable, "varFormat", _format(field))


def _definition(field: Field) -> Text:
    if field.unit is None:
        return field.definition
    return Text(
        f"{field.definition.pl} Jednostka: {field.unit.pl}.",
        f"{field.definition.en} Unit: {field.unit.en}.",
    )


def _format(field: Field) -> dict[str, str]:
    kind = "numeric" if field.kind in _NUMERIC else "character"
    return {"type": kind, "category": "date"} if field.kind in _DAYS else {"type": kind}


def _file_id(table: DepositTable) -> str:
    return f"F_{table.name}"


def _both(parent: ET.Element, name: str, text: Text) -> None:
    for lang in LANGUAGES:
        _text(parent, name, text.in_(lang), lang=lang)


def _joined(parent: ET.Element, name: str, text: Text) -> None:
    """Add an element that may stand once only: Polish first, then English where it differs."""
    _text(parent, name, text.pl if text.pl == text.en else f"{text.pl} / {text.en}")


def _text(parent: ET.Element, name: str, text: str, *, lang: str = "", **attributes: str) -> None:
    named = {**attributes, _LANG: lang} if lang else attributes
    ET.SubElement(parent, name, named).text = _NOT_XML.sub("\ufffd", text)


def elements(document: bytes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return each element of our own document with the names of its children, for checks.

    Examples
    --------
    >>> list(elements(b'<a xmlns="ddi:codebook:2_5"><b/><c/></a>'))
    [('a', ('b', 'c')), ('b', ()), ('c', ())]
    """
    for node in ET.fromstring(document).iter():  # noqa: S314 - written by ``ddi_codebook``
        children = tuple(child.tag.rpartition("}")[2] for child in node)
        yield node.tag.rpartition("}")[2], children
