"""Predictors of a regression: an array and its names, looked at before anything is estimated."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

NO_SPREAD = 1e-12
"""Share of a predictor's size below which its spread is rounding."""

NOT_INDEPENDENT = 1e-10
"""Eigenvalue, in predictors of unit variance, below which one predictor follows from the others."""

MATRIX_DIMENSIONS = 2


def named_predictors(
    predictors: NDArray[np.float64], names: Sequence[str], *, taken: str = ""
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Return predictors as float64, shape (rows, p > 0), and their p names.

    Parameters
    ----------
    predictors : NDArray[np.float64], shape (rows, p)
        In any units; nan is missing and stays.
    names : Sequence[str], length p
        Not empty and each another.
    taken : str
        A name that none of them may have; empty for no such name.

    Returns
    -------
    tuple[NDArray[np.float64], tuple[str, ...]]
        The array and the names.

    Raises
    ------
    TypeError, ValueError
        If predictors are not real numbers, of another shape or infinite, or names do not fit.
    """
    matrix, titles = _matrix(predictors), _titles(names, taken)
    if matrix.shape[1] != len(titles):
        raise ValueError(f"names has one name for each of {matrix.shape[1]} predictors")
    return matrix, titles


def _matrix(predictors: NDArray[np.float64]) -> NDArray[np.float64]:
    array = np.asarray(predictors)
    if array.ndim != MATRIX_DIMENSIONS or array.shape[1] == 0:
        raise ValueError(f"predictors has shape (rows, predictors), got {array.shape}")
    if array.dtype.kind not in "iuf":
        raise TypeError(f"predictors holds real numbers, not {array.dtype}")
    matrix = array.astype(np.float64)
    if np.any(np.isinf(matrix)):
        raise ValueError("predictors holds finite numbers or nan, but some are infinite")
    return matrix


def _titles(names: Sequence[str], taken: str) -> tuple[str, ...]:
    if isinstance(names, str):
        raise TypeError("names is a sequence of names, not one text")
    titles = tuple(names)
    if not all(isinstance(title, str) for title in titles):
        raise TypeError("names holds texts")
    if len(set(titles)) < len(titles) or not all(titles):
        raise ValueError("names are not empty, and differ")
    if taken and taken in titles:
        raise ValueError(f"no name is {taken!r}")
    return titles
