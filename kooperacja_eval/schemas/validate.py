"""Checks one table against its description, all problems at once, through pandera.

Data arrive typed: cells that could not be parsed are already missing and reported by ``ingest``,
so that one bad cell cannot hide another problem in its column.
"""

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.table import SOURCE_FIELDS, Table
from kooperacja_eval.text import Text

DUPLICATE = "duplicate_key"


def pandera_schema(table: type[Table]) -> pa.DataFrameSchema:
    """Return the pandera schema of a table: strict, typed, never coercing.

    The checks carry the rule under which a problem is reported: ``code``, ``range``,
    ``pattern``; missing values and duplicate keys are pandera's own.
    """
    columns = {name: _column(field) for name, field in table.fields.items()}
    columns |= {name: _column(field) for name, field in SOURCE_FIELDS.items()}
    return pa.DataFrameSchema(
        columns,
        unique=list(table.keys()) or None,
        strict=True,
        ordered=False,
        name=table.table_name,
    )


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
        checks.append(pa.Check.str_matches(f"^(?:{field.pattern})$", error="pattern"))
    return checks


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
    try:
        pandera_schema(table).validate(frame, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
    else:
        return []
    shape = cases["check"].isin(["column_in_schema", "column_in_dataframe"])
    shape |= cases["check"].astype("str").str.startswith("dtype(")
    if shape.any():
        raise ValueError(f"{table.table_name}: {cases[shape].to_dict('records')}")
    return [*_duplicates(table, frame, cases), *_cells(table, frame, cases)]


def _duplicates(table: type[Table], frame: pd.DataFrame, cases: pd.DataFrame) -> list[Problem]:
    found = cases.loc[cases["check"] == "multiple_fields_uniqueness", "index"]
    keys = list(table.keys())
    complete = frame.loc[pd.Index(found.dropna().unique())].dropna(subset=keys)
    labels = Text(
        ", ".join(table.fields[key].label.pl for key in keys),
        ", ".join(table.fields[key].label.en for key in keys),
    )
    message = Text(
        f"Powtórzony klucz ({labels.pl}): zostaw jeden wiersz albo dodaj regułę drop_duplicate.",
        f"Duplicate key ({labels.en}): keep one row or add a drop_duplicate rule.",
    )
    return [_problem(table, keys[0], row, DUPLICATE, message) for _, row in complete.iterrows()]


def _cells(table: type[Table], frame: pd.DataFrame, cases: pd.DataFrame) -> list[Problem]:
    rules = {"not_nullable": "required", "code": "code", "range": "range", "pattern": "pattern"}
    described = cases[cases["check"].isin(rules) & cases["index"].notna()]
    problems = []
    for column, check, index in zip(
        described["column"], described["check"], described["index"], strict=True
    ):
        rule = rules[check]
        message = explain(table.fields[column], rule)
        problems.append(_problem(table, column, frame.loc[index], rule, message))
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
            low, high = _limit(field.low), _limit(field.high)
            return Text(
                f"Wartość poza zakresem: {name.pl}. Oczekiwano od {low or '…'} do {high or '…'}.",
                f"Value out of range: {name.en}. Expected {low or '…'} to {high or '…'}.",
            )
        case _:
            return Text(
                f"Niepoprawny zapis: {name.pl}. {field.definition.pl}",
                f"Wrong form: {name.en}. {field.definition.en}",
            )


def _limit(limit: float | None) -> str:
    return "" if limit is None else f"{limit:g}"


def _problem(
    table: type[Table], column: str, row: "pd.Series[str]", rule: str, message: Text
) -> Problem:
    field = table.fields[column]
    value = row[column]
    shown = None if field.privacy != "open" or pd.isna(value) else str(value)
    number = row["source_row"]
    return Problem(
        rule=rule,
        severity="error",
        message=message,
        table=table.table_name,
        field=column,
        file=_text(row["source_file"]),
        sheet=_text(row["source_sheet"]),
        row=None if pd.isna(number) else int(number),
        value=shown,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
