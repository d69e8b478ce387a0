"""Numbers of prose on their way to a link: which get a mark, and that nothing else changes."""

import json
from typing import Any

import pytest

from kooperacja_eval.reporting.pandoc import read_markdown
from kooperacja_eval.reporting.traced import link_numbers, mark_numbers, take_marks, trace_link

pytestmark = pytest.mark.unit

PAGE = "raport-trace.html"
SENTENCE = "Zakończono **140** z 172 IPP, czyli 81,4% (73,6–87,3%) od XII 2019 r."


def traced(text: str) -> tuple[Any, Any]:
    """Pandoc's blocks of a marked text, without marks, and the same with links."""
    known: list[str] = []
    blocks = take_marks(read_markdown(mark_numbers(text, "t", known))["blocks"], known)
    return blocks, link_numbers(blocks, PAGE, set())


def links(nodes: Any) -> list[tuple[str, str]]:
    """Words and target of each link, in order."""
    if isinstance(nodes, list):
        return [link for node in nodes for link in links(node)]
    if not isinstance(nodes, dict):
        return []
    if nodes.get("t") == "Link":
        return [("".join(part.get("c", " ") for part in nodes["c"][1]), nodes["c"][2][0])]
    return links(nodes.get("c"))


def bare(nodes: Any) -> Any:
    """The nodes as pandoc sees them."""
    if isinstance(nodes, list):
        return [bare(node) for node in nodes]
    if not isinstance(nodes, dict):
        return nodes
    return {name: bare(part) for name, part in nodes.items() if name != "trace"}


def test_each_number_of_a_sentence_leads_to_its_own_line() -> None:
    _, linked = traced(SENTENCE)
    words = ["140", "172", "81,4%", "73,6", "87,3%", "2019"]
    assert links(linked) == [(word, f"{PAGE}#t:{n}") for n, word in enumerate(words, 1)]


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "# Rok 2019\n\nDo 31 grudnia.",
        "1. pierwszy, 5 rodzin\n2. drugi, 6 rodzin\n   - 7 osób",
        "| a | 5 |\n|---|---|\n| b | 6 |",
        "[tabela 5](#areas) i [](#areas_2), `kod 7`, przypis[^1].\n\n[^1]: Zob. 8.",
        ':::{lang="en-GB" n="3"}\nOf 12 teams, 5 met &#50; times.\n:::',
        "    14 wcięte",
        "```\n15 kod\n```\n16",
        "Nagłówek 17\n---\n\n18",
        "Zespół LU-01, 2018-2019, 12\u00a0345 zł, −0,5 pkt, *60* %",
        "Kowalski [@kowalski2019, s. 12] i 13",
    ],
)
def test_pandoc_reads_what_it_would_have_read(text: str) -> None:
    # the other formats are made from these nodes: they must not know that there are marks
    blocks, _ = traced(text)
    assert bare(blocks) == read_markdown(text)["blocks"]
    assert not any("\ue000" <= sign <= "\uf8ff" for sign in json.dumps(blocks, ensure_ascii=False))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. pierwszy, 5 rodzin\n2. drugi, 6 rodzin", [("5", 2), ("6", 4)]),
        ("# Rok 2019\n\nDo 31 grudnia.", [("31", 2)]),
        ("[tabela 5](#areas) i 6", [("tabela 5", 0), ("6", 2)]),
        ("Razem 12 % rodzin", [("12", 1)]),
        ("Razem 12\u00a0345\u00a0zł", [("12\u00a0345", 1)]),
        ("LU-01", []),
    ],
)
def test_numbers_that_belong_to_markdown_are_left_alone(
    text: str, expected: list[tuple[str, int]]
) -> None:
    _, linked = traced(text)
    found = [(words, target.rpartition(":")[2]) for words, target in links(linked)]
    wanted = [(words, str(place) if place else "#areas") for words, place in expected]
    assert found == wanted


def test_a_text_with_signs_of_ours_gets_no_marks() -> None:
    known: list[str] = []
    assert mark_numbers("Znak \ue001 i 5", "t", known) == "Znak \ue001 i 5"
    assert known == []


def test_the_keyboard_stops_once_for_each_text() -> None:
    known: list[str] = []
    text = f"{mark_numbers('5 i 6', 'a', known)}\n\n{mark_numbers('7 i 8', 'b', known)}"
    blocks = take_marks(read_markdown(text)["blocks"], known)
    found = json.dumps(link_numbers(blocks, PAGE, set()))
    assert found.count('"Link"') == 4
    assert found.count('["tabindex", "-1"]') == 2


def test_names_of_columns_are_safe_in_a_link() -> None:
    assert trace_link("a b-trace.html", 't:1:x"<y>') == "a%20b-trace.html#t:1:x%22%3Cy%3E"
