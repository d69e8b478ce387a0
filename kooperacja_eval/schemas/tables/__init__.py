"""The tables of a study, one class each, and the register of them all."""

from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables.advice import Recommendations
from kooperacja_eval.schemas.tables.conclusions import Conclusions
from kooperacja_eval.schemas.tables.evidence import Assessments, Convergences, EvidenceLinks
from kooperacja_eval.schemas.tables.families import Families, FamilyMoves
from kooperacja_eval.schemas.tables.focus_groups import Codes, Codings, FgiDocuments
from kooperacja_eval.schemas.tables.money import Costs, SocialProjects
from kooperacja_eval.schemas.tables.networks import Ties
from kooperacja_eval.schemas.tables.programmes import Diagnoses, Goals, Services
from kooperacja_eval.schemas.tables.questionnaires import Items, Options, Scales
from kooperacja_eval.schemas.tables.record import OutputTargets, Published, Schedule
from kooperacja_eval.schemas.tables.structure import Entities, Gminas, Memberships, Pzk, PzkGminas
from kooperacja_eval.schemas.tables.surveys import Answers, Respondents
from kooperacja_eval.schemas.tables.values import IndicatorValues
from kooperacja_eval.schemas.tables.work import (
    Attendance,
    Contacts,
    Meetings,
    Platform,
    Support,
    SupportParticipants,
)

TABLES: dict[str, type[Table]] = {
    table.table_name: table
    for table in (
        Gminas, Pzk, PzkGminas, Entities, Memberships, Families, FamilyMoves, Goals,
        Diagnoses, SocialProjects, Services,
        Meetings, Attendance, Contacts, Support, SupportParticipants, Platform, Ties,
        Scales, Items, Options, Respondents, Answers, Schedule, OutputTargets, Published, Costs,
        Recommendations, FgiDocuments, Codes, Codings,
        Conclusions, EvidenceLinks, Assessments, Convergences,
    )
}  # fmt: skip
"""Tables that raw files fill, in the order in which they depend on each other."""

__all__ = ["TABLES", "IndicatorValues", "Table"]
