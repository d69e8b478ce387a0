"""What a segmented regression gives: changes at a break, and the line that would have gone on.

The border: coefficients and their covariance in, one record out. Whose errors they are, and with
how many degrees of freedom, is said by the caller.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.outcome_effects import Effect, as_rows, effects, ratio_effects
from kooperacja_eval.stats.segmented_design import SegmentTerms
from kooperacja_eval.stats.segmented_fit import SegmentFamily
from kooperacja_eval.text import Text

Degrees = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""From contrasts of coefficients, shape (q, k), to their degrees of freedom, shape (q,)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentChanges:
    """Coefficients of a segmented regression and its lines, unrounded.

    effects are level (of the first line at the last month before the break), slope_before (per
    month), level_change (the jump between the lines there), slope_change and slope_after where a
    change of slope was asked for, and seasons; covariance is that of their estimates, in the same
    order. With shares and counts they are on the logit or log scale, and every effect is a
    `RatioEffect`. months are all from the first to the last; fitted (mean, share, or count per unit
    of exposure), counterfactual (the first line and seasons gone on, without the break) and its
    band have one number for each.
    """

    effects: tuple[Effect, ...]
    covariance: tuple[tuple[float, ...], ...]
    months: tuple[int, ...]
    fitted: tuple[float, ...]
    counterfactual: tuple[float, ...]
    counterfactual_low: tuple[float, ...]
    counterfactual_high: tuple[float, ...]


def segment_changes(
    terms: SegmentTerms,
    months: NDArray[np.int64],
    coefficients: NDArray[np.float64],
    covariance: NDArray[np.float64],
    degrees: Degrees,
    *,
    family: SegmentFamily,
    confidence_level: float,
) -> SegmentChanges:
    """Put intervals around changes, and draw both lines over all months.

    coefficients (k,) and covariance (k, k) belong to a constant and `SegmentTerms.columns`.

    Raises
    ------
    InsufficientDataError
        If a standard error is rounding, or a ratio is too large for a number.
    """
    titles, contrasts = _contrasts(terms)
    estimates, spread = contrasts @ coefficients, contrasts @ covariance @ contrasts.T
    dfs = degrees(contrasts)
    if family == "gaussian":
        found: tuple[Effect, ...] = effects(
            titles, estimates, spread, dfs, confidence_level=confidence_level
        )
    else:
        found = ratio_effects(titles, estimates, spread, dfs, confidence_level=confidence_level)
    whole = np.arange(months.min(), months.max() + 1)
    fitted = _with_constant(terms.columns(whole)) @ coefficients
    rows = _with_constant(terms.columns(whole, with_break=False))
    errors = np.sqrt(np.einsum("ij,jk,ik->i", rows, covariance, rows))
    half = stats.t.isf((1 - confidence_level) / 2, degrees(rows)) * errors
    middle = rows @ coefficients
    lines = [
        _on_outcome_scale(line, family) for line in (fitted, middle, middle - half, middle + half)
    ]
    return SegmentChanges(
        effects=found,
        covariance=as_rows(spread),
        months=tuple(int(month) for month in whole),
        fitted=lines[0],
        counterfactual=lines[1],
        counterfactual_low=lines[2],
        counterfactual_high=lines[3],
    )


def _contrasts(terms: SegmentTerms) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    titles, identity = ("level", *terms.names), np.eye(1 + len(terms.names))
    if not terms.slope_change:
        return titles, identity
    before, change = titles.index("slope_before"), titles.index("slope_change")
    after = identity[before] + identity[change]
    titles = (*titles[: change + 1], "slope_after", *titles[change + 1 :])
    return titles, np.insert(identity, change + 1, after, axis=0)


def _with_constant(columns: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack([np.ones(columns.shape[0]), columns])


def _on_outcome_scale(line: NDArray[np.float64], family: SegmentFamily) -> tuple[float, ...]:
    if family == "share":
        line = 1 / (1 + np.exp(-np.clip(line, -700, 700)))
    elif family == "count":
        if np.any(line > np.log(np.finfo(float).max)):
            raise InsufficientDataError(_LINE_TOO_HIGH)
        line = np.exp(line)
    return tuple(float(value) for value in line)


_LINE_TOO_HIGH = Text(
    "Linia bez przełomu rośnie tak szybko, że jej końca nie da się zapisać. Przed przełomem jest "
    "zbyt mało danych o trendzie; porównaj średnie sprzed przełomu i po nim.",
    "The line without the break grows so fast that its end cannot be written. There are too few "
    "data on the trend before the break; compare the means before and after it.",
)
