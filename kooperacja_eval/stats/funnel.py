"""Which teams differ from a target by more than chance, and which ones could show it at all.

The border: counts of each team in, its place inside or outside the limits out, never a rank. Limits
for sizes alone are in ``funnel_limits``; limits that allow for differences between teams beyond
chance are in ``funnel_overdispersed``.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_counts, as_numbers, check_same_length
from kooperacja_eval.stats.funnel_limits import (
    FunnelLimits,
    PoissonForm,
    binomial_limits,
    poisson_limits,
)
from kooperacja_eval.text import Text

LEVELS = (0.95, 0.998)
"""The levels usual in funnel plots: about two and three standard deviations."""

Position = Literal["below", "inside", "above"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelResult:
    """Where each unit lies among the limits, unrounded; arrays over the units used, as given.

    values are shares or ratios; sizes the trials or expected counts. limits and positions have one
    entry for each level; a position is "below", "inside" or "above". target is the share or ratio
    compared with, and target_is_pooled says that it was taken from these units. kept says which
    units of the input were used; n_dropped counts those without trials or with a missing number.
    """

    values: NDArray[np.float64]
    sizes: NDArray[np.float64]
    limits: tuple[FunnelLimits, ...]
    positions: tuple[tuple[Position, ...], ...]
    target: float
    target_is_pooled: bool
    kept: NDArray[np.bool_]
    n_units: int
    n_dropped: int
    method: Literal["binomial_quantile", "poisson_quantile", "poisson_chi_square"]


def binomial_funnel(
    successes: NDArray[np.int64],
    trials: NDArray[np.int64],
    *,
    target: float | None = None,
    levels: tuple[float, ...] = LEVELS,
) -> FunnelResult:
    """Tell which shares lie outside the exact limits around a target.

    Parameters
    ----------
    successes, trials : NDArray[np.int64], shape (units,)
        Numerator and denominator of each team; a team without trials is left out.
    target : float, optional
        Strictly between 0 and 1; by default the share of all units together.
    levels : tuple of float
        Each strictly between 0 and 1.

    Returns
    -------
    FunnelResult
        With the limits of `binomial_limits`.

    Raises
    ------
    InsufficientDataError
        If no unit has trials, or the share of all units together is 0 or 1.
    TypeError, ValueError
        If counts are not integers, are negative, successes exceed trials, lengths differ, or an
        option is not of its kind.

    Notes
    -----
    A unit lies outside if chance alone would take it there, on this side, with probability below
    (1 - level) / 2. Of 30 teams one or two lie outside 95 % limits by chance. With the pooled share
    as target each unit is compared with all units, itself included. Source: D. J. Spiegelhalter,
    Statistics in Medicine 24 (2005) 1185-1202, doi:10.1002/sim.1970.

    Examples
    --------
    >>> result = binomial_funnel(np.array([1, 5]), np.array([5, 5]), target=140 / 172)
    >>> result.positions[0], result.limits[0].high_reachable.tolist()
    (('below', 'inside'), [False, False])
    """
    hits, sizes, kept = counts_of_units(successes, trials)
    pooled = target is None
    share = pooled_share(hits, sizes) if target is None else target
    limits = tuple(binomial_limits(sizes, target=share, level=level) for level in levels)
    values = hits / sizes
    return FunnelResult(
        values=values,
        sizes=sizes.astype(np.float64),
        limits=limits,
        positions=tuple(positions_of(values, one) for one in limits),
        target=share,
        target_is_pooled=pooled,
        kept=kept,
        n_units=int(sizes.size),
        n_dropped=int(kept.size - sizes.size),
        method="binomial_quantile",
    )


def poisson_funnel(
    observed: NDArray[np.int64],
    expected: NDArray[np.float64],
    *,
    target: float = 1.0,
    levels: tuple[float, ...] = LEVELS,
    form: PoissonForm = "quantile",
) -> FunnelResult:
    """Tell which ratios of observed to expected counts lie outside the exact limits.

    Parameters
    ----------
    observed : NDArray[np.int64], shape (units,)
        Counts, such as meetings of each team.
    expected : NDArray[np.float64], shape (units,)
        Expected counts, 0 or more; nan is missing. A unit of which 0 or nan is expected is left
        out.
    target : float
        Above 0.
    levels : tuple of float
        Each strictly between 0 and 1.
    form : {"quantile", "chi_square"}
        As for `poisson_limits`.

    Returns
    -------
    FunnelResult
        With the limits of `poisson_limits`.

    Raises
    ------
    InsufficientDataError
        If no unit has an expected count.
    TypeError, ValueError
        If an argument is not of its kind.

    Notes
    -----
    As for `binomial_funnel`. Counts of one team that come in bunches, such as several contacts
    about one event, spread more than the Poisson distribution says: teams then lie outside too
    often.

    Examples
    --------
    >>> result = poisson_funnel(np.array([4, 12, 30]), np.array([12.0, 12.0, 12.0]))
    >>> result.positions[0], result.limits[0].low.round(3).tolist()[0]
    (('below', 'inside', 'above'), 0.5)
    """
    counts, means = as_counts(observed, "observed"), as_numbers(expected, "expected")
    check_same_length(counts, means, "observed and expected")
    if np.any(means < 0):
        raise ValueError("expected counts are 0 or more")
    kept = means > 0
    if not kept.any():
        raise InsufficientDataError(_NOTHING_EXPECTED)
    counts, means = counts[kept], means[kept]
    limits = tuple(poisson_limits(means, target=target, level=one, form=form) for one in levels)
    values = counts / means
    return FunnelResult(
        values=values,
        sizes=means,
        limits=limits,
        positions=tuple(positions_of(values, one) for one in limits),
        target=target,
        target_is_pooled=False,
        kept=kept,
        n_units=int(means.size),
        n_dropped=int(kept.size - means.size),
        method="poisson_quantile" if form == "quantile" else "poisson_chi_square",
    )


def counts_of_units(
    successes: NDArray[np.int64], trials: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Check both counts and leave out units without trials; say which were kept.

    Raises
    ------
    InsufficientDataError
        If no unit has trials.
    TypeError, ValueError
        If counts are not integers, are negative, successes exceed trials, or lengths differ.
    """
    hits, sizes = as_counts(successes, "successes"), as_counts(trials, "trials")
    check_same_length(hits, sizes, "successes and trials")
    if np.any(hits > sizes):
        raise ValueError("successes do not exceed trials")
    kept = sizes > 0
    if not kept.any():
        raise InsufficientDataError(_NO_TRIALS)
    return hits[kept], sizes[kept], kept


