"""Use of the platform: logins, materials and posts per team and month of work.

The border: months of work are those of ``support_data``; use outside them does not count.
"""

from collections.abc import Iterator

import numpy as np

from kooperacja_eval.indicators.coop_limits import within
from kooperacja_eval.indicators.coop_periods import months, per_cluster
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.support_data import USES
from kooperacja_eval.indicators.units import Ints, Units
from kooperacja_eval.indicators.values import Value, mean, shares


def platform_use(data: StudyData, place: Place) -> list[Value]:
    """Mean logins, materials and posts per team and month, whole and, above teams, by month.

    Months of work without a report, or without the number, are missing.
    """
    units = data.support.use
    rows: list[Value] = []
    for use in USES:
        numbers = units.frame[use].to_numpy(dtype=np.float64, na_value=np.nan)
        for period, chosen in _periods(data, units, place):
            clusters = None if place.level == "pzk" else units.team[chosen]
            value = mean(numbers[chosen], clusters, group=use, period=period)
            rows.append(within(value, 0.0))
    return rows


def platform_active_share(data: StudyData, place: Place) -> list[Value]:
    """Share of months of work of teams with at least one login; months without a report miss."""
    units = data.support.use
    logins = units.frame["logins"]
    known = logins.notna().to_numpy(dtype=bool)
    active = (logins > 0).to_numpy(dtype=bool, na_value=False)
    rows: list[Value] = []
    for period, chosen in _periods(data, units, place):
        team = units.team[chosen]
        trials = per_cluster(team, known[chosen])
        rows += shares(
            per_cluster(team, active[chosen]),
            trials,
            clustered=place.level != "pzk",
            n_missing=int(chosen.size - trials.sum()),
            period=period,
        )
    return rows


def _periods(data: StudyData, units: Units, place: Place) -> Iterator[tuple[str, Ints]]:
    rows = data.at(units, place)
    yield data.period, rows
    if place.level != "pzk":
        yield from months(units, rows)
