"""Proves that reports are reproducible: builds them again from the raw files and compares."""

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kooperacja_eval.errors import ReproducibilityError
from kooperacja_eval.pipeline.build import render_all
from kooperacja_eval.pipeline.data import Progress, read_raw, require_sound
from kooperacja_eval.pipeline.files import sha256_of
from kooperacja_eval.pipeline.manifest import index_entries, parameters_of, still_there
from kooperacja_eval.pipeline.reports import chosen
from kooperacja_eval.pipeline.request import ReportOrder, notebook_of, works_of
from kooperacja_eval.pipeline.state import MANIFEST_FILE, read_json
from kooperacja_eval.reporting.index import write_index
from kooperacja_eval.study import REPORTS_FOLDER, StudyConfig, load_config
from kooperacja_eval.text import Text

Entries = dict[str, dict[str, Any]]


def verify_study(
    folder: Path, *, jobs: int | None = None, progress: Progress | None = None
) -> list[Path]:
    """Rebuild every report of a study into a temporary folder and compare byte by byte.

    Raw files are read anew; nothing stored between is trusted. The files in ``reports/`` are
    compared both with the manifest and with the rebuilt ones.

    Parameters
    ----------
    folder : Path
        The study folder.
    jobs : int, optional
        How many reports are built at once; by default one for each processor.

    Returns
    -------
    list of Path
        The files that were compared and are the same.

    Raises
    ------
    ReproducibilityError
        Where there is no manifest, or a file is missing, changed or comes out different.
    ConfigurationError
        Where the manifest cannot be read, or names a report that this version does not build.
    """
    config = load_config(folder)
    reports = folder / REPORTS_FOLDER
    manifest = read_json(reports / MANIFEST_FILE)
    entries, index = manifest.get("reports"), manifest.get("index")
    if not isinstance(entries, dict) or not isinstance(index, dict) or not entries:
        raise ReproducibilityError(
            Text(
                f"W {reports} nie ma czego sprawdzać. Najpierw uruchom polecenie build.",
                f"There is nothing to verify in {reports}. Run the command build first.",
            )
        )
    data = read_raw(folder, config, progress=progress)
    require_sound(data)
    orders = [
        _order(folder, stem, entry)
        for stem, entry in still_there(entries, data).items()
        if entry["outputs"]
    ]
    with tempfile.TemporaryDirectory() as name:
        rendered = render_all(config, data, orders, Path(name), jobs=jobs, progress=progress)
        files = [path for report in rendered for path in report.files]
        files.append(write_index(Path(name), index_entries(entries, config), config=config))
        rebuilt = {path.name: sha256_of(path) for path in files}
    expected = {output["path"]: output["sha256"] for output in _outputs(entries, index)}
    _compare(reports, expected, rebuilt, _commands(config, entries))
    return [reports / name for name in expected]


def _order(folder: Path, stem: str, entry: Mapping[str, Any]) -> ReportOrder:
    [kind] = chosen([entry["name"]])
    return ReportOrder(
        kind=kind,
        notebook=notebook_of(folder, kind.name),
        lang="en" if entry["lang"] == "en" else "pl",
        profile="internal" if entry["profile"] == "internal" else "public",
        stem=stem,
        fingerprint=entry["fingerprint"],
        parameters=parameters_of(entry),
        bibliography=works_of(folder, kind),
    )


def _outputs(entries: Entries, index: dict[str, str]) -> list[dict[str, str]]:
    return [*(output for entry in entries.values() for output in entry["outputs"]), index]


def _commands(config: StudyConfig, entries: Entries) -> dict[str, str]:
    """Return, by the file that it builds, the command that builds it again."""
    commands: dict[str, str] = {}
    for entry in entries.values():
        words = ["build"]
        words += ["--report", entry["name"]] if parameters_of(entry) else []
        words += ["--lang", entry["lang"]] if entry["lang"] != config.study.language else []
        if entry["profile"] != config.disclosure.profile:
            words += ["--profile", entry["profile"]]
        commands |= {output["path"]: " ".join(words) for output in entry["outputs"]}
    return commands


def _compare(
    reports: Path, expected: dict[str, str], rebuilt: dict[str, str], commands: dict[str, str]
) -> None:
    missing = [name for name in expected if not (reports / name).is_file()]
    changed = [
        name
        for name, sha256 in expected.items()
        if name not in missing and sha256_of(reports / name) != sha256
    ]
    different = [name for name, sha256 in expected.items() if rebuilt.get(name) != sha256]
    wrong = [*missing, *changed, *different]
    if wrong:
        again = _names(sorted({commands.get(name, "build") for name in wrong}))
        raise ReproducibilityError(
            Text(
                f"Raporty w {reports} nie są powtarzalne. Brakujące pliki: {_names(missing)}; "
                f"zmienione po zbudowaniu: {_names(changed)}; inne po ponownym zbudowaniu: "
                f"{_names(different)}. Zbuduj je jeszcze raz: {again}.",
                f"The reports in {reports} are not reproducible. Missing files: "
                f"{_names(missing)}; changed since they were built: {_names(changed)}; different "
                f"when rebuilt: {_names(different)}. Build them again: {again}.",
            )
        )


def _names(names: Iterable[str]) -> str:
    return ", ".join(names) or "–"
