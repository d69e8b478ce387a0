"""Who answered the surveys, who can be linked between waves, and what was left unanswered."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.survey_data import Bools, SurveyData
from kooperacja_eval.indicators.survey_scoring import Floats
from kooperacja_eval.indicators.values import Value, count
from kooperacja_eval.schemas.codes import MISSING_REASONS

NOT_ASKED: Final = "not_asked"
"""Reason of what is no missing answer."""
TOTAL: Final = ""
"""The group of all respondents together."""


def groups_of(surveys: SurveyData, place: Place) -> Iterator[tuple[str, Bools]]:
    """Give the groups of respondents of a place: all, and in a macroregion by attribute.

    Yields
    ------
    group : str
        Empty for all, else attribute and code, such as ``sector:health``.
    rows : ndarray of bool, shape (rows,)
        Which rows belong to it.
    """
    if place not in surveys.kept:
        surveys.kept[place] = tuple(_groups(surveys, place))
    yield from surveys.kept[place]


def _groups(surveys: SurveyData, place: Place) -> Iterator[tuple[str, Bools]]:
    inside = surveys.inside(place)
    yield TOTAL, inside
    if place.level != "macroregion":
        return
    for name, codes in surveys.dimensions.items():
        for code in sorted(set(codes[inside])):
            yield f"{name}:{code}", inside & (codes == code)


def survey_respondents(data: StudyData, place: Place) -> list[Value]:
    """Respondents of each wave: a person counts once in each wave that the person answered.

    Questionnaires that were broken off count too; with one answer or none as with all of them.
    """
    surveys = data.surveys
    return [
        count(int((rows & (surveys.wave == wave)).sum()), group=group or None, wave=wave)
        for wave in surveys.waves
        for group, rows in groups_of(surveys, place)
    ]


def survey_links(data: StudyData, place: Place) -> list[Value]:
    """Respondents of two waves: linked by their key, and answered only one or cannot be linked.

    A linked respondent belongs to the place of the earlier wave.
    """
    surveys, values = data.surveys, []
    inside = surveys.inside(place)
    for pair in surveys.pairs:
        links = surveys.links(pair)
        numbers = {
            "linked": inside[links.before].sum(),
            "only_before": inside[links.only_before].sum(),
            "only_after": inside[links.only_after].sum(),
        }
        values += [count(int(n), group=group, wave=pair.name) for group, n in numbers.items()]
    return values


def answer_missing_share(data: StudyData, place: Place) -> list[Value]:
    """Answers to rating items that are missing, by reason, among all that were to be given.

    Respondents times the rating items of their questionnaire in that wave; the reasons are those
    of the table ``answers``. Items that were not asked were not to be answered.
    """
    surveys, values = data.surveys, []
    frame = surveys.tables["answers"]
    rated = frame[frame["item_id"].isin(surveys.items["item_id"])]
    rated = rated[(rated["missing_reason"] != NOT_ASKED).fillna(value=True).astype(bool)]
    there = surveys.rows.loc[surveys.inside(place), ["respondent_id", "wave"]]
    rated = rated.merge(there, on=["respondent_id", "wave"], validate="many_to_one")
    for wave in surveys.waves:
        here = rated[rated["wave"] == wave]
        numbers = here["missing_reason"].value_counts()
        values += [
            _missing_share(int(numbers.get(reason, 0)), len(here), reason, wave)
            for reason in MISSING_REASONS.ids
            if numbers.get(reason, 0)
        ]
        values.append(_missing_share(int(here["value"].isna().sum()), len(here), None, wave))
    return values


def _missing_share(missing: int, total: int, reason: str | None, wave: str) -> Value:
    return Value(
        method="count",
        numerator=float(missing),
        denominator=float(total),
        value=missing / total if total else None,
        n=total,
        group=reason,
        wave=wave,
        status="ok" if total else "insufficient",
    )


def answer_share(data: StudyData, place: Place) -> list[Value]:
    """Share of each answer among those who answered an item, by wave; then-tests included."""
    surveys, values = data.surveys, []
    inside = surveys.inside(place)
    for item in surveys.items.to_dict("records"):
        if np.isnan(item["low"]) or np.isnan(item["high"]):
            continue
        levels = range(int(item["low"]), int(item["high"]) + 1)
        answers = surveys.answers(str(item["item_id"]))
        for wave in surveys.waves:
            given = answers[inside & (surveys.wave == wave)]
            if not np.isnan(given).all():
                name = str(item["item_id"])
                values += [_answer_share(given, f"{name}={n}", n, wave) for n in levels]
    return values


def _answer_share(answers: Floats, group: str, level: int, wave: str) -> Value:
    given = answers[~np.isnan(answers)]
    return Value(
        method="count",
        numerator=float(np.count_nonzero(given == level)),
        denominator=float(given.size),
        value=float(np.mean(given == level)),
        n=int(given.size),
        n_missing=int(answers.size) - int(given.size),
        group=group,
        wave=wave,
    )
