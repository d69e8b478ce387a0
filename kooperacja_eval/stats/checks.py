"""What every statistic asks of its arguments before it counts anything.

The border: a check says whether an argument can be meant; whether the data suffice for a number is
decided by the statistic itself.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray


def check_confidence_level(confidence_level: float) -> None:
    """Refuse a confidence level that is not a number strictly between 0 and 1.

    Raises
    ------
    TypeError
        If it is not a real number.
    ValueError
        If it is not strictly between 0 and 1; 95 for 95 % is such a mistake.
    """
    if isinstance(confidence_level, bool) or not isinstance(
        confidence_level, (int, float, np.integer, np.floating)
    ):
        raise TypeError(f"confidence_level is a number, not {type(confidence_level).__name__}")
    if math.isnan(confidence_level) or not 0 < confidence_level < 1:
        raise ValueError(f"confidence_level lies strictly between 0 and 1, got {confidence_level}")


def as_count(value: int, name: str) -> int:
    """Return a whole number of zero or more as ``int``.

    Raises
    ------
    TypeError
        If the value is not an integer; ``True`` and ``5.0`` are not.
    ValueError
        If it is negative.
    """
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} is an integer, not {type(value).__name__}")
    if value < 0:
        raise ValueError(f"{name} is 0 or more, got {value}")
    return int(value)


def as_counts(values: ArrayLike, name: str) -> NDArray[np.int64]:
    """Return whole numbers of zero or more as a one-dimensional integer array.

    Raises
    ------
    TypeError
        If the array does not hold integers. An empty array may have any type.
    ValueError
        If it is not one-dimensional or a count is negative.
    """
    array = np.asarray(values)
    _check_one_dimension(array, name)
    if array.size and array.dtype.kind not in "iu":
        raise TypeError(f"{name} holds integers, not {array.dtype}")
    counts = array.astype(np.int64)
    if np.any(counts < 0):
        raise ValueError(f"{name} holds counts of 0 or more, but some are negative")
    return counts


def as_numbers(values: ArrayLike, name: str) -> NDArray[np.float64]:
    """Return numbers as a one-dimensional float array in which nan means missing.

    Raises
    ------
    TypeError
        If the array does not hold real numbers. An empty array may have any type.
    ValueError
        If it is not one-dimensional or a number is infinite.
    """
    array = np.asarray(values)
    _check_one_dimension(array, name)
    if array.size and array.dtype.kind not in "iuf":
        raise TypeError(f"{name} holds real numbers, not {array.dtype}")
    numbers = array.astype(np.float64)
    if np.any(np.isinf(numbers)):
        raise ValueError(f"{name} holds finite numbers or nan, but some are infinite")
    return numbers


def as_labels(values: ArrayLike, name: str) -> NDArray[np.generic]:
    """Return labels, such as team identifiers, as a one-dimensional array without gaps.

    Raises
    ------
    TypeError
        If the labels cannot be put in order, such as numbers mixed with text.
    ValueError
        If the array is not one-dimensional or a label is missing.
    """
    array = np.asarray(values)
    _check_one_dimension(array, name)
    if array.dtype.kind not in "iub" and any(_is_missing(label) for label in array.tolist()):
        raise ValueError(f"{name} has missing labels: give every value its cluster, or drop it")
    return array


def check_same_length(first: NDArray[np.generic], second: NDArray[np.generic], names: str) -> None:
    """Refuse two arrays of different length.

    Raises
    ------
    ValueError
        If the lengths differ.
    """
    if first.shape != second.shape:
        raise ValueError(f"{names} have the same length, got {first.size} and {second.size}")


def _is_missing(label: object) -> bool:
    return label is None or label != label  # noqa: PLR0124 (nan)


def _check_one_dimension(array: NDArray[np.generic], name: str) -> None:
    if array.ndim != 1:
        raise ValueError(f"{name} has one dimension, got {array.ndim}")
