"""Coincidences of ratings within units, and Krippendorff's disagreement of them.

The border: which values met in which units, and the disagreement observed and expected for units
that count once, several times or not at all. What is estimated from it is in ``krippendorff``.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kooperacja_eval.stats.agreement_weights import ratio_distances
from kooperacja_eval.stats.ratings_matrix import MISSING, CodedRatings

Level = Literal["nominal", "ordinal", "interval", "ratio"]
LEVELS: tuple[Level, ...] = get_args(Level)

MIN_RATINGS = 2
"""A unit with one rating has no pair of ratings."""

PAIRS_OF_VALUES = 3
"""Pairs of values to a pair of coders up to which it is faster to go over pairs of values."""

ROWS_AT_ONCE = 1_000
"""Values whose ratios with all others are held in memory at a time."""


@dataclass(frozen=True, slots=True)
class Coincidences:
    """Values and unequal pairs of values of each unit that has two ratings.

    counts, shape (units, values), holds how often a value stands in a unit; mixed, shape (units,
    pairs), how much each unequal pair of values coincides there, in both directions together:
    2 / (m - 1) for each pair among m ratings. low and high are the places of the pair's values,
    which are in ascending order.
    """

    values: NDArray[np.float64]
    counts: sparse.csr_array
    mixed: sparse.csr_array
    low: NDArray[np.intp]
    high: NDArray[np.intp]


def coincidences(coded: CodedRatings, values: NDArray[np.float64]) -> Coincidences:
    """Collect the coincidences of units that have two ratings.

    Parameters
    ----------
    coded : CodedRatings
        Units with fewer than two ratings are left out.
    values : NDArray[np.float64], shape (categories,)
        Value of each category; for nominal ratings any different numbers.

    Returns
    -------
    Coincidences
        Of the values that occur in those units.
    """
    sizes = coded.sizes
    positions = coded.positions[sizes >= MIN_RATINGS]
    present = positions != MISSING
    unit = np.repeat(np.arange(positions.shape[0]), sizes[sizes >= MIN_RATINGS])
    held, place = _ranks(positions[present], values)
    n_coders = positions.shape[1]
    if held.size * (held.size - 1) <= PAIRS_OF_VALUES * n_coders * (n_coders - 1):
        return Coincidences(held, *_of_few_values(unit, place, positions.shape[0], held.size))
    placed = np.full(positions.shape, MISSING, dtype=np.intp)
    placed[present] = place
    shape = (positions.shape[0], held.size)
    counts = sparse.csr_array((np.ones(unit.size), (unit, place)), shape=shape)
    return Coincidences(held, counts, *_mixed_pairs(placed, held.size))


def _ranks(
    chosen: NDArray[np.intp], values: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return the values that occur, in ascending order, and each rating's place among them."""
    occurring = np.flatnonzero(np.bincount(chosen, minlength=values.size))
    ordered = occurring[np.argsort(values[occurring])]
    place_of = np.zeros(values.size, dtype=np.intp)
    place_of[ordered] = np.arange(ordered.size)
    return values[ordered], place_of[chosen]


def _of_few_values(
    unit: NDArray[np.intp], place: NDArray[np.intp], n_units: int, n_values: int
) -> tuple[sparse.csr_array, sparse.csr_array, NDArray[np.intp], NDArray[np.intp]]:
    """Return counts and, from products of two values' counts, what ``_mixed_pairs`` counts."""
    cells = np.bincount(place * n_units + unit, minlength=n_units * n_values)
    counts = cells.reshape(n_values, n_units).astype(np.float64)
    low, high = np.triu_indices(n_values, 1)
    mixed = counts[low] * counts[high] * (2 / (counts.sum(axis=0) - 1))
    met = mixed.any(axis=1)
    return _sparse(counts.T), _sparse(mixed[met].T), low[met], high[met]


