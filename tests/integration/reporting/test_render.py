"""What a rendered report holds in each format: structure for screen readers, words, numbers."""

import dataclasses
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document as WordDocument
from pypdf import PdfReader
from report_sample import EMPTY, FIGURE, PROSE, TABLE, sample

from kooperacja_eval.errors import ReportError
from kooperacja_eval.reporting.assemble import assemble
from kooperacja_eval.reporting.blocks import Block, Markdown, show_exhibit
from kooperacja_eval.reporting.document import Document
from kooperacja_eval.reporting.prose import contents, list_of_figures, page_break
from kooperacja_eval.reporting.render import FORMATS, render
from kooperacja_eval.reporting.to_pdf import picture_width

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample in every format."""
    folder = tmp_path_factory.mktemp("reports")
    return dict(zip(FORMATS, render(sample(), folder / "raport"), strict=True))


@pytest.fixture(scope="module")
def page(files: dict[str, Path]) -> str:
    """The sample as HTML."""
    return files["html"].read_text("utf-8")


@pytest.fixture(scope="module")
def pdf(files: dict[str, Path]) -> PdfReader:
    """The sample as PDF."""
    return PdfReader(files["pdf"])


@pytest.fixture(scope="module")
def word(files: dict[str, Path]) -> WordDocument:
    """The sample as DOCX."""
    return docx.Document(str(files["docx"]))


class Outline(HTMLParser):
    """Collects what a screen reader steers by."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.images: list[dict[str, str | None]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep one element."""
        attributes = dict(attrs)
        self.tags.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "img":
            self.images.append(attributes)
        if attributes.get("id"):
            self.ids.append(str(attributes["id"]))
        if tag == "a":
            self.links.append(str(attributes.get("href")))


@pytest.fixture(scope="module")
def outline(page: str) -> Outline:
    """The outline of the HTML."""
    parser = Outline()
    parser.feed(page)
    return parser


def test_html_stands_alone_in_polish_with_landmarks(page: str, outline: Outline) -> None:
    assert page.startswith('<!DOCTYPE html>\n<html lang="pl-PL">')
    assert {"header", "main", "nav", "footer"} <= set(outline.tags)
    assert not {"script", "link", "iframe"} & set(outline.tags)
    assert "http" not in "".join(outline.links)
    assert outline.links[0] == "#content"  # the skip link comes first


def test_html_headings_step_down_by_one_under_a_single_title(outline: Outline) -> None:
    assert outline.headings.count(1) == 1
    # title; contents, Streszczenie, Wyniki; Obszary, Zespoły
    assert outline.headings[:6] == [1, 2, 2, 2, 3, 3]
    steps = [b - a for a, b in zip(outline.headings, outline.headings[1:], strict=False)]
    assert max(steps) == 1


def test_html_links_lead_somewhere_and_ids_are_unique(outline: Outline) -> None:
    assert len(outline.ids) == len(set(outline.ids))
    targets = [link[1:] for link in outline.links if link.startswith("#")]
    assert set(targets) <= set(outline.ids)
    assert "table-1-areas" in targets


def test_html_pictures_have_their_alternative_text(outline: Outline) -> None:
    assert [image["alt"] for image in outline.images] == [FIGURE.alt.pl]
    assert str(outline.images[0]["src"]).startswith("data:image/svg+xml;base64,")


def test_html_tables_have_header_cells_both_ways(page: str) -> None:
    assert '<th scope="col" class="right" style="min-width:' in page
    assert '<th scope="row" class="left">zielony &lt;b&gt;</th>' in page
    assert '<td class="right">ukryto</td>' in page


def test_html_says_number_source_note_date_and_marker(page: str) -> None:
    for words in (
        "<b>Tabela\u00a01.</b> Rodziny według obszaru",
        "<b>Rysunek\u00a01.</b>",
        "Źródło: dane wymyślone do\u00a0testu",
        "Uwaga: Liczby poniżej progu ukryto.",
        "<dd>31.12.2020</dd>",
        "DANE SYNTETYCZNE",
        '<a href="#table-1-areas">Tabela\u00a01</a>',
        '<p class="nothing">Brak danych</p>',
        "Spis tabel",
        "Spis rysunków",
    ):
        assert words.replace("do\u00a0testu", "do testu") in page


def test_english_reports_hold_no_polish_word_of_ours(tmp_path: Path) -> None:
    [path] = render(sample(lang="en"), tmp_path / "report", ["html"])
    text = path.read_text("utf-8")
    assert '<html lang="en-GB">' in text
    for polish in ("Tabela", "Rysunek", "Źródło", "Uwaga", "Spis", "Dane na", "DANE", "ukryto"):
        assert polish not in text
    assert "31\u00a0December\u00a02020" in text


