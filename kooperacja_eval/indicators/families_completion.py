"""Completed programmes by whom: cohort, unit and contract, among all and among those that ended.

The border: shares with both intervals; the share among all by place is ``ipp_completed_share``,
how long it took belongs to the times.
"""

from collections.abc import Iterator

import numpy as np

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.reach import cohorts
from kooperacja_eval.indicators.units import Bools
from kooperacja_eval.indicators.values import Value, shares
from kooperacja_eval.schemas.codes import CONTRACT_TYPES

UNITS: tuple[str, ...] = ("family", "person")
"""Who counts; groups of persons never do."""


def completion_by(data: StudyData, place: Place) -> list[Value]:
    """Completed among all families and persons by cohort, unit and contract, ongoing ones too.

    Groups such as ``of_all/unit:person``. Where the contract of a family is not known, it is
    missing from every contract. All together it is ``ipp_completed_share``.
    """
    completed = data.households.is_("outcome", "completed")
    everyone = np.ones_like(completed)
    return _broken_down(data, place, completed, everyone, everyone, "of_all")


def completion_of_ended(data: StudyData, place: Place) -> list[Value]:
    """Completed among families and persons whose cooperation ended, whatever the end.

    ``ended``: those whose cooperation ended, among all. ``ended|completed``: completed among these;
    families without an outcome are missing. In the macroregion also by cohort, unit and contract,
    as in ``completion_by``.
    """
    completed, unknown = data.households.is_("outcome", "completed"), _unknown(data)
    ended = ~unknown & ~data.households.is_("outcome", "ongoing")
    everyone = np.ones_like(ended)
    bases = {
        "ended": (ended, everyone, everyone),
        "ended|completed": (completed, ended, ended | unknown),
    }
    rows = []
    for name, (counted, base, eligible) in bases.items():
        rows += _share(data, place, counted, base, eligible, name)
        if place.level == "macroregion":
            rows += _broken_down(data, place, counted, base, eligible, name)
    return rows


def _broken_down(
    data: StudyData, place: Place, counted: Bools, base: Bools, eligible: Bools, name: str
) -> list[Value]:
    rows = []
    for part, chosen, no_code in _parts(data):
        wanted = eligible & (chosen | no_code)
        rows += _share(data, place, counted, base & chosen, wanted, f"{name}/{part}")
    return rows


def _parts(data: StudyData) -> Iterator[tuple[str, Bools, Bools]]:
    """Yield each part of each dimension: its name, who belongs to it, of whom it is not known."""
    units = data.households
    parts: dict[str, dict[str, Bools]] = {
        "cohort": cohorts(data),
        "unit": {code: units.is_("unit_type", code) for code in UNITS},
        "contract": {code: units.is_("contract_type", code) for code in CONTRACT_TYPES.ids},
    }
    for dimension, here in parts.items():
        unknown = ~np.any(list(here.values()), axis=0) if here else np.zeros(0, dtype=bool)
        for code, chosen in here.items():
            yield f"{dimension}:{code}", chosen, unknown


def _unknown(data: StudyData) -> Bools:
    return ~data.households.known("outcome")


def _share(
    data: StudyData,
    place: Place,
    counted: Bools,
    base: Bools,
    eligible: Bools,
    group: str,
) -> list[Value]:
    """Return the share of the counted in a base; eligible but not in the base is missing."""
    units = data.households
    trials = data.per_team(units, base, place)
    wanted = data.per_team(units, eligible, place)
    return shares(
        data.per_team(units, counted & base, place),
        trials,
        clustered=True,
        n_missing=int(wanted.sum() - trials.sum()),
        group=group,
        period=data.period,
    )
