"""How often teams are in touch with families, and for how long.

The border: what teams report by family and month; what became of families belongs to ``families``.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import numpy as np

from kooperacja_eval.indicators.coop_data import MONTH, family_means
from kooperacja_eval.indicators.coop_limits import within
from kooperacja_eval.indicators.coop_periods import periods
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.values import Value, mean

Measure = Literal["contacts", "hours"]


def family_contacts(data: StudyData, place: Place) -> list[Value]:
    """Mean contacts of a family or person with its team in a month."""
    return [*_values(data, place, "contacts")]


def family_hours(data: StudyData, place: Place) -> list[Value]:
    """Mean hours of a team with a family or person in a month."""
    return [*_values(data, place, "hours")]


def _values(data: StudyData, place: Place, measure: Measure) -> Iterator[Value]:
    """Give the whole test and, above areas and teams, each month.

    Each family counts once, with the mean of its months. Families in cooperation that nobody
    reported on are missing.
    """
    units = data.cooperation.contacts
    numbers = units.frame[measure].to_numpy(dtype=np.float64, na_value=np.nan)
    for period, rows in periods(data, units, place):
        whole = period == data.period
        if not whole and place.level not in {"macroregion", "voivodeship"}:
            continue
        means, teams = family_means(units, rows, numbers)
        value = mean(means, None if place.level == "pzk" else teams, period=period)
        expected = _expected(data, place, None if whole else np.datetime64(period, "M"))
        missing = max(expected - value.n, value.n_missing)
        yield within(replace(value, n_missing=missing), 0.0)


def _expected(data: StudyData, place: Place, month: np.datetime64 | None) -> int:
    """Return how many families were in cooperation, in a month or at all."""
    units = data.households
    rows = data.at(units, place)
    started = units.days("started_on")[rows].astype(MONTH)
    ended = units.days("ended_on")[rows].astype(MONTH)
    if month is None:
        return int((~np.isnat(started)).sum())
    return int(((started <= month) & (np.isnat(ended) | (ended >= month))).sum())
