"""How long ingest takes, beside pandera alone on data that already have their types.

Run: ``python benchmarks/ingest.py [ROWS]``. Synthetic rows of the table ``families`` with all its
columns are written as CSV and as parquet to a temporary folder and read back through
``ingest_study``: reading, checksum, parsing, validation. Beside it, in the same process and
round, pandera checks the same table after it has its types. Medians of several rounds.
"""

import datetime as dt
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from pandera.errors import SchemaErrors

from kooperacja_eval.ingest.run import ingest_study
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.validate import pandera_schema
from kooperacja_eval.study import RAW_FOLDER, StudyConfig

FAMILIES = TABLES["families"]
ROWS = 1_000_000
ROUNDS = 5
SEED = 2019
FAMILIES_PER_TEAM = 80


def families(rows: int) -> pd.DataFrame:
    """Return synthetic families with the types of their table; identifiers are made up."""
    rng = np.random.default_rng(SEED)
    number = np.arange(rows)
    team = [f"LU-{n:05d}" for n in range(rows // FAMILIES_PER_TEAM + 1)]
    teams = pd.Series(team, dtype="str").take(number // FAMILIES_PER_TEAM).reset_index(drop=True)
    last = pd.Series([f"-R{n:02d}" for n in range(FAMILIES_PER_TEAM)], dtype="str")
    ids = teams + last.take(number % FAMILIES_PER_TEAM).reset_index(drop=True)
    frame = pd.DataFrame(
        {name: _column(field, rows, rng) for name, field in FAMILIES.fields.items()}
    )
    frame["family_id"], frame["pzk_id"] = ids, teams
    frame["source_file"] = pd.Series("families.csv", index=frame.index, dtype="str")
    frame["source_sheet"] = pd.Series(pd.NA, index=frame.index, dtype="str")
    frame["source_row"] = pd.Series(number + 2, dtype="Int64")
    return frame.astype(FAMILIES.dtypes())


def _column(field: Field, rows: int, rng: np.random.Generator) -> "pd.Series[str]":
    if field.codes is not None:
        return pd.Series(rng.choice(field.codes.ids, rows), dtype="str")
    if field.kind == "month":
        return pd.Series(rng.choice(np.array(["2019-09-01", "2019-12-01"], "datetime64[us]"), rows))
    if field.kind == "date":
        days = np.datetime64("2019-09-01", "us") + rng.integers(0, 400, rows).astype("m8[D]")
        missing = not field.required
        return pd.Series(np.where(missing & (rng.random(rows) < 0.2), np.datetime64("NaT"), days))
    return pd.Series("x", index=range(rows), dtype="str")


def write_raw(frame: pd.DataFrame, folder: Path) -> None:
    """Write the families as people send them: labels for headers and codes, Polish dates."""
    written = pd.DataFrame(
        {field.label.pl: _as_text(frame[name], field) for name, field in FAMILIES.fields.items()}
    )
    raw = folder / RAW_FOLDER
    raw.mkdir(parents=True)
    written.to_csv(raw / "families.csv", sep=";", index=False, encoding="utf-8")
    frame[list(FAMILIES.fields)].to_parquet(raw / "families.parquet", index=False)


def _as_text(column: "pd.Series[str]", field: Field) -> "pd.Series[str]":
    if field.codes is not None:
        return column.map({code.id: code.label.pl for code in field.codes})
    if field.kind == "date":
        return column.dt.strftime("%d.%m.%Y")
    return column.dt.strftime("%m.%Y") if field.kind == "month" else column


def config(file: str) -> StudyConfig:
    """Return a configuration with one source."""
    span = {"first": dt.date(2018, 4, 1), "last": dt.date(2021, 3, 31)}
    return StudyConfig.model_validate(
        {
            "study": {
                "id": "benchmark", "title_pl": "Pomiar", "title_en": "Benchmark",
                "programme": "-", "synthetic": True, "data_date": dt.date(2020, 12, 31),
                "as_of": dt.date(2019, 12, 31), "period": span,
            },
            "macroregions": ({"id": "I", "voivodeships": ("lubelskie",)},),
            "covid": {"first": dt.date(2020, 3, 12)},
            "targets": {
                "entities": 1, "pzk": 1, "families": 1, "families_per_pzk_min": 1,
                "families_per_pzk_max": 100,
            },
            "disclosure": {"profile": "internal"},
            "sources": ({"table": "families", "files": file},),
        }
    )  # fmt: skip


def run(rows: int = ROWS, rounds: int = ROUNDS) -> list[dict[str, str | int | float]]:
    """Measure and return one row for each format.

    Returns
    -------
    list of dict
        ``name``, ``rows``, ``ingest_s``, ``pandera_s`` (medians in seconds) and ``ratio``.
    """
    frame = families(rows)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_raw(frame, folder)
        results = []
        for file in ("families.csv", "families.parquet"):
            checked = config(file)
            ingest, pandera = [], []
            _ingest(folder, checked, rows)  # not measured: memory and imports are new to it
            _pandera(frame)
            for _ in range(rounds):
                ingest.append(_seconds(lambda c=checked: _ingest(folder, c, rows)))
                pandera.append(_seconds(lambda: _pandera(frame)))
            results.append(
                {
                    "name": f"ingest {file}",
                    "rows": rows,
                    "ingest_s": statistics.median(ingest),
                    "pandera_s": statistics.median(pandera),
                    "ratio": statistics.median(ingest) / statistics.median(pandera),
                }
            )
    return results


def _ingest(folder: Path, checked: StudyConfig, rows: int) -> None:
    result = ingest_study(folder, checked)
    if result.problems or len(result.tables["families"]) != rows:
        raise RuntimeError(f"unexpected result: {result.problems[:3]}")


def _pandera(frame: pd.DataFrame) -> None:
    try:
        pandera_schema(FAMILIES).validate(frame, lazy=True)
    except SchemaErrors as error:
        raise RuntimeError("the synthetic families break their own rules") from error


def _seconds(call: Callable[[], None]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    for row in run(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS):
        print(
            f"{row['name']:24} {row['rows']:>9} rows  ingest {row['ingest_s']:.2f} s  "
            f"pandera {row['pandera_s']:.2f} s  ratio {row['ratio']:.2f}"
        )
