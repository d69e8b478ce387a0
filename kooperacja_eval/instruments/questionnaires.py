"""The questionnaires that the package ships: items, answer options, scales, and who is asked what.

The border: words and codes as the package data hold them, typed and checked. Forms for survey
platforms are made from them by ``lss`` and ``xlsform``; scoring is done above this layer.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Final, Literal, cast, get_args

import pandas as pd

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.schemas.table import SOURCE_FIELDS, Table
from kooperacja_eval.schemas.tables.questionnaires import Items, Options, Scales
from kooperacja_eval.schemas.validate import validate
from kooperacja_eval.text import Text

QuestionType = Literal[
    "array", "multiple", "text", "line", "voivodeship", "level", "sector", "role"
]
QUESTION_TYPES: Final[tuple[QuestionType, ...]] = get_args(QuestionType)

SHIPPED: Final = {"podmioty_kooperacja": ("1.0",)}
DELIMITER: Final = ";"
TRUE: Final = "true"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormQuestion:
    """One question of a form: an array of items, or something about the respondent.

    Attributes
    ----------
    name : str
        Code of the question; the items of an array begin with it.
    type : str
        ``array`` of rating items, ``multiple`` choice, ``text`` for an open answer, ``line`` for a
        short one; ``voivodeship``, ``level``, ``sector`` and ``role`` offer the codes of the
        schema.
    scale : str
        Scale of an array, empty for others.
    waves : tuple of str
        Waves in which it is asked.
    text : Text
        What is asked.
    items : tuple of str
        Items that it asks, in their order; empty for what is about the respondent.
    """

    name: str
    type: QuestionType
    scale: str
    waves: tuple[str, ...]
    text: Text
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """One version of a questionnaire.

    Attributes
    ----------
    instrument, version : str
        Which.
    title : Text
        Title in forms.
    items, options, scales : pandas.DataFrame
        The tables of these names, typed and valid, with empty source columns.
    questions : tuple of FormQuestion
        In the order of the form.
    """

    instrument: str
    version: str
    title: Text
    items: pd.DataFrame
    options: pd.DataFrame
    scales: pd.DataFrame
    questions: tuple[FormQuestion, ...]

    def asked(self, wave: str | None = None) -> tuple[FormQuestion, ...]:
        """Return the questions of a wave in their order, without one those of all waves.

        Raises
        ------
        ConfigurationError
            Where no question is asked in the wave; the known waves are named.
        """
        if wave is None:
            return self.questions
        found = tuple(question for question in self.questions if wave in question.waves)
        if not found:
            known = dict.fromkeys(name for question in self.questions for name in question.waves)
            raise _unknown(
                Text(f"pomiaru {wave} w kwestionariuszu {self.instrument}",
                     f"wave {wave} in the questionnaire {self.instrument}"), known,
            )  # fmt: skip
        return found

    def items_of(self, wave: str) -> tuple[str, ...]:
        """Return the items that a wave asks, in their order; errors as ``asked``."""
        return tuple(item for question in self.asked(wave) for item in question.items)

    def item_texts(self) -> dict[str, Text]:
        """Return the words of every item."""
        return _texts(self.items, "item_id", "text")

    def scale_titles(self) -> dict[str, Text]:
        """Return the title of every scale."""
        return _texts(self.scales, "scale", "title")

    def answers_to(self, item: str) -> dict[str, Text]:
        """Return code and words of the options of an item, in their order."""
        return _texts(self.options[self.options["item_id"] == item], "code", "label")


TITLES: Final = {
    "podmioty_kooperacja": Text(
        "Ankieta dla przedstawicieli podmiotów współpracujących w PZK",
        "Survey of representatives of entities that cooperate in PZK teams",
    )
}


def shipped() -> dict[str, tuple[str, ...]]:
    """Return the versions of every questionnaire that the package ships.

    Examples
    --------
    >>> shipped()
    {'podmioty_kooperacja': ('1.0',)}
    """
    return dict(SHIPPED)


def questionnaire(instrument: str, version: str) -> Questionnaire:
    """Return a questionnaire that the package ships.

    Parameters
    ----------
    instrument, version : str
        Which; ``shipped`` names those that there are.

    Raises
    ------
    ConfigurationError
        Where the package ships no such questionnaire or version; the known ones are named.

    Examples
    --------
    >>> survey = questionnaire("podmioty_kooperacja", "1.0")
    >>> len(survey.items), len(survey.scales)
    (58, 8)
    """
    folder = folder_of(instrument, version)
    items = _table(Items, folder)
    return Questionnaire(
        instrument=instrument,
        version=version,
        title=TITLES[instrument],
        items=items,
        options=_table(Options, folder),
        scales=_table(Scales, folder),
        questions=_questions(folder, items["item_id"].tolist()),
    )


def folder_of(instrument: str, version: str) -> Traversable:
    """Return the folder of package data of a questionnaire; errors as ``questionnaire``."""
    if instrument not in SHIPPED:
        what = Text(f"kwestionariusza {instrument}", f"questionnaire {instrument}")
        raise _unknown(what, SHIPPED)
    if version not in SHIPPED[instrument]:
        what = Text(
            f"wersji {version} kwestionariusza {instrument}",
            f"version {version} of the questionnaire {instrument}",
        )
        raise _unknown(what, SHIPPED[instrument])
    return resources.files(__package__).joinpath(instrument, version)


def _unknown(what: Text, known: Iterable[str]) -> ConfigurationError:
    names = ", ".join(known)
    return ConfigurationError(
        Text(
            f"Pakiet nie zawiera {what.pl}. Dostępne: {names}.",
            f"The package has no {what.en}. There are: {names}.",
        )
    )


def _texts(frame: pd.DataFrame, key: str, words: str) -> dict[str, Text]:
    pairs = zip(frame[key], frame[f"{words}_pl"], frame[f"{words}_en"], strict=True)
    return {str(name): Text(str(pl), str(en)) for name, pl, en in pairs}


def _rows(folder: Traversable, name: str) -> list[dict[str, str]]:
    text = folder.joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter=DELIMITER))


def _table(table: type[Table], folder: Traversable) -> pd.DataFrame:
    rows = _rows(folder, table.table_name)
    frame = pd.DataFrame(
        {
            name: pd.Series([_value(row.get(name, ""), dtype) for row in rows]).astype(
                cast("Any", dtype)
            )
            for name, dtype in table.dtypes().items()
        }
    )
    problems = validate(table, frame)
    if problems:
        found = "; ".join(f"{problem.column}: {problem.rule}" for problem in problems)
        raise ValueError(f"package data of {table.table_name} break their rules: {found}")
    return frame[[*table.fields, *SOURCE_FIELDS]]


def _value(text: str, dtype: str) -> object:
    if not text:
        return None
    match dtype:
        case "boolean":
            return text == TRUE
        case "Int64":
            return int(text)
        case "float64":
            return float(text)
        case _:
            return text


def _questions(folder: Traversable, items: list[str]) -> tuple[FormQuestion, ...]:
    known: dict[str, QuestionType] = {name: name for name in QUESTION_TYPES}
    return tuple(
        FormQuestion(
            name=row["question"],
            type=known[row["type"]],
            scale=row["scale"],
            waves=tuple(row["waves"].split()),
            text=Text(row["text_pl"], row["text_en"]),
            items=tuple(item for item in items if _belongs(item, row["question"])),
        )
        for row in _rows(folder, "questions")
    )


def _belongs(item: str, question: str) -> bool:
    """Whether an item is the question itself or its name followed by a number."""
    return item == question or item.removeprefix(question).isdecimal()
