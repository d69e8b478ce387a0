"""A brief of a month uses nothing after its end, and the numbers of places add up."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_coop import COOPERATION, cooperation

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.places import Level
from kooperacja_eval.schemas.tables import TABLES

pytestmark = pytest.mark.property

FEW = 5
Tables = dict[str, pd.DataFrame]
LEVELS: tuple[Level, ...] = ("macroregion", "voivodeship", "pzk")
NAMES = ("brief_reports", "brief_meetings", "brief_attendance", "brief_silent_families")
KEYS = ["indicator_id", "voivodeship", "pzk_id", "group", "period"]
DAYS = {
    "meetings": ["held_on"],
    "contacts": ["month"],
    "memberships": ["joined_on"],
    "services": ["status_on"],
    "family_moves": ["moved_on"],
}
"""Columns that say when a row came to be known."""
LATER = {
    "families": ["started_on", "ended_on"],
    "memberships": ["left_on"],
    "pzk": ["ended_on"],
}
"""Columns of rows that stay: what happens later is not known yet."""


@st.composite
def studies(draw: st.DrawFn) -> Tables:
    """Draw a study of a few months, with services and with families that change teams."""
    tables = draw(cooperation())
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    families, teams = tables["families"]["family_id"].tolist(), tables["pzk"]["pzk_id"].tolist()
    services = [
        {
            "service_id": f"{family}-U01", "family_id": family, "kind": "care",
            "status": "suspended", "status_on": _day(rng), "need_only": False,
        }
        for family in families
    ]  # fmt: skip
    moves = [
        {"family_id": family, "moved_on": _day(rng), "from_pzk_id": rng.choice(teams)}
        for family in families
        if rng.random() < 0.4
    ]
    drawn = {"services": services, "family_moves": moves}
    return tables | {name: _typed(name, rows) for name, rows in drawn.items()}


def _day(rng: np.random.Generator) -> pd.Timestamp:
    return pd.Timestamp("2020-01-01") + pd.Timedelta(days=int(rng.integers(0, 130)))


def _typed(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    fields = TABLES[name].fields
    frame = pd.DataFrame(rows).reindex(columns=list(fields))
    return frame.astype({column: field.dtype for column, field in fields.items()})


def known_at(tables: Tables, day: pd.Timestamp) -> Tables:
    """Return the tables as they were on a day: without later rows, days, moves and teams."""
    found = dict(tables)
    moves = tables["family_moves"]
    later = moves[moves["moved_on"] > day]
    before = dict(zip(later["family_id"], later["from_pzk_id"], strict=True))
    families = tables["families"]
    pairs = zip(families["family_id"], families["pzk_id"], strict=True)
    teams = pd.Series([before.get(*pair) for pair in pairs], dtype=families["pzk_id"].dtype)
    found["families"] = families.assign(pzk_id=teams)
    for name, columns in DAYS.items():
        for column in columns:
            found[name] = found[name][~(found[name][column] > day)]
    for name, columns in LATER.items():
        days = {column: found[name][column] for column in columns}
        known = {column: days[column].mask(days[column] > day) for column in columns}
        found[name] = found[name].assign(**known)
    held = found["meetings"]["meeting_id"]
    found["attendance"] = found["attendance"][found["attendance"]["meeting_id"].isin(held)]
    return {name: frame.reset_index(drop=True) for name, frame in found.items()}


def values(tables: Tables, by: Level) -> pd.DataFrame:
    names = [*NAMES, *([] if by == "pzk" else ["brief_suspended"])]
    return compute(tables, COOPERATION, ids=names, by=by).sort_values(KEYS, ignore_index=True)


@settings(max_examples=FEW)
@given(studies(), st.sampled_from(["2020-01", "2020-02", "2020-03"]))
def test_rows_of_later_months_change_no_number_of_the_month(tables: Tables, month: str) -> None:
    then = known_at(tables, pd.Period(month, freq="M").end_time)
    for by in LEVELS:
        whole, early = values(tables, by), values(then, by)
        first, second = (frame[frame["period"] <= month] for frame in (whole, early))
        pd.testing.assert_frame_equal(first.reset_index(drop=True), second.reset_index(drop=True))


@settings(max_examples=FEW)
@given(studies())
def test_teams_and_voivodeships_add_up_to_the_macroregion(tables: Tables) -> None:
    sums = {by: _sums(values(tables, by)) for by in LEVELS}
    for key, whole in sums["macroregion"].items():
        assert sums["voivodeship"][key] == whole, key
        if key[0] in NAMES and key[0] != "brief_attendance":
            assert sums["pzk"][key] == whole, key


def _sums(rows: pd.DataFrame) -> dict[tuple[str, str, str], tuple[float, ...]]:
    named = rows.assign(group=rows["group"].fillna(""))
    numbers = named.groupby(["indicator_id", "group", "period"])[
        ["numerator", "denominator", "n_missing"]
    ].sum()
    rows_of = zip(numbers.index, numbers.to_numpy(), strict=True)
    return {key: tuple(map(float, row)) for key, row in rows_of}
