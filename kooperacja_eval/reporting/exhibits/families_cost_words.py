"""Words of groups and methods of support, training, platform and costs.

The border: ``value_words`` asks here for what stands in a released row; no exhibit is made here.
"""

from collections.abc import Mapping
from typing import Final

from kooperacja_eval.schemas.codes import (
    COST_CATEGORIES,
    ENTITY_KINDS,
    MILESTONES,
    SUPPORT_KINDS,
)
from kooperacja_eval.text import Text

KINDS: Final[Mapping[str, Text]] = {entry.id: entry.label for entry in SUPPORT_KINDS}
ENTITIES: Final[Mapping[str, Text]] = {entry.id: entry.label for entry in ENTITY_KINDS}
CATEGORIES: Final[Mapping[str, Text]] = {entry.id: entry.label for entry in COST_CATEGORIES}
STAGES: Final[Mapping[str, Text]] = {entry.id: entry.label for entry in MILESTONES}
USES: Final[Mapping[str, Text]] = {
    "logins": Text("logowania", "logins"),
    "materials": Text("pobrane materiały", "materials downloaded"),
    "posts": Text("wpisy na forum", "forum posts"),
}
"""What the platform counts."""
THIRDS: Final[Mapping[str, Text]] = {
    "low": Text("najmniej godzin", "fewest hours"),
    "middle": Text("środkowa grupa", "middle third"),
    "high": Text("najwięcej godzin", "most hours"),
}
"""Thirds of teams by hours of support."""
BASES: Final[Mapping[str, Text]] = {
    "direct": Text("koszty zespołów", "costs of teams"),
    "all": Text("wszystkie koszty", "all costs"),
}
UNITS: Final[Mapping[str, Text]] = {
    "family": Text("na rodzinę lub osobę", "per family or person"),
    "completed": Text("na zakończony IPP", "per completed IPP"),
    "team_month": Text("na miesiąc pracy zespołu", "per month of a team's work"),
}
"""What a cost is divided by."""
ASSUMPTIONS: Final[Mapping[str, Text]] = {
    "shared": Text("koszty wspólne", "shared costs"),
    "categories": Text("kategorie kosztów", "categories of costs"),
    "denominator": Text("przez co się dzieli", "what one divides by"),
}
"""What is assumed in the range of the cost per family, in the order of its combinations."""
OPTIONS: Final[Mapping[str, Mapping[str, Text]]] = {
    "shared": {
        "families": Text("rozłożone według rodzin", "laid on by families"),
        "team_months": Text("rozłożone według miesięcy pracy", "laid on by months of work"),
        "none": Text("pominięte", "left out"),
    },
    "categories": {
        "all": Text("wszystkie", "all"),
        "without_research": Text("bez badań i ewaluacji", "without research and evaluation"),
        "without_management": Text(
            "bez zarządzania i kosztów pośrednich", "without management and overheads"
        ),
    },
    "denominator": {
        "families": Text("wszystkie rodziny", "all families"),
        "ended": Text("rodziny po zakończeniu współpracy", "families that ended"),
        "completed": Text("zakończone IPP", "completed IPP"),
    },
}
"""Options of each assumption."""
_PLAIN: Final[Mapping[str, Text]] = {
    **USES,
    "events": Text("wydarzenia", "events"),
    "unlisted": Text("wydarzenia bez listy podmiotów", "events without a list"),
    "hours": Text("godziny", "hours"),
    "shared": Text("godziny dla całych województw", "hours for whole voivodeships"),
    "per_month": Text("godziny na zespół i miesiąc", "hours per team and month"),
    "person_hours": Text("osobogodziny", "person-hours"),
    "covered": Text("podmioty objęte", "entities reached"),
    "completed": Text("zakończone programy", "completed programmes"),
    "goal_t": Text("osiągnięte T", "T attained"),
    "default": Text("założenia domyślne", "default assumptions"),
    "lowest": Text("najmniej", "lowest"),
    "highest": Text("najwięcej", "highest"),
}
"""Groups that have one part."""
_DIMENSIONS: Final[Mapping[str, Mapping[str, Text]]] = {
    "kind": KINDS,
    "entity": ENTITIES,
    "third": THIRDS,
}
_SHARES: Final[Mapping[str, Text]] = {
    "share": Text("część zakresu", "part of the range"),
    "variance": Text("część wariancji", "part of the variance"),
}
_METHODS: Final[Mapping[str, Text]] = {
    "cluster_bootstrap_studentised": Text("losowanie zespołów", "resampled teams"),
    "full_factorial": Text("wszystkie połączenia założeń", "all combinations of assumptions"),
    "first_order": Text("samo założenie", "the assumption alone"),
}


def cost_group(group: str) -> Text | None:
    """Return what a group of support or costs means; None for other groups.

    Examples
    --------
    >>> cost_group("kind:coaching").pl, cost_group("family|all").en
    ('coaching', 'per family or person: all costs')
    >>> cost_group("all|II").pl, cost_group("share:shared").en
    ('wszystkie koszty: II kamień milowy', 'part of the range: shared costs')
    """
    if group in _PLAIN:
        return _PLAIN[group]
    name, colon, code = group.partition(":")
    if colon and name in _DIMENSIONS:
        return _DIMENSIONS[name].get(code)
    if colon and name in _SHARES and code in ASSUMPTIONS:
        return _joined(_SHARES[name], ASSUMPTIONS[code])
    first, _, rest = group.partition("|")
    if first == "combination":
        return _combination(tuple(rest.split("|")))
    for heads, tails in ((UNITS, BASES), (BASES, STAGES), (BASES, CATEGORIES)):
        if first in heads and rest in tails:
            return _joined(heads[first], tails[rest])
    return None


def cost_method(method: str) -> Text | None:
    """Return how a value of these is computed; None for other methods."""
    return _METHODS.get(method)


def _combination(options: tuple[str, ...]) -> Text | None:
    if len(options) != len(OPTIONS):
        return None
    named = zip(OPTIONS, options, strict=True)
    words = [OPTIONS[assumption].get(option) for assumption, option in named]
    known = [text for text in words if text is not None]
    if len(known) < len(words):
        return None
    return Text("; ".join(text.pl for text in known), "; ".join(text.en for text in known))


def _joined(first: Text, second: Text) -> Text:
    return Text(f"{first.pl}: {second.pl}", f"{first.en}: {second.en}")
