"""How long survival curves of a million families take, beside lifelines and R's survival.

Run: ``python -m benchmarks.survival [PYTHON]``. PYTHON is the interpreter of another environment
that has lifelines; without it, or where it lacks lifelines, that part is left out and said, as is R
without the package survival. Each side runs in a process of its own, reads the same numbers from
files and times only its calls, as documented: curves with their errors and intervals. Medians of
several rounds after one that does not count; R has none before. lifelines has no groups, so its
side takes the rows of each group by a mask. Two ends take the peers long: R runs them once,
lifelines, whose variance takes the square of the rows, for one group, taken times the groups. The
sum over groups of the curve at one time, and of its standard error, has to agree to 1e-6, relative;
of lifelines only the value of curves with one end, since it has no standard error to read and moves
equal times apart at random where there are more.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

ROWS, GROUPS = 1_000_000, 30
AT = 100.0
ROUNDS = 3
AGREE = 1e-6
CASES = {
    "one_days": "one curve, whole days",
    "one_exact": "one curve, all times unlike",
    "many_days": f"{GROUPS} curves, whole days",
    "many_exact": f"{GROUPS} curves, all times unlike",
    "ends_days": f"{GROUPS} groups with two ends, whole days",
}

Times = dict[str, tuple[float, float, float]]
"""Of each case: seconds, value, standard error."""

_TIMED = """
import json, statistics, sys, time, warnings
import numpy as np
folder, rounds, at = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
exact, days, end, group = (np.fromfile(f"{folder}/{name}") for name in
                           ("exact", "days", "end", "group"))
event, group = (end > 0) * 1.0, group.astype(int)
def timed(call, rounds=rounds):
    seconds = []
    for number in range(rounds + 1):
        start = time.perf_counter()
        found = call()
        seconds.append(time.perf_counter() - start)
        if rounds == 1:
            break
    return statistics.median(seconds[1:] or seconds), found
"""

_OURS = (
    _TIMED
    + """
from kooperacja_eval.stats.cumulative_incidence import cumulative_incidence_by_group
from kooperacja_eval.stats.kaplan_meier import kaplan_meier, kaplan_meier_by_group
def read(curves, value):
    at_ = [np.searchsorted(curve.times, at, side="right") - 1 for curve in curves]
    return (sum(float(getattr(c, value)[i]) for c, i in zip(curves, at_)),
            sum(float(c.standard_error[i]) for c, i in zip(curves, at_)))
found = {}
for name, times in (("days", days), ("exact", exact)):
    seconds, curve = timed(lambda: kaplan_meier(times, event))
    found[f"one_{name}"] = seconds, *read([curve], "survival")
    seconds, curves = timed(lambda: kaplan_meier_by_group(times, event, group))
    found[f"many_{name}"] = seconds, *read(curves.values(), "survival")
seconds, curves = timed(lambda: cumulative_incidence_by_group(days, end, group))
found["ends_days"] = seconds, *read([one.causes[0] for one in curves.values()], "incidence")
print(json.dumps(found))
"""
)

_LIFELINES = (
    _TIMED
    + """
from lifelines import AalenJohansenFitter, KaplanMeierFitter
names = np.unique(group)
def curve(rows, times):
    return KaplanMeierFitter().fit(times[rows], event[rows])
def value(curves):
    return sum(float(one.survival_function_at_times(at).iloc[0]) for one in curves)
found = {}
everybody = np.ones(group.size, bool)
for name, times in (("days", days), ("exact", exact)):
    seconds, one = timed(lambda: curve(everybody, times))
    found[f"one_{name}"] = seconds, value([one]), float("nan")
    seconds, many = timed(lambda: [curve(group == label, times) for label in names])
    found[f"many_{name}"] = seconds, value(many), float("nan")
rows = group == names[0]
seconds, one = timed(
    lambda: AalenJohansenFitter(seed=1).fit(days[rows], end[rows], event_of_interest=1), 1)
