"""Which families leave before they complete, and when: the planted effects on leaving.

A family's hazard of leaving grows with the months of its cooperation and is multiplied by what its
team, its difficulty and the months III-V.2020 do to it. How many leave is fixed by the record, so
the scale of the hazard is the one at which exactly so many do. The border: completed programmes
belong to ``endings``.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.frames import NOT_A_DAY, Days, Flags, Floats, Ints, Texts, day, texts
from kooperacja_eval.demo.parameters import Effects
from kooperacja_eval.demo.plan import Plan
from kooperacja_eval.demo.teams import Teams
from kooperacja_eval.schemas import codes

DIED_WEIGHT: Final = 4.0
"""How many times likelier an end by death is among older people."""
EARLY_FROM: Final = "2020-01-01"
"""First day on which one of those may leave that are gone by the status of III.2020."""
COUNTED_ON: Final = "2020-03-31"
"""Day of that status; the others leave after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """How cooperation ends; arrays are over families and persons.

    Attributes
    ----------
    left, early : array of bool
        Whether a family leaves before it completes; whether it does so before the end of III.2020.
    day : array of days
        Last day of those that leave; NaT for the others.
    not_before : array of days
        First day on which one that leaves may do so.
    outcome : array of str
        How it ended.
    """

    left: Flags
    early: Flags
    day: Days
    not_before: Days
    outcome: Texts


def draw_leaving(
    plan: Plan,
    teams: Teams,
    team: Ints,
    started: Days,
    first_cohort: Flags,
    area: Texts,
    effects: Effects,
    rng: np.random.Generator,
) -> Leaving:
    """Draw who leaves, when and how, with exactly the planned totals."""
    size = len(team)
    log_hazard = log_hazards(teams, team, area, effects)
    early = np.zeros(size, dtype=np.bool_)
    among = (teams.places == facts.WITHDREW_IN)[team] & first_cohort
    early[draw_without_replacement(log_hazard, among, plan.early, rng)] = True
    counted = day(COUNTED_ON)
    gone = np.full(size, NOT_A_DAY)
    before = Watch(started[early], np.maximum(started[early], day(EARLY_FROM)), counted - 1)
    gone[early] = before.day_at(rng.random(int(early.sum())) * before.hazard(effects), effects)
    others = np.flatnonzero(~early)
    after = Watch(started[others], np.maximum(started[others], counted + 1), _last())
    number = plan.families - plan.outcomes["completed"] - plan.outcomes["ongoing"] - plan.early
    waits = rng.exponential(size=others.size) / np.exp(log_hazard[others])
    scale = _scale(waits / after.hazard(effects), number)
    leaves = waits < scale * after.hazard(effects)
    gone[others[leaves]] = after.at(leaves).day_at(waits[leaves] / scale, effects)
    left = ~np.isnat(gone)
    first = np.where(early, day(EARLY_FROM), counted + 1)
    return Leaving(
        left=left,
        early=early,
        day=gone,
        not_before=np.maximum(started, first),
        outcome=_outcomes(plan, left, early, area, rng),
    )


def log_hazards(teams: Teams, team: Ints, area: Texts, effects: Effects) -> Floats:
    """Return the logarithm of each family's hazard of leaving against that of a plain one."""
    by_area = dict(zip(codes.AREAS.ids, effects.leaving_by_area, strict=True))
    own = effects.completion_per_z * teams.intensity + teams.outcome_effect
    log_hazard: Floats = np.array([by_area[name] for name in area.tolist()]) - own[team]
    return log_hazard


