"""Random synthetic cooperation: three teams that meet, families, ties between members."""

from datetime import date, timedelta
from itertools import permutations
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from random_families import STUDY, TEAMS

from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import Period
from kooperacja_eval.study import StudyConfig, Wave

WAVES = ("ex_ante", "ex_post")
COOPERATION: StudyConfig = STUDY.model_copy(
    update={
        "waves": tuple(
            Wave(
                id=name,
                label_pl=name,
                label_en=name,
                period=Period(first=date(2020, 1 + place, 1), last=date(2020, 1 + place, 28)),
            )
            for place, name in enumerate(WAVES)
        )
    }
)
FIRST, SPAN = date(2020, 1, 1), 100
SECTORS = ["education", "health", "social_assistance", None]


@st.composite
def cooperation(draw: st.DrawFn) -> dict[str, pd.DataFrame]:
    """Draw the tables of a study, every kind of gap among them."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    members = {team: [f"{team}-P{n}" for n in range(rng.integers(1, 6))] for team in TEAMS}
    pzk = [
        {
            "pzk_id": i, "voivodeship": v, "area": a, "name": i,
            "started_on": _day(rng, gap=0.1), "ended_on": _day(rng, gap=0.6),
        }
        for i, (v, a) in TEAMS.items()
    ]  # fmt: skip
    entities = [
        {"entity_id": one, "name": one, "kind": "ops", "sector": _pick(rng, SECTORS)}
        for group in members.values() for one in group
    ]  # fmt: skip
    memberships = [
        {
            "pzk_id": team, "entity_id": one, "role": _pick(rng, ["core", "invited"]),
            "joined_on": _day(rng, gap=0.7), "left_on": _day(rng, gap=0.7),
        }
        for team, group in members.items() for one in group
    ]  # fmt: skip
    meetings = [
        {
            "meeting_id": f"{team}-S{number}", "pzk_id": team, "held_on": _day(rng), "level": "pzk",
            "mode": _pick(rng, ["remote", "mixed", "in_person", None]),
        }
        for team in TEAMS for number in range(rng.integers(0, 5))
    ]  # fmt: skip
    attendance = [
        {"meeting_id": meeting["meeting_id"], "entity_id": one, "persons": 1}
        for meeting in meetings if rng.random() < 0.8
        for one in members[str(meeting["pzk_id"])] if rng.random() < 0.7
    ]  # fmt: skip
    families = [
        {
            "family_id": f"{team}-R{number}", "pzk_id": team, "unit_type": "family",
            "outcome": "ongoing", "started_on": _day(rng, gap=0.1), "ended_on": _day(rng, gap=0.6),
        }
        for team in TEAMS for number in range(rng.integers(0, 6))
    ]  # fmt: skip
    contacts = [
        {
            "family_id": family["family_id"], "month": pd.Timestamp(2020, month, 1),
            "contacts": _number(rng, 12), "hours": _number(rng, 20),
        }
        for family in families for month in (1, 2, 3) if rng.random() < 0.8
    ]  # fmt: skip
    ties = [
        {
            "pzk_id": team, "wave": wave, "from_entity": one, "to_entity": other,
            "scale": "frey_2006", "level": _number(rng, 5), "trust": _number(rng, 3, least=1),
            "value": _number(rng, 3, least=1),
        }
        for wave in WAVES for team, group in members.items() if rng.random() < 0.8
        for one, other in permutations(group, 2) if rng.random() < 0.9
    ]  # fmt: skip
    drawn: dict[str, list[dict[str, Any]]] = {
        "pzk": pzk, "entities": entities, "memberships": memberships, "meetings": meetings,
        "attendance": attendance, "families": families, "contacts": contacts, "ties": ties,
    }  # fmt: skip
    return {name: _typed(name, pd.DataFrame(rows)) for name, rows in drawn.items()}


def renamed(
    tables: dict[str, pd.DataFrame], columns: tuple[str, ...], names: dict[str, str]
) -> dict[str, pd.DataFrame]:
    """Return the tables with other names in some columns, wherever they stand."""
    return {
        table: frame.assign(
            **{
                column: frame[column].map(names).astype(frame[column].dtype)
                for column in columns
                if column in frame
            }
        )
        for table, frame in tables.items()
    }


def _pick(rng: np.random.Generator, among: list[str] | list[str | None]) -> str | None:
    return among[int(rng.integers(len(among)))]


def _day(rng: np.random.Generator, *, gap: float = 0.0) -> pd.Timestamp | None:
    day = FIRST + timedelta(days=int(rng.integers(SPAN)))
    return None if rng.random() < gap else pd.Timestamp(day)


def _number(rng: np.random.Generator, most: int, *, least: int = 0) -> int | None:
    return None if rng.random() < 0.2 else least + int(rng.integers(most + 1))


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    fields = TABLES[name].fields
    full = frame.reindex(columns=list(fields))
    return full.astype({column: field.dtype for column, field in fields.items()})
