"""The exhibits: every figure, table and computed sentence of the reports.

Each is a function from ``Material`` to an ``Exhibit`` or, where a study lacks the tables, to the
sentence that says so.
"""

from kooperacja_eval.reporting.exhibits.annexes import (
    indicator_catalogue,
    questionnaire,
    recommendations,
)
from kooperacja_eval.reporting.exhibits.barriers_cards import barriers_card
from kooperacja_eval.reporting.exhibits.barriers_table import barriers_table
from kooperacja_eval.reporting.exhibits.book_certificates import (
    book_certificates,
    book_certificates_sentence,
)
from kooperacja_eval.reporting.exhibits.book_course import book_actors, book_course, book_steps
from kooperacja_eval.reporting.exhibits.book_evidence import book_evidence_box, book_evidence_list
from kooperacja_eval.reporting.exhibits.book_evidence_summary import book_evidence_summary
from kooperacja_eval.reporting.exhibits.book_macroregions import book_macroregions
from kooperacja_eval.reporting.exhibits.book_methods import (
    book_indicators,
    book_limits,
    book_methods,
)
from kooperacja_eval.reporting.exhibits.book_recommendations import (
    book_level,
    book_recommendation,
    book_recommendations,
    book_recommendations_by_level,
    book_recommendations_sentence,
)
from kooperacja_eval.reporting.exhibits.book_summary import book_summary
from kooperacja_eval.reporting.exhibits.book_triangulation import (
    book_triangulation,
    book_triangulation_reasons,
)
from kooperacja_eval.reporting.exhibits.brief_attendance import brief_attendance
from kooperacja_eval.reporting.exhibits.brief_attention import brief_attention
from kooperacja_eval.reporting.exhibits.brief_change import brief_change
from kooperacja_eval.reporting.exhibits.brief_conclusions import brief_conclusions, brief_entries
from kooperacja_eval.reporting.exhibits.brief_recommendations import brief_recommendations
from kooperacja_eval.reporting.exhibits.changes import changes_since
from kooperacja_eval.reporting.exhibits.conclusions_counts import (
    conclusions_by_kind,
    conclusions_by_month,
    conclusions_by_theme,
)
from kooperacja_eval.reporting.exhibits.conclusions_register import (
    conclusions_register,
    conclusions_similar,
)
from kooperacja_eval.reporting.exhibits.coop_caterpillar import coop_caterpillar
from kooperacja_eval.reporting.exhibits.coop_choices import coop_choices, coop_choices_sentence
from kooperacja_eval.reporting.exhibits.coop_covid import coop_covid
from kooperacja_eval.reporting.exhibits.coop_covid_changes import (
    coop_covid_changes,
    coop_covid_sentence,
    coop_services,
)
from kooperacja_eval.reporting.exhibits.coop_funnel import coop_funnel
from kooperacja_eval.reporting.exhibits.coop_goals import coop_goals
from kooperacja_eval.reporting.exhibits.coop_index import coop_index, coop_index_sentence
from kooperacja_eval.reporting.exhibits.coop_index_places import coop_index_by_voivodeship
from kooperacja_eval.reporting.exhibits.coop_levels import coop_levels
from kooperacja_eval.reporting.exhibits.coop_outcome import coop_associations, coop_dose_response
from kooperacja_eval.reporting.exhibits.coop_parts import coop_parts
from kooperacja_eval.reporting.exhibits.coop_rivals import coop_answer, coop_rivals
from kooperacja_eval.reporting.exhibits.coop_sensitivity import coop_e_value, coop_sensitivity
from kooperacja_eval.reporting.exhibits.coop_ties import coop_networks, coop_ties
from kooperacja_eval.reporting.exhibits.coop_variance import coop_variance, coop_variance_sentence
from kooperacja_eval.reporting.exhibits.evaluation import (
    introduction,
    method_sentence,
    summary,
    what_is_missing,
)
from kooperacja_eval.reporting.exhibits.evidence import (
    disagreements,
    reconciliation,
    reconciliation_summary,
)
from kooperacja_eval.reporting.exhibits.families_completion import (
    families_completion,
    families_completion_sentence,
    families_completion_traits,
)
from kooperacja_eval.reporting.exhibits.families_completion_forest import families_completion_forest
from kooperacja_eval.reporting.exhibits.families_cost import families_cost, families_cost_parts
from kooperacja_eval.reporting.exhibits.families_cost_range import (
    families_cost_range,
    families_cost_sentence,
)
from kooperacja_eval.reporting.exhibits.families_diagnosis import (
    families_diagnosis,
    families_diagnosis_figure,
    families_diagnosis_sentence,
)
from kooperacja_eval.reporting.exhibits.families_diagnosis_missing import (
    families_missing_post,
    families_missing_post_sentence,
)
from kooperacja_eval.reporting.exhibits.families_diagnosis_reliable import families_reliable
from kooperacja_eval.reporting.exhibits.families_equity import (
    families_equity,
    families_equity_sentence,
)
from kooperacja_eval.reporting.exhibits.families_flow import families_flow, families_flow_sentence
from kooperacja_eval.reporting.exhibits.families_gap import families_gap, families_gap_sentence
from kooperacja_eval.reporting.exhibits.families_gap_gminas import families_gap_gminas
from kooperacja_eval.reporting.exhibits.families_goals import (
    families_goal_levels,
    families_goal_number,
    families_goals,
    families_goals_sentence,
)
from kooperacja_eval.reporting.exhibits.families_path import (
    families_path,
    families_path_sentence,
    families_path_table,
)
from kooperacja_eval.reporting.exhibits.families_projects import (
    families_projects,
    families_projects_sentence,
)
from kooperacja_eval.reporting.exhibits.families_services import (
    families_services_mode,
    families_services_months,
)
from kooperacja_eval.reporting.exhibits.families_services_kinds import (
    families_services_mode_kinds,
    families_services_sentence,
    families_services_status,
)
from kooperacja_eval.reporting.exhibits.families_support import (
    families_support,
    families_support_sentence,
)
from kooperacja_eval.reporting.exhibits.families_support_outcomes import (
    families_support_outcomes,
    families_support_outcomes_sentence,
)
from kooperacja_eval.reporting.exhibits.families_support_platform import families_platform
from kooperacja_eval.reporting.exhibits.families_support_training import (
    families_training,
    families_training_sentence,
)
from kooperacja_eval.reporting.exhibits.families_time import (
    families_time_areas,
    families_time_curves,
    families_time_table,
)
from kooperacja_eval.reporting.exhibits.families_time_hazards import (
    families_hazards,
    families_time_sentence,
)
from kooperacja_eval.reporting.exhibits.fgi_agreement import fgi_agreement, fgi_agreement_by_code
from kooperacja_eval.reporting.exhibits.fgi_barriers import fgi_barriers, fgi_quotations
from kooperacja_eval.reporting.exhibits.fgi_codes import fgi_codes, fgi_codes_beside
from kooperacja_eval.reporting.exhibits.fgi_factors import fgi_factors_effects, fgi_factors_sentence
from kooperacja_eval.reporting.exhibits.fgi_method import fgi_limits, fgi_method
from kooperacja_eval.reporting.exhibits.fgi_network import fgi_network
from kooperacja_eval.reporting.exhibits.fgi_overview import fgi_summary_text, fgi_who_spoke
from kooperacja_eval.reporting.exhibits.fgi_rounds import fgi_code_rounds
from kooperacja_eval.reporting.exhibits.fgi_saturation import fgi_saturation
from kooperacja_eval.reporting.exhibits.fgi_sectors import fgi_codes_by_sector
from kooperacja_eval.reporting.exhibits.outcomes import (
    cohorts,
    completed_by_voivodeship,
    completion_and_services,
    completion_sentence,
)
from kooperacja_eval.reporting.exhibits.path import case_path, costs
from kooperacja_eval.reporting.exhibits.pzk_card import pzk_card, pzk_members
from kooperacja_eval.reporting.exhibits.pzk_families import pzk_families
from kooperacja_eval.reporting.exhibits.pzk_goals import pzk_goals
from kooperacja_eval.reporting.exhibits.pzk_index import pzk_index, pzk_index_sentence
from kooperacja_eval.reporting.exhibits.pzk_meetings import pzk_meetings, pzk_meetings_sentence
from kooperacja_eval.reporting.exhibits.pzk_network import pzk_network
from kooperacja_eval.reporting.exhibits.pzk_network_numbers import pzk_network_numbers
from kooperacja_eval.reporting.exhibits.pzk_parts import pzk_parts, pzk_parts_sentence
from kooperacja_eval.reporting.exhibits.pzk_path import pzk_path
from kooperacja_eval.reporting.exhibits.pzk_recommendations import pzk_recommendations
from kooperacja_eval.reporting.exhibits.pzk_services import pzk_services
from kooperacja_eval.reporting.exhibits.pzk_strengths import pzk_strengths
from kooperacja_eval.reporting.exhibits.pzk_support import pzk_support
from kooperacja_eval.reporting.exhibits.quality import (
    corrections,
    missing_fields,
    problems,
    quality_sentence,
    raw_files,
    table_sizes,
)
from kooperacja_eval.reporting.exhibits.questions import (
    criteria_crosswalk,
    matrix_table,
    question_answers,
)
from kooperacja_eval.reporting.exhibits.reach import (
    areas_by_voivodeship,
    families_by_area,
    families_by_voivodeship,
    families_per_team,
    reach_sentence,
)
from kooperacja_eval.reporting.exhibits.schedule import schedule_gantt
from kooperacja_eval.reporting.exhibits.survey_answers import answer_bars
from kooperacja_eval.reporting.exhibits.survey_change import (
    change_figure,
    change_sentence,
    change_table,
)
from kooperacja_eval.reporting.exhibits.survey_improved import (
    improved,
    published_growth,
    response_shift,
)
from kooperacja_eval.reporting.exhibits.survey_parts import (
    change_by_group,
    change_readings_of_scale,
    item_changes,
)
from kooperacja_eval.reporting.exhibits.survey_response import links, missing_answers, responses
from kooperacja_eval.reporting.exhibits.survey_scores import (
    reliability,
    scale_scores,
    scores_by_group,
    scores_by_place,
)
from kooperacja_eval.reporting.exhibits.targets import output_targets, targets

