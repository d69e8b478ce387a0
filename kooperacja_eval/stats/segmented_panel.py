"""Did monthly values of teams change at a known break, such as March 2020: a panel of series.

The border: one line for all teams, and errors between teams. What struck all teams in the same
month is not told apart from the break; with few months it only describes.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.stats.checks import check_confidence_level, check_same_length
from kooperacja_eval.stats.cluster_sandwich import (
    LinearVariance,
    adjusted_columns,
    cluster_sums,
    satterthwaite_df,
)
from kooperacja_eval.stats.outcome_design import OutcomeDesign, outcome_design
from kooperacja_eval.stats.segmented_design import (
    ENOUGH_MONTHS,
    SegmentTerms,
    as_months,
    count_sides,
    segment_terms,
)
from kooperacja_eval.stats.segmented_fit import SegmentFamily, SegmentFit, fit_segments
from kooperacja_eval.stats.segmented_outcome import complete_rows
from kooperacja_eval.stats.segmented_result import SegmentChanges, segment_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentedPanel:
    """A segmented regression of the months of several teams, unrounded.

    changes holds coefficients, each with its own Satterthwaite degrees of freedom, and lines;
    dispersion is Pearson's and deviance that of the model. descriptive says that a side has fewer
    than 12 months. n counts the rows used, n_before and n_after the months on each side, n_dropped
    the rows left out.
    """

    changes: SegmentChanges
    dispersion: float
    deviance: float
    descriptive: bool
    last_before: int
    confidence_level: float
    n: int
    n_clusters: int
    n_before: int
    n_after: int
    n_dropped: int
    family: SegmentFamily
    method: Literal["segmented_glm_cluster_robust"]
    variance: LinearVariance
    df_rule: Literal["satterthwaite"]


def segmented_panel(
    outcome: NDArray[np.float64],
    months: NDArray[np.int64],
    clusters: NDArray[np.generic],
    *,
    last_before: int,
    family: SegmentFamily = "gaussian",
    exposure: NDArray[np.float64] | None = None,
    slope_change: bool = True,
    harmonics: int = 0,
    cycle_months: int = 12,
    variance: LinearVariance = "CR2",
    confidence_level: float = 0.95,
) -> SegmentedPanel:
    r"""Fit a line before a break, and a jump and another slope after it, to months of all teams.

    Parameters
    ----------
    outcome : NDArray[np.float64], shape (rows,)
        Means (gaussian), successes (share) or counts of a team's month; nan is missing.
    months : NDArray[np.int64], shape (rows,)
        Number of each row's month; none missing.
    clusters : NDArray[np.generic], shape (rows,)
        Label of each row's team; none missing.
    last_before : int
        Number of the last month before the break.
    family, exposure, slope_change, harmonics, cycle_months
        As in `segmented_series`.
    variance : Literal["CR0", "CR1", "CR1S", "CR2", "CR3"]
        How residuals are corrected for few teams.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    SegmentedPanel
        Changes, both lines, and whether they only describe.

    Raises
    ------
    InsufficientDataError
        As in `segmented_series`; if there are not more teams than coefficients, or one team alone
        decides about a coefficient.
    TypeError, ValueError
        As in `segmented_series`, apart from months that repeat.

    Notes
    -----
    The linear predictor is that of `segmented_series`. The fit takes rows as independent; at its
    solution, columns and residuals times the roots of the weights make a least squares problem, of
    which the errors by cluster and the Satterthwaite degrees of freedom are taken as in
    `linear_clustered`. They allow for any memory of a team's months, but not for what all teams
    share in a month: in simulated panels of 30 teams the intervals hold a jump in 96 % without such
    shocks, and in 61 % with shocks half as spread as the months of one team. Teams that start later
    pull the line: where they are unlike the first, the slope before the break also has who came
    when.

    Sources: K.-Y. Liang, S. L. Zeger, Biometrika 73 (1986) 13-22, doi:10.1093/biomet/73.1.13;
    R. M. Bell, D. F. McCaffrey, Survey Methodology 28 (2002) 169-181.

    Examples
    --------
    >>> months = np.tile(np.arange(1, 9), 6)
    >>> teams = np.repeat(np.array(["A", "B", "C", "D", "E", "F"]), 8)
    >>> odd = np.where(np.arange(48) % 5 == 0, 1.0, 0.0)
    >>> scores = 40 + np.repeat(np.array([2.0, 0, 1, 3, 1, 2]), 8) - 6 * (months > 4) + odd
    >>> result = segmented_panel(scores, months, teams, last_before=4, slope_change=False)
    >>> jump = result.changes.effects[2]
    >>> round(jump.estimate, 1), result.n_clusters, result.descriptive
    (-5.9, 6, True)
    """
    check_confidence_level(confidence_level)
    if variance not in get_args(LinearVariance):
        raise ValueError(f"variance is one of {get_args(LinearVariance)}, got {variance!r}")
    terms = segment_terms(
        last_before, slope_change=slope_change, harmonics=harmonics, cycle_months=cycle_months
    )
    values, units, kept = complete_rows(outcome, exposure, family)
    numbers = as_months(months)
    check_same_length(numbers, values, "months and outcome")
    n_before, n_after = count_sides(numbers[kept], terms)
    design = outcome_design(
        terms.columns(numbers),
        clusters,
        names=terms.names,
        has_outcome=kept,
        n_parameters=1 + len(terms.names),
    )
    fit = fit_segments(values[kept], units[kept], design.with_intercept, family)
    changes = _changes(
        terms, numbers[kept], design, fit, variance, family=family, level=confidence_level
    )
    return SegmentedPanel(
        changes=changes,
        dispersion=fit.dispersion,
        deviance=fit.deviance,
        descriptive=min(n_before, n_after) < ENOUGH_MONTHS,
        last_before=terms.last_before,
        confidence_level=float(confidence_level),
        n=int(kept.sum()),
        n_clusters=design.n_clusters,
        n_before=n_before,
        n_after=n_after,
        n_dropped=design.n_dropped,
        family=family,
        method="segmented_glm_cluster_robust",
        variance=variance,
        df_rule="satterthwaite",
    )


def _changes(
    terms: SegmentTerms,
    months: NDArray[np.int64],
    design: OutcomeDesign,
    fit: SegmentFit,
    variance: LinearVariance,
    *,
    family: SegmentFamily,
    level: float,
) -> SegmentChanges:
    """Take errors between teams, and put intervals around the changes of the fitted lines."""
    adjusted = adjusted_columns(fit.columns, fit.bread, design.place, variance)
    scores = cluster_sums(adjusted * fit.residuals[:, None], design.place) @ fit.bread
    turn = design.unscale
    return segment_changes(
        terms,
        months,
        turn @ fit.coefficients,
        turn @ (scores.T @ scores) @ turn.T,
        lambda contrasts: satterthwaite_df(
            fit.columns, adjusted, fit.bread, design.place, contrasts @ turn
        ),
        family=family,
        confidence_level=level,
    )
