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
from kooperacja_eval.indicators.units import Bools, Floats, Ints, Units, positions
from kooperacja_eval.schemas.codes import GOAL_DOMAINS


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
    def has_goals(self) -> Bools:
        """Which families have goals; of shape (families,), as are the two below."""
        return self._families(np.ones(self.family.size, dtype=bool))

    @cached_property
    def any_changed(self) -> Bools:
        """Which families have at least one changed goal."""
        return self._families(self.revision > 0)

    @cached_property
    def changes_known(self) -> Bools:
        """Which families have goals that all say how often they were changed, or one that was."""
        unknown = self._families(np.isnan(self.revision))
        known: Bools = self.has_goals & (self.any_changed | ~unknown)
        return known

    def _families(self, goals: Bools) -> Bools:
        """Return the families of some goals."""
        found = np.zeros(self.households.team.size, dtype=bool)
        found[self.family[goals]] = True
        return found

    @cached_property
    def of_domain(self) -> Mapping[str, Bools]:
        """Which goals are of each domain of life."""
        codes = pd.Categorical(self._frame["domain"], categories=list(GOAL_DOMAINS.ids)).codes
        return {name: codes == place for place, name in enumerate(GOAL_DOMAINS.ids)}

    @cached_property
    def _frame(self) -> pd.DataFrame:
        return self.tables["goals"][self._known]

    @cached_property
    def _known(self) -> Bools:
        return self._positions >= 0

    @cached_property
    def _positions(self) -> Ints:
        return positions(self.tables["goals"]["family_id"], self.households.frame["family_id"])

    def _numbers(self, column: str) -> Floats:
        return cast("Floats", self._frame[column].to_numpy(dtype=np.float64, na_value=np.nan))
