"""Costs per month of work, by milestone and category, by resampled teams, over assumptions."""

from datetime import date

import pandas as pd
import pytest
from indicator_tables import TEAMS, config, drawn, table

from kooperacja_eval.disclosure.release import release
from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.cost_range import ASSUMPTIONS, cost_range
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Level, Place
from kooperacja_eval.study import MacroregionPart

pytestmark = pytest.mark.unit

STUDY = config()
FAMILIES = table(
    "families",
    """
    family_id  pzk_id  unit_type  outcome
    LU-01-R01  LU-01   family     completed
    LU-01-R02  LU-01   family     completed
    LU-02-R03  LU-02   person     withdrawn
    LU-02-G01  LU-02   group      completed
    MA-01-R01  MA-01   family     ongoing
    """,
)
# Direct 1,200: LU-01 900, LU-02 300. Shared: 600 in Lubelskie, 200 for the whole macroregion.
COSTS = table(
    "costs",
    """
    cost_id  milestone  category         pzk_id  voivodeship  amount_pln
    LU-K001  I          animators        LU-01   lubelskie    400
    LU-K002  II         social_projects  LU-01   lubelskie    500
    LU-K003  II         animators        LU-02   -            300
    LU-K004  I          management       -       lubelskie    600
    LU-K005  III        research         -       -            200
    """,
)
TABLES = {"pzk": TEAMS, "families": FAMILIES, "costs": COSTS}


def values(indicator: str, by: Level = "macroregion", **changed: pd.DataFrame) -> pd.DataFrame:
    """Compute one indicator, with some tables changed."""
    return compute({**TABLES, **changed}, STUDY, ids=[indicator], by=by)


def test_cost_per_month_of_work() -> None:
    # 3 teams x 18 months, VII.2019-XII.2020
    assert drawn(values("cost_per_team_month"), "group", "numerator", "denominator", "value") == [
        ("direct", 1200.0, 54.0, 22.222222),
        ("all", 2000.0, 54.0, 37.037037),
    ]
    teams = values("cost_per_team_month", "pzk")
    assert drawn(teams, "pzk_id", "value") == [
        ("LU-01", 50.0),
        ("LU-02", 16.666667),
        ("MA-01", 0.0),
    ]


def test_milestones_add_up_to_the_sum_of_costs() -> None:
    frame = values("cost_by_milestone")
    # 4 families and persons; a group is another unit
    assert drawn(frame, "group", "numerator", "denominator", "value") == [
        ("direct|I", 400.0, 4.0, 100.0),
        ("direct|II", 800.0, 4.0, 200.0),
        ("direct|III", 0.0, 4.0, 0.0),
        ("direct|IV", 0.0, 4.0, 0.0),
        ("all|I", 1000.0, 4.0, 250.0),
        ("all|II", 800.0, 4.0, 200.0),
        ("all|III", 200.0, 4.0, 50.0),
        ("all|IV", 0.0, 4.0, 0.0),
    ]


def test_a_shared_category_is_in_all_and_out_of_direct() -> None:
    frame = values("cost_by_category").set_index("group")["numerator"]
    assert frame.loc[["direct|management", "all|management"]].tolist() == [0.0, 600.0]
    assert frame.loc[["direct|animators", "all|animators"]].tolist() == [700.0, 700.0]
    total = values("cost_total").set_index("group")["value"]
    for base in ("direct", "all"):
        assert frame[frame.index.str.startswith(f"{base}|")].sum() == total[base]


def test_a_team_has_its_own_costs_only() -> None:
    frame = values("cost_by_milestone", "pzk")
    assert set(frame["group"].str.partition("|")[0]) == {"direct"}
    own = frame[(frame["pzk_id"] == "LU-01") & (frame["numerator"] > 0)]
    assert drawn(own, "group", "numerator", "value") == [
        ("direct|I", 400.0, 200.0),
        ("direct|II", 500.0, 250.0),
    ]


