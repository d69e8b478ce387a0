"""Change of single persons or families against the error of measurement; response shift.

The border: two scores of each unit in, a count of reliable changes out. Whether a change matters to
a family is another question, and whether the programme caused it yet another. The three differences
of a retrospective pre-test are in ``response_shift`` and offered here too.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_numbers, check_same_length
from kooperacja_eval.stats.response_shift import MeanChange, ResponseShiftResult, response_shift
from kooperacja_eval.text import Text

__all__ = [
    "MeanChange",
    "ReliableChangeResult",
    "ResponseShiftResult",
    "reliable_change",
    "response_shift",
]


CRITICAL_INDEX = 1.96
"""The index beyond which Jacobson and Truax call a change reliable, as they print it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliableChangeResult:
    """Reliable change indices and how many of them are beyond error, unrounded.

    index has the shape of the scores, nan where one of the two is missing; it is positive where
    the score rose. se_difference and critical_change are in the unit of the scores. n counts the
    pairs and is the sum of the three categories; n_dropped counts the incomplete pairs.
    """

    index: NDArray[np.float64]
    n_improved: int
    n_unchanged: int
    n_deteriorated: int
    se_difference: float
    critical_change: float
    n: int
    n_dropped: int
    method: Literal["jacobson_truax"]


def reliable_change(
    before: NDArray[np.float64],
    after: NDArray[np.float64],
    *,
    sd_before: float,
    reliability: float,
    critical_index: float = CRITICAL_INDEX,
    higher_is_better: bool = True,
) -> ReliableChangeResult:
    r"""Count the changes that are too large to be error of measurement.

    Parameters
    ----------
    before, after : NDArray[np.float64], shape (units,)
        Scores of the same units in the same order; nan is missing.
    sd_before : float
        Standard deviation of the scores before, of the study or of a norm sample; above 0.
    reliability : float
        Of the score, such as alpha or omega; strictly between 0 and 1.
    critical_index : float
        Index beyond which a change is reliable, above 0; 1.96 as published, 1.645 for 90 %.
    higher_is_better : bool
        Whether a rise is an improvement.

    Returns
    -------
    ReliableChangeResult
        A change of exactly the critical size counts as unchanged.

    Raises
    ------
    InsufficientDataError
        If no unit has both scores.
    TypeError, ValueError
        If scores are not real numbers or infinite, lengths differ, or a number is out of range.

    Notes
    -----
    .. math:: RC = \frac{x_2 - x_1}{s_{diff}}, \qquad s_{diff} = s_1 \sqrt{2} \sqrt{1 - r_{xx}}

    A change is reliable where RC is beyond 1.96, the published criterion (the exact normal quantile
    is 1.95996). The factor
    :math:`\sqrt 2` was missing from the first publication of 1984. Even without
    any true change one index in twenty is expected beyond 1.96, one in forty on each side. Source:
    N. S. Jacobson, P. Truax, J. Consulting and Clinical Psychology 59 (1991) 12-19,
    doi:10.1037/0022-006X.59.1.12.

    Examples
    --------
    >>> before, after = np.array([20.0, 25.0, 30.0]), np.array([32.0, 27.0, 18.0])
    >>> result = reliable_change(before, after, sd_before=7.5, reliability=0.8)
    >>> round(result.critical_change, 2), result.n_improved, result.n_deteriorated
    (9.3, 1, 1)
    """
    _check_score(sd_before, reliability)
    if not (math.isfinite(critical_index) and critical_index > 0):
        raise ValueError(f"critical_index is above 0 and finite, got {critical_index}")
    first, second = as_numbers(before, "before"), as_numbers(after, "after")
    check_same_length(first, second, "before and after")
    change = second - first
    n = int(np.sum(~np.isnan(change)))
    if n == 0:
        raise InsufficientDataError(_NO_PAIRS)
    se_difference = sd_before * math.sqrt(2) * math.sqrt(1 - reliability)
    critical = critical_index * se_difference
    rises, falls = int(np.sum(change > critical)), int(np.sum(change < -critical))
    improved, deteriorated = (rises, falls) if higher_is_better else (falls, rises)
    return ReliableChangeResult(
        index=change / se_difference,
        n_improved=improved,
        n_unchanged=n - rises - falls,
        n_deteriorated=deteriorated,
        se_difference=se_difference,
        critical_change=critical,
        n=n,
        n_dropped=int(change.size) - n,
        method="jacobson_truax",
    )


def _check_score(sd_before: float, reliability: float) -> None:
    for value, name in ((sd_before, "sd_before"), (reliability, "reliability")):
        if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
            raise TypeError(f"{name} is a number, not {type(value).__name__}")
    if not (math.isfinite(sd_before) and sd_before > 0):
        raise ValueError(f"sd_before is above 0 and finite, got {sd_before}")
    if not 0 < reliability < 1:
        raise ValueError(f"reliability lies strictly between 0 and 1, got {reliability}")


_NO_PAIRS = Text(
    "Żadna osoba ani rodzina nie ma obu pomiarów, więc zmiany nie da się ocenić. Sprawdź, czy "
    "pomiary przed i po zostały połączone.",
    "No person or family has both measurements, so change cannot be judged. Check whether the "
    "measurements before and after were linked.",
)
