"""How long the profiles of all teams take, beside papermill and nbconvert one after the other.

Run: ``python -m benchmarks.profiles STUDY``, with a study folder, such as one that
``kooperacja-eval demo`` wrote; without it a new one is written. Both sides start from the same
processed tables. This package builds one profile for each team in four formats, in one command
with as many processes as there are processors. The peer executes the notebook for some teams in a
kernel of its own and turns it into HTML, one after the other; its time per team is taken for all.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import pandas as pd

import kooperacja_eval
from benchmarks.timing import run

NOTEBOOK = Path(kooperacja_eval.__file__).parent / "notebooks" / "pzk_profile.ipynb"
TRIED = 3
"""Teams that the peer builds: each takes long."""


def compare(study: Path, work: Path) -> list[str]:
    """Measure both sides and return a line to print."""
    teams = pd.read_parquet(study / "data_processed" / "pzk.parquet")["pzk_id"].tolist()
    ours = _ours(study, work)
    each = [_peer(study, work, team) for team in teams[:TRIED]]
    theirs = sum(each) / len(each) * len(teams)
    line = (
        f"{len(teams)} profiles in four formats, one build: {ours:.0f} s; papermill and nbconvert "
        f"(HTML only, {TRIED} measured): {theirs:.0f} s, {theirs / ours:.1f} times as long"
    )
    return [line]


def _ours(study: Path, work: Path) -> float:
    """Build the profiles in a copy, so that nothing is there already."""
    copy = Path(shutil.copytree(study, work / "study", ignore=shutil.ignore_patterns("reports")))
    words = ["build", str(copy), "--report", "pzk_profile"]
    return run([sys.executable, "-m", "kooperacja_eval", *words]).wall_s


def _peer(study: Path, work: Path, team: str) -> float:
    done = work / f"{team}.ipynb"
    words = [str(NOTEBOOK), str(done), "--cwd", str(study), "-p", "pzk_id", team]
    executed = run([sys.executable, "-m", "papermill", *words])
    converted = run([sys.executable, "-m", "nbconvert", "--to", "html", str(done)])
    return executed.wall_s + converted.wall_s


def main() -> None:
    """Measure on the study named, or on a new synthetic one."""
    with tempfile.TemporaryDirectory() as folder:
        study = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "demo"
        if not study.exists():
            run([sys.executable, "-m", "kooperacja_eval", "demo", str(study)])
        run([sys.executable, "-m", "kooperacja_eval", "ingest", str(study)])
        print("\n".join(compare(study, Path(folder))))


if __name__ == "__main__":
    main()
