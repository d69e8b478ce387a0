"""Shares of many teams drawn towards their mean, the more the fewer families a team has.

The border: successes and trials of each team. Estimates with standard errors are in
``shrinkage_normal``; whether a share differs from a target by chance alone is in ``funnel``.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_counts, check_confidence_level, check_same_length
from kooperacja_eval.stats.shrinkage_likelihood import (
    best_inverse,
    count_sums,
    inverse_interval,
    log_likelihood,
    mean_at,
    mean_variance,
)
from kooperacja_eval.text import Text

MIN_UNITS = 2
"""With one unit, or one trial in each, nothing tells how much units differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BetaBinomialResult:
    """The mean share, how much true shares differ, and each unit drawn towards the mean, unrounded.

    mean is the mean of the beta distribution of true shares. icc, from 0 to 1, is the correlation
    of two trials of one unit with its likelihood interval; at_boundary says that it is 0: shares
    differ no more than by chance, all are drawn to the mean wholly, and alpha and beta, the
    parameters of the distribution, are None. That is not proof that units are alike: icc_high says
    how unlike they may be.

    Arrays are over the units used, as given: share as observed; reliability, the part of its own
    deviation that is kept; estimate, the posterior mean, with posterior_sd if the distribution was
    known, and standard_error and interval that count the uncertainty of the mean too, but not that
    of icc: in simulated pilots of 30 teams of 5 to 9 families 95 % intervals held 90 of 100 true
    shares at a correlation of 1/6 and 82 at 1/21, which is often estimated as 0. kept says which
    units of the input were used, n_dropped counts those without trials.
    """

    mean: float
    mean_standard_error: float
    alpha: float | None
    beta: float | None
    icc: float
    icc_low: float
    icc_high: float
    at_boundary: bool
    log_likelihood: float
    share: NDArray[np.float64]
    reliability: NDArray[np.float64]
    estimate: NDArray[np.float64]
    posterior_sd: NDArray[np.float64]
    standard_error: NDArray[np.float64]
    ci_low: NDArray[np.float64]
    ci_high: NDArray[np.float64]
    kept: NDArray[np.bool_]
    n: int
    n_units: int
    n_dropped: int
    method: Literal["ml"]
    interval: Literal["matched_beta"]
    icc_interval: Literal["profile_likelihood"]


def beta_binomial_shrinkage(
    successes: NDArray[np.int64],
    trials: NDArray[np.int64],
    *,
    confidence_level: float = 0.95,
) -> BetaBinomialResult:
    r"""Draw each unit's share towards the mean of all by empirical Bayes.

    Parameters
    ----------
    successes, trials : NDArray[np.int64], shape (units,)
        Numerator and denominator of each team; a team without trials is left out.
    confidence_level : float
        Strictly between 0 and 1, of all intervals.

    Returns
    -------
    BetaBinomialResult
        With one share for each unit used; not a ranking.

    Raises
    ------
    InsufficientDataError
        If fewer than two units have trials, none has two trials, the share of all units together is
        0 or 1, or every unit has only successes or only failures.
    TypeError, ValueError
        If counts are not integers, are negative, successes exceed trials, or lengths differ.

    Notes
    -----
    True shares are taken to follow Beta(alpha, beta), counts the beta-binomial; both parameters by
    maximum likelihood (Skellam; by sums over counts, Griffiths), with the inverse precision
    :math:`\varphi = 1/(\alpha + \beta)` and :math:`ICC = \varphi/(1 + \varphi)`. A unit keeps
    :math:`B = n\varphi/(1 + n\varphi)` of its deviation. The posterior variance is
    :math:`m(1 - m)\varphi/(1 + \varphi + n\varphi)` at the posterior mean m; to it
    :math:`(1 - B)^2` times the variance of the mean share is added, and the interval is that of
    the beta distribution of this mean and variance, equal tails, which stays defined at the
    boundary. Sources: J. G. Skellam, Journal of the Royal Statistical Society B 10 (1948) 257-261,
    doi:10.1111/j.2517-6161.1948.tb00014.x; D. A. Griffiths, Biometrics 29 (1973) 637-648,
    doi:10.2307/2529131; C. N. Morris, Journal of the American Statistical Association 78 (1983)
    47-55, doi:10.1080/01621459.1983.10477920.

    Examples
    --------
    >>> result = beta_binomial_shrinkage(np.array([0, 2, 5, 6]), np.array([6, 6, 6, 6]))
    >>> round(result.icc, 3), result.estimate.round(3).tolist(), result.at_boundary
    (0.551, [0.063, 0.357, 0.797, 0.944], False)
    """
    check_confidence_level(confidence_level)
    hits, sizes, kept = _counts(successes, trials)
    sums = count_sums(hits, sizes)
    inverse = best_inverse(sums)
    if math.isinf(inverse):
        raise InsufficientDataError(_ALL_OR_NOTHING)
    mean = mean_at(sums, inverse)
    variance = mean_variance(sums, mean, inverse)
    low, high = inverse_interval(sums, inverse, confidence_level)
    keep = sizes * inverse / (1 + sizes * inverse)
    estimate = mean + keep * (hits / sizes - mean)
    posterior = estimate * (1 - estimate) * inverse / (1 + inverse + sizes * inverse)
    error = np.sqrt(posterior + (1 - keep) ** 2 * variance)
    ends = _matched_beta(estimate, error, confidence_level)
    return BetaBinomialResult(
        mean=mean,
        mean_standard_error=math.sqrt(variance),
        alpha=mean / inverse if inverse else None,
        beta=(1 - mean) / inverse if inverse else None,
        icc=_correlation(inverse),
        icc_low=_correlation(low),
        icc_high=_correlation(high),
        at_boundary=inverse == 0,
        log_likelihood=log_likelihood(sums, mean, inverse),
        share=hits / sizes,
        reliability=keep,
        estimate=estimate,
        posterior_sd=np.sqrt(posterior),
        standard_error=error,
        ci_low=ends[0],
        ci_high=ends[1],
        kept=kept,
        n=int(sizes.sum()),
        n_units=int(sizes.size),
        n_dropped=int(kept.size - sizes.size),
        method="ml",
        interval="matched_beta",
        icc_interval="profile_likelihood",
    )


