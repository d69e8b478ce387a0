"""Which rows about families or persons may be published as they are: hardly ever any.

What remains of a table are its open columns with codes, without keys, references, dates and
texts. They leave only where each combination of values stands in at least as many rows as the
threshold of the study says (k-anonymity), and where nothing that is computed from the table is
hidden: the rows could give back what disclosure control hides. A table with a direct identifier
stays at home whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from kooperacja_eval.indicators.catalogue import Indicator
from kooperacja_eval.schemas.field import Field, Kind
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.text import Text

KEPT_KINDS: Final[frozenset[Kind]] = frozenset({"code", "yes_no"})
"""Kinds of columns that may stay; numbers, days and texts single people out."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Records:
    """Rows of a table that may leave, or why none may.

    Attributes
    ----------
    frame : pandas.DataFrame, optional
        The columns kept, rows sorted by their values so that the order tells nothing; None where
        no row may leave.
    reason : Text
        Why no row may leave; empty where rows may.
    """

    frame: pd.DataFrame | None
    reason: Text


def is_microdata(table: type[Table]) -> bool:
    """Tell whether rows of a table are about families or persons: some column is not open."""
    return any(field.privacy != "open" for field in table.fields.values())


def kept_fields(table: type[Table]) -> tuple[Field, ...]:
    """Return the columns of a table that may stay in published rows."""
    return tuple(
        field
        for field in table.fields.values()
        if field.privacy == "open"
        and not field.key
        and not field.references
        and field.kind in KEPT_KINDS
    )


def smallest_group(frame: pd.DataFrame) -> int:
    """Return in how many rows the rarest combination of values stands; 0 without rows.

    A missing value counts as a value of its own.

    Examples
    --------
    >>> smallest_group(pd.DataFrame({"cohort": ["a", "a", None], "contract": ["x", "x", "x"]}))
    1
    """
    if frame.empty:
        return 0
    return int(frame.groupby(list(frame.columns), dropna=False).size().min())


def safe_records(
    table: type[Table],
    frame: pd.DataFrame,
    *,
    threshold: int,
    hidden: frozenset[str],
) -> Records:
    """Return the rows of a table that may be published, or the reason why none may.

    Parameters
    ----------
    table : type of Table
        The description of the table.
    frame : pandas.DataFrame
        Its rows; left as they are.
    threshold : int
        Smallest number of rows in which a combination of values may stand.
    hidden : frozenset of str
        Tables from which a value is computed that disclosure control hides.

    Returns
    -------
    Records
        Rows or a reason, never both.
    """
    if any(field.privacy == "direct" for field in table.fields.values()):
        return Records(frame=None, reason=_DIRECT)
    names = [field.name for field in kept_fields(table)]
    if not names:
        return Records(frame=None, reason=_NOTHING_LEFT)
    if table.table_name in hidden:
        return Records(frame=None, reason=_GIVES_BACK)
    kept = frame[names]
    if smallest_group(kept) < threshold:
        return Records(frame=None, reason=_too_rare(names, threshold))
    ordered = kept.sort_values(names, na_position="last", ignore_index=True)
    return Records(frame=ordered, reason=Text("", ""))


def hidden_tables(values: pd.DataFrame, entries: Mapping[str, Indicator]) -> frozenset[str]:
    """Return the tables from which a released value is computed that is hidden."""
    ids = values.loc[values["status"] == "suppressed", "indicator_id"].unique()
    return frozenset(name for entry in ids for name in entries[entry].tables)


_DIRECT: Final = Text(
    "zawiera wypowiedzi i bezpośrednie identyfikatory osób; nie wychodzi w żadnej części.",
    "holds what persons said and identifies them directly; no part of it leaves.",
)
_NOTHING_LEFT: Final = Text(
    "wiersze o rodzinach lub osobach; po usunięciu identyfikatorów, danych wrażliwych, dat, liczb "
    "i tekstów nie zostaje żadna kolumna.",
    "rows about families or persons; without identifiers, sensitive data, dates, numbers and texts "
    "no column is left.",
)
_GIVES_BACK: Final = Text(
    "wiersze o rodzinach lub osobach; część wskaźników z tej tabeli jest ukryta, a wiersze "
    "pozwoliłyby ukryte liczby odtworzyć.",
    "rows about families or persons; some indicators of this table are hidden, and the rows could "
    "give the hidden numbers back.",
)


def _too_rare(names: list[str], threshold: int) -> Text:
    columns = ", ".join(names)
    return Text(
        "wiersze o rodzinach lub osobach; nawet po usunięciu identyfikatorów są zestawienia "
        f"wartości ({columns}), które mają mniej niż {threshold} wiersze.",
        "rows about families or persons; even without identifiers some combinations of values "
        f"({columns}) stand in fewer than {threshold} rows.",
    )
