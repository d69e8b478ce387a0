"""Bootstrap intervals of independent values: of a mean, and of any vectorised statistic.

The border: values (or pairs) that are drawn one by one. Values in teams are not independent; for
them see ``cluster_bootstrap``.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats import bootstrap_ends as ends
from kooperacja_eval.stats.bootstrap_ends import BootstrapResult
from kooperacja_eval.stats.checks import as_numbers, check_confidence_level, check_same_length
from kooperacja_eval.stats.jackknife import MIN_VALUES, Statistic, acceleration, jackknife
from kooperacja_eval.text import Text

Method = Literal["bca", "percentile", "basic"]

METHODS = ("bca", "percentile", "basic")

BLOCK = 2**17
"""Numbers drawn at once (1 MB of float64): stays in the processor's cache."""

SMALL = 2**13
"""Below it, places are drawn as 16-bit integers, which is faster; beyond, many are rejected."""

REPEATS = 32
"""Values drawn one by one in the time of one binomial count (measured); see ``_means_by_count``."""


def bootstrap_mean(
    values: NDArray[np.float64],
    *,
    method: Method = "bca",
    resamples: int = 9999,
    confidence_level: float = 0.95,
    rng: np.random.Generator,
) -> BootstrapResult:
    r"""Estimate the mean of independent values with a bootstrap interval.

    Parameters
    ----------
    values : NDArray[np.float64], shape (values,)
        In any unit; nan is missing.
    method : {"bca", "percentile", "basic"}
    resamples : int
        100 or more.
    confidence_level : float
        Strictly between 0 and 1.
    rng : numpy.random.Generator
        Source of all randomness.

    Returns
    -------
    BootstrapResult
        In the unit of the values.

    Raises
    ------
    InsufficientDataError
        If fewer than two values are left or all are equal.
    TypeError, ValueError
        If the values are not real numbers or are infinite, or an option is wrong.

    Notes
    -----
    The mean of each resample is computed exactly, in blocks that fit the processor's cache; where
    values repeat often (scores of many people), how often each distinct value is drawn is drawn
    instead, a multinomial with the same distribution of means. The acceleration has a closed form,
    :math:`a = \sum d_i^3 / (6 (\sum d_i^2)^{3/2})` with :math:`d_i = x_i - \bar x`. Of
    5,000 simulated samples, nominal 95 % BCa intervals covered the mean in 92.7 % (30 normal
    values), 94.5 % (172), 88.9 % (30 log-normal values) and 92.1 % (172): for a few values that are
    not skewed, ``means.mean_interval`` covers better. Source: B. Efron, R. J. Tibshirani, An
    Introduction to the Bootstrap, Chapman & Hall 1993, chapters 13-14.

    Examples
    --------
    >>> values = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
    >>> result = bootstrap_mean(values, rng=np.random.default_rng(1))
    >>> round(result.estimate, 2), result.n, result.method
    (2.33, 10, 'bca')
    """
    _check_options(method, resamples, confidence_level)
    numbers = as_numbers(values, "values")
    used = np.sort(numbers[~np.isnan(numbers)])
    if used.size < MIN_VALUES:
        raise InsufficientDataError(_too_few_values(int(used.size)))
    if used[0] == used[-1]:
        raise InsufficientDataError(ends.NO_SPREAD_OF_REPLICATES)
    centre = float(np.mean(used))
    deviations = used - centre
    replicates = _resampled_means(deviations, resamples, rng)
    accelerated = acceleration([deviations], scale=0.0) if method == "bca" else None
    result = ends.plain_result(
        replicates,
        0.0,
        method=method,
        confidence_level=confidence_level,
        accelerated=accelerated,
        n=int(used.size),
        n_dropped=int(numbers.size - used.size),
    )
    return replace(
        result, estimate=centre, ci_low=centre + result.ci_low, ci_high=centre + result.ci_high
    )


