"""Services for the families: which, by whom, and what COVID-19 did to them."""

from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.frames import (
    NOT_A_DAY,
    Days,
    Flags,
    Ints,
    Texts,
    day,
    masked,
    numbered,
    pick,
    texts,
    typed,
    within,
)
from kooperacja_eval.demo.households import Households
from kooperacja_eval.demo.members import Members
from kooperacja_eval.demo.parameters import Effects
from kooperacja_eval.demo.programmes import Projects, draw_numbers
from kooperacja_eval.demo.teams import Teams
from kooperacja_eval.schemas.tables import TABLES

SERVICES_PER_FAMILY: Final = {1: 0.15, 2: 0.35, 3: 0.3, 4: 0.2}
KINDS: Final = {
    "diagnosis": 1, "counselling": 4, "therapy": 3, "rehabilitation": 2, "training": 2,
    "assistant": 3, "mediation": 1, "education": 2, "care": 2, "community": 2, "other": 1,
}  # fmt: skip
PROVIDER_KINDS: Final = {
    "diagnosis": "counselling", "counselling": "counselling", "therapy": "counselling",
    "rehabilitation": "health", "training": "ops", "assistant": "ops", "mediation": "counselling",
    "education": "school", "care": "ops", "community": "culture", "other": "ngo",
}  # fmt: skip
OUTSIDE_SHARE: Final = 0.15
"""Services by providers outside the teams."""
NEED_ONLY_SHARE: Final = 0.06
ON_LIST_SHARE: Final = 0.6
NOT_AVAILABLE_SHARE: Final = 0.08
PROJECT_SHARE: Final = 0.6
"""Services that a social project pays for, among those not on the list."""
SERVICE_DAYS: Final = (30, 240)
DELAY_DAYS: Final = (0, 21)
"""Days from the planned to the real beginning."""
LATEST_SHARE: Final = 0.5
"""Services are planned within this first share of the cooperation."""
CONVERTED_SHARE: Final = 0.5
"""Services that go on until III.2021 as e-services; the others were resumed."""
CHANGE_DAYS: Final = 30
"""Days within which a service changed once the pandemic, or its end, came."""
RESUMED_FROM: Final = np.datetime64("2020-06-01", "D")
"""First day on which services were resumed."""
LATER_MODES: Final = {"in_person": 0.4, "remote": 0.4, "mixed": 0.2}
"""Modes of services that began in the pandemic."""


