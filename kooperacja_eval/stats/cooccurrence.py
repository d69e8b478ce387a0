"""Which codes occur together more often than independence would give, pair by pair.

The border: a table of units by codes in (made by ``window_presence`` where only positions are
known), one result per pair out. Two codes in one window are a finding about texts, not causes.
"""

import math
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import (
    as_labels,
    as_numbers,
    check_confidence_level,
    check_same_length,
)
from kooperacja_eval.stats.cluster_sums import cluster_sums
from kooperacja_eval.text import Text

Method = Literal["log_delta", "log_jackknife_t"]

TABLE_DIMENSIONS = 2
MIN_CODES = 2
MIN_CLUSTERS = 2

ROUNDING = 1e-10
"""Variance of the log of a lift below which it is rounding: there is nothing to vary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CooccurrenceResult:
    """How often two codes occur in the same units, unrounded.

    first and second are columns of the table. n counts the units in which both are known, n_dropped
    the others; n_first, n_second and n_both those with the codes. expected is n_both under
    independence; lift is n_both / expected, None where expected is 0. jaccard is the share of the
    units with either code that have both, None where none has either. odds_ratio is None where it
    divides by zero. ci_low and ci_high belong to lift and are None where it is 0 or undefined or
    cannot vary; n_clusters is None for independent units.
    """

    first: int
    second: int
    n: int
    n_dropped: int
    n_first: int
    n_second: int
    n_both: int
    expected: float
    lift: float | None
    ci_low: float | None
    ci_high: float | None
    jaccard: float | None
    odds_ratio: float | None
    n_clusters: int | None
    method: Method


def cooccurrence(
    presence: ArrayLike,
    *,
    clusters: NDArray[np.generic] | None = None,
    confidence_level: float = 0.95,
) -> tuple[CooccurrenceResult, ...]:
    r"""Count how often each pair of codes occurs together, beside independence.

    Parameters
    ----------
    presence : array-like of bool or of 0, 1 and nan, shape (units, codes)
        Whether the unit has the code; nan is missing, and takes the unit out of the pairs of that
        code only.
    clusters : NDArray[np.generic], shape (units,), or None
        Label of each unit's document; None takes units as independent.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    tuple of CooccurrenceResult
        One for each pair of columns, in their order.

    Raises
    ------
    InsufficientDataError
        If a pair has no unit in which both codes are known.
    TypeError, ValueError
        If the table is not one of 0, 1 and nan with two columns or more, clusters are missing or of
        another length, or the level is out of range.

    Notes
    -----
    With counts a of both, :math:`n_1`, :math:`n_2` of each and n of all, lift is :math:`\lambda = a
    n / (n_1 n_2)`, 1 under independence. For independent units the delta method on multinomial
    counts gives

    .. math:: \widehat{var}(\log\lambda) = \frac{1}{a} - \frac{1}{n_1} - \frac{1}{n_2}
        + \frac{2\lambda - 1}{n}

    and the interval :math:`\lambda \exp(\pm z \sqrt{var})`. With clusters the variance is the
    delete-one-cluster jackknife of :math:`\log\lambda` and z a quantile of t with G - 1 degrees of
    freedom. Where a is 0, lift is 0 without an interval. Pairs are not corrected for their number:
    see ``multiplicity``.

    In 10,000 simulated tables with a lift of 1.5, nominal 95 % intervals covered it in 95.7 % (100
    independent units), 95.1 % (600); with clusters 94.6 % (12 documents of 25 windows), 95.6 % (30
    of 20) and 94.3 % (30 of 40). Without clusters, 30 documents of 20 alike windows were covered in
    81 %.

    Source of the delta method: A. Agresti, Categorical Data Analysis, 3rd ed., Wiley 2013, chapter
    16; of the jackknife: B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap, Chapman &
    Hall 1993, chapter 11.

    Examples
    --------
    >>> table = np.array([[1, 1], [1, 1], [1, 0], [0, 1], [0, 0], [0, 0], [0, 0], [0, 0]])
    >>> pair = cooccurrence(table)[0]
    >>> pair.n_both, pair.expected, round(pair.lift, 3), pair.jaccard, pair.odds_ratio
    (2, 1.125, 1.778, 0.5, 8.0)
    """
    check_confidence_level(confidence_level)
    table = _as_table(presence)
    labels = None if clusters is None else as_labels(clusters, "clusters")
    if labels is not None:
        check_same_length(labels, table[:, 0], "clusters and rows of presence")
    return tuple(
        _pair(table, first, second, labels, confidence_level)
        for first, second in combinations(range(table.shape[1]), 2)
    )


def _pair(
    table: NDArray[np.float64],
    first: int,
    second: int,
    labels: NDArray[np.generic] | None,
    confidence_level: float,
) -> CooccurrenceResult:
    known = ~np.isnan(table[:, first] + table[:, second])
    x, y = table[known, first], table[known, second]
    if x.size == 0:
        raise InsufficientDataError(_nothing_known(first, second))
    columns = np.column_stack([x * y, x, y, np.ones(x.size)])
    sums = columns if labels is None else cluster_sums(labels[known], *columns.T)
    both, n_first, n_second, n = (float(total) for total in sums.sum(axis=0))
    expected = n_first * n_second / n
    lift = both / expected if expected else None
    ends = None
    if lift:
        ends = (
            _log_delta(both, n_first, n_second, n, confidence_level)
            if labels is None
            else _log_jackknife(sums, confidence_level)
        )
    either = n_first + n_second - both
    discordant = (n_first - both) * (n_second - both)
    return CooccurrenceResult(
        first=first,
        second=second,
        n=int(n),
        n_dropped=int(table.shape[0] - n),
        n_first=int(n_first),
        n_second=int(n_second),
        n_both=int(both),
        expected=expected,
        lift=lift,
        ci_low=None if ends is None else ends[0],
        ci_high=None if ends is None else ends[1],
        jaccard=both / either if either else None,
        odds_ratio=both * (n - either) / discordant if discordant else None,
        n_clusters=None if labels is None else len(sums),
        method="log_delta" if labels is None else "log_jackknife_t",
    )


def _log_delta(
    both: float, n_first: float, n_second: float, n: float, confidence_level: float
) -> tuple[float, float] | None:
    lift = both * n / (n_first * n_second)
    variance = 1 / both - 1 / n_first - 1 / n_second + (2 * lift - 1) / n
    if variance <= ROUNDING:
        return None
    margin = float(stats.norm.ppf((1 + confidence_level) / 2)) * math.sqrt(variance)
    return lift * math.exp(-margin), lift * math.exp(margin)


def _log_jackknife(
    sums: NDArray[np.float64], confidence_level: float
) -> tuple[float, float] | None:
    """Return the ends, or None where lift is 0 or undefined with a cluster left out."""
    without = sums.sum(axis=0) - sums
    n_clusters = len(sums)
    if n_clusters < MIN_CLUSTERS or np.any(without[:, 0] == 0):
        return None
    both, n_first, n_second, n = without.T
    logs = np.log(both * n / (n_first * n_second))
    variance = (n_clusters - 1) / n_clusters * float(np.sum((logs - logs.mean()) ** 2))
    if variance <= ROUNDING:
        return None
    both, n_first, n_second, n = sums.sum(axis=0)
    lift = float(both * n / (n_first * n_second))
    quantile = float(stats.t.ppf((1 + confidence_level) / 2, n_clusters - 1))
    margin = quantile * math.sqrt(variance)
    return lift * math.exp(-margin), lift * math.exp(margin)


def _as_table(presence: ArrayLike) -> NDArray[np.float64]:
    table = np.asarray(presence)
    if table.dtype == np.bool_:
        table = table.astype(np.int64)
    if table.ndim != TABLE_DIMENSIONS or table.shape[1] < MIN_CODES:
        raise ValueError(f"presence has units in rows and 2 codes or more, got {table.shape}")
    numbers = as_numbers(table.ravel(), "presence").reshape(table.shape)
    if not np.all(np.isnan(numbers) | np.isin(numbers, (0, 1))):
        raise ValueError("presence holds 0, 1 and nan only")
    return numbers


def _nothing_known(first: int, second: int) -> Text:
    return Text(
        f"Współwystępowanie kodów w kolumnach {first} i {second} jest nieokreślone: w żadnej "
        "jednostce nie ma danych o obu naraz. Sprawdź, czy oba kody stosowano do tych samych "
        "tekstów.",
        f"Co-occurrence of the codes in columns {first} and {second} is undefined: in no unit are "
        "both known. Check whether both codes were applied to the same texts.",
    )
