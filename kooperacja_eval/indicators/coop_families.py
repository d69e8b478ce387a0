"""What became of each family, beside what its team did: the rows of models between teams.

The border: one number for each family; models belong to ``coop_outcomes`` and ``coop_variance``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
import pandas as pd

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.coop_data import MONTH, CooperationData, family_means
from kooperacja_eval.indicators.units import DAYS_PER_MONTH, Days, Floats, Ints, Units
from kooperacja_eval.stats.goal_attainment import goal_attainment

UNWEIGHTED = 1.0
"""What a goal without a weight counts."""


@dataclass(frozen=True)
class FamilyOutcomes:
    """Families and persons with their outcomes; arrays are over them, sorted by team.

    Attributes
    ----------
    households : Units
        The families.
    tables : mapping of str to DataFrame
        Validated tables; ``goals`` and ``contacts`` as far as the study has them.
    work : CooperationData
        What teams did.
    """

    households: Units
    tables: Mapping[str, pd.DataFrame]
    work: CooperationData

    @cached_property
    def completed(self) -> Floats:
        """1 for a completed programme, 0 for another end, nan while ongoing or unknown."""
        outcome = self.households.frame["outcome"]
        done = (outcome == "completed").to_numpy(dtype=np.float64, na_value=np.nan)
        known = outcome.notna() & (outcome != "ongoing")
        return np.where(known.to_numpy(dtype=bool), done, np.nan).astype(np.float64)

    @cached_property
    def goal_t(self) -> Floats:
        """T of attained goals; nan without a goal that has a level."""
        return self._scores(self.tables["goals"], "attained")

    @cached_property
    def change_t(self) -> Floats:
        """T of attained goals less T of the same goals before the programme.

        Goals that have both levels; nan without any.
        """
        goals = self.tables["goals"].dropna(subset=["attained", "baseline"])
        return self._scores(goals, "attained") - self._scores(goals, "baseline")

    @cached_property
    def goals(self) -> Floats:
        """Number of goals with an attained level; nan without any goal."""
        known = self.tables["goals"].groupby("family_id")["attained"].count()
        return self._by_family(known.astype("float64"))

    @cached_property
    def contacts(self) -> Floats:
        """Mean contacts in a month; nan without a report."""
        units = self.work.contacts
        everyone = np.arange(units.team.size)
        numbers = units.frame["contacts"].to_numpy(dtype=np.float64, na_value=np.nan)
        means, _ = family_means(units, everyone, numbers)
        names = np.unique(units.frame["family_id"].to_numpy(dtype=str))
        return self._by_family(pd.Series(means, index=names))

    @cached_property
    def months(self) -> Floats:
        """Months from start to end, both days included, or to the last day of the data.

        nan without a start, and where an end is known to have come but not when.
        """
        number = (self._last_days - self.households.days("started_on")).astype("timedelta64[D]")
        length: Floats = (number.astype(np.float64) + 1) / DAYS_PER_MONTH
        return np.where(np.isnat(number) | (length <= 0), np.nan, length)

    def exposure(self, index: Mapping[np.datetime64, Floats]) -> Floats:
        """Return the mean index of each family's team over the family's months, one month earlier.

        Parameters
        ----------
        index : mapping of numpy.datetime64 to NDArray[np.float64]
            Index of every team by month, as ``IntensityIndex.team_months`` gives it.

        Returns
        -------
        NDArray[np.float64], shape (families,)
            From the month before the family's start to the month before its end, so that what a
            team does comes before what it is set beside; nan where the team has no index then, and
            where an end is known to have come but not when.
        """
        months = np.array(sorted(index), dtype=MONTH)
        if not months.size:
            return np.full(self.teams.size, np.nan)
        table = np.array([index[month] for month in months])[:, self.teams]
        later = (months + 1)[:, None]
        first = self.households.days("started_on").astype(MONTH)
        last = self._last_days.astype(MONTH)
        inside = (later >= first) & (later <= last) & ~np.isnan(table)
        sums, counts = np.where(inside, table, 0.0).sum(axis=0), inside.sum(axis=0)
        means: Floats = np.full(counts.size, np.nan)
        np.divide(sums, counts, out=means, where=counts > 0)
        return means

    @property
    def teams(self) -> Ints:
        """Position of each family's team."""
        return self.households.team

    @property
    def _last_days(self) -> Days:
        ended = self.households.days("ended_on")
        goes_on = np.isnat(ended) & np.isnan(self.completed)
        days: Days = np.where(goes_on, self.work.last_day, ended)
        return days

    def _scores(self, goals: pd.DataFrame, column: str) -> Floats:
        found = {}
        for family, rows in goals.groupby("family_id", sort=False):
            levels = rows[column].to_numpy(dtype=np.float64, na_value=np.nan)
            weights = rows["weight"].fillna(UNWEIGHTED).to_numpy(dtype=np.float64)
            try:
                found[family] = goal_attainment(levels, weights).t
            except InsufficientDataError:
                continue
        return self._by_family(pd.Series(found, dtype="float64"))

    def _by_family(self, numbers: "pd.Series[float]") -> Floats:
        found = self.households.frame["family_id"].map(numbers)
        return cast("Floats", found.to_numpy(dtype=np.float64, na_value=np.nan))
