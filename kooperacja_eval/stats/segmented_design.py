"""The columns of a segmented regression: a line, a break after a given month, and seasons.

The border: months in, columns out, and whether there are enough months on both sides of the break.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_count, as_numbers
from kooperacja_eval.text import Text

ENOUGH_MONTHS = 12
"""Months on each side of a break below which a segmented fit only describes (Wagner 2002)."""

MONTHS_OF_A_LINE = 3
"""Months that show a line and something of the spread around it."""

MONTHS_OF_A_LEVEL = 2

NO_NEW_COLUMN = 1e-10
"""Eigenvalue, in columns of unit length, below which one column follows from the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentTerms:
    """Which columns a segmented regression has.

    last_before is the last month before the break; cycle_months the length of a season's cycle.
    """

    last_before: int
    slope_change: bool
    harmonics: int
    cycle_months: int

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns after the constant, which is called level."""
        slope = ("slope_change",) if self.slope_change else ()
        seasons = tuple(
            f"{wave}_{at}" for at in range(1, 1 + self.harmonics) for wave in self._waves(at)
        )
        return ("slope_before", "level_change", *slope, *seasons)

    def columns(self, months: NDArray[np.int64], *, with_break: bool = True) -> NDArray[np.float64]:
        r"""Return the columns after the constant, shape (months, k - 1).

        Notes
        -----
        With D = 1 after last_before, else 0: month - last_before, D, (month - last_before) D, and
        sine and cosine of :math:`2 \pi h \, month / cycle` for each harmonic h. Both changes start
        at last_before, so that the level change is the jump between the two lines there.
        """
        since = months - self.last_before
        after = (since > 0) & with_break
        parts = [since, after, since * after][: 3 if self.slope_change else 2]
        for at in range(1, 1 + self.harmonics):
            turns = 2 * np.pi * ((at * months) % self.cycle_months) / self.cycle_months
            both = {"sin": np.sin(turns), "cos": np.cos(turns)}
            parts += [both[wave] for wave in self._waves(at)]
        return np.column_stack(parts).astype(np.float64)

    def _waves(self, harmonic: int) -> tuple[str, ...]:
        # a wave of two months has no sine at whole months
        return ("cos",) if 2 * harmonic == self.cycle_months else ("sin", "cos")


def segment_terms(
    last_before: int, *, slope_change: bool, harmonics: int, cycle_months: int
) -> SegmentTerms:
    """Check which columns are asked for.

    Raises
    ------
    TypeError, ValueError
        If last_before, harmonics or cycle_months are not whole numbers, or a wave would be shorter
        than two months.
    """
    if isinstance(last_before, bool) or not isinstance(last_before, (int, np.integer)):
        raise TypeError(f"last_before is an integer, not {type(last_before).__name__}")
    waves, cycle = as_count(harmonics, "harmonics"), as_count(cycle_months, "cycle_months")
    if cycle == 0 or 2 * waves > cycle:
        raise ValueError(f"harmonics is at most half of cycle_months, got {waves} of {cycle}")
    return SegmentTerms(
        last_before=int(last_before),
        slope_change=bool(slope_change),
        harmonics=waves,
        cycle_months=cycle,
    )


def as_months(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return numbers of months as integers.

    Raises
    ------
    TypeError, ValueError
        If they are not whole numbers, or one is missing.
    """
    numbers = as_numbers(values, "months")
    if np.any(np.isnan(numbers)) or np.any(numbers != np.rint(numbers)):
        raise ValueError("months holds whole numbers, none missing")
    return numbers.astype(np.int64)


def count_sides(months: NDArray[np.int64], terms: SegmentTerms) -> tuple[int, int]:
    """Count different months before and after the break.

    Raises
    ------
    InsufficientDataError
        If a side has too few for its line, or seasons cannot be told from the lines.
    """
    present = np.unique(months)
    n_before = int(np.sum(present <= terms.last_before))
    n_after = present.size - n_before
    needed = MONTHS_OF_A_LINE if terms.slope_change else MONTHS_OF_A_LEVEL
    if n_before < MONTHS_OF_A_LINE or n_after < needed:
        raise InsufficientDataError(_too_few_months(n_before, n_after, needed))
    columns = np.column_stack([np.ones(present.size), terms.columns(present)])
    unit = columns / np.sqrt(np.sum(columns**2, axis=0))
    if present.size <= columns.shape[1] or np.linalg.eigvalsh(unit.T @ unit)[0] <= NO_NEW_COLUMN:
        raise InsufficientDataError(_not_told_apart(present.size, columns.shape[1]))
    return n_before, n_after


def _too_few_months(n_before: int, n_after: int, needed: int) -> Text:
    return Text(
        f"Regresja segmentowa wymaga co najmniej {MONTHS_OF_A_LINE} miesięcy z danymi przed "
        f"przełomem i co najmniej {needed} po nim; liczba miesięcy przed: {n_before}, po: "
        f"{n_after}. Porównaj średnie sprzed przełomu i po nim.",
        f"A segmented regression needs at least {MONTHS_OF_A_LINE} months with data before the "
        f"break and at least {needed} after it; number of months before: {n_before}, after: "
        f"{n_after}. Compare the means before and after the break.",
    )


def _not_told_apart(n_months: int, n_columns: int) -> Text:
    return Text(
        "Liczba miesięcy nie wystarcza, by rozróżnić trend, przełom i sezony; liczba miesięcy z "
        f"danymi: {n_months}, liczba współczynników: {n_columns}. Zmniejsz liczbę składowych "
        "sezonowych albo pomiń zmianę nachylenia.",
        "There are too few months to tell trend, break and seasons apart; number of months with "
        f"data: {n_months}, number of coefficients: {n_columns}. Take fewer seasonal components, "
        "or leave out the change of slope.",
    )
