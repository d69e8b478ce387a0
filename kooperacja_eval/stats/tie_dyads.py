"""How far the two sides of a pair of entities report different levels of cooperation.

The border: levels as they were reported, in one team at one time; which side is right is not here.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.tie_matrix import as_tie_levels, count_by_level
from kooperacja_eval.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadDiscrepancyResult:
    """How far the two sides of a pair report different levels, unrounded.

    dyads has shape (n_dyads, 2): places of the two entities of each dyad with both sides;
    discrepancies has shape (n_dyads,) and the same order. discrepancy_counts holds the number of
    dyads that differ by 0 to highest levels. n_undefined counts dyads with one side or none.
    """

    mean: float
    dyads: NDArray[np.int64]
    discrepancies: NDArray[np.float64]
    discrepancy_counts: tuple[int, ...]
    n_dyads: int
    n_undefined: int


def dyad_discrepancies(
    levels: NDArray[np.float64], responded: NDArray[np.bool_], *, highest: int
) -> DyadDiscrepancyResult:
    r"""Measure how far the two sides of each pair report different levels.

    Parameters
    ----------
    levels, responded, highest
        As in ``tie_levels``.

    Returns
    -------
    DyadDiscrepancyResult
        In levels of the scale; 0 says that both sides report the same level.

    Raises
    ------
    InsufficientDataError
        As ``tie_levels``, and if no pair has both sides.
    TypeError, ValueError
        As ``tie_levels``.

    Notes
    -----
    :math:`|a_{ij} - a_{ji}|` for each unordered pair with both sides; the mean goes over these.
    A difference calls for a conversation; which side is right it does not say. Source:
    B. B. Frey, J. H. Lohmeier, S. W. Lee, N. Tollefson, Measuring collaboration among grant
    partners, American Journal of Evaluation 27 (2006) 383-392, doi:10.1177/1098214006290356.

    Examples
    --------
    >>> none = np.nan
    >>> levels = np.array([[none, 5, 3], [4, none, none], [3, 3, none]])
    >>> result = dyad_discrepancies(levels, np.full(3, True), highest=5)
    >>> result.mean, result.n_dyads, result.n_undefined
    (0.5, 2, 1)
    """
    matrix, present = as_tie_levels(levels, responded, highest=highest)
    first, second = np.triu_indices(present.size, k=1)
    values = np.abs(matrix[first, second] - matrix[second, first])
    both = ~np.isnan(values)
    defined = values[both]
    if defined.size == 0:
        raise InsufficientDataError(_no_dyads(int(values.size)))
    return DyadDiscrepancyResult(
        mean=float(np.mean(defined)),
        dyads=np.column_stack([first, second])[both].astype(np.int64),
        discrepancies=defined,
        discrepancy_counts=count_by_level(defined, highest),
        n_dyads=int(defined.size),
        n_undefined=int(values.size - defined.size),
    )


def _no_dyads(n_dyads: int) -> Text:
    return Text(
        "W żadnej parze podmiotów obie strony nie podały poziomu współpracy, więc różnicy ocen nie "
        f"da się policzyć; liczba par: {n_dyads}. Podaj, że różnica jest nieokreślona.",
        "In no pair of entities did both sides give a level of cooperation, so the difference of "
        f"reports cannot be computed; number of pairs: {n_dyads}. Say that it is undefined.",
    )
