"""Where the documents disagree: every pair of statements that the rules find in the record.

The border: puts statements side by side with their sources and says how they differ; never which
one is right. Everything is found in the rows of the record.
"""

from collections.abc import Callable, Mapping
from typing import Final

import pandas as pd

from kooperacja_eval.evidence import (
    figure_rules,
    period_rules,
    place_rules,
    schedule_rules,
    target_rules,
)
from kooperacja_eval.evidence.figures import Record, record_of
from kooperacja_eval.evidence.pair import Disagreement
from kooperacja_eval.study import StudyConfig

COLUMNS: Final = (
    "kind", "topic_pl", "topic_en",
    "statement_a_pl", "statement_a_en", "document_a", "quote_a",
    "statement_b_pl", "statement_b_en", "document_b", "quote_b",
    "difference_pl", "difference_en", "macroregion", "voivodeship",
)  # fmt: skip

Rule = Callable[[Record], list[Disagreement]]

RULES: Final[tuple[Rule, ...]] = (
    figure_rules.different_values,
    place_rules.gminas_and_teams,
    place_rules.gminas_listed_and_planned,
    place_rules.kinds_of_gminas,
    place_rules.target_group,
    target_rules.families_per_place,
    target_rules.families_in_all,
    figure_rules.parts_and_totals,
    figure_rules.lengths_of_the_test,
    period_rules.outside_the_project,
    period_rules.lengths_of_periods,
    period_rules.months_before_ex_post,
    period_rules.months_of_studies,
    schedule_rules.months_of_steps,
)
"""In the order of reports."""


def disagreements(tables: Mapping[str, pd.DataFrame], config: StudyConfig) -> pd.DataFrame:
    """Find where the documents contradict each other or themselves.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Validated tables; ``published``, ``schedule`` and ``gminas`` are read, as far as there are.
    config : StudyConfig
        Says whose macroregions and voivodeships the study has; others are left out.

    Returns
    -------
    pandas.DataFrame
        One row for each pair of statements, all columns texts: ``kind`` (the rule), ``topic``,
        ``statement_a`` and ``statement_b``, ``difference``, each in ``_pl`` and ``_en``;
        ``document_a``, ``quote_a``, ``document_b``, ``quote_b``, several joined by ``, `` and
        `` / `` where they say the same; ``macroregion`` and ``voivodeship``, missing where the
        statements are about the whole.
    """
    record = record_of(tables, config)
    rows = [_row(found) for rule in RULES for found in rule(record)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype("str")


def _row(found: Disagreement) -> dict[str, str | None]:
    return {
        "kind": found.kind,
        "topic_pl": found.topic.pl,
        "topic_en": found.topic.en,
        "statement_a_pl": found.a.text.pl,
        "statement_a_en": found.a.text.en,
        "document_a": found.a.document,
        "quote_a": found.a.quote,
        "statement_b_pl": found.b.text.pl,
        "statement_b_en": found.b.text.en,
        "document_b": found.b.document,
        "quote_b": found.b.quote,
        "difference_pl": found.difference.pl,
        "difference_en": found.difference.en,
        "macroregion": found.macroregion,
        "voivodeship": found.voivodeship,
    }
