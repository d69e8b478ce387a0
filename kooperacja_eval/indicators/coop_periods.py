"""The whole test and its months, as the indicators of cooperation go through them."""

from collections.abc import Iterator

import numpy as np

from kooperacja_eval.indicators.coop_data import MONTH
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Bools, Ints, Units


def periods(data: StudyData, units: Units, place: Place) -> Iterator[tuple[str, Ints]]:
    """Give the whole test, then each month that has rows, with the rows of a place in it."""
    rows = data.at(units, place)
    yield data.period, rows
    yield from months(units, rows)


def months(units: Units, rows: Ints) -> Iterator[tuple[str, Ints]]:
    """Give each month, as ``2020-03``, with those of the rows that lie in it."""
    month = units.days("month")[rows].astype(MONTH)
    for one in np.unique(month):
        yield str(one), rows[month == one]


def per_cluster(clusters: Ints, counted: Bools | None = None) -> Ints:
    """Return how many rows, or how many of them counted, each of the clusters there has."""
    _, position = np.unique(clusters, return_inverse=True)
    sums = np.bincount(position, weights=counted)
    return sums.astype(np.int64)
