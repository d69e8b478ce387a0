"""A report as one HTML file: styles and pictures inside, no script, for every screen and reader."""

from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from kooperacja_eval.reporting import formats, words
from kooperacja_eval.reporting.assemble import Assembled, Numbered, Part
from kooperacja_eval.reporting.layout import table_layout
from kooperacja_eval.reporting.pandoc import run_pandoc, to_json
from kooperacja_eval.reporting.preview import data_uri
from kooperacja_eval.reporting.prose_ast import Heading, Node
from kooperacja_eval.reporting.traced import link_numbers, trace_link
from kooperacja_eval.reporting.typography import tied
from kooperacja_eval.text import Lang, Text

_CONTENTS_DEPTH = 2


def to_html(report: Assembled) -> bytes:
    """Return the report as HTML 5."""
    document = report.document
    nodes = [node for part in report.parts for node in part_nodes(part, report)]
    if document.trace:
        nodes = link_numbers(nodes, document.trace, set())
    options = ["-f", "json", "-t", "html5", "--wrap=none", "--syntax-highlighting=none"]
    options += ["--email-obfuscation=none", "--sandbox", "--shift-heading-level-by=1"]
    body = run_pandoc(options, to_json(nodes, report.api_version), epoch=document.epoch)
    page = Template(template("report.html")).substitute(
        lang=words.LOCALES[document.lang],
        title=escape(document.title),
        css=template("report.css"),
        page_css=page_css(document.lang) if document.synthetic else "",
        skip=words.SKIP.in_(document.lang),
        marker=marker(document.lang) if document.synthetic else "",
        cover=_cover(report),
        body=body.decode("utf-8").strip(),
        footer=escape(document.study),
    )
    return page.encode("utf-8")


@cache
def template(name: str) -> str:
    """Return the text of one of the package's own templates."""
    return files("kooperacja_eval.reporting").joinpath("templates", name).read_text("utf-8")


def marker(lang: Lang) -> str:
    """Return the band that marks made-up data."""
    return (
        f'<div class="marker" role="note"><strong>{words.SYNTHETIC.in_(lang)}</strong>'
        f"<span>{words.SYNTHETIC_NOTE.in_(lang)}</span></div>"
    )


def page_css(lang: Lang) -> str:
    """Return the style that marks every printed page of made-up data."""
    look = "background: #ffd84d; color: #000; font: bold 9pt sans-serif"
    return f'@page {{ @top-center {{ content: "{words.SYNTHETIC.in_(lang)}"; {look}; }} }}\n'


def _cover(report: Assembled) -> str:
    """Return title, subtitle, study and date of the data."""
    document = report.document
    title, under = (tied(text, document.lang) for text in (document.title, document.subtitle))
    subtitle = f'<p class="subtitle">{escape(under)}</p>' if under else ""
    facts = (
        (words.STUDY, document.study),
        (words.DATA_AS_OF, formats.date(document.data_date, document.lang)),
    )
    lines = "".join(
        f"<div><dt>{label.in_(document.lang)}</dt><dd>{escape(value)}</dd></div>"
        for label, value in facts
    )
    return f'<h1>{escape(title)}</h1>{subtitle}<dl class="facts">{lines}</dl>'


def part_nodes(part: Part, report: Assembled) -> Iterator[Node]:
    """Return a part as blocks of pandoc."""
    lang = report.document.lang
    if isinstance(part, dict):
        yield part
    elif isinstance(part, Numbered):
        yield _raw(_exhibit(part, report.document.trace, lang))
    elif part == "contents":
        shown = tuple(item for item in report.headings if item.level <= _CONTENTS_DEPTH)
        yield _raw(_contents(shown, lang))
    elif part in {"tables", "figures"}:
        items = report.of_kind("table" if part == "tables" else "figure")
        yield _raw(_list(words.TABLES if part == "tables" else words.FIGURES, items, part, lang))


def _raw(html: str) -> Node:
    """Return a piece of HTML as a block of pandoc."""
    return {"t": "RawBlock", "c": ["html", html]}


