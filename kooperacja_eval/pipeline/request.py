"""What a build has to do, found out before anything heavy is imported."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kooperacja_eval.pipeline.files import sha256_of
from kooperacja_eval.pipeline.reports import ReportKind, chosen, stem
from kooperacja_eval.pipeline.state import (
    MANIFEST_FILE,
    PACKAGE_NOTEBOOKS,
    all_current,
    code_sha256,
    fingerprint,
    raw_inputs,
    read_json,
    versions,
)
from kooperacja_eval.study import (
    NOTEBOOKS_FOLDER,
    REPORTS_FOLDER,
    Profile,
    StudyConfig,
    load_config,
)
from kooperacja_eval.text import Lang, Text

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOrder:
    """One report to build: which, in which language and profile, from which inputs."""

    kind: ReportKind
    notebook: Path
    lang: Lang
    profile: Profile
    stem: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build did.

    Attributes
    ----------
    written : tuple of Path
        Files written; empty where everything was current.
    left_out : tuple of Text
        One line for each report that the study's tables do not allow, with what they lack.
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
) -> list[ReportOrder]:
    """Return the reports asked for with the fingerprints of what they are made from."""
    defaults: tuple[Lang, Profile] = (config.study.language, config.disclosure.profile)
    language, wanted = lang or defaults[0], profile or defaults[1]
    common = {"inputs": raw_inputs(folder), "code": code_sha256(), "versions": versions()}
    found = []
    for kind in chosen(names):
        notebook = notebook_of(folder, kind.name)
        parts = {**common, "notebook": sha256_of(notebook), "lang": language, "profile": wanted}
        found.append(
            ReportOrder(
                kind=kind,
                notebook=notebook,
                lang=language,
                profile=wanted,
                stem=stem(kind.name, lang=language, profile=wanted, defaults=defaults),
                fingerprint=fingerprint(parts),
            )
        )
    return found


def notebook_of(folder: Path, name: str) -> Path:
    """Return the notebook of a report: the study's own where it has one, else the package's."""
    own = folder / NOTEBOOKS_FOLDER / f"{name}.ipynb"
    return own if own.is_file() else PACKAGE_NOTEBOOKS / f"{name}.ipynb"


def build_if_needed(
    folder: Path,
    *,
    names: Collection[str] | None = None,
    profile: Profile | None = None,
    lang: Lang | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> BuildResult:
    """Build the reports whose inputs have changed; return at once where none have.

    Parameters
    ----------
    folder : Path
        The study folder.
    names : collection of str, optional
        Reports; by default every one that the study's tables allow.
    profile, lang : str, optional
        Disclosure profile and language; by default those of ``study.toml``.
    jobs : int
        How many reports are rendered at once.

    Raises
    ------
    KooperacjaError
        Whatever is wrong with the study, its data or a notebook; earlier reports stay.
    """
    config = load_config(folder)
    wanted = orders(folder, config, names=names, profile=profile, lang=lang)
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
    """Return the line that says which tables a report lacks."""
    tables = ", ".join(lacks)
    return Text(
        f"{kind.name}: pominięto, bo badanie nie ma żadnej z tabel: {tables}.",
        f"{kind.name}: left out, since the study has none of the tables: {tables}.",
    )
