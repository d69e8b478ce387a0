"""How long a composite index takes with the range of its choices, beside a loop with pandas.

Run: ``python -m benchmarks.composite_index``. 3,000 teams in 24 months, six parts, 1 % of cells
missing; teams are ranked within months. Times:

* the index of all team-months alone;
* its range over three normalisations, two aggregations, equal, principal-component and 1,000 random
  weightings, 6,012 scenarios, which a loop that keeps every scenario would need 7 GB for;
* the same with 20 random weightings, 132 scenarios, ours and the loop in turn in one process,
  medians of several rounds: the loop computes each scenario with numpy, ranks it with
  ``groupby(...).rank()`` of pandas and takes ``numpy.quantile`` of all. Both find the same numbers;
* which choice moves it most: Sobol indices of 1,024 samples, 5,120 evaluations.
"""

import statistics
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.stats.composite import composite_index
from kooperacja_eval.stats.composite_sensitivity import composite_sensitivity
from kooperacja_eval.stats.composite_spread import SHARES, Spread
from kooperacja_eval.stats.composite_uncertainty import composite_uncertainty
from kooperacja_eval.stats.composite_weights import component_weights

TEAMS, MONTHS, PARTS = 3_000, 24, 6
ENDS = np.array([[0.0, 100.0]] * PARTS)
FLOOR = 1.0
WEIGHTS, LOOP_WEIGHTS = 1_000, 20
ROUNDS = 3
SEED = 2019

Quantiles = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Of values and of ranks, each (shares, units)."""


def team_months(teams: int = TEAMS) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return synthetic parts, shape (team-months, parts), and the month of each row."""
    rng = np.random.default_rng(SEED)
    level = rng.normal(60, 12, (teams, 1, 1)) + np.linspace(-5, 5, MONTHS)[:, None]
    parts = np.clip(np.round(level + rng.normal(0, 12, (teams, MONTHS, PARTS)), 1), 0, 100)
    parts[rng.random(parts.shape) < 0.01] = np.nan
    return parts.reshape(-1, PARTS), np.tile(np.arange(MONTHS), teams)


def ours(parts: NDArray[np.float64], months: NDArray[np.int64], n_weights: int) -> Quantiles:
    """Compute the range with this package."""
    found = composite_uncertainty(
        parts, goalposts=ENDS, groups=months, n_weights=n_weights, missing="renormalise",
        floor=FLOOR, rng=np.random.default_rng(SEED),
    )  # fmt: skip
    return _rows(found.values), _rows(found.ranks)


def _rows(spread: Spread) -> NDArray[np.float64]:
    return np.array([spread.low, spread.p5, spread.median, spread.p95, spread.high])


def loop(parts: NDArray[np.float64], months: NDArray[np.int64], n_weights: int) -> Quantiles:
    """Compute the same one scenario after the other."""
    draws = np.random.default_rng(SEED).dirichlet(np.ones(PARTS), n_weights)
    present = ~np.isnan(parts)
    values, ranks = [], []
    for scores in _normalised(parts):
        filled = np.where(present, scores, 1.0)
        for geometric in (True, False):
            terms = np.log(np.maximum(filled, FLOOR)) if geometric else filled
            for weights in [np.full(PARTS, 1 / PARTS), component_weights(scores).weights, *draws]:
                shares = present * weights
                value = (terms * shares).sum(axis=1) / shares.sum(axis=1)
                value = np.exp(value) if geometric else value
                values.append(value)
                ranked = pd.Series(-np.round(value, 9)).groupby(months)
                ranks.append(ranked.rank().to_numpy())
    return np.quantile(values, SHARES, axis=0), np.quantile(ranks, SHARES, axis=0)


def _normalised(parts: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    low, high = np.nanmin(parts, axis=0), np.nanmax(parts, axis=0)
    z = (parts - np.nanmean(parts, axis=0)) / np.nanstd(parts, axis=0, ddof=1)
    scores = [parts, 100 * (parts - low) / (high - low), 50 + 10 * z]
    return [np.clip(one, 0, 100) for one in scores]


def run(teams: int = TEAMS, rounds: int = ROUNDS) -> list[str]:
    """Measure and return one line for each figure.

    Raises
    ------
    RuntimeError
        Where the two do not find the same numbers: then times mean nothing.
    """
    parts, months = team_months(teams)
    for mine, theirs in zip(
        ours(parts, months, LOOP_WEIGHTS), loop(parts, months, LOOP_WEIGHTS), strict=True
    ):
        if not np.allclose(mine, theirs, atol=1e-6):
            raise RuntimeError("the two sides disagree")
    index = _median(lambda: composite_index(parts, goalposts=ENDS, missing="renormalise"), rounds)
    pairs = [
        (
            _median(lambda: ours(parts, months, LOOP_WEIGHTS), 1),
            _median(lambda: loop(parts, months, LOOP_WEIGHTS), 1),
        )
        for _ in range(rounds)
    ]
    our_s, loop_s = (statistics.median(one) for one in zip(*pairs, strict=True))
    whole = _median(lambda: ours(parts, months, WEIGHTS), 1)
    sobol = _median(lambda: _sensitivity(parts, months), 1)
    rows = f"{len(parts)} team-months x {PARTS} parts"
    beside = (
        f"ours {our_s:.2f} s, loop with pandas {loop_s:.2f} s; {loop_s / our_s:.1f} times faster"
    )
    return [
        f"composite index, {rows}: {index:.3f} s",
        f"its range over {6 * (LOOP_WEIGHTS + 2)} scenarios: {beside}",
        f"its range over {6 * (WEIGHTS + 2)} scenarios: {whole:.1f} s",
        f"which choice moves it most, 5120 evaluations: {sobol:.1f} s",
    ]


def _sensitivity(parts: NDArray[np.float64], months: NDArray[np.int64]) -> None:
    composite_sensitivity(
        parts, goalposts=ENDS, groups=months, missing="renormalise",
        rng=np.random.default_rng(SEED),
    )  # fmt: skip


def _median(call: Callable[[], object], rounds: int) -> float:
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


if __name__ == "__main__":
    for line in run():
        print(line)
