"""Goal attainment T of Kiresuk and Sherman: how far the goals of one family were reached.

The border: levels and weights of one family's goals in, one T score out. Which goals count, and
what level each was given, is decided before; T scores of many families are summed up elsewhere.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_numbers, check_same_length
from kooperacja_eval.text import Text

LOWEST, HIGHEST = -2, 2
"""Much less, less, as expected, more, much more than expected."""

CENTRE, STEP = 50.0, 10.0
"""All goals as expected give 50; the standard deviation is meant to be 10."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalAttainmentResult:
    """The T score of one family, unrounded.

    low and high are the T scores of the same goals all at -2 and all at +2: the more goals, the
    farther apart, so that T scores of families with different numbers of goals do not have the same
    range. n_goals counts the goals used, n_unweighted those of them with the weight 0, n_dropped
    the goals without a level or a weight.
    """

    t: float
    low: float
    high: float
    n_goals: int
    n_unweighted: int
    n_dropped: int
    correlation: float
    method: Literal["kiresuk_sherman"]


def goal_attainment(
    levels: ArrayLike, weights: ArrayLike | None = None, *, correlation: float = 0.3
) -> GoalAttainmentResult:
    r"""Compute goal attainment T from the levels that the goals of one family reached.

    Parameters
    ----------
    levels : ArrayLike, shape (goals,)
        -2, -1, 0, 1 or 2 with 0 as expected; nan is missing.
    weights : ArrayLike, shape (goals,), optional
        0 or more; nan is missing; all 1 by default.
    correlation : float
        The average correlation of goals that is assumed, 0 or more and below 1.

    Returns
    -------
    GoalAttainmentResult
        For the goals that have a level and a weight.

    Raises
    ------
    InsufficientDataError
        If no goal has a level and a weight, or all weights are 0.
    TypeError, ValueError
        If an argument is of the wrong shape or kind, a level is none of the five, a weight is
        negative, or the correlation is out of range.

    Notes
    -----
    With levels x, weights w and the correlation :math:`\rho`,

    .. math:: T = 50 + \frac{10 \sum w x}{\sqrt{(1 - \rho) \sum w^2 + \rho (\sum w)^2}}

    One goal gives 50 + 10 x. Source: T. J. Kiresuk, R. E. Sherman, Community Mental Health Journal
    4 (1968) 443-453, doi:10.1007/BF01530764. The formula printed in the body of L. Turner-Stokes,
    Clinical Rehabilitation 23 (2009) 362-370, doi:10.1177/0269215508101742, has an erratum.

    Examples
    --------
    >>> result = goal_attainment([-2, 0, -1, 2, 0, 1], [3, 5, 1, 4, 2, 6])
    >>> result.t, result.n_goals
    (55.0, 6)
    """
    rho = _checked_correlation(correlation)
    reached = _as_levels(levels)
    importance = _as_weights(weights, reached)
    present = ~(np.isnan(reached) | np.isnan(importance))
    x, w = reached[present], importance[present]
    if not x.size:
        raise InsufficientDataError(_no_goals(reached.size))
    heaviest = float(w.max())
    if heaviest == 0:
        raise InsufficientDataError(_NO_WEIGHT)
    w = w / heaviest
    total = math.fsum(w)
    scale = STEP / math.sqrt((1 - rho) * math.fsum(w**2) + rho * total**2)
    return GoalAttainmentResult(
        t=CENTRE + scale * math.fsum(w * x),
        low=CENTRE + scale * LOWEST * total,
        high=CENTRE + scale * HIGHEST * total,
        n_goals=int(x.size),
        n_unweighted=int(np.sum(w == 0)),
        n_dropped=int(reached.size - x.size),
        correlation=rho,
        method="kiresuk_sherman",
    )


def _checked_correlation(correlation: float) -> float:
    if isinstance(correlation, bool) or not isinstance(
        correlation, (int, float, np.integer, np.floating)
    ):
        raise TypeError(f"correlation is a number, not {type(correlation).__name__}")
    if not 0 <= correlation < 1:
        raise ValueError(f"correlation is 0 or more and below 1, got {correlation}")
    return float(correlation)


def _as_levels(levels: ArrayLike) -> NDArray[np.float64]:
    numbers = as_numbers(levels, "levels")
    known = numbers[~np.isnan(numbers)]
    if np.any((known < LOWEST) | (known > HIGHEST) | (known != np.rint(known))):
        raise ValueError(f"levels are whole numbers from {LOWEST} to {HIGHEST}, or nan")
    return numbers


def _as_weights(weights: ArrayLike | None, levels: NDArray[np.float64]) -> NDArray[np.float64]:
    if weights is None:
        return np.ones_like(levels)
    numbers = as_numbers(weights, "weights")
    check_same_length(levels, numbers, "levels and weights")
    if np.any(numbers < 0):
        raise ValueError("weights are 0 or more, but some are negative")
    return numbers


def _no_goals(n_goals: int) -> Text:
    return Text(
        "Wynik T wymaga co najmniej jednego celu z poziomem osiągnięcia i wagą; liczba celów bez "
        f"poziomu albo wagi: {n_goals}. Uzupełnij oceny celów albo pomiń tę rodzinę i podaj ją "
        "w liczbie braków.",
        "A T score needs at least one goal with a level of attainment and a weight; number of "
        f"goals without a level or a weight: {n_goals}. Complete the ratings of the goals, or "
        "leave this family out and count it as missing.",
    )


_NO_WEIGHT = Text(
    "Wszystkie cele mają wagę 0, więc wynik T jest nieokreślony. Popraw wagi albo pomiń je: bez "
    "wag każdy cel liczy się tak samo.",
    "All goals have the weight 0, so the T score is undefined. Correct the weights, or leave them "
    "out: without weights each goal counts the same.",
)
