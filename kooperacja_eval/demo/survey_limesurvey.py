"""The ex-ante survey as LimeSurvey exports it: codes, all cells quoted, times of pages at the end.

Persons who gave their key came with an access code, which is the token; the others came by an
open link and have none. Whoever broke off has no ``submitdate``, and empty cells from there on.
"""

import csv
import io
from collections.abc import Sequence
from typing import Final

import numpy as np

from kooperacja_eval.demo.dress import Cell, Grid
from kooperacja_eval.demo.frames import Ints, Texts, texts
from kooperacja_eval.demo.survey_form import Form
from kooperacja_eval.demo.survey_frames import comments_of, moments_of
from kooperacja_eval.demo.survey_model import LOW, Draw, WaveDraw
from kooperacja_eval.demo.survey_pool import Pool
from kooperacja_eval.instruments.forms import offers, pages
from kooperacja_eval.instruments.questionnaires import QuestionType

BOM: Final = "\ufeff"
SECONDS_PER_PAGE: Final = (20, 90)
SEEDS: Final = (10**8, 2 * 10**9)


def limesurvey_grid(
    pool: Pool, form: Form, draw: Draw, drawn: WaveDraw, rng: np.random.Generator
) -> Grid:
    """Return the export of a wave: a row for each respondent in order of time."""
    n = len(drawn.person)
    shown = pages(form.survey, form.wave)
    spent = np.round(rng.uniform(*SECONDS_PER_PAGE, (n, len(shown))), 2)
    spent[np.arange(len(shown)) >= drawn.pages[:, None]] = 0
    started = moments_of(form, drawn)
    ended = started + np.ceil(spent.sum(axis=1)).astype("timedelta64[s]")
    columns: dict[str, Sequence[Cell]] = {
        "id": _numbers(np.arange(1, n + 1)),
        "submitdate": _times(ended, drawn.complete),
        "lastpage": _numbers(drawn.pages),
        "startlanguage": ["pl"] * n,
        "seed": _numbers(rng.choice(np.arange(*SEEDS, 997), n, replace=False)),
        "token": np.where(draw.linkable, pool.keys, "")[drawn.person].tolist(),
        "startdate": _times(started, np.ones(n, dtype=bool)),
        "datestamp": _times(ended, np.ones(n, dtype=bool)),
        "ipaddr": [""] * n,
        **_about(pool, drawn),
        **_answers(form, drawn),
        "interviewtime": _seconds(spent.sum(axis=1)),
        **{f"groupTime{i}": _seconds(spent[:, i - 1]) for i in range(1, len(shown) + 1)},
    }
    names = tuple(columns)
    return Grid(fields=names, headers=names, columns=tuple(list(c) for c in columns.values()))


def limesurvey_csv(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return rows as LimeSurvey writes a CSV file: byte order mark, empty last line."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return f"{BOM}{stream.getvalue()}\r\n".encode()


def _about(pool: Pool, drawn: WaveDraw) -> dict[str, list[Cell]]:
    team = pool.team[drawn.person]
    return {
        "TEAM": pool.team_ids[team].tolist(),
        "VOIV": _short("voivodeship", pool.places[team]),
        "LEVEL": _short("level", pool.levels[drawn.person]),
        "SECT": _short("sector", pool.sectors[drawn.person]),
        "ROLE": _short("role", pool.roles[drawn.person]),
    }


def _short(kind: QuestionType, values: Texts) -> list[Cell]:
    known = {offer.id: offer.short for offer in offers(kind)}
    return [known[value] for value in values.tolist()]


def _answers(form: Form, drawn: WaveDraw) -> dict[str, list[Cell]]:
    written = texts([str(code) for code in range(10)])
    codes = np.where(drawn.ratings >= LOW, written[np.maximum(drawn.ratings, 0)], "")
    rated = {item: codes[:, i].tolist() for i, item in enumerate(form.items)}
    ticked = {
        option: np.where(drawn.ticks[:, i], "Y", "").tolist()
        for i, option in enumerate(form.options)
    }
    said = {**rated, **ticked}
    columns: dict[str, list[Cell]] = {}
    for page in pages(form.survey, form.wave):
        for question in page.questions:
            if question.type in {"array", "multiple"}:
                columns |= {f"{question.name}[{item}]": said[item] for item in question.items}
            elif question.items:
                columns[question.name] = comments_of(drawn)
    return columns


def _numbers(values: Ints) -> list[Cell]:
    return [str(value) for value in values.tolist()]


def _seconds(values: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> list[Cell]:
    return [f"{value:.2f}" for value in values.tolist()]


def _times(
    moments: "np.ndarray[tuple[int], np.dtype[np.datetime64]]",
    there: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
) -> list[Cell]:
    shown = np.datetime_as_string(moments.astype("datetime64[s]"))
    return [
        str(moment).replace("T", " ") if known else ""
        for moment, known in zip(shown, there, strict=True)
    ]
