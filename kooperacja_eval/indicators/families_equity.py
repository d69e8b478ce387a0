"""For whom it worked: measures of families by trait, and differences to the other families.

The border: traits and measures come from ``families_equity_data``. Families were not drawn by lot,
so that nothing here says what brought a difference about.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.families_equity_data import (
    CODES,
    SHARES,
    Measure,
    measures,
    traits,
)
from kooperacja_eval.indicators.families_equity_sums import TeamDifference, difference_of_teams
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Bools, Ints
from kooperacja_eval.indicators.values import Value, clustered_share, mean
from kooperacja_eval.stats.clustered_difference import (
    ClusteredDifferenceResult,
    clustered_difference,
)
from kooperacja_eval.stats.multiplicity import holm

METHOD: Final = "difference_clustered_t"
PLAIN: Final = "difference"
"""Method of a difference of which no interval can be computed."""
HOLM: Final = "_holm"
"""End of the method of a difference that withstands Holm's adjustment within its measure."""
LEVEL: Final = 0.05
"""Probability of a false alarm within a measure: Holm's rule keeps it for all comparisons."""
BOTH: Final = 2
MANY_UNITS: Final = 100_000
"""With more units, differences come from sums by team: the same numbers without a model of rows."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """A difference and the p value of its test; nan where none was done, or done before."""

    row: Value
    p_value: float
    same_as: int | None = None


def equity(data: StudyData, place: Place) -> list[Value]:
    """Measures of everybody and of each group of families, and differences to the other families.

    Families and persons without a trait are in none of its groups and not among the others. n is
    the number of families behind a value, n_missing that of families of the group without one.
    Services are counted one by one, so that numerator and denominator are services. A difference is
    the group less the other families whose trait is known, with errors between teams; its method
    ends in ``_holm`` where it withstands Holm's adjustment for all comparisons of its measure.
    """
    inside = np.zeros(data.households.team.size, dtype=bool)
    inside[data.at(data.households, place)] = True
    codes = traits(data)
    rows: list[Value] = []
    for name, measure in measures(data).items():
        rows.append(_value(data, place, name, measure, inside, ""))
        compared: list[_Compared] = []
        for dimension, values in CODES.items():
            trait = codes[dimension]
            known = inside & trait.known
            groups = {code: known & trait.groups[code] for code in values}
            for code, group in groups.items():
                part = f"/{dimension}:{code}"
                rows.append(_value(data, place, name, measure, group, part))
            compared += _comparisons(
                data, f"{name}|difference/{dimension}", measure, known, groups, len(compared)
            )
        rows += _marked(compared)
    return [replace(row, period=data.period) for row in rows]


def _value(
    data: StudyData, place: Place, name: str, measure: Measure, families: Bools, part: str
) -> Value:
    """Return the measure of some families: a share of units, or a mean of families."""
    units, team = families[measure.family], data.households.team[measure.family]
    values, teams = measure.numbers[units], team[units]
    group = f"{name}{part}"
    if name in SHARES:
        here = data.teams_at(place)
        known = ~np.isnan(values)
        size = len(data.teams)
        trials = np.bincount(teams[known], minlength=size)[here].astype(np.int64)
        hits = np.bincount(teams[known & (values > 0)], minlength=size)[here].astype(np.int64)
        row = clustered_share(hits, trials, group=group)
    else:
        row = mean(values, teams, group=group)
    n = _families(measure, families)
    return replace(row, n=n, n_missing=int(families.sum()) - n)


def _families(measure: Measure, families: Bools) -> int:
    """Return how many of some families have a value."""
    there = np.zeros(families.size, dtype=bool)
    there[measure.family[~np.isnan(measure.numbers)]] = True
    return int(np.count_nonzero(there & families))


def _comparisons(
    data: StudyData,
    head: str,
    measure: Measure,
    known: Bools,
    groups: Mapping[str, Bools],
    before: int,
) -> list[_Compared]:
    """Compare each group of a dimension with the others; of two groups that is one comparison."""
    found: list[_Compared] = []
    present = [code for code, group in groups.items() if _families(measure, group)]
    for code, group in groups.items():
        row, p_value = _difference(measure, data.households.team, group, known & ~group)
        row = replace(row, group=f"{head}:{code}")
        if len(present) == BOTH and code == present[1]:
            first = before + list(groups).index(present[0])
            found.append(_Compared(row, float("nan"), first))
        else:
            found.append(_Compared(row, p_value))
    return found


def _difference(measure: Measure, team: Ints, group: Bools, rest: Bools) -> tuple[Value, float]:
    """Return the mean of a group less that of the rest, and the p value of its test."""
    n, everybody = _families(measure, group | rest), int((group | rest).sum())
    blank = Value(
        method=METHOD, n=n, n_missing=everybody - n, change_type="difference", status="insufficient"
    )
    teams = team[measure.family]
    known = ~np.isnan(measure.numbers)
    here, there = group[measure.family] & known, rest[measure.family] & known
    if not here.any() or not there.any():
        return blank, float("nan")
    first, second = measure.numbers[there], measure.numbers[here]
    try:
        found: TeamDifference | ClusteredDifferenceResult
        if first.size + second.size > MANY_UNITS:
            found = difference_of_teams(first, second, teams[there], teams[here])
        else:
            found = clustered_difference(first, second, teams[there], teams[here])
    except InsufficientDataError:
        value = float(second.mean() - first.mean())
        return replace(blank, method=PLAIN, value=value, status="ok"), float("nan")
    row = replace(
        blank, value=found.estimate, ci_low=found.ci_low, ci_high=found.ci_high, status="ok"
    )
    return row, found.p_value


def _marked(compared: list[_Compared]) -> Iterator[Value]:
    """Give the differences of a measure, those marked that withstand Holm's adjustment."""
    p_values = np.array([one.p_value for one in compared])
    adjusted = p_values if np.isnan(p_values).all() else holm(p_values).adjusted
    for place, one in enumerate(compared):
        stands = adjusted[place if one.same_as is None else one.same_as] < LEVEL
        yield replace(one.row, method=METHOD + HOLM) if stands else one.row
