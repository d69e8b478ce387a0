"""Questionnaire texts as LimeSurvey keeps them, HTML, to plain text on one line.

The border: only what shows is kept; expressions in braces stay as they are written.
"""

from html.parser import HTMLParser
from typing import Final

_HIDDEN: Final = frozenset(("script", "style"))
_INLINE: Final = frozenset(
    ("a", "b", "big", "code", "em", "font", "i", "ins", "s", "small", "span", "strong", "sub",
     "sup", "u")
)  # fmt: skip
"""Tags that do not part words."""


def plain_text(html: str) -> str:
    """Return the words of an HTML text, with single spaces.

    Parameters
    ----------
    html : str
        As the platform keeps it; text without tags comes back with its spaces brought in order.

    Examples
    --------
    >>> plain_text("<p>Jak <b>oceniasz</b><br />wsp&oacute;&#322;prac&#281;?</p>")
    'Jak oceniasz współpracę?'
    """
    if "<" not in html and "&" not in html:
        return " ".join(html.split())
    words = _Words()
    words.feed(html)
    words.close()
    return " ".join("".join(words.parts).split())


class _Words(HTMLParser):
    """Collects the text that shows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(
        self,
        tag: str,
        attrs: list[tuple[str, str | None]],  # noqa: ARG002 - as HTMLParser calls it
    ) -> None:
        """Part words at a block; stop listening inside scripts and styles."""
        if tag in _HIDDEN:
            self._hidden += 1
        if tag not in _INLINE:
            self.parts.append(" ")

    def handle_startendtag(
        self,
        tag: str,
        attrs: list[tuple[str, str | None]],  # noqa: ARG002 - as HTMLParser calls it
    ) -> None:
        """Part words at a break."""
        if tag not in _INLINE:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Part words at the end of a block."""
        if tag in _HIDDEN:
            self._hidden = max(self._hidden - 1, 0)
        if tag not in _INLINE:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        """Keep a text that shows."""
        if not self._hidden:
            self.parts.append(data)
