"""Writes a questionnaire as a survey structure for LimeSurvey 5 and 6 (``.lss``).

Rating scales become arrays (type F) whose sub-questions are the items, so that an export names a
column ``RD[RD1]``. Participants are known by the access codes of LimeSurvey, therefore the form
has no question for a key. The same questionnaire always gives the same bytes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from kooperacja_eval.instruments.forms import THANKS, WELCOME, offers, pages
from kooperacja_eval.instruments.questionnaires import FormQuestion, Questionnaire, QuestionType
from kooperacja_eval.text import LANGUAGES, Lang, Text, same

DB_VERSION: Final = 640
"""Version of LimeSurvey's database in which texts stand in tables of their own."""
SURVEY_ID: Final = 190701
"""LimeSurvey gives another one on import where it is taken."""
TYPES: Final[dict[QuestionType, tuple[str, str]]] = {
    "array": ("F", "arrays/array"),
    "multiple": ("M", "multiplechoice"),
    "text": ("T", "longfreetext"),
    "line": ("S", "shortfreetext"),
    "voivodeship": ("!", "list_dropdown"),
    "level": ("L", "listradio"),
    "sector": ("L", "listradio"),
    "role": ("L", "listradio"),
}
"""LimeSurvey's letter and theme of each type of question."""

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "answers": ("aid", "qid", "code", "sortorder", "assessment_value", "scale_id"),
    "answer_l10ns": ("id", "aid", "answer", "language"),
    "groups": ("gid", "sid", "group_order", "randomization_group", "grelevance"),
    "group_l10ns": ("id", "gid", "group_name", "description", "language"),
    "questions": (
        "qid", "parent_qid", "sid", "gid", "type", "title", "preg", "other", "mandatory",
        "encrypted", "question_order", "scale_id", "same_default", "relevance",
        "question_theme_name", "modulename", "same_script",
    ),
    "subquestions": (
        "qid", "parent_qid", "sid", "gid", "type", "title", "preg", "other", "mandatory",
        "encrypted", "question_order", "scale_id", "same_default", "relevance",
        "question_theme_name", "modulename", "same_script",
    ),
    "question_l10ns": ("id", "qid", "question", "help", "script", "language"),
    "surveys": (
        "sid", "gsid", "admin", "adminemail", "anonymized", "format", "savetimings", "template",
        "language", "additional_languages", "datestamp", "usecookie", "allowregister", "allowsave",
        "allowprev", "printanswers", "ipaddr", "refurl", "publicstatistics", "publicgraphs",
        "listpublic", "htmlemail", "tokenanswerspersistence", "alloweditaftercompletion",
        "showprogress", "showwelcome", "questionindex",
    ),
    "surveys_languagesettings": (
        "surveyls_survey_id", "surveyls_language", "surveyls_title", "surveyls_description",
        "surveyls_welcometext", "surveyls_endtext", "surveyls_dateformat", "surveyls_numberformat",
    ),
}  # fmt: skip
"""Tables in the order in which LimeSurvey writes them, with their columns."""
SETTINGS: Final[dict[str, str | int]] = {
    "gsid": 1, "admin": "", "adminemail": "", "anonymized": "N", "format": "G",
    "savetimings": "Y", "template": "inherit", "language": "pl", "additional_languages": "en",
    "datestamp": "Y", "usecookie": "N", "allowregister": "N", "allowsave": "Y", "allowprev": "Y",
    "printanswers": "N", "ipaddr": "N", "refurl": "N", "publicstatistics": "N",
    "publicgraphs": "N", "listpublic": "N", "htmlemail": "Y", "tokenanswerspersistence": "Y",
    "alloweditaftercompletion": "N", "showprogress": "Y", "showwelcome": "Y", "questionindex": 0,
}  # fmt: skip
"""No addresses of computers are kept; not anonymised, or access codes could not link waves."""
FORMATS: Final[dict[Lang, tuple[int, int]]] = {"pl": (1, 1), "en": (5, 0)}
"""LimeSurvey's numbers for dd.mm.yyyy and dd/mm/yyyy, decimal comma and point."""

Row = Mapping[str, str | int]


@dataclass(slots=True)
class _Tables:
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in FIELDS})
    question_ids: int = 0

    def add(self, table: str, row: Row) -> None:
        self.rows[table].append(row)

    def say(self, table: str, key: str, number: int, texts: Mapping[str, Text]) -> None:
        """Add the words of something in every language."""
        for lang in LANGUAGES:
            row: dict[str, str | int] = {"id": len(self.rows[table]) + 1, key: number}
            words = {name: text.in_(lang) for name, text in texts.items()}
            self.add(table, {**row, **words, "language": lang})

    def next_question(self) -> int:
        self.question_ids += 1
        return self.question_ids


