"""A book as one HTML file: chapters, contents at the side, search, links to every heading.

Everything is inside the file. Its one script is the package's own, named by its hash in the policy
of the page, which allows no other; without it, the book is read as well, only not searched.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from html import escape
from string import Template
from typing import Final

from kooperacja_eval.reporting import book_words, formats, words
from kooperacja_eval.reporting.assemble import Assembled
from kooperacja_eval.reporting.formats import NBSP
from kooperacja_eval.reporting.pandoc import run_pandoc, to_json
from kooperacja_eval.reporting.prose_ast import Heading, Node
from kooperacja_eval.reporting.to_html import marker, page_css, part_nodes, template
from kooperacja_eval.reporting.traced import link_numbers
from kooperacja_eval.reporting.typography import tied
from kooperacja_eval.text import Lang, Text

_CONTENTS_DEPTH: Final = 2
_POLICY: Final = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{}';"
    " base-uri 'none'; form-action 'none'"
)
"""Pictures and styles of the file itself, one script, and nothing from anywhere else."""
_BACK: Final = re.compile(r'<a href="#fnref(\d+)" class="footnote-back"')
_REFERENCE: Final = re.compile(r'(<a href="#fn(\d+)" class="footnote-ref")')
_NOTES: Final = re.compile(r'(<section id="footnotes"[^>]*>)\s*<hr ?/?>')
_PROSE_TABLE: Final = re.compile(r'<table(?: style="[^"]*")?>.*?</table>', re.DOTALL)
_FIGURE: Final = re.compile(r'(<figure id="([^"]+)".*?)(</figure>)', re.DOTALL)


def to_html_book(report: Assembled) -> bytes:
    """Return the book as HTML 5."""
    document, lang = report.document, report.document.lang
    script = template("book.js")
    options = ["-f", "json", "-t", "html5", "--wrap=none", "--syntax-highlighting=none"]
    options += ["--email-obfuscation=none", "--sandbox", "--shift-heading-level-by=1"]
    nodes = list(_nodes(report))
    if document.trace:
        nodes = link_numbers(nodes, document.trace, set())
    content = to_json(nodes, report.api_version)
    body = run_pandoc(options, content, epoch=document.epoch).decode("utf-8").strip()
    page = Template(template("book.html")).substitute(
        lang=words.LOCALES[lang],
        policy=_POLICY.format(_hash(script)),
        title=escape(document.title),
        css=template("report.css") + template("book.css"),
        page_css=page_css(lang) if document.synthetic else "",
        skip=words.SKIP.in_(lang),
        marker=_band(lang) if document.synthetic else "",
        cover=_cover(report),
        side=_search(lang) + _contents(report),
        body=_finished(body, report),
        footer=escape(document.study),
        script=script,
    )
    return page.encode("utf-8")


def _hash(script: str) -> str:
    """Return what names a script in the policy of a page."""
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


def _band(lang: Lang) -> str:
    """Return the band that marks made-up data, as a part of the page that has a name."""
    return f'<aside class="band" aria-label="{words.SYNTHETIC.in_(lang)}">{marker(lang)}</aside>'


def _cover(report: Assembled) -> str:
    """Return programme, title, subtitle, study and date of the data."""
    document, lang = report.document, report.document.lang
    above = escape(tied(document.programme, lang))
    programme = f'<p class="programme">{above}</p>' if above else ""
    under = escape(tied(document.subtitle, lang))
    subtitle = f'<p class="subtitle">{under}</p>' if under else ""
    facts = (
        (words.STUDY, document.study),
        (words.DATA_AS_OF, formats.date(document.data_date, lang)),
    )
    lines = "".join(
        f"<div><dt>{label.in_(lang)}</dt><dd>{escape(value)}</dd></div>" for label, value in facts
    )
    title = escape(tied(document.title, lang))
    note = f'<p class="made-up">{words.SYNTHETIC_NOTE.in_(lang)}</p>' if document.synthetic else ""
    return f'{programme}<h1>{title}</h1>{subtitle}<dl class="facts">{lines}</dl>{note}'


def _search(lang: Lang) -> str:
    """Return the search box; the script shows it."""
    said = {
        "hits": book_words.HITS,
        "shown": book_words.SHOWN,
        "none": book_words.NO_HITS,
        "short": book_words.TOO_SHORT,
        "cleared": book_words.CLEARED,
    }
    data = " ".join(f'data-{name}="{escape(text.in_(lang))}"' for name, text in said.items())
    return (
        f'<div class="search" id="search" role="search" hidden {data}>'
        f'<label for="search-words">{book_words.SEARCH.in_(lang)}</label>'
        '<input id="search-words" type="search" autocomplete="off" spellcheck="false"'
        ' aria-describedby="search-hint">'
        f'<p class="hint" id="search-hint">{book_words.SEARCH_HINT.in_(lang)}</p>'
        '<p class="status" id="search-status" role="status" aria-live="polite"></p>'
        f'<ol class="results" id="search-results" aria-label="{book_words.RESULTS.in_(lang)}"></ol>'
        "</div>"
    )


def _contents(report: Assembled) -> str:
    """Return the contents at the side: chapters, and sections under them."""
    lang, trace = report.document.lang, report.document.trace
    pieces: list[str] = []
    depth = 0
    for heading in report.headings:
        if heading.level > _CONTENTS_DEPTH:
            continue
        pieces.append("<ul>" * (heading.level - depth) + "</li></ul>" * (depth - heading.level))
        if heading.level <= depth:
            pieces.append("</li>")
        chapter = f' data-chapter="{heading.anchor}"' if heading.level == 1 else ""
        words_of = escape(heading.numbered_text)
        pieces.append(f'<li><a href="#{heading.anchor}"{chapter}>{words_of}</a>')
        depth = heading.level
    pieces.append("</li></ul>" * depth)
    title = words.CONTENTS.in_(lang)
    link = (
        f'<p class="traces"><a href="{escape(trace)}">{words.TRACE.in_(lang)}</a></p>'
        if trace
        else ""
    )
    return (
        f'<nav id="contents" aria-label="{title}"><details open><summary>{title}</summary>'
        f"{''.join(pieces)}</details>{link}</nav>"
    )


def _nodes(report: Assembled) -> Iterator[Node]:
    """Return all parts as blocks of pandoc, with chapters as sections."""
    lang = report.document.lang
    numbers = {heading.anchor: heading for heading in report.headings}
    chapters = [heading for heading in report.headings if heading.level == 1]
    current: Heading | None = None
    for part in report.parts:
        if part in ("contents", "page_break"):
            continue
        if isinstance(part, dict) and part["t"] == "Header":
            heading = numbers[part["c"][1][0]]
            if heading.level == 1:
                yield _raw(_end(current, chapters, lang))
                yield _raw(_start(heading))
                current = heading
            yield from _titled(part, heading, lang)
            continue
        if isinstance(part, str) and current is not None:
            yield _raw(_end(current, chapters, lang))
            current = None
        yield from part_nodes(part, report)
    yield _raw(_end(current, chapters, lang))


def _raw(html: str) -> Node:
    """Return a piece of HTML as a block of pandoc."""
    return {"t": "RawBlock", "c": ["html", html]}


def _start(chapter: Heading) -> str:
    """Return the beginning of a chapter."""
    name = chapter.anchor
    return f'<section class="chapter" data-chapter="{name}" aria-labelledby="{name}">'


def _end(current: Heading | None, chapters: list[Heading], lang: Lang) -> str:
    """Return the end of a chapter, with links to its neighbours and to the contents."""
    if current is None:
        return ""
    at = chapters.index(current)
    before = chapters[at - 1] if at else None
    after = chapters[at + 1] if at + 1 < len(chapters) else None
    links = [
        _turn(before, book_words.PREVIOUS, "prev", lang),
        f'<a href="#contents">{book_words.TO_CONTENTS.in_(lang)}</a>',
        _turn(after, book_words.NEXT, "next", lang),
    ]
    return f'<p class="turn">{" ".join(filter(None, links))}</p></section>'


def _turn(chapter: Heading | None, label: Text, relation: str, lang: Lang) -> str:
    """Return a link to a neighbouring chapter."""
    if chapter is None:
        return ""
    said = f"{label.in_(lang)}: {chapter.numbered_text}"
    return f'<a rel="{relation}" href="#{chapter.anchor}">{escape(said)}</a>'


def _titled(node: Node, heading: Heading, lang: Lang) -> Iterator[Node]:
    """Return a heading with its number, beside a link to it."""
    level, attributes, inlines = node["c"]
    number: list[Node] = []
    if heading.number:
        shown = {"t": "Str", "c": heading.number}
        number = [{"t": "Span", "c": [["", ["no"], []], [shown]]}, {"t": "Str", "c": NBSP}]
    yield _raw('<div class="titled">')
    yield {"t": "Header", "c": [level, attributes, [*number, *inlines]]}
    yield _raw(f"{_anchor(heading.anchor, heading.numbered_text, lang)}</div>")


def _anchor(name: str, shown: str, lang: Lang) -> str:
    """Return the link by which a place of the book can be cited."""
    label = escape(f"{book_words.LINK_TO.in_(lang)}: {shown}")
    return f'<a class="anchor" href="#{name}" aria-label="{label}" title="{label}">#</a>'


def _finished(body: str, report: Assembled) -> str:
    """Give words to the links of footnotes, links to exhibits, and room to tables of prose."""
    lang = report.document.lang
    back, note = book_words.BACK_TO_TEXT.in_(lang), book_words.FOOTNOTE.in_(lang)
    body = _BACK.sub(lambda found: f'{found[0]} aria-label="{back} {found[1]}"', body)
    body = _REFERENCE.sub(lambda found: f'{found[1]} aria-label="{note} {found[2]}"', body)
    title = f'<h2 id="notes">{book_words.FOOTNOTES.in_(lang)}</h2>'
    body = _NOTES.sub(lambda found: f"{found[1]}{title}", body)
    names = {item.anchor: item.label for item in report.exhibits}
    body = _FIGURE.sub(lambda found: _with_anchor(found, names, lang), body)
    count = iter(range(1, body.count("<table") + 1))
    label = book_words.TABLE_OF_PROSE.in_(lang)
    return _PROSE_TABLE.sub(
        lambda found: (
            f'<div class="scroll" role="region" tabindex="0" aria-label="{label} {next(count)}">'
            f"{found[0]}</div>"
        ),
        body,
    )


def _with_anchor(found: re.Match[str], names: dict[str, str], lang: Lang) -> str:
    """Return a figure or table with a link to it."""
    label = names.get(found[2])
    return found[0] if label is None else f"{found[1]}{_anchor(found[2], label, lang)}{found[3]}"
