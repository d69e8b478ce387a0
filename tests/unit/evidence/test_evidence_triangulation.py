"""The matrix of questions and sources: what people said, one rule, and what is left open."""

from typing import Any

import pandas as pd
import pytest
from evidence_link_tables import links, study_tables, table, values
from evidence_tables import config

from kooperacja_eval.evidence.links import resolve
from kooperacja_eval.evidence.triangulation import completeness, triangulation
from kooperacja_eval.matrix import EvaluationMatrix
from kooperacja_eval.study import StudyConfig

pytestmark = pytest.mark.unit

OWN = {
    "version": "1", "decided_on": "2020-01-01",
    "criteria_lists": [
        {"id": "pl", "title_pl": "x", "title_en": "x", "year": 2007, "source": "x",
         "criteria": [{"id": "effectiveness", "label_pl": "x", "label_en": "x"}]},
    ],
    "questions": [
        {"id": name, "criterion": "effectiveness", "text_pl": name, "text_en": name,
         "source": "000", "reports": ["ex_post"], "limits_pl": "x", "limits_en": "x", **more}
        for name, more in (
            ("cooperation_level", {"answers": [{"indicator": "scale_change",
                                                "groups": ["cooperation"]}]}),
            ("barriers", {"sources_pl": "FGI", "sources_en": "FGI"}),
        )
    ],
}  # fmt: skip


def study() -> StudyConfig:
    return config().model_copy(update={"matrix": EvaluationMatrix.model_validate(OWN)})


def matrix(*cells: str, said: list[dict[str, object]] | None = None) -> pd.DataFrame:
    tables = study_tables(links(*(cells or ("code barrier.time",))))
    if said is not None:
        tables["convergences"] = table("convergences", said)
    found = resolve(tables, values()).links
    return triangulation(found, tables, values(), study()).set_index(["question", "source"])


def cell(frame: pd.DataFrame, question: str, source: str) -> tuple[object, ...]:
    row: Any = frame.loc[(question, source)]
    named = row["convergence"] if isinstance(row["convergence"], str) else None
    return (int(row["links"]), int(row["indicators"]), named, row["origin"])


def test_a_source_without_evidence_is_silent_by_rule_and_one_that_speaks_is_left_open() -> None:
    found = matrix("code barrier.time", "quotation c-1", "conclusion LU-201907-T01")
    # R01 follows from cooperation_level: two links of focus groups, one of conclusions; the
    # indicator of the question is one of the survey
    assert cell(found, "cooperation_level", "focus_groups") == (2, 0, None, "open")
    assert cell(found, "cooperation_level", "conclusions") == (1, 0, None, "open")
    assert cell(found, "cooperation_level", "survey") == (0, 1, None, "open")
    assert cell(found, "cooperation_level", "registers") == (0, 0, "silence", "rule")


def test_where_the_matrix_names_sources_in_words_only_the_survey_is_silent_by_rule() -> None:
    found = matrix()
    assert cell(found, "barriers", "survey") == (0, 0, "silence", "rule")
    for source in ("registers", "focus_groups", "conclusions"):
        assert cell(found, "barriers", source) == (0, 0, None, "open")


def test_a_link_to_nothing_is_no_evidence_but_a_hidden_one_is() -> None:
    found = matrix("indicator ipp_completed_share pzk_id=LU-01", "code no.such")
    assert cell(found, "cooperation_level", "registers")[0] == 1
    assert cell(found, "cooperation_level", "focus_groups") == (0, 0, "silence", "rule")


def test_a_published_figure_counts_for_the_source_of_what_it_measures() -> None:
    assert cell(matrix("figure 000-families"), "cooperation_level", "registers")[0] == 1


@pytest.mark.parametrize(
    ("source", "convergence", "conflict"),
    [
        ("focus_groups", "agreement", False),
        ("focus_groups", "silence", True),  # it has a link
        ("registers", "silence", False),
        ("registers", "dissonance", True),  # it has nothing to say
    ],
)
def test_what_a_person_says_stands_and_is_marked_where_the_evidence_is_otherwise(
    source: str, convergence: str, conflict: bool
) -> None:
    said: list[dict[str, object]] = [
        {"question": "cooperation_level", "source": source, "convergence": convergence,
         "reason": "bo tak"}
    ]  # fmt: skip
    found = matrix(said=said)
    assert cell(found, "cooperation_level", source)[2:] == (convergence, "person")
    assert found["conflict"].to_dict()["cooperation_level", source] is conflict


def test_how_complete_the_matrix_is() -> None:
    said: list[dict[str, object]] = [
        {"question": "cooperation_level", "source": "survey", "convergence": "agreement"},
        {"question": "cooperation_level", "source": "registers", "convergence": "agreement"},
    ]
    found = completeness(matrix(said=said).reset_index())
    # cooperation_level: 2 by persons (1 in conflict), focus groups open, conclusions silent;
    # barriers: survey silent, 3 open. Survey and focus groups speak on cooperation_level.
    assert (found.cells, found.assessed, found.by_rule, found.open) == (8, 2, 2, 4)
    assert (found.questions, found.answered_by_two, found.conflicts) == (2, 1, 1)
