"""The cooperation intensity index of every team, by month, by wave and over the whole test.

The border: parts come from ``coop_parts``, the composite from ``stats``; rows of the indicator are
laid out by ``coop_intensity``. The handbook of OECD and JRC asks for the range under other choices
beside every index: it is made here too.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.coop_data import MONTH, CooperationData
from kooperacja_eval.indicators.coop_parts import (
    GOALPOSTS,
    PARTS,
    PROCESS,
    process_parts,
    tie_parts,
)
from kooperacja_eval.indicators.units import Bools, Floats, Ints, Strings
from kooperacja_eval.stats.composite import composite_index
from kooperacja_eval.stats.composite_scores import NORMALISATIONS, Normalisation
from kooperacja_eval.stats.composite_uncertainty import (
    CompositeUncertainty,
    composite_uncertainty,
)
from kooperacja_eval.stats.composite_weights import FIXED_WEIGHTINGS, FixedWeighting

SEED: Final = 2019
"""Of the random weightings, so that the same data give the same range."""
Choices = tuple[tuple[Normalisation, ...], tuple[FixedWeighting, ...]]
FIXED_CHOICES: Final[Choices] = (("goalposts",), ("equal",))
"""Normalisations and weightings that do not depend on the teams at hand."""
LEAST_PARTS: Final = 2
"""One part is no index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamIndex:
    """The index of all teams in one period; nan where it is not known.

    Attributes
    ----------
    value : NDArray[np.float64], shape (teams,)
        From 0 to 100.
    scores : NDArray[np.float64], shape (teams, parts)
        Parts on the scale of 0 to 100.
    contributions : NDArray[np.float64], shape (teams, parts)
        Logarithms that add up to that of the index as a share of 100.
    n_parts : NDArray[np.int64], shape (teams,)
        Parts known, of teams without an index too.
    """

    value: Floats
    scores: Floats
    contributions: Floats
    n_parts: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class RangedIndex:
    """The index of all teams in one period with its range, None where there is none."""

    index: TeamIndex
    spread: CompositeUncertainty | None


@dataclass(frozen=True)
class IntensityIndex:
    """The index of a study.

    Attributes
    ----------
    work : CooperationData
        What teams did.
    waves : tuple
        Identifier, first and last day of each wave; those without ties have no index.
    macroregions : NDArray[np.object_], shape (teams,)
        Macroregion of each team: teams are ranked within it.
    threshold : int
        Fewest families whose contacts are a part.
    """

    work: CooperationData
    waves: tuple[tuple[str, np.datetime64, np.datetime64], ...]
    macroregions: Strings
    threshold: int

    @cached_property
    def months(self) -> tuple[np.datetime64, ...]:
        """The months in which any team cooperated."""
        month = self.work.months.days("month").astype(MONTH)
        return tuple(np.unique(month))

    @cached_property
    def month_parts(self) -> dict[np.datetime64, Floats]:
        """Parts of each month: those of the process alone."""
        missing = np.full((len(self.work.teams), len(PARTS) - len(PROCESS)), np.nan)
        return {month: np.hstack([self._process(month, month), missing]) for month in self.months}

    @cached_property
    def wave_parts(self) -> dict[str, Floats]:
        """Parts of each wave: the process in its period, and the ties asked for in it."""
        return {
            name: np.hstack(
                [
                    self._process(first.astype(MONTH), last.astype(MONTH)),
                    tie_parts(self.work, name),
                ]
            )
            for name, first, last in self.waves
            if name in self._asked
        }

    @cached_property
    def whole_parts(self) -> Floats:
        """Parts of the whole test: all months, and the mean of the waves' ties."""
        if not self.months:
            return np.full((len(self.work.teams), len(PARTS)), np.nan)
        process = self._process(self.months[0], self.months[-1])
        ties = np.array([parts[:, len(PROCESS) :] for parts in self.wave_parts.values()])
        known = ~np.isnan(ties)
        sums, counts = np.where(known, ties, 0.0).sum(axis=0), known.sum(axis=0)
        means = np.divide(sums, counts, out=np.full(sums.shape, np.nan), where=counts > 0)
        shape = (len(self.work.teams), len(PARTS) - len(PROCESS))
        return np.hstack([process, np.broadcast_to(means, shape)])

    @cached_property
    def by_month(self) -> dict[str, TeamIndex]:
        """The index in each month, such as ``2020-03``."""
        return {str(month): index_of(parts) for month, parts in self.month_parts.items()}

    @cached_property
    def by_wave(self) -> dict[str, RangedIndex]:
        """The index in each wave."""
        return {name: self._ranged(parts) for name, parts in self.wave_parts.items()}

    @cached_property
    def whole(self) -> RangedIndex:
        """The index over the whole test."""
        return self._ranged(self.whole_parts)

    def team_months(self, weights: ArrayLike | None = None) -> dict[np.datetime64, Floats]:
        """Return the index of every team in each month, equally weighted unless said otherwise."""
        return {month: index_of(parts, weights).value for month, parts in self.month_parts.items()}

    @cached_property
    def _asked(self) -> frozenset[str]:
        ties = self.work.tables.get("ties")
        return frozenset() if ties is None else frozenset(ties["wave"])

    def _ranged(self, parts: Floats) -> RangedIndex:
        return RangedIndex(index=index_of(parts), spread=range_of(parts, self.macroregions))

    def _process(self, first: np.datetime64, last: np.datetime64) -> Floats:
        return process_parts(self.work, first, last, threshold=self.threshold)


