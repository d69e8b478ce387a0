"""Rules of goals, services and diagnoses: what a row says must be able to count."""

from collections.abc import Mapping
from typing import Literal

import pandas as pd

from kooperacja_eval.schemas.problems import Problem, problems_at
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Text


def check_programmes(
    tables: Mapping[str, pd.DataFrame], *, diagnosis: tuple[float, float] | None = None
) -> list[Problem]:
    """Check goals, services and diagnoses, each as far as it is there.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Validated tables by name, with their source columns.
    diagnosis : tuple of float, optional
        Lowest and highest score of the diagnosis; without it scores are not checked.

    Returns
    -------
    list of Problem
        Errors: scores off their scale, a status before its service. Warnings: goals without a
        baseline or a weight that counts, retrospective scores without one after, suspensions
        without a day.
    """
    problems: list[Problem] = []
    if "goals" in tables:
        problems += _goals(tables["goals"])
    if "services" in tables:
        problems += _services(tables["services"])
    if "diagnoses" in tables:
        problems += _diagnoses(tables["diagnoses"], diagnosis)
    return problems


def _goals(goals: pd.DataFrame) -> list[Problem]:
    no_baseline = Text(
        "Oceniony cel nie ma poziomu wyjściowego, więc nie wchodzi do zmiany osiągnięcia celów. "
        "Uzupełnij poziom, jeśli go zapisano.",
        "The assessed goal has no baseline level, so it is left out of the change of attainment. "
        "Fill in the level if it was recorded.",
    )
    no_weight = Text(
        "Cel ma wagę 0, więc w osiągnięciu celów (T) nie liczy się wcale. Wpisz wagę albo zostaw "
        "puste (waga 1).",
        "The goal weighs 0, so it does not count in goal attainment (T) at all. Write a weight or "
        "leave it empty (weight 1).",
    )
    none_counts = Text(
        "Wszystkie cele rodziny mają wagę 0, więc nie ma ona osiągnięcia celów (T). Wpisz wagi "
        "albo zostaw puste (waga 1).",
        "All goals of the family weigh 0, so it has no goal attainment (T). Write weights or leave "
        "them empty (weight 1).",
    )
    half = goals["attained"].notna() & goals["baseline"].isna()
    zero = goals["weight"] == 0
    every = zero.groupby(goals["family_id"]).transform("all").fillna(value=False).astype(bool)
    return [
        *_told("goals", goals[half], "baseline", "goal_without_baseline", no_baseline),
        *_told("goals", goals[zero & ~every], "weight", "goal_weight_zero", no_weight),
        *_told("goals", goals[zero & every], "weight", "all_weights_zero", none_counts),
    ]


def _services(services: pd.DataFrame) -> list[Problem]:
    early = Text(
        "Stan usługi trwa od dnia sprzed jej początku. Popraw jedną z dat.",
        "The status holds since a day before the service started. Correct one of the dates.",
    )
    no_day = Text(
        "Usługa wstrzymana bez dnia wstrzymania: nie wiadomo, jak długo jej brakowało. Uzupełnij "
        "datę stanu.",
        "A suspended service without the day of its suspension: nobody knows how long it was "
        "missing. Fill in the day.",
    )
    before = services[services["status_on"] < services["started_on"]]
    open_ = services[(services["status"] == "suspended") & services["status_on"].isna()]
    return [
        *_told("services", before, "status_on", "status_before_start", early, "error"),
        *_told("services", open_, "status_on", "suspended_without_day", no_day),
    ]


def _diagnoses(diagnoses: pd.DataFrame, scale: tuple[float, float] | None) -> list[Problem]:
    scored = diagnoses[diagnoses["score"].notna()]
    key = ["family_id", "domain"]
    after = pd.MultiIndex.from_frame(scored.loc[scored["kind"] == "post", key])
    then = scored[scored["kind"] == "then"]
    alone = then[~pd.MultiIndex.from_frame(then[key]).isin(after)]
    message = Text(
        "Ocena stanu sprzed programu, podana po nim (then), nie ma oceny po (post) w tej "
        "dziedzinie i nie da się jej użyć. Dopisz ocenę po albo sprawdź rodzaj oceny.",
        "A score of the time before as judged after (then) has no score after (post) in this "
        "domain and cannot be used. Add the score after or check the kind of score.",
    )
    problems = _told("diagnoses", alone, "kind", "then_without_post", message)
    if scale is None:
        return problems
    low, high = scale
    limits = Text(
        f"Ocena poza skalą diagnozy ze study.toml: od {low:g} do {high:g}. Popraw ocenę "
        "albo skalę.",
        f"The score is off the scale of the diagnosis in study.toml: {low:g} to {high:g}. Correct "
        "the score or the scale.",
    )
    off = scored[~scored["score"].between(low, high)]
    return [*problems, *_told("diagnoses", off, "score", "score_off_scale", limits, "error")]


def _told(
    name: str,
    rows: pd.DataFrame,
    column: str,
    rule: str,
    message: Text,
    severity: Literal["error", "warning"] = "warning",
) -> list[Problem]:
    return problems_at(TABLES[name], rows, column, rule, message, severity=severity)
