"""Attendance of a month against the control limits of the team's own earlier months, by hand."""

import pandas as pd
import pytest
from indicator_tables import TEAMS, config, table

from kooperacja_eval.indicators.compute import compute

pytestmark = pytest.mark.unit

MEMBERS = 10
NO_LIST = -1


def tables(*came: int) -> dict[str, pd.DataFrame]:
    """Return one team of ten members; how many came to the meeting of each month from I.2020."""
    names = [f"LU-P{number:03d}" for number in range(1, MEMBERS + 1)]
    entities = "\n".join(["entity_id voivodeship", *(f"{name} lubelskie" for name in names)])
    members = "\n".join(
        ["pzk_id entity_id role joined_on left_on", *(f"LU-01 {name} core - -" for name in names)]
    )
    held = [f"LU-01-S{at:02d} LU-01 2020-{at:02d}-10 pzk remote" for at in range(1, len(came) + 1)]
    present = [
        f"LU-01-S{at:02d} {name} 1"
        for at, number in enumerate(came, start=1)
        for name in names[: max(number, 0)]
    ]
    teams = TEAMS.assign(started_on="2020-01-01").astype(TEAMS.dtypes.to_dict())
    return {
        "pzk": teams[teams["pzk_id"] == "LU-01"],
        "entities": table("entities", entities),
        "memberships": table("memberships", members),
        "meetings": table("meetings", "\n".join(["meeting_id pzk_id held_on level mode", *held])),
        "attendance": table("attendance", "\n".join(["meeting_id entity_id persons", *present])),
        "families": table("families", "family_id pzk_id"),
        "contacts": table("contacts", "family_id month contacts"),
    }


def rows_of(group: str, *came: int, by: str = "pzk") -> pd.DataFrame:
    found = compute(tables(*came), config(), ids=["brief_attendance"], by=by)  # type: ignore[arg-type]
    return found[found["group"].fillna("") == group].set_index("period")


def test_the_centre_and_the_limits_come_from_the_months_before() -> None:
    row = rows_of("limits", 8, 8, 8, 3).loc["2020-04"]
    # centre 24 of 30; Bin(10, 0.8): P(X <= 2) = 0.00008, P(X <= 3) = 0.00086, P(X <= 4) = 0.0064
    # the smallest count whose distribution function reaches 0.001 is 4
    assert (row["numerator"], row["denominator"], row["value"]) == (24, 30, 0.8)
    assert (row["ci_low"], row["ci_high"]) == (0.4, 1.0)
    assert rows_of("", 8, 8, 8, 3).loc["2020-04", "value"] == 0.3


def test_a_month_on_the_limit_lies_inside_and_one_beyond_outside() -> None:
    assert rows_of("limits:below", 8, 8, 8, 4).empty
    assert rows_of("limits:below", 8, 8, 8, 3).index.tolist() == ["2020-04"]


def test_more_than_ever_can_lie_above() -> None:
    # centre 3 of 30; Bin(10, 0.1): P(X <= 4) = 0.9984 < 0.999 <= P(X <= 5) = 0.99985: high is 0.5
    assert rows_of("limits", 1, 1, 1, 6).loc["2020-04", "ci_high"] == 0.5
    assert rows_of("limits:above", 1, 1, 1, 6).index.tolist() == ["2020-04"]


@pytest.mark.parametrize(
    ("came", "reason"),
    [
        ((8, 8, 3), "two earlier months are too few"),
        ((10, 10, 10, 3), "so far everybody came: the share has no limits below it"),
        ((8, 8, NO_LIST, 3), "a month without a list is none of the three"),
    ],
)
def test_months_without_limits(came: tuple[int, ...], reason: str) -> None:
    last = f"2020-{len(came):02d}"
    assert last not in rows_of("limits", *came).index, reason
    counted = rows_of("limits:untold", *came, by="voivodeship")
    assert counted[counted["voivodeship"] == "lubelskie"].loc[last, "value"] == 1, reason


def test_members_of_a_meeting_without_a_list_are_missing() -> None:
    row = rows_of("", 8, NO_LIST).loc["2020-02"]
    assert (row["denominator"], row["n_missing"]) == (0, MEMBERS)
    assert row["status"] == "insufficient"


def test_a_voivodeship_counts_its_teams_by_position() -> None:
    for group, number in (("below", 1), ("inside", 0), ("above", 0), ("untold", 0)):
        rows = rows_of(f"limits:{group}", 8, 8, 8, 3, by="voivodeship")
        rows = rows[rows["voivodeship"] == "lubelskie"]
        assert rows.loc["2020-04", "value"] == number, group
