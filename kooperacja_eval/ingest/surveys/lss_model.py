"""A questionnaire of LimeSurvey with its parts joined: groups, questions, sub-questions, answers.

Old databases keep the texts inside the rows, one row for each language; new ones keep them in
tables of their own (``*_l10ns``). Both become the same here. The border: which columns a question
has in an export is said in ``lss_columns``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from kooperacja_eval.ingest.surveys.lss_html import plain_text
from kooperacja_eval.ingest.surveys.lss_tables import LssDocument, Row

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LssPart:
    """A sub-question or an answer.

    Attributes
    ----------
    id : str
        Number in the database; empty for answers of old databases.
    code : str
        Its code.
    scale : int
        0, or 1 for columns of a matrix and for the second scale.
    texts : mapping of str to str
        Words by language.
    """

    id: str
    code: str
    scale: int
    texts: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class LssQuestion:
    """A question with everything that belongs to it.

    Attributes
    ----------
    sid, gid, qid : str
        Numbers of survey, group and question in the database.
    code : str
        Code of the question.
    type : str
        LimeSurvey's letter for its type.
    texts, group : mapping of str to str
        Its words and the name of its group, by language.
    required, other : bool
        Whether an answer must be given; whether an own answer may be.
    parts, answers : tuple of LssPart
        Sub-questions and answers in the order of the questionnaire.
    attributes : mapping of (str, str) to str
        Further settings by name and language, the language empty where one holds for all.
    """

    sid: str
    gid: str
    qid: str
    code: str
    type: str
    texts: Texts
    group: Texts
    required: bool
    other: bool
    parts: tuple[LssPart, ...] = ()
    answers: tuple[LssPart, ...] = ()
    attributes: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def setting(self, name: str) -> str:
        """Return a setting that holds for all languages, empty where there is none."""
        return self.attributes.get((name, ""), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class LssSurvey:
    """A whole questionnaire.

    Attributes
    ----------
    version : str
        Version of LimeSurvey's database.
    languages : tuple of str
        The main one first.
    questions : tuple of LssQuestion
        In the order of the questionnaire.
    """

    version: str
    languages: tuple[str, ...]
    questions: tuple[LssQuestion, ...]


def survey_of(document: LssDocument) -> LssSurvey:
    """Return the questionnaire that a document holds."""
    rows = [*document.rows("questions"), *document.rows("subquestions")]
    words = _Words(document)
    texts = words.of("qid", "question", rows, "question_l10ns")
    groups = words.of("gid", "group_name", document.rows("groups"), "group_l10ns")
    first = _first(rows, "qid")
    parts: dict[str, list[LssPart]] = {}
    for row in sorted(first.values(), key=partial(_number, column="question_order")):
        if _is_part(row):
            part = _part(row["qid"], row.get("title", ""), row, texts[row["qid"]])
            parts.setdefault(row["parent_qid"], []).append(part)
    answers = _answers(document, words)
    attributes = _attributes(document)
    asked = [row for row in first.values() if not _is_part(row)]
    return LssSurvey(
        version=document.version,
        languages=words.languages,
        questions=tuple(
            LssQuestion(
                sid=row.get("sid", ""),
                gid=row.get("gid", ""),
                qid=row["qid"],
                code=row.get("title", ""),
                type=row.get("type", ""),
                texts=texts[row["qid"]],
                group=groups.get(row.get("gid", ""), {}),
                required=row.get("mandatory") == "Y",
                other=row.get("other") == "Y",
                parts=tuple(parts.get(row["qid"], ())),
                answers=tuple(answers.get(row["qid"], ())),
                attributes=attributes.get(row["qid"], {}),
            )
            for row in _in_order(document, asked)
        ),
    )


class _Words:
    """Texts of a document by number and language, wherever its version keeps them."""

    def __init__(self, document: LssDocument) -> None:
        self._document = document
        surveys = document.rows("surveys")
        main = surveys[0].get("language", "") if surveys else ""
        # LimeSurvey writes the main language last
        listed = [main, *reversed(document.languages[-1:]), *document.languages]
        self.languages = tuple(dict.fromkeys(filter(None, listed)))

    def of(self, key: str, column: str, rows: Iterable[Row], table: str) -> dict[str, Texts]:
        """Return the texts of one kind of thing, by its number."""
        found: dict[str, dict[str, str]] = {}
        for row in [*rows, *self._document.rows(table)]:
            if key not in row:
                continue
            texts = found.setdefault(row[key], {})
            if column in row:
                language = row.get("language") or (self.languages[0] if self.languages else "")
                texts.setdefault(language, plain_text(row[column]))
        return {number: self._sorted(texts) for number, texts in found.items()}

    def _sorted(self, texts: dict[str, str]) -> Texts:
        known = [name for name in self.languages if name in texts]
        return {name: texts[name] for name in dict.fromkeys([*known, *texts])}


def _answers(document: LssDocument, words: _Words) -> dict[str, list[LssPart]]:
    rows = [{**row, "key": _answer_key(row)} for row in document.rows("answers")]
    known = {row["key"] for row in rows}
    others = [
        {**row, "key": row["aid"]}
        for row in document.rows("answer_l10ns")
        if row.get("aid") in known
    ]
    texts = words.of("key", "answer", [*rows, *others], "")
    found: dict[str, list[LssPart]] = {}
    for row in sorted(_first(rows, "key").values(), key=partial(_number, column="sortorder")):
        part = _part(row.get("aid", ""), row.get("code", ""), row, texts[row["key"]])
        found.setdefault(row.get("qid", ""), []).append(part)
    return found


def _answer_key(row: Row) -> str:
    """Return what names an answer: its number, or in old databases its place and code."""
    return row.get("aid") or " ".join(row.get(name, "") for name in ("qid", "scale_id", "code"))


def _attributes(document: LssDocument) -> dict[str, dict[tuple[str, str], str]]:
    found: dict[str, dict[tuple[str, str], str]] = {}
    for row in document.rows("question_attributes"):
        key = (row.get("attribute", ""), row.get("language", ""))
        found.setdefault(row.get("qid", ""), {})[key] = row.get("value", "")
    return found


def _in_order(document: LssDocument, rows: list[Row]) -> list[Row]:
    order = {row.get("gid"): _number(row, "group_order") for row in document.rows("groups")}
    by_question = sorted(rows, key=partial(_number, column="question_order"))
    return sorted(by_question, key=lambda row: order.get(row.get("gid"), 0))


def _first(rows: Iterable[Row], key: str) -> dict[str, Row]:
    """Return the first row of each number; the others are other languages of the same."""
    found: dict[str, Row] = {}
    for row in rows:
        if key in row:
            found.setdefault(row[key], row)
    return found


def _is_part(row: Row) -> bool:
    return row.get("parent_qid", "0") not in ("", "0")


def _part(number: str, code: str, row: Row, texts: Texts) -> LssPart:
    return LssPart(id=number, code=code, scale=_number(row, "scale_id"), texts=texts)


def _number(row: Row, column: str) -> int:
    """Return a whole number of a row, 0 where there is none."""
    text = row.get(column, "").strip()
    return int(text) if text.lstrip("-").isdecimal() else 0
