"""Words of equity: measures, traits of families, and how a difference was computed.

The border: finds released rows and names things; no exhibit is made here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kooperacja_eval.reporting import formats
from kooperacja_eval.schemas.codes import AREAS, CONTRACT_TYPES, UNIT_TYPES
from kooperacja_eval.text import Lang, Text

HOLM: Final = "_holm"
"""End of the method of a difference that withstands Holm's adjustment within its measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How a measure is named and written; ``unit`` stands on the axis."""

    label: Text
    unit: Text
    scale: formats.Scale = "number"
    decimals: int = 1


MEASURES: Final[Mapping[str, Measure]] = {
    "completed": Measure(
        label=Text("zakończone IPP wśród zakończonych współprac", "completed of those ended"),
        unit=Text("udział rodzin", "share of families"),
        scale="percent", decimals=0,
    ),
    "goal_t": Measure(
        label=Text("osiągnięcie celów (T)", "goal attainment (T)"),
        unit=Text("punkty T", "T points"),
    ),
    "goal_change": Measure(
        label=Text("zmiana osiągnięcia celów (T)", "change of goal attainment (T)"),
        unit=Text("punkty T", "T points"),
    ),
    "domain_change": Measure(
        label=Text("zmiana oceny w diagnozie (po − przed)", "change of the diagnosis (post − pre)"),
        unit=Text("punkty diagnozy", "points of the diagnosis"), decimals=2,
    ),
    "services": Measure(
        label=Text("usługi zrealizowane", "services delivered"),
        unit=Text("udział usług", "share of services"), scale="percent", decimals=0,
    ),
    "ipp_days": Measure(
        label=Text("dni od zgłoszenia do podpisania IPP", "days from report to signing"),
        unit=Text("dni", "days"),
    ),
    "months": Measure(
        label=Text("miesiące współpracy (zakończone)", "months of cooperation (ended)"),
        unit=Text("miesiące", "months"),
    ),
    "contacts": Measure(
        label=Text("kontakty w miesiącu", "contacts in a month"),
        unit=Text("kontakty", "contacts"),
    ),
}  # fmt: skip
"""Measures in report order."""
DIMENSIONS: Final[Mapping[str, Text]] = {
    "difficulty": Text("Obszar trudności", "Area of difficulty"),
    "unit": Text("Jednostka", "Unit"),
    "size": Text("Mieszkańcy gminy", "Inhabitants of the gmina"),
    "distance": Text("Odległość od siedziby powiatu", "Distance to the county seat"),
    "contract": Text("Kontrakt", "Contract"),
}
"""Traits of families in report order."""
_TRAITS: Final[Mapping[str, Mapping[str, Text]]] = {
    "difficulty": {entry.id: entry.label for entry in AREAS},
    "unit": {code: UNIT_TYPES.label(code) for code in ("family", "person")},
    "size": {
        "to_4999": Text("poniżej 5 tys.", "below 5,000"),
        "5000_9999": Text("5–9,9 tys.", "5,000–9,999"),
        "from_10000": Text("od 10 tys.", "10,000 or more"),
    },
    "distance": {
        "to_9": Text("poniżej 10 km", "below 10 km"),
        "10_19": Text("10–19 km", "10–19 km"),
        "from_20": Text("od 20 km", "20 km or more"),
    },
    "contract": {entry.id: entry.label for entry in CONTRACT_TYPES},
}
_METHODS: Final[Mapping[str, Text]] = {
    "difference_clustered_t": Text("zespoły jako grupy", "teams as clusters"),
    "difference_clustered_t_holm": Text(
        "zespoły jako grupy, wytrzymuje korektę Holma", "teams as clusters, withstands Holm"
    ),
}
_DIFFERENCE: Final = "difference"


def trait(dimension: str, code: str) -> Text | None:
    """Return what a code of a dimension means; None for another."""
    return _TRAITS.get(dimension, {}).get(code)


def traits_of(dimension: str) -> tuple[str, ...]:
    """Return the codes of a dimension in report order."""
    return tuple(_TRAITS[dimension])


def equity_group(group: str) -> Text | None:
    """Return what one part of a group of equity means; None for others."""
    name, _, code = group.partition(":")
    if code:
        label = trait(name, code)
        if label is None or name not in DIMENSIONS:
            return None
        head = DIMENSIONS[name]
        return Text(f"{head.pl}: {label.pl}", f"{head.en}: {label.en}")
    measure, _, kind = group.partition("|")
    if measure not in MEASURES or kind not in ("", _DIFFERENCE):
        return None
    label = MEASURES[measure].label
    if not kind:
        return label
    return Text(f"{label.pl}, różnica do pozostałych", f"{label.en}, difference to the others")


def equity_method(method: str) -> Text | None:
    """Return how a difference was computed; None for other methods."""
    return _METHODS.get(method)


def written(value: float, measure: Measure, lang: Lang) -> str:
    """Return a value of a measure with its decimals."""
    write = formats.percent if measure.scale == "percent" else formats.number
    return write(value, measure.decimals, lang)


def signed(value: float, measure: Measure, lang: Lang) -> str:
    """Return a difference with its sign; of shares in percentage points."""
    points = value * 100 if measure.scale == "percent" else value
    number = formats.number(points, measure.decimals, lang)
    plus = "+" if round(points, measure.decimals) > 0 else ""
    unit = Text("p.p.", "pp").in_(lang) if measure.scale == "percent" else ""
    return f"{plus}{number}{formats.NBSP}{unit}" if unit else f"{plus}{number}"
