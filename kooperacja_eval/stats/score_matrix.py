"""Tables of scores: units in rows, items or raters in columns, nan where there is none.

The border: which rows are used, and the covariances between columns. What is made of them -
alpha, omega, the intraclass correlation - belongs to the modules that use this one.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.text import Text

Missing = Literal["listwise", "pairwise"]

MIN_ROWS = 2
"""One row has no spread to estimate."""

NO_SPREAD = 1e-12
"""Share of the largest square below which a variance is rounding, not spread."""


def as_scores(scores: ArrayLike, name: str) -> NDArray[np.float64]:
    """Return scores as a two-dimensional float array in which nan means missing.

    Raises
    ------
    TypeError
        If the array does not hold real numbers. An empty array may have any type.
    ValueError
        If it is not two-dimensional or a number is infinite.
    """
    array = np.asarray(scores)
    if array.ndim != 2:  # noqa: PLR2004 - rows and columns
        raise ValueError(f"{name} has two dimensions (rows, columns), got {array.ndim}")
    if array.size and array.dtype.kind not in "iuf":
        raise TypeError(f"{name} holds real numbers, not {array.dtype}")
    numbers = array.astype(np.float64)
    if np.any(np.isinf(numbers)):
        raise ValueError(f"{name} holds finite numbers or nan, but some are infinite")
    return numbers


def check_columns(scores: NDArray[np.float64], at_least: int, *, statistic: Text) -> None:
    """Refuse a table of too few columns.

    Raises
    ------
    InsufficientDataError
        If there are fewer columns than the statistic needs.
    """
    if scores.shape[1] < at_least:
        raise InsufficientDataError(_too_few_columns(scores.shape[1], at_least, statistic))


def used_rows(scores: NDArray[np.float64], missing: Missing) -> NDArray[np.float64]:
    """Return the rows that count: complete ones, or for pairwise use those with any score.

    Raises
    ------
    InsufficientDataError
        If fewer than two rows are left.
    ValueError
        If `missing` is neither ``"listwise"`` nor ``"pairwise"``.
    """
    if missing not in ("listwise", "pairwise"):
        raise ValueError(f"missing is 'listwise' or 'pairwise', not {missing!r}")
    present = ~np.isnan(scores)
    rows = scores[present.all(axis=1) if missing == "listwise" else present.any(axis=1)]
    if rows.shape[0] < MIN_ROWS:
        raise InsufficientDataError(_too_few_rows(rows.shape[0]))
    return rows


def covariances(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the covariance matrix over n - 1, each pair from the rows that have both scores.

    Without nan it is ``numpy.cov``; with nan it is what R calls ``use = "pairwise"``: the means too
    are those of the pair's rows.

    Raises
    ------
    InsufficientDataError
        If a pair of columns shares fewer than two rows, or a column has no spread.
    """
    if not np.isnan(rows).any():
        matrix = np.atleast_2d(np.cov(rows, rowvar=False))
    else:
        matrix = _pairwise_covariances(rows)
    largest = np.nanmax(np.abs(rows), axis=0)
    if np.any(np.diag(matrix) <= NO_SPREAD * largest**2):
        raise InsufficientDataError(_NO_SPREAD_IN_COLUMN)
    return matrix


def correlations(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the correlations that belong to a covariance matrix of positive variances."""
    deviations = np.sqrt(np.diag(covariance))
    matrix: NDArray[np.float64] = covariance / np.outer(deviations, deviations)
    np.fill_diagonal(matrix, 1.0)
    return matrix


def _pairwise_covariances(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    n_columns = rows.shape[1]
    matrix = np.empty((n_columns, n_columns))
    for i in range(n_columns):
        for j in range(i, n_columns):
            pair = rows[:, [i, j]]
            both = pair[~np.isnan(pair).any(axis=1)]
            if both.shape[0] < MIN_ROWS:
                raise InsufficientDataError(_too_few_shared(both.shape[0]))
            matrix[i, j] = matrix[j, i] = np.cov(both, rowvar=False)[0, 1]
    return matrix


def _too_few_columns(n_columns: int, at_least: int, statistic: Text) -> Text:
    return Text(
        f"{statistic.pl}: potrzeba co najmniej {at_least} kolumn (pozycji lub oceniających); "
        f"liczba kolumn: {n_columns}. Dodaj kolumny albo pomiń tę miarę.",
        f"{statistic.en}: at least {at_least} columns (items or raters) are needed; number of "
        f"columns: {n_columns}. Add columns, or leave this measure out.",
    )


def _too_few_rows(n_rows: int) -> Text:
    return Text(
        "Potrzeba co najmniej 2 wierszy z danymi (osób lub rodzin); liczba wierszy, które można "
        f"wykorzystać: {n_rows}. Uzupełnij dane albo policz miarę dla szerszego zbioru.",
        "At least 2 rows with data (persons or families) are needed; number of rows that can be "
        f"used: {n_rows}. Complete the data, or compute the measure for a wider set.",
    )


def _too_few_shared(n_rows: int) -> Text:
    return Text(
        "Każda para pozycji wymaga co najmniej 2 osób, które odpowiedziały na obie; w jednej "
        f"z par liczba takich osób: {n_rows}. Usuń pozycję z wieloma brakami albo użyj wierszy "
        "kompletnych.",
        "Each pair of items needs at least 2 persons who answered both; number of such persons in "
        f"one of the pairs: {n_rows}. Remove the item with many gaps, or use complete rows.",
    )


_NO_SPREAD_IN_COLUMN = Text(
    "Co najmniej jedna pozycja ma u wszystkich tę samą wartość, więc jej zróżnicowania nie da się "
    "oszacować, a miara jest nieokreślona. Usuń tę pozycję albo policz miarę dla szerszego zbioru.",
    "At least one item has the same value for everybody, so its spread cannot be estimated and the "
    "measure is undefined. Remove this item, or compute the measure for a wider set.",
)