def index_of(parts: Floats, weights: ArrayLike | None = None) -> TeamIndex:
    """Return the index with the default choices: goalposts, equal weights, geometric mean.

    Parameters
    ----------
    parts : NDArray[np.float64], shape (teams, parts)
        As of ``coop_parts``; a part that no team with an index has is left out, and the weight of
        a part that a team lacks goes to the others. A team with one part has no index.
    weights : ArrayLike, shape (parts,), optional
        Instead of equal weights.
    """
    known = ~np.isnan(parts)
    value, contributions = np.full(len(parts), np.nan), np.full(parts.shape, np.nan)
    there = known_parts(parts)
    if there.any():
        given = np.ones(there.size) if weights is None else np.asarray(weights, dtype=np.float64)
        found = composite_index(
            parts[:, there], goalposts=GOALPOSTS[there], weights=given[there], missing="renormalise"
        )
        value[found.units] = found.values
        contributions[np.ix_(found.units, there)] = found.contributions
    low, high = GOALPOSTS.T
    return TeamIndex(
        value=value,
        scores=100 * np.clip((parts - low) / (high - low), 0.0, 1.0),
        contributions=np.where(known, contributions, np.nan),
        n_parts=known.sum(axis=1).astype(np.int64),
    )


def range_of(parts: Floats, groups: Strings) -> CompositeUncertainty | None:
    """Return the range over combinations of choices and 1,000 random weightings.

    Choices that the teams at hand decide (min-max, z, weights of the principal component) take part
    where all of them are defined: where teams are alike in a part, they are not.

    Parameters
    ----------
    parts : NDArray[np.float64], shape (teams, parts)
        As of ``coop_parts``.
    groups : NDArray[np.object_], shape (teams,)
        Macroregion of each team: teams are ranked within it.

    Returns
    -------
    CompositeUncertainty or None
        None where no team has two parts.
    """
    there = known_parts(parts)
    if not there.any():
        return None
    all_choices = (NORMALISATIONS, FIXED_WEIGHTINGS)
    try:
        return _uncertainty(parts[:, there], GOALPOSTS[there], groups, all_choices)
    except InsufficientDataError:
        return _uncertainty(parts[:, there], GOALPOSTS[there], groups, FIXED_CHOICES)


def known_parts(parts: Floats) -> Bools:
    """Return which parts any team has among those with parts enough for an index."""
    known = ~np.isnan(parts)
    return np.atleast_1d(known[known.sum(axis=1) >= LEAST_PARTS].any(axis=0))


def _uncertainty(
    parts: Floats, goalposts: Floats, groups: Strings, choices: Choices
) -> CompositeUncertainty:
    return composite_uncertainty(
        parts,
        goalposts=goalposts,
        groups=groups.astype(str),
        normalisations=choices[0],
        weightings=choices[1],
        missing="renormalise",
        rng=np.random.default_rng(SEED),
    )
