"""Models of the differences between the teams of a macroregion, fitted once for all of them.

The border: models come from ``stats``; rows of the indicator are laid out by ``coop_variance``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.coop_families import FamilyOutcomes
from kooperacja_eval.indicators.units import Floats, Ints, Strings
from kooperacja_eval.stats.funnel import FunnelResult, binomial_funnel
from kooperacja_eval.stats.mixed_three_level import NestedInterceptResult, nested_intercepts
from kooperacja_eval.stats.mixed_two_level import RandomInterceptResult, random_intercept
from kooperacja_eval.stats.shrinkage_beta_binomial import (
    BetaBinomialResult,
    beta_binomial_shrinkage,
)

NUMBERS: Final = ("goal_t", "contacts")
"""Outcomes that are numbers; completion is a yes or no."""
OUTCOMES: Final = ("completed", *NUMBERS)
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamModels:
    """What is known of the teams of a macroregion; None where a model is undefined.

    Attributes
    ----------
    rows : NDArray[np.int64]
        The families.
    families : dict of str to int
        How many have the outcome.
    counted : NDArray[np.int64], shape (counted teams,)
        Teams with families of known completion; ``hits`` of ``trials`` completed.
    completed, funnel
        Of completion, over the counted teams.
    numbers : dict of str to RandomInterceptResult or None
        Of the other outcomes.
    nested : dict of str to NestedInterceptResult or None
        Shares of variance of every outcome.
    """

    rows: Ints
    families: dict[str, int]
    counted: Ints
    hits: Ints
    trials: Ints
    completed: BetaBinomialResult | None
    funnel: FunnelResult | None
    numbers: dict[str, RandomInterceptResult | None]
    nested: dict[str, NestedInterceptResult | None]


def team_models(outcomes: FamilyOutcomes, rows: Ints, voivodeships: Strings) -> TeamModels:
    """Fit the models of the families of a macroregion.

    Parameters
    ----------
    outcomes : FamilyOutcomes
        What became of families.
    rows : NDArray[np.int64]
        The families of the macroregion.
    voivodeships : NDArray[np.object_], shape (teams,)
        Voivodeship of every team of the study.
    """
    team = outcomes.teams[rows]
    regions = voivodeships.astype(str)[team]
    values = {name: values_of(outcomes, name)[rows] for name in OUTCOMES}
    counted, hits, trials = _counts(values["completed"], team)
    return TeamModels(
        rows=rows,
        families={name: int((~np.isnan(found)).sum()) for name, found in values.items()},
        counted=counted,
        hits=hits,
        trials=trials,
        completed=_or_none(lambda: beta_binomial_shrinkage(hits, trials)),
        funnel=_or_none(lambda: binomial_funnel(hits, trials)),
        numbers={name: _fit(values[name], team) for name in NUMBERS},
        nested={name: _fit_nested(values[name], team, regions) for name in OUTCOMES},
    )


def values_of(outcomes: FamilyOutcomes, name: str) -> Floats:
    """Return an outcome of all families by its name."""
    by_name = {
        "completed": lambda: outcomes.completed,
        "goal_t": lambda: outcomes.goal_t,
        "contacts": lambda: outcomes.contacts,
    }
    return by_name[name]()


def _counts(completed: Floats, team: Ints) -> tuple[Ints, Ints, Ints]:
    known = ~np.isnan(completed)
    teams, place = np.unique(team[known], return_inverse=True)
    hits = np.bincount(place, weights=completed[known], minlength=teams.size)
    return teams, hits.astype(np.int64), np.bincount(place, minlength=teams.size)


def _fit(values: Floats, team: Ints) -> RandomInterceptResult | None:
    return _or_none(lambda: random_intercept(values, team))


def _fit_nested(values: Floats, team: Ints, regions: Strings) -> NestedInterceptResult | None:
    return _or_none(lambda: nested_intercepts(values, team, regions))


def _or_none(fit: Callable[[], Result]) -> Result | None:
    try:
        return fit()
    except InsufficientDataError:
        return None
