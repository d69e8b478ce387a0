"""The teams: where they work, in which area, since when, and how intensely they cooperate."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.frames import (
    Days,
    Floats,
    Ints,
    Texts,
    adjust_to_sum,
    day,
    numbered,
    texts,
    typed,
    within,
)
from kooperacja_eval.demo.parameters import Effects
from kooperacja_eval.demo.plan import Plan, digits
from kooperacja_eval.demo.record import record_table
from kooperacja_eval.schemas.tables import TABLES

MARK = "(dane syntetyczne)"
"""Stands in every made-up name."""
SHARED_GMINA = {"wegrow": "liw"}
"""Gminas without a team of their own; they join the team of their neighbour. An assumption."""
START_DAYS = (8, 0.75)
"""Teams start on the first to the eighth, this share of them in VII.2019, others in VIII.2019."""
POPULATION = (2_000, 16_000)
"""Inhabitants of a gmina: made up, for real gminas too."""
SEAT_KM = (1, 36)
"""Kilometres from a gmina to the seat of its county: made up, for real gminas too."""
AGREEMENT_DAYS = (10, 60)
"""Days from the agreement to the start of the team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teams:
    """The teams as arrays of shape (teams,).

    Attributes
    ----------
    ids, places, powiats, areas, area_sources : array of str
        Identifier, voivodeship, county (``None`` where unknown), area, area in words.
    place : array of int
        Index of the voivodeship in ``facts.PLACES``.
    started : array of days
        First day.
    sizes : array of int
        Families and persons, without groups.
    intensity, outcome_effect : array of float
        The team's ``z``, and its own effect on the log-odds of completing.
    gminas, bridge : pandas.DataFrame
        The tables ``gminas`` and ``pzk_gminas``.
    """

    ids: Texts
    places: Texts
    powiats: Texts
    areas: Texts
    area_sources: Texts
    place: Ints
    started: Days
    sizes: Ints
    intensity: Floats
    outcome_effect: Floats
    gminas: pd.DataFrame
    bridge: pd.DataFrame

    def __len__(self) -> int:
        return len(self.ids)


def make_teams(plan: Plan, effects: Effects, rng: np.random.Generator) -> Teams:
    """Make the teams of every voivodeship.

    Returns
    -------
    Teams
        In the order of their identifiers; the first starts on the first day of all.
    """
    counts = np.array([place.teams for place in plan.places], dtype=np.int64)
    place = np.repeat(np.arange(len(counts)), counts)
    letters = texts([entry.place.letters + "-" for entry in plan.places])[place]
    ids = numbered(letters, within(counts) + 1, digits(int(counts.max()), 2))
    gminas, bridge, powiats = _gminas(plan, ids, rng)
    areas, sources = _areas(plan, rng)
    offsets = np.array(effects.voivodeship_intensity)[place]
    return Teams(
        ids=ids,
        places=texts([entry.place.id for entry in plan.places])[place],
        powiats=powiats,
        areas=areas,
        area_sources=sources,
        place=place,
        started=_starts(len(ids), rng),
        sizes=_sizes(plan, rng),
        intensity=rng.standard_normal(len(ids)) + offsets,
        outcome_effect=rng.normal(0, effects.completion_team_sd, len(ids)),
        gminas=gminas,
        bridge=bridge,
    )


def pzk_table(teams: Teams, rng: np.random.Generator) -> pd.DataFrame:
    """Return the table ``pzk``; every team still works at the date of the data."""
    before = rng.integers(*AGREEMENT_DAYS, size=len(teams)).astype("timedelta64[D]")
    return typed(
        TABLES["pzk"],
        {
            "pzk_id": teams.ids,
            "name": texts([f"PZK {pzk_id} {MARK}" for pzk_id in teams.ids]),
            "voivodeship": teams.places,
            "powiat": teams.powiats,
            "area": teams.areas,
            "area_source": teams.area_sources,
            "agreement_date": teams.started - before,
            "started_on": teams.started,
        },
        len(teams),
    )


