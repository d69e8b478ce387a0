"""How long families stay in cooperation, and which share has completed, left or died by when.

The border: shares over time and quantiles of one place; tests between places and areas belong to
``families_time_comparison``, mean lengths to ``families``.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.families_time_data import CENSORED, ENDS, FollowUp
from kooperacja_eval.indicators.families_time_window import around
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import DAYS_PER_MONTH, Floats, Ints
from kooperacja_eval.indicators.values import Value
from kooperacja_eval.stats.survival_at import CurveAt, incidence_at, survival_at
from kooperacja_eval.stats.survival_lines import first_time

MONTHS: Final = (3, 6, 9, 10, 12, 13)
"""Months at which every level is shown; 10 and 13 are the planned lengths of the two cohorts."""
CURVE_MONTHS: Final = tuple(range(1, 16))
"""Months of the curves of the macroregion."""
STAYING: Final = "staying"
QUARTILES: Final = {"quartile|25": 0.25, "median": 0.5, "quartile|75": 0.75}
"""Groups of quantiles, and the share whose cooperation had ended by then."""
HALF: Final = 0.5
METHODS: Final = {True: "kaplan_meier", False: "aalen_johansen"}
CLUSTERED: Final = "_cluster_t"


def time_to_completion(data: StudyData, place: Place) -> list[Value]:
    """Return the shares still in cooperation, completed, left and died by month of cooperation.

    ``staying|<m>``: Kaplan-Meier share whose cooperation has not ended in any way by the end of
    month m; its n counts those still watched on the last day of it (at risk). ``completed|<m>``,
    ``left|<m>``, ``died|<m>``: Aalen-Johansen cumulative incidence of one end among competing ones;
    the four add up to 1, and n counts all families with a known time. Intervals are between teams.
    A month that lies behind the longest time, while some were still in cooperation, is
    insufficient; families without a known time are missing.

    Not shown is 1 - Kaplan-Meier of completion with the other ends as censored. It is higher than
    the share that completed: it would be the share in a world where nobody leaves or dies, and
    where those that left would have completed as the others did. Nobody observes that world.

    The numerator is not value times n: it counts the families of that end since the last month that
    stood on enough of them, so that disclosure control sees how few the difference of two months
    tells of. A month that tells of fewer than the threshold, counted from the last such month or to
    the end of the table, has that small number instead, and ``staying`` the smallest of its ends,
    since it gives the others back; both are hidden in public.
    """
    inside = data.at(data.households, place)
    watched = data.follow_up.at(inside)
    known = watched.at(watched.known)
    months = CURVE_MONTHS if place.level == "macroregion" else MONTHS
    told = _told_of(known, months, data.config.disclosure.threshold)
    n_missing = inside.size - known.days.size
    rows = []
    for end in (STAYING, *ENDS):
        curve = _curves(known, end, [month * DAYS_PER_MONTH for month in months])
        for at, (month, found) in enumerate(zip(months, curve, strict=True)):
            group, few = f"{end}|{month}", int(told[end][at])
            rows.append(_row(known, found, group, few, n_missing, data.period))
    return rows


def time_in_cooperation(data: StudyData, place: Place) -> list[Value]:
    """Return the median and quartiles of the months in cooperation, whatever the end.

    ``quartile|25``, ``median``, ``quartile|75``: the time at which this share had ended, from the
    Kaplan-Meier curve, so that families still in cooperation count for as long as they were
    watched. The interval runs between the times at which the ends of the pointwise interval
    (between teams) cross the share (Brookmeyer and Crowley 1982, doi:10.2307/2530286); an end that
    is never crossed is open and missing. Quartiles are given for the macroregion. A quantile with
    fewer families than the threshold on its smaller side is insufficient: it is nearly one
    family's own time.
    """
    inside = data.at(data.households, place)
    watched = data.follow_up.at(inside)
    known = watched.at(watched.known)
    times = np.unique(known.days[known.end > CENSORED])
    groups = QUARTILES if place.level == "macroregion" else {"median": HALF}
    rows = []
    for group, share in groups.items():
        side = min(share, 1 - share) * known.days.size
        enough = side >= data.config.disclosure.threshold
        value, low, high, method = _quantile(known, times, 1 - share) if enough else _NO_QUANTILE
        rows.append(
            Value(
                method=method, value=value, ci_low=low, ci_high=high, n=known.days.size,
                n_missing=inside.size - known.days.size, group=group, period=data.period,
                status="insufficient" if value is None else "ok",
            )
        )  # fmt: skip
    return rows


_NO_QUANTILE: Final = (None, None, None, METHODS[True])


def _told_of(known: FollowUp, months: tuple[int, ...], threshold: int) -> dict[str, Ints]:
    """Return how few families each month tells of, by end; arrays have shape (months,)."""
    days = np.array(months) * DAYS_PER_MONTH
    told = {}
    for place, end in enumerate(ENDS):
        ended = np.sort(known.days[known.end == place + 1])
        by = np.searchsorted(ended, days, side="right").astype(np.int64)
        told[end] = _told(by, ended.size, threshold)
    each = np.array(list(told.values()))
    few = _small(each, threshold)
    smallest = np.where(few, each, threshold).min(axis=0)
    told[STAYING] = np.where(few.any(axis=0), smallest, each.sum(axis=0)).astype(np.int64)
    return told


def _told(by: Ints, total: int, threshold: int) -> Ints:
    """Return how few families a month tells of beside the last month that told of enough."""
    told, before = np.zeros_like(by), 0
    for at, number in enumerate(by.tolist()):
        since, later = number - before, total - number
        told[at] = since
        if _small(later, threshold) and since:
            told[at] = min(since, later)
        if not _small(told[at], threshold):
            before = number
    return told


def _small(number: "int | Ints", threshold: int) -> "NDArray[np.bool_]":
    numbers = np.asarray(number)
    return np.asarray((numbers > 0) & (numbers < threshold))


def _curve(known: FollowUp, end: str, day: float) -> CurveAt | None:
    """Return the share at a day, between teams where they allow it; None where it is unknown."""
    for clusters in (known.team, None):
        try:
            return _at(known, end, [day], clusters)[0]
        except InsufficientDataError:
            continue
    return None


def _curves(known: FollowUp, end: str, days: Sequence[float]) -> list[CurveAt | None]:
    """Return what ``_curve`` does at several days, counted through once where none is refused."""
    try:
        return [*_at(known, end, days, known.team)]
    except InsufficientDataError:
        return [_curve(known, end, day) for day in days]


def _at(
    known: FollowUp, end: str, days: Sequence[float], clusters: Ints | None
) -> tuple[CurveAt, ...]:
    if end == STAYING:
        gone = (known.end > CENSORED).astype(np.float64)
        return survival_at(known.days, gone, days, clusters)
    which = list(ENDS).index(end) + 1
    return incidence_at(known.days, known.end, which, days, clusters, causes=len(ENDS))


def _row(
    known: FollowUp, found: CurveAt | None, group: str, told: int, n_missing: int, period: str
) -> Value:
    """Return a share; without teams to compare it has no interval."""
    staying = group.startswith(STAYING)
    name, n = METHODS[staying], known.days.size
    if found is None:
        return Value(
            method=name, n=0 if staying else n, n_missing=n_missing, group=group, period=period,
            status="insufficient",
        )  # fmt: skip
    between = found.n_clusters is not None
    return Value(
        method=f"{name}{CLUSTERED}" if between else name,
        numerator=float(told),
        denominator=float(n),
        value=found.value,
        ci_low=found.ci_low if between else None,
        ci_high=found.ci_high if between else None,
        n=found.at_risk if staying else n,
        n_missing=n_missing,
        group=group,
        period=period,
    )


def _quantile(
    known: FollowUp, times: Floats, height: float
) -> tuple[float | None, float | None, float | None, str]:
    """Return the months at which the curve and the ends of its interval come to a height."""
    times = around(known, times, height)
    points = _curves(known, STAYING, times.tolist())
    found = [point for point in points if point is not None]
    lines = (
        [point.value for point in found],
        *(
            [_end(point, name) for point in found]
            for name in ("ci_low", "ci_high")
        ),
    )  # fmt: skip
    ends = [first_time(times, np.array(line), height) if found else None for line in lines]
    value, low, high = (None if end is None else end / DAYS_PER_MONTH for end in ends)
    between = any(point.n_clusters is not None for point in found)
    return value, low, high, f"{METHODS[True]}{CLUSTERED}" if between else METHODS[True]


def _end(point: CurveAt, name: str) -> float:
    """Return an end of the interval of a point; nan where teams give none."""
    limits: Mapping[str, float | None] = {"ci_low": point.ci_low, "ci_high": point.ci_high}
    limit = limits[name] if point.n_clusters is not None else None
    return np.nan if limit is None else limit
