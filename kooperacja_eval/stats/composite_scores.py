"""Parts of a composite index on one scale from 0 to 100.

The border: measured parts in, scores out, and which units have enough of them. Weights belong to
``composite_weights``, what is made of both to ``composite`` and ``composite_uncertainty``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.text import Text

Normalisation = Literal["goalposts", "min_max", "z"]
NORMALISATIONS: tuple[Normalisation, ...] = ("goalposts", "min_max", "z")
Missing = Literal["require", "renormalise"]
MISSING: tuple[Missing, ...] = ("require", "renormalise")

FULL_MARK = 100.0
Z_CENTRE, Z_STEP = 50.0, 10.0
"""The mean of a part is 50, a standard deviation 10 points; 5 of them reach 0 or 100."""

TABLE_DIMENSIONS = 2
"""Dimensions of a table: units and parts."""

MIN_PARTS = 2
"""One part is no composite."""

NO_SPREAD = 1e-12
"""Share of a part's size below which its spread is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Parts on the scale from 0 to 100; nan is missing.

    n_clipped counts the values past an end of the scale that were put on it.
    """

    values: NDArray[np.float64]
    n_clipped: int


def as_parts(parts: ArrayLike) -> NDArray[np.float64]:
    """Return parts as a float table of units and parts in which nan means missing.

    Raises
    ------
    TypeError
        If the table does not hold real numbers.
    ValueError
        If it is not two-dimensional, has fewer than two parts or an infinite number.
    """
    table = np.asarray(parts)
    if table.ndim != TABLE_DIMENSIONS:
        raise ValueError(f"parts has two dimensions (units, parts), got {table.ndim}")
    if table.size and table.dtype.kind not in "iuf":
        raise TypeError(f"parts holds real numbers, not {table.dtype}")
    if table.shape[1] < MIN_PARTS:
        raise ValueError(f"parts has {MIN_PARTS} or more columns, got {table.shape[1]}")
    numbers = table.astype(np.float64)
    if np.any(np.isinf(numbers)):
        raise ValueError("parts holds finite numbers or nan, but some are infinite")
    return numbers


def as_goalposts(
    goalposts: ArrayLike | None, n_parts: int, normalisations: Sequence[str]
) -> NDArray[np.float64] | None:
    """Return goalposts as a float table: of each part the value that scores 0 and that scores 100.

    Raises
    ------
    TypeError
        If they are not real numbers.
    ValueError
        If they are given without being asked for or the other way round, the shape is not
        (parts, 2), a goalpost is not finite, or the first is not the lower one.
    """
    if (goalposts is None) == ("goalposts" in normalisations):
        raise ValueError("goalposts are given for the normalisation 'goalposts' and for it alone")
    if goalposts is None:
        return None
    given = np.asarray(goalposts)
    if given.dtype.kind not in "iuf":
        raise TypeError(f"goalposts holds real numbers, not {given.dtype}")
    table = given.astype(np.float64)
    if table.shape != (n_parts, 2):
        raise ValueError(f"goalposts has the shape ({n_parts}, 2), got {table.shape}")
    if not np.all(np.isfinite(table)) or np.any(table[:, 0] >= table[:, 1]):
        raise ValueError(
            "goalposts are finite and the first of each part is the lower one: turn a part in "
            "which less is better before"
        )
    return table


def used_units(parts: NDArray[np.float64], missing: Missing) -> NDArray[np.bool_]:
    """Say which units have the parts that the rule asks for: all, or at least two.

    Raises
    ------
    InsufficientDataError
        If no unit has them, or a part is missing in every unit that has.
    ValueError
        If the rule is unknown.
    """
    if missing not in MISSING:
        raise ValueError(f"missing is one of {', '.join(MISSING)}, got {missing!r}")
    present = ~np.isnan(parts)
    used = present.sum(axis=1) >= (parts.shape[1] if missing == "require" else MIN_PARTS)
    empty = np.flatnonzero(~present[used if used.any() else slice(None)].any(axis=0))
    if len(parts) and empty.size:
        raise InsufficientDataError(_empty_part(int(empty[0]) + 1))
    if not used.any():
        raise InsufficientDataError(_no_units(len(parts)))
    return np.asarray(used, dtype=np.bool_)


def normalise(
    parts: NDArray[np.float64],
    normalisation: Normalisation,
    goalposts: NDArray[np.float64] | None,
) -> Scores:
    r"""Put parts on the scale from 0 to 100.

    Parameters
    ----------
    parts : NDArray[np.float64], shape (units, parts)
        Each in its own unit, more is better; nan is missing.
    normalisation : {"goalposts", "min_max", "z"}
        See the notes.
    goalposts : NDArray[np.float64], shape (parts, 2), or None
        Needed by "goalposts", not looked at by the others.

    Raises
    ------
    InsufficientDataError
        If a part has no spread and the rule asks for it.
    ValueError
        If the rule is unknown or its goalposts are not given.

    Notes
    -----
    "goalposts" is :math:`100 (x - low) / (high - low)` with ends stated beforehand, so that a score
    means the same in every study; "min_max" takes the lowest and highest value at hand; "z" is
    :math:`50 + 10 (x - \bar x) / s` with s over n - 1. Scores below 0 and above 100 are put on the
    end and counted. Source: OECD, JRC, Handbook on Constructing Composite Indicators, 2008, step 5,
    doi:10.1787/9789264043466-en.
    """
    if normalisation not in NORMALISATIONS:
        raise ValueError(
            f"normalisation is one of {', '.join(NORMALISATIONS)}, got {normalisation!r}"
        )
    if normalisation == "goalposts":
        if goalposts is None:
            raise ValueError("goalposts are needed by the normalisation 'goalposts'")
        low, high = goalposts.T
        raw = FULL_MARK * (parts - low) / (high - low)
    else:
        check_spread(parts)
        if normalisation == "min_max":
            low, high = np.nanmin(parts, axis=0), np.nanmax(parts, axis=0)
            raw = FULL_MARK * (parts - low) / (high - low)
        else:
            mean, deviation = np.nanmean(parts, axis=0), np.nanstd(parts, axis=0, ddof=1)
            raw = Z_CENTRE + Z_STEP * (parts - mean) / deviation
    n_clipped = int(np.sum((raw < 0) | (raw > FULL_MARK)))
    return Scores(values=np.clip(raw, 0, FULL_MARK), n_clipped=n_clipped)


def check_spread(parts: NDArray[np.float64]) -> None:
    """Refuse parts of which one is the same in all units.

    Raises
    ------
    InsufficientDataError
        If there is such a part.
    """
    spread = np.nanmax(parts, axis=0) - np.nanmin(parts, axis=0)
    flat = np.flatnonzero(spread <= NO_SPREAD * np.nanmax(np.abs(parts), axis=0))
    if flat.size:
        raise InsufficientDataError(_flat_part(int(flat[0]) + 1))


def _no_units(n_units: int) -> Text:
    return Text(
        f"Żadna jednostka nie ma składowych potrzebnych do indeksu; liczba jednostek: {n_units}. "
        "Uzupełnij dane albo wybierz regułę braków, która dopuszcza niepełne jednostki.",
        f"No unit has the parts that the index needs; number of units: {n_units}. Complete the "
        "data, or choose the rule for missing parts that allows incomplete units.",
    )


def _empty_part(column: int) -> Text:
    return Text(
        f"Składowa w kolumnie {column} nie ma wartości w żadnej z jednostek, które mogłyby wejść "
        "do indeksu, więc indeks byłby indeksem innych składowych. Uzupełnij dane albo pomiń tę "
        "składową.",
        f"The part in column {column} has no value in any unit that the index could be computed "
        "for, so that it would be an index of other parts. Complete the data, or leave this part "
        "out.",
    )


def _flat_part(column: int) -> Text:
    return Text(
        f"Składowa w kolumnie {column} ma we wszystkich jednostkach tę samą wartość, więc jej "
        "położenie na skali od 0 do 100 i jej korelacje są nieokreślone. Podaj stałe punkty "
        "odniesienia (goalposts) i wagi, które nie zależą od danych, albo pomiń tę składową.",
        f"The part in column {column} has the same value in all units, so its place on the scale "
        "from 0 to 100 and its correlations are undefined. Give fixed goalposts and weights that "
        "do not depend on the data, or leave this part out.",
    )
