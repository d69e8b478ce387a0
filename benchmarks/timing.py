"""Runs commands as whole processes and reads what the operating system counted."""

import os
import resource
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of one finished command: on the clock, and of processors with its children's."""

    wall_s: float
    cpu_s: float


def run(command: Sequence[str], *, folder: Path | None = None) -> Spent:
    """Run a command to its end and return what it cost.

    Raises
    ------
    subprocess.CalledProcessError
        Where the command fails: a benchmark of a failure says nothing.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, check=True, cwd=folder, capture_output=True, env={**os.environ})
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(wall, cpu)


def medians(spent: Sequence[Spent]) -> Spent:
    """Return the medians of several runs."""
    return Spent(median(one.wall_s for one in spent), median(one.cpu_s for one in spent))
