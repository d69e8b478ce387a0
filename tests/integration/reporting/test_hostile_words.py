"""Words of people that formats take for their own: shown whole as words in every format."""

import zipfile
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pytest
import recommendation_sample as sample
from pypdf import PdfReader

from kooperacja_eval.reporting import exhibits
from kooperacja_eval.reporting.blocks import show_exhibit
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.document import Document
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.render import FORMATS, render
from kooperacja_eval.text import Text

pytestmark = pytest.mark.integration

WORDS = 3_150
FIRST, LAST = "=cmd|' /C calc'!A0 <script>alert(1)</script> ]]> & # $ \\ początek", "koniec"
LONG = " ".join([FIRST, *(f"słowo{number}" for number in range(WORDS)), LAST])
EXCEL_CELL = 32_767
"""The longest text that a cell of a workbook holds."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report whose only table has the long text in a cell, in all formats."""
    assert 30_000 < len(LONG) < EXCEL_CELL
    rows = [{**row, "text": LONG} for row in sample.ROWS["conclusions"][:1]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sample.ROWS, "conclusions", rows)
        report = sample.study("pzk", "conclusions")
    shown = exhibits.conclusions_register(report)
    assert isinstance(shown, Exhibit)
    document = Document(
        title="Rejestr", subtitle="", study="Badanie", data_date=date(2020, 12, 31), lang="pl",
        synthetic=True, blocks=(show_exhibit(shown, "pl"),),
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("hostile")
    render(document, folder / "rejestr", FORMATS)
    return folder


def test_html_shows_them_and_runs_nothing(files: Path) -> None:
    page = (files / "rejestr.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert LONG in unescape(page)


def test_word_holds_them_as_text(files: Path) -> None:
    cells = [
        cell.text
        for table in docx.Document(str(files / "rejestr.docx")).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert LONG in [cell.replace("\u00a0", " ") for cell in cells]
    with zipfile.ZipFile(files / "rejestr.docx") as parts:
        xml = parts.read("word/document.xml").decode()
    assert "w:fldSimple" not in xml.partition("słowo1")[2]  # no field is made of them


def test_a_workbook_holds_a_text_and_no_formula(files: Path) -> None:
    book = openpyxl.load_workbook(BytesIO((files / "rejestr.xlsx").read_bytes()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == LONG] == ["s"]
    assert not [cell for cell in cells if cell.data_type == "f" and "cmd" in str(cell.value)]


def test_a_text_that_no_cell_can_hold_is_cut_in_so_many_words(tmp_path: Path) -> None:
    text = "x" * (EXCEL_CELL + 1)
    data = pd.DataFrame({"text": [text]})
    exhibit = Exhibit(
        id="long", title=Text("Tytuł", "Title"), caption=Text("", ""), alt=Text("Opis", "Words"),
        source=Text("źródło", "source"), data=data,
        columns=(Column("text", Text("Treść", "Text")),),
    )  # fmt: skip
    document = Document(
        title="Raport", subtitle="", study="Badanie", data_date=date(2020, 12, 31), lang="pl",
        synthetic=True, blocks=(show_exhibit(exhibit, "pl"),),
    )  # fmt: skip
    [path] = render(document, tmp_path / "raport", ["xlsx"])
    cells = [
        str(cell.value)
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
    ]
    [cut] = [cell for cell in cells if cell.startswith("xxx")]
    assert len(cut) == EXCEL_CELL
    assert cut.endswith("x […] (komórka nie mieści więcej; cały tekst jest w raporcie)")


def test_paper_shows_them_from_the_first_word_to_the_last(files: Path) -> None:
    pages = PdfReader(files / "rejestr.pdf").pages
    text = "".join("".join(page.extract_text() for page in pages).split())
    # lines of the cell are broken, and hyphens put in; every word is there all the same
    assert "=cmd|'/Ccalc'!A0<script>alert(1)</script>" in text
    whole = text.replace("-", "").replace("\u00ad", "")
    missing = [n for n in range(WORDS) if f"słowo{n}" not in whole]
    assert missing == []
    assert LAST in text
