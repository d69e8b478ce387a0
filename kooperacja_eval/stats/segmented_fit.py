"""Fit of a segmented regression as a generalised linear model, ready for other errors.

The border: columns and outcomes in, coefficients and the weighted columns and residuals out, of
which least squares at the solution consists. Whose errors they are is decided by the caller.
"""

import warnings
from dataclasses import dataclass
from typing import Literal

import numpy as np
import statsmodels.api as sm
from numpy.typing import NDArray
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.separation import is_separated
from kooperacja_eval.text import Text

SegmentFamily = Literal["gaussian", "share", "count"]

STEP_TOLERANCE = 1e-10
"""Relative move of coefficients at which the fit has arrived."""

MAX_ITERATIONS = 200

NO_SPREAD = 1e-12
"""Share of the outcome's variance below which what is left is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SegmentFit:
    """Solution of a generalised linear model with its canonical link.

    coefficients (k,) and mean (n,) are those of the model; columns (n, k) and residuals (n,) are
    multiplied by the root of the weights at the solution, so that bread (k, k) = inv(columns'
    columns) and columns' residuals = 0. dispersion is Pearson's over n - k.
    """

    coefficients: NDArray[np.float64]
    columns: NDArray[np.float64]
    residuals: NDArray[np.float64]
    bread: NDArray[np.float64]
    dispersion: float
    deviance: float


def fit_segments(
    outcome: NDArray[np.float64],
    exposure: NDArray[np.float64],
    columns: NDArray[np.float64],
    family: SegmentFamily,
) -> SegmentFit:
    r"""Fit by ``statsmodels.GLM``: identity, logit or log link.

    Parameters
    ----------
    outcome, exposure : NDArray[np.float64], shape (n,)
        Values (exposure 1), successes of trials, or counts over an exposure.
    columns : NDArray[np.float64], shape (n, k)
        With the constant, of about unit variance.
    family : Literal["gaussian", "share", "count"]
        Which.

    Raises
    ------
    InsufficientDataError
        If coefficients run off to infinity, the fit does not arrive, or nothing is left over.
    """
    if family != "gaussian" and _runs_off(outcome, exposure, columns, family):
        raise InsufficientDataError(_RUNS_OFF)
    if family == "gaussian":
        model = sm.GLM(outcome, columns, family=sm.families.Gaussian())
    elif family == "share":
        model = sm.GLM(
            outcome / exposure, columns, family=sm.families.Binomial(), var_weights=exposure
        )
    else:
        model = sm.GLM(outcome, columns, family=sm.families.Poisson(), offset=np.log(exposure))
    with warnings.catch_warnings():  # whether it arrived is asked of the result
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        fit = model.fit(maxiter=MAX_ITERATIONS, tol=STEP_TOLERANCE, tol_criterion="params")
    if not fit.converged:
        raise InsufficientDataError(_NOT_ARRIVED)
    mean = np.asarray(fit.mu, np.float64)
    trials = exposure if family == "share" else np.ones_like(mean)
    variance = np.asarray(model.family.variance(mean), np.float64)
    weighted = columns * np.sqrt(trials * variance)[:, None]
    residuals = (model.endog - mean) * np.sqrt(trials / variance)
    total = (model.endog - model.endog.mean()) * np.sqrt(trials / variance)
    if np.sum(residuals**2) <= NO_SPREAD * np.sum(total**2):
        raise InsufficientDataError(_NOTHING_LEFT)
    return SegmentFit(
        coefficients=np.asarray(fit.params, np.float64),
        columns=weighted,
        residuals=residuals,
        bread=np.asarray(np.linalg.inv(weighted.T @ weighted), np.float64),
        dispersion=float(np.sum(residuals**2) / (mean.size - columns.shape[1])),
        deviance=float(fit.deviance),
    )


def _runs_off(
    outcome: NDArray[np.float64],
    exposure: NDArray[np.float64],
    columns: NDArray[np.float64],
    family: SegmentFamily,
) -> bool:
    """Say whether a log or logit is infinite; rows with both kinds hold their direction at 0."""
    some = outcome > 0
    rest = outcome < exposure if family == "share" else np.ones(outcome.size, bool)
    events = np.concatenate([np.ones(int(some.sum()), bool), np.zeros(int(rest.sum()), bool)])
    return is_separated(events, np.vstack([columns[some], columns[rest]]))


_RUNS_OFF = Text(
    "W części szeregu nie ma żadnych zdarzeń (albo są wszystkie możliwe), więc zmiany na skali "
    "logarytmicznej są nieskończone. Podaj tabelę miesięcy zamiast modelu albo pomiń zmianę "
    "nachylenia.",
    "A part of the series has no events (or all that are possible), so that changes on the "
    "logarithmic scale are infinite. Give a table of months instead of the model, or leave out the "
    "change of slope.",
)
_NOT_ARRIVED = Text(
    "Dopasowanie regresji segmentowej nie osiągnęło rozwiązania. Zmniejsz liczbę składowych albo "
    "podaj tabelę miesięcy zamiast modelu.",
    "The fit of the segmented regression did not arrive at a solution. Take fewer components, or "
    "give a table of months instead of the model.",
)
_NOTHING_LEFT = Text(
    "Linie regresji segmentowej odtwarzają szereg bez reszty, więc przedział jest nieokreślony. "
    "Sprawdź, czy wartości nie są stałe albo policzone z numeru miesiąca.",
    "The lines of the segmented regression give the series without remainder, so that the interval "
    "is undefined. Check whether values are constant, or computed from the number of the month.",
)
