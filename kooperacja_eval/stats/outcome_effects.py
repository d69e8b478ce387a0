"""Coefficients of a model of outcomes with their t intervals.

The border: estimates and their covariance in, one record for each coefficient out. Where they come
from, and how many degrees of freedom they have, is the model's matter.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.text import Text

NO_SPREAD = 1e-12
"""Share of an estimate below which its standard error is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The coefficient of one predictor, unrounded: the outcome's change for one unit more of it.

    statistic is the estimate over its standard error; p_value is two-sided, from t(df).
    """

    name: str
    estimate: float
    standard_error: float
    ci_low: float
    ci_high: float
    statistic: float
    df: float
    p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioEffect(Effect):
    """A coefficient on the log scale and the ratio it stands for, unrounded.

    estimate, standard_error, ci_low and ci_high are logarithms; ratio, ratio_low and ratio_high are
    the odds ratio or hazard ratio of one unit more. The intercept's ratio is the odds themselves.
    """

    ratio: float
    ratio_low: float
    ratio_high: float


def effects(
    names: Sequence[str],
    estimates: NDArray[np.float64],
    covariance: NDArray[np.float64],
    dfs: NDArray[np.float64],
    *,
    confidence_level: float,
) -> tuple[Effect, ...]:
    """Put t intervals around estimates, shapes (k,), (k, k) and (k,).

    Raises
    ------
    InsufficientDataError
        If a standard error is no more than rounding of the estimate: an interval of no
        width would be a certainty that the data do not give.
    """
    # rounding may leave a variance that is 0 just below it
    errors = np.sqrt(np.maximum(np.diag(covariance), 0))
    if np.any(errors <= NO_SPREAD * np.abs(estimates)):
        raise InsufficientDataError(_NO_SPREAD_BETWEEN)
    halves = stats.t.isf((1 - confidence_level) / 2, dfs) * errors
    statistics = estimates / errors
    p_values = 2 * stats.t.sf(np.abs(statistics), dfs)
    return tuple(
        Effect(
            name=name,
            estimate=float(estimates[at]),
            standard_error=float(errors[at]),
            ci_low=float(estimates[at] - halves[at]),
            ci_high=float(estimates[at] + halves[at]),
            statistic=float(statistics[at]),
            df=float(dfs[at]),
            p_value=float(p_values[at]),
        )
        for at, name in enumerate(names)
    )


def ratio_effects(
    names: Sequence[str],
    estimates: NDArray[np.float64],
    covariance: NDArray[np.float64],
    df: int | NDArray[np.float64],
    *,
    confidence_level: float,
) -> tuple[RatioEffect, ...]:
    """Put t intervals around logarithms of ratios, and take them to ratios.

    df is one number for all, or shape (k,).

    Raises
    ------
    InsufficientDataError
        If a standard error is rounding, or a ratio is too large for a number.
    """
    dfs = np.full(len(names), df, dtype=np.float64)
    logs = effects(names, estimates, covariance, dfs, confidence_level=confidence_level)
    return tuple(
        RatioEffect(
            name=log.name,
            estimate=log.estimate,
            standard_error=log.standard_error,
            ci_low=log.ci_low,
            ci_high=log.ci_high,
            statistic=log.statistic,
            df=log.df,
            p_value=log.p_value,
            ratio=_exp(log.estimate),
            ratio_low=_exp(log.ci_low),
            ratio_high=_exp(log.ci_high),
        )
        for log in logs
    )


def as_rows(covariance: NDArray[np.float64]) -> tuple[tuple[float, ...], ...]:
    """Return a matrix as rows that cannot be changed."""
    return tuple(tuple(float(value) for value in row) for row in covariance)


def _exp(value: float) -> float:
    try:
        return math.exp(value)
    except OverflowError as error:
        raise InsufficientDataError(_RATIO_TOO_LARGE) from error


_NO_SPREAD_BETWEEN = Text(
    "Błąd współczynnika wynosi 0: model odtwarza wynik każdej grupy (np. zespołu) bez reszty albo "
    "reszty grup się znoszą. Przedział jest nieokreślony. Sprawdź, czy wynik nie wynika wprost ze "
    "zmiennych objaśniających.",
    "The error of a coefficient is 0: the model gives the outcome of each cluster (such as a team) "
    "without remainder, or the remainders of clusters cancel. The interval is undefined. Check "
    "whether the outcome follows directly from the predictors.",
)
_RATIO_TOO_LARGE = Text(
    "Iloraz na jednostkę zmiennej jest zbyt duży, by go zapisać. Podaj zmienną w większych "
    "jednostkach.",
    "The ratio for one unit of a predictor is too large to be written. Give the predictor in "
    "larger units.",
)
