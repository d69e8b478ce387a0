"""Words of released values: what a group, a method and a value mean, without codes.

Used where rows of many indicators stand side by side; exhibits of one indicator have their own.
"""

from collections.abc import Mapping
from typing import Final

from kooperacja_eval.indicators.catalogue import Indicator
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.brief_words import brief_group
from kooperacja_eval.reporting.exhibits.conclusions_words import conclusion_group
from kooperacja_eval.reporting.exhibits.coop_group_words import coop_group, coop_method
from kooperacja_eval.reporting.exhibits.families_cost_words import cost_group, cost_method
from kooperacja_eval.reporting.exhibits.families_equity_words import (
    equity_group,
    equity_method,
)
from kooperacja_eval.reporting.exhibits.families_goal_words import (
    family_goal_group,
    family_goal_method,
)
from kooperacja_eval.reporting.exhibits.families_path_words import path_group
from kooperacja_eval.reporting.exhibits.families_service_words import service_group
from kooperacja_eval.reporting.exhibits.families_time_words import time_group, time_method
from kooperacja_eval.reporting.exhibits.fgi_values import FGI_METHODS, fgi_group_words
from kooperacja_eval.reporting.exhibits.pzk_value_words import team_group, team_method
from kooperacja_eval.reporting.exhibits.survey_words import (
    DIMENSIONS,
    METHODS,
    group_label,
    items,
    scale_label,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.codes import AREAS, MISSING_REASONS
from kooperacja_eval.text import Lang, Text, same

SHIFT_LABELS: Final = {
    "then_minus_pre": Text(
        "przeszłość oceniona po czasie − oceniona wtedy", "past rated later − rated at the time"
    ),
    "post_minus_pre": Text("teraz − oceniona wtedy", "now − rated at the time"),
    "post_minus_then": Text("teraz − przeszłość oceniona po czasie", "now − past rated later"),
}
"""The three differences of a then-test in words."""
_PLAIN: Final[Mapping[str, Text]] = {
    **SHIFT_LABELS,
    "reliable": Text("zmiana większa niż błąd pomiaru", "change beyond measurement error"),
    "of_completed": Text("z zakończonych", "of those completed"),
    "of_all": Text("ze wszystkich", "of all"),
    "mean": Text("średnio", "mean"),
    "min": Text("najmniej", "smallest"),
    "max": Text("najwięcej", "largest"),
    "direct": Text("koszty zespołów", "costs of teams"),
    "all": Text("razem", "all"),
    "linked": Text("pary", "pairs"),
    "only_before": Text("tylko wcześniejszy pomiar", "earlier wave only"),
    "only_after": Text("tylko późniejszy pomiar", "later wave only"),
    "unknown": Text("brak informacji", "not known"),
    **{entry.id: entry.label for entry in MISSING_REASONS},
    **{entry.id: entry.label for entry in AREAS},
}
"""Groups that mean the same wherever they stand."""
_OTHER_METHODS: Final[Mapping[str, Text]] = {
    "wilson": Text("przedział Wilsona", "Wilson's interval"),
    "clustered_wilson": Text("zespoły jako grupy", "teams as clusters"),
    "t": Text("przedział t", "t interval"),
    "clustered_t": Text("zespoły jako grupy", "teams as clusters"),
    "clustered_log_t": Text("zespoły jako grupy", "teams as clusters"),
    "median_binomial": Text("przedział dla mediany", "interval of the median"),
    "alpha_feldt": Text("alfa Cronbacha", "Cronbach's alpha"),
    "omega_ml": Text("omega McDonalda", "McDonald's omega"),
    "icc_team": Text("podobieństwo w zespole (ICC)", "likeness within teams (ICC)"),
    "wilcoxon_pratt_permutation": Text("test Wilcoxona", "Wilcoxon test"),
    "holm_confirmatory": Text(
        "test potwierdzający, korekta Holma", "confirmatory test, adjusted by Holm"
    ),
    "bh_exploratory": Text(
        "test eksploracyjny, korekta Benjaminiego-Hochberga",
        "exploratory test, adjusted by Benjamini and Hochberg",
    ),
    **FGI_METHODS,
    **dict.fromkeys(("count", "difference", "extreme", "ratio", "share", "sum"), same("")),
}
"""How other values are computed; where there is one way only, it has no words."""
_MONTH: Final = len("2019-09")
SIGNED: Final = frozenset({"scale_change", "item_change", "response_shift"})
"""Indicators whose values are differences on a scale."""


def group_words(report: Material, group: str) -> Text:
    """Return what a group of a released value means; empty for everybody.

    Scales, items and their answers, codes of focus groups, attributes of respondents, areas,
    cohorts, stages, cooperation and networks of teams, and parts of these that a slash joins; a
    step of the schedule is its own name.
    """
    head, *tail = (_single(report, part) for part in group.split("/"))
    if not tail:
        return head
    return Text(
        f"{head.pl} ({', '.join(part.pl for part in tail)})",
        f"{head.en} ({', '.join(part.en for part in tail)})",
    )


def _single(report: Material, group: str) -> Text:
    name, _, code = group.partition(":")
    if code and name in DIMENSIONS:
        return group_label(group)
    if name == "area" and code in _PLAIN:
        return _PLAIN[code]
    if group in _PLAIN:
        return _PLAIN[group]
    known_group = coop_group(group) or path_group(group) or team_group(group)
    known_group = known_group or family_goal_group(group)
    known_group = known_group or cost_group(group)
    known_group = known_group or service_group(group)
    known_group = known_group or equity_group(group)
    known_group = known_group or time_group(group) or conclusion_group(report, group)
    known_group = known_group or brief_group(group)
    if known_group is not None:
        return known_group
    if "|" in group:
        return fgi_group_words(report, group)
    if len(group) == _MONTH and group.replace("-", "").isdigit():
        return Text(
            f"kohorta {formats.month(group, 'pl')}", f"cohort of {formats.month(group, 'en')}"
        )
    item, _, answer = group.partition("=")
    known = items(report)
    rows = known[known["item_id"] == item]
    if len(rows):
        label, end = rows["label"].iloc[0], f": {answer}" if answer else ""
        return Text(f"„{label.pl}”{end}", f"“{label.en}”{end}")
    return scale_label(report, group)


def method_words(method: str) -> Text:
    """Return how a value is computed; empty where there is one way only."""
    words = METHODS.get(method) or _OTHER_METHODS.get(method) or team_method(method)
    words = words or coop_method(method) or family_goal_method(method)
    words = words or cost_method(method)
    words = words or equity_method(method)
    words = words or time_method(method)
    return same(method) if words is None else words


def value_words(entry: Indicator, value: float, lang: Lang) -> str:
    """Return a value with its unit, as its indicator is written; changes have their sign."""
    if entry.id == "schedule_shift_months":
        months = (
            formats.plural(value, "miesiąc", "miesiące", "miesięcy", other="miesiąca")
            if lang == "pl"
            else formats.plural_en(value, "month", "months")
        )
        return f"+{months}" if value > 0 else months
    if entry.id in SIGNED:
        return signed(value, entry.decimals, lang)
    if entry.id == "change_test":
        return formats.p_value(value, lang)
    match entry.display:
        case "share":
            return formats.percent(value, entry.decimals, lang)
        case "pln":
            return formats.pln(value, lang)
        case "count":
            return formats.integer(value, lang)
        case "months":
            unit = Text("mies.", "months").in_(lang)
            return f"{formats.number(value, entry.decimals, lang)}{formats.NBSP}{unit}"
        case _:
            return formats.number(value, entry.decimals, lang)


def signed(value: float, decimals: int, lang: Lang) -> str:
    """Return a number with its sign, plus too, where it is not written as zero."""
    written = formats.number(value, decimals, lang)
    above = not formats.is_missing(value) and value > 0
    return f"+{written}" if above and written.strip("0,.") else written
