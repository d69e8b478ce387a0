"""What the exhibits share: labels of places, published figures, and what to say without data."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

import pandas as pd

from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import DOCUMENTS, VOIVODESHIPS
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Text

P = ParamSpec("P")
Show = Callable[Concatenate[Material, P], Exhibit | Prose]
"""An exhibit: from what a report may show, and options, to a figure, a table or a sentence."""

TOTAL = Text("Razem", "Total")
UNKNOWN = float("nan")
SHARE_INTERVAL = Column(
    "ci_low", Text("Przedział 95%", "95% interval"), "interval", high="ci_high", scale="percent"
)
"""The column with the interval of a share."""
RECORD_TABLES = frozenset(
    {
        "published", "schedule", "output_targets", "gminas", "scales", "items", "options",
        "recommendations", "codes",
    }
)  # fmt: skip
"""Tables of the public record and questionnaires: no row is about a family, a team, a person."""


def needs(*tables: str, what: Text) -> Callable[[Show[P]], Show[P]]:
    """Make an exhibit say what is left out and why, where a study does not have its tables."""

    def decorate(show: Show[P]) -> Show[P]:
        @wraps(show)
        def shown(report: Material, /, *args: P.args, **kwargs: P.kwargs) -> Exhibit | Prose:
            lacking = [name for name in tables if name not in report.tables]
            return without(what, lacking) if lacking else show(report, *args, **kwargs)

        return shown

    return decorate


def without(what: Text, tables: list[str]) -> Prose:
    """Return the sentence that stands where an exhibit cannot, for want of tables."""
    labels_pl = ", ".join(f"„{TABLES[name].label.pl}”" for name in tables)
    labels_en = ", ".join(f"“{TABLES[name].label.en}”" for name in tables)
    public = set(tables) <= RECORD_TABLES
    wanted = Text("tabel", "tables") if public else Text("danych jednostkowych", "microdata")
    return Prose(
        Text(
            f"*{what.pl}: ta część wymaga {wanted.pl}, których to badanie nie zawiera "
            f"(tabele: {labels_pl}).*",
            f"*{what.en}: this part needs {wanted.en} that this study does not hold "
            f"(tables: {labels_en}).*",
        )
    )


def hidden(what: Text) -> Prose:
    """Return the sentence that stands where disclosure control hides the numbers of another."""
    return Prose(
        Text(
            f"*{what.pl}: liczby ukryto, bo są zbyt małe, by je pokazać, albo pozwoliłyby takie "
            "odtworzyć.*",
            f"*{what.en}: the numbers are suppressed, since they are too small to be shown or "
            "would give such numbers back.*",
        )
    )


def place(code: str) -> Text:
    """Return the name of a voivodeship."""
    return VOIVODESHIPS.label(code)


def computed_source(*tables: str) -> Text:
    """Return the source line of numbers computed from tables."""
    names_pl = ", ".join(f"„{TABLES[name].label.pl}”" for name in tables)
    names_en = ", ".join(f"“{TABLES[name].label.en}”" for name in tables)
    if len(tables) == 1:
        return Text(f"obliczenia z tabeli {names_pl}", f"computed from the table {names_en}")
    return Text(f"obliczenia z tabel: {names_pl}", f"computed from the tables {names_en}")


def document_source(*documents: str) -> Text:
    """Return the source line of figures taken from documents."""
    return Text(
        "; ".join(f"dokument {code}: {DOCUMENTS.label(code).pl}" for code in documents),
        "; ".join(f"document {code}: {DOCUMENTS.label(code).en}" for code in documents),
    )


def joined(*sources: Text) -> Text:
    """Return several source lines as one."""
    return Text("; ".join(s.pl for s in sources), "; ".join(s.en for s in sources))


def published(
    report: Material,
    indicator_id: str,
    *,
    document: str | None = None,
    voivodeship: str | None = None,
    group: str | None = None,
    ends: str | None = None,
) -> float:
    """Return a published figure, nan where the record has none or has not exactly one.

    Parameters
    ----------
    indicator_id : str
        What the figure measures.
    document : str, optional
        Only this document.
    voivodeship, group : str, optional
        The place and the group; ``None`` means figures without one.
    ends : str, optional
        Only figures whose period ends on this ISO date.
    """
    if "published" not in report.record:
        return UNKNOWN
    frame = report.record["published"]
    chosen = (frame["indicator_id"] == indicator_id) & frame["value"].notna()
    chosen &= frame["macroregion"].isin([part.id for part in report.config.macroregions])
    chosen &= _same(frame["voivodeship"], voivodeship) & _same(frame["group"], group)
    if document is not None:
        chosen &= frame["document"] == document
    if ends is not None:
        chosen &= frame["period_to"] == pd.Timestamp(ends)
    values = frame.loc[chosen, "value"]
    return float(values.iloc[0]) if len(values) == 1 else UNKNOWN


def _same(column: "pd.Series[str]", wanted: str | None) -> "pd.Series[bool]":
    return column.isna() if wanted is None else column == wanted


def texts(items: Iterable[Text], frame: pd.DataFrame) -> "pd.Series[Any]":
    """Return texts as a column for a frame."""
    return pd.Series(list(items), index=frame.index, dtype="object")


def status_of(rows: pd.DataFrame, **where: str) -> str:
    """Return the status of the first row that matches, empty where none does."""
    for column, wanted in where.items():
        rows = rows[rows[column] == wanted]
    return str(rows["status"].iloc[0]) if len(rows) else ""


def value_of(rows: pd.DataFrame, **where: str) -> float:
    """Return the value of the first row that matches, nan where none does."""
    for column, wanted in where.items():
        rows = rows[rows[column] == wanted]
    return float(rows["value"].iloc[0]) if len(rows) else UNKNOWN
