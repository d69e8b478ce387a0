"""The codebook of a deposit: Markdown in each language, and one workbook in both."""

from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO
from typing import Final

import xlsxwriter

from kooperacja_eval.reporting.ddi_model import Deposit, DepositTable
from kooperacja_eval.schemas.field import KIND_LABELS, CodeList, Field
from kooperacja_eval.text import LANGUAGES, Lang, Text

_TITLE: Final = Text("Książka kodów", "Codebook")
_HEAD: Final = (
    Text("kolumna", "column"),
    Text("nazwa", "label"),
    Text("rodzaj", "kind"),
    Text("znaczenie", "meaning"),
)
_ROWS: Final = Text("Wiersze", "Rows")
_LISTS: Final = Text("Listy kodów", "Code lists")
_FIELD_HEAD: Final = (
    "tabela / table", "kolumna / column", "nazwa", "label", "rodzaj / kind", "znaczenie",
    "meaning", "lista kodów / code list", "od / from", "do / to", "braki / missing",
)  # fmt: skip
_CODE_HEAD: Final = ("lista kodów / code list", "kod / code", "etykieta", "label")
_WIDTH: Final = 28

Row = tuple[str | int | float | None, ...]


def codebook_markdown(deposit: Deposit, lang: Lang) -> bytes:
    """Return the codebook in one language as Markdown."""
    lines = [f"# {_TITLE.in_(lang)}: {deposit.config.study.title.in_(lang)}", ""]
    for table in deposit.tables:
        lines += [f"## `{table.name}` – {table.label.in_(lang)}", ""]
        lines += [f"{table.definition.in_(lang)} {_ROWS.in_(lang)}: {len(table.frame)}.", ""]
        lines += [_line(*(word.in_(lang) for word in _HEAD)), _line(*["---"] * len(_HEAD))]
        lines += [_field_line(field, lang) for field in table.fields]
        lines.append("")
    lines += [f"## {_LISTS.in_(lang)}", ""]
    for codes in _code_lists(deposit):
        lines += [f"### {codes.name}", ""]
        lines += [f"- `{code.id}`: {code.label.in_(lang)}" for code in codes]
        lines.append("")
    return ("\n".join(lines).rstrip() + "\n").encode()


def codebook_workbook(deposit: Deposit) -> bytes:
    """Return the codebook as a workbook: a sheet of columns and a sheet of codes."""
    buffer = BytesIO()
    created = datetime.combine(deposit.config.study.data_date, time(12))
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": deposit.config.study.title_pl, "created": created})
        bold = book.add_format({"bold": True})
        for name, head, rows in (
            ("kolumny", _FIELD_HEAD, list(_field_rows(deposit))),
            ("kody", _CODE_HEAD, list(_code_rows(deposit))),
        ):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(head) - 1, _WIDTH)
            for column, word in enumerate(head):
                sheet.write_string(0, column, word, bold)
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value)  # never as a formula
                    elif value is not None:
                        sheet.write_number(number, column, value)
    return buffer.getvalue()


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _field_line(field: Field, lang: Lang) -> str:
    parts = [KIND_LABELS[field.kind].in_(lang)]
    if field.codes is not None:
        parts.append(field.codes.name)
    if field.unit is not None:
        parts.append(field.unit.in_(lang))
    meaning = field.definition.in_(lang).replace("|", "\\|")
    name = f"**`{field.name}`**" if field.key else f"`{field.name}`"
    return _line(name, field.label.in_(lang), "; ".join(parts), meaning)


def _field_rows(deposit: Deposit) -> Iterator[Row]:
    for table in deposit.tables:
        for field in table.fields:
            yield _field_row(table, field)


def _field_row(table: DepositTable, field: Field) -> Row:
    kind = KIND_LABELS[field.kind]
    return (
        table.name,
        field.name,
        *(field.label.in_(lang) for lang in LANGUAGES),
        f"{kind.pl} / {kind.en}",
        *(field.definition.in_(lang) for lang in LANGUAGES),
        "" if field.codes is None else field.codes.name,
        field.low,
        field.high,
        int(table.frame[field.name].isna().sum()),
    )


def _code_rows(deposit: Deposit) -> Iterator[Row]:
    for codes in _code_lists(deposit):
        for code in codes:
            yield codes.name, code.id, code.label.pl, code.label.en


def _code_lists(deposit: Deposit) -> list[CodeList]:
    found = {
        field.codes.name: field.codes
        for table in deposit.tables
        for field in table.fields
        if field.codes is not None
    }
    return list(found.values())
