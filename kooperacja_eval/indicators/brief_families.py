"""Families without contact through a month, and services suspended in it.

The border: what teams report by month; what became of families belongs to ``families``.
"""

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.values import Value, counted_share


def brief_silent_families(data: StudyData, place: Place) -> list[Value]:
    """Families without any contact among those in cooperation through the whole month.

    Contacts are reported by month, so a whole calendar month (28 to 31 days) stands for 30 days.
    Families that started or ended within the month do not count; those on whom nobody reported are
    missing. Groups do not count.
    """
    found, teams = data.brief, data.teams_at(place)
    return [
        counted_share(
            int(found.families_silent[teams, at].sum()),
            int(found.families_told[teams, at].sum()),
            n_missing=int(found.families_untold[teams, at].sum()),
            period=str(month),
        )
        for at, month in enumerate(found.months)
    ]


def brief_suspended(data: StudyData, place: Place) -> list[Value]:
    """Services suspended in a month, by the day of the status; ``n`` counts families.

    A service has its last status only: one resumed or converted since is no longer among them, and
    one without a day of the status is in no month. Needs that never were services do not count.
    """
    found, teams = data.brief, data.teams_at(place)
    values = []
    for at, month in enumerate(found.months):
        services = int(found.services_suspended[teams, at].sum())
        families = int(found.families_suspended[teams, at].sum())
        values.append(
            Value(
                method="count",
                numerator=float(services),
                value=float(services),
                n=families,
                period=str(month),
            )
        )
    return values
