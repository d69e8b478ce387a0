"""A mean or a share of all families from those seen at the end, each weighted for those lost.

The border: outcomes with nan and covariates known of everybody in, a weighted mean out. It stands
beside the result of those seen and beside ``missing_bounds``; it replaces neither. That those lost
are like those seen with the same covariates is assumed (missing at random); no number can test it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_numbers, check_confidence_level
from kooperacja_eval.stats.dropout_fit import weighted_mean, without_each_cluster
from kooperacja_eval.stats.outcome_design import outcome_design
from kooperacja_eval.text import Text

NO_SPREAD = 1e-12
"""Share of the spread of outcomes below which a standard error is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DropoutWeightedResult:
    """A mean over known outcomes weighted by the inverse probability of being known, unrounded.

    unweighted is the mean of the known alone. Weights are stabilised: their mean is about 1 and
    largest_weight says how many units the heaviest stands for. n_effective is the number of known
    units without weights that would be as sure. For each covariate of names, odds_ratios are those
    of being known for one unit more; the imbalances are the means of the known less those of all,
    without and with weights, in standard deviations of all. n = n_known + n_missing counts the
    units with all covariates in n_clusters clusters; n_dropped those left out.
    """

    estimate: float
    ci_low: float
    ci_high: float
    standard_error: float
    df: int
    unweighted: float
    n_effective: float
    largest_weight: float
    names: tuple[str, ...]
    odds_ratios: tuple[float, ...]
    imbalance_unweighted: tuple[float, ...]
    imbalance_weighted: tuple[float, ...]
    n: int
    n_known: int
    n_missing: int
    n_clusters: int
    n_dropped: int
    interval: Literal["clustered_t", "clustered_wilson"]
    method: Literal["hajek_ipw_jackknife", "complete_case_jackknife"]


def dropout_weighted_mean(
    outcome: NDArray[np.float64],
    covariates: NDArray[np.float64],
    clusters: NDArray[np.generic],
    *,
    names: Sequence[str],
    confidence_level: float = 0.95,
) -> DropoutWeightedResult:
    r"""Estimate a mean over all units from known outcomes weighted for those missing.

    Parameters
    ----------
    outcome : NDArray[np.float64], shape (units,)
        In any unit; nan is missing.
    covariates : NDArray[np.float64], shape (units, k)
        What may say who is missing and what their outcome would be, in any units, known before
        anybody was lost; categories as columns of 0 and 1, one left out. A unit with nan is left
        out and counted.
    clusters : NDArray[np.generic], shape (units,)
        Label of each unit's cluster, such as a team identifier; none may be missing.
    names : Sequence[str], length k
        What the covariates are called in the result.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    DropoutWeightedResult
        In the unit of the outcome. If no outcome is missing, all weights are 1 and the method is
        "complete_case_jackknife".

    Raises
    ------
    InsufficientDataError
        If fewer than 5 missing or 10 known outcomes go with each covariate, or n_effective is below
        20; covariates separate the missing from the known, with or without one of the clusters;
        fewer than two clusters have known outcomes; there are not more clusters than coefficients,
        or a covariate is constant, follows from the others or differs in one cluster only; all
        known outcomes are equal, or their weighted mean is the same whichever cluster is left out.
    TypeError, ValueError
        If outcomes or covariates are not real numbers or infinite, labels are missing, names do not
        fit, or lengths differ.

    Notes
    -----
    With :math:`\hat p_i` from a logistic model of being known, :math:`w_i = \bar p / \hat p_i` and

    .. math:: \hat\mu = \frac{\sum w_i y_i}{\sum w_i}, \qquad
              v = \frac{G-1}{G} \sum_g (\hat\mu_{(g)} - \bar\mu)^2

    where :math:`\hat\mu_{(g)}` has no cluster g and weights estimated again without it. The
    interval takes t with G - 1 degrees of freedom; n_effective is
    :math:`(\sum w)^2 / \sum w^2`. Newton's method fits the model here, once for each cluster left
    out; R's glm and statsmodels give the same.

    In 2,000 simulated pilots each (normal covariates and outcome, log odds of being missing rise by
    1.2 for one SD of the covariates together), nominal 95 % intervals covered the truth in 94 to
    96 % with 30 teams, 172 families and 24 or 54 of them missing for 1 or 3 covariates, and in 94
    to 97 % with 12 teams and 20 of 65 missing; the mean of the known alone was off by 0.14 to 0.29
    (SD of the outcome 1.4). What does harm is few effective units, not few missing: in smaller
    simulations (400 to 500 pilots), intervals covered 82 to 94 % with n_effective of 7 to 16 and 91
    to 98 % from 22 on; hence the limit of 20. With 3 missing for each covariate 96 to 98 % were
    covered, but in up to one pilot in 15 there were no weights; the limit of 5 is for that.
    Intervals say nothing of a covariate that was left out.

    Sources: M. A. Hernan, J. M. Robins, Causal Inference: What If, CRC Press 2020, chapters 8 and
    12; J. Hajek, in V. P. Godambe, D. A. Sprott (eds.), Foundations of Statistical Inference, Holt
    1971, 236; K. M. Wolter, Introduction to Variance Estimation, Springer 2007, chapter 4,
    doi:10.1007/978-0-387-35099-8.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> need = rng.normal(size=120)
    >>> score = 10 + need + rng.normal(size=120)
    >>> score[rng.random(120) < 1 / (1 + np.exp(1 - need))] = np.nan
    >>> result = dropout_weighted_mean(score, need[:, None], np.arange(120) // 6, names=["need"])
    >>> round(result.unweighted, 2), round(result.estimate, 2), result.n_missing
    (9.52, 9.7, 44)
    """
    check_confidence_level(confidence_level)
    values = as_numbers(outcome, "outcome")
    return _estimate(values, covariates, clusters, names, confidence_level, is_share=False)