def _counts(
    successes: NDArray[np.int64], trials: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    hits, sizes = as_counts(successes, "successes"), as_counts(trials, "trials")
    check_same_length(hits, sizes, "successes and trials")
    if np.any(hits > sizes):
        raise ValueError("successes do not exceed trials")
    kept = sizes > 0
    hits, sizes = hits[kept], sizes[kept]
    if sizes.size < MIN_UNITS or sizes.max() < MIN_UNITS:
        raise InsufficientDataError(_too_few(int(sizes.size), int(sizes.sum())))
    if hits.sum() in (0, sizes.sum()):
        raise InsufficientDataError(_ALL_ALIKE)
    return hits, sizes, kept


def _matched_beta(
    mean: NDArray[np.float64], error: NDArray[np.float64], confidence_level: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    precision = mean * (1 - mean) / error**2 - 1
    matched = stats.beta(mean * precision, (1 - mean) * precision)
    tail = (1 - confidence_level) / 2
    return matched.ppf(tail), matched.isf(tail)


def _correlation(inverse: float) -> float:
    return 1.0 if math.isinf(inverse) else inverse / (1 + inverse)


def _too_few(n_units: int, n: int) -> Text:
    return Text(
        "Różnice odsetków między zespołami wymagają co najmniej 2 zespołów z danymi i co najmniej "
        f"jednego zespołu z mianownikiem 2; liczba zespołów: {n_units}, suma mianowników: {n}. "
        "Policz je dla szerszego zbioru.",
        "Differences of shares between teams need at least 2 teams with data and at least one team "
        f"with a denominator of 2; number of teams: {n_units}, sum of denominators: {n}. Compute "
        "them for a wider set.",
    )


_ALL_ALIKE = Text(
    "Odsetek w każdym zespole wynosi 0% albo w każdym 100%, więc różnic między zespołami nie da "
    "się oszacować. Podaj sam odsetek.",
    "The share is 0% in every team, or 100% in every team, so differences between teams cannot be "
    "estimated. Give the share alone.",
)
_ALL_OR_NOTHING = Text(
    "W każdym zespole odsetek wynosi 0% albo 100%, więc zróżnicowania wewnątrz zespołów nie da się "
    "oszacować. Sprawdź, czy odpowiedź nie opisuje całego zespołu.",
    "The share in every team is either 0% or 100%, so the spread within teams cannot be estimated. "
    "Check whether the answer describes the whole team.",
)
