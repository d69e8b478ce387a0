"""What a platform says about its questionnaire: questions, their words, and answer options.

The border: words and codes as the platform keeps them (.lss, XLSForm, labels of SPSS); which scale
an item belongs to is said by the mapping or by an instrument.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kooperacja_eval.ingest.surveys.export import Platform
from kooperacja_eval.schemas.problems import Problem

Kind = Literal["rating", "number", "choice", "option", "text", "date", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOption:
    """One answer that a question offers.

    Attributes
    ----------
    code : str
        As the export writes it where answers come as codes.
    labels : mapping of str to str
        Words by language (``pl``, ``en``, ...; empty where the platform does not say), plain text
        without HTML.
    missing : bool
        Whether the platform declares it a missing code.
    """

    code: str
    labels: Mapping[str, str]
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One column of answers as the questionnaire describes it.

    Attributes
    ----------
    name : str
        The same as ``ExportColumn.name``.
    question : str
        Name of the question that it belongs to, as ``ExportColumn.question``.
    kind : str
        ``rating`` where the options are whole numbers in order, or codes that end in such numbers,
        and at least three; ``note`` for what has no answer.
    texts : mapping of str to str
        Words by language, plain text; of a sub-question, those of its question and its own joined
        by `` – ``.
    options : tuple of AnswerOption
        In the order of the questionnaire.
    group : str
        Group or path, empty where none.
    required : bool
        Whether an answer must be given.
    """

    name: str
    question: str
    kind: Kind
    texts: Mapping[str, str]
    options: tuple[AnswerOption, ...] = ()
    group: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyDefinition:
    """A questionnaire as a platform describes it.

    Attributes
    ----------
    platform : str
        Which platform.
    file : str
        Where it was read from.
    version : str
        Version as far as the platform keeps one.
    languages : tuple of str
        The main one first.
    questions : tuple of Question
        In the order of the questionnaire.
    problems : tuple of Problem
        What could not be read.
    """

    platform: Platform
    file: str
    version: str
    languages: tuple[str, ...]
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...] = field(default=())

    def question(self, name: str) -> Question | None:
        """Return the question of a name, None where there is none."""
        return next((entry for entry in self.questions if entry.name == name), None)
