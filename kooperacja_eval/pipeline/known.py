"""What the tables of a study tell its forms: teams, families, entities, identifiers in use."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, TypeVar

import pandas as pd

from kooperacja_eval.forms.known import (
    FAR_FUTURE,
    FAR_PAST,
    Known,
    Option,
    Stay,
    Team,
    months_between,
)
from kooperacja_eval.instruments.codebooks.load import SHIPPED, codebook
from kooperacja_eval.study import StudyConfig

Item = TypeVar("Item")
Value = TypeVar("Value")
Tables = Mapping[str, pd.DataFrame]

NAMES: Final[Mapping[str, str]] = {
    "gminas.gmina_id": "name",
    "pzk.pzk_id": "name",
    "entities.entity_id": "name",
    "families.family_id": "",
    "social_projects.social_project_id": "title",
    "meetings.meeting_id": "",
    "support.event_id": "",
    "codes.code_id": "name_pl",
    "conclusions.conclusion_id": "",
    "recommendations.recommendation_id": "title",
}
"""Columns that forms refer to, each with the column that names what it identifies."""
_OWNERS: Final = {
    "goals.goal_id": "family_id",
    "services.service_id": "family_id",
    "social_projects.social_project_id": "pzk_id",
}


def known_from(tables: Tables, config: StudyConfig) -> Known:
    """Return what the forms of a study fill in and offer.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Validated tables; those that are absent offer nothing.
    config : StudyConfig
        The study: its months are those of its period.

    Returns
    -------
    Known
        Families are with the team of ``families`` from their first to their last day; before a
        move (``family_moves``) with the team that they left. Themes are those of the table of
        codes, or of the codebook that the package ships where the study has none.
    """
    period = config.study.period
    return Known(
        teams=_teams(tables),
        months=months_between(period.first, period.last),
        families=_by_team(_family_stays(tables)),
        members=_by_team(_member_stays(tables)),
        owned={column: _owned(tables, column, owner) for column, owner in _OWNERS.items()},
        meetings=_meetings(tables),
        all=_everything(tables),
    )


def _teams(tables: Tables) -> tuple[Team, ...]:
    return tuple(
        Team(
            pzk_id=row["pzk_id"],
            name=row["name"],
            voivodeship=row["voivodeship"],
            started_on=row["started_on"].date(),
            ended_on=_day(row["ended_on"]),
        )
        for row in _rows(tables, "pzk")
    )


def _family_stays(tables: Tables) -> list[Stay]:
    moves: dict[str, list[dict[str, Any]]] = {}
    for move in _rows(tables, "family_moves"):
        moves.setdefault(move["family_id"], []).append(move)
    stays = []
    for row in _rows(tables, "families"):
        first, who = row["started_on"].date(), row["family_id"]
        for move in sorted(moves.get(who, ()), key=lambda one: one["moved_on"]):
            moved = move["moved_on"].date()
            before = date.fromordinal(moved.toordinal() - 1)
            stays.append(Stay(pzk_id=move["from_pzk_id"], who=who, first=first, last=before))
            first = moved
        last = _day(row["ended_on"]) or FAR_FUTURE
        stays.append(Stay(pzk_id=row["pzk_id"], who=who, first=first, last=last))
    return stays


def _member_stays(tables: Tables) -> list[Stay]:
    return [
        Stay(
            pzk_id=row["pzk_id"],
            who=row["entity_id"],
            first=_day(row["joined_on"]) or FAR_PAST,
            last=_day(row["left_on"]) or FAR_FUTURE,
        )
        for row in _rows(tables, "memberships")
    ]


def _meetings(tables: Tables) -> dict[str, list[tuple[str, date]]]:
    held = _rows(tables, "meetings", "pzk_id", "meeting_id", "held_on")
    return _grouped(
        held, lambda row: row["pzk_id"], lambda row: (row["meeting_id"], row["held_on"].date())
    )


def _owned(tables: Tables, column: str, owner: str) -> dict[str, list[str]]:
    table, _, name = column.partition(".")
    rows = sorted(_rows(tables, table, name, owner), key=lambda row: str(row[name]))
    return _grouped(rows, lambda row: row[owner], lambda row: row[name])


def _everything(tables: Tables) -> dict[str, tuple[Option, ...]]:
    if "codes" not in tables:
        name, versions = next(iter(SHIPPED.items()))
        tables = {**tables, "codes": codebook(name, versions[-1])}
    found = {}
    for column, named in NAMES.items():
        table, _, key = column.partition(".")
        rows = _rows(tables, table, key, *filter(None, (named,)))
        options = (Option(str(row[key]), str(row[named]) if named else "") for row in rows)
        found[column] = tuple(options)
    return {column: options for column, options in found.items() if options}


def _by_team(stays: list[Stay]) -> dict[str, list[Stay]]:
    return _grouped(stays, lambda stay: stay.pzk_id, lambda stay: stay)


def _grouped(
    items: list[Item], key: Callable[[Item], str], value: Callable[[Item], Value]
) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for item in items:
        found.setdefault(key(item), []).append(value(item))
    return found


def _rows(tables: Tables, name: str, *needed: str) -> list[dict[str, Any]]:
    """Return the rows of a table in which the columns needed have values."""
    if name not in tables:
        return []
    rows: Any = tables[name].dropna(subset=list(needed)).to_dict("records")
    return list(rows)


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else value.date()
