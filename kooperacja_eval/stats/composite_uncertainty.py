"""The range that a composite index and its ranks take when weights and method vary.

The border: a table of units and parts in; for each unit the least, middle and greatest value and
rank over every combination of choices. Which choice moves the index most is in
``composite_sensitivity``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kooperacja_eval.stats.checks import as_count
from kooperacja_eval.stats.composite_aggregation import AGGREGATIONS, Aggregation
from kooperacja_eval.stats.composite_scenarios import (
    Scenario,
    check_choices,
    scenarios_of,
    setting_of,
)
from kooperacja_eval.stats.composite_scores import NORMALISATIONS, Missing, Normalisation
from kooperacja_eval.stats.composite_spread import Spread, WeightedTerms, spreads_of
from kooperacja_eval.stats.composite_weights import (
    FIXED_WEIGHTINGS,
    FixedWeighting,
    fixed_weights,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeUncertainty:
    """The range of a composite index under other choices, unrounded.

    units holds the places of the units used among those given; values (0 to 100) and ranks (1 for
    the highest of its group, ties sharing the mean rank) follow it. n_scenarios counts the
    combinations of n_normalisations, n_aggregations and n_weightings. n_clipped holds the values
    put on an end of the scale, n_floored the scores raised to the floor of the geometric mean, each
    by normalisation.
    """

    values: Spread
    ranks: Spread
    units: NDArray[np.intp]
    n_units: int
    n_dropped: int
    n_groups: int
    n_scenarios: int
    n_normalisations: int
    n_aggregations: int
    n_weightings: int
    n_clipped: tuple[int, ...]
    n_floored: tuple[int, ...]
    floor: float
    missing: Missing


def composite_uncertainty(
    parts: ArrayLike,
    *,
    goalposts: ArrayLike | None = None,
    groups: ArrayLike | None = None,
    normalisations: Sequence[Normalisation] = NORMALISATIONS,
    aggregations: Sequence[Aggregation] = AGGREGATIONS,
    weightings: Sequence[FixedWeighting] = ("equal", "pca"),
    n_weights: int = 1000,
    missing: Missing = "require",
    floor: float = 1.0,
    rng: np.random.Generator,
) -> CompositeUncertainty:
    r"""Compute a composite index of each unit under every combination of choices.

    Parameters
    ----------
    parts : ArrayLike, shape (units, parts)
        Each part in its own unit, more is better; nan is missing.
    goalposts : ArrayLike, shape (parts, 2), optional
        For "goalposts" among the normalisations, and for it alone.
    groups : ArrayLike, shape (units,), optional
        Units with the same label, such as a month, are ranked against each other; all are one group
        by default.
    normalisations, aggregations : sequence
        The choices to combine, as ``composite_index`` describes them.
    weightings : sequence of {"equal", "pca"}
        Weightings taken besides the random ones.
    n_weights : int
        Random weightings, 1 or more, the same for all choices.
    missing : {"require", "renormalise"}
        Whether a unit needs all parts, or two of them.
    floor : float
        In points, for the geometric mean.
    rng : numpy.random.Generator
        Source of all randomness.

    Returns
    -------
    CompositeUncertainty
        For the units that have the parts asked for.

    Raises
    ------
    InsufficientDataError
        If no unit has the parts, a part is missing in all, has no spread though its scale or weight
        depends on it, or the first principal component is undefined.
    TypeError, ValueError
        If an argument is of the wrong shape or kind.

    Notes
    -----
    Random weights are Dirichlet(1, ..., 1): every weighting that sums to 1 is equally likely. The
    range describes what the choices do, not errors of measurement: it is no confidence interval.
    Quantiles interpolate linearly. The largest group needs 4 bytes for each of its units and each
    scenario. Source: M. Saisana, A. Saltelli, S. Tarantola, J. Royal Statistical Society A 168
    (2005) 307-323, doi:10.1111/j.1467-985X.2005.00350.x; OECD, JRC, Handbook on Constructing
    Composite Indicators, 2008, step 7.

    Examples
    --------
    >>> parts = np.array([[90.0, 80, 70], [50.0, 55, 45], [60.0, 10, 95]])
    >>> result = composite_uncertainty(
    ...     parts, goalposts=[[0, 100]] * 3, normalisations=["goalposts"], weightings=["equal"],
    ...     rng=np.random.default_rng(1))
    >>> result.n_scenarios, result.ranks.low, result.ranks.high
    (2002, array([1., 2., 1.]), array([2., 3., 3.]))
    """
    setting = setting_of(
        parts, goalposts=goalposts, groups=groups, normalisations=normalisations,
        aggregations=aggregations, missing=missing, floor=floor,
    )  # fmt: skip
    check_choices(weightings, FIXED_WEIGHTINGS, "weightings", at_least=0)
    draws = _draws(setting.parts.shape[1], n_weights, rng)
    scenarios = scenarios_of(setting)
    choices = _weighted(scenarios, weightings, draws, len(aggregations))
    values, ranks = spreads_of(choices, setting.places, setting.units.size)
    by_normalisation = range(0, len(scenarios), len(aggregations))
    n_weightings = len(weightings) + n_weights
    return CompositeUncertainty(
        values=values,
        ranks=ranks,
        units=setting.units,
        n_units=setting.units.size,
        n_dropped=setting.n_dropped,
        n_groups=len(setting.places),
        n_scenarios=len(choices) * n_weightings,
        n_normalisations=len(normalisations),
        n_aggregations=len(aggregations),
        n_weightings=n_weightings,
        n_clipped=tuple(scenarios[place].n_clipped for place in by_normalisation),
        n_floored=tuple(
            max(one.terms.n_floored for one in scenarios[place : place + len(aggregations)])
            for place in by_normalisation
        ),
        floor=setting.floor,
        missing=missing,
    )


def _draws(n_parts: int, n_weights: int, rng: np.random.Generator) -> NDArray[np.float64]:
    if as_count(n_weights, "n_weights") < 1:
        raise ValueError(f"n_weights is 1 or more, got {n_weights}")
    return rng.dirichlet(np.ones(n_parts), n_weights)


def _weighted(
    scenarios: Sequence[Scenario],
    weightings: Sequence[FixedWeighting],
    draws: NDArray[np.float64],
    n_aggregations: int,
) -> list[WeightedTerms]:
    """Give each scenario its weightings; those of one normalisation share them."""
    choices: list[WeightedTerms] = []
    for place, scenario in enumerate(scenarios):
        if place % n_aggregations == 0:
            fixed = [fixed_weights(one, scenario.scores) for one in weightings]
            weights = np.vstack([*fixed, draws])
        choices.append(WeightedTerms(terms=scenario.terms, weights=weights))
    return choices