found["ends_days"] = seconds * names.size, float("nan"), float("nan")
print(json.dumps(found))
"""
)

_R = """
suppressMessages(library(survival))
arguments <- commandArgs(TRUE)
read <- function(name) readBin(file.path(arguments[1], name), "double", as.numeric(arguments[4]))
rounds <- as.integer(arguments[2]); at <- as.numeric(arguments[3])
exact <- read("exact"); days <- read("days"); end <- read("end")
group <- factor(read("group"))
event <- as.numeric(end > 0); ends <- factor(end, 0:2)
timed <- function(name, call, state, rounds) {
  seconds <- c()
  for (round in seq_len(rounds)) {
    start <- proc.time()[["elapsed"]]
    f <- call()
    seconds <- c(seconds, proc.time()[["elapsed"]] - start)
  }
  s <- summary(f, times = at)
  v <- if (state) s$pstate[, 2] else s$surv
  e <- if (state) s$std.err[, 2] else s$std.err
  cat(name, format(c(median(seconds), sum(v), sum(e)), digits = 15), "\\n")
}
timed("one_days", function() survfit(Surv(days, event) ~ 1), FALSE, rounds)
timed("one_exact", function() survfit(Surv(exact, event) ~ 1), FALSE, rounds)
timed("many_days", function() survfit(Surv(days, event) ~ group), FALSE, rounds)
timed("many_exact", function() survfit(Surv(exact, event) ~ group), FALSE, rounds)
timed("ends_days", function() survfit(Surv(days, ends) ~ group), TRUE, 1)
"""


def families(folder: Path, n: int) -> None:
    """Write synthetic families: days until one of two ends or until watching stopped."""
    rng = np.random.default_rng(2019)
    group = rng.integers(0, GROUPS, n)
    months, watched = rng.exponential(90 + group), rng.uniform(30, 600, n)
    exact = np.minimum(months, watched) + 1e-3
    end = np.where(months <= watched, rng.integers(1, 3, n), 0)
    for name, values in (
        ("exact", exact),
        ("days", np.ceil(exact)),
        ("end", end),
        ("group", group),
    ):
        values.astype(np.float64).tofile(folder / name)


def run(python: str | None = None, *, rows: int = ROWS, rounds: int = ROUNDS) -> list[str]:
    """Measure all sides, one after the other.

    Raises
    ------
    RuntimeError
        Where the sides do not find the same numbers: then times mean nothing.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        families(folder, rows)
        words = [str(folder), str(rounds), str(AT)]
        ours = _python(sys.executable, _OURS, words)
        peers = {
            "lifelines": _lifelines(python, words),
            "R survival": _survival(folder, words, rows),
        }
    lines = [f"survival curves of {rows:,} families"]
    for case, title in CASES.items():
        line = f"{title}: ours {ours[case][0]:.3f} s"
        for peer, times in peers.items():
            if times is None:
                line += f"; {peer} is not installed"
                continue
            _agree(case, ours[case], times[case], peer)
            line += f"; {peer} {times[case][0]:.2f} s, {times[case][0] / ours[case][0]:.0f} times"
        lines.append(line)
    return lines


def _python(python: str, script: str, words: list[str]) -> Times:
    command = [python, "-c", script, *words]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {case: (float(a), float(b), float(c)) for case, (a, b, c) in json.loads(printed).items()}


def _lifelines(python: str | None, words: list[str]) -> Times | None:
    program = python or sys.executable
    there = subprocess.run([program, "-c", "import lifelines"], capture_output=True, check=False)
    return None if there.returncode else _python(program, _LIFELINES, words)


def _survival(folder: Path, words: list[str], rows: int) -> Times | None:
    program = shutil.which("Rscript")
    if program is None:
        return None
    there = subprocess.run([program, "-e", "library(survival)"], capture_output=True, check=False)
    if there.returncode:
        return None
    script = folder / "curves.R"
    script.write_text(_R, encoding="utf-8")
    command = [program, str(script), *words, str(rows)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = [line.split() for line in done.stdout.strip().splitlines()]
    return {case: (float(a), float(b), float(c)) for case, a, b, c in found}


def _agree(
    case: str, ours: tuple[float, float, float], theirs: tuple[float, float, float], peer: str
) -> None:
    known = ~np.isnan(theirs)
    if not np.allclose(np.array(ours)[known][1:], np.array(theirs)[known][1:], rtol=AGREE, atol=0):
        raise RuntimeError(f"{peer} does not agree on {case}: {ours[1:]} and {theirs[1:]}")


if __name__ == "__main__":
    for line in run(sys.argv[1] if len(sys.argv) > 1 else None):
        print(line)
