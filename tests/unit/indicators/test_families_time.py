"""How long families are watched, how they end, and the shares over time with what they tell of."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from indicator_tables import config, drawn, table
from outcome_tables import teams

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.families_time import _told
from kooperacja_eval.indicators.families_time_data import follow_up
from kooperacja_eval.sections import Period
from kooperacja_eval.study import StudyConfig

pytestmark = pytest.mark.unit

TEAMS = teams("LU-01", "LU-02", "MA-01")
FAMILIES = table(
    "families",
    """
    family_id  pzk_id  unit_type  started_on  ended_on    outcome
    LU-01-R01  LU-01   family     2019-09-01  2019-10-30  completed
    LU-01-R02  LU-01   family     2020-11-01  -           ongoing
    LU-02-R01  LU-02   person     2019-09-01  2019-11-29  handed_over
    MA-01-R01  MA-01   family     2019-09-01  2019-12-29  died
    MA-01-R02  MA-01   family     2019-09-01  -           ongoing
    MA-01-R03  MA-01   family     2019-09-01  -           completed
    LU-01-G01  LU-01   group      2019-09-01  2019-09-05  withdrawn
    """,
)
"""Lengths of 60, 61 (watched), 90, 120 and 488 (watched) days; the last family's end is unknown."""
CELLS = ("group", "value", "n", "n_missing", "status")


def rows(
    families: pd.DataFrame, indicator: str, *groups: str, by: str = "macroregion"
) -> list[tuple[object, ...]]:
    """Return rows of groups of an indicator, without their intervals."""
    tables = {"pzk": TEAMS, "families": families}
    values = compute(tables, config(), ids=[indicator], by=by)  # type: ignore[arg-type]
    return drawn(values[values["group"].isin(groups)], *CELLS)


def watched(drawing: str, study: StudyConfig | None = None) -> list[tuple[float, float]]:
    """Return days and end of families."""
    tables = {"pzk": TEAMS, "families": table("families", drawing)}
    data = StudyData(tables=tables, config=study or config(), as_of=date(2019, 12, 31))
    found = follow_up(data)
    return list(zip(found.days.tolist(), found.end.tolist(), strict=True))


def test_ends_and_days_with_both_days_counted() -> None:
    # From 1 September to 31 December 2020: 122 days of 2019 and 366 of 2020 are 488.
    assert watched(
        """
        family_id  pzk_id  started_on  ended_on    outcome
        LU-01-R01  LU-01   2019-09-01  2019-09-01  completed
        LU-01-R02  LU-01   2019-09-01  2019-09-30  withdrawn
        LU-01-R03  LU-01   2019-09-01  2019-09-30  moved
        LU-01-R04  LU-01   2019-09-01  2019-09-30  handed_over
        LU-01-R05  LU-01   2019-09-01  2019-09-30  died
        LU-01-R06  LU-01   2019-09-01  -           ongoing
        """
    ) == [(1, 1), (30, 2), (30, 2), (30, 2), (30, 3), (488, 0)]


def test_an_end_after_the_last_day_of_the_test_is_not_seen() -> None:
    # The test ends on 30 September 2020, before the data do. To 31 August 2020 there are 366 days,
    # 29 February among them, and 30 more. An end on that day is seen, one on the next is not.
    study = config()
    period = Period(first=date(2019, 3, 28), last=date(2020, 9, 30))
    identity = study.study.model_copy(update={"period": period})
    assert watched(
        """
        family_id  pzk_id  started_on  ended_on    outcome
        LU-01-R01  LU-01   2019-09-01  2020-09-30  withdrawn
        LU-01-R02  LU-01   2019-09-01  2020-10-01  withdrawn
        LU-01-R03  LU-01   2019-09-01  -           ongoing
        """,
        study.model_copy(update={"study": identity}),
    ) == [(396, 2), (396, 0), (396, 0)]


def test_what_is_missing_or_contradicts_itself_has_no_time() -> None:
    found = watched(
        """
        family_id  pzk_id  started_on  ended_on    outcome
        LU-01-R01  LU-01   -           2020-09-30  completed
        LU-01-R02  LU-01   2019-09-01  -           completed
        LU-01-R03  LU-01   2019-09-01  2020-09-30  ongoing
        LU-01-R04  LU-01   2019-09-01  2019-08-30  withdrawn
        LU-01-R05  LU-01   2021-01-01  -           ongoing
        LU-01-R06  LU-01   2019-09-01  2020-09-30  -
        """
    )
    assert np.isnan(np.array(found)).all()


def test_shares_over_time_with_one_watched_until_the_data_end() -> None:
    # 3 months are 91.3125 days. Day 60: 1 of 5 completes. Day 61: one is watched no longer.
    # Day 90: 1 of 3 leaves, .8 / 3. Day 120 lies behind. In cooperation: .8 * 2/3.
    # Two are watched still: that is n of those staying. The family with an unknown end is missing.
    assert rows(FAMILIES, "time_to_completion", "staying|3", "completed|3", "left|3", "died|3") == [
        ("staying|3", 0.533333, 2, 1, "ok"),
        ("completed|3", 0.2, 5, 1, "ok"),
        ("left|3", 0.266667, 5, 1, "ok"),
        ("died|3", 0.0, 5, 1, "ok"),
    ]


