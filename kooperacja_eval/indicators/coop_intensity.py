"""Cooperation intensity of teams, and of teams together: rows of the indicator.

The border: the index and its range come from ``coop_index``; above teams each team counts once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.coop_index import (
    FIXED_CHOICES,
    SEED,
    RangedIndex,
    TeamIndex,
    known_parts,
)
from kooperacja_eval.indicators.coop_limits import within
from kooperacja_eval.indicators.coop_parts import GOALPOSTS, PARTS
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Floats, Ints, Strings
from kooperacja_eval.indicators.values import Value, mean
from kooperacja_eval.stats.composite_one_at_a_time import ChangedChoice, one_at_a_time
from kooperacja_eval.stats.composite_scores import NORMALISATIONS
from kooperacja_eval.stats.composite_sensitivity import SensitivityResult, composite_sensitivity
from kooperacja_eval.stats.composite_spread import Spread
from kooperacja_eval.stats.composite_weights import FIXED_WEIGHTINGS

DEFAULT: Final = "geometric_goalposts_equal"
"""Method of the index without a range."""
RANGED: Final = f"{DEFAULT}_range90"
"""Method of the index with the range of 5 to 95 % of all choices and weightings."""
NARROW: Final = f"{DEFAULT}_range90_goalposts"
"""The same where other normalisations are undefined, since teams are alike in a part."""
BAND: Final = (10.0, 50.0, 90.0)
"""Percentiles of teams: the band beside which a team is drawn, and its middle."""


def cooperation_intensity(data: StudyData, place: Place) -> list[Value]:
    """Index of 0 to 100 by month, by wave and over the whole test.

    Of one team with parts, contributions and the range that it takes under other choices; of
    several the mean of teams. Of a macroregion also the band of its teams, the mean parts, and
    which choice moves the index most.
    """
    if place.level == "pzk":
        return list(_of_team(data, int(data.teams_at(place)[0])))
    return list(_of_teams(data, place))


def _of_team(data: StudyData, team: int) -> Iterator[Value]:
    index = data.intensity
    for month, found in index.by_month.items():
        row = _index_row(found, team, period=month)
        if row.status == "ok":
            yield row
    for wave, ranged in index.by_wave.items():
        yield from _described(ranged, index.macroregions, team, wave=wave)
    yield from _described(index.whole, index.macroregions, team, period=data.period)


def _described(
    ranged: RangedIndex,
    macroregions: Strings,
    team: int,
    *,
    period: str | None = None,
    wave: str | None = None,
) -> Iterator[Value]:
    """Give index and rank with their ranges, and the parts, of one team in one period."""
    found, spread = ranged.index, ranged.spread
    row = _index_row(found, team, period=period, wave=wave)
    rank = replace(row, group="rank", value=None, method="rank", status="insufficient")
    if spread is not None and row.status == "ok":
        at = int(np.flatnonzero(spread.units == team)[0])
        method = RANGED if spread.n_normalisations > 1 else NARROW
        row = _between(replace(row, method=method), spread.values, at)
        own = _rank(found, macroregions, team)
        rank = replace(rank, method=f"rank_{method}", value=own, status="ok")
        rank = _between(rank, spread.ranks, at)
    yield row
    yield rank
    for number, name in enumerate(PARTS):
        for group, values in (("part", found.scores), ("contribution", found.contributions)):
            known = not np.isnan(values[team, number])
            yield Value(
                method=DEFAULT,
                group=f"{group}:{name}",
                value=float(values[team, number]) if known else None,
                n=int(known),
                n_missing=int(not known),
                period=period,
                wave=wave,
                status="ok" if known else "insufficient",
            )


def _index_row(
    found: TeamIndex, team: int, *, period: str | None = None, wave: str | None = None
) -> Value:
    known = not np.isnan(found.value[team])
    return Value(
        method=DEFAULT,
        group="index",
        value=float(found.value[team]) if known else None,
        n=int(found.n_parts[team]),
        n_missing=len(PARTS) - int(found.n_parts[team]),
        period=period,
        wave=wave,
        status="ok" if known else "insufficient",
    )


def _between(row: Value, spread: Spread, at: int) -> Value:
    """Return a row with the range that holds 90 % of the choices."""
    return replace(row, ci_low=float(spread.p5[at]), ci_high=float(spread.p95[at]))


def _rank(found: TeamIndex, macroregions: Strings, team: int) -> float:
    """Return the rank among the teams of the macroregion, 1 the highest, ties sharing the mean."""
    others = found.value[macroregions == macroregions[team]]
    own = found.value[team]
    return float((others > own).sum() + ((others == own).sum() + 1) / 2)


def _of_teams(data: StudyData, place: Place) -> Iterator[Value]:
    index, teams = data.intensity, data.teams_at(place)
    periods: list[tuple[TeamIndex, str | None, str | None]] = [
        *((found, month, None) for month, found in index.by_month.items()),
        *((ranged.index, None, wave) for wave, ranged in index.by_wave.items()),
        (index.whole.index, data.period, None),
    ]
    for found, period, wave in periods:
        yield _mean_of_teams(found.value[teams], "index", period, wave)
        if place.level != "macroregion":
            continue
        yield _band(found.value[teams], period, wave)
        if wave is not None or period == data.period:
            for number, name in enumerate(PARTS):
                yield _mean_of_teams(found.scores[teams, number], f"part_mean:{name}", period, wave)
    if place.level == "macroregion":
        yield from _choices(index.whole_parts, teams, data.period)


def _mean_of_teams(values: Floats, group: str, period: str | None, wave: str | None) -> Value:
    """Return the mean of teams with its interval, which stays within the scale."""
    return within(mean(values, group=group, period=period, wave=wave), 0.0, 100.0)


def _band(values: Floats, period: str | None, wave: str | None) -> Value:
    known = values[~np.isnan(values)]
    low, middle, high = np.percentile(known, BAND) if known.size else (np.nan,) * 3
    there = bool(known.size)
    return Value(
        method="percentiles_10_90",
        group="teams",
        value=float(middle) if there else None,
        ci_low=float(low) if there else None,
        ci_high=float(high) if there else None,
        n=int(known.size),
        n_missing=int(values.size - known.size),
        period=period,
        wave=wave,
        status="ok" if there else "insufficient",
    )


def _choices(parts: Floats, teams: Ints, period: str) -> Iterator[Value]:
    """Give how much each choice moves the index and the ranks of the teams of a macroregion.

    Where teams are alike in a part, among the choices that do not depend on them.
    """
    here = parts[teams]
    there = known_parts(here)
    nothing = Value(method="sobol_saltelli", group="choice", period=period, status="insufficient")
    if not there.any():
        yield nothing
        return
    used, ends = here[:, there], GOALPOSTS[there]
    names = [name for name, known in zip(PARTS, there, strict=True) if known]
    for normalisations, weightings in ((NORMALISATIONS, FIXED_WEIGHTINGS), FIXED_CHOICES):
        try:
            sobol = composite_sensitivity(
                used,
                goalposts=ends,
                normalisations=normalisations,
                missing="renormalise",
                rng=np.random.default_rng(SEED),
            )
            changed = one_at_a_time(
                used,
                goalposts=ends,
                normalisations=normalisations,
                weightings=weightings,
                missing="renormalise",
            )
        except InsufficientDataError:
            continue
        yield from _sobol(sobol, period)
        yield from _changed(changed, names, period)
        return
    yield nothing


def _sobol(found: SensitivityResult, period: str) -> Iterator[Value]:
    for one in found.indices:
        for share in ("first", "total"):
            yield Value(
                method=f"{found.method}_{share}",
                group=f"choice:{one.factor}|{one.output}",
                value=float(getattr(one, share)),
                ci_low=float(getattr(one, f"{share}_low")),
                ci_high=float(getattr(one, f"{share}_high")),
                n=found.n_units,
                n_missing=found.n_dropped,
                period=period,
            )


def _changed(
    changed: Sequence[ChangedChoice], names: Sequence[str], period: str
) -> Iterator[Value]:
    """Give the mean shift of the index, in points, and that of ranks, after one change."""
    for choice in changed:
        if choice.choice == "base":
            continue
        option = names[int(choice.option)] if choice.choice == "without_part" else choice.option
        shifts = (("changed", choice.mean_shift), ("changed_rank", choice.mean_rank_shift))
        for group, shift in shifts:
            yield Value(
                method="one_at_a_time",
                group=f"{group}:{choice.choice}|{option}",
                value=shift,
                n=choice.n_units,
                period=period,
            )