def services_table(
    households: Households,
    teams: Teams,
    members: Members,
    projects: Projects,
    effects: Effects,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return the table ``services``: one to four for each family.

    The first service of a family whose services go on is one that a social project pays for; it
    has no last day yet.
    """
    counts = draw_numbers(SERVICES_PER_FAMILY, len(households), rng)
    unit = np.repeat(np.arange(len(households)), counts)
    size, team, number = len(unit), households.team[unit], within(counts) + 1
    goes_on = (number == 1) & ~np.isnat(households.services_until[unit])
    on_list = (rng.random(size) < ON_LIST_SHARE) & ~goes_on
    need_only = (rng.random(size) < NEED_ONLY_SHARE) & ~goes_on
    planned, started, ended = _days(households, unit, rng)
    project_started = projects.started[projects.first[team]]
    started = np.where(goes_on, np.maximum(started, project_started), started)
    status = _statuses(started, ended, need_only, goes_on, effects, rng)
    no_start = np.isin(status.astype(str), ["planned", "not_available"])
    paid = ~on_list & ~no_start & (started >= project_started) & (rng.random(size) < PROJECT_SHARE)
    started[no_start] = NOT_A_DAY
    ended[no_start | goes_on | (status == "suspended")] = NOT_A_DAY
    planned[need_only] = NOT_A_DAY
    kinds = pick(rng, KINDS, size)
    provider = _providers(team, kinds, members, len(teams), rng)
    project = texts(projects.table["social_project_id"].tolist())[projects.first[team]]
    ids = numbered(texts([f"{family_id}-U" for family_id in households.ids])[unit], number, 2)
    frame = typed(
        TABLES["services"],
        {
            "service_id": ids,
            "family_id": households.ids[unit],
            "kind": kinds,
            "provider_id": masked(provider, no_start),
            "need_only": need_only,
            "on_list": on_list,
            "planned_on": planned,
            "started_on": started,
            "ended_on": ended,
            "mode": _modes(status, started, rng),
            "status": status,
            "status_on": _changed(status, started, planned, ended, rng),
            "social_project_id": masked(project, ~(paid | goes_on)),
        },
        size,
    )
    return frame.sort_values("service_id", ignore_index=True)


def _days(households: Households, unit: Ints, rng: np.random.Generator) -> tuple[Days, Days, Days]:
    """Return planned, first and last day, within the family's cooperation."""
    first, last = households.started[unit], households.until(facts.COOPERATION_UNTIL)[unit]
    room = (last - first).astype(np.int64)
    wait = (room * LATEST_SHARE * rng.random(len(unit))).astype(np.int64)
    planned = first + wait.astype("timedelta64[D]")
    delay = np.minimum(rng.integers(*DELAY_DAYS, size=len(unit)), room - wait)
    started = planned + delay.astype("timedelta64[D]")
    length = rng.integers(*SERVICE_DAYS, size=len(unit)).astype("timedelta64[D]")
    return planned, started, np.minimum(started + length, last)


def _statuses(
    started: Days,
    ended: Days,
    need_only: Flags,
    goes_on: Flags,
    effects: Effects,
    rng: np.random.Generator,
) -> Texts:
    """Return what became of each service; the pandemic struck those then running."""
    covid = day(facts.COVID_FROM)
    shares = {
        "suspended": effects.service_suspended,
        "converted": effects.service_converted,
        "resumed": effects.service_resumed,
    }
    struck = pick(rng, {**shares, "delivered": 1 - sum(shares.values())}, len(started))
    running = (started < covid) & (ended >= covid)
    status = np.where(running, struck, "delivered").astype(object)
    status[rng.random(len(started)) < NOT_AVAILABLE_SHARE] = "not_available"
    status[need_only] = "planned"
    converted = rng.random(len(started)) < CONVERTED_SHARE
    return texts(np.where(goes_on, np.where(converted, "converted", "resumed"), status))


def _changed(
    status: Texts, started: Days, planned: Days, ended: Days, rng: np.random.Generator
) -> Days:
    """Return since when the status holds; NaT for services that were delivered or only planned.

    Services were suspended and converted in the first weeks of the pandemic and resumed in the
    first summer; those that began later changed soon after their start. A service that is not
    available was found so when it should have begun.
    """
    covid = day(facts.COVID_FROM)
    first = np.maximum(np.where(status == "resumed", RESUMED_FROM, covid), started)
    changed = first + rng.integers(0, CHANGE_DAYS, len(status)).astype("timedelta64[D]")
    changed = np.where(np.isnat(ended), changed, np.minimum(changed, ended))
    changed = np.where(status == "not_available", planned, changed)
    changed[np.isin(status.astype(str), ["delivered", "planned"])] = NOT_A_DAY
    return changed


def _modes(status: Texts, started: Days, rng: np.random.Generator) -> Texts:
    later = started >= day(facts.COVID_FROM)
    mode = np.where(later, pick(rng, LATER_MODES, len(status)), "in_person")
    mode = np.where(status == "converted", "remote", mode)
    return masked(mode.astype(object), np.isnat(started))


def _providers(
    team: Ints, kinds: Texts, members: Members, teams: int, rng: np.random.Generator
) -> Texts:
    """Return the team's first member of the kind that gives such services, or none."""
    provider = np.full(len(team), None, dtype=object)
    for kind, entity_kind in PROVIDER_KINDS.items():
        fits = np.flatnonzero(members.entity_kinds[members.entity] == entity_kind)[::-1]
        first = np.full(teams, -1, dtype=np.int64)
        first[members.team[fits]] = members.entity[fits]
        chosen = first[team]
        here = (kinds == kind) & (chosen >= 0)
        provider[here] = members.entity_ids[chosen[here]]
    provider[rng.random(len(team)) < OUTSIDE_SHARE] = None
    return provider
