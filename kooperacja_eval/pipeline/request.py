"""What a build has to do, found out before anything heavy is imported."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kooperacja_eval.pipeline.files import sha256_of
from kooperacja_eval.pipeline.parameters import (
    Existing,
    Where,
    check_restrictions,
    chosen_values,
    existing_values,
    kept_values,
)
from kooperacja_eval.pipeline.reports import ReportKind, chosen, stem
from kooperacja_eval.pipeline.state import (
    MANIFEST_FILE,
    PACKAGE_NOTEBOOKS,
    RUN_FILE,
    all_current,
    code_sha256,
    data_fingerprint,
    fingerprint,
    raw_inputs,
    read_json,
    versions,
)
from kooperacja_eval.sections import Profile
from kooperacja_eval.study import (
    BIBLIOGRAPHY_FILE,
    NOTEBOOKS_FOLDER,
    PROCESSED_FOLDER,
    REPORTS_FOLDER,
    StudyConfig,
    load_config,
)
from kooperacja_eval.text import Lang, Text

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOrder:
    """One report to build: which, about what, in which language and profile, from which inputs.

    A report with parameters of which there are no values has none; it cannot be built. A book has
    the study's own list of works, where there is one.
    """

    kind: ReportKind
    notebook: Path
    lang: Lang
    profile: Profile
    stem: str
    fingerprint: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    bibliography: Path | None = None

    def lacks(self, tables: Collection[str]) -> tuple[str, ...]:
        """Return what the report lacks: tables of which one is needed, or columns with values."""
        lacking = self.kind.lacks(tables)
        if lacking or len(self.parameters) == len(self.kind.parameters):
            return lacking
        return tuple(f"{self.kind.one_for_each}.{name}" for name in self.kind.parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build did.

    Attributes
    ----------
    written : tuple of Path
        Files written; empty where everything was current.
    left_out : tuple of Text
        One line for each report that the study's tables do not allow, with what they lack; and for
        each file of a report that there is no longer: that it is removed, or why it stays.
    """

    written: tuple[Path, ...] = ()
    left_out: tuple[Text, ...] = field(default=())


def orders(
    folder: Path,
    config: StudyConfig,
    *,
    names: Collection[str] | None,
    profile: Profile | None,
    lang: Lang | None,
    where: Where | None = None,
    progress: Progress | None = None,
) -> list[ReportOrder]:
    """Return the reports asked for with the fingerprints of what they are made from.

    Of a report with parameters there is one order for each of their values; where the values are
    not known, the tables are loaded.
    """
    kinds, restricted = chosen(names), where or {}
    check_restrictions(kinds, restricted)
    inputs, code = raw_inputs(folder), code_sha256()
    existing: Existing = {}
    if any(kind.parameters for kind in kinds):
        existing = _existing(folder, config, data_fingerprint(inputs, code), progress)
    common = {"inputs": inputs, "code": code, "versions": versions()}
    own: tuple[Lang, Profile] = (config.study.language, config.disclosure.profile)
    form: tuple[Lang, Profile] = (lang or own[0], profile or own[1])
    found: list[ReportOrder] = []
    for kind in kinds:
        several = _parameters(kind, existing.get(kind.name, ()), restricted)
        notebook, works = notebook_of(folder, kind.name), works_of(folder, kind)
        found += _orders_of(kind, several, notebook, works, common, form, own)
    return found


def _orders_of(
    kind: ReportKind,
    several: Sequence[dict[str, str]],
    notebook: Path,
    works: Path | None,
    common: Mapping[str, object],
    form: tuple[Lang, Profile],
    own: tuple[Lang, Profile],
) -> list[ReportOrder]:
    """Return an order for each of the parameters of one report."""
    lang, profile = form
    parts = {**common, "notebook": sha256_of(notebook), "lang": lang, "profile": profile}
    if works is not None:
        parts["works"] = sha256_of(works)
    return [
        ReportOrder(
            kind=kind,
            notebook=notebook,
            lang=lang,
            profile=profile,
            stem=stem(kind.name, lang=lang, profile=profile, defaults=own, parameters=parameters),
            fingerprint=fingerprint({**parts, "parameters": parameters}),
            parameters=parameters,
            bibliography=works,
        )
        for parameters in several
    ]


