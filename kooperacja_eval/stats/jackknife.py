"""Delete-one jackknife: influence of each value, standard error, bias, acceleration.

The border: a vectorised statistic of arrays without missing values. Intervals are made elsewhere;
the acceleration is what bias-corrected and accelerated (BCa) bootstrap intervals need from here.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.text import Text

Statistic = Callable[..., NDArray[np.float64]]
"""``statistic(*samples, axis=-1)``: arrays of any leading shape in, the last axis taken away."""

BLOCK = 2**20
"""Numbers handled at once (8 MB), so that memory does not grow with the square of the sample."""

NO_SPREAD = 1e-12
"""Share of the estimate below which the spread of delete-one values is rounding."""

MIN_VALUES = 2
"""Nothing is left of one value after one is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JackknifeResult:
    """Delete-one jackknife of a statistic, unrounded.

    influence has one array per sample (one in all for paired samples): n - 1 times the mean of the
    delete-one values less each of them.
    """

    estimate: float
    standard_error: float
    bias: float
    acceleration: float
    influence: tuple[NDArray[np.float64], ...]


def jackknife(
    statistic: Statistic, data: Sequence[NDArray[np.float64]], *, paired: bool
) -> JackknifeResult:
    r"""Leave out one value (or pair) after the other and see how a statistic changes.

    Parameters
    ----------
    statistic : callable
        ``statistic(*samples, axis=-1)``, vectorised over all leading axes.
    data : sequence of NDArray[np.float64], each of shape (values,)
        Samples without nan.
    paired : bool
        Whether the samples are columns of the same rows, left out together.

    Returns
    -------
    JackknifeResult
        In the unit of the statistic; the acceleration has none.

    Raises
    ------
    InsufficientDataError
        If a sample has fewer than two values, the statistic is undefined with a value left out, or
        it does not change whichever value is left out.

    Notes
    -----
    With the influence :math:`U_{ji} = (n_j - 1)(\bar t_j - t_{ji})` of value i of sample j,

    .. math:: v = \sum_j \frac{\sum_i U_{ji}^2}{n_j (n_j - 1)}, \qquad
              a = \frac{\sum_j \sum_i U_{ji}^3 / n_j^3}{6 (\sum_j \sum_i U_{ji}^2/n_j^2)^{3/2}}

    and the bias :math:`\sum_j (n_j - 1)(\bar t_j - t)`. Source: B. Efron, R. J. Tibshirani, An
    Introduction to the Bootstrap, Chapman & Hall 1993, chapters 11 and 14; several samples as in
    ``scipy.stats.bootstrap``.

    Examples
    --------
    >>> result = jackknife(np.mean, [np.array([1.0, 2.0, 6.0])], paired=True)
    >>> result.estimate, round(result.standard_error, 6), round(result.bias, 6)
    (3.0, 1.527525, 0.0)
    """
    if any(sample.size < MIN_VALUES for sample in data):
        raise InsufficientDataError(_TOO_FEW)
    estimate = float(statistic(*data, axis=-1))
    without = _delete_one(statistic, data, paired=paired)
    if not math.isfinite(estimate) or not all(np.all(np.isfinite(part)) for part in without):
        raise InsufficientDataError(UNDEFINED_WITHOUT_ONE)
    influence = tuple(influence_of(part) for part in without)
    variance = sum(float(np.sum(u**2)) / (u.size * (u.size - 1)) for u in influence)
    return JackknifeResult(
        estimate=estimate,
        standard_error=math.sqrt(variance),
        bias=sum((part.size - 1) * (float(np.mean(part)) - estimate) for part in without),
        acceleration=acceleration(influence, scale=abs(estimate)),
        influence=influence,
    )


def influence_of(delete_one_values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return n - 1 times the mean of delete-one values less each of them, shape (n,)."""
    return (delete_one_values.size - 1) * (np.mean(delete_one_values) - delete_one_values)


def acceleration(influence: Sequence[NDArray[np.float64]], *, scale: float) -> float:
    """Return the acceleration of influence values; the formula stands at ``jackknife``.

    Parameters
    ----------
    influence : sequence of NDArray[np.float64]
        One array per sample.
    scale : float
        Size of the estimate, against which rounding is told from spread.

    Raises
    ------
    InsufficientDataError
        If all influence values are 0 up to rounding.
    """
    variance = sum(float(np.sum((u / u.size) ** 2)) for u in influence)
    if math.sqrt(variance) <= NO_SPREAD * scale:
        raise InsufficientDataError(_NO_INFLUENCE)
    skew = sum(float(np.sum((u / u.size) ** 3)) for u in influence)
    return skew / (6 * math.sqrt(variance) ** 3)


def _delete_one(
    statistic: Statistic, data: Sequence[NDArray[np.float64]], *, paired: bool
) -> list[NDArray[np.float64]]:
    """Return the delete-one values of each sample, or of the rows of paired samples."""
    if paired:
        blocks = [
            statistic(*(sample[kept] for sample in data), axis=-1)
            for kept in _kept_places(data[0].size)
        ]
        return [np.concatenate(blocks)]
    parts = []
    for place, sample in enumerate(data):
        blocks = []
        for kept in _kept_places(sample.size):
            samples = [np.broadcast_to(other, (len(kept), other.size)) for other in data]
            samples[place] = sample[kept]
            blocks.append(statistic(*samples, axis=-1))
        parts.append(np.concatenate(blocks))
    return parts


def _kept_places(n: int) -> Iterator[NDArray[np.intp]]:
    """Yield blocks of rows of places, each row without one of the n."""
    rows = max(1, BLOCK // n)
    for first in range(0, n, rows):
        left_out = np.arange(first, min(n, first + rows))[:, None]
        kept = np.arange(n - 1)[None, :]
        yield kept + (kept >= left_out)


_TOO_FEW = Text(
    "Miara wymaga co najmniej 2 wartości (lub par) bez braków w każdej próbie. Uzupełnij dane albo "
    "podaj ją bez przedziału.",
    "The statistic needs at least 2 values (or pairs) that are not missing in each sample. "
    "Complete the data, or give it without an interval.",
)
UNDEFINED_WITHOUT_ONE = Text(
    "Miara jest nieokreślona dla tych danych albo po pominięciu jednej z wartości (pary, grupy), "
    "np. dlatego, że dzieli przez 0. Policz ją dla szerszego zbioru albo podaj bez przedziału.",
    "The statistic is undefined for these data, or once one of the values (pairs, clusters) is "
    "left out, for example because it divides by 0. Compute it for a wider set, or give it without "
    "an interval.",
)
_NO_INFLUENCE = Text(
    "Pominięcie dowolnej wartości (pary, grupy) nie zmienia miary, więc przyspieszenie przedziału "
    "BCa jest nieokreślone. Podaj miarę bez przedziału albo z przedziałem percentylowym.",
    "Leaving out any value (pair, cluster) does not change the statistic, so the acceleration of a "
    "BCa interval is undefined. Give it without an interval, or with a percentile interval.",
)
