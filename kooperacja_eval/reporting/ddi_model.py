"""What a deposit describes: its tables, what is left out and why, and on which terms it is given.

The border: everything here has been let out already; the writers beside (DDI, data package,
codebook, read-me) describe it and add nothing of their own.
"""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from kooperacja_eval.schemas.field import Field
from kooperacja_eval.sections import DepositTerms
from kooperacja_eval.study import StudyConfig
from kooperacja_eval.text import Text

DATA_FOLDER: Final = "data"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DepositTable:
    """A table of a deposit.

    Attributes
    ----------
    name : str
        Name of the table and of its files.
    label, definition : Text
        Title; what one row is.
    fields : tuple of Field
        Its columns, in order.
    frame : pandas.DataFrame
        The rows, with these columns and no other.
    """

    name: str
    label: Text
    definition: Text
    fields: tuple[Field, ...]
    frame: pd.DataFrame

    @property
    def csv_path(self) -> str:
        """Path of the CSV file in the deposit."""
        return f"{DATA_FOLDER}/{self.name}.csv"

    @property
    def parquet_path(self) -> str:
        """Path of the parquet file in the deposit."""
        return f"{DATA_FOLDER}/{self.name}.parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A table of the study that the deposit does not hold, and why."""

    name: str
    label: Text
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Deposit:
    """A deposit before it takes any form.

    Attributes
    ----------
    config : StudyConfig
        The study, with the terms on which its data are given.
    tables : tuple of DepositTable
        What it holds.
    left_out : tuple of LeftOut
        What it does not hold.
    n_suppressed : int
        Rows of indicator values in which something is hidden.
    """

    config: StudyConfig
    tables: tuple[DepositTable, ...]
    left_out: tuple[LeftOut, ...]
    n_suppressed: int

    @property
    def terms(self) -> DepositTerms:
        """On which terms it is given: ``[deposit]`` of ``study.toml``."""
        return self.config.deposit

    @property
    def names(self) -> frozenset[str]:
        """Names of the tables."""
        return frozenset(table.name for table in self.tables)

    def citation(self) -> Text:
        """Return how the deposit is cited: as the study says, else put together."""
        if self.terms.citation:
            return Text(self.terms.citation, self.terms.citation)
        day = self.config.study.data_date
        who = "; ".join(self.terms.creators)
        ends = [part for part in (self.terms.publisher, self.terms.doi) if part]
        end = "".join(f" {part}." for part in ends)
        head = f"{who} ({day.year}). " if who else ""
        title = self.config.study.title
        return Text(
            f"{head}{title.pl}. Zbiór danych, stan na {day.isoformat()}.{end}",
            f"{head}{title.en}. Data set, as of {day.isoformat()}.{end}",
        )
