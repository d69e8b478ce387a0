"""Prose of a notebook, in both languages, and the places where a report puts its lists.

Numbers in prose are expressions: ``prose(f"Zakończono {n} z {all_} IPP.", f"{n} of ...")``. The
text is Markdown. An empty link to an exhibit, ``[](#ipp_by_area)``, becomes its number.
"""

from dataclasses import dataclass
from typing import Literal

from kooperacja_eval.text import Text

Place = Literal["contents", "tables", "figures", "page_break", "bibliography"]


@dataclass(frozen=True, slots=True)
class Prose:
    """A piece of Markdown in both languages; Jupyter shows the Polish one."""

    text: Text

    def _repr_markdown_(self) -> str:
        return self.text.pl


@dataclass(frozen=True, slots=True)
class Marker:
    """A place where the report puts something that only the finished report knows."""

    place: Place

    def _repr_markdown_(self) -> str:
        return f"*[{self.place}]*"


def prose(text_pl: str, text_en: str) -> Prose:
    """Return Markdown in both languages, shown in the one of the report.

    Raises
    ------
    ValueError
        If one of the languages is empty.
    """
    if not (text_pl.strip() and text_en.strip()):
        raise ValueError("Prose is written in both languages.")
    return Prose(Text(text_pl, text_en))


def contents() -> Marker:
    """Return the place of the table of contents."""
    return Marker("contents")


def list_of_tables() -> Marker:
    """Return the place of the list of tables."""
    return Marker("tables")


def list_of_figures() -> Marker:
    """Return the place of the list of figures."""
    return Marker("figures")


def bibliography() -> Marker:
    """Return the place of the list of works that a book cites; without it, they end the book."""
    return Marker("bibliography")


def page_break() -> Marker:
    """Return a place where a new page begins, in formats that have pages."""
    return Marker("page_break")


def other_language(*parts: Prose) -> Prose:
    """Return prose in the language that the report is not in, and say so for readers' software.

    A Polish report gets its English summary by it, an English one its Polish summary.
    """
    english = "\n\n".join(part.text.en for part in parts)
    polish = "\n\n".join(part.text.pl for part in parts)
    return Prose(
        Text(f'::: {{lang="en-GB"}}\n{english}\n:::', f'::: {{lang="pl-PL"}}\n{polish}\n:::')
    )
