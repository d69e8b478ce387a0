"""The ratio of two totals over clusters and its linearised variance.

Proportions, means and ratios of clustered units are all such a ratio: successes over trials, the
sum over the number, cost over families. This module knows the estimator and its variance only;
intervals, and what may be left out beforehand, belong to the modules that use it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.text import Text

MIN_CLUSTERS = 2
"""With one cluster there is nothing between clusters to estimate a variance from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearisedRatio:
    """A ratio of totals with its cluster-robust variance, unrounded.

    df is the number of clusters less one.
    """

    estimate: float
    variance: float
    n_clusters: int
    df: int


def ratio_of_totals(
    numerators: NDArray[np.float64], denominators: NDArray[np.float64]
) -> LinearisedRatio:
    r"""Estimate a ratio of totals with the Taylor-linearised variance between clusters.

    .. math:: r = \sum y_g / \sum x_g, \qquad
              v = \frac{G}{G-1} \sum (y_g - r x_g)^2 / (\sum x_g)^2

    Parameters
    ----------
    numerators, denominators : NDArray[np.float64], shape (G,)
        Totals of the clusters; no nan; the denominators add up to more than 0.

    Returns
    -------
    LinearisedRatio
        Estimate, variance, number of clusters G and degrees of freedom G - 1.

    Raises
    ------
    InsufficientDataError
        If there are fewer than two clusters.

    Notes
    -----
    G / (G - 1) is the small-sample factor known as CR1; for a ratio it is the same as the
    between-cluster variance of a sample of clusters drawn with replacement. Source: W. G. Cochran,
    Sampling Techniques, 3rd ed., Wiley 1977, chapters 6 and 9A; A. C. Cameron, D. L. Miller,
    J. Human Resources 50 (2015) 317-372, doi:10.3368/jhr.50.2.317.

    Examples
    --------
    >>> import numpy as np
    >>> ratio_of_totals(np.array([4.0, 5.0]), np.array([5.0, 5.0])).estimate
    0.9
    """
    n_clusters = int(numerators.size)
    if n_clusters < MIN_CLUSTERS:
        raise InsufficientDataError(_too_few_clusters(n_clusters))
    total = float(denominators.sum())
    estimate = float(numerators.sum()) / total
    residuals = numerators - estimate * denominators
    variance = n_clusters / (n_clusters - 1) * float(np.sum(residuals**2)) / total**2
    return LinearisedRatio(
        estimate=estimate, variance=variance, n_clusters=n_clusters, df=n_clusters - 1
    )


def _too_few_clusters(n_clusters: int) -> Text:
    return Text(
        "Przedział, który uwzględnia grupy (np. zespoły), wymaga co najmniej 2 grup z danymi; "
        f"liczba takich grup: {n_clusters}. Podaj wartość bez tego przedziału albo policz ją dla "
        "szerszego zbioru grup.",
        "An interval that respects clusters (such as teams) needs at least 2 clusters with data; "
        f"number of such clusters: {n_clusters}. Give the value without this interval, or compute "
        "it for a wider set of clusters.",
    )
