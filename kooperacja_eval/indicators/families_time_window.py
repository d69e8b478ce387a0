"""At which times a curve and its interval may cross a height, so that the others need no errors.

The border: leaves times out that cannot matter, and changes no quantile; quantiles belong to
``families_time``. Errors between teams take all families for each time, and a year has 365 times.
"""

from typing import Final

import numpy as np
from scipy import stats

from kooperacja_eval.indicators.families_time_data import CENSORED, FollowUp
from kooperacja_eval.indicators.units import Floats
from kooperacja_eval.stats.kaplan_meier import kaplan_meier
from kooperacja_eval.stats.survival_lines import ROUNDING, interval_ends

TAIL: Final = 0.025
SLACK: Final = 1.01
"""The bound is widened by this, so that rounding cannot make it too narrow."""


def around(known: FollowUp, times: Floats, height: float) -> Floats:
    r"""Return the times that decide where a curve and the ends of its interval cross a height.

    Parameters
    ----------
    known : FollowUp
        Families with a known time.
    times : NDArray[np.float64], shape (times,)
        Times of events, in order.
    height : float
        Share still in cooperation.

    Returns
    -------
    NDArray[np.float64]
        Of times in order, none left out between them; all where nothing is known beforehand.

    Notes
    -----
    A cluster's influence is a sum of at most m influences of families, m being the most families of
    a team, so that its square is at most m times the sum of their squares. The variance between G
    teams is therefore at most :math:`m G / (G - 1)` times Greenwood's. Before the first time at
    which the lower end of an interval so wide comes down to the height no line is there; at the
    first at which its upper end is below it all lines are.
    """
    sizes = np.bincount(known.team) if known.team.size else np.zeros(0)
    teams = int(np.count_nonzero(sizes))
    if teams < 2 or not times.size:  # noqa: PLR2004 (one team has no spread between teams)
        return times
    curve = kaplan_meier(known.days, (known.end > CENSORED).astype(np.float64))
    place = np.searchsorted(curve.times, times)
    share, error = curve.survival[place], curve.standard_error[place]
    widest = SLACK * error * np.sqrt(sizes.max() * teams / (teams - 1))
    relative = np.divide(widest, share, out=np.full(share.size, np.nan), where=share > 0)
    reach = float(stats.t.isf(TAIL, teams - 1))
    low, high = interval_ends(share, relative, reach, "log_log")
    may = np.flatnonzero(~(low > height + 2 * ROUNDING))
    below = np.flatnonzero(high < height - 2 * ROUNDING)
    first = int(may[0]) if may.size else times.size - 1
    last = int(below[0]) if below.size else times.size - 1
    return times[min(first, last) : last + 1]
