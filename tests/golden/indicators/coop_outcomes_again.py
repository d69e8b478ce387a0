"""Associations of intensity and outcomes fitted again with statsmodels, for the golden test."""

import math
import warnings
from functools import cache

import numpy as np
import pandas as pd
import statsmodels.api as sm
from coop_models_again import Floats, Row, families
from scipy import stats

Fit = tuple[dict[str, float], dict[str, tuple[float, float]]]
"""Coefficients and intervals by predictor."""


def design(frame: pd.DataFrame, predictors: tuple[str, ...], *, constant: bool) -> pd.DataFrame:
    columns = frame[list(predictors)]
    return sm.add_constant(columns) if constant else columns


def fit_completed(frame: pd.DataFrame, predictors: tuple[str, ...]) -> Fit:
    used = frame.dropna(subset=["completed"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # statsmodels announces its own future changes
        model = sm.GEE(
            used["completed"], design(used, predictors, constant=True), groups=used["team"],
            family=sm.families.Binomial(), cov_struct=sm.cov_struct.Exchangeable(),
        )  # fmt: skip
        fit = model.fit(maxiter=500, ctol=1e-10, cov_type="bias_reduced")
    half = stats.t.isf(0.025, used["team"].nunique() - 1 - len(predictors)) * fit.bse
    return dict(fit.params), {
        name: (fit.params[name] - half[name], fit.params[name] + half[name]) for name in predictors
    }


def fit_goal_t(frame: pd.DataFrame, predictors: tuple[str, ...]) -> Fit:
    used = frame.dropna(subset=["goal_t"])
    return dict(sm.OLS(used["goal_t"], design(used, predictors, constant=True)).fit().params), {}


def fit_time(frame: pd.DataFrame, predictors: tuple[str, ...]) -> Fit:
    def points(rows: pd.DataFrame) -> Floats:
        columns = design(rows, predictors, constant=False)
        model = sm.PHReg(rows["months"], columns, status=rows["event"], ties="efron")
        return np.asarray(model.fit(disp=0).params, np.float64)

    found, teams = points(frame), frame["team"].unique()
    moves = np.array([points(frame[frame["team"] != team]) - found for team in teams])
    spread = np.sqrt((teams.size - 1) / teams.size * (moves**2).sum(axis=0))
    half = stats.t.isf(0.025, teams.size - len(predictors)) * spread
    ends = zip(found - half, found + half, strict=True)
    return dict(zip(predictors, found, strict=True)), dict(zip(predictors, ends, strict=True))


MODELS = {
    "completed": (fit_completed, ("between", "within"), "completed"),
    "goal_t": (fit_goal_t, ("between", "within"), "goal_t"),
    "time": (fit_time, ("between",), "event"),
}


def shown(outcome: str, fit: Fit, name: str) -> Row:
    """Return a coefficient as the indicator writes it: a ratio but for T."""
    low, high = fit[1].get(name, (None, None))
    if outcome == "goal_t":
        return fit[0][name], low, high
    ends = (None, None) if low is None or high is None else (math.exp(low), math.exp(high))
    return math.exp(fit[0][name]), *ends


def strength(ratio: float) -> float:
    """Return the E-value of a risk ratio (VanderWeele and Ding 2017)."""
    ratio = max(ratio, 1 / ratio)
    return ratio + math.sqrt(ratio * (ratio - 1))


def as_risk(outcome: str, ratio: float) -> float:
    """Return a common outcome's odds or hazard ratio as about a risk ratio (the same source)."""
    if outcome == "completed":
        return math.sqrt(ratio)
    return float((1 - 0.5 ** math.sqrt(ratio)) / (1 - 0.5 ** math.sqrt(1 / ratio)))


def point(outcome: str, frame: pd.DataFrame) -> float:
    """Return the association between teams alone, without its interval."""
    fit_of, predictors, _ = MODELS[outcome]
    if outcome != "time":
        return float(fit_of(frame, predictors)[0]["between"])
    columns = design(frame, predictors, constant=False)
    model = sm.PHReg(frame["months"], columns, status=frame["event"], ties="efron")
    return float(model.fit(disp=0).params[0])


def e_values(outcome: str, between: Row) -> dict[str, Row]:
    value, low, high = (as_risk(outcome, ratio) for ratio in between if ratio is not None)
    near = low if value > 1 else 1 / high
    limit = strength(near) if near > 1 else 1.0
    return {"e_value": (strength(value), None, None), "e_value_limit": (limit, None, None)}


@cache
def curve() -> dict[str, Row]:
    """Return the predicted share along the index, at the mean deviation within teams."""
    frame = families().dropna(subset=["completed"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = sm.GEE(
            frame["completed"], design(frame, ("between", "within"), constant=True),
            groups=frame["team"], family=sm.families.Binomial(),
            cov_struct=sm.cov_struct.Exchangeable(),
        )  # fmt: skip
        fit = model.fit(maxiter=500, ctol=1e-10, cov_type="bias_reduced")
    found: dict[str, Row] = {}
    for at in range(2, 10):
        if frame["between"].min() <= at <= frame["between"].max():
            x = np.array([1.0, at, frame["within"].mean()])
            line = float(x @ fit.params)
            half = stats.t.isf(0.025, 27) * math.sqrt(float(x @ fit.cov_robust_bc @ x))
            low, share, high = (1 / (1 + math.exp(-v)) for v in (line - half, line, line + half))
            found[f"completed|at:{at * 10}"] = (share, low, high)
    return found
