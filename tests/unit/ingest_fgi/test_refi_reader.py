"""What is read of a .qdpx: texts, codes, coders, selections of all kinds. Synthetic words."""

import pytest
from refi_drawn import CODES, only, packed, qde, read, rules, selection, source, sources

from kooperacja_eval.ingest.fgi.project import QualCode
from kooperacja_eval.ingest.fgi.refi import read_qdpx
from kooperacja_eval.ingest.surveys.export import SurveyFile

pytestmark = pytest.mark.unit

TEXT = "Brakuje czasu na spotkania."


@pytest.mark.parametrize("folder", ["sources", "Sources", "SOURCES"])
@pytest.mark.parametrize("qde_name", ["project.qde", "Project.QDE", "FGI Lublin.qde"])
def test_names_of_document_and_folder_do_not_matter(folder: str, qde_name: str) -> None:
    project = read(sources(source(selection(0, 7))), {f"{folder}/T.TXT": TEXT}, qde_name=qde_name)
    assert (project.documents[0].text, project.codings[0].text) == (TEXT, "Brakuje")


@pytest.mark.parametrize("namespace", ["urn:QDA-XML:project:1.0", "urn:QDA-XML:project:0:4", ""])
def test_namespaces_are_read_alike_and_mixed(namespace: str) -> None:
    mixed = CODES.replace("<CodeBook>", '<CodeBook xmlns="urn:QDA-XML:codebook:0:4">')
    data = packed({"p.qde": qde(mixed, namespace=namespace)})
    assert [code.name for code in read_qdpx(SurveyFile(name="a", data=data)).codes] == [
        "Bariery",
        "Czas",
    ]


def test_nested_codes_keep_parent_definition_and_whether_they_code() -> None:
    body = """<CodeBook><Codes>
      <Code guid="a" name="Bariery" isCodable="false"><Description>Co przeszkadza.</Description>
        <Code guid="b" name="Czas" isCodable="true"><Description/></Code></Code>
      <Code guid="c" name="Zasoby" isCodable="1"/></Codes></CodeBook>"""
    assert read(body).codes == (
        QualCode(id="a", name="Bariery", definition="Co przeszkadza.", codable=False),
        QualCode(id="b", name="Czas", parent="a"),
        QualCode(id="c", name="Zasoby"),
    )


def test_coder_is_user_of_coding_else_of_selection_else_of_source() -> None:
    users = '<Users><User guid="{U1}" name="Koder A"/><User guid="u2" id="KB"/></Users>'
    one = selection(0, 7, user="U1", number=1)
    two = selection(8, 13, number=2).replace('guid="s2"', 'guid="s2" creatingUser="u2"')
    three = selection(14, 16, number=3)
    body = users + sources(source(one, two, three, more=' creatingUser="U3"'))
    project = read(body, {"t.txt": TEXT})
    # u2 has only a short name; U3 is not among the users.
    assert [coding.coder for coding in project.codings] == ["Koder A", "KB", "U3"]


def test_users_of_one_name_are_told_apart() -> None:
    users = '<Users><User guid="u1" name="Koder"/><User guid="u2" name="Koder"/></Users>'
    body = users + sources(
        source(selection(0, 7, user="u1", number=1), selection(0, 7, user="u2", number=2))
    )
    project = read(body, {"t.txt": TEXT})
    assert [coding.coder for coding in project.codings] == ["Koder (u1)", "Koder (u2)"]
    assert "ich liczba: 2" in only(project, "repeated_users").message.pl


def test_text_inside_the_document_goes_before_a_file() -> None:
    inside = f"<PlainTextContent>{TEXT}</PlainTextContent>"
    project = read(sources(source(inside, selection(0, 7))), {"t.txt": "co innego"})
    assert project.documents[0].text == TEXT


@pytest.mark.parametrize(
    "path",
    ["internal://my%20text.txt", "internal://my text.txt", "my text.txt", "INTERNAL://My Text.txt"],
)
def test_ways_to_name_a_text_inside(path: str) -> None:
    assert read(sources(source(path=path)), {"my text.txt": TEXT}).documents[0].text == TEXT


def test_text_is_decoded_and_line_breaks_made_alike() -> None:
    data = "Świadczenia są.\r\nŹle?\rDobrze.".encode("cp1250")
    assert read(sources(source()), {"t.txt": data}).documents[0].text == (
        "Świadczenia są.\nŹle?\nDobrze."
    )
    utf16 = "Świadczenia".encode("utf-16")
    assert read(sources(source()), {"t.txt": utf16}).documents[0].text == "Świadczenia"


@pytest.mark.parametrize(
    ("path", "more", "reason"),
    [
        ("internal://x.txt", "", "wskazuje tekst, którego nie ma w archiwum"),
        ("relative:///t.txt", "", "ma tekst poza archiwum"),
        ("absolute:///C:/t.txt", "", "ma tekst poza archiwum"),
        ("", ' richTextPath="internal://t.docx"', "ma tylko tekst sformatowany"),
        ("", "", "nie ma żadnego tekstu"),
    ],
)
def test_a_missing_text_is_one_problem_and_codings_stay(path: str, more: str, reason: str) -> None:
    project = read(
        sources(
            source(selection(0, 7, number=1), selection(8, 13, number=2), path=path, more=more)
        ),
        {"t.txt": TEXT},
    )
    assert project.documents[0].text is None
    assert [(c.start, c.end, c.text, c.place) for c in project.codings] == [
        (None, None, "", "0 - 7"),
        (None, None, "", "8 - 13"),
    ]
    problem = only(project, "missing_text")
    assert problem.severity == "error"
    assert reason in problem.message.pl
    assert "Dokument 1 (d1)" in problem.message.pl
    assert "ich liczba: 2" in problem.message.pl
    assert rules(project) == ["missing_text"]


