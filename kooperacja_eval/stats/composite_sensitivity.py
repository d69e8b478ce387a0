"""Which choice moves a composite index most: Sobol indices, and one choice changed at a time.

The border: the choices of ``composite_uncertainty`` in, shares of variance out. SALib draws the
sample and estimates the indices.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from SALib.analyze import sobol as sobol_analysis
from SALib.sample import sobol as sobol_sample

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_count, check_confidence_level
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
    normalise,
    used_units,
)
from kooperacja_eval.text import Text

Factor = Literal["normalisation", "aggregation", "weights"]
Output = Literal["mean_index", "mean_rank_shift"]
OUTPUTS: tuple[Output, ...] = ("mean_index", "mean_rank_shift")

MIN_SAMPLES = 16
BLOCK = 2**22
"""Values handled at once (32 MB of float64)."""

NO_VARIANCE = 1e-9
"""In points or ranks: outputs that differ by less do not vary."""

TINY = 2.0**-53
"""Keeps the ends of the unit interval out of a logarithm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SobolIndex:
    """How much of the variance of one output comes from one factor, unrounded.

    first is the share that the factor explains alone, total the share in which it takes part. The
    intervals are SALib's, estimate plus and minus z bootstrap standard errors, so that estimates
    and ends may leave 0 to 1.
    """

    factor: Factor
    output: Output
    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityResult:
    """Sobol indices of the choices behind a composite index.

    n_samples is the base sample, n_evaluations how often the whole index was computed. mean_rank is
    compared with the base case: the first normalisation and aggregation, equal weights.
    """

    indices: tuple[SobolIndex, ...]
    n_samples: int
    n_evaluations: int
    n_units: int
    n_dropped: int
    n_groups: int
    confidence_level: float
    method: Literal["sobol_saltelli"]


def composite_sensitivity(
    parts: ArrayLike,
    *,
    goalposts: ArrayLike | None = None,
    groups: ArrayLike | None = None,
    normalisations: Sequence[Normalisation] = NORMALISATIONS,
    aggregations: Sequence[Aggregation] = AGGREGATIONS,
    n_samples: int = 512,
    resamples: int = 1000,
    confidence_level: float = 0.95,
    missing: Missing = "require",
    floor: float = 1.0,
    rng: np.random.Generator,
) -> SensitivityResult:
    r"""Share the variance of a composite index out among the choices behind it.

    Parameters
    ----------
    parts, goalposts, groups, normalisations, aggregations, missing, floor
        As in ``composite_uncertainty``; a list of one choice is no factor.
    n_samples : int
        Size of the base sample, a power of 2, 16 or more; the index is computed (factors + 2) times
        as often.
    resamples : int
        Bootstrap resamples, 100 or more.
    confidence_level : float
        Strictly between 0 and 1.
    rng : numpy.random.Generator
        Source of all randomness.

    Returns
    -------
    SensitivityResult
        One index for each factor and output: the mean index of all units, and the mean absolute
        shift of rank within groups from the base case.

    Raises
    ------
    InsufficientDataError
        If no unit has the parts, a part has no spread though its scale depends on it, or an output
        does not vary.
    TypeError, ValueError
        If an argument is of the wrong shape or kind.

    Notes
    -----
    Factors are independent: each normalisation and each aggregation is equally likely, the weights
    are one factor, Dirichlet(1, ..., 1), made of one exponential for each part.
    ``SALib.sample.sobol`` and ``SALib.analyze.sobol``: A. Saltelli et al., Computer Physics
    Communications 181 (2010) 259-270, doi:10.1016/j.cpc.2009.09.018; J. Herman, W. Usher, J. Open
    Source Software 2 (2017) 97, doi:10.21105/joss.00097.

    Examples
    --------
    >>> parts = np.array([[90.0, 80, 70], [50.0, 55, 45], [60.0, 10, 95]])
    >>> result = composite_sensitivity(
    ...     parts, goalposts=[[0, 100]] * 3, normalisations=["goalposts"], n_samples=64,
    ...     rng=np.random.default_rng(1))
    >>> [(one.factor, one.output) for one in result.indices][:2], result.n_evaluations
    ([('aggregation', 'mean_index'), ('weights', 'mean_index')], 256)
    """
    _check_options(n_samples, resamples, confidence_level)
    table = as_parts(parts)
    ends = None if goalposts is None else as_goalposts(goalposts, table.shape[1])
    used = used_units(table, missing, at_least=MIN_PARTS)
    places = places_of_groups(groups, used)
    terms = all_terms(table[used], ends, normalisations, aggregations, floor)
    sizes: dict[Factor, int] = {
        "normalisation": len(normalisations),
        "aggregation": len(aggregations),
    }
    problem = _problem(sizes, table.shape[1])
    sample = sobol_sample.sample(
        problem, n_samples, calc_second_order=False, seed=int(rng.integers(1, 2**31))
    )
    case, weights = _decode(sample, problem["names"], sizes)
    outputs = outputs_of(terms, places, case, weights)
    indices: list[SobolIndex] = []
    for name, values in zip(OUTPUTS, outputs, strict=True):
        indices += _indices(problem, name, values, resamples, confidence_level, rng)
    return SensitivityResult(
        indices=tuple(indices),
        n_samples=n_samples,
        n_evaluations=len(sample),
        n_units=int(used.sum()),
        n_dropped=int(np.sum(~used)),
        n_groups=len(places),
        confidence_level=confidence_level,
        method="sobol_saltelli",
    )