def _sparse(table: NDArray[np.float64]) -> sparse.csr_array:
    """Return a table with many zeros row by row; much faster than scipy's way over pairs."""
    flat = np.ascontiguousarray(table).ravel()
    filled = np.flatnonzero(flat != 0)
    ends = np.cumsum(np.count_nonzero(table, axis=1))
    parts = (flat[filled], filled % max(table.shape[1], 1), np.concatenate([[0], ends]))
    return sparse.csr_array(parts, shape=table.shape)


def _mixed_pairs(
    placed: NDArray[np.intp], n_values: int
) -> tuple[sparse.csr_array, NDArray[np.intp], NDArray[np.intp]]:
    first, second = np.triu_indices(placed.shape[1], 1)
    one, other = placed[:, first], placed[:, second]
    unit, pair = np.nonzero((one != MISSING) & (other != MISSING) & (one != other))
    low = np.minimum(one, other)[unit, pair]
    high = np.maximum(one, other)[unit, pair]
    kinds, kind = np.unique(low * n_values + high, return_inverse=True)
    share = 2 / (np.sum(placed != MISSING, axis=1) - 1)
    shape = (placed.shape[0], kinds.size)
    mixed = sparse.csr_array((share[unit], (unit, kind)), shape=shape)
    return mixed, kinds // max(n_values, 1), kinds % max(n_values, 1)


def disagreements(
    found: Coincidences,
    counts: NDArray[np.float64],
    mixed: NDArray[np.float64],
    level: Level,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    r"""Return the disagreement observed and expected in samples of the units.

    Parameters
    ----------
    found : Coincidences
        Whose values and pairs the columns below are.
    counts : NDArray[np.float64], shape (samples, values)
        How often each value stands in a sample: the sum of `found.counts` over its units.
    mixed : NDArray[np.float64], shape (samples, pairs)
        The sum of `found.mixed` over the same units.
    level : {"nominal", "ordinal", "interval", "ratio"}
        The metric, see `krippendorff.krippendorff_alpha`.

    Returns
    -------
    tuple of NDArray[np.float64], each of shape (samples,)
        :math:`D_o` and :math:`D_e`; nan for both where all values of a sample are the same.
    """
    n = counts.sum(axis=1)
    varied = np.sum(counts > 0, axis=1) > 1
    observed, expected = _squared_distances(found, counts[varied], mixed[varied], level)
    undefined = np.full(n.size, np.nan)
    d_o, d_e = undefined.copy(), undefined
    d_o[varied] = observed / n[varied]
    d_e[varied] = expected / (n[varied] * (n[varied] - 1))
    return d_o, d_e


def _squared_distances(
    found: Coincidences, counts: NDArray[np.float64], mixed: NDArray[np.float64], level: Level
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sum the metric over coinciding pairs, and over all pairs of values."""
    n = counts.sum(axis=1)
    if level == "nominal":
        return mixed.sum(axis=1), n**2 - np.sum(counts**2, axis=1)
    if level == "ratio":
        apart = found.values[found.high] - found.values[found.low]
        joined = found.values[found.high] + found.values[found.low]
        return mixed @ (apart / joined) ** 2, _ratio_pairs(found.values, counts)
    if level == "interval":
        scores = np.broadcast_to(found.values - found.values.mean(), counts.shape)
    else:
        scores = np.cumsum(counts, axis=1) - counts / 2
    centred = scores - np.sum(counts * scores, axis=1, keepdims=True) / n[:, None]
    apart = centred[:, found.high] - centred[:, found.low]
    return np.sum(mixed * apart**2, axis=1), 2 * n * np.sum(counts * centred**2, axis=1)


def _ratio_pairs(values: NDArray[np.float64], counts: NDArray[np.float64]) -> NDArray[np.float64]:
    total = np.zeros(counts.shape[0])
    for start in range(0, values.size, ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        total += np.sum((counts[:, rows] @ ratio_distances(values, rows)) * counts, axis=1)
    return total
