"""Restricted mean time: how long, on average, until the event or a stated horizon.

The border: one group in, one mean out. It needs no assumption about what comes after the horizon,
and exists where the median is not reached.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_numbers, check_confidence_level
from kooperacja_eval.stats.survival_table import RiskTable, risk_table
from kooperacja_eval.text import Text

BeyondLast = Literal["refuse", "level"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictedMeanResult:
    """The mean time until the event or the horizon, whichever is first, unrounded.

    In the unit of the times; the interval is within 0 and until. n_events counts events up to the
    horizon, n the rows used, n_dropped those with a missing time or event.
    """

    until: float
    estimate: float
    standard_error: float
    ci_low: float
    ci_high: float
    n: int
    n_events: int
    n_dropped: int
    confidence_level: float
    method: Literal["area_normal"]


def restricted_mean(
    time: NDArray[np.float64],
    event: NDArray[np.float64],
    *,
    until: float,
    beyond_last: BeyondLast = "refuse",
    confidence_level: float = 0.95,
) -> RestrictedMeanResult:
    r"""Estimate the mean time until the event or a horizon, whichever is first.

    Parameters
    ----------
    time, event
        As in ``survival_table.risk_table``.
    until : float
        The horizon, above 0, in the unit of time; choose it before looking at the curves.
    beyond_last : {"refuse", "level"}
        What to do where the horizon lies after the longest duration and some had not had the event
        by then: refuse, or carry the curve on at its last level, as R does without a word.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    RestrictedMeanResult
        In the unit of time.

    Raises
    ------
    InsufficientDataError
        If no row can be used, the horizon lies too late, or the rows have no spread: no event
        before the horizon, or all at the same time with nobody left.
    TypeError, ValueError
        As from ``risk_table``; if until is not a finite number above 0, or an option is wrong.

    Notes
    -----
    The area :math:`\int_0^\tau S(t) dt` under the Kaplan-Meier curve, with variance
    :math:`\sum_{t_j \le \tau} a_j^2 d_j / (n_j (n_j - d_j))` where :math:`a_j` is the area from
    :math:`t_j` to the horizon; rows are taken as independent. The same as rmean and se(rmean) of
    R's ``print(survfit(...), rmean = tau)``. The interval is normal. Source: P. Royston, M. K. B.
    Parmar, BMC Medical Research Methodology 13 (2013) 152, doi:10.1186/1471-2288-13-152.

    Examples
    --------
    >>> result = restricted_mean(np.array([2.0, 5, 5, 7]), np.array([1.0, 1, 0, 1]), until=6)
    >>> result.estimate  # 2 months of 1, 3 of .75 and 1 of .5
    4.75
    """
    check_confidence_level(confidence_level)
    horizon = float(as_numbers([until], "until")[0])
    if math.isnan(horizon) or horizon <= 0:
        raise ValueError("until is above 0")
    if beyond_last not in ("refuse", "level"):
        raise ValueError(f"beyond_last is refuse or level, not {beyond_last!r}")
    table = risk_table(time, event)
    stays = table.at_risk[-1] > table.events[-1]
    if beyond_last == "refuse" and stays and horizon > table.times[-1]:
        raise InsufficientDataError(_TOO_LATE)
    estimate, standard_error = _area(table, horizon)
    if standard_error == 0:
        raise InsufficientDataError(_NO_SPREAD)
    half = float(stats.norm.isf((1 - confidence_level) / 2)) * standard_error
    return RestrictedMeanResult(
        until=horizon,
        estimate=estimate,
        standard_error=standard_error,
        ci_low=max(0.0, estimate - half),
        ci_high=min(horizon, estimate + half),
        n=table.n,
        n_events=int(table.events[table.times <= horizon].sum()),
        n_dropped=table.n_dropped,
        confidence_level=float(confidence_level),
        method="area_normal",
    )


def _area(table: RiskTable, horizon: float) -> tuple[float, float]:
    """Return the area under the curve up to the horizon, and its standard error."""
    passed = table.times <= horizon
    n, events = table.at_risk[passed].astype(np.float64), table.events[passed]
    survival = np.cumprod(1.0 - events / n)
    edges = np.concatenate([[0.0], table.times[passed], [horizon]])
    pieces = np.diff(edges) * np.append(1.0, survival)
    later = np.cumsum(pieces[::-1])[::-1][1:]
    steps = np.zeros(n.size)  # where nobody is left, nothing of the area hangs on it
    np.divide(events, n * (n - events), out=steps, where=n > events)
    return float(pieces.sum()), math.sqrt(float(np.sum(later**2 * steps)))


_TOO_LATE = Text(
    "Horyzont leży po ostatnim zaobserwowanym czasie, a zdarzenie nie wystąpiło jeszcze u "
    "wszystkich, więc średniego czasu do tego horyzontu nie można oszacować. Podaj wcześniejszy "
    "horyzont.",
    "The horizon lies after the last observed time, and not everybody had had the event by then, "
    "so the mean time up to this horizon cannot be estimated. Give an earlier horizon.",
)
_NO_SPREAD = Text(
    "Przed horyzontem nie ma zdarzeń albo wszystkie przypadają w tym samym czasie, więc "
    "zróżnicowania nie da się oszacować, a przedział jest nieokreślony. Podaj późniejszy horyzont "
    "albo liczbę zdarzeń.",
    "There are no events before the horizon, or all are at the same time, so their spread cannot "
    "be estimated and the interval is undefined. Give a later horizon, or the number of events.",
)