def all_terms(
    parts: NDArray[np.float64],
    goalposts: NDArray[np.float64] | None,
    normalisations: Sequence[Normalisation],
    aggregations: Sequence[Aggregation],
    floor: float,
) -> list[Terms]:
    """Prepare every pair of a normalisation and an aggregation, the latter changing fastest."""
    if not normalisations or not aggregations:
        raise ValueError("normalisations and aggregations have one choice or more")
    scores = [normalise(parts, one, goalposts).values for one in normalisations]
    return [terms_of(one, way, floor=floor) for one in scores for way in aggregations]


def outputs_of(
    terms: Sequence[Terms],
    places: Sequence[NDArray[np.intp]],
    case: NDArray[np.intp],
    weights: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return, for each scenario, the mean index and the mean absolute shift of rank.

    Parameters
    ----------
    terms : sequence of Terms
        The first belongs to the base case.
    places : sequence of NDArray[np.intp]
        Units that are ranked against each other.
    case : NDArray[np.intp], shape (scenarios,)
        Which of the terms a scenario takes.
    weights : NDArray[np.float64], shape (scenarios, parts)
        Its weights.
    """
    n_parts = weights.shape[1]
    equal = np.full((1, n_parts), 1 / n_parts)
    sums = np.zeros((len(OUTPUTS), case.size))
    for group in places:
        base = ranks_of(weighted_values(terms[0].of(group), equal))
        step = max(1, BLOCK // group.size)
        for place, one in enumerate(terms):
            of_group, rows = one.of(group), np.flatnonzero(case == place)
            for start in range(0, rows.size, step):
                block = rows[start : start + step]
                values = weighted_values(of_group, weights[block])
                sums[0, block] += values.sum(axis=1)
                sums[1, block] += np.abs(ranks_of(values) - base).sum(axis=1)
    return sums / sum(group.size for group in places)


def _check_options(n_samples: int, resamples: int, confidence_level: float) -> None:
    check_confidence_level(confidence_level)
    size = as_count(n_samples, "n_samples")
    if size < MIN_SAMPLES or size & (size - 1):
        raise ValueError(f"n_samples is a power of 2, {MIN_SAMPLES} or more, got {size}")
    if as_count(resamples, "resamples") < 100:  # noqa: PLR2004 - fewer give no interval
        raise ValueError(f"resamples is 100 or more, got {resamples}")


def _problem(sizes: dict[Factor, int], n_parts: int) -> dict[str, Any]:
    """Describe the factors to SALib: one column for each choice, one for each part's weight."""
    choices = [name for name, size in sizes.items() if size > 1]
    names = [*choices, *(f"part {place}" for place in range(n_parts))]
    return {
        "num_vars": len(names),
        "names": names,
        "groups": [*choices, *["weights"] * n_parts],
        "bounds": [[0.0, 1.0]] * len(names),
    }


def _decode(
    sample: NDArray[np.float64], names: Sequence[str], sizes: dict[Factor, int]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Turn points of the unit cube into choices and weights."""
    case = np.zeros(len(sample), dtype=np.intp)
    column = 0
    for factor, size in sizes.items():
        case *= size
        if factor in names:
            case += np.minimum((sample[:, column] * size).astype(np.intp), size - 1)
            column += 1
    exponentials = -np.log(np.clip(sample[:, column:], TINY, 1 - TINY))
    return case, exponentials / exponentials.sum(axis=1, keepdims=True)


def _indices(
    problem: dict[str, Any],
    output: Output,
    values: NDArray[np.float64],
    resamples: int,
    confidence_level: float,
    rng: np.random.Generator,
) -> list[SobolIndex]:
    if np.ptp(values) <= NO_VARIANCE:
        raise InsufficientDataError(_NO_VARIANCE)
    found = sobol_analysis.analyze(
        problem, values, calc_second_order=False, num_resamples=resamples,
        conf_level=confidence_level, seed=int(rng.integers(1, 2**31)),
    )  # fmt: skip
    factors: list[Factor] = list(dict.fromkeys(problem["groups"]))
    return [
        SobolIndex(
            factor=factor,
            output=output,
            first=float(found["S1"][place]),
            first_low=float(found["S1"][place] - found["S1_conf"][place]),
            first_high=float(found["S1"][place] + found["S1_conf"][place]),
            total=float(found["ST"][place]),
            total_low=float(found["ST"][place] - found["ST_conf"][place]),
            total_high=float(found["ST"][place] + found["ST_conf"][place]),
        )
        for place, factor in enumerate(factors)
    ]


_NO_VARIANCE = Text(
    "Wynik nie zmienia się przy żadnej z badanych metod i wag, więc udziały w jego zmienności są "
    "nieokreślone. Podaj, że indeks nie zależy od tych wyborów, albo dodaj metody lub jednostki.",
    "The outcome is the same under all methods and weights examined, so shares of its variance are "
    "undefined. Say that the index does not depend on these choices, or add methods or units.",
)
