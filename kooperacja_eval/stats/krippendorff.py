"""Krippendorff's alpha: agreement of any number of coders, on any level of measurement.

The border: the point estimate from coincidences of values within units, and a bootstrap over units.
The same coefficient with a standard error and with Gwet's weights is in ``agreement_coefficients``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_count, check_confidence_level
from kooperacja_eval.stats.coincidences import (
    LEVELS,
    Coincidences,
    Level,
    coincidences,
    disagreements,
)
from kooperacja_eval.stats.ratings_matrix import (
    ALL_EQUAL,
    NO_PAIRS,
    Categories,
    CodedRatings,
    are_numbers,
    as_coded_ratings,
)

Interval = Literal["bca_of_units", "not_asked", "complete_agreement", "too_little_variety"]

MIN_RESAMPLES = 1_000
"""Fewer say little about an end of a 95 % interval."""

MAX_UNDEFINED = 0.05
"""Share of resamples with all values the same above which no interval is given."""

SAMPLES_AT_ONCE = 64
"""Resamples, or units left out, that are held in memory at a time."""

SAME = 1e-12
"""Difference below which alpha of a resample is that of the data."""

NO_VARIETY = 1e-12
"""Share of the largest value below which values differ by rounding alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KrippendorffResult:
    """Krippendorff's alpha with a bootstrap interval, unrounded.

    n_units counts units with two or more ratings, n_dropped_units those with fewer;
    n_pairable_values the ratings in the former. ci_low and ci_high are None where interval does
    not say "bca_of_units": no interval was asked for, there was no disagreement at all, or the
    values vary so little that more than 5 % of the resamples (n_undefined_resamples of them) have
    all values the same or all lie on one side of alpha. method is the level with its metric.
    """

    alpha: float
    observed_disagreement: float
    expected_disagreement: float
    n_units: int
    n_coders: int
    n_pairable_values: int
    n_dropped_units: int
    ci_low: float | None
    ci_high: float | None
    interval: Interval
    resamples: int
    n_undefined_resamples: int
    method: str


