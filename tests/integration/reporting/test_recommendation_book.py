"""The Recommendation Book of small studies: it builds, every link leads somewhere, both languages.

Words of people must not become markup, a citation or a formula in any format.
"""

import dataclasses
import html
import re
from pathlib import Path

import docx
import openpyxl
import pytest
from recommendation_sample import EVIL, study

from kooperacja_eval.pipeline.reports import REPORTS
from kooperacja_eval.pipeline.state import PACKAGE_NOTEBOOKS
from kooperacja_eval.reporting.assemble import Assembled, assemble
from kooperacja_eval.reporting.bibliography import study_library
from kooperacja_eval.reporting.document import Document, make_document
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.render import render
from kooperacja_eval.reporting.runner import run_notebook
from kooperacja_eval.text import Lang

pytestmark = pytest.mark.integration

NAME = "recommendation_book"
CHAPTERS: dict[Lang, list[str]] = {
    "pl": [
        "Streszczenie", "Summary", "Wprowadzenie", "Przebieg testu",
        "Odpowiedzi na pytania ewaluacyjne", "Kooperacja i wyniki", "Rodziny i usługi",
        "Głosy z wywiadów grupowych", "Wnioski zespołów eksperckich i bariery", "Rekomendacje",
        "Makroregiony obok siebie", "Lista certyfikatów", "Aneksy", "Literatura",
    ],
    "en": [
        "Summary", "Streszczenie", "Introduction", "Course of the test",
        "Answers to the evaluation questions", "Cooperation and outcomes", "Families and services",
        "Voices of focus groups", "Conclusions of the expert teams and barriers",
        "Recommendations", "Macroregions side by side", "List of certificates", "Annexes",
        "References",
    ],
}  # fmt: skip


def book(report: Material, lang: Lang) -> Document:
    executed = run_notebook(
        PACKAGE_NOTEBOOKS / f"{NAME}.ipynb",
        parameters={},
        context={"report": dataclasses.replace(report, lang=lang)},
        lang=lang,
    )
    document = make_document(
        executed,
        study=report.config.study.title,
        data_date=report.config.study.data_date,
        synthetic=True,
    )
    return dataclasses.replace(document, kind="book", library=study_library(""))


@pytest.fixture(scope="module")
def whole() -> Document:
    """The Book of the study with every table of the sample."""
    return book(study("recommendations", "pzk", "families", "conclusions"), "pl")


def titles(made: Assembled, level: int) -> list[str]:
    """Return headings without their numbers."""
    words = [heading.text for heading in made.headings if heading.level == level]
    return [re.sub(r"^[\d.]+\s", "", title.replace("\u00a0", " ")) for title in words]


def test_the_book_is_left_out_of_a_study_without_recommendations() -> None:
    kind = REPORTS[NAME]
    assert kind.shape == "book"
    assert kind.lacks({"published", "schedule", "conclusions"}) == ("recommendations",)
    assert kind.lacks({"recommendations"}) == ()


def test_every_link_and_citation_resolves_and_chapters_come_in_order(whole: Document) -> None:
    made = assemble(whole)  # refuses links that lead nowhere, and works that are not known
    assert titles(made, 1) == CHAPTERS["pl"]
    shown = {item.exhibit.id for item in made.exhibits}
    assert {"book_limits", "book_methods", "book_recommendations", "book_macroregions"} <= shown
    assert {f"book_evidence_box_r0{number}" for number in (1, 2, 3)} <= shown


def test_recommendations_stand_under_their_levels(whole: Document) -> None:
    made = assemble(whole)
    inside = titles(made, 2)
    at = inside.index("Prawo")
    assert inside[at : at + 3] == ["Prawo", "Gmina i powiat", "Poziom nieokreślony"]
    assert titles(made, 3)[-3:] == [
        f"R01. {EVIL}", "R02. Ustalić stały skład zespołów", "R03. Pisać krócej",
    ]  # fmt: skip


def test_words_of_people_stay_words_in_every_format(whole: Document, tmp_path: Path) -> None:
    page, word, _, annex = render(whole, tmp_path / "book")
    text = page.read_text("utf-8")
    assert "<script>alert(1)" not in text
    # the sign of a citation stands in an element of its own, so that it is none
    assert "alert(1)" in html.unescape(re.sub(r"<[^>]*>", "", text))
    paragraphs = [paragraph.text for paragraph in docx.Document(str(word)).paragraphs]
    assert any(EVIL in line for line in paragraphs)
    cells = [
        cell
        for sheet in openpyxl.load_workbook(annex).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and "cmd|calc" in cell.value
    ]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}  # text, no formula


@pytest.mark.parametrize(
    ("names", "waves", "lang"),
    [
        (("recommendations",), True, "en"),
        (("recommendations", "conclusions"), True, "en"),
        (("recommendations", "pzk"), False, "pl"),
    ],
)
def test_small_studies_have_every_chapter_and_say_what_is_missing(
    names: tuple[str, ...], waves: bool, lang: Lang
) -> None:
    made = assemble(book(study(*names, waves=waves), lang))
    assert titles(made, 1) == CHAPTERS[lang]
    said = str(made.parts)
    assert not re.search(r"\b(nan|NaT|<NA>)\b", said)
