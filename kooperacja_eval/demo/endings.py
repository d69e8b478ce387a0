"""When families start, complete and go on with services, so that published means come out exactly.

The border: which families leave before they complete, and when, is drawn by ``leaving``.
"""

from typing import Final

import numpy as np

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.frames import (
    NOT_A_DAY,
    Days,
    Flags,
    Ints,
    Texts,
    adjust_to_sum,
    day,
)
from kooperacja_eval.demo.leaving import Leaving, draw_without_replacement
from kooperacja_eval.demo.plan import Plan

EXTENDED_WEIGHT: Final = 3.0
"""How many times likelier services go on where social projects were extended."""
EXTENDED_PLACES: Final = ("podkarpackie", "swietokrzyskie")
"""The two voivodeships with extended projects; document 000 does not name them."""
START_DAYS: Final = {facts.FIRST_COHORT: (8.0, 60), facts.SECOND_COHORT: (6.0, 30)}
"""Mean and most days from the first day of the cohort to the start."""
COMPLETED_FROM: Final = "2020-09-15"
CONTINUE_FROM: Final = "2021-03-12"


def draw_cohorts(plan: Plan, rng: np.random.Generator) -> Flags:
    """Return which families belong to the first cohort."""
    first = np.zeros(plan.families, dtype=np.bool_)
    first[rng.permutation(plan.families)[: plan.cohorts[facts.FIRST_COHORT]]] = True
    return first


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


def draw_completions(
    started: Days, first_cohort: Flags, leaving: Leaving, rng: np.random.Generator
) -> Days:
    """Return the last day; the mean months of those that ended are the published ones.

    The mean over a cohort of (last day - first day + 1) / 30.4375 is 13.00 or 10.00, which
    fixes the sum of the days. Completed families make up the difference, those that left only
    where these have no room; families still in cooperation have no last day and no part in it.
    """
    until = day(facts.COOPERATION_UNTIL)
    low = np.where(leaving.left, leaving.not_before, day(COMPLETED_FROM))
    span = (until - low).astype(np.int64)
    drawn = low + (span * rng.beta(2.0, 1.0, len(started))).astype("timedelta64[D]")
    drawn = np.where(leaving.left, leaving.day, drawn)
    high = np.where(leaving.early, leaving.day, until)
    low = np.where(leaving.early, leaving.day, low)
    ended = np.full(len(started), NOT_A_DAY)
    for cohort, in_cohort in (
        (facts.FIRST_COHORT, first_cohort),
        (facts.SECOND_COHORT, ~first_cohort),
    ):
        members = np.flatnonzero(in_cohort & (leaving.outcome != "ongoing"))
        days, least, most = (
            (limit[members] - started[members]).astype(np.int64) + 1 for limit in (drawn, low, high)
        )
        total = round(members.size * facts.COHORT_MONTHS[cohort] * facts.DAYS_PER_MONTH)
        lengths = _adjusted(days, least, most, ~leaving.left[members], total)
        ended[members] = started[members] + (lengths - 1).astype("timedelta64[D]")
    return ended


def _adjusted(days: Ints, low: Ints, high: Ints, first: Flags, total: int) -> Ints:
    """Move the lengths of the first, then those of the others, until all add up."""
    wanted = total - int(days[~first].sum())
    mine = int(np.clip(wanted, low[first].sum(), high[first].sum()))
    moved = days.copy()
    moved[first] = adjust_to_sum(days[first], low[first], high[first], mine)
    moved[~first] = adjust_to_sum(days[~first], low[~first], high[~first], total - mine)
    return moved


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
