"""What entities of one team say about their ties with each other, checked and made a network of.

The border: a square array of one team at one time comes in, a network that knows what was said and
what nobody said goes out. Numbers made of it belong to the modules that use this one.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_count
from kooperacja_eval.stats.score_matrix import as_scores
from kooperacja_eval.text import Text

Missing = Literal["leave_out", "reconstruct"]

MIN_ENTITIES = 2
"""One entity has nobody to have a tie with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TieNetwork:
    """Ties of one team at one time: rows report, columns are reported on.

    All arrays have shape (entities, entities) except responded, of shape (entities,). levels is nan
    where unknown; known says where it is not; reported says where the row's entity itself gave the
    level, so that known less reported are the n_reconstructed levels taken from the partner. ties
    says where the level reaches the threshold; it is False where unknown.
    """

    levels: NDArray[np.float64]
    ties: NDArray[np.bool_]
    known: NDArray[np.bool_]
    reported: NDArray[np.bool_]
    responded: NDArray[np.bool_]
    threshold: int
    missing: Missing
    n_entities: int
    n_respondents: int
    n_reconstructed: int


def tie_network(
    levels: NDArray[np.float64],
    responded: NDArray[np.bool_],
    *,
    threshold: int,
    highest: int,
    missing: Missing = "leave_out",
) -> TieNetwork:
    """Make a network of reported levels: a tie is where the level reaches a threshold.

    Parameters
    ----------
    levels : NDArray[np.float64], shape (entities, entities)
        Level that the row's entity reports with the column's, whole numbers from 0 to `highest`;
        nan is not asked or not answered, and the diagonal is nan.
    responded : NDArray[np.bool_], shape (entities,)
        Whether the entity took part; rows of those that did not are nan: missing, not 0.
    threshold : int
        From 1 to `highest`; a network of plain ties has levels 0 and 1 and threshold 1.
    highest : int
        The top of the scale, such as 5.
    missing : {"leave_out", "reconstruct"}
        Whether missing levels stay missing, or become the level that the partner reports for the
        same pair where there is one; n_reconstructed counts these.

    Returns
    -------
    TieNetwork
        Its arrays are new.

    Raises
    ------
    InsufficientDataError
        If there are fewer than two entities, nobody responded, or no level was reported.
    TypeError, ValueError
        If an argument is of the wrong shape or type, an entity has a tie to itself or did not
        respond and yet has levels, or a level is not on the scale.

    Notes
    -----
    Reconstruction takes reports to be mutual, and so says nothing of pairs of which both sides are
    missing, nor of reciprocity. Source: D. Stork, W. D. Richards, Nonrespondents in communication
    network studies, Group & Organization Management 17 (1992) 193-209,
    doi:10.1177/1059601192172006.

    Examples
    --------
    >>> levels = np.array([[np.nan, 4.0], [np.nan, np.nan]])
    >>> network = tie_network(
    ...     levels, np.array([True, False]), threshold=3, highest=5, missing="reconstruct"
    ... )
    >>> network.ties.tolist(), network.n_reconstructed
    ([[False, True], [True, False]], 1)
    """
    if missing not in ("leave_out", "reconstruct"):
        raise ValueError(f"missing is 'leave_out' or 'reconstruct', not {missing!r}")
    matrix, present = as_tie_levels(levels, responded, highest=highest)
    if not 1 <= as_count(threshold, "threshold") <= highest:
        raise ValueError(f"threshold lies from 1 to highest ({highest}), got {threshold}")
    reported = ~np.isnan(matrix)
    if missing == "reconstruct":
        matrix = np.where(reported, matrix, matrix.T)
    known = ~np.isnan(matrix)
    return TieNetwork(
        levels=matrix,
        ties=known & (matrix >= threshold),
        known=known,
        reported=reported,
        responded=present,
        threshold=int(threshold),
        missing=missing,
        n_entities=int(present.size),
        n_respondents=int(np.sum(present)),
        n_reconstructed=int(np.sum(known & ~reported)),
    )


def as_tie_levels(
    levels: NDArray[np.float64], responded: NDArray[np.bool_], *, highest: int
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return reported levels and who responded as new arrays of the right shape and scale.

    Raises
    ------
    InsufficientDataError
        If there are fewer than two entities, nobody responded, or no level was reported.
    TypeError, ValueError
        As ``tie_network`` says.
    """
    if as_count(highest, "highest") == 0:
        raise ValueError("highest is 1 or more, got 0")
    matrix, present = as_scores(levels, "levels"), np.array(responded)
    if matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"levels is square (entities, entities), got shape {matrix.shape}")
    if present.size and present.dtype.kind != "b":
        raise TypeError(f"responded holds True and False, not {present.dtype}")
    if present.shape != matrix.shape[:1]:
        raise ValueError(f"responded has shape {matrix.shape[:1]}, got {present.shape}")
    if present.size < MIN_ENTITIES:
        raise InsufficientDataError(_too_few_entities(int(present.size)))
    _check_levels(matrix, present, highest)
    if not np.any(present):
        raise InsufficientDataError(_nobody_responded(int(present.size)))
    if np.all(np.isnan(matrix)):
        raise InsufficientDataError(_NO_LEVELS)
    return matrix, present


def count_by_level(values: NDArray[np.float64], highest: int) -> tuple[int, ...]:
    """Return how often each whole number from 0 to `highest` occurs."""
    return tuple(np.bincount(values.astype(np.int64), minlength=highest + 1).tolist())


def _check_levels(matrix: NDArray[np.float64], present: NDArray[np.bool_], highest: int) -> None:
    given = ~np.isnan(matrix)
    n_own = int(np.sum(np.diag(given)))
    if n_own:
        raise ValueError(f"the diagonal of levels is nan, but entities with a tie to self: {n_own}")
    reported = matrix[given]
    n_off = int(np.sum((reported < 0) | (reported > highest) | (reported % 1 != 0)))
    if n_off:
        raise ValueError(f"levels are whole numbers from 0 to {highest}; others found: {n_off}")
    n_silent = int(np.sum(given.any(axis=1) & ~present))
    if n_silent:
        raise ValueError(f"entities that did not respond and yet have levels: {n_silent}")


def _too_few_entities(n_entities: int) -> Text:
    return Text(
        "Sieć współpracy zespołu wymaga co najmniej 2 podmiotów; liczba podmiotów: "
        f"{n_entities}. Sprawdź skład zespołu albo pomiń tę miarę.",
        "The network of a team needs at least 2 entities; number of entities: "
        f"{n_entities}. Check who belongs to the team, or leave this measure out.",
    )


def _nobody_responded(n_entities: int) -> Text:
    return Text(
        "Żaden podmiot zespołu nie odpowiedział na pytania o współpracę; liczba podmiotów: "
        f"{n_entities}. Brak odpowiedzi nie oznacza braku współpracy: podaj, że danych nie ma.",
        "No entity of the team answered the questions on cooperation; number of entities: "
        f"{n_entities}. No answer does not mean no cooperation: say that there are no data.",
    )


_NO_LEVELS = Text(
    "Żaden z podmiotów, które wzięły udział w badaniu, nie podał poziomu współpracy z partnerem. "
    "Brak odpowiedzi nie oznacza braku współpracy: podaj, że danych nie ma.",
    "None of the entities that took part gave a level of cooperation with a partner. No answer "
    "does not mean no cooperation: say that there are no data.",
)
