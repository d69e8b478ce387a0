"""Numbers of the headings of a book."""

from typing import Any

import pytest

from kooperacja_eval.reporting.chapters import (
    lift_inner_headings,
    number_headings,
    unnumbered_names,
)
from kooperacja_eval.reporting.prose_ast import order_headings
from kooperacja_eval.text import Lang

pytestmark = pytest.mark.unit


def header(line: str) -> dict[str, Any]:
    """Return a heading as pandoc has it; "## Tytuł -" is one without a number."""
    marks, _, title = line.partition(" ")
    classes = ["unnumbered"] if title.endswith(" -") else []
    name = title.removesuffix(" -")
    return {"t": "Header", "c": [len(marks), [name, classes, []], [{"t": "Str", "c": name}]]}


def numbered(text: str, lang: Lang = "pl") -> tuple[list[str], dict[str, str], list[str]]:
    """Return numbered headings, words of links, and names of headings without numbers."""
    blocks = [header(line) for line in text.strip().splitlines()]
    headings, targets = order_headings(blocks)
    found, named = number_headings(blocks, headings, targets, lang)
    shown = [heading.numbered_text.replace("\xa0", " ") for heading in found]
    links = {name: said.replace("\xa0", " ") for name, (_, said) in named.items()}
    return shown, links, list(unnumbered_names(blocks))


def test_chapters_sections_and_parts_are_counted_apart() -> None:
    shown, links, _ = numbered("# A\n## B\n### C\n### D\n## E\n### F\n# G\n## H")
    assert shown == ["1. A", "1.1 B", "1.1.1 C", "1.1.2 D", "1.2 E", "1.2.1 F", "2. G", "2.1 H"]
    assert links["D"] == "rozdz. 1.1.2"
    assert links["G"] == "rozdz. 2"


def test_the_fourth_level_has_no_number() -> None:
    shown, links, silent = numbered("# A\n## B\n### C\n#### D\n### E")
    assert shown == ["1. A", "1.1 B", "1.1.1 C", "D", "1.1.2 E"]
    assert links["D"] == "„D”"
    assert silent == ["s4-D"]


def test_what_stands_under_a_heading_without_a_number_has_none_either() -> None:
    # A is not counted, and B and C would be 0.1 and 0.1.1.
    shown, _, silent = numbered("# A -\n## B\n### C\n# D\n## E")
    assert shown == ["A", "B", "C", "1. D", "1.1 E"]
    assert silent == ["s1-A", "s2-B", "s3-C"]


def test_a_section_without_a_number_ends_with_the_next_of_its_level() -> None:
    shown, _, _ = numbered("# A\n## B -\n### C\n## D")
    assert shown == ["1. A", "B", "C", "1.1 D"]


def test_english_links_are_in_english() -> None:
    _, links, _ = numbered("# A\n# B -", lang="en")
    assert links == {"A": "chapter 1", "B": "“B”"}


def test_headings_inside_other_blocks_are_not_counted_by_any_format() -> None:
    inner = header("## W środku")
    blocks = [header("# A"), {"t": "Div", "c": [["", [], []], [inner]]}, header("# B")]
    headings, targets = order_headings(blocks)
    found, _ = number_headings(blocks, headings, targets, "pl")
    assert [heading.number for heading in found] == ["1.", "2."]
    assert inner["c"][1][1] == ["unnumbered"]


def test_headings_inside_other_blocks_move_with_the_others() -> None:
    # The highest heading is level 2 and becomes 1, so that level 3 inside a block becomes 2.
    inner = header("### W środku")
    lift_inner_headings([header("## A"), {"t": "Div", "c": [["", [], []], [inner]]}])
    assert inner["c"][0] == 2
