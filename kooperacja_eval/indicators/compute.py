"""Computes indicators and lays their values out as one long validated table.

The border: asks each indicator for its values in each place; what they mean stands in the
catalogue, what may leave is decided by ``disclosure``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date

import pandas as pd

from kooperacja_eval.errors import ConfigurationError, InsufficientDataError
from kooperacja_eval.indicators.catalogue import Indicator, catalogue
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.functions import FUNCTIONS
from kooperacja_eval.indicators.places import LEVELS, Level, Place
from kooperacja_eval.indicators.values import Value
from kooperacja_eval.schemas.table import SOURCE_FIELDS
from kooperacja_eval.schemas.tables import IndicatorValues
from kooperacja_eval.schemas.validate import pandera_schema
from kooperacja_eval.study import StudyConfig
from kooperacja_eval.text import Text

VALUE_COLUMNS = tuple(field.name for field in fields(Value))


def compute(
    tables: Mapping[str, pd.DataFrame],
    config: StudyConfig,
    *,
    ids: Sequence[str] | None = None,
    by: Level = "macroregion",
    as_of: date | None = None,
) -> pd.DataFrame:
    """Compute indicators at one level.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Validated tables by name, with or without their source columns.
    config : StudyConfig
        Places, dates and targets of the study.
    ids : sequence of str, optional
        Indicators asked for; without it, every one that the tables and the level allow.
    by : {"macroregion", "voivodeship", "area", "pzk"}
        Level: one row for each place, those without any unit too.
    as_of : date, optional
        Day for indicators that are a state on a day; without it ``config.study.as_of``.

    Returns
    -------
    pandas.DataFrame
        Columns and types of ``IndicatorValues``, in the order of the catalogue, then of places and
        groups. Nothing is hidden yet: what leaves goes through ``disclosure.release``.

    Raises
    ------
    ConfigurationError
        For an unknown indicator or level, or a level that an indicator asked for does not have.
    InsufficientDataError
        Where the tables of an indicator asked for are missing; they are named.
    """
    _check_level(by)
    entries = catalogue()
    if ids is None:
        chosen = [
            entry
            for entry in entries.values()
            if by in entry.levels and not missing_tables(entry.id, tables)
        ]
    else:
        wanted = set(ids)
        _check_known(wanted, entries)
        chosen = [entry for entry in entries.values() if entry.id in wanted]
        _check_possible(chosen, by, tables)
    data = StudyData(tables=tables, config=config, as_of=as_of or config.study.as_of)
    return _frame([row for entry in chosen for row in _rows(entry.id, data, by)])


def compute_all(tables: Mapping[str, pd.DataFrame], config: StudyConfig) -> pd.DataFrame:
    """Compute every indicator whose tables are there, at every level that it offers.

    Returns
    -------
    pandas.DataFrame
        As from ``compute``; within an indicator macroregions first, then voivodeships, areas and
        teams. This is the table that disclosure control decides on as a whole.
    """
    data = StudyData(tables=tables, config=config, as_of=config.study.as_of)
    return _frame(
        [
            row
            for entry in catalogue().values()
            if not missing_tables(entry.id, tables)
            for by in LEVELS
            if by in entry.levels
            for row in _rows(entry.id, data, by)
        ]
    )


def missing_tables(indicator_id: str, tables: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """Return the tables that an indicator needs and that are not there.

    Raises
    ------
    ConfigurationError
        For an indicator that the catalogue does not have.
    """
    entries = catalogue()
    _check_known({indicator_id}, entries)
    return tuple(name for name in entries[indicator_id].tables if name not in tables)


def _rows(indicator_id: str, data: StudyData, by: Level) -> list[dict[str, object]]:
    function = FUNCTIONS[indicator_id]
    return [
        {
            "indicator_id": indicator_id,
            "macroregion": place.macroregion,
            "voivodeship": place.voivodeship,
            "pzk_id": place.pzk_id,
            **{name: getattr(value, name) for name in VALUE_COLUMNS},
            "group": _group(place, value),
        }
        for place in data.places(by)
        for value in function(data, place)
    ]


def _group(place: Place, value: Value) -> str | None:
    """Return the group of a row; that of an area names it, beside the group of the value if any."""
    if place.area is None:
        return value.group
    return place.area if value.group is None else f"{value.group}/area:{place.area}"


def _frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    described = IndicatorValues.fields
    frame = pd.DataFrame(rows, columns=list(described))
    typed = frame.astype({name: field.dtype for name, field in described.items()})
    schema = pandera_schema(IndicatorValues).remove_columns(list(SOURCE_FIELDS))
    return schema.validate(typed)


def _check_level(by: str) -> None:
    if by not in LEVELS:
        allowed = ", ".join(LEVELS)
        raise ConfigurationError(
            Text(
                f"Nieznany poziom: {by}. Dozwolone: {allowed}.",
                f"Unknown level: {by}. Allowed: {allowed}.",
            )
        )


def _check_known(wanted: set[str], entries: Mapping[str, Indicator]) -> None:
    unknown = sorted(wanted - set(entries))
    if unknown:
        named, allowed = ", ".join(unknown), ", ".join(entries)
        raise ConfigurationError(
            Text(
                f"Nieznany wskaźnik: {named}. Dozwolone: {allowed}.",
                f"Unknown indicator: {named}. Allowed: {allowed}.",
            )
        )


def _check_possible(chosen: list[Indicator], by: Level, tables: Mapping[str, pd.DataFrame]) -> None:
    for entry in chosen:
        if by not in entry.levels:
            allowed = ", ".join(entry.levels)
            raise ConfigurationError(
                Text(
                    f"Wskaźnik {entry.id} nie ma poziomu {by}. Dozwolone: {allowed}.",
                    f"The indicator {entry.id} does not have the level {by}. Allowed: {allowed}.",
                )
            )
        lacking = ", ".join(missing_tables(entry.id, tables))
        if lacking:
            raise InsufficientDataError(
                Text(
                    f"Wskaźnik {entry.id} wymaga tabel, których badanie nie ma: {lacking}. Dodaj "
                    "pliki w data_raw/ i uruchom kooperacja-eval ingest.",
                    f"The indicator {entry.id} needs tables that the study does not have: "
                    f"{lacking}. Add the files to data_raw/ and run kooperacja-eval ingest.",
                )
            )
