"""Writes the data dictionary, ``docs/data_dictionary.md``, from the descriptions of the fields.

Run ``python -m kooperacja_eval.schemas.dictionary docs/data_dictionary.md`` after a change.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kooperacja_eval.schemas.field import KIND_LABELS, PRIVACY_LABELS, CodeList, Field
from kooperacja_eval.schemas.table import SOURCE_FIELDS, Table
from kooperacja_eval.schemas.tables import TABLES, IndicatorValues

_HEAD = """# Słownik danych / Data dictionary

Ta strona powstaje z opisów pól w kodzie (`kooperacja_eval/schemas`); nie zmieniaj jej ręcznie.
Każda tabela ma ponadto kolumny `source_file`, `source_sheet` i `source_row`: skąd pochodzi wiersz.

This page is made from the descriptions of the fields in the code; do not edit it by hand.
Every table also has `source_file`, `source_sheet` and `source_row`: where a row comes from.
"""


def dictionary() -> str:
    """Return the whole data dictionary as markdown, Polish first."""
    tables = [*TABLES.values(), IndicatorValues]
    lines = [_HEAD, *(line for table in tables for line in _table(table))]
    lines += ["## Pola źródła / Source fields", "", *_fields(SOURCE_FIELDS.values())]
    lines += ["## Listy kodów / Code lists", ""]
    lines += [line for codes in _code_lists(tables) for line in _codes(codes)]
    return "\n".join(lines).rstrip() + "\n"


def _table(table: type[Table]) -> Iterator[str]:
    yield f"## `{table.table_name}` – {table.label.pl} / {table.label.en}"
    yield ""
    yield f"{table.definition.pl} / {table.definition.en}"
    yield ""
    yield from _fields(table.fields.values())


def _fields(fields: Iterable[Field]) -> Iterator[str]:
    yield "| pole / field | nazwa / label | rodzaj / kind | znaczenie / meaning | prywatność |"
    yield "|---|---|---|---|---|"
    for field in fields:
        name = f"**`{field.name}`**" if field.key else f"`{field.name}`"
        privacy = PRIVACY_LABELS[field.privacy]
        yield (
            f"| {name} | {field.label.pl} / {field.label.en} | {_kind(field)} "
            f"| {field.definition.pl} / {field.definition.en} | {privacy.pl} / {privacy.en} |"
        )
    yield ""


def _kind(field: Field) -> str:
    label = KIND_LABELS[field.kind]
    parts = [f"{label.pl} / {label.en}"]
    if field.codes is not None:
        parts.append(f"[{field.codes.name}](#{field.codes.name})")
    if field.low is not None or field.high is not None:
        low = "…" if field.low is None else f"{field.low:g}"
        high = "…" if field.high is None else f"{field.high:g}"
        parts.append(f"{low} – {high}")
    if field.unit is not None:
        parts.append(f"{field.unit.pl} / {field.unit.en}")
    if field.references:
        parts.append(f"→ `{field.references}`")
    if field.required and not field.key:
        parts.append("wymagane / required")
    return "; ".join(parts)


def _code_lists(tables: list[type[Table]]) -> list[CodeList]:
    found = {
        field.codes.name: field.codes
        for table in tables
        for field in table.fields.values()
        if field.codes is not None
    }
    return list(found.values())


def _codes(codes: CodeList) -> Iterator[str]:
    yield f"### {codes.name}"
    yield ""
    yield "| kod / code | etykieta / label | inne zapisy / other spellings |"
    yield "|---|---|---|"
    for code in codes:
        yield f"| `{code.id}` | {code.label.pl} / {code.label.en} | {', '.join(code.aliases)} |"
    yield ""


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(dictionary(), encoding="utf-8", newline="\n")