__all__ = [
    "answer_bars", "areas_by_voivodeship", "barriers_card", "barriers_table", "book_actors",
    "book_certificates", "book_certificates_sentence", "book_course", "book_evidence_box",
    "book_evidence_list", "book_evidence_summary", "book_indicators", "book_level",
    "book_limits", "book_macroregions", "book_methods", "book_recommendation",
    "book_recommendations", "book_recommendations_by_level", "book_recommendations_sentence",
    "book_steps", "book_summary", "book_triangulation", "book_triangulation_reasons",
    "brief_attendance", "brief_attention", "brief_change", "brief_conclusions", "brief_entries",
    "brief_recommendations", "case_path", "change_by_group", "change_figure",
    "change_readings_of_scale", "change_sentence", "change_table", "changes_since", "cohorts",
    "completed_by_voivodeship", "completion_and_services", "completion_sentence",
    "conclusions_by_kind", "conclusions_by_month", "conclusions_by_theme",
    "conclusions_register", "conclusions_similar", "coop_answer", "coop_associations",
    "coop_caterpillar", "coop_choices", "coop_choices_sentence", "coop_covid",
    "coop_covid_changes", "coop_covid_sentence", "coop_dose_response", "coop_e_value",
    "coop_funnel", "coop_goals", "coop_index", "coop_index_by_voivodeship",
    "coop_index_sentence", "coop_levels", "coop_networks", "coop_parts", "coop_rivals",
    "coop_sensitivity", "coop_services", "coop_ties", "coop_variance", "coop_variance_sentence",
    "corrections", "costs", "criteria_crosswalk", "disagreements", "families_by_area",
    "families_by_voivodeship", "families_completion", "families_completion_forest",
    "families_completion_sentence", "families_completion_traits", "families_cost",
    "families_cost_parts", "families_cost_range", "families_cost_sentence",
    "families_diagnosis", "families_diagnosis_figure", "families_diagnosis_sentence",
    "families_equity", "families_equity_sentence", "families_flow", "families_flow_sentence",
    "families_gap", "families_gap_gminas", "families_gap_sentence", "families_goal_levels",
    "families_goal_number", "families_goals", "families_goals_sentence", "families_hazards",
    "families_missing_post", "families_missing_post_sentence", "families_path",
    "families_path_sentence", "families_path_table", "families_per_team", "families_platform",
    "families_projects", "families_projects_sentence", "families_reliable",
    "families_services_mode", "families_services_mode_kinds", "families_services_months",
    "families_services_sentence", "families_services_status", "families_support",
    "families_support_outcomes", "families_support_outcomes_sentence",
    "families_support_sentence", "families_time_areas", "families_time_curves",
    "families_time_sentence", "families_time_table", "families_training",
    "families_training_sentence", "fgi_agreement", "fgi_agreement_by_code", "fgi_barriers",
    "fgi_code_rounds", "fgi_codes", "fgi_codes_beside", "fgi_codes_by_sector",
    "fgi_factors_effects", "fgi_factors_sentence", "fgi_limits", "fgi_method", "fgi_network",
    "fgi_quotations", "fgi_saturation", "fgi_summary_text", "fgi_who_spoke", "improved",
    "indicator_catalogue", "introduction", "item_changes", "links", "matrix_table",
    "method_sentence", "missing_answers", "missing_fields", "output_targets", "problems",
    "published_growth", "pzk_card", "pzk_families", "pzk_goals", "pzk_index",
    "pzk_index_sentence", "pzk_meetings", "pzk_meetings_sentence", "pzk_members", "pzk_network",
    "pzk_network_numbers", "pzk_parts", "pzk_parts_sentence", "pzk_path", "pzk_recommendations",
    "pzk_services", "pzk_strengths", "pzk_support", "quality_sentence", "question_answers",
    "questionnaire", "raw_files", "reach_sentence", "recommendations", "reconciliation",
    "reconciliation_summary", "reliability", "response_shift", "responses", "scale_scores",
    "schedule_gantt", "scores_by_group", "scores_by_place", "summary", "table_sizes", "targets",
    "what_is_missing",
]  # fmt: skip
