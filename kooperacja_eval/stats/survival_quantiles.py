"""When a given share has had the event: quantiles of curves, with intervals.

The border: a curve in, times out; the curve says how its interval was made.
"""

from dataclasses import dataclass

from kooperacja_eval.stats.cumulative_incidence import CauseCurve
from kooperacja_eval.stats.kaplan_meier import SurvivalCurve
from kooperacja_eval.stats.survival_lines import SurvivalInterval, first_time


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveQuantile:
    """The time at which a share has had the event, in the unit of the curve.

    None where the curve, or the end of its interval, does not go so far: an open end, not a
    missing one.
    """

    share: float
    time: float | None
    ci_low: float | None
    ci_high: float | None
    confidence_level: float
    interval: SurvivalInterval


def quantile(curve: SurvivalCurve | CauseCurve, share: float) -> CurveQuantile:
    """Return the time at which a share of all has had the event.

    Parameters
    ----------
    curve : SurvivalCurve or CauseCurve
        From ``kaplan_meier`` or, for the event of one cause, ``cumulative_incidence``.
    share : float
        Strictly between 0 and 1; 0.25 asks when the first quarter has had it.

    Returns
    -------
    CurveQuantile
        The ends are the times at which the ends of the curve's pointwise interval get there.

    Raises
    ------
    ValueError
        If share is not strictly between 0 and 1.

    Notes
    -----
    Where the curve stays at exactly the share for a while, the middle of that while, as R's
    ``survival::quantile.survfit`` has it; where it stays there until the end, the time at which it
    got there, as R prints for the median, since the end is when watching ended and tells nothing
    of the event. The interval is the one of R. Source: R. Brookmeyer, J. Crowley, Biometrics 38
    (1982) 29-41, doi:10.2307/2530286.

    Examples
    --------
    >>> import numpy as np
    >>> from kooperacja_eval.stats.kaplan_meier import kaplan_meier
    >>> curve = kaplan_meier(np.array([2.0, 5, 5, 7]), np.array([1.0, 1, 0, 1]))
    >>> quantile(curve, 0.25).time, quantile(curve, 0.5).time, quantile(curve, 0.5).ci_high
    (3.5, 6.0, None)
    """
    if not 0 < share < 1:
        raise ValueError(f"share lies strictly between 0 and 1, got {share}")
    if isinstance(curve, CauseCurve):
        lines = (1 - curve.incidence, 1 - curve.ci_high, 1 - curve.ci_low)
    else:
        lines = (curve.survival, curve.ci_low, curve.ci_high)
    middle, early, late = (first_time(curve.times, line, 1 - share) for line in lines)
    return CurveQuantile(
        share=float(share),
        time=middle,
        ci_low=early,
        ci_high=late,
        confidence_level=curve.confidence_level,
        interval=curve.interval,
    )
