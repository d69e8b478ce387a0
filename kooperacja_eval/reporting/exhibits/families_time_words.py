"""Words and rows of time in cooperation: ends, months, predictors of their pace, methods.

The border: finds released rows and names things; no exhibit is made here.
"""

from collections.abc import Mapping
from typing import Final

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.coop_words import region
from kooperacja_eval.reporting.exhibits.families_goal_words import first_row
from kooperacja_eval.reporting.exhibits.fgi_words import Row
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.codes import AREAS
from kooperacja_eval.text import Lang, Text

TIME: Final = Text("Czas współpracy i jej zakończenie", "Time in cooperation and its end")
TIME_TABLES: Final = ("pzk", "families")
SHARES: Final = "time_to_completion"
QUANTILES: Final = "time_in_cooperation"
COMPARISON: Final = "time_comparison"
STAYING: Final = "staying"
LOCKDOWN: Final = "lockdown"
ALL: Final = "all"
ENDS: Final[Mapping[str, Text]] = {
    "completed": Text("zakończone zgodnie z IPP", "completed as planned"),
    "left": Text("odejście", "left"),
    "died": Text("zgon", "died"),
}
"""Competing ends; leaving is withdrawal, a move away, and a hand-over to others."""
STATES: Final[Mapping[str, Text]] = {STAYING: Text("we współpracy", "in cooperation"), **ENDS}
"""Where a family stands in a month."""
PREDICTORS: Final[Mapping[str, Text]] = {
    **{entry.id: entry.label for entry in AREAS.codes[1:]},
    LOCKDOWN: Text("miesiące lockdownu", "months of lockdown"),
}
"""What hazard ratios are of; areas stand against the first one."""
REFERENCE: Final = AREAS.codes[0].label
NO_TIME: Final = Text(
    "żadna rodzina nie ma znanego początku i zakończenia współpracy",
    "of no family both the start of the cooperation and its end are known",
)
_TESTS: Final[Mapping[str, Text]] = {
    "log_rank|family_area": Text("różnice między obszarami rodzin", "differences by family area"),
    "log_rank|team_area": Text("różnice między obszarami zespołów", "differences by team area"),
    "ph|all": Text("zmiana ilorazów w czasie", "change of ratios over time"),
}
_QUANTILES: Final[Mapping[str, Text]] = {
    "quartile|25": Text("do kiedy skończyła się 1/4 współprac", "when 1/4 of cooperations ended"),
    "median": Text("do kiedy skończyła się połowa współprac", "when half of cooperations ended"),
    "quartile|75": Text("do kiedy skończyły się 3/4 współprac", "when 3/4 of cooperations ended"),
}
WHY_NOT: Final[Mapping[str, Text]] = {
    "cox_no_ends": Text("nie było takich zakończeń", "there was no such end"),
    "cox_no_ends_beside": Text(
        "takich zakończeń nie było po drugiej stronie", "there was no such end on the other side"
    ),
    "cox_few_teams": Text("takie zakończenia tylko w jednym zespole", "such ends in one team only"),
    "cox_not_estimable": Text("dane nie pozwalają oszacować", "the data do not allow an estimate"),
}
"""Why a hazard ratio or the test of its change has no value."""
_METHODS: Final[Mapping[str, Text]] = {
    **WHY_NOT,
    "kaplan_meier": Text("estymator Kaplana-Meiera", "Kaplan-Meier"),
    "kaplan_meier_cluster_t": Text(
        "estymator Kaplana-Meiera, zespoły jako grupy", "Kaplan-Meier, teams as clusters"
    ),
    "aalen_johansen": Text("estymator Aalena-Johansena", "Aalen-Johansen"),
    "aalen_johansen_cluster_t": Text(
        "estymator Aalena-Johansena, zespoły jako grupy", "Aalen-Johansen, teams as clusters"
    ),
    "cox_efron_robust": Text("model Coxa", "Cox model"),
    "cox_trend_jackknife": Text("test stałości ilorazu", "test of a constant ratio"),
    "cox_trends_hotelling": Text("test stałości ilorazów", "test of constant ratios"),
    "cox_trend_rows": Text(
        "test stałości ilorazu, bez grup", "test of a constant ratio, without clusters"
    ),
    "log_rank_clustered": Text("test log-rank", "log-rank test"),
    "log_rank_between_clusters_anova": Text(
        "test log-rank między zespołami", "log-rank test between teams"
    ),
    "log_rank_robust_score_f": Text(
        "test log-rank, zespoły jako grupy", "log-rank test, teams as clusters"
    ),
}


def time_group(group: str) -> Text | None:
    """Return what a part of a group of times means; None for other groups."""
    if group in _QUANTILES:
        return _QUANTILES[group]
    name, _, rest = group.partition("|")
    if name not in STATES:
        return None
    state = STATES[name]
    if rest.isdigit():
        return Text(f"{state.pl}: koniec {rest}. miesiąca", f"{state.en}: end of month {rest}")
    words = _TESTS.get(rest)
    kind, _, predictor = rest.partition("|")
    if words is None and predictor in PREDICTORS and kind in {"hazard", "ph"}:
        label = PREDICTORS[predictor]
        words = label if kind == "hazard" else Text(
            f"{label.pl}, zmiana w czasie", f"{label.en}, change over time"
        )  # fmt: skip
    return None if words is None else Text(f"{state.pl}: {words.pl}", f"{state.en}: {words.en}")


def time_method(method: str) -> Text | None:
    """Return how a value of time is computed, or why there is none; None for other methods."""
    return _METHODS.get(method)


def share_row(report: Material, state: str, month: int, area: str = "") -> Row:
    """Return the row of a state in a month, of all teams or those of an area."""
    tail = f"/area:{area}" if area else ""
    return first_row(region(report, SHARES, f"{state}|{month}{tail}"))


def compared(report: Material, group: str) -> Row:
    """Return the row of a comparison; missing numbers where there is none."""
    return first_row(region(report, COMPARISON, group))


def families(number: float, lang: Lang) -> str:
    """Return a number of families and persons with its noun."""
    polish = formats.plural(number, "rodzina lub osoba", "rodziny lub osoby", "rodzin lub osób")
    return Text(polish, formats.plural_en(number, "family or person", "families or persons")).in_(
        lang
    )
