"""Builds reports: notebooks run, documents rendered, files moved into place at the very end."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import repeat
from pathlib import Path

from kooperacja_eval.pipeline.data import Progress, StudyData
from kooperacja_eval.pipeline.files import PART_PREFIX, exclusive, sha256_of, write_json
from kooperacja_eval.pipeline.manifest import Rendered, describe, index_entries
from kooperacja_eval.pipeline.material import gather
from kooperacja_eval.pipeline.parameters import subtitle
from kooperacja_eval.pipeline.request import BuildResult, ReportOrder, missing_line
from kooperacja_eval.pipeline.state import MANIFEST_FILE, read_json
from kooperacja_eval.pipeline.stored import load
from kooperacja_eval.reporting.document import Document, make_document
from kooperacja_eval.reporting.index import write_index
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.render import FORMATS, render
from kooperacja_eval.reporting.runner import run_notebook
from kooperacja_eval.study import REPORTS_FOLDER, StudyConfig


def build_reports(
    folder: Path,
    config: StudyConfig,
    wanted: Sequence[ReportOrder],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
) -> BuildResult:
    """Build reports into ``reports/``; what was there before stays until all is done.

    Raises
    ------
    KooperacjaError
        Whatever is wrong; no file of an earlier build is touched then.
    """
    data = load(folder, config, progress=progress)
    possible = [order for order in wanted if not order.lacks(data.tables)]
    lacking = [order for order in wanted if order.lacks(data.tables)]
    reports = folder / REPORTS_FOLDER
    with exclusive(reports), _part_folder(reports) as part:
        rendered = render_all(config, data, possible, part, jobs=jobs, progress=progress)
        earlier = read_json(reports / MANIFEST_FILE).get("reports", {})
        manifest = describe(
            folder, config, data, earlier=earlier, rendered=rendered, lacking=lacking
        )
        index = write_index(part, index_entries(manifest["reports"], config), config=config)
        manifest["index"] = {"path": index.name, "sha256": sha256_of(index)}
        files = [path for report in rendered for path in report.files]
        written = [_move(path, reports) for path in (*files, index)]
        write_json(reports / MANIFEST_FILE, manifest)
    left_out = [missing_line(order.kind, order.lacks(data.tables)) for order in lacking]
    return BuildResult(written=tuple(written), left_out=tuple(left_out))


def render_all(
    config: StudyConfig,
    data: StudyData,
    wanted: Sequence[ReportOrder],
    target: Path,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
) -> list[Rendered]:
    """Run the notebooks, then render the documents into a folder.

    Notebooks run in forked processes, and a process may only be forked while it has no other
    thread; so the threads that render start when the last notebook has ended.
    """
    steps = 2 * len(wanted)
    documents = []
    materials: dict[str, Material] = {}
    for done, order in enumerate(wanted):
        if progress is not None:
            progress("reports", done, steps)
        if order.profile not in materials:
            materials[order.profile] = gather(config, data, profile=order.profile)
        documents.append(_document(config, order, materials[order.profile]))
    rendered = []
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        done_ones = pool.map(_render, wanted, documents, repeat(target))
        for done, report in enumerate(done_ones, start=len(wanted) + 1):
            rendered.append(report)
            if progress is not None:
                progress("reports", done, steps)
    return rendered


def _document(config: StudyConfig, order: ReportOrder, material: Material) -> Document:
    context = {"report": replace(material, lang=order.lang)}
    executed = run_notebook(
        order.notebook, parameters=order.parameters, context=context, lang=order.lang
    )
    return make_document(
        executed,
        study=config.study.title,
        data_date=config.study.data_date,
        synthetic=config.study.synthetic,
        subtitle=subtitle(order.parameters, config),
    )


def _render(order: ReportOrder, document: Document, target: Path) -> Rendered:
    files = render(document, target / order.stem, FORMATS)
    return Rendered(order=order, title=document.title, files=tuple(files))


@contextmanager
def _part_folder(reports: Path) -> Iterator[Path]:
    """Give a folder to render in; one that a build left when it was cut off goes first."""
    for leftover in sorted(reports.glob(f"{PART_PREFIX}*")):
        shutil.rmtree(leftover)
    part = Path(tempfile.mkdtemp(dir=reports, prefix=PART_PREFIX))
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _move(path: Path, reports: Path) -> Path:
    path.chmod(0o644)
    return path.replace(reports / path.name)
