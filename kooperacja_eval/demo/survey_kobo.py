"""The mid-term survey as KoBoToolbox exports it: paths of groups, ticks twice, numbers as text.

Half-way the form was changed: its second version has one question in another group, so that the
export has a column for it in each group and every row fills one of them.
"""

import uuid
from typing import Final

import numpy as np

from kooperacja_eval.demo.dress import Cell, Grid
from kooperacja_eval.demo.frames import texts
from kooperacja_eval.demo.survey_form import Form
from kooperacja_eval.demo.survey_frames import comments_of, moments_of
from kooperacja_eval.demo.survey_model import LOW, Draw, WaveDraw
from kooperacja_eval.demo.survey_pool import Pool
from kooperacja_eval.instruments.forms import KEY, pages

FORM_VERSIONS: Final = ("vSYNTETYCZNA1aaaaaaaaaa", "vSYNTETYCZNA2bbbbbbbbbb")
MOVED: Final = "RS4"
MOVED_TO: Final = "cooperation"
CHANGED_AT: Final = 0.5
"""Share of the time after which the second version of the form is filled in."""
FIRST_ID: Final = 4_100_000
SUBMITTED_BY: Final = ""


def kobo_grid(
    pool: Pool, form: Form, draw: Draw, drawn: WaveDraw, rng: np.random.Generator
) -> Grid:
    """Return the export of a wave: a row for each respondent in order of time."""
    n = len(drawn.person)
    second = drawn.when >= CHANGED_AT
    columns = _questions(pool, form, draw, drawn)
    for path in [path for path in columns if path.endswith(f"/{MOVED}")]:
        cells = texts([str(cell) for cell in columns[path]])
        columns[path] = np.where(second, "", cells).tolist()
        columns[f"{MOVED_TO}/{MOVED}"] = np.where(second, cells, "").tolist()
    columns |= {
        "_id": [str(FIRST_ID + 7 * i) for i in range(n)],
        "_uuid": [str(uuid.UUID(bytes=rng.bytes(16), version=4)) for _ in range(n)],
        "_submission_time": [str(moment) for moment in moments_of(form, drawn)],
        "_validation_status": [""] * n,
        "_notes": [""] * n,
        "_status": ["submitted_via_web"] * n,
        "_submitted_by": [SUBMITTED_BY] * n,
        "__version__": texts(FORM_VERSIONS)[second.astype(np.int64)].tolist(),
        "_tags": [""] * n,
        "_index": [str(i) for i in range(1, n + 1)],
    }
    names = tuple(columns)
    return Grid(fields=names, headers=names, columns=tuple(columns.values()))


def _questions(pool: Pool, form: Form, draw: Draw, drawn: WaveDraw) -> dict[str, list[Cell]]:
    said = _said(pool, form, draw, drawn)
    columns: dict[str, list[Cell]] = {}
    for number, page in enumerate(pages(form.survey, form.wave)):
        names = [KEY] if number == 0 else []
        for question in page.questions:
            if question.type == "array":
                names += question.items
            elif question.type == "multiple":
                names += [question.name, *(f"{question.name}/{item}" for item in question.items)]
            else:
                names.append(question.name)
        columns |= {f"{page.name}/{name}": said[name] for name in names}
    return columns


def _said(pool: Pool, form: Form, draw: Draw, drawn: WaveDraw) -> dict[str, list[Cell]]:
    person = drawn.person
    written = texts([str(code) for code in range(10)])
    codes = np.where(drawn.ratings >= LOW, written[np.maximum(drawn.ratings, 0)], "")
    (multiple,) = (q for q in form.survey.asked(form.wave) if q.type == "multiple")
    options = np.array(form.options)
    unticked = np.where(drawn.ticks.any(axis=1), "0", "")
    return {
        KEY: np.where(draw.linkable, pool.keys, "")[person].tolist(),
        "TEAM": pool.team_ids[pool.team[person]].tolist(),
        "VOIV": pool.places[pool.team[person]].tolist(),
        "LEVEL": pool.levels[person].tolist(),
        "SECT": pool.sectors[person].tolist(),
        "ROLE": pool.roles[person].tolist(),
        **{item: codes[:, i].tolist() for i, item in enumerate(form.items)},
        multiple.name: [" ".join(options[ticks]) for ticks in drawn.ticks],
        **{
            f"{multiple.name}/{option}": np.where(drawn.ticks[:, i], "1", unticked).tolist()
            for i, option in enumerate(form.options)
        },
        "OP1": comments_of(drawn),
    }
