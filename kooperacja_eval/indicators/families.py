"""What became of families: completed programmes, services that go on, length, changed goals.

The border: counts families and persons, never groups; the way of a case through its stages belongs
to ``stages``, money to ``cost``.
"""

import numpy as np

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.reach import cohorts, months_between
from kooperacja_eval.indicators.units import Bools, Ints
from kooperacja_eval.indicators.values import Value, count, mean, shares


def ipp_completed(data: StudyData, place: Place) -> list[Value]:
    """Families and persons that completed on time and according to the goals of their IPP."""
    inside = data.at(data.households, place)
    return [count(int(_completed(data)[inside].sum()), period=data.period)]


def ipp_completed_share(data: StudyData, place: Place) -> list[Value]:
    """Completed among all families and persons of the whole test, ongoing ones too."""
    everyone = np.ones(data.households.team.size, dtype=bool)
    return _shares(data, place, _completed(data), everyone)


def continuing_services(data: StudyData, place: Place) -> list[Value]:
    """Families and persons with social-project services after their cooperation ended.

    Those with a last day of services but no end of cooperation count as missing.
    """
    inside = data.at(data.households, place)
    return [
        count(
            int(_continuing(data)[inside].sum()),
            n_missing=int(_undecided(data)[inside].sum()),
            period=data.period,
        )
    ]


def continuing_services_share(data: StudyData, place: Place) -> list[Value]:
    """Services that go on, over both bases that the record allows.

    ``of_completed``: completed families with such services over completed families. ``of_all``:
    all families with such services over all families. The final summary does not say whether its
    69 lie within its 140. Services without an end of cooperation are missing, not a no.
    """
    decided = ~_undecided(data)
    completed, continuing = _completed(data), _continuing(data)
    return [
        *_shares(
            data, place, continuing & completed, completed & decided, completed, "of_completed"
        ),
        *_shares(data, place, continuing, decided, np.ones_like(decided), "of_all"),
    ]


def cooperation_months(data: StudyData, place: Place) -> list[Value]:
    """Length of a family's cooperation, all together and by cohort.

    Families without an end of cooperation count as missing.
    """
    units = data.households
    inside = data.at(units, place)
    months = months_between(units.days("started_on")[inside], units.days("ended_on")[inside])
    team = units.team[inside]
    rows = [mean(months, _clusters(team, place), period=data.period)]
    for month, everybody in cohorts(data).items():
        chosen = everybody[inside]
        clusters = _clusters(team[chosen], place)
        rows.append(mean(months[chosen], clusters, group=month, period=data.period))
    return rows


def goal_revision_share(data: StudyData, place: Place) -> list[Value]:
    """Families with at least one changed goal among families whose goals are known.

    A family counts where every one of its goals says how often it was changed, or one says that it
    was; other families with goals are missing; families without goals do not count.
    """
    goals = data.family_goals
    return _shares(data, place, goals.any_changed, goals.changes_known, goals.has_goals)


def _completed(data: StudyData) -> Bools:
    return data.households.is_("outcome", "completed")


def _continuing(data: StudyData) -> Bools:
    """Services end after the cooperation; a comparison with a missing day is no."""
    return data.households.days("services_until") > data.households.days("ended_on")


def _undecided(data: StudyData) -> Bools:
    units = data.households
    return ~np.isnat(units.days("services_until")) & np.isnat(units.days("ended_on"))


def _clusters(team: Ints, place: Place) -> Ints | None:
    return None if place.level == "pzk" else team


def _shares(
    data: StudyData,
    place: Place,
    counted: Bools,
    base: Bools,
    eligible: Bools | None = None,
    group: str | None = None,
) -> list[Value]:
    """Return the share of the counted in the base; eligible but not in the base is missing."""
    units = data.households
    trials = data.per_team(units, base, place)
    wanted = trials if eligible is None else data.per_team(units, eligible, place)
    return shares(
        data.per_team(units, counted & base, place),
        trials,
        clustered=place.level != "pzk",
        n_missing=int(wanted.sum() - trials.sum()),
        group=group,
        period=data.period,
    )
