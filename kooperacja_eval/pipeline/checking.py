"""``check``: reads a study and says everything that is wrong, without touching the study."""

import json
from pathlib import Path

from kooperacja_eval.disclosure.problems import release_problems
from kooperacja_eval.ingest.problem_files import problems_json, problems_workbook
from kooperacja_eval.pipeline.data import Progress, StudyData, read_raw
from kooperacja_eval.pipeline.files import write_bytes
from kooperacja_eval.study import REPORTS_FOLDER, load_config
from kooperacja_eval.text import Lang

WORKBOOK = "problems.xlsx"


def check_study(folder: Path, *, progress: Progress | None = None) -> StudyData:
    """Read a study and return its data with every problem; nothing is written."""
    return read_raw(folder, load_config(folder), progress=progress)
