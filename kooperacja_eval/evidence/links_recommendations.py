"""What is wrong with recommendations themselves: deadlines, themes, levels, missing evidence."""

import re
from collections.abc import Mapping
from typing import Final

import pandas as pd

from kooperacja_eval.evidence.links_problems import near
from kooperacja_eval.schemas.problems import Problem, problems_at
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.study import StudyConfig
from kooperacja_eval.text import Text

DONE: Final = frozenset({"done", "rejected"})
"""Statuses in which a deadline does not count any more."""
_TABLE: Final = TABLES["recommendations"]
_CODE: Final = re.compile(r"[a-z][a-z0-9_]*\.[a-z0-9_.]+")
"""A theme written as a code of a codebook."""


def check_recommendations(tables: Mapping[str, pd.DataFrame], config: StudyConfig) -> list[Problem]:
    """Check the recommendations of a study; all problems are warnings.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Validated tables by name, with their source columns.
    config : StudyConfig
        The day of the data, and the questions of the evaluation matrix.

    Returns
    -------
    list of Problem
        A deadline that was over on the day of the data, a theme written as a code that the codebook
        does not have, a recommendation without a level, a question that the matrix does not ask,
        and, where the study has links to evidence at all, a recommendation without any.
    """
    if "recommendations" not in tables:
        return []
    rows = tables["recommendations"]
    return [
        *_deadlines(rows, config),
        *_themes(rows, tables),
        *_levels(rows),
        *_questions(rows, config),
        *_bare(rows, tables),
    ]


def _deadlines(rows: pd.DataFrame, config: StudyConfig) -> list[Problem]:
    today = pd.Timestamp(config.study.data_date)
    over = rows["deadline"].notna() & (rows["deadline"] + pd.offsets.MonthEnd(0) < today)
    over &= ~rows["status"].isin(DONE)
    message = Text(
        f"Termin minął przed dniem danych ({today.date()}). Podaj nowy termin albo status.",
        f"The deadline was over before the day of the data ({today.date()}). Give a new deadline "
        "or a status.",
    )
    return _found(rows[over], "deadline", "past_deadline", message)


def _themes(rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    if "codes" not in tables:
        return []
    known = set(tables["codes"]["code_id"].dropna())
    problems: list[Problem] = []
    for theme in rows["theme"].dropna().drop_duplicates():
        if not _CODE.fullmatch(theme) or theme in known:
            continue
        words = near(theme, known)
        message = Text(
            f"Księga kodów nie ma tematu {theme}. Popraw go albo wpisz słowami.{words.pl}",
            f"The codebook has no theme {theme}. Mend it or write it in words.{words.en}",
        )
        problems += _found(rows[rows["theme"] == theme], "theme", "unknown_theme", message)
    return problems


def _levels(rows: pd.DataFrame) -> list[Problem]:
    message = Text(
        "Rekomendacja nie ma poziomu, na którym się ją wdraża. Wybierz go z listy.",
        "The recommendation has no level at which it is carried out. Choose one of the list.",
    )
    return _found(rows[rows["level"].isna()], "level", "no_level", message)


def _questions(rows: pd.DataFrame, config: StudyConfig) -> list[Problem]:
    known = {entry.id for entry in config.matrix.questions}
    problems: list[Problem] = []
    for name in rows["question"].dropna().drop_duplicates():
        if name not in known:
            words = near(name, known)
            message = Text(
                f"Macierz ewaluacji nie ma pytania {name}. Popraw identyfikator.{words.pl}",
                f"The evaluation matrix has no question {name}. Mend the identifier.{words.en}",
            )
            chosen = rows[rows["question"] == name]
            problems += _found(chosen, "question", "unknown_question", message)
    return problems


def _bare(rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    if "evidence_links" not in tables:
        return []
    bare = ~rows["recommendation_id"].isin(tables["evidence_links"]["recommendation_id"])
    message = Text(
        "Rekomendacja nie ma żadnego dowodu. Dopisz go w tabeli „Dowody rekomendacji”.",
        "The recommendation has no evidence. Add it to the table “Evidence of recommendations”.",
    )
    return _found(rows[bare], "recommendation_id", "no_evidence", message)


def _found(rows: pd.DataFrame, column: str, rule: str, message: Text) -> list[Problem]:
    return problems_at(_TABLE, rows, column, rule, message, severity="warning")
