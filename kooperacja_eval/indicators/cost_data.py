"""Costs by team: which rows of the table of costs belong to which teams, and which to none.

The border: rows are found and added up by team; what they are divided by is said by ``cost``.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, cast

import numpy as np
import pandas as pd

from kooperacja_eval.indicators.units import Floats, Ints, positions

_USED: Final = ["voivodeship", "milestone", "category", "amount_pln"]


@dataclass(frozen=True)
class TeamCosts:
    """Costs that name a team, and shared ones that name none.

    Attributes
    ----------
    table : DataFrame
        The validated table ``costs``.
    teams : DataFrame
        The table ``pzk`` in report order.
    """

    table: pd.DataFrame
    teams: pd.DataFrame

    @cached_property
    def per_team(self) -> Floats:
        """Sum of the costs of each team; 0 where it has none."""
        named = self._team >= 0
        sums = self._rows.loc[named, "amount_pln"].groupby(self._team[named]).sum()
        found = sums.reindex(np.arange(len(self.teams)), fill_value=0.0)
        return cast("Floats", found.to_numpy(dtype=np.float64))

    @cached_property
    def shared(self) -> pd.DataFrame:
        """Rows that name no team."""
        return self._rows[self.table["pzk_id"].isna()]

    def of(self, teams: Ints) -> pd.DataFrame:
        """Return the rows that name one of some teams, in their order.

        Parameters
        ----------
        teams : NDArray[np.int64]
            Positions of the teams.
        """
        inside = np.zeros(len(self.teams) + 1, dtype=bool)  # the last for rows without a team
        inside[teams] = True
        return self._rows[inside[self._team]]

    @cached_property
    def _rows(self) -> pd.DataFrame:
        return self.table[[name for name in _USED if name in self.table]]

    @cached_property
    def _team(self) -> Ints:
        return positions(self.table["pzk_id"], self.teams["pzk_id"])
