"""Ratings in categories before and after: marginal homogeneity and symmetry of square tables.

The border: counts of pairs in, one test out. Whether the categories have an order does not matter
here; for ordered ratings ``wilcoxon`` sees more. Two categories, McNemar's test, come from
``mcnemar``. Pairs are taken as independent.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse, stats
from statsmodels.stats.contingency_tables import SquareTable

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.mcnemar import (
    DiscordantPairsResult,
    McNemarResult,
    mcnemar,
    mcnemar_counts,
    mcnemar_table,
)
from kooperacja_eval.stats.pair_counts import as_square_table, square_table
from kooperacja_eval.text import Text

__all__ = [
    "DiscordantPairsResult",
    "MarginalHomogeneityResult",
    "McNemarResult",
    "SymmetryResult",
    "marginal_homogeneity",
    "mcnemar",
    "mcnemar_counts",
    "mcnemar_table",
    "square_table",
    "symmetry",
]

HomogeneityVariant = Literal["stuart_maxwell", "bhapkar"]
HOMOGENEITY_VARIANTS: tuple[HomogeneityVariant, ...] = ("stuart_maxwell", "bhapkar")

MIN_CATEGORIES = 2
"""One category leaves nothing to change to."""

_ALL_OF_N = 1 - 1e-9
"""Share of n at which Stuart and Maxwell's statistic leaves Bhapkar's without a variance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginalHomogeneityResult:
    """A chi-squared test that the categories are as frequent before as after, unrounded.

    n counts the pairs, n_discordant those that changed category. categories holds the positions of
    the n_categories used, from 0; n_empty_categories counts those left out because nobody had them
    before or after.
    """

    statistic: float
    df: int
    p_value: float
    n: int
    n_discordant: int
    categories: tuple[int, ...]
    n_categories: int
    n_empty_categories: int
    variant: HomogeneityVariant
    method: HomogeneityVariant


@dataclass(frozen=True, slots=True, kw_only=True)
class SymmetryResult:
    """Bowker's chi-squared test that changes are as many in each direction, unrounded.

    Fields as in `MarginalHomogeneityResult`; n_empty_changes counts the pairs of used categories
    between which nobody moved, which are among df all the same.
    """

    statistic: float
    df: int
    p_value: float
    n: int
    n_discordant: int
    n_empty_changes: int
    categories: tuple[int, ...]
    n_categories: int
    n_empty_categories: int
    method: Literal["bowker"]


def marginal_homogeneity(
    table: ArrayLike, *, variant: HomogeneityVariant = "stuart_maxwell"
) -> MarginalHomogeneityResult:
    r"""Test whether the categories are as frequent before as after.

    Parameters
    ----------
    table : ArrayLike, shape (k, k)
        Counts of pairs, rows before and columns after, as from `square_table`.
    variant : {"stuart_maxwell", "bhapkar"}
        The covariance of the differences is taken as if they were 0 (Stuart and Maxwell) or as it
        is (Bhapkar, who finds more): :math:`X_B = X_{SM} / (1 - X_{SM} / n)`.

    Returns
    -------
    MarginalHomogeneityResult
        df is the number of used categories less one.

    Raises
    ------
    InsufficientDataError
        If nobody changed, the used categories fall into groups between which nobody moved, or
        everybody moved in a way that leaves Bhapkar's test without a variance.
    TypeError, ValueError
        If the table is not square or not of counts, or the variant is unknown.

    Notes
    -----
    Computed by ``statsmodels.stats.contingency_tables.SquareTable`` without its default of adding
    one half to every cell where one is 0, which changes the result. A chi-squared approximation:
    not for a handful of changes. Two categories give McNemar's chi-squared without correction.
    Sources: A. Stuart, Biometrika 42 (1955) 412-416, doi:10.1093/biomet/42.3-4.412; A. E. Maxwell,
    British J. Psychiatry 116 (1970) 651-655, doi:10.1192/bjp.116.535.651; V. P. Bhapkar, J.
    American Statistical Association 61 (1966) 228-235, doi:10.1080/01621459.1966.10502021.

    Examples
    --------
    >>> result = marginal_homogeneity([[20, 10, 5], [3, 30, 12], [0, 4, 16]])
    >>> round(result.statistic, 3), result.df, round(result.p_value, 4)
    (12.765, 2, 0.0017)
    """
    if variant not in HOMOGENEITY_VARIANTS:
        raise ValueError(f"variant is one of {', '.join(HOMOGENEITY_VARIANTS)}, got {variant!r}")
    counts = as_square_table(table)
    used = _used_categories(counts)
    kept = counts[np.ix_(used, used)]
    _check_connected(kept)
    square = SquareTable(kept, shift_zeros=False)
    result = square.homogeneity(method="stuart_maxwell")
    n = int(kept.sum())
    if variant == "bhapkar":
        if result.statistic >= _ALL_OF_N * n:
            raise InsufficientDataError(_ALL_MOVED)
        result = square.homogeneity(method="bhapkar")
    return MarginalHomogeneityResult(
        statistic=float(result.statistic),
        df=int(result.df),
        p_value=float(stats.chi2.sf(result.statistic, result.df)),
        n=n,
        n_discordant=n - int(np.trace(kept)),
        categories=tuple(used.tolist()),
        n_categories=int(used.size),
        n_empty_categories=int(counts.shape[0] - used.size),
        variant=variant,
        method=variant,
    )


