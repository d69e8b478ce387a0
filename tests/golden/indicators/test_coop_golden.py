"""Indicators of cooperation of a synthetic study against the same numbers counted in plain loops.

Second implementation: ``coop_records`` and ``coop_networks_again`` beside this file, Python's own
numbers, written from the definitions. The study is made by ``kooperacja_eval.demo.synthesis`` with
seed 2019: 30 teams, 172 families, ties in three waves; once as it is made, once with more gaps of
every kind. Every row of every indicator
at every level is compared in numerator, denominator, value, n and number missing; only intervals
and what moves the index have references of their own (``tests/golden/stats``). Tolerance 1e-9, of
values up to 1e4: both sides add the same doubles in another order.
"""

import math
import tomllib
from functools import cache
from typing import Any, Literal

import numpy as np
import pandas as pd
import pytest
from coop_networks_again import Index, all_networks, tie_rows
from coop_records import Key, Process, Records, Row, Where, records

from kooperacja_eval.demo.plan import make_plan
from kooperacja_eval.demo.study_files import study_toml
from kooperacja_eval.demo.synthesis import synthesise
from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.places import LEVELS, Level
from kooperacja_eval.study import StudyConfig

pytestmark = pytest.mark.golden

Made = Literal["as_made", "worn"]
TOLERANCE = 1e-9
FIRST, LAST = "meetings_held", "cooperation_intensity"
ELSEWHERE = ("choice", "changed")
"""Groups of the index that say what moves it."""


def indicators() -> list[str]:
    """Return the indicators of cooperation, a stretch of the catalogue."""
    every = list(catalogue())
    return every[every.index(FIRST) : every.index(LAST) + 1]


@cache
def study(made: Made) -> tuple[StudyConfig, dict[str, pd.DataFrame]]:
    """Return the synthetic study."""
    config = StudyConfig.model_validate(tomllib.loads(study_toml(large=False)))
    tables = synthesise(make_plan(), np.random.default_rng(2019)).tables
    return config, tables if made == "as_made" else worn(tables)


