"""How far a finding in words may be trusted: four components assessed by people, one level.

The border: grades what somebody assessed; it assesses nothing itself, and it never meets the
strength of numbers, which ``strength`` grades by other rules.

The components and the levels are those of GRADE-CERQual (Lewin et al. 2018,
doi:10.1186/s13012-017-0688-3). CERQual grades findings of syntheses of qualitative studies; to
use it for focus groups and reports of one programme is an adaptation, and CERQual leaves the
overall level to judgement where here a rule makes it repeatable:

- a finding starts at ``high``;
- each component with moderate concerns lowers it by one level, with serious concerns by two;
- minor concerns lower it by one level together, where three or four components have them;
- nothing falls below ``very_low``, and without all four components there is no level.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

import pandas as pd

from kooperacja_eval.schemas.codes import CONCERNS, CONFIDENCE_COMPONENTS
from kooperacja_eval.schemas.problems import Problem, problems_at
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Text

ConfidenceLevel = Literal["high", "moderate", "low", "very_low"]
LEVELS: Final[tuple[ConfidenceLevel, ...]] = get_args(ConfidenceLevel)
"""From the most to the least confidence."""
STEPS: Final[Mapping[str, int]] = {"none": 0, "minor": 0, "moderate": 1, "serious": 2}
"""Levels by which one component lowers the confidence."""
MANY_MINOR: Final = 3
"""Components with minor concerns that together lower it by one level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """Confidence in the finding behind a recommendation.

    Attributes
    ----------
    level : str or None
        None where a component is not assessed.
    concerns : mapping of str to str
        Concern by component, in the order of the components, as far as assessed.
    lacking : tuple of str
        Components that nobody assessed.
    """

    level: ConfidenceLevel | None
    concerns: Mapping[str, str]
    lacking: tuple[str, ...]


def confidence(concerns: Mapping[str, str]) -> Confidence:
    """Grade a finding by the rule of this module.

    Parameters
    ----------
    concerns : mapping of str to str
        ``none``, ``minor``, ``moderate`` or ``serious`` by component (``methods``, ``coherence``,
        ``adequacy``, ``relevance``).

    Returns
    -------
    Confidence

    Raises
    ------
    ValueError
        For an unknown component or concern.

    Examples
    --------
    >>> all_well = dict.fromkeys(("methods", "coherence", "adequacy", "relevance"), "none")
    >>> confidence(all_well).level
    'high'
    >>> confidence({**all_well, "adequacy": "moderate"}).level
    'moderate'
    >>> confidence({"methods": "none"}).lacking
    ('coherence', 'adequacy', 'relevance')
    """
    unknown = {*concerns} - {*CONFIDENCE_COMPONENTS.ids} | {*concerns.values()} - {*CONCERNS.ids}
    if unknown:
        raise ValueError(f"Unknown components or concerns: {sorted(unknown)}.")
    known = {name: concerns[name] for name in CONFIDENCE_COMPONENTS.ids if name in concerns}
    lacking = tuple(name for name in CONFIDENCE_COMPONENTS.ids if name not in concerns)
    minor = sum(concern == "minor" for concern in known.values())
    lowered = sum(STEPS[concern] for concern in known.values()) + (minor >= MANY_MINOR)
    level = None if lacking else LEVELS[min(lowered, len(LEVELS) - 1)]
    return Confidence(level=level, concerns=known, lacking=lacking)


def confidences(assessments: pd.DataFrame) -> dict[str, Confidence]:
    """Grade every recommendation that somebody assessed.

    Parameters
    ----------
    assessments : pandas.DataFrame
        The table ``assessments``; rows without a component or a concern are passed over.
    """
    rows = assessments.dropna(subset=["recommendation_id", "component", "concern"])
    return {
        str(name): confidence(dict(zip(own["component"], own["concern"], strict=True)))
        for name, own in rows.groupby("recommendation_id")
    }


def check_assessments(tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """Warn of recommendations of which some components are assessed and others are not."""
    if "assessments" not in tables:
        return []
    rows = tables["assessments"]
    problems: list[Problem] = []
    for name, graded in confidences(rows).items():
        if not graded.lacking:
            continue
        labels = [CONFIDENCE_COMPONENTS.label(part) for part in graded.lacking]
        message = Text(
            "Pewności nie da się określić, bo nie oceniono składników: "
            f"{', '.join(label.pl for label in labels)}. Dopisz je.",
            "The confidence has no level, because these components are not assessed: "
            f"{', '.join(label.en for label in labels)}. Add them.",
        )
        first = rows[rows["recommendation_id"] == name].head(1)
        problems += problems_at(
            TABLES["assessments"], first, "component", "assessment_in_part", message,
            severity="warning",
        )  # fmt: skip
    return problems
