"""The three differences of a pre-test, a retrospective pre-test and a post-test, kept apart.

The border: a then-test ("how were you before, as you see it now") is a variable of its own. It is
never put in the place of a missing pre-test, and the three differences are never averaged.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_labels, as_numbers, check_same_length
from kooperacja_eval.stats.means import clustered_mean, mean_interval
from kooperacja_eval.text import Text

MIN_PAIRS = 2
"""One pair has no spread to estimate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanChange:
    """A mean difference of pairs with its interval, in the unit of the scores, unrounded.

    n_pairs counts the pairs used, n_dropped those of which one score is missing. n_clusters is
    None where no clusters were given.
    """

    estimate: float
    ci_low: float
    ci_high: float
    standard_error: float
    df: int
    n_pairs: int
    n_clusters: int | None
    n_dropped: int
    method: Literal["paired_t", "clustered_t"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseShiftResult:
    """Response shift and both measures of change, each of the pairs that have it.

    standardised_shift is the shift over the standard deviation (over n - 1) of the pre-test of the
    pairs that have the shift.
    """

    shift: MeanChange
    change_pre: MeanChange
    change_then: MeanChange
    standardised_shift: float


def response_shift(
    pre: NDArray[np.float64],
    then: NDArray[np.float64],
    post: NDArray[np.float64],
    *,
    clusters: NDArray[np.generic] | None = None,
    confidence_level: float = 0.95,
) -> ResponseShiftResult:
    """Estimate response shift, and change against the pre-test and against the then-test.

    Parameters
    ----------
    pre, then, post : NDArray[np.float64], shape (units,)
        Scores before, before as seen afterwards, and afterwards, of the same units in the same
        order; nan is missing.
    clusters : NDArray[np.generic], shape (units,), optional
        Label of each unit's cluster, such as a team identifier; none may be missing.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    ResponseShiftResult
        shift is then less pre, change_pre is post less pre, change_then is post less then. Each has
        its own pairs, so that change_pre less change_then is the shift only where nothing is
        missing.

    Raises
    ------
    InsufficientDataError
        If one of the three has fewer than two pairs, equal differences, or (with clusters) fewer
        than two clusters or no spread between them; or the pre-test has no spread.
    TypeError, ValueError
        If scores are not real numbers or infinite, labels are missing, or lengths differ.

    Notes
    -----
    Paired t intervals by `mean_interval`, or cluster-robust ones by `clustered_mean`. The pre-test
    is the measure for the effects of a programme; the then-test shows how participants experience
    their change, and is open to memory and to the wish to have changed (Hill and Betz). The shift
    is therefore a finding about the measure, not a correction. Sources: L. G. Hill, D. L. Betz,
    American J. Evaluation 26 (2005) 501-517, doi:10.1177/1098214005281356; G. S. Howard,
    Evaluation Review 4 (1980) 93-106, doi:10.1177/0193841X8000400105.

    Examples
    --------
    >>> pre, then = np.array([3.0, 4.0, 3.0, 5.0]), np.array([2.0, 3.0, 3.0, 3.0])
    >>> result = response_shift(pre, then, np.array([4.0, 4.0, 5.0, 4.0]))
    >>> result.shift.estimate, result.change_pre.estimate, result.change_then.estimate
    (-1.0, 0.5, 1.5)
    """
    first, middle, last = (
        as_numbers(pre, "pre"),
        as_numbers(then, "then"),
        as_numbers(post, "post"),
    )
    check_same_length(first, middle, "pre and then")
    check_same_length(first, last, "pre and post")
    labels = None if clusters is None else as_labels(clusters, "clusters")
    if labels is not None:
        check_same_length(first, labels, "pre and clusters")
    shift = _mean_change(middle - first, labels, confidence_level, _SHIFT)
    return ResponseShiftResult(
        shift=shift,
        change_pre=_mean_change(last - first, labels, confidence_level, _CHANGE_PRE),
        change_then=_mean_change(last - middle, labels, confidence_level, _CHANGE_THEN),
        standardised_shift=shift.estimate / _spread(first[~np.isnan(middle - first)]),
    )


def _mean_change(
    differences: NDArray[np.float64],
    labels: NDArray[np.generic] | None,
    confidence_level: float,
    name: Text,
) -> MeanChange:
    n_pairs = int(np.sum(~np.isnan(differences)))
    if n_pairs < MIN_PAIRS:
        raise InsufficientDataError(_too_few_pairs(name, n_pairs))
    if labels is None:
        plain = mean_interval(differences, confidence_level=confidence_level)
        return MeanChange(
            estimate=plain.estimate,
            ci_low=plain.ci_low,
            ci_high=plain.ci_high,
            standard_error=plain.standard_error,
            df=plain.df,
            n_pairs=plain.n,
            n_clusters=None,
            n_dropped=plain.n_dropped,
            method="paired_t",
        )
    robust = clustered_mean(differences, labels, confidence_level=confidence_level)
    return MeanChange(
        estimate=robust.estimate,
        ci_low=robust.ci_low,
        ci_high=robust.ci_high,
        standard_error=robust.standard_error,
        df=robust.df,
        n_pairs=robust.n,
        n_clusters=robust.n_clusters,
        n_dropped=robust.n_dropped,
        method="clustered_t",
    )


def _spread(scores: NDArray[np.float64]) -> float:
    if np.ptp(scores) == 0:
        raise InsufficientDataError(_NO_SPREAD_BEFORE)
    return float(np.std(scores, ddof=1))


def _too_few_pairs(name: Text, n_pairs: int) -> Text:
    return Text(
        f"{name.pl}: potrzeba co najmniej 2 par pomiarów; liczba par: {n_pairs}. Uzupełnij dane "
        "albo pomiń to porównanie; nie zastępuj jednego pomiaru drugim.",
        f"{name.en}: at least 2 pairs of measurements are needed; number of pairs: {n_pairs}. "
        "Complete the data or leave the comparison out; do not put one measurement in the place of "
        "another.",
    )


_SHIFT = Text("Przesunięcie odpowiedzi (ocena wsteczna - pretest)", "Response shift (then - pre)")
_CHANGE_PRE = Text("Zmiana względem pretestu (posttest - pretest)", "Change (post - pre)")
_CHANGE_THEN = Text(
    "Zmiana względem oceny wstecznej (posttest - ocena wsteczna)", "Change (post - then)"
)
_NO_SPREAD_BEFORE = Text(
    "Wyniki pretestu są równe, więc przesunięcia nie da się wyrazić w odchyleniach standardowych. "
    "Policz je dla szerszego zbioru.",
    "The scores of the pre-test are equal, so the shift cannot be expressed in standard "
    "deviations. Compute it for a wider set.",
)
