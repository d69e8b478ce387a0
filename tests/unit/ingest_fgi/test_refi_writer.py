"""What is written as REFI-QDA: names, order and identifiers of elements. Synthetic words."""

import datetime as dt
import zipfile
from dataclasses import replace
from io import BytesIO
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from kooperacja_eval.ingest.fgi.project import QualCode, QualCoding, QualDocument, QualProject
from kooperacja_eval.ingest.fgi.refi import read_qdpx
from kooperacja_eval.ingest.fgi.refi_write import write_qdc, write_qdpx
from kooperacja_eval.ingest.surveys.export import SurveyFile

pytestmark = pytest.mark.unit

GUID = "85D17F60-7BB0-481E-B742-B4861DD669DF"
DAY = dt.date(2019, 6, 30)
TEXT = "Wstęp 😀\nBrakuje czasu na spotkania."
NAMESPACE = "{urn:QDA-XML:project:1.0}"

# The order of parts in Project.xsd of 18 March 2019, as far as they are written.
ORDER = {
    "Project": ["Users", "CodeBook", "Variables", "Sources", "Sets"],
    "CodeBook": ["Codes"],
    "Code": ["Description", "Code"],
    "TextSource": ["PlainTextSelection", "Coding", "VariableValue"],
    "PDFSource": ["PDFSelection", "Representation", "Coding", "VariableValue"],
    "PDFSelection": ["Representation", "Coding"],
    "PictureSource": ["TextDescription", "PictureSelection", "Coding", "VariableValue"],
    "AudioSource": ["Transcript", "AudioSelection", "Coding", "VariableValue"],
    "Transcript": ["SyncPoint", "TranscriptSelection"],
    "Set": ["MemberCode", "MemberSource"],
}


def coding(number: int, document: str = "d1", **facts: object) -> QualCoding:
    made = QualCoding(id=str(number), document=document, code=GUID, coder="Koder A")
    return replace(made, **facts)  # type: ignore[arg-type]


def project(*codings: QualCoding) -> QualProject:
    return QualProject(
        tool="qualcoder",
        file="fgi/a.qda",
        origin="QualCoder 3.5",
        documents=(
            QualDocument(id="d1", name="FGI 1", text=TEXT, variables={"województwo": "lubelskie"}),
            QualDocument(id="d2", name="Notatka", text="Brak czasu", medium="pdf"),
            QualDocument(id="d3", name="Mapa", text="Mapa gminy", medium="picture"),
            QualDocument(id="d4", name="Nagranie", text="Tak.", medium="audio"),
        ),
        codes=(
            QualCode(id="1", name="Bariery", definition="Co przeszkadza.", codable=False),
            QualCode(id=GUID, name="Czas", parent="1"),
        ),
        codings=codings,
        sets={"Ważne": (GUID, "d1", "nieznany"), "Puste": ()},
    )


FULL = project(
    coding(1, start=8, end=15),
    coding(2, coder="Koder B", place="source"),
    coding(3, "d2", start=0, end=4, place="page 2, x 1 - 3, y 2 - 4"),
    coding(4, "d2", place="page 3, x 1 - 3, y 2 - 4", text="czasu"),
    coding(5, "d3", start=0, end=4, place="x 1 - 3, y 2 - 4"),
    coding(8, "d3", place="x 5 - 6, y 7 - 8"),
    coding(6, "d4", start=0, end=3, place="0:00:01.000 - 0:00:02.500"),
    coding(7, "d4", place="0:01:05.000 - 0:01:10.500"),
)


def opened(written: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(written))


def document(written: bytes) -> Element:
    return fromstring(opened(written).read("project.qde"))


def local(element: Element) -> str:
    return element.tag.removeprefix(NAMESPACE)


def found(root: Element, tag: str) -> list[Element]:
    return root.findall(f".//{NAMESPACE}{tag}")


def test_parts_stand_in_the_order_of_the_schema() -> None:
    seen = set()
    for element in document(write_qdpx(FULL, created=DAY)).iter():
        order = ORDER.get(local(element))
        if order is not None:
            seen.add(local(element))
            places = [order.index(local(part)) for part in element]
            assert places == sorted(places), local(element)
    assert seen == set(ORDER)


def test_what_holds_a_list_is_there_once() -> None:
    several = replace(FULL, codes=(*FULL.codes, QualCode(id="3", name="Zasoby")))
    root = document(write_qdpx(several, created=DAY))
    for tag in ("Users", "CodeBook", "Codes", "Variables", "Sources", "Sets"):
        assert len(found(root, tag)) == 1, tag
    assert [one.get("name") for one in found(root, "Codes")[0]] == ["Bariery", "Zasoby"]


def test_every_identifier_is_a_guid_and_what_is_referred_to_is_there() -> None:
    root = document(write_qdpx(FULL, created=DAY))
    guids = [element.get("guid") for element in root.iter() if "guid" in element.attrib]
    assert len(guids) > 20
    assert all(guid and len(guid) == 36 and guid.count("-") == 4 for guid in guids)
    # Area and text of one selection share an identifier; nothing else does.
    shared = {guid for guid in guids if guids.count(guid) > 1}
    areas = [*found(root, "PDFSelection"), *found(root, "PictureSelection")]
    twins = {one.get("guid") for one in areas} & {
        one.get("guid") for one in found(root, "PlainTextSelection")
    }
    assert shared == twins
    assert len(twins) == 2
    referred = {
        element.get(name)
        for element in root.iter()
        for name in ("targetGUID", "creatingUser", "fromSyncPoint", "toSyncPoint")
        if name in element.attrib
    }
    assert referred <= set(guids)


