"""Everything that a model with random team intercepts needs from the rows, as sums.

The border: rows in, one mean per team and column and one matrix of sums of squares within teams
out. Nothing is estimated here. Two models with the same sums have the same likelihood, so that
the time of an estimate does not depend on the number of rows.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_labels, as_numbers, check_same_length
from kooperacja_eval.text import Text

MIN_TEAMS = 2
"""With one team there is nothing between teams to estimate a variance from."""

NO_SPREAD = 1e-12
"""Share of a column's sum of squares below which what is left of it is rounding, not spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSums:
    """Sums of standardised columns: a one, k covariates and last the values.

    Every column but the first is moved to mean 0 and scaled to standard deviation 1 by centre and
    scale, against loss of digits. labels, sizes and means have one entry per team in the order of
    the labels; within, of shape (k + 2, k + 2), holds sums of squares and products of deviations
    from the team's means over all teams. place is the team's number of each row used, and kept says
    which rows of the input were used. n counts these; n_dropped those with a nan.
    """

    labels: NDArray[np.generic]
    sizes: NDArray[np.int64]
    means: NDArray[np.float64]
    within: NDArray[np.float64]
    centre: NDArray[np.float64]
    scale: NDArray[np.float64]
    place: NDArray[np.intp]
    kept: NDArray[np.bool_]
    n: int
    n_dropped: int

    @property
    def n_fixed(self) -> int:
        """Number of fixed effects, with the intercept."""
        return self.centre.size - 1

    @property
    def back(self) -> NDArray[np.float64]:
        """Matrix that turns coefficients of standardised columns into those of the data.

        The intercept still lacks the centre of the values.
        """
        scale, centre, spread = self.scale[:-1], self.centre[:-1], self.scale[-1]
        matrix = np.diag(spread / scale)
        matrix[0, 1:] = -spread * centre[1:] / scale[1:]
        return matrix.astype(np.float64)


def team_sums(
    values: NDArray[np.float64],
    teams: NDArray[np.generic],
    covariates: NDArray[np.float64] | None = None,
) -> TeamSums:
    """Add up rows by team after leaving out those with a nan.

    Parameters
    ----------
    values : NDArray[np.float64], shape (rows,)
        In any unit; nan is missing.
    teams : NDArray[np.generic], shape (rows,)
        Label of each row's team; none may be missing.
    covariates : NDArray[np.float64], shape (rows, k) or (rows,), optional
        Without a column of ones; nan is missing.

    Returns
    -------
    TeamSums
        Of the complete rows.

    Raises
    ------
    InsufficientDataError
        If fewer than two teams have complete rows, no team has two, values or a covariate do not
        differ, covariates repeat each other, values do not differ within teams once the
        covariates are known, or the covariates say everything about the teams.
    TypeError, ValueError
        If values or covariates are not real numbers or infinite, labels are missing, or lengths
        differ.

    Examples
    --------
    >>> sums = team_sums(np.array([1.0, 3.0, 6.0]), np.array(["A", "A", "B"]))
    >>> sums.sizes.tolist(), sums.n_fixed
    ([2, 1], 1)
    """
    numbers, labels = as_numbers(values, "values"), as_labels(teams, "teams")
    check_same_length(numbers, labels, "values and teams")
    columns = [*_columns(covariates, numbers.size), numbers]
    kept = ~np.any([np.isnan(column) for column in columns], axis=0)
    if not kept.all():
        columns = [column[kept] for column in columns]
        labels = labels[kept]
    names, place, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    if names.size < MIN_TEAMS or sizes.max() < MIN_TEAMS:
        raise InsufficientDataError(_too_few(int(names.size), int(labels.size)))
    centre, scale = _centre_and_scale(columns)
    means, within = _means_and_within(columns, centre, scale, place, sizes)
    sums = TeamSums(
        labels=names,
        sizes=sizes.astype(np.int64),
        means=means,
        within=within,
        centre=centre,
        scale=scale,
        place=place,
        kept=kept,
        n=int(labels.size),
        n_dropped=int(numbers.size - labels.size),
    )
    _check_identified(sums)
    return sums


def _columns(covariates: NDArray[np.float64] | None, rows: int) -> list[NDArray[np.float64]]:
    if covariates is None:
        return []
    table = np.asarray(covariates)
    if table.ndim == 1:
        table = table[:, None]
    if table.ndim != 2 or table.shape[0] != rows:  # noqa: PLR2004 (rows and columns)
        raise ValueError(f"covariates have one row for each value, got shape {table.shape}")
    return [as_numbers(table[:, j], f"covariate {j + 1}") for j in range(table.shape[1])]


