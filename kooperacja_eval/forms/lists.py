"""The drop-down lists of a form: what each column offers, and where the entries stand.

Every list stands in one column of a hidden sheet under a name of its own, because a list in the
rule of a cell may have no more than 255 characters.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

from kooperacja_eval.forms.content import NO, YES, Form, month_label
from kooperacja_eval.forms.layout import Column, FormLayout, SheetLayout
from kooperacja_eval.schemas.field import Field, fold
from kooperacja_eval.text import Text

STEPS: Final = (
    "K1.1", "K1.2", "K2.1", "K2.2", "K2.3", "K2.4", "K3", "K4", "K5.1", "K5.2", "K5.3", "K6.1",
    "K6.2", "K6.3", "K7.1", "K7.2", "K7.3", "K8", "K9.1", "K9.2", "K9.3", "K10.1", "K10.2",
    "K10.3", "K10.4",
)  # fmt: skip
"""Steps of the model as document 003 names them."""

FILLER_ROLES: Final = (
    Text("animator (OPS)", "animator (OPS)"),
    Text("animator (PCPR)", "animator (PCPR)"),
    Text("osoba zastępująca animatora", "stand-in of the animator"),
    Text("pracownik ROPS lub MCPS", "worker of ROPS or MCPS"),
    Text("inna rola", "other role"),
)
"""Who fills in a form; never a name."""
ROLES_LIST: Final = "role"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The list of a column.

    Attributes
    ----------
    name : str
        Defined name of the list in the workbook.
    others : {"refused", "asked", "taken"}
        What the spreadsheet does about anything else: refuses it, asks whether to keep it, or
        takes it without a word.
    """

    name: str
    others: Literal["refused", "asked", "taken"]


def defined_name(key: str) -> str:
    """Return the name under which a list stands in the workbook.

    Examples
    --------
    >>> defined_name("families.family_id")
    'lista_families_family_id'
    """
    return "lista_" + re.sub(r"[^a-z0-9]+", "_", fold(key)).strip("_")


def list_key(described: Field, table: str, *, monthly: bool) -> str:
    """Return the key of the list that a column offers, whether or not it has entries.

    An identifier of the table itself has the list of those in use in monthly forms, where rows
    tell news of them; in registers each is new, and there is no list (an empty key).
    """
    own = f"{table}.{described.name}"
    if described.codes is not None:
        return f"codes {described.codes.name}"
    if described.kind == "yes_no":
        return "yes_no"
    if described.kind == "month":
        return "months"
    if described.name == "step":
        return "steps"
    return described.references or (own if monthly else "")


def lists_of(form: Form) -> dict[str, tuple[str, ...]]:
    """Return the entries of every list that a column of the form offers, by key of the list.

    Lists without entries are left out.
    """
    lang = form.identity.lang
    ready = {
        ROLES_LIST: tuple(role.in_(lang) for role in FILLER_ROLES),
        "yes_no": (YES.in_(lang), NO.in_(lang)),
        "months": tuple(month_label(month) for month in form.months),
        "steps": STEPS,
    }
    found = {ROLES_LIST: ready[ROLES_LIST]}
    for sheet in form.layout.sheets:
        for column in sheet.columns:
            key, codes = _key(column, sheet, form), column.field.codes
            if codes is not None:
                found[key] = tuple(code.label.in_(lang) for code in codes)
            elif key in ready:
                found[key] = ready[key]
            elif key in form.offered:
                found[key] = tuple(
                    option.shown if form.month else option.id for option in form.offered[key]
                )
    return {key: entries for key, entries in found.items() if entries}


def own_lists(layout: FormLayout) -> dict[str, tuple[SheetLayout, int]]:
    """Return lists that stand in the form itself, with their sheet and column.

    Meetings written in one sheet are offered in the other sheets that refer to them.
    """
    keys = {
        f"{sheet.table.table_name}.{sheet.columns[0].field.name}": (sheet, 0)
        for sheet in layout.sheets
    }
    asked = {
        column.field.references
        for sheet in layout.sheets
        for column in sheet.columns
        if column.field.references.partition(".")[0] != sheet.table.table_name
    }
    return {key: place for key, place in keys.items() if key in asked}


def choice_of(
    column: Column, sheet: SheetLayout, form: Form, lists: Collection[str]
) -> Choice | None:
    """Return the list that a column offers; None where it has none.

    Codes, yes and no are lists of everything allowed. What refers to other tables is not, because
    something new may have come, and identifiers of the table itself are mostly new.
    """
    key = _key(column, sheet, form)
    if key not in lists:
        return None
    name = defined_name(key)
    if column.field.codes is not None or column.field.kind == "yes_no":
        return Choice(name=name, others="refused")
    own = key == f"{sheet.table.table_name}.{column.field.name}"
    return Choice(name=name, others="taken" if own else "asked")


def _key(column: Column, sheet: SheetLayout, form: Form) -> str:
    return list_key(column.field, sheet.table.table_name, monthly=form.month is not None)
