"""Questionnaires of LimeSurvey: structure files (.lss), groups (.lsg), questions (.lsq), TSV.

Columns are named as an export with code headings names them, so that the definition meets the
export. The border: the questionnaire only; answers come from ``limesurvey`` and ``lsa``.
"""

from collections import Counter
from typing import Final

from kooperacja_eval.ingest.surveys.definition import Question, SurveyDefinition
from kooperacja_eval.ingest.surveys.export import SurveyFile
from kooperacja_eval.ingest.surveys.lss_columns import KINDS, columns_of
from kooperacja_eval.ingest.surveys.lss_model import LssQuestion, LssSurvey, survey_of
from kooperacja_eval.ingest.surveys.lss_tables import read_document
from kooperacja_eval.ingest.surveys.lss_tsv import is_structure_tsv, read_structure_tsv
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

STRUCTURES: Final = ("Survey", "Group", "Question")
"""Types of document that describe questions."""


def read_lss(file: SurveyFile) -> SurveyDefinition:
    """Return the questionnaire that a structure file of LimeSurvey describes.

    Old databases (texts inside the rows) and new ones (``*_l10ns`` tables) are read alike, and so
    are the structure as TSV and files of one group or question. Kinds follow the question types;
    a hidden question is never required, since nobody is shown it. The values that assessments
    give to answers are not read. LimeSurvey's own lists (yes and no, five points) get the words
    that it uses in Polish, English and German as far as they are known.

    Parameters
    ----------
    file : SurveyFile
        A .lss, .lsg or .lsq file, or the structure as .txt.

    Returns
    -------
    SurveyDefinition
        Its ``version`` is the version of the database, empty for TSV; ``problems`` names
        question types that are not known and codes that come twice.

    Raises
    ------
    RefusedFileError
        For a file that is no structure of LimeSurvey, is damaged, or brings entities of its own.
    """
    return definition_of(file, read_structure(file))


def read_structure(file: SurveyFile) -> LssSurvey:
    """Return the questionnaire with its numbers in LimeSurvey's database; see ``read_lss``."""
    if is_structure_tsv(file.data):
        return read_structure_tsv(file)
    return survey_of(read_document(file.name, file.data, STRUCTURES))


def definition_of(file: SurveyFile, survey: LssSurvey) -> SurveyDefinition:
    """Return a questionnaire in the terms of this package."""
    questions = [
        Question(
            name=column.name,
            question=_belongs_to(question, column.name, column.kind),
            kind=column.kind,
            texts=column.texts,
            options=column.options,
            group=next(iter(question.group.values()), ""),
            required=_required(question, column.name),
        )
        for question in survey.questions
        for column in columns_of(question, survey.languages)
    ]
    return SurveyDefinition(
        platform="limesurvey",
        file=file.name,
        version=survey.version,
        languages=survey.languages,
        questions=tuple(questions),
        problems=(*_unknown_types(file, survey), *_repeated(file, questions)),
    )


def _belongs_to(question: LssQuestion, name: str, kind: str) -> str:
    """Return the question of a column; an answer is its own."""
    beside = name.endswith(("[other]", "comment]", "[filecount]"))
    return question.code if kind == "option" or beside else name


def _required(question: LssQuestion, name: str) -> bool:
    if not question.required or question.setting("hidden") == "1" or question.type == "X":
        return False
    return not name.endswith(("[other]", "comment]", "[filecount]")) and question.type not in "MP"


def _unknown_types(file: SurveyFile, survey: LssSurvey) -> list[Problem]:
    return [
        Problem(
            rule="unknown_question_type",
            severity="warning",
            message=Text(
                f"Pytanie {question.code} ma nieznany typ „{question.type}”; przyjęto tekst. "
                "Podaj rodzaj (kind) w survey.toml.",
                f"Question {question.code} has the unknown type “{question.type}”; it was taken "
                "for text. Give its kind in survey.toml.",
            ),
            file=file.name,
            column=question.code,
        )
        for question in survey.questions
        if question.type not in KINDS
    ]


def _repeated(file: SurveyFile, questions: list[Question]) -> list[Problem]:
    counts = Counter(question.name for question in questions)
    return [
        Problem(
            rule="repeated_question_code",
            severity="warning",
            message=Text(
                f"Kod {name} powtarza się w ankiecie; liczy się pierwsze pytanie. Nadaj pytaniom "
                "różne kody w LimeSurvey.",
                f"The code {name} comes more than once in the survey; the first question counts. "
                "Give the questions different codes in LimeSurvey.",
            ),
            file=file.name,
            column=name,
        )
        for name, count in counts.items()
        if count > 1
    ]
