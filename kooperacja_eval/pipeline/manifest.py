"""``reports/manifest.json``: what went into the reports and what came out; and the index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kooperacja_eval.ingest.run import RawFile
from kooperacja_eval.pipeline.data import StudyData
from kooperacja_eval.pipeline.files import sha256_of
from kooperacja_eval.pipeline.parameters import existing_values, parameter_words
from kooperacja_eval.pipeline.reports import REPORTS
from kooperacja_eval.pipeline.request import ReportOrder
from kooperacja_eval.pipeline.state import code_sha256, raw_inputs, versions
from kooperacja_eval.reporting.index import IndexEntry
from kooperacja_eval.study import RAW_FOLDER, StudyConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One report as files in a temporary folder.

    Attributes
    ----------
    order : ReportOrder
        What was asked for.
    title : str
        Title of the document.
    files : tuple of Path
        The files made now.
    content : str
        SHA-256 of the document and of the code that gives it its formats.
    kept : tuple of str
        Names of files of the build before that hold the same document, and so stay.
    """

    order: ReportOrder
    title: str
    files: tuple[Path, ...]
    content: str
    kept: tuple[str, ...] = ()


def describe(
    folder: Path,
    config: StudyConfig,
    data: StudyData,
    *,
    earlier: object,
    rendered: Sequence[Rendered],
    lacking: Sequence[ReportOrder],
) -> dict[str, Any]:
    """Return the manifest of a build, without the index.

    Parameters
    ----------
    folder : Path
        The study folder.
    config, data
        What the reports were built from.
    earlier : object
        The reports of the manifest before; those not built now stay, save for those about a
        round, team or place that the tables no longer have, and those that this version does not
        build.
    rendered : sequence of Rendered
        Reports built; their files are still where they were rendered.
    lacking : sequence of ReportOrder
        Reports that the tables do not allow.
    """
    found = still_there(earlier, data)
    entries = {stem: entry for stem, entry in found.items() if entry["name"] in REPORTS}
    for report in rendered:
        entries[report.order.stem] = _entry(
            report.order,
            title=report.title,
            content=report.content,
            outputs=[*_kept(report, entries), *_made(report)],
        )
    for order in lacking:
        entries[order.stem] = _entry(order, lacks=list(order.lacks(data.tables)))
    return {
        "study": config.study.id,
        "synthetic": config.study.synthetic,
        "data_date": config.study.data_date.isoformat(),
        "code": {"sha256": code_sha256(), "versions": versions()},
        "configuration": [
            {"path": name, "sha256": digest}
            for name, digest in raw_inputs(folder).items()
            if not name.startswith(f"{RAW_FOLDER}/")
        ],
        "inputs": [_file(file) for file in data.files],
        "corrections": [{"id": rule.id, "rows": rule.rows} for rule in data.corrections],
        "tables": {name: len(frame) for name, frame in data.tables.items()},
        "reports": entries,
    }


def index_entries(entries: dict[str, Any], config: StudyConfig) -> list[IndexEntry]:
    """Return the lines of the index: reports in their order, then by name of the files."""
    lang = config.study.language
    order = list(REPORTS)
    built = [(stem, entry) for stem, entry in entries.items() if entry["outputs"]]
    return [
        IndexEntry(
            title=entry["title"],
            lang=entry["lang"],
            files=tuple(output["path"] for output in entry["outputs"]),
            group=f"{entry['name']} {entry['profile']} {entry['lang']}",
            parameters=tuple(
                parameter_words(name, value, config).in_(lang)
                for name, value in parameters_of(entry).items()
            ),
        )
        for stem, entry in sorted(built, key=lambda item: (order.index(item[1]["name"]), item[0]))
    ]


def parameters_of(entry: Mapping[str, Any]) -> dict[str, str]:
    """Return the parameters of an entry of the manifest in the order of the report's names."""
    kept = entry.get("parameters", {})
    kind = REPORTS.get(entry["name"])
    return {} if kind is None else {name: kept[name] for name in kind.parameters if name in kept}


def still_there(earlier: object, data: StudyData) -> dict[str, Any]:
    """Return the entries of a manifest whose round, team or place the tables still have."""
    entries = earlier if isinstance(earlier, dict) else {}
    existing = existing_values(data.tables)
    about = {stem: tuple(parameters_of(entry).values()) for stem, entry in entries.items()}
    return {
        stem: entry
        for stem, entry in entries.items()
        if not about[stem] or about[stem] in existing.get(entry["name"], ())
    }


def _file(file: RawFile) -> dict[str, str]:
    return {"path": file.path, "sha256": file.sha256}


def _kept(report: Rendered, entries: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the outputs of the manifest before whose files stay."""
    if not report.kept:
        return []
    before: list[dict[str, str]] = entries[report.order.stem]["outputs"]
    return [output for output in before if output["path"] in report.kept]


def _made(report: Rendered) -> list[dict[str, str]]:
    return [{"path": path.name, "sha256": sha256_of(path)} for path in report.files]


def _entry(
    order: ReportOrder,
    *,
    title: str = "",
    content: str = "",
    outputs: Sequence[dict[str, str]] = (),
    lacks: Sequence[str] = (),
) -> dict[str, Any]:
    return {
        "name": order.kind.name,
        "title": title,
        "lang": order.lang,
        "profile": order.profile,
        "parameters": dict(order.parameters),
        "notebook": sha256_of(order.notebook),
        "fingerprint": order.fingerprint,
        "content": content,
        "outputs": list(outputs),
        "lacks": list(lacks),
    }