def _existing(
    folder: Path, config: StudyConfig, current: str, progress: Progress | None
) -> Existing:
    run = read_json(folder / PROCESSED_FOLDER / RUN_FILE)
    kept = kept_values(run, current)
    if kept is not None:
        return kept
    from kooperacja_eval.pipeline.stored import load  # noqa: PLC0415  heavy

    return existing_values(load(folder, config, progress=progress).tables)


def _parameters(
    kind: ReportKind, existing: Sequence[tuple[str, ...]], where: Where
) -> list[dict[str, str]]:
    """Return the parameters of each report of a kind; one without any where there are no values."""
    values = chosen_values(kind, existing, where)
    return [dict(zip(kind.parameters, each, strict=True)) for each in values] or [{}]


def notebook_of(folder: Path, name: str) -> Path:
    """Return the notebook of a report: the study's own where it has one, else the package's."""
    own = folder / NOTEBOOKS_FOLDER / f"{name}.ipynb"
    return own if own.is_file() else PACKAGE_NOTEBOOKS / f"{name}.ipynb"


def works_of(folder: Path, kind: ReportKind) -> Path | None:
    """Return the study's own list of works, for a book, where there is one."""
    path = folder / BIBLIOGRAPHY_FILE
    return path if kind.shape == "book" and path.is_file() else None


def build_if_needed(
    folder: Path,
    *,
    names: Collection[str] | None = None,
    profile: Profile | None = None,
    lang: Lang | None = None,
    where: Where | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Build the reports whose inputs have changed; return at once where none have.

    Parameters
    ----------
    folder : Path
        The study folder.
    names : collection of str, optional
        Reports; by default every one without parameters that the study's tables allow.
    profile, lang : str, optional
        Disclosure profile and language; by default those of ``study.toml``.
    where : mapping of str to collection of str, optional
        Values of parameters, such as rounds and teams; by default all that there are.
    jobs : int, optional
        How many reports are built at once; by default one for each processor.

    Raises
    ------
    KooperacjaError
        Whatever is wrong with the study, its data or a notebook; earlier reports stay.
    """
    config = load_config(folder)
    wanted = orders(
        folder, config, names=names, profile=profile, lang=lang, where=where, progress=progress
    )
    manifest = read_json(folder / REPORTS_FOLDER / MANIFEST_FILE)
    stale = [order for order in wanted if not is_current(folder, manifest, order)]
    if not stale and _index_is_current(folder, manifest):
        return BuildResult(left_out=tuple(left_out(manifest, wanted)))
    from kooperacja_eval.pipeline.build import build_reports  # noqa: PLC0415  heavy

    return build_reports(folder, config, stale, jobs=jobs, progress=progress)


def _index_is_current(folder: Path, manifest: Mapping[str, Any]) -> bool:
    index = manifest.get("index")
    return index is not None and all_current(folder / REPORTS_FOLDER, [index])


def is_current(folder: Path, manifest: Mapping[str, Any], order: ReportOrder) -> bool:
    """Tell whether a report was built from the same inputs and its files are untouched."""
    entry = manifest.get("reports", {}).get(order.stem)
    if entry is None or entry["fingerprint"] != order.fingerprint:
        return False
    return all_current(folder / REPORTS_FOLDER, entry["outputs"])


def left_out(manifest: Mapping[str, Any], wanted: Collection[ReportOrder]) -> list[Text]:
    """Return a line for each report that was not built for lack of tables."""
    entries = manifest.get("reports", {})
    return [
        missing_line(order.kind, entries[order.stem]["lacks"])
        for order in wanted
        if entries.get(order.stem, {}).get("lacks")
    ]


def missing_line(kind: ReportKind, lacks: Collection[str]) -> Text:
    """Return the line that says which tables, or which columns of documents, a report lacks."""
    names = ", ".join(lacks)
    if any("." in name for name in lacks):
        return Text(
            f"{kind.name}: pominięto, bo w danych żaden wiersz nie ma naraz: {names}.",
            f"{kind.name}: left out, since no row of the data has all of: {names}.",
        )
    return Text(
        f"{kind.name}: pominięto, bo badanie nie ma żadnej z tabel: {names}.",
        f"{kind.name}: left out, since the study has none of the tables: {names}.",
    )
