"""Ordinal change of pairs: Wilcoxon's signed-rank test and the rank-biserial correlation.

The border: two measurements of the same units in, one test out. Positive is always after above
before. The test takes pairs as independent; the correlation, from ``rank_biserial``, can respect
clusters.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.rank_biserial import RankBiserialResult, rank_biserial_paired
from kooperacja_eval.stats.signed_ranks import (
    SignedRanks,
    Zeros,
    paired_differences,
    share_of_sums_up_to,
    signed_ranks,
)
from kooperacja_eval.text import Text

__all__ = [
    "RankBiserialResult",
    "WilcoxonResult",
    "rank_biserial_paired",
    "wilcoxon_signed_rank",
]

Distribution = Literal["exact", "permutation", "normal"]
Alternative = Literal["two_sided", "greater", "less"]

MAX_COUNTED_PAIRS = 3_000
"""Pairs that differ for which all sums of ranks are counted; it takes about ten seconds."""

_SCIPY_ALTERNATIVES: dict[Alternative, str] = {
    "two_sided": "two-sided",
    "greater": "greater",
    "less": "less",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WilcoxonResult:
    """Wilcoxon's signed-rank test, unrounded.

    statistic is the smaller of the sums of ranks r_plus (after above before) and r_minus.
    rank_biserial is positive where after is higher; rank_biserial_paired gives it an interval. z is
    positive where after is higher and None unless the distribution is normal. n_pairs counts the
    complete pairs, n_zeros those of them without a difference, n_tied those that differ by as much
    as another; n_dropped the pairs left out because a value is missing. correction says whether the
    continuity correction was applied; method repeats zeros, distribution and correction.
    """

    statistic: float
    r_plus: float
    r_minus: float
    z: float | None
    p_value: float
    rank_biserial: float
    n_pairs: int
    n_zeros: int
    n_tied: int
    n_dropped: int
    zeros: Zeros
    distribution: Distribution
    correction: bool
    alternative: Alternative
    method: str


def wilcoxon_signed_rank(
    before: ArrayLike,
    after: ArrayLike,
    *,
    zeros: Zeros = "wilcox",
    distribution: Distribution = "permutation",
    correction: bool = False,
    alternative: Alternative = "two_sided",
    rank_digits: int | None = None,
) -> WilcoxonResult:
    """Test whether the differences of pairs lie symmetrically around zero.

    Parameters
    ----------
    before, after : ArrayLike, shape (pairs,)
        Two measurements of each unit in the same unit; a pair with nan is left out.
    zeros : {"wilcox", "pratt", "zsplit"}
        What pairs without a difference do: they are left out before ranking (wilcox), are ranked
        and their ranks discarded (pratt), or are ranked and their ranks halved between the two
        sides (zsplit).
    distribution : {"exact", "permutation", "normal"}
        exact: the classical table, for data without ties and zeros. permutation: all signs that
        the ranks at hand could have had, exact with ties and zeros too. normal: approximation with
        the variance corrected for ties.
    correction : bool
        Continuity correction of half a rank; without effect unless ``distribution="normal"``.
    alternative : {"two_sided", "greater", "less"}
        greater: after tends to be above before.
    rank_digits : int, optional
        Significant digits to which differences are rounded before ranking. Set it, to 10 say, where
        values have decimals: 3.4 - 3.2 and 2.2 - 2.0 are then tied, as they should be, though they
        differ in the sixteenth digit. None compares the differences as computed, like R and scipy.

    Returns
    -------
    WilcoxonResult
        With the permutation distribution, n pairs of the same sign have the smallest p possible,
        2 / 2^n: five pairs never get below 0.0625.

    Raises
    ------
    InsufficientDataError
        If no pair differs, or there are ties or zeros and the exact distribution is asked for.
    TypeError, ValueError
        If values are not real numbers or infinite, lengths differ, an option is unknown, or more
        than 3,000 pairs differ and their sums of ranks would have to be counted.

    Notes
    -----
    exact and normal are ``scipy.stats.wilcoxon``. permutation counts the signs by the shift
    algorithm, no random sampling; the two-sided p is twice the smaller tail. Sources: F. Wilcoxon,
    Biometrics Bulletin 1 (1945) 80-83, doi:10.2307/3001968; J. W. Pratt, J. American Statistical
    Association 54 (1959) 655-667, doi:10.1080/01621459.1959.10501526.

    Examples
    --------
    >>> before, after = np.array([2.0, 3, 3, 1, 4, 2, 3]), np.array([3.0, 3, 5, 2, 3, 4, 4])
    >>> result = wilcoxon_signed_rank(before, after)
    >>> result.r_plus, result.r_minus, result.n_zeros, result.p_value
    (18.5, 2.5, 1, 0.15625)
    """
    _check_option(distribution, ("exact", "permutation", "normal"), "distribution")
    _check_option(alternative, tuple(_SCIPY_ALTERNATIVES), "alternative")
    pairs = paired_differences(before, after, rank_digits)
    ranks = signed_ranks(pairs.values, zeros)
    applied = bool(correction) and distribution == "normal"
    z: float | None = None
    if distribution == "permutation":
        p_value = _permutation_p(ranks, alternative)
    else:
        z, p_value = _scipy_test(pairs.values, ranks, zeros, distribution, alternative, applied)
    return WilcoxonResult(
        statistic=min(ranks.r_plus, ranks.r_minus),
        r_plus=ranks.r_plus,
        r_minus=ranks.r_minus,
        z=z,
        p_value=p_value,
        rank_biserial=ranks.rank_biserial,
        n_pairs=int(pairs.values.size),
        n_zeros=ranks.n_zeros,
        n_tied=ranks.n_tied,
        n_dropped=pairs.n_dropped,
        zeros=zeros,
        distribution=distribution,
        correction=applied,
        alternative=alternative,
        method=f"wilcoxon_{zeros}_{distribution}{'_corrected' if applied else ''}",
    )


def _permutation_p(ranks: SignedRanks, alternative: Alternative) -> float:
    if ranks.ranks.size > MAX_COUNTED_PAIRS:
        raise ValueError(
            f"{ranks.ranks.size} pairs differ; sums of ranks are counted for at most "
            f"{MAX_COUNTED_PAIRS}: choose distribution='normal'"
        )
    plus = float(ranks.ranks[ranks.positive].sum())
    minus = float(ranks.ranks[~ranks.positive].sum())
    if alternative == "two_sided":
        return min(1.0, 2 * share_of_sums_up_to(ranks.ranks, min(plus, minus)))
    return share_of_sums_up_to(ranks.ranks, minus if alternative == "greater" else plus)


def _scipy_test(
    differences: NDArray[np.float64],
    ranks: SignedRanks,
    zeros: Zeros,
    distribution: Distribution,
    alternative: Alternative,
    correction: bool,  # noqa: FBT001
) -> tuple[float | None, float]:
    """Return z, None for the exact distribution, and p."""
    if distribution == "exact" and (ranks.n_zeros or ranks.n_tied):
        raise InsufficientDataError(_not_exact(ranks.n_zeros, ranks.n_tied))
    result = stats.wilcoxon(
        differences,
        zero_method=zeros,
        correction=correction,
        alternative=_SCIPY_ALTERNATIVES[alternative],
        method="exact" if distribution == "exact" else "asymptotic",
    )
    if distribution == "exact":
        return None, float(result.pvalue)
    z = float(result.zstatistic)
    if alternative == "two_sided":
        z = math.copysign(z, ranks.r_plus - ranks.r_minus)
    return z, float(result.pvalue)


def _check_option(option: str, allowed: tuple[str, ...], name: str) -> None:
    if option not in allowed:
        raise ValueError(f"{name} is one of {', '.join(allowed)}, got {option!r}")


def _not_exact(n_zeros: int, n_tied: int) -> Text:
    return Text(
        "Klasyczny rozkład dokładny nie obowiązuje, gdy są pary bez różnicy albo równe różnice; "
        f"liczba par bez różnicy: {n_zeros}, par o równych różnicach: {n_tied}. Wybierz "
        'distribution="permutation" (dokładny także wtedy) albo "normal".',
        "The classical exact distribution does not hold with pairs without a difference or equal "
        f"differences; pairs without a difference: {n_zeros}, pairs with equal differences: "
        f'{n_tied}. Choose distribution="permutation" (exact then too) or "normal".',
    )