def _starts(teams: int, rng: np.random.Generator) -> Days:
    last_day, share = START_DAYS
    months = np.where(rng.random(teams) < share, day("2019-07-01"), day("2019-08-01"))
    days: Days = months + rng.integers(0, last_day, teams).astype("timedelta64[D]")
    days[0] = day(facts.TEAMS_FROM)
    return days


def _areas(plan: Plan, rng: np.random.Generator) -> tuple[Texts, Texts]:
    areas: list[str] = []
    sources: list[str] = []
    for entry in plan.places:
        index = np.repeat(np.arange(len(entry.area_teams)), entry.area_teams)
        mixed = [entry.place.areas[i] for i in rng.permutation(index).tolist()]
        areas += [share.area for share in mixed]
        sources += [share.source for share in mixed]
    return texts(areas), texts(sources)


def _sizes(plan: Plan, rng: np.random.Generator) -> Ints:
    fewest, most = facts.FAMILIES_PER_TEAM
    fullest = max(plan.places, key=lambda entry: entry.families / entry.teams)
    sizes = []
    for entry in plan.places:
        low = np.full(entry.teams, fewest, dtype=np.int64)
        high = np.full(entry.teams, most, dtype=np.int64)
        if entry is fullest:
            low[rng.integers(entry.teams)] = most
        tried = rng.integers(fewest, most + 1, entry.teams)
        sizes.append(adjust_to_sum(tried, low, high, entry.families))
    return np.concatenate(sizes)


def _gminas(
    plan: Plan, ids: Texts, rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame, Texts]:
    real = record_table("gminas")
    seats = _seats(plan, real)
    rows = typed(
        TABLES["gminas"],
        {
            name: texts([seat[name] for seat in seats])
            for name in ("gmina_id", "name", "voivodeship", "powiat")
        },
        len(seats),
    )
    made_up = rows[~rows["gmina_id"].isin(real["gmina_id"])]
    gminas = pd.concat([real, made_up], ignore_index=True)
    gminas["population"] = rng.integers(*POPULATION, len(gminas))
    gminas["population"] = gminas["population"].astype("Int64")
    gminas["seat_km"] = rng.integers(*SEAT_KM, len(gminas)).astype(np.float64)
    joined = list(SHARED_GMINA)
    team_of = dict(zip(rows["gmina_id"], ids, strict=True))
    bridge_ids = [*ids.tolist(), *(team_of[SHARED_GMINA[gmina]] for gmina in joined)]
    bridge = typed(
        TABLES["pzk_gminas"],
        {"pzk_id": texts(bridge_ids), "gmina_id": texts([*rows["gmina_id"], *joined])},
        len(bridge_ids),
    ).sort_values(["pzk_id", "gmina_id"], ignore_index=True)
    return gminas, bridge, texts([seat["powiat"] for seat in seats])


def _seats(plan: Plan, real: pd.DataFrame) -> list[dict[str, str | None]]:
    """One gmina for each team: the real ones first, made-up ones in pairs and single beyond."""
    seats: list[dict[str, str | None]] = []
    own = real[~real["gmina_id"].isin(list(SHARED_GMINA))]
    for entry in plan.places:
        here = own[own["voivodeship"] == entry.place.id]
        known = [
            {
                "gmina_id": str(row["gmina_id"]),
                "name": str(row["name"]),
                "voivodeship": entry.place.id,
                "powiat": row["powiat"] if isinstance(row["powiat"], str) else None,
            }
            for row in here.to_dict("records")
        ]
        known += [_made_up(entry.place, i) for i in range(len(known), entry.teams)]
        seats += known[: entry.teams]
    return seats


def _made_up(place: facts.Place, index: int) -> dict[str, str | None]:
    county = index // 3 * 2 + (index % 3 == 2)  # noqa: PLR2004 - two teams, then one
    letters = place.letters.lower()
    return {
        "gmina_id": f"gmina-{letters}-{index + 1:05d}",
        "name": f"Gmina {place.letters} {index + 1} {MARK}",
        "voivodeship": place.id,
        "powiat": f"powiat {place.letters} {county + 1} {MARK}",
    }
