"""The exhibits: every figure, table and computed sentence of the reports.

Each is a function from ``Material`` to an ``Exhibit`` or, where a study lacks the tables, to the
sentence that says so.
"""

from kooperacja_eval.reporting.exhibits.evidence import (
    disagreements,
    reconciliation,
    reconciliation_summary,
)
from kooperacja_eval.reporting.exhibits.outcomes import (
    cohorts,
    completed_by_voivodeship,
    completion_and_services,
    completion_sentence,
)
from kooperacja_eval.reporting.exhibits.path import case_path, costs
from kooperacja_eval.reporting.exhibits.quality import (
    corrections,
    missing_fields,
    problems,
    quality_sentence,
    raw_files,
    table_sizes,
)
from kooperacja_eval.reporting.exhibits.reach import (
    areas_by_voivodeship,
    families_by_area,
    families_by_voivodeship,
    families_per_team,
    reach_sentence,
)
from kooperacja_eval.reporting.exhibits.schedule import schedule_gantt
from kooperacja_eval.reporting.exhibits.targets import output_targets, targets

__all__ = [
    "areas_by_voivodeship",
    "case_path",
    "cohorts",
    "completed_by_voivodeship",
    "completion_and_services",
    "completion_sentence",
    "corrections",
    "costs",
    "disagreements",
    "families_by_area",
    "families_by_voivodeship",
    "families_per_team",
    "missing_fields",
    "output_targets",
    "problems",
    "quality_sentence",
    "raw_files",
    "reach_sentence",
    "reconciliation",
    "reconciliation_summary",
    "schedule_gantt",
    "table_sizes",
    "targets",
]
