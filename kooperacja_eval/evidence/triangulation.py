"""Which sources speak to each evaluation question, and whether they agree.

The border: sets out what people assessed beside what there is; whether two sources mean the same
is never decided by a program.

The protocol is that of Farmer et al. (2006, doi:10.1177/1049732305285708), as O'Cathain et al.
(2010, doi:10.1136/bmj.c4587) describe it: for each question and source agreement, partial
agreement, silence or dissonance with the others. One cell is filled by a rule, because it is beyond
doubt: a source without any evidence on a question is silent. Where the evaluation matrix names
further sources of a question in words, these may be registers, focus groups or conclusions that
nobody linked, so that of these three nothing is filled in there; surveys are always indicators.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import pandas as pd

from kooperacja_eval.evidence.links import SPEAKS
from kooperacja_eval.evidence.links_problems import near
from kooperacja_eval.evidence.links_sources import source_of_indicator, source_of_link
from kooperacja_eval.matrix import Answer, Question
from kooperacja_eval.schemas.codes import EVIDENCE_SOURCES
from kooperacja_eval.schemas.problems import Problem, problems_at
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.study import StudyConfig
from kooperacja_eval.text import Text

Origin = Literal["person", "rule", "open"]
COLUMNS: Final = (
    "question", "source", "links", "indicators", "convergence", "origin", "reason", "conflict",
)  # fmt: skip
IN_WORDS: Final = frozenset({"registers", "focus_groups", "conclusions"})
"""Sources that the evaluation matrix may name in words, without an indicator."""
_TABLE: Final = TABLES["convergences"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """How far the matrix is filled.

    Attributes
    ----------
    cells, assessed, by_rule, open : int
        Cells; those that a person filled, a rule filled, and nobody.
    questions, answered_by_two : int
        Questions, and those on which at least two sources speak, so that they can be compared.
    conflicts : int
        Cells in which a person says what the evidence at hand does not bear out.
    """

    cells: int
    assessed: int
    by_rule: int
    open: int
    questions: int
    answered_by_two: int
    conflicts: int


def triangulation(
    links: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    values: pd.DataFrame,
    config: StudyConfig,
) -> pd.DataFrame:
    """Lay out evaluation questions by sources.

    Parameters
    ----------
    links : pandas.DataFrame
        Links with their ``state``, as ``links.resolve`` gives them; those of recommendations that
        follow from a question count for it, as far as they are found, shown or not.
    tables : mapping of str to pandas.DataFrame
        ``recommendations``, ``convergences``, ``published``, as far as the study has them.
    values : pandas.DataFrame
        Values of indicators; those with a value, shown or not, count for the questions that they
        answer in the evaluation matrix.
    config : StudyConfig
        The evaluation matrix.

    Returns
    -------
    pandas.DataFrame
        Columns ``COLUMNS``, one row for each question and source in the order of the matrix:
        numbers of ``links`` and ``indicators``; ``convergence``, missing where ``origin`` is
        ``open``; and whether it is in ``conflict`` with the evidence at hand.
    """
    spoken = _spoken_by_links(links, tables)
    there = values["value"].notna() | (values["status"] == "suppressed")
    known = values.loc[there, ["indicator_id", "group", "wave"]].drop_duplicates()
    said = _said(tables)
    rows = [
        _cell(question, source, spoken.get((question.id, source), 0), count, said)
        for question in config.matrix.questions
        for source, count in _by_source(question, known).items()
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    texts = ("question", "source", "convergence", "origin", "reason")
    return frame.astype(dict.fromkeys(texts, "str") | {"conflict": "bool"})


def completeness(matrix: pd.DataFrame) -> Completeness:
    """Count what ``triangulation`` laid out."""
    speaks = (matrix["links"] + matrix["indicators"]) > 0
    sources = speaks.groupby(matrix["question"]).sum()
    origins = matrix["origin"].value_counts()
    return Completeness(
        cells=len(matrix),
        assessed=int(origins.get("person", 0)),
        by_rule=int(origins.get("rule", 0)),
        open=int(origins.get("open", 0)),
        questions=int(matrix["question"].nunique()),
        answered_by_two=int((sources > 1).sum()),
        conflicts=int(matrix["conflict"].sum()),
    )


def check_convergences(tables: Mapping[str, pd.DataFrame], config: StudyConfig) -> list[Problem]:
    """Return errors for questions that the evaluation matrix does not ask, with near names."""
    if "convergences" not in tables:
        return []
    rows = tables["convergences"]
    known = [entry.id for entry in config.matrix.questions]
    problems: list[Problem] = []
    for name in rows["question"].dropna().drop_duplicates():
        if name in known:
            continue
        words = near(name, known)
        message = Text(
            f"Macierz ewaluacji nie ma pytania {name}. Popraw identyfikator.{words.pl}",
            f"The evaluation matrix has no question {name}. Mend the identifier.{words.en}",
        )
        chosen = rows[rows["question"] == name]
        problems += problems_at(_TABLE, chosen, "question", "unknown_question", message)
    return problems


def _cell(
    question: Question,
    source: str,
    links: int,
    indicators: int,
    said: Mapping[tuple[str, str], tuple[str, str]],
) -> dict[str, object]:
    speaks = links + indicators > 0
    row: dict[str, object] = {
        "question": question.id, "source": source, "links": links, "indicators": indicators,
        "convergence": None, "origin": "open", "reason": None, "conflict": False,
    }  # fmt: skip
    if (question.id, source) in said:
        convergence, reason = said[question.id, source]
        conflict = (convergence == "silence") == speaks
        return row | {
            "convergence": convergence, "origin": "person", "reason": reason, "conflict": conflict,
        }  # fmt: skip
    doubtful = source in IN_WORDS and bool(question.sources_pl or question.sources_en)
    if speaks or doubtful:
        return row
    return row | {"convergence": "silence", "origin": "rule"}


def _said(tables: Mapping[str, pd.DataFrame]) -> dict[tuple[str, str], tuple[str, str]]:
    if "convergences" not in tables:
        return {}
    rows = tables["convergences"].dropna(subset=["question", "source", "convergence"])
    return {
        (row["question"], row["source"]): (row["convergence"], row["reason"])
        for row in rows.to_dict("records")
    }


def _spoken_by_links(
    links: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> dict[tuple[str, str], int]:
    """Return how many links each source has on each question."""
    if links.empty or "recommendations" not in tables:
        return {}
    named = tables["recommendations"].dropna(subset=["recommendation_id", "question"])
    questions = dict(zip(named["recommendation_id"], named["question"], strict=True))
    figures = tables["published"] if "published" in tables else pd.DataFrame()
    measures = (
        dict(zip(figures["figure_id"], figures["indicator_id"], strict=True))
        if len(figures)
        else {}
    )
    counts: dict[tuple[str, str], int] = {}
    for link in links[links["state"].isin(SPEAKS)].to_dict("records"):
        question = questions.get(link["recommendation_id"])
        if question is None:
            continue
        target = str(link["target"])
        source = source_of_link(str(link["kind"]), target, measures=measures.get(target, ""))
        counts[question, source] = counts.get((question, source), 0) + 1
    return counts


def _by_source(question: Question, known: pd.DataFrame) -> dict[str, int]:
    """Return how many indicators of each source answer a question with a value."""
    counts = dict.fromkeys(EVIDENCE_SOURCES.ids, 0)
    for name in dict.fromkeys(answer.indicator for answer in question.answers):
        answers = [answer for answer in question.answers if answer.indicator == name]
        own = known[known["indicator_id"] == name]
        if any(_answers(answer, own) for answer in answers):
            counts[source_of_indicator(name)] += 1
    return counts


def _answers(answer: Answer, own: pd.DataFrame) -> bool:
    chosen: Any = own["indicator_id"].notna()
    if answer.groups:
        heads = own["group"].str.split("/", n=1).str[0]
        chosen &= own["group"].isin(answer.groups) | heads.isin(answer.groups)
    if answer.waves:
        chosen &= own["wave"].isin(answer.waves)
    return bool(chosen.any())
