"""Agreement beyond chance of any number of coders, with standard errors from units.

The border: one machinery for coefficients of the form (agreement - chance) / (1 - chance), which
differ in what they take for chance. Ratings, counts and tables of two coders come in through
``agreement_coefficients``, which holds the functions that others call.
"""

import math
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.ratings_matrix import (
    ALL_EQUAL,
    MISSING,
    NO_PAIRS,
    Label,
)
from kooperacja_eval.text import Text

Coefficient = Literal[
    "gwet", "fleiss", "krippendorff", "conger", "brennan_prediger", "percent_agreement"
]
COEFFICIENTS: tuple[Coefficient, ...] = get_args(Coefficient)

MIN_RATINGS = 2
"""A unit with one rating has no pair of ratings."""

NO_SPREAD = 1e-12
"""Standard deviation of the units' contributions below which it is rounding, not spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoefficientResult:
    """A coefficient of agreement with its interval, unrounded.

    pa is the agreement observed, pe that by chance. standard_error, the interval and p_value (of
    coefficient 0) are None with complete agreement, and where units do not differ in what they
    contribute: then nothing can be learnt about the spread. n_units counts units with a
    rating, n_paired_units those with two or more, n_dropped those without any. method is the
    coefficient, weights the name of the weights.
    """

    coefficient: float
    standard_error: float | None
    ci_low: float | None
    ci_high: float | None
    p_value: float | None
    pa: float
    pe: float
    n_units: int
    n_paired_units: int
    n_dropped: int
    n_coders: int
    categories: tuple[Label, ...]
    weights: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedUnits:
    """Units with their ratings, each standing for as many units as its frequency says.

    counts has the shape (units, categories). positions, shape (units, coders), is None where it is
    not known who gave which rating.
    """

    counts: NDArray[np.int64]
    frequencies: NDArray[np.int64]
    positions: NDArray[np.intp] | None
    n_coders: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a coefficient is made of; contributions of units have the coefficient as their mean."""

    coefficient: float
    pa: float
    pe: float
    contributions: NDArray[np.float64]
    frequencies: NDArray[np.int64]


def estimate(units: RatedUnits, weights: NDArray[np.float64], coefficient: Coefficient) -> Estimate:
    """Compute a coefficient with the contribution of each unit.

    Parameters
    ----------
    units : RatedUnits
        Units without ratings are left out.
    weights : NDArray[np.float64], shape (categories, categories)
        Agreement of each two categories, 1 for the same.
    coefficient : str
        One of COEFFICIENTS.

    Returns
    -------
    Estimate
        Of units with ratings; for Krippendorff's alpha, of those with two or more.

    Raises
    ------
    InsufficientDataError
        If no unit has two ratings, or chance alone gives full agreement.
    """
    least = MIN_RATINGS if coefficient == "krippendorff" else 1
    used = _with_ratings(units, least)
    sizes = used.counts.sum(axis=1)
    paired = sizes >= MIN_RATINGS
    if not used.frequencies[paired].sum():
        raise InsufficientDataError(NO_PAIRS)
    if coefficient == "krippendorff":
        return _krippendorff(used, weights)
    share = _mean(paired.astype(np.float64), used.frequencies)
    agreement = _pair_agreement(used.counts, weights) * paired
    pa = _mean(agreement, used.frequencies) / share
    pe, slope = _chance(used, weights, coefficient)
    value = _beyond_chance(pa, pe)
    contributions = ((agreement - pe * paired) / share - (1 - value) * slope) / (1 - pe)
    return Estimate(value, pa, pe, contributions, used.frequencies)


def spread(
    found: Estimate, *, confidence_level: float, per_unit: bool
) -> tuple[float | None, float | None, float | None, float | None]:
    """Return the standard error, the interval by t, and the p-value of coefficient 0.

    Parameters
    ----------
    found : Estimate
        With contributions.
    confidence_level : float
        Strictly between 0 and 1.
    per_unit : bool
        Whether the variance of contributions is over n - 1, as for ratings of single units, or over
        n, as in the formulas for tables of two coders.

    Returns
    -------
    tuple
        All None where there are fewer than two units, agreement is complete or contributions do
        not differ. With complete agreement and units that have one rating, contributions differ,
        but only because the share of paired units is taken as fixed.
    """
    n = int(found.frequencies.sum())
    squares = float(np.sum(found.frequencies * (found.contributions - found.coefficient) ** 2))
    if n < MIN_RATINGS or 1 - found.pa <= NO_SPREAD or math.sqrt(squares / n) <= NO_SPREAD:
        return None, None, None, None
    error = math.sqrt(squares / n / (n - 1 if per_unit else n))
    reach = float(stats.t.isf((1 - confidence_level) / 2, n - 1)) * error
    p_value = 2 * float(stats.t.sf(abs(found.coefficient) / error, n - 1))
    return error, found.coefficient - reach, min(1.0, found.coefficient + reach), p_value


