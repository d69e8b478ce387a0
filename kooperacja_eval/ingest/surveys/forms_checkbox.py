"""Answers to questions with checkboxes: all ticked options in one cell, joined by a mark.

The border: with the list of options a cell is split; without it pieces are only proposed, because
an option may itself contain the mark.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kooperacja_eval.ingest.sheets import Cell, cell_text, is_blank

JOINED: Final = ", "
"""What Google Forms puts between ticked options."""
_OPEN: Final = frozenset("([{„“")
_CLOSE: Final = frozenset(")]}”")
_TWICE: Final = 2
_AFTER_SEMICOLON: Final = re.compile(r";\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Cells split by a list of options.

    Attributes
    ----------
    ticked : tuple of (tuple of str or None)
        Ticked options of each cell, None where it is blank.
    left : tuple of str
        What no option explains, such as words to "other"; empty where nothing is left.
    ambiguous : tuple of str
        Options that can also be read as several shorter ones; they were taken as a whole.
    """

    ticked: tuple[tuple[str, ...] | None, ...]
    left: tuple[str, ...]
    ambiguous: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """What cells may be split into where no list of options is known.

    Attributes
    ----------
    counts : mapping of str to int
        Cells that have each piece, most frequent first.
    ambiguous : frozenset of str
        Pieces that may be a part of an option or more than one: they have the mark inside
        brackets, or begin with a small letter where others begin with a capital.
    """

    counts: Mapping[str, int]
    ambiguous: frozenset[str]


def split_checkbox(cells: Sequence[Cell], known: Sequence[str], *, mark: str = JOINED) -> Split:
    """Return which of the known options each cell has.

    Parameters
    ----------
    cells : sequence of Cell
        Cells of one column.
    known : sequence of str
        The options as the form words them; the longest that fits is taken first.
    mark : str
        What stands between options.

    Examples
    --------
    >>> split_checkbox(["Telefon, E-mail, list, gołąb"], ["Telefon", "E-mail, list"])
    ... # doctest: +NORMALIZE_WHITESPACE
    Split(ticked=(('Telefon', 'E-mail, list'),), left=('gołąb',), ambiguous=())
    """
    options = sorted({option for option in known if option}, key=lambda each: (-len(each), each))
    found = [None if is_blank(cell) else _take(cell_text(cell), options, mark) for cell in cells]
    ambiguous = tuple(
        option
        for option in options
        if mark in option and not _take(option, [o for o in options if o != option], mark)[1]
    )
    return Split(
        ticked=tuple(None if entry is None else entry[0] for entry in found),
        left=tuple("" if entry is None else entry[1] for entry in found),
        ambiguous=ambiguous,
    )


def split_semicolons(cells: Sequence[Cell]) -> tuple[tuple[str, ...] | None, ...]:
    """Return the ticked options of cells such as ``a;b;``, None where a cell is blank.

    Examples
    --------
    >>> split_semicolons(["Telefon;E-mail, list;", None])
    (('Telefon', 'E-mail, list'), None)
    """
    return tuple(
        None
        if is_blank(cell)
        else tuple(piece for piece in _AFTER_SEMICOLON.split(cell_text(cell)) if piece.strip())
        for cell in cells
    )


def propose_pieces(cells: Sequence[Cell], *, mark: str = JOINED) -> Pieces:
    """Return the pieces that cells may consist of; marks inside brackets do not split.

    Parameters
    ----------
    cells : sequence of Cell
        Cells of one column.
    mark : str
        What stands between options.

    Examples
    --------
    >>> propose_pieces(["Praca (etat, zlecenie), Nauka", "Nauka"]).counts
    {'Nauka': 2, 'Praca (etat, zlecenie)': 1}
    """
    counts = Counter(
        piece for cell in cells if isinstance(cell, str) for piece in set(_pieces(cell, mark))
    )
    capitals = any(piece[:1].isupper() for piece in counts)
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return Pieces(
        counts=dict(ordered),
        ambiguous=frozenset(
            piece for piece in counts if mark in piece or (capitals and piece[:1].islower())
        ),
    )


def looks_joined(cells: Sequence[Cell], *, mark: str = JOINED) -> bool:
    """Return whether a column looks like answers to checkboxes.

    It does where a cell has several pieces, each of them stands in at least two cells, and a
    piece stands in cells of different content: words of one's own hardly ever come twice.
    """
    texts = [cell for cell in cells if isinstance(cell, str) and not is_blank(cell)]
    split = {text: _pieces(text, mark) for text in set(texts)}
    joined = {piece for pieces in split.values() if len(pieces) > 1 for piece in pieces}
    if not joined:
        return False
    in_cells = Counter(piece for text in texts for piece in set(split[text]))
    in_contents = Counter(piece for pieces in split.values() for piece in set(pieces))
    return all(in_cells[piece] >= _TWICE for piece in joined) and any(
        in_contents[piece] >= _TWICE for piece in joined
    )


def _take(text: str, options: Sequence[str], mark: str) -> tuple[tuple[str, ...], str]:
    """Return the options in a text and what is left of it."""
    ticked: list[str] = []
    left: list[str] = []
    rest = text
    while rest:
        option = next(
            (o for o in options if rest == o or rest.startswith(o + mark)),
            None,
        )
        if option is None:
            piece, _, rest = rest.partition(mark)
            left.append(piece)
        else:
            ticked.append(option)
            rest = rest[len(option) + len(mark) :]
    return tuple(dict.fromkeys(ticked)), mark.join(left)


def _pieces(text: str, mark: str) -> list[str]:
    pieces = [""]
    depth = 0
    for part in re.split(f"({re.escape(mark)})", text.strip()):
        if part == mark and not depth:
            pieces.append("")
            continue
        pieces[-1] += part
        depth = max(depth + _depth(part), 0)
    return [piece.strip() for piece in pieces if piece.strip()]


def _depth(text: str) -> int:
    return sum((char in _OPEN) - (char in _CLOSE) for char in text)
