"""Signed ranks of paired differences and the exact distribution of their sum.

The border: which differences are ranked, how zeros and ties are treated, and how likely each sum
of ranks is when the signs are a toss of a coin. Tests, effect sizes and intervals are made of it in
``wilcoxon``.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_numbers, check_same_length
from kooperacja_eval.text import Text

Zeros = Literal["wilcox", "pratt", "zsplit"]
ZEROS: tuple[Zeros, ...] = ("wilcox", "pratt", "zsplit")

_STEPS_BEFORE_RESCALING = 500
"""So many doublings of a count stay far below the largest float, 2^1023."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedDifferences:
    """Differences after less before of the complete pairs.

    present marks, in the arrays given, the pairs in which neither value is missing.
    """

    values: NDArray[np.float64]
    present: NDArray[np.bool_]

    @property
    def n_dropped(self) -> int:
        """Pairs left out because a value is missing."""
        return int(self.present.size - self.values.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRanks:
    """Mid-ranks of the absolute differences with the signs of the differences.

    ranks holds the ranks of the differences that are not zero, positive says which are above zero;
    total is the sum of all ranks given out, with those of zeros if zeros were ranked; n_tied counts
    the differences that are not zero and share their absolute value with another.
    """

    ranks: NDArray[np.float64]
    positive: NDArray[np.bool_]
    total: float
    r_plus: float
    r_minus: float
    n_zeros: int
    n_tied: int

    @property
    def rank_biserial(self) -> float:
        """Difference of the two sums of ranks as a share of the total."""
        return (self.r_plus - self.r_minus) / self.total


def paired_differences(
    before: ArrayLike, after: ArrayLike, rank_digits: int | None
) -> PairedDifferences:
    """Subtract before from after in the pairs that have both.

    Parameters
    ----------
    before, after : ArrayLike, shape (pairs,)
        In the same unit; nan is missing.
    rank_digits : int or None
        Significant digits to which the differences are rounded; None leaves them as they are.

    Returns
    -------
    PairedDifferences
        In the order of the pairs.

    Raises
    ------
    TypeError, ValueError
        If the values are not real numbers or infinite, the lengths differ, or ``rank_digits`` is
        not a whole number from 1 to 15.
    """
    first, second = as_numbers(before, "before"), as_numbers(after, "after")
    check_same_length(first, second, "before and after")
    present = ~(np.isnan(first) | np.isnan(second))
    values = second[present] - first[present]
    if rank_digits is not None:
        values = _round_significant(values, rank_digits)
    return PairedDifferences(values=values, present=present)


def signed_ranks(differences: NDArray[np.float64], zeros: Zeros) -> SignedRanks:
    """Rank the absolute differences and keep their signs.

    Parameters
    ----------
    differences : NDArray[np.float64], shape (pairs,)
        Without nan.
    zeros : {"wilcox", "pratt", "zsplit"}
        wilcox: zeros are left out before ranking. pratt: zeros are ranked, their ranks count for
        neither side. zsplit: zeros are ranked, half of their ranks counts for each side.

    Returns
    -------
    SignedRanks
        Mid-ranks from ``scipy.stats.rankdata``.

    Raises
    ------
    InsufficientDataError
        If no difference is other than zero.
    ValueError
        If ``zeros`` is none of the three.
    """
    if zeros not in ZEROS:
        raise ValueError(f"zeros is one of {', '.join(ZEROS)}, got {zeros!r}")
    changed = differences != 0
    if not np.any(changed):
        raise InsufficientDataError(_no_change(int(differences.size)))
    n_zeros = int(np.sum(~changed))
    ranked = differences[changed] if zeros == "wilcox" else differences
    all_ranks = stats.rankdata(np.abs(ranked))
    ranks = all_ranks[ranked != 0]
    positive = differences[changed] > 0
    of_zeros = float(all_ranks[ranked == 0].sum()) / 2 if zeros == "zsplit" else 0.0
    _, group, sizes = np.unique(ranks, return_inverse=True, return_counts=True)
    return SignedRanks(
        ranks=ranks,
        positive=positive,
        total=ranked.size * (ranked.size + 1) / 2,
        r_plus=float(ranks[positive].sum()) + of_zeros,
        r_minus=float(ranks[~positive].sum()) + of_zeros,
        n_zeros=n_zeros,
        n_tied=int(np.sum(sizes[group] > 1)),
    )


def share_of_sums_up_to(ranks: NDArray[np.float64], limit: float) -> float:
    """Compute how likely a sum of randomly chosen ranks is at most the limit.

    Parameters
    ----------
    ranks : NDArray[np.float64], shape (n,)
        Whole or half numbers above 0; each enters the sum with probability 1/2.
    limit : float
        A whole or half number.

    Returns
    -------
    float
        From 0 to 1.

    Notes
    -----
    The ranks are doubled, so that all are whole, and divided by what they have in common; then the
    number of ways to each sum is counted rank by rank (B. Streitberg, J. Roehmel, Statistical
    Software Newsletter 12 (1986) 10-17, the shift algorithm). Only sums up to the limit are kept.
    """
    doubled = np.rint(2 * ranks).astype(np.int64)
    unit = int(np.gcd.reduce(doubled))
    steps = np.sort(doubled // unit)
    top = int(np.floor(2 * limit / unit))
    if top >= steps.sum():
        return 1.0
    if top < 0:
        return 0.0
    ways = np.zeros(top + 1)
    ways[0] = 1.0
    reached, exponent = 0, 0
    for taken, step in enumerate(steps.tolist(), start=1):
        reached = min(top, reached + step)
        if step <= reached:
            ways[step : reached + 1] += ways[: reached + 1 - step].copy()
        if taken % _STEPS_BEFORE_RESCALING == 0:
            ways *= 2.0**-_STEPS_BEFORE_RESCALING
            exponent += _STEPS_BEFORE_RESCALING
    return float(np.ldexp(ways.sum(), exponent - steps.size))


def _round_significant(values: NDArray[np.float64], digits: int) -> NDArray[np.float64]:
    if isinstance(digits, bool) or not isinstance(digits, (int, np.integer)):
        raise TypeError(f"rank_digits is an integer or None, not {type(digits).__name__}")
    if not 1 <= digits <= np.finfo(np.float64).precision:
        raise ValueError(f"rank_digits lies from 1 to 15, got {digits}")
    distinct, place = np.unique(values, return_inverse=True)
    rounded = [float(f"{value:.{digits - 1}e}") for value in distinct.tolist()]
    return np.array(rounded, dtype=np.float64)[place]


def _no_change(n_pairs: int) -> Text:
    return Text(
        "Żadna para nie ma różnicy między pomiarami, więc nie ma czego rangować; liczba pełnych "
        f"par: {n_pairs}. Podaj liczbę par bez zmiany zamiast testu albo uzupełnij dane.",
        "No pair differs between the measurements, so there is nothing to rank; number of complete "
        f"pairs: {n_pairs}. Give the number of pairs without change instead of a test, or complete "
        "the data.",
    )
