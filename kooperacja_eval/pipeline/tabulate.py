"""``indicators``: values of a study, after disclosure control, in the form asked for."""

import json
import math
from collections.abc import Hashable, Mapping, Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from kooperacja_eval.disclosure.release import release
from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.places import Level
from kooperacja_eval.pipeline.data import Progress
from kooperacja_eval.pipeline.files import in_words, write_bytes
from kooperacja_eval.pipeline.reports import stem
from kooperacja_eval.pipeline.stored import load
from kooperacja_eval.schemas.tables import IndicatorValues
from kooperacja_eval.sections import Profile
from kooperacja_eval.study import REPORTS_FOLDER, StudyConfig, load_config
from kooperacja_eval.text import Lang

WORKBOOK = "indicators"
SHOWN = (
    "indicator_id", "voivodeship", "pzk_id", "group", "period", "numerator", "denominator", "value",
    "ci_low", "ci_high", "n", "n_missing", "method", "status",
)  # fmt: skip
"""Columns of the table on the screen; the other forms have them all."""
DIGITS = 5
SHEET = "indicators"

Table = tuple[pd.DataFrame, dict[str, str]]


def tabulate(
    folder: Path,
    *,
    ids: Sequence[str] | None,
    by: Level,
    form: str,
    profile: Profile | None,
    output: Path | None,
    lang: Lang,
    progress: Progress | None = None,
) -> Table | str | Path:
    """Compute indicators of a study and return them in a form.

    Parameters
    ----------
    folder : Path
        The study folder.
    ids : sequence of str, optional
        Indicators; by default every one that the tables allow.
    by : {"macroregion", "voivodeship", "area", "pzk"}
        Level of the rows.
    form : {"table", "csv", "json", "xlsx"}
        Form of the result.
    profile : {"internal", "public"}, optional
        Disclosure profile; by default that of the study.
    output : Path, optional
        File to write; a workbook is written to ``reports/`` without it.
    lang : {"pl", "en"}
        Language of the headers on the screen and in the workbook.

    Returns
    -------
    tuple, str or Path
        A frame with its headers for the screen, a text, or the file written.
    """
    config = load_config(folder)
    data = load(folder, config, progress=progress)
    released = release(
        compute(data.tables, config, ids=ids, by=by),
        config.disclosure,
        profile=profile,
        context=data.computed(config),
        team_areas=data.team_areas,
    )
    frame = released.frame
    if form == "table" and output is None:
        return _for_screen(frame, lang)
    content = _content(frame, config, form, lang)
    if form == "xlsx":
        defaults = (config.study.language, config.disclosure.profile)
        name = stem(WORKBOOK, lang=lang, profile=released.profile, defaults=defaults)
        output = output or folder / REPORTS_FOLDER / f"{name}.xlsx"
    if output is None:
        return content.decode("utf-8-sig")
    with in_words(output.parent):
        write_bytes(output, content)
    return output


def _content(frame: pd.DataFrame, config: StudyConfig, form: str, lang: Lang) -> bytes:
    if form == "json":
        records = [_plain(row) for row in frame.to_dict("records")]
        text = json.dumps(records, ensure_ascii=False, indent=1, allow_nan=False)
        return f"{text}\n".encode()
    if form == "xlsx":
        return _workbook(frame, config, lang)
    text = frame.to_csv(index=False, sep=";", decimal=",", lineterminator="\n")
    return text.encode("utf-8-sig")


def _plain(row: Mapping[Hashable, Any]) -> dict[str, object]:
    """Return a row as JSON holds it: whole numbers without a fraction, missing as null."""
    return {str(key): _json_value(value) for key, value in row.items()}


def _json_value(value: object) -> object:
    if isinstance(value, str):
        return value
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, float) else int(str(value))


def _for_screen(frame: pd.DataFrame, lang: Lang) -> Table:
    filled = [name for name in SHOWN if frame[name].notna().any() or name == "value"]
    headers = {name: IndicatorValues.fields[name].label.in_(lang) for name in filled}
    numbers = frame[filled].select_dtypes("float64").columns
    shown = frame[filled].astype("object")
    for name in numbers:
        shown[name] = [_rounded(value, lang) for value in frame[name]]
    return shown, headers


def _rounded(value: float, lang: Lang) -> str | None:
    if math.isnan(value):
        return None
    text = f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if lang == "pl" else text


def _workbook(frame: pd.DataFrame, config: StudyConfig, lang: Lang) -> bytes:
    labels = {name: IndicatorValues.fields[name].label.in_(lang) for name in frame.columns}
    buffer = BytesIO()
    with pd.ExcelWriter(buffer, engine="xlsxwriter") as writer:
        created = datetime.combine(config.study.data_date, time(12), tzinfo=UTC).replace(
            tzinfo=None
        )
        writer.book.set_properties({"title": config.study.title.in_(lang), "created": created})
        frame.rename(columns=labels).to_excel(writer, sheet_name=SHEET, index=False)
        sheet = writer.sheets[SHEET]
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
        sheet.autofit()
    return buffer.getvalue()
