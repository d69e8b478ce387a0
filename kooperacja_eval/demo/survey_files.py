"""The raw files of the surveys, each as its platform writes it, with their planted mistakes."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from kooperacja_eval.demo.dress import Cell, Grid
from kooperacja_eval.demo.files import Sheet, write_xlsx
from kooperacja_eval.demo.members import Members
from kooperacja_eval.demo.mistakes import Planted
from kooperacja_eval.demo.survey_form import Form, survey_forms
from kooperacja_eval.demo.survey_kobo import kobo_grid
from kooperacja_eval.demo.survey_limesurvey import limesurvey_csv, limesurvey_grid
from kooperacja_eval.demo.survey_mappings import DEFINITIONS, FILES, LARGE_FILES
from kooperacja_eval.demo.survey_mistakes import plant
from kooperacja_eval.demo.survey_model import Draw, draw_surveys
from kooperacja_eval.demo.survey_parameters import SURVEY_EFFECTS
from kooperacja_eval.demo.survey_pool import Pool, make_pool
from kooperacja_eval.demo.survey_spss import spss_file
from kooperacja_eval.demo.teams import Teams
from kooperacja_eval.instruments.lss import write_lss
from kooperacja_eval.instruments.xlsform import write_xlsform
from kooperacja_eval.text import Text

TITLE: Final = Text(
    "DANE SYNTETYCZNE. Ankieta dla przedstawicieli podmiotów współpracujących w PZK",
    "SYNTHETIC DATA. Survey of representatives of entities that cooperate in PZK teams",
)
SHEET: Final = "DANE SYNTETYCZNE Ankieta dla pr"
"""KoBoToolbox cuts the title of the form to the 31 characters of a sheet's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveys:
    """Everything that the surveys of a study are made from.

    Attributes
    ----------
    pool : Pool
        Persons asked.
    forms : tuple of Form
        What each wave asks.
    draw : Draw
        What they answered.
    """

    pool: Pool
    forms: tuple[Form, ...]
    draw: Draw


def make_surveys(teams: Teams, members: Members, rng: np.random.Generator) -> Surveys:
    """Draw persons and answers of all waves."""
    for_pool, for_answers = rng.spawn(2)
    pool = make_pool(teams, members, SURVEY_EFFECTS, for_pool)
    forms = survey_forms(SURVEY_EFFECTS)
    return Surveys(
        pool=pool, forms=forms, draw=draw_surveys(pool, forms, SURVEY_EFFECTS, for_answers)
    )


def write_surveys(
    raw: Path, surveys: Surveys, rng: np.random.Generator, *, large: bool
) -> tuple[Planted, ...]:
    """Write the files of the surveys, and return the mistakes planted in them.

    Parameters
    ----------
    raw : Path
        The folder of raw files.
    surveys : Surveys
        What was drawn.
    rng : numpy.random.Generator
        For numbers and times of the platforms.
    large : bool
        Whether to write CSV files rather than workbooks.
    """
    for_lime, for_kobo = rng.spawn(2)
    paths = LARGE_FILES if large else FILES
    for path in paths.values():
        (raw / path).parent.mkdir(parents=True, exist_ok=True)
    pool, draw = surveys.pool, surveys.draw
    (ante, mid, post), (first, second, third) = surveys.forms, draw.waves
    (raw / DEFINITIONS["ex_ante"]).write_bytes(write_lss(ante.survey, wave=ante.wave, title=TITLE))
    (raw / DEFINITIONS["mid_term"]).write_bytes(
        write_xlsform(mid.survey, wave=mid.wave, title=TITLE)
    )
    grid = limesurvey_grid(pool, ante, draw, first, for_lime)
    grid, planted = plant(grid, paths["ex_ante"])
    (raw / paths["ex_ante"]).write_bytes(limesurvey_csv([*_rows(grid)]))
    answers = kobo_grid(pool, mid, draw, second, for_kobo)
    if large:
        _write_kobo_csv(raw / paths["mid_term"], [*_rows(answers)])
    else:
        write_xlsx(raw / paths["mid_term"], [Sheet(name=SHEET, grid=answers)])
    (raw / paths["ex_post"]).write_bytes(spss_file(pool, post, draw, third))
    return planted


def _rows(grid: Grid) -> Iterator[Sequence[Cell]]:
    yield grid.headers
    yield from zip(*grid.columns, strict=True)


def _write_kobo_csv(path: Path, rows: Sequence[Sequence[Cell]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
