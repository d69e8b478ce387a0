"""What the schema of DDI Codebook 2.5.1 says of each element that a deposit writes.

A reading of ``codebook.xsd`` of DDI Codebook 2.5.1 (DDI Alliance, 2014-01-28), in a notation of
our own: names, order, number, attributes and their values. The schema itself (LGPL 3 or later)
and those that it imports are not part of the repository, so that this is no full validation:
elements that a deposit does not write are known by name only.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree as ET

NAMESPACE: Final = "ddi:codebook:2_5"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
NAME = re.compile(r"[^\W\d][\w.\-]*")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
TEXT: Final = ".*"
"""Any text."""
IDREFS: Final = "IDREFS"
"""Names that stand elsewhere as ``ID``."""
GLOBAL: Final[Mapping[str, str]] = {
    "ID": NAME.pattern,
    f"{XML}lang": LANGUAGE.pattern,
    "source": "archive|producer",
    "elementVersion": TEXT,
    "elementVersionDate": r"\d{4}(-\d{2}(-\d{2})?)?",
    "ddiLifecycleUrn": TEXT,
    "ddiCodebookUrn": TEXT,
}


@dataclass(frozen=True)
class Element:
    """One element.

    ``children``: names in order, each with ``?`` (at most once), ``*`` (any number), ``+`` (at
    least once) or nothing (once); names joined by ``|`` may stand in any order. Without children
    the element holds text, or nothing at all. ``attributes``: allowed values as a pattern, beside
    the global ones. ``required``: attributes that must be there.
    """

    children: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    empty: bool = False


_REFS: Final = dict.fromkeys(("sdatrefs", "methrefs", "pubrefs", "access"), IDREFS)
ELEMENTS: Final[Mapping[str, Element]] = {
    "codeBook": Element(
        "docDscr* stdyDscr+ fileDscr* dataDscr* otherMat*",
        {"version": r"2\.5", "codeBookAgency": NAME.pattern},
    ),
    "stdyDscr": Element(
        "citation+ studyAuthorization* stdyInfo* studyDevelopment* method* dataAccs* "
        "othrStdyMat* notes*",
        {"access": IDREFS},
    ),
    "citation": Element(
        "titlStmt rspStmt? prodStmt? distStmt? serStmt* verStmt* biblCit* holdings* notes*",
        {"MARCURI": TEXT},
    ),
    "titlStmt": Element("titl subTitl* altTitl* parTitl* IDNo*"),
    "titl": Element(),
    "parTitl": Element(),
    "IDNo": Element("", {"agency": TEXT, "level": "study|file|project"}),
    "rspStmt": Element("AuthEnty* othId*"),
    "AuthEnty": Element("", {"affiliation": TEXT}),
    "prodStmt": Element("producer* copyright* prodDate* prodPlac* software* fundAg* grantNo*"),
    "copyright": Element(),
    "prodDate": Element("", {"date": TEXT}),
    "software": Element("", {"date": TEXT, "version": TEXT}),
    "fundAg": Element("", {"abbr": TEXT, "role": TEXT}),
    "distStmt": Element("distrbtr* contact* depositr* depDate* distDate*"),
    "distrbtr": Element("", {"abbr": TEXT, "affiliation": TEXT, "URI": TEXT}),
    "contact": Element("", {"affiliation": TEXT, "URI": TEXT, "email": TEXT}),
    "stdyInfo": Element(
        "studyBudget* subject* abstract* sumDscr* qualityStatement? notes* exPostEvaluation*"
    ),
    "abstract": Element("", {"date": TEXT, "contentType": "abstract|purpose|mixed"}),
    "sumDscr": Element(
        "timePrd* collDate* nation* geogCover* geogUnit* geoBndBox? boundPoly* anlyUnit* "
        "universe* dataKind*"
    ),
    "timePrd": Element("", {"date": TEXT, "event": "start|end|single", "cycle": TEXT}),
    "nation": Element("", {"abbr": TEXT}),
    "geogCover": Element(),
    "dataAccs": Element("setAvail* useStmt* notes*"),
    "useStmt": Element(
        "confDec* specPerm* restrctn* contact* citReq* deposReq* conditions* disclaimer*"
    ),
    "restrctn": Element(),
    "citReq": Element(),
    "conditions": Element(),
    "othrStdyMat": Element("relMat* relStdy* relPubl* othRefs*"),
    "relPubl": Element(),
    "fileDscr": Element("fileTxt* locMap? notes*", {"URI": TEXT, **_REFS}),
    "fileTxt": Element(
        "fileName* fileCitation? dataFingerprint* fileCont? fileStrc? dimensns? fileType* format* "
        "filePlac* dataChck* ProcStat* dataMsng* software* verStmt*"
    ),
    "fileName": Element(),
    "fileCont": Element(),
    "dimensns": Element("caseQnty* varQnty* logRecL* recPrCas* recNumTot*"),
    "caseQnty": Element(),
    "varQnty": Element(),
    "fileType": Element("", {"charset": TEXT}),
    "notes": Element(
        "",
        {
            **dict.fromkeys(("type", "subject", "level", "resp"), TEXT),
            **dict.fromkeys(("sdatrefs", "parent", "sameNote"), IDREFS),
        },
    ),
    "dataDscr": Element("varGrp* nCubeGrp* var* nCube* notes*"),
    "var": Element(
        "location* labl* imputation* security* embargo* respUnit* anlysUnit* qstn* valrng* "
        "invalrng* undocCod* universe* TotlResp* sumStat* txt* stdCatgry* catgryGrp* catgry* "
        "codInstr* verStmt* concept* derivation? varFormat? geoMap* catLevel* notes*",
        {
            "name": TEXT,
            "wgt": "wgt|not-wgt",
            "intrvl": "contin|discrete",
            "aggrMeth": "sum|average|count|mode|median|maximum|minimum|percent|other",
            "nature": "nominal|ordinal|interval|ratio|percent|other",
            "additivity": "stock|flow|non-additive|other",
            "temporal": "Y|N",
            "geog": "Y|N",
            "representationType": "text|numeric|code|datetime|other",
            **dict.fromkeys(("wgt-var", "weight", "qstn", "files"), IDREFS),
            **_REFS,
            **dict.fromkeys(
                ("vendor", "dcml", "rectype", "measUnit", "scale", "origin", "geoVocab", "catQnty"),
                TEXT,
            ),
        },
        frozenset({"name"}),
    ),
    "labl": Element("", {"level": TEXT, "vendor": TEXT, "country": TEXT, "sdatrefs": IDREFS}),
    "valrng": Element("item|range+ key* notes*"),
    "range": Element(
        "",
        {
            "UNITS": "INT|REAL",
            **dict.fromkeys(("min", "minExclusive", "max", "maxExclusive"), TEXT),
        },
        empty=True,
    ),
    "sumStat": Element(
        "",
        {
            "type": "mean|medn|mode|vald|invd|min|max|stdev|other",
            "otherType": TEXT,
            "wgtd": "wgtd|not-wgtd",
            "wgt-var": IDREFS,
            "weight": IDREFS,
        },
        frozenset({"type"}),
    ),
    "txt": Element("", {"level": TEXT, "sdatrefs": IDREFS}),
    "catgry": Element(
        "catValu? labl* txt* catStat* mrow?",
        {
            "missing": "Y|N",
            "excls": "true|false",
            **dict.fromkeys(("missType", "country"), TEXT),
            **dict.fromkeys(("sdatrefs", "catgry", "level"), IDREFS),
        },
    ),
    "catValu": Element(),
    "varFormat": Element(
        "",
        {
            "type": "character|numeric",
            "schema": "SAS|SPSS|IBM|ANSI|ISO|XML-Data|other",
            "category": "date|time|currency|other",
            **dict.fromkeys(("formatname", "otherSchema", "otherCategory", "URI"), TEXT),
        },
    ),
}


def breaks(document: bytes) -> list[str]:
    """Return what in a document breaks the reading; nothing where all is well."""
    root = ET.fromstring(document)
    ids = [node.get("ID") for node in root.iter() if node.get("ID")]
    found = [] if root.tag == f"{{{NAMESPACE}}}codeBook" else [f"root: {root.tag}"]
    found += [f"ID twice: {name}" for name in sorted({name for name in ids if ids.count(name) > 1})]
    known = frozenset(ids)
    for node in root.iter():
        found += [f"{_local(node)}: {problem}" for problem in _problems(node, known)]
    return found


def _problems(node: ET.Element, ids: frozenset[str]) -> Iterator[str]:
    element = ELEMENTS.get(_local(node))
    if element is None or node.tag != f"{{{NAMESPACE}}}{_local(node)}":
        yield "is no element that is known"
        return
    children = "".join(f"{_local(child)} " for child in node)
    if re.fullmatch(_order(element.children), children) is None:
        yield f"children {children.split()}"
    loose = [node.text, *(child.tail for child in node)]
    if (element.children or element.empty) and any((text or "").strip() for text in loose):
        yield "text between elements"
    yield from (f"lacks {name}" for name in sorted(element.required - set(node.keys())))
    allowed = {**GLOBAL, **element.attributes}
    if _local(node) == "codeBook":
        allowed[f"{XSI}schemaLocation"] = rf"{NAMESPACE} \S+"
    for name, value in node.items():
        if name not in allowed:
            yield f"attribute {name}"
        elif allowed[name] == IDREFS:
            yield from (f"{name} leads nowhere: {ref}" for ref in value.split() if ref not in ids)
        elif re.fullmatch(allowed[name], value, re.DOTALL) is None:
            yield f"{name}={value}"


def _order(children: str) -> str:
    parts = (re.fullmatch(r"([\w|]+)([?*+]?)", part) for part in children.split())
    return "".join(f"(?:(?:{part[1]}) ){part[2]}" for part in parts if part)


def _local(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2]
