"""Support that teams got: events, hours and persons' hours, by kind.

An event of a team counts for the team and every place above it. An event for a whole voivodeship
counts for the voivodeship and above, and is never divided among its teams: nobody recorded which of
them it reached. The border: who took part belongs to ``families_training``.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Bools, Floats
from kooperacja_eval.indicators.values import Value, count
from kooperacja_eval.schemas.codes import SUPPORT_KINDS
from kooperacja_eval.stats.ratios import clustered_ratio


def support_events(data: StudyData, place: Place) -> list[Value]:
    """Count events of a place, whole and by kind; ``unlisted`` are those without participants.

    Without the table of participants nothing is known of lists, and the rows say so.
    """
    events = _events(data, place)
    rows = [
        count(len(part), group=name, period=data.period)
        for name, part in _by_kind(events, "events")
    ]
    known = "support_participants" in data.tables
    for name, part in _by_kind(events[~events["listed"]], "unlisted"):
        row = count(len(part), group=name, period=data.period)
        nothing = Value(method="count", group=name, period=data.period, status="insufficient")
        rows.append(row if known else nothing)
    return rows


def support_hours(data: StudyData, place: Place) -> list[Value]:
    """Hours of events of a place, whole and by kind.

    ``hours`` adds all events of the place, ``shared`` those for whole voivodeships alone.
    ``per_month`` divides the hours of events of single teams by months of work of the teams; the
    events for their whole voivodeship are missing from it, and where there are only such ones it is
    undefined. ``person_hours`` adds hours x participants; events without their number are missing.
    """
    events, shared = _events(data, place), _shared(data, place)
    rows = [_sum(part, name, data) for name, part in _by_kind(events, "hours")]
    if place.pzk_id is None:
        rows += [_sum(part, name, data) for name, part in _by_kind(shared, "shared")]
    rows += _per_month(data, place, shared)
    rows += [_person_hours(part, name, data) for name, part in _by_kind(events, "person_hours")]
    return rows


def hours_per_team(data: StudyData, place: Place, kind: str | None = None) -> Floats:
    """Return the hours of the own events of each team of a place, of one kind or of all."""
    units = data.support.own_events
    rows = data.at(units, place)
    hours = units.frame["hours"].to_numpy(dtype=np.float64)[rows]
    if kind is not None:
        hours = np.where(units.is_("kind", kind)[rows], hours, 0.0)
    sums = np.bincount(units.team[rows], weights=hours, minlength=len(data.teams))
    return sums[data.teams_at(place)].astype(np.float64)


def months_per_team(data: StudyData, place: Place) -> Floats:
    """Return the number of months of work of each team of a place."""
    units = data.support.months
    everything = np.ones(units.team.size, dtype=bool)
    return data.per_team(units, everything, place).astype(np.float64)


def _events(data: StudyData, place: Place) -> pd.DataFrame:
    """Return the events of a place: of its teams, and above teams of its voivodeships."""
    units = data.support.own_events
    own = units.frame.iloc[data.at(units, place)]
    return own if place.pzk_id is not None else pd.concat([own, _shared(data, place)])


def _shared(data: StudyData, place: Place) -> pd.DataFrame:
    """Return events for the whole voivodeships of a place; of a team, for its voivodeship."""
    events = data.support.shared_events
    return events[events["voivodeship"].isin(place.voivodeships)]


def _by_kind(events: pd.DataFrame, group: str) -> Iterator[tuple[str, pd.DataFrame]]:
    """Give all events under a group, then those of each kind."""
    yield group, events
    for kind in SUPPORT_KINDS.ids:
        yield f"{group}/kind:{kind}", events[events["kind"] == kind]


def _sum(events: pd.DataFrame, group: str, data: StudyData) -> Value:
    total = float(events["hours"].sum())
    return Value(
        method="sum", numerator=total, value=total, n=len(events), group=group, period=data.period
    )


def _person_hours(events: pd.DataFrame, group: str, data: StudyData) -> Value:
    """Add hours x participants; undefined where no event of several has their number."""
    known: Bools = events["participants"].notna().to_numpy(dtype=bool)
    hours = events["hours"].to_numpy(dtype=np.float64)[known]
    persons = events["participants"].to_numpy(dtype=np.float64, na_value=np.nan)[known]
    total = None if known.size and not known.any() else float(np.sum(hours * persons))
    return Value(
        method="sum",
        numerator=total,
        value=total,
        n=int(known.sum()),
        n_missing=int((~known).sum()),
        group=group,
        period=data.period,
        status="insufficient" if total is None else "ok",
    )


def _per_month(data: StudyData, place: Place, shared: pd.DataFrame) -> Iterator[Value]:
    """Give hours per month of work; ``n`` counts teams, ``n_missing`` events of no one team."""
    months = months_per_team(data, place)
    kinds = (None, *SUPPORT_KINDS.ids)
    for kind, (group, missing) in zip(kinds, _by_kind(shared, "per_month"), strict=True):
        hours = hours_per_team(data, place, kind)
        total, number = float(hours.sum()), float(months.sum())
        defined = number > 0 and (total > 0 or missing.empty)
        method, low, high = _interval(hours, months)
        yield Value(
            method=method,
            numerator=total,
            denominator=number,
            value=total / number if defined else None,
            ci_low=low,
            ci_high=high,
            n=int(np.count_nonzero(months)),
            n_missing=len(missing),
            group=group,
            period=data.period,
            status="ok" if defined else "insufficient",
        )


def _interval(hours: Floats, months: Floats) -> tuple[str, float | None, float | None]:
    try:
        result = clustered_ratio(hours, months)
    except InsufficientDataError:
        return "ratio", None, None
    return result.method, result.ci_low, result.ci_high
