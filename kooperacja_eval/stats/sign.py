"""The sign test: how many pairs rose and how many fell, whatever the size of the change.

The border: two measurements of the same units in, one test and one share out. Pairs are taken as
independent.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_numbers, check_confidence_level, check_same_length
from kooperacja_eval.text import Text

Alternative = Literal["two_sided", "greater", "less"]
_SCIPY_ALTERNATIVES: dict[Alternative, Literal["two-sided", "greater", "less"]] = {
    "two_sided": "two-sided",
    "greater": "greater",
    "less": "less",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignTestResult:
    """The sign test with the share of rises among the pairs that changed, unrounded.

    n_positive counts the pairs with after above before, n_negative those below, n_zeros those
    without a difference, n_dropped the pairs left out because a value is missing. share_positive is
    n_positive of n_positive + n_negative, with the two-sided interval of Clopper and Pearson
    whatever the alternative.
    """

    p_value: float
    share_positive: float
    ci_low: float
    ci_high: float
    n_positive: int
    n_negative: int
    n_zeros: int
    n_dropped: int
    alternative: Alternative
    method: Literal["sign_exact"]


def sign_test(
    before: ArrayLike,
    after: ArrayLike,
    *,
    alternative: Alternative = "two_sided",
    confidence_level: float = 0.95,
) -> SignTestResult:
    """Test whether rises and falls are equally likely among the pairs that changed.

    Parameters
    ----------
    before, after : ArrayLike, shape (pairs,)
        Two measurements of each unit in the same unit; a pair with nan is left out.
    alternative : {"two_sided", "greater", "less"}
        greater: rises are more likely than falls.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    SignTestResult
        Pairs without a difference are counted and take no part in the test or the share.

    Raises
    ------
    InsufficientDataError
        If no pair differs.
    TypeError, ValueError
        If values are not real numbers or infinite, lengths differ, or the alternative is unknown.

    Notes
    -----
    The number of rises is binomial with probability 1/2; test and interval are
    ``scipy.stats.binomtest``. Source: W. J. Dixon, A. M. Mood, J. American Statistical Association
    41 (1946) 557-566, doi:10.1080/01621459.1946.10501898.

    Examples
    --------
    >>> before, after = np.array([2.0, 3, 3, 1, 4, 2, 3]), np.array([3.0, 3, 5, 2, 3, 4, 4])
    >>> result = sign_test(before, after)
    >>> result.n_positive, result.n_negative, result.n_zeros, result.p_value
    (5, 1, 1, 0.21875)
    """
    check_confidence_level(confidence_level)
    if alternative not in _SCIPY_ALTERNATIVES:
        raise ValueError(
            f"alternative is one of {', '.join(_SCIPY_ALTERNATIVES)}, got {alternative!r}"
        )
    first, second = as_numbers(before, "before"), as_numbers(after, "after")
    check_same_length(first, second, "before and after")
    present = ~(np.isnan(first) | np.isnan(second))
    first, second = first[present], second[present]
    n_positive, n_negative = int(np.sum(second > first)), int(np.sum(second < first))
    n_changed = n_positive + n_negative
    if n_changed == 0:
        raise InsufficientDataError(_no_change(int(first.size)))

    test = stats.binomtest(n_positive, n_changed, alternative=_SCIPY_ALTERNATIVES[alternative])
    interval = stats.binomtest(n_positive, n_changed).proportion_ci(confidence_level)
    return SignTestResult(
        p_value=float(test.pvalue),
        share_positive=n_positive / n_changed,
        ci_low=float(interval.low),
        ci_high=float(interval.high),
        n_positive=n_positive,
        n_negative=n_negative,
        n_zeros=int(first.size) - n_changed,
        n_dropped=int(present.size - first.size),
        alternative=alternative,
        method="sign_exact",
    )


def _no_change(n_pairs: int) -> Text:
    return Text(
        "Żadna para nie ma różnicy między pomiarami, więc udział wzrostów jest nieokreślony; "
        f"liczba pełnych par: {n_pairs}. Podaj liczbę par bez zmiany zamiast testu albo uzupełnij "
        "dane.",
        "No pair differs between the measurements, so the share of rises is undefined; number of "
        f"complete pairs: {n_pairs}. Give the number of pairs without change instead of a test, or "
        "complete the data.",
    )
