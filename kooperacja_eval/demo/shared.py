"""What the teams share: support, the platform, the money."""

from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.frames import Ints, day, numbered, pick, texts, typed, weekday, within
from kooperacja_eval.demo.members import Members
from kooperacja_eval.demo.plan import Plan, allocate, digits
from kooperacja_eval.demo.programmes import Projects
from kooperacja_eval.demo.teams import Teams
from kooperacja_eval.schemas.tables import TABLES

TEAM_SUPPORT: Final = {"coaching": 2, "supervision": 3, "advice": 5}
"""Weights of the kinds of support that one team gets."""
PLACE_SUPPORT: Final = {"training": 3, "exchange": 1}
"""Weights of the kinds of support that all teams of a voivodeship get together."""
EVENTS_PER_TEAM: Final = 8.0
EVENTS_PER_PLACE: Final = 12
HOURS: Final = {"training": 8, "exchange": 6, "coaching": 2, "supervision": 3, "advice": 1}
LOGINS_MEAN: Final = 14.0
LOGINS_LOCKDOWN: Final = 1.5
LOGINS_PER_Z: Final = 0.35

LEADING_KINDS: Final = ("ops", "pcpr")
TRAINED_SHARES: Final = (0.85, 0.3)
"""Shares of the leading and of other entities that come to an event they may come to."""

CATEGORY_WEIGHTS: Final = {
    "support": 16, "training": 15, "platform": 4, "research": 7, "management": 20, "other": 3,
}  # fmt: skip
"""Split of shared costs: synthetic. Platform and research belong to the macroregion."""
MACROREGION_CATEGORIES: Final = ("platform", "research")
MILESTONE_WEIGHTS: Final = {"I": 25, "II": 50, "III": 10, "IV": 15}
ANIMATOR_WEIGHT: Final = 25
"""Weight of the animators, who belong to single teams, against ``CATEGORY_WEIGHTS``."""


