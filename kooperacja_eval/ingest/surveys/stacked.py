"""The raw survey: the exports of one survey one below the other, still unparsed.

Corrections work on it and ``convert`` turns it into answers. Columns go by their names, never by
their place, so that exports of other versions of the form may have other columns or another order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kooperacja_eval.ingest.coded import Coded, coded
from kooperacja_eval.ingest.sheets import RawColumn, is_blank
from kooperacja_eval.ingest.surveys.export import ExportColumn, SurveyExport
from kooperacja_eval.ingest.threads import each


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedSurvey:
    """Raw cells of the exports of one survey.

    Attributes
    ----------
    exports : tuple of SurveyExport
        In the order of the files.
    export_of : ndarray of int64, shape (n,)
        Index of the export that each row comes from.
    rows : ndarray of int64, shape (n,)
        Row in the file, counted from 1; of SPSS the case.
    complete : ndarray of bool, shape (n,)
        Whether the row was completed; true where the platform does not say.
    versions : tuple of str
        Versions of the form that the exports name.
    version_of : ndarray of int64, shape (n,)
        Index of each row's version, -1 where the export names none.
    columns : mapping of str to Coded
        Cells of the columns asked for, by name; those that no export has are left out.
    """

    exports: tuple[SurveyExport, ...]
    export_of: NDArray[np.int64]
    rows: NDArray[np.int64]
    complete: NDArray[np.bool_]
    versions: tuple[str, ...]
    version_of: NDArray[np.int64]
    columns: Mapping[str, Coded]

    def __len__(self) -> int:
        return len(self.rows)

    def keep(self, wanted: NDArray[np.bool_]) -> "StackedSurvey":
        """Return the survey without the rows whose flag is false."""
        return replace(
            self,
            export_of=self.export_of[wanted],
            rows=self.rows[wanted],
            complete=self.complete[wanted],
            version_of=self.version_of[wanted],
            columns={name: column.keep(wanted) for name, column in self.columns.items()},
        )

    def with_column(self, name: str, column: Coded) -> "StackedSurvey":
        """Return the survey with other cells in one column."""
        return replace(self, columns={**self.columns, name: column})

    def places(self, name: str) -> tuple[ExportColumn | None, ...]:
        """Return the column of a name in each export, None where an export has none."""
        return tuple(export.column(name) for export in self.exports)

    def order(self, name: str) -> NDArray[np.int64]:
        """Return where the column stands in the export of each row, -1 where it has none."""
        found = [_index(export, name) for export in self.exports]
        return np.array(found or [-1], dtype=np.int64)[self.export_of]

    def filled(self, name: str) -> NDArray[np.bool_]:
        """Return in which rows a column holds more than white space."""
        column = self.columns.get(name)
        if column is None:
            return np.zeros(len(self), dtype=bool)
        return taken(_filled(column), column, missing=False)


def stack(exports: Sequence[SurveyExport], names: Iterable[str]) -> StackedSurvey:
    """Return the raw survey that exports make.

    Parameters
    ----------
    exports : sequence of SurveyExport
        Of one survey; none gives a survey without rows.
    names : iterable of str
        Columns that are needed; others are not looked at.
    """
    lengths = [len(export.rows) for export in exports]
    versions, version_of = _versions(exports)
    complete = [
        np.ones(len(export.rows), dtype=bool) if export.complete is None else export.complete
        for export in exports
    ]
    found = {name: [export.column(name) for export in exports] for name in dict.fromkeys(names)}
    there = {name: columns for name, columns in found.items() if any(columns)}

    def made(columns: list[ExportColumn | None]) -> Coded:
        pieces = zip(columns, lengths, strict=True)
        return coded([(None if one is None else _cells(one), length) for one, length in pieces])

    columns = dict(zip(there, each(made, there.values(), rows=sum(lengths)), strict=True))
    return StackedSurvey(
        exports=tuple(exports),
        export_of=np.repeat(np.arange(len(lengths)), lengths),
        rows=np.concatenate([np.empty(0, np.int64), *(export.rows for export in exports)]),
        complete=np.concatenate([np.empty(0, bool), *complete]),
        versions=versions,
        version_of=version_of,
        columns=columns,
    )


def taken(flags: NDArray[np.bool_], column: Coded, *, missing: bool) -> NDArray[np.bool_]:
    """Return for each row the flag of its distinct cell; ``missing`` where there is no cell."""
    if column.codes is None:
        return flags
    return np.append(flags, missing)[column.codes]


def _index(export: SurveyExport, name: str) -> int:
    return next((at for at, column in enumerate(export.columns) if column.name == name), -1)


def _cells(column: ExportColumn) -> RawColumn:
    cells = column.cells
    return pa.chunked_array([cells]) if isinstance(cells, pa.Array) else cells


def _filled(column: Coded) -> NDArray[np.bool_]:
    values = column.values
    if isinstance(values, pa.Array):
        trimmed = pc.binary_length(pc.utf8_trim_whitespace(values))
        flags = pc.fill_null(pc.greater(trimmed, 0), fill_value=False)
        return np.asarray(flags.to_numpy(zero_copy_only=False), dtype=bool)
    return np.fromiter((not is_blank(cell) for cell in values), dtype=bool, count=len(values))


def _versions(exports: Sequence[SurveyExport]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    index: dict[str, int] = {}
    pieces = [np.empty(0, np.int64)]
    for export in exports:
        if export.versions is None:
            pieces.append(np.full(len(export.rows), -1, dtype=np.int64))
        else:
            found = [index.setdefault(name, len(index)) if name else -1 for name in export.versions]
            pieces.append(np.array(found, dtype=np.int64))
    return tuple(index), np.concatenate(pieces)
