"""Ratings of units by coders as positions in a list of categories.

The border: which ratings there are and which are missing. Coefficients of agreement are computed
from what this module returns; numbers on an interval scale rated by everybody are in ``icc``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.text import Text

Label = float | str
Categories = Sequence[Label] | NDArray[np.generic]

MISSING = -1
"""Position of a rating that is not there."""

MIN_CODERS = 2
"""One coder has no other to agree with."""

_TWO_DIMENSIONS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedRatings:
    """Ratings as positions, shape (units, coders), in categories; -1 is missing."""

    positions: NDArray[np.intp]
    categories: tuple[Label, ...]

    @property
    def sizes(self) -> NDArray[np.intp]:
        """Return the number of ratings of each unit."""
        return np.asarray(np.sum(self.positions != MISSING, axis=1), dtype=np.intp)

    def counts(self) -> NDArray[np.int64]:
        """Return how many coders put each unit into each category, shape (units, categories)."""
        n_units, n_categories = self.positions.shape[0], len(self.categories)
        unit, coder = np.nonzero(self.positions != MISSING)
        cells = unit * n_categories + self.positions[unit, coder]
        table = np.bincount(cells, minlength=n_units * n_categories)
        return table.reshape(n_units, n_categories).astype(np.int64)


def as_coded_ratings(ratings: ArrayLike, categories: Categories | None = None) -> CodedRatings:
    """Return ratings as positions among the categories.

    Parameters
    ----------
    ratings : ArrayLike, shape (units, coders)
        Numbers, with nan for missing; or labels, with None or nan for missing.
    categories : sequence, optional
        All categories that coders could choose from, in their order, those nobody chose included.
        Without it, those that occur, by size; labels that are not numbers need it.

    Returns
    -------
    CodedRatings
        All units, those without ratings too.

    Raises
    ------
    InsufficientDataError
        If there are fewer than two coders.
    TypeError, ValueError
        If ratings do not have two dimensions, are infinite or not among the categories, or
        categories are repeated, missing, or not given for labels.

    Examples
    --------
    >>> coded = as_coded_ratings([[1, 1], [2, np.nan]], [1, 2, 3])
    >>> coded.positions.tolist(), coded.counts().tolist()
    ([[0, 0], [1, -1]], [[2, 0, 0], [0, 1, 0]])
    """
    array = np.asarray(ratings)
    if array.ndim != _TWO_DIMENSIONS:
        raise ValueError(f"ratings has two dimensions (units, coders), got {array.ndim}")
    if array.shape[1] < MIN_CODERS:
        raise InsufficientDataError(too_few_coders(array.shape[1]))
    listed = None if categories is None else as_categories(categories)
    if array.size == 0 or array.dtype.kind in "biuf":
        return _coded_numbers(array.astype(np.float64), listed)
    if listed is None:
        raise TypeError("ratings that are not numbers need categories, in their order")
    return _coded_labels(array, listed)


def as_unit_counts(counts: ArrayLike) -> NDArray[np.int64]:
    """Return a table of how many coders put each unit (row) into each category (column).

    Raises
    ------
    TypeError
        If the table does not hold integers.
    ValueError
        If it does not have two dimensions, has no column, or a count is negative.
    """
    array = np.asarray(counts)
    if array.ndim != _TWO_DIMENSIONS or array.shape[1] == 0:
        raise ValueError(f"counts has two dimensions (units, categories), got {array.shape}")
    if array.size and array.dtype.kind not in "iu":
        raise TypeError(f"counts holds integers, not {array.dtype}")
    table = array.astype(np.int64)
    if np.any(table < 0):
        raise ValueError("counts holds counts of 0 or more, but some are negative")
    return table


def as_coder_table(table: ArrayLike) -> NDArray[np.int64]:
    """Return the square table of two coders: units by category of the first and of the second.

    Raises
    ------
    TypeError
        If the table does not hold integers.
    ValueError
        If it is not square, is empty, or a count is negative.
    """
    cells = as_unit_counts(table)
    if cells.shape[0] != cells.shape[1]:
        raise ValueError(f"the table has as many rows as columns, got shape {cells.shape}")
    return cells


def labels_of(size: int, categories: Categories | None) -> tuple[Label, ...]:
    """Return the labels of the columns of a table: 1, 2, ... unless categories are given.

    Raises
    ------
    ValueError
        If there are not as many categories as columns, or one is missing or stands twice.
    """
    if categories is None:
        return tuple(range(1, size + 1))
    labels = as_categories(categories)
    if len(labels) != size:
        raise ValueError(f"categories names the {size} columns, got {len(labels)}")
    return labels


def are_numbers(categories: tuple[Label, ...]) -> bool:
    """Say whether all categories are numbers, so that they have distances."""
    return all(isinstance(label, (int, float, np.number)) for label in categories)


def as_categories(categories: Categories) -> tuple[Label, ...]:
    """Return categories as a tuple of labels.

    Raises
    ------
    ValueError
        If there is none, or one is missing or stands twice.
    """
    labels = tuple(np.asarray(categories, dtype=object).tolist())
    missing = any(label is None or label != label for label in labels)  # noqa: PLR0124 (nan)
    if not labels or missing or len(set(labels)) != len(labels):
        raise ValueError("categories holds at least one category, each once and none missing")
    return labels


def _coded_numbers(numbers: NDArray[np.float64], listed: tuple[Label, ...] | None) -> CodedRatings:
    if np.any(np.isinf(numbers)):
        raise ValueError("ratings holds finite numbers or nan, but some are infinite")
    present = ~np.isnan(numbers)
    found, places = np.unique(numbers[present], return_inverse=True)
    labels: tuple[Label, ...] = tuple(found.tolist())
    lookup = np.arange(found.size)
    if listed is not None:
        lookup = _places(labels, listed)
        labels = listed
    positions = np.full(numbers.shape, MISSING, dtype=np.intp)
    positions[present] = lookup[places]
    return CodedRatings(positions=positions, categories=labels)


def _coded_labels(array: NDArray[np.generic], listed: tuple[Label, ...]) -> CodedRatings:
    positions = np.full(array.shape, MISSING, dtype=np.intp)
    place_of = {label: place for place, label in enumerate(listed)}
    for index, label in np.ndenumerate(array.astype(object)):
        if label is None or label != label:  # noqa: PLR0124 - nan
            continue
        if label not in place_of:
            raise ValueError(_NOT_LISTED)
        positions[index] = place_of[label]
    return CodedRatings(positions=positions, categories=listed)


def _places(found: tuple[Label, ...], listed: tuple[Label, ...]) -> NDArray[np.intp]:
    place_of = {label: place for place, label in enumerate(listed)}
    if not set(found) <= set(place_of):
        raise ValueError(_NOT_LISTED)
    return np.array([place_of[label] for label in found], dtype=np.intp)


def too_few_coders(n_coders: int) -> Text:
    """Say that agreement needs two coders."""
    return Text(
        f"Zgodność kodowania wymaga co najmniej 2 kodujących; ich liczba: {n_coders}. Dodaj "
        "kodowanie drugiej osoby albo pomiń tę miarę.",
        f"Agreement of coding needs at least 2 coders; their number: {n_coders}. Add the coding "
        "of a second person, or leave this measure out.",
    )


NO_PAIRS = Text(
    "Żadna jednostka kodowania nie ma 2 ocen, więc nie ma zgodności do policzenia. Sprawdź, czy "
    "kodujący dostali te same jednostki.",
    "No coding unit has 2 ratings, so there is no agreement to compute. Check whether coders were "
    "given the same units.",
)
ALL_EQUAL = Text(
    "Wszystkie oceny są takie same, więc zgodność ponad przypadek jest nieokreślona. Podaj odsetek "
    "zgodnych ocen i liczbę jednostek albo policz miarę dla bardziej zróżnicowanego zbioru.",
    "All ratings are the same, so agreement beyond chance is undefined. Give the share of ratings "
    "that agree and the number of units, or compute the measure for a more varied set.",
)

_NOT_LISTED = "ratings holds only labels that are among the categories, or missing ones"
