"""The rows that Cox models without clusters start from: times, events, predictors and strata.

The border: what can be said before a model is solved: which rows are complete and whether
predictors differ. Models with clusters start from ``outcome_design``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_labels, as_numbers, check_same_length
from kooperacja_eval.stats.cox_partial import (
    CoxTies,
    PartialLikelihood,
    RiskSets,
    own_clocks,
    risk_sets,
    solve,
)
from kooperacja_eval.stats.predictors import NO_SPREAD, NOT_INDEPENDENT, named_predictors
from kooperacja_eval.text import Text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CoxRows:
    """Complete rows of a Cox model, with their risk sets.

    kept (rows given,) says which rows are complete. entry, leave and event (n,) are as given;
    predictors (n, p) too, and sets hold them with mean 0 and standard deviation 1:
    (predictors - centre) / scale. labels (strata,) are those of the strata, stratum (n,) their
    numbers.
    """

    names: tuple[str, ...]
    kept: NDArray[np.bool_]
    entry: NDArray[np.float64]
    leave: NDArray[np.float64]
    event: NDArray[np.bool_]
    predictors: NDArray[np.float64]
    centre: NDArray[np.float64]
    scale: NDArray[np.float64]
    labels: tuple[str, ...]
    stratum: NDArray[np.intp]
    sets: RiskSets

    @property
    def event_times(self) -> NDArray[np.float64]:
        """Times of the J risk sets, one stratum after the other, shape (J,)."""
        times = np.empty(self.sets.from_leave.size)
        times[self.sets.own[self.event]] = self.leave[self.event]
        return times

    @property
    def event_strata(self) -> NDArray[np.intp]:
        """Numbers of the strata of the J risk sets, shape (J,)."""
        strata = np.empty(self.sets.from_leave.size, dtype=np.intp)
        strata[self.sets.own[self.event]] = self.stratum[self.event]
        return strata


def watched(
    entry: NDArray[np.float64] | None, leave: NDArray[np.float64], event: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return entry, leave and event side by side, shape (rows, 3).

    Without `entry` all rows enter at 0.

    Raises
    ------
    TypeError, ValueError
        If a row does not leave after its entry, event is not 0, 1 or nan, values are not real
        numbers or infinite, or lengths differ.
    """
    until, ended = as_numbers(leave, "leave"), as_numbers(event, "event")
    since = np.zeros_like(until) if entry is None else as_numbers(entry, "entry")
    check_same_length(until, ended, "leave and event")
    check_same_length(until, since, "leave and entry")
    known = ended[~np.isnan(ended)]
    if not np.all((known == 0) | (known == 1)):
        raise ValueError("event holds 0, 1 or nan, but some values are others")
    if np.any(until <= since):
        raise ValueError("leave is later than entry (than 0 without one), but some are not")
    return np.column_stack([since, until, ended])


