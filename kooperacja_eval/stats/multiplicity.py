"""Adjustment of p values for the number of tests in a family.

The border: p values in, adjusted p values out, in the same places. Which tests make a family is
decided where they are asked for, before their results are seen.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_numbers
from kooperacja_eval.text import Text

AdjustMethod = Literal["holm", "benjamini_hochberg"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustedResult:
    """Adjusted p values, unrounded, each in the place of its p value.

    A test that was not done is nan in `adjusted` as it was before: n_tests counts the tests done,
    n_dropped the nan.
    """

    adjusted: NDArray[np.float64]
    n_tests: int
    n_dropped: int
    method: AdjustMethod


def holm(p_values: NDArray[np.float64]) -> AdjustedResult:
    r"""Adjust p values so that one false alarm in the family is as rare as the level says.

    Parameters
    ----------
    p_values : NDArray[np.float64], shape (tests,)
        From 0 to 1; nan is a test that was not done: it does not count and stays nan in its place.

    Returns
    -------
    AdjustedResult
        Of the same shape and order.

    Raises
    ------
    InsufficientDataError
        If no test was done.
    TypeError, ValueError
        If p values are not real numbers from 0 to 1 or nan.

    Notes
    -----
    Step-down Bonferroni: :math:`\max_{j \le i} \min(1, (m - j + 1) p_{(j)})` for the i-th smallest
    of m; valid whatever the dependence of the tests. statsmodels' ``multipletests`` gives the same
    but collects garbage at each call, a hundred times the work. Source:
    S. Holm, Scandinavian J. Statistics 6 (1979) 65-70.

    Examples
    --------
    >>> holm(np.array([0.01, np.nan, 0.04, 0.03])).adjusted
    array([0.03,  nan, 0.06, 0.06])
    """
    return _adjust(p_values, "holm")


def benjamini_hochberg(p_values: NDArray[np.float64]) -> AdjustedResult:
    r"""Adjust p values so that the expected share of false alarms among the finds is bounded.

    Parameters
    ----------
    p_values : NDArray[np.float64], shape (tests,)
        From 0 to 1; nan is a test that was not done: it does not count and stays nan in its place.

    Returns
    -------
    AdjustedResult
        Of the same shape and order.

    Raises
    ------
    InsufficientDataError
        If no test was done.
    TypeError, ValueError
        If p values are not real numbers from 0 to 1 or nan.

    Notes
    -----
    Step-up: :math:`\min_{j \ge i} \min(1, m p_{(j)} / j)` for the i-th smallest of m; valid for
    independent and positively dependent tests. ``scipy.stats.false_discovery_control`` computes it.
    Source: Y. Benjamini, Y. Hochberg, J. Royal Statistical Society B 57 (1995) 289-300,
    doi:10.1111/j.2517-6161.1995.tb02031.x.

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.01, np.nan, 0.04, 0.03])).adjusted
    array([0.03,  nan, 0.04, 0.04])
    """
    return _adjust(p_values, "benjamini_hochberg")


def _adjust(p_values: NDArray[np.float64], method: AdjustMethod) -> AdjustedResult:
    numbers = as_numbers(p_values, "p_values")
    done = ~np.isnan(numbers)
    tests = numbers[done]
    if np.any((tests < 0) | (tests > 1)):
        raise ValueError("p_values lie from 0 to 1, but some do not")
    if tests.size == 0:
        raise InsufficientDataError(_NO_TESTS)
    adjusted = np.full(numbers.shape, np.nan)
    adjusted[done] = _step_down(tests) if method == "holm" else stats.false_discovery_control(tests)
    return AdjustedResult(
        adjusted=adjusted,
        n_tests=int(tests.size),
        n_dropped=int(numbers.size - tests.size),
        method=method,
    )


def _step_down(tests: NDArray[np.float64]) -> NDArray[np.float64]:
    order = np.argsort(tests, kind="stable")
    raised = tests[order] * np.arange(tests.size, 0, -1)
    adjusted = np.empty_like(tests)
    adjusted[order] = np.minimum(np.maximum.accumulate(raised), 1.0)
    return adjusted


_NO_TESTS = Text(
    "Nie wykonano żadnego testu, więc nie ma czego korygować. Pomiń korektę albo sprawdź, dlaczego "
    "wszystkie wartości p są brakami.",
    "No test was done, so there is nothing to adjust. Leave the adjustment out, or check why all "
    "p values are missing.",
)