def test_the_bootstrap_stands_beside_the_same_ratio_with_an_interval_for_all_costs_too() -> None:
    frame = values("cost_bootstrap")
    assert drawn(frame, "group", "numerator", "denominator", "value") == [
        ("family|direct", 1200.0, 4.0, 300.0),
        ("family|all", 2000.0, 4.0, 500.0),
        ("completed|direct", 1200.0, 2.0, 600.0),
        ("completed|all", 2000.0, 2.0, 1000.0),
        ("team_month|direct", 1200.0, 54.0, 22.222222),
        ("team_month|all", 2000.0, 54.0, 37.037037),
    ]


def many_teams(number: int) -> dict[str, pd.DataFrame]:
    """Return teams of one voivodeship with 2 to 4 families, 250 to 650 each, and 5,000 shared."""
    teams = [f"LU-{place:02d}" for place in range(1, number + 1)]
    families = [
        f"{team}-R{one} {team} family completed"
        for place, team in enumerate(teams)
        for one in range(2 + place % 3)
    ]
    costs = [
        f"LU-K{place:03d} {team} animators {(250 + 100 * (place % 5)) * (2 + place % 3)}"
        for place, team in enumerate(teams)
    ]
    header = "cost_id pzk_id category amount_pln"
    return {
        "pzk": table("pzk", "\n".join(["pzk_id voivodeship", *(f"{t} lubelskie" for t in teams)])),
        "families": table("families", "\n".join(["family_id pzk_id unit_type outcome", *families])),
        "costs": table("costs", "\n".join([header, *costs, "LU-K999 - research 5000"])),
    }


def test_shared_costs_have_an_interval_by_resampling_alone() -> None:
    rows = values("cost_bootstrap", **many_teams(30)).set_index("group")
    linear = values("cost_per_family", **many_teams(30)).set_index("group")
    assert linear["method"].tolist() == ["clustered_log_t", "ratio"]
    for base in ("direct", "all"):
        row = rows.loc[f"family|{base}"]
        assert row["value"] == linear.loc[base, "value"]
        assert row["ci_low"] < row["value"] < row["ci_high"]
        assert row["method"] == "cluster_bootstrap_studentised"
    # 5,000 shared over 90 families
    assert linear.loc["all", "value"] - linear.loc["direct", "value"] == pytest.approx(5000 / 90)


def test_with_thirty_teams_both_intervals_nearly_agree() -> None:
    rows = values("cost_bootstrap", **many_teams(30)).set_index("group").loc["family|direct"]
    linear = values("cost_per_family", **many_teams(30)).set_index("group").loc["direct"]
    for end in ("ci_low", "ci_high"):
        assert rows[end] == pytest.approx(linear[end], rel=0.05)


def test_the_same_data_give_the_same_interval() -> None:
    first, second = (values("cost_bootstrap", **many_teams(12)) for _ in range(2))
    pd.testing.assert_frame_equal(first, second)
    assert first["ci_low"].notna().all()


def test_without_two_teams_the_ratio_stands_alone() -> None:
    # only LU-01 has completed programmes: without it the ratio is undefined
    frame = values("cost_bootstrap").set_index("group").loc["completed|direct"]
    assert (frame["method"], frame["status"], frame["value"]) == ("ratio", "ok", 600.0)
    assert pd.isna(frame["ci_low"])
    nobody = values("cost_bootstrap", families=FAMILIES.iloc[:0])
    lone = nobody.set_index("group").loc["family|all"]
    assert (lone["status"], lone["numerator"]) == ("insufficient", 2000.0)


def test_the_range_takes_every_combination() -> None:
    frame = values("cost_range").set_index("group")
    # default 2000 / 4; lowest: direct only, research and management are shared: 1200 / 4;
    # highest: everything over 2 completed programmes
    assert frame.loc["default", "value"] == 500.0
    assert (frame.loc["lowest", "value"], frame.loc["lowest", "denominator"]) == (300.0, 4.0)
    assert (frame.loc["highest", "value"], frame.loc["highest", "denominator"]) == (1000.0, 2.0)
    combinations = frame[frame.index.str.startswith("combination|")]
    assert len(combinations) == 27
    # 3 ended (the ongoing family has not), without research 1800: 600
    assert combinations.loc["combination|families|without_research|ended", "value"] == 600.0
    assert combinations.loc["combination|none|without_management|completed", "value"] == 600.0


