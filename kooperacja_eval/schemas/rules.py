"""Rules that need more than one cell: keys that point somewhere, dates in order, team sizes.

Each rule takes validated tables and returns problems; a table that a study has not got is passed
over, because a missing table is no contradiction.
"""

from collections.abc import Mapping
from itertools import combinations

import pandas as pd

from kooperacja_eval.schemas.family_rules import check_families
from kooperacja_eval.schemas.problems import Problem, problems_at
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.tie_rules import check_ties
from kooperacja_eval.text import Text

CASE_PATH = (
    "reported_on", "screened_on", "diagnosed_on", "ipp_signed_on", "contract_on", "monitored_on",
    "evaluated_on", "ended_on", "services_until",
)  # fmt: skip
"""Dates of a family in the order of step K7.2; the start of cooperation has a rule of its own."""

START_AND_END: dict[str, tuple[str, str]] = {
    "families": ("started_on", "ended_on"),
    "pzk": ("started_on", "ended_on"),
    "memberships": ("joined_on", "left_on"),
    "services": ("started_on", "ended_on"),
    "social_projects": ("started_on", "ended_on"),
    "goals": ("set_on", "assessed_on"),
    "published": ("period_from", "period_to"),
}


def check_tables(
    tables: Mapping[str, pd.DataFrame],
    *,
    families_per_pzk: tuple[int, int],
    diagnosis: tuple[float, float] | None = None,
) -> list[Problem]:
    """Check the tables of a study against each other.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Validated tables by name, with their source columns.
    families_per_pzk : tuple of int
        Smallest and largest number of families that a team should have.
    diagnosis : tuple of float, optional
        Lowest and highest score of the diagnosis; without it scores are not checked.

    Returns
    -------
    list of Problem
        Errors: keys that point nowhere, dates out of order, an end before its start, ties that
        cannot be. Warnings: teams of another size or without ties in a wave, attendance by entities
        that are not members. Of families and their programmes as in ``check_families``.
    """
    problems: list[Problem] = []
    for name, frame in tables.items():
        problems += _dangling(TABLES[name], frame, tables)
        problems += _ends_before_start(TABLES[name], frame)
    if "families" in tables:
        problems += _case_path(tables["families"])
    if "families" in tables and "pzk" in tables:
        problems += _team_sizes(tables["families"], tables["pzk"], families_per_pzk)
    if {"attendance", "meetings", "memberships"} <= set(tables):
        problems += _strangers(tables["attendance"], tables["meetings"], tables["memberships"])
    return [*problems, *check_families(tables, diagnosis=diagnosis), *check_ties(tables)]


def _dangling(
    table: type[Table], frame: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> list[Problem]:
    problems: list[Problem] = []
    for field in table.fields.values():
        target, _, column = field.references.partition(".")
        if target not in tables:
            continue
        lost = frame[field.name].notna() & ~frame[field.name].isin(tables[target][column])
        label = TABLES[target].label
        message = Text(
            f"{field.label.pl}: nie ma takiego klucza w tabeli „{label.pl}”. Popraw klucz albo "
            "dodaj brakujący wiersz.",
            f"{field.label.en}: the table “{label.en}” has no such key. Mend the key or add the "
            "missing row.",
        )
        problems += problems_at(table, frame[lost], field.name, "unknown_key", message)
    return problems


def _ends_before_start(table: type[Table], frame: pd.DataFrame) -> list[Problem]:
    if table.table_name not in START_AND_END:
        return []
    first, last = START_AND_END[table.table_name]
    return _out_of_order(table, frame, first, last, "ends_before_start")


def _case_path(families: pd.DataFrame) -> list[Problem]:
    table = TABLES["families"]
    problems: list[Problem] = []
    for i, j in combinations(range(len(CASE_PATH)), 2):
        adjacent = families[list(CASE_PATH[i + 1 : j])].isna().all(axis=1)
        rows = families[adjacent]
        problems += _out_of_order(table, rows, CASE_PATH[i], CASE_PATH[j], "case_path_order")
    return problems


def _out_of_order(
    table: type[Table], frame: pd.DataFrame, earlier: str, later: str, rule: str
) -> list[Problem]:
    first, last = table.fields[earlier].label, table.fields[later].label
    message = Text(
        f"Daty nie są po kolei: {last.pl} jest wcześniej niż {first.pl}. Popraw jedną z nich.",
        f"Dates are out of order: {last.en} is before {first.en}. Mend one of them.",
    )
    return problems_at(table, frame[frame[later] < frame[earlier]], later, rule, message)


def _team_sizes(
    families: pd.DataFrame, pzk: pd.DataFrame, limits: tuple[int, int]
) -> list[Problem]:
    low, high = limits
    counted = families.loc[families["unit_type"] != "group", "pzk_id"].value_counts()
    sizes = pzk["pzk_id"].map(counted).fillna(0)
    outside = pzk[~sizes.between(low, high)]
    message = Text(
        f"Zespół ma inną liczbę rodzin niż {low}–{high}. Sprawdź, czy rejestr jest pełny.",
        f"The team has another number of families than {low}–{high}. Check the register.",
    )
    return problems_at(TABLES["pzk"], outside, "pzk_id", "team_size", message, severity="warning")


def _strangers(
    attendance: pd.DataFrame, meetings: pd.DataFrame, memberships: pd.DataFrame
) -> list[Problem]:
    """Find attendance that no membership covers; a missing date of a membership is open."""
    teams = meetings[["meeting_id", "pzk_id", "held_on"]].dropna(subset=["meeting_id", "pzk_id"])
    present = attendance[["meeting_id", "entity_id"]].reset_index(drop=True).dropna()
    present = present.reset_index(names="position").merge(
        teams.drop_duplicates("meeting_id"), on="meeting_id", validate="many_to_one"
    )
    known = memberships[["pzk_id", "entity_id", "joined_on", "left_on"]].drop_duplicates()
    pairs = present.merge(known, on=["pzk_id", "entity_id"], validate="many_to_many")
    outside = (pairs["held_on"] < pairs["joined_on"]) | (pairs["held_on"] > pairs["left_on"])
    strange = ~present["position"].isin(pairs.loc[~outside, "position"])
    message = Text(
        "Na spotkaniu był podmiot, który nie jest wtedy członkiem zespołu. Sprawdź listę członków.",
        "An entity attended that is not a member of the team at that time. Check the members.",
    )
    lost = attendance.iloc[present.loc[strange, "position"]]
    return problems_at(
        TABLES["attendance"], lost, "entity_id", "attendance_by_non_member", message,
        severity="warning",
    )  # fmt: skip
