"""Writes a questionnaire as an XLSForm for KoBoToolbox and ODK.

Items are ``select_one`` questions in a group for each scale. The participant's code is a question,
because these platforms have no access codes. The same questionnaire always gives the same bytes:
entries of the workbook are stored, not compressed, and carry no time of the clock.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Final

import xlsxwriter

from kooperacja_eval.instruments.forms import KEY, KEY_TEXT, Page, offers, pages
from kooperacja_eval.instruments.questionnaires import FormQuestion, Questionnaire, QuestionType
from kooperacja_eval.text import Text

LABELS: Final = ("label::Polski (pl)", "label::English (en)")
DEFAULT_LANGUAGE: Final = "Polski (pl)"
SURVEY_HEAD: Final = ("type", "name", *LABELS, "required", "appearance")
CHOICES_HEAD: Final = ("list_name", "name", *LABELS)
SETTINGS_HEAD: Final = ("form_title", "form_id", "version", "default_language")
RATING_LIST: Final = "agreement"
KINDS: Final[dict[QuestionType, str]] = {
    "text": "text",
    "line": "text",
    "voivodeship": "select_one voivodeship",
    "level": "select_one level",
    "sector": "select_one sector",
    "role": "select_one role",
}
OFFERED: Final[tuple[QuestionType, ...]] = ("voivodeship", "level", "sector", "role")
CREATED: Final = dt.datetime(2020, 12, 31)  # noqa: DTZ001 - spreadsheets know no time zones
ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
ZIP_UNIX: Final = 3
WIDTH: Final = 30

Line = Sequence[str]


def write_xlsform(
    survey: Questionnaire, *, wave: str | None = None, title: Text | None = None
) -> bytes:
    """Return a questionnaire as the content of an XLSForm workbook, in Polish and English.

    Parameters
    ----------
    survey : Questionnaire
        What is asked.
    wave : str, optional
        Only what this wave asks; everything without it.
    title : Text, optional
        Title of the form; that of the questionnaire without it.

    Raises
    ------
    ConfigurationError
        Where nothing is asked in the wave.
    """
    shown = pages(survey, wave)
    settings = (
        (title or survey.title).pl,
        f"{survey.instrument}_{wave}" if wave else survey.instrument,
        survey.version,
        DEFAULT_LANGUAGE,
    )
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": CREATED, "title": settings[0]})
        for name, head, lines in (
            ("survey", SURVEY_HEAD, _survey(survey, shown)),
            ("choices", CHOICES_HEAD, _choices(survey, shown)),
            ("settings", SETTINGS_HEAD, iter([settings])),
        ):
            page = book.add_worksheet(name)
            page.set_column(0, len(head) - 1, WIDTH)
            for row, line in enumerate((head, *lines)):
                for column, cell in enumerate(line):
                    if cell:
                        page.write_string(row, column, cell)
    return stored(buffer.getvalue())


def stored(content: bytes) -> bytes:
    """Pack the entries of a zip file again, without compression and without times."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as packed,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as result,
    ):
        for name in packed.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.create_system = ZIP_UNIX
            result.writestr(entry, packed.read(name))
    return buffer.getvalue()


def _survey(survey: Questionnaire, shown: tuple[Page, ...]) -> Iterator[Line]:
    words = survey.item_texts()
    for number, page in enumerate(shown):
        yield ("begin_group", page.name, page.title.pl, page.title.en, "", "field-list")
        if number == 0:
            yield ("text", KEY, KEY_TEXT.pl, KEY_TEXT.en, "", "")
        for question in page.questions:
            yield from _asked(question, words)
        yield ("end_group", "", "", "", "", "")


def _asked(question: FormQuestion, words: dict[str, Text]) -> Iterator[Line]:
    asked = words.get(question.name, question.text)
    if question.type == "array":
        yield ("note", f"{question.name}_intro", asked.pl, asked.en, "", "")
        for item in question.items:
            yield (f"select_one {RATING_LIST}", item, words[item].pl, words[item].en, "", "")
    elif question.type == "multiple":
        yield (f"select_multiple {question.name}", question.name, asked.pl, asked.en, "", "")
    else:
        yield (KINDS[question.type], question.name, asked.pl, asked.en, "", "")


def _choices(survey: Questionnaire, shown: tuple[Page, ...]) -> Iterator[Line]:
    first = survey.items.loc[survey.items["kind"] == "rating", "item_id"].iloc[0]
    for code, label in survey.answers_to(str(first)).items():
        yield (RATING_LIST, code, label.pl, label.en)
    for kind in OFFERED:
        for offer in offers(kind):
            yield (kind, offer.id, offer.label.pl, offer.label.en)
    words = survey.item_texts()
    for question in (q for page in shown for q in page.questions if q.type == "multiple"):
        for item in question.items:
            yield (question.name, item, words[item].pl, words[item].en)
