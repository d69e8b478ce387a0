"""What a form is: its sheets, where their tables stand, and which version it is.

A sheet holds one table: a title, a line of advice, labelled cells that hold for every row, then the
header row and the rows to fill in. ``version`` changes with everything that a reader relies on.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal

from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables.work import Platform
from kooperacja_eval.text import Lang, Text

Role = Literal["input", "suggested"]

VERSION_SHEET: Final = "_wersja"
LISTS_SHEET: Final = "_listy"
VERSION_KEYS: Final = ("form", "version", "study", "pzk_id", "month", "lang", "synthetic")
"""Rows of the hidden sheet ``_wersja``: the key stands in column A, the value in column B."""
DEFINITIONS: Final = Text("Definicje", "Definitions")
EMPTY_ROWS: Final = 200
"""Rows to fill in of each sheet, those with something suggested included."""

TITLE_ROW: Final = 1
ADVICE_ROW: Final = 2
_COMMON: Final = {name: Platform.fields[name] for name in ("pzk_id", "month")}
"""What may stand above a table that has no such field: team and month of the form."""
_FIRST_ABOVE: Final = 3
_FIRST_COVER: Final = 4
_VERSION_LENGTH: Final = 12
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet.

    Attributes
    ----------
    field : Field
        What stands in it.
    role : {"input", "suggested"}
        ``suggested``: the form comes with values that may be changed; a row in which nothing but
        these is filled in is an empty row.
    """

    field: Field
    role: Role = "input"

    def header(self, lang: Lang) -> str:
        """Return the header: label, unit in brackets, an asterisk where a value is a must."""
        unit = f" ({self.field.unit.in_(lang)})" if self.field.unit else ""
        must = " *" if self.field.never_missing else ""
        return f"{self.field.label.in_(lang)}{unit}{must}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLayout:
    """A sheet with the rows of one table; rows of the sheet count from 1 as in Excel.

    Attributes
    ----------
    key : str
        Name of the sheet within the form, the same in each language.
    table : type of Table
        The table that its rows belong to.
    name : Text
        Name of the sheet.
    advice : Text
        One sentence under the title.
    columns : tuple of Column
        From the first column of the sheet on.
    above : tuple of Field
        What holds for every row and stands in a labelled cell above the header: fields of the
        table, or team and month of the form.
    left_out : tuple of str
        Fields of the table that whoever fills in the form does not decide.
    fixed : mapping of str to str
        Values of fields of ``above`` that the layout itself gives (a code of a list).
    """

    key: str
    table: type[Table]
    name: Text
    advice: Text
    columns: tuple[Column, ...]
    above: tuple[Field, ...] = ()
    left_out: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    @property
    def above_rows(self) -> dict[str, int]:
        """Row of each labelled cell: the label in column A, the value in column B."""
        return {one.name: _FIRST_ABOVE + index for index, one in enumerate(self.above)}

    @property
    def header_row(self) -> int:
        """Row of the headers; the row before it is blank."""
        return _FIRST_ABOVE + len(self.above) + 1

    @property
    def first_row(self) -> int:
        """First row to fill in."""
        return self.header_row + 1

    @property
    def suggested(self) -> frozenset[str]:
        """Fields that may come filled in and do not make a row by themselves."""
        return frozenset(column.field.name for column in self.columns if column.role == "suggested")

    def position(self, name: str) -> int:
        """Return the index of a field's column, from 0; ``KeyError`` where there is none."""
        for index, column in enumerate(self.columns):
            if column.field.name == name:
                return index
        raise KeyError(name)


def sheet_layout(
    table: type[Table],
    *,
    key: str = "",
    name: Text | None = None,
    advice: Text | None = None,
    suggested: tuple[str, ...] = (),
    above: tuple[str, ...] = (),
    left_out: tuple[str, ...] = (),
    fixed: Mapping[str, str] | None = None,
) -> SheetLayout:
    """Return the sheet of a table: every field in its order, save for those said otherwise.

    Raises
    ------
    KeyError
        Where ``suggested``, ``above``, ``left_out`` or ``fixed`` names no field of the table: a
        fault of the layout.
    """
    for asked in (*suggested, *left_out, *(fixed or ())):
        if asked not in table.fields:
            raise KeyError(asked)
    apart = {*above, *left_out}
    columns = tuple(
        Column(field=described, role="suggested" if described.name in suggested else "input")
        for described in table.fields.values()
        if described.name not in apart
    )
    return SheetLayout(
        key=key or table.table_name,
        table=table,
        name=name or table.label,
        advice=advice or table.definition,
        columns=columns,
        above=tuple((_COMMON | dict(table.fields))[name] for name in above),
        left_out=left_out,
        fixed=MappingProxyType(dict(fixed or {})),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class FormLayout:
    """A form: a first sheet with advice, one sheet for each table, definitions.

    Attributes
    ----------
    name : str
        Name of the form, such as ``animator_month``; stands in its hidden sheet.
    title : Text
        Title on the first sheet.
    cover : Text
        Name of the first sheet.
    advice : tuple of Text
        What to do, one paragraph each.
    sheets : tuple of SheetLayout
        In the order of the workbook.
    cover_fields : tuple of str
        Labelled cells of the first sheet, one below the other.
    """

    name: str
    title: Text
    cover: Text
    advice: tuple[Text, ...]
    sheets: tuple[SheetLayout, ...]
    cover_fields: tuple[str, ...] = ("study", "role", "filled_on")

    @property
    def cover_rows(self) -> dict[str, int]:
        """Row of each labelled cell of the first sheet: labels in column A, values in column B."""
        return {name: _FIRST_COVER + index for index, name in enumerate(self.cover_fields)}

    @cached_property
    def version(self) -> str:
        """Hash of the layout: other sheets, columns, labels, codes or rules give another one."""
        content = [self.name, self.cover_fields, [_described(sheet) for sheet in self.sheets]]
        canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()[:_VERSION_LENGTH]

    def sheet(self, key: str) -> SheetLayout:
        """Return a sheet by its key; ``KeyError`` where the form has none of it."""
        for sheet in self.sheets:
            if sheet.key == key:
                return sheet
        raise KeyError(key)


def _described(sheet: SheetLayout) -> list[object]:
    return [
        sheet.key,
        sheet.table.table_name,
        [sheet.name.pl, sheet.name.en],
        sheet.header_row,
        [[_described_field(one), sheet.fixed.get(one.name)] for one in sheet.above],
        [[column.role, _described_field(column.field)] for column in sheet.columns],
    ]


def _described_field(described: Field) -> list[object]:
    codes = [[code.id, code.label.pl, code.label.en] for code in described.codes or ()]
    unit = [described.unit.pl, described.unit.en] if described.unit else None
    return [
        described.name,
        described.kind,
        [described.label.pl, described.label.en],
        [described.definition.pl, described.definition.en],
        described.never_missing,
        described.references,
        codes,
        [described.low, described.high],
        described.pattern,
        unit,
    ]
