"""What missing answers may change: Rubin's rules, and a mean change with imputed answers.

The border: numbers in, frozen results out. A result with imputed answers stands beside the one for
complete answers, as a check of how sensitive it is; it does not replace it.
"""

import dataclasses
import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import (
    as_labels,
    as_numbers,
    check_confidence_level,
    check_same_length,
)
from kooperacja_eval.stats.imputation import MIN_IMPUTATIONS, TABLE_DIMENSIONS, impute_chained
from kooperacja_eval.stats.means import ClusteredMeanResult, clustered_mean
from kooperacja_eval.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RubinResult:
    """An estimate pooled over m imputations, unrounded.

    total variance = within + (1 + 1/m) between. riv is the relative increase in variance due to
    missing values, lambda_ the share of the total variance due to them, fmi the fraction of missing
    information. df is infinite where nothing limits it.
    """

    estimate: float
    ci_low: float
    ci_high: float
    standard_error: float
    within: float
    between: float
    total: float
    riv: float
    lambda_: float
    fmi: float
    df: float
    m: int
    method: Literal["rubin_1987", "barnard_rubin_1999", "complete_case"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImputedChangeResult(RubinResult):
    """A mean change over respondents of one or both waves, unrounded.

    n_complete counts those who answered both, n_imputed those with one answer imputed, n_clusters
    their clusters, n_dropped those who answered neither. The method is "complete_case" if nothing
    was to be imputed; the result is then that of ``clustered_mean``.
    """

    n_complete: int
    n_imputed: int
    n_clusters: int
    n_dropped: int


def rubin(
    estimates: NDArray[np.float64],
    variances: NDArray[np.float64],
    *,
    df_complete: float | None = None,
    confidence_level: float = 0.95,
) -> RubinResult:
    r"""Pool estimates of m imputed data sets by Rubin's rules.

    Parameters
    ----------
    estimates : NDArray[np.float64], shape (m,)
        One estimate from each completed data set; no nan.
    variances : NDArray[np.float64], shape (m,)
        Their squared standard errors, 0 or more.
    df_complete : float or None
        Degrees of freedom if nothing were missing, such as clusters less one; None for a large
        sample.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    RubinResult
        In the unit of the estimates, variances in its square.

    Raises
    ------
    InsufficientDataError
        If all variances are 0.
    TypeError, ValueError
        If there are fewer than two estimates, numbers are missing, infinite or negative where they
        cannot be, lengths differ, or an option is wrong.

    Notes
    -----
    With mean variance W and variance B of the m estimates, :math:`T = W + (1 + 1/m) B`,
    :math:`r = (1 + 1/m) B / W`, :math:`\lambda = (1 + 1/m) B / T`,

    .. math:: \nu_{old} = \frac{m - 1}{\lambda^2}, \quad
              \nu_{obs} = \frac{\nu_{com} + 1}{\nu_{com} + 3} \nu_{com} (1 - \lambda), \quad
              \nu = \frac{\nu_{old} \nu_{obs}}{\nu_{old} + \nu_{obs}}

    (:math:`\nu = \nu_{old}` without ``df_complete``) and
    :math:`\mathrm{fmi} = (r + 2 / (\nu + 3)) / (r + 1)`. Sources: D. B. Rubin, Multiple Imputation
    for Nonresponse in Surveys, Wiley 1987, doi:10.1002/9780470316696; J. Barnard, D. B. Rubin,
    Biometrika 86 (1999) 948-955, doi:10.1093/biomet/86.4.948.

    Examples
    --------
    >>> result = rubin(np.array([2.0, 3.0, 4.0]), np.array([1.0, 1.0, 1.0]))
    >>> result.estimate, round(result.total, 4), round(result.lambda_, 4), round(result.df, 3)
    (3.0, 2.3333, 0.5714, 6.125)
    """
    check_confidence_level(confidence_level)
    points, errors = as_numbers(estimates, "estimates"), as_numbers(variances, "variances")
    check_same_length(points, errors, "estimates and variances")
    _check_pooled(points, errors, df_complete)
    m = int(points.size)
    within, between = float(np.mean(errors)), float(np.var(points, ddof=1))
    if within == 0:
        raise InsufficientDataError(_NO_VARIANCE)
    added = (1 + 1 / m) * between
    total = within + added
    share = added / total
    df = (m - 1) / share**2 if share**2 > 0 else math.inf
    if df_complete is not None:
        observed = (df_complete + 1) / (df_complete + 3) * df_complete * (1 - share)
        df = 1 / (1 / df + 1 / observed)
    estimate, standard_error = float(np.mean(points)), math.sqrt(total)
    half = float(stats.t.isf((1 - confidence_level) / 2, df)) * standard_error
    riv = added / within
    return RubinResult(
        estimate=estimate,
        ci_low=estimate - half,
        ci_high=estimate + half,
        standard_error=standard_error,
        within=within,
        between=between,
        total=total,
        riv=riv,
        lambda_=share,
        fmi=(riv + 2 / (df + 3)) / (riv + 1),
        df=df,
        m=m,
        method="rubin_1987" if df_complete is None else "barnard_rubin_1999",
    )


def imputed_mean_change(
    before: NDArray[np.float64],
    after: NDArray[np.float64],
    covariates: NDArray[np.float64] | None,
    clusters: NDArray[np.generic],
    *,
    m: int = 20,
    iterations: int = 10,
    donors: int = 5,
    confidence_level: float = 0.95,
    rng: np.random.Generator,
) -> ImputedChangeResult:
    """Estimate a mean change over all who answered at least one wave, imputing the other.

    Parameters
    ----------
    before, after : NDArray[np.float64], shape (respondents,)
        Scores of both waves in any unit; nan is missing.
    covariates : NDArray[np.float64], shape (respondents, k), or None
        What may say why answers are missing and what they would be; nan is imputed too.
    clusters : NDArray[np.generic], shape (respondents,)
        Label of each respondent's cluster, such as a team; none may be missing.
    m, iterations, donors, confidence_level, rng
        As for ``impute_chained`` and ``rubin``.

    Returns
    -------
    ImputedChangeResult
        After less before, in the unit of the scores.

    Raises
    ------
    InsufficientDataError
        As ``impute_chained`` (columns in the order before, after, covariates) and
        ``clustered_mean``.
    TypeError, ValueError
        If arrays are of the wrong kind or length, or an option is wrong.

    Notes
    -----
    Both scores and the covariates are imputed together (``impute_chained``), the change of each
    completed table gets its cluster-robust variance (``clustered_mean``), and the results are
    pooled (``rubin`` with clusters less one as degrees of freedom of complete data). Of 2,000
    simulated pilots (30 teams, 172 people; high scores before often without after; true change 1),
    nominal 95 % intervals covered it in 95.6 % (ICC .1) and 93.1 % (ICC .3), mean estimate 0.99;
    complete cases in 85.0 % and 88.6 %, 1.17. Imputation does not know the teams; a mean of a team
    that holds the respondent's own answer is no help as a covariate: there it added to the bias.

    Examples
    --------
    >>> before = np.array([3.0, 5.0, 4.0, 6.0, 2.0, 4.0, 5.0])
    >>> after = np.array([4.0, 6.0, 6.0, np.nan, 3.0, 4.0, np.nan])
    >>> teams = np.array(["A", "A", "B", "B", "C", "C", "C"])
    >>> result = imputed_mean_change(before, after, None, teams, rng=np.random.default_rng(1))
    >>> result.n_complete, result.n_imputed, result.df < 2
    (5, 2, True)
    """
    first, second = as_numbers(before, "before"), as_numbers(after, "after")
    labels = as_labels(clusters, "clusters")
    check_same_length(first, second, "before and after")
    check_same_length(first, labels, "before and clusters")
    others = _as_columns(covariates, first.size)
    answered = ~(np.isnan(first) & np.isnan(second))
    complete = ~(np.isnan(first) | np.isnan(second))
    if np.array_equal(answered, complete):
        alone = clustered_mean(second - first, labels, confidence_level=confidence_level)
        return _with_counts(_complete_case(alone), alone.n_clusters, answered, complete)
    table = np.column_stack([first, second, others])[answered]
    sets = impute_chained(table, m=m, iterations=iterations, donors=donors, rng=rng)
    changes = [clustered_mean(one[:, 1] - one[:, 0], labels[answered]) for one in sets.tables]
    pooled = rubin(
        np.array([change.estimate for change in changes]),
        np.array([change.standard_error**2 for change in changes]),
        df_complete=changes[0].df,
        confidence_level=confidence_level,
    )
    return _with_counts(pooled, changes[0].n_clusters, answered, complete)


def _with_counts(
    pooled: RubinResult,
    n_clusters: int,
    answered: NDArray[np.bool_],
    complete: NDArray[np.bool_],
) -> ImputedChangeResult:
    fields: dict[str, Any] = {
        one.name: getattr(pooled, one.name) for one in dataclasses.fields(pooled)
    }
    return ImputedChangeResult(
        **fields,
        n_complete=int(np.count_nonzero(complete)),
        n_imputed=int(np.count_nonzero(answered & ~complete)),
        n_clusters=n_clusters,
        n_dropped=int(np.count_nonzero(~answered)),
    )


def _complete_case(alone: ClusteredMeanResult) -> RubinResult:
    """Return a result in which nothing was imputed."""
    variance = alone.standard_error**2
    return RubinResult(
        estimate=alone.estimate,
        ci_low=alone.ci_low,
        ci_high=alone.ci_high,
        standard_error=alone.standard_error,
        within=variance,
        between=0.0,
        total=variance,
        riv=0.0,
        lambda_=0.0,
        fmi=0.0,
        df=float(alone.df),
        m=0,
        method="complete_case",
    )


def _as_columns(covariates: NDArray[np.float64] | None, rows: int) -> NDArray[np.float64]:
    if covariates is None:
        return np.empty((rows, 0))
    table = np.asarray(covariates)
    if table.ndim != TABLE_DIMENSIONS or len(table) != rows:
        raise ValueError(f"covariates have shape ({rows}, columns), got {table.shape}")
    return table


def _check_pooled(
    points: NDArray[np.float64], errors: NDArray[np.float64], df_complete: float | None
) -> None:
    if points.size < MIN_IMPUTATIONS:
        raise ValueError(f"estimates hold {MIN_IMPUTATIONS} or more, got {points.size}")
    if np.any(np.isnan(points)) or np.any(np.isnan(errors)):
        raise ValueError("estimates and variances have no nan: each imputation gives both")
    if np.any(errors < 0):
        raise ValueError("variances are 0 or more, but some are negative")
    if df_complete is not None and not 0 < df_complete < math.inf:
        raise ValueError(f"df_complete is above 0 and finite, got {df_complete}")


_NO_VARIANCE = Text(
    "Wszystkie wariancje są równe 0, więc przedział dla połączonego wyniku jest nieokreślony. "
    "Podaj wynik bez przedziału.",
    "All variances are 0, so the interval for the pooled result is undefined. Give the result "
    "without an interval.",
)
