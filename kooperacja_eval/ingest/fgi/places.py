"""Places that programs give in their own words, and what kind of source they speak of."""

import re
from pathlib import PurePosixPath
from typing import Final

from kooperacja_eval.ingest.fgi.project import Medium

_TIME: Final = re.compile(r"\d+:\d{2}(?::\d{2})?(?:[.:,]\d+)?")
_ENDINGS: Final[dict[str, Medium]] = {
    ".pdf": "pdf",
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff"), "picture"),
    **dict.fromkeys((".mp3", ".wav", ".m4a", ".ogg", ".wma", ".aac"), "audio"),
    **dict.fromkeys((".mp4", ".mov", ".avi", ".wmv", ".mkv", ".webm"), "video"),
}


def span(first: str, last: str) -> str:
    """Return a place from its beginning and end.

    Examples
    --------
    >>> span("12", "13"), span("1", "1"), span("", "")
    ('12 - 13', '1', '')
    """
    parts = [part for part in dict.fromkeys((first.strip(), last.strip())) if part]
    return " - ".join(parts)


def medium_of(name: str, place: str = "") -> Medium:
    """Return what a source is: by the ending of its name, else a recording where places are times.

    Examples
    --------
    >>> medium_of("fgi.PDF"), medium_of("fgi", "12 - 13"), medium_of("fgi", "0:01:10 - 0:01:30")
    ('pdf', 'text', 'unknown')
    """
    known = _ENDINGS.get(PurePosixPath(name.replace("\\", "/")).suffix.lower())
    if known is not None:
        return known
    return "unknown" if _TIME.fullmatch(place.split(" - ", maxsplit=1)[0].strip()) else "text"