def test_an_end_counts_from_the_month_whose_last_day_it_reaches() -> None:
    # 60 days are 1.97 months: before the end of the 2nd, after that of the 1st.
    found = rows(FAMILIES, "time_to_completion", "completed|1", "completed|2", "died|4")
    # day 120 is in the 4th month: .8 * 2/3 * 1/2
    assert [row[1] for row in found] == [0.0, 0.2, 0.266667]


def test_a_month_behind_the_longest_time_is_not_known() -> None:
    early = FAMILIES[FAMILIES["family_id"].isin(["LU-01-R01", "LU-01-R02"])]
    # watched for 60 and 61 days, and one was still in cooperation then
    assert rows(early, "time_to_completion", "staying|3", "completed|3") == [
        ("staying|3", None, 0, 0, "insufficient"),
        ("completed|3", None, 2, 0, "insufficient"),
    ]


def test_intervals_are_between_teams_and_missing_in_one_team() -> None:
    tables = {"pzk": TEAMS, "families": FAMILIES}
    values = compute(tables, config(), ids=["time_to_completion"], by="voivodeship")
    staying = values[values["group"] == "staying|3"].set_index("voivodeship")
    assert staying["method"].to_dict() == {
        "lubelskie": "kaplan_meier_cluster_t",
        "mazowieckie": "kaplan_meier",
    }
    assert staying["ci_low"].isna().all()  # nobody is left in lubelskie: 0 has no interval
    whole = compute(tables, config(), ids=["time_to_completion"])
    row = whole[whole["group"] == "staying|3"].iloc[0]
    assert row["method"] == "kaplan_meier_cluster_t"
    assert row["ci_low"] < row["value"] < row["ci_high"]


def test_a_moved_family_counts_in_its_last_team_and_an_empty_place_has_rows() -> None:
    families = FAMILIES.assign(
        pzk_id=FAMILIES["pzk_id"].mask(FAMILIES["family_id"] == "LU-02-R01", "MA-01")
    )
    # Mazowieckie: 90 days left, 120 died, 488 watched; lubelskie: 60 and 61 days.
    found = rows(families, "time_to_completion", "left|3", by="voivodeship")
    assert found == [("left|3", None, 2, 0, "insufficient"), ("left|3", 0.333333, 3, 1, "ok")]
    nobody = rows(FAMILIES[:0], "time_to_completion", "staying|3", "left|3")
    assert nobody == [
        ("staying|3", None, 0, 0, "insufficient"),
        ("left|3", None, 0, 0, "insufficient"),
    ]


def test_the_median_is_when_half_had_ended_whatever_the_end() -> None:
    # Twelve families end on days 31, 62, ... 372, four in each team: half had ended from day 186
    # until day 217, so that the median is 201.5 days, 6.620123 months; a quarter from 93 until 124,
    # three quarters from 279 until 310.
    lines = [
        f"{team}-R{number:02d} {team} 2019-09-01 {np.datetime64('2019-08-31') + 31 * place} moved"
        for place, (number, team) in enumerate(
            [(number, team) for number in range(1, 5) for team in ("LU-01", "LU-02", "MA-01")], 1
        )
    ]
    families = table(
        "families", "\n".join(["family_id pzk_id started_on ended_on outcome", *lines])
    )
    found = rows(families, "time_in_cooperation", "quartile|25", "median", "quartile|75")
    assert [row[:2] for row in found] == [
        ("quartile|25", 3.564682), ("median", 6.620123), ("quartile|75", 9.675565),
    ]  # fmt: skip
    # with eleven, fewer than 3 families (the threshold) lie before the first quartile
    fewer = rows(families[:11], "time_in_cooperation", "quartile|25", "median")
    assert [row[-1] for row in fewer] == ["insufficient", "ok"]


def test_half_is_not_reached_while_most_go_on() -> None:
    lines = [f"LU-01-R{number:02d} LU-01 2019-09-01 - ongoing" for number in range(1, 8)]
    families = table(
        "families", "\n".join(["family_id pzk_id started_on ended_on outcome", *lines])
    )
    (row,) = rows(families, "time_in_cooperation", "median")
    assert row == ("median", None, 7, 0, "insufficient")


@pytest.mark.parametrize(
    ("by", "total", "told"),
    [
        # 1 and 2 are too few since the start; 4 are enough, and so are 4 more
        ([0, 1, 2, 4, 8], 12, [0, 1, 2, 4, 4]),
        # 8 of 9 would tell that 1 is left to come: hidden, and the last month tells of 5 since 4
        ([4, 8, 9], 9, [4, 1, 5]),
        # nobody more than in the month before tells nothing
        ([3, 3, 3], 3, [3, 0, 0]),
        ([0, 0, 2], 2, [0, 0, 2]),
        ([0, 0, 0], 0, [0, 0, 0]),
    ],
)  # fmt: skip
def test_how_few_families_a_month_tells_of(by: list[int], total: int, told: list[int]) -> None:
    assert _told(np.array(by), total, 3).tolist() == told


def test_those_staying_tell_of_the_fewest_of_the_ends() -> None:
    # one completes, one leaves and one dies by month 6: the share still there would give them back
    values = compute({"pzk": TEAMS, "families": FAMILIES}, config(), ids=["time_to_completion"])
    found = values.set_index("group")["numerator"]
    assert found[["staying|6", "completed|6", "left|6", "died|6"]].tolist() == [1, 1, 1, 1]
    assert found[["staying|1", "died|3"]].tolist() == [0, 0]
