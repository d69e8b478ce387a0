"""A composite index from 0 to 100 of several parts, with what each part adds to it.

The border: a table of units and parts in, an index for each unit out. The index of cooperation
intensity of a team in a month is one; which parts it has stands in the catalogue of indicators. An
index is never given without the range that it takes under other choices:
``composite_uncertainty``.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kooperacja_eval.stats.composite_aggregation import Aggregation, terms_of, weighted_values
from kooperacja_eval.stats.composite_scores import (
    FULL_MARK,
    Missing,
    Normalisation,
    as_goalposts,
    as_parts,
    normalise,
    used_units,
)
from kooperacja_eval.stats.composite_weights import (
    ComponentWeights,
    Weighting,
    component_weights,
    fixed_weights,
    given_weights,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeResult:
    """A composite index of each unit, unrounded, from 0 to 100.

    units holds the places of the units that have an index among those given; values, contributions
    (units, parts) and n_parts follow it. A contribution is in points for the arithmetic mean, where
    a row adds up to the index, and a logarithm for the geometric one, where it adds up to
    ln(index / 100), so that each says how far a part pulls the index below 100; it is 0 for a
    missing part. n_dropped counts the units left out for missing parts, n_renormalised the
    incomplete ones that have an index. n_clipped counts values past an end of the scale, n_floored
    scores raised to the floor. component is what the weights of the principal component come from,
    and None for others.
    """

    values: NDArray[np.float64]
    contributions: NDArray[np.float64]
    n_parts: NDArray[np.int64]
    units: NDArray[np.intp]
    weights: NDArray[np.float64]
    n_units: int
    n_dropped: int
    n_renormalised: int
    n_clipped: int
    n_floored: int
    floor: float
    component: ComponentWeights | None
    normalisation: Normalisation
    weighting: Weighting
    aggregation: Aggregation
    missing: Missing


def composite_index(
    parts: ArrayLike,
    *,
    normalisation: Normalisation = "goalposts",
    goalposts: ArrayLike | None = None,
    weights: Literal["equal", "pca"] | ArrayLike = "equal",
    aggregation: Aggregation = "geometric",
    missing: Missing = "require",
    floor: float = 1.0,
) -> CompositeResult:
    r"""Compute a composite index of each unit from its parts.

    Parameters
    ----------
    parts : ArrayLike, shape (units, parts)
        Each part in its own unit, more is better; nan is missing.
    normalisation : {"goalposts", "min_max", "z"}
        How parts come onto one scale: by ends stated beforehand, by the lowest and highest value at
        hand, or as 50 points plus 10 for each standard deviation.
    goalposts : ArrayLike, shape (parts, 2), optional
        Of each part the value that scores 0 and the value that scores 100; for "goalposts" alone.
    weights : {"equal", "pca"} or ArrayLike, shape (parts,)
        Equal, squared loadings on the first principal component, or positive numbers, which are
        scaled to sum to 1.
    aggregation : {"geometric", "arithmetic"}
        The geometric mean lets a strong part make up for a weak one less.
    missing : {"require", "renormalise"}
        Whether a unit needs all parts, or two suffice and the weights of missing ones go to the
        others in proportion.
    floor : float
        In points, above 0 and below 100: lower scores count as this in a geometric mean, so that
        one part at 0 does not make the whole index 0.

    Returns
    -------
    CompositeResult
        For the units that have the parts asked for.

    Raises
    ------
    InsufficientDataError
        If no unit has the parts, a part is missing in all, has no spread though its scale or weight
        depends on it, or the first principal component is undefined.
    TypeError, ValueError
        If an argument is of the wrong shape or kind.

    Notes
    -----
    With scores :math:`x_k` and weights that sum to 1, :math:`\sum w_k x_k` or
    :math:`\prod x_k^{w_k}`. With "min_max" and "z" an index holds for the units at hand only: a
    further month changes all. Source: OECD, JRC, Handbook on Constructing Composite Indicators,
    2008, steps 5 and 6, doi:10.1787/9789264043466-en.

    Examples
    --------
    Two units of the same arithmetic mean:

    >>> parts, ends = [[21, 1, 1, 1], [6, 6, 6, 6]], [[0, 100]] * 4
    >>> composite_index(parts, goalposts=ends).values.round(2)
    array([2.14, 6.  ])
    >>> composite_index(parts, goalposts=ends, aggregation="arithmetic").values
    array([6., 6.])
    """
    table = as_parts(parts)
    ends = as_goalposts(goalposts, table.shape[1], [normalisation])
    used = used_units(table, missing)
    scores = normalise(table[used], normalisation, ends)
    shares, weighting, component = _weights(weights, scores.values)
    terms = terms_of(scores.values, aggregation, floor=floor)
    n_parts = np.sum(~np.isnan(scores.values), axis=1)
    return CompositeResult(
        values=weighted_values(terms, shares),
        contributions=_contributions(scores.values, terms.values, shares, aggregation),
        n_parts=n_parts.astype(np.int64),
        units=np.flatnonzero(used),
        weights=shares,
        n_units=int(used.sum()),
        n_dropped=int(np.sum(~used)),
        n_renormalised=int(np.sum(n_parts < table.shape[1])),
        n_clipped=scores.n_clipped,
        n_floored=terms.n_floored,
        floor=float(floor),
        component=component,
        normalisation=normalisation,
        weighting=weighting,
        aggregation=aggregation,
        missing=missing,
    )


def _weights(
    weights: Literal["equal", "pca"] | ArrayLike, scores: NDArray[np.float64]
) -> tuple[NDArray[np.float64], Weighting, ComponentWeights | None]:
    if not isinstance(weights, str):
        return given_weights(weights, scores.shape[1]), "given", None
    if weights == "equal":
        return fixed_weights("equal", scores), "equal", None
    if weights == "pca":
        component = component_weights(scores)
        return component.weights, "pca", component
    raise ValueError(f"weights are equal, pca or numbers, got {weights!r}")


def _contributions(
    scores: NDArray[np.float64],
    terms: NDArray[np.float64],
    weights: NDArray[np.float64],
    aggregation: Aggregation,
) -> NDArray[np.float64]:
    present = ~np.isnan(scores)
    shares = weights * present / (present @ weights)[:, None]
    scale = np.log(FULL_MARK) if aggregation == "geometric" else 0.0
    return np.asarray(shares * (terms - scale), dtype=np.float64)
