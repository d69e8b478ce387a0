"""Support of the teams as arrays: months of work, events, members and what they took part in.

The border: rows are put in the order of teams and joined with what they are counted against; hours
and shares are said by the indicators. Months are known here without meetings; they are the same as
those of ``coop_data``, which says beside them whether the team met.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.indicators.units import Units, by_team, days
from kooperacja_eval.schemas.codes import SUPPORT_KINDS

MONTH: Final = "datetime64[M]"
USES: Final = ("logins", "materials", "posts")
"""What the platform counts."""


@dataclass(frozen=True)
class SupportData:
    """What teams got and used, by team.

    Attributes
    ----------
    tables : mapping of str to DataFrame
        Validated tables ``support``, ``support_participants``, ``platform``, ``memberships`` and
        ``entities``, as far as they are needed.
    teams : DataFrame
        The table ``pzk`` in report order.
    last_day : numpy.datetime64
        Until when the data reach: the end of a cooperation that has none.
    """

    tables: Mapping[str, pd.DataFrame]
    teams: pd.DataFrame
    last_day: np.datetime64

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {pzk_id: place for place, pzk_id in enumerate(self.teams["pzk_id"])}

    @cached_property
    def months(self) -> Units:
        """Months of work, from that of the start to that of the end, both included.

        Columns ``pzk_id``, ``month`` (first day). A team that goes on has months up to the last day
        of the data; one without a day of start has none.
        """
        first, ended = days(self.teams["started_on"]), days(self.teams["ended_on"])
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
        return by_team(frame, self._positions)

    @cached_property
    def use(self) -> Units:
        """Months of work with what the platform counted in them; missing where it did not."""
        reports = self.tables["platform"][["pzk_id", "month", *USES]]
        reports = reports.assign(month=reports["month"].astype("datetime64[s]"))
        frame = self.months.frame
        frame = frame.assign(pzk_id=frame["pzk_id"].astype(reports["pzk_id"].dtype))
        both = frame.merge(reports, on=["pzk_id", "month"], how="left", validate="one_to_one")
        return by_team(both, self._positions)

    @cached_property
    def own_events(self) -> Units:
        """Events of single teams, with ``listed``: whether anybody is known to have taken part."""
        events = self._events
        return by_team(events[events["pzk_id"].notna()], self._positions)

    @cached_property
    def shared_events(self) -> pd.DataFrame:
        """Events for whole voivodeships, with ``listed``."""
        return self._events[self._events["pzk_id"].isna()]

    @cached_property
    def members(self) -> Units:
        """Organisations that ever were members, once for each of their teams.

        Columns ``pzk_id``, ``entity_id``, ``entity_kind``, and for each kind of support, under its
        name, whether somebody of the organisation took part in such an event, wherever it was.
        """
        frame = self.tables["memberships"][["pzk_id", "entity_id"]].drop_duplicates()
        kinds = self.tables["entities"][["entity_id", "kind"]]
        kinds = kinds.rename(columns={"kind": "entity_kind"})
        frame = frame.merge(kinds, on="entity_id", how="left", validate="many_to_one")
        lists = self.tables["support_participants"][["event_id", "entity_id"]]
        events = self.tables["support"][["event_id", "kind"]]
        taken = lists.merge(events, on="event_id", validate="many_to_one")
        took_part = {
            kind: frame["entity_id"].isin(taken.loc[taken["kind"] == kind, "entity_id"])
            for kind in SUPPORT_KINDS.ids
        }
        return by_team(frame.assign(**took_part), self._positions)

    @cached_property
    def _events(self) -> pd.DataFrame:
        events = self.tables["support"]
        if "support_participants" not in self.tables:
            return events.assign(listed=False)
        lists = self.tables["support_participants"]
        return events.assign(listed=events["event_id"].isin(lists["event_id"]))
