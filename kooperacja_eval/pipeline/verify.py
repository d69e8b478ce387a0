"""Proves that reports are reproducible: builds them again from the raw files and compares."""

import tempfile
from pathlib import Path

from kooperacja_eval.errors import ReproducibilityError
from kooperacja_eval.pipeline.build import render_all
from kooperacja_eval.pipeline.data import Progress, read_raw, require_sound
from kooperacja_eval.pipeline.files import sha256_of
from kooperacja_eval.pipeline.reports import REPORTS
from kooperacja_eval.pipeline.request import ReportOrder, notebook_of
from kooperacja_eval.pipeline.state import MANIFEST_FILE, read_json
from kooperacja_eval.study import REPORTS_FOLDER, load_config
from kooperacja_eval.text import Text


def verify_study(folder: Path, *, progress: Progress | None = None) -> list[Path]:
    """Rebuild every report of a study into a temporary folder and compare byte by byte.

    Raw files are read anew; nothing stored between is trusted. The files in ``reports/`` are
    compared both with the manifest and with the rebuilt ones.

    Returns
    -------
    list of Path
        The files that were compared and are the same.

    Raises
    ------
    ReproducibilityError
        Where there is no manifest, or a file is missing, changed or comes out different.
    """
    config = load_config(folder)
    reports = folder / REPORTS_FOLDER
    entries = read_json(reports / MANIFEST_FILE).get("reports")
    if not isinstance(entries, dict) or not entries:
        raise ReproducibilityError(
            Text(
                f"W {reports} nie ma czego sprawdzać. Najpierw uruchom polecenie build.",
                f"There is nothing to verify in {reports}. Run the command build first.",
            )
        )
    data = read_raw(folder, config, progress=progress)
    require_sound(data)
    orders = [_order(folder, stem, entry) for stem, entry in entries.items() if entry["outputs"]]
    expected = {
        output["path"]: output["sha256"]
        for entry in entries.values()
        for output in entry["outputs"]
    }
    with tempfile.TemporaryDirectory() as name:
        rendered = render_all(config, data, orders, Path(name), progress=progress)
        rebuilt = {path.name: sha256_of(path) for report in rendered for path in report.files}
    _compare(reports, expected, rebuilt)
    return [reports / name for name in expected]


def _order(folder: Path, stem: str, entry: dict[str, str]) -> ReportOrder:
    return ReportOrder(
        kind=REPORTS[entry["name"]],
        notebook=notebook_of(folder, entry["name"]),
        lang="en" if entry["lang"] == "en" else "pl",
        profile="internal" if entry["profile"] == "internal" else "public",
        stem=stem,
        fingerprint=entry["fingerprint"],
    )


def _compare(reports: Path, expected: dict[str, str], rebuilt: dict[str, str]) -> None:
    missing = [name for name in expected if not (reports / name).is_file()]
    changed = [
        name
        for name, sha256 in expected.items()
        if name not in missing and sha256_of(reports / name) != sha256
    ]
    different = [name for name, sha256 in expected.items() if rebuilt.get(name) != sha256]
    if missing or changed or different:
        raise ReproducibilityError(
            Text(
                f"Raporty w {reports} nie są powtarzalne. Brakujące pliki: {_names(missing)}; "
                f"zmienione po zbudowaniu: {_names(changed)}; inne po ponownym zbudowaniu: "
                f"{_names(different)}. Zbuduj je jeszcze raz poleceniem build.",
                f"The reports in {reports} are not reproducible. Missing files: "
                f"{_names(missing)}; changed since they were built: {_names(changed)}; different "
                f"when rebuilt: {_names(different)}. Build them again with the command build.",
            )
        )


def _names(names: list[str]) -> str:
    return ", ".join(names) or "–"
