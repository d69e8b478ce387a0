"""Intensity of cooperation beside outcomes of families: which rows, of whom, and in which words."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
from indicator_tables import config, drawn, table
from outcome_tables import families, goals, meetings, teams

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.coop_outcomes import STEP

pytestmark = pytest.mark.unit

CAME = {
    "LU-01": "444434443", "LU-02": "434343434", "LU-03": "333233323", "MA-01": "232323232",
    "MA-02": "222122212", "MA-03": "121212121",
}  # fmt: skip
"""How many of four members came, IX.2019 to V.2020."""
ENDS = {
    "LU-01": "cccw", "LU-02": "cwco", "LU-03": "ccwc", "MA-01": "wcwc", "MA-02": "cwwh",
    "MA-03": "wcwm",
}  # fmt: skip
LEVELS = {
    "LU-01": "2120", "LU-02": "11-2", "LU-03": "01n1", "MA-01": "0n10", "MA-02": "n0m1",
    "MA-03": "mnn0",
}  # fmt: skip
LAST = ("2020-02-15", "2020-03-20", "2020-04-10", "2020-05-05")
SENSITIVITY = [f"weights:{part}" for part in ("meetings", "attendance", "sectors", "contacts")]
WITHOUT = ["without_lowest", "without_highest", "sign_changes"]


def tables(
    ends: Mapping[str, str] = ENDS,
    came: Mapping[str, str] = CAME,
    levels: Mapping[str, str] = LEVELS,
) -> dict[str, pd.DataFrame]:
    return {
        "pzk": teams(*came),
        "families": families(ends, last=LAST),
        "goals": goals({team: levels[team] for team in ends if team in levels}),
        "contacts": table("contacts", "family_id month contacts"),
        **meetings(came),
    }


def rows(found: Mapping[str, pd.DataFrame]) -> dict[str, dict[Any, Any]]:
    frame = compute(found, config(), ids=["intensity_outcome"])
    return {str(row["group"]): dict(row) for row in frame.to_dict("records")}


def test_every_outcome_has_its_associations_and_what_they_lean_on() -> None:
    got = rows(tables())
    both = ["between", "within", "total", "teams", *WITHOUT]
    curve = [name for name in got if name.startswith("completed|at:")]
    assert list(got) == [
        *(f"completed|{name}" for name in (*both, "e_value", "e_value_limit", *SENSITIVITY)),
        *curve,
        *(f"goal_t|{name}" for name in (*both, *SENSITIVITY)),
        *(
            f"time|{name}"
            for name in ("between", "teams", *WITHOUT, "e_value", "e_value_limit", *SENSITIVITY)
        ),
    ]
    assert curve
    assert {row["status"] for row in got.values()} == {"ok"}
    assert {row["period"] for row in got.values()} == {"2019-03-28/2020-12-31"}


def test_methods_name_the_model_and_its_errors() -> None:
    methods = {
        "completed|between": "gee_logit_mancl_derouen",
        "goal_t|between": "ols_cr2",
        "time|between": "cox_efron_jackknife",
        "time|teams": "count",
        "goal_t|without_highest": "ols_cr2_without_one_team",
        "completed|e_value": "e_value_odds_ratio_common",
        "time|e_value": "e_value_hazard_ratio_common",
    }
    got = rows(tables())
    assert {name: got[name]["method"] for name in methods} == methods


def test_words_of_rows_never_say_that_one_thing_brings_about_another() -> None:
    for name, row in rows(tables()).items():
        said = f"{name} {row['method']}".lower()
        for word in ("caus", "effect", "impact", "influence", "due", "improve", "wpływ", "skut"):
            assert word not in said


def test_families_without_an_outcome_are_missing_from_it_alone() -> None:
    # 24 families: R04 of LU-02 goes on, and has a level; R03 of LU-02 has none. Of the time both
    # are known: who goes on was watched until the last day of the data.
    got = rows(tables())
    for outcome, counts in (("completed", (23, 1)), ("goal_t", (23, 1)), ("time", (24, 0))):
        own = [row for name, row in got.items() if name.startswith(outcome)]
        assert {(row["n"], row["n_missing"]) for row in own} == {counts}
        assert got[f"{outcome}|teams"]["value"] == 6


def test_an_end_on_an_unknown_day_is_missing_from_all() -> None:
    found = tables()
    homes = found["families"]
    homes = homes.assign(ended_on=homes["ended_on"].mask(homes["family_id"] == "LU-01-R01"))
    got = rows({**found, "families": homes})
    assert [got[f"{name}|between"]["n_missing"] for name in ("completed", "goal_t", "time")] == [
        2, 2, 1,
    ]  # fmt: skip


def test_a_family_of_a_team_without_an_index_is_missing() -> None:
    # MA-03 never meets and has no contacts: one part, the share of months with a meeting, is none.
    got = rows(tables(came={**CAME, "MA-03": "........."}))
    assert [got[f"{name}|between"]["n_missing"] for name in ("completed", "goal_t", "time")] == [
        5, 5, 4,
    ]  # fmt: skip
    assert got["goal_t|teams"]["value"] == 5


def test_the_difference_of_t_is_for_ten_points_of_the_index() -> None:
    # Each team with k of four members all along: meetings 100, attendance and sectors 100 k / 4, so
    # that the index is 100 (k / 4)^(2/3): 62.996 where two come, 39.685 where one does. T of the
    # former 60, 70, 50, 60, mean 60; of the latter 40, 30, 50, 40, mean 40: 20 over 23.311 points.
    came = {"LU-01": "2" * 9, "LU-02": "1" * 9, "LU-03": "2" * 9, "MA-01": "1" * 9}
    levels = {"LU-01": "12", "LU-02": "nm", "LU-03": "01", "MA-01": "0n"}
    got = rows(tables(dict.fromkeys(came, "cw"), came, levels))
    assert got["goal_t|total"]["value"] == pytest.approx(STEP * 20 / 23.311, rel=1e-4)
    between = got["goal_t|between"]  # nothing differs within a team: between and total are one
    assert (between["status"], between["n"], between["n_missing"]) == ("insufficient", 8, 0)


def test_without_goals_the_other_outcomes_stand() -> None:
    found = {name: frame for name, frame in tables().items() if name != "goals"}
    got = rows(found)
    assert {name.partition("|")[0] for name in got} == {"completed", "time"}


def test_the_curve_is_drawn_only_where_teams_have_been() -> None:
    # MA-03 has the lowest mean index, about 100 (1.5 / 4)^(2/3) = 52, LU-01 the highest, about 96.
    got = rows(tables())
    assert [name for name in got if "|at:" in name] == [
        "completed|at:60", "completed|at:70", "completed|at:80", "completed|at:90",
    ]  # fmt: skip
    for name, row in got.items():
        if "|at:" in name:
            low, share, high = (float(row[part]) for part in ("ci_low", "value", "ci_high"))
            assert 0 < low < share < high < 1


def test_numbers_that_are_no_estimates_have_no_interval() -> None:
    got = rows(tables())
    for name, row in got.items():
        plain = name.rpartition("|")[2] in ("teams", *WITHOUT, "e_value", "e_value_limit")
        assert pd.isna(row["ci_low"]) == pd.isna(row["ci_high"]) == plain


def test_the_association_lies_between_those_without_each_team() -> None:
    got = rows(tables())
    for outcome in ("completed", "goal_t", "time"):
        low, own, high = (
            float(got[f"{outcome}|{name}"]["value"])
            for name in ("without_lowest", "between", "without_highest")
        )
        assert low < own < high


ONE = {"LU-01": "ccww"}
ALIKE = dict.fromkeys(CAME, "3" * 9)


@pytest.mark.parametrize(
    ("found", "n"),
    [
        (tables(ONE, {"LU-01": CAME["LU-01"]}), 4),
        (tables(came=ALIKE), 23),
        (tables(dict.fromkeys(CAME, "wwww")), 24),
        (tables(dict.fromkeys(CAME, "oooo")), 0),
        (tables({}), 0),
        (tables(came=dict.fromkeys(CAME, ".........")), 0),
    ],
    ids=["one team", "all teams alike", "nobody", "all go on", "no families", "no index"],
)
def test_where_completion_goes_with_nothing_rows_say_so(
    found: dict[str, pd.DataFrame], n: int
) -> None:
    frame = compute(found, config(), ids=["intensity_outcome"])
    own = frame[frame["group"].str.startswith("completed|")]
    every = len(found["families"])
    assert drawn(own, "group", "value", "n", "n_missing", "status") == [
        (f"completed|{name}", None, n, every - n, "insufficient")
        for name in ("between", "within", "total")
    ]
    time = frame[frame["group"].str.startswith("time|")]
    assert drawn(time, "group", "value", "status") == [("time|between", None, "insufficient")]
