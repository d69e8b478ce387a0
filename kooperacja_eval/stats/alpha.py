"""Cronbach's alpha of a scale and what each item contributes to it.

The border: scores of items that already point the same way. Which items make a scale, and which of
them are reversed, is decided by the instrument.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import check_confidence_level
from kooperacja_eval.stats.score_matrix import (
    NO_SPREAD,
    Missing,
    as_scores,
    check_columns,
    correlations,
    covariances,
    used_rows,
)
from kooperacja_eval.text import Text

MIN_ITEMS = 2
"""One item has no other to agree with."""

MIN_ITEMS_TO_DELETE = 3
"""After one item is left out, alpha still needs two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlphaResult:
    """Cronbach's alpha with Feldt's interval, unrounded.

    n_subjects counts the rows used; n_dropped those left out: incomplete rows (listwise) or rows
    without any score (pairwise).
    """

    alpha: float
    standardized_alpha: float
    ci_low: float
    ci_high: float
    mean_inter_item_correlation: float
    n_items: int
    n_subjects: int
    n_dropped: int
    method: Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStatistics:
    """How each item behaves in its scale, unrounded; arrays of shape (items,).

    item_total_correlation is with the sum of all items, corrected_item_total_correlation with the
    sum of the others (``r.drop`` of psych). n_subjects and n_dropped are those of `AlphaResult`.
    """

    mean: NDArray[np.float64]
    standard_deviation: NDArray[np.float64]
    item_total_correlation: NDArray[np.float64]
    corrected_item_total_correlation: NDArray[np.float64]
    alpha_if_deleted: NDArray[np.float64]
    n_items: int
    n_subjects: int
    n_dropped: int
    method: Missing


def cronbach_alpha(
    scores: NDArray[np.float64],
    *,
    missing: Missing = "listwise",
    confidence_level: float = 0.95,
) -> AlphaResult:
    r"""Estimate the reliability of a sum of items by Cronbach's alpha.

    Parameters
    ----------
    scores : NDArray[np.float64], shape (respondents, items)
        In any unit, items already reversed where they are worded the other way; nan is missing.
    missing : {"listwise", "pairwise"}
        Use complete rows only, or each covariance from the rows that have both items.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    AlphaResult
        Alpha is at most 1 and may be negative: then the items do not point the same way.

    Raises
    ------
    InsufficientDataError
        If there are fewer than two items or rows, an item has no spread, the sum of the items or of
        the standardised items has no spread, or items differ by constants only (alpha 1, without an
        interval).
    TypeError, ValueError
        If the scores are not real numbers or infinite, or an option is not one of those named.

    Notes
    -----
    .. math:: \alpha = \frac{k}{k-1} \Bigl(1 - \frac{\sum s_i^2}{s_{total}^2}\Bigr)

    from the covariance matrix; the standardised alpha is the same of the correlations that belong
    to it, :math:`k \bar r / (1 + (k-1) \bar r)`. Feldt's interval is
    :math:`1 - (1 - \alpha) F` at both tails of F with n - 1 and (n - 1)(k - 1) degrees of freedom;
    it is exact for normal scores of equal covariances. For pairwise covariances n is the number of
    rows with any score, so that the interval is approximate and rather too narrow. Negative
    estimates are neither cut nor turned.

    Sources: L. J. Cronbach, Psychometrika 16 (1951) 297-334, doi:10.1007/BF02310555; L. S. Feldt,
    Psychometrika 30 (1965) 357-370, doi:10.1007/BF02289499; L. S. Feldt, D. J. Woodruff, F. A.
    Salih, Applied Psychological Measurement 11 (1987) 93-103, doi:10.1177/014662168701100107.

    Examples
    --------
    >>> scores = np.array([[1.0, 2, 2], [2, 2, 3], [3, 4, 4], [4, 4, 5], [5, 4, 4]])
    >>> result = cronbach_alpha(scores)
    >>> round(result.alpha, 3), round(result.ci_low, 3), round(result.ci_high, 3)
    (0.932, 0.656, 0.992)
    """
    check_confidence_level(confidence_level)
    table = as_scores(scores, "scores")
    check_columns(table, MIN_ITEMS, statistic=_ALPHA)
    rows = used_rows(table, missing)
    covariance = covariances(rows)
    n_items, n_subjects = covariance.shape[0], int(rows.shape[0])
    alpha = _alpha(covariance)
    if 1 - alpha <= NO_SPREAD:
        raise InsufficientDataError(_NO_ERROR)
    correlation = correlations(covariance)
    tail, df = (1 - confidence_level) / 2, n_subjects - 1
    spread = stats.f(df, df * (n_items - 1))
    return AlphaResult(
        alpha=alpha,
        standardized_alpha=_alpha(correlation),
        ci_low=1 - (1 - alpha) * float(spread.isf(tail)),
        ci_high=1 - (1 - alpha) * float(spread.ppf(tail)),
        mean_inter_item_correlation=float(np.mean(correlation[np.triu_indices(n_items, 1)])),
        n_items=n_items,
        n_subjects=n_subjects,
        n_dropped=int(table.shape[0]) - n_subjects,
        method=missing,
    )


