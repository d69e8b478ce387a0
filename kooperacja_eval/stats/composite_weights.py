"""Weights of the parts of a composite index: equal, given, or read off the parts' correlations.

The border: scores in, positive weights that sum to 1 out. Random weights are drawn where a range is
computed, in ``composite_uncertainty`` and ``composite_sensitivity``.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.composite_scores import check_spread
from kooperacja_eval.text import Text

Weighting = Literal["equal", "pca", "given"]
FixedWeighting = Literal["equal", "pca"]
FIXED_WEIGHTINGS: tuple[FixedWeighting, ...] = ("equal", "pca")

MIN_UNITS = 3
"""The correlations of two units are all 1 or -1."""

NO_GAP = 1e-9
"""Difference of the two largest eigenvalues below which the first component has no direction, and
share of a weight below which the component leaves the part out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentWeights:
    """Weights from the first principal component.

    explained_share is the component's share of the total variance; n_opposed counts the parts whose
    loading has the sign of the minority: the component contrasts them with the others, which
    squared loadings do not show. n_units counts the complete units that the component is of.
    """

    weights: NDArray[np.float64]
    explained_share: float
    n_opposed: int
    n_units: int


def component_weights(scores: NDArray[np.float64]) -> ComponentWeights:
    """Weigh parts by their squared loadings on the first principal component, scaled to sum to 1.

    Raises
    ------
    InsufficientDataError
        If fewer than three units are complete, a part has no spread among them, the first component
        is not unique, or a part has no loading on it.

    Notes
    -----
    Of the correlation matrix of the complete units; by ``numpy.linalg.eigh``. The handbook rotates
    several components and weighs each by the variance that it explains; this is its squared-loading
    rule for the first component alone, without rotation. Source: OECD, JRC, Handbook on
    Constructing Composite Indicators, 2008, step 6.1, doi:10.1787/9789264043466-en.
    """
    complete = scores[~np.any(np.isnan(scores), axis=1)]
    if len(complete) < MIN_UNITS:
        raise InsufficientDataError(_too_few_complete(len(complete)))
    check_spread(complete)
    values, vectors = np.linalg.eigh(np.corrcoef(complete, rowvar=False))
    first = vectors[:, -1]
    weights = first**2 / np.sum(first**2)
    if values[-1] - values[-2] < NO_GAP or np.any(weights < NO_GAP):
        raise InsufficientDataError(_NO_COMPONENT)
    n_negative = int(np.sum(first < 0))
    return ComponentWeights(
        weights=weights,
        explained_share=float(values[-1] / np.sum(values)),
        n_opposed=min(n_negative, first.size - n_negative),
        n_units=len(complete),
    )


def fixed_weights(weighting: FixedWeighting, scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights of one of the rules that need no numbers.

    Raises
    ------
    InsufficientDataError
        As ``component_weights``.
    """
    if weighting == "pca":
        return component_weights(scores).weights
    return np.full(scores.shape[1], 1 / scores.shape[1])


def given_weights(weights: ArrayLike, n_parts: int) -> NDArray[np.float64]:
    """Return weights scaled to sum to 1.

    Raises
    ------
    TypeError
        If they are not real numbers.
    ValueError
        If they are not one positive, finite number for each part.
    """
    given = np.asarray(weights)
    if given.dtype.kind not in "iuf":
        raise TypeError(f"weights are real numbers, not {given.dtype}")
    if given.shape != (n_parts,) or not np.all(np.isfinite(given)) or np.any(given <= 0):
        raise ValueError(
            f"weights are {n_parts} positive numbers: leave a part out instead of giving it none"
        )
    return np.asarray(given / given.sum(), dtype=np.float64)


def _too_few_complete(n_complete: int) -> Text:
    return Text(
        f"Wagi z głównej składowej wymagają co najmniej {MIN_UNITS} jednostek bez braków; liczba "
        f"takich jednostek: {n_complete}. Uzupełnij dane albo użyj wag równych.",
        f"Weights from the principal component need at least {MIN_UNITS} units without gaps; "
        f"number of such units: {n_complete}. Complete the data, or use equal weights.",
    )


_NO_COMPONENT = Text(
    "Pierwsza główna składowa nie jest jednoznaczna albo pomija którąś z części indeksu, więc wagi "
    "są nieokreślone. Użyj wag równych albo podaj własne.",
    "The first principal component is not unique or leaves a part of the index out, so the weights "
    "are undefined. Use equal weights, or give your own.",
)
