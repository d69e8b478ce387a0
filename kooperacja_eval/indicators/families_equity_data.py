"""Traits of families by which help may differ, and measures of how it went, one number a unit.

The border: measures are those of the other indicators, put side by side; nothing is counted in
another way here. Comparisons belong to ``families_equity``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, cast

import numpy as np
import pandas as pd

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.families_services_course import UNKNOWN
from kooperacja_eval.indicators.reach import months_between
from kooperacja_eval.indicators.units import Bools, Floats, Ints
from kooperacja_eval.schemas.codes import AREAS, CONTRACT_TYPES

SIZES: Final[Mapping[str, tuple[float, float]]] = {
    "to_4999": (0, 5_000),
    "5000_9999": (5_000, 10_000),
    "from_10000": (10_000, np.inf),
}
"""Inhabitants of the gmina: from, and below."""
DISTANCES: Final[Mapping[str, tuple[float, float]]] = {
    "to_9": (0, 10),
    "10_19": (10, 20),
    "from_20": (20, np.inf),
}
"""Kilometres from the gmina's seat to the county seat: from, and below."""
CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "difficulty": AREAS.ids,
    "unit": ("family", "person"),
    "size": tuple(SIZES),
    "distance": tuple(DISTANCES),
    "contract": CONTRACT_TYPES.ids,
}
"""Dimensions and their codes, in report order."""
SHARES: Final = frozenset({"completed", "services"})
"""Measures whose units are yes or no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure of families.

    Attributes
    ----------
    numbers : NDArray[np.float64], shape (units,)
        One number a unit; nan is missing.
    family : NDArray[np.int64], shape (units,)
        Position of each unit's family; units are families themselves, or services of families.
    """

    numbers: Floats
    family: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """Who has which code of a dimension; arrays of shape (families,).

    Attributes
    ----------
    known : NDArray[np.bool_]
        Of whom the trait is known.
    groups : mapping of str to NDArray[np.bool_]
        Who has each code, in report order.
    """

    known: Bools
    groups: Mapping[str, Bools]


def traits(data: StudyData) -> dict[str, Trait]:
    """Return the code of every family and person by dimension.

    Difficulty is the area of the family itself, not of its team. Size and distance are those of the
    gmina where the family lives: its own, or else the only one of its team.
    """
    population, kilometres = _gmina_numbers(data)
    return {
        "difficulty": _coded(data, "area", CODES["difficulty"]),
        "unit": _coded(data, "unit_type", CODES["unit"]),
        "size": _between(population, SIZES),
        "distance": _between(kilometres, DISTANCES),
        "contract": _coded(data, "contract_type", CODES["contract"]),
    }


def measures(data: StudyData) -> dict[str, Measure]:
    """Return the measures in report order; where a study lacks a table, nobody has a value.

    ``completed``: 1 for a completed programme, 0 for another end. ``goal_t``, ``goal_change``: T
    and its change. ``domain_change``: post - pre, mean over domains. ``services``: 1 for a service
    delivered, 0 for one that was not; of services. ``ipp_days``: days from report to signing, in
    order. ``months``: of ended cooperations. ``contacts``: in a month.
    """
    units = data.households
    families = np.arange(units.team.size, dtype=np.int64)
    sources: dict[str, tuple[tuple[str, ...], Callable[[], Floats]]] = {
        "completed": ((), lambda: data.outcomes.completed),
        "goal_t": (("goals",), lambda: data.outcomes.goal_t),
        "goal_change": (("goals",), lambda: data.outcomes.change_t),
        "domain_change": (("diagnoses",), lambda: data.diagnoses.of(families).change_pre),
        "services": (("services",), lambda: np.empty(0)),
        "ipp_days": ((), lambda: _days(data)),
        "months": ((), lambda: months_between(units.days("started_on"), units.days("ended_on"))),
        "contacts": (("contacts",), lambda: data.outcomes.contacts),
    }
    found = {}
    for name, (tables, values) in sources.items():
        there = all(table in data.tables for table in tables)
        if name == "services" and there:
            found[name] = _services(data)
        else:
            numbers = values() if there else np.full(families.size, np.nan)
            found[name] = Measure(numbers=numbers, family=families)
    return found


def _days(data: StudyData) -> Floats:
    """Return days from report to signing; nan without one of them, or in the wrong order."""
    units = data.households
    length = (units.days("ipp_signed_on") - units.days("reported_on")).astype("timedelta64[D]")
    number = length.astype(np.float64)
    return np.where(np.isnat(length) | (number < 0), np.nan, number)


def _services(data: StudyData) -> Measure:
    delivered = data.needs.answers["delivered"]
    values = np.where(delivered == UNKNOWN, np.nan, delivered.astype(np.float64))
    return Measure(numbers=values, family=data.services.family)


def _gmina_numbers(data: StudyData) -> tuple[Floats, Floats]:
    """Return inhabitants and kilometres of each family's gmina; nan where it is not known."""
    frame = data.households.frame
    if "gminas" not in data.tables:
        return np.full(len(frame), np.nan), np.full(len(frame), np.nan)
    own = frame["gmina_id"]
    if "pzk_gminas" in data.tables:
        bridge = data.tables["pzk_gminas"].groupby("pzk_id")["gmina_id"].agg(["nunique", "first"])
        own = own.fillna(frame["pzk_id"].map(bridge.loc[bridge["nunique"] == 1, "first"]))
    gminas = data.tables["gminas"].drop_duplicates("gmina_id").set_index("gmina_id")
    return _mapped(own, gminas["population"]), _mapped(own, gminas["seat_km"])


def _mapped(names: "pd.Series[str]", numbers: "pd.Series[float]") -> Floats:
    found = numbers.astype("float64").reindex(names)
    return cast("Floats", found.to_numpy(dtype=np.float64, na_value=np.nan))


def _between(numbers: Floats, limits: Mapping[str, tuple[float, float]]) -> Trait:
    groups = {code: (numbers >= low) & (numbers < high) for code, (low, high) in limits.items()}
    return Trait(known=np.logical_or.reduce(list(groups.values())), groups=groups)


def _coded(data: StudyData, column: str, codes: tuple[str, ...]) -> Trait:
    units = data.households
    return Trait(
        known=units.known(column), groups={code: units.is_(column, code) for code in codes}
    )
