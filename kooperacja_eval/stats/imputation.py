"""Multiple imputation by chained equations with predictive mean matching.

The border: a table of numbers with nan in, m completed tables out. What is estimated from them and
combined by Rubin's rules belongs to ``missing_data``. Imputation assumes that what is missing
depends on nothing but what the table holds (missing at random); no number can test that.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_numbers
from kooperacja_eval.text import Text

RIDGE = 1e-5
"""Share added to the diagonal of X'X so that columns that repeat each other do no harm."""

TABLE_DIMENSIONS = 2
"""Rows and columns."""

MIN_COLUMNS = 2
"""One to impute, one to predict from."""

MIN_IMPUTATIONS = 2
"""One imputation says nothing of the uncertainty of imputing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImputedSets:
    """Completed tables, shape (m, rows, columns), and what was imputed.

    n_missing counts the nan of each column. Observed values are the same in all m tables.
    """

    tables: NDArray[np.float64]
    n_missing: tuple[int, ...]
    m: int
    iterations: int
    donors: int
    method: Literal["pmm"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """A column to impute: which rows lack it, and its observed values."""

    column: int
    missing: NDArray[np.bool_]
    observed: NDArray[np.float64]


def impute_chained(
    data: NDArray[np.float64],
    *,
    m: int = 20,
    iterations: int = 10,
    donors: int = 5,
    rng: np.random.Generator,
) -> ImputedSets:
    r"""Complete a table m times by chained equations with predictive mean matching.

    Parameters
    ----------
    data : NDArray[np.float64], shape (rows, columns)
        nan is missing. Complete columns (codes of groups, team means) serve as predictors only.
    m : int
        Number of completed tables, 2 or more.
    iterations : int
        Rounds over the columns with gaps, 1 or more.
    donors : int
        Each gap gets an observed value of one of so many rows with the nearest predictions.
    rng : numpy.random.Generator
        Source of all randomness.

    Returns
    -------
    ImputedSets
        Imputed values are observed values of the same column: bounds and steps of a scale hold.

    Raises
    ------
    InsufficientDataError
        If a column is all missing or constant, or a column with gaps has too few observed values
        for its regression or fewer than ``donors``; the message names its number, from 1.
    TypeError, ValueError
        If the table is not two-dimensional, has infinite numbers or one column, or an option is
        wrong.

    Notes
    -----
    Each of m independent chains starts from random observed values. In each round, each column with
    gaps (fewest first) is regressed on all others; for the regression
    :math:`\hat\beta, \hat\sigma` on n observed rows and q coefficients,

    .. math:: \sigma^{*2} = \mathrm{RSS} / \chi^2_{n-q}, \qquad
              \beta^* \sim N(\hat\beta, \sigma^{*2} (X'X)^{-1}),

    predictions with :math:`\beta^*` for the gaps are matched with predictions with
    :math:`\hat\beta` of the observed rows (type 1 matching). Own code instead of
    ``statsmodels.imputation.mice``, which takes data frames, and in versions that the project
    allows draws from numpy's global random state; here all chains run at once and only ``rng`` is
    drawn from. Sources: S. van Buuren, Flexible Imputation of Missing Data, 2nd ed., CRC 2018,
    algorithms 3.1, 3.3 and 4.3; R. J. A. Little, J. Bus. Econ. Stat. 6 (1988) 287-296,
    doi:10.1080/07350015.1988.10509663.

    Examples
    --------
    >>> before, after = np.array([3.0, 5.0, 4.0, 6.0, 2.0]), np.array([4.0, 6.0, 6.0, np.nan, 3.0])
    >>> table = np.column_stack([before, after])
    >>> result = impute_chained(table, m=3, donors=2, rng=np.random.default_rng(1))
    >>> result.tables[:, 3, 1].tolist(), result.n_missing
    ([6.0, 6.0, 6.0], (0, 1))
    """
    for name, value, least in (
        ("m", m, MIN_IMPUTATIONS),
        ("iterations", iterations, 1),
        ("donors", donors, 1),
    ):
        _check_at_least(value, name, least)
    table = _as_table(data)
    targets = _targets(table, donors)
    centre, spread = np.nanmean(table, axis=0), np.nanstd(table, axis=0)
    scaled = (table - centre) / spread
    chains = np.repeat(scaled[None], m, axis=0)
    for target in targets:
        observed = (target.observed - centre[target.column]) / spread[target.column]
        size = (m, int(np.count_nonzero(target.missing)))
        chains[:, target.missing, target.column] = rng.choice(observed, size)
    tables = np.repeat(table[None], m, axis=0)
    for _ in range(iterations):
        for target in targets:
            matched = _match(chains, target, donors, rng)
            tables[:, target.missing, target.column] = target.observed[matched]
            standard = (target.observed - centre[target.column]) / spread[target.column]
            chains[:, target.missing, target.column] = standard[matched]
    return ImputedSets(
        tables=tables,
        n_missing=tuple(int(n) for n in np.isnan(table).sum(axis=0)),
        m=m,
        iterations=iterations,
        donors=donors,
        method="pmm",
    )


def _match(
    chains: NDArray[np.float64], target: _Target, donors: int, rng: np.random.Generator
) -> NDArray[np.intp]:
    """Return places of donors among the observed values, shape (m, gaps)."""
    predictors = chains.copy()
    predictors[:, :, target.column] = 1  # the intercept takes the place of the column imputed
    known, gaps = predictors[:, ~target.missing], predictors[:, target.missing]
    answers = chains[0, ~target.missing, target.column]
    fitted, drawn = _coefficients(known, answers, rng)
    predicted = np.einsum("mnq,mq->mn", known, fitted)
    wanted = np.einsum("mnq,mq->mn", gaps, drawn)
    return np.stack(
        [_nearest(one, other, donors, rng) for one, other in zip(predicted, wanted, strict=True)]
    )


def _coefficients(
    known: NDArray[np.float64], answers: NDArray[np.float64], rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return least squares coefficients and a Bayesian draw around them, each (m, q)."""
    m, n, q = known.shape
    gram = np.swapaxes(known, 1, 2) @ known
    gram += RIDGE * gram * np.eye(q)
    fitted = np.linalg.solve(gram, (answers @ known)[..., None])[..., 0].astype(np.float64)
    residuals = answers - np.einsum("mnq,mq->mn", known, fitted)
    sigma = np.sqrt(np.sum(residuals**2, axis=1) / rng.chisquare(n - q, m))
    root = np.linalg.cholesky(gram)
    noise = rng.standard_normal((m, q, 1))
    spread = np.linalg.solve(np.swapaxes(root, 1, 2), noise)[..., 0].astype(np.float64)
    return fitted, fitted + sigma[:, None] * spread


def _nearest(
    predicted: NDArray[np.float64],
    wanted: NDArray[np.float64],
    donors: int,
    rng: np.random.Generator,
) -> NDArray[np.intp]:
    """Return, for each wanted prediction, the place of one of the nearest predicted, by chance."""
    n = predicted.size
    shuffled = rng.permutation(n)  # ties come in random order
    order = shuffled[np.argsort(predicted[shuffled], kind="stable")]
    ranked = predicted[order]
    width = min(2 * donors, n)
    first = np.clip(np.searchsorted(ranked, wanted) - donors, 0, n - width)
    window = first[:, None] + np.arange(width)
    distance = np.abs(ranked[window] - wanted[:, None])
    near = np.argpartition(distance, donors - 1, axis=1)[:, :donors]
    rows = np.arange(wanted.size)
    chosen = window[rows, near[rows, rng.integers(0, donors, wanted.size)]]
    donors_chosen: NDArray[np.intp] = order[chosen]
    return donors_chosen


def _targets(table: NDArray[np.float64], donors: int) -> list[_Target]:
    """Return the columns with gaps, fewest gaps first, after checking all columns."""
    rows, columns = table.shape
    targets = []
    for column in range(columns):
        missing = np.isnan(table[:, column])
        observed = table[~missing, column]
        if observed.size == 0 or np.ptp(observed) == 0:
            raise InsufficientDataError(_no_spread(column + 1))
        if observed.size < rows:
            if observed.size < max(donors, columns + 1):
                raise InsufficientDataError(_too_few_observed(column + 1, int(observed.size)))
            targets.append(_Target(column=column, missing=missing, observed=observed))
    return sorted(targets, key=lambda target: -target.observed.size)


def _as_table(data: NDArray[np.float64]) -> NDArray[np.float64]:
    table = np.asarray(data)
    if table.ndim != TABLE_DIMENSIONS:
        raise ValueError(f"data has two dimensions, rows and columns, got {table.ndim}")
    if table.shape[1] < MIN_COLUMNS:
        raise ValueError("data has at least 2 columns: one to impute, one to predict from")
    return as_numbers(table.ravel(), "data").reshape(table.shape)


def _check_at_least(value: int, name: str, least: int) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} is an integer, not {type(value).__name__}")
    if value < least:
        raise ValueError(f"{name} is {least} or more, got {value}")


def _no_spread(column: int) -> Text:
    return Text(
        f"Kolumna nr {column} nie ma żadnej wartości albo ma same równe wartości, więc nie można "
        "imputować ani jej, ani z jej pomocą. Usuń ją z tabeli do imputacji.",
        f"Column number {column} has no values, or only equal ones, so neither it nor anything "
        "with its help can be imputed. Take it out of the table to impute.",
    )


def _too_few_observed(column: int, n: int) -> Text:
    return Text(
        f"Kolumna nr {column} ma za mało wartości, by imputować jej braki (liczba wartości: {n}). "
        "Podaj wynik dla kompletnych odpowiedzi albo usuń z tabeli część kolumn.",
        f"Column number {column} has too few values for imputing its gaps (number of values: {n}). "
        "Give the result for complete answers, or take some columns out of the table.",
    )
