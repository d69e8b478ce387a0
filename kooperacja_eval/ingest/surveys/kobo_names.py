"""Paths of questions in a form and the names that columns get from them.

A name is the question's own name; where two questions share it, the shortest end of the path that
only one of them has. Exports and XLSForms are named by the same rule, so that they meet.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

_NAME: Final = re.compile(r"[^\W\d][\w.\-]*(\[\d+\])?")
_FLAT: Final = re.compile(r"[^\W\d][\w.\-]*\[\d+\]/")


def last(path: str) -> str:
    """Return the last part of a path."""
    return path.rsplit("/", 1)[-1]


def ends(path: str) -> Iterator[str]:
    """Yield the ends of a path, the shortest first.

    Examples
    --------
    >>> list(ends("a/b/q"))
    ['q', 'b/q', 'a/b/q']
    """
    parts = path.split("/")
    return ("/".join(parts[start:]) for start in range(len(parts) - 1, -1, -1))


def shortest_names(paths: Iterable[str]) -> dict[str, str]:
    """Return a unique name for each path.

    Parameters
    ----------
    paths : iterable of str
        Full paths; the same path more than once counts once.

    Examples
    --------
    >>> shortest_names(["name", "age", "geo/place", "children/name"])
    {'name': 'name', 'age': 'age', 'geo/place': 'place', 'children/name': 'children/name'}
    """
    distinct = list(dict.fromkeys(paths))
    shared = Counter(end for path in distinct for end in ends(path))
    return {path: next((end for end in ends(path) if shared[end] == 1), path) for path in distinct}


def is_path(header: str) -> bool:
    """Return whether a header is made of names that a form may use, joined by slashes.

    Examples
    --------
    >>> is_path("geo/tel.office"), is_path("children[1]/name"), is_path("Ile ma Pan/Pani lat?")
    (True, True, False)
    """
    return all(_NAME.fullmatch(part) for part in header.split("/"))


def is_flattened(header: str) -> bool:
    """Return whether a header names one round of a repeat, such as ``children[1]/name``."""
    return any(_FLAT.match(part + "/") for part in header.split("/")[:-1])


def splits(text: str) -> Iterator[tuple[str, str]]:
    """Yield the two sides of each slash in a text, without spaces around it, the last first."""
    at = len(text)
    while (at := text.rfind("/", 0, at)) >= 0:
        yield text[:at].strip(), text[at + 1 :].strip()
