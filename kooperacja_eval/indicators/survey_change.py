"""Change between waves: linked respondents as pairs, others as independent samples, never mixed.

The border: which respondents and scores are compared is said here; intervals come from ``stats``.
"""

from typing import Final

import numpy as np

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.survey_compare import (
    Compared,
    Interval,
    attempt,
    compared,
    linked,
    paired_difference,
    unlinked,
)
from kooperacja_eval.indicators.survey_pairs import Pair
from kooperacja_eval.indicators.survey_reach import TOTAL
from kooperacja_eval.indicators.survey_scores import joined
from kooperacja_eval.indicators.values import Value
from kooperacja_eval.stats.cluster_bootstrap import cluster_bootstrap
from kooperacja_eval.stats.cluster_sums import cluster_sums, relative_change_of_sums
from kooperacja_eval.stats.clustered_difference import clustered_difference
from kooperacja_eval.stats.missing_data import imputed_mean_change
from kooperacja_eval.stats.paired_effect import hedges_g_paired
from kooperacja_eval.stats.rank_biserial import rank_biserial_paired
from kooperacja_eval.stats.ranks_independent import cliffs_delta

SEED: Final = 2019
"""Start of every resampling and imputation, so that the same data give the same intervals."""
RANK_DIGITS: Final = 10
"""Scores are means of whole numbers: equal differences must be tied, however they are rounded."""


def scale_change(data: StudyData, place: Place) -> list[Value]:
    """Change of each scale between two waves, in every reading of the word, later less earlier.

    Linked respondents: mean difference, relative change of the mean, standardised difference and
    the rank-biserial correlation; as a sensitivity also with the missing wave imputed for those
    whose key shows that they answered only one. Respondents
    who are not linked: difference of means and Cliff's delta. Intervals respect teams. Groups and
    voivodeships get the differences only.
    """
    surveys, values = data.surveys, []
    for pair in surveys.pairs:
        for scale in surveys.scales["scale"]:
            scores = surveys.scores(str(scale))
            for group, both in compared(surveys, place, pair, scores):
                if not both.asked_twice:
                    continue
                name = joined(str(scale), group)
                whole = place.level == "macroregion" and group == TOTAL
                values += _changes(both, name, pair, whole=whole)
    return values


def _changes(both: Compared, name: str, pair: Pair, *, whole: bool) -> list[Value]:
    values = [paired_difference(both, name, pair), _unlinked_difference(both, name, pair)]
    if whole:
        values += [
            _relative(both, name, pair),
            _standardised(both, name, pair),
            _rank_biserial(both, name, pair),
            _cliffs_delta(both, name, pair),
            _imputed(both, name, pair),
        ]
    return values


def _relative(both: Compared, name: str, pair: Pair) -> Value:
    known = ~np.isnan(both.before) & ~np.isnan(both.after)
    before, after, teams = both.before[known], both.after[known], both.teams[known]

    def compute() -> Interval:
        sums = cluster_sums(teams, np.ones(len(before)), before, np.ones(len(after)), after)
        rng = np.random.default_rng(SEED)
        result = cluster_bootstrap(sums, relative_change_of_sums, rng=rng)
        return result.estimate, result.ci_low, result.ci_high

    return linked(
        compute,
        both,
        method="paired_cluster_bootstrap",
        change_type="relative",
        name=name,
        pair=pair,
        base=(float(np.sum(after - before)), float(np.sum(before))),
    )


def _standardised(both: Compared, name: str, pair: Pair) -> Value:
    def compute() -> Interval:
        result = hedges_g_paired(both.before, both.after, clusters=both.teams)
        return result.estimate, result.ci_low, result.ci_high

    return linked(
        compute,
        both,
        method="paired_hedges_g_average",
        change_type="standardised",
        name=name,
        pair=pair,
    )


def _rank_biserial(both: Compared, name: str, pair: Pair) -> Value:
    def compute() -> Interval:
        result = rank_biserial_paired(
            both.before, both.after, zeros="pratt", clusters=both.teams, rank_digits=RANK_DIGITS
        )
        return result.estimate, result.ci_low, result.ci_high

    return linked(
        compute,
        both,
        method="paired_rank_biserial_pratt",
        change_type="standardised",
        name=name,
        pair=pair,
    )


def _imputed(both: Compared, name: str, pair: Pair) -> Value:
    """Return the mean change with the wave that somebody with a key did not answer imputed."""
    first, second = both.first[both.first_keyed], both.second[both.second_keyed]
    before = np.concatenate([both.before, first, np.full(len(second), np.nan)])
    after = np.concatenate([both.after, np.full(len(first), np.nan), second])
    teams = np.concatenate(
        [both.teams, both.first_teams[both.first_keyed], both.second_teams[both.second_keyed]]
    )
    used = int((~np.isnan(before) | ~np.isnan(after)).sum())

    def compute() -> Interval:
        rng = np.random.default_rng(SEED)
        result = imputed_mean_change(before, after, None, teams, rng=rng)
        return result.estimate, result.ci_low, result.ci_high

    return attempt(
        compute,
        method="imputed_rubin",
        change_type="difference",
        group=name,
        wave=pair.name,
        n=used,
        n_missing=len(before) - used,
    )


def _unlinked_difference(both: Compared, name: str, pair: Pair) -> Value:
    def compute() -> Interval:
        result = clustered_difference(both.first, both.second, both.first_teams, both.second_teams)
        return result.estimate, result.ci_low, result.ci_high

    return unlinked(compute, both, "unlinked_clustered_t", "difference", name, pair)


def _cliffs_delta(both: Compared, name: str, pair: Pair) -> Value:
    def compute() -> Interval:
        result = cliffs_delta(
            both.first,
            both.second,
            first_clusters=both.first_teams,
            second_clusters=both.second_teams,
        )
        return result.estimate, result.ci_low, result.ci_high

    return unlinked(compute, both, "unlinked_cliffs_delta", "standardised", name, pair)
