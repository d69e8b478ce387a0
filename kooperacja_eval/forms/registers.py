"""The register forms: one workbook for each table that people keep by hand."""

import re
from typing import Final

from kooperacja_eval.forms.content import Form, Identity
from kooperacja_eval.forms.known import Known
from kooperacja_eval.forms.layout import FormLayout, sheet_layout
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Text

REGISTERED: Final = (
    "gminas", "pzk", "pzk_gminas", "entities", "memberships", "families", "family_moves", "goals",
    "diagnoses", "services", "social_projects", "meetings", "attendance", "contacts", "support",
    "support_participants", "platform", "ties", "costs", "conclusions", "recommendations",
    "evidence_links", "assessments", "convergences",
)  # fmt: skip
"""Tables with a register form. Surveys and focus groups come from their programs, published
figures and the schedule from documents."""

_ADVICE: Final = (
    Text(
        "Jeden wiersz to jeden wpis. Kolumny z gwiazdką (*) wypełnij w każdym wierszu.",
        "One row is one entry. Fill in columns with an asterisk (*) in every row.",
    ),
    Text(
        "Tam, gdzie jest lista, wybierz z niej. Daty wpisuj jak 05.03.2020. Czego nie wiesz, "
        "zostaw puste; zero znaczy „nie było ani razu”.",
        "Choose from the list where there is one. Write dates like 05.03.2020. Leave empty what "
        "you do not know; zero means “not once”.",
    ),
    Text(
        "Rodziny oznaczaj tylko identyfikatorem. Nie wpisuj nazwisk, adresów ani numerów PESEL.",
        "Name families by their identifier only. Write no surnames, addresses or PESEL numbers.",
    ),
    Text(
        "Nie zmieniaj nazw arkuszy ani nagłówków i nie przenoś kolumn. Co znaczą kolumny, mówi "
        "ostatni arkusz.",
        "Do not change names of sheets or headers, and do not move columns. The last sheet says "
        "what the columns mean.",
    ),
)


def _register(table: type[Table]) -> FormLayout:
    return FormLayout(
        name=f"register_{table.table_name}",
        title=Text(f"Rejestr: {table.label.pl}", f"Register: {table.label.en}"),
        cover=Text("Instrukcja", "Instructions"),
        advice=_ADVICE,
        sheets=(sheet_layout(table),),
    )


REGISTERS: Final = {name: _register(TABLES[name]) for name in REGISTERED}
"""The register forms by the name of their table."""


def register_form(table: str, known: Known, identity: Identity) -> Form:
    """Return the register form of a table, empty, with lists of everything known.

    Lists offer identifiers alone, so that registers are read like any other workbook; what they
    mean is said in a sheet of its own.

    Raises
    ------
    KeyError
        Where the table has no register form; ``REGISTERED`` names those that have.
    """
    asked = {described.references for described in TABLES[table].fields.values()}
    return Form(
        layout=REGISTERS[table],
        identity=identity,
        offered={key: options for key, options in known.all.items() if key in asked},
        months=known.months,
    )


def file_name(table: str) -> str:
    """Return the name of a register's file: the Polish label without diacritics.

    Examples
    --------
    >>> file_name("families")
    'rodziny_osoby_i_grupy.xlsx'
    """
    return f"{re.sub(r'[^a-z0-9]+', '_', fold(TABLES[table].label.pl)).strip('_')}.xlsx"
