"""The tables of a study as arrays, sorted by team, so that each place is cut out quickly.

The border: units are put in order and found by place; what is counted is said by the indicators.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

import numpy as np
import pandas as pd

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.indicators.brief_data import BriefData
from kooperacja_eval.indicators.coop_data import CooperationData
from kooperacja_eval.indicators.coop_families import FamilyOutcomes
from kooperacja_eval.indicators.coop_index import IntensityIndex
from kooperacja_eval.indicators.coop_models import TeamModels, team_models
from kooperacja_eval.indicators.cost_data import TeamCosts
from kooperacja_eval.indicators.families_diagnosis_data import FamilyDiagnoses
from kooperacja_eval.indicators.families_gap_needs import Needs
from kooperacja_eval.indicators.families_goals_data import FamilyGoals
from kooperacja_eval.indicators.families_services_data import FamilyServices
from kooperacja_eval.indicators.families_time_data import FollowUp, follow_up
from kooperacja_eval.indicators.fgi_data import FocusGroupData
from kooperacja_eval.indicators.places import Level, Place, places
from kooperacja_eval.indicators.support_data import SupportData
from kooperacja_eval.indicators.survey_data import SurveyData
from kooperacja_eval.indicators.units import Bools, Ints, Strings, Units, by_team, on_day, positions
from kooperacja_eval.study import StudyConfig
from kooperacja_eval.text import Text


@dataclass(frozen=True)
class StudyData:
    """The tables, the configuration and the day asked for; everything else is found when needed.

    Attributes
    ----------
    tables : mapping of str to DataFrame
        Validated tables.
    config : StudyConfig
        Places, dates and targets.
    as_of : date
        Day for the indicators that are a state on a day.
    """

    tables: Mapping[str, pd.DataFrame]
    config: StudyConfig
    as_of: date

    @cached_property
    def teams(self) -> pd.DataFrame:
        """Teams in report order: voivodeships as configured, then by identifier."""
        frame = self.tables["pzk"]
        order = {name: place for place, name in enumerate(self.config.voivodeships)}
        self._check_voivodeships(frame["voivodeship"])
        rank = frame["voivodeship"].map(order)
        ordered = frame.assign(rank=rank).sort_values(["rank", "pzk_id"], kind="stable")
        return ordered.drop(columns="rank").reset_index(drop=True)

    @cached_property
    def _position(self) -> dict[str, int]:
        return {pzk_id: place for place, pzk_id in enumerate(self.teams["pzk_id"])}

    @cached_property
    def _team_voivodeships(self) -> Strings:
        return self.teams["voivodeship"].to_numpy(dtype=object)

    @cached_property
    def _teams_of(self) -> dict[Place, Ints]:
        """Positions of the teams of places that were asked for."""
        return {}

    @cached_property
    def households(self) -> Units:
        """Families and persons; groups are another unit and never among them."""
        frame = self.tables["families"]
        return self.by_team(frame[frame["unit_type"].isin(["family", "person"])])

    @cached_property
    def groups(self) -> Units:
        """Groups of persons."""
        frame = self.tables["families"]
        return self.by_team(frame[frame["unit_type"] == "group"])

    @cached_property
    def households_on_day(self) -> Units:
        """Families and persons by the team that they cooperated with on the day."""
        moves = self.tables.get("family_moves")
        return on_day(self.households, moves, self.as_of, self._position)

    @cached_property
    def groups_on_day(self) -> Units:
        """Groups by the team that they cooperated with on the day."""
        return on_day(self.groups, self.tables.get("family_moves"), self.as_of, self._position)

    @cached_property
    def surveys(self) -> SurveyData:
        """Respondents, answers and questionnaires."""
        waves = tuple(wave.id for wave in self.config.waves)
        return SurveyData(tables=self.tables, wave_order=waves)

    @cached_property
    def focus_groups(self) -> FocusGroupData:
        """Transcripts, codebook and coded stretches."""
        waves = tuple(wave.id for wave in self.config.waves)
        return FocusGroupData(tables=self.tables, wave_order=waves)

    @cached_property
    def cooperation(self) -> CooperationData:
        """The work of the teams: months, meetings, attendance, contacts."""
        last = np.datetime64(self.config.study.data_date, "D")
        waves = tuple(wave.id for wave in self.config.waves)
        return CooperationData(
            tables=self.tables, teams=self.teams, last_day=last, wave_order=waves
        )

    @cached_property
    def brief(self) -> BriefData:
        """What briefs count, by team and month."""
        return BriefData(work=self.cooperation, households=self.households, tables=self.tables)

    @cached_property
    def support(self) -> SupportData:
        """Support that the teams got, their use of the platform, their months of work."""
        last = np.datetime64(self.config.study.data_date, "D")
        return SupportData(tables=self.tables, teams=self.teams, last_day=last)

    @cached_property
    def intensity(self) -> IntensityIndex:
        """The cooperation intensity index of the teams."""
        waves = tuple(
            (
                wave.id,
                np.datetime64(wave.period.first, "D"),
                np.datetime64(wave.period.last, "D"),
            )
            for wave in self.config.waves
        )
        threshold = self.config.disclosure.threshold
        names = [self.config.macroregion_of(place) for place in self.teams["voivodeship"]]
        return IntensityIndex(
            work=self.cooperation,
            waves=waves,
            macroregions=np.array(names, dtype=object),
            threshold=threshold,
        )

    @cached_property
    def outcomes(self) -> FamilyOutcomes:
        """What became of each family and person, beside what its team did."""
        return FamilyOutcomes(households=self.households, tables=self.tables, work=self.cooperation)

    @cached_property
    def costs(self) -> TeamCosts:
        """Costs by team, and those of no team."""
        return TeamCosts(table=self.tables["costs"], teams=self.teams)

    @cached_property
    def social_projects(self) -> tuple[pd.DataFrame, Ints]:
        """The table of social projects, and the position of the team of each; -1 for others."""
        frame = self.tables["social_projects"]
        return frame, positions(frame["pzk_id"], self.teams["pzk_id"])

    @cached_property
    def follow_up(self) -> FollowUp:
        """How long each family and person was watched, and how its cooperation ended."""
        return follow_up(self)

    @cached_property
    def family_goals(self) -> FamilyGoals:
        """Goals of families and persons, one by one."""
        return FamilyGoals(households=self.households, tables=self.tables)

    @cached_property
    def diagnoses(self) -> FamilyDiagnoses:
        """Scores of the diagnosis of families and persons."""
        return FamilyDiagnoses(
            households=self.households,
            tables=self.tables,
            wave_order=tuple(wave.id for wave in self.config.waves),
            scale=self.config.diagnosis,
        )

    @cached_property
    def services(self) -> FamilyServices:
        """Services of families and persons."""
        return FamilyServices(
            households=self.households,
            table=self.tables["services"],
            teams=len(self.teams),
            covid=np.datetime64(self.config.covid.first, "D"),
            last_day=np.datetime64(self.config.study.data_date, "D"),
            projects=self.tables.get("social_projects"),
        )

    @cached_property
    def needs(self) -> Needs:
        """What families and persons needed, and what became of it."""
        return Needs(services=self.services, bridge=self.tables.get("pzk_gminas"))

    @cached_property
    def team_models(self) -> Mapping[str, TeamModels]:
        """Models of the differences between teams, by macroregion."""
        return {
            place.macroregion: team_models(
                self.outcomes, self.at(self.households, place), self._team_voivodeships
            )
            for place in self.places("macroregion")
        }

    @property
    def period(self) -> str:
        """Period of the study as an ISO 8601 interval."""
        period = self.config.study.period
        return f"{period.first.isoformat()}/{period.last.isoformat()}"

    @property
    def day(self) -> np.datetime64:
        """The day asked for."""
        return np.datetime64(self.as_of, "D")

    def by_team(self, frame: pd.DataFrame) -> Units:
        """Sort the rows of a table with a ``pzk_id`` by team.

        Raises
        ------
        ValidationError
            Where a row names a team that the table of teams does not have.
        """
        return by_team(frame, self._position)

    def places(self, by: Level) -> tuple[Place, ...]:
        """Return the places of a level."""
        if by != "pzk":
            return places(self.config, by)
        pairs = zip(self.teams["voivodeship"], self.teams["pzk_id"], strict=True)
        return places(self.config, by, list(pairs))

    def teams_at(self, place: Place) -> Ints:
        """Return the positions of the teams of a place."""
        if place.pzk_id is not None:
            return np.array([self._position[place.pzk_id]], dtype=np.int64)
        if place not in self._teams_of:
            inside = self.teams["voivodeship"].isin(place.voivodeships).to_numpy(dtype=bool)
            if place.area is not None:
                areas = self.teams["area"].isin([place.area]).to_numpy(dtype=bool)
                inside = inside & areas
            found = np.flatnonzero(inside).astype(np.int64)
            found.flags.writeable = False
            self._teams_of[place] = found
        return self._teams_of[place]

    def at(self, units: Units, place: Place) -> Ints:
        """Return the positions of the units of a place."""
        teams = self.teams_at(place)
        if not teams.size:
            return np.empty(0, dtype=np.int64)
        if teams[-1] - teams[0] + 1 == teams.size:  # one after the other, and so are their units
            return np.arange(units.starts[teams[0]], units.starts[teams[-1] + 1])
        inside = np.zeros(len(self.teams), dtype=bool)
        inside[teams] = True
        return np.flatnonzero(inside[units.team]).astype(np.int64)

    def per_team(self, units: Units, counted: Bools, place: Place) -> Ints:
        """Return how many of the counted units each team of a place has.

        Parameters
        ----------
        units : Units
            The units.
        counted : NDArray[np.bool_], shape (units,)
            Which of all units count.
        place : Place
            Where.
        """
        teams, inside = self.teams_at(place), self.at(units, place)
        team = units.team[inside][counted[inside]]
        first = int(teams[0]) if teams.size else 0
        numbers = np.bincount(
            team - first, minlength=int(teams[-1]) - first + 1 if teams.size else 0
        )
        return cast("Ints", numbers[teams - first].astype(np.int64))

    def _check_voivodeships(self, column: "pd.Series[str]") -> None:
        unknown = sorted(set(column) - set(self.config.voivodeships))
        if unknown:
            raise ConfigurationError(_unknown_voivodeships(unknown, self.config.voivodeships))


def _unknown_voivodeships(unknown: list[str], allowed: tuple[str, ...]) -> Text:
    return Text(
        f"Tabela pzk ma województwa, których nie ma w study.toml: {', '.join(unknown)}. Dopisz je "
        f"do makroregionu albo popraw tabelę; w study.toml są: {', '.join(allowed)}.",
        f"The table pzk has voivodeships that study.toml does not have: {', '.join(unknown)}. Add "
        f"them to a macroregion or correct the table; study.toml has: {', '.join(allowed)}.",
    )
