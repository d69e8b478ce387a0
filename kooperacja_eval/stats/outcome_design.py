"""The rows, predictors and clusters that every model of outcomes starts from.

The border: what can be said before a model is known: which rows are complete, whether predictors
differ, and whether each is known from more than one cluster. What the outcome asks for is checked
by the model.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_labels, check_same_length
from kooperacja_eval.stats.cluster_sandwich import cluster_sums
from kooperacja_eval.stats.predictors import NO_SPREAD, NOT_INDEPENDENT, named_predictors
from kooperacja_eval.text import Text

INTERCEPT = "intercept"
"""Name of the constant in the results; no predictor may bear it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OutcomeDesign:
    """Complete rows of a model: predictors as given and scaled, and the number of each cluster.

    kept (rows given,) says which rows are complete; predictors and scaled (n, p) hold these only;
    scaled has mean 0 and standard deviation 1: (predictors - centre) / scale. place (n,) is 0 to
    n_clusters - 1. n_dropped counts the rows left out.
    """

    names: tuple[str, ...]
    kept: NDArray[np.bool_]
    predictors: NDArray[np.float64]
    scaled: NDArray[np.float64]
    centre: NDArray[np.float64]
    scale: NDArray[np.float64]
    place: NDArray[np.intp]
    n_clusters: int
    n_dropped: int

    @property
    def with_intercept(self) -> NDArray[np.float64]:
        """Scaled predictors after a column of ones, shape (n, 1 + p)."""
        return np.column_stack([np.ones(self.place.size), self.scaled])

    @property
    def unscale(self) -> NDArray[np.float64]:
        """Matrix that takes coefficients of with_intercept to the units given, (1 + p, 1 + p)."""
        matrix = np.diag(np.concatenate([[1.0], 1 / self.scale]))
        matrix[0, 1:] = -self.centre / self.scale
        return matrix


def outcome_design(
    predictors: NDArray[np.float64],
    clusters: NDArray[np.generic],
    *,
    names: Sequence[str],
    has_outcome: NDArray[np.bool_],
    n_parameters: int,
) -> OutcomeDesign:
    """Keep the complete rows and see that they can carry a model with errors between clusters.

    Parameters
    ----------
    predictors : NDArray[np.float64], shape (rows, p)
        In any units, without a constant; nan is missing.
    clusters : NDArray[np.generic], shape (rows,)
        Label of each row's cluster, such as a team identifier; none may be missing.
    names : Sequence[str], length p
        What the predictors are called in the results.
    has_outcome : NDArray[np.bool_], shape (rows,)
        Whether the outcome of a row is known.
    n_parameters : int
        Number of coefficients of the model, its intercept counted.

    Returns
    -------
    OutcomeDesign
        Rows with an outcome and all predictors.

    Raises
    ------
    InsufficientDataError
        If there are not more clusters than coefficients, a predictor is constant, follows from the
        others, or would do so without one of the clusters: then that cluster alone determines a
        coefficient, and nothing between clusters says how sure it is.
    TypeError, ValueError
        If predictors are not real numbers or infinite, labels are missing, names are empty or
        doubled, or lengths differ.
    """
    matrix, titles = named_predictors(predictors, names, taken=INTERCEPT)
    labels = as_labels(clusters, "clusters")
    check_same_length(labels, matrix[:, 0], "clusters and predictors")
    check_same_length(labels, has_outcome, "clusters and the outcome")
    kept = has_outcome & ~np.isnan(matrix).any(axis=1)
    used = matrix[kept]
    present, place = np.unique(labels[kept], return_inverse=True)
    if present.size <= n_parameters:
        raise InsufficientDataError(_too_few_clusters(int(present.size), n_parameters))
    centre, scale = used.mean(axis=0), used.std(axis=0)
    constant = scale <= NO_SPREAD * np.abs(used).max(axis=0)
    if constant.any():
        raise InsufficientDataError(_constant(_listed(titles, constant)))
    design = OutcomeDesign(
        names=titles,
        kept=kept,
        predictors=used,
        scaled=(used - centre) / scale,
        centre=centre,
        scale=scale,
        place=place,
        n_clusters=int(present.size),
        n_dropped=int(np.sum(~kept)),
    )
    _check_independent(design)
    return design


def _check_independent(design: OutcomeDesign) -> None:
    columns = design.with_intercept
    of_clusters = cluster_sums(columns[:, :, None] * columns[:, None, :], design.place)
    whole = of_clusters.sum(axis=0)
    limit = NOT_INDEPENDENT * columns.shape[0]
    if np.linalg.eigvalsh(whole)[0] <= limit:
        raise InsufficientDataError(_dependent(", ".join(design.names)))
    n_decisive = int(np.sum(np.linalg.eigvalsh(whole - of_clusters)[:, 0] <= limit))
    if n_decisive:
        raise InsufficientDataError(_one_cluster_decides(", ".join(design.names), n_decisive))


def _listed(titles: tuple[str, ...], which: NDArray[np.bool_]) -> str:
    return ", ".join(title for title, chosen in zip(titles, which, strict=True) if chosen)


def _too_few_clusters(n_clusters: int, n_parameters: int) -> Text:
    return Text(
        "Model z błędami między grupami (np. zespołami) wymaga więcej grup z pełnymi danymi niż "
        f"współczynników; liczba grup: {n_clusters}, liczba współczynników: {n_parameters}. "
        "Uzupełnij dane albo usuń część zmiennych objaśniających.",
        "A model with errors between clusters (such as teams) needs more clusters with complete "
        f"data than coefficients; number of clusters: {n_clusters}, number of coefficients: "
        f"{n_parameters}. Complete the data, or leave out some predictors.",
    )


def _constant(names: str) -> Text:
    return Text(
        f"Zmienna objaśniająca ma we wszystkich pełnych wierszach tę samą wartość: {names}. Jej "
        "związku z wynikiem nie da się oszacować. Pomiń ją w modelu.",
        f"A predictor has the same value in all complete rows: {names}. Its association with the "
        "outcome cannot be estimated. Leave it out of the model.",
    )


def _dependent(names: str) -> Text:
    return Text(
        f"Jedna ze zmiennych objaśniających wynika wprost z pozostałych: {names}. Ich osobnych "
        "związków z wynikiem nie da się oszacować. Usuń jedną z nich.",
        f"One of the predictors follows exactly from the others: {names}. Their separate "
        "associations with the outcome cannot be estimated. Leave one of them out.",
    )


def _one_cluster_decides(names: str, n_decisive: int) -> Text:
    return Text(
        "Bez jednej z grup (np. zespołów) współczynników nie da się oszacować, więc nie wiadomo, "
        f"jak bardzo są pewne; zmienne: {names}, liczba takich grup: {n_decisive}. Pomiń zmienną, "
        "która różni się tylko w jednej grupie.",
        "Without one of the clusters (such as teams) the coefficients cannot be estimated, so that "
        f"nothing says how sure they are; predictors: {names}, number of such clusters: "
        f"{n_decisive}. Leave out the predictor that differs in one cluster only.",
    )
