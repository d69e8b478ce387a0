"""The code lists: allowed values of coded columns, with labels and the spellings met in practice.

Identifiers are English and ASCII, save for names of places and acronyms. Order is report order.
"""

from kooperacja_eval.schemas.codes.actors import (
    AREAS,
    CONTRACT_TYPES,
    DIAGNOSIS_KINDS,
    ENTITY_KINDS,
    GOAL_DOMAINS,
    OUTCOMES,
    ROLES,
    SECTORS,
    UNIT_TYPES,
)
from kooperacja_eval.schemas.codes.advice import (
    RECOMMENDATION_CLASSES,
    RECOMMENDATION_LEVELS,
    RECOMMENDATION_STATUSES,
)
from kooperacja_eval.schemas.codes.conclusions import (
    CONCERNS,
    CONCLUSION_KINDS,
    CONCLUSION_STATUSES,
    CONFIDENCE_COMPONENTS,
    CONVERGENCE,
    EVIDENCE_KINDS,
    EVIDENCE_RELATIONS,
    EVIDENCE_SOURCES,
)
from kooperacja_eval.schemas.codes.focus_groups import CODE_KINDS, MEDIA
from kooperacja_eval.schemas.codes.networks import TIE_LEVELS, TIE_SCALES
from kooperacja_eval.schemas.codes.places import (
    GMINA_KINDS,
    LEVELS,
    MACROREGIONS,
    TERYT_VOIVODESHIPS,
    VOIVODESHIPS,
)
from kooperacja_eval.schemas.codes.record import (
    ACTORS,
    CHANGE_TYPES,
    DOCUMENTS,
    FIGURE_UNITS,
    MILESTONES,
    SCHEDULE_VERSIONS,
    STATUSES,
)
from kooperacja_eval.schemas.codes.surveys import (
    DIRECTIONS,
    ITEM_KINDS,
    MEASURES,
    MISSING_REASONS,
    RESPONDENT_ROLES,
    RESPONSE_STATUSES,
    SCORINGS,
)
from kooperacja_eval.schemas.codes.work import (
    COST_CATEGORIES,
    MEETING_LEVELS,
    MODES,
    PROJECT_KINDS,
    SERVICE_KINDS,
    SERVICE_STATUSES,
    SUPPORT_KINDS,
)

__all__ = [
    "ACTORS",
    "AREAS",
    "CHANGE_TYPES",
    "CODE_KINDS",
    "CONCERNS",
    "CONCLUSION_KINDS",
    "CONCLUSION_STATUSES",
    "CONFIDENCE_COMPONENTS",
    "CONTRACT_TYPES",
    "CONVERGENCE",
    "COST_CATEGORIES",
    "DIAGNOSIS_KINDS",
    "DIRECTIONS",
    "DOCUMENTS",
    "ENTITY_KINDS",
    "EVIDENCE_KINDS",
    "EVIDENCE_RELATIONS",
    "EVIDENCE_SOURCES",
    "FIGURE_UNITS",
    "GMINA_KINDS",
    "GOAL_DOMAINS",
    "ITEM_KINDS",
    "LEVELS",
    "MACROREGIONS",
    "MEASURES",
    "MEDIA",
    "MEETING_LEVELS",
    "MILESTONES",
    "MISSING_REASONS",
    "MODES",
    "OUTCOMES",
    "PROJECT_KINDS",
    "RECOMMENDATION_CLASSES",
    "RECOMMENDATION_LEVELS",
    "RECOMMENDATION_STATUSES",
    "RESPONDENT_ROLES",
    "RESPONSE_STATUSES",
    "ROLES",
    "SCHEDULE_VERSIONS",
    "SCORINGS",
    "SECTORS",
    "SERVICE_KINDS",
    "SERVICE_STATUSES",
    "STATUSES",
    "SUPPORT_KINDS",
    "TERYT_VOIVODESHIPS",
    "TIE_LEVELS",
    "TIE_SCALES",
    "UNIT_TYPES",
    "VOIVODESHIPS",
]
