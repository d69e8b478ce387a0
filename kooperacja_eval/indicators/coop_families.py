"""What became of each family, beside what its team did: the rows of models between teams.

The border: one number for each family; models belong to ``coop_outcomes`` and ``coop_variance``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
import pandas as pd

from kooperacja_eval.indicators.coop_data import MONTH, CooperationData, family_means
from kooperacja_eval.indicators.units import DAYS_PER_MONTH, Days, Floats, Ints, Units, positions
from kooperacja_eval.stats.goal_attainment import CENTRE, HIGHEST, LOWEST, STEP

UNWEIGHTED = 1.0
"""What a goal without a weight counts."""
CORRELATION = 0.3
"""The average correlation of goals that T assumes, as ``stats.goal_attainment`` does."""


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
        goals = self.tables["goals"]
        goals = goals[goals["attained"].notna() & goals["baseline"].notna()]
        return self._scores(goals, "attained") - self._scores(goals, "baseline")

    @cached_property
    def goals(self) -> Floats:
        """Number of goals with an attained level; nan without any goal."""
        goals = self.tables["goals"]
        family = positions(goals["family_id"], self.households.frame["family_id"])
        inside, size = family >= 0, self.households.team.size
        known = goals["attained"].notna().to_numpy(dtype=bool)
        number = np.bincount(family[inside & known], minlength=size).astype(np.float64)
        return np.where(np.bincount(family[inside], minlength=size) > 0, number, np.nan)

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
        family = positions(goals["family_id"], self.households.frame["family_id"])
        levels = goals[column].to_numpy(dtype=np.float64, na_value=np.nan)
        weights = goals["weight"].fillna(UNWEIGHTED).to_numpy(dtype=np.float64)
        return goal_scores(levels, weights, family, self.households.team.size)

    def _by_family(self, numbers: "pd.Series[float]") -> Floats:
        found = self.households.frame["family_id"].map(numbers)
        return cast("Floats", found.to_numpy(dtype=np.float64, na_value=np.nan))


def goal_scores(levels: Floats, weights: Floats, family: Ints, families: int) -> Floats:
    """Return T of each family from sums over its goals: the T of ``stats.goal_attainment``.

    Parameters
    ----------
    levels, weights : NDArray[np.float64], shape (goals,)
        Level from -2 to 2 and weight of 0 or more; nan is missing.
    family : NDArray[np.int64], shape (goals,)
        Position of each goal's family; -1 for goals that do not count.
    families : int
        Number of families.

    Returns
    -------
    NDArray[np.float64], shape (families,)
        nan without a goal that has a level and a weight above 0.

    Raises
    ------
    ValueError
        If a level is none of the five, or a weight is negative or infinite.
    """
    used = (family >= 0) & ~np.isnan(levels) & ~np.isnan(weights)
    x, w, place = levels[used], weights[used], family[used]
    if np.any((x < LOWEST) | (x > HIGHEST) | (x != np.rint(x))):
        raise ValueError(f"levels are whole numbers from {LOWEST} to {HIGHEST}, or nan")
    if np.any((w < 0) | np.isinf(w)):
        raise ValueError("weights are finite numbers of 0 or more, or nan")
    heaviest = np.zeros(families)
    np.maximum.at(heaviest, place, w)
    w = np.divide(w, heaviest[place], out=np.zeros(w.size), where=heaviest[place] > 0)
    total, squares, reached = (
        np.bincount(place, weights=one, minlength=families) for one in (w, w**2, w * x)
    )
    scale = np.sqrt((1 - CORRELATION) * squares + CORRELATION * total**2)
    found: Floats = np.full(families, np.nan)
    np.divide(STEP * reached, scale, out=found, where=heaviest > 0)
    return CENTRE + found
