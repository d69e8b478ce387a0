"""Ties of synthetic teams drawn as squares, and a study with three waves."""

from datetime import date

import pandas as pd
from indicator_tables import config, table

from kooperacja_eval.sections import Period
from kooperacja_eval.study import StudyConfig, Wave

WAVES = ("ex_ante", "mid_term", "ex_post")
COLUMNS = "pzk_id wave from_entity to_entity scale level trust value"


def square(
    pzk_id: str,
    drawing: str,
    *,
    wave: str = "ex_ante",
    scale: str = "frey_2006",
    column: str = "level",
) -> pd.DataFrame:
    """Read ties drawn as a square: rows say, columns are spoken of.

    ``-`` was not asked, ``?`` was asked and not answered. ``column`` says what the numbers are.
    """
    header, *lines = [line.split() for line in drawing.strip().splitlines()]
    places = {"level": "{} - -", "trust": "- {} -", "value": "- - {}"}
    rows = [
        " ".join([pzk_id, wave, rater, rated, scale, places[column].format(cell.replace("?", "-"))])
        for rater, *cells in lines
        for rated, cell in zip(header, cells, strict=True)
        if cell != "-"
    ]
    return table("ties", "\n".join([COLUMNS, *rows]))


def together(*squares: pd.DataFrame) -> pd.DataFrame:
    """Return the ties of several teams, waves or questions as one table."""
    keys = ["pzk_id", "wave", "from_entity", "to_entity", "scale"]
    every = pd.concat(squares, ignore_index=True)
    return every.groupby(keys, sort=False, as_index=False).first()[list(squares[0].columns)]


def study(*waves: str) -> StudyConfig:
    """Return a study with these waves, in this order, each three months of 2020."""
    known = tuple(
        Wave(
            id=name, label_pl=name, label_en=name,
            period=Period(first=date(2020, 1 + 3 * place, 1), last=date(2020, 3 + 3 * place, 28)),
        )
        for place, name in enumerate(waves or WAVES)
    )  # fmt: skip
    return config().model_copy(update={"waves": known})
