"""How an exhibit looks in Jupyter: a piece of HTML, without the number that only a report gives."""

from base64 import b64encode
from html import escape
from typing import Final

from kooperacja_eval.reporting.formats import NO_DATA
from kooperacja_eval.reporting.tables import ShownTable
from kooperacja_eval.text import Lang, Text

SOURCE: Final = Text("Źródło", "Source")
Words = tuple[str, str, str]
"""Title, note and source."""


def table(shown: ShownTable, words: Words, lang: Lang) -> str:
    """Return a table with its title, note and source."""
    if not shown.rows:
        return nothing(words, lang)
    head = "".join(
        f'<th scope="col" style="text-align:{align}">{escape(label)}</th>'
        for label, align in zip(shown.headers, shown.alignments, strict=True)
    )
    body = "".join(f"<tr>{_cells(row, shown)}</tr>" for row in shown.rows)
    title = f'<caption style="text-align:left"><b>{escape(words[0])}</b></caption>'
    grid = f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div lang="{lang}">{grid}{_notes(words, lang)}</div>'


def figure(svg: bytes, alt: str, words: Words, lang: Lang) -> str:
    """Return a picture with its title, note and source."""
    image = f'<img alt="{escape(alt)}" src="{data_uri(svg)}">'
    title = f"<b>{escape(words[0])}</b>"
    return f'<div lang="{lang}">{title}<br>{image}{_notes(words, lang)}</div>'


def nothing(words: Words, lang: Lang) -> str:
    """Return the title, and that there are no data."""
    body = f"<p>{NO_DATA.in_(lang)}</p>"
    return f'<div lang="{lang}"><b>{escape(words[0])}</b>{body}{_notes(words, lang)}</div>'


def data_uri(svg: bytes) -> str:
    """Return an SVG picture as an address that holds it."""
    return "data:image/svg+xml;base64," + b64encode(svg).decode("ascii")


def _cells(row: tuple[str, ...], shown: ShownTable) -> str:
    """Return the cells of a row."""
    pairs = zip(row, shown.alignments, strict=True)
    return "".join(f'<td style="text-align:{align}">{escape(cell)}</td>' for cell, align in pairs)


def _notes(words: Words, lang: Lang) -> str:
    """Return what stands under an exhibit."""
    _, note, source = words
    lines = [escape(note)] if note else []
    lines.append(f"{SOURCE.in_(lang)}: {escape(source)}")
    return f"<p><small>{'<br>'.join(lines)}</small></p>"
