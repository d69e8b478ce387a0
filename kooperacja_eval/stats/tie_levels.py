"""How closely the entities of one team say they cooperate: mean level and spread.

The border: levels as they were reported, in one team at one time. Where a level counts as a tie,
and what network the ties make, is not here. Scales differ in the names and the order of their
levels: which one it is belongs to the instrument.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import check_confidence_level
from kooperacja_eval.stats.jackknife import jackknife
from kooperacja_eval.stats.tie_matrix import as_tie_levels, count_by_level
from kooperacja_eval.text import Text

MIN_REPORTERS = 2
"""One reporter has no spread between reporters to estimate."""

NO_SPREAD = 1e-12
"""Share of the scale below which the means of reporters differ by rounding alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TieLevelsResult:
    """Reported levels of one team, unrounded.

    level_counts holds the number of reports at the levels 0 to highest. n_ties counts the reports
    (each direction of a pair is one) of n_reporters entities that gave any; n_dropped the ordered
    pairs without one, of which n_dropped_nonresponse belong to entities that did not respond.
    """

    mean: float
    level_counts: tuple[int, ...]
    n_ties: int
    n_reporters: int
    n_entities: int
    n_respondents: int
    n_dropped: int
    n_dropped_nonresponse: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanTieLevelResult:
    """The mean reported level with its interval between reporters, unrounded.

    n_ties counts the reports of n_reporters entities; n_dropped the ordered pairs without one.
    """

    estimate: float
    ci_low: float
    ci_high: float
    standard_error: float
    df: int
    n_ties: int
    n_reporters: int
    n_dropped: int
    method: Literal["jackknife_reporters_t"]


def tie_levels(
    levels: NDArray[np.float64], responded: NDArray[np.bool_], *, highest: int
) -> TieLevelsResult:
    """Describe the levels of cooperation that the entities of one team report.

    Parameters
    ----------
    levels : NDArray[np.float64], shape (entities, entities)
        Level that the row's entity reports with the column's, whole numbers from 0 to `highest`;
        nan is not asked or not answered, and the diagonal is nan.
    responded : NDArray[np.bool_], shape (entities,)
        Whether the entity took part; rows of those that did not are nan.
    highest : int
        The top of the scale; 5 on the Levels of Collaboration Scale.

    Returns
    -------
    TieLevelsResult
        In levels of the scale.

    Raises
    ------
    InsufficientDataError
        If there are fewer than two entities, nobody responded, or no level was reported.
    TypeError, ValueError
        If an argument is of the wrong shape or type, an entity has a tie to itself or did not
        respond and yet has levels, or a level is not on the scale.

    Notes
    -----
    The mean goes over all reports, so that who reports on more partners weighs more. Source:
    B. B. Frey, J. H. Lohmeier, S. W. Lee, N. Tollefson, Measuring collaboration among grant
    partners, American Journal of Evaluation 27 (2006) 383-392, doi:10.1177/1098214006290356.

    Examples
    --------
    >>> none = np.nan
    >>> levels = np.array(
    ...     [[none, 5, 3, 0], [4, none, 2, 1], [3, 3, none, none], [1, 1, 2, none]]
    ... )
    >>> result = tie_levels(levels, np.full(4, True), highest=5)
    >>> result.n_ties, round(result.mean, 6), result.level_counts
    (11, 2.272727, (1, 3, 2, 3, 1, 1))
    """
    matrix, present = as_tie_levels(levels, responded, highest=highest)
    reported = ~np.isnan(matrix)
    values = matrix[reported]
    n_entities, n_respondents = int(present.size), int(np.sum(present))
    return TieLevelsResult(
        mean=float(np.mean(values)),
        level_counts=count_by_level(values, highest),
        n_ties=int(values.size),
        n_reporters=int(np.sum(reported.any(axis=1))),
        n_entities=n_entities,
        n_respondents=n_respondents,
        n_dropped=n_entities * (n_entities - 1) - int(values.size),
        n_dropped_nonresponse=(n_entities - n_respondents) * (n_entities - 1),
    )


