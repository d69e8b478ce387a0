"""How long a report takes, beside papermill and nbconvert on the same notebook.

Both sides start from the processed tables of the same synthetic study, as whole processes. The
peer executes each notebook with papermill in a kernel of its own and turns it into HTML with
nbconvert; this package builds all four formats.
"""

import sys
from pathlib import Path

from benchmarks.timing import Spent, medians, run

REPORTS = ("pilot_summary", "data_quality")
LANGUAGES = ("pl", "en")
ROUNDS = 3


def ours(study: Path) -> Spent:
    """Build both reports in both languages from nothing but the tables; per report."""
    for old in (study / "reports").glob("*"):
        if old.is_file():
            old.unlink()
    costs = [
        run([sys.executable, "-m", "kooperacja_eval", "build", str(study), "--lang", lang])
        for lang in LANGUAGES
    ]
    return _each(costs, len(REPORTS) * len(LANGUAGES))


def peer(study: Path, notebooks: Path, work: Path) -> Spent:
    """Execute and convert the same notebooks; per report."""
    costs = []
    for name in REPORTS:
        done = work / f"{name}.ipynb"
        source = str(notebooks / f"{name}.ipynb")
        costs.append(
            run([sys.executable, "-m", "papermill", source, str(done), "--cwd", str(study)])
        )
        costs.append(run([sys.executable, "-m", "nbconvert", "--to", "html", str(done)]))
    return _each(costs, len(REPORTS))


def compare(study: Path, notebooks: Path, work: Path) -> tuple[Spent, Spent]:
    """Return the medians per report of this package and of the peer, taken in turn."""
    pairs = [(ours(study), peer(study, notebooks, work)) for _ in range(ROUNDS)]
    return medians([pair[0] for pair in pairs]), medians([pair[1] for pair in pairs])


def _each(costs: list[Spent], reports: int) -> Spent:
    return Spent(
        sum(one.wall_s for one in costs) / reports, sum(one.cpu_s for one in costs) / reports
    )
