"""How long agreement of coders takes, beside the package krippendorff, statsmodels and a loop.

Run: ``python -m benchmarks.agreement [PYTHON]``. PYTHON is the interpreter of another environment
that has the package ``krippendorff``; without it, or where it lacks the package, that comparison is
said to be left out. One side after the other, medians of several rounds:

* alpha of 10,000 units and 3 coders on each level, beside ``krippendorff.alpha``, timed within its
  own process;
* the same with 1,000 resamples of units, beside a loop that draws units and calls
  ``krippendorff_alpha`` for each resample, run for some resamples only and taken times the rest;
* Fleiss' kappa with its tests, from raw ratings, beside the counting and the kappa of statsmodels.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from statsmodels.stats import inter_rater

from kooperacja_eval.stats.coincidences import LEVELS, Level
from kooperacja_eval.stats.kappa import fleiss_kappa
from kooperacja_eval.stats.krippendorff import krippendorff_alpha

SEED = 2019
ROUNDS = 7
UNITS, CODERS, VALUES = 10_000, 3, 5
RESAMPLES = 1_000
LOOP_RESAMPLES = 20
"""Resamples of the loop that are measured."""

_PEER = """
import json, statistics, sys, time
import krippendorff, numpy as np
ratings, rounds = np.load(sys.argv[1]).T, int(sys.argv[2])
found = {}
for level in sys.argv[3:]:
    seconds = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        alpha = krippendorff.alpha(reliability_data=ratings, level_of_measurement=level)
        seconds.append(time.perf_counter() - start)
    found[level] = [statistics.median(seconds[1:]), float(alpha)]
print(json.dumps(found))
"""


def run(python: str | None = None, rounds: int = ROUNDS) -> list[str]:
    """Measure and return one line for each comparison.

    Raises
    ------
    ValueError
        If the package gives another alpha: then times mean nothing.
    """
    table = ratings()
    lines = _beside_package(table, python, rounds)
    lines += [_bootstrap(table, level, rounds) for level in LEVELS]
    lines.append(_fleiss(table, rounds))
    return lines


def ratings(*, missing: float = 0.1) -> NDArray[np.float64]:
    """Return synthetic ratings of 1 to 5, of which some are missing."""
    rng = np.random.default_rng(SEED)
    truth = rng.integers(1, VALUES + 1, (UNITS, 1))
    guess = rng.integers(1, VALUES + 1, (UNITS, CODERS))
    table = np.where(rng.random(guess.shape) < 0.3, guess, truth).astype(np.float64)
    table[rng.random(table.shape) < missing] = np.nan
    return table


def _beside_package(table: NDArray[np.float64], python: str | None, rounds: int) -> list[str]:
    peer = None if python is None else _package(table, python, rounds)
    lines = []
    for level in LEVELS:
        ours = _median(partial(krippendorff_alpha, table, level=level), rounds)
        if peer is None:
            lines.append(f"alpha, {level}: ours {ours:.4f} s; package krippendorff not there")
            continue
        seconds, alpha = peer[level]
        if abs(alpha - krippendorff_alpha(table, level=level).alpha) > 1e-9:
            raise ValueError(f"alpha of the package differs on level {level}")
        lines.append(_line(f"alpha, {level}", ours, seconds, "krippendorff"))
    return lines


def _package(
    table: NDArray[np.float64], python: str, rounds: int
) -> dict[str, tuple[float, float]] | None:
    """Return seconds and alpha of the package by level, or None where it is not installed."""
    found = subprocess.run([python, "-c", "import krippendorff"], capture_output=True, check=False)
    if found.returncode:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ratings.npy"
        np.save(path, table)
        command = [python, "-c", _PEER, str(path), str(rounds), *LEVELS]
        printed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return {level: (seconds, alpha) for level, (seconds, alpha) in json.loads(printed).items()}


def _bootstrap(table: NDArray[np.float64], level: Level, rounds: int) -> str:
    def ours() -> None:
        rng = np.random.default_rng(SEED)
        krippendorff_alpha(table, level=level, resamples=RESAMPLES, rng=rng)

    def peer() -> None:
        rng = np.random.default_rng(SEED)
        for _ in range(LOOP_RESAMPLES):
            krippendorff_alpha(table[rng.integers(0, UNITS, UNITS)], level=level)

    factor = RESAMPLES / LOOP_RESAMPLES
    name = f"alpha, {level}, {RESAMPLES} resamples"
    return _line(name, _median(ours, rounds), factor * _median(peer, rounds), "loop")


def _fleiss(table: NDArray[np.float64], rounds: int) -> str:
    complete = table[~np.isnan(table).any(axis=1)].astype(np.int64)

    def peer() -> None:
        counts, _ = inter_rater.aggregate_raters(complete)
        inter_rater.fleiss_kappa(counts)

    ours = _median(lambda: fleiss_kappa(complete), rounds)
    return _line("Fleiss' kappa", ours, _median(peer, rounds), "statsmodels")


def _median(call: Callable[[], object], rounds: int) -> float:
    """Time after a first call that does not count."""
    call()
    return statistics.median(_seconds(call) for _ in range(rounds))


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _line(name: str, ours: float, peer: float, who: str) -> str:
    return f"{name:34} ours {ours:.4f} s  {who} {peer:.4f} s  {peer / ours:.1f} times faster"


if __name__ == "__main__":
    for line in run(sys.argv[1] if len(sys.argv) > 1 else None):
        print(line)
