"""The work of the teams as arrays: months of cooperation, meetings and who came, contacts.

The border: rows are put in the order of teams and joined with what they are counted against;
shares and means are said by the indicators, ties between members belong to ``coop_networks``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, cast

import numpy as np
import pandas as pd

from kooperacja_eval.indicators.coop_networks import TeamNetwork, networks
from kooperacja_eval.indicators.units import Floats, Ints, Units, by_team, days

MONTH: Final = "datetime64[M]"
NO_SECTOR: Final = -1
"""Stands for the sector of an entity that the register does not say."""


@dataclass(frozen=True)
class CooperationData:
    """What teams did, by team.

    Attributes
    ----------
    tables : mapping of str to DataFrame
        Validated tables ``meetings``, ``attendance``, ``memberships``, ``entities``, ``contacts``,
        ``families`` and ``ties``, as far as they are needed.
    teams : DataFrame
        The table ``pzk`` in report order.
    last_day : numpy.datetime64
        Until when the data reach: the end of a cooperation that has none.
    wave_order : tuple of str
        Waves in the order of ``study.toml``; others follow by name.
    """

    tables: Mapping[str, pd.DataFrame]
    teams: pd.DataFrame
    last_day: np.datetime64
    wave_order: tuple[str, ...] = ()

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {pzk_id: place for place, pzk_id in enumerate(self.teams["pzk_id"])}

    @cached_property
    def months(self) -> Units:
        """Months of cooperation: from that of the start to that of the end, both included.

        Columns ``pzk_id``, ``month`` (first day), ``met`` (whether the team met in it). A team
        without a day of start has none.
        """
        first = days(self.teams["started_on"])
        ended = days(self.teams["ended_on"])
        last = np.where(np.isnat(ended), self.last_day, np.minimum(ended, self.last_day))
        span = (last.astype(MONTH) - first.astype(MONTH)).astype(np.int64) + 1
        number = np.where(np.isnat(first), 0, np.maximum(span, 0))
        team = np.repeat(np.arange(len(self.teams)), number)
        nth = np.arange(team.size) - np.repeat(np.cumsum(number) - number, number)
        month = first.astype(MONTH)[team] + nth.astype("timedelta64[M]")
        frame = pd.DataFrame(
            {
                "pzk_id": self.teams["pzk_id"].to_numpy(dtype=object)[team],
                "month": month.astype("datetime64[s]"),
            }
        )
        held = self.meetings.frame[["pzk_id", "month"]].drop_duplicates().assign(met=True)
        frame = frame.merge(held, on=["pzk_id", "month"], how="left", validate="one_to_one")
        return by_team(frame.assign(met=frame["met"].notna()), self._positions)

    @cached_property
    def meetings(self) -> Units:
        """Meetings of teams by day: the table's columns, ``month`` and ``listed``.

        ``listed`` is whether anybody's attendance is known; those above the teams are left out.
        """
        frame = self.tables["meetings"]
        frame = frame[(frame["level"] == "pzk") & frame["pzk_id"].notna()]
        listed = frame["meeting_id"].isin(self.tables["attendance"]["meeting_id"])
        frame = frame.assign(month=_month(frame["held_on"]), listed=listed)
        return by_team(frame.sort_values(["held_on", "meeting_id"]), self._positions)

    @cached_property
    def presence(self) -> Units:
        """Members of the day at each meeting.

        Columns ``pzk_id``, ``meeting_id``, ``month``, ``listed``, ``entity_id``, ``role``,
        ``sector`` (number, ``NO_SECTOR`` where unknown), ``came`` (never true without a list). A
        missing day of joining or leaving is open; entities that are no members on the day are left
        out.
        """
        met = self.meetings.frame[["pzk_id", "meeting_id", "held_on", "month", "listed"]]
        rows = met.merge(self.tables["memberships"], on="pzk_id", validate="many_to_many")
        joined, left = rows["joined_on"], rows["left_on"]
        there = (joined.isna() | (joined <= rows["held_on"])) & (
            left.isna() | (left >= rows["held_on"])
        )
        rows = rows[there]
        came = self.tables["attendance"][["meeting_id", "entity_id"]].drop_duplicates()
        rows = rows.merge(
            came.assign(came=True),
            on=["meeting_id", "entity_id"],
            how="left",
            validate="many_to_one",
        )
        columns = ["pzk_id", "meeting_id", "month", "listed", "entity_id", "role"]
        frame = rows[columns].assign(
            sector=rows["entity_id"].map(self._sectors).fillna(NO_SECTOR).astype(np.int64),
            came=rows["came"].notna(),
        )
        return by_team(frame, self._positions)

    @cached_property
    def sectors_present(self) -> Floats:
        """Share of the members' sectors that came, of each meeting; nan where it is not known."""
        frame = self.presence.frame
        known = frame["sector"] != NO_SECTOR
        of_members = self._distinct_sectors(frame[known & frame["listed"]])
        of_present = self._distinct_sectors(frame[known & frame["came"]])
        found: Floats = np.full(of_members.size, np.nan)
        return np.divide(of_present, of_members, out=found, where=of_members > 0)

    def _distinct_sectors(self, presence: pd.DataFrame) -> Ints:
        """Return how many different sectors some members at each meeting belong to."""
        pairs = presence[["meeting_id", "sector"]].drop_duplicates()
        found = self.meetings.frame["meeting_id"].map(pairs.groupby("meeting_id").size())
        return cast("Ints", found.fillna(0).to_numpy(dtype=np.int64))

    @cached_property
    def contacts(self) -> Units:
        """Reports of contacts by family or person and month.

        Columns ``pzk_id``, ``family_id``, ``month``, ``contacts``, ``hours``; groups are another
        unit and left out.
        """
        families = self.tables["families"]
        families = families.loc[
            families["unit_type"].isin(["family", "person"]), ["family_id", "pzk_id"]
        ]
        reports = self.tables["contacts"][["family_id", "month", "contacts", "hours"]]
        rows = reports.merge(families, on="family_id", validate="many_to_one")
        return by_team(rows.sort_values(["month", "family_id"]), self._positions)

    @cached_property
    def networks(self) -> tuple[TeamNetwork, ...]:
        """What members of each team say about each other in each wave."""
        return networks(self.tables["ties"], self._positions, self.wave_order)

    @cached_property
    def networks_of(self) -> Mapping[int, tuple[TeamNetwork, ...]]:
        """Networks of each team that has any, by its position, in the order of waves."""
        found: dict[int, tuple[TeamNetwork, ...]] = {}
        for network in self.networks:
            found[network.team] = (*found.get(network.team, ()), network)
        return found

    @cached_property
    def _sectors(self) -> "pd.Series[int]":
        entities = self.tables["entities"].dropna(subset=["sector"])
        codes, _ = pd.factorize(entities["sector"], sort=True)
        return pd.Series(codes, index=entities["entity_id"].to_numpy(dtype=object))


def family_means(units: Units, rows: Ints, numbers: Floats) -> tuple[Floats, Ints]:
    """Return the mean of each family of the rows over its known months, and its team.

    Parameters
    ----------
    units : Units
        Reports of contacts.
    rows : NDArray[np.int64]
        Those that count.
    numbers : NDArray[np.float64], shape (all reports,)
        What is averaged; nan is missing, and a family without any number has nan.
    """
    names = units.frame["family_id"].to_numpy(dtype=str)[rows]
    _, first, position = np.unique(names, return_index=True, return_inverse=True)
    known = ~np.isnan(numbers[rows])
    sums = np.bincount(position[known], weights=numbers[rows][known], minlength=first.size)
    months = np.bincount(position[known], minlength=first.size)
    means = np.divide(sums, months, out=np.full(first.size, np.nan), where=months > 0)
    return means, units.team[rows][first]


def _month(column: "pd.Series[pd.Timestamp]") -> "pd.Series[pd.Timestamp]":
    """Return the first day of each day's month."""
    return pd.Series(days(column).astype(MONTH).astype("datetime64[s]"), index=column.index)
