"""What each wave asks, as arrays: the rating items with their scale, page and direction."""

from dataclasses import dataclass

import numpy as np

from kooperacja_eval.demo.frames import Flags, Ints
from kooperacja_eval.demo.survey_parameters import (
    COMMENTS,
    INSTRUMENT,
    VERSION,
    WAVES,
    SurveyEffects,
)
from kooperacja_eval.instruments.forms import pages
from kooperacja_eval.instruments.questionnaires import Questionnaire, questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What one wave asks; arrays are of shape (rating items,), in the order of the form.

    Attributes
    ----------
    wave : str
        Which wave.
    survey : Questionnaire
        The questionnaire.
    items : tuple of str
        Rating items.
    options : tuple of str
        Options of the multiple choice.
    scale : array of int
        Index of the scale of each item.
    place : array of int
        Place of the item in its scale, from 0.
    then, reverse : array of bool
        Whether the item rates the time before; whether it is reversed.
    page : array of int
        Page of the item, from 0.
    pages, options_page, comments : int
        Number of pages, page of the multiple choice, number of comments to draw from.
    """

    wave: str
    survey: Questionnaire
    items: tuple[str, ...]
    options: tuple[str, ...]
    scale: Ints
    place: Ints
    then: Flags
    reverse: Flags
    page: Ints
    pages: int
    options_page: int
    comments: int


def survey_forms(effects: SurveyEffects) -> tuple[Form, ...]:
    """Return the form of every wave, in the order of ``WAVES``."""
    survey = questionnaire(INSTRUMENT, VERSION)
    return tuple(_form(survey, wave, effects) for wave in WAVES)


def _form(survey: Questionnaire, wave: str, effects: SurveyEffects) -> Form:
    page_of = {
        item: number
        for number, page in enumerate(pages(survey, wave))
        for question in page.questions
        for item in question.items
    }
    asked = survey.items[survey.items["item_id"].isin(list(page_of))]
    rated = asked[asked["kind"] == "rating"]
    options = tuple(asked.loc[asked["kind"] == "option", "item_id"])
    scales = list(effects.means)
    items = tuple(rated["item_id"])
    return Form(
        wave=wave,
        survey=survey,
        items=items,
        options=options,
        scale=np.array([scales.index(scale) for scale in rated["scale"]], dtype=np.int64),
        place=np.array(rated.groupby(["scale", "measure"]).cumcount(), dtype=np.int64),
        then=np.array(rated["measure"] == "then", dtype=bool),
        reverse=np.array(rated["reverse"], dtype=bool),
        page=np.array([page_of[item] for item in items], dtype=np.int64),
        pages=max(page_of.values()) + 1,
        options_page=page_of[options[0]],
        comments=len(COMMENTS),
    )