def test_a_text_in_an_unclear_encoding_is_a_missing_text() -> None:
    project = read(sources(source()), {"t.txt": b"\x00\x01"})
    assert "kodowaniu, którego nie da się ustalić" in only(project, "missing_text").message.pl


def test_a_selection_without_coding_is_no_coding() -> None:
    memo = (
        '<PlainTextSelection guid="s" startPosition="0" endPosition="7">'
        "<Description>uwaga</Description></PlainTextSelection>"
    )
    empty = memo.replace("<Description>uwaga</Description>", '<Coding guid="k"/>')
    assert read(sources(source(memo, empty)), {"t.txt": TEXT}).codings == ()


def test_a_code_for_the_whole_source_has_no_positions() -> None:
    coding = '<Coding guid="k"><CodeRef targetGUID="c2"/></Coding>'
    (found,) = read(sources(source(coding)), {"t.txt": TEXT}).codings
    assert (found.start, found.text, found.place) == (None, "", "source")


PDF = """<PDFSource guid="p1" name="Notatka.pdf">
  <PDFSelection guid="s1" page="2" firstX="1" firstY="2" secondX="3" secondY="4">
    <Representation guid="r1"><PlainTextContent>Brakuje</PlainTextContent></Representation>
    <Coding guid="k1"><CodeRef targetGUID="c2"/></Coding></PDFSelection>{text}</PDFSource>"""


def test_an_area_of_a_pdf_has_page_and_words() -> None:
    project = read(sources(PDF.format(text="")))
    (found,) = project.codings
    assert (project.documents[0].medium, project.documents[0].text) == ("pdf", None)
    assert (found.medium, found.place, found.text, found.start) == (
        "pdf",
        "page 2, x 1 - 3, y 2 - 4",
        "Brakuje",
        None,
    )


def test_area_and_text_of_one_selection_are_one_coding() -> None:
    text = (
        '<Representation guid="r2" plainTextPath="internal://t.txt">'
        + selection(0, 7, number=1).replace('guid="k1"', 'guid="k9"')
        + selection(8, 13, number=2)
        + "</Representation>"
    )
    project = read(sources(PDF.format(text=text)), {"t.txt": TEXT})
    assert project.documents[0].text == TEXT
    assert [(c.id, c.start, c.end, c.text, c.place) for c in project.codings] == [
        ("k9", 0, 7, "Brakuje", "page 2, x 1 - 3, y 2 - 4"),
        ("k2", 8, 13, "czasu", ""),
    ]


def test_pictures_and_recordings_keep_their_places() -> None:
    coding = '<Coding guid="{}"><CodeRef targetGUID="c2"/></Coding>'
    body = sources(
        '<PictureSource guid="x"><PictureSelection guid="s1" firstX="1" firstY="2" secondX="30" '
        f'secondY="4">{coding.format("k1")}</PictureSelection></PictureSource>',
        '<AudioSource guid="y" name=""><AudioSelection guid="s2" begin="65000" end="70500">'
        f"{coding.format('k2')}</AudioSelection></AudioSource>",
        '<VideoSource guid="z"><VideoSelection guid="s3" begin="0" end="3600000">'
        f"{coding.format('k3')}</VideoSelection></VideoSource>",
    )
    project = read(body)
    assert [(c.document, c.medium, c.place) for c in project.codings] == [
        ("x", "picture", "x 1 - 30, y 2 - 4"),
        ("y", "audio", "0:01:05.000 - 0:01:10.500"),
        ("z", "video", "0:00:00.000 - 1:00:00.000"),
    ]
    assert rules(project) == []


TRANSCRIPT = """<Transcript guid="t{n}" plainTextPath="internal://t.txt">
  <SyncPoint guid="a{n}" timeStamp="1000" position="8"/>
  <SyncPoint guid="b{n}" timeStamp="2500" position="13"/>
  <TranscriptSelection guid="s{n}" fromSyncPoint="A{n}" toSyncPoint="b{n}">
    <Coding guid="k{n}"><CodeRef targetGUID="c2"/></Coding></TranscriptSelection></Transcript>"""


def test_a_transcript_is_coded_between_its_points() -> None:
    body = sources(f'<AudioSource guid="y">{TRANSCRIPT.format(n=1)}</AudioSource>')
    (found,) = read(body, {"t.txt": TEXT}).codings
    assert (found.start, found.end, found.text) == (8, 13, "czasu")
    assert (found.medium, found.place) == ("audio", "0:00:01.000 - 0:00:02.500")


def test_of_several_transcripts_the_first_is_the_text() -> None:
    both = TRANSCRIPT.format(n=1) + TRANSCRIPT.format(n=2)
    project = read(sources(f'<VideoSource guid="y">{both}</VideoSource>'), {"t.txt": TEXT})
    assert [(c.start, c.place) for c in project.codings] == [
        (8, "0:00:01.000 - 0:00:02.500"),
        (None, "0:00:01.000 - 0:00:02.500"),
    ]
    assert "liczba: 2" in only(project, "several_transcripts").message.pl
