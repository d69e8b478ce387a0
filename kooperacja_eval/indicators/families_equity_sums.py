"""Differences of groups of very many families, from sums by team.

The border: the numbers of ``stats.clustered_difference``, which fits a model of all rows and says
more about it; with millions of rows that takes minutes.
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.units import Floats, Ints
from kooperacja_eval.stats.clustered_difference import MIN_CLUSTERS, NO_SPREAD
from kooperacja_eval.text import Text

TAIL = 0.025


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamDifference:
    """Mean of the second sample less that of the first, with its t interval between teams."""

    estimate: float
    ci_low: float
    ci_high: float
    p_value: float


def difference_of_teams(
    first: Floats, second: Floats, first_team: Ints, second_team: Ints
) -> TeamDifference:
    r"""Return the difference of two means with errors between teams.

    Parameters
    ----------
    first, second : NDArray[np.float64], shapes (values,)
        Two samples without nan, each with values.
    first_team, second_team : NDArray[np.int64], shapes of the samples
        Position of each value's team, from 0.

    Returns
    -------
    TeamDifference
        Positive where the second mean is larger.

    Raises
    ------
    InsufficientDataError
        If there are fewer than two teams, or no spread within the samples or between the teams.

    Notes
    -----
    With N values of G teams and residuals e,

    .. math:: v = \frac{G}{G-1} \frac{N-1}{N-2} \sum_g
              \Bigl(\sum_{i \in g} w_i e_i\Bigr)^2

    with w of :math:`1 / n_2` or :math:`-1 / n_1`, as ``stats.clustered_difference`` has it.
    """
    size = 1 + int(max(first_team.max(), second_team.max()))
    means = float(first.mean()), float(second.mean())
    scores, squares = np.zeros(size), 0.0
    present = np.zeros(size, dtype=bool)
    samples = ((first, first_team, -1.0), (second, second_team, 1.0))
    for (values, team, sign), centre in zip(samples, means, strict=True):
        rest = values - centre
        scores += sign * np.bincount(team, weights=rest, minlength=size) / values.size
        squares += float(np.sum(rest**2)) / values.size**2
        present[team] = True
    teams, n = int(np.count_nonzero(present)), first.size + second.size
    largest = max(float(np.abs(first).max()), float(np.abs(second).max()))
    factor = teams / max(teams - 1, 1) * (n - 1) / (n - 2)
    error = math.sqrt(factor * float(np.sum(scores**2)))
    if teams < MIN_CLUSTERS or min(error, math.sqrt(squares)) <= NO_SPREAD * largest:
        raise InsufficientDataError(_NO_SPREAD)
    estimate, df = means[1] - means[0], teams - 1
    half = float(stats.t.isf(TAIL, df)) * error
    return TeamDifference(
        estimate=estimate,
        ci_low=estimate - half,
        ci_high=estimate + half,
        p_value=2 * float(stats.t.sf(abs(estimate) / error, df)),
    )


_NO_SPREAD = Text(
    "Między zespołami nie ma zróżnicowania, więc przedział różnicy jest nieokreślony. Podaj "
    "różnicę bez przedziału.",
    "There is no spread between teams, so that the interval of the difference is undefined. Give "
    "the difference without an interval.",
)
