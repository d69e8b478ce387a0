"""Make ``reference.docx`` and ``book.docx`` of the templates, the look of Word reports and books.

Parts that only carry machinery (numbering, theme, footnotes) are pandoc's own; styles, page,
header and footer are written here. ``{{...}}`` in header and footer are filled in for each report.
A book differs by its cover, by headings that Word numbers, and by a style of the works it cites.
Run ``python scripts/make_reference_docx.py [FOLDER]``; the same files come out each time.
"""

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pypandoc

PANDOC = Path(pypandoc.__file__).parent / "files" / "pandoc"
TARGET = Path("kooperacja_eval/reporting/templates")
REPORT, BOOK = "reference.docx", "book.docx"
FONT, MONO = "Arial", "Courier New"
INK, SOFT, BLUE, LINK, TINT, RULE, BAND = (
    "1F2933", "4A5561", "0B3D6B", "0B5394", "E9F0F6", "C3CCD5", "FFD84D",
)  # fmt: skip
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
HEADINGS = 900
"""Number of the list that numbers the headings of a book, above those that pandoc makes."""
NUMBERED_LEVELS = 3
TEXT_WIDTH = 9412  # twentieths of a point: A4 less two margins of 2.2 cm


def run(*, size=None, bold=False, italic=False, color=None, font=None, other=""):
    """Return the properties of characters; ``size`` in points."""
    parts = []
    if font:
        parts.append(f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>')
    parts += ["<w:b/>"] * bold + ["<w:i/>"] * italic
    if color:
        parts.append(f'<w:color w:val="{color}"/>')
    if size:
        half = round(size * 2)
        parts.append(f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>')
    return f"<w:rPr>{''.join(parts)}{other}</w:rPr>"


def para(
    *,
    before=0,
    after=0,
    line=None,
    keep=False,
    indent=0,
    hanging=0,
    align="",
    outline=None,
    other="",
):
    """Return the properties of a paragraph; spaces and indents in points."""
    spacing = f'w:before="{before * 20}" w:after="{after * 20}"'
    if line:
        spacing += f' w:line="{round(line * 240)}" w:lineRule="auto"'
    parts = ["<w:keepNext/><w:keepLines/>"] if keep else []
    parts += [other, f"<w:spacing {spacing}/>"]
    if indent:
        back = f' w:hanging="{hanging * 20}"' if hanging else ""
        parts.append(f'<w:ind w:left="{indent * 20}"{back}/>')
    if align:
        parts.append(f'<w:jc w:val="{align}"/>')
    if outline is not None:
        parts.append(f'<w:outlineLvl w:val="{outline}"/>')
    return f"<w:pPr>{''.join(parts)}</w:pPr>"


def style(style_id, name, body="", *, kind="paragraph", based="Normal", after="", extra=""):
    """Return one style."""
    custom = "" if name in BUILT_IN else ' w:customStyle="1"'
    based_on = f'<w:basedOn w:val="{based}"/>' if based else ""
    following = f'<w:next w:val="{after}"/>' if after else ""
    return (
        f'<w:style w:type="{kind}"{extra}{custom} w:styleId="{style_id}">'
        f'<w:name w:val="{name}"/>{based_on}{following}<w:qFormat/>{body}</w:style>'
    )


BUILT_IN = {
    "Normal", "Body Text", "Title", "Subtitle", "Author", "Date", "caption", "header", "footer",
    "footnote text", "footnote reference", "Hyperlink", "TOC Heading", "toc 1", "toc 2",
    "table of figures", "Bibliography", "Default Paragraph Font", "Normal Table", "Block Text",
    *(f"heading {level}" for level in range(1, 10)),
}  # fmt: skip


def border(side, color=RULE, size=4, space=0):
    """Return one border; ``size`` in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/>'


def paragraphs(*, book):
    """Return the styles of paragraphs."""
    dots = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    bar = f"<w:pBdr>{border('left', RULE, 24, 8)}</w:pBdr>"
    yellow = f'<w:shd w:val="clear" w:color="auto" w:fill="{BAND}"/>'
    body = para(after=7, line=1.2)
    caption = para(before=14, after=4, keep=True) + run(size=9.5, bold=True, color=BLUE)
    yield style("Normal", "Normal", run(), based="", extra=' w:default="1"')
    yield style("BodyText", "Body Text", body)
    yield style("FirstParagraph", "First Paragraph", based="BodyText", after="BodyText")
    yield style("Compact", "Compact", para(after=3, line=1.15), based="BodyText")
    yield style(
        "Title",
        "Title",
        para(before=150 if book else 12, after=4, keep=True)
        + run(size=30 if book else 22, bold=True, color=BLUE),
        after="BodyText",
    )
    yield style("Subtitle", "Subtitle", para(after=8, keep=True) + run(size=13, color=SOFT))
    yield style("Author", "Author", para(after=0, keep=True) + run(size=10, bold=True))
    line = f"<w:pBdr>{border('bottom', BLUE, 12, 8)}</w:pBdr>"
    yield style("Date", "Date", para(after=14, other=line) + run(size=10))
    sizes = (16, 13, 11, 10.5, 10.5, 10.5, 10.5, 10.5, 10.5)
    befores = (22, 16, 13, 10, 10, 10, 10, 10, 10)
    for level, (size, before) in enumerate(zip(sizes, befores, strict=True), 1):
        look = para(
            before=before,
            after=5,
            keep=True,
            outline=level - 1,
            other=numbering_of(level) if book else "",
        )
        look += run(size=size, bold=True, color=BLUE)
        yield style(f"Heading{level}", f"heading {level}", look, after="BodyText")
    yield style(
        "BlockText",
        "Block Text",
        para(before=4, after=8, indent=14, other=bar) + run(color=SOFT),
        based="BodyText",
    )
    yield style("FootnoteText", "footnote text", para(after=2) + run(size=8.5))
    yield style("FootnoteBlockText", "Footnote Block Text", based="FootnoteText")
    yield style("Caption", "caption", caption)
    yield style("TableCaption", "Table Caption", based="Caption")
    yield style("ImageCaption", "Image Caption", based="Caption")
    yield style("Figure", "Figure", para(after=2, keep=True))
    yield style("ExhibitNote", "Exhibit Note", para(before=3, line=1.1) + run(size=8, color=SOFT))
    yield style(
        "ExhibitSource",
        "Exhibit Source",
        para(before=3, after=14, line=1.1) + run(size=8, color=SOFT),
    )
    yield style("TableText", "Table Text", para(before=2, after=2) + run(size=9))
    yield style(
        "TableTextSmall",
        "Table Text Small",
        para(before=1, after=1) + run(size=8),
        based="TableText",
    )
    yield style("Marker", "Marker", para(before=2, after=10, other=yellow) + run(size=9.5))
    yield style("SectionEnd", "Section End", para() + run(size=1))
    yield style(
        "TOCHeading",
        "TOC Heading",
        para(before=16, after=6, keep=True) + run(size=13, bold=True, color=BLUE),
    )
    yield style("TOC1", "toc 1", para(before=3, after=1, other=dots))
    yield style("TOC2", "toc 2", para(after=1, indent=12, other=dots))
    yield style("TableofFigures", "table of figures", para(after=2, other=dots))
    if book:
        works = para(after=4, line=1.1, indent=20, hanging=20) + run(size=9.5)
        yield style("Bibliography", "Bibliography", works)
        yield style("Programme", "Programme", para(before=14, after=6) + run(size=10, color=SOFT))
    yield style("Header", "header", run(size=8, color=SOFT))
    yield style("Footer", "footer", run(size=8, color=SOFT))
    yield style(
        "HeaderMarker",
        "Header Marker",
        para(after=3, other=yellow, align="center") + run(size=9, bold=True, color="000000"),
    )


def numbering_of(level):
    """Return the properties that number the headings of a level; a new chapter begins a page."""
    if level > NUMBERED_LEVELS:
        return ""
    page = "<w:pageBreakBefore/>" if level == 1 else ""
    return f'{page}<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{HEADINGS}"/></w:numPr>'


def heading_list():
    """Return the list that numbers headings "1.", "1.1" and "1.1.1"."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level - 1}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="Heading{level}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{".".join(f"%{n}" for n in range(1, level + 1))}'
        f'{"." if level == 1 else ""}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        for level in range(1, NUMBERED_LEVELS + 1)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{HEADINGS}"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>"
    )


def characters():
    """Return the styles of characters."""
    yield style(
        "DefaultParagraphFont",
        "Default Paragraph Font",
        based="",
        kind="character",
        extra=' w:default="1"',
    )
    yield style(
        "Hyperlink",
        "Hyperlink",
        run(color=LINK, other='<w:u w:val="single"/>'),
        kind="character",
        based="DefaultParagraphFont",
    )
    yield style(
        "FootnoteReference",
        "footnote reference",
        run(other='<w:vertAlign w:val="superscript"/>'),
        kind="character",
        based="DefaultParagraphFont",
    )
    yield style(
        "VerbatimChar",
        "Verbatim Char",
        run(size=9, font=MONO),
        kind="character",
        based="DefaultParagraphFont",
    )
    yield style("BodyTextChar", "Body Text Char", kind="character", based="DefaultParagraphFont")


def tables():
    """Return the styles of tables: one look for exhibits and for tables in prose."""
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 0), ("left", 80), ("bottom", 0), ("right", 80))
    )
    lines = border("top", BLUE, 8) + border("bottom", RULE) + border("insideH", RULE)
    head = (
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="{BLUE}"/></w:rPr><w:tcPr>'
        f"<w:tcBorders>{border('bottom', BLUE, 8)}</w:tcBorders>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/><w:vAlign w:val="bottom"/>'
        f"</w:tcPr></w:tblStylePr>"
    )
    look = (
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>{head}"
    )
    yield style("TableNormal", "Normal Table", based="", kind="table", extra=' w:default="1"')
    yield style("Table", "Table", look, based="TableNormal", kind="table")
    yield style("ReportTable", "Report Table", look, based="TableNormal", kind="table")


