"""Reads the values of an earlier edition, which reports are compared with."""

from pathlib import Path

import pandas as pd
from pandera.errors import SchemaError

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.schemas.table import SOURCE_FIELDS
from kooperacja_eval.schemas.tables import IndicatorValues
from kooperacja_eval.schemas.validate import pandera_schema
from kooperacja_eval.study import EARLIER_FILE
from kooperacja_eval.text import Text


def earlier_values(folder: Path) -> pd.DataFrame | None:
    """Return the values of the earlier edition; None where there is none.

    Raises
    ------
    ConfigurationError
        Where the file is not one that ``freeze`` wrote.
    """
    path = folder / EARLIER_FILE
    if not path.is_file():
        return None
    fields = IndicatorValues.fields
    types = {name: field.dtype for name, field in fields.items()}
    try:
        frame = pd.read_csv(path, dtype=types, keep_default_na=False, na_values=[""])
    except (OSError, ValueError) as error:
        raise ConfigurationError(_unreadable(path)) from error
    if list(frame.columns) != list(fields):
        raise ConfigurationError(_unreadable(path))
    schema = pandera_schema(IndicatorValues).remove_columns(list(SOURCE_FIELDS))
    try:
        return schema.validate(frame)
    except SchemaError as error:
        raise ConfigurationError(_unreadable(path)) from error


def _unreadable(path: Path) -> Text:
    return Text(
        f"Plik {path} nie zawiera wartości wcześniejszego wydania. Usuń go albo utwórz na nowo "
        "poleceniem kooperacja-eval freeze.",
        f"{path} does not hold the values of an earlier edition. Delete it or write it anew by "
        "kooperacja-eval freeze.",
    )
