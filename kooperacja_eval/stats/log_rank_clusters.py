"""Whether groups differ when rows come in clusters, such as families in teams: rank tests.

The border: the parts of rows of a log-rank test in, one test with the variance between clusters
out. The log-rank test itself is ``log_rank``'s.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.cluster_sandwich import cluster_sums
from kooperacja_eval.stats.log_rank_sums import RankTimes, row_excess, row_scores
from kooperacja_eval.text import Text

ClusterRankMethod = Literal["between_clusters_anova", "robust_score_f"]

ROUNDING = 1e-9
"""Share of the largest singular value below which a direction is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterRankTest:
    """A test of equal hazards with the variance between clusters, unrounded.

    f has df_between and df_within degrees of freedom; p_value is from that F. score_chi2 is the
    robust score statistic of R's ``coxph(..., cluster=)`` with Breslow's ties (of weighted scores
    where times have weights), with score_p_value from chi-squared with score_df. n_clusters_of
    counts the clusters with rows in each group.
    """

    f: float
    df_between: int
    df_within: int
    p_value: float
    score_chi2: float
    score_df: int
    score_p_value: float
    n_clusters: int
    n_clusters_of: tuple[int, ...]
    method: ClusterRankMethod


def cluster_rank_test(
    times: RankTimes, place: NDArray[np.intp], stratum: NDArray[np.intp] | None
) -> ClusterRankTest:
    r"""Test equal hazards of groups between clusters.

    Parameters
    ----------
    times : RankTimes
        Of n rows in k groups.
    place, stratum : NDArray[np.intp], shape (n,)
        Numbers of the cluster and of the stratum of each row, from 0 on.

    Raises
    ------
    InsufficientDataError
        If there are too few clusters for the groups, or they do not differ.

    Notes
    -----
    Where no cluster has rows of two groups, clusters are compared: a cluster of m rows has the mean
    excess y = (events less expected ones) / m, and groups explain y in a regression weighted by m,
    beside the shares of strata; F is the usual one. Hazards of clusters are taken to spread alike
    in all groups. Elsewhere, with u the scores of the G clusters and q = k - 1, the robust score
    statistic :math:`T = U' (\sum u u')^{-1} U` gives Hotelling's
    :math:`F = (G - q) / q \cdot T / (G - T)`. What simulation says of both stands at ``log_rank``.

    Sources: T. M. Therneau, P. M. Grambsch, T. R. Fleming, Biometrika 77 (1990) 147-160,
    doi:10.1093/biomet/77.1.147, for the excess; D. Y. Lin, L. J. Wei, J. American Statistical
    Association 84 (1989) 1074-1078, doi:10.1080/01621459.1989.10478874, for the score;
    H. Hotelling, Annals of Mathematical Statistics 2 (1931) 360-378,
    doi:10.1214/aoms/1177732979.
    """
    n_groups = times.shares.shape[1]
    sizes = cluster_sums(np.eye(n_groups)[times.group], place)
    n_clusters = sizes.shape[0]
    if n_clusters <= n_groups:
        raise InsufficientDataError(_too_few_clusters(n_clusters, n_groups))
    score = _score(cluster_sums(row_scores(times), place))
    in_one_group = bool(np.all((sizes > 0).sum(axis=1) == 1))
    if in_one_group:
        f, df_between, df_within = _anova(times, place, stratum, sizes)
    else:
        df_between, df_within = n_groups - 1, n_clusters - n_groups + 1
        f = df_within / df_between * score / (n_clusters - score)
    return ClusterRankTest(
        f=f,
        df_between=df_between,
        df_within=df_within,
        p_value=float(stats.f.sf(f, df_between, df_within)),
        score_chi2=score,
        score_df=n_groups - 1,
        score_p_value=float(stats.chi2.sf(score, n_groups - 1)),
        n_clusters=n_clusters,
        n_clusters_of=tuple(int(count) for count in (sizes > 0).sum(axis=0)),
        method="between_clusters_anova" if in_one_group else "robust_score_f",
    )


def _score(scores: NDArray[np.float64]) -> float:
    """Return the robust score statistic of cluster scores (G, k), less than G."""
    free = scores[:, 1:]  # groups add up to 0
    square = free.T @ free
    values = np.linalg.eigvalsh(square)
    if values[0] <= ROUNDING * values[-1] or values[-1] <= 0:
        raise InsufficientDataError(_NO_SPREAD)
    total = free.sum(axis=0)
    statistic = float(total @ np.linalg.solve(square, total))
    if statistic >= scores.shape[0] * (1 - ROUNDING):
        raise InsufficientDataError(_NO_SPREAD)
    return statistic


def _anova(
    times: RankTimes,
    place: NDArray[np.intp],
    stratum: NDArray[np.intp] | None,
    sizes: NDArray[np.float64],
) -> tuple[float, int, int]:
    """Return F of groups between clusters, and its two degrees of freedom."""
    root = np.sqrt(sizes.sum(axis=1))
    excess = np.bincount(place, weights=row_excess(times)) / root
    own = np.zeros(place.size, dtype=np.intp) if stratum is None else stratum
    shared = cluster_sums(np.eye(int(own.max()) + 1)[own], place) / root[:, None]
    both = np.column_stack([shared, sizes / root[:, None]])
    without, rank_without = _residual(excess, shared)
    within, rank = _residual(excess, both)
    df_between, df_within = rank - rank_without, root.size - rank
    if df_between < 1 or df_within < 1:
        raise InsufficientDataError(_NO_COMPARISON)
    if within <= ROUNDING * float(excess @ excess):
        raise InsufficientDataError(_NO_SPREAD)
    return (without - within) / df_between / (within / df_within), df_between, df_within


def _residual(values: NDArray[np.float64], columns: NDArray[np.float64]) -> tuple[float, int]:
    """Return the residual sum of squares of least squares, and the rank of the columns."""
    coefficients, _, rank, _ = np.linalg.lstsq(columns, values, rcond=ROUNDING)
    return float(np.sum((values - columns @ coefficients) ** 2)), int(rank)


def _too_few_clusters(n_clusters: int, n_groups: int) -> Text:
    return Text(
        "Porównanie z błędami między zespołami (lub innymi skupieniami) wymaga ich więcej niż "
        f"porównywanych grup; liczba skupień: {n_clusters}, liczba grup: {n_groups}. Połącz grupy "
        "albo uzupełnij dane.",
        "A comparison with errors between clusters (such as teams) needs more of them than groups; "
        f"number of clusters: {n_clusters}, number of groups: {n_groups}. Merge groups, or "
        "complete the data.",
    )


_NO_SPREAD = Text(
    "Zespoły (lub inne skupienia) nie różnią się między sobą na tyle, by ocenić, czy grupy różnią "
    "się bardziej niż przypadkiem. Połącz grupy albo podaj same liczby.",
    "Clusters (such as teams) do not differ enough among themselves to say whether groups differ "
    "by more than chance. Merge groups, or give the counts only.",
)
_NO_COMPARISON = Text(
    "Grup nie da się porównać w obrębie warstw: w każdej warstwie zespoły należą do jednej grupy "
    "albo zespołów jest za mało. Zrezygnuj z warstw albo połącz grupy.",
    "Groups cannot be compared within strata: in each stratum the clusters belong to one group, or "
    "there are too few clusters. Leave out the strata, or merge groups.",
)
