"""How far two categories agree: 1 for the same, less for others.

The border: matrices of weights from names. Krippendorff's ordinal metric is not among them, since
it depends on how often categories were used: it is in ``krippendorff``.
"""

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.stats.ratings_matrix import Label, are_numbers

WeightName = Literal["unweighted", "linear", "quadratic", "ordinal", "ratio"]
WEIGHT_NAMES: tuple[WeightName, ...] = get_args(WeightName)
Weights = WeightName | NDArray[np.float64]


def weight_matrix(categories: tuple[Label, ...], weights: Weights) -> NDArray[np.float64]:
    r"""Return the weights of agreement between categories.

    Parameters
    ----------
    categories : tuple
        In their order. Numbers have the distances of their values, so that a category that nobody
        used does no harm; other labels are one step apart.
    weights : {"unweighted", "linear", "quadratic", "ordinal", "ratio"} or NDArray[np.float64]
        Or a matrix, shape (categories, categories), symmetric, with 1 for full agreement on its
        diagonal and less elsewhere.

    Returns
    -------
    NDArray[np.float64], shape (categories, categories)
        With 1 on the diagonal.

    Raises
    ------
    ValueError
        If the name is unknown, a matrix is not as said, or values are negative or two are 0 and
        weights are of a ratio.

    Notes
    -----
    With x for values and :math:`m_{kl} = |k - l| + 1` for positions: linear
    :math:`1 - |x_k - x_l| / range`; quadratic :math:`1 - (x_k - x_l)^2 / range^2`; ordinal
    :math:`1 - \binom{m_{kl}}{2} / \binom{q}{2}`; ratio
    :math:`1 - [(x_k - x_l) / (x_k + x_l)]^2 / [(max - min) / (max + min)]^2`. Source: K. L. Gwet,
    Handbook of Inter-Rater Reliability, 4th edition, Advanced Analytics 2014, chapter 3.

    Examples
    --------
    >>> weight_matrix((1, 2, 4), "linear")[0].round(3).tolist()
    [1.0, 0.667, 0.0]
    """
    size = len(categories)
    if not isinstance(weights, str):
        return _as_weights(weights, size)
    if weights not in WEIGHT_NAMES:
        raise ValueError(
            f"weights is one of {', '.join(WEIGHT_NAMES)} or a matrix, not {weights!r}"
        )
    if weights == "unweighted" or size == 1:
        return np.eye(size)
    if weights == "ordinal" or not are_numbers(categories):
        values = np.arange(1, size + 1, dtype=np.float64)
    else:
        values = np.array(categories, dtype=np.float64)
    distances = _distances(values, weights)
    return np.asarray(1 - distances / distances.max(), dtype=np.float64)


def name_of(weights: Weights) -> str:
    """Return the name of the weights: ``"custom"`` for a matrix."""
    return weights if isinstance(weights, str) else "custom"


def _distances(values: NDArray[np.float64], weights: WeightName) -> NDArray[np.float64]:
    steps = np.abs(values[:, None] - values)
    if weights == "linear":
        return steps
    if weights == "quadratic":
        return steps**2
    if weights == "ordinal":
        return np.asarray((steps + 1) * steps / 2)
    return ratio_distances(values)


def ratio_distances(values: NDArray[np.float64], rows: slice = slice(None)) -> NDArray[np.float64]:
    """Return the squared ratio of difference and sum of each two values of 0 or more.

    Parameters
    ----------
    values : NDArray[np.float64], shape (values,)
        Two zeros have distance 0.
    rows : slice
        The values for which distances to all are wanted.

    Returns
    -------
    NDArray[np.float64], shape (rows, values)
        From 0 to 1.

    Raises
    ------
    ValueError
        If a value is negative.
    """
    if np.any(values < 0):
        raise ValueError("ratios need values of 0 or more, but some are negative")
    steps, sums = values[rows, None] - values, values[rows, None] + values
    return np.asarray(np.divide(steps, sums, out=np.zeros_like(sums), where=sums > 0) ** 2)


def _as_weights(weights: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    matrix = np.asarray(weights, dtype=np.float64)
    if matrix.shape != (size, size):
        raise ValueError(f"weights has shape ({size}, {size}), got {matrix.shape}")
    if not np.all(np.isfinite(matrix)) or np.any(matrix != matrix.T):
        raise ValueError("weights is a symmetric matrix of finite numbers")
    outside = matrix[~np.eye(size, dtype=bool)]
    if np.any(np.diag(matrix) != 1) or np.any(outside > 1) or (size > 1 and np.all(outside == 1)):
        raise ValueError("weights has 1 on its diagonal and less elsewhere")
    return matrix
