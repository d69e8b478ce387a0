"""A report as a Word file, through pandoc and our own reference document."""

import tempfile
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

from kooperacja_eval.reporting import formats, openxml, words
from kooperacja_eval.reporting.assemble import Assembled, Numbered, Part
from kooperacja_eval.reporting.chapters import unnumbered_names
from kooperacja_eval.reporting.document import DocumentKind
from kooperacja_eval.reporting.docx_package import finish, without_numbers
from kooperacja_eval.reporting.layout import table_layout
from kooperacja_eval.reporting.pandoc import run_pandoc, to_json
from kooperacja_eval.reporting.prose_ast import Node
from kooperacja_eval.text import Lang, Text

_CONTENTS_DEPTH: Final = 2
_LOOKS: Final[dict[DocumentKind, str]] = {"report": "reference.docx", "book": "book.docx"}
_PAGE_BREAK: Final = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def to_docx(report: Assembled) -> bytes:
    """Return the report as DOCX."""
    document = report.document
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        nodes = [*_programme(report), *_marker(report), *_cover_end(report)] + [
            node for part in report.parts for node in _nodes(part, report, folder)
        ]
        template = files("kooperacja_eval.reporting").joinpath("templates", _LOOKS[document.kind])
        with as_file(template) as reference:
            options = ["-f", "json", "-t", "docx", f"--reference-doc={reference}", "-o", "-"]
            options.append(f"--resource-path={folder}")
            content = to_json(nodes, report.api_version, **_meta(report))
            raw = run_pandoc(options, content, epoch=document.epoch)
    done = finish(raw, _words(report), words.LOCALES[document.lang])
    return without_numbers(done, _unnumbered(report)) if document.kind == "book" else done


def _meta(report: Assembled) -> dict[str, dict[str, Any]]:
    """Return what stands under the title and in the properties of the file."""
    document, lang = report.document, report.document.lang
    as_of = f"{words.DATA_AS_OF.in_(lang)}: {formats.date(document.data_date, lang)}"
    values = {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.study,
        "date": as_of,
        "lang": words.LOCALES[lang],
    }
    return {name: _inlines(value) for name, value in values.items() if value}


def _inlines(value: str) -> dict[str, Any]:
    """Return a text as metadata of pandoc."""
    return {"t": "MetaInlines", "c": [{"t": "Str", "c": value}]}


def _words(report: Assembled) -> dict[str, str]:
    """Return the words of header and footer."""
    document, lang = report.document, report.document.lang
    title = f"{document.title} – {document.subtitle}" if document.subtitle else document.title
    as_of = f"{words.DATA_AS_OF.in_(lang)}: {formats.date(document.data_date, lang)}"
    return {
        "title": title,
        "marker": words.SYNTHETIC.in_(lang) if document.synthetic else "",
        "footer": f"{document.study}. {as_of}",
        "page": words.PAGE.in_(lang),
        "of": words.OF.in_(lang),
    }


def _programme(report: Assembled) -> list[Node]:
    """Return the paragraph that names the programme on the cover of a book."""
    programme = report.document.programme if report.document.kind == "book" else ""
    return [_raw(openxml.paragraph("Programme", openxml.text(programme)))] if programme else []


def _cover_end(report: Assembled) -> list[Node]:
    """Return the end of the cover of a book; what follows begins a page."""
    return [_raw(_PAGE_BREAK)] if report.document.kind == "book" else []


def _unnumbered(report: Assembled) -> frozenset[str]:
    """Return the names of the headings of a book that have no number."""
    return frozenset(unnumbered_names([part for part in report.parts if isinstance(part, dict)]))


def _marker(report: Assembled) -> list[Node]:
    """Return the paragraph that says at the beginning what made-up data are."""
    if not report.document.synthetic:
        return []
    lang = report.document.lang
    label = openxml.text(f"{words.SYNTHETIC.in_(lang)}. ", bold=True)
    note = openxml.text(words.SYNTHETIC_NOTE.in_(lang))
    return [_raw(openxml.paragraph("Marker", label + note))]