def styles(*, book):
    """Return the part with all styles."""
    defaults = run(size=10.5, color=INK, font=FONT, other='<w:lang w:val="pl-PL"/>')
    every = "".join([*paragraphs(book=book), *characters(), *tables()])
    return (
        f'{DECLARATION}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault>{defaults}'
        f"</w:rPrDefault><w:pPrDefault/></w:docDefaults>{every}</w:styles>"
    )


def header():
    """Return the part with the header of every page."""
    line = f"<w:pBdr>{border('bottom', RULE, 4, 3)}</w:pBdr>"
    return (
        f'{DECLARATION}<w:hdr xmlns:w="{W}">'
        '<w:p><w:pPr><w:pStyle w:val="HeaderMarker"/></w:pPr><w:r><w:t>{{marker}}</w:t></w:r></w:p>'
        f'<w:p><w:pPr><w:pStyle w:val="Header"/>{line}</w:pPr>'
        "<w:r><w:t>{{title}}</w:t></w:r></w:p></w:hdr>"
    )


def footer():
    """Return the part with the footer of every page."""
    line = f"<w:pBdr>{border('top', RULE, 4, 4)}</w:pBdr>"

    def field(name):
        return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    def text(words):
        return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'

    content = (
        text("{{footer}}  ·  {{page}} ") + field("PAGE") + text(" {{of}} ") + field("NUMPAGES")
    )  # fmt: skip
    look = f'<w:pPr><w:pStyle w:val="Footer"/>{line}<w:jc w:val="right"/></w:pPr>'
    return f'{DECLARATION}<w:ftr xmlns:w="{W}"><w:p>{look}{content}</w:p></w:ftr>'