def dropout_weighted_share(
    outcome: NDArray[np.float64],
    covariates: NDArray[np.float64],
    clusters: NDArray[np.generic],
    *,
    names: Sequence[str],
    confidence_level: float = 0.95,
) -> DropoutWeightedResult:
    """Estimate a share of all units from known outcomes weighted for those missing.

    Parameters
    ----------
    outcome : NDArray[np.float64], shape (units,)
        1 with the outcome, 0 without; nan is missing.
    covariates, clusters, names, confidence_level
        As for ``dropout_weighted_mean``.

    Returns
    -------
    DropoutWeightedResult
        From 0 to 1. The interval is Wilson's for the number of independent units that the variance
        is worth, with t in place of z, as in ``clustered_proportion``.

    Raises
    ------
    InsufficientDataError, TypeError, ValueError
        As ``dropout_weighted_mean``; ValueError also where an outcome is neither 0 nor 1 nor nan.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> need = rng.normal(size=120)
    >>> improved = (need + rng.normal(size=120) > 0).astype(float)
    >>> improved[rng.random(120) < 1 / (1 + np.exp(1 - need))] = np.nan
    >>> result = dropout_weighted_share(
    ...     improved, need[:, None], np.arange(120) // 6, names=["need"])
    >>> round(result.unweighted, 2), round(result.estimate, 2), result.interval
    (0.33, 0.38, 'clustered_wilson')
    """
    check_confidence_level(confidence_level)
    values = as_numbers(outcome, "outcome")
    if not np.all(np.isin(values[~np.isnan(values)], (0, 1))):
        raise ValueError("outcome holds 0, 1 or nan, but some values are others")
    return _estimate(values, covariates, clusters, names, confidence_level, is_share=True)


def _estimate(
    values: NDArray[np.float64],
    covariates: NDArray[np.float64],
    clusters: NDArray[np.generic],
    names: Sequence[str],
    confidence_level: float,
    *,
    is_share: bool,
) -> DropoutWeightedResult:
    design = outcome_design(
        covariates,
        clusters,
        names=names,
        has_outcome=np.ones(values.size, dtype=bool),
        n_parameters=1 + len(names),
    )
    used = values[design.kept]
    known = ~np.isnan(used)
    whole = weighted_mean(used, design)
    replicates = without_each_cluster(used, design, start=whole.log_odds)
    df = design.n_clusters - 1
    variance = df / design.n_clusters * float(np.sum((replicates - replicates.mean()) ** 2))
    if math.sqrt(variance) <= NO_SPREAD * float(np.ptp(used[known])):
        raise InsufficientDataError(_NO_SPREAD_BETWEEN)
    interval = _wilson if is_share else _t
    low, high = interval(whole.mean, variance, df, int(known.sum()), confidence_level)
    scaled, weights = design.scaled[known], whole.weights
    return DropoutWeightedResult(
        estimate=whole.mean,
        ci_low=low,
        ci_high=high,
        standard_error=math.sqrt(variance),
        df=df,
        unweighted=float(used[known].mean()),
        n_effective=whole.n_effective,
        largest_weight=float(weights.max()),
        names=design.names,
        odds_ratios=_floats(np.exp(whole.log_odds[1:] / design.scale)),
        imbalance_unweighted=_floats(scaled.mean(axis=0)),
        imbalance_weighted=_floats(weights @ scaled / weights.sum()),
        n=int(known.size),
        n_known=int(known.sum()),
        n_missing=int(np.sum(~known)),
        n_clusters=design.n_clusters,
        n_dropped=design.n_dropped,
        interval="clustered_wilson" if is_share else "clustered_t",
        method="complete_case_jackknife" if known.all() else "hajek_ipw_jackknife",
    )


def _t(
    mean: float, variance: float, df: int, n_known: int, confidence_level: float
) -> tuple[float, float]:
    del n_known
    half = float(stats.t.isf((1 - confidence_level) / 2, df)) * math.sqrt(variance)
    return mean - half, mean + half


def _wilson(
    share: float, variance: float, df: int, n_known: int, confidence_level: float
) -> tuple[float, float]:
    tail = (1 - confidence_level) / 2
    effect = variance / (share * (1 - share) / (n_known - 1))
    wanted = effect * (float(stats.t.isf(tail, df)) / float(stats.norm.isf(tail))) ** 2
    n = n_known / max(1.0, wanted)
    low, high = proportion_confint(share * n, n, alpha=1 - confidence_level, method="wilson")
    return float(low), float(high)


def _floats(values: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


_NO_SPREAD_BETWEEN = Text(
    "Pominięcie dowolnej grupy (np. zespołu) nie zmienia wyniku, więc zróżnicowania między grupami "
    "nie da się oszacować. Podaj wartość bez przedziału.",
    "Leaving out any cluster (such as a team) does not change the result, so that the spread "
    "between clusters cannot be estimated. Give the value without an interval.",
)
