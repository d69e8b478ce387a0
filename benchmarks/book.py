"""How long the Recommendation Book takes in all its formats, from tables that are ready.

Run: ``python -m benchmarks.book``. The synthetic study is written and read first; then the command
``build --report recommendation_book`` is timed, start of the program included. One form is changed
after that, and the same command is timed again: reading everything, and the files of the Book only
where it says something else.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.timing import run

KE = (sys.executable, "-m", "kooperacja_eval")
BOOK = ("--report", "recommendation_book")


def measure(folder: Path) -> list[str]:
    """Return lines with seconds of the first build and of one after a form changed."""
    folder.mkdir(exist_ok=True)
    study = folder / "study"
    run([*KE, "demo", str(study)])
    run([*KE, "ingest", str(study)])
    first = run([*KE, "build", str(study), *BOOK])
    form = min((study / "data_raw" / "sprawozdania").rglob("*.xlsx"))
    form.unlink()
    run([*KE, "ingest", str(study), "--accept-changes"])
    again = run([*KE, "build", str(study), *BOOK])
    return [
        f"the Book in four formats: {first.wall_s:.1f} s, {first.cpu_s:.1f} s of processor",
        f"after one form has gone: {again.wall_s:.1f} s, {again.cpu_s:.1f} s of processor",
    ]


def main() -> None:
    """Print the measurement."""
    with tempfile.TemporaryDirectory() as name:
        print("\n".join(measure(Path(name))))


if __name__ == "__main__":
    main()
