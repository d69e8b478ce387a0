"""What every form has beside the items: pages, and questions about the respondent with answers.

The codes and words of what is offered come from the schemas; here they only get the short codes
that LimeSurvey allows.
"""

from dataclasses import dataclass
from typing import Final

from kooperacja_eval.instruments.questionnaires import FormQuestion, Questionnaire, QuestionType
from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import CodeList
from kooperacja_eval.text import Text

THEN_PAGE: Final = Text("{} – przed współpracą", "{} – before cooperation")
PAGES: Final = {
    "about": Text("Państwa podmiot", "Your entity"),
    "tools_used": Text("Udział w projekcie", "Part in the project"),
    "comment": Text("Uwagi", "Comments"),
}
WELCOME: Final = Text(
    "Ankieta jest skierowana do przedstawicieli podmiotów współpracujących w Partnerskich "
    "Zespołach Kooperacji (PZK). Udział jest dobrowolny, można pominąć każde pytanie. Kod "
    "uczestnika służy tylko do łączenia odpowiedzi z kolejnych pomiarów. Wyniki przedstawiamy "
    "tylko zbiorczo.",
    "This survey is for representatives of entities that cooperate in partnership cooperation "
    "teams (PZK). Taking part is voluntary and any question may be left out. The participant code "
    "only serves to link the answers of several waves. Results are shown for groups only.",
)
THANKS: Final = Text("Dziękujemy za wypełnienie ankiety.", "Thank you for your answers.")
KEY: Final = "KEY"
KEY_TEXT: Final = Text(
    "Kod uczestnika (pozwala połączyć odpowiedzi z kolejnych pomiarów; można zostawić puste)",
    "Participant code (lets the answers of several waves be linked; may be left empty)",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An answer to a question about the respondent.

    Attributes
    ----------
    short : str
        Code of at most five letters and digits.
    id : str
        Code of the schema.
    label : Text
        Words of the schema.
    """

    short: str
    id: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Questions that are shown together, under a title."""

    name: str
    title: Text
    questions: tuple[FormQuestion, ...]


_LETTERED: Final[dict[QuestionType, tuple[str, CodeList]]] = {
    "level": ("L", codes.LEVELS),
    "sector": ("S", codes.SECTORS),
    "role": ("R", codes.RESPONDENT_ROLES),
}


def offers(kind: QuestionType) -> tuple[Offer, ...]:
    """Return the answers offered to a question about the respondent; none for other questions.

    Examples
    --------
    >>> [(offer.short, offer.id) for offer in offers("level")]
    [('L1', 'gmina'), ('L2', 'powiat'), ('L3', 'voivodeship')]
    """
    if kind == "voivodeship":
        teryt = {place: number for number, place in codes.TERYT_VOIVODESHIPS.items()}
        return tuple(
            Offer(short=teryt[place.id], id=place.id, label=place.label)
            for place in codes.VOIVODESHIPS
        )
    if kind not in _LETTERED:
        return ()
    letter, listed = _LETTERED[kind]
    return tuple(
        Offer(short=f"{letter}{number}", id=code.id, label=code.label)
        for number, code in enumerate(listed, 1)
    )


def pages(survey: Questionnaire, wave: str | None = None) -> tuple[Page, ...]:
    """Return the pages of a form: about the entity, one for each array, and the rest.

    Parameters
    ----------
    survey : Questionnaire
        What is asked.
    wave : str, optional
        Only what this wave asks; everything without it.

    Raises
    ------
    ConfigurationError
        Where nothing is asked in the wave.
    """
    titles = survey.scale_titles()
    then = set(survey.items.loc[survey.items["measure"] == "then", "item_id"])
    found: dict[str, tuple[Text, list[FormQuestion]]] = {}
    for question in survey.asked(wave):
        name, title = _page_of(question, titles, then)
        found.setdefault(name, (title, []))[1].append(question)
    return tuple(
        Page(name=name, title=title, questions=tuple(questions))
        for name, (title, questions) in found.items()
    )


def _page_of(question: FormQuestion, titles: dict[str, Text], then: set[str]) -> tuple[str, Text]:
    if question.type == "array":
        title = titles[question.scale]
        if question.items[0] in then:
            before = Text(THEN_PAGE.pl.format(title.pl), THEN_PAGE.en.format(title.en))
            return f"{question.scale}_then", before
        return question.scale, title
    name = {"multiple": "tools_used", "text": "comment"}.get(question.type, "about")
    return name, PAGES[name]
