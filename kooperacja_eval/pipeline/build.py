"""Builds reports: notebooks run, documents rendered, files moved into place at the very end.

Several reports are built at once, in forked processes. No thread is started here: a process forked
while a thread holds a lock waits for that lock for ever.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

import kooperacja_eval.reporting.exhibits  # noqa: F401 - notebooks import it: forked ones have it
from kooperacja_eval.errors import ReportError
from kooperacja_eval.pipeline.book import in_its_shape
from kooperacja_eval.pipeline.data import Progress, StudyData
from kooperacja_eval.pipeline.dependence import There, Whole, content_of, whole
from kooperacja_eval.pipeline.files import PART_PREFIX, exclusive, sha256_of, write_json
from kooperacja_eval.pipeline.manifest import Rendered, describe, index_entries
from kooperacja_eval.pipeline.material import gather
from kooperacja_eval.pipeline.parameters import subtitle
from kooperacja_eval.pipeline.removal import remove_dropped
from kooperacja_eval.pipeline.request import BuildResult, ReportOrder, missing_line
from kooperacja_eval.pipeline.state import MANIFEST_FILE, read_json
from kooperacja_eval.pipeline.stored import load
from kooperacja_eval.pipeline.trace_build import with_trace
from kooperacja_eval.pipeline.trace_watch import watched
from kooperacja_eval.pipeline.workers import cores, work_through
from kooperacja_eval.reporting.document import Document, make_document
from kooperacja_eval.reporting.index import write_index
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.render import FORMATS, move_into, render
from kooperacja_eval.reporting.runner import run_notebook
from kooperacja_eval.study import REPORTS_FOLDER, StudyConfig
from kooperacja_eval.text import Text


def build_reports(
    folder: Path,
    config: StudyConfig,
    wanted: Sequence[ReportOrder],
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Build reports into ``reports/``; what was there before stays until all is done.

    Files of earlier reports that no longer exist are removed at the end, unless somebody has
    changed them.

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
        earlier = read_json(reports / MANIFEST_FILE).get("reports", {})
        rendered = render_all(
            config,
            data,
            possible,
            part,
            there=whole(reports, earlier),
            jobs=jobs,
            progress=progress,
        )
        manifest = describe(
            folder, config, data, earlier=earlier, rendered=rendered, lacking=lacking
        )
        index = write_index(part, index_entries(manifest["reports"], config), config=config)
        manifest["index"] = {"path": index.name, "sha256": sha256_of(index)}
        files = [path for report in rendered for path in report.files]
        written = [_move(path, reports) for path in (*files, index)]
        removed = remove_dropped(reports, earlier, manifest["reports"])
        write_json(reports / MANIFEST_FILE, manifest)
    left_out = [missing_line(order.kind, order.lacks(data.tables)) for order in lacking]
    return BuildResult(written=tuple(written), left_out=(*left_out, *removed))


def render_all(
    config: StudyConfig,
    data: StudyData,
    wanted: Sequence[ReportOrder],
    target: Path,
    *,
    there: There | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> list[Rendered]:
    """Build reports into a folder: each in a process of its own, from notebook to files.

    What reports may show is gathered once for each profile, before the first process is forked.
    The files do not depend on ``jobs``, the number of processes at once; by default there is one
    for each processor. A report of which ``there`` holds the same document is not given its formats
    again: only its page of traces is made anew, because it names the raw files.
    """
    materials: dict[str, Material] = {}
    _tell(progress, 0, len(wanted))
    for order in wanted:
        if order.profile not in materials:
            materials[order.profile] = gather(config, data, profile=order.profile)

    def work(order: ReportOrder) -> Rendered:
        material = materials[order.profile]
        return _report(config, data, order, material, target, (there or {}).get(order.stem))

    return work_through(
        work,
        wanted,
        jobs=cores() if jobs is None else jobs,
        name=attrgetter("stem"),
        finished=lambda done: _tell(progress, done, len(wanted)),
    )


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None and total:
        progress("reports", done, total)


def _report(
    config: StudyConfig,
    data: StudyData,
    order: ReportOrder,
    material: Material,
    target: Path,
    before: Whole | None,
) -> Rendered:
    """Run a notebook, trace its numbers, and render its document where it is another one."""
    try:
        document = _document(config, order, material)
        document, page = with_trace(config, data, order, material, document)
        content = content_of(document)
        kept = before.files if before is not None and before.content == content else ()
        files = [] if kept else render(document, target / order.stem, FORMATS)
        return Rendered(
            order=order,
            title=document.title,
            content=content,
            files=(*files, *move_into(target, page)),
            kept=kept,
        )
    except ReportError as error:
        if not order.parameters:
            raise
        said = Text(f"{order.stem}: {error.text.pl}", f"{order.stem}: {error.text.en}")
        raise ReportError(said) from error


def _document(config: StudyConfig, order: ReportOrder, material: Material) -> Document:
    report, recorder = watched(replace(material, lang=order.lang))
    executed = run_notebook(
        order.notebook,
        parameters=order.parameters,
        context={"report": report},
        lang=order.lang,
        observer=recorder,
    )
    document = make_document(
        executed,
        study=config.study.title,
        data_date=config.study.data_date,
        synthetic=config.study.synthetic,
        subtitle=subtitle(order.parameters, config),
    )
    return in_its_shape(document, config, order)


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
