"""The predicted share with an outcome over a range of intensity, from a logistic model.

The border: a fitted model in, a curve with its band out. It shows what the model says of families
that differ in intensity, not what more of it would do.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.special import expit

from kooperacja_eval.stats.checks import as_count, as_numbers
from kooperacja_eval.stats.outcome_logistic import LogisticResult

SMALLEST_GRID = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DosePoint:
    """Predicted share at one value of a predictor, unrounded.

    outside says that no row has a value as low or as high.
    """

    value: float
    share: float
    ci_low: float
    ci_high: float
    outside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseResponse:
    """Predicted shares over a grid of one predictor, the others at their means.

    low and high are the ends of the values that the model saw; n_outside counts the points beyond.
    """

    name: str
    points: tuple[DosePoint, ...]
    low: float
    high: float
    n_outside: int
    df: int
    confidence_level: float
    others: Literal["at_means"]
    method: Literal["delta_on_logit"]


def dose_response(
    model: LogisticResult,
    *,
    name: str,
    grid: NDArray[np.float64] | None = None,
    n_points: int = 41,
) -> DoseResponse:
    r"""Predict the share with the outcome over a grid of one predictor.

    Parameters
    ----------
    model : LogisticResult
        Of `logistic_gee`; its confidence level is taken over.
    name : str
        Which predictor.
    grid : NDArray[np.float64] or None, shape (points,)
        Values in the predictor's unit, none missing; None for n_points from its lowest to its
        highest value.
    n_points : int
        At least 2; only where grid is None.

    Returns
    -------
    DoseResponse
        Shares between 0 and 1, with a band for each point by itself.

    Raises
    ------
    TypeError, ValueError
        If the model has no such predictor, grid is empty or has gaps, or n_points is below 2.

    Notes
    -----
    With x the grid point and the means of the other predictors, the band is that of
    :math:`x'b \pm t \sqrt{x'Vx}` (delta method for the logit, exact there) taken to shares, with
    t of the model's degrees of freedom; it stays between 0 and 1. The share at the means is not the
    mean of shares. Source: A. Agresti, Categorical Data Analysis, 3rd ed., Wiley 2013.

    Examples
    --------
    >>> from kooperacja_eval.stats.outcome_logistic import logistic_gee
    >>> teams = np.repeat(np.array(["A", "B", "C", "D", "E", "F"]), 3)
    >>> hours = np.array([1.0, 2, 4, 2, 3, 3, 1, 1, 2, 4, 5, 3, 2, 4, 5, 3, 1, 2])[:, None]
    >>> done = np.array([0.0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1])
    >>> model = logistic_gee(done, hours, teams, names=["hours"])
    >>> curve = dose_response(model, name="hours", n_points=3)
    >>> [(point.value, round(point.share, 2)) for point in curve.points]
    [(1.0, 0.31), (3.0, 0.62), (5.0, 0.85)]
    """
    names = [effect.name for effect in model.effects[1:]]
    if name not in names:
        raise ValueError(f"name is one of {names}, got {name!r}")
    at = names.index(name)
    low, high = model.predictor_lows[at], model.predictor_highs[at]
    values = _grid(grid, low, high, n_points)
    rows = np.tile([1.0, *model.predictor_means], (values.size, 1))
    rows[:, 1 + at] = values
    middle = rows @ [effect.estimate for effect in model.effects]
    variance = np.einsum("ij,jk,ik->i", rows, np.array(model.covariance), rows)
    # rounding may leave a variance that is 0 just below it
    half = stats.t.isf((1 - model.confidence_level) / 2, model.df) * np.sqrt(
        np.maximum(variance, 0)
    )
    points = tuple(
        DosePoint(
            value=float(value),
            share=float(expit(line)),
            ci_low=float(expit(line - width)),
            ci_high=float(expit(line + width)),
            outside=bool(value < low or value > high),
        )
        for value, line, width in zip(values, middle, half, strict=True)
    )
    return DoseResponse(
        name=name,
        points=points,
        low=low,
        high=high,
        n_outside=sum(point.outside for point in points),
        df=model.df,
        confidence_level=model.confidence_level,
        others="at_means",
        method="delta_on_logit",
    )


def _grid(
    grid: NDArray[np.float64] | None, low: float, high: float, n_points: int
) -> NDArray[np.float64]:
    if grid is None:
        if as_count(n_points, "n_points") < SMALLEST_GRID:
            raise ValueError(f"n_points is {SMALLEST_GRID} or more, got {n_points}")
        return np.linspace(low, high, n_points)
    values = as_numbers(grid, "grid")
    if values.size == 0 or np.any(np.isnan(values)):
        raise ValueError("grid holds at least one number, none missing")
    return values
