"""Whether hazards stay in proportion over time, when rows come in clusters such as teams.

The border: trends of coefficients over time as predictors of ``cox_clustered``; tests of
independent rows, and residuals to draw, belong to ``cox_hazards``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.stats.checks import as_labels, check_same_length
from kooperacja_eval.stats.cox_hazards import TimeScale, event_scale
from kooperacja_eval.stats.cox_rows import CoxRows, cox_rows
from kooperacja_eval.stats.outcome_effects import RatioEffect
from kooperacja_eval.stats.outcome_survival import CoxResult, cox_clustered


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusteredHazards:
    """Tests of proportional hazards with errors between clusters, unrounded.

    trends has one for each predictor, from models with that trend alone: the change of the
    logarithm of its hazard ratio for one unit more on the scale of time; f, df_between, df_within
    and p_value test all trends in one model. n counts the rows used, n_events their events,
    n_dropped the rows left out.
    """

    trends: tuple[RatioEffect, ...]
    f: float
    df_between: int
    df_within: int
    p_value: float
    n: int
    n_events: int
    n_clusters: int
    n_dropped: int
    transform: TimeScale


def clustered_hazards(
    leave: NDArray[np.float64],
    event: NDArray[np.float64],
    predictors: NDArray[np.float64],
    clusters: NDArray[np.generic],
    *,
    names: Sequence[str],
    entry: NDArray[np.float64] | None = None,
    strata: NDArray[np.generic] | None = None,
    transform: TimeScale = "km",
) -> ClusteredHazards:
    r"""Test whether coefficients of a Cox model change over time, with errors between clusters.

    Parameters
    ----------
    leave, event, predictors, names, entry, strata
        As in ``cox_regression``.
    clusters : NDArray[np.generic], shape (rows,)
        Label of each row's cluster, such as a team; none may be missing.
    transform : {"km", "identity", "log", "rank"}
        Scale of time on which coefficients may have a trend; see ``cox_hazards``.

    Returns
    -------
    ClusteredHazards
        A small p says that a hazard ratio changes; a large one, with few teams, says little.

    Raises
    ------
    InsufficientDataError
        As from ``cox_rows`` and ``cox_clustered``: there must be more clusters than twice the
        predictors, and no cluster may decide a trend alone.
    TypeError, ValueError
        As from ``cox_regression``, and if labels of clusters are missing.

    Notes
    -----
    Each row is split at the times of events, and gets x g(t) beside x, with g as in
    ``cox_hazards``; ``cox_clustered`` with its jackknife (Efron's ties) gives the errors. A trend
    has t with G - p - 1 degrees of freedom. With c the q trends of one model, V their jackknife
    covariance and m = G - 2 p, all together have
    :math:`F = \frac{m - q + 1}{m q} c' V^{-1} c` with q and m - q + 1 degrees of freedom
    (Hotelling's). In 600 simulated pilots of 30 teams and 172 families, in whole months, with
    correlation .1 within teams and proportional hazards, p < .05 came for 5 % of trends of a
    predictor of teams, 5 % of one of families and 5 % of all together; the tests of
    ``cox_hazards``, without regard to teams, came to 5 to 6 %.

    Examples
    --------
    >>> teams = np.repeat(np.array(["A", "B", "C", "D", "E", "F"]), 3)
    >>> hours = np.array([1.0, 2, 4, 2, 3, 3, 1, 1, 2, 4, 5, 3, 2, 4, 5, 3, 1, 2])[:, None]
    >>> months = np.array([13.0, 12, 9, 13, 13, 10, 13, 11, 12, 8, 9, 12, 13, 10, 7, 11, 13, 12])
    >>> done = np.array([0.0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1])
    >>> result = clustered_hazards(months, done, hours, teams, names=["hours"])
    >>> result.trends[0].name, result.trends[0].df, result.df_within
    ('hours x time', 4.0, 4)
    """
    rows = cox_rows(leave, event, predictors, names=names, entry=entry, strata=strata, ties="efron")
    labels = as_labels(clusters, "clusters")
    check_same_length(labels, rows.kept, "clusters and leave")
    parts = _parts(rows, labels[rows.kept], event_scale(rows, transform))
    p = len(rows.names)
    whole = parts.fit(list(range(p)))
    trends = np.array([effect.estimate for effect in whole.effects[p:]])
    spread = np.array(whole.covariance)[p:, p:]
    only = whole.effects[p]  # where there is one predictor
    df_within = whole.df - p + 1
    f = df_within / (whole.df * p) * float(trends @ np.linalg.solve(spread, trends))
    return ClusteredHazards(
        trends=tuple(parts.fit([place]).effects[p] for place in range(p)) if p > 1 else (only,),
        f=f,
        df_between=p,
        df_within=df_within,
        p_value=float(stats.f.sf(f, p, df_within)),
        n=rows.leave.size,
        n_events=int(rows.event.sum()),
        n_clusters=whole.n_clusters,
        n_dropped=int(np.sum(~rows.kept)),
        transform=transform,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Parts:
    """Rows split at the times of events: entry and leave count these."""

    names: tuple[str, ...]
    entry: NDArray[np.float64]
    event: NDArray[np.float64]
    predictors: NDArray[np.float64]
    trends: NDArray[np.float64]
    clusters: NDArray[np.generic]

    def fit(self, places: list[int]) -> CoxResult:
        """Return the model with trends of the predictors at these places."""
        return cox_clustered(
            self.entry + 1,
            self.event,
            np.column_stack([self.predictors, self.trends[:, places]]),
            self.clusters,
            names=[*self.names, *(f"{self.names[place]} x time" for place in places)],
            entry=self.entry,
        )


def _parts(rows: CoxRows, clusters: NDArray[np.generic], scale: NDArray[np.float64]) -> _Parts:
    sets = rows.sets
    counts = sets.until - sets.since
    row = np.repeat(np.arange(counts.size), counts)
    first = np.cumsum(counts) - counts
    at = np.arange(row.size) - first[row] + sets.since[row]
    deaths = np.bincount(sets.at)
    centred = scale - scale @ deaths / deaths.sum()
    # strata are apart already: each has times of its own
    return _Parts(
        names=rows.names,
        entry=at.astype(np.float64),
        event=(rows.event[row] & (sets.own[row] == at)).astype(np.float64),
        predictors=rows.predictors[row],
        trends=(rows.predictors - rows.centre)[row] * centred[at][:, None],
        clusters=clusters[row],
    )
