"""What is compared between two waves: linked respondents as pairs, others as two samples.

The border: scores are laid side by side and values get their counts; which statistic is computed is
said by the indicators.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.survey_data import Bools, SurveyData
from kooperacja_eval.indicators.survey_pairs import Ints, Pair
from kooperacja_eval.indicators.survey_reach import groups_of
from kooperacja_eval.indicators.survey_scoring import Floats
from kooperacja_eval.indicators.values import ChangeType, Value, mean

Interval = tuple[float, float | None, float | None]
"""A value and the ends of its interval."""
Estimate = Callable[[], Interval]
"""Computes a value with its interval, or says that the data do not allow one."""

CHANGE_DECIMALS: Final = 12
"""3.4 - 3.2 and 2.2 - 2.0 differ in the sixteenth digit; without spread there is no interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Scores of two waves in one place.

    Attributes
    ----------
    before, after, teams : ndarray, shape (pairs,)
        Scores of linked respondents, nan where missing, and their teams.
    first, first_teams, second, second_teams : ndarray
        Scores and teams of respondents who are not linked, of the earlier and the later wave.
    first_keyed, second_keyed : ndarray of bool
        Who of them has a key, so that the other wave is known to be missing.
    """

    before: Floats
    after: Floats
    teams: Ints
    first: Floats
    first_teams: Ints
    second: Floats
    second_teams: Ints
    first_keyed: Bools
    second_keyed: Bools

    @property
    def change(self) -> Floats:
        """Later less earlier score of each pair; what is left of rounding is no spread."""
        return np.asarray(np.round(self.after - self.before, CHANGE_DECIMALS))

    @property
    def n_pairs(self) -> int:
        """Pairs of which both scores are known."""
        return int((~np.isnan(self.before) & ~np.isnan(self.after)).sum())

    @property
    def asked_twice(self) -> bool:
        """Whether anybody has a score in each of the waves."""
        waves = ((self.before, self.first), (self.after, self.second))
        return all(not np.isnan(np.concatenate(both)).all() for both in waves)


def compared(
    surveys: SurveyData, place: Place, pair: Pair, scores: Floats
) -> Iterator[tuple[str, Compared]]:
    """Give the scores of two waves for each group of respondents of a place."""
    links = surveys.links(pair)
    for group, rows in groups_of(surveys, place):
        linked = rows[links.before]
        before, after = links.before[linked], links.after[linked]
        first = links.only_before[rows[links.only_before]]
        second = links.only_after[rows[links.only_after]]
        yield (
            group,
            Compared(
                before=scores[before],
                after=scores[after],
                teams=surveys.cluster[before],
                first=scores[first],
                first_teams=surveys.cluster[first],
                second=scores[second],
                second_teams=surveys.cluster[second],
                first_keyed=surveys.linkable[first],
                second_keyed=surveys.linkable[second],
            ),
        )


def paired_difference(both: Compared, name: str, pair: Pair) -> Value:
    """Return the mean change of linked respondents: sum of changes over their number."""
    return paired_mean(both.change, both.teams, name, pair)


def paired_mean(differences: Floats, teams: Ints, name: str, pair: Pair) -> Value:
    """Return the mean of differences within respondents; nan where one of the two is missing."""
    value = mean(differences, teams, group=name, wave=pair.name)
    return replace(value, method=f"paired_{value.method}", change_type="difference")


def unlinked(
    compute: Estimate,
    both: Compared,
    method: str,
    change_type: ChangeType,
    name: str,
    pair: Pair,
) -> Value:
    """Return a value over respondents who are not linked.

    Numerator and denominator are the respondents with a score in the earlier and the later wave.
    """
    first, second = int((~np.isnan(both.first)).sum()), int((~np.isnan(both.second)).sum())
    return attempt(
        compute,
        method=method,
        change_type=change_type,
        group=name,
        wave=pair.name,
        n=first + second,
        n_missing=len(both.first) + len(both.second) - first - second,
        base=(float(first), float(second)),
    )


def linked(
    compute: Estimate,
    both: Compared,
    *,
    method: str,
    change_type: ChangeType,
    name: str,
    pair: Pair,
    base: tuple[float, float] | None = None,
) -> Value:
    """Return a value over linked respondents; ``base`` is its numerator and denominator."""
    return attempt(
        compute,
        method=method,
        change_type=change_type,
        group=name,
        wave=pair.name,
        n=both.n_pairs,
        n_missing=len(both.before) - both.n_pairs,
        base=base,
    )


def attempt(
    compute: Estimate,
    *,
    method: str,
    change_type: ChangeType,
    group: str,
    wave: str,
    n: int,
    n_missing: int,
    base: tuple[float, float] | None = None,
) -> Value:
    """Return the value, or a row that says that the data do not allow one."""
    top, bottom = base or (None, None)
    try:
        value, low, high = compute()
    except InsufficientDataError:
        value, low, high = None, None, None
    return Value(
        method=method,
        numerator=top,
        denominator=bottom,
        value=value,
        ci_low=low,
        ci_high=high,
        n=n,
        n_missing=n_missing,
        group=group,
        wave=wave,
        change_type=change_type,
        status="insufficient" if value is None else "ok",
    )
