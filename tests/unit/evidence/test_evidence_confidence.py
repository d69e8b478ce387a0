"""Confidence starts high and is lowered by concerns, by the rule that the module states."""

import pytest
from evidence_link_tables import table

from kooperacja_eval.evidence.confidence import confidence, confidences

pytestmark = pytest.mark.unit

COMPONENTS = ("methods", "coherence", "adequacy", "relevance")
LETTERS = {"n": "none", "i": "minor", "m": "moderate", "s": "serious"}


def graded(drawing: str) -> str | None:
    """Grade four letters: none, minor, moderate, serious."""
    concerns = [LETTERS[letter] for letter in drawing]
    return confidence(dict(zip(COMPONENTS, concerns, strict=True))).level


@pytest.mark.parametrize(
    ("concerns", "level"),
    [
        ("nnnn", "high"),
        ("iinn", "high"),  # two minor: nothing
        ("iiin", "moderate"),  # three minor: one step
        ("iiii", "moderate"),
        ("mnnn", "moderate"),
        ("mmnn", "low"),
        ("snnn", "low"),  # serious: two steps
        ("miii", "low"),  # one and one
        ("msnn", "very_low"),
        ("ssss", "very_low"),  # eight steps, nothing below
    ],
)
def test_each_concern_lowers_by_its_steps(concerns: str, level: str) -> None:
    assert graded(concerns) == level


def test_without_all_four_there_is_no_level() -> None:
    found = confidence({"coherence": "serious"})
    assert found.level is None
    assert found.lacking == ("methods", "adequacy", "relevance")


@pytest.mark.parametrize("wrong", [{"methods": "substantial"}, {"quality": "none"}])
def test_an_unknown_word_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="Unknown"):
        confidence(wrong)


def test_a_table_is_graded_by_recommendation() -> None:
    rows: list[dict[str, object]] = [
        {"recommendation_id": "R01", "component": part, "concern": "none"} for part in COMPONENTS
    ]
    rows.append({"recommendation_id": "R02", "component": "methods", "concern": "minor"})
    found = confidences(table("assessments", rows))
    assert [(name, one.level) for name, one in found.items()] == [("R01", "high"), ("R02", None)]
