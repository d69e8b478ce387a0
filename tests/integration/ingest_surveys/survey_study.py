"""Study folders with surveys for tests; every person in them is synthetic."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from kooperacja_eval.ingest.run import IngestResult, ingest_study
from kooperacja_eval.study import RAW_FOLDER, StudyConfig


def config(mappings: Sequence[str], sources: Sequence[dict[str, str]] = ()) -> StudyConfig:
    """Return the configuration of a study with three waves and some surveys."""
    span = {"first": dt.date(2018, 4, 1), "last": dt.date(2021, 3, 31)}
    waves = tuple(
        {"id": wave, "label_pl": wave, "label_en": wave, "period": span}
        for wave in ("ex_ante", "mid_term", "ex_post")
    )
    return StudyConfig.model_validate(
        {
            "study": {
                "id": "test", "title_pl": "Test", "title_en": "Test", "programme": "-",
                "synthetic": True, "data_date": dt.date(2020, 12, 31),
                "as_of": dt.date(2019, 12, 31), "period": span,
            },
            "macroregions": ({"id": "I", "voivodeships": ("lubelskie",)},),
            "waves": waves,
            "covid": {"first": dt.date(2020, 3, 12)},
            "targets": {
                "entities": 1, "pzk": 1, "families": 1, "families_per_pzk_min": 1,
                "families_per_pzk_max": 9,
            },
            "disclosure": {"profile": "internal"},
            "sources": tuple(sources),
            "surveys": tuple({"mapping": name} for name in mappings),
        }
    )  # fmt: skip


def put(folder: Path, name: str, content: str | bytes) -> None:
    """Write a raw file; a text as UTF-8."""
    path = folder / RAW_FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def limesurvey(text: str) -> bytes:
    """Return a drawn table as LimeSurvey writes CSV: BOM, quotes, CRLF and an empty last line."""
    lines = [[c.strip() for c in line.split("|")] for line in text.strip().splitlines()]
    rows = [";".join(f'"{cell}"' for cell in line) for line in lines]
    return b"\xef\xbb\xbf" + ("\r\n".join(rows) + "\r\n\r\n").encode()


def kobo(text: str) -> bytes:
    """Return a drawn table as KoBoToolbox writes CSV."""
    lines = [[c.strip() for c in line.split("|")] for line in text.strip().splitlines()]
    return "".join(";".join(f'"{cell}"' for cell in line) + "\n" for line in lines).encode()


def write_mapping(folder: Path, text: str, name: str = "survey.toml") -> None:
    """Write a mapping beside ``study.toml``."""
    (folder / name).write_text(text, encoding="utf-8")


def ingested(folder: Path, *mappings: str, sources: Sequence[dict[str, str]] = ()) -> IngestResult:
    """Ingest a folder with surveys."""
    return ingest_study(folder, config(mappings or ("survey.toml",), sources))


def grid(result: IngestResult) -> str:
    """Return answers as text: respondent, then items in their order."""
    answers = result.tables["answers"]
    lines = []
    for name, rows in answers.groupby(["respondent_id", "wave"], sort=False):
        cells = []
        for row in rows.to_dict("records"):
            reason, text, value = row["missing_reason"], row["text"], row["value"]
            number = [f"{value:g}"] if pd.notna(value) else []
            words = [f'"{text}"'] if isinstance(text, str) else []
            cells.append(reason if isinstance(reason, str) else " ".join([*number, *words]))
        lines.append(" | ".join([str(name[0]), *cells]))
    return "\n".join(lines)


def drawn(text: str) -> str:
    """Return a drawn grid without the white space of the drawing."""
    lines = [[c.strip() for c in line.split("|")] for line in text.strip().splitlines()]
    return "\n".join(" | ".join(line) for line in lines)


def told(result: IngestResult) -> list[tuple[str, str, str, int | None, str]]:
    """Return rule, severity, file, row and column of each problem."""
    return [(p.rule, p.severity, p.file, p.row, p.column) for p in result.problems]