def bootstrap(
    statistic: Statistic,
    data: tuple[NDArray[np.float64], ...],
    *,
    paired: bool,
    method: Method = "bca",
    resamples: int = 9999,
    confidence_level: float = 0.95,
    rng: np.random.Generator,
) -> BootstrapResult:
    """Estimate any vectorised statistic of one or several samples with a bootstrap interval.

    Parameters
    ----------
    statistic : callable
        ``statistic(*samples, axis=-1)``, vectorised over all leading axes, such as ``numpy.mean``.
    data : tuple of NDArray[np.float64], each of shape (values,)
        The samples; nan is missing, and takes its whole row along where samples are paired.
    paired : bool
        Whether the samples are columns of the same rows; if not, each is resampled on its own.
    method, resamples, confidence_level, rng
        As for ``bootstrap_mean``.

    Returns
    -------
    BootstrapResult
        In the unit of the statistic. n counts rows where paired, else values of all samples.

    Raises
    ------
    InsufficientDataError
        If a sample has fewer than two values, or the statistic is the same in all resamples, or
        undefined in one of them or (for "bca") with one value left out.
    TypeError, ValueError
        If samples are not real numbers or are infinite, paired samples differ in length, or an
        option is wrong.

    Notes
    -----
    ``scipy.stats.bootstrap`` draws the resamples; the ends are those of its methods, except that a
    replicate equal to the estimate up to rounding counts as a tie for z0. The acceleration is that
    of the jackknife (``stats.jackknife``).

    Examples
    --------
    >>> before, after = np.array([1.0, 4.0, 2.0, 5.0]), np.array([3.0, 4.0, 5.0, 9.0])
    >>> def change(x, y, axis):
    ...     return np.mean(y - x, axis=axis)
    >>> bootstrap(change, (before, after), paired=True, rng=np.random.default_rng(1)).estimate
    2.25
    """
    _check_options(method, resamples, confidence_level)
    samples, n_dropped = _used_samples(data, paired=paired)
    estimate = float(statistic(*samples, axis=-1))
    with np.errstate(invalid="ignore"):  # undefined replicates are refused below
        replicates = stats.bootstrap(
            samples,
            statistic,
            n_resamples=resamples,
            batch=max(1, BLOCK // max(sample.size for sample in samples)),
            vectorized=True,
            paired=paired,
            method="percentile",
            axis=-1,
            rng=rng,
        ).bootstrap_distribution
    if not np.all(np.isfinite(replicates)):
        raise InsufficientDataError(_UNDEFINED_SOMEWHERE)
    ends.check_spread(replicates)
    bca = method == "bca"
    accelerated = jackknife(statistic, samples, paired=paired).acceleration if bca else None
    return ends.plain_result(
        replicates,
        estimate,
        method=method,
        confidence_level=confidence_level,
        accelerated=accelerated,
        n=samples[0].size if paired else sum(sample.size for sample in samples),
        n_dropped=n_dropped,
    )


def _check_options(method: str, resamples: int, confidence_level: float) -> None:
    if method not in METHODS:
        raise ValueError(f"method is one of {', '.join(METHODS)}, got {method!r}")
    ends.check_resamples(resamples)
    check_confidence_level(confidence_level)


def _used_samples(
    data: tuple[NDArray[np.float64], ...], *, paired: bool
) -> tuple[tuple[NDArray[np.float64], ...], int]:
    """Return the samples without nan, and how many rows or values were left out."""
    if not data:
        raise ValueError("data holds at least one sample")
    samples = tuple(as_numbers(sample, f"sample {place}") for place, sample in enumerate(data, 1))
    present = [~np.isnan(sample) for sample in samples]
    if paired:
        for sample in samples[1:]:
            check_same_length(samples[0], sample, "paired samples")
        present = [np.logical_and.reduce(present)] * len(samples)
    used = tuple(sample[kept] for sample, kept in zip(samples, present, strict=True))
    smallest = min(sample.size for sample in used)
    if smallest < MIN_VALUES:
        raise InsufficientDataError(_too_few_values(smallest))
    dropped = [int(np.count_nonzero(~kept)) for kept in present]
    return used, dropped[0] if paired else sum(dropped)


def _resampled_means(
    deviations: NDArray[np.float64], resamples: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return means of resamples of sorted deviations, shape (resamples,)."""
    distinct, counts = np.unique(deviations, return_counts=True)
    if distinct.size * REPEATS <= deviations.size:
        return _means_by_count(distinct, counts, resamples, rng)
    n = deviations.size
    places: type[np.unsignedinteger | np.signedinteger] = np.uint16 if n <= SMALL else np.int64
    means = np.empty(resamples)
    for rows in _blocks(resamples, n):
        drawn = rng.integers(0, n, size=(rows.stop - rows.start, n), dtype=places)
        deviations.take(drawn).mean(axis=1, out=means[rows])
    return means


def _means_by_count(
    distinct: NDArray[np.float64],
    counts: NDArray[np.intp],
    resamples: int,
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """Draw how often each distinct value is in a resample; exact, and faster if few are."""
    n = int(counts.sum())
    means = np.empty(resamples)
    for rows in _blocks(resamples, distinct.size):
        drawn = rng.multinomial(n, counts / n, size=rows.stop - rows.start)
        means[rows] = drawn @ distinct / n
    return means


def _blocks(resamples: int, width: int) -> Iterator[slice]:
    step = max(1, BLOCK // width)
    for first in range(0, resamples, step):
        yield slice(first, min(resamples, first + step))


def _too_few_values(n: int) -> Text:
    return Text(
        f"Przedział bootstrapowy wymaga co najmniej 2 wartości (lub par) w próbie; liczba bez "
        f"braków: {n}. Uzupełnij dane albo policz miarę dla szerszego zbioru.",
        f"A bootstrap interval needs at least 2 values (or pairs) in a sample; number that are not "
        f"missing: {n}. Complete the data, or compute the statistic for a wider set.",
    )


_UNDEFINED_SOMEWHERE = Text(
    "Miara jest nieokreślona w części prób bootstrapowych, np. dlatego, że dzieli przez 0. Policz "
    "ją dla szerszego zbioru albo podaj bez przedziału.",
    "The statistic is undefined in some resamples, for example because it divides by 0. Compute it "
    "for a wider set, or give it without an interval.",
)
