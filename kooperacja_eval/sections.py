"""Sections of ``study.toml`` that stand by themselves: periods, targets, scales, disclosure.

The border: each checks its own keys; how they belong together is known to ``study``.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kooperacja_eval.text import Text

Profile = Literal["internal", "public"]
Positive = Annotated[int, Field(ge=1, strict=True)]
Day = Annotated[date, Field(strict=True)]
Filled = Annotated[str, Field(min_length=1)]


class Section(BaseModel):
    """A section in which every key is known and no value changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Period(Section):
    """A first and a last day, both included."""

    first: Day
    last: Day

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.last < self.first:
            raise ValueError(
                Text(
                    "koniec (last) przed początkiem (first)",
                    "the end (last) before the start (first)",
                )
            )
        return self


class CovidBreak(Section):
    """First day of the COVID-19 break; what lies before it is "before".

    ``last``: last day of the hardest restrictions, where a study tells it apart from what followed.
    """

    first: Day
    last: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "CovidBreak":
        if self.last is not None and self.last < self.first:
            raise ValueError(Text("last wcześniejsze niż first", "last is before first"))
        return self


class Diagnosis(Section):
    """Scale of the multi-dimensional diagnosis; higher scores are better.

    ``low`` and ``high``: ends of the scale. ``reliability``: of the score of one domain, from the
    handbook of the tool or from a study of its own, with its ``source``; without it no reliable
    change is computed, because scores before and after alone do not tell it.
    """

    low: float
    high: float
    reliability: Annotated[float, Field(gt=0, lt=1)] | None = None
    source: Filled | None = None

    @model_validator(mode="after")
    def _sound(self) -> "Diagnosis":
        if self.high <= self.low:
            raise ValueError(Text("high nie jest większe niż low", "high is not above low"))
        if self.reliability is not None and self.source is None:
            raise ValueError(Text("reliability bez source", "reliability without source"))
        return self


class Targets(Section):
    """What the project promised."""

    entities: Positive
    pzk: Positive
    families: Positive
    families_per_pzk_min: Positive
    families_per_pzk_max: Positive

    @model_validator(mode="after")
    def _in_order(self) -> "Targets":
        if self.families_per_pzk_max < self.families_per_pzk_min:
            raise ValueError(
                Text(
                    "families_per_pzk_max mniejsze niż families_per_pzk_min",
                    "families_per_pzk_max is below families_per_pzk_min",
                )
            )
        return self


class Disclosure(Section):
    """What may leave the study.

    ``threshold``: smallest number of families that a public cell may show. ``dominance``: largest
    share of a total that one contributor may have in a public cell.
    """

    profile: Profile
    threshold: Annotated[int, Field(ge=2, strict=True)] = 3
    dominance: Annotated[float, Field(gt=0, le=1, strict=True)] = 0.75
