"""How strong something not measured would have to be to explain an association away: E-values.

The border: one ratio with its interval in, two numbers out. A large E-value does not show that
nothing unmeasured is at work.
"""

import math
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

RatioMeasure = Literal[
    "risk_ratio",
    "odds_ratio_rare",
    "odds_ratio_common",
    "hazard_ratio_rare",
    "hazard_ratio_common",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EValueResult:
    """E-values of a ratio and of the end of its interval nearest to 1, unrounded.

    Something not measured would have to go with both the predictor and the outcome by a risk ratio
    of at least e_value each, beyond what is in the model, to explain the ratio away; by e_value_ci
    to move the interval to 1 (1 where it has it already). risk_ratio, risk_ratio_low and
    risk_ratio_high are what the ratio and its interval were taken for.
    """

    e_value: float
    e_value_ci: float
    risk_ratio: float
    risk_ratio_low: float
    risk_ratio_high: float
    measure: RatioMeasure
    method: Literal["vanderweele_ding"]


def e_value(ratio: float, low: float, high: float, *, measure: RatioMeasure) -> EValueResult:
    r"""Return the E-value of a ratio and of its interval.

    Parameters
    ----------
    ratio, low, high : float
        The ratio and the ends of its interval, above 0; 2 for twice the risk or odds.
    measure : Literal["risk_ratio", "odds_ratio_rare", "odds_ratio_common", "hazard_ratio_rare", \
"hazard_ratio_common"]
        What the ratio is. Rare: fewer than 15 % have the outcome in the end; completion is common.

    Returns
    -------
    EValueResult
        1 or more; 1 says that nothing is needed to explain the ratio away.

    Raises
    ------
    TypeError
        If a ratio is not a real number.
    ValueError
        If one is not above 0 and finite, the interval does not hold the ratio, or the measure is
        unknown.

    Notes
    -----
    With RR the risk ratio, or 1 / RR where it is below 1, :math:`E = RR + \sqrt{RR (RR - 1)}`. Odds
    and hazard ratios of rare outcomes stand for risk ratios; of common outcomes,
    :math:`RR \approx \sqrt{OR}` and :math:`RR \approx (1 - 0.5^{\sqrt{HR}}) / (1 - 0.5^{\sqrt{1 /
    HR}})`. Source: T. J. VanderWeele, P. Ding, Annals of Internal Medicine 167 (2017) 268-274,
    doi:10.7326/M16-2607.

    Examples
    --------
    >>> result = e_value(3.9, 1.8, 8.7, measure="risk_ratio")
    >>> round(result.e_value, 2), round(result.e_value_ci, 2)
    (7.26, 3.0)
    """
    if measure not in get_args(RatioMeasure):
        raise ValueError(f"measure is one of {get_args(RatioMeasure)}, got {measure!r}")
    for value, name in ((ratio, "ratio"), (low, "low"), (high, "high")):
        _check_ratio(value, name)
    if not low <= ratio <= high:
        raise ValueError("low, ratio and high are in this order")
    risk, risk_low, risk_high = (_as_risk_ratio(float(v), measure) for v in (ratio, low, high))
    nearest = 1.0 if risk_low <= 1 <= risk_high else risk_low if risk_low > 1 else risk_high
    return EValueResult(
        e_value=_e_value(risk),
        e_value_ci=_e_value(nearest),
        risk_ratio=risk,
        risk_ratio_low=risk_low,
        risk_ratio_high=risk_high,
        measure=measure,
        method="vanderweele_ding",
    )


def _check_ratio(value: float, name: str) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise TypeError(f"{name} is a number, not {type(value).__name__}")
    if not math.isfinite(value) or value <= 0:
        raise ValueError(f"{name} is above 0 and finite, got {value}")


def _as_risk_ratio(ratio: float, measure: RatioMeasure) -> float:
    if measure == "odds_ratio_common":
        return math.sqrt(ratio)
    if measure == "hazard_ratio_common":
        # expm1 keeps digits where 0.5 to a small power is nearly 1
        root = math.sqrt(ratio)
        return math.expm1(-math.log(2) * root) / math.expm1(-math.log(2) / root)
    return ratio


def _e_value(risk_ratio: float) -> float:
    away = risk_ratio if risk_ratio >= 1 else 1 / risk_ratio
    return away + math.sqrt(away * (away - 1))
