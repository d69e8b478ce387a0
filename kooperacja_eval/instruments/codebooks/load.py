"""The codebooks that the package ships, as the table of codes.

The border: codes and their words; which code of a program means which of these is said by the
study's ``codebook.toml``.
"""

import csv
from importlib import resources
from typing import Any, Final, cast

import pandas as pd

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.schemas.table import SOURCE_FIELDS
from kooperacja_eval.schemas.tables.focus_groups import Codes
from kooperacja_eval.schemas.validate import validate
from kooperacja_eval.text import Text

SHIPPED: Final = {"kooperacja": ("1.0",)}
DELIMITER: Final = ";"


def codebook(name: str, version: str) -> pd.DataFrame:
    """Return a codebook that the package ships.

    Parameters
    ----------
    name, version : str
        Which; ``SHIPPED`` names those that there are.

    Returns
    -------
    pandas.DataFrame
        The table of codes, typed and valid, a parent before its children; the columns of the
        source are empty.

    Raises
    ------
    ConfigurationError
        Where the package ships no such codebook or version; the known ones are named.

    Examples
    --------
    >>> codes = codebook("kooperacja", "1.0")
    >>> codes.loc[codes["code_id"] == "barrier.time", "name_pl"].item()
    'Brak czasu'
    """
    if version not in SHIPPED.get(name, ()):
        raise _unknown(name, version)
    path = resources.files(__package__).joinpath(name, version, "codes.csv")
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines(), delimiter=DELIMITER))
    frame = codes_frame(rows)
    problems = validate(Codes, frame)
    if problems:
        found = "; ".join(f"{problem.column}: {problem.rule}" for problem in problems)
        raise ValueError(f"package data of {name} {version} break their rules: {found}")
    return frame


def codes_frame(rows: list[dict[str, str]]) -> pd.DataFrame:
    """Return rows of codes as the typed table; an empty text is missing."""
    described = {**Codes.fields, **SOURCE_FIELDS}
    return pd.DataFrame(
        {
            key: pd.Series([row.get(key) or None for row in rows]).astype(cast("Any", field.dtype))
            for key, field in described.items()
        }
    )


def _unknown(name: str, version: str) -> ConfigurationError:
    known = ", ".join(f"{book} {number}" for book, all_ in SHIPPED.items() for number in all_)
    return ConfigurationError(
        Text(
            f"Pakiet nie zawiera księgi kodów {name} {version}. Dostępne: {known}.",
            f"The package has no codebook {name} {version}. There are: {known}.",
        )
    )
