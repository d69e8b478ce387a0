"""A book in every format: cover, numbered chapters, footnotes, citations, and its page's policy."""

import base64
import dataclasses
import hashlib
import re
import zipfile
from pathlib import Path

import docx
import pytest
from book_sample import blocks, book
from docx.document import Document as WordDocument
from pypdf import PdfReader

from kooperacja_eval.errors import ReportError
from kooperacja_eval.reporting.assemble import Assembled, Numbered, assemble
from kooperacja_eval.reporting.blocks import Markdown
from kooperacja_eval.reporting.document import Document
from kooperacja_eval.reporting.render import FORMATS, render
from kooperacja_eval.reporting.to_html_book import to_html_book

pytestmark = pytest.mark.integration

NUMBERED = ["1. Wyniki", "1.1 Zespoły", "1.1.1 Pierwszy zespół", "2. Rekomendacje"]
CONTENTS = ["Streszczenie", *NUMBERED[:2], NUMBERED[3], "2.1 Rekomendacja 1", "Literatura"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The book in every format."""
    folder = tmp_path_factory.mktemp("book")
    return dict(zip(FORMATS, render(book(), folder / "ksiega"), strict=True))


@pytest.fixture(scope="module")
def page(files: dict[str, Path]) -> str:
    """The book as HTML, with plain spaces."""
    return files["html"].read_text("utf-8").replace("\xa0", " ")


@pytest.fixture(scope="module")
def pdf(files: dict[str, Path]) -> list[str]:
    """The text of each page of the PDF, with plain spaces."""
    pages = PdfReader(files["pdf"]).pages
    return [" ".join(page.extract_text().replace("\xa0", " ").split()) for page in pages]


@pytest.fixture(scope="module")
def word(files: dict[str, Path]) -> WordDocument:
    """The book as DOCX."""
    return docx.Document(str(files["docx"]))


def with_prose(text: str) -> Document:
    """Return a book of one piece of prose."""
    return dataclasses.replace(book(), blocks=(Markdown(text),))


def written(document: Document) -> str:
    """Return a book as HTML, with plain spaces."""
    return to_html_book(assemble(document)).decode("utf-8").replace("\xa0", " ")


# --- HTML -------------------------------------------------------------------------------------


def test_the_only_script_is_the_one_that_the_policy_names(page: str) -> None:
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert "default-src 'none'" in page
    assert page.count("<script") == 1
    assert not re.search(r'\son\w+="', page)


def test_the_page_brings_everything_with_it(page: str) -> None:
    loaded = re.findall(r'<(?:img|link|script|iframe|source)[^>]*(?:src|href)="([^"]*)"', page)
    assert loaded
    assert all(source.startswith("data:") for source in loaded)


def test_chapters_are_sections_with_numbered_headings(page: str) -> None:
    bare = re.sub(r"</?span[^>]*>", "", page)
    for heading in NUMBERED:
        assert re.search(rf"<h[2-5][^>]*>{re.escape(heading)}</h", bare), heading
    assert page.count('<section class="chapter"') == 4
    assert page.count("<section") == page.count("</section>")
    assert page.count("<h1") == 1


def test_the_side_lists_chapters_and_sections(page: str) -> None:
    side = page[page.index('<nav id="contents"') : page.index("</nav>")]
    links = re.findall(r"<a [^>]*>([^<]*)</a>", side)
    assert [link for link in links if link in CONTENTS] == CONTENTS
    assert "1.1.1 Pierwszy zespół" not in links


def test_every_link_inside_leads_somewhere_and_names_are_unique(page: str) -> None:
    names = re.findall(r'\sid="([^"]+)"', page)
    assert len(names) == len(set(names))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(names)


def test_links_to_chapters_say_their_number_and_citations_are_polish(page: str) -> None:
    assert re.search(r'<a href="#s\d+-wyniki">rozdz. 1</a>', page)
    assert ">Nowak i in. 2019</a>" in page
    assert "E. Kowalska (red.), <em>Tom wymyślony do testu</em>, s. 10–20" in page


def test_footnotes_say_in_words_where_they_lead(page: str) -> None:
    assert 'aria-label="Przypis 1"' in page
    assert 'aria-label="Wróć do odsyłacza przypisu 1"' in page
    assert '<h2 id="notes">Przypisy</h2>' in page


def test_chapters_know_their_neighbours(page: str) -> None:
    assert re.search(r'rel="prev" href="#s\d+-wyniki">Poprzedni rozdział: 1. Wyniki<', page)
    assert re.search(r'rel="next" href="#s\d+-rekomendacje">Następny rozdział: 2. Rekom', page)


def test_parts_in_another_language_say_so(page: str) -> None:
    assert re.search(r'<(div|section)[^>]* lang="en-GB">', page)
    assert '<html lang="pl-PL">' in page


def test_headings_and_exhibits_can_be_linked_to(page: str) -> None:
    assert 'aria-label="Odsyłacz do: 1.1 Zespoły"' in page
    assert 'aria-label="Odsyłacz do: Tabela 1"' in page
    assert 'aria-label="Odsyłacz do: Rysunek 1"' in page


def test_tables_of_prose_scroll_in_a_region_that_the_keyboard_reaches(page: str) -> None:
    table = '<div class="scroll" role="region" tabindex="0" aria-label="Tabela w tekście 1"><table>'
    assert table in page


def test_texts_of_people_stay_texts(page: str) -> None:
    assert "&lt;b&gt;nie&lt;/b&gt; jest tu znacznikiem" in page


def test_the_page_of_traces_is_named_where_there_is_one() -> None:
    assert 'href="ksiega-trace.html">Skąd wzięły się te liczby<' in written(
        book(trace="ksiega-trace.html")
    )
    assert "Skąd wzięły" not in written(book())


def test_an_english_book_holds_no_polish_word_of_ours() -> None:
    text = written(
        dataclasses.replace(with_prose("## One\n\nA[^1] [@wilson1927]\n\n[^1]: B"), lang="en")
    )
    for polish in ("Szukaj", "rozdział", "Przypis", "Literatura", "Wróć", "Program próbny<"):
        assert (polish in text) == (polish == "Program próbny<"), polish
    for english in ("Search the book", "Footnotes", "References", "Contents"):
        assert english in text


# --- PDF --------------------------------------------------------------------------------------


def test_pdf_is_accessible_and_has_a_cover(files: dict[str, Path], pdf: list[str]) -> None:
    metadata = PdfReader(files["pdf"]).trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    for words in ("Księga próbna", "Program próbny", "Badanie próbne", "31.12.2020", "DANE SYNT"):
        assert words in pdf[0].replace("D A N E S Y N T", "DANE SYNT")
    assert "Spis treści" not in pdf[0]


def test_pdf_numbers_agree_with_those_of_links_and_html(pdf: list[str]) -> None:
    text = " ".join(pdf[1:])
    for heading in [*NUMBERED, "2.3 Rekomendacja 3"]:
        assert heading in text
    assert re.search(r"Spis treści Streszczenie \. .* \d 1\. Wyniki \. .* \d Literatura \.", pdf[1])


def test_pdf_chapters_begin_pages_and_footnotes_stand_on_theirs(pdf: list[str]) -> None:
    starts = [text for text in pdf[2:] if re.search(r"rekomendacje (1\. Wyniki|2\. Rekom)", text)]
    assert len(starts) == 2
    [summary] = [text for text in pdf[2:] if "Współpraca zespołów" in text]
    assert "Liczby są wymyślone; por. (Wilson 1927, s. 210)" in summary


# --- DOCX -------------------------------------------------------------------------------------


def test_word_numbers_the_headings_itself(word: WordDocument) -> None:
    for level in (1, 2, 3):
        properties = word.styles[f"Heading {level}"].element.pPr
        assert properties.numPr.numId.val == 900
        assert properties.numPr.ilvl.val == level - 1
    texts = [p.text for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert "Wyniki" in texts


def test_word_leaves_headings_without_numbers_alone(word: WordDocument) -> None:
    silent = [
        p.text
        for p in word.paragraphs
        if p.style.name.startswith("Heading") and p._p.pPr.numPr is not None
    ]
    assert silent == ["Streszczenie", "Summary", "Literatura"]


def test_word_has_styles_of_captions_footnotes_and_works(
    word: WordDocument, files: dict[str, Path]
) -> None:
    used = {p.style.name for p in word.paragraphs}
    assert {"Title", "Subtitle", "Programme", "Marker", "Bibliography"} <= used
    assert {"Table Caption", "Image Caption", "table of figures", "toc 1"} <= used
    with zipfile.ZipFile(files["docx"]) as archive:
        notes = archive.read("word/footnotes.xml").decode("utf-8")
    assert "Liczby są wymyślone; por." in notes
    assert 'w:val="FootnoteText"' in notes


def test_word_lists_contents_with_numbers(word: WordDocument) -> None:
    listed = [p.text.replace("\xa0", " ") for p in word.paragraphs if p.style.name == "toc 1"]
    assert listed == ["Streszczenie", "1. Wyniki", "2. Rekomendacje", "Literatura"]


# --- all --------------------------------------------------------------------------------------


def test_the_same_bytes_twice(files: dict[str, Path], tmp_path: Path) -> None:
    again = dict(zip(FORMATS, render(book(), tmp_path / "ksiega"), strict=True))
    for name in FORMATS:
        assert again[name].read_bytes() == files[name].read_bytes(), name


def test_a_report_of_the_same_blocks_has_neither_numbers_nor_citations() -> None:
    prose = with_prose("## Wyniki\n\nZob. [@wilson1927].")
    report = assemble(dataclasses.replace(prose, kind="report"))
    assert [heading.numbered_text for heading in report.headings] == ["Wyniki"]
    assert "[@wilson1927]" in str(report.parts)


def test_exhibits_stay_in_order(files: dict[str, Path]) -> None:
    report: Assembled = assemble(dataclasses.replace(book(), blocks=blocks("pl")))
    labels = [
        part.label.replace("\xa0", " ") for part in report.parts if isinstance(part, Numbered)
    ]
    assert labels == ["Tabela 1", "Rysunek 1"]


def test_an_unknown_work_stops_the_book() -> None:
    with pytest.raises(ReportError, match=r"\[@wilson1972\].*Podobne klucze: wilson1927"):
        assemble(with_prose("Zob. [@wilson1972]."))


def test_a_real_book_carries_no_marker() -> None:
    assert "SYNTETYCZNE" not in written(book(synthetic=False))
