"""How long bootstrap intervals take, beside scipy and beside a loop over teams with pandas.

Run: ``python -m benchmarks.survey_bootstrap``. Two questions, each answered in one process, both
sides in turn, medians of several rounds:

* a BCa interval of a mean, beside ``scipy.stats.bootstrap`` with a vectorised mean and as many
  resamples;
* whole teams resampled for a mean change and for Hedges' g, from rows to interval, beside a loop
  that concatenates the drawn teams' rows with pandas and computes the statistic from them. The loop
  is run for some resamples only and taken times the rest, since each of its rounds costs the same.
"""

import statistics
import time
from collections.abc import Callable
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.stats.bootstrap import bootstrap_mean
from kooperacja_eval.stats.cluster_bootstrap import (
    cluster_bootstrap,
    cluster_sums,
    mean_of_sums,
    paired_g_of_sums,
)

SEED = 2019
ROUNDS = 7
MEAN_RESAMPLES = 9_999
MEAN_SIZES = (200, 1_000)
TEAMS = 30
TEAM_RESAMPLES = 10_000
LOOP_RESAMPLES = {172: 200, 200_000: 20}
"""Resamples of the loop that are measured, by rows."""

Method = Literal["percentile", "studentised"]
METHODS: tuple[Method, ...] = ("percentile", "studentised")


def run(rounds: int = ROUNDS) -> list[dict[str, str | float]]:
    """Measure and return one row for each comparison.

    Returns
    -------
    list of dict
        ``name``, ``ours_s``, ``peer_s`` (medians in seconds) and ``ratio``, how many times faster.
    """
    results = [_means(size, rounds) for size in MEAN_SIZES]
    for rows in LOOP_RESAMPLES:
        for statistic in ("mean change", "g"):
            results += [_teams(rows, statistic, method, rounds) for method in METHODS]
    return results


def _means(size: int, rounds: int) -> dict[str, str | float]:
    values = np.random.default_rng(SEED).normal(size=size)

    def ours() -> None:
        bootstrap_mean(values, resamples=MEAN_RESAMPLES, rng=np.random.default_rng(SEED))

    def peer() -> None:
        stats.bootstrap(
            (values,), np.mean, n_resamples=MEAN_RESAMPLES, vectorized=True, method="BCa",
            rng=np.random.default_rng(SEED),
        )  # fmt: skip

    return _compare(f"BCa of a mean, n = {size}", ours, peer, rounds)


def _teams(rows: int, statistic: str, method: Method, rounds: int) -> dict[str, str | float]:
    frame = answers(rows)
    measured = LOOP_RESAMPLES[rows]
    of_sums, of_frame = {
        "mean change": (_sums_of_change, _change),
        "g": (_sums_of_pairs, _g),
    }[statistic]
    of_totals = mean_of_sums if statistic == "mean change" else paired_g_of_sums
    team, before, after = (frame[name].to_numpy() for name in ("team", "before", "after"))

    def ours() -> None:
        cluster_bootstrap(
            of_sums(team, before, after), of_totals, method=method,
            resamples=TEAM_RESAMPLES, rng=np.random.default_rng(SEED),
        )  # fmt: skip

    def peer() -> None:
        loop(frame, of_frame, measured)

    name = f"teams, {statistic}, {method}, {rows} rows"
    return _compare(name, ours, peer, rounds, factor=TEAM_RESAMPLES / measured)


def answers(rows: int) -> pd.DataFrame:
    """Return synthetic scores of both waves of people in thirty teams."""
    rng = np.random.default_rng(SEED)
    team = rng.permutation(np.arange(rows) % TEAMS)
    before = rng.normal(size=TEAMS)[team] + rng.normal(10, 2, rows)
    after = before + 0.3 + rng.normal(size=TEAMS)[team] / 3 + rng.normal(size=rows)
    return pd.DataFrame({"team": team, "before": before, "after": after})


def loop(
    frame: pd.DataFrame, statistic: Callable[[pd.DataFrame], float], resamples: int
) -> tuple[float, float]:
    """Resample teams the plain way and return a percentile interval."""
    rng = np.random.default_rng(SEED)
    groups = [group for _, group in frame.groupby("team")]
    values = [
        statistic(pd.concat([groups[place] for place in rng.integers(0, TEAMS, TEAMS)]))
        for _ in range(resamples)
    ]
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def _sums_of_change(
    team: NDArray[np.int64], before: NDArray[np.float64], after: NDArray[np.float64]
) -> NDArray[np.float64]:
    return cluster_sums(team, np.ones(before.size), after - before)


def _sums_of_pairs(
    team: NDArray[np.int64], before: NDArray[np.float64], after: NDArray[np.float64]
) -> NDArray[np.float64]:
    ones = np.ones(before.size)
    return cluster_sums(team, ones, before, before**2, after, after**2, before * after)


def _change(frame: pd.DataFrame) -> float:
    return float((frame["after"] - frame["before"]).mean())


def _g(frame: pd.DataFrame) -> float:
    spread = ((frame["before"].var() + frame["after"].var()) / 2) ** 0.5
    change = frame["after"].mean() - frame["before"].mean()
    return float((1 - 3 / (8 * len(frame) - 9)) * change / spread)


def _compare(
    name: str,
    ours: Callable[[], None],
    peer: Callable[[], None],
    rounds: int,
    *,
    factor: float = 1.0,
) -> dict[str, str | float]:
    """Time both in turn, after a first call that does not count."""
    ours()
    peer()
    pairs = [(_seconds(ours), factor * _seconds(peer)) for _ in range(rounds)]
    mine, theirs = (statistics.median(one) for one in zip(*pairs, strict=True))
    return {"name": name, "ours_s": mine, "peer_s": theirs, "ratio": theirs / mine}


def _seconds(call: Callable[[], None]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    for row in run():
        print(
            f"{row['name']:42} ours {row['ours_s']:.4f} s  peer {row['peer_s']:.3f} s  "
            f"{row['ratio']:.1f} times faster"
        )
