"""How long a report takes, beside papermill and nbconvert on the same notebook.

Both sides start from the processed tables of the same synthetic study, as whole processes. The
peer executes each notebook with papermill in a kernel of its own and turns it into HTML with
nbconvert. This package builds several reports in one process (every notebook in both languages
and both profiles), each in all four formats; its start and imports are counted.
"""

import sys
from pathlib import Path

from benchmarks.timing import Spent, medians, run
from kooperacja_eval.sections import Profile
from kooperacja_eval.text import Lang

REPORTS = ("pilot_summary", "data_quality")
LANGUAGES: tuple[Lang, ...] = ("pl", "en")
PROFILES: tuple[Profile, ...] = ("public", "internal")
ROUNDS = 3


def ours(study: Path, work: Path) -> Spent:
    """Build every report in each language and profile in one new process; per report."""
    script = f"from benchmarks.reports import build_all; build_all({str(study)!r}, {str(work)!r})"
    cost = run([sys.executable, "-c", script])
    return _each([cost], len(REPORTS) * len(LANGUAGES) * len(PROFILES))


def build_all(study: str, target: str) -> None:
    """Render every report of a study in each language and profile into a folder."""
    from kooperacja_eval.pipeline.build import render_all  # noqa: PLC0415  counted above
    from kooperacja_eval.pipeline.request import orders  # noqa: PLC0415
    from kooperacja_eval.pipeline.stored import load  # noqa: PLC0415
    from kooperacja_eval.study import load_config  # noqa: PLC0415

    folder = Path(study)
    config = load_config(folder)
    wanted = [
        order
        for lang in LANGUAGES
        for profile in PROFILES
        for order in orders(folder, config, names=REPORTS, profile=profile, lang=lang)
    ]
    render_all(config, load(folder, config), wanted, Path(target), jobs=2)


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
    pairs = [(ours(study, work), peer(study, notebooks, work)) for _ in range(ROUNDS)]
    return medians([pair[0] for pair in pairs]), medians([pair[1] for pair in pairs])


def _each(costs: list[Spent], reports: int) -> Spent:
    return Spent(
        sum(one.wall_s for one in costs) / reports, sum(one.cpu_s for one in costs) / reports
    )
