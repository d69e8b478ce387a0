"""Polish typography of running text: what must not stand apart at the end of a line is tied.

One-letter words go with the next word, a year with its month in Roman numerals, and "r.", "zł" and
the like with their number.
"""

import re
from itertools import pairwise
from typing import Any, Final

from kooperacja_eval.reporting.formats import NBSP
from kooperacja_eval.text import Lang

_SHORT: Final = re.compile(r"[(„]*[aiouwz]", re.IGNORECASE)
_ROMAN: Final = re.compile(r".*\b[IVX]+")
_YEAR: Final = re.compile(r"[12]\d{3}\b.*")
_NUMBER: Final = re.compile(r".*\d")
_UNIT: Final = re.compile(r"(r\.|zł|tys\.|mln|proc\.|pkt|mies\.|godz\.|os\.).*")
_PAIRS: Final = ((_SHORT, re.compile(r".+")), (_ROMAN, _YEAR), (_NUMBER, _UNIT))


def tied(text: str, lang: Lang) -> str:
    r"""Tie the words of a text that belong together, in Polish.

    Examples
    --------
    >>> tied("Rodziny w PZK i z gmin, XII 2019 r.", "pl")
    'Rodziny w\xa0PZK i\xa0z\xa0gmin, XII\xa02019\xa0r.'
    """
    if lang != "pl":
        return text
    words = text.split(" ")
    joints = [NBSP if _belong(a, b) else " " for a, b in pairwise(words)]
    return "".join(word + joint for word, joint in zip(words, [*joints, ""], strict=True))


def tie_inlines(nodes: list[Any]) -> None:
    """Do the same, in place, in a list of pandoc's inline elements."""
    for left, space, right in zip(nodes, nodes[1:], nodes[2:], strict=False):
        if not all(isinstance(node, dict) for node in (left, space, right)):
            return
        is_space = space.get("t") in {"Space", "SoftBreak"}
        if is_space and left.get("t") == "Str":
            follower = right["c"] if right.get("t") == "Str" else "x"
            if _belong(left["c"], follower):
                space["t"], space["c"] = "Str", NBSP


def _belong(left: str, right: str) -> bool:
    """Return whether two words must stay on one line."""
    return any(a.fullmatch(left) and b.fullmatch(right) for a, b in _PAIRS)
