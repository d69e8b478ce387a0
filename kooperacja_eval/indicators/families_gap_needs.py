"""Needs of families as arrays, and counts of them by team and kind, and by gmina and kind.

The border: what is recorded of each need; shares are made by ``families_gap``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.indicators.families_services_course import UNKNOWN
from kooperacja_eval.indicators.families_services_data import FamilyServices
from kooperacja_eval.indicators.families_services_tally import KINDS, Tally
from kooperacja_eval.indicators.units import Bools, Ints

UNKNOWN_GMINA: Final = "unknown"
"""Gmina of families of which none is known."""
MEASURES: Final = ("on_list", "delivered", "not_delivered", "missing", "listed_not_delivered")
"""What is asked of each need."""
_YES: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GminaTally:
    """Needs of one team's families by gmina and kind, as in ``Tally``.

    Attributes
    ----------
    gminas : tuple of str
        Gminas of the team's families with needs.
    hits, trials, missing, families : NDArray[np.int64], shape (gminas, kinds)
        As in ``Tally``.
    """

    gminas: tuple[str, ...]
    hits: Ints
    trials: Ints
    missing: Ints
    families: Ints


@dataclass(frozen=True)
class Needs:
    """What is known of each need; every service of a family or person is one.

    Attributes
    ----------
    services : FamilyServices
        The services.
    bridge : DataFrame, optional
        The table ``pzk_gminas``; without it only families that name a gmina have one.
    """

    services: FamilyServices
    bridge: pd.DataFrame | None

    @cached_property
    def answers(self) -> Mapping[str, Ints]:
        """1 yes, 0 no, ``UNKNOWN`` where it is not known, by measure; arrays over services."""
        listed = _answer(self.services.frame["on_list"])
        delivered = self._delivered()
        missing = _both(_no(delivered), _no(listed))
        return {
            "on_list": listed,
            "delivered": delivered,
            "not_delivered": _no(delivered),
            "missing": missing,
            "listed_not_delivered": _both(_no(delivered), listed),
        }

    @cached_property
    def tallies(self) -> Mapping[str, Tally]:
        """Needs of which the answer is yes, by measure."""
        every = np.ones(self.services.family.size, dtype=bool)
        return {
            name: self.services.tallies(answer, 2, every)[_YES]
            for name, answer in self.answers.items()
        }

    @cached_property
    def all(self) -> Tally:
        """All needs."""
        every = np.ones(self.services.family.size, dtype=bool)
        return self.services.tallies(np.zeros(every.size, dtype=np.int64), 1, every)[0]

    def by_gmina(self, team: int, measure: str) -> GminaTally:
        """Return the needs of a team's families by gmina and kind."""
        rows = np.arange(self._starts[team], self._starts[team + 1])
        rows = self._order[rows]
        answer, kind = self.answers[measure][rows], self.services.kind[rows]
        family, (code, names) = self.services.family[rows], self._gminas
        here, gmina = np.unique(code[family], return_inverse=True)
        cell = gmina * len(KINDS) + kind
        known = answer != UNKNOWN
        pairs = np.unique(family[known] * (here.size * len(KINDS)) + cell[known])

        def table(cells: Ints) -> Ints:
            counts = np.bincount(cells, minlength=here.size * len(KINDS))
            return counts.reshape(here.size, len(KINDS)).astype(np.int64)

        return GminaTally(
            gminas=tuple(names[at] for at in here),
            hits=table(cell[answer == _YES]),
            trials=table(cell[known]),
            missing=table(cell[~known]),
            families=table(pairs % (here.size * len(KINDS))),
        )

    @cached_property
    def _order(self) -> Ints:
        return np.argsort(self.services.team, kind="stable").astype(np.int64)

    @cached_property
    def _starts(self) -> Ints:
        team = self.services.team[self._order]
        return np.searchsorted(team, np.arange(self.services.teams + 1)).astype(np.int64)

    @cached_property
    def _gminas(self) -> tuple[Ints, tuple[str, ...]]:
        """Gmina of each family: its own, else the only one of its team, else ``unknown``.

        Positions in the names that stand beside them, which are in order.
        """
        homes = self.services.households.frame
        own = homes["gmina_id"]
        if self.bridge is not None:
            numbers = self.bridge.groupby("pzk_id")["gmina_id"].agg(["nunique", "first"])
            only = numbers.loc[numbers["nunique"] == 1, "first"]
            own = own.fillna(homes["pzk_id"].map(only))
        code, names = pd.factorize(own.fillna(UNKNOWN_GMINA), sort=True)
        return code.astype(np.int64), tuple(str(name) for name in names)

    def _delivered(self) -> Ints:
        """Delivered, resumed, converted or begun; not known where neither status nor start is."""
        unknown = (self.services.status == UNKNOWN) & ~self.services.given
        return np.where(unknown, UNKNOWN, self.services.given.astype(np.int64))


def _answer(column: "pd.Series[bool]") -> Ints:
    missing = column.isna().to_numpy(dtype=bool)
    yes = column.fillna(value=False).to_numpy(dtype=bool)
    return np.where(missing, UNKNOWN, yes.astype(np.int64))


def _no(answer: Ints) -> Ints:
    return np.where(answer == UNKNOWN, UNKNOWN, 1 - answer)


def _both(first: Ints, second: Ints) -> Ints:
    """Return yes where both are, no where one is no, else unknown."""
    yes: Bools = (first == _YES) & (second == _YES)
    no: Bools = (first == 0) | (second == 0)
    return np.where(yes, _YES, np.where(no, 0, UNKNOWN))
