"""Saturation of codes: how many distinct codes are found after one group (FGI), two, three.

The border: a table of groups by codes in, curves and points out. Saturation is of codes found, not
of what they mean; codes that no group mentioned are not known about.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_count, as_numbers, check_confidence_level
from kooperacja_eval.text import Text

TABLE_DIMENSIONS = 2

MIN_ORDERS = 100
"""Fewer random orders cannot hold the ends of a band of 95 %."""

BLOCK = 2**22
"""Numbers handled at once (4 MB of bytes)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaturationCurve:
    """Distinct codes found after 1, 2, ... groups; arrays of shape (groups,).

    as_ordered is the count in the order given, new_codes what each group added. exact_mean is the
    mean over all orders; mean, band_low and band_high are those of the random orders drawn.
    """

    as_ordered: NDArray[np.int64]
    new_codes: NDArray[np.int64]
    exact_mean: NDArray[np.float64]
    mean: NDArray[np.float64]
    band_low: NDArray[np.float64]
    band_high: NDArray[np.float64]
    orders: int
    n_groups: int
    n_codes: int
    method: str


def saturation_curve(
    presence_by_group: ArrayLike,
    *,
    orders: int = 1000,
    confidence_level: float = 0.95,
    rng: np.random.Generator,
) -> SaturationCurve:
    r"""Count distinct codes group by group, as ordered and over random orders.

    Parameters
    ----------
    presence_by_group : array-like of bool or of 0 and 1, shape (groups, codes)
        Whether the code occurs in the group, in the order in which groups met.
    orders : int
        Random orders drawn for the band, 100 or more.
    confidence_level : float
        Share of orders within the band at each number of groups.
    rng : numpy.random.Generator
        Source of all randomness.

    Returns
    -------
    SaturationCurve

    Raises
    ------
    InsufficientDataError
        If there is no group or no code was found.
    TypeError, ValueError
        If the table is not one of 0 and 1, or an option is wrong.

    Notes
    -----
    Of G groups, code c occurs in :math:`f_c`. The mean over all orders after g groups is that of
    sampling without replacement (sample-based rarefaction, the species accumulation curve),

    .. math:: S(g) = \sum_c \left[1 - \binom{G - f_c}{g} \Big/ \binom{G}{g}\right].

    The band shows how much the order matters, not what further groups would add: at g = G it has
    no width. Source: K. I. Ugland, J. S. Gray, K. E. Ellingsen, J. Animal Ecology 72 (2003)
    888-897, doi:10.1046/j.1365-2656.2003.00748.x; R. K. Colwell, C. X. Mao, J. Chang, Ecology 85
    (2004) 2717-2727, doi:10.1890/03-0557.

    Examples
    --------
    >>> table = np.array([[1, 1, 0, 0], [1, 0, 1, 0], [1, 1, 0, 0], [0, 0, 0, 1]])
    >>> curve = saturation_curve(table, rng=np.random.default_rng(1))
    >>> curve.as_ordered.tolist(), curve.new_codes.tolist()
    ([2, 3, 3, 4], [2, 1, 0, 1])
    >>> curve.exact_mean.round(3).tolist()
    [1.75, 2.833, 3.5, 4.0]
    """
    check_confidence_level(confidence_level)
    if as_count(orders, "orders") < MIN_ORDERS:
        raise ValueError(f"orders is {MIN_ORDERS} or more, got {orders}")
    table = as_presence(presence_by_group)
    new = new_codes_by_group(table)
    counts = _random_orders(table, orders, rng)
    tails = [(1 - confidence_level) / 2, (1 + confidence_level) / 2]
    low, high = np.quantile(counts, tails, axis=0)
    return SaturationCurve(
        as_ordered=np.cumsum(new),
        new_codes=new,
        exact_mean=_rarefaction(table),
        mean=counts.mean(axis=0),
        band_low=low,
        band_high=high,
        orders=orders,
        n_groups=table.shape[0],
        n_codes=int(new.sum()),
        method="sample-based rarefaction; quantiles of random orders",
    )


def as_presence(presence_by_group: ArrayLike) -> NDArray[np.bool_]:
    """Return a table of groups by codes as booleans.

    Raises
    ------
    InsufficientDataError
        If there is no group or no code was found.
    TypeError, ValueError
        If it is not a table of 0 and 1.
    """
    table = np.asarray(presence_by_group)
    if table.ndim != TABLE_DIMENSIONS:
        raise ValueError(f"presence_by_group has groups in rows and codes, got {table.shape}")
    if table.dtype != np.bool_:
        numbers = as_numbers(table.ravel(), "presence_by_group")
        if not np.all(np.isin(numbers, (0, 1))):
            raise ValueError("presence_by_group holds 0 and 1 only; leave out groups not coded")
        table = table.astype(np.bool_)
    if not np.any(table):
        raise InsufficientDataError(_NOTHING_FOUND)
    return table


def new_codes_by_group(table: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return how many codes each group is the first to have."""
    first = np.argmax(table, axis=0)[np.any(table, axis=0)]
    return np.bincount(first, minlength=table.shape[0]).astype(np.int64)


def _rarefaction(table: NDArray[np.bool_]) -> NDArray[np.float64]:
    groups = table.shape[0]
    times, n_codes = np.unique(table.sum(axis=0), return_counts=True)
    absent = groups - times[:, None]
    drawn = np.arange(1, groups + 1)
    possible = absent >= drawn
    left = np.where(possible, absent - drawn, 0)  # room for none of the groups with the code
    logs = gammaln(absent + 1) - gammaln(left + 1)
    logs = logs + gammaln(groups - drawn + 1) - gammaln(groups + 1)
    missed = np.where(possible, np.exp(logs), 0.0)
    return np.asarray(n_codes[times > 0] @ (1 - missed[times > 0]), dtype=np.float64)


def _random_orders(
    table: NDArray[np.bool_], orders: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return distinct codes after each group, shape (orders, groups)."""
    counts = np.empty((orders, table.shape[0]))
    step = max(1, BLOCK // table.size)
    for first in range(0, orders, step):
        rows = slice(first, min(orders, first + step))
        shape = (rows.stop - first, table.shape[0])
        drawn = rng.permuted(np.broadcast_to(np.arange(shape[1]), shape), axis=1)
        counts[rows] = np.logical_or.accumulate(table[drawn], axis=1).sum(axis=2)
    return counts


_NOTHING_FOUND = Text(
    "Nasycenie jest nieokreślone: w żadnej grupie nie ma żadnego kodu. Sprawdź, czy kodowanie "
    "zostało wczytane.",
    "Saturation is undefined: no group has any code. Check whether the codings were read.",
)
