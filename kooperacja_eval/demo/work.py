"""The work of the teams: meetings, who came, contacts with families."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.frames import (
    Days,
    Flags,
    Floats,
    Ints,
    Texts,
    day,
    numbered,
    texts,
    typed,
    weekday,
    within,
)
from kooperacja_eval.demo.households import Households
from kooperacja_eval.demo.members import Members
from kooperacja_eval.demo.parameters import STRANGERS, Effects
from kooperacja_eval.demo.teams import Teams
from kooperacja_eval.schemas.tables import TABLES

REGULAR_DAYS: Final = (11, 18)
EXTRA_DAYS: Final = (22, 29)
EXTRA_SHARE: Final = 0.12
"""Months before COVID-19 in which a team meets twice."""
MINUTES: Final = (60, 75, 90, 105, 120, 135, 150, 180)
MOST_PERSONS: Final = 3
HOURS_PER_CONTACT: Final = (0.5, 1.75)
QUARTERLY: Final = ("2019-06", "2019-09", "2019-12", "2020-03", "2020-06", "2020-09", "2020-12")
"""Months of step K8 (000)."""
STEERING: Final = ("2019-07", "2020-01", "2020-07", "2020-12")

_MONTH = "datetime64[M]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """Meetings of the teams as arrays of shape (meetings,), by team and day."""

    table: pd.DataFrame
    ids: Texts
    team: Ints
    held: Days


def make_meetings(
    teams: Teams, households: Households, effects: Effects, rng: np.random.Generator
) -> Meetings:
    """Make the monthly meetings of every team from its start on, few of them skipped.

    A team meets once a month, now and then twice before COVID-19; in III-V.2020 some months
    pass without a meeting, the fewer the more intensely the team cooperates.
    """
    team, month = _team_months(teams)
    skip, extra = _irregular(teams, team, month, effects, rng)
    regular = _held(month, REGULAR_DAYS, rng)[~skip]
    second = _held(month, EXTRA_DAYS, rng)[extra]
    team = np.concatenate([team[~skip], team[extra]])
    held = np.concatenate([regular, second])
    order = np.lexsort((held, team))
    team, held = team[order], held[order]
    number = within(np.bincount(team, minlength=len(teams))) + 1
    ids = numbered(texts([f"{pzk_id}-S" for pzk_id in teams.ids])[team], number, 2)
    active = _active(households, team, held)
    table = typed(
        TABLES["meetings"],
        {
            "meeting_id": ids,
            "pzk_id": teams.ids[team],
            "held_on": held,
            "level": texts(["pzk"] * len(team)),
            "mode": draw_modes(held, effects, rng),
            "minutes": rng.choice(MINUTES, len(team)),
            "families_discussed": rng.binomial(active, 0.7),
        },
        len(team),
    )
    return Meetings(table=table, ids=ids, team=team, held=held)


def higher_meetings(letters: Texts, effects: Effects, rng: np.random.Generator) -> pd.DataFrame:
    """Return meetings above the teams: quarterly ones, and those of the steering committee."""
    ids: list[str] = []
    months: list[str] = []
    levels: list[str] = []
    for code in letters.tolist():
        ids += [f"{code}-WZK-S{i:02d}" for i in range(1, len(QUARTERLY) + 1)]
        months += QUARTERLY
        levels += ["animators" if i % 2 else "wzk" for i in range(len(QUARTERLY))]
    ids += [f"MR-KS-S{i:02d}" for i in range(1, len(STEERING) + 1)]
    months += STEERING
    levels += ["steering"] * len(STEERING)
    held = _held(np.array(months, dtype=_MONTH), REGULAR_DAYS, rng)
    return typed(
        TABLES["meetings"],
        {
            "meeting_id": texts(ids),
            "held_on": held,
            "level": texts(levels),
            "mode": draw_modes(held, effects, rng),
            "minutes": rng.choice(MINUTES, len(ids)),
        },
        len(ids),
    )


def draw_modes(days: Days, effects: Effects, rng: np.random.Generator) -> Texts:
    """Return in person, remote or mixed, as the pandemic allowed on each day."""
    covid, lockdown = day(facts.COVID_FROM), day(facts.LOCKDOWN_UNTIL)
    remote = np.select(
        [days < covid, days <= lockdown],
        [effects.remote_before, effects.remote_lockdown],
        effects.remote_later,
    )
    mixed = np.where(days > lockdown, effects.mixed_later, 0.0)
    draw = rng.random(len(days))
    modes = np.select([draw < remote, draw < remote + mixed], ["remote", "mixed"], "in_person")
    return texts(modes)


def attendance_table(
    meetings: Meetings, members: Members, teams: Teams, effects: Effects, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the table ``attendance``: members that came, and a few strangers."""
    sizes = np.bincount(members.team, minlength=len(teams))
    first = np.cumsum(sizes) - sizes
    per_meeting = sizes[meetings.team]
    meeting = np.repeat(np.arange(len(meetings.ids)), per_meeting)
    row = first[meetings.team][meeting] + within(per_meeting)
    held = meetings.held[meeting]
    member = (members.joined[row] <= held) & ~(members.left[row] < held)
    log_odds = (
        np.where(members.core[row], effects.attendance_core, effects.attendance_invited)
        + effects.attendance_per_z * teams.intensity[members.team[row]]
        + _by_period(held, 0.0, effects.attendance_lockdown, effects.attendance_later)
    )
    came = member & (rng.random(len(row)) < 1 / (1 + np.exp(-log_odds)))
    meeting, entity = meeting[came], members.entity[row[came]]
    strangers = _strangers(meetings, members)
    meeting = np.concatenate([meeting, strangers[0]])
    entity = np.concatenate([entity, strangers[1]])
    order = np.lexsort((entity, meeting))
    persons = np.minimum(1 + rng.poisson(0.4, len(order)), MOST_PERSONS)
    return typed(
        TABLES["attendance"],
        {
            "meeting_id": meetings.ids[meeting[order]],
            "entity_id": members.entity_ids[entity[order]],
            "persons": persons,
        },
        len(order),
    )