def support_table(teams: Teams, places: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return the table ``support``: events of single teams and of whole voivodeships."""
    counts = rng.poisson(EVENTS_PER_TEAM, len(teams))
    team = np.repeat(np.arange(len(teams)), counts)
    common = np.repeat(np.arange(places), EVENTS_PER_PLACE)
    place = np.concatenate([teams.place[team], common])
    size, single = len(place), np.arange(len(place)) < len(team)
    kind = np.where(single, pick(rng, TEAM_SUPPORT, size), pick(rng, PLACE_SUPPORT, size))
    first = np.concatenate([teams.started[team], np.full(len(common), day(facts.TEAMS_FROM))])
    span = (day(facts.TEAMS_UNTIL) - first).astype(np.int64)
    held = first + (2 + (span - 2) * rng.random(size)).astype("timedelta64[D]")
    pzk = np.concatenate([teams.ids[team], np.full(len(common), None, dtype=object)])
    hours = np.array([HOURS[code] for code in kind.tolist()]) + rng.integers(0, 2, size) / 2
    people = np.where(single, rng.integers(3, 12, size), rng.integers(20, 61, size))
    order = np.lexsort((np.arange(size), held, place))
    place = place[order]
    number = within(np.bincount(place, minlength=places)) + 1
    letters = texts([f"{entry.letters}-W" for entry in facts.PLACES])
    return typed(
        TABLES["support"],
        {
            "event_id": numbered(letters[place], number, digits(int(number.max()), 3)),
            "kind": texts(kind[order]),
            "pzk_id": pzk[order],
            "voivodeship": texts([entry.id for entry in facts.PLACES])[place],
            "held_on": weekday(held[order]),
            "hours": hours[order],
            "participants": people[order],
        },
        size,
    )


def support_participants_table(
    support: pd.DataFrame, members: Members, teams: Teams, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the table ``support_participants``: entities of the team or of the voivodeship."""
    by_team = pd.Series(np.arange(len(teams)), index=teams.ids)
    places = np.array([entry.id for entry in facts.PLACES])
    events: list[Ints] = []
    entities: list[Ints] = []
    team_of = support["pzk_id"].map(by_team)
    place_of = support["voivodeship"].map({name: i for i, name in enumerate(places)})
    for event, (team, place) in enumerate(zip(team_of, place_of, strict=True)):
        here = members.team == team if pd.notna(team) else teams.place[members.team] == place
        invited = np.unique(members.entity[here])
        leading = np.isin(members.entity_kinds[invited].astype(str), LEADING_KINDS)
        came = rng.random(invited.size) < np.where(leading, *TRAINED_SHARES)
        entities.append(invited[came])
        events.append(np.full(int(came.sum()), event))
    entity, event_index = np.concatenate(entities), np.concatenate(events)
    frame = typed(
        TABLES["support_participants"],
        {
            "event_id": texts(support["event_id"].to_numpy(dtype=object))[event_index],
            "entity_id": members.entity_ids[entity],
            "persons": 1 + rng.poisson(0.5, entity.size),
        },
        entity.size,
    )
    return frame.sort_values(["event_id", "entity_id"], ignore_index=True)


def platform_table(teams: Teams, rng: np.random.Generator) -> pd.DataFrame:
    """Return the table ``platform``: every team and month from its start on."""
    first = teams.started.astype("datetime64[M]")
    counts = (day(facts.TEAMS_UNTIL).astype("datetime64[M]") - first).astype(np.int64) + 1
    team = np.repeat(np.arange(len(teams)), counts)
    month = (first[team] + within(counts)).astype("datetime64[D]")
    lockdown = (month >= day(facts.COVID_FROM)) & (month <= day(facts.LOCKDOWN_UNTIL))
    mean = LOGINS_MEAN * np.exp(LOGINS_PER_Z * teams.intensity[team])
    logins = rng.poisson(mean * np.where(lockdown, LOGINS_LOCKDOWN, 1.0))
    return typed(
        TABLES["platform"],
        {
            "pzk_id": teams.ids[team],
            "month": month,
            "logins": logins,
            "materials": rng.binomial(logins, 0.4),
            "posts": rng.binomial(logins, 0.1),
        },
        len(team),
    )


def costs_table(
    plan: Plan, teams: Teams, projects: Projects, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the table ``costs``, which adds up to the planned total to the grosz.

    Social projects cost what they spent; animators and shared costs divide the rest. The split
    is synthetic: no document gives it.
    """
    spent = np.bincount(projects.team, weights=projects.spent_grosz, minlength=len(teams))
    project_grosz = spent.astype(np.int64)
    rows = _shared_rows(teams)
    weights = np.array([row[3] for row in rows]) * rng.uniform(0.9, 1.1, len(rows))
    rest = allocate(plan.cost_grosz - int(project_grosz.sum()), weights)
    rows += [(int(p), t, "II", 0.0, "social_projects") for t, p in enumerate(teams.place.tolist())]
    grosz = np.concatenate([rest, project_grosz])
    order = np.array(sorted(range(len(rows)), key=lambda i: (rows[i][0], rows[i][2], i)))
    place = np.array([rows[i][0] for i in order])
    number = within(np.bincount(place, minlength=len(facts.PLACES) + 1)) + 1
    letters = [f"{entry.letters}-K" for entry in facts.PLACES]
    letters.append(f"{facts.MACROREGION_LETTERS}-K")
    places = texts([*(entry.id for entry in facts.PLACES), None])
    return typed(
        TABLES["costs"],
        {
            "cost_id": numbered(texts(letters)[place], number, digits(int(number.max()), 3)),
            "milestone": texts([rows[i][2] for i in order]),
            "pzk_id": texts([None if rows[i][1] < 0 else teams.ids[rows[i][1]] for i in order]),
            "voivodeship": places[place],
            "category": texts([rows[i][4] for i in order]),
            "amount_pln": grosz[order] / 100,
        },
        len(rows),
    )


Row = tuple[int, int, str, float, str]
"""Index of the voivodeship (one past the last for the macroregion), of the team (-1 for none),
milestone, weight, category."""


def _shared_rows(teams: Teams) -> list[Row]:
    rows: list[Row] = []
    last = len(facts.PLACES)
    for milestone, part in MILESTONE_WEIGHTS.items():
        for category, weight in CATEGORY_WEIGHTS.items():
            if category in MACROREGION_CATEGORIES:
                rows.append((last, -1, milestone, part * weight * last, category))
            else:
                rows += [(p, -1, milestone, part * weight, category) for p in range(last)]
    each = ANIMATOR_WEIGHT * last / len(teams)
    for milestone in ("II", "III"):
        part = MILESTONE_WEIGHTS[milestone]
        rows += [
            (int(p), t, milestone, part * each, "animators")
            for t, p in enumerate(teams.place.tolist())
        ]
    return rows
