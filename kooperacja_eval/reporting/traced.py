"""Numbers of prose that lead to where they come from: found, carried through pandoc, and linked.

The border: which text has a trace, and under which name, is known to the caller. Other formats than
HTML get the prose as if nothing had been marked.
"""

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

Node = dict[str, Any]
Spot = tuple[int, int, str]
"""Where in a word a number begins and ends, and the address of the number."""

# not within a word or a number, and not after its hyphen: LU-01 is a name
_NUMBER: Final = re.compile(r"(?<![\w.,])(?<![^\W\d_]-)[+\u2212-]?\d[\d\u00a0]*(?:[.,]\d+)?\s?%?")
_BEGIN, _SPLIT, _END = "\ue001", "\ue002", "\ue003"
_DIGIT: Final = 0xE010
_OWN: Final = re.compile("[\ue001-\ue003\ue010-\ue019]")
"""Characters of marks, from the part of Unicode that belongs to nobody."""
_MARK: Final = re.compile("\ue001([\ue010-\ue019]+)\ue002|\ue003")
_STRUCTURE: Final = re.compile(
    r"^ *(?:[>*+-] *)*\d+[.)](?=\s|$)|^ *(?:[>*+-] *)*#.*$|^.*\|.*$|^\[[^\]\n]*\]:.*$|^:::.*$"
    r"|\[[^\]\n]*\]\([^)\n]*\)|\[[^\]\n]*@[^\]\n]*\]|@[\w:.-]+"
    r"|\[\^[^\]\n]*\]|\{[^}\n]*\}|`[^`\n]*`|<[^>\n]*>|&[^;\s]*;",
    re.MULTILINE,
)
"""Places where a digit is part of Markdown and no number of a sentence: numbers of lists, headings,
tables, links, citations, attributes, code."""
_WHOLE: Final = re.compile(r"^ *(?:```|~~~|={3,} *$|-{3,} *$)", re.MULTILINE)
"""A text with code or underlined headings is left as it is."""
_WORDLESS: Final = frozenset({"Link", "Code", "CodeBlock", "RawInline", "RawBlock"})


def numbers_in(text: str) -> list[str]:
    """Return the numbers that stand in a piece of prose, in order, as they are written.

    Examples
    --------
    >>> numbers_in("140 rodzin z 172, czyli 81,4% (73,6–87,3%).")
    ['140', '172', '81,4%', '73,6', '87,3%']
    """
    return [found.strip() for found in _NUMBER.findall(text)]


def mark_numbers(text: str, name: str, known: list[str]) -> str:
    """Put marks around the numbers of a text that pandoc will read.

    Parameters
    ----------
    text : str
        Markdown.
    name : str
        Name of the text; its third number has the address ``name:3``.
    known : list of str
        Addresses of marks; those of this text are added, and each mark holds its place.

    Returns
    -------
    str
        The text; as it was where a mark could change what it means to pandoc.
    """
    if _OWN.search(text) or _WHOLE.search(text):
        return text
    kept = [found.span() for found in _STRUCTURE.finditer(text)]
    pieces, last = [], 0
    for place, found in enumerate(_NUMBER.finditer(text), 1):
        begin, end = found.start(), found.start() + len(found[0].rstrip())
        if any(low < end and begin < high for low, high in kept):
            continue
        known.append(f"{name}:{place}")
        digits = "".join(chr(_DIGIT + int(digit)) for digit in str(len(known) - 1))
        pieces += [text[last:begin], _BEGIN, digits, _SPLIT, text[begin:end], _END]
        last = end
    return "".join([*pieces, text[last:]])


def take_marks(node: Any, known: list[str]) -> Any:
    """Return pandoc's nodes without marks; words keep beside them where their numbers stand.

    A word (``Str``) gets a member ``trace``, a list of spots, which pandoc does not look at.
    """
    if isinstance(node, str):
        return _OWN.sub("", node)
    if isinstance(node, list):
        return [take_marks(part, known) for part in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") == "Str" and _OWN.search(node["c"]):
        text, spots = _spots(node["c"], known)
        return {"t": "Str", "c": text, "trace": spots}
    return {name: take_marks(part, known) for name, part in node.items()}


def _spots(marked: str, known: list[str]) -> tuple[str, list[Spot]]:
    """Return a word without its marks, and where its numbers stand."""
    text, last = "", 0
    begins: list[tuple[int, str]] = []
    spots: list[Spot] = []
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        last = mark.end()
        if mark[1]:
            place = int("".join(str(ord(digit) - _DIGIT) for digit in mark[1]))
            begins.append((len(text), known[place]))
        elif begins:
            begin, address = begins.pop()
            spots.append((begin, len(text), address))
    text += marked[last:]
    spots += [(begin, len(text), address) for begin, address in begins]  # its end is another word
    return text, spots


def link_numbers(node: Any, file: str, seen: set[str]) -> Any:
    """Return pandoc's nodes with a link at each number that has an address.

    Parameters
    ----------
    node
        A node or a list of nodes; it is not changed.
    file : str
        The page of traces.
    seen : set of str
        Texts that have a link already; the first of each is a stop of the keyboard, the others are
        reached by pointer, and on the page itself.
    """
    if isinstance(node, list):
        return [new for part in node for new in _linked(part, file, seen)]
    if isinstance(node, dict) and node.get("t") not in _WORDLESS:
        return {name: link_numbers(part, file, seen) for name, part in node.items()}
    return node


def _linked(node: Any, file: str, seen: set[str]) -> Iterator[Any]:
    """Return what stands for one node of a list."""
    if not (isinstance(node, dict) and node.get("t") == "Str" and node.get("trace")):
        yield link_numbers(node, file, seen)
        return
    text, last = node["c"], 0
    for begin, end, address in node["trace"]:
        if begin > last:
            yield {"t": "Str", "c": text[last:begin]}
        yield _link(text[begin:end], address, file, seen)
        last = end
    if last < len(text):
        yield {"t": "Str", "c": text[last:]}


def _link(text: str, address: str, file: str, seen: set[str]) -> Node:
    name = address.rpartition(":")[0]
    pairs = [["tabindex", "-1"]] if name in seen else []
    seen.add(name)
    inner = [{"t": "Str", "c": text}]
    return {"t": "Link", "c": [["", ["number"], pairs], inner, [trace_link(file, address), ""]]}


def trace_link(file: str, address: str) -> str:
    """Return the link to an address of a page of traces.

    Examples
    --------
    >>> trace_link("ex_post-trace.html", "areas:2:value")
    'ex_post-trace.html#areas:2:value'
    """
    return f"{quote(file)}#{quote(address, safe=':_')}"