def cox_rows(
    leave: NDArray[np.float64],
    event: NDArray[np.float64],
    predictors: NDArray[np.float64],
    *,
    names: Sequence[str],
    entry: NDArray[np.float64] | None,
    strata: NDArray[np.generic] | None,
    ties: CoxTies,
) -> CoxRows:
    """Keep the complete rows and see that predictors differ.

    Parameters
    ----------
    leave, event, predictors, names, entry, strata, ties
        As in ``cox_regression``.

    Raises
    ------
    InsufficientDataError
        If nobody has the event, or a predictor is constant or follows from the others.
    TypeError, ValueError
        As from ``watched``, and if predictors are not real numbers or infinite, names are empty or
        doubled, labels are missing, or lengths differ.
    """
    rows = watched(entry, leave, event)
    matrix, titles = named_predictors(predictors, names)
    check_same_length(rows[:, 0], matrix[:, 0], "leave and predictors")
    kept = np.array(~np.isnan(np.column_stack([rows, matrix])).any(axis=1))
    if not np.any(rows[kept, 2] == 1):
        raise InsufficientDataError(NO_EVENTS)
    labels, stratum = _numbered(strata, kept)
    used = matrix[kept]
    centre, scale = used.mean(axis=0), used.std(axis=0)
    constant = scale <= NO_SPREAD * np.abs(used).max(axis=0)
    if constant.any():
        listed = (title for title, chosen in zip(titles, constant, strict=True) if chosen)
        raise InsufficientDataError(_constant(", ".join(listed)))
    scaled = (used - centre) / scale
    if np.linalg.eigvalsh(scaled.T @ scaled)[0] <= NOT_INDEPENDENT * used.shape[0]:
        raise InsufficientDataError(_dependent(", ".join(titles)))
    since, until, ended = rows[kept].T
    began, ended_at = own_clocks(since, until, stratum) if len(labels) > 1 else (since, until)
    return CoxRows(
        names=titles,
        kept=kept,
        entry=since,
        leave=until,
        event=ended == 1,
        predictors=used,
        centre=centre,
        scale=scale,
        labels=labels,
        stratum=stratum,
        sets=risk_sets(scaled, began, ended_at, ended == 1, ties=ties),
    )


def solved(rows: CoxRows) -> tuple[NDArray[np.float64], PartialLikelihood]:
    """Return the coefficients of the scaled predictors, shape (p,), and the likelihood there.

    Raises
    ------
    InsufficientDataError
        If a hazard ratio is infinite or undefined.
    """
    found = solve(rows.sets, np.zeros(len(rows.names)))
    if found is None:
        raise InsufficientDataError(infinite(", ".join(rows.names)))
    return found


def _numbered(
    strata: NDArray[np.generic] | None, kept: NDArray[np.bool_]
) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    if strata is None:
        return ("",), np.zeros(int(kept.sum()), dtype=np.intp)
    labels = as_labels(strata, "strata")
    check_same_length(labels, kept, "strata and leave")
    different, number = np.unique(labels[kept], return_inverse=True)
    return tuple(str(label) for label in different), number


def _constant(names: str) -> Text:
    return Text(
        f"Zmienna objaśniająca ma we wszystkich pełnych wierszach tę samą wartość: {names}. Jej "
        "związku z czasem do wyniku nie da się oszacować. Pomiń ją w modelu.",
        f"A predictor has the same value in all complete rows: {names}. Its association with the "
        "time to the outcome cannot be estimated. Leave it out of the model.",
    )


def _dependent(names: str) -> Text:
    return Text(
        f"Jedna ze zmiennych objaśniających wynika wprost z pozostałych: {names}. Ich osobnych "
        "związków z czasem do wyniku nie da się oszacować. Usuń jedną z nich.",
        f"One of the predictors follows exactly from the others: {names}. Their separate "
        "associations with the time to the outcome cannot be estimated. Leave one of them out.",
    )


def infinite(names: str) -> Text:
    """Return what is said where a hazard ratio of these predictors has no number."""
    return Text(
        f"Iloraz hazardów jest nieskończony albo nieokreślony: zmienne objaśniające ({names}) "
        "wskazują bez wyjątku, kto pierwszy uzyskuje wynik, albo nie różnią się w chwilach wyniku. "
        "Podaj tabelę zamiast modelu albo usuń zmienną, która porządkuje wyniki.",
        f"A hazard ratio is infinite or undefined: the predictors ({names}) tell without exception "
        "who has the outcome first, or do not differ at the times of outcomes. Give a table "
        "instead of the model, or leave out the predictor that puts outcomes in order.",
    )


NO_EVENTS: Final = Text(
    "W pełnych wierszach nikt nie uzyskał wyniku, więc czasu do niego nie da się z niczym "
    "powiązać. Podaj liczbę obserwowanych i czas obserwacji.",
    "Nobody in complete rows has the outcome, so that the time to it cannot be associated with "
    "anything. Give the number watched and for how long.",
)