def _strangers(meetings: Meetings, members: Members) -> tuple[Ints, Ints]:
    """At the third meeting of the first teams, an entity of another gmina attends."""
    visited = [int(np.flatnonzero(meetings.team == team)[2]) for team in range(STRANGERS)]
    guests = [int(members.entity[members.team == team + 2][-1]) for team in range(STRANGERS)]
    return np.array(visited, dtype=np.int64), np.array(guests, dtype=np.int64)


def contacts_table(
    households: Households, teams: Teams, effects: Effects, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the table ``contacts``: every family and month from its first to its last day."""
    first = households.started.astype(_MONTH)
    last = households.until(facts.TEAMS_UNTIL)
    counts = (last.astype(_MONTH) - first).astype(np.int64) + 1
    unit = np.repeat(np.arange(len(households)), counts)
    month = (first[unit] + within(counts)).astype("datetime64[D]")
    own = rng.normal(0, effects.contacts_family_sd, len(households))
    log_mean = (
        np.log(effects.contacts_mean)
        + effects.contacts_per_z * teams.intensity[households.team]
        + own
    )[unit] + np.log(_by_period(month, 1.0, effects.contacts_lockdown, effects.contacts_later))
    contacts = rng.poisson(np.exp(log_mean))
    hours = np.round(contacts * rng.uniform(*HOURS_PER_CONTACT, len(unit)) * 2) / 2
    modes = draw_modes(month, effects, rng)
    modes[contacts == 0] = None
    order = np.argsort(households.ids[unit].astype(str), kind="stable")
    return typed(
        TABLES["contacts"],
        {
            "family_id": households.ids[unit][order],
            "month": month[order],
            "contacts": contacts[order],
            "hours": hours[order],
            "mode": modes[order],
        },
        len(unit),
    )


def _team_months(teams: Teams) -> tuple[Ints, Days]:
    first = teams.started.astype(_MONTH)
    last = day(facts.TEAMS_UNTIL).astype(_MONTH)
    counts = (last - first).astype(np.int64) + 1
    team = np.repeat(np.arange(len(teams)), counts)
    months: Days = first[team] + within(counts).astype("timedelta64[M]")
    return team.astype(np.int64), months


def _irregular(
    teams: Teams, team: Ints, month: Days, effects: Effects, rng: np.random.Generator
) -> tuple[Flags, Flags]:
    covid = day(facts.COVID_FROM).astype(_MONTH)
    lockdown = (month >= covid) & (month <= day(facts.LOCKDOWN_UNTIL).astype(_MONTH))
    chance = 2 * effects.skipped_lockdown / (1 + np.exp(teams.intensity[team]))
    skip = lockdown & (rng.random(len(team)) < chance)
    extra = (month < covid) & (rng.random(len(team)) < EXTRA_SHARE)
    return skip, extra


def _held(months: Days, days: tuple[int, int], rng: np.random.Generator) -> Days:
    number = rng.integers(*days, size=len(months)) - 1
    return weekday(months.astype("datetime64[D]") + number.astype("timedelta64[D]"))


def _active(households: Households, team: Ints, held: Days) -> Ints:
    """Return how many units cooperate with the team on the day of the meeting."""
    base = day(facts.TEAMS_FROM)
    span = 1000
    ended = households.until(facts.SERVICES_UNTIL)
    starts = np.sort(households.team * span + (households.started - base).astype(np.int64))
    ends = np.sort(households.team * span + (ended - base).astype(np.int64))
    at = team * span + (held - base).astype(np.int64)
    before = np.searchsorted(starts, at, side="right")
    after = np.searchsorted(ends, at, side="left")
    return before - after


def _by_period(days: Days, before: float, lockdown: float, later: float) -> Floats:
    covid, until = day(facts.COVID_FROM), day(facts.LOCKDOWN_UNTIL)
    return np.select([days < covid, days <= until], [before, lockdown], later)