def _nodes(part: Part, report: Assembled, folder: Path) -> list[Node]:
    """Return a part as blocks of pandoc; pictures are put in a folder."""
    lang = report.document.lang
    if isinstance(part, dict):
        return [part]
    if isinstance(part, Numbered):
        return _figure(part, lang, folder) if part.kind == "figure" else [_table(part, lang)]
    if part == "contents":
        return [_raw(_contents(report, lang))]
    if part == "page_break":
        return [_raw(_PAGE_BREAK)]
    return [_raw(_list(report, part, lang))]


def _raw(xml: str) -> Node:
    """Return a piece of Word's markup as a block of pandoc."""
    return {"t": "RawBlock", "c": ["openxml", xml]}


def _figure(item: Numbered, lang: Lang, folder: Path) -> list[Node]:
    """Return a picture with its alternative text between caption and source."""
    exhibit = item.exhibit
    before = _raw(_caption(item, lang))
    after = _raw(_under(item, lang))
    if exhibit.png is None:
        return [before, _raw(_nothing(lang)), after]
    name = f"{item.anchor}.png"
    (folder / name).write_bytes(exhibit.png)
    alt = [{"t": "Str", "c": exhibit.alt}]
    image = {"t": "Image", "c": [["", [], []], alt, [name, ""]]}
    style = ["", [], [["custom-style", "Figure"]]]
    picture = {"t": "Div", "c": [style, [{"t": "Para", "c": [image]}]]}
    return [before, picture, after]


def _table(item: Numbered, lang: Lang) -> Node:
    """Return a table between caption and source, on a page of its own where it is wide."""
    exhibit = item.exhibit
    if exhibit.table is None or not exhibit.table.rows:
        return _raw(_caption(item, lang) + _nothing(lang) + _under(item, lang))
    layout = table_layout(exhibit.table)
    grid = openxml.table(exhibit.table, item.heading, exhibit.alt)
    if layout.fit != "landscape":
        return _raw(_caption(item, lang) + grid + _under(item, lang))
    before = openxml.paragraph("SectionEnd", "", section=openxml.section_end(None))
    after = _under(item, lang, section=openxml.section_end(layout))
    return _raw(before + _caption(item, lang) + grid + after)


def _caption(item: Numbered, lang: Lang) -> str:
    """Return the numbered caption."""
    style = "TableCaption" if item.kind == "table" else "ImageCaption"
    word = words.TABLE if item.kind == "table" else words.FIGURE
    identity = 10_000 * (1 + (item.kind == "figure")) + item.number
    bookmark = (identity, item.anchor)
    return openxml.caption(style, word.in_(lang), item.number, item.exhibit.title, bookmark)


def _under(item: Numbered, lang: Lang, *, section: str = "") -> str:
    """Return note and source."""
    exhibit = item.exhibit
    note = openxml.text(f"{words.NOTE.in_(lang)}: {exhibit.caption}")
    source = openxml.text(f"{words.SOURCE.in_(lang)}: {exhibit.source}")
    first = openxml.paragraph("ExhibitNote", note) if exhibit.caption else ""
    return first + openxml.paragraph("ExhibitSource", source, section=section)


def _nothing(lang: Lang) -> str:
    """Return what stands instead of an exhibit without data."""
    return openxml.paragraph("BodyText", openxml.text(formats.NO_DATA.in_(lang)))


def _contents(report: Assembled, lang: Lang) -> str:
    """Return the table of contents."""
    entries = [
        (f"TOC{heading.level}", heading.numbered_text, heading.anchor)
        for heading in report.headings
        if heading.level <= _CONTENTS_DEPTH
    ]
    return _titled(words.CONTENTS, lang) + openxml.listing('TOC \\o "1-2" \\h \\z \\u', entries)


def _list(report: Assembled, place: str, lang: Lang) -> str:
    """Return the list of tables or figures."""
    items = report.of_kind("table" if place == "tables" else "figure")
    word = words.TABLE if place == "tables" else words.FIGURE
    title = words.TABLES if place == "tables" else words.FIGURES
    entries = [("TableofFigures", item.heading, item.anchor) for item in items]
    return _titled(title, lang) + openxml.listing(f'TOC \\h \\z \\c "{word.in_(lang)}"', entries)


def _titled(title: Text, lang: Lang) -> str:
    """Return the heading of a list."""
    return openxml.paragraph("TOCHeading", openxml.text(title.in_(lang)))
