"""The numbers that the synthetic study is built to reproduce, each with its document.

000 is the final summary of the test, 001 the status slides, 002 the description of the project.
Numbers that no document gives are assumptions of the demo and stand in ``parameters``.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaShare:
    """How many teams of a voivodeship work in an area, in the words of the source.

    Attributes
    ----------
    area : str
        Code under which reports count the teams.
    source : str
        The area as document 000 writes it.
    teams : int
        Number of teams.
    """

    area: str
    source: str
    teams: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A voivodeship of the macroregion with its published totals.

    Attributes
    ----------
    id : str
        Code of the voivodeship.
    letters : str
        Two letters with which identifiers begin.
    families : int
        Families and persons in cooperation in XII.2019 (000).
    groups : int
        Groups in cooperation in XII.2019 (000); never part of ``families``.
    areas : tuple of AreaShare
        Teams by area (000).
    """

    id: str
    letters: str
    families: int
    groups: int = 0
    areas: tuple[AreaShare, ...]

    @property
    def teams(self) -> int:
        """Number of teams of the voivodeship."""
        return sum(share.teams for share in self.areas)


def _area(area: str, source: str, teams: int) -> AreaShare:
    return AreaShare(area=area, source=source, teams=teams)


_INTERNET: Final = "Uzależnienie nieletnich od Internetu oraz urządzeń elektronicznych"

PLACES: Final = (
    Place(
        id="lubelskie", letters="LU", families=35,
        areas=(
            _area("disability", "Rodziny z osobami niepełnosprawnymi", 2),
            _area("many_difficulties", "Rodziny z trudnościami wychowawczymi", 2),
            _area("older_people", "Osoby starsze", 2),
        ),
    ),
    Place(
        id="mazowieckie", letters="MZ", families=30,
        areas=(
            _area("addiction", _INTERNET, 1),
            _area("addiction", "uzależnienie od alkoholu", 1),
            _area("many_difficulties", "Rodziny z wieloma trudnościami", 4),
        ),
    ),
    Place(
        id="podlaskie", letters="PD", families=33,
        areas=(
            _area("older_people", "Os. starsze", 1),
            _area("disability", "Rodziny z dzieckiem niepełnosprawnym", 1),
            _area("many_difficulties", "Rodziny z wieloma trudnościami", 4),
        ),
    ),
    Place(
        id="podkarpackie", letters="PK", families=35, groups=3,
        areas=(
            _area("many_difficulties", "Rodziny z wieloma trudnościami", 2),
            _area("addiction", "Uzależnienie", 1),
            _area("disability", "Niepełnosprawność , choroba", 1),
            _area("older_people", "Osoby starsze", 2),
        ),
    ),
    Place(
        id="swietokrzyskie", letters="SW", families=39,
        areas=(
            _area("older_people", "Osoby starsze", 3),
            _area("many_difficulties", "Rodziny z wieloma trudnościami", 1),
            _area("disability", "Niepełnosprawność", 1),
            _area("addiction", "Uzależnienie", 1),
        ),
    ),
)  # fmt: skip
"""Voivodeships in the order of document 000."""

MACROREGION_LETTERS: Final = "MR"
"""Letters of what belongs to the whole macroregion."""

FAMILIES: Final = sum(place.families for place in PLACES)
"""172 families and persons in the whole test (000)."""

ENTITIES: Final = 350
"""Entities in the target group (000, 002)."""

FAMILIES_PER_TEAM: Final = (5, 9)
"""Fewest and most families of a team (000)."""

FIRST_COHORT: Final = date(2019, 9, 1)
SECOND_COHORT: Final = date(2019, 12, 1)
COHORTS: Final = {FIRST_COHORT: 126, SECOND_COHORT: 46}
"""Families by the month from which 000 counts their cooperation."""

COHORT_MONTHS: Final = {FIRST_COHORT: 13.0, SECOND_COHORT: 10.0}
"""Mean cooperation in months by cohort (000)."""

DAYS_PER_MONTH: Final = 30.4375
"""Mean length of a month: 365.25 / 12."""

COMPLETED: Final = 140
"""Families that finished on time and according to the goals of their IPP (000)."""

CONTINUING: Final = 69
"""Families whose social-project services go on until III.2021 (000)."""

WITHDREW_BY_MARCH: Final = 1
"""Mazovian families that left between XII.2019 (30, 000) and III.2020 (29, 001)."""
WITHDREW_IN: Final = "mazowieckie"

COST_GROSZ: Final = 1_289_358_346
"""Total of the project, 12 893 583,46 PLN (002), in grosz."""

COOPERATION_UNTIL: Final = date(2020, 10, 31)
"""Last day of the cooperation that 000 counts."""

TEAMS_FROM: Final = date(2019, 7, 1)
"""First team (000)."""
TEAMS_UNTIL: Final = date(2020, 12, 31)
"""End of the test (000)."""

SERVICES_UNTIL: Final = date(2021, 3, 31)
"""End of the extended social-project services (000)."""

COVID_FROM: Final = date(2020, 3, 1)
"""First month of the COVID-19 break (003)."""
LOCKDOWN_UNTIL: Final = date(2020, 5, 31)
"""Last of the months that 003 marks as the pandemic, III-V.2020."""
