"""``check``: reads a study and says everything that is wrong, without touching the study."""

from pathlib import Path

from kooperacja_eval.pipeline.data import Progress, StudyData, read_raw
from kooperacja_eval.study import load_config

WORKBOOK = "problems.xlsx"


def check_study(folder: Path, *, progress: Progress | None = None) -> StudyData:
    """Read a study and return its data with every problem; nothing is written."""
    return read_raw(folder, load_config(folder), progress=progress)