def _exhibit(item: Numbered, trace: str, lang: Lang) -> str:
    """Return a figure or table under its caption, with note and source."""
    exhibit = item.exhibit
    caption = f"<b>{item.label}.</b> {escape(exhibit.title)}"
    if exhibit.table is not None and exhibit.table.rows:
        body = _table(item, trace)
    elif exhibit.svg is not None:
        body = f'<img alt="{escape(exhibit.alt)}" src="{data_uri(exhibit.svg)}">'
    else:
        body = f'<p class="nothing">{formats.NO_DATA.in_(lang)}</p>'
    note = f'<p class="note">{words.NOTE.in_(lang)}: {escape(exhibit.caption)}</p>'
    wide = exhibit.table is not None and table_layout(exhibit.table).fit == "landscape"
    source = f'<p class="source">{words.SOURCE.in_(lang)}: {escape(exhibit.source)}</p>'
    traced = ""
    if trace and exhibit.links is not None:
        about = f"{words.TRACE.in_(lang)}: {item.label}"
        traced = f'<p class="source"><a href="{trace_link(trace, exhibit.id)}">{about}</a></p>'
    return (
        f'<figure id="{item.anchor}" class="{item.kind}{" wide" if wide else ""}">'
        f'<figcaption id="{item.anchor}-title">{caption}</figcaption>'
        f"{body}{note if exhibit.caption else ''}{source}{traced}</figure>"
    )


def _table(item: Numbered, trace: str) -> str:
    """Return a table whose first column names the rows; wide ones scroll, by keyboard too.

    Cells lead to their traces, but are no stops of the keyboard: a table can have hundreds. The
    link under the table is one, and leads to the same lines.
    """
    table = item.exhibit.table
    if table is None:
        return ""
    layout = table_layout(table)
    head = "".join(
        f'<th scope="col" class="{align}" style="min-width:{need}ch">{escape(label)}</th>'
        for label, align, need in zip(table.headers, table.alignments, layout.needs, strict=True)
    )
    rows = []
    links = (item.exhibit.links or {}) if trace else {}
    for place, row in enumerate(table.rows):
        told = [_cell(cell, links.get((place, at)), trace) for at, cell in enumerate(row)]
        cells = list(zip(told, table.alignments, strict=True))
        first = f'<th scope="row" class="{cells[0][1]}">{cells[0][0]}</th>'
        rest = "".join(f'<td class="{align}">{cell}</td>' for cell, align in cells[1:])
        rows.append(f"<tr>{first}{rest}</tr>")
    title = f"{item.anchor}-title"
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{title}">'
        f'<p class="unseen" id="{item.anchor}-summary">{escape(item.exhibit.alt)}</p>'
        f'<table class="{layout.fit}" aria-labelledby="{title}"'
        f' aria-describedby="{item.anchor}-summary"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _cell(text: str, address: str | None, trace: str) -> str:
    """Return the words of a cell, with a link where it has a trace."""
    if address is None:
        return escape(text)
    return f'<a class="number" tabindex="-1" href="{trace_link(trace, address)}">{escape(text)}</a>'


def _contents(headings: tuple[Heading, ...], lang: Lang) -> str:
    """Return the table of contents as nested lists."""
    pieces: list[str] = []
    depth = 0
    for heading in headings:
        pieces.append("<ul>" * (heading.level - depth) + "</li></ul>" * (depth - heading.level))
        if heading.level <= depth:
            pieces.append("</li>")
        pieces.append(f'<li><a href="#{heading.anchor}">{escape(heading.text)}</a>')
        depth = heading.level
    pieces.append("</li></ul>" * depth)
    return _navigation("contents", words.CONTENTS, "".join(pieces), lang)


def _list(title: Text, items: tuple[Numbered, ...], name: str, lang: Lang) -> str:
    """Return the list of tables or figures."""
    lines = "".join(
        f'<li><a href="#{item.anchor}">{escape(item.heading)}</a></li>' for item in items
    )
    return _navigation(name, title, f"<ul>{lines}</ul>", lang)


def _navigation(name: str, title: Text, content: str, lang: Lang) -> str:
    """Return a list of links under a heading."""
    return (
        f'<nav class="{name}" aria-labelledby="nav-{name}">'
        f'<h2 id="nav-{name}">{title.in_(lang)}</h2>{content}</nav>'
    )