def _with_ratings(units: RatedUnits, least: int) -> RatedUnits:
    kept = (units.counts.sum(axis=1) >= least) & (units.frequencies > 0)
    return RatedUnits(
        counts=units.counts[kept],
        frequencies=units.frequencies[kept],
        positions=None if units.positions is None else units.positions[kept],
        n_coders=units.n_coders,
    )


def _mean(values: NDArray[np.float64], frequencies: NDArray[np.int64]) -> float:
    return float(frequencies @ values / frequencies.sum())


def _beyond_chance(pa: float, pe: float) -> float:
    if 1 - pe <= NO_SPREAD:
        raise InsufficientDataError(ALL_EQUAL)
    return (pa - pe) / (1 - pe)


def _pair_agreement(counts: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return each unit's mean agreement of its pairs of ratings; 0 for a unit without pairs."""
    sizes = counts.sum(axis=1)
    agreeing = np.sum(counts * (counts @ weights - 1), axis=1)
    return np.asarray(agreeing / np.maximum(sizes * (sizes - 1), 1))


def _chance(
    units: RatedUnits, weights: NDArray[np.float64], coefficient: Coefficient
) -> tuple[float, NDArray[np.float64]]:
    """Return agreement by chance and how far each unit moves it."""
    n_categories = weights.shape[0]
    still = np.zeros(units.counts.shape[0])
    if coefficient == "percent_agreement":
        return 0.0, still
    if coefficient == "brennan_prediger":
        return float(weights.sum()) / n_categories**2, still
    if coefficient == "conger":
        return _conger_chance(units, weights)
    shares = units.counts / units.counts.sum(axis=1, keepdims=True)
    prevalence = units.frequencies @ shares / units.frequencies.sum()
    if coefficient == "fleiss":
        gain = weights @ prevalence
    else:
        if n_categories < MIN_RATINGS:
            raise InsufficientDataError(ONE_CATEGORY)
        gain = weights.sum() / (n_categories * (n_categories - 1)) * (1 - prevalence)
    pe = float(gain @ prevalence)
    return pe, 2 * (shares @ gain - pe)


def _conger_chance(
    units: RatedUnits, weights: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64]]:
    """Chance as of two different coders, each with the frequencies of categories of their own."""
    if units.positions is None:
        raise ValueError("Conger's and Cohen's kappa need to know who gave which rating")
    n = int(units.frequencies.sum())
    chosen = units.positions[:, :, None] == np.arange(weights.shape[0])
    rated = units.positions != MISSING
    n_rated = units.frequencies @ rated
    if np.any(n_rated == 0):
        raise InsufficientDataError(IDLE_CODER)
    shares = np.tensordot(units.frequencies, chosen, axes=1) / n_rated[:, None]
    others = (shares.sum(axis=0) - shares) @ weights
    pairs = units.n_coders * (units.n_coders - 1)
    pe = float(np.sum(others * shares)) / pairs
    moved = np.einsum("ugk,gk->ug", chosen, others) - rated * np.sum(shares * others, axis=1)
    slope = 2 * np.sum(moved * (n / n_rated), axis=1) / pairs
    return pe, np.asarray(slope)


def _krippendorff(units: RatedUnits, weights: NDArray[np.float64]) -> Estimate:
    """Alpha by coincidences: each rating weighs the same, and pairs of all units make chance."""
    counts, frequencies = units.counts, units.frequencies
    sizes = counts.sum(axis=1)
    mean_size = _mean(sizes.astype(np.float64), frequencies)
    small = 1 / float(frequencies @ sizes)
    excess = sizes / mean_size - 1
    agreement = _pair_agreement(counts, weights) * sizes / mean_size
    prime = _mean(agreement, frequencies)
    pa = (1 - small) * prime + small
    prevalence = frequencies @ counts / frequencies.sum() / mean_size
    gain = weights @ prevalence
    pe = float(gain @ prevalence)
    value = _beyond_chance(pa, pe)
    value_prime = (prime - pe) / (1 - pe)
    slope = 2 * (counts @ gain / mean_size - pe * excess - pe)
    centred = (agreement - pa * excess - pe - (1 - value_prime) * slope) / (1 - pe)
    contributions = centred + (value - value_prime)
    return Estimate(value, pa, pe, contributions, frequencies)


ONE_CATEGORY = Text(
    "Oceny należą tylko do jednej kategorii, więc zgodność ponad przypadek jest nieokreślona. "
    "Podaj pełną listę kategorii, spośród których kodujący mogli wybierać.",
    "Ratings fall into one category only, so agreement beyond chance is undefined. Give the full "
    "list of categories that coders could choose from.",
)
IDLE_CODER = Text(
    "Co najmniej jedna osoba kodująca nie oceniła żadnej jednostki, więc nie wiadomo, jak często "
    "używa poszczególnych kategorii. Pomiń tę osobę albo policz miarę, która nie rozróżnia osób.",
    "At least one coder rated no unit, so it is not known how often this coder uses each category. "
    "Leave this coder out, or compute a measure that does not tell coders apart.",
)
