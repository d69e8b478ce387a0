"""How and when cooperation ends, so that the published totals and means come out exactly.

The number of families that complete is fixed. Which ones do not is drawn without replacement,
each with a weight that falls with the team's intensity: the planted effect, given the total.
"""

from typing import Final

import numpy as np

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.frames import (
    NOT_A_DAY,
    Days,
    Flags,
    Floats,
    Ints,
    Texts,
    adjust_to_sum,
    day,
    texts,
)
from kooperacja_eval.demo.parameters import Effects
from kooperacja_eval.demo.plan import Plan
from kooperacja_eval.demo.teams import Teams

DIED_WEIGHT: Final = 4.0
"""How many times likelier an end by death is among older people."""
EXTENDED_WEIGHT: Final = 3.0
"""How many times likelier services go on where social projects were extended."""
EXTENDED_PLACES: Final = ("podkarpackie", "swietokrzyskie")
"""The two voivodeships with extended projects; document 000 does not name them."""
START_DAYS: Final = {facts.FIRST_COHORT: (8.0, 60), facts.SECOND_COHORT: (6.0, 30)}
"""Mean and most days from the first day of the cohort to the start."""
COMPLETED_FROM: Final = "2020-09-15"
LEFT_FROM: Final = "2020-04-05"
EARLY_BETWEEN: Final = ("2020-01-15", "2020-03-20")
CONTINUE_FROM: Final = "2021-03-12"


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


def draw_cohorts(plan: Plan, rng: np.random.Generator) -> Flags:
    """Return which families belong to the first cohort."""
    first = np.zeros(plan.families, dtype=np.bool_)
    first[rng.permutation(plan.families)[: plan.cohorts[facts.FIRST_COHORT]]] = True
    return first


def draw_outcomes(
    plan: Plan,
    teams: Teams,
    team: Ints,
    first_cohort: Flags,
    area: Texts,
    effects: Effects,
    rng: np.random.Generator,
) -> tuple[Flags, Texts]:
    """Return who withdrew early, and every family's outcome, with exactly the planned totals."""
    log_weights = -(effects.completion_per_z * teams.intensity + teams.outcome_effect)[team]
    here = (teams.places == facts.WITHDREW_IN)[team]
    early = np.zeros(len(team), dtype=np.bool_)
    early[draw_without_replacement(log_weights, here & first_cohort, plan.early, rng)] = True
    others = plan.families - plan.outcomes["completed"] - plan.early
    lost = draw_without_replacement(log_weights, ~early, others, rng)
    outcome = np.full(len(team), "completed", dtype=object)
    outcome[early] = "withdrawn"
    kinds = {kind: count for kind, count in plan.outcomes.items() if kind != "completed"}
    kinds["withdrawn"] -= plan.early
    old = np.where(area[lost] == "older_people", np.log(DIED_WEIGHT), 0.0)
    died = draw_without_replacement(old, np.ones(others, dtype=np.bool_), kinds.pop("died"), rng)
    outcome[lost[died]] = "died"
    rest = np.delete(lost, died)
    left = np.repeat(texts(list(kinds)), np.array(list(kinds.values()), dtype=np.int64))
    outcome[rest] = left[rng.permutation(len(left))]
    return early, outcome


def draw_starts(first_cohort: Flags, rng: np.random.Generator) -> Days:
    """Return the first day of cooperation: soon after the first day of the cohort."""
    started = np.full(len(first_cohort), NOT_A_DAY)
    for cohort, members in (
        (facts.FIRST_COHORT, first_cohort),
        (facts.SECOND_COHORT, ~first_cohort),
    ):
        mean, most = START_DAYS[cohort]
        wait = np.minimum(rng.exponential(mean, int(members.sum())), most).astype(np.int64)
        started[members] = day(cohort) + wait.astype("timedelta64[D]")
    return started


def draw_ends(
    started: Days, first_cohort: Flags, outcome: Texts, early: Flags, rng: np.random.Generator
) -> Days:
    """Return the last day; the mean months of those that ended are the published ones.

    The mean over a cohort of (last day - first day + 1) / 30.4375 is 13.00 or 10.00, which
    fixes the sum of the days; families still in cooperation have no last day and no part in it.
    """
    size = len(started)
    low = np.where(outcome == "completed", day(COMPLETED_FROM), day(LEFT_FROM))
    high = np.full(size, day(facts.COOPERATION_UNTIL))
    span = (high - low).astype(np.int64)
    drawn = low + (span * rng.beta(2.0, 1.0, size)).astype("timedelta64[D]")
    first, last = (day(limit) for limit in EARLY_BETWEEN)
    soon = first + rng.integers(0, int((last - first).astype(np.int64)), size).astype(
        "timedelta64[D]"
    )
    low, high, drawn = (np.where(early, soon, limit) for limit in (low, high, drawn))
    ended = np.full(size, NOT_A_DAY)
    for cohort, in_cohort in (
        (facts.FIRST_COHORT, first_cohort),
        (facts.SECOND_COHORT, ~first_cohort),
    ):
        members = in_cohort & (outcome != "ongoing")
        days = [
            (limit[members] - started[members]).astype(np.int64) + 1 for limit in (drawn, low, high)
        ]
        total = round(int(members.sum()) * facts.COHORT_MONTHS[cohort] * facts.DAYS_PER_MONTH)
        lengths = adjust_to_sum(days[0], days[1], days[2], total)
        ended[members] = started[members] + (lengths - 1).astype("timedelta64[D]")
    return ended


def draw_continuing(plan: Plan, places: Texts, outcome: Texts, rng: np.random.Generator) -> Days:
    """Return until when social-project services go on; NaT for most.

    A subset of the completed families: an assumption, because document 000 does not say so.
    """
    extended = np.isin(places.astype(str), EXTENDED_PLACES)
    weights = np.where(extended, np.log(EXTENDED_WEIGHT), 0.0)
    chosen = draw_without_replacement(weights, outcome == "completed", plan.continuing, rng)
    last = day(facts.SERVICES_UNTIL)
    span = int((last - day(CONTINUE_FROM)).astype(np.int64))
    until = np.full(len(outcome), NOT_A_DAY)
    before = np.where(extended[chosen], 0, rng.integers(1, span + 1, len(chosen)))
    until[chosen] = last - before.astype("timedelta64[D]")
    return until