def test_what_each_assumption_does_to_the_range() -> None:
    frame = values("cost_range").set_index("group")
    # one at a time from 500: shared 300-500, categories (2000 - 600) / 4 = 350-500, denominator
    # 500-1000; whole range 1000 - 300 = 700
    for assumption, moved in (("shared", 200.0), ("categories", 150.0), ("denominator", 500.0)):
        row = frame.loc[f"share:{assumption}"]
        assert (row["numerator"], row["denominator"]) == (moved, 700.0)
        assert row["value"] == pytest.approx(moved / 700)
    alone = [frame.loc[f"variance:{name}", "value"] for name in ASSUMPTIONS]
    assert 0 < sum(alone) <= 1


def test_a_voivodeship_carries_its_part_of_costs_without_a_place() -> None:
    # Lubelskie has 3 of 4 families and 2 of 3 teams' months: 200 x 3/4 = 150, 200 x 2/3 = 133.33
    data = StudyData(tables=TABLES, config=STUDY, as_of=date(2019, 12, 31))
    place = Place(
        level="voivodeship", macroregion="I", voivodeships=("lubelskie",), voivodeship="lubelskie"
    )
    rows = {row.group: row.numerator for row in cost_range(data, place)}
    assert rows["combination|families|all|families"] == 1200.0 + 600.0 + 150.0
    assert rows["combination|team_months|all|families"] == pytest.approx(1800 + 400 / 3)
    assert rows["combination|families|without_research|families"] == 1800.0
    assert rows["combination|none|all|families"] == 1200.0


def test_two_macroregions_share_costs_without_a_place() -> None:
    two = STUDY.model_copy(
        update={
            "macroregions": (
                MacroregionPart(id="I", voivodeships=("lubelskie",)),
                MacroregionPart(id="II", voivodeships=("mazowieckie",)),
            )
        }
    )
    completed = FAMILIES.assign(outcome="completed")
    frame = compute({**TABLES, "families": completed}, two, ids=["cost_range"])
    default = frame[frame["group"] == "default"]
    assert drawn(default, "macroregion", "numerator") == [("I", 1950.0), ("II", 50.0)]


def test_a_range_without_completed_programmes_is_insufficient() -> None:
    frame = values("cost_range", families=FAMILIES.assign(outcome="ongoing"))
    assert drawn(frame, "group", "value", "status") == [
        ("default", None, "insufficient"),
        ("lowest", None, "insufficient"),
        ("highest", None, "insufficient"),
    ]


def test_a_family_that_moved_counts_once_under_its_last_team() -> None:
    moves = table(
        "family_moves",
        "family_id moved_on from_pzk_id to_pzk_id\nLU-02-R03 2020-02-01 LU-01 LU-02",
    )
    for indicator in ("cost_by_milestone", "cost_bootstrap", "cost_range"):
        with_moves = values(indicator, family_moves=moves)
        pd.testing.assert_frame_equal(with_moves, values(indicator))


def test_groups_change_nothing() -> None:
    households = FAMILIES[FAMILIES["unit_type"] != "group"]
    for indicator in ("cost_by_category", "cost_bootstrap", "cost_range"):
        pd.testing.assert_frame_equal(values(indicator, families=households), values(indicator))


def test_parts_of_sums_and_the_range_never_leave_in_public() -> None:
    # all - without_research would be one amount of one payer
    every = pd.concat(
        [
            values(indicator, level)
            for indicator, levels in (
                ("cost_total", ("macroregion", "voivodeship", "pzk")),
                ("cost_by_milestone", ("macroregion", "pzk")),
                ("cost_by_category", ("macroregion", "pzk")),
                ("cost_range", ("macroregion",)),
            )
            for level in levels
        ],
        ignore_index=True,
    )
    public = release(every, STUDY.disclosure, profile="public").frame
    parts = public[public["indicator_id"].isin(["cost_by_milestone", "cost_by_category"])]
    parts = parts[parts["numerator"].notna()]
    assert (parts["numerator"] == 0).all()
    ranged = public[public["indicator_id"] == "cost_range"]
    assert set(ranged["status"]) == {"suppressed"}
    assert ranged[["value", "numerator"]].isna().all(axis=None)
