"""Standardised differences of pairs, such as the same families before and after.

The border: how large a change is in standard deviations, with its interval, plain or respecting
teams. Independent samples are in ``effect_sizes``, which offers this too.
"""

import math
from dataclasses import dataclass
from typing import Literal

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
from kooperacja_eval.stats.noncentral import noncentrality_interval, small_sample_factor
from kooperacja_eval.text import Text

Standardiser = Literal["average", "difference", "before"]
PairedMethod = Literal["bonett_normal", "noncentral_t", "cluster_jackknife_t"]

MIN_PAIRS = 3
"""With one degree of freedom the small-sample factor is 0."""

MIN_CLUSTERS = 2
"""With one cluster there is nothing between clusters to estimate a variance from."""

NO_SPREAD = 1e-12
"""Share of the largest value below which a standard deviation is rounding, not spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedHedgesGResult:
    """Hedges' g of pairs with its interval, in standard deviations, unrounded.

    correlation is that of the two scores. n_pairs counts the pairs used, n_dropped those of which
    one score is missing. n_clusters is None where no clusters were given.
    """

    estimate: float
    ci_low: float
    ci_high: float
    standard_error: float
    correlation: float
    n_pairs: int
    n_clusters: int | None
    n_dropped: int
    standardiser: Standardiser
    method: PairedMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class _PairedEffect:
    """d, the factor that makes it g, and the standard error of d by Bonett."""

    d: float
    factor: float
    standard_error: float
    correlation: float
    t: float
    n: int


def hedges_g_paired(
    before: NDArray[np.float64],
    after: NDArray[np.float64],
    *,
    standardiser: Standardiser = "average",
    clusters: NDArray[np.generic] | None = None,
    confidence_level: float = 0.95,
) -> PairedHedgesGResult:
    r"""Estimate the standardised difference of pairs by Hedges' g.

    Parameters
    ----------
    before, after : NDArray[np.float64], shape (units,)
        Scores of the same units in the same order; nan is missing.
    standardiser : {"average", "difference", "before"}
        The root of the mean of both variances, the standard deviation of the differences, or that
        of the scores before.
    clusters : NDArray[np.generic], shape (units,), optional
        Label of each unit's cluster, such as a team identifier; none may be missing.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    PairedHedgesGResult
        Positive where scores rose. ``"average"`` and ``"before"`` are on the scale of `hedges_g`;
        ``"difference"`` is not: it grows with the correlation of the scores.

    Raises
    ------
    InsufficientDataError
        If there are fewer than three pairs, one of the scores or their difference has no spread,
        or (with clusters) there are fewer than two clusters, one of them left out leaves too
        little, or all of them say the same.
    TypeError, ValueError
        If scores are not real numbers or infinite, labels are missing, lengths differ, or the
        standardiser is not one of those named.

    Notes
    -----
    :math:`g = J(\nu) d`, d the mean difference over the standardiser, J as in `hedges_g`,
    :math:`\nu = n - 1`, for the average :math:`2 (n - 1) / (1 + r^2)`. With
    :math:`\nu_1 = n - 1`, :math:`s_d` the standard deviation of the differences and
    :math:`s^2 = (s_1^2 + s_2^2) / 2`, the variance of d is

    .. math:: \frac{d^2 (s_1^4 + s_2^4 + 2 r^2 s_1^2 s_2^2)}{8 s^4 \nu_1} + \frac{s_d^2}{s^2 \nu_1}
              \text{ (average)}, \qquad
              \frac{d^2}{2 \nu_1} + \frac{s_d^2}{s_1^2 \nu_1} \text{ (before)}

    and the interval is d plus and minus z standard errors (Bonett), centred on d and not on g as
    published; standard_error is J times that of d. For the difference, the variance is that for
    before with :math:`s_d` in place of :math:`s_1`, and the interval is exact by the noncentral t
    of `hedges_g`. With clusters, standard_error is that of the jackknife which leaves out one
    cluster at a time, and the interval g plus and minus t(G - 1) of them. Sources: D. G. Bonett,
    Psychological Methods 13 (2008) 99-109, doi:10.1037/1082-989X.13.2.99; D. Cousineau,
    Quantitative Methods for Psychology 16 (2020) 418-421, doi:10.20982/tqmp.16.4.p418, for the
    degrees of freedom; B. Efron, The Jackknife, SIAM 1982.

    Examples
    --------
    >>> before, after = np.array([3.0, 4, 5, 6, 7, 5]), np.array([5.0, 5, 6, 9, 8, 6])
    >>> result = hedges_g_paired(before, after)
    >>> round(result.estimate, 3), round(result.ci_low, 3), round(result.ci_high, 3)
    (0.844, 0.237, 1.72)
    """
    check_confidence_level(confidence_level)
    if standardiser not in ("average", "difference", "before"):
        raise ValueError(
            f"standardiser is 'average', 'difference' or 'before', not {standardiser!r}"
        )
    first, second = as_numbers(before, "before"), as_numbers(after, "after")
    check_same_length(first, second, "before and after")
    present = ~np.isnan(first) & ~np.isnan(second)
    one, two = first[present], second[present]
    effect = _paired_effect(one, two, standardiser)
    n_clusters: int | None = None
    if clusters is None:
        low, high, method = _independent_interval(effect, standardiser, confidence_level)
        standard_error = effect.factor * effect.standard_error
    else:
        labels = as_labels(clusters, "clusters")
        check_same_length(first, labels, "before and clusters")
        standard_error, n_clusters = _jackknife(one, two, labels[present], standardiser)
        half = float(stats.t.isf((1 - confidence_level) / 2, n_clusters - 1)) * standard_error
        low, high = effect.factor * effect.d - half, effect.factor * effect.d + half
        method = "cluster_jackknife_t"
    return PairedHedgesGResult(
        estimate=effect.factor * effect.d,
        ci_low=low,
        ci_high=high,
        standard_error=standard_error,
        correlation=effect.correlation,
        n_pairs=effect.n,
        n_clusters=n_clusters,
        n_dropped=int(first.size) - effect.n,
        standardiser=standardiser,
        method=method,
    )


def _paired_effect(
    one: NDArray[np.float64], two: NDArray[np.float64], standardiser: Standardiser
) -> _PairedEffect:
    n, differences = int(one.size), two - one
    if n < MIN_PAIRS:
        raise InsufficientDataError(_too_few_pairs(n))
    size = max(float(np.max(np.abs(one))), float(np.max(np.abs(two))))
    sds = [float(np.std(values, ddof=1)) for values in (one, two, differences)]
    if min(sds) <= NO_SPREAD * size:
        raise InsufficientDataError(_NO_SPREAD_IN_PAIRS)
    s1, s2, sd = sds
    correlation = float(np.corrcoef(one, two)[0, 1])
    df, spread = n - 1, {"average": math.hypot(s1, s2) / math.sqrt(2), "before": s1}
    unit = spread.get(standardiser, sd)
    d = float(np.mean(differences)) / unit
    share, df_factor = 1 / (2 * df), float(df)
    if standardiser == "average":
        share = (s1**4 + s2**4 + 2 * (correlation * s1 * s2) ** 2) / (8 * unit**4 * df)
        df_factor = 2 * df / (1 + correlation**2)
    return _PairedEffect(
        d=d,
        factor=small_sample_factor(df_factor),
        standard_error=math.sqrt(d**2 * share + sd**2 / (unit**2 * df)),
        correlation=correlation,
        t=float(np.mean(differences)) / sd * math.sqrt(n),
        n=n,
    )


def _independent_interval(
    effect: _PairedEffect, standardiser: Standardiser, confidence_level: float
) -> tuple[float, float, PairedMethod]:
    if standardiser == "difference":
        low, high = noncentrality_interval(effect.t, effect.n - 1, confidence_level)
        return low / math.sqrt(effect.n), high / math.sqrt(effect.n), "noncentral_t"
    half = float(stats.norm.isf((1 - confidence_level) / 2)) * effect.standard_error
    return effect.d - half, effect.d + half, "bonett_normal"


def _jackknife(
    one: NDArray[np.float64],
    two: NDArray[np.float64],
    labels: NDArray[np.generic],
    standardiser: Standardiser,
) -> tuple[float, int]:
    """Return the standard error of g from leaving out one cluster at a time, and their number."""
    names = np.unique(labels)
    if names.size < MIN_CLUSTERS:
        raise InsufficientDataError(_too_few_clusters(int(names.size)))
    left = [
        _paired_effect(one[labels != name], two[labels != name], standardiser) for name in names
    ]
    estimates = np.array([effect.factor * effect.d for effect in left])
    squares = float(np.sum((estimates - estimates.mean()) ** 2))
    standard_error = math.sqrt((names.size - 1) / names.size * squares)
    if standard_error <= NO_SPREAD * max(1.0, float(np.max(np.abs(estimates)))):
        raise InsufficientDataError(_CLUSTERS_ALIKE)
    return standard_error, int(names.size)


def _too_few_pairs(n: int) -> Text:
    return Text(
        "Standaryzowana różnica par wymaga co najmniej 3 par pomiarów (także po pominięciu "
        f"dowolnej z grup, jeśli je podano); liczba par: {n}. Uzupełnij dane albo podaj średnią "
        "różnicę.",
        "A standardised difference of pairs needs at least 3 pairs of measurements (where clusters "
        f"are given, also without any one of them); number of pairs: {n}. Complete the data, or "
        "give the mean difference.",
    )


def _too_few_clusters(n_clusters: int) -> Text:
    return Text(
        "Przedział, który uwzględnia grupy (np. zespoły), wymaga co najmniej 2 grup z parami "
        f"pomiarów; liczba takich grup: {n_clusters}. Podaj wartość bez tego przedziału.",
        "An interval that respects clusters (such as teams) needs at least 2 clusters with pairs "
        f"of measurements; number of such clusters: {n_clusters}. Give the value without it.",
    )


_NO_SPREAD_IN_PAIRS = Text(
    "Wyniki przed, wyniki po albo ich różnice są równe, więc zmiany nie da się wyrazić "
    "w odchyleniach standardowych. Podaj średnią różnicę w jednostce pomiaru.",
    "The scores before, the scores after or their differences are equal, so the change cannot be "
    "expressed in standard deviations. Give the mean difference in the unit of measurement.",
)
_CLUSTERS_ALIKE = Text(
    "Pominięcie dowolnej z grup (np. zespołów) nie zmienia wyniku, więc zróżnicowania między nimi "
    "nie da się oszacować. Podaj wartość bez przedziału.",
    "Leaving out any one of the clusters (such as teams) does not change the result, so the spread "
    "between them cannot be estimated. Give the value without an interval.",
)
