"""Checks one table against its description, all problems at once, through pandera.

Data arrive typed: cells that could not be parsed are already missing and reported by ``ingest``,
so that one bad cell cannot hide another problem in its column.
"""

from collections.abc import Callable

import pandas as pd
import pandera.pandas as pa
import pyarrow.compute as pc
from pandera.errors import SchemaErrors
from pyarrow import array

from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.problems import Problem, problems_at
from kooperacja_eval.schemas.table import SOURCE_FIELDS, Table
from kooperacja_eval.text import Text

DUPLICATE = "duplicate_key"
RULES = {"not_nullable": "required", "code": "code", "range": "range", "pattern": "pattern"}
"""Rule under which a failed check of one column is reported."""


def pandera_schema(table: type[Table]) -> pa.DataFrameSchema:
    """Return the pandera schema of a table: strict, typed, never coercing.

    The checks carry the rule under which a problem is reported: ``code``, ``range``,
    ``pattern``, ``duplicate_key``; missing values are pandera's own. Keys with a missing part are
    no duplicates of each other.
    """
    columns = {name: _column(field) for name, field in table.fields.items()}
    columns |= {name: _column(field) for name, field in SOURCE_FIELDS.items()}
    return pa.DataFrameSchema(
        columns,
        checks=[pa.Check(_is_unique(table), error=DUPLICATE)] if table.keys() else None,
        strict=True,
        ordered=False,
        name=table.table_name,
    )


def _is_unique(table: type[Table]) -> Callable[[pd.DataFrame], bool]:
    return lambda frame: not _repeated(table, frame).any()


def _repeated(table: type[Table], frame: pd.DataFrame) -> "pd.Series[bool]":
    keys = frame[list(table.keys())]
    return keys.duplicated(keep=False) & keys.notna().all(axis=1)


def _column(field: Field) -> pa.Column:
    return pa.Column(
        field.dtype, checks=_checks(field), nullable=not field.never_missing, coerce=False
    )


def _checks(field: Field) -> list[pa.Check]:
    checks = []
    if field.codes is not None:
        checks.append(pa.Check.isin(field.codes.ids, error="code"))
    if field.low is not None:
        checks.append(pa.Check.ge(field.low, error="range"))
    if field.high is not None:
        checks.append(pa.Check.le(field.high, error="range"))
    if field.pattern:
        checks.append(pa.Check(_matches(field.pattern), error="pattern"))
    return checks


def _matches(pattern: str) -> Callable[["pd.Series[str]"], "pd.Series[bool]"]:
    """Return a check for the whole value; unlike Python's, arrow's ``$`` passes no line break."""

    def matches(values: "pd.Series[str]") -> "pd.Series[bool]":
        found = pc.match_substring_regex(array(values), f"^(?:{pattern})$")
        return pd.Series(found.to_numpy(zero_copy_only=False), index=values.index, dtype=bool)

    return matches


def validate(table: type[Table], frame: pd.DataFrame) -> list[Problem]:
    """Check a frame against its table.

    Parameters
    ----------
    table : type of Table
        The description.
    frame : pandas.DataFrame
        Exactly the columns of ``table.columns()`` with the types of ``table.dtypes()``.

    Returns
    -------
    list of Problem
        Missing values where there must be one, unknown codes, values outside their limits,
        patterns that do not match, duplicate keys. Empty where nothing is wrong.

    Raises
    ------
    ValueError
        Where columns or types are not those of the table: a fault of the caller, not of the data.
    """
    _require_shape(table, frame)
    rows = frame.reset_index(drop=True)
    try:
        # inplace: nothing is coerced, so that nothing is changed, and a copy would cost as much
        # time again for a large table.
        pandera_schema(table).validate(rows, lazy=True, inplace=True)
    except SchemaErrors as error:
        cases = error.failure_cases
    else:
        return []
    unknown = set(cases["check"]) - {*RULES, DUPLICATE}
    if unknown:
        raise ValueError(f"{table.table_name}: checks without a rule: {sorted(unknown)}")
    return [*_duplicates(table, rows), *_cells(table, rows, cases)]


def _require_shape(table: type[Table], frame: pd.DataFrame) -> None:
    expected = table.dtypes()
    found = {str(name): str(dtype) for name, dtype in frame.dtypes.items()}
    if found != expected or len(frame.columns) != len(expected):
        odd = sorted(f"{name}: {dtype}" for name, dtype in found.items() - expected.items())
        lacking = sorted(expected.keys() - found.keys())
        raise ValueError(f"{table.table_name}: wrong columns {odd}, missing columns {lacking}")


def _duplicates(table: type[Table], frame: pd.DataFrame) -> list[Problem]:
    keys = table.keys()
    if not keys:
        return []
    labels = Text(
        ", ".join(table.fields[key].label.pl for key in keys),
        ", ".join(table.fields[key].label.en for key in keys),
    )
    message = Text(
        f"Powtórzony klucz ({labels.pl}): zostaw jeden wiersz albo dodaj regułę drop_duplicate.",
        f"Duplicate key ({labels.en}): keep one row or add a drop_duplicate rule.",
    )
    return problems_at(table, frame[_repeated(table, frame)], keys[0], DUPLICATE, message)


def _cells(table: type[Table], frame: pd.DataFrame, cases: pd.DataFrame) -> list[Problem]:
    cells = cases[cases["check"] != DUPLICATE]
    described = {**table.fields, **SOURCE_FIELDS}
    problems: list[Problem] = []
    for broken, group in cells.groupby(["column", "check"], sort=False):
        column, rule = str(broken[0]), RULES[str(broken[1])]
        rows = frame.loc[group["index"].astype("int64").sort_values()]
        problems += problems_at(table, rows, column, rule, explain(described[column], rule))
    return problems


def explain(field: Field, rule: str) -> Text:
    """Return the message of a broken rule of one column: what was expected and what to do."""
    name = field.label
    match rule:
        case "required":
            return Text(
                f"Brak wartości: {name.pl}. Uzupełnij komórkę.",
                f"No value: {name.en}. Fill the cell.",
            )
        case "code":
            codes = field.codes.codes if field.codes else ()
            return Text(
                f"Nieznany kod: {name.pl}. Dozwolone: {', '.join(c.label.pl for c in codes)}.",
                f"Unknown code: {name.en}. Allowed: {', '.join(c.label.en for c in codes)}.",
            )
        case "range":
            limits = _limits(field)
            return Text(
                f"Wartość poza zakresem: {name.pl}. Oczekiwano {limits.pl}.",
                f"Value out of range: {name.en}. Expected {limits.en}.",
            )
        case _:
            return Text(
                f"Niepoprawny zapis: {name.pl}. {field.definition.pl}",
                f"Wrong form: {name.en}. {field.definition.en}",
            )


def _limits(field: Field) -> Text:
    if field.low is None:
        return Text(f"co najwyżej {field.high:g}", f"at most {field.high:g}")
    if field.high is None:
        return Text(f"co najmniej {field.low:g}", f"at least {field.low:g}")
    return Text(f"od {field.low:g} do {field.high:g}", f"{field.low:g} to {field.high:g}")