def test_a_real_study_carries_no_marker(tmp_path: Path) -> None:
    html, word_file, pdf_file, _ = render(sample(synthetic=False), tmp_path / "raport")
    assert "DANE SYNTETYCZNE" not in html.read_text("utf-8")
    assert "SYNTETYCZNE" not in "".join(page.extract_text() for page in PdfReader(pdf_file).pages)
    with zipfile.ZipFile(word_file) as archive:
        assert "SYNTETYCZNE" not in archive.read("word/header1.xml").decode()
        assert "{{" not in archive.read("word/header1.xml").decode()


def test_pdf_says_that_it_is_accessible(pdf: PdfReader) -> None:
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "pl-PL"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Raport próbny"


def structure(node: object) -> Iterator[dict[str, object]]:
    """Walk the structure tree of a PDF."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from structure(child)
    elif isinstance(node, dict):
        yield node
        yield from structure(node.get("/K"))


def test_pdf_has_headings_tables_with_header_cells_and_described_figures(pdf: PdfReader) -> None:
    nodes = list(structure(pdf.trailer["/Root"]["/StructTreeRoot"]))
    kinds = [str(node.get("/S")) for node in nodes]
    assert {"/H1", "/H2", "/Table", "/THead", "/TH", "/TD", "/L", "/TOC"} <= set(kinds)
    alternatives = [node["/Alt"] for node in nodes if node.get("/S") == "/Figure"]
    assert FIGURE.alt.pl in alternatives


def test_pdf_marks_and_counts_every_page(pdf: PdfReader) -> None:
    texts = [" ".join(page.extract_text().split()) for page in pdf.pages]
    assert len(texts) > 3
    for number, text in enumerate(texts, 1):
        assert "DANE SYNTETYCZNE" in text
        assert f"strona {number} z {len(texts)}" in text


def test_pdf_turns_the_page_for_a_wide_table_only_and_repeats_its_header(pdf: PdfReader) -> None:
    wide = [page for page in pdf.pages if page.mediabox.width > page.mediabox.height]
    assert wide
    texts = [page.extract_text() for page in wide]
    assert all("kwota 8" in text for text in texts)
    assert all(f"LU-{n:02d}" in "".join(texts) for n in range(1, 31))


def test_pdf_brings_its_fonts(pdf: PdfReader) -> None:
    names = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert names
    assert all(name.startswith(("DejaVu", "Libertinus")) for name in names)


def test_a_picture_fits_the_page() -> None:
    assert picture_width(b'<svg height="300pt" width="400pt">') == 400
    assert picture_width(b'<svg width="940pt" height="300pt">') == 470  # as wide as the line
    assert picture_width(b'<svg width="400pt" height="1180pt">') == 200  # as high as the page


def test_docx_has_title_language_headings_and_described_pictures(
    word: WordDocument, files: dict[str, Path]
) -> None:
    assert word.core_properties.title == "Raport próbny"
    levels = [p.style.name for p in word.paragraphs if p.style and "eading " in p.style.name]
    assert levels[:3] == ["Heading 1", "Heading 1", "Heading 2"]
    with zipfile.ZipFile(files["docx"]) as archive:
        document = archive.read("word/document.xml").decode()
        assert '<w:lang w:val="pl-PL"' in archive.read("word/styles.xml").decode()
    assert f'descr="{FIGURE.alt.pl}"' in document


def test_docx_tables_repeat_their_header_and_have_a_summary(files: dict[str, Path]) -> None:
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(files["docx"]) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))
    tables = list(root.iter(f"{w}tbl"))
    assert len(tables) == 3  # two exhibits and one of the prose
    for table in tables:
        first = next(table.iter(f"{w}tr"))
        assert first.find(f"{w}trPr/{w}tblHeader") is not None
    summary = tables[0].find(f"{w}tblPr/{w}tblDescription")
    assert summary is not None
    assert summary.get(f"{w}val") == TABLE.alt.pl


def test_docx_header_and_footer_are_on_every_section(word: WordDocument) -> None:
    orientations = [str(section.orientation) for section in word.sections]
    assert [name.split(" ")[0] for name in orientations] == ["PORTRAIT", "LANDSCAPE", "PORTRAIT"]
    for section in word.sections:
        header = "\n".join(paragraph.text for paragraph in section.header.paragraphs)
        footer = "\n".join(paragraph.text for paragraph in section.footer.paragraphs)
        assert header == "DANE SYNTETYCZNE\nRaport próbny – III.2020"
        assert "Badanie próbne. Dane na dzień: 31.12.2020" in footer
        assert "strona" in footer


def test_docx_bookmarks_have_names_that_word_takes(files: dict[str, Path]) -> None:
    with zipfile.ZipFile(files["docx"]) as archive:
        document = archive.read("word/document.xml").decode()
    names = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', document)
    anchors = set(re.findall(r'w:anchor="([^"]*)"', document))
    assert max(map(len, names)) <= 40
    assert anchors <= set(names)


def test_xlsx_lists_its_exhibits_and_holds_their_unrounded_data(files: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(files["xlsx"])
    assert book.sheetnames == [
        "Spis", "Tabela 1", "Rysunek 1", "Tabela 2", "Tabela 3", "Rysunek 2",
    ]  # fmt: skip
    first = book["Spis"]
    listed = [[cell.value for cell in row] for row in first.iter_rows(min_row=7, max_col=2)]
    assert listed[0] == ["Tabela 1", "Rodziny według obszaru"]
    assert first["A7"].hyperlink.location == "'Tabela 1'!A1"
    assert "DANE SYNTETYCZNE" in first["A3"].value
    assert "31.12.2020" in first["A2"].value
    sheet = book["Tabela 1"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=7, max_row=11)]
    assert rows[0][:3] == ["obszar", "rodziny", "udział"]
    assert rows[1][:3] == ["area", "families", "share"]
    assert rows[3][:3] == ["zielony <b>", 30, 2 / 3]
    assert rows[4][1:5] == ["ukryto"] * 4
    assert sheet["C9"].number_format == "0.0%"
    assert sheet.freeze_panes == "B9"
    assert sheet.auto_filter.ref == "A8:F11"
    assert book["Tabela 3"]["A9"].value == "Brak danych"
    assert book.properties.created.isoformat() == "2020-12-31T12:00:00"


def with_blocks(*blocks: Block) -> Document:
    """Return the sample with other blocks."""
    return dataclasses.replace(sample(), blocks=blocks)


def test_exhibits_are_numbered_by_kind_and_links_named(files: dict[str, Path]) -> None:
    report = assemble(sample())
    assert [item.label.replace("\u00a0", " ") for item in report.exhibits] == [
        "Tabela 1", "Rysunek 1", "Tabela 2", "Tabela 3", "Rysunek 2",
    ]  # fmt: skip


def test_a_long_report_gets_contents_and_lists_a_short_one_does_not() -> None:
    long = [part for part in assemble(sample()).parts if isinstance(part, str)]
    assert long == ["contents", "tables", "figures"]
    short = assemble(with_blocks(Markdown("# Jeden"), show_exhibit(TABLE, "pl")))
    assert [part for part in short.parts if isinstance(part, str)] == []


def test_places_of_the_notebook_are_kept(tmp_path: Path) -> None:
    document = with_blocks(
        contents(), Markdown("# A"), page_break(), show_exhibit(FIGURE, "pl"), list_of_figures()
    )
    places = [part for part in assemble(document).parts if isinstance(part, str)]
    assert places == ["contents", "page_break", "figures"]
    assert all(path.stat().st_size for path in render(document, tmp_path / "raport"))


@pytest.mark.parametrize(
    ("prose", "message"),
    [
        ("# A\n\n### C", "pomija poziom"),
        ("Zob. [](#nieznane).", "nieznane"),
        ("Tekst <b>gruby</b>.", "HTML"),
        ("```\nkod bez końca", "wchłonął"),
    ],
)
def test_prose_that_a_format_could_not_show_is_refused(prose: str, message: str) -> None:
    with pytest.raises(ReportError, match=message):
        assemble(with_blocks(Markdown(prose), show_exhibit(EMPTY, "pl")))


def test_an_exhibit_is_shown_once() -> None:
    block = show_exhibit(TABLE, "pl")
    with pytest.raises(ReportError, match="dwa razy"):
        assemble(with_blocks(block, block))


def test_nothing_is_written_where_one_format_fails(tmp_path: Path) -> None:
    broken = dataclasses.replace(show_exhibit(FIGURE, "pl"), svg=b"no picture")
    with pytest.raises(ReportError, match="typst"):
        render(with_blocks(Markdown(PROSE.replace("[](#areas)", "")), broken), tmp_path / "raport")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="odt"):
        render(sample(), tmp_path / "raport", ["odt"])  # type: ignore[list-item]
