"""How long the filled forms of all teams take, beside pandas and openpyxl doing the same.

Run: ``python -m benchmarks.forms [FORMS]``. Synthetic monthly forms are written to a temporary
folder. ``ingest_study`` finds, reads and checks them and makes typed tables, checksums of files
included. Beside it, in the same process: ``pandas.read_excel`` with openpyxl reads the same
sheets, columns get their fields, codes and types by pandas, and pandera checks the tables. Both
have to give the same rows; which rows are empty suggestions is told to both.
"""

import datetime as dt
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from pandera.errors import SchemaErrors

from benchmarks.ingest import config
from kooperacja_eval.forms.content import Identity, text_of
from kooperacja_eval.forms.known import Known, Option, Stay, Team, identifier, months_between
from kooperacja_eval.forms.layout import VERSION_SHEET, SheetLayout
from kooperacja_eval.forms.monthly import MONTHLY, monthly_form
from kooperacja_eval.forms.write import form_bytes
from kooperacja_eval.ingest.run import ingest_study
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import SOURCE_FIELDS
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.validate import pandera_schema
from kooperacja_eval.study import RAW_FOLDER, Forms, StudyConfig

FORMS: Final = 540
FAMILIES: Final = 7
MEMBERS: Final = 10
FIRST, LAST = dt.date(2019, 7, 1), dt.date(2020, 12, 31)
ROMAN: Final = {
    name: number
    for number, name in enumerate(
        ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), start=1
    )
}
IDENTITY: Final = Identity(
    study="benchmark", title="Pomiar", synthetic=True, lang="pl", dated=LAST, until=LAST
)
TABLE_NAMES: Final = ("meetings", "attendance", "contacts", "services", "goals", "conclusions")


def write_forms(folder: Path, forms: int) -> None:
    """Write the forms of as many teams and months as are asked for; everything is made up."""
    rng = np.random.default_rng(2019)
    months = months_between(FIRST, LAST)
    for number in range(forms):
        team = Team(
            pzk_id=f"LU-{number // len(months) + 1:02d}",
            name="Zespół",
            voivodeship="lubelskie",
            started_on=FIRST,
        )
        month = months[number % len(months)]
        path = folder / RAW_FOLDER / team.pzk_id / f"{month:%Y-%m}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_filled(team, month, rng))


def _filled(team: Team, month: dt.date, rng: np.random.Generator) -> bytes:
    families = [f"{team.pzk_id}-R{n:02d}" for n in range(1, FAMILIES + 1)]
    entities = [Option(f"LU-P{n:03d}", "Ośrodek") for n in range(1, MEMBERS + 1)]
    known = Known(
        teams=(team,),
        months=months_between(FIRST, LAST),
        families={team.pzk_id: [Stay(pzk_id=team.pzk_id, who=one) for one in families]},
        members={team.pzk_id: [Stay(pzk_id=team.pzk_id, who=one.id) for one in entities]},
        all={"entities.entity_id": tuple(entities)},
    )
    meeting, code = f"{team.pzk_id}-S{month:%m}{month.year % 10}", f"{month:%Y%m}"
    service = f"-U{month.month + 12 * (month.year - 2019):02d}"
    rows = {
        "meetings": [
            {"meeting_id": meeting, "held_on": month.replace(day=12), "level": "pzk",
             "mode": "remote", "minutes": 90, "families_discussed": 5},
        ],
        "attendance": [
            {"meeting_id": meeting, "entity_id": one.shown, "persons": 1} for one in entities
        ],
        "contacts": [
            {
                "family_id": one,
                "contacts": int(rng.poisson(4)),
                "hours": 2.5,
                "mode": "in_person",
            }
            for one in families
        ],
        "services": [
            {"service_id": families[0] + service, "family_id": families[0], "kind": "therapy",
             "planned_on": month, "status": "suspended", "status_on": month},
        ],
        "goals": [
            {"goal_id": f"{families[1]}-C{service[2:]}", "family_id": families[1],
             "domain": "health", "baseline": -1, "set_on": month, "revision": 0},
        ],
        "difficulties": [
            {"conclusion_id": f"{team.pzk_id}-{code}-T01", "text": "Brakuje czasu.", "step": "K8"},
        ],
        "conclusions": [
            {"conclusion_id": f"{team.pzk_id}-{code}-W01", "kind": "conclusion", "text": "Razem."},
        ],
    }  # fmt: skip
    shown = {
        key: [
            {
                name: text_of(MONTHLY.sheet(key).table.fields[name], cell, "pl")
                for name, cell in row.items()
            }
            for row in several
        ]
        for key, several in rows.items()
    }
    form = monthly_form(known, team, month, IDENTITY)
    return form_bytes(form.filled(shown, role="animator (OPS)"))


def forms_only() -> StudyConfig:
    """Return a configuration with one entry of forms."""
    return config("-").model_copy(update={"sources": (), "forms": (Forms(files="*/*.xlsx"),)})