def krippendorff_alpha(
    ratings: ArrayLike,
    *,
    level: Level = "nominal",
    categories: Categories | None = None,
    confidence_level: float = 0.95,
    resamples: int = 0,
    rng: np.random.Generator | None = None,
) -> KrippendorffResult:
    r"""Estimate agreement by Krippendorff's alpha.

    Parameters
    ----------
    ratings : ArrayLike, shape (units, coders)
        Numbers with nan for missing; for nominal ratings also labels with None for missing and
        `categories`. Units with fewer than two ratings are left out and counted.
    level : {"nominal", "ordinal", "interval", "ratio"}
        Which differences between ratings count, and how much; ratio needs values of 0 or more.
    categories : sequence, optional
        All categories. It changes nothing but that ratings outside it are refused, and the order
        of ordinal labels, which need it.
    confidence_level : float
        Strictly between 0 and 1.
    resamples : int
        0 for no interval, or at least 1,000.
    rng : np.random.Generator, optional
        Source of chance; needed for an interval.

    Returns
    -------
    KrippendorffResult
        At most 1; 0 is agreement by chance, below 0 coders differ more than that.

    Raises
    ------
    InsufficientDataError
        If there are fewer than two coders, no unit has two ratings, or all ratings in such units
        are the same (numbers on a level above nominal: up to rounding, 0.3 and 0.1 + 0.2): then
        there is no variety to agree on, and alpha is undefined.
    TypeError, ValueError
        If ratings or options are not as said.

    Notes
    -----
    With n values in units of two ratings or more, coincidences :math:`o_{ck}` (each ordered pair of
    values in a unit of m ratings counts 1 / (m - 1)) and margins :math:`n_c`,

    .. math:: \alpha = 1 - \frac{D_o}{D_e}, \quad D_o = \frac{1}{n} \sum o_{ck} \delta_{ck}^2, \quad
              D_e = \frac{1}{n (n - 1)} \sum n_c n_k \delta_{ck}^2

    The metric :math:`\delta^2` is 1 for nominal values that differ, :math:`(c - k)^2` for interval
    and :math:`[(c - k) / (c + k)]^2` for ratio. For ordinal it is the squared number of values from
    c to k, the two counted half, which is the squared difference of midranks; that is not Gwet's
    ordinal weights. Ranks are taken anew in each resample.

    The interval is BCa over whole units, with the acceleration of the units left out one by one.
    In simulations of three coders (500 samples each, 1,000 resamples), of the samples that got an
    interval, nominal 95 % covered alpha in 95-97 % for 15 to 200 units of two even categories, in
    94-97 % for five even ordinal ones, and in 89, 90 and 95 % for 15, 30 and 80 units of four
    uneven values on an interval scale. With a category in 10 % of the ratings it takes about 80
    units (94-98 %); with 30 it was 87 %, and every fifth sample got no interval. Percentile ends
    covered less often. Single pairs drawn with the expected disagreement kept fixed, which is the
    idea of Krippendorff's own bootstrap, covered in 77-89 % where nearly all samples got an
    interval. Units are taken as independent; other coders than these are not covered.

    Sources: K. Krippendorff, Content Analysis, 4th edition, Sage 2019, chapter 12; A. F. Hayes,
    K. Krippendorff, Communication Methods and Measures 1 (2007) 77-89,
    doi:10.1080/19312450709336664; bootstrap of units: A. Zapf et al., BMC Medical Research
    Methodology 16 (2016) 93, doi:10.1186/s12874-016-0200-9.

    Examples
    --------
    >>> ratings = [[1, 1, 1], [2, 2, np.nan], [1, 2, 1], [3, 3, 3], [2, 2, 2], [3, np.nan, np.nan]]
    >>> result = krippendorff_alpha(ratings, level="ordinal")
    >>> round(result.alpha, 3), result.n_units, result.n_dropped_units, result.interval
    (0.858, 5, 1, 'not_asked')
    """
    check_confidence_level(confidence_level)
    if level not in LEVELS:
        raise ValueError(f"level is one of {', '.join(LEVELS)}, not {level!r}")
    n_resamples = _checked_resamples(resamples, rng)
    coded = as_coded_ratings(ratings, categories)
    found = coincidences(coded, _values(coded, level))
    if not found.counts.shape[0]:
        raise InsufficientDataError(NO_PAIRS)
    counts, mixed = _totals(found)
    observed, expected = (float(part[0]) for part in disagreements(found, counts, mixed, level))
    if np.ptp(found.values) <= NO_VARIETY * np.max(np.abs(found.values)):
        raise InsufficientDataError(ALL_EQUAL)
    alpha = 1 - observed / expected
    low, high, interval, n_undefined = None, None, _without_resamples(n_resamples, observed), 0
    if interval == "bca_of_units" and rng is not None:
        drawn = _resampled(found, level, n_resamples, rng)
        n_undefined = int(np.isnan(drawn).sum())
        ends = _bca(alpha, drawn, _left_out(found, level), confidence_level)
        interval = "too_little_variety" if ends is None else interval
        low, high = (None, None) if ends is None else ends
    return KrippendorffResult(
        alpha=alpha,
        observed_disagreement=observed,
        expected_disagreement=expected,
        n_units=found.counts.shape[0],
        n_coders=coded.positions.shape[1],
        n_pairable_values=int(counts.sum()),
        n_dropped_units=coded.positions.shape[0] - found.counts.shape[0],
        ci_low=low,
        ci_high=high,
        interval=interval,
        resamples=n_resamples,
        n_undefined_resamples=n_undefined,
        method=f"krippendorff_{level}",
    )


def _checked_resamples(resamples: int, rng: np.random.Generator | None) -> int:
    count = as_count(resamples, "resamples")
    if 0 < count < MIN_RESAMPLES:
        raise ValueError(f"resamples is 0 or at least {MIN_RESAMPLES}, got {count}")
    if count and rng is None:
        raise ValueError("an interval by resamples needs rng")
    return count


