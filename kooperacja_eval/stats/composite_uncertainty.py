"""The range that a composite index and its ranks take when weights and method vary.

The border: a table of units and parts in; for each unit the least, middle and greatest value and
rank over every combination of choices. Which choice moves the index most is in
``composite_sensitivity``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kooperacja_eval.stats.checks import as_count
from kooperacja_eval.stats.composite_aggregation import (
    AGGREGATIONS,
    Aggregation,
    Terms,
    places_of_groups,
    ranks_of,
    terms_of,
    weighted_values,
)
from kooperacja_eval.stats.composite_scores import (
    MIN_PARTS,
    NORMALISATIONS,
    Missing,
    Normalisation,
    as_goalposts,
    as_parts,
    component_weights,
    normalise,
    used_units,
)

FixedWeighting = Literal["equal", "pca"]

BLOCK = 2**22
"""Values handled at once (32 MB of float64)."""

SHARES = (0.0, 0.05, 0.5, 0.95, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Over all scenarios, for each unit: the ends, the 5 % and 95 % quantiles and the median."""

    low: NDArray[np.float64]
    p5: NDArray[np.float64]
    median: NDArray[np.float64]
    p95: NDArray[np.float64]
    high: NDArray[np.float64]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """One normalisation and aggregation with all its weightings."""

    terms: Terms
    weights: NDArray[np.float64]


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
        Needed where "goalposts" is among the normalisations.
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
        If no unit has the parts, a part has no spread though its scale depends on it, or the first
        principal component is undefined.
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
    table, draws = as_parts(parts), _draws(parts, n_weights, rng)
    _check_choices(normalisations, NORMALISATIONS, "normalisations")
    _check_choices(aggregations, AGGREGATIONS, "aggregations")
    _check_choices(weightings, ("equal", "pca"), "weightings", at_least=0)
    ends = None if goalposts is None else as_goalposts(goalposts, table.shape[1])
    used = used_units(table, missing, at_least=MIN_PARTS)
    places = places_of_groups(groups, used)
    choices: list[_Choice] = []
    n_clipped, n_floored = [], []
    for normalisation in normalisations:
        scores = normalise(table[used], normalisation, ends)
        weights = np.vstack([_fixed(weightings, scores.values), draws])
        terms = [terms_of(scores.values, one, floor=floor) for one in aggregations]
        choices += [_Choice(terms=one, weights=weights) for one in terms]
        n_clipped.append(scores.n_clipped)
        n_floored.append(max(one.n_floored for one in terms))
    values, ranks = _spreads(choices, places, int(used.sum()))
    n_weightings = len(weightings) + n_weights
    return CompositeUncertainty(
        values=values,
        ranks=ranks,
        units=np.flatnonzero(used),
        n_units=int(used.sum()),
        n_dropped=int(np.sum(~used)),
        n_groups=len(places),
        n_scenarios=len(choices) * n_weightings,
        n_normalisations=len(normalisations),
        n_aggregations=len(aggregations),
        n_weightings=n_weightings,
        n_clipped=tuple(n_clipped),
        n_floored=tuple(n_floored),
        floor=float(floor),
        missing=missing,
    )


def _check_choices(
    chosen: Sequence[str], allowed: Sequence[str], name: str, *, at_least: int = 1
) -> None:
    if isinstance(chosen, str) or any(one not in allowed for one in chosen):
        raise ValueError(f"{name} is a list of {', '.join(allowed)}, got {chosen!r}")
    if len(set(chosen)) < len(chosen) or len(chosen) < at_least:
        raise ValueError(f"{name} has {at_least} or more choices, each once, got {chosen!r}")


def _draws(parts: ArrayLike, n_weights: int, rng: np.random.Generator) -> NDArray[np.float64]:
    if as_count(n_weights, "n_weights") < 1:
        raise ValueError(f"n_weights is 1 or more, got {n_weights}")
    return rng.dirichlet(np.ones(np.shape(parts)[1]), n_weights)


def _fixed(
    weightings: Sequence[FixedWeighting], scores: NDArray[np.float64]
) -> NDArray[np.float64]:
    n_parts = scores.shape[1]
    rows = [
        component_weights(scores).weights if one == "pca" else np.full(n_parts, 1 / n_parts)
        for one in weightings
    ]
    return np.array(rows).reshape(len(rows), n_parts)


def _spreads(
    choices: Sequence[_Choice], places: Sequence[NDArray[np.intp]], n_units: int
) -> tuple[Spread, Spread]:
    values, ranks = (np.empty((len(SHARES), n_units)) for _ in range(2))
    n_scenarios = sum(len(choice.weights) for choice in choices)
    for group in places:
        ranks[:, group] = _quantiles(_group_ranks(choices, group, n_scenarios))
        step = max(1, BLOCK // n_scenarios)
        for start in range(0, group.size, step):
            block = group[start : start + step]
            rows = [weighted_values(one.terms.of(block), one.weights) for one in choices]
            values[:, block] = _quantiles(np.ascontiguousarray(np.vstack(rows).T))
    return _spread(values), _spread(ranks)


def _spread(rows: NDArray[np.float64]) -> Spread:
    low, p5, median, p95, high = rows
    return Spread(low=low, p5=p5, median=median, p95=p95, high=high)


def _group_ranks(
    choices: Sequence[_Choice], group: NDArray[np.intp], n_scenarios: int
) -> NDArray[np.float32]:
    """Rank the units of a group in each scenario; half ranks are exact in 32 bits."""
    ranks = np.empty((group.size, n_scenarios), dtype=np.float32)
    step = max(1, BLOCK // group.size)
    column = 0
    for choice in choices:
        terms = choice.terms.of(group)
        for start in range(0, len(choice.weights), step):
            weights = choice.weights[start : start + step]
            ranks[:, column : column + len(weights)] = ranks_of(weighted_values(terms, weights)).T
            column += len(weights)
    return ranks


def _quantiles(rows: NDArray[np.float64] | NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the quantiles of each row, shape (shares, rows); the rows are sorted in place."""
    rows.sort(axis=1)
    position = np.array(SHARES) * (rows.shape[1] - 1)
    below = np.floor(position).astype(np.intp)
    above = np.minimum(below + 1, rows.shape[1] - 1)
    low, high = rows[:, below].astype(np.float64), rows[:, above].astype(np.float64)
    return np.asarray((low + (position - below) * (high - low)).T, dtype=np.float64)
