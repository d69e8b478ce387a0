"""What a table is: a class whose attributes are its columns."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from kooperacja_eval.schemas.field import Field
from kooperacja_eval.text import Text, same

SOURCE_FIELDS: dict[str, Field] = {
    "source_file": Field(
        name="source_file",
        kind="text",
        label=Text("plik źródłowy", "source file"),
        definition=Text(
            "Plik w data_raw/, z którego pochodzi wiersz.",
            "File in data_raw/ that the row comes from.",
        ),
    ),
    "source_sheet": Field(
        name="source_sheet",
        kind="text",
        label=Text("arkusz źródłowy", "source sheet"),
        definition=Text(
            "Arkusz pliku; puste dla CSV i parquet.",
            "Sheet of the file; empty for CSV and parquet.",
        ),
    ),
    "source_row": Field(
        name="source_row",
        kind="integer",
        label=Text("wiersz źródłowy", "source row"),
        definition=Text(
            "Numer wiersza, licząc od 1 jak w Excelu.", "Row number, counted from 1 as in Excel."
        ),
        low=1,
    ),
}
"""Columns that every table has besides its own: where the row came from."""


class Table:
    """A table: subclasses declare ``Field`` attributes, which become its columns in that order.

    Attributes
    ----------
    table_name : str
        Name of the table and of its files.
    label, definition : Text
        Title in reports; what one row is.
    fields : mapping of str to Field
        The declared columns, without those of ``SOURCE_FIELDS``.
    """

    table_name: ClassVar[str]
    label: ClassVar[Text] = same("")
    definition: ClassVar[Text] = same("")
    fields: ClassVar[Mapping[str, Field]]

    def __init_subclass__(cls, *, name: str) -> None:
        cls.table_name = name
        declared = {key: value for key, value in vars(cls).items() if isinstance(value, Field)}
        cls.fields = {key: replace(value, name=key) for key, value in declared.items()}
        for key, value in cls.fields.items():
            setattr(cls, key, value)

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """Return the columns that together identify a row."""
        return tuple(key for key, value in cls.fields.items() if value.key)

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Return every column of the stored table, its own first, then where rows came from."""
        return (*cls.fields, *SOURCE_FIELDS)

    @classmethod
    def dtypes(cls) -> dict[str, str]:
        """Return the pandas type of every column of the stored table."""
        described = {**cls.fields, **SOURCE_FIELDS}
        return {key: value.dtype for key, value in described.items()}
