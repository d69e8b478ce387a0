"""The jump and the lines of one series at the break, also where one side is exactly a line.

The border: both regressions come from ``stats``; rows are laid out by ``coop_covid``. Where every
team met in every month before the break, that side has no error, and the errors of the other side
are those of the changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.units import Floats, Ints
from kooperacja_eval.stats.outcome_linear import linear_clustered
from kooperacja_eval.stats.segmented_design import ENOUGH_MONTHS, count_sides, segment_terms
from kooperacja_eval.stats.segmented_panel import SegmentedPanel, segmented_panel
from kooperacja_eval.text import Text

CHANGES: Final = ("slope_before", "level_change", "slope_change", "slope_after")
ROUNDING: Final = 1e-6
"""Distance from a line that is rounding: series lie between 0 and some tens."""
Ends = tuple[float, float, float]
"""A number and its interval, of no width where it is exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A segmented regression of months of teams.

    Attributes
    ----------
    changes : mapping of str to tuple of float
        ``CHANGES`` with their intervals.
    fitted, without : mapping of int to float, or to tuple of float
        By number of the month, the line, and the first line gone on after the break.
    descriptive : bool
        Whether a side has fewer than 12 months.
    n_before, n_after : int
        Months on each side.
    n, n_dropped, n_clusters : int
        Rows used and left out; teams used.
    """

    changes: Mapping[str, Ends]
    fitted: Mapping[int, float]
    without: Mapping[int, Ends]
    descriptive: bool
    n_before: int
    n_after: int
    n: int
    n_dropped: int
    n_clusters: int


def fit_break(values: Floats, months: Ints, teams: Ints, *, last_before: int) -> Break:
    """Fit a line on each side of the break.

    Parameters
    ----------
    values : NDArray[np.float64], shape (rows,)
        Of a team's month; nan is missing.
    months, teams : NDArray[np.int64], shape (rows,)
        Number of the month and of the team.
    last_before : int
        Number of the last month before the break.

    Raises
    ------
    InsufficientDataError
        As from ``segmented_panel``; also where both sides are exactly lines.
    """
    known = ~np.isnan(values)
    after = months > last_before
    exact = [_is_line(values[known & side], months[known & side]) for side in (~after, after)]
    if all(exact):
        raise InsufficientDataError(_BOTH_EXACT)
    if not any(exact):
        return _of_panel(segmented_panel(values, months, teams, last_before=last_before))
    found = _one_sided(
        values[known], months[known], teams[known], last_before, after_is_exact=exact[1]
    )
    return replace(found, n_dropped=int(known.size - found.n))


def _is_line(values: Floats, months: Ints) -> bool:
    if not values.size:
        return False
    return bool(np.abs(values - _line_at(values, months, months)).max() <= ROUNDING)


def _line_at(values: Floats, months: Ints, where: Ints) -> Floats:
    """Return the least squares line of some months at others."""
    columns = np.column_stack([np.ones(months.size), months - months.mean()])
    level, slope = np.linalg.lstsq(columns, values)[0]
    line: Floats = level + slope * (where - months.mean())
    return line


def _of_panel(found: SegmentedPanel) -> Break:
    lines = found.changes
    without = zip(
        lines.counterfactual, lines.counterfactual_low, lines.counterfactual_high, strict=True
    )
    return Break(
        changes={
            effect.name: (effect.estimate, effect.ci_low, effect.ci_high)
            for effect in lines.effects
            if effect.name in CHANGES
        },
        fitted=dict(zip(lines.months, lines.fitted, strict=True)),
        without={
            month: ends
            for month, ends in zip(lines.months, without, strict=True)
            if month > found.last_before
        },
        descriptive=found.descriptive,
        n_before=found.n_before,
        n_after=found.n_after,
        n=found.n,
        n_dropped=found.n_dropped,
        n_clusters=found.n_clusters,
    )


def _one_sided(
    values: Floats, months: Ints, teams: Ints, last: int, *, after_is_exact: bool
) -> Break:
    """Fit the side that is no line; less the line of the other side it is what the break changed.

    The hat matrix has no part between the sides, so that errors are those of the whole model.
    """
    terms = segment_terms(last, slope_change=True, harmonics=0, cycle_months=12)
    n_before, n_after = count_sides(months, terms)
    side = (months <= last) if after_is_exact else (months > last)
    every = np.arange(months.min(), months.max() + 1)
    line = _line_at(values[~side], months[~side], every)
    rest, sign = values[side] - line[months[side] - every[0]], -1.0 if after_is_exact else 1.0

    def at(month: int) -> tuple[Ends, Ends]:
        since = (months[side] - month)[:, None].astype(np.float64)
        found = linear_clustered(rest, since, teams[side], names=["slope"])
        level, slope = ((one.estimate, one.ci_low, one.ci_high) for one in found.effects)
        return level, slope

    level, slope = at(last)
    exact = float(line[-1] - line[-2])
    own, other = _moved(slope, exact), (exact, exact, exact)
    fits = {int(month): at(int(month))[0] for month in every}
    by_month = dict(zip(fits, line.tolist(), strict=True))
    moved = {month: _moved(ends, by_month[month]) for month, ends in fits.items()}
    later = [month for month in fits if month > last]
    return Break(
        changes={
            "slope_before": own if after_is_exact else other,
            "level_change": _turned(level, sign),
            "slope_change": _turned(slope, sign),
            "slope_after": other if after_is_exact else own,
        },
        fitted={
            month: moved[month][0] if (month > last) != after_is_exact else by_month[month]
            for month in fits
        },
        without={
            month: moved[month] if after_is_exact else (by_month[month],) * 3 for month in later
        },
        descriptive=min(n_before, n_after) < ENOUGH_MONTHS,
        n_before=n_before,
        n_after=n_after,
        n=values.size,
        n_dropped=0,
        n_clusters=int(np.unique(teams).size),
    )


def _moved(ends: Ends, by: float) -> Ends:
    value, low, high = ends
    return value + by, low + by, high + by


def _turned(ends: Ends, sign: float) -> Ends:
    value, low, high = ends
    return (value, low, high) if sign > 0 else (-value, -high, -low)


_BOTH_EXACT = Text(
    "Wszystkie zespoły leżą przed przełomem i po nim dokładnie na jednej linii, więc przedział "
    "jest nieokreślony. Podaj same wartości miesięcy.",
    "All teams lie exactly on one line before the break and after it, so that the interval is "
    "undefined. Give the values of the months alone.",
)
