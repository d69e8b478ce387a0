"""Codes that a program writes as paths: ``Bariery > Czas``, to a tree of codes.

The border: two codes whose last part is the same are two codes; nothing is joined by name.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from kooperacja_eval.ingest.fgi.project import QualCode
from kooperacja_eval.schemas.field import fold

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


def split_at(text: str, mark: str | None) -> Path:
    """Return the parts of a path whose mark the study names; None splits as ``split_path``.

    Examples
    --------
    >>> split_at("Bariery: Czas", ":"), split_at("Bariery > Czas", None)
    (('Bariery', 'Czas'), ('Bariery', 'Czas'))
    """
    if mark is None:
        return split_path(text)
    return tuple(part for part in (" ".join(p.split()) for p in text.split(mark)) if part)


def folded(path: Path) -> Path:
    """Return a path to compare by: without regard to case and diacritics."""
    return tuple(fold(part) for part in path)


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


def nested(codes: Sequence[QualCode], mark: str | None = None) -> tuple[QualCode, ...]:
    """Return codes of a flat list as the tree that their names write.

    Parameters
    ----------
    codes : sequence of QualCode
        Codes with a parent, and those whose name is no path, stay as they are.
    mark : str, optional
        What stands between the parts of a name; None splits as ``split_path``.

    Returns
    -------
    tuple of QualCode
        Identifiers stay. A code above that the list lacks is added, as one with which text cannot
        be coded; its identifier is its path, with ``>`` before it where a code has it already.

    Examples
    --------
    >>> flat = [QualCode(id="7", name="Bariery: Czas")]
    >>> [(code.id, code.name, code.parent) for code in nested(flat, ":")]
    [('Bariery', 'Bariery', ''), ('7', 'Czas', 'Bariery')]
    """
    paths = {code.id: split_at(code.name, mark) for code in codes if not code.parent}
    owners = {path: name for name, path in reversed(paths.items()) if path}
    above = dict.fromkeys(path[:depth] for path in owners for depth in range(1, len(path)))
    taken = {code.id for code in codes}
    made = {path: _free(path_id(path), taken) for path in above if path not in owners}
    ids = {**owners, **made}
    added = [
        QualCode(id=name, name=path[-1], parent=ids.get(path[:-1], ""), codable=False)
        for path, name in made.items()
    ]
    own = [
        replace(code, name=path[-1], parent=ids[path[:-1]]) if len(path) > 1 else code
        for code in codes
        for path in (paths.get(code.id, ()),)
    ]
    return (*added, *own)


def _free(wanted: str, taken: set[str]) -> str:
    """Return an identifier that nothing has, and take it."""
    while wanted in taken:
        wanted = f">{wanted}"
    taken.add(wanted)
    return wanted
