"""Teams at work and their families drawn in a line each, for indicators of outcomes."""

from collections.abc import Mapping, Sequence

import pandas as pd
from indicator_tables import table

TEAM_IDS = ("LU-01", "LU-02", "LU-03", "MA-01", "MA-02", "MA-03")
ENDS = {
    "c": "completed", "w": "withdrawn", "m": "moved", "h": "handed_over", "d": "died",
    "o": "ongoing",
}  # fmt: skip
"""How a family's cooperation ended, by letter."""


def teams(*ids: str, started: str = "2019-09-01") -> pd.DataFrame:
    """Return the table of teams."""
    places = {"LU": "lubelskie", "MA": "mazowieckie"}
    rows = [f"{one} {places[one[:2]]} addiction {started}" for one in ids or TEAM_IDS]
    return table("pzk", "\n".join(["pzk_id voivodeship area started_on", *rows]))


def families(
    drawing: Mapping[str, str], *, first: str = "2019-10-15", last: Sequence[str] = ("2020-06-15",)
) -> pd.DataFrame:
    """Return families by team from letters of their ends; last days take turns."""
    rows = ["family_id pzk_id unit_type started_on ended_on outcome"]
    for team, letters in drawing.items():
        for number, letter in enumerate(letters):
            end = "-" if letter == "o" else last[number % len(last)]
            name = f"{team}-R{number + 1:02d}"
            rows.append(f"{name} {team} family {first} {end} {ENDS[letter]}")
    return table("families", "\n".join(rows))


def goals(levels: Mapping[str, str]) -> pd.DataFrame:
    """Return one goal for each family of a team from its level: m -2, n -1, 0, 1, 2, - none."""
    said = {"m": "-2", "n": "-1"}
    rows = ["goal_id family_id attained baseline"]
    for team, letters in levels.items():
        for number, letter in enumerate(letters):
            name = f"{team}-R{number + 1:02d}"
            rows.append(f"{name}-C01 {name} {said.get(letter, letter)} -2")
    return table("goals", "\n".join(rows))


def meetings(attendance: Mapping[str, str], *, first: str = "2019-09") -> dict[str, pd.DataFrame]:
    """Return the tables of meetings: by team and month how many of four members came, . no meeting.

    The members are of four sectors, so that the share of sectors is that of members.
    """
    months = [str(month) for month in pd.period_range(first, periods=60, freq="M")]
    held, came = ["meeting_id pzk_id held_on level mode"], ["meeting_id entity_id persons"]
    entities, members = ["entity_id sector"], ["pzk_id entity_id role joined_on left_on"]
    sectors = ("education", "health", "culture", "security")
    for team, numbers in attendance.items():
        for place, sector in enumerate(sectors):
            entities.append(f"{team}-P{place} {sector}")
            members.append(f"{team} {team}-P{place} core - -")
        for number, month in zip(numbers, months, strict=False):
            if number == ".":
                continue
            held.append(f"{team}-S{month} {team} {month}-10 pzk in_person")
            came += [f"{team}-S{month} {team}-P{place} 1" for place in range(int(number))]
    drawn = {"meetings": held, "attendance": came, "entities": entities, "memberships": members}
    return {name: table(name, "\n".join(rows)) for name, rows in drawn.items()}


def contacts(numbers: Mapping[str, Sequence[int]], *, first: str = "2019-09") -> pd.DataFrame:
    """Return contacts of the first family of each team, by month."""
    rows = ["family_id month contacts"]
    for team, of_months in numbers.items():
        months = pd.period_range(first, periods=len(of_months), freq="M")
        rows += [
            f"{team}-R01 {month}-01 {number}"
            for month, number in zip(months, of_months, strict=True)
        ]
    return table("contacts", "\n".join(rows))
