"""Yes or no before and after: McNemar's test, the odds ratio and the difference of shares.

The border: 0 and 1 of the same units in, one test with its effect sizes out. Pairs are taken as
independent. Answers in more than two categories are in ``paired_tables``.
"""

import dataclasses
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from statsmodels.stats.proportion import proportion_confint

from kooperacja_eval.stats.checks import as_numbers
from kooperacja_eval.stats.discordant_pairs import (
    DiscordantPairsResult,
    Variant,
    mcnemar_counts,
)
from kooperacja_eval.stats.pair_counts import as_square_table, square_table

__all__ = [
    "DiscordantPairsResult",
    "McNemarResult",
    "mcnemar",
    "mcnemar_counts",
    "mcnemar_table",
]

_YES_NO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class McNemarResult:
    """McNemar's test with the difference of the two shares, unrounded.

    The cells are named by before and after: n_no_yes are the pairs that went from 0 to 1. The
    fields of the test are those of `DiscordantPairsResult` with b = n_no_yes and c = n_yes_no.
    share_before and share_after are the shares of 1; difference is after less before, with
    Newcombe's interval. n counts the complete pairs, n_dropped those left out.
    """

    statistic: float
    p_value: float
    odds_ratio: float | None
    odds_ratio_low: float
    odds_ratio_high: float | None
    difference: float
    difference_low: float
    difference_high: float
    share_before: float
    share_after: float
    n_no_no: int
    n_no_yes: int
    n_yes_no: int
    n_yes_yes: int
    n: int
    n_discordant: int
    n_dropped: int
    variant: Variant
    method: str


def mcnemar(
    before: ArrayLike,
    after: ArrayLike,
    *,
    variant: Variant = "mid_p",
    confidence_level: float = 0.95,
) -> McNemarResult:
    """Test whether as many units went from 0 to 1 as from 1 to 0.

    Parameters
    ----------
    before, after : ArrayLike, shape (pairs,)
        0 or 1 for each unit; a pair with nan is left out. Truth values are taken as 0 and 1.
    variant : {"exact", "mid_p", "chi2", "chi2_corrected"}
        As in `mcnemar_counts`.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    McNemarResult
        An odds ratio above 1 and a difference above 0 both mean more changes to 1.

    Raises
    ------
    InsufficientDataError
        If no pair changed.
    TypeError, ValueError
        If a value is other than 0, 1 or nan, lengths differ, or an option is wrong.

    Notes
    -----
    See `mcnemar_counts` for the test and `mcnemar_table` for the difference.

    Examples
    --------
    >>> before, after = np.array([0, 0, 0, 1, 1, 0, 1]), np.array([1, 1, 0, 1, 0, 1, 1])
    >>> result = mcnemar(before, after, variant="exact")
    >>> result.n_no_yes, result.n_yes_no, result.p_value, result.odds_ratio
    (3, 1, 0.625, 3.0)
    """
    first, second = _as_zero_one(before, "before"), _as_zero_one(after, "after")
    table = square_table(first, second, [0, 1])
    result = mcnemar_table(table, variant=variant, confidence_level=confidence_level)
    return dataclasses.replace(result, n_dropped=first.size - result.n)


