"""Estimates of many teams drawn towards their mean, where each comes with its own variance.

The border: one estimate and its variance for each team, such as a mean change with the square of
its standard error; the variances are taken as known. Single values of families are in
``mixed_two_level``, counts in ``shrinkage_beta_binomial``.
"""

import math
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import (
    as_numbers,
    check_confidence_level,
    check_same_length,
)
from kooperacja_eval.stats.shrinkage_variance import (
    Tau2Estimator,
    heterogeneity,
    tau2_interval,
    tau2_of,
    weight_spread,
)
from kooperacja_eval.text import Text

MIN_UNITS = 2
"""With one unit there is nothing between units to estimate a variance from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalShrinkageResult:
    """The mean of units, the spread between them, and each unit drawn towards the mean, unrounded.

    mean has a normal interval. tau2 is the variance between units in the squared unit of the
    estimates, with its Q-profile interval (from 0 to 0 where estimates differ even less than chance
    would make them); at_boundary says that tau2 is 0: all units are then drawn to the mean wholly,
    which is not proof that they are alike. i2, from 0 to 1, is the share of the spread of estimates
    that is not chance; q, with its df and p-value, tests that there is none. A new unit's true
    value is predicted between prediction_low and prediction_high.

    Arrays are over the units used, as given: weights in the mean, summing to 1; reliability, the
    share of the unit's own deviation that is kept; estimate with its standard error, which counts
    the uncertainty of the mean but not that of tau2, and normal interval: in simulated sets of 30
    units 95 % intervals held 88 to 97 of 100 true values, fewest where tau2 is small but not 0.
    kept says which units of the input were used, n_dropped counts those with a nan.
    """

    mean: float
    mean_standard_error: float
    mean_ci_low: float
    mean_ci_high: float
    prediction_low: float
    prediction_high: float
    tau2: float
    tau2_low: float
    tau2_high: float
    at_boundary: bool
    i2: float
    q: float
    q_df: int
    q_p_value: float
    weights: NDArray[np.float64]
    reliability: NDArray[np.float64]
    estimate: NDArray[np.float64]
    standard_error: NDArray[np.float64]
    ci_low: NDArray[np.float64]
    ci_high: NDArray[np.float64]
    kept: NDArray[np.bool_]
    n_units: int
    n_dropped: int
    method: Tau2Estimator
    tau2_interval: Literal["q_profile"]


def normal_shrinkage(
    estimates: NDArray[np.float64],
    variances: NDArray[np.float64],
    *,
    method: Tau2Estimator = "reml",
    confidence_level: float = 0.95,
) -> NormalShrinkageResult:
    r"""Draw each unit's estimate towards the mean of all, the more the less it is certain.

    Parameters
    ----------
    estimates : NDArray[np.float64], shape (units,)
        In any unit; nan is missing.
    variances : NDArray[np.float64], shape (units,)
        Squared standard errors of the estimates, above 0; nan is missing.
    method : {"reml", "ml", "dl", "he", "pm"}
        Estimator of the variance between units: restricted or full likelihood, DerSimonian and
        Laird's or Hedges' moments, or Paule and Mandel's, which is also Morris's empirical Bayes.
    confidence_level : float
        Strictly between 0 and 1, of all intervals.

    Returns
    -------
    NormalShrinkageResult
        With one estimate for each unit used; not a ranking.

    Raises
    ------
    InsufficientDataError
        If fewer than two units have an estimate and a variance.
    TypeError, ValueError
        If numbers are not real or infinite, a variance is not above 0, lengths differ, or an option
        is not of its kind.

    Notes
    -----
    With :math:`w_i = 1/(v_i + \tau^2)` the mean is the weighted one with variance
    :math:`V = 1/\sum w_i`. A unit keeps the share :math:`B_i = \tau^2/(\tau^2 + v_i)` of its
    deviation; the variance of what results is :math:`B_i v_i + (1 - B_i)^2 V`. The prediction
    interval has the variance :math:`V + \tau^2`. :math:`I^2 = \tau^2/(\tau^2 + \tilde v)` with
    :math:`\tilde v = (k - 1)/(\sum v_i^{-1} - \sum v_i^{-2}/\sum v_i^{-1})`. All as in R's metafor.
    Sources: C. N. Morris, Journal of the American Statistical Association 78 (1983) 47-55,
    doi:10.1080/01621459.1983.10477920; W. Viechtbauer, Journal of Statistical Software 36(3)
    (2010), doi:10.18637/jss.v036.i03; W. Viechtbauer, Statistics in Medicine 26 (2007) 37-52,
    doi:10.1002/sim.2514; J. P. T. Higgins, S. G. Thompson, Statistics in Medicine 21 (2002)
    1539-1558, doi:10.1002/sim.1186.

    Examples
    --------
    >>> result = normal_shrinkage(np.array([1.0, 4.0, 7.0]), np.array([1.0, 1.0, 4.0]))
    >>> round(result.tau2, 3), result.estimate.round(3).tolist(), result.at_boundary
    (6.154, [1.374, 3.954, 5.689], False)
    """
    check_confidence_level(confidence_level)
    if method not in get_args(Tau2Estimator):
        raise ValueError(f"method is one of {get_args(Tau2Estimator)}, got {method!r}")
    values, known, kept = _complete(estimates, variances)
    z = float(stats.norm.isf((1 - confidence_level) / 2))
    tau2 = tau2_of(values, known, method)
    weights = 1 / (known + tau2)
    total, df = float(weights.sum()), int(values.size) - 1
    mean, variance = float(weights @ values) / total, 1 / total
    reliability = tau2 * weights
    estimate = mean + reliability * (values - mean)
    error = np.sqrt(reliability * known + (1 - reliability) ** 2 * variance)
    q, half = heterogeneity(values, known, 0.0), z * math.sqrt(variance)
    reach = z * math.sqrt(variance + tau2)
    low, high = tau2_interval(values, known, confidence_level)
    return NormalShrinkageResult(
        mean=mean,
        mean_standard_error=math.sqrt(variance),
        mean_ci_low=mean - half,
        mean_ci_high=mean + half,
        prediction_low=mean - reach,
        prediction_high=mean + reach,
        tau2=tau2,
        tau2_low=low,
        tau2_high=high,
        at_boundary=tau2 == 0,
        i2=tau2 / (tau2 + df / weight_spread(known)),
        q=q,
        q_df=df,
        q_p_value=float(stats.chi2.sf(q, df)),
        weights=weights / total,
        reliability=reliability,
        estimate=estimate,
        standard_error=error,
        ci_low=estimate - z * error,
        ci_high=estimate + z * error,
        kept=kept,
        n_units=int(values.size),
        n_dropped=int(kept.size - values.size),
        method=method,
        tau2_interval="q_profile",
    )


def _complete(
    estimates: NDArray[np.float64], variances: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    values, known = as_numbers(estimates, "estimates"), as_numbers(variances, "variances")
    check_same_length(values, known, "estimates and variances")
    if np.any(known <= 0):
        raise ValueError("variances are above 0; an estimate without error cannot be weighed")
    kept = ~(np.isnan(values) | np.isnan(known))
    if kept.sum() < MIN_UNITS:
        raise InsufficientDataError(_too_few(int(kept.sum())))
    return values[kept], known[kept], kept


def _too_few(n: int) -> Text:
    return Text(
        "Zróżnicowanie między zespołami wymaga co najmniej 2 zespołów z oszacowaniem i jego "
        f"wariancją; liczba takich zespołów: {n}. Policz je dla szerszego zbioru.",
        "The spread between teams needs at least 2 teams with an estimate and its variance; "
        f"number of such teams: {n}. Compute it for a wider set.",
    )
