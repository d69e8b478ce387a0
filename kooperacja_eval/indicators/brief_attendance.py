"""Teams whose attendance in a month lies outside the control limits of their own earlier months.

A p chart of each team: the centre is the share of members that came in all its earlier months, the
limits are exact binomial ones (``stats.funnel``), since 8 to 15 members are too few for those of
the normal distribution. The border: says that attendance is unusual for the team, never why, and
sets no team beside another.
"""

from typing import Final

import numpy as np

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Ints
from kooperacja_eval.indicators.values import Value, count, counted_share
from kooperacja_eval.stats.funnel import FunnelResult, binomial_funnel

LEVEL: Final = 0.998
"""Level of the limits: about three standard deviations, as usual in control charts."""
EARLIER_MONTHS: Final = 3
"""Fewer earlier months with a list of attendance give no limits."""
POSITIONS: Final = ("below", "inside", "above")
UNTOLD: Final = "untold"


def brief_attendance(data: StudyData, place: Place) -> list[Value]:
    """Attendance of a month against the control limits of the team's earlier months.

    Of a team: the share of members that came (no group), the centre and limits from its earlier
    months (``limits``), and a row ``limits:below`` or ``limits:above`` where the share lies
    outside. Of other places: teams by position (``limits:untold``: fewer than 3 earlier months with
    a list, or earlier everybody or nobody came). Limits take the centre as known and members as
    independent; with few earlier months they are too narrow, with members who always come too wide.
    """
    if place.level != "pzk":
        return _positions(data, place)
    team = int(data.teams_at(place)[0])
    found = data.brief
    came, members, unlisted = (
        counts[team] for counts in (found.members_came, found.members, found.members_unlisted)
    )
    values = []
    for at in np.flatnonzero(members + unlisted):
        period = str(found.months[at])
        values.append(
            counted_share(
                int(came[at]), int(members[at]), n_missing=int(unlisted[at]), period=period
            )
        )
        values += _limits(came[: at + 1], members[: at + 1], period)
    return values


def _limits(came: Ints, members: Ints, period: str) -> list[Value]:
    """Return the limits of the last month, and on which side of them it lies if outside."""
    chart = _chart(came, members)
    if chart is None:
        return []
    [limits], earlier, earlier_came = chart.limits, int(members[:-1].sum()), int(came[:-1].sum())
    row = Value(
        method="binomial_quantile",
        numerator=float(earlier_came),
        denominator=float(earlier),
        value=chart.target,
        ci_low=float(limits.low[0]),
        ci_high=float(limits.high[0]),
        n=earlier,
        group="limits",
        period=period,
    )
    position = chart.positions[0][0]
    outside = position != "inside"
    return [row, count(1, group=f"limits:{position}", period=period)] if outside else [row]


def _chart(came: Ints, members: Ints) -> FunnelResult | None:
    """Return the last month against those before it; None where they give no limits."""
    earlier, earlier_came = int(members[:-1].sum()), int(came[:-1].sum())
    if not members[-1] or np.count_nonzero(members[:-1]) < EARLIER_MONTHS:
        return None
    if earlier_came in {0, earlier}:
        return None
    return binomial_funnel(came[-1:], members[-1:], target=earlier_came / earlier, levels=(LEVEL,))


def _positions(data: StudyData, place: Place) -> list[Value]:
    """Return how many teams of a place lie where, in each month with teams at work or a list."""
    teams, found = data.teams_at(place), data.brief
    values = []
    for at, month in enumerate(found.months):
        listed = found.members[teams, at] > 0
        without = int((found.at_work[teams, at] & ~listed).sum())
        if not without and not listed.any():
            continue
        charts = [
            _chart(found.members_came[team, : at + 1], found.members[team, : at + 1])
            for team in teams[listed]
        ]
        where = [UNTOLD if chart is None else chart.positions[0][0] for chart in charts]
        values += [
            count(where.count(name), n_missing=without, group=f"limits:{name}", period=str(month))
            for name in (*POSITIONS, UNTOLD)
        ]
    return values
