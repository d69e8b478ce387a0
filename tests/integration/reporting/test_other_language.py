"""Prose in the language that a report is not in: marked for readers' software in every format."""

import dataclasses
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader
from report_sample import sample

from kooperacja_eval.reporting.blocks import Markdown
from kooperacja_eval.reporting.document import Document
from kooperacja_eval.reporting.prose import other_language, prose
from kooperacja_eval.reporting.render import render
from kooperacja_eval.text import Lang

pytestmark = pytest.mark.integration

SUMMARY = other_language(
    prose("Streszczenie badania.", "Summary of the study."),
    prose("- **Zmiana**: +0,40 pkt", "- **Change**: +0.40 points"),
)


def report(lang: Lang) -> Document:
    """Return a report whose only prose is the summary in the other language."""
    heading = {"pl": "# Raport\n\nTreść raportu.", "en": "# Report\n\nText of the report."}
    markdown = (Markdown(heading[lang]), Markdown(SUMMARY.text.in_(lang)))
    return dataclasses.replace(sample(), lang=lang, blocks=markdown)


def test_parts_become_one_block_of_the_other_language() -> None:
    assert SUMMARY.text.pl.startswith('::: {lang="en-GB"}\nSummary of the study.\n\n- **Change**')
    assert SUMMARY.text.en.startswith('::: {lang="pl-PL"}\nStreszczenie badania.\n\n- **Zmiana**')


def test_every_format_holds_it_and_html_marks_it(tmp_path: Path) -> None:
    html, docx, pdf = render(report("pl"), tmp_path / "raport", ("html", "docx", "pdf"))
    page = html.read_text("utf-8")
    start = page.index('lang="en-GB"')
    assert page.index("<html") < page.index('lang="pl') < start  # the page itself is Polish
    inside = page[start : page.index("</div>", start)]
    assert "Summary of the study." in inside
    assert "<strong>Change</strong>: +0.40 points" in inside
    assert ":::" not in page
    with zipfile.ZipFile(docx) as package:
        assert "Summary of the study." in package.read("word/document.xml").decode()
    text = " ".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert "Summary of the study." in text


def test_an_english_report_gets_a_polish_block(tmp_path: Path) -> None:
    [html] = render(report("en"), tmp_path / "report", ("html",))
    page = html.read_text("utf-8")
    assert "Streszczenie badania." in page[page.index('lang="pl-PL"') :]