def symmetry(table: ArrayLike) -> SymmetryResult:
    r"""Test with Bowker whether each change is as frequent as the change back.

    Parameters
    ----------
    table : ArrayLike, shape (k, k)
        Counts of pairs, rows before and columns after, as from `square_table`.

    Returns
    -------
    SymmetryResult
        df is k (k - 1) / 2 of the used categories.

    Raises
    ------
    InsufficientDataError
        If nobody changed.
    TypeError, ValueError
        If the table is not square or not of counts.

    Notes
    -----
    :math:`\sum_{i<j} (n_{ij} - n_{ji})^2 / (n_{ij} + n_{ji})`, by
    ``statsmodels.stats.contingency_tables.SquareTable`` without adding to empty cells. Pairs of
    categories between which nobody moved add nothing to the sum but count in df, so that the test
    finds less the more there are of them. Source: A. H. Bowker, J. American Statistical Association
    43 (1948) 572-574, doi:10.1080/01621459.1948.10483284.

    Examples
    --------
    >>> result = symmetry([[20, 10, 5], [3, 30, 12], [0, 4, 16]])
    >>> round(result.statistic, 3), result.df, round(result.p_value, 4)
    (12.769, 3, 0.0052)
    """
    counts = as_square_table(table)
    used = _used_categories(counts)
    kept = counts[np.ix_(used, used)]
    n, n_discordant = int(kept.sum()), int(kept.sum() - np.trace(kept))
    if n_discordant == 0:
        raise InsufficientDataError(_NO_CHANGE)
    result = SquareTable(kept, shift_zeros=False).symmetry()
    changes = (kept + kept.T)[np.triu_indices(used.size, 1)]
    return SymmetryResult(
        statistic=float(result.statistic),
        df=int(result.df),
        p_value=float(result.pvalue),
        n=n,
        n_discordant=n_discordant,
        n_empty_changes=int(np.sum(changes == 0)),
        categories=tuple(used.tolist()),
        n_categories=int(used.size),
        n_empty_categories=int(counts.shape[0] - used.size),
        method="bowker",
    )


def _used_categories(counts: NDArray[np.int64]) -> NDArray[np.intp]:
    used = np.flatnonzero(counts.sum(axis=0) + counts.sum(axis=1))
    if used.size < MIN_CATEGORIES:
        raise InsufficientDataError(_NO_CHANGE)
    return used


def _check_connected(kept: NDArray[np.int64]) -> None:
    """Refuse categories in separate groups: the covariance is singular exactly then."""
    if int(kept.sum() - np.trace(kept)) == 0:
        raise InsufficientDataError(_NO_CHANGE)
    moved = kept - np.diag(np.diag(kept))
    n_groups, _ = sparse.csgraph.connected_components(sparse.csr_array(moved), directed=False)
    if n_groups > 1:
        raise InsufficientDataError(_SEPARATE)


_NO_CHANGE = Text(
    "Żadna para nie zmieniła kategorii, więc nie ma czego porównać. Podaj liczebności kategorii i "
    "liczbę par bez zmiany zamiast testu.",
    "No pair changed its category, so there is nothing to compare. Give the counts of the "
    "categories and the number of pairs without change instead of a test.",
)
_SEPARATE = Text(
    "Kategorie rozpadają się na grupy, między którymi nikt nie przeszedł, więc test jednorodności "
    "rozkładów brzegowych jest nieokreślony. Połącz kategorie, które sąsiadują ze sobą, albo pomiń "
    "te, z których nikt nie wyszedł i do których nikt nie wszedł.",
    "The categories fall into groups between which nobody moved, so the test of marginal "
    "homogeneity is undefined. Merge neighbouring categories, or leave out those that nobody left "
    "or entered.",
)
_ALL_MOVED = Text(
    "Wszystkie pary zmieniły kategorię tak samo, więc test Bhapkara nie ma wariancji. Wybierz "
    'variant="stuart_maxwell" albo podaj liczebności bez testu.',
    "All pairs changed category in the same way, so Bhapkar's test has no variance. Choose "
    'variant="stuart_maxwell", or give the counts without a test.',
)
