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


class Certificates(Section):
    """What an entity must have done to be on the list of certificates; at least one criterion.

    ``name``: of the certificate. ``min_attendance_share``: of the meetings of its teams, held
    while it was a member and with a list of those present, the share to which it came.
    ``min_months``: months in one team. ``min_training_share``: of the trainings of its voivodeship
    or team, held while it was a member and with a list of participants, the share in which it took
    part. Outcomes of families are no criterion: they say who was helped, not who worked.
    """

    name: Filled
    min_attendance_share: Annotated[float, Field(gt=0, le=1)] | None = None
    min_months: Positive | None = None
    min_training_share: Annotated[float, Field(gt=0, le=1)] | None = None

    @model_validator(mode="after")
    def _some(self) -> "Certificates":
        if self.min_attendance_share is self.min_months is self.min_training_share is None:
            raise ValueError(
                Text(
                    "brak kryterium: podaj min_attendance_share, min_months lub min_training_share",
                    "no criterion: give min_attendance_share, min_months or min_training_share",
                )
            )
        return self


class DepositTerms(Section):
    """On which terms the open data of a study are given; what a study does not state is empty.

    Nothing is assumed: a study that states no licence gets none.

    Attributes
    ----------
    licence, licence_url : str
        Identifier of the licence, such as ``CC-BY-4.0`` (SPDX), and where its text stands.
    creators : tuple of str
        Who is to be cited, institutions or persons.
    publisher : str
        Who gives the data out.
    contact, contact_email : str
        An institution that answers questions, and its address; no person's.
    doi, citation : str
        As a repository asks for them.
    related_publications : tuple of str
        Publications from these data, as they are cited.
    """

    licence: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+$")] = ""
    licence_url: Annotated[str, Field(pattern=r"^https?://\S+$")] = ""
    creators: tuple[Filled, ...] = ()
    publisher: Filled = ""
    contact: Filled = ""
    contact_email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] = ""
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")] = ""
    citation: Filled = ""
    related_publications: tuple[Filled, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> "DepositTerms":
        if self.licence_url and not self.licence:
            raise ValueError(Text("licence_url bez licence", "licence_url without licence"))
        if self.contact_email and not self.contact:
            raise ValueError(Text("contact_email bez contact", "contact_email without contact"))
        return self
