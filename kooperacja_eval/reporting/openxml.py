"""Pieces of Word's own markup: what pandoc has no words for.

Tables with repeated header rows, summaries and widths; captions and lists that Word can renumber;
landscape pages.
"""

from typing import Final
from xml.sax.saxutils import escape, quoteattr

from kooperacja_eval.reporting.formats import NBSP
from kooperacja_eval.reporting.layout import Layout, table_layout
from kooperacja_eval.reporting.tables import ShownTable

PORTRAIT: Final = (11906, 16838)
MARGINS: Final = (
    '<w:pgMar w:top="1530" w:right="1247" w:bottom="1247" w:left="1247"'
    ' w:header="567" w:footer="567" w:gutter="0"/>'
)
_SIDES: Final = 2 * 1247
_FULL: Final = 5000
"""The whole width of a line, in fiftieths of a percent."""
_KEPT_ROWS: Final = 12
"""Tables of at most so many rows stay on one page."""


def paragraph(style: str, content: str, *, section: str = "") -> str:
    """Return a paragraph; ``section`` ends a section with it."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{section}</w:pPr>{content}</w:p>'


def text(words: str, *, bold: bool = False) -> str:
    """Return a run of text."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def caption(style: str, word: str, number: int, title: str, bookmark: tuple[int, str]) -> str:
    """Return a caption whose number is a field of Word, inside a bookmark."""
    field = f'<w:fldSimple w:instr=" SEQ {word} \\* ARABIC ">{text(str(number))}</w:fldSimple>'
    identity, name = bookmark
    return paragraph(
        style,
        f'<w:bookmarkStart w:id="{identity}" w:name={quoteattr(name)}/>'
        f'{text(word + NBSP)}{field}{text(f". {title}")}<w:bookmarkEnd w:id="{identity}"/>',
    )


def listing(instruction: str, entries: list[tuple[str, str, str]]) -> str:
    """Return a table of contents that Word can bring up to date, with its entries as links.

    ``entries`` are style, text and bookmark of each line.
    """
    lines = [
        (style, f"<w:hyperlink w:anchor={quoteattr(anchor)}>{text(words)}</w:hyperlink>")
        for style, words, anchor in entries
    ]
    code = f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>'
    begin = f"{_field('begin')}<w:r>{code}</w:r>{_field('separate')}"
    end = _field("end")
    last = len(lines) - 1
    return "".join(
        paragraph(style, f"{begin if index == 0 else ''}{line}{end if index == last else ''}")
        for index, (style, line) in enumerate(lines)
    )


def _field(part: str) -> str:
    """Return the beginning, the middle or the end of a field."""
    return f'<w:r><w:fldChar w:fldCharType="{part}"/></w:r>'


def table(shown: ShownTable, title: str, summary: str) -> str:
    """Return a table with a repeated header row, a title and a summary for screen readers."""
    layout = table_layout(shown)
    line = (PORTRAIT[1] if layout.fit == "landscape" else PORTRAIT[0]) - _SIDES
    fill = 1.0 if layout.fit == "landscape" else layout.fill
    widths = [round(share * fill * line) for share in layout.shares]
    style = "TableText" if layout.fit == "normal" else "TableTextSmall"
    kept = len(shown.rows) <= _KEPT_ROWS
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = _row(shown.headers, shown, widths, style, header=True, keep=True)
    rows = [
        _row(row, shown, widths, style, keep=kept and index < len(shown.rows) - 1)
        for index, row in enumerate(shown.rows)
    ]
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/>'
        f'<w:tblW w:w="{round(fill * _FULL)}" w:type="pct"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(title)}/><w:tblDescription w:val={quoteattr(summary)}/>"
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{''.join(rows)}</w:tbl>"
    )


def section_end(layout: Layout | None) -> str:
    """Return the end of a section: portrait, or landscape for a wide table."""
    width, height = PORTRAIT
    turned = layout is not None and layout.fit == "landscape"
    size = (
        f'<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>'
        if turned
        else f'<w:pgSz w:w="{width}" w:h="{height}"/>'
    )
    return f"<w:sectPr>{size}{MARGINS}</w:sectPr>"


def _row(
    cells: tuple[str, ...],
    shown: ShownTable,
    widths: list[int],
    style: str,
    *,
    header: bool = False,
    keep: bool = False,
) -> str:
    """Return a row that no page break tears apart."""
    together = "<w:keepNext/>" if keep else ""
    written = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
        f'<w:pStyle w:val="{style}"/>{together}<w:jc w:val="{align}"/></w:pPr>'
        f"{text(cell)}</w:p></w:tc>"
        for cell, align, width in zip(cells, shown.alignments, widths, strict=True)
    ]
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(written)}</w:tr>"
