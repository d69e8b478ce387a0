"""What starting costs: the import, the help, a build with nothing to do; seconds of processor."""

import sys
from pathlib import Path

from benchmarks.timing import Spent, medians, run

ROUNDS = 7


def costs(study: Path) -> dict[str, Spent]:
    """Return medians of several starts; the study must have current reports."""
    commands = {
        "python alone": [sys.executable, "-c", "pass"],
        "import kooperacja_eval": [sys.executable, "-c", "import kooperacja_eval"],
        "kooperacja-eval --help": [sys.executable, "-m", "kooperacja_eval", "--help"],
        "build with nothing changed": [
            sys.executable, "-m", "kooperacja_eval", "build", str(study),
        ],
    }  # fmt: skip
    return {
        name: medians([run(command) for _ in range(ROUNDS)]) for name, command in commands.items()
    }
