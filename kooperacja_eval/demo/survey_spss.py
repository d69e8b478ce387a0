"""The ex-post survey as a file of SPSS: labelled codes, declared missing codes, dates.

Bytes never change: the header of a ``.sav`` file holds the day and time of writing in fields of
fixed width (specification of PSPP, "File Header Record"), which are overwritten.
"""

import tempfile
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyreadstat

from kooperacja_eval.demo.frames import Texts
from kooperacja_eval.demo.survey_form import Form
from kooperacja_eval.demo.survey_frames import comments_of, days_of
from kooperacja_eval.demo.survey_model import DONT_KNOW, LOW, NOT_APPLICABLE, Draw, WaveDraw
from kooperacja_eval.demo.survey_pool import Pool
from kooperacja_eval.instruments.forms import KEY, KEY_TEXT, offers
from kooperacja_eval.instruments.questionnaires import QuestionType

Labels = dict[int | float, str]

WRITTEN: Final = b"31 Dec 2012:00:00"
"""Day (dd mmm yy) and time (hh:mm:ss) that stand in the header."""
WRITTEN_AT: Final = 92
"""Place of these fields: after record type, product, layout, case size, compression, weight,
number of cases and bias: 4 + 60 + 4 + 4 + 4 + 4 + 4 + 8 bytes."""
FILE_LABEL: Final = "DANE SYNTETYCZNE"
DATE: Final = "DATA"
DATE_LABEL: Final = "Data wypełnienia"
TICKED: Final[Labels] = {1: "tak", 0: "nie"}
CODED: Final[dict[str, QuestionType]] = {
    "VOIV": "voivodeship", "LEVEL": "level", "SECT": "sector", "ROLE": "role",
}  # fmt: skip


def spss_numbers(kind: QuestionType) -> dict[str, int]:
    """Return the number that stands for each code of the schema in the file.

    Examples
    --------
    >>> spss_numbers("level")
    {'gmina': 1, 'powiat': 2, 'voivodeship': 3}
    """
    return {offer.id: int(offer.short.lstrip("LSR")) for offer in offers(kind)}


def spss_file(pool: Pool, form: Form, draw: Draw, drawn: WaveDraw) -> bytes:
    """Return the answers of a wave as the content of a ``.sav`` file, in order of time."""
    words = {item: text.pl for item, text in form.survey.item_texts().items()}
    asked = {q.name: q.text.pl for q in form.survey.asked(form.wave)}
    labels = {KEY: KEY_TEXT.pl, DATE: DATE_LABEL, **asked, **words}
    frame = _frame(pool, form, draw, drawn)
    ratings: Labels = {
        int(code): label.pl for code, label in form.survey.answers_to(form.items[0]).items()
    }
    named: dict[str, Labels] = {name: _labels(kind) for name, kind in CODED.items()}
    declared: list[Any] = [float(NOT_APPLICABLE), float(DONT_KNOW)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.sav"
        pyreadstat.write_sav(
            frame,
            path,
            file_label=FILE_LABEL,
            row_compress=True,
            column_labels=[labels[name] for name in frame.columns],
            variable_value_labels={
                **named,
                **dict.fromkeys(form.items, ratings),
                **dict.fromkeys(form.options, TICKED),
            },
            missing_ranges=dict.fromkeys(form.items, declared),
            variable_measure={
                **dict.fromkeys(CODED, "nominal"),
                **dict.fromkeys(form.items, "ordinal"),
            },
            variable_format=dict.fromkeys([*form.items, *form.options, *CODED], "F2.0"),
        )
        return without_clock(path.read_bytes())


def without_clock(content: bytes) -> bytes:
    """Return a ``.sav`` file with a fixed day and time of writing in its header."""
    return content[:WRITTEN_AT] + WRITTEN + content[WRITTEN_AT + len(WRITTEN) :]


def _labels(kind: QuestionType) -> Labels:
    numbers = spss_numbers(kind)
    return {numbers[offer.id]: offer.label.pl for offer in offers(kind)}


def _frame(pool: Pool, form: Form, draw: Draw, drawn: WaveDraw) -> pd.DataFrame:
    person = drawn.person
    team = pool.team[person]
    about = {
        "VOIV": pool.places[team],
        "LEVEL": pool.levels[person],
        "SECT": pool.sectors[person],
        "ROLE": pool.roles[person],
    }
    ratings = np.where(drawn.ratings >= LOW, drawn.ratings, np.nan).astype(np.float64)
    return pd.DataFrame(
        {
            KEY: _text(np.where(draw.linkable, pool.keys, "")[person]),
            "TEAM": _text(pool.team_ids[team]),
            **{name: _coded(CODED[name], values) for name, values in about.items()},
            **{item: ratings[:, i] for i, item in enumerate(form.items)},
            **{item: drawn.ticks[:, i].astype(np.float64) for i, item in enumerate(form.options)},
            "OP1": _text(np.array(comments_of(drawn), dtype=object)),
            DATE: pd.Series(days_of(form, drawn).astype(object), dtype=object),
        }
    )


def _text(values: Texts) -> "pd.Series[str]":
    return pd.Series(values, dtype="str")


def _coded(kind: QuestionType, values: Texts) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    numbers = spss_numbers(kind)
    return np.array([numbers[value] for value in values.tolist()], dtype=np.float64)
