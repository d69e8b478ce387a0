"""How long each family and person was watched, and how its cooperation ended.

The border: dates in, one time and one end for each family; curves belong to ``families_time``,
comparisons to ``families_time_comparison``.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from kooperacja_eval.indicators.units import DAYS_PER_MONTH, Bools, Floats, Ints, Strings

if TYPE_CHECKING:
    from kooperacja_eval.indicators.data import StudyData

ENDS: Final[dict[str, tuple[str, ...]]] = {
    "completed": ("completed",),
    "left": ("withdrawn", "moved", "handed_over"),
    "died": ("died",),
}
"""Competing ends by the outcomes that they are made of.

``handed_over`` stands with those that left: this cooperation ended before its programme was
completed, although the family goes on with another institution. To count it as censored would take
it that the family might still have completed here, which nobody could see; to count it as completed
would go beyond the definition of the record (on time and according to the goals). Nobody says that
the family gave up.
"""
CENSORED: Final = 0.0
DAY: Final = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FollowUp:
    """Families and persons, sorted by team; all arrays have shape (families,).

    Attributes
    ----------
    days : array of float
        Days from the start to the end or to the last day watched, both included; nan is missing.
    end : array of float
        0 while in cooperation, else the place of the end in ``ENDS`` from 1 on; nan is missing.
    start : array of float
        Number of the day of the start, for calendar time; nan is missing.
    team : array of int
        Position of the last team.
    area : array of str
        Area of difficulty of the family; no text where missing.
    """

    days: Floats
    end: Floats
    start: Floats
    team: Ints
    area: Strings

    @property
    def months(self) -> Floats:
        """Time in months of 30.4375 days."""
        months: Floats = self.days / DAYS_PER_MONTH
        return months

    @property
    def known(self) -> Bools:
        """Whether time and end are known."""
        known: Bools = ~np.isnan(self.days)
        return known

    def at(self, rows: Ints | Bools) -> "FollowUp":
        """Return some of the families."""
        return FollowUp(
            days=self.days[rows],
            end=self.end[rows],
            start=self.start[rows],
            team=self.team[rows],
            area=self.area[rows],
        )


def last_day(data: "StudyData") -> np.datetime64:
    """Return the last day on which families were watched: of the test or of the data."""
    study = data.config.study
    return np.datetime64(min(study.period.last, study.data_date), "D")


def follow_up(data: "StudyData") -> FollowUp:
    """Return time and end of every family and person; groups are another unit.

    A family in cooperation is watched until the last day of the test or of the data, whichever is
    first; one that ended later was still in cooperation then, and is censored on that day
    (administrative end). Missing are families without a start or an outcome, with an end on an
    unknown day, with an end while their outcome says that they go on, with an end before their
    start, and with a start after the last day.
    """
    units = data.households
    start, ended, last = units.days("started_on"), units.days("ended_on"), last_day(data)
    end = np.where(units.is_("outcome", "ongoing") & np.isnat(ended), CENSORED, np.nan)
    for place, outcomes in enumerate(ENDS.values()):
        chosen = units.is_("outcome", *outcomes) & ~np.isnat(ended)
        end[chosen] = place + 1
    later = ~np.isnan(end) & ~np.isnat(ended) & (ended > last)
    end[later] = CENSORED
    until = np.where(end == CENSORED, last, ended)
    watched = (until - start + DAY).astype("timedelta64[D]")
    days = np.where(np.isnat(watched), np.nan, watched.astype(np.float64))
    known = ~np.isnan(end) & (days > 0)
    return FollowUp(
        days=np.where(known, days, np.nan),
        end=np.where(known, end, np.nan),
        start=np.where(np.isnat(start), np.nan, start.astype("datetime64[D]").astype(np.float64)),
        team=units.team,
        area=units.frame["area"].to_numpy(dtype=object),
    )
