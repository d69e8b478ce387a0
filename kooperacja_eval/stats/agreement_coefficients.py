"""Coefficients of agreement beyond chance from ratings, from counts, or from a table of two coders.

The border: which ratings make up which units. What the coefficients are is in
``chance_corrected``, the weights of partial agreement in ``agreement_weights``. Gwet's AC1 and AC2
have functions of their own in ``gwet``, Krippendorff's alpha with its own metrics and its bootstrap
in ``krippendorff``, Cohen's kappa with its test in ``kappa``.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.agreement_weights import Weights, name_of, weight_matrix
from kooperacja_eval.stats.chance_corrected import (
    COEFFICIENTS,
    Coefficient,
    CoefficientResult,
    RatedUnits,
    estimate,
    spread,
)
from kooperacja_eval.stats.checks import check_confidence_level
from kooperacja_eval.stats.ratings_matrix import (
    MIN_CODERS,
    Categories,
    Label,
    as_coded_ratings,
    as_coder_table,
    as_unit_counts,
    labels_of,
    too_few_coders,
)


def coefficient_from_ratings(
    ratings: ArrayLike,
    *,
    coefficient: Coefficient,
    weights: Weights = "unweighted",
    categories: Categories | None = None,
    confidence_level: float = 0.95,
) -> CoefficientResult:
    """Estimate any of the coefficients of agreement from raw ratings.

    Parameters
    ----------
    ratings, weights, categories, confidence_level
        As in `gwet_ac`.
    coefficient : str
        What chance is: "gwet" as there; "fleiss" that of ratings drawn from all (for two coders,
        Scott's pi); "krippendorff" the same without putting back; "conger" that of ratings drawn
        from those of two coders (for two coders, Cohen's kappa); "brennan_prediger" the same for
        all categories; "percent_agreement" none.

    Returns
    -------
    CoefficientResult
        See `gwet_ac`.

    Raises
    ------
    InsufficientDataError
        As `gwet_ac`; but for "gwet" and "brennan_prediger" with categories listed, and for
        "percent_agreement", also if all ratings are the same.
    TypeError, ValueError
        As `gwet_ac`, or if the coefficient is unknown.

    Notes
    -----
    See `chance_corrected.estimate`. Sources: J. L. Fleiss, Psychological Bulletin 76 (1971)
    378-382, doi:10.1037/h0031619; A. J. Conger, Psychological Bulletin 88 (1980) 322-328,
    doi:10.1037/0033-2909.88.2.322; R. L. Brennan, D. J. Prediger, Educational and Psychological
    Measurement 41 (1981) 687-699, doi:10.1177/001316448104100307.

    Examples
    --------
    >>> ratings = [[1, 1, 1], [2, 2, np.nan], [1, 2, 1], [1, 1, 1], [2, 2, 2]]
    >>> round(coefficient_from_ratings(ratings, coefficient="fleiss").coefficient, 3)
    0.732
    """
    coded = as_coded_ratings(ratings, categories)
    counts = coded.counts()
    units = RatedUnits(
        counts=counts,
        frequencies=np.ones(counts.shape[0], dtype=np.int64),
        positions=coded.positions,
        n_coders=coded.positions.shape[1],
    )
    return _result(units, coded.categories, coefficient, weights, confidence_level)


def coefficient_from_counts(
    counts: ArrayLike,
    *,
    coefficient: Coefficient,
    weights: Weights = "unweighted",
    categories: Categories | None = None,
    confidence_level: float = 0.95,
) -> CoefficientResult:
    """Estimate any of the coefficients but Conger's from counts of coders.

    Parameters
    ----------
    counts, weights, categories, confidence_level
        As in `gwet_ac_counts`.
    coefficient : str
        As in `coefficient_from_ratings`; "conger" needs to know who gave which rating.

    Returns
    -------
    CoefficientResult
        See `gwet_ac_counts`.

    Raises
    ------
    InsufficientDataError, TypeError, ValueError
        As `coefficient_from_ratings`, or if the coefficient is Conger's.
    """
    table = as_unit_counts(counts)
    most = int(table.sum(axis=1).max(initial=0))
    if most < MIN_CODERS:
        raise InsufficientDataError(too_few_coders(most))
    units = RatedUnits(
        counts=table,
        frequencies=np.ones(table.shape[0], dtype=np.int64),
        positions=None,
        n_coders=most,
    )
    labels = labels_of(table.shape[1], categories)
    return _result(units, labels, coefficient, weights, confidence_level)


def coefficient_from_table(
    table: ArrayLike,
    *,
    coefficient: Coefficient,
    weights: Weights = "unweighted",
    categories: Categories | None = None,
    confidence_level: float = 0.95,
) -> CoefficientResult:
    """Estimate any of the coefficients of two coders from their square table.

    Parameters
    ----------
    table, weights, categories, confidence_level
        As in `gwet_ac_table`.
    coefficient : str
        As in `coefficient_from_ratings`.

    Returns
    -------
    CoefficientResult
        See `gwet_ac_table`.

    Raises
    ------
    InsufficientDataError, TypeError, ValueError
        As `coefficient_from_ratings`, or if the table is not square.
    """
    cells = as_coder_table(table)
    size = cells.shape[0]
    positions = np.stack([np.repeat(np.arange(size), size), np.tile(np.arange(size), size)], axis=1)
    units = RatedUnits(
        counts=_counts_of_two(positions, size),
        frequencies=cells.ravel(),
        positions=positions,
        n_coders=MIN_CODERS,
    )
    labels = labels_of(size, categories)
    return _result(units, labels, coefficient, weights, confidence_level, per_unit=False)


def _counts_of_two(positions: NDArray[np.intp], size: int) -> NDArray[np.int64]:
    chosen = positions[:, :, None] == np.arange(size)
    return np.asarray(chosen.sum(axis=1), dtype=np.int64)


def _result(
    units: RatedUnits,
    categories: tuple[Label, ...],
    coefficient: Coefficient,
    weights: Weights,
    confidence_level: float,
    *,
    per_unit: bool = True,
) -> CoefficientResult:
    check_confidence_level(confidence_level)
    if coefficient not in COEFFICIENTS:
        raise ValueError(f"coefficient is one of {', '.join(COEFFICIENTS)}, not {coefficient!r}")
    matrix = weight_matrix(categories, weights)
    sizes = units.counts.sum(axis=1)
    found = estimate(units, matrix, coefficient)
    error, low, high, p_value = spread(found, confidence_level=confidence_level, per_unit=per_unit)
    return CoefficientResult(
        coefficient=found.coefficient,
        standard_error=error,
        ci_low=low,
        ci_high=high,
        p_value=p_value,
        pa=found.pa,
        pe=found.pe,
        n_units=int(units.frequencies[sizes > 0].sum()),
        n_paired_units=int(units.frequencies[sizes >= MIN_CODERS].sum()),
        n_dropped=int(units.frequencies[sizes == 0].sum()),
        n_coders=units.n_coders,
        categories=categories,
        weights=name_of(weights),
        method=_method(coefficient, weights),
    )


def _method(coefficient: Coefficient, weights: Weights) -> str:
    if coefficient != "gwet":
        return coefficient
    return "ac1" if name_of(weights) == "unweighted" else "ac2"