def test_guids_stay_and_others_are_made_from_the_identifier() -> None:
    root = document(write_qdpx(FULL, created=DAY))
    again = document(write_qdpx(replace(FULL, file="b", sets={}), created=dt.date(2020, 1, 1)))
    top, low = found(root, "Code")
    assert (low.get("guid"), low.get("name"), low.get("isCodable")) == (GUID, "Czas", "true")
    assert (top.get("isCodable"), top.get("guid")) == ("false", found(again, "Code")[0].get("guid"))
    assert top[0].text == "Co przeszkadza."


def test_texts_are_utf_8_with_line_feeds_and_positions_are_code_points() -> None:
    written = write_qdpx(FULL, created=DAY)
    (selection,) = found(found(document(written), "TextSource")[0], "PlainTextSelection")
    path = found(document(written), "TextSource")[0].get("plainTextPath", "")
    assert path.startswith("internal://")
    data = opened(written).read("sources/" + path.removeprefix("internal://"))
    assert data == TEXT.encode("utf-8")
    # The emoji is one: "Wstęp ", emoji and line break are 8 characters.
    assert (selection.get("startPosition"), selection.get("endPosition")) == ("8", "15")
    assert selection.get("name") == "Brakuje"


def test_the_name_of_a_long_selection_is_its_beginning() -> None:
    long = QualDocument(id="d", name="FGI", text="czas\n" * 50)
    one = replace(project(coding(1, "d", start=0, end=250)), documents=(long,), sets={})
    (selection,) = found(document(write_qdpx(one, created=DAY)), "PlainTextSelection")
    assert selection.get("name") == "czas " * 20 + "…"


def test_one_user_for_each_coder() -> None:
    users = found(document(write_qdpx(FULL, created=DAY)), "User")
    assert [user.get("name") for user in users] == ["Koder A", "Koder B"]


def test_the_same_project_and_day_give_the_same_bytes() -> None:
    written = write_qdpx(FULL, created=DAY)
    assert written == write_qdpx(FULL, created=DAY)
    assert {info.date_time for info in opened(written).infolist()} == {(2019, 6, 30, 0, 0, 0)}
    assert document(written).get("creationDateTime") == "2019-06-30T00:00:00Z"


def test_characters_that_xml_cannot_hold_become_marks() -> None:
    odd = replace(FULL, codes=(replace(FULL.codes[0], name="Bar\x0biery"), FULL.codes[1]))
    assert found(document(write_qdpx(odd, created=DAY)), "Code")[0].get("name") == "Bar\ufffdiery"


def test_an_empty_project_has_no_empty_parts() -> None:
    empty = QualProject(tool="table", file="a", origin="", documents=(), codes=(), codings=())
    assert list(document(write_qdpx(empty, created=DAY))) == []


def test_a_codebook_holds_codes_and_their_sets_only() -> None:
    root = fromstring(write_qdc(FULL))
    space = "{urn:QDA-XML:codebook:1.0}"
    assert [one.get("name") for one in root.iter(f"{space}Code")] == ["Bariery", "Czas"]
    (member,) = root.iter(f"{space}MemberCode")
    assert member.get("guid") == GUID
    assert [one.get("name") for one in root.iter(f"{space}Set")] == ["Ważne"]


CIRCLE = (QualCode(id="1", name="A", parent="2"), QualCode(id="2", name="B", parent="1"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"documents": FULL.documents * 2}, "document are there more than once"),
        ({"codes": (*FULL.codes, replace(FULL.codes[1], id=GUID.lower()))}, "code are there"),
        ({"codings": (coding(1), coding(1))}, "coding are there"),
        ({"codings": (coding(1, "d9"),)}, "names a document or code"),
        ({"codings": (coding(1, code="9"),)}, "names a document or code"),
        ({"codings": (coding(1, start=0, end=99),)}, "outside the text"),
        ({"codings": (coding(1, start=5, end=4),)}, "outside the text"),
        ({"codes": CIRCLE, "codings": ()}, "below itself"),
        ({"documents": (QualDocument(id="d1", name="", text="a\r\nb"),)}, "carriage return"),
        ({"documents": (QualDocument(id="d1", name="", text="\ufeffa"),)}, "byte order mark"),
        ({"documents": (QualDocument(id="d1", name="", text="a\0"),)}, "NUL"),
    ],
)
def test_what_cannot_be_written_is_a_mistake(changes: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        write_qdpx(replace(FULL, **changes), created=DAY)  # type: ignore[arg-type]


def test_days_that_an_archive_cannot_hold() -> None:
    with pytest.raises(ValueError, match="1980 or later"):
        write_qdpx(FULL, created=dt.date(1979, 12, 31))


def test_a_codebook_without_codes_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one code"):
        write_qdc(replace(FULL, codes=(), codings=()))


def test_places_of_every_kind_come_back() -> None:
    again = read_qdpx(SurveyFile(name="fgi/a.qdpx", data=write_qdpx(FULL, created=DAY)))
    kinds = {"d1": "text", "d2": "pdf", "d3": "picture", "d4": "audio"}
    # An area of a picture has no words in the format, nor has a time of a recording.
    cut = {1: TEXT[8:15], 3: "Brak", 4: "czasu", 5: "Mapa", 6: "Tak"}
    wanted = {
        (one.start, one.end, one.coder, one.place, kinds[one.document], cut.get(int(one.id), ""))
        for one in FULL.codings
    }
    assert {(c.start, c.end, c.coder, c.place, c.medium, c.text) for c in again.codings} == wanted
    assert [(one.name, one.text, one.medium) for one in again.documents] == [
        (one.name, one.text, one.medium) for one in FULL.documents
    ]
    assert again.documents[0].variables == {"województwo": "lubelskie"}
    assert {name: len(members) for name, members in again.sets.items()} == {"Ważne": 2, "Puste": 0}
    assert again.problems == ()
