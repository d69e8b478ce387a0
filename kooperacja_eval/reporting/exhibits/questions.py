"""Evaluation questions: what answers each, with which evidence, and what may not be concluded."""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any, Final

import pandas as pd

from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.matrix import Answer, Question
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import texts
from kooperacja_eval.reporting.exhibits.evidence_lines import evidence_line, shift_line
from kooperacja_eval.reporting.exhibits.survey_change import PAIRED, UNLINKED
from kooperacja_eval.reporting.exhibits.survey_words import main_pair
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import DOCUMENTS
from kooperacja_eval.text import LANGUAGES, Lang, Text, same

OF_CHANGE: Final = frozenset({"scale_change", "improved_share", "response_shift"})
"""Indicators that compare two waves."""
SHOWN_METHODS: Final[Mapping[str, tuple[str, ...]]] = {
    "scale_change": (PAIRED, UNLINKED),
    "improved_share": ("clustered_wilson",),
    "ipp_completed_share": ("clustered_wilson", "wilson"),
    "continuing_services_share": ("clustered_wilson", "wilson"),
    "scale_reliability": ("icc_team",),
}
"""Methods that a line of evidence shows, where an indicator has several."""
NOTHING: Final = Text(
    "To badanie nie ma liczb, które odpowiadają na to pytanie.",
    "This study has no numbers that answer this question.",
)


def question_answers(report: Material, wave: str) -> Prose:
    """Answer every question of a report: criterion, evidence, and what may not be concluded."""
    asked = report.config.matrix.asked_in(wave)
    return Prose(
        Text(*("\n\n".join(_question(report, entry, wave, lang) for entry in asked)
               for lang in LANGUAGES))
    )  # fmt: skip


def _question(report: Material, question: Question, wave: str, lang: Lang) -> str:
    criterion = report.config.matrix.criterion_label(question.criterion).in_(lang)
    lines = [
        f"- {line}" for answer in question.answers for line in _lines(report, answer, wave, lang)
    ]
    words = {
        "criterion": Text("Kryterium", "Criterion"),
        "other": Text("Inne źródła", "Other sources"),
        "limits": Text("Czego nie wolno wnioskować", "What may not be concluded"),
    }
    pieces = [
        f"### {question.text.in_(lang)}",
        f"*{words['criterion'].in_(lang)}: {criterion}.*",
        "\n".join(lines) if lines else NOTHING.in_(lang),
    ]
    others = Text(question.sources_pl or " ", question.sources_en or " ").in_(lang).strip()
    if others:
        pieces.append(f"{words['other'].in_(lang)}: {others.rstrip('.')}.")
    pieces.append(f"**{words['limits'].in_(lang)}:** {question.limits.in_(lang)}")
    return "\n\n".join(pieces)


def _lines(report: Material, answer: Answer, wave: str, lang: Lang) -> Iterator[str]:
    if answer.waves and wave not in answer.waves:
        return
    entry = catalogue()[answer.indicator]
    rows = _of_wave(report, _of_groups(report, answer), answer.indicator, wave)
    records = _of_methods(rows, answer.indicator).to_dict("records")
    if answer.indicator != "response_shift":
        for row in records:
            yield evidence_line(report, entry, row, lang)
        return
    by_scale: dict[str, dict[str, dict[Hashable, Any]]] = {}
    for row in records:
        scale, _, difference = str(row["group"]).partition("/")
        by_scale.setdefault(scale, {})[difference] = row
    for differences in by_scale.values():
        if "then_minus_pre" in differences:
            yield shift_line(report, entry, differences, lang)


def _of_groups(report: Material, answer: Answer) -> pd.DataFrame:
    """Return the rows of the groups asked for; without any, those of all together, if there are."""
    rows = report.rows(answer.indicator, level="macroregion")
    groups = rows["group"].fillna("")
    if answer.groups:
        wanted = groups.isin(list(answer.groups))
        if answer.indicator in OF_CHANGE:
            wanted = groups.str.split("/", n=1).str[0].isin(list(answer.groups))
        return rows[wanted & ~groups.str.contains(":", regex=False)]
    return rows[groups == ""] if (groups == "").any() else rows


def _of_wave(report: Material, rows: pd.DataFrame, indicator: str, wave: str) -> pd.DataFrame:
    if not rows["wave"].notna().any():
        return rows
    return rows[rows["wave"] == (main_pair(report, wave) if indicator in OF_CHANGE else wave)]