def item_statistics(
    scores: NDArray[np.float64], *, missing: Missing = "listwise"
) -> ItemStatistics:
    r"""Describe each item of a scale and alpha without it.

    Parameters
    ----------
    scores : NDArray[np.float64], shape (respondents, items)
        As for `cronbach_alpha`; nan is missing.
    missing : {"listwise", "pairwise"}
        As for `cronbach_alpha`.

    Returns
    -------
    ItemStatistics
        Means and standard deviations (over n - 1) in the unit of the scores.

    Raises
    ------
    InsufficientDataError
        If there are fewer than three items, fewer than two rows, or an item, the sum, or the sum of
        the others has no spread.
    TypeError, ValueError
        As for `cronbach_alpha`.

    Notes
    -----
    All but the means come from the covariance matrix :math:`c_{ij}` of `cronbach_alpha`: an item's
    covariance with the total is its row sum, with the total of the others the row sum less its own
    variance. Pairwise, these are correlations with sums that nobody has in full; with complete rows
    they are the usual ones. An item correlates with a total that holds it by being in it: read the
    corrected correlation. Source: J. C. Nunnally, I. H. Bernstein,
    Psychometric Theory, 3rd ed., McGraw-Hill 1994, chapter 8.

    Examples
    --------
    >>> scores = np.array([[1.0, 2, 2], [2, 2, 3], [3, 4, 4], [4, 4, 5], [5, 4, 4]])
    >>> item_statistics(scores).corrected_item_total_correlation.round(3)
    array([0.875, 0.91 , 0.881])
    """
    table = as_scores(scores, "scores")
    check_columns(table, MIN_ITEMS_TO_DELETE, statistic=_ALPHA_IF_DELETED)
    rows = used_rows(table, missing)
    covariance = covariances(rows)
    total = _total_variance(covariance)
    variances, with_total = np.diag(covariance), covariance.sum(axis=1)
    deviations = np.sqrt(variances)
    indices = range(covariance.shape[0])
    others = [np.delete(np.delete(covariance, i, axis=0), i, axis=1) for i in indices]
    rest = np.array([_total_variance(other) for other in others])
    return ItemStatistics(
        mean=np.nanmean(rows, axis=0),
        standard_deviation=deviations,
        item_total_correlation=with_total / (deviations * np.sqrt(total)),
        corrected_item_total_correlation=(with_total - variances) / (deviations * np.sqrt(rest)),
        alpha_if_deleted=np.array([_alpha(other) for other in others]),
        n_items=covariance.shape[0],
        n_subjects=int(rows.shape[0]),
        n_dropped=int(table.shape[0] - rows.shape[0]),
        method=missing,
    )


def _alpha(covariance: NDArray[np.float64]) -> float:
    k = covariance.shape[0]
    unshared = float(np.trace(covariance)) / _total_variance(covariance)
    return float(k / (k - 1) * (1 - unshared))


def _total_variance(covariance: NDArray[np.float64]) -> float:
    """Return the variance of the sum; pairwise covariances may even make it negative."""
    total = float(covariance.sum())
    if total <= NO_SPREAD * float(np.trace(covariance)):
        raise InsufficientDataError(_NO_SPREAD_IN_TOTAL)
    return total


_ALPHA = Text("Alfa Cronbacha", "Cronbach's alpha")
_ALPHA_IF_DELETED = Text(
    "Statystyki pozycji i alfa po usunięciu pozycji", "Item statistics and alpha if item deleted"
)
_NO_SPREAD_IN_TOTAL = Text(
    "Suma pozycji nie różni się między osobami, więc rzetelność jest nieokreślona. Sprawdź, czy "
    "pozycje odwrócone zostały przekodowane, albo policz miarę dla szerszego zbioru.",
    "The sum of the items does not differ between persons, so the reliability is undefined. Check "
    "whether reversed items were recoded, or compute the measure for a wider set.",
)
_NO_ERROR = Text(
    "Pozycje różnią się między sobą tylko o stałą, więc alfa wynosi 1, a jej przedział jest "
    "nieokreślony. Sprawdź, czy pozycje nie są kopiami jednej kolumny.",
    "The items differ from each other by a constant only, so alpha is 1 and its interval is "
    "undefined. Check whether the items are copies of one column.",
)
