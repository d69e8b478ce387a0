"""How long a random intercept model of a million families takes, beside lme4 and statsmodels.

Run: ``python -m benchmarks.mixed_models``. 1,000,000 families in 30,000 teams of unlike sizes with
one covariate, REML. All sides start from arrays in memory: the time of R starts after it has read
the same numbers from a file. All are called as their documentation has it: ours computes every
team's estimate with its error and the interval of the intraclass correlation too, lme4 checks the
derivatives where it stopped, statsmodels computes standard errors. The estimates, variances too,
have to agree to 1e-6, relative; for this lme4's search is asked for more digits than by default, in
a fit that is not timed. Medians of several rounds, imports not counted; statsmodels fits the whole
once. Without R and lme4 their part is left out and said.
"""

import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from statsmodels.regression.mixed_linear_model import MixedLM

from kooperacja_eval.stats.mixed_two_level import random_intercept

WHOLE = (1_000_000, 30_000)
TENTH = (100_000, 3_000)
ROUNDS = 3
AGREE = 1e-6

Families = tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]
"""Values, teams, covariate."""

Estimates = tuple[float, float, float, float]
"""Intercept, slope, variance between teams, variance within."""

SCRIPT = """
suppressMessages(library(lme4))
arguments <- commandArgs(TRUE)
n <- as.integer(arguments[2])
numbers <- matrix(readBin(arguments[1], "double", 3 * n), n)
d <- data.frame(y = numbers[, 1], team = factor(numbers[, 2]), x = numbers[, 3])
for (round in seq_len(as.integer(arguments[3]))) {
  start <- proc.time()[["elapsed"]]
  m <- lmer(y ~ x + (1 | team), d)
  cat(proc.time()[["elapsed"]] - start, "\n")
}
fine <- list(ftol_abs = 1e-14, xtol_abs = 1e-12, ftol_rel = 1e-15, xtol_rel = 1e-12)
m <- update(m, control = lmerControl(optCtrl = fine), start = getME(m, "theta"))
cat(format(c(fixef(m), VarCorr(m)$team[1], sigma(m)^2), digits = 15), "\n")
"""


def families(n: int, n_teams: int) -> Families:
    """Make synthetic families whose teams differ by a quarter of the variance."""
    rng = np.random.default_rng(2019)
    team = rng.integers(0, n_teams, n)
    x = rng.normal(size=n)
    y = 12 + 0.3 * x + rng.normal(0, 0.5, n_teams)[team] + rng.normal(0, 0.87, n)
    return y, team, x


def ours(y: NDArray[np.float64], team: NDArray[np.int64], x: NDArray[np.float64]) -> Estimates:
    """Fit with this package."""
    result = random_intercept(y, team, x)
    intercept, slope = (effect.estimate for effect in result.fixed)
    return intercept, slope, result.sigma_between**2, result.sigma_within**2


def statsmodels(
    y: NDArray[np.float64], team: NDArray[np.int64], x: NDArray[np.float64]
) -> Estimates:
    """Fit with statsmodels, from arrays."""
    design = np.column_stack([np.ones(y.size), x])
    result = MixedLM(y, design, groups=team).fit(reml=True, method="bfgs", gtol=1e-9)
    intercept, slope = result.fe_params
    return float(intercept), float(slope), float(result.cov_re[0, 0]), float(result.scale)


def lme4(data: Families, rounds: int) -> tuple[float, Estimates] | None:
    """Fit with lme4 in R: the median time in seconds and the estimates, or None without R."""
    program = shutil.which("Rscript")
    if program is None:
        return None
    y, team, x = data
    with tempfile.TemporaryDirectory() as folder:
        path, script = Path(folder) / "families.bin", Path(folder) / "fit.R"
        path.write_bytes(np.concatenate([y, team.astype(np.float64), x]).tobytes())
        script.write_text(SCRIPT, encoding="utf-8")
        command = [program, str(script), str(path), str(y.size), str(rounds)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        return None
    *seconds, last = done.stdout.strip().splitlines()
    intercept, slope, between, within = (float(number) for number in last.split())
    estimates = (intercept, slope, between, within)
    return statistics.median(float(second) for second in seconds), estimates


def run(
    *, rounds: int = ROUNDS, whole: tuple[int, int] = WHOLE, tenth: tuple[int, int] = TENTH
) -> list[str]:
    """Measure all, after a first call of ours that does not count.

    Raises
    ------
    RuntimeError
        Where the sides do not find the same numbers.
    """
    small, large = families(*tenth), families(*whole)
    ours(*small)
    lines = []
    for name, data in (("a tenth", small), ("the whole", large)):
        size = f"{data[0].size:,} families, {name}"
        mine = _median(partial(ours, *data), rounds)
        expected = ours(*data)
        peer = lme4(data, rounds)
        if peer is None:
            lines.append(f"{size}: ours {mine:.2f} s; R with lme4 is not installed")
        else:
            _agree(expected, peer[1], "lme4")
            lines.append(_line(size, mine, "lme4", peer[0]))
        once = 1 if data is large else rounds
        lines.append(_line(size, mine, "statsmodels", _checked(data, expected, once)))
    return lines


def _checked(data: Families, expected: Estimates, rounds: int) -> float:
    found: list[Estimates] = []
    seconds = _median(lambda: found.append(statsmodels(*data)), rounds)
    _agree(expected, found[0], "statsmodels")
    return seconds


def _line(size: str, mine: float, name: str, theirs: float) -> str:
    return f"{size}: ours {mine:.2f} s, {name} {theirs:.2f} s, {theirs / mine:.0f} times faster"


def _agree(mine: Estimates, theirs: Estimates, name: str) -> None:
    if not np.allclose(mine, theirs, rtol=AGREE, atol=0):
        raise RuntimeError(f"{name} does not agree: {mine} and {theirs}")


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