def mean_tie_level(
    levels: NDArray[np.float64],
    responded: NDArray[np.bool_],
    *,
    highest: int,
    confidence_level: float = 0.95,
) -> MeanTieLevelResult:
    r"""Estimate the mean level of cooperation in a team with an interval between its reporters.

    Parameters
    ----------
    levels, responded, highest
        As in ``tie_levels``.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    MeanTieLevelResult
        In levels of the scale.

    Raises
    ------
    InsufficientDataError
        As ``tie_levels``, and if fewer than two entities report or all report the same mean level:
        an interval of no width would be a certainty that the data do not give.
    TypeError, ValueError
        As ``tie_levels``, and for a wrong confidence level.

    Notes
    -----
    The mean is the ratio of the sum of levels to the number of reports. All reports of one entity
    are left out together (``jackknife`` of G reporters), because they lean the same way:

    .. math:: v = \frac{G - 1}{G} \sum_g (\bar y_{(g)} - \bar y_{(\cdot)})^2

    The interval is the mean plus and minus t(G - 1) standard errors, cut at the ends of the scale.
    It speaks of other reporters about the same partners, and not of other teams; that reports on
    one partner are alike it does not know. Source: K. M. Wolter, Introduction to Variance
    Estimation, 2nd ed., Springer 2007, chapter 4, doi:10.1007/978-0-387-35099-8.

    Examples
    --------
    >>> none = np.nan
    >>> levels = np.array([[none, 5, 3], [4, none, 2], [3, 4, none]])
    >>> result = mean_tie_level(levels, np.full(3, True), highest=5)
    >>> result.estimate, round(result.standard_error, 6), result.df
    (3.5, 0.288675, 2)
    """
    check_confidence_level(confidence_level)
    matrix, present = as_tie_levels(levels, responded, highest=highest)
    reports = np.sum(~np.isnan(matrix), axis=1)
    reporting = reports > 0
    sums = np.nansum(matrix, axis=1)[reporting]
    counts = reports[reporting].astype(np.float64)
    if counts.size < MIN_REPORTERS:
        raise InsufficientDataError(_too_few_reporters(int(counts.size)))
    if np.ptp(sums / counts) <= NO_SPREAD * highest:
        raise InsufficientDataError(_REPORTERS_ALIKE)
    spread = jackknife(_ratio, [sums, counts], paired=True)
    df = int(counts.size) - 1
    half = float(stats.t.ppf((1 + confidence_level) / 2, df)) * spread.standard_error
    n_ties = int(np.sum(reports))
    return MeanTieLevelResult(
        estimate=spread.estimate,
        ci_low=max(0.0, spread.estimate - half),
        ci_high=min(float(highest), spread.estimate + half),
        standard_error=spread.standard_error,
        df=df,
        n_ties=n_ties,
        n_reporters=int(counts.size),
        n_dropped=present.size * (present.size - 1) - n_ties,
        method="jackknife_reporters_t",
    )


def _ratio(
    sums: NDArray[np.float64], counts: NDArray[np.float64], *, axis: int
) -> NDArray[np.float64]:
    ratio: NDArray[np.float64] = np.sum(sums, axis=axis) / np.sum(counts, axis=axis)
    return ratio


def _too_few_reporters(n_reporters: int) -> Text:
    return Text(
        "Przedział dla średniego poziomu współpracy wymaga odpowiedzi co najmniej 2 podmiotów; "
        f"liczba podmiotów, które podały poziom: {n_reporters}. Podaj średnią bez przedziału.",
        "An interval for the mean level of cooperation needs answers of at least 2 entities; "
        f"number of entities that gave a level: {n_reporters}. Give the mean without an interval.",
    )


_REPORTERS_ALIKE = Text(
    "Wszystkie podmioty podały ten sam średni poziom współpracy, więc zróżnicowania między nimi "
    "nie da się oszacować, a przedział jest nieokreślony. Podaj średnią bez przedziału.",
    "All entities gave the same mean level of cooperation, so the spread between them cannot be "
    "estimated and the interval is undefined. Give the mean without an interval.",
)
