"""The parts of the cooperation intensity index, by team, in any period.

The border: each part in its own unit, nan where it is not known; the index made of them belongs to
``coop_index``.
"""

from typing import Final, cast

import numpy as np

from kooperacja_eval.indicators.coop_data import MONTH, CooperationData, family_means
from kooperacja_eval.indicators.coop_tie_numbers import numbers_of
from kooperacja_eval.indicators.units import Floats, Ints, Units

PROCESS: Final = ("meetings", "attendance", "sectors", "contacts")
"""Parts that are known for any period."""
TIES: Final = ("ties", "reciprocity")
"""Parts that are asked for in waves."""
PARTS: Final = (*PROCESS, *TIES)
MOST_CONTACTS: Final = 8.0
"""Contacts with a family in a month that score 100: two in a week."""
GOALPOSTS: Final = np.array(
    [[0.0, 1.0], [0.0, 1.0], [0.0, 1.0], [0.0, MOST_CONTACTS], [0.0, 1.0], [0.0, 1.0]]
)
"""What scores 0 and what scores 100 in each part."""
RETURNED: Final = "3"
"""Group of reciprocity that is a part: ties at level 3 or above."""


def process_parts(
    work: CooperationData, first: np.datetime64, last: np.datetime64, *, threshold: int
) -> Floats:
    """Return meetings, attendance, sectors and contacts of each team in some months.

    Parameters
    ----------
    work : CooperationData
        What teams did.
    first, last : numpy.datetime64
        First and last month.
    threshold : int
        Fewest families whose contacts are a part: of fewer, it would speak of single families.

    Returns
    -------
    NDArray[np.float64], shape (teams, 4)
        Share of months with a meeting, share of members present, mean share of sectors present,
        mean contacts of a family in a month.
    """
    months, meetings, presence = work.months, work.meetings, work.presence
    teams = len(work.teams)
    inside = _within(months, first, last)
    listed = _within(presence, first, last)
    listed = listed[presence.frame["listed"].to_numpy(dtype=bool)[listed]]
    held = _within(meetings, first, last)
    columns = (
        team_means(months.team[inside], numbers(months, "met")[inside], teams),
        team_means(presence.team[listed], numbers(presence, "came")[listed], teams),
        team_means(meetings.team[held], work.sectors_present[held], teams),
        _contacts(work, first, last, threshold),
    )
    return np.column_stack(columns)


def tie_parts(work: CooperationData, wave: str) -> Floats:
    """Return the mean level, as a share of the highest, and the reciprocity of each team's ties.

    Returns
    -------
    NDArray[np.float64], shape (teams, 2)
        nan for teams without ties in the wave.
    """
    found = np.full((len(work.teams), len(TIES)), np.nan)
    if "ties" not in work.tables:
        return found
    for network in work.networks:
        if network.wave != wave:
            continue
        level = numbers_of(network, "tie_level_mean")[0].value
        returned = {row.group: row.value for row in numbers_of(network, "network_reciprocity")}
        mutual = returned.get(RETURNED)
        found[network.team, 0] = np.nan if level is None else level / network.highest
        found[network.team, 1] = np.nan if mutual is None else mutual
    return found


def team_means(teams: Ints, values: Floats, n_teams: int) -> Floats:
    """Return the mean of the known values of each team, nan where a team has none."""
    known = ~np.isnan(values)
    sums = np.bincount(teams[known], weights=values[known], minlength=n_teams)
    counts = np.bincount(teams[known], minlength=n_teams)
    means: Floats = np.full(n_teams, np.nan)
    return np.divide(sums, counts, out=means, where=counts > 0)


def _contacts(
    work: CooperationData, first: np.datetime64, last: np.datetime64, threshold: int
) -> Floats:
    units = work.contacts
    means, teams = family_means(units, _within(units, first, last), numbers(units, "contacts"))
    families = np.bincount(teams[~np.isnan(means)], minlength=len(work.teams))
    return np.where(families >= threshold, team_means(teams, means, len(work.teams)), np.nan)


def _within(units: Units, first: np.datetime64, last: np.datetime64) -> Ints:
    month = units.days("month").astype(MONTH)
    return np.flatnonzero((month >= first) & (month <= last)).astype(np.int64)


def numbers(units: Units, column: str) -> Floats:
    """Return a column of numbers, or of yes and no as 1 and 0; nan is missing."""
    return cast("Floats", units.frame[column].to_numpy(dtype=np.float64, na_value=np.nan))
