"""Which teams reported in a month, and which of them met.

The border: a team that did not report is unknown, never a team without a meeting; who came to the
meetings belongs to ``brief_attendance``.
"""

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.values import Value, counted_share


def brief_reports(data: StudyData, place: Place) -> list[Value]:
    """Teams that reported among the teams at work, by month.

    A report is a meeting of the month, or any row on contacts of the team's families in it, be it
    that there were none. A team counts from the month of its start to that of its end.
    """
    found, teams = data.brief, data.teams_at(place)
    at_work, reported = found.at_work[teams], found.reported[teams]
    return [
        counted_share(
            int((at_work[:, at] & reported[:, at]).sum()),
            int(at_work[:, at].sum()),
            period=str(month),
        )
        for at, month in enumerate(found.months)
        if at_work[:, at].any()
    ]


def brief_meetings(data: StudyData, place: Place) -> list[Value]:
    """Teams with a meeting among the teams at work that reported, by month.

    Teams without a report are missing.
    """
    found, teams = data.brief, data.teams_at(place)
    at_work, met = found.at_work[teams], found.meetings[teams] > 0
    told = at_work & found.reported[teams]
    return [
        counted_share(
            int((told[:, at] & met[:, at]).sum()),
            int(told[:, at].sum()),
            n_missing=int((at_work[:, at] & ~told[:, at]).sum()),
            period=str(month),
        )
        for at, month in enumerate(found.months)
        if at_work[:, at].any()
    ]
