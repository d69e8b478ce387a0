"""Services of families as arrays, and counts of them by team.

The border: services of families and persons, never of groups; a family that moved counts with its
last team. Everything is counted once by team; places add teams up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.indicators.families_services_course import (
    FAR,
    STATES,
    UNKNOWN,
    Dates,
    Stretches,
    count_by_month,
    is_placed,
    merged,
    month_numbers,
    stretches,
)
from kooperacja_eval.indicators.families_services_tally import KINDS, Monthly, Tally
from kooperacja_eval.indicators.units import Bools, Ints, Units, days, positions
from kooperacja_eval.schemas.codes import MODES, PROJECT_KINDS

GIVEN: Final = ("delivered", "resumed", "converted")
"""States of a service that takes place or took place."""

_COLUMNS: Final = (
    "kind", "need_only", "on_list", "planned_on", "started_on", "ended_on", "mode", "status",
    "status_on", "social_project_id",
)  # fmt: skip


@dataclass(frozen=True)
class FamilyServices:
    """Services of families and persons; arrays are over services.

    Attributes
    ----------
    households : Units
        Families and persons.
    table : DataFrame
        The validated table ``services``.
    teams : int
        Number of teams.
    covid, last_day : numpy.datetime64
        First day of the break; last day of the data.
    projects : DataFrame, optional
        The table ``social_projects``.
    """

    households: Units
    table: pd.DataFrame
    teams: int
    covid: np.datetime64
    last_day: np.datetime64
    projects: pd.DataFrame | None = None

    @cached_property
    def _rows(self) -> tuple[pd.DataFrame, Ints]:
        place = positions(self.table["family_id"], self.households.frame["family_id"])
        inside = place >= 0
        columns = self.table[list(_COLUMNS)]
        return (columns, place) if inside.all() else (columns[inside], place[inside])

    @property
    def frame(self) -> pd.DataFrame:
        """Rows of the table that belong to families and persons."""
        return self._rows[0]

    @property
    def family(self) -> Ints:
        """Position of the family of each service."""
        return self._rows[1]

    @cached_property
    def team(self) -> Ints:
        """Position of the team of each service."""
        return self.households.team[self.family]

    @cached_property
    def kind(self) -> Ints:
        """Position in ``KINDS``."""
        return self._codes("kind", KINDS)

    @cached_property
    def status(self) -> Ints:
        """Position in ``STATES``; ``UNKNOWN`` where there is none."""
        return self._codes("status", STATES)

    @cached_property
    def mode(self) -> Ints:
        """Position in the modes; ``UNKNOWN`` where there is none."""
        return self._codes("mode", MODES.ids)

    @cached_property
    def given(self) -> Bools:
        """Whether the service takes place or took place: by its status or its start."""
        started = ~np.isnat(days(self.frame["started_on"]))
        return started | np.isin(self.status, [STATES.index(name) for name in GIVEN])

    @cached_property
    def planned_or_given(self) -> Bools:
        """Whether the row is a service, not the record of a mere need."""
        need_only = self.frame["need_only"].fillna(value=False).to_numpy(dtype=bool)
        found: Bools = self.given | ~need_only
        return found

    @cached_property
    def paid_families(self) -> Mapping[str, Bools]:
        """Families with a service that a social project pays for, by kind of project.

        Arrays over families; under an empty name any project.
        """
        paid = self.frame["social_project_id"]
        chosen = {"": paid.notna()}
        if self.projects is not None:
            kind = paid.map(self.projects.set_index("social_project_id")["kind"])
            chosen |= {code: kind == code for code in PROJECT_KINDS.ids}
        found = {}
        for name, rows in chosen.items():
            counted = np.zeros(self.households.team.size, dtype=bool)
            counted[self.family[rows.to_numpy(dtype=bool)]] = True
            found[name] = counted
        return found

    @cached_property
    def months(self) -> Ints:
        """Months since 1970, from the first start to the last month of the data; may be empty."""
        first = int(self._dates.started.min(initial=FAR))
        return np.arange(first, self._dates.last + 1, dtype=np.int64)

    @cached_property
    def states(self) -> tuple[Tally, ...]:
        """Services by status at the end of the data, one tally for each of ``STATES``."""
        return self.tallies(self.status, len(STATES), self.planned_or_given)

    @cached_property
    def modes(self) -> tuple[Tally, ...]:
        """Services that take or took place by mode, one tally for each mode."""
        return self.tallies(self.mode, len(MODES.ids), self.given)

    @cached_property
    def states_by_month(self) -> Monthly:
        """Services by state in each of ``months``."""
        found = self._course
        return self._monthly(found, found.state, len(STATES))

    @cached_property
    def modes_by_month(self) -> Monthly:
        """Services running in each of ``months`` by mode.

        The mode of a converted or resumed service is known from its change on.
        """
        found = self._course
        running = [UNKNOWN, *(STATES.index(name) for name in GIVEN)]
        found = found.only(np.isin(found.state, running))
        own = self.status[found.service]
        changed = np.isin(own, [STATES.index("resumed"), STATES.index("converted")])
        before = changed & (found.state == STATES.index("delivered"))
        unknown = before | (found.state == UNKNOWN)
        mode = np.where(unknown, UNKNOWN, self.mode[found.service])
        return self._monthly(found, mode, len(MODES.ids))

    def tallies(self, code: Ints, codes: int, chosen: Bools) -> tuple[Tally, ...]:
        """Count services by team and kind, one tally for each code.

        Parameters
        ----------
        code : NDArray[np.int64], shape (services,)
            0 to ``codes`` - 1; ``UNKNOWN`` where it is not known.
        codes : int
            Number of codes.
        chosen : NDArray[np.bool_], shape (services,)
            Which services count at all.
        """
        width, kinds = codes + 1, len(KINDS)
        team, kind = self.team[chosen], self.kind[chosen]
        last = np.where(code[chosen] == UNKNOWN, codes, code[chosen])
        cell = (team * kinds + kind) * width + last
        counts = np.bincount(cell, minlength=self.teams * kinds * width)
        counts = counts.reshape(self.teams, kinds, width).astype(np.int64)
        families, all_families = self._families(chosen & (code != UNKNOWN))
        return tuple(
            Tally(
                hits=counts[:, :, number],
                trials=counts[:, :, :codes].sum(axis=2),
                missing=counts[:, :, codes],
                families=families,
                all_families=all_families,
            )
            for number in range(codes)
        )

    def _families(self, known: Bools) -> tuple[Ints, Ints]:
        """Count families behind services, by team and kind, and by team."""
        kinds, teams = len(KINDS), self.households.team
        present = np.zeros((teams.size, kinds), dtype=bool)
        present[self.family[known], self.kind[known]] = True
        family, kind = np.nonzero(present)
        counts = np.bincount(teams[family] * kinds + kind, minlength=self.teams * kinds)
        every = np.bincount(teams[present.any(axis=1)], minlength=self.teams)
        return counts.reshape(self.teams, kinds).astype(np.int64), every.astype(np.int64)

    def _codes(self, column: str, ids: Sequence[str]) -> Ints:
        found = pd.Categorical(self.frame[column], categories=list(ids))
        return found.codes.astype(np.int64)

    @cached_property
    def _dates(self) -> Dates:
        numbers = {
            name: np.where(self.planned_or_given, month_numbers(days(self.frame[column])), FAR)
            for name, column in (
                ("planned", "planned_on"), ("started", "started_on"),
                ("ended", "ended_on"), ("changed", "status_on"),
            )
        }  # fmt: skip
        covid, last = (
            int(day.astype("datetime64[M]").astype(np.int64)) for day in (self.covid, self.last_day)
        )
        return Dates(**numbers, covid=covid, last=last)

    @cached_property
    def _course(self) -> Stretches:
        """Stretches within ``months``, counted from the first of them."""
        found = stretches(self._dates, self.status)
        if not self.months.size:
            return found.only(np.zeros(found.first.size, dtype=bool))
        start = self.months[0]
        found = found.only(found.last >= start)
        return replace(found, first=np.maximum(found.first, start) - start, last=found.last - start)

    @cached_property
    def _unplaced(self) -> Ints:
        """Services of each team without a day on which they were planned or started."""
        lost = self.planned_or_given & ~is_placed(self._dates)
        return np.bincount(self.team[lost], minlength=self.teams)

    def _monthly(self, found: Stretches, code: Ints, codes: int) -> Monthly:
        months, team = self.months.size, self.team[found.service]
        cell = np.where(code == UNKNOWN, codes, code) + team * (codes + 1)
        counts = count_by_month(
            cell, found.first, found.last, cells=self.teams * (codes + 1), months=months
        ).reshape(self.teams, codes + 1, months)
        seen = found.only(code != UNKNOWN)
        owner, first, last = merged(self.family[seen.service], seen.first, seen.last, months)
        families = count_by_month(
            self.households.team[owner], first, last, cells=self.teams, months=months
        )
        missing = counts[:, codes] + self._unplaced[:, None]
        return Monthly(hits=counts[:, :codes], missing=missing, families=families)
