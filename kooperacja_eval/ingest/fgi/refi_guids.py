"""Identifiers that REFI-QDA asks for: GUIDs, made from names where the project has others.

The same name always gives the same GUID, so that files written apart can be merged.
"""

import re
from typing import Final
from uuid import UUID, uuid5

_SPACE: Final = UUID("6f0b7c52-3a0e-5c55-9f4d-6a1c7d9b2e10")
_DIGITS: Final = "[0-9a-fA-F]"
_GUID: Final = re.compile(rf"{_DIGITS}{{8}}-(?:{_DIGITS}{{4}}-){{3}}{_DIGITS}{{12}}")


def is_guid(text: str) -> bool:
    """Return whether a text is a GUID, with or without braces."""
    bare = text[1:-1] if text.startswith("{") and text.endswith("}") else text
    return _GUID.fullmatch(bare) is not None


def guid(kind: str, name: str) -> str:
    """Return the GUID of a thing: its identifier where that is one, else made from it.

    Examples
    --------
    >>> guid("code", "85D17F60-7BB0-481E-B742-B4861DD669DF")
    '85D17F60-7BB0-481E-B742-B4861DD669DF'
    >>> guid("code", "Bariery > Czas") == guid("code", "Bariery > Czas")
    True
    >>> guid("code", "1") == guid("document", "1")
    False
    """
    return name if is_guid(name) else made_guid(kind, name)


def made_guid(kind: str, name: str) -> str:
    """Return a GUID made from a kind of thing and a name."""
    return str(uuid5(_SPACE, f"{kind}\n{name}"))
