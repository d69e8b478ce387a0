"""Scores of the diagnosis as tables of families and domains: before, then, after.

The border: scores are found for each family and domain; what is compared with what is said by
``families_diagnosis`` and ``families_diagnosis_missing``. Groups are not among the families.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np
import pandas as pd

from kooperacja_eval.indicators.units import Bools, Floats, Ints, Units, positions
from kooperacja_eval.schemas.codes import GOAL_DOMAINS
from kooperacja_eval.sections import Diagnosis

Kind = Literal["pre", "then", "post"]
MANY_TEAMS: Final = 1_000
"""With more teams than this, groups of teams are left out one at a time, not single teams."""
TEAM_GROUPS: Final = 50
"""Groups of teams, taken in turn through all teams, so that each has teams of every place."""
DECIMALS: Final = 12
"""Means of whole scores that are equal differ in the sixteenth digit; that is no spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Scores of some families, in one domain or as means over their domains.

    Attributes
    ----------
    pre, then, post : NDArray[np.float64], shape (families,)
        nan where there is no score.
    change_pre, change_then, shift : NDArray[np.float64], shape (families,)
        After less before, after less then, then less before; over several domains the mean of the
        differences of the domains that have both scores. nan where no domain has both.
    first, last : NDArray[np.float64], shape (families,)
        Before and after over the domains that have both, so that last less first is change_pre.
    team : NDArray[np.int64], shape (families,)
        Position of each family's team.
    """

    pre: Floats
    then: Floats
    post: Floats
    first: Floats
    last: Floats
    change_pre: Floats
    change_then: Floats
    shift: Floats
    team: Ints

    @property
    def many_teams(self) -> bool:
        """Whether diagnosed families have too many teams to leave them out one at a time."""
        return np.unique(self.team[~np.isnan(self.pre)]).size > MANY_TEAMS

    @property
    def clusters(self) -> Ints:
        """What a jackknife leaves out: each family's team, or group of teams where they are many.

        Leaving out each of 75,000 teams computes the estimate 75,000 times. Groups of teams give a
        jackknife with fewer degrees of freedom, valid as well (K. M. Wolter, Introduction to
        Variance Estimation, Springer 2007, chapter 4, doi:10.1007/978-0-387-35099-8).
        """
        return self.team % TEAM_GROUPS if self.many_teams else self.team


@dataclass(frozen=True)
class FamilyDiagnoses:
    """Scores of families and persons.

    Tables have a row for each family and a column for each domain, as ``GOAL_DOMAINS`` has them.

    Attributes
    ----------
    households : Units
        The families.
    tables : mapping of str to DataFrame
        Validated tables; ``diagnoses`` is used.
    wave_order : tuple of str
        Waves of the study in time.
    scale : Diagnosis, optional
        The scale; a score beyond its ends is missing.
    """

    households: Units
    tables: Mapping[str, pd.DataFrame]
    wave_order: tuple[str, ...]
    scale: Diagnosis | None

    @cached_property
    def pre(self) -> Floats:
        """First score before, nan without one."""
        return self._table("pre")

    @cached_property
    def then(self) -> Floats:
        """Last score of the state before as judged after, nan without one."""
        return self._table("then")

    @cached_property
    def post(self) -> Floats:
        """Last score after, nan without one."""
        return self._table("post")

    @cached_property
    def in_diagnosis(self) -> Bools:
        """Which domains were diagnosed in which family: a row of any kind, with a score or not."""
        rows = self._rows
        found = np.zeros(self._shape, dtype=bool)
        found[rows["family"].to_numpy(), rows["column"].to_numpy()] = True
        return found

    def of(self, families: Ints, domain: str | None = None) -> Scores:
        """Return scores of families in one domain, or over all of their domains.

        Parameters
        ----------
        families : NDArray[np.int64]
            Positions among the households.
        domain : str, optional
            Families in which it was not diagnosed are left out. Without it, every family has the
            means over its domains.
        """
        columns = slice(None)
        if domain is not None:
            column = GOAL_DOMAINS.ids.index(domain)
            families = families[self.in_diagnosis[families, column]]
            columns = slice(column, column + 1)
        pre, then, post = (table[families, columns] for table in (self.pre, self.then, self.post))
        both = ~np.isnan(pre) & ~np.isnan(post)
        return Scores(
            pre=row_means(pre),
            then=row_means(then),
            post=row_means(post),
            first=row_means(np.where(both, pre, np.nan)),
            last=row_means(np.where(both, post, np.nan)),
            change_pre=_differences(pre, post),
            change_then=_differences(then, post),
            shift=_differences(pre, then),
            team=self.households.team[families],
        )

    def parts(self, families: Ints) -> Iterator[tuple[str, Scores]]:
        """Give scores of families over all domains and of each, with the end of its group."""
        yield "", self.of(families)
        for code in GOAL_DOMAINS.ids:
            yield f"/domain:{code}", self.of(families, code)

    @property
    def _shape(self) -> tuple[int, int]:
        return self.households.team.size, len(GOAL_DOMAINS.ids)

    @cached_property
    def _rows(self) -> pd.DataFrame:
        frame = self.tables["diagnoses"]
        order = {wave: place for place, wave in enumerate(self.wave_order)}
        rows = frame[["kind", "score", "family_id"]].assign(
            family=positions(frame["family_id"], self.households.frame["family_id"]),
            column=pd.Categorical(frame["domain"], categories=list(GOAL_DOMAINS.ids)).codes,
            wave=frame["wave"].map(order).fillna(len(order)),
        )
        known = (rows["family"] >= 0) & (rows["column"] >= 0)
        return rows[known].sort_values("wave", kind="stable")

    def _table(self, kind: Kind) -> Floats:
        rows = self._rows[self._rows["kind"] == kind].dropna(subset=["score"])
        if self.scale is not None:
            rows = rows[rows["score"].between(self.scale.low, self.scale.high)]
        keep: Literal["first", "last"] = "first" if kind == "pre" else "last"
        rows = rows.drop_duplicates(["family", "column"], keep=keep)
        found = np.full(self._shape, np.nan)
        found[rows["family"].to_numpy(), rows["column"].to_numpy()] = rows["score"].to_numpy(
            dtype=np.float64
        )
        return found


def row_means(table: Floats) -> Floats:
    """Return the mean of each row over what is known; nan where nothing is."""
    present = ~np.isnan(table)
    number = present.sum(axis=1)
    sums = np.where(present, table, 0.0).sum(axis=1)
    means: Floats = np.full(len(table), np.nan)
    np.divide(sums, number, out=means, where=number > 0)
    return means


def _differences(earlier: Floats, later: Floats) -> Floats:
    return np.asarray(np.round(row_means(later - earlier), DECIMALS), dtype=np.float64)
