"""Whether predictors separate those with the outcome from those without it.

The border: a yes or no about a binary outcome; what to do about it is the model's matter.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

SEPARATED = 1e-6
"""Room that a separating direction leaves, summed over rows of unit variance, beyond rounding."""


def is_separated(events: NDArray[np.bool_], columns: NDArray[np.float64]) -> bool:
    r"""Say whether the odds ratios of a logistic model are infinite.

    Parameters
    ----------
    events : NDArray[np.bool_], shape (n,)
        Whether each row has the outcome.
    columns : NDArray[np.float64], shape (n, k)
        Predictors of about unit variance and the constant.

    Returns
    -------
    bool
        True where some direction b puts no event below and no other row above 0, and at least one
        row off it: complete or quasi-complete separation.

    Raises
    ------
    RuntimeError
        If the linear programme is not solved; its optimum always exists.

    Notes
    -----
    With s = 1 for events and -1 for others, the linear programme maximises
    :math:`\sum s_i x_i'b` under :math:`s_i x_i'b \ge 0` and :math:`-1 \le b \le 1`; its optimum is
    0 without separation. ``scipy.optimize.linprog`` (HiGHS) solves it. Sources: A. Albert,
    J. A. Anderson, Biometrika 71 (1984) 1-10, doi:10.1093/biomet/71.1.1; the programme is that of
    K. Konis, Linear programming algorithms for detecting separated data in binary logistic
    regression models, thesis, Oxford 2007.

    Examples
    --------
    >>> columns = np.column_stack([np.ones(4), [-1.5, -0.5, 0.5, 1.5]])
    >>> is_separated(np.array([False, False, True, True]), columns)
    True
    >>> is_separated(np.array([False, True, False, True]), columns)
    False
    """
    signed = np.where(events, 1.0, -1.0)[:, None] * columns
    solved = linprog(
        -signed.sum(axis=0),
        A_ub=-signed,
        b_ub=np.zeros(events.size),
        bounds=(-1, 1),
        method="highs",
    )
    if not solved.success:
        raise RuntimeError(f"linear programme for separation: {solved.message}")
    return bool(-solved.fun > SEPARATED)
