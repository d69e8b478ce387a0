"""What standardised differences ask of the t distribution.

The border: the small-sample factor of Hedges and intervals of noncentralities. What they are
multiplied by belongs to the modules that use them.
"""

import math

from scipy import optimize, special, stats

MAX_DOUBLINGS = 60
"""Doublings of the search's width; the first is wide enough for all but extreme t."""


def small_sample_factor(df: float) -> float:
    r"""Return Hedges' factor J, which takes the bias from a standardised difference.

    Parameters
    ----------
    df : float
        Degrees of freedom of the standard deviation; above 1.

    Returns
    -------
    float
        Between 0 and 1.

    Notes
    -----
    :math:`J = \Gamma(\nu / 2) / (\sqrt{\nu / 2} \, \Gamma((\nu - 1) / 2))`, from
    ``scipy.special.gammaln``. Source: L. V. Hedges, J. Educational Statistics 6 (1981) 107-128,
    doi:10.3102/10769986006002107.

    Examples
    --------
    >>> round(small_sample_factor(10), 4)
    0.9227
    """
    log_ratio = float(special.gammaln(df / 2)) - float(special.gammaln((df - 1) / 2))
    return math.exp(log_ratio) / math.sqrt(df / 2)


def noncentrality_interval(t: float, df: float, confidence_level: float) -> tuple[float, float]:
    """Return the noncentralities for which an observed t lies at either tail.

    Parameters
    ----------
    t : float
        Observed Student t.
    df : float
        Its degrees of freedom; above 0.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    tuple of float
        Lower and upper end; they hold t's own noncentrality with the stated probability.

    Notes
    -----
    The distribution is ``scipy.stats.nct``, its inversion ``scipy.optimize.brentq``. Source:
    G. Cumming, S. Finch, Educational and Psychological Measurement 61 (2001) 532-574,
    doi:10.1177/0013164401614002.

    Examples
    --------
    >>> low, high = noncentrality_interval(2.0, 20, 0.95)
    >>> round(low, 3), round(high, 3)
    (-0.077, 4.032)
    """
    tail = (1 - confidence_level) / 2
    return _noncentrality(t, df, 1 - tail), _noncentrality(t, df, tail)


def _noncentrality(t: float, df: float, probability: float) -> float:
    """Return the noncentrality with this probability of a t as low as observed or lower."""

    def excess(noncentrality: float) -> float:
        return float(stats.nct.cdf(t, df, noncentrality)) - probability

    width = 4 + abs(t)
    for _ in range(MAX_DOUBLINGS):
        if excess(t - width) > 0 > excess(t + width):
            break
        width *= 2
    return float(optimize.brentq(excess, t - width, t + width, xtol=1e-12, rtol=1e-14))
