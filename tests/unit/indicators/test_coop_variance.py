"""How far teams differ, and what is known of each: small teams, some of them alike."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
from indicator_tables import config, drawn
from outcome_tables import contacts, families, goals, meetings, teams

from kooperacja_eval.indicators.compute import compute

pytestmark = pytest.mark.unit

ENDS = {"LU-01": "cccco", "LU-02": "ccww", "LU-03": "cwww", "MA-01": "cccc", "MA-02": "cccw"}
LEVELS = {"LU-01": "121-0", "LU-02": "0n11", "LU-03": "mmn0", "MA-01": "1221", "MA-02": "0110"}
CONTACTS = {"LU-01": [8, 6], "LU-02": [2], "LU-03": [3], "MA-01": [7], "MA-02": [4]}
NAMES = ("completed", "goal_t", "contacts")
WHOLE = ["icc", "design_effect", "effective_n", "mean_size", "voivodeship_share", "team_share"]


def tables(
    ends: Mapping[str, str], levels: Mapping[str, str] = LEVELS, of: int = 6
) -> dict[str, pd.DataFrame]:
    """Return a study of the first few teams; MA-03 has no families unless they are drawn."""
    ids = ("LU-01", "LU-02", "LU-03", "MA-01", "MA-02", "MA-03")[:of]
    return {
        "pzk": teams(*ids),
        "families": families(ends),
        "goals": goals({team: found for team, found in levels.items() if team in ends}),
        "contacts": contacts({team: found for team, found in CONTACTS.items() if team in ends}),
        **meetings(dict.fromkeys(ids, "4")),
    }


def macroregion(found: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    return compute(found, config(), ids=["pzk_variance"])


def of_teams(found: Mapping[str, pd.DataFrame]) -> dict[tuple[str, str], dict[Any, Any]]:
    rows = compute(found, config(), ids=["pzk_variance"], by="pzk").to_dict("records")
    return {(str(row["pzk_id"]), str(row["group"])): dict(row) for row in rows}


def test_a_macroregion_has_every_share_of_variance_of_every_outcome() -> None:
    # 21 families: R05 of LU-01 goes on and has level 0; R04 has no level. One family of each of the
    # five teams has contacts: 5 of 21, which tell nothing about teams.
    rows = macroregion(tables(ENDS))
    got = rows[rows["group"].str.startswith("completed|")]
    assert got["group"].tolist() == [f"completed|{part}" for part in WHOLE]
    assert set(drawn(got, "n", "n_missing", "status")) == {(20, 1, "ok")}
    assert set(got["method"].str.removesuffix("_at_zero")) == {"beta_binomial_ml", "reml_nested"}
    goals_rows = rows[rows["group"].str.startswith("goal_t|")]
    assert goals_rows["group"].tolist() == [f"goal_t|{part}" for part in WHOLE]
    assert set(drawn(goals_rows, "n", "n_missing", "status")) == {(20, 1, "ok")}
    assert drawn(rows[rows["group"].str.startswith("contacts|")], "group", "n", "status") == [
        (f"contacts|{part}", 5, "insufficient")
        for part in ("icc", "voivodeship_share", "team_share")
    ]


def test_the_design_effect_follows_from_the_correlation() -> None:
    # Known ends: five teams of 4: mean size 4, effect 1 + (80 / 20 - 1) * icc, 20 / effect left.
    value = macroregion(tables(ENDS)).set_index("group")["value"]
    effect = 1 + 3 * value["completed|icc"]
    assert 0 < value["completed|icc"] < 1
    assert value["completed|mean_size"] == 4
    assert value["completed|design_effect"] == pytest.approx(effect)
    assert value["completed|effective_n"] == pytest.approx(20 / effect)


def test_a_team_is_drawn_towards_the_mean_as_far_as_it_is_unreliable() -> None:
    # With the correlation r between two families of a team, 4 families keep
    # 4 r / (1 + 3 r) of their own difference from the mean of all teams.
    study = tables(ENDS)
    rows, whole = of_teams(study), macroregion(study).set_index("group")["value"]
    icc = whole["completed|icc"]
    assert rows["LU-03", "completed|reliability"]["value"] == pytest.approx(4 * icc / (1 + 3 * icc))
    raw = rows["LU-03", "completed|raw"]
    assert drawn(pd.DataFrame([raw]), "method", "numerator", "denominator", "value") == [
        ("share", 1.0, 4.0, 0.25)
    ]
    shrunken = rows["LU-03", "completed|shrunken"]
    low, value, high = (float(shrunken[name]) for name in ("ci_low", "value", "ci_high"))
    assert 0.25 < value < 14 / 20
    assert low < value < high
    kept = float(rows["LU-03", "goal_t|reliability"]["value"])
    mean, own = float(rows["LU-03", "goal_t|shrunken"]["value"]), 50 - 10 * 5 / 4
    centre = (mean - kept * own) / (1 - kept)  # T of -2, -2, -1, 0: 37.5
    assert 50 < centre < 56


def test_families_that_are_not_known_are_missing_from_their_team() -> None:
    rows = of_teams(tables(ENDS))
    for part in ("raw", "shrunken", "reliability", "funnel_95", "low_reachable"):
        row = rows["LU-01", f"completed|{part}"]
        assert (row["n"], row["n_missing"]) == (4, 1)
    row = rows["LU-01", "contacts|raw"]
    assert (row["value"], row["n"], row["n_missing"]) == (7.0, 1, 4)


def test_funnels_say_which_side_a_team_can_reach() -> None:
    # Target 14 of 20. Of 4 families 0 complete with probability .3^4 = .0081 < .025, all 4 with
    # .7^4 = .24 > .025: too few can be told from chance, too many cannot.
    rows = of_teams(tables(ENDS))
    assert rows["MA-01", "completed|funnel_95"]["value"] == pytest.approx(0.7)
    assert rows["MA-01", "completed|low_reachable"]["value"] == 1
    assert rows["MA-01", "completed|high_reachable"]["value"] == 0


def test_a_team_without_families_has_rows_that_say_so() -> None:
    rows = of_teams(tables(ENDS))
    own = [row for (team, _), row in rows.items() if team == "MA-03"]
    assert [row["group"] for row in own] == [
        "completed|raw", "completed|shrunken", "completed|funnel_95", "completed|funnel_998",
        "goal_t|raw", "goal_t|shrunken", "contacts|raw", "contacts|shrunken",
    ]  # fmt: skip
    assert {(row["status"], row["n"], row["n_missing"]) for row in own} == {("insufficient", 0, 0)}


@pytest.mark.parametrize(
    ("ends", "of"),
    [
        ({"LU-01": "ccwwo"}, 1),
        (dict.fromkeys(("LU-01", "LU-02"), "wwww"), 2),
        (dict.fromkeys(("LU-01", "LU-02"), "cccc"), 2),
        (dict.fromkeys(("LU-01", "LU-02"), "oooo"), 2),
        ({"LU-01": "cccc", "LU-02": "wwww"}, 2),
        ({"LU-01": "c", "LU-02": "w"}, 2),
        ({}, 2),
    ],
    ids=["one team", "nobody", "everybody", "all go on", "all or none", "one each", "no families"],
)
def test_where_completion_tells_nothing_about_teams_rows_say_so(
    ends: dict[str, str], of: int
) -> None:
    study = tables(ends, {}, of)
    whole = macroregion(study)
    got = whole[whole["group"] == "completed|icc"]
    known = sum(letter != "o" for letters in ends.values() for letter in letters)
    every = sum(map(len, ends.values()))
    assert drawn(got, "value", "ci_low", "n", "n_missing", "status") == [
        (None, None, known, every - known, "insufficient")
    ]
    for team, letters in ends.items():
        row = of_teams(study)[team, "completed|shrunken"]
        assert (row["status"], pd.isna(row["value"])) == ("insufficient", True)
        raw = of_teams(study)[team, "completed|raw"]
        assert raw["n"] == sum(letter != "o" for letter in letters)


def test_teams_that_are_all_alike_stand_at_zero_and_keep_nothing_of_their_own() -> None:
    alike = dict.fromkeys(ENDS, "ccww")
    study = tables(alike, dict.fromkeys(ENDS, "0112"))
    whole, rows = macroregion(study).set_index("group"), of_teams(study)
    for name, method in (("completed", "beta_binomial_ml"), ("goal_t", "reml")):
        icc = whole.loc[f"{name}|icc"]
        assert (icc["method"], icc["value"], icc["ci_low"]) == (f"{method}_at_zero", 0, 0)
        assert icc["ci_high"] > 0
        assert whole.loc[f"{name}|design_effect", "value"] == 1
        assert whole.loc[f"{name}|team_share", "method"] == "reml_nested_at_zero"
        assert rows["LU-02", f"{name}|reliability"]["value"] == 0
        assert rows["LU-02", f"{name}|shrunken"]["method"] == f"{method}_at_zero"
    assert rows["LU-02", "completed|shrunken"]["value"] == pytest.approx(0.5)


def test_the_period_is_the_whole_test() -> None:
    assert set(macroregion(tables(ENDS))["period"]) == {"2019-03-28/2020-12-31"}
