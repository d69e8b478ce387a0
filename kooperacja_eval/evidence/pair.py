"""Two statements of the documents that do not fit together."""

from collections.abc import Sequence
from dataclasses import dataclass

from kooperacja_eval.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a document says.

    ``document`` and ``quote`` name several, joined, where documents say the same.
    """

    text: Text
    document: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two statements side by side.

    Attributes
    ----------
    kind : str
        Which rule found them.
    topic : Text
        What they are about.
    a, b : Statement
        The statements.
    difference : Text
        How they differ; never which one is right.
    macroregion, voivodeship : str, optional
        Where; without a voivodeship the whole macroregion, without both the project.
    """

    kind: str
    topic: Text
    a: Statement
    b: Statement
    difference: Text
    macroregion: str | None = None
    voivodeship: str | None = None


def together(text: Text, sources: Sequence[tuple[str, str]]) -> Statement:
    """Return a statement that several rows make: each document and each quote once."""
    return Statement(
        text=text,
        document=", ".join(dict.fromkeys(document for document, _ in sources)),
        quote=" / ".join(dict.fromkeys(quote for _, quote in sources)),
    )
