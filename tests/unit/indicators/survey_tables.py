"""Surveys drawn as text: one line for a respondent in a wave, one column for an item."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
from indicator_tables import TEAMS, config, drawn, table

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.places import Level
from kooperacja_eval.matrix import EvaluationMatrix
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import Period
from kooperacja_eval.study import StudyConfig, Wave

WAVES = ("ex_ante", "mid_term", "ex_post")
REASONS = {"-": "skipped", "?": "dont_know", "x": "not_asked"}
"""How missing answers are drawn."""
FIXED: Mapping[str, Mapping[str, object]] = {
    "items": {
        "instrument": "proba", "version": "1", "kind": "rating", "measure": "current",
        "low": 1, "high": 5, "reverse": "no",
    },
    "scales": {
        "instrument": "proba", "version": "1", "scoring": "mean", "min_answered": 0.5,
        "low": 1, "high": 5, "direction": "higher",
    },
    "respondents": {
        "survey": "proba", "instrument": "proba", "version": "1", "linkable": "yes",
        "status": "complete",
    },
}  # fmt: skip
"""What columns hold where a drawn table leaves them out."""


def questionnaire(items: str, scales: str) -> dict[str, pd.DataFrame]:
    """Read the tables ``items`` and ``scales``; positions follow the lines."""
    return {"items": _read("items", items), "scales": _read("scales", scales)}


def survey(parts: Mapping[str, pd.DataFrame], drawing: str) -> dict[str, pd.DataFrame]:
    """Read respondents with their answers, and put the teams and the questionnaire beside them.

    Columns that are no column of ``respondents`` are items: a number, a sign of ``REASONS``, or
    ``.`` where the table of answers has no line at all.
    """
    header, *lines = [line.split() for line in drawing.splitlines() if line.strip()]
    own = [name for name in header if name in TABLES["respondents"].fields]
    cells = [dict(zip(header, line, strict=True)) for line in lines]
    people = "\n".join(" ".join(row[name] for name in own) for row in cells)
    answers = [
        {
            "respondent_id": row["respondent_id"],
            "wave": row["wave"],
            "item_id": item,
            "value": None if row[item] in REASONS else float(row[item]),
            "missing_reason": REASONS.get(row[item]),
        }
        for row in cells
        for item in header
        if item not in own and row[item] != "."
    ]
    return {
        "pzk": TEAMS,
        **parts,
        "respondents": _read("respondents", f"{' '.join(own)}\n{people}"),
        "answers": _typed("answers", pd.DataFrame(answers)),
    }


def study(*waves: str, matrix: EvaluationMatrix | None = None) -> StudyConfig:
    """Return a study with these waves, in this order."""
    known = tuple(
        Wave(
            id=name, label_pl=name, label_en=name,
            period=Period(first=date(2019 + place, 1, 1), last=date(2019 + place, 6, 30)),
        )
        for place, name in enumerate(waves or WAVES)
    )  # fmt: skip
    update: dict[str, object] = {"waves": known}
    return config().model_copy(update=update if matrix is None else {**update, "matrix": matrix})


def rows(
    tables: Mapping[str, pd.DataFrame], indicator: str, *columns: str, by: Level = "macroregion",
    **where: str,
) -> list[tuple[object, ...]]:  # fmt: skip
    """Compute an indicator and return the columns of the rows that hold certain words."""
    frame = compute(tables, study(), ids=[indicator], by=by)
    for name, wanted in where.items():
        frame = frame[frame[name].fillna("") == wanted]
    return drawn(frame, *columns)


def _read(name: str, drawing: str) -> pd.DataFrame:
    header, *lines = drawing.strip().splitlines()
    extra = {key: value for key, value in FIXED[name].items() if key not in header.split()}
    text = "\n".join(" ".join([line, *map(str, extra.values())]) for line in lines)
    frame = table(name, f"{header} {' '.join(extra)}\n{text}")
    if "position" in frame and "position" not in header.split():
        numbers = {"position": list(range(1, len(frame) + 1))}
        frame = frame.assign(**numbers).astype({"position": TABLES[name].fields["position"].dtype})
    return frame


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    fields = TABLES[name].fields
    full = frame.reindex(columns=list(fields))
    return full.astype({column: field.dtype for column, field in fields.items()})