def mcnemar_table(
    table: ArrayLike, *, variant: Variant = "mid_p", confidence_level: float = 0.95
) -> McNemarResult:
    r"""Test a two-by-two table of pairs, rows before and columns after.

    Parameters
    ----------
    table : ArrayLike, shape (2, 2)
        Counts; 0 or no is the first row and column, 1 or yes the second, as `square_table` with the
        categories 0 and 1 gives them.
    variant : {"exact", "mid_p", "chi2", "chi2_corrected"}
        As in `mcnemar_counts`.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    McNemarResult
        With n_dropped of 0.

    Raises
    ------
    InsufficientDataError
        If no pair changed.
    TypeError, ValueError
        If the table is not two by two of counts, or an option is wrong.

    Notes
    -----
    The interval of the difference squares and adds Wilson's intervals of the two shares, reduced by
    their correlation :math:`\phi`, which is brought nearer to 0 by n / 2 where it is positive:
    method 10 of R. G. Newcombe, Statistics in Medicine 17 (1998) 2635-2650,
    doi:10.1002/(SICI)1097-0258(19981130)17:22<2635::AID-SIM954>3.0.CO;2-C.

    Examples
    --------
    >>> result = mcnemar_table([[80, 16], [6, 59]])
    >>> round(result.difference, 3), round(result.difference_low, 3), round(result.p_value, 3)
    (0.062, 0.005, 0.035)
    """
    counts = as_square_table(table)
    if counts.shape[0] != _YES_NO:
        raise ValueError(f"a table of two categories has 2 rows, got {counts.shape[0]}")
    (no_no, no_yes), (yes_no, yes_yes) = counts.tolist()
    test = mcnemar_counts(no_yes, yes_no, variant=variant, confidence_level=confidence_level)
    low, high = _newcombe(counts, confidence_level)
    n = int(counts.sum())
    return McNemarResult(
        statistic=test.statistic,
        p_value=test.p_value,
        odds_ratio=test.odds_ratio,
        odds_ratio_low=test.odds_ratio_low,
        odds_ratio_high=test.odds_ratio_high,
        difference=(no_yes - yes_no) / n,
        difference_low=low,
        difference_high=high,
        share_before=(yes_no + yes_yes) / n,
        share_after=(no_yes + yes_yes) / n,
        n_no_no=no_no,
        n_no_yes=no_yes,
        n_yes_no=yes_no,
        n_yes_yes=yes_yes,
        n=n,
        n_discordant=test.n_discordant,
        n_dropped=0,
        variant=variant,
        method=test.method,
    )


def _as_zero_one(values: ArrayLike, name: str) -> NDArray[np.float64]:
    array = np.asarray(values)
    numbers = as_numbers(array.astype(np.int64) if array.dtype.kind == "b" else array, name)
    if not np.all(np.isin(numbers[~np.isnan(numbers)], (0, 1))):
        raise ValueError(f"{name} holds 0, 1 or nan only")
    return numbers


def _newcombe(counts: NDArray[np.int64], confidence_level: float) -> tuple[float, float]:
    """Compute Newcombe's interval of the share after less the share before."""
    n = int(counts.sum())
    before, after = int(counts[1].sum()), int(counts[:, 1].sum())
    below_before, above_before = _wilson_distances(before, n, confidence_level)
    below_after, above_after = _wilson_distances(after, n, confidence_level)
    phi = _phi(counts)
    difference = (after - before) / n
    low = difference - _joined(below_after, above_before, phi)
    high = difference + _joined(above_after, below_before, phi)
    return max(-1.0, low), min(1.0, high)


def _wilson_distances(successes: int, n: int, confidence_level: float) -> tuple[float, float]:
    """Compute how far the ends of Wilson's interval lie below and above the share."""
    low, high = proportion_confint(successes, n, 1 - confidence_level, method="wilson")
    share = successes / n
    return max(0.0, share - float(low)), max(0.0, float(high) - share)


def _phi(counts: NDArray[np.int64]) -> float:
    """Compute the correlation of the two answers, brought nearer to 0 where it is positive."""
    (no_no, no_yes), (yes_no, yes_yes) = counts.tolist()
    margins = math.prod(counts.sum(axis=1).tolist()) * math.prod(counts.sum(axis=0).tolist())
    if margins == 0:
        return 0.0
    excess = float(no_no * yes_yes - no_yes * yes_no)
    if excess > 0:
        excess = max(0.0, excess - int(counts.sum()) / 2)
    return excess / math.sqrt(margins)


def _joined(one: float, other: float, correlation: float) -> float:
    return math.sqrt(max(0.0, one**2 + other**2 - 2 * correlation * one * other))
