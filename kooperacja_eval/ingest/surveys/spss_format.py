"""By what a file of SPSS is known; apart from its reader, whose library is slow to load."""

from typing import Final

SYSTEM_FILES: Final = (b"$FL2", b"$FL3")
"""First bytes of .sav and .zsav."""
_PORTABLE: Final = slice(456, 464)
"""Where a portable file says what it is: after 200 characters of greeting and 256 of alphabet."""
_LINES: Final = 600
"""Bytes that hold so many characters in lines of 80."""


def is_spss(data: bytes) -> bool:
    """Return whether bytes begin as .sav, .zsav or .por.

    Examples
    --------
    >>> is_spss(b"$FL2@(#) SPSS DATA FILE"), is_spss(b"id;wiek")
    (True, False)
    """
    flat = data[:_LINES].replace(b"\r", b"").replace(b"\n", b"")
    return data.startswith(SYSTEM_FILES) or flat[_PORTABLE] == b"SPSSPORT"
