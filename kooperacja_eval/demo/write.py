"""``write_demo``: a complete synthetic study in a folder of its own."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import numpy as np

from kooperacja_eval.demo import facts, layout
from kooperacja_eval.demo.books import book_jobs
from kooperacja_eval.demo.conclusions import make_conclusions
from kooperacja_eval.demo.conclusions_files import conclusion_jobs
from kooperacja_eval.demo.evidence import (
    evidence_jobs,
    evidence_sources,
    evidence_truth,
    make_evidence,
)
from kooperacja_eval.demo.fgi_files import FocusGroups, make_focus_groups, write_focus_groups
from kooperacja_eval.demo.fgi_mappings import fgi_tomls
from kooperacja_eval.demo.files import write_bytes, write_csv, write_xlsx
from kooperacja_eval.demo.layout import Job, Tables
from kooperacja_eval.demo.mistakes import MISTAKES, Planter
from kooperacja_eval.demo.plan import Plan, make_plan
from kooperacja_eval.demo.record import record_bytes
from kooperacja_eval.demo.study_files import TomlValue, corrections_toml, study_toml
from kooperacja_eval.demo.survey_files import make_surveys, write_surveys
from kooperacja_eval.demo.survey_mappings import MAPPING, survey_toml
from kooperacja_eval.demo.synthesis import synthesise
from kooperacja_eval.demo.truth import truth
from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.study import (
    CORRECTIONS_FILE,
    NOTEBOOKS_FOLDER,
    PROCESSED_FOLDER,
    RAW_FOLDER,
    REPORTS_FOLDER,
    STUDY_FILE,
)
from kooperacja_eval.text import Text

Progress = Callable[[str, int, int], None]

STAGE: Final = "demo"
"""The stage that ``progress`` is called with."""
TRUTH_FILE: Final = "truth.json"


def write_demo(
    folder: Path,
    *,
    seed: int = 2019,
    families: int = facts.FAMILIES,
    progress: Progress | None = None,
) -> None:
    """Write a synthetic study: configuration, raw files, corrections, and what is planted.

    Parameters
    ----------
    folder : Path
        Where; it must not exist or be empty. Nothing is there until everything is written.
    seed : int
        The same seed always gives the same bytes of every file.
    families : int
        Families and persons, at least 172, of which everything published comes out exactly;
        with more, teams and all totals grow in proportion.
    progress : callable, optional
        Called with the stage, how many files are written, and how many there are.

    Raises
    ------
    ConfigurationError
        Where the folder holds something, its place may not be written, or the number of
        families is out of range.
    """
    plan = make_plan(families)
    target = folder.absolute()
    _require_empty(target)
    try:
        with _draft_of(target) as draft:
            _write_study(draft, plan, seed, progress or _silent)
    except OSError as error:
        raise ConfigurationError(_not_writable(target)) from error


@contextmanager
def _draft_of(target: Path) -> Iterator[Path]:
    """Give a folder to write in; it becomes the target when all went well, and vanishes if not.

    An empty folder stays the folder it is, because somebody may be working in it: the parts
    move into it, ``study.toml`` last.
    """
    existed = target.exists()
    home = target if existed else target.parent
    home.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=home, prefix=".demo-"))
    try:
        yield draft
        if existed:
            for part in sorted(draft.iterdir(), key=lambda path: path.name == STUDY_FILE):
                part.replace(target / part.name)
            draft.rmdir()
        else:
            draft.chmod(0o755)
            draft.replace(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _silent(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


def _require_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigurationError(
            Text(
                f"{folder} już istnieje i nie jest pustym folderem. Podaj inny folder.",
                f"{folder} exists and is not an empty folder. Name another folder.",
            )
        )


def _not_writable(folder: Path) -> Text:
    return Text(
        f"Nie można zapisać w {folder}. Sprawdź prawa dostępu i wolne miejsce albo podaj inny "
        "folder.",
        f"{folder} cannot be written. Check access rights and free space, or name another folder.",
    )


def _write_study(draft: Path, plan: Plan, seed: int, progress: Progress) -> None:
    rng = np.random.default_rng(seed)
    content, dressing, answers, platforms, talks, written, sheets, proof = rng.spawn(8)
    synthesis = synthesise(plan, content)
    large = plan.teams > layout.MOST_TEAMS
    teams = synthesis.tables["pzk"]
    conclusions = make_conclusions(list(teams["pzk_id"]), list(teams["voivodeship"]), written)
    jobs = list(_jobs(synthesis.tables, dressing, large=large))
    jobs += conclusion_jobs(conclusions.table, sheets)
    talked = make_focus_groups(synthesis.teams, talks)
    evidence = make_evidence(conclusions.table, talked.codings)
    jobs += evidence_jobs(evidence, proof)
    planter = Planter(MISTAKES)
    for done, job in enumerate(jobs):
        progress(STAGE, done, len(jobs))
        _write(draft / RAW_FOLDER, job, planter)
    surveys = make_surveys(synthesis.teams, synthesis.members, answers)
    planted = write_surveys(draft / RAW_FOLDER, surveys, platforms, large=large)
    for form in surveys.forms:
        _write_text(draft / MAPPING.format(form.wave), survey_toml(form, large=large))
    groups = _write_groups(draft, talked)
    _write_rest(draft, [*planter.rules(), *(one.rule() for one in planted)], large=large)
    told = truth(plan, seed, synthesis, surveys, groups, conclusions, [*planter.planted, *planted])
    told |= {"evidence": evidence_truth(evidence)}
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    _write_text(draft / TRUTH_FILE, text + "\n")
    progress(STAGE, len(jobs), len(jobs))


def _write_groups(draft: Path, groups: FocusGroups) -> FocusGroups:
    write_focus_groups(draft / RAW_FOLDER, groups)
    for name, mapping in fgi_tomls(groups.paths).items():
        _write_text(draft / name, mapping)
    return groups


def _jobs(tables: Tables, rng: np.random.Generator, *, large: bool) -> list[Job]:
    whole, placed, rest, small = rng.spawn(4)
    jobs = [*layout.placed_jobs(tables, layout.PLACED, placed), *layout.whole_jobs(tables, whole)]
    if large:
        return [*jobs, *layout.large_jobs(tables, rest)]
    jobs += layout.placed_jobs(tables, layout.SMALL, small)
    return [*jobs, *book_jobs(tables, rest)]


def _write(raw: Path, job: Job, planter: Planter) -> None:
    sheets = [
        planter.plant(job.path, part.table, part.rows, part.sheet, in_workbook=job.encoding is None)
        for part in job.make()
    ]
    if job.pack is not None:
        write_bytes(raw / job.path, job.pack(sheets))
    elif job.encoding is None:
        write_xlsx(raw / job.path, sheets)
    else:
        write_csv(raw / job.path, sheets[0], job.encoding)


def _write_rest(draft: Path, rules: Sequence[Mapping[str, TomlValue]], *, large: bool) -> None:
    copied = {"published": layout.PUBLISHED, "recommendations": layout.RECOMMENDATIONS}
    for table, path in copied.items():
        target = draft / RAW_FOLDER / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(record_bytes(table))
    for name in (PROCESSED_FOLDER, NOTEBOOKS_FOLDER, REPORTS_FOLDER):
        (draft / name).mkdir()
    _write_text(draft / STUDY_FILE, study_toml(large=large) + evidence_sources())
    _write_text(draft / CORRECTIONS_FILE, corrections_toml(rules))


def _write_text(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")
