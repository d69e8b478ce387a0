"""Means with t intervals: of independent values, and of values clustered in teams.

The border: numbers in, numbers in the same unit out. Missing values are nan; they are counted and
left out before anything else is computed.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import (
    as_labels,
    as_numbers,
    check_confidence_level,
    check_same_length,
)
from kooperacja_eval.stats.linearised import ratio_of_totals
from kooperacja_eval.text import Text

MIN_VALUES = 2
"""One value has no spread to estimate."""

NO_SPREAD = 1e-12
"""Share of the values' size below which their spread, and of their standard deviation below which a
standard error, is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanResult:
    """A mean of independent values with its t interval, unrounded.

    n counts the values used; n_dropped the nan left out.
    """

    estimate: float
    ci_low: float
    ci_high: float
    standard_error: float
    df: int
    n: int
    n_dropped: int
    method: Literal["t"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusteredMeanResult:
    """A mean of values in clusters with its cluster-robust t interval, unrounded.

    n counts the values used in n_clusters clusters; n_dropped the nan left out.
    """

    estimate: float
    ci_low: float
    ci_high: float
    standard_error: float
    design_effect: float
    df: int
    n: int
    n_clusters: int
    n_dropped: int
    method: Literal["clustered_t"]

    @property
    def p_value(self) -> float:
        """Two-sided p of the t test that the mean is 0, with the cluster-robust error."""
        return float(2 * stats.t.sf(abs(self.estimate) / self.standard_error, self.df))


def mean_interval(values: NDArray[np.float64], *, confidence_level: float = 0.95) -> MeanResult:
    """Estimate the mean of independent values with Student's t interval.

    Parameters
    ----------
    values : NDArray[np.float64], shape (values,)
        In any unit; nan is missing.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    MeanResult
        In the unit of the values.

    Raises
    ------
    InsufficientDataError
        If fewer than two values are left or all are equal: an interval of no width would be a
        certainty that the data do not give.
    TypeError, ValueError
        If the values are not real numbers or are infinite.

    Notes
    -----
    Mean plus and minus t(n - 1) standard errors; ``scipy.stats.sem`` and ``scipy.stats.t`` compute
    them. It takes the values as independent. Source: Student, Biometrika 6 (1908) 1-25,
    doi:10.1093/biomet/6.1.1.

    Examples
    --------
    >>> result = mean_interval(np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]))
    >>> round(result.estimate, 2), round(result.ci_low, 2), round(result.ci_high, 2)
    (2.33, 0.9, 3.76)
    """
    check_confidence_level(confidence_level)
    numbers = as_numbers(values, "values")
    used = numbers[~np.isnan(numbers)]
    _check_spread(used)
    estimate, standard_error = float(np.mean(used)), float(stats.sem(used))
    df = int(used.size) - 1
    low, high = _t_interval(estimate, standard_error, df, confidence_level)
    return MeanResult(
        estimate=estimate,
        ci_low=low,
        ci_high=high,
        standard_error=standard_error,
        df=df,
        n=int(used.size),
        n_dropped=int(numbers.size - used.size),
        method="t",
    )


def clustered_mean(
    values: NDArray[np.float64],
    clusters: NDArray[np.generic],
    *,
    confidence_level: float = 0.95,
) -> ClusteredMeanResult:
    r"""Estimate the mean of values in clusters, with an interval that respects the clusters.

    Parameters
    ----------
    values : NDArray[np.float64], shape (values,)
        In any unit; nan is missing.
    clusters : NDArray[np.generic], shape (values,)
        Label of each value's cluster, such as a team identifier; none may be missing.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    ClusteredMeanResult
        In the unit of the values; a cluster that has only nan does not count.

    Raises
    ------
    InsufficientDataError
        If fewer than two clusters have values, all values are equal, or all clusters have the same
        mean: an interval of no width would be a certainty that the data do not give.
    TypeError, ValueError
        If values are not real numbers or infinite, labels are missing, or lengths differ.

    Notes
    -----
    The mean is the ratio of the sum to the number of values, so that each value weighs the same;
    its variance v is linearised between clusters (CR1), the interval is the mean plus and minus
    t(G - 1) standard errors, and the design effect is :math:`v / (s^2 / n)` with the usual
    :math:`s^2` over n - 1, exactly 1 when every cluster is one value. Source: W. G. Cochran,
    Sampling Techniques, 3rd ed., Wiley 1977, chapter 9A.

    Examples
    --------
    >>> values, teams = np.array([1.0, 2.0, 4.0, 5.0]), np.array(["A", "A", "B", "B"])
    >>> result = clustered_mean(values, teams)
    >>> result.estimate, result.standard_error, result.df
    (3.0, 1.5, 1)
    """
    check_confidence_level(confidence_level)
    numbers, labels = as_numbers(values, "values"), as_labels(clusters, "clusters")
    check_same_length(numbers, labels, "values and clusters")
    present = ~np.isnan(numbers)
    used = numbers[present]
    _check_spread(used)
    _, place = np.unique(labels[present], return_inverse=True)
    centre = float(np.mean(used))
    deviations = np.bincount(place, weights=used - centre).astype(np.float64)
    ratio = ratio_of_totals(deviations, np.bincount(place).astype(np.float64))
    standard_error = math.sqrt(ratio.variance)
    value_variance = float(np.var(used, ddof=1))
    if standard_error <= NO_SPREAD * math.sqrt(value_variance):
        raise InsufficientDataError(_NO_SPREAD_BETWEEN)
    estimate = centre + ratio.estimate
    low, high = _t_interval(estimate, standard_error, ratio.df, confidence_level)
    return ClusteredMeanResult(
        estimate=estimate,
        ci_low=low,
        ci_high=high,
        standard_error=standard_error,
        design_effect=ratio.variance / (value_variance / used.size),
        df=ratio.df,
        n=int(used.size),
        n_clusters=ratio.n_clusters,
        n_dropped=int(numbers.size - used.size),
        method="clustered_t",
    )


def _check_spread(used: NDArray[np.float64]) -> None:
    if used.size < MIN_VALUES:
        raise InsufficientDataError(_too_few_values(int(used.size)))
    if np.ptp(used) <= NO_SPREAD * np.max(np.abs(used)):
        raise InsufficientDataError(_ALL_EQUAL)


def _t_interval(
    estimate: float, standard_error: float, df: int, confidence_level: float
) -> tuple[float, float]:
    low, high = stats.t.interval(confidence_level, df, loc=estimate, scale=standard_error)
    return float(low), float(high)


def _too_few_values(n: int) -> Text:
    return Text(
        f"Przedział dla średniej wymaga co najmniej 2 wartości; liczba wartości bez braków: {n}. "
        "Uzupełnij dane albo policz średnią dla szerszego zbioru.",
        f"An interval for a mean needs at least 2 values; number of values that are not missing: "
        f"{n}. Complete the data, or compute the mean for a wider set.",
    )


_ALL_EQUAL = Text(
    "Wszystkie wartości są równe, więc ich zróżnicowania nie da się oszacować, a przedział dla "
    "średniej jest nieokreślony. Podaj średnią bez przedziału.",
    "All values are equal, so their spread cannot be estimated and the interval for the mean is "
    "undefined. Give the mean without an interval.",
)
_NO_SPREAD_BETWEEN = Text(
    "Wszystkie grupy (np. zespoły) mają tę samą średnią, więc zróżnicowania między nimi nie da się "
    "oszacować, a przedział, który je uwzględnia, jest nieokreślony. Podaj średnią bez przedziału.",
    "All clusters (such as teams) have the same mean, so the spread between them cannot be "
    "estimated and an interval that respects it is undefined. Give the mean without an interval.",
)
