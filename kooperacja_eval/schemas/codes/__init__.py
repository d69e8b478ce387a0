"""The code lists: allowed values of coded columns, with labels and the spellings met in practice.

Identifiers are English and ASCII, save for names of places and acronyms. Order is report order.
"""

from kooperacja_eval.schemas.codes.actors import (
    AREAS,
    CONTRACT_TYPES,
    ENTITY_KINDS,
    GOAL_DOMAINS,
    OUTCOMES,
    ROLES,
    SECTORS,
    UNIT_TYPES,
)
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
    "CONTRACT_TYPES",
    "COST_CATEGORIES",
    "DOCUMENTS",
    "ENTITY_KINDS",
    "FIGURE_UNITS",
    "GMINA_KINDS",
    "GOAL_DOMAINS",
    "LEVELS",
    "MACROREGIONS",
    "MEETING_LEVELS",
    "MILESTONES",
    "MODES",
    "OUTCOMES",
    "PROJECT_KINDS",
    "ROLES",
    "SCHEDULE_VERSIONS",
    "SECTORS",
    "SERVICE_KINDS",
    "SERVICE_STATUSES",
    "STATUSES",
    "SUPPORT_KINDS",
    "TERYT_VOIVODESHIPS",
    "UNIT_TYPES",
    "VOIVODESHIPS",
]