def _centre_and_scale(
    columns: list[NDArray[np.float64]],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    centre = np.array([0.0, *(column.mean() for column in columns)])
    scale = np.array([1.0, *(column.std() for column in columns)])
    sizes = np.array([1.0, *(np.abs(column).max() for column in columns)])
    alike = np.flatnonzero(scale <= NO_SPREAD * sizes)
    if alike.size:
        raise InsufficientDataError(_constant(int(alike[0]), len(columns)))
    return centre, scale


def _means_and_within(
    columns: list[NDArray[np.float64]],
    centre: NDArray[np.float64],
    scale: NDArray[np.float64],
    place: NDArray[np.intp],
    sizes: NDArray[np.intp],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    means = np.ones((sizes.size, len(columns) + 1))
    deviations = np.empty((len(columns), place.size))
    for j, column in enumerate(columns, start=1):
        standard = (column - centre[j]) / scale[j]
        means[:, j] = np.bincount(place, weights=standard) / sizes
        deviations[j - 1] = standard - means[place, j]
    within = np.zeros((len(columns) + 1, len(columns) + 1))
    within[1:, 1:] = deviations @ deviations.T
    return means, within


def _check_identified(sums: TeamSums) -> None:
    p, n = sums.n_fixed, sums.n
    total = sums.within + sums.means.T @ (sums.sizes[:, None] * sums.means)
    if n <= p or np.linalg.eigvalsh(total[:p, :p] / n)[0] <= NO_SPREAD:
        raise InsufficientDataError(_REPEATED)
    inner = np.flatnonzero(np.diag(sums.within)[:p] > NO_SPREAD * n)
    explained = 0.0
    if inner.size:
        block = sums.within[np.ix_(inner, inner)]
        cross = sums.within[inner, -1]
        explained = float(cross @ np.linalg.lstsq(block, cross, rcond=NO_SPREAD)[0])
    if sums.within[-1, -1] - explained <= NO_SPREAD * n:
        raise InsufficientDataError(_NO_SPREAD_WITHIN)
    if sums.sizes.size <= p - inner.size:
        raise InsufficientDataError(_NOTHING_BETWEEN)


def _too_few(n_teams: int, n: int) -> Text:
    return Text(
        "Różnice między zespołami wymagają co najmniej 2 zespołów z danymi i co najmniej jednego "
        f"zespołu z 2 wierszami; liczba zespołów: {n_teams}, liczba wierszy bez braków: {n}. "
        "Policz je dla szerszego zbioru.",
        "Differences between teams need at least 2 teams with data and at least one team with 2 "
        f"rows; number of teams: {n_teams}, number of complete rows: {n}. Compute them for a "
        "wider set.",
    )


def _constant(column: int, n_columns: int) -> Text:
    if column == n_columns:
        return Text(
            "Wszystkie wartości są równe, więc różnic między zespołami nie da się oszacować. "
            "Podaj, że wartości są równe.",
            "All values are equal, so differences between teams cannot be estimated. Say that the "
            "values are equal.",
        )
    return Text(
        f"Zmienna objaśniająca nr {column} ma wszędzie tę samą wartość. Usuń ją z modelu.",
        f"Covariate {column} has the same value everywhere. Leave it out of the model.",
    )


_REPEATED = Text(
    "Zmienne objaśniające powtarzają się nawzajem (jedną można wyliczyć z pozostałych) albo jest "
    "ich co najmniej tyle, ile wierszy. Usuń z modelu tę, która nic nie wnosi.",
    "The covariates repeat each other (one can be computed from the others), or there are at "
    "least as many as rows. Leave out of the model the one that adds nothing.",
)
_NO_SPREAD_WITHIN = Text(
    "Wartości wewnątrz zespołów nie różnią się ponad to, co mówią zmienne objaśniające, więc "
    "zróżnicowania wewnątrz zespołów nie da się oszacować. Sprawdź, czy wartość nie opisuje całego "
    "zespołu.",
    "Values do not differ within teams beyond what the covariates say, so the spread within teams "
    "cannot be estimated. Check whether the value describes the whole team.",
)
_NOTHING_BETWEEN = Text(
    "Zmienne opisujące zespoły mówią wszystko o różnicach między nimi: jest ich tyle, ile "
    "zespołów, więc zróżnicowania między zespołami nie da się oszacować. Usuń część zmiennych.",
    "The covariates that describe teams say everything about differences between teams: there are "
    "as many of them as teams, so the spread between teams cannot be estimated. Leave some out.",
)
