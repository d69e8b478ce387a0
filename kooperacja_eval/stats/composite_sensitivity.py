"""Which choice moves a composite index most: Sobol indices of its choices.

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
from kooperacja_eval.stats.composite_aggregation import AGGREGATIONS, Aggregation
from kooperacja_eval.stats.composite_sampling import (
    OUTPUTS,
    Factor,
    Output,
    decode,
    outputs_of,
    problem_of,
)
from kooperacja_eval.stats.composite_scenarios import scenarios_of, setting_of
from kooperacja_eval.stats.composite_scores import NORMALISATIONS, Missing, Normalisation
from kooperacja_eval.text import Text

MIN_SAMPLES = 16
MIN_RESAMPLES = 100
"""Fewer give no interval."""

NO_VARIANCE = 1e-9
"""In points or ranks: outputs that differ by less do not vary."""


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

    n_samples is the base sample, n_evaluations how often the whole index was computed. Shifts of
    rank are from the base case: the first normalisation and aggregation, equal weights. An output
    that is the same in all evaluations has no indices and stands in constant_outputs.
    """

    indices: tuple[SobolIndex, ...]
    constant_outputs: tuple[Output, ...]
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
    n_samples: int = 1024,
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
        As in ``composite_uncertainty``; a list of one choice is no factor, but not both lists may
        be, since all variance would be that of the weights.
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
        If no unit has the parts, a part is missing in all or has no spread though its scale depends
        on it, or no output varies.
    TypeError, ValueError
        If an argument is of the wrong shape or kind.

    Notes
    -----
    Factors are independent: each normalisation and each aggregation is equally likely, the weights
    are one factor, Dirichlet(1, ..., 1), made of one exponential for each part. In a simulation of
    five units, intervals of nominally 95 % covered 93 to 100 % with 1024 samples, but down to 84 %
    with 256: fewer samples than the default are for trying out.
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
    setting = setting_of(
        parts, goalposts=goalposts, groups=groups, normalisations=normalisations,
        aggregations=aggregations, missing=missing, floor=floor,
    )  # fmt: skip
    if len(normalisations) == len(aggregations) == 1:
        raise ValueError("normalisations or aggregations has two choices or more to compare")
    terms = [one.terms for one in scenarios_of(setting)]
    sizes: dict[Factor, int] = {
        "normalisation": len(normalisations),
        "aggregation": len(aggregations),
    }
    problem = problem_of(sizes, setting.parts.shape[1])
    sample = sobol_sample.sample(
        problem, n_samples, calc_second_order=False, seed=int(rng.integers(1, 2**31))
    )
    outputs = outputs_of(terms, setting.places, *decode(sample, problem["names"], sizes))
    varying = np.ptp(outputs, axis=1) > NO_VARIANCE
    if not varying.any():
        raise InsufficientDataError(_NO_VARIANCE)
    indices: list[SobolIndex] = []
    for place in np.flatnonzero(varying):
        indices += _indices(
            problem, OUTPUTS[place], outputs[place], resamples, confidence_level, rng
        )
    return SensitivityResult(
        indices=tuple(indices),
        constant_outputs=tuple(OUTPUTS[place] for place in np.flatnonzero(~varying)),
        n_samples=n_samples,
        n_evaluations=len(sample),
        n_units=setting.units.size,
        n_dropped=setting.n_dropped,
        n_groups=len(setting.places),
        confidence_level=confidence_level,
        method="sobol_saltelli",
    )


def _check_options(n_samples: int, resamples: int, confidence_level: float) -> None:
    check_confidence_level(confidence_level)
    size = as_count(n_samples, "n_samples")
    if size < MIN_SAMPLES or size & (size - 1):
        raise ValueError(f"n_samples is a power of 2, {MIN_SAMPLES} or more, got {size}")
    if as_count(resamples, "resamples") < MIN_RESAMPLES:
        raise ValueError(f"resamples is {MIN_RESAMPLES} or more, got {resamples}")


def _indices(
    problem: dict[str, Any],
    output: Output,
    values: NDArray[np.float64],
    resamples: int,
    confidence_level: float,
    rng: np.random.Generator,
) -> list[SobolIndex]:
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
