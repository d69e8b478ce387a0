"""Polish typography of running text: short words are tied to the next one by a no-break space."""

import re
from typing import Any, Final

from kooperacja_eval.reporting.formats import NBSP
from kooperacja_eval.text import Lang

_SHORT: Final = frozenset("aiouwzAIOUWZ")
_SHORT_WORD: Final = re.compile(r"(?<![^\s(„])([aiouwzAIOUWZ]) (?=\S)")


def tied(text: str, lang: Lang) -> str:
    r"""Tie one-letter words to the word after them, in Polish.

    Examples
    --------
    >>> tied("Rodziny w PZK i z gmin", "pl")
    'Rodziny w\xa0PZK i\xa0z\xa0gmin'
    """
    return _SHORT_WORD.sub(rf"\1{NBSP}", text) if lang == "pl" else text


def tie_inlines(nodes: list[Any]) -> None:
    """Do the same, in place, in a list of pandoc's inline elements."""
    for index in range(len(nodes) - 1):
        node, following = nodes[index], nodes[index + 1]
        if not (isinstance(node, dict) and isinstance(following, dict)):
            return
        is_short = node.get("t") == "Str" and node["c"].lstrip("(„") in _SHORT
        if is_short and following.get("t") in {"Space", "SoftBreak"}:
            following["t"], following["c"] = "Str", NBSP
