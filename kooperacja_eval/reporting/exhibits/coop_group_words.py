"""Words of groups and methods of differences, COVID-19, services, goals, intensity and outcome.

The border: ``value_words`` asks here for what stands in a released row; meetings, ties and the
index have their words in ``pzk_value_words``.
"""

from collections.abc import Mapping
from typing import Final

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.coop_words import AT_ZERO, DESCRIPTIVE, OUTCOMES, SERIES
from kooperacja_eval.reporting.exhibits.pzk_words import PARTS
from kooperacja_eval.schemas.codes import SERVICE_STATUSES
from kooperacja_eval.text import LANGUAGES, Text

_PLAIN: Final[Mapping[str, Text]] = {
    "attained": Text("osiągnięte T", "T attained"),
    "change": Text("zmiana T", "change of T"),
    "goals": Text("liczba celów", "number of goals"),
    **{entry.id: entry.label for entry in SERVICE_STATUSES},
}
"""Groups that have one part."""
_FACTS: Final[Mapping[str, Text]] = {
    "icc": Text("udział zespołów (ICC)", "share of teams (ICC)"),
    "design_effect": Text("efekt schematu", "design effect"),
    "effective_n": Text("rodziny skuteczne", "effective families"),
    "mean_size": Text("rodzin w zespole", "families per team"),
    "voivodeship_share": Text("udział województw", "share of voivodeships"),
    "team_share": Text("udział zespołów w województwach", "share of teams within voivodeships"),
    "raw": Text("wartość surowa", "raw value"),
    "shrunken": Text("przyciągnięta do średniej", "drawn towards the mean"),
    "reliability": Text("rzetelność", "reliability"),
    "funnel_95": Text("granice 95%", "95% limits"),
    "funnel_998": Text("granice 99,8%", "99.8% limits"),
    "low_reachable": Text("dolna granica osiągalna", "lower limit can be reached"),
    "high_reachable": Text("górna granica osiągalna", "upper limit can be reached"),
    "between": Text("między zespołami", "between teams"),
    "within": Text("wewnątrz zespołu", "within a team"),
    "total": Text("razem", "together"),
    "teams": Text("liczba zespołów", "number of teams"),
    "without_lowest": Text("bez jednego zespołu, najmniej", "without one team, smallest"),
    "without_highest": Text("bez jednego zespołu, najwięcej", "without one team, largest"),
    "sign_changes": Text(
        "zespoły, bez których zmienia się kierunek", "teams without which the direction turns"
    ),
    "e_value": Text("wartość E", "E-value"),
    "e_value_limit": Text("wartość E granicy przedziału", "E-value of the interval"),
    "slope_before": Text("nachylenie przed przełomem", "slope before the break"),
    "level_change": Text("skok poziomu", "jump of level"),
    "slope_change": Text("zmiana nachylenia", "change of slope"),
    "slope_after": Text("nachylenie po przełomie", "slope after the break"),
    "n_before": Text("miesiące przed przełomem", "months before the break"),
    "n_after": Text("miesiące od przełomu", "months from the break on"),
    "observed": Text("obserwowane", "observed"),
    "fitted": Text("linia dopasowana", "fitted line"),
    "without": Text("linia poprowadzona dalej", "line gone on"),
}
"""Second parts of groups, behind an outcome or a series."""
_METHODS: Final[Mapping[str, Text]] = {
    "beta_binomial_ml": Text("model beta-dwumianowy", "beta-binomial model"),
    "binomial_quantile": Text("granice dwumianowe", "binomial limits"),
    "reml": Text("model mieszany", "mixed model"),
    "reml_nested": Text("model mieszany, trzy poziomy", "mixed model, three levels"),
    "segmented_cr2": Text("regresja odcinkowa", "segmented regression"),
    "gee_logit_mancl_derouen": Text("model logistyczny (GEE)", "logistic model (GEE)"),
    "ols_cr2": Text("model liniowy, zespoły jako grupy", "linear model, teams as clusters"),
    "cox_efron_jackknife": Text("model Coxa", "Cox model"),
    "e_value_odds_ratio_common": Text("wartość E", "E-value"),
    "e_value_hazard_ratio_common": Text("wartość E", "E-value"),
}
_ENDS: Final[Mapping[str, Text]] = {
    AT_ZERO: Text("oszacowano na zero", "estimated as zero"),
    DESCRIPTIVE: Text("tylko opis", "description only"),
    "_without_one_team": Text("bez jednego zespołu", "without one team"),
}
"""What is written behind a method."""


def coop_group(group: str) -> Text | None:
    """Return what a group means that names an outcome or a series; None for other groups."""
    if group in _PLAIN:
        return _PLAIN[group]
    first, _, second = group.partition("|")
    fact = _fact(second)
    about = SERIES.get(first) if second in _OF_SERIES else OUTCOMES.get(first)
    return None if fact is None or about is None else _joined(about, fact)


_OF_SERIES: Final = frozenset(
    {
        "slope_before", "level_change", "slope_change", "slope_after", "n_before", "n_after",
        "observed", "fitted", "without",
    }
)  # fmt: skip


def coop_method(method: str) -> Text | None:
    """Return how a value of these is computed; None for other methods."""
    if method in _METHODS:
        return _METHODS[method]
    for end, words in _ENDS.items():
        base = method.removesuffix(end)
        if base != method and base in _METHODS:
            return _joined(_METHODS[base], words)
    return None


def _fact(second: str) -> Text | None:
    kind, _, name = second.partition(":")
    if kind == "at" and name.isdigit():
        written = [formats.integer(int(name), lang) for lang in LANGUAGES]
        return Text(f"przy indeksie {written[0]}", f"at an index of {written[1]}")
    if kind == "weights" and name in PARTS:
        return _joined(Text("podwojona waga", "double weight"), PARTS[name], ": ")
    return _FACTS.get(second)


def _joined(first: Text, second: Text, by: str = ", ") -> Text:
    return Text(f"{first.pl}{by}{second.pl}", f"{first.en}{by}{second.en}")
