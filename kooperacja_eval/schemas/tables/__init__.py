"""The tables of a study, one class each, and the register of them all."""

from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables.families import Families
from kooperacja_eval.schemas.tables.money import Costs, SocialProjects
from kooperacja_eval.schemas.tables.programmes import Goals, Services
from kooperacja_eval.schemas.tables.record import OutputTargets, Published, Schedule
from kooperacja_eval.schemas.tables.structure import Entities, Gminas, Memberships, Pzk, PzkGminas
from kooperacja_eval.schemas.tables.values import IndicatorValues
from kooperacja_eval.schemas.tables.work import Attendance, Contacts, Meetings, Platform, Support

TABLES: dict[str, type[Table]] = {
    table.table_name: table
    for table in (
        Gminas, Pzk, PzkGminas, Entities, Memberships, Families, Goals, SocialProjects, Services,
        Meetings, Attendance, Contacts, Support, Platform, Schedule, OutputTargets, Published, Costs,
    )
}  # fmt: skip
"""Tables that raw files fill, in the order in which they depend on each other."""

__all__ = ["TABLES", "IndicatorValues", "Table"]
