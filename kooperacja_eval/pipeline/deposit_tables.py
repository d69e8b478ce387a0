"""Chooses what a deposit holds: released values, their catalogue, open registers, safe rows.

The border: chooses and names reasons; what is hidden in values is decided by ``disclosure``.
Fail closed: a table that is not named here as public stays at home.
"""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from kooperacja_eval.disclosure.release import ReleasedValues
from kooperacja_eval.indicators.catalogue import Indicator, catalogue
from kooperacja_eval.pipeline.deposit_microdata import (
    hidden_tables,
    is_microdata,
    kept_fields,
    safe_records,
)
from kooperacja_eval.pipeline.material import RECORD_TABLES, TEAM_TABLES
from kooperacja_eval.reporting.ddi_model import DepositTable, LeftOut
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.tables import TABLES, IndicatorValues
from kooperacja_eval.text import Text

VALUES: Final = "indicators"
CATALOGUE: Final = "indicator_catalogue"
PUBLIC_TABLES: Final = frozenset((*RECORD_TABLES, *TEAM_TABLES))
"""Open tables that public reports show row by row."""
_NOT_PUBLIC: Final = Text(
    "wiersze o pracy pojedynczych zespołów lub teksty robocze; publicznie wychodzą tylko jako "
    "wskaźniki po kontroli ujawniania.",
    "rows about the work of single teams, or working texts; in public they leave only as "
    "indicators after disclosure control.",
)
_EMPTY: Final = Text("tabela jest pusta.", "the table is empty.")


def chosen_tables(
    tables: Mapping[str, pd.DataFrame], released: ReleasedValues
) -> tuple[tuple[DepositTable, ...], tuple[LeftOut, ...]]:
    """Return the tables of a deposit, and those left out with the reason of each.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Validated tables of the study; left as they are.
    released : ReleasedValues
        Values under the public profile.

    Raises
    ------
    ValueError
        If the values were not released under the public profile.
    """
    if released.profile != "public":
        raise ValueError("a deposit holds values of the public profile only")
    hidden = hidden_tables(released.frame, catalogue())
    chosen = [
        _chosen(name, tables[name], released.rules.threshold, hidden)
        for name in TABLES
        if name in tables
    ]
    kept = [entry for entry in chosen if isinstance(entry, DepositTable)]
    left_out = [entry for entry in chosen if isinstance(entry, LeftOut)]
    return (_values(released), _catalogue(), *kept), tuple(left_out)


def _chosen(
    name: str, frame: pd.DataFrame, threshold: int, hidden: frozenset[str]
) -> DepositTable | LeftOut:
    table = TABLES[name]
    if frame.empty:
        return LeftOut(name=name, label=table.label, reason=_EMPTY)
    if is_microdata(table):
        records = safe_records(table, frame, threshold=threshold, hidden=hidden)
        if records.frame is None:
            return LeftOut(name=name, label=table.label, reason=records.reason)
        return _table(name, kept_fields(table), records.frame)
    if name not in PUBLIC_TABLES:
        return LeftOut(name=name, label=table.label, reason=_NOT_PUBLIC)
    return _table(name, tuple(table.fields.values()), frame)


def _table(name: str, fields: tuple[Field, ...], frame: pd.DataFrame) -> DepositTable:
    table = TABLES[name]
    return DepositTable(
        name=name,
        label=table.label,
        definition=table.definition,
        fields=fields,
        frame=frame[[field.name for field in fields]].reset_index(drop=True),
    )


def _values(released: ReleasedValues) -> DepositTable:
    return DepositTable(
        name=VALUES,
        label=IndicatorValues.label,
        definition=IndicatorValues.definition,
        fields=tuple(IndicatorValues.fields.values()),
        frame=released.frame.reset_index(drop=True),
    )


def _catalogue() -> DepositTable:
    rows = [_described(entry) for entry in catalogue().values()]
    return DepositTable(
        name=CATALOGUE,
        label=Text("Katalog wskaźników", "Catalogue of indicators"),
        definition=Text(
            "Co znaczy każdy wskaźnik: kto się liczy, a kto nie.",
            "What each indicator means: who counts and who does not.",
        ),
        fields=_CATALOGUE_FIELDS,
        frame=pd.DataFrame(rows, columns=[field.name for field in _CATALOGUE_FIELDS], dtype="str"),
    )


def _described(entry: Indicator) -> dict[str, str]:
    return {
        "indicator_id": entry.id,
        "title_pl": entry.title.pl,
        "title_en": entry.title.en,
        "definition_pl": entry.definition.pl,
        "definition_en": entry.definition.en,
        "unit_pl": entry.unit.pl,
        "unit_en": entry.unit.en,
        "criterion": entry.criterion,
        "direction": entry.direction,
        "tables": " ".join(entry.tables),
    }


def _word(name: str, label: Text, definition: Text, *, key: bool = False) -> Field:
    return Field(name=name, kind="text", label=label, definition=definition, key=key)


def _in_both(name: str, label: Text, definition: Text) -> tuple[Field, Field]:
    polish, english = Text("po polsku", "in Polish"), Text("po angielsku", "in English")
    return (
        _word(f"{name}_pl", _beside(label, polish), definition),
        _word(f"{name}_en", _beside(label, english), definition),
    )


def _beside(label: Text, lang: Text) -> Text:
    return Text(f"{label.pl} {lang.pl}", f"{label.en} {lang.en}")


_CATALOGUE_FIELDS: Final = (
    _word(
        "indicator_id",
        Text("wskaźnik", "indicator"),
        Text("Identyfikator w katalogu.", "Identifier in the catalogue."),
        key=True,
    ),
    *_in_both("title", Text("nazwa", "title"), Text("Nazwa wskaźnika.", "Name of the indicator.")),
    *_in_both(
        "definition",
        Text("definicja", "definition"),
        Text("Kto się liczy, a kto nie.", "Who counts and who does not."),
    ),
    *_in_both("unit", Text("jednostka", "unit"), Text("Jednostka wartości.", "Unit of values.")),
    _word(
        "criterion",
        Text("kryterium", "criterion"),
        Text("Kryterium ewaluacji.", "Criterion of evaluation."),
    ),
    _word(
        "direction",
        Text("kierunek", "direction"),
        Text("Czy lepiej więcej, czy mniej.", "Whether more or less is better."),
    ),
    _word(
        "tables",
        Text("tabele", "tables"),
        Text("Tabele, z których liczy się wskaźnik.", "Tables that it is computed from."),
    ),
)
