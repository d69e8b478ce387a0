"""What a brief of one month counts, by team and month: reports, meetings, families, services.

Every number of a month is made of rows up to its last day, so that a brief reads the same when
later months are in. The border: counts of teams; which of them a place adds up is said by the
indicators.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
import pandas as pd

from kooperacja_eval.indicators.coop_data import MONTH, CooperationData
from kooperacja_eval.indicators.units import Bools, Days, Floats, Ints, Units, positions


@dataclass(frozen=True)
class BriefData:
    """Counts of teams by month; matrices have the shape (teams, months).

    Attributes
    ----------
    work : CooperationData
        Months of work, meetings and who came, contacts.
    households : Units
        Families and persons, by their last team.
    tables : mapping of str to DataFrame
        Validated tables; ``family_moves`` where families changed teams.
    """

    work: CooperationData
    households: Units
    tables: Mapping[str, pd.DataFrame]

    @cached_property
    def months(self) -> Days:
        """Months from the first in which a team worked to the last of the data, shape (months,)."""
        found = self.work.months.days("month").astype(MONTH)
        if not found.size:
            return np.empty(0, dtype=MONTH)
        return np.arange(found.min(), found.max() + np.timedelta64(1, "M"))

    @cached_property
    def last_days(self) -> Days:
        """Last day of each month, shape (months,)."""
        return _last_day(self.months)

    @cached_property
    def at_work(self) -> Bools:
        """Whether a team was at work in a month."""
        units = self.work.months
        return self._count(units.team, units.days("month")) > 0

    @cached_property
    def meetings(self) -> Ints:
        """Meetings of teams."""
        units = self.work.meetings
        return self._count(units.team, units.days("month"))

    @cached_property
    def reported(self) -> Bools:
        """Whether a team reported: a meeting, or anything on contacts with a family."""
        told = ~np.isnan(self._contacts)
        told_of = self._by_team(told) > 0
        return (self.meetings > 0) | told_of

    @cached_property
    def members(self) -> Ints:
        """Members of the day at meetings with a list of attendance, summed over meetings."""
        return self._presence(self.work.presence.frame["listed"].to_numpy(dtype=bool))

    @cached_property
    def members_came(self) -> Ints:
        """Those of the members that came."""
        return self._presence(self.work.presence.frame["came"].to_numpy(dtype=bool))

    @cached_property
    def members_unlisted(self) -> Ints:
        """Members of the day at meetings without a list."""
        return self._presence(~self.work.presence.frame["listed"].to_numpy(dtype=bool))

    @cached_property
    def families_told(self) -> Ints:
        """Families in cooperation through the whole month whose contacts were reported."""
        return self._by_team(self._through & ~np.isnan(self._contacts))

    @cached_property
    def families_untold(self) -> Ints:
        """Families in cooperation through the whole month on whom nobody reported."""
        return self._by_team(self._through & np.isnan(self._contacts))

    @cached_property
    def families_silent(self) -> Ints:
        """Families in cooperation through the whole month with whom there was no contact."""
        return self._by_team(self._through & (self._contacts == 0))

    @cached_property
    def services_suspended(self) -> Ints:
        """Services of families and persons suspended in the month, as last recorded."""
        family, month = self._suspended
        return self._count(self._team_in(family, month), self.months[month])

    @cached_property
    def families_suspended(self) -> Ints:
        """Families and persons whose services those are, each once in a month."""
        pairs = np.unique(np.column_stack(self._suspended), axis=0)
        family, month = pairs[:, 0], pairs[:, 1]
        return self._count(self._team_in(family, month), self.months[month])

    @cached_property
    def _started(self) -> Days:
        return self.households.days("started_on")

    @cached_property
    def _ended(self) -> Days:
        return self.households.days("ended_on")

    @cached_property
    def _through(self) -> Bools:
        """Whether a family was in cooperation from the first to the last day, by month."""
        first = self.months.astype("datetime64[D]")[None, :]
        started, ended = self._started[:, None], self._ended[:, None]
        return (started <= first) & (np.isnat(ended) | (ended >= self.last_days[None, :]))

    @cached_property
    def _contacts(self) -> Floats:
        """Contacts by family and month; nan where nobody reported."""
        found = np.full((len(self.households.frame), self.months.size), np.nan)
        table = self.tables["contacts"]
        family = positions(table["family_id"], self.households.frame["family_id"])
        month = self._place(table["month"].to_numpy(dtype="datetime64[D]"))
        known = (family >= 0) & (month >= 0)
        found[family[known], month[known]] = table["contacts"].to_numpy(
            dtype=np.float64, na_value=np.nan
        )[known]
        return found

    @cached_property
    def _suspended(self) -> tuple[Ints, Ints]:
        """Family and month of each service suspended, by position."""
        table = self.tables["services"]
        family = positions(table["family_id"], self.households.frame["family_id"])
        month = self._place(table["status_on"].to_numpy(dtype="datetime64[D]"))
        service = ~table["need_only"].fillna(value=False).to_numpy(dtype=bool)
        chosen = table["status"].eq("suspended").fillna(value=False).to_numpy(dtype=bool)
        chosen = chosen & service & (family >= 0) & (month >= 0)
        return family[chosen], month[chosen]

    @cached_property
    def _teams(self) -> Ints:
        """Team of each family on the last day of each month, shape (families, months).

        It is the team that the first later move leaves, and without one the last team.
        """
        found = np.repeat(self.households.team[:, None], self.months.size, axis=1)
        moves = self.tables.get("family_moves")
        if moves is None or moves.empty:
            return found
        moves = moves.sort_values("moved_on", kind="stable", ascending=False)
        family = positions(moves["family_id"], self.households.frame["family_id"])
        team = positions(moves["from_pzk_id"], self.work.teams["pzk_id"])
        moved = moves["moved_on"].to_numpy(dtype="datetime64[D]")
        for one, before, day in zip(family, team, moved, strict=True):
            if one >= 0 and before >= 0:
                found[one, self.last_days < day] = before
        return found

    def _team_in(self, family: Ints, month: Ints) -> Ints:
        return self._teams[family, month]

    def _by_team(self, counted: Bools) -> Ints:
        """Add families up by the team that they had at the end of each month."""
        family, month = np.nonzero(counted)
        return self._count(self._team_in(family, month), self.months[month])

    def _presence(self, counted: Bools) -> Ints:
        units = self.work.presence
        return self._count(units.team[counted], units.days("month")[counted])

    def _count(self, team: Ints, day: Days) -> Ints:
        """Count rows by team and month; those outside the months are left out."""
        month = self._place(day)
        size = self.months.size
        inside = month >= 0
        cells = team[inside] * size + month[inside]
        shape = (len(self.work.teams), size)
        return np.bincount(cells, minlength=shape[0] * size).astype(np.int64).reshape(shape)

    def _place(self, day: Days) -> Ints:
        """Return the position of the month of each day, -1 outside the months and for none."""
        if not self.months.size:
            return np.full(day.size, -1, dtype=np.int64)
        place = (day.astype(MONTH) - self.months[0]).astype(np.int64)
        outside = np.isnat(day) | (place < 0) | (place >= self.months.size)
        return np.where(outside, -1, place)


def _last_day(months: Days) -> Days:
    following = (months + np.timedelta64(1, "M")).astype("datetime64[D]")
    return cast("Days", following - np.timedelta64(1, "D"))
