"""Which report a name means, what it was made from, and whether its files are still of that.

A report is named as its files are: ``pilot_summary``, ``pzk_profile-LU-01``, ``ex_post-en``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final, get_args

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.pipeline.data import Progress, StudyData
from kooperacja_eval.pipeline.material import gather
from kooperacja_eval.pipeline.parameters import existing_values
from kooperacja_eval.pipeline.reports import REPORTS, ReportKind, stem
from kooperacja_eval.pipeline.request import ReportOrder, is_current, notebook_of, orders
from kooperacja_eval.pipeline.state import MANIFEST_FILE, read_json
from kooperacja_eval.pipeline.stored import load
from kooperacja_eval.pipeline.trace_run import TracedItem, run_traced
from kooperacja_eval.pipeline.trace_values import Values, search_values
from kooperacja_eval.pipeline.trace_words import describer
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.sections import Profile
from kooperacja_eval.study import REPORTS_FOLDER, StudyConfig, load_config
from kooperacja_eval.text import LANGUAGES, Lang, Text

NEAR: Final = 5
"""At most so many similar names are shown beside an unknown one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedReport:
    """A report that the tables of a study allow, in a language and a profile."""

    kind: ReportKind
    parameters: Mapping[str, str]
    lang: Lang
    profile: Profile
    stem: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TracedReport:
    """A report with everything that it shows, ready to be asked.

    Attributes
    ----------
    config, data : StudyConfig, StudyData
        The study.
    report : NamedReport
        Which report.
    released : Values
        The released values that it was given.
    items : tuple of TracedItem
        What it shows, in order.
    current : bool, optional
        Whether the files in ``reports/`` were made from the same inputs; None without files.
    """

    config: StudyConfig
    data: StudyData
    report: NamedReport
    released: Values
    items: tuple[TracedItem, ...]
    current: bool | None


def traced_report(folder: Path, name: str, *, progress: Progress | None = None) -> TracedReport:
    """Return a report with what each of its figures, tables and sentences was made from.

    Raises
    ------
    ConfigurationError
        For a name that is no report of the study; similar names are given.
    ReportError
        Where the notebook fails.
    KooperacjaError
        Whatever is wrong with the study or its data.
    """
    config = load_config(folder)
    data = load(folder, config, progress=progress)
    report = find_report(config, data, name)
    material = replace(gather(config, data, profile=report.profile), lang=report.lang)
    return TracedReport(
        config=config,
        data=data,
        report=report,
        released=_values(material),
        items=tuple(items_of(folder, report, material)),
        current=_is_current(folder, config, report),
    )


def traced_order(
    config: StudyConfig,
    data: StudyData,
    order: ReportOrder,
    material: Material,
    items: Iterable[TracedItem],
) -> TracedReport:
    """Return a report that is being built, from what its run has shown already.

    Parameters
    ----------
    config, data
        The study.
    order : ReportOrder
        The report.
    material : Material
        What it was given.
    items : iterable of TracedItem
        What it shows, in order.
    """
    report = NamedReport(
        kind=order.kind,
        parameters=order.parameters,
        lang=order.lang,
        profile=order.profile,
        stem=order.stem,
    )
    return TracedReport(
        config=config,
        data=data,
        report=report,
        released=_values(material),
        items=tuple(items),
        current=None,
    )


def _values(material: Material) -> Values:
    return search_values(material.values.frame, describer(material))


def items_of(folder: Path, report: NamedReport, material: Material) -> list[TracedItem]:
    """Return what a report shows with what it was made from."""
    return run_traced(
        notebook_of(folder, report.kind.name),
        parameters=report.parameters,
        material=material,
        lang=report.lang,
    )


def find_report(config: StudyConfig, data: StudyData, name: str) -> NamedReport:
    """Return the report that files of this name hold.

    Raises
    ------
    ConfigurationError
        Where there is none; similar names are given, or all kinds of reports.
    """
    known = _known(config, data)
    if name not in known:
        near = get_close_matches(name, known, n=NEAR) or list(REPORTS)
        raise ConfigurationError(_no_report(name, near))
    return known[name]


def _known(config: StudyConfig, data: StudyData) -> dict[str, NamedReport]:
    own: tuple[Lang, Profile] = (config.study.language, config.disclosure.profile)
    existing = existing_values(data.tables)
    found: dict[str, NamedReport] = {}
    for kind in REPORTS.values():
        if kind.lacks(data.tables):
            continue
        values = existing.get(kind.name, ()) if kind.parameters else ((),)
        for each in values:
            parameters = dict(zip(kind.parameters, each, strict=True))
            for lang in LANGUAGES:
                for profile in get_args(Profile):
                    file = stem(
                        kind.name, lang=lang, profile=profile, defaults=own, parameters=parameters
                    )
                    found[file] = NamedReport(
                        kind=kind, parameters=parameters, lang=lang, profile=profile, stem=file
                    )
    return found


def _is_current(folder: Path, config: StudyConfig, report: NamedReport) -> bool | None:
    manifest = read_json(folder / REPORTS_FOLDER / MANIFEST_FILE)
    built = manifest.get("reports")
    if not isinstance(built, dict) or report.stem not in built:
        return None
    wanted = orders(
        folder,
        config,
        names=[report.kind.name],
        profile=report.profile,
        lang=report.lang,
        where={name: [value] for name, value in report.parameters.items()},
    )
    [order] = [order for order in wanted if order.stem == report.stem]
    return is_current(folder, manifest, order)


def _no_report(name: str, near: list[str]) -> Text:
    names = ", ".join(near)
    return Text(
        f"Badanie nie ma raportu „{name}”. Podobne nazwy: {names}. Raport nazywa się tak jak jego "
        "pliki, bez końcówki.",
        f"The study has no report “{name}”. Similar names: {names}. A report is called as its "
        "files are, without their ending.",
    )
