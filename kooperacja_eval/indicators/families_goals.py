"""Goals of families one by one: how many were reached, how far they moved, which were changed.

The border: goals are the units here, by domain of life; T, the number for a whole family, belongs
to ``coop_goals``, where only its dependence on the number of goals is shown here. Families stand
behind every row (``n``); goals are counted in numerator, denominator and ``n_missing``. Goals of
groups do not count.

T is not given by domain. Within one domain most families have one goal, of which T is 50 plus ten
times its level whatever its weight: the same as the level, in a unit that looks like more. And a
family's T of two goals is no mean of the T of each, so that parts would not add up to the whole.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Bools
from kooperacja_eval.indicators.values import Value, clustered_share, counted_share, mean
from kooperacja_eval.schemas.codes import GOAL_DOMAINS
from kooperacja_eval.stats.goal_attainment import HIGHEST, LOWEST

EXPECTED = 0
"""Level of a goal that was attained as expected."""
MANY_GOALS = 4
"""From so many goals on families stand together: ``goals:4+``."""


def goal_attained_share(data: StudyData, place: Place) -> list[Value]:
    """Goals attained at the expected level or above among assessed goals, in all and by domain.

    Every goal counts once, one of weight 0 too. Goals that nobody assessed are missing.
    """
    goals = data.family_goals
    known = ~np.isnan(goals.attained)
    return _shares(data, place, goals.attained >= EXPECTED, known)


def goal_change(data: StudyData, place: Place) -> list[Value]:
    """Mean change of level of a goal, from the start to its assessment, in all and by domain.

    Every goal counts once. Goals of which one of the levels is not known are missing: without a
    baseline nobody knows how far they came.
    """
    goals = data.family_goals
    change = goals.attained - goals.baseline
    rows = []
    for end, inside in _by_domain(data, place):
        row = mean(change[inside], goals.team[inside], group=f"all{end}", period=data.period)
        rows.append(replace(row, n=_families(data, inside & ~np.isnan(change)),
                            change_type="difference"))  # fmt: skip
    return rows


def goal_revision_by_domain(data: StudyData, place: Place) -> list[Value]:
    """Goals changed at least once among goals whose changes are known, in all and by domain.

    Goals that grow with the family are a principle of the model: a high share is no sign of poor
    planning, nor a low one of good planning.
    """
    goals = data.family_goals
    return _shares(data, place, goals.revision > 0, ~np.isnan(goals.revision))


def goal_levels(data: StudyData, place: Place) -> list[Value]:
    """Share of goals at each of the five levels, before and after: ``before|-2`` to ``after|2``.

    The same goals both times: those with both levels; others are missing.
    """
    goals = data.family_goals
    both = ~np.isnan(goals.attained) & ~np.isnan(goals.baseline)
    _, inside = next(_by_domain(data, place))
    return [
        _share(data, place, (levels == level) & both, both, inside, f"{moment}|{level}")
        for moment, levels in (("before", goals.baseline), ("after", goals.attained))
        for level in range(LOWEST, HIGHEST + 1)
    ]


def goal_number_t(data: StudyData, place: Place) -> list[Value]:
    """Mean T of all families, and by the number of goals that it is made of.

    T has the same mean for families whose goals are all as expected, but not the same range: all
    goals one level above give 60 with one goal and 64.5 with four. Families with different numbers
    of goals are therefore shown apart. Goals of weight 0 are in no T and in no number; families
    without T (no goal assessed, or all weights 0) are missing from the mean of all and belong to no
    number.
    """
    at = data.at(data.households, place)
    t, number = data.outcomes.goal_t[at], data.family_goals.in_t[at]
    team = data.households.team[at]
    rows = [mean(t, team, group="attained", period=data.period)]
    for goals in range(1, MANY_GOALS + 1):
        last = goals == MANY_GOALS
        chosen = number >= goals if last else number == goals
        group = f"attained/goals:{goals}{'+' if last else ''}"
        rows.append(mean(t[chosen], team[chosen], group=group, period=data.period))
    return rows


def _shares(data: StudyData, place: Place, counted: Bools, known: Bools) -> list[Value]:
    return [
        _share(data, place, counted & known, known, inside, f"all{end}")
        for end, inside in _by_domain(data, place)
    ]


def _share(
    data: StudyData, place: Place, counted: Bools, known: Bools, inside: Bools, group: str
) -> Value:
    """Return a share of goals with the families behind it; without an interval where it must be."""
    per_team = data.family_goals.team
    teams, size = data.teams_at(place), len(data.teams)
    hits = np.bincount(per_team[counted & inside], minlength=size)[teams].astype(np.int64)
    total = np.bincount(per_team[known & inside], minlength=size)[teams].astype(np.int64)
    missing = int(np.count_nonzero(inside & ~known))
    row = clustered_share(hits, total, n_missing=missing, group=group, period=data.period)
    if row.status != "ok":
        row = counted_share(
            int(hits.sum()),
            int(total.sum()),
            n_missing=missing,
            group=group,
            period=data.period,
        )
    return replace(row, n=_families(data, inside & known))


def _by_domain(data: StudyData, place: Place) -> Iterator[tuple[str, Bools]]:
    """Give the goals of a place: all of them, then those of each domain."""
    goals = data.family_goals
    teams = np.zeros(len(data.teams), dtype=bool)
    teams[data.teams_at(place)] = True
    here: Bools = teams[goals.team]
    yield "", here
    for code in GOAL_DOMAINS.ids:
        yield f"/domain:{code}", here & goals.of_domain[code]


def _families(data: StudyData, goals: Bools) -> int:
    there = np.zeros(data.households.team.size, dtype=bool)
    there[data.family_goals.family[goals]] = True
    return int(np.count_nonzero(there))
