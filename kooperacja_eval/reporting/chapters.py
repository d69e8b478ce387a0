"""Numbered headings of a book: "2.", "2.1", and the words of links to them.

A heading marked ``{.unnumbered}`` stays without a number, and so does what stands under it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from kooperacja_eval.reporting import words
from kooperacja_eval.reporting.formats import NBSP
from kooperacja_eval.reporting.prose_ast import Heading, Node, Target
from kooperacja_eval.text import Lang

DEPTH: Final = 3
"""How many levels have numbers."""
UNNUMBERED: Final = "unnumbered"


def number_headings(
    blocks: Sequence[Node],
    headings: Sequence[Heading],
    targets: Mapping[str, Target],
    lang: Lang,
) -> tuple[tuple[Heading, ...], dict[str, Target]]:
    """Return the headings with numbers, and how links without words call them.

    Blocks of headings without a number are marked so in place, for the formats that count
    themselves. A link to a numbered heading becomes "rozdz. 2.1"; to another one, its title in
    quotation marks.

    Parameters
    ----------
    blocks : sequence of dict
        Blocks of pandoc, in order.
    headings : sequence of Heading
        The same headings, in the same order.
    targets : mapping
        Anchor and text of each heading, by the name under which prose links to it.
    lang : {"pl", "en"}
        Language of the book.
    """
    for block in blocks:
        if block["t"] != "Header":
            _silence(block)
    counts = [0] * DEPTH
    silent = 0
    found: list[Heading] = []
    nodes = (block for block in blocks if block["t"] == "Header")
    for node, heading in zip(nodes, headings, strict=True):
        if silent and heading.level <= silent:
            silent = 0
        classes = node["c"][1][1]
        if silent or heading.level > DEPTH or UNNUMBERED in classes:
            silent = silent or (heading.level if UNNUMBERED in classes else 0)
            _silence(node)
            found.append(heading)
            continue
        counts[heading.level - 1] += 1
        counts[heading.level :] = [0] * (DEPTH - heading.level)
        found.append(replace(heading, number=_number(counts[: heading.level])))
    by_anchor = {heading.anchor: heading for heading in found}
    named = {
        name: (anchor, _words(by_anchor[anchor], lang)) for name, (anchor, _) in targets.items()
    }
    return tuple(found), named


def lift_inner_headings(blocks: Sequence[Node]) -> None:
    """Let headings inside other blocks, such as parts in another language, keep their distance.

    ``order_headings`` makes the highest heading of the document level 1; this does the same, in
    place, with headings that stand inside other blocks. It comes first.
    """
    own = [block for block in blocks if block["t"] == "Header"]
    steps = min((heading["c"][0] for heading in own), default=1) - 1
    for block in blocks:
        for heading in () if block["t"] == "Header" else _headers(block):
            heading["c"][0] = max(1, heading["c"][0] - steps)


def unnumbered_names(node: Any) -> Iterator[str]:
    """Yield the anchors of the headings that are marked to have no number, all the way down."""
    for heading in _headers(node):
        if UNNUMBERED in heading["c"][1][1]:
            yield heading["c"][1][0]


def _silence(node: Any) -> None:
    """Mark all headings of a block to have no number, in place; those in other blocks count not."""
    for heading in _headers(node):
        classes = heading["c"][1][1]
        classes[:] = [*(name for name in classes if name != UNNUMBERED), UNNUMBERED]


def _headers(node: Any) -> Iterator[Node]:
    """Yield the headings of a node, all the way down."""
    if isinstance(node, dict):
        if node.get("t") == "Header":
            yield node
        yield from _headers(node.get("c"))
    elif isinstance(node, list):
        for each in node:
            yield from _headers(each)


def _number(counts: Sequence[int]) -> str:
    """Return "2." for a chapter and "2.1" for what is in it."""
    joined = ".".join(map(str, counts))
    return f"{joined}." if len(counts) == 1 else joined


def _words(heading: Heading, lang: Lang) -> str:
    """Return what stands for a heading in running text."""
    if heading.number:
        return f"{words.CHAPTER.in_(lang)}{NBSP}{heading.number.rstrip('.')}"
    return f"„{heading.text}”" if lang == "pl" else f"“{heading.text}”"
