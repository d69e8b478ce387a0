"""The path of a family from its report to the evaluation of the cooperation (K7.2, K9.1)."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

import numpy as np

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.frames import NOT_A_DAY, Days, Ints, Texts
from kooperacja_eval.demo.parameters import Effects
from kooperacja_eval.demo.teams import Teams

SCREENING_DAYS: Final = (2, 12)
"""Days from the report of the family to its screening."""
DIAGNOSIS_MEAN_DAYS: Final = 18.0
DIAGNOSIS_SD_DAYS: Final = 6.0
"""Days from the screening to the diagnosis."""
SIGNING_DAYS: Final = (4, 16)
"""Days from the diagnosis to the signing of the IPP."""
STARTING_DAYS: Final = (0, 7)
"""Days from the signing to the first day of cooperation."""
MONITORED_DAYS: Final = (45, 120)
"""Days from the start of the cooperation to its first monitoring."""
EVALUATION_DAYS: Final = 21
"""Most days from the evaluation with the family to the end."""
NOT_EVALUATED: Final = {"completed": 0.04, "handed_over": 0.2, "ongoing": 1.0, "other": 0.75}
"""Share of the families with whom nobody evaluated the cooperation, by outcome."""


class Cases(Protocol):
    """What later stages follow from; as in ``households.Households``."""

    @property
    def signed(self) -> Days:
        """Day of signing the programme."""
        ...

    @property
    def started(self) -> Days:
        """First day of cooperation."""
        ...

    @property
    def outcome(self) -> Texts:
        """How it ended."""
        ...

    def until(self, otherwise: date) -> Days:
        """Return the last day, or another where it goes on."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterStages:
    """Days of the contract, of the first monitoring and of the evaluation; NaT where none."""

    contract: Days
    monitored: Days
    evaluated: Days


def early_stages(
    teams: Teams, team: Ints, started: Days, effects: Effects, rng: np.random.Generator
) -> tuple[Days, Days, Days, Days]:
    """Return the days of report, screening, diagnosis and signing, in order, before the start.

    Where the team began too late for the steps to take as long as they should, all are shortened
    in the same proportion.
    """
    size = len(team)
    mean = DIAGNOSIS_MEAN_DAYS + effects.diagnosis_days_per_z * teams.intensity[team]
    steps = np.column_stack(
        [
            rng.integers(*SCREENING_DAYS, size=size),
            np.maximum(rng.normal(mean, DIAGNOSIS_SD_DAYS), 1),
            rng.integers(*SIGNING_DAYS, size=size),
            rng.integers(*STARTING_DAYS, size=size),
        ]
    )
    known = (started - teams.started[team]).astype(np.int64)
    shortened = np.minimum(1.0, known / steps.sum(axis=1))
    before = np.floor(np.cumsum(steps[:, ::-1], axis=1) * shortened[:, None]).astype(np.int64)
    signed, diagnosed, screened, reported = (
        started - days.astype("timedelta64[D]") for days in before.T
    )
    return reported, screened, diagnosed, signed


def later_stages(cases: Cases, rng: np.random.Generator) -> LaterStages:
    """Draw the stages after the signing of the programme, in order, before the end.

    A family that leaves soon was never monitored, and one that was not monitored not evaluated.
    """
    size = len(cases.started)
    room = (cases.started - cases.signed).astype(np.int64)
    contract = cases.signed + np.floor(room * rng.random(size)).astype("timedelta64[D]")
    last = cases.until(facts.COOPERATION_UNTIL)
    wait = rng.integers(*MONITORED_DAYS, size=size).astype("timedelta64[D]")
    monitored = np.where(cases.started + wait <= last, cases.started + wait, NOT_A_DAY)
    before = rng.integers(0, EVALUATION_DAYS, size).astype("timedelta64[D]")
    evaluated = np.maximum(last - before, monitored)
    share = np.array([NOT_EVALUATED.get(code, NOT_EVALUATED["other"]) for code in cases.outcome])
    evaluated[np.isnat(monitored) | (rng.random(size) < share)] = NOT_A_DAY
    return LaterStages(contract=contract, monitored=monitored, evaluated=evaluated)