def pooled_share(hits: NDArray[np.int64], sizes: NDArray[np.int64]) -> float:
    """Return the share of all units together.

    Raises
    ------
    InsufficientDataError
        If it is 0 or 1, so that limits around it have no width.
    """
    share = float(hits.sum() / sizes.sum())
    if share in (0.0, 1.0):
        raise InsufficientDataError(_ALL_ALIKE)
    return share


def positions_of(values: NDArray[np.float64], limits: FunnelLimits) -> tuple[Position, ...]:
    """Return where each value lies among its limits."""
    sides: tuple[Position, ...] = ("below", "inside", "above")
    places = 1 - (values < limits.low).astype(int) + (values > limits.high).astype(int)
    return tuple(sides[place] for place in places)


_NO_TRIALS = Text(
    "Żaden zespół nie ma danych, z których można policzyć odsetek. Sprawdź mianowniki albo policz "
    "wykres lejkowy dla szerszego zbioru.",
    "No team has data from which a share can be computed. Check the denominators or compute the "
    "funnel plot for a wider set.",
)
_NOTHING_EXPECTED = Text(
    "Dla żadnego zespołu nie ma oczekiwanej liczby większej od 0, więc granice wykresu lejkowego "
    "są nieokreślone. Sprawdź, z czego liczone są wartości oczekiwane.",
    "No team has an expected count above 0, so the limits of the funnel plot are undefined. Check "
    "what the expected counts are computed from.",
)
_ALL_ALIKE = Text(
    "Odsetek w całym zbiorze wynosi 0% albo 100%, więc zespoły się nie różnią, a granice wykresu "
    "lejkowego są nieokreślone. Podaj sam odsetek albo porównaj zespoły z zadaną wartością.",
    "The share of all together is 0% or 100%, so teams do not differ and the limits of the funnel "
    "plot are undefined. Give the share alone, or compare teams with a given target.",
)
