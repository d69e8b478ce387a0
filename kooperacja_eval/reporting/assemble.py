"""From blocks to one numbered whole that the formats share.

All prose is read by pandoc at once; exhibits get their numbers, links to them their words, and
headings are put in order. What stands between is one list of parts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from kooperacja_eval.errors import ReportError
from kooperacja_eval.reporting import words
from kooperacja_eval.reporting.blocks import Block, Markdown, ShownExhibit
from kooperacja_eval.reporting.chapters import lift_inner_headings, number_headings
from kooperacja_eval.reporting.citations import REFERENCES_PLACE, cited, reference_targets
from kooperacja_eval.reporting.document import Document
from kooperacja_eval.reporting.pandoc import read_markdown
from kooperacja_eval.reporting.prose import Marker, Place
from kooperacja_eval.reporting.prose_ast import Heading, Node, finish_prose, order_headings, plain
from kooperacja_eval.reporting.traced import mark_numbers, take_marks
from kooperacja_eval.reporting.typography import tied
from kooperacja_eval.text import Text

_SLOT: Final = re.compile("\ue000(\\d+)\ue000")
_BIBLIOGRAPHY: Final = Marker("bibliography")
_ANCHOR_LENGTH: Final = 40
"""The longest name that Word takes for a bookmark."""
_LISTED: Final = 6
"""From this many headings on, a report without a place for its contents begins with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """An exhibit with its number and the anchor that links lead to."""

    exhibit: ShownExhibit
    kind: Literal["table", "figure"]
    number: int
    label: str
    anchor: str

    @property
    def heading(self) -> str:
        """Label and title, as they stand over the exhibit."""
        return f"{self.label}. {self.exhibit.title}"


Part = Node | Numbered | Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """A report ready for a format.

    Attributes
    ----------
    document : Document
        Title, date, language and marker.
    parts : tuple
        Pandoc blocks, numbered exhibits and places, in order.
    headings : tuple of Heading
        For the table of contents.
    exhibits : tuple of Numbered
        For the lists and the annex.
    api_version : list of int
        Of pandoc's JSON.
    """

    document: Document
    parts: tuple[Part, ...]
    headings: tuple[Heading, ...]
    exhibits: tuple[Numbered, ...]
    api_version: list[int]

    def of_kind(self, kind: Literal["table", "figure"]) -> tuple[Numbered, ...]:
        """Return the tables or the figures, in order."""
        return tuple(item for item in self.exhibits if item.kind == kind)


def assemble(document: Document) -> Assembled:
    """Read the prose, number the exhibits and put everything in order.

    Raises
    ------
    ReportError
        If two exhibits share an id, a link leads to no exhibit, a heading skips a level, or prose
        holds HTML.
    """
    exhibits = _numbered(document)
    marks: list[str] = []
    ast = read_markdown(_markdown(document, marks))
    works = {}
    if document.kind == "book":
        ast = cited(ast, document.library, document.lang, epoch=document.epoch)
        works = reference_targets(document.library)
        lift_inner_headings(ast["blocks"])
    ast["blocks"] = take_marks(ast["blocks"], marks) if marks else ast["blocks"]
    headings, targets = order_headings(ast["blocks"])
    if document.kind == "book":
        headings, targets = number_headings(ast["blocks"], headings, targets, document.lang)
    targets |= works | {item.exhibit.id: (item.anchor, item.label) for item in exhibits}
    finish_prose(ast["blocks"], targets, document.lang)
    parts = list(_parts(ast["blocks"], document, exhibits))
    return Assembled(
        document=document,
        parts=tuple(_with_lists(parts, headings, exhibits)),
        headings=headings,
        exhibits=exhibits,
        api_version=ast["pandoc-api-version"],
    )


def _numbered(document: Document) -> tuple[Numbered, ...]:
    """Give numbers to tables and figures, each from 1, and tie short words in their texts."""
    counts = {"table": 0, "figure": 0}
    found: list[Numbered] = []
    for block in document.blocks:
        if not isinstance(block, ShownExhibit):
            continue
        kind: Literal["table", "figure"] = "figure" if block.table is None else "table"
        counts[kind] += 1
        word = words.FIGURE if kind == "figure" else words.TABLE
        found.append(
            Numbered(
                exhibit=_tied(block, document),
                kind=kind,
                number=counts[kind],
                label=f"{word.in_(document.lang)}\u00a0{counts[kind]}",
                anchor=f"{kind}-{counts[kind]}-{block.id}"[:_ANCHOR_LENGTH],
            )
        )
    ids = [item.exhibit.id for item in found]
    for repeated in sorted({name for name in ids if ids.count(name) > 1}):
        raise ReportError(
            Text(
                f"Raport pokazuje dwa razy {repeated!r}: każda tabela i każdy rysunek ma własny"
                " identyfikator.",
                f"The report shows {repeated!r} twice: each table and figure has an id of its own.",
            )
        )
    return tuple(found)


def _tied(exhibit: ShownExhibit, document: Document) -> ShownExhibit:
    """Tie short words in what stands over and under an exhibit."""
    return replace(
        exhibit,
        title=tied(exhibit.title, document.lang),
        caption=tied(exhibit.caption, document.lang),
        source=tied(exhibit.source, document.lang),
    )


def _markdown(document: Document, marks: list[str]) -> str:
    """Join the prose, with a mark where exhibits and places stand, and at traced numbers."""
    pieces = (_piece(index, block, marks) for index, block in enumerate(document.blocks))
    return "\n\n".join(pieces)


def _piece(index: int, block: Block, marks: list[str]) -> str:
    """Return a block as Markdown, or the mark of its place."""
    if isinstance(block, Markdown):
        return mark_numbers(block.text, block.trace, marks) if block.trace else block.text
    return REFERENCES_PLACE if block == _BIBLIOGRAPHY else f"\ue000{index}\ue000"


def _parts(
    blocks: list[Node], document: Document, exhibits: tuple[Numbered, ...]
) -> Iterator[Part]:
    """Put exhibits and places where their marks stand."""
    by_id = {item.exhibit.id: item for item in exhibits}
    expected = sum(
        not isinstance(block, Markdown) and block != _BIBLIOGRAPHY for block in document.blocks
    )
    for node in blocks:
        mark = _SLOT.fullmatch(plain(node["c"])) if node["t"] == "Para" else None
        if mark is None:
            yield node
            continue
        expected -= 1
        block = document.blocks[int(mark[1])]
        if isinstance(block, Marker):
            yield block.place
        elif isinstance(block, ShownExhibit):
            yield by_id[block.id]
    if expected:
        message = Text(
            "Tekst notatnika wchłonął tabelę lub rysunek: zamknij blok kodu lub listę przed nimi.",
            "The notebook's text swallowed an exhibit: close the code block or list before it.",
        )
        raise ReportError(message)


def _with_lists(
    parts: list[Part], headings: tuple[Heading, ...], exhibits: tuple[Numbered, ...]
) -> list[Part]:
    """Add contents and lists to a long report that does not place them itself."""
    places = [part for part in parts if isinstance(part, str)]
    if "contents" in places or len(headings) < _LISTED:
        return parts
    before: list[Part] = ["contents"]
    kinds = {item.kind for item in exhibits}
    after: list[Part] = []
    if "table" in kinds and "tables" not in places:
        after.append("tables")
    if "figure" in kinds and "figures" not in places:
        after.append("figures")
    return [*before, *parts, *after]