def write_lss(
    survey: Questionnaire, *, wave: str | None = None, title: Text | None = None
) -> bytes:
    """Return a questionnaire as the content of an ``.lss`` file, in Polish and English.

    Parameters
    ----------
    survey : Questionnaire
        What is asked.
    wave : str, optional
        Only what this wave asks; everything without it.
    title : Text, optional
        Title of the survey; that of the questionnaire without it.

    Raises
    ------
    ConfigurationError
        Where nothing is asked in the wave.
    """
    tables = _Tables()
    for number, page in enumerate(pages(survey, wave), 1):
        tables.add("groups", _group(number))
        tables.say("group_l10ns", "gid", number, {"group_name": page.title, "description": _NONE})
        for order, question in enumerate(page.questions, 1):
            _add_question(tables, survey, question, number, order)
    _add_survey(tables, title or survey.title)
    return "\n".join([*_document(tables), ""]).encode()


_NONE: Final = same("")


def _add_question(
    tables: _Tables, survey: Questionnaire, question: FormQuestion, gid: int, order: int
) -> None:
    number = tables.next_question()
    letter, theme = TYPES[question.type]
    tables.add("questions", _question(number, 0, gid, letter, question.name, order, theme))
    text = question.text
    words = survey.item_texts()
    if question.type == "text":
        text = words[question.name]
    tables.say("question_l10ns", "qid", number, {"question": text, "help": _NONE, "script": _NONE})
    if question.type in {"array", "multiple"}:
        for position, item in enumerate(question.items, 1):
            own = tables.next_question()
            kind = "T" if question.type == "array" else letter
            row = _question(own, number, gid, kind, item, position, "")
            tables.add("subquestions", row)
            said = {"question": words[item], "help": _NONE, "script": _NONE}
            tables.say("question_l10ns", "qid", own, said)
    for position, (code, label) in enumerate(_answers(survey, question).items(), 1):
        aid = len(tables.rows["answers"]) + 1
        tables.add("answers", _answer(aid, number, code, position))
        tables.say("answer_l10ns", "aid", aid, {"answer": label})


def _group(number: int) -> Row:
    return {
        "gid": number, "sid": SURVEY_ID, "group_order": number, "randomization_group": "",
        "grelevance": "",
    }  # fmt: skip


def _question(
    number: int, parent: int, gid: int, letter: str, name: str, order: int, theme: str
) -> Row:
    return {
        "qid": number, "parent_qid": parent, "sid": SURVEY_ID, "gid": gid, "type": letter,
        "title": name, "preg": "", "other": "N", "mandatory": "N", "encrypted": "N",
        "question_order": order, "scale_id": 0, "same_default": 0, "relevance": "1",
        "question_theme_name": theme, "modulename": "", "same_script": 0,
    }  # fmt: skip


def _answer(aid: int, number: int, code: str, position: int) -> Row:
    return {
        "aid": aid, "qid": number, "code": code, "sortorder": position, "assessment_value": 0,
        "scale_id": 0,
    }  # fmt: skip


def _answers(survey: Questionnaire, question: FormQuestion) -> dict[str, Text]:
    if question.type == "array":
        return survey.answers_to(question.items[0])
    return {offer.short: offer.label for offer in offers(question.type)}


def _add_survey(tables: _Tables, title: Text) -> None:
    tables.add("surveys", {"sid": SURVEY_ID, **SETTINGS})
    for lang in LANGUAGES:
        dates, numbers = FORMATS[lang]
        tables.add(
            "surveys_languagesettings",
            {
                "surveyls_survey_id": SURVEY_ID,
                "surveyls_language": lang,
                "surveyls_title": title.in_(lang),
                "surveyls_description": "",
                "surveyls_welcometext": WELCOME.in_(lang),
                "surveyls_endtext": THANKS.in_(lang),
                "surveyls_dateformat": dates,
                "surveyls_numberformat": numbers,
            },
        )


def _document(tables: _Tables) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<document>"
    yield " <LimeSurveyDocType>Survey</LimeSurveyDocType>"
    yield f" <DBVersion>{DB_VERSION}</DBVersion>"
    yield " <languages>"
    yield from (f"  <language>{lang}</language>" for lang in LANGUAGES)
    yield " </languages>"
    for name, columns in FIELDS.items():
        yield from (f" <{name}>", "  <fields>")
        yield from (f"   <fieldname>{column}</fieldname>" for column in columns)
        yield from ("  </fields>", "  <rows>")
        for row in tables.rows[name]:
            yield "   <row>"
            yield from (f"    {_element(column, row[column])}" for column in columns)
            yield "   </row>"
        yield from ("  </rows>", f" </{name}>")
    yield "</document>"


def _element(name: str, value: str | int) -> str:
    if value == "":
        return f"<{name}/>"
    return f"<{name}><![CDATA[{str(value).replace(']]>', ']] >')}]]></{name}>"
