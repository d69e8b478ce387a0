"""The catalogue of indicators: their words and what their numbers count.

``python -m kooperacja_eval.indicators.catalogue docs/indicators.md`` writes the page for people.
The border: the catalogue says what an indicator is; how it is computed is said by its function.
"""

import argparse
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from kooperacja_eval.indicators.places import Level
from kooperacja_eval.schemas.field import Code, CodeList
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import LANGUAGES, Lang, Text

Direction = Literal["higher", "lower", "none"]
Display = Literal["count", "share", "months", "days", "pln", "number"]
Protects = Literal["families", "respondents", "details", "costs", "teams", "open"]

CRITERIA = CodeList(
    "criteria",
    (
        Code("relevance", Text("trafność", "relevance")),
        Code("effectiveness", Text("skuteczność", "effectiveness")),
        Code("efficiency", Text("efektywność", "efficiency")),
        Code("utility", Text("użyteczność", "utility")),
        Code("sustainability", Text("trwałość", "sustainability")),
    ),
)
"""Evaluation criteria of the Polish national standard, in its order."""

LEVEL_LABELS: Mapping[Level, Text] = {
    "macroregion": Text("makroregion", "macroregion"),
    "voivodeship": Text("województwo", "voivodeship"),
    "area": Text("obszar współpracy", "area of cooperation"),
    "pzk": Text("zespół (PZK)", "team (PZK)"),
}
DIRECTION_LABELS: Mapping[Direction, Text] = {
    "higher": Text("więcej znaczy lepiej", "more is better"),
    "lower": Text("mniej znaczy lepiej", "less is better"),
    "none": Text("bez oceny kierunku", "neither is better"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the numbers of a row count, by name; a name left out is open.

    The same name is the same number wherever it stands. ``sum:`` marks a sum over families,
    ``pln:`` an amount of money. ``eligible`` is the denominator, or ``n`` where there is none, plus
    ``n_missing``. ``extreme`` names the counts of teams of which the value is the smallest or
    largest.
    """

    numerator: str = ""
    denominator: str = ""
    n: str = ""
    n_missing: str = ""
    eligible: str = ""
    extreme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """A number that is the sum of others in each place.

    Attributes
    ----------
    whole, parts : str
        Names as in ``Counts``; ``*`` in the parts stands for any group.
    """

    whole: str
    parts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A number that in each place is never above another.

    Attributes
    ----------
    whole, part : str
        Names as in ``Counts``; ``*`` in the part stands for anything.
    """

    whole: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One entry of the catalogue.

    Attributes
    ----------
    id : str
        Identifier, the same as of its function.
    title, definition, unit, question : Text
        Name; who counts and who does not; unit; evaluation question that it helps to answer.
    criterion : str
        Identifier in ``CRITERIA``.
    direction : str
        What is better.
    levels : tuple of str
        Levels at which it can be computed.
    tables : tuple of str
        Tables that it needs.
    display : str
        How a value is written.
    decimals : int
        With how many decimals.
    target : str
        Key of the target in ``study.toml``, empty where there is none.
    protects : str
        Whom disclosure control protects: families, respondents of surveys, payers of costs, teams
        from being set beside each other, or nobody.
    order_statistics : bool
        Whether value and interval are values of single units, as a median's are.
    counts : mapping of str to Counts
        By group; ``*`` for every group that has no entry of its own.
    """

    id: str
    title: Text
    definition: Text
    unit: Text
    question: Text
    criterion: str
    direction: Direction
    levels: tuple[Level, ...]
    tables: tuple[str, ...]
    display: Display
    decimals: int
    protects: Protects
    target: str = ""
    order_statistics: bool = False
    counts: Mapping[str, Counts] = field(default_factory=dict)

    def counts_of(self, group: str) -> Counts | None:
        """Return what the numbers of a group count; None where the catalogue does not say."""
        return self.counts.get(group, self.counts.get("*"))


@cache
def catalogue() -> Mapping[str, Indicator]:
    """Return every indicator by its identifier, in the order of reports."""
    entries = (_indicator(dict(raw)) for raw in _content()["indicator"])
    return {entry.id: entry for entry in entries}


@cache
def bases() -> tuple[str, ...]:
    """Return the names, with ``*``, of numbers that many others are a part of."""
    return tuple(_content()["bases"])


@cache
def partitions() -> tuple[Partition, ...]:
    """Return which numbers are sums of others."""
    return tuple(Partition(**raw) for raw in _content()["partition"])


@cache
def bounds() -> tuple[Bound, ...]:
    """Return which numbers are never above others."""
    return tuple(Bound(**raw) for raw in _content()["bound"])


def _content() -> dict[str, Any]:
    text = files(__package__).joinpath("catalogue.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _indicator(raw: dict[str, Any]) -> Indicator:
    words: dict[str, Any] = {
        key: Text(raw.pop(f"{key}_pl"), raw.pop(f"{key}_en"))
        for key in ("title", "definition", "unit", "question")
    }
    counts = {group: Counts(**names) for group, names in raw.pop("counts_of", {}).items()}
    if "counts" in raw:
        counts["*"] = Counts(**raw.pop("counts"))
    return Indicator(
        **words,
        counts=counts,
        levels=tuple(raw.pop("levels")),
        tables=tuple(raw.pop("tables")),
        **raw,
    )


def page() -> str:
    """Return the page about the indicators, Polish first, as Markdown."""
    intro = Text(
        "Strona powstaje z katalogu wskaźników (`kooperacja_eval/indicators/catalogue.toml`); nie "
        "poprawiaj jej ręcznie.",
        "This page is made from the catalogue of indicators "
        "(`kooperacja_eval/indicators/catalogue.toml`); do not edit it by hand.",
    )
    titles = Text("# Wskaźniki", "# Indicators")
    parts = [
        f"{titles.in_(lang)}\n\n{intro.in_(lang)}\n\n{_entries(catalogue().values(), lang)}"
        for lang in LANGUAGES
    ]
    return "\n".join(parts)


def _entries(entries: Iterable[Indicator], lang: Lang) -> str:
    return "\n".join(_entry(entry, lang) for entry in entries)


def _entry(entry: Indicator, lang: Lang) -> str:
    tables = ", ".join(f"{TABLES[name].label.in_(lang)} (`{name}`)" for name in entry.tables)
    lines = (
        (Text("Identyfikator", "Identifier"), f"`{entry.id}`"),
        (Text("Definicja", "Definition"), entry.definition.in_(lang)),
        (Text("Jednostka", "Unit"), entry.unit.in_(lang)),
        (Text("Pytanie ewaluacyjne", "Evaluation question"), entry.question.in_(lang)),
        (Text("Kryterium", "Criterion"), CRITERIA.label(entry.criterion).in_(lang)),
        (Text("Kierunek", "Direction"), DIRECTION_LABELS[entry.direction].in_(lang)),
        (
            Text("Poziomy", "Levels"),
            ", ".join(LEVEL_LABELS[level].in_(lang) for level in entry.levels),
        ),
        (Text("Tabele", "Tables"), tables),
    )
    body = "\n".join(f"- **{label.in_(lang)}:** {text}" for label, text in lines)
    return f"## {entry.title.in_(lang)}\n\n{body}\n"


def main(arguments: list[str] | None = None) -> None:
    """Write the page to the file named on the command line."""
    parser = argparse.ArgumentParser(description="Write the page about the indicators.")
    parser.add_argument("path", type=Path, help="the Markdown file")
    path: Path = parser.parse_args(arguments).path
    path.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