def _of_methods(rows: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Return every method of a change that is shown, else the first that there is."""
    methods = SHOWN_METHODS.get(indicator)
    if methods is None:
        return rows
    shown = [rows[rows["method"] == method] for method in methods]
    if indicator == "scale_change":
        return pd.concat(shown).sort_index(kind="stable")
    return next((found for found in shown if len(found)), rows[:0])


def matrix_table(report: Material, wave: str) -> Exhibit:
    """Show the evaluation matrix: questions, criteria, indicators, other sources.

    Numbers are those of the whole matrix, the same in every report.
    """
    matrix = report.config.matrix
    numbers = {entry.id: number for number, entry in enumerate(matrix.questions, start=1)}
    rows = [
        {
            "number": str(numbers[question.id]),
            "question": question.text,
            "criterion": matrix.criterion_label(question.criterion),
            "indicators": _indicators(question),
            "others": Text(question.sources_pl or "–", question.sources_en or "–"),
        }
        for question in matrix.asked_in(wave)
    ]
    origin = _origin(matrix.asked_in(wave))
    return Exhibit(
        id="evaluation_matrix",
        title=Text("Macierz ewaluacji", "Evaluation matrix"),
        caption=Text(
            f"Wersja {matrix.version}, ustalona {formats.date(matrix.decided_on, 'pl')}."
            f"{origin.pl}",
            f"Version {matrix.version}, decided on {formats.date(matrix.decided_on, 'en')}."
            f"{origin.en}",
        ),
        alt=Text(
            "Tabela: pytanie, kryterium, wskaźniki i inne źródła.",
            "Table: question, criterion, indicators and other sources.",
        ),
        source=Text("macierz ewaluacji badania", "evaluation matrix of the study"),
        data=pd.DataFrame(
            rows, columns=["number", "question", "criterion", "indicators", "others"]
        ),
        columns=(
            Column("number", Text("Nr", "No."), align="right"),
            Column("question", Text("Pytanie", "Question")),
            Column("criterion", Text("Kryterium", "Criterion")),
            Column("indicators", Text("Wskaźniki", "Indicators")),
            Column("others", Text("Inne źródła", "Other sources")),
        ),
    )


def _origin(questions: tuple[Question, ...]) -> Text:
    """Say which documents pose the questions; other sources are in the file of the matrix."""
    named = sorted({entry.source for entry in questions} & set(DOCUMENTS.ids))
    if not named:
        return Text("", "")
    listed = ", ".join(named)
    one = len(named) == 1
    return Text(
        f" Pytania z {'dokumentu' if one else 'dokumentów'}: {listed}.",
        f" Questions of {'document' if one else 'documents'}: {listed}.",
    )


def _indicators(question: Question) -> Text:
    titles = [catalogue()[answer.indicator].title for answer in question.answers]
    unique = list(dict.fromkeys(titles))
    return Text(
        "; ".join(title.pl for title in unique) or "–",
        "; ".join(title.en for title in unique) or "–",
    )


def criteria_crosswalk(report: Material) -> Exhibit:
    """Criteria of the matrix beside those of other lists."""
    matrix = report.config.matrix
    others = matrix.criteria_lists[1:]
    rows = []
    for criterion in matrix.criteria_lists[0].criteria:
        line: dict[str, object] = {"criterion": criterion.label}
        for other in others:
            found = [
                c for c in matrix.crosswalk if (c.criterion, c.list) == (criterion.id, other.id)
            ]
            labels = {entry.id: entry.label for entry in other.criteria}
            crossing = found[0] if found else None
            line[other.id] = (
                labels[crossing.nearest] if crossing and crossing.nearest else same("–")
            )
        rows.append(line)
    first = matrix.criteria_lists[0]
    data = pd.DataFrame(rows)
    return Exhibit(
        id="criteria_crosswalk",
        title=Text("Kryteria ewaluacji w różnych spisach", "Evaluation criteria in several lists"),
        caption=Text(
            "Najbliższe kryterium; kreska znaczy, że spis nie ma odpowiednika. Angielskie "
            "„effectiveness” to skuteczność, „efficiency” to efektywność.",
            "The nearest criterion; a dash means that the list has no counterpart. Polish "
            "“skuteczność” is effectiveness, “efektywność” is efficiency.",
        ),
        alt=Text(
            f"Tabela: każde kryterium spisu „{first.title_pl}” i najbliższe mu z innych spisów.",
            f"Table: each criterion of “{first.title_en}” and the nearest one of other lists.",
        ),
        source=Text(
            "; ".join(entry.source for entry in matrix.criteria_lists),
            "; ".join(entry.source for entry in matrix.criteria_lists),
        ),
        data=data.assign(criterion=texts(data["criterion"], data)),
        columns=(
            Column("criterion", Text(first.title_pl, first.title_en)),
            *(Column(other.id, Text(other.title_pl, other.title_en)) for other in others),
        ),
    )
