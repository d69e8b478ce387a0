"""``make bench``: every benchmark in one run, printed as a table of ratios.

Run: ``python -m benchmarks [ROWS]``.
"""

import sys
import tempfile
from pathlib import Path

import kooperacja_eval
from benchmarks import (
    agreement,
    book,
    composite_index,
    families,
    focus_groups,
    forms,
    ingest,
    mixed_models,
    profiles,
    reports,
    start,
    survey_bootstrap,
    survey_scores,
    survival,
)
from benchmarks.timing import run

NOTEBOOKS = Path(kooperacja_eval.__file__).parent / "notebooks"


def main() -> None:
    """Run all and print them."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ingest.ROWS
    for line in ingest.run(rows):
        print(line)
    survey = survey_scores.run()
    print(
        f"survey from CSV to change: {survey['ours_s']:.2f} s, pandas and pingouin "
        f"{survey['peer_s']:.2f} s; {survey['ratio']:.2f} times as fast"
    )
    for row in survey_bootstrap.run():
        print(f"{row['name']}: {float(row['ratio']):.1f} times faster")
    print("\n".join([*focus_groups.run(), *agreement.run(sys.executable)]))
    print("\n".join([*composite_index.run(), *mixed_models.run(), *survival.run()]))
    print("\n".join(families.run()))
    read = forms.run()
    print(
        f"{forms.FORMS} forms read and checked: {read['ours_s']:.2f} s, pandas and openpyxl "
        f"{read['theirs_s']:.2f} s; {read['ratio']:.1f} times faster"
    )
    with tempfile.TemporaryDirectory() as folder:
        study = Path(folder) / "demo"
        work = Path(folder) / "work"
        work.mkdir()
        run([sys.executable, "-m", "kooperacja_eval", "demo", str(study)])
        run([sys.executable, "-m", "kooperacja_eval", "ingest", str(study)])
        mine, theirs = reports.compare(study, NOTEBOOKS, work)
        print(
            f"report, per notebook: {mine.wall_s:.2f} s (four formats); papermill and nbconvert "
            f"{theirs.wall_s:.2f} s (HTML); {theirs.wall_s / mine.wall_s:.1f} times faster"
        )
        print("\n".join(profiles.compare(study, work)))
        print("\n".join(book.measure(Path(folder) / "book")))
        run([sys.executable, "-m", "kooperacja_eval", "build", str(study)])
        for name, cost in start.costs(study).items():
            print(f"{name}: {cost.cpu_s:.2f} s of processor, {cost.wall_s:.2f} s")


if __name__ == "__main__":
    main()