def worn(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables with gaps: in every seventh row of a column, or of whole rows."""
    gaps = {
        "pzk": ["started_on"],
        "meetings": ["mode"],
        "entities": ["sector"],
        "contacts": ["contacts", "hours"],
        "ties": ["level", "trust", "value"],
    }
    found = dict(tables)
    for name, columns in gaps.items():
        frame = tables[name]
        for place, column in enumerate(columns):
            seventh = np.arange(len(frame)) % 7 == place
            frame = frame.assign(**{column: frame[column].mask(seventh)})
        found[name] = frame
    ties, lists, members = found["ties"], tables["attendance"], tables["memberships"]
    silent = ties["pzk_id"].isin(tables["pzk"]["pzk_id"].iloc[[2, 5]])
    early = np.arange(len(members)) % 5 == 0
    return {
        **found,
        "attendance": lists[~lists["meeting_id"].str.endswith("3")],
        "contacts": found["contacts"].iloc[::2],
        "memberships": members.assign(
            joined_on=members["joined_on"].mask(early),
            left_on=members["left_on"].mask(early, pd.Timestamp("2020-05-31")),
        ),
        "ties": ties.assign(level=ties["level"].mask(silent & (ties["wave"] == "ex_ante"))),
    }


@cache
def again(made: Made) -> tuple[Process, dict[tuple[str, str], dict[tuple[str, str], Row]], Index]:
    """Return the second implementation over the study's records."""
    config, tables = study(made)
    data: Records = records(tables)
    period = config.study.period
    process = Process(data, config.study.data_date, f"{period.first}/{period.last}")
    numbers = {key: network.numbers() for key, network in all_networks(data).items()}
    waves = [(wave.id, wave.period.first, wave.period.last) for wave in config.waves]
    teams = [team["pzk_id"] for team in data["pzk"]]
    index = Index(process, numbers, teams, waves, config.disclosure.threshold)
    return process, numbers, index


def places(by: Level, made: Made) -> list[Where]:
    """Return the places of a level."""
    config, tables = study(made)
    teams = records({"pzk": tables["pzk"]})["pzk"]
    if by == "pzk":
        return [Where(by, t["voivodeship"], t["pzk_id"], None, (t["pzk_id"],)) for t in teams]
    if by == "voivodeship":
        return [
            Where(by, v, None, None, tuple(t["pzk_id"] for t in teams if t["voivodeship"] == v))
            for v in config.voivodeships
        ]
    if by == "area":
        areas = ("many_difficulties", "disability", "older_people", "addiction")
        return [
            Where(by, None, None, a, tuple(t["pzk_id"] for t in teams if t["area"] == a))
            for a in areas
        ]
    return [Where(by, None, None, None, tuple(t["pzk_id"] for t in teams))]


def named(key: Key, where: Where) -> tuple[str | None, ...]:
    """Return what a row is found by; the group of an area names it."""
    indicator, group, period, wave = key
    if where.area is not None:
        group = f"{group}/area:{where.area}" if group else where.area
    return indicator, where.voivodeship, where.pzk_id, group or None, period, wave


def expected(by: Level, made: Made) -> dict[tuple[str | None, ...], Row]:
    """Return every row of a level."""
    process, numbers, index = again(made)
    return {
        named(key, where): row
        for where in places(by, made)
        for rows in (process.rows(where), tie_rows(numbers, where), index.rows(where))
        for key, row in rows
    }


@cache
def computed(by: Level, made: Made) -> pd.DataFrame:
    """Return what the package computes, without what moves the index."""
    config, tables = study(made)
    frame = compute(tables, config, ids=indicators(), by=by)
    return frame[~frame["group"].fillna("").str.startswith(ELSEWHERE)]


def same(found: object, wanted: float | None) -> bool:
    """Compare two numbers; missing is like missing alone."""
    number = None if pd.isna(found) else float(found)  # type: ignore[arg-type, call-overload]
    if number is None or wanted is None:
        return number is wanted
    return math.isclose(number, wanted, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


@pytest.mark.parametrize("made", ["as_made", "worn"])
@pytest.mark.parametrize("by", LEVELS)
def test_every_row_is_counted_again(by: Level, made: Made) -> None:
    wanted, rows = expected(by, made), computed(by, made).to_dict("records")
    keys = ("indicator_id", "voivodeship", "pzk_id", "group", "period", "wave")
    places = [tuple(None if pd.isna(row[key]) else row[key] for key in keys) for row in rows]
    assert sorted(set(places), key=str) == sorted(wanted, key=str)
    wrong = [
        (place, row["method"], wanted[place])
        for place, row in zip(places, rows, strict=True)
        if not agrees(row, wanted[place])
    ]
    assert wrong == []


def agrees(row: dict[Any, Any], wanted: Row) -> bool:
    """Compare a row; a share has no value where teams allow no interval between them."""
    columns = ("numerator", "denominator", "value", "n", "n_missing")
    unequal = [c for c, w in zip(columns, wanted, strict=True) if not same(row[c], w)]
    refused = row["method"] == "clustered_wilson" and row["status"] == "insufficient"
    return not unequal or (refused and unequal == ["value"])


def test_the_study_has_something_of_everything() -> None:
    # Otherwise the comparison above would hold without comparing. Meetings are counted in full,
    # everybody asked is in the denominator of the answers, every team met twice, and somebody rated
    # each entity.
    frame = pd.concat([computed("pzk", "worn"), computed("macroregion", "worn")])
    ok = frame[frame["status"] == "ok"]
    assert set(ok["indicator_id"]) == set(indicators())
    missing = frame.groupby("indicator_id")["n_missing"].max()
    assert set(missing.index[missing == 0]) == {
        "meetings_held", "days_between_meetings", "tie_response_share", "trust_mean", "value_mean",
    }  # fmt: skip