def body():
    """Return the part with the (empty) text and the page."""
    return (
        f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:p/><w:sectPr>'
        '<w:headerReference w:type="default" r:id="rIdHeader"/>'
        '<w:footerReference w:type="default" r:id="rIdFooter"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1530" w:right="1247" w:bottom="1247" w:left="1247"'
        ' w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def parts(*, book):
    """Return every part of a file, by name."""
    command = [str(PANDOC), "--print-default-data-file", "reference.docx"]
    default = subprocess.run(command, capture_output=True, check=True).stdout
    with zipfile.ZipFile(BytesIO(default)) as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    found["word/styles.xml"] = styles(book=book)
    found["word/document.xml"] = body()
    found["word/header1.xml"] = header()
    found["word/footer1.xml"] = footer()
    found["word/settings.xml"] = found["word/settings.xml"].replace("en-US", "pl-PL")
    if book:
        found["word/numbering.xml"] = with_headings(found["word/numbering.xml"])
    kinds = "".join(
        f'<Override PartName="/word/{kind}1.xml" ContentType="application/vnd.'
        f'openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for kind in ("header", "footer")
    )
    links = "".join(
        f'<Relationship Id="rId{kind.title()}" Type="{R}/{kind}" Target="{kind}1.xml"/>'
        for kind in ("header", "footer")
    )
    for name, closing, addition in (
        ("[Content_Types].xml", "</Types>", kinds),
        ("word/_rels/document.xml.rels", "</Relationships>", links),
    ):
        found[name] = found[name].replace(closing, addition + closing)
    return found


def with_headings(numbering):
    """Return the part with lists, the list of headings among them."""
    before, number, after = numbering.partition("<w:num ")
    whole = f'<w:num w:numId="{HEADINGS}"><w:abstractNumId w:val="{HEADINGS}"/></w:num>'
    return (before + heading_list() + number + after).replace(
        "</w:numbering>", f"{whole}</w:numbering>"
    )


def main(folder):
    """Write both files."""
    for name in (REPORT, BOOK):
        write(folder / name, parts(book=name == BOOK))


def write(target, every):
    """Pack the parts of a file without times."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in every.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