def _values(coded: CodedRatings, level: Level) -> NDArray[np.float64]:
    if level == "nominal" or (level == "ordinal" and not are_numbers(coded.categories)):
        return np.arange(len(coded.categories), dtype=np.float64)
    if not are_numbers(coded.categories):
        raise TypeError(f"ratings of level {level} are numbers")
    values = np.array(coded.categories, dtype=np.float64)
    if level == "ratio" and np.any(values < 0):
        raise ValueError("ratings of level ratio are 0 or more, but some are negative")
    return values


def _totals(found: Coincidences) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return found.counts.sum(axis=0)[None, :], found.mixed.sum(axis=0)[None, :]


def _without_resamples(resamples: int, observed: float) -> Interval:
    if not resamples:
        return "not_asked"
    return "complete_agreement" if observed == 0 else "bca_of_units"


def _resampled(
    found: Coincidences, level: Level, resamples: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return alpha of units drawn with replacement; nan where all values are the same."""
    n_units = found.counts.shape[0]
    counts_t, mixed_t = found.counts.T.tocsr(), found.mixed.T.tocsr()
    alphas = []
    for size in _sizes(resamples):
        drawn = rng.integers(0, n_units, (size, n_units))
        cells = (drawn + n_units * np.arange(size)[:, None]).ravel()
        times = np.bincount(cells, minlength=size * n_units).reshape(size, n_units)
        columns = np.ascontiguousarray(times.T, dtype=np.float64)
        alphas.append(_alpha(found, (counts_t @ columns).T, (mixed_t @ columns).T, level))
    return np.concatenate(alphas)


def _left_out(found: Coincidences, level: Level) -> NDArray[np.float64]:
    """Return alpha without each unit in turn; nan where all values left are the same."""
    counts, mixed = _totals(found)
    alphas, start = [], 0
    for size in _sizes(found.counts.shape[0]):
        rows = slice(start, start + size)
        alphas.append(
            _alpha(
                found,
                counts - found.counts[rows].toarray(),
                mixed - found.mixed[rows].toarray(),
                level,
            )
        )
        start += size
    return np.concatenate(alphas)


def _sizes(total: int) -> Iterator[int]:
    yield from [SAMPLES_AT_ONCE] * (total // SAMPLES_AT_ONCE)
    if total % SAMPLES_AT_ONCE:
        yield total % SAMPLES_AT_ONCE


def _alpha(
    found: Coincidences, counts: NDArray[np.float64], mixed: NDArray[np.float64], level: Level
) -> NDArray[np.float64]:
    observed, expected = disagreements(found, counts, mixed, level)
    return 1 - observed / expected


def _bca(
    alpha: float,
    drawn: NDArray[np.float64],
    left_out: NDArray[np.float64],
    confidence_level: float,
) -> tuple[float, float] | None:
    """Return Efron's bias-corrected and accelerated ends, or None where they are undefined."""
    defined = drawn[~np.isnan(drawn)]
    if defined.size < (1 - MAX_UNDEFINED) * drawn.size or np.isnan(left_out).any():
        return None
    tied = np.abs(defined - alpha) <= SAME
    below = float(np.mean((defined < alpha) & ~tied) + np.mean(tied) / 2)
    pull = left_out.mean() - left_out
    squares = float(np.sum(pull**2))
    if below in (0, 1) or squares <= SAME**2:
        return None
    bias, acceleration = float(stats.norm.ppf(below)), float(np.sum(pull**3)) / (6 * squares**1.5)
    tail = (1 - confidence_level) / 2
    shifted = bias + stats.norm.ppf([tail, 1 - tail])
    room = 1 - acceleration * shifted
    if np.any(room <= 0):
        return None
    low, high = np.quantile(defined, stats.norm.cdf(bias + shifted / room))
    return float(low), float(high)
