"""Exports and mappings drawn as text; every person in them is synthetic."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from kooperacja_eval.ingest.sheets import letter
from kooperacja_eval.ingest.surveys.convert import convert
from kooperacja_eval.ingest.surveys.definition import AnswerOption, Question, SurveyDefinition
from kooperacja_eval.ingest.surveys.export import ExportColumn, SurveyExport
from kooperacja_eval.ingest.surveys.mapping import SurveyMapping
from kooperacja_eval.ingest.surveys.wide import WideSurvey
from kooperacja_eval.schemas.problems import Problem

WAVES = ("ex_ante", "mid_term", "ex_post")


def export(text: str, **facts: Any) -> SurveyExport:
    """Return a drawn export: a header line and rows, cells between ``|``; rows begin at 2.

    ``M[A]`` and ``M/a`` are options of ``M``, ``M[other]`` is its free words, ``id``, ``token`` and
    names that begin with ``_`` are columns of the platform.
    """
    lines = [[c.strip() for c in line.split("|")] for line in text.strip().splitlines()]
    header, rows = lines[0], lines[1:]
    options = set(facts.pop("options", ()))
    columns = tuple(
        column(name, at, [row[at] for row in rows], option=name in options)
        for at, name in enumerate(header)
    )
    given = {"platform": "limesurvey", "file": "ankieta.csv", "sheet": "", "heading": "code"}
    return SurveyExport(
        **{**given, **facts},
        columns=columns,
        rows=np.arange(2, len(rows) + 2),
    )


def column(name: str, at: int, cells: Sequence[Any], *, option: bool = False) -> ExportColumn:
    """Return one column of an export."""
    question = name.replace("/", "[").partition("[")[0]
    part = "answer"
    if option:
        part = "option"
    elif name.endswith("[other]"):
        part = "other"
    elif name in ("id", "token", "submitdate") or name.startswith("_"):
        part = "system"
    return ExportColumn(
        name=name,
        header=name,
        letter=letter(at),
        part=part,
        question=question if part in ("option", "other") else name,
        cells=list(cells),
    )


def mapping(items: Mapping[str, Mapping[str, Any]] | Sequence[str], **given: Any) -> SurveyMapping:
    """Return a mapping of columns; a list of columns means ratings from 1 to 5."""
    if not isinstance(items, Mapping):
        items = {name: {"kind": "rating", "low": 1, "high": 5} for name in items}
    survey = {
        "id": "podmioty", "platform": "limesurvey", "files": "*.csv", "instrument": "wlasny",
        "wave": "ex_ante",
    } | given.pop("survey", {})  # fmt: skip
    if "wave_column" in survey:
        del survey["wave"]
    parts = [
        {"column": name, "item": name.replace("[", "_").replace("]", "").replace("/", "_"), **said}
        for name, said in items.items()
    ]
    return SurveyMapping.model_validate({"survey": survey, "items": parts, **given})


def definition(*questions: Question, languages: Sequence[str] = ("pl",)) -> SurveyDefinition:
    """Return a definition of some questions."""
    return SurveyDefinition(
        platform="limesurvey",
        file="ankieta.lss",
        version="",
        languages=tuple(languages),
        questions=questions,
    )


def question(name: str, kind: Any, options: Mapping[str, str], missing: str = "") -> Question:
    """Return a question with options code: Polish label; ``missing`` names a declared code."""
    offered = tuple(
        AnswerOption(code=code, labels={"pl": label}, missing=code == missing)
        for code, label in options.items()
    )
    return Question(name=name, question=name, kind=kind, texts={"pl": name}, options=offered)


def converted(
    drawn: SurveyExport | Sequence[SurveyExport],
    said: SurveyMapping,
    known: SurveyDefinition | None = None,
) -> tuple[WideSurvey, list[Problem]]:
    """Convert drawn exports."""
    exports = [drawn] if isinstance(drawn, SurveyExport) else list(drawn)
    return convert(exports, known, said, waves=WAVES)


def grid(wide: WideSurvey) -> str:
    """Return answers as text: a row for each respondent, reasons by name, texts in quotes."""
    answers = wide.tables()["answers"]
    words = [
        reason
        if isinstance(reason, str)
        else " ".join(
            ([f"{value:g}"] if pd.notna(value) else [])
            + ([f'"{text}"'] if isinstance(text, str) else [])
        )
        for value, text, reason in zip(
            answers["value"], answers["text"], answers["missing_reason"], strict=True
        )
    ]
    count = len(wide.respondents)
    rows = [words[at::count] for at in range(count)] if count else []
    return "\n".join(" | ".join(row) for row in rows)


def drawn(text: str) -> str:
    """Return a drawn grid without the white space of the drawing."""
    lines = [[c.strip() for c in line.split("|")] for line in text.strip().splitlines()]
    return "\n".join(" | ".join(line) for line in lines)


def places(problems: Sequence[Problem]) -> list[tuple[str, str, str, int | None, str]]:
    """Return rule, severity, file, row and column of each problem."""
    return [(p.rule, p.severity, p.file, p.row, p.column) for p in problems]