def ours(folder: Path, study: StudyConfig) -> dict[str, pd.DataFrame]:
    """Read the forms with the package."""
    result = ingest_study(folder, study)
    if result.problems:
        raise RuntimeError(f"unexpected problems: {result.problems[:3]}")
    return result.tables


def theirs(folder: Path) -> dict[str, pd.DataFrame]:
    """Read the forms with pandas and openpyxl, and check them with pandera."""
    raw = folder / RAW_FOLDER
    pieces: dict[str, list[pd.DataFrame]] = {name: [] for name in TABLE_NAMES}
    wanted = [sheet.name.pl for sheet in MONTHLY.sheets]
    for path in sorted(raw.glob("*/*.xlsx")):
        sheets = pd.read_excel(
            path, sheet_name=[VERSION_SHEET, *wanted], header=None, engine="openpyxl"
        )
        if dict(sheets[VERSION_SHEET].to_numpy())["version"] != MONTHLY.version:
            raise RuntimeError("another version")
        for layout in MONTHLY.sheets:
            rows = _rows(layout, sheets[layout.name.pl], path.relative_to(raw).as_posix())
            pieces[layout.table.table_name].append(rows)
    return dict(_checked(pieces))


def _rows(layout: SheetLayout, cells: pd.DataFrame, file: str) -> pd.DataFrame:
    """Return the filled rows of a sheet, values above its header in columns of their own."""
    names = [column.field.name for column in layout.columns]
    frame = cells.iloc[layout.first_row - 1 :, : len(names)].set_axis(names, axis=1)
    frame = frame.dropna(subset=[n for n in names if n not in layout.suggested], how="all")
    above = {
        name: cells.iloc[row - 1, 1]
        for name, row in layout.above_rows.items()
        if name in layout.table.fields
    }
    return frame.assign(
        **above,
        source_file=file,
        source_sheet=layout.name.pl,
        source_row=frame.index + 1,
    )


def _checked(pieces: Mapping[str, list[pd.DataFrame]]) -> Iterator[tuple[str, pd.DataFrame]]:
    for name, frames in pieces.items():
        table = TABLES[name]
        whole = pd.concat([frame.astype(object) for frame in frames], ignore_index=True)
        whole = whole.reindex(columns=list(table.dtypes()))
        described = {**table.fields, **SOURCE_FIELDS}
        typed = pd.DataFrame({n: _typed(field, whole[n]) for n, field in described.items()})
        try:
            pandera_schema(table).validate(typed, lazy=True)
        except SchemaErrors as error:
            raise RuntimeError(f"{name}: the made-up forms break their own rules") from error
        yield name, typed


def _typed(field: Field, column: "pd.Series[object]") -> "pd.Series[object]":
    if field.codes is not None:
        column = column.map({code.label.pl: code.id for code in field.codes})
    elif field.kind == "month":
        column = column.map(_month, na_action="ignore")
    elif field.references:
        column = column.map(identifier, na_action="ignore")
    if field.kind in ("date", "month"):
        return pd.to_datetime(column).astype("datetime64[us]")
    if field.kind in ("integer", "number"):
        return pd.to_numeric(column).astype(field.dtype)
    return column.astype(field.dtype)


def _month(text: str) -> pd.Timestamp:
    found = re.fullmatch(r"([IVX]+)\.(\d{4})", text)
    if found is None:
        raise RuntimeError("a month that is none")
    return pd.Timestamp(int(found[2]), ROMAN[found[1]], 1)


def run(forms: int = FORMS, rounds: int = 3) -> dict[str, float]:
    """Measure both in one run.

    Returns
    -------
    dict
        ``forms``, ``ours_s`` (best of several rounds), ``theirs_s`` (one round: it takes long)
        and ``ratio``.

    Raises
    ------
    RuntimeError
        Where the two do not give the same tables.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_forms(folder, forms)
        study = forms_only()
        mine = ours(folder, study)  # not measured: imports are new to it
        seconds = []
        for _ in range(rounds):
            start = time.perf_counter()
            ours(folder, study)
            seconds.append(time.perf_counter() - start)
        start = time.perf_counter()
        other = theirs(folder)
        theirs_s = time.perf_counter() - start
    for name, frame in other.items():
        keys = list(TABLES[name].keys())
        pd.testing.assert_frame_equal(
            mine[name].sort_values(keys, ignore_index=True),
            frame.sort_values(keys, ignore_index=True),
            check_exact=True,
        )
    ours_s = max(min(seconds), 1e-9)
    return {"forms": forms, "ours_s": ours_s, "theirs_s": theirs_s, "ratio": theirs_s / ours_s}


if __name__ == "__main__":
    found = run(int(sys.argv[1]) if len(sys.argv) > 1 else FORMS)
    print(
        f"{found['forms']:.0f} filled forms to checked tables: {found['ours_s']:.2f} s, pandas and "
        f"openpyxl {found['theirs_s']:.2f} s; {found['ratio']:.1f} times faster"
    )
