"""The raw files of the synthetic register of conclusions: one marked CSV for each voivodeship."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.dress import Style
from kooperacja_eval.demo.layout import PLACE_STYLES, Job, Part, csv_part

PATTERN: Final = "wnioski/wnioski_{}.csv"
"""Path relative to ``data_raw``, with the code of the voivodeship."""
TABLE: Final = "conclusions"


def conclusion_jobs(table: pd.DataFrame, rng: np.random.Generator) -> Iterator[Job]:
    """Return the files of the register, each as its voivodeship writes CSV.

    Parameters
    ----------
    table : pandas.DataFrame
        The table ``conclusions``, as ``make_conclusions`` gives it.
    rng : numpy.random.Generator
        The source of chance for ways of writing.
    """
    for place, own in zip(facts.PLACES, rng.spawn(len(facts.PLACES)), strict=True):
        style, encoding = PLACE_STYLES[place.id]
        rows = table[table["voivodeship"] == place.id].reset_index(drop=True)

        def make(
            rows: pd.DataFrame = rows, style: Style = style, own: np.random.Generator = own
        ) -> list[Part]:
            return csv_part(TABLE, rows, style, own, marked=True)

        yield Job(path=PATTERN.format(place.id), make=make, encoding=encoding)
