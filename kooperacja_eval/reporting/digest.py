"""One SHA-256 over everything that the formats of a report are made from.

The border: the same document has the same digest whenever it is made; what code and libraries make
of it is for the caller to add.
"""

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from kooperacja_eval.reporting.document import Document

_NOT_SHOWN = frozenset({"note"})
"""Fields from which no format is made: what was noted for the page of traces."""


def document_sha256(document: Document) -> str:
    """Return one SHA-256 over a document: its words, cells, pictures, data and links.

    Parameters
    ----------
    document : Document
        Before it takes a format.

    Raises
    ------
    TypeError
        For a value whose content is not known to be stable.
    """
    digest = hashlib.sha256()
    for piece in _pieces(document):
        digest.update(len(piece).to_bytes(8, "big"))
        digest.update(piece)
    return digest.hexdigest()


def _pieces(value: Any) -> Iterator[bytes]:
    """Return a value as pieces of bytes: the name of its type, how much it holds, and what."""
    yield type(value).__name__.encode()
    inside = _inside(value)
    if inside is None:
        yield value if isinstance(value, bytes) else _plain(value).encode()
        return
    yield str(len(inside)).encode()
    for item in inside:
        yield from _pieces(item)


def _inside(value: Any) -> list[Any] | None:
    """Return what a value is made of, in order; None for a single one."""
    if dataclasses.is_dataclass(value):
        names = [field.name for field in dataclasses.fields(value) if field.name not in _NOT_SHOWN]
        return [(name, getattr(value, name)) for name in names]
    if isinstance(value, pd.DataFrame):
        return [(name, str(column.dtype), column.tolist()) for name, column in value.items()]
    if isinstance(value, Mapping):
        return [(key, value[key]) for key in sorted(value, key=repr)]
    return list(value) if isinstance(value, tuple | list) else None


def _plain(value: Any) -> str:
    """Return a single value as text; one that shows its place in memory is refused."""
    shown = repr(value)
    if " at 0x" in shown:
        raise TypeError(f"{type(value).__name__} has no stable content")
    return shown
