"""Goals of families as arrays: whose they are, what they are about, their levels.

The border: goals are put in order and found by place; what is counted is said by
``families_goals``. Goals of groups are not among them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
import pandas as pd

from kooperacja_eval.indicators.coop_families import UNWEIGHTED
from kooperacja_eval.indicators.units import Bools, Floats, Ints, Strings, Units


@dataclass(frozen=True)
class FamilyGoals:
    """Goals of families and persons; arrays are over goals.

    Attributes
    ----------
    households : Units
        The families.
    tables : mapping of str to DataFrame
        Validated tables; ``goals`` is used.
    """

    households: Units
    tables: Mapping[str, pd.DataFrame]

    @cached_property
    def family(self) -> Ints:
        """Position of each goal's family among the households."""
        return self._positions[self._known]

    @cached_property
    def team(self) -> Ints:
        """Position of the team of each goal's family."""
        return self.households.team[self.family]

    @cached_property
    def domain(self) -> Strings:
        """Code of the domain of life."""
        return self._frame["domain"].to_numpy(dtype=object)

    @cached_property
    def baseline(self) -> Floats:
        """Level at the start, -2 to 2; nan where it is not known."""
        return self._numbers("baseline")

    @cached_property
    def attained(self) -> Floats:
        """Level at the assessment, -2 to 2; nan where it is not assessed."""
        return self._numbers("attained")

    @cached_property
    def revision(self) -> Floats:
        """How often the goal was changed; nan where it is not known."""
        return self._numbers("revision")

    @cached_property
    def in_t(self) -> Ints:
        """How many goals of each family T is made of: assessed and of a weight above 0."""
        weight = self._frame["weight"].fillna(UNWEIGHTED).to_numpy(dtype=np.float64)
        used = self.family[~np.isnan(self.attained) & (weight > 0)]
        return np.bincount(used, minlength=self.households.team.size).astype(np.int64)

    @cached_property
    def _frame(self) -> pd.DataFrame:
        return self.tables["goals"][self._known]

    @cached_property
    def _known(self) -> Bools:
        return self._positions >= 0

    @cached_property
    def _positions(self) -> Ints:
        return positions(self.households, self.tables["goals"])

    def _numbers(self, column: str) -> Floats:
        return cast("Floats", self._frame[column].to_numpy(dtype=np.float64, na_value=np.nan))


def positions(households: Units, frame: pd.DataFrame) -> Ints:
    """Return the position of the family of each row; -1 for groups and others unknown.

    Parameters
    ----------
    households : Units
        The families.
    frame : pandas.DataFrame
        Rows with a ``family_id``.
    """
    index = pd.Index(households.frame["family_id"])
    return np.asarray(index.get_indexer(pd.Index(frame["family_id"])), dtype=np.int64)
