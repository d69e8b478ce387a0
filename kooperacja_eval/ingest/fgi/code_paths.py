"""Codes that a program writes as paths: ``Bariery > Czas``, to a tree of codes.

The border: two codes whose last part is the same are two codes; nothing is joined by name.
"""

import re
from collections.abc import Collection, Iterable
from typing import Final

from kooperacja_eval.ingest.fgi.project import QualCode

SEPARATOR: Final = " > "
Path = tuple[str, ...]

_SPLIT: Final = re.compile(r"\s+>\s+|\s*\\\s*")


def split_path(text: str) -> Path:
    r"""Return the parts of a path, from the top; ``>`` counts between spaces only.

    Examples
    --------
    >>> split_path("Bariery > Czas"), split_path("Bariery\\Czas"), split_path("czas>pieniądze")
    (('Bariery', 'Czas'), ('Bariery', 'Czas'), ('czas>pieniądze',))
    """
    return tuple(part for part in (" ".join(p.split()) for p in _SPLIT.split(text)) if part)


def path_id(path: Path) -> str:
    """Return the identifier of a code that is known by its path alone.

    Examples
    --------
    >>> path_id(("Bariery", "Czas"))
    'Bariery > Czas'
    """
    return SEPARATOR.join(path)


def codes_of(paths: Iterable[Path], *, folders: Collection[Path] = ()) -> tuple[QualCode, ...]:
    """Return the codes of some paths, those above them included.

    Parameters
    ----------
    paths : iterable of tuple of str
        In the order of the file; empty ones are passed over.
    folders : collection of tuple of str
        Those with which text cannot be coded.

    Returns
    -------
    tuple of QualCode
        Each once, a parent before its children.

    Examples
    --------
    >>> [(code.id, code.parent) for code in codes_of([("A", "x"), ("B", "x")])]
    [('A', ''), ('A > x', 'A'), ('B', ''), ('B > x', 'B')]
    """
    found: dict[Path, QualCode] = {}
    for path in paths:
        for depth in range(1, len(path) + 1):
            part = path[:depth]
            if part not in found:
                found[part] = QualCode(
                    id=path_id(part),
                    name=part[-1],
                    parent=path_id(part[:-1]),
                    codable=part not in folders,
                )
    return tuple(found.values())
