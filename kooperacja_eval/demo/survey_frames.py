"""Drawn answers as the tables ``respondents`` and ``answers``, without writing a file.

What comes out is what the raw files of the surveys hold, for tests and for simulations of many
seeds; respondents without a key get a name of their own in every wave.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo.dress import Cell
from kooperacja_eval.demo.frames import Days, Flags, Texts, day, texts
from kooperacja_eval.demo.survey_form import Form, survey_forms
from kooperacja_eval.demo.survey_model import (
    DONT_KNOW,
    HIGH,
    LOW,
    NOT_APPLICABLE,
    NOT_REACHED,
    SKIPPED,
    Draw,
    WaveDraw,
    draw_surveys,
)
from kooperacja_eval.demo.survey_parameters import (
    COMMENTS,
    SURVEY_EFFECTS,
    SurveyEffects,
)
from kooperacja_eval.demo.survey_pool import Pool
from kooperacja_eval.schemas.table import SOURCE_FIELDS, Table
from kooperacja_eval.schemas.tables.surveys import Answers, Respondents

PERIODS: Final = {
    "ex_ante": ("2019-09-02", "2019-10-31"),
    "mid_term": ("2020-02-17", "2020-04-30"),
    "ex_post": ("2020-10-05", "2020-11-27"),
}
"""First and last day of answering: within the periods of the waves."""
OFFICE_SECONDS: Final = 10 * 3600
COMMENT: Final = "OP1"
REASONS: Final = {
    SKIPPED: "skipped", DONT_KNOW: "dont_know", NOT_APPLICABLE: "not_applicable",
    NOT_REACHED: "incomplete",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFrames:
    """The tables that the surveys fill, typed as the schemas say, with empty source columns."""

    respondents: pd.DataFrame
    answers: pd.DataFrame


def simulate_surveys(
    pool: Pool,
    rng: np.random.Generator,
    *,
    effects: SurveyEffects = SURVEY_EFFECTS,
    forms: tuple[Form, ...] | None = None,
) -> SurveyFrames:
    """Draw the surveys of a pool and return their tables.

    Parameters
    ----------
    pool : Pool
        Persons asked.
    rng : numpy.random.Generator
        The only source of chance.
    effects : SurveyEffects
        The model.
    forms : tuple of Form, optional
        From ``survey_forms``; give it where many draws are made, so that it is read once.
    """
    known = forms or survey_forms(effects)
    return survey_frames(pool, known, draw_surveys(pool, known, effects, rng))


def survey_frames(pool: Pool, forms: tuple[Form, ...], draw: Draw) -> SurveyFrames:
    """Return what was drawn as tables."""
    pairs = list(zip(forms, draw.waves, strict=True))
    names = [respondent_names(pool, form, draw, drawn) for form, drawn in pairs]
    respondents = [
        _respondents(pool, form, draw, drawn, who)
        for (form, drawn), who in zip(pairs, names, strict=True)
    ]
    answers = [_answers(form, drawn, who) for (form, drawn), who in zip(pairs, names, strict=True)]
    return SurveyFrames(
        respondents=pd.concat(respondents, ignore_index=True),
        answers=pd.concat(answers, ignore_index=True),
    )


def respondent_names(pool: Pool, form: Form, draw: Draw, drawn: WaveDraw) -> Texts:
    """Return the key of each respondent, or a name for this wave only."""
    names = pool.keys[drawn.person]
    for at in np.flatnonzero(~draw.linkable[drawn.person]).tolist():
        names[at] = f"{form.wave}:{at + 1}"
    return names


def days_of(form: Form, drawn: WaveDraw) -> Days:
    """Return the day on which each respondent answered."""
    first, last = (day(end) for end in PERIODS[form.wave])
    span = int((last - first).astype(np.int64)) + 1
    days: Days = first + np.floor(drawn.when * span).astype("timedelta64[D]")
    return days


def moments_of(form: Form, drawn: WaveDraw) -> Days:
    """Return the second at which each respondent began, in office hours of that day."""
    first, last = (day(end) for end in PERIODS[form.wave])
    span = int((last - first).astype(np.int64)) + 1
    of_day = (drawn.when * span) % 1
    opened, seconds = np.timedelta64(7, "h"), np.floor(of_day * OFFICE_SECONDS)
    moments: Days = days_of(form, drawn) + (opened + seconds.astype("timedelta64[s]"))
    return moments


def comments_of(drawn: WaveDraw) -> list[Cell]:
    """Return the comment of each respondent, an empty text for none."""
    said = texts([*COMMENTS, ""])
    return list(said[drawn.comment])


def _respondents(pool: Pool, form: Form, draw: Draw, drawn: WaveDraw, names: Texts) -> pd.DataFrame:
    n, person = len(drawn.person), drawn.person
    completed = np.where(drawn.complete, days_of(form, drawn), np.datetime64("NaT", "D"))
    return _typed(
        Respondents,
        n,
        {
            "respondent_id": names,
            "wave": form.wave,
            "survey": form.wave,
            "instrument": form.survey.instrument,
            "version": form.survey.version,
            "linkable": draw.linkable[person],
            "pzk_id": pool.team_ids[pool.team[person]],
            "voivodeship": pool.places[pool.team[person]],
            "sector": pool.sectors[person],
            "level": pool.levels[person],
            "role": pool.roles[person],
            "completed_on": completed,
            "status": np.where(drawn.complete, "complete", "partial"),
        },
    )


def _answers(form: Form, drawn: WaveDraw, names: Texts) -> pd.DataFrame:
    n = len(drawn.person)
    said_later = np.where(drawn.comment >= 0, LOW, SKIPPED)[:, None]
    codes = np.hstack([drawn.ratings, drawn.ticks, said_later])
    first, last = len(form.items), len(form.items) + len(form.options)
    codes[form.options_page >= drawn.pages, first:last] = NOT_REACHED
    codes[~drawn.complete, -1] = NOT_REACHED
    items = texts([*form.items, *form.options, COMMENT])
    rated = np.zeros(codes.shape, dtype=bool)
    rated[:, :first] = True
    answered = np.where(rated, (codes >= LOW) & (codes <= HIGH), codes >= 0)
    answered[:, -1] = drawn.comment >= 0
    answered[~_seen(form, drawn), first:last] = False
    values = np.where(answered, codes, np.nan).astype(np.float64)
    values[:, -1] = np.nan
    said = texts([*COMMENTS, None])
    words = np.full(codes.shape, None, dtype=object)
    words[:, -1] = said[drawn.comment]
    reasons = np.full(codes.shape, None, dtype=object)
    for code, reason in REASONS.items():
        reasons[~answered & (codes == code)] = reason
    return _typed(
        Answers,
        codes.size,
        {
            "respondent_id": np.repeat(names, codes.shape[1]),
            "wave": form.wave,
            "item_id": np.tile(items, n),
            "value": values.ravel(),
            "text": words.ravel(),
            "missing_reason": reasons.ravel(),
        },
    )


def _seen(form: Form, drawn: WaveDraw) -> Flags:
    """Return who is known to have seen the multiple choice.

    A file of SPSS says of every option whether it was ticked. LimeSurvey and KoBoToolbox leave a
    question without a tick empty: only a tick, or the comment that follows, tells that it was seen.
    """
    if form.wave == "ex_post":
        return np.ones(len(drawn.person), dtype=bool)
    seen: Flags = drawn.ticks.any(axis=1) | (drawn.comment >= 0)
    return seen


def _typed(table: type[Table], rows: int, columns: dict[str, Any]) -> pd.DataFrame:
    described = {**table.fields, **SOURCE_FIELDS}
    index = pd.RangeIndex(rows)
    return pd.DataFrame(
        {
            name: pd.Series(columns.get(name), index=index, dtype=_dtype(field.dtype))
            for name, field in described.items()
        }
    )


def _dtype(name: str) -> Any:
    return name
