"""Prose as pandoc understands it: headings put in order, links filled, short words tied."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kooperacja_eval.errors import ReportError
from kooperacja_eval.reporting.formats import NBSP
from kooperacja_eval.reporting.typography import tie_inlines
from kooperacja_eval.text import Lang, Text

Node = dict[str, Any]
"""A block or an inline element of pandoc's document."""

Target = tuple[str, str]
"""Anchor and words of what a link may lead to."""

_ANCHOR_LENGTH: Final = 40
"""The longest name that Word takes for a bookmark."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, for the table of contents; level 1 is the highest below the title.

    Only books number their headings, such as "2." and "2.1".
    """

    level: int
    text: str
    anchor: str
    number: str = ""

    @property
    def numbered_text(self) -> str:
        """The text after its number, if it has one."""
        return f"{self.number}{NBSP}{self.text}" if self.number else self.text


def order_headings(blocks: list[Node]) -> tuple[tuple[Heading, ...], dict[str, Target]]:
    """Let the highest heading be level 1, in place; refuse skipped levels.

    Returns
    -------
    headings : tuple of Heading
        With anchors that are short enough for every format.
    targets : dict
        Anchor and text of each heading, by the name under which prose links to it.
    """
    found = [block for block in blocks if block["t"] == "Header"]
    highest = min((block["c"][0] for block in found), default=1)
    headings: list[Heading] = []
    targets: dict[str, Target] = {}
    last = 0
    for number, block in enumerate(found, 1):
        level = block["c"][0] - highest + 1
        text = plain(block["c"][2])
        if level > last + 1:
            message = Text(
                f"Nagłówek „{text}” pomija poziom: po poziomie {last} może stać najwyżej"
                f" {last + 1}.",
                f'Heading "{text}" skips a level: after level {last} comes {last + 1} at most.',
            )
            raise ReportError(message)
        block["c"][0] = last = level
        name = block["c"][1][0]
        block["c"][1][0] = anchor = f"s{number}-{name}"[:_ANCHOR_LENGTH]
        headings.append(Heading(level, text, anchor))
        targets[name] = (anchor, text)
    return tuple(headings), targets


def finish_prose(nodes: Any, known: Mapping[str, Target], lang: Lang) -> None:
    """Fill links to exhibits, tie short words, and refuse HTML, all the way down."""
    if isinstance(nodes, dict):
        if nodes.get("t") in {"RawBlock", "RawInline"}:
            raise ReportError(_html_in_prose(nodes["c"][1]))
        if nodes.get("t") == "Link":
            _fill_link(nodes, known)
        finish_prose(nodes.get("c"), known, lang)
    elif isinstance(nodes, list):
        for node in nodes:
            finish_prose(node, known, lang)
        if lang == "pl":
            tie_inlines(nodes)


def _fill_link(link: Node, known: Mapping[str, Target]) -> None:
    """Lead a link to its exhibit or heading, and name it where it has no words."""
    target = link["c"][2][0]
    if not target.startswith("#"):
        return
    item = known.get(target[1:])
    if item is None:
        message = Text(
            f"Odsyłacz prowadzi do {target!r}, czego raport nie pokazuje.",
            f"A link leads to {target!r}, which the report does not show.",
        )
        raise ReportError(message)
    link["c"][2][0] = f"#{item[0]}"
    link["c"][1] = link["c"][1] or [{"t": "Str", "c": item[1]}]


def plain(inlines: list[Node]) -> str:
    """Return the text of pandoc's inline elements."""
    return "".join(_plain(inline) for inline in inlines)


def _plain(inline: Node) -> str:
    """Return the text of one inline element."""
    content = inline.get("c")
    match inline["t"]:
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Str":
            return str(content)
        case "Code":
            return str(inline["c"][1])
        case "Emph" | "Strong" | "Underline" | "Strikeout" | "SmallCaps":
            return plain(inline["c"])
        case "Span" | "Link" | "Quoted" | "Image":
            return plain(inline["c"][1])
        case _:
            return ""


def _html_in_prose(piece: str) -> Text:
    """Say that HTML has no place in prose."""
    return Text(
        f"Tekst notatnika zawiera HTML ({piece[:20]}), którego nie przyjmą wszystkie formaty:"
        " użyj Markdown.",
        f"The notebook's text holds HTML ({piece[:20]}), which not all formats take: use Markdown.",
    )