@dataclass(frozen=True, slots=True)
class Watch:
    """Families between two days: how much hazard they meet, and when they have met how much.

    The hazard on a day is (months since the start) ** (shape - 1), times the effect of III-V.2020,
    so that what is met between two days of one period is a difference of powers.

    Attributes
    ----------
    started, begin : array of days
        Start of the cooperation; first day of the watch.
    end : numpy.datetime64
        Last day of the watch.
    """

    started: Days
    begin: Days
    end: np.datetime64

    def at(self, chosen: Flags) -> "Watch":
        """Return the watch of some of the families."""
        return Watch(self.started[chosen], self.begin[chosen], self.end)

    def hazard(self, effects: Effects) -> Floats:
        """Return what each meets from the first to the last day."""
        return self._met(effects)[-1]

    def day_at(self, wanted: Floats, effects: Effects) -> Days:
        """Return the day on which each has met as much."""
        limits, met = self._limits(), self._met(effects)
        found = np.full(self.started.size, NOT_A_DAY)
        for i, factor in enumerate(_factors(effects)):
            here = (wanted >= met[i]) & (wanted <= met[i + 1])
            power = self._months(limits[i])[here] ** effects.leaving_shape
            power = power + (wanted - met[i])[here] / factor
            days = np.floor(power ** (1 / effects.leaving_shape) * facts.DAYS_PER_MONTH)
            found[here] = self.started[here] + days.astype("timedelta64[D]")
        return np.clip(found, self.begin, self.end)

    def _limits(self) -> list[Days]:
        first, last = day(facts.COVID_FROM), day(facts.LOCKDOWN_UNTIL) + 1
        marks = (self.begin, first, last, np.maximum(self.end + 1, self.begin))
        return [np.clip(mark, self.begin, marks[-1]) for mark in marks]

    def _met(self, effects: Effects) -> list[Floats]:
        powers = [self._months(limit) ** effects.leaving_shape for limit in self._limits()]
        met = [np.zeros(self.started.size)]
        for i, factor in enumerate(_factors(effects)):
            met.append(met[-1] + (powers[i + 1] - powers[i]) * factor)
        return met

    def _months(self, when: Days) -> Floats:
        days: Floats = (when - self.started).astype(np.float64)
        return np.maximum(days, 0.0) / facts.DAYS_PER_MONTH


def _factors(effects: Effects) -> tuple[float, float, float]:
    return 1.0, float(np.exp(effects.leaving_lockdown)), 1.0


def _last() -> np.datetime64:
    return day(facts.COOPERATION_UNTIL) - 1


def _scale(waits: Floats, number: int) -> float:
    """Return the scale of the hazard at which so many leave: between two of the waits."""
    if not number:
        return 0.0
    ordered = np.sort(waits)[number - 1 : number + 1]
    return float(np.exp(np.log(ordered).mean()))


def draw_without_replacement(
    log_weights: Floats, among: Flags, size: int, rng: np.random.Generator
) -> Ints:
    """Draw indices one after the other, each with probability in proportion to its weight.

    Parameters
    ----------
    log_weights : array of float, shape (n,)
        Logarithms of the weights.
    among : array of bool, shape (n,)
        Which ones may be drawn.
    size : int
        How many.

    Notes
    -----
    Adding Gumbel noise to the logarithms and taking the largest is the same as successive
    sampling (Efraimidis and Spirakis 2006, doi:10.1016/j.ipl.2005.11.003).
    """
    if size > int(among.sum()):
        raise ValueError(f"{size} to draw, {int(among.sum())} there")
    keys = np.where(among, log_weights + rng.gumbel(size=len(log_weights)), -np.inf)
    return np.argsort(-keys, kind="stable")[:size].astype(np.int64)


def _outcomes(
    plan: Plan, left: Flags, early: Flags, area: Texts, rng: np.random.Generator
) -> Texts:
    """Return every family's outcome, with exactly the planned totals."""
    outcome = np.full(len(left), "completed", dtype=object)
    stay = np.flatnonzero(~left)
    outcome[rng.permutation(stay)[: plan.outcomes["ongoing"]]] = "ongoing"
    outcome[early] = "withdrawn"
    lost = np.flatnonzero(left & ~early)
    kinds = {
        kind: count for kind, count in plan.outcomes.items() if kind not in {"completed", "ongoing"}
    }
    kinds["withdrawn"] -= plan.early
    old = np.where(area[lost] == "older_people", np.log(DIED_WEIGHT), 0.0)
    everybody = np.ones(lost.size, dtype=np.bool_)
    died = draw_without_replacement(old, everybody, kinds.pop("died"), rng)
    outcome[lost[died]] = "died"
    rest = np.delete(lost, died)
    ways = np.repeat(texts(list(kinds)), np.array(list(kinds.values()), dtype=np.int64))
    outcome[rest] = ways[rng.permutation(len(ways))]
    return outcome
