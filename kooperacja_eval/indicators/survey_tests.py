"""Tests of change between waves: confirmatory ones by the matrix, all others exploratory.

A p-value is a value like any other: with its number of pairs and its method. Tests within a team,
a voivodeship or a sector are not made.
"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.survey_change import RANK_DIGITS
from kooperacja_eval.indicators.survey_compare import Compared, compared
from kooperacja_eval.indicators.survey_pairs import Pair
from kooperacja_eval.indicators.survey_scoring import Floats
from kooperacja_eval.indicators.values import Value
from kooperacja_eval.matrix import EvaluationMatrix
from kooperacja_eval.stats.means import clustered_mean
from kooperacja_eval.stats.multiplicity import benjamini_hochberg, holm
from kooperacja_eval.stats.wilcoxon import wilcoxon_signed_rank

CLUSTERED: Final = "paired_clustered_t"
RANKS: Final = "wilcoxon_pratt_permutation"
CONFIRMATORY: Final = "holm_confirmatory"
EXPLORATORY: Final = "bh_exploratory"


def change_test(data: StudyData, place: Place) -> list[Value]:
    """p-values of the change of scales and items between two waves, linked respondents only.

    ``paired_clustered_t`` tests the mean change and respects teams; it is the one that is adjusted:
    by Holm within each family of confirmatory tests of the evaluation matrix, by Benjamini and
    Hochberg over all other tests of the same two waves. ``wilcoxon_pratt_permutation`` stands
    beside it; it takes respondents as independent.
    """
    surveys, values = data.surveys, []
    for pair in surveys.pairs:
        named: list[tuple[str, Floats]] = [
            (str(scale), surveys.scores(str(scale))) for scale in surveys.scales["scale"]
        ]
        current = surveys.items["measure"] == "current"
        named += [(str(i), surveys.answers(str(i))) for i in surveys.items.loc[current, "item_id"]]
        rows = []
        for name, scores in named:
            both = next(both for _, both in compared(surveys, place, pair, scores))
            if both.asked_twice:
                rows.append(_test(_clustered_p, both, CLUSTERED, name, pair))
                values.append(_test(_wilcoxon_p, both, RANKS, name, pair))
        values += [*rows, *_adjusted(rows, data.config.matrix, pair)]
    return values


def _clustered_p(both: Compared) -> float:
    return clustered_mean(both.change, both.teams).p_value


def _wilcoxon_p(both: Compared) -> float:
    result = wilcoxon_signed_rank(
        both.before,
        both.after,
        zeros="pratt",
        distribution="permutation",
        rank_digits=RANK_DIGITS,
    )
    return result.p_value


def _test(
    compute: Callable[[Compared], float], both: Compared, method: str, name: str, pair: Pair
) -> Value:
    try:
        p_value = compute(both)
    except InsufficientDataError:
        p_value = None
    return Value(
        method=method,
        value=p_value,
        n=both.n_pairs,
        n_missing=len(both.before) - both.n_pairs,
        group=name,
        wave=pair.name,
        status="insufficient" if p_value is None else "ok",
    )


def _adjusted(rows: Sequence[Value], matrix: EvaluationMatrix, pair: Pair) -> list[Value]:
    """Adjust each family of confirmatory tests, and all exploratory tests together."""
    families = [matrix.family_of(str(row.group), pair.name) for row in rows]
    values = []
    for family in dict.fromkeys(families):
        members = [row for row, own in zip(rows, families, strict=True) if own == family]
        raw = np.array([np.nan if row.value is None else row.value for row in members])
        method = EXPLORATORY if family is None else CONFIRMATORY
        adjusted = _adjust(raw, confirmatory=family is not None)
        values += [_with_p(row, float(p), method) for row, p in zip(members, adjusted, strict=True)]
    return values


def _adjust(raw: Floats, *, confirmatory: bool) -> Floats:
    if np.isnan(raw).all():
        return raw
    return (holm(raw) if confirmatory else benjamini_hochberg(raw)).adjusted


def _with_p(row: Value, p_value: float, method: str) -> Value:
    known = not np.isnan(p_value)
    return Value(
        method=method,
        value=p_value if known else None,
        n=row.n,
        n_missing=row.n_missing,
        group=row.group,
        wave=row.wave,
        status="ok" if known else "insufficient",
    )
