"""Words and rows of goals and of the diagnosis: domains, levels, courses of scores, methods.

The border: finds released rows and names things; no exhibit is made here.
"""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.common import TOTAL
from kooperacja_eval.reporting.exhibits.coop_words import region
from kooperacja_eval.reporting.exhibits.fgi_words import Row, cells
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.codes import GOAL_DOMAINS
from kooperacja_eval.text import Lang, Text, same

WHOLE: Final = ""
"""Stands for all domains together."""
DOMAINS: Final = (*GOAL_DOMAINS.ids, WHOLE)
"""Domains in report order, then all of them."""
LEVELS: Final[Mapping[int, Text]] = {
    -2: Text("znacznie poniżej oczekiwań", "much less than expected"),
    -1: Text("poniżej oczekiwań", "less than expected"),
    0: Text("zgodnie z oczekiwaniem", "as expected"),
    1: Text("powyżej oczekiwań", "more than expected"),
    2: Text("znacznie powyżej oczekiwań", "much more than expected"),
}
"""What the levels of goals mean."""
MOMENTS: Final[Mapping[str, Text]] = {
    "before": Text("przy ustaleniu celu", "when the goal was set"),
    "after": Text("przy ocenie", "at the assessment"),
}
COURSES: Final[Mapping[str, Text]] = {
    "improved": Text("poprawa", "improved"),
    "unchanged": Text("bez pewnej zmiany", "no reliable change"),
    "worse": Text("pogorszenie", "worse"),
}
"""What became of scores, judged by their error."""
_GROUPS: Final[Mapping[str, Text]] = {
    **COURSES,
    "pre": Text("przed", "before"),
    "then": Text("przed, oceniane po", "before, judged after"),
    "post": Text("po", "after"),
    "complete": Text("rodziny z oceną po", "families with a score after"),
    "lost|worst": Text("najgorszy przypadek", "worst case"),
    "lost|best": Text("najlepszy przypadek", "best case"),
    "lost|seen": Text("przed, rodziny z oceną po", "before, families with a score after"),
    "lost": Text("przed, rodziny bez oceny po", "before, families without one"),
    "weighted|all": Text("z wagami, wszystkie cechy", "weighted, all traits"),
    "weighted|few": Text("z wagami, bez obszaru", "weighted, without the area"),
    "largest|all": Text("największa waga, wszystkie cechy", "largest weight, all traits"),
    "largest|few": Text("największa waga, bez obszaru", "largest weight, without the area"),
    "effective|all": Text("rodziny skuteczne, wszystkie cechy", "effective families, all traits"),
    "effective|few": Text("rodziny skuteczne, bez obszaru", "effective families, without the area"),
}
_METHODS: Final[Mapping[str, Text]] = {
    "paired_hedges_g_before": Text("pary: g Hedgesa", "pairs: Hedges' g"),
    "shift_over_sd_before": Text("w odchyleniach standardowych", "in standard deviations"),
    "manski_clustered_t": Text("granice Manskiego", "Manski's bounds"),
    "manski_no_scale": Text("brak skali w study.toml", "no scale in study.toml"),
    "hajek_ipw_jackknife": Text("wagi za brakujące oceny", "weights for missing scores"),
    "hajek_ipw_group_jackknife": Text(
        "wagi za brakujące oceny (grupy zespołów)", "weights for missing scores (groups of teams)"
    ),
    "complete_case_jackknife": Text("nikogo nie brakuje", "nobody is missing"),
    "complete_case_group_jackknife": Text("nikogo nie brakuje", "nobody is missing"),
    "paired_hedges_g_before_groups": Text("pary: g Hedgesa", "pairs: Hedges' g"),
    "jacobson_truax": Text("metoda Jacobsona i Truaxa", "method of Jacobson and Truax"),
    "jacobson_truax_no_reliability": Text(
        "brak rzetelności w study.toml", "no reliability in study.toml"
    ),
    "jacobson_truax_no_spread": Text("oceny przed się nie różnią", "scores before do not differ"),
}


def domain_label(code: str) -> Text:
    """Return the name of a domain of life; of all of them, the word for a total."""
    return TOTAL if code == WHOLE else GOAL_DOMAINS.label(code)


def family_goal_group(group: str) -> Text | None:
    """Return what a part of a group of goals or diagnoses means; None for other groups."""
    if group in _GROUPS:
        return _GROUPS[group]
    dimension, _, code = group.partition(":")
    if dimension == "domain" and code in GOAL_DOMAINS.ids:
        return GOAL_DOMAINS.label(code)
    if dimension == "goals" and code:
        return goals_label(code)
    moment, _, level = group.partition("|")
    if moment in MOMENTS and level.lstrip("-").isdigit() and int(level) in LEVELS:
        when, what = MOMENTS[moment], LEVELS[int(level)]
        return Text(f"{when.pl}: {what.pl}", f"{when.en}: {what.en}")
    return None


def family_goal_method(method: str) -> Text | None:
    """Return how a value of goals or diagnoses is computed; None for other methods."""
    return _METHODS.get(method)


def goals_label(code: str) -> Text:
    """Return the words of a number of goals, such as ``4+``."""
    if code.endswith("+"):
        least = code.removesuffix("+")
        return Text(f"{least} lub więcej celów", f"{least} or more goals")
    if not code.isdigit():
        return same(code)
    number = int(code)
    return Text(
        formats.plural(number, "cel", "cele", "celów"),
        formats.plural_en(number, "goal", "goals"),
    )


def domain_row(
    report: Material, indicator_id: str, name: str, domain: str, *, change_type: str | None = None
) -> Row:
    """Return the row of a name in one domain or in all; missing numbers where there is none.

    Where a row with and one without an interval stand side by side, ``change_type`` says which.
    """
    group = name if domain == WHOLE else f"{name}/domain:{domain}"
    rows = region(report, indicator_id, group)
    if change_type is not None:
        rows = rows[rows["change_type"] == change_type]
    return first_row(rows)


def first_row(rows: pd.DataFrame) -> Row:
    """Return the first row with its number missing; missing numbers where there is none."""
    found = rows.to_dict("records")
    if not found:
        return {**cells(None), "n_missing": float("nan"), "method": ""}
    missing = found[0]["n_missing"]
    return {
        **cells(found[0]),
        "n_missing": float("nan") if formats.is_missing(missing) else float(missing),
        "method": str(found[0]["method"]),
    }


def columns_of(row: Row, name: str) -> dict[str, object]:
    """Return value, interval, number and status of a row as columns that begin with a name."""
    parts = {"value": "value", "low": "ci_low", "high": "ci_high", "n": "n", "status": "status"}
    return {f"{name}_{part}": row[cell] for part, cell in parts.items()}


def families(number: float, lang: Lang) -> str:
    """Return a number of families with its noun."""
    polish = formats.plural(number, "rodzina", "rodziny", "rodzin")
    return Text(polish, formats.plural_en(number, "family", "families")).in_(lang)
