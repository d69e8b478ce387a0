"""``check``: reads a study and says everything that is wrong, without touching the study."""

from dataclasses import replace
from pathlib import Path
from typing import Literal

from kooperacja_eval.disclosure.release import release_problems
from kooperacja_eval.ingest.problem_files import problems_json, problems_workbook
from kooperacja_eval.pipeline.data import Progress, StudyData, read_raw
from kooperacja_eval.pipeline.evidence import evidence_problems
from kooperacja_eval.pipeline.files import in_words, write_bytes
from kooperacja_eval.study import RAW_FOLDER, REPORTS_FOLDER, load_config
from kooperacja_eval.text import Lang

WORKBOOK = "problems.xlsx"


def check_study(folder: Path, *, progress: Progress | None = None) -> StudyData:
    """Read a study and return its data with every problem; nothing is written.

    Beside what ``read_raw`` finds: what is wrong with recommendations and their evidence.
    """
    config = load_config(folder)
    data = read_raw(folder, config, progress=progress)
    found = evidence_problems(data.tables, config, sound=not data.errors)
    problems = sorted((*data.problems, *found), key=lambda problem: problem.sort_key)
    return replace(data, problems=tuple(problems))


def write_problems(
    folder: Path,
    data: StudyData,
    *,
    form: Literal["json", "xlsx"],
    output: Path | None,
    lang: Lang,
) -> Path | str:
    """Return the problems as JSON text, or write them to a file.

    Parameters
    ----------
    folder : Path
        The study folder.
    data : StudyData
        What ``check_study`` returned.
    form : {"json", "xlsx"}
        JSON for programs; a workbook with links to the cells for people.
    output : Path, optional
        File to write; a workbook is written to ``reports/problems.xlsx`` without it.
    lang : {"pl", "en"}
        Language of the messages.

    Returns
    -------
    Path or str
        The file written, or the JSON text.
    """
    problems = release_problems(data.problems)
    if form == "json":
        content = problems_json(problems, lang)
        if output is None:
            return content.decode()
    else:
        output = output or folder / REPORTS_FOLDER / WORKBOOK
        target = output.parent.resolve()
        raw = (folder / RAW_FOLDER).resolve()
        content = problems_workbook(problems, lang, raw=raw, folder=target)
    with in_words(output.parent):
        write_bytes(output, content)
    return output
