"""What focus groups ask of speed: alpha of many units, alpha of long texts, a large .qdpx.

Run: ``python -m benchmarks.focus_groups``. First Krippendorff's alpha of 10,000 units and 5 coders
on each level, medians of several rounds:

* beside ``krippendorff.alpha``, in this process and in turn, where the package is installed;
* beside R's ``irr::kripp.alpha``, timed within R, where R and irr are installed;
* and with an interval from 1,000 resamples of units.

Both peers must give the same alpha. Then follow the figures of ``unitised`` and of ``refi``, which
can be run alone.
"""

import importlib
import importlib.util
import json
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import refi, unitised
from kooperacja_eval.stats.coincidences import LEVELS, Level
from kooperacja_eval.stats.krippendorff import krippendorff_alpha

SEED = 2020
ROUNDS = 21
R_ROUNDS = 3
UNITS, CODERS, VALUES = 10_000, 5, 5
MISSING = 0.1
RESAMPLES = 1_000
SAME = 1e-9
"""Difference of two alphas beyond which their times are not those of one task."""

_R = """
options(digits = 17)
given <- commandArgs(trailingOnly = TRUE)
ratings <- t(as.matrix(read.csv(given[1], header = FALSE)))
for (level in given[-(1:2)]) {
  seconds <- numeric(0)
  for (round in seq_len(as.integer(given[2]))) {
    gc()
    spent <- system.time(found <- irr::kripp.alpha(ratings, level))
    seconds <- c(seconds, spent[["elapsed"]])
  }
  cat(sprintf('{"level": "%s", "seconds": %.6f, "alpha": %.15f}\\n',
              level, median(seconds), found$value))
}
"""


def run(rounds: int = ROUNDS) -> list[str]:
    """Measure everything and return lines to print.

    Raises
    ------
    ValueError
        If a peer gives another alpha: then times mean nothing.
    """
    return [*alpha(rounds), *unitised.run(), *refi.run()]


def alpha(rounds: int = ROUNDS) -> list[str]:
    """Measure alpha of many units and return two lines for each level."""
    table = ratings()
    in_r = _in_r(table)
    lines = []
    for level in LEVELS:
        lines.append(_point(table, level, in_r, rounds))
        lines.append(_interval(table, level, rounds))
    return lines


def ratings() -> NDArray[np.float64]:
    """Return synthetic ratings of 1 to 5, 70 % of them the unit's own value, some missing."""
    rng = np.random.default_rng(SEED)
    truth = rng.integers(1, VALUES + 1, (UNITS, 1))
    guess = rng.integers(1, VALUES + 1, (UNITS, CODERS))
    table = np.where(rng.random(guess.shape) < 0.3, guess, truth).astype(np.float64)
    table[rng.random(table.shape) < MISSING] = np.nan
    return table


def _point(
    table: NDArray[np.float64],
    level: Level,
    in_r: dict[str, tuple[float, float]] | None,
    rounds: int,
) -> str:
    ours = partial(krippendorff_alpha, table, level=level)
    found = ours().alpha
    package = _package(table, level)
    seconds, theirs = _medians([ours, package or _nothing], rounds)
    beside = None if package is None else (theirs, float(package()))
    peers = [
        _beside("krippendorff", seconds, found, beside),
        _beside("irr in R", seconds, found, None if in_r is None else in_r[level]),
    ]
    return f"alpha, {level}, {UNITS:,} x {CODERS}: {seconds * 1e3:.1f} ms; {'; '.join(peers)}"


def _beside(who: str, ours: float, found: float, peer: tuple[float, float] | None) -> str:
    if peer is None:
        return f"{who} not installed"
    seconds, theirs = peer
    if abs(theirs - found) > SAME:
        raise ValueError(f"{who} gives another alpha")
    return f"{who} {seconds * 1e3:.1f} ms, {seconds / ours:.1f} times as long"


def _package(table: NDArray[np.float64], level: Level) -> Callable[[], float] | None:
    """Return the call of the package that gives its alpha, or None where it is not installed."""
    if importlib.util.find_spec("krippendorff") is None:
        return None
    peer = importlib.import_module("krippendorff")
    return partial(peer.alpha, reliability_data=table.T, level_of_measurement=level)


def _nothing() -> None:
    """Stand in for a peer that is not there."""


def _in_r(table: NDArray[np.float64]) -> dict[str, tuple[float, float]] | None:
    """Return seconds and alpha of irr by level, or None where R or irr is not installed."""
    script = shutil.which("Rscript")
    if script is None:
        return None
    asked = subprocess.run([script, "-e", "library(irr)"], capture_output=True, check=False)
    if asked.returncode:
        return None
    with tempfile.TemporaryDirectory() as folder:
        data, code = Path(folder) / "ratings.csv", Path(folder) / "alpha.R"
        rows = [",".join("NA" if cell != cell else f"{cell:g}" for cell in row) for row in table]  # noqa: PLR0124 (nan)
        data.write_text("\n".join(rows) + "\n", encoding="ascii")
        code.write_text(_R, encoding="ascii")
        command = [script, str(code), str(data), str(R_ROUNDS), *LEVELS]
        printed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    found = [json.loads(line) for line in printed.splitlines()]
    return {one["level"]: (one["seconds"], one["alpha"]) for one in found}


def _interval(table: NDArray[np.float64], level: Level, rounds: int) -> str:
    def ours() -> None:
        rng = np.random.default_rng(SEED)
        krippendorff_alpha(table, level=level, resamples=RESAMPLES, rng=rng)

    (seconds,) = _medians([ours], rounds)
    return f"alpha, {level}, interval from {RESAMPLES:,} resamples: {seconds:.2f} s"


def _medians(calls: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Time all in turn, after a first call of each that does not count."""
    for call in calls:
        call()
    spent = [[_seconds(call) for call in calls] for _ in range(rounds)]
    return [statistics.median(one) for one in zip(*spent, strict=True)]


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    for line in run():
        print(line)
