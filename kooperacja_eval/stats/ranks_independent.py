"""Two samples that cannot be paired: Mann and Whitney's test.

The border: two arrays of values in, one test out. ``greater`` and a positive delta always mean that
the second sample tends to be larger. The test takes values as independent; Cliff's delta, from
``cliff``, can respect clusters.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_numbers
from kooperacja_eval.stats.cliff import CliffsDeltaResult, cliffs_delta
from kooperacja_eval.text import Text

__all__ = ["CliffsDeltaResult", "MannWhitneyResult", "cliffs_delta", "mann_whitney"]

Alternative = Literal["two_sided", "greater", "less"]
_SCIPY_ALTERNATIVES: dict[Alternative, str] = {
    "two_sided": "two-sided",
    "greater": "greater",
    "less": "less",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MannWhitneyResult:
    """Mann and Whitney's test, unrounded.

    u counts the pairs in which the value of the first sample is larger, ties as one half: the
    statistic of scipy and of R, there called W; u_second is the same for the second. cliffs_delta
    is positive where the second sample tends to be larger. n_first and n_second count the values
    used, n_dropped the nan left out; has_ties says whether any two values are equal. correction
    says whether the continuity correction was applied.
    """

    u: float
    u_second: float
    p_value: float
    cliffs_delta: float
    n_first: int
    n_second: int
    n_dropped: int
    has_ties: bool
    distribution: Literal["exact", "normal"]
    correction: bool
    alternative: Alternative
    method: str


def mann_whitney(
    first: ArrayLike,
    second: ArrayLike,
    *,
    distribution: Literal["exact", "normal"] = "normal",
    correction: bool = True,
    alternative: Alternative = "two_sided",
) -> MannWhitneyResult:
    """Test whether one of two independent samples tends to be larger.

    Parameters
    ----------
    first, second : ArrayLike, shapes (m,) and (n,)
        Values in the same unit; nan is missing.
    distribution : {"exact", "normal"}
        exact: all orders of the values, without ties only. normal: approximation with the variance
        corrected for ties.
    correction : bool
        Continuity correction; without effect unless ``distribution="normal"``.
    alternative : {"two_sided", "greater", "less"}
        greater: the second sample tends to be larger.

    Returns
    -------
    MannWhitneyResult
        With clusters the test finds too much: use the interval of `cliffs_delta`.

    Raises
    ------
    InsufficientDataError
        If a sample has no values, all values are equal, or there are ties and the exact
        distribution is asked for.
    TypeError, ValueError
        If values are not real numbers or infinite, or an option is unknown.

    Notes
    -----
    Computed by ``scipy.stats.mannwhitneyu``. Source: H. B. Mann, D. R. Whitney, Annals of
    Mathematical Statistics 18 (1947) 50-60, doi:10.1214/aoms/1177730491.

    Examples
    --------
    >>> result = mann_whitney(np.array([1.0, 2, 3, 5]), np.array([4.0, 6, 7]), distribution="exact")
    >>> result.u, round(result.p_value, 4), round(result.cliffs_delta, 4)
    (1.0, 0.1143, 0.8333)
    """
    if distribution not in ("exact", "normal"):
        raise ValueError(f"distribution is exact or normal, got {distribution!r}")
    if alternative not in _SCIPY_ALTERNATIVES:
        raise ValueError(
            f"alternative is one of {', '.join(_SCIPY_ALTERNATIVES)}, got {alternative!r}"
        )
    one, other = _present(first, "first"), _present(second, "second")
    n_levels = np.unique(np.concatenate([one, other])).size
    has_ties = bool(n_levels < one.size + other.size)
    if n_levels == 1:
        raise InsufficientDataError(_ALL_EQUAL)
    if distribution == "exact" and has_ties:
        raise InsufficientDataError(_TIES)

    result = stats.mannwhitneyu(
        other,
        one,
        use_continuity=bool(correction),
        alternative=_SCIPY_ALTERNATIVES[alternative],
        method="exact" if distribution == "exact" else "asymptotic",
    )
    u_second, pairs = float(result.statistic), float(one.size) * other.size
    applied = bool(correction) and distribution == "normal"
    return MannWhitneyResult(
        u=pairs - u_second,
        u_second=u_second,
        p_value=float(result.pvalue),
        cliffs_delta=(2 * u_second - pairs) / pairs,
        n_first=int(one.size),
        n_second=int(other.size),
        n_dropped=np.size(first) + np.size(second) - one.size - other.size,
        has_ties=has_ties,
        distribution=distribution,
        correction=applied,
        alternative=alternative,
        method=f"mann_whitney_{distribution}{'_corrected' if applied else ''}",
    )


def _present(values: ArrayLike, name: str) -> NDArray[np.float64]:
    numbers = as_numbers(values, name)
    used = numbers[~np.isnan(numbers)]
    if used.size == 0:
        raise InsufficientDataError(_NO_VALUES)
    return used


_NO_VALUES = Text(
    "Jedna z porównywanych grup nie ma żadnej wartości, więc testu nie da się policzyć. Uzupełnij "
    "dane albo pomiń to porównanie.",
    "One of the samples compared has no values, so the test cannot be computed. Complete the data, "
    "or leave this comparison out.",
)
_ALL_EQUAL = Text(
    "Wszystkie wartości w obu grupach są równe, więc nie ma czego rangować. Podaj wspólną wartość "
    "i liczebności zamiast testu.",
    "All values of both samples are equal, so there is nothing to rank. Give the common value and "
    "the numbers of values instead of a test.",
)
_TIES = Text(
    "Rozkład dokładny nie obowiązuje, gdy są wartości równe, a takie są w danych. Wybierz "
    'distribution="normal".',
    "The exact distribution does not hold with equal values, and the data have some. Choose "
    'distribution="normal".',
)
