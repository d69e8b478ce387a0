"""``truth.json``: what was planted, so that an analysis can be asked whether it finds it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import pandas as pd

from kooperacja_eval.demo import endings, facts, parameters
from kooperacja_eval.demo.conclusions import Conclusions, conclusions_truth
from kooperacja_eval.demo.fgi_files import FocusGroups
from kooperacja_eval.demo.fgi_parameters import FGI_EFFECTS
from kooperacja_eval.demo.fgi_truth import fgi_truth
from kooperacja_eval.demo.mistakes import Planted
from kooperacja_eval.demo.plan import Plan
from kooperacja_eval.demo.survey_files import Surveys
from kooperacja_eval.demo.survey_parameters import SURVEY_EFFECTS
from kooperacja_eval.demo.survey_truth import survey_truth
from kooperacja_eval.demo.synthesis import Synthesis
from kooperacja_eval.demo.ties import TIE_EFFECTS

ABOUT: Final = (
    "Synthetic study. Totals are the published ones, scaled to the number of families; everything "
    "else is made up."
)
ASSUMPTIONS: Final = {
    "completion": (
        "The number of completed families is fixed. Families leave by a hazard whose scale is the "
        "one at which exactly the others leave; completion_per_z is the fall of its logarithm per "
        "unit of z. Families still in cooperation are drawn from those that do not leave."
    ),
    "continuing_services": (
        "Families with services_until are a subset of the completed ones; document 000 does not "
        "say so. They are likelier in the voivodeships with extended projects."
    ),
    "extended_voivodeships": (
        "Document 000 does not name the two voivodeships whose projects were extended."
    ),
    "cooperation_months": (
        "Mean of (ended_on - started_on + 1 day) / 30.4375 over the families of a cohort that "
        "ended; families still in cooperation have no ended_on and are left out."
    ),
    "withdrew_by_march": (
        "One Mazovian family withdraws between XII.2019 (30, document 000) and III.2020 (29, "
        "document 001)."
    ),
    "wegrow": "Węgrów has no team of its own and joins the team of Liw.",
    "costs": "The split of the total cost by voivodeship, team and category is synthetic.",
    "output_targets": "Values achieved are synthetic; targets are those of document 002.",
    "teams": "Which team works in which area, and with which result, is made up.",
}

MODELS: Final = {
    "attendance": (
        "log-odds that a member attends = attendance_core or attendance_invited + "
        "attendance_per_z * z + attendance_lockdown (III-V.2020) or attendance_later (after)"
    ),
    "completion": (
        "hazard of leaving before completion ~ months ** (leaving_shape - 1) * "
        "exp(leaving_by_area - completion_per_z * z - the team's own effect + leaving_lockdown "
        "(III-V.2020)), from IV.2020 on, with the scale at which the planned number leaves"
    ),
    "contacts": (
        "contacts of a family in a month ~ Poisson(contacts_mean * exp(contacts_per_z * z + "
        "normal(0, contacts_family_sd)) * contacts_lockdown (III-V.2020) or contacts_later (after))"
    ),
    "diagnoses": (
        "state before = diagnosis_mean + normal(0, diagnosis_family_sd) + normal(0, "
        "diagnosis_domain_sd); after = before + diagnosis_change + diagnosis_change_per_z * z + "
        "diagnosis_completed (if completed) + normal(0, diagnosis_change_sd); before as judged "
        "after = before + diagnosis_shift; score = state + normal(0, diagnosis_error_sd), "
        "rounded, within 1 to 10"
    ),
    "goals": (
        "attained = goal_mean + goal_per_z * z + goal_completed (if completed) + normal(0, "
        "goal_family_sd) + normal(0, goal_sd), rounded, within -2 to 2"
    ),
    "intensity": "z = normal(0, 1) + voivodeship_intensity",
    "meetings": (
        "monthly; in III-V.2020 a team skips a month with probability 2 * skipped_lockdown / "
        "(1 + exp(z))"
    ),
    "modes": (
        "remote with probability remote_before, remote_lockdown (III-V.2020) or remote_later "
        "(after); mixed with probability mixed_later (after)"
    ),
    "ties": (
        "latent level = base (by wave) + level_per_z * z + both_core (two members of the core) + "
        "normal(0, pair_sd) of the pair + normal(0, rater_sd) of the rater + normal(0, answer_sd), "
        "rounded, within 0 to 5; the first two of these are the same in every wave"
    ),
    "services": (
        "of the services running on 01.03.2020 the shares service_suspended, service_converted "
        "and service_resumed; services that go on until III.2021 are resumed or converted"
    ),
}


def truth(
    plan: Plan,
    seed: int,
    synthesis: Synthesis,
    surveys: Surveys,
    groups: FocusGroups,
    conclusions: Conclusions,
    planted: Iterable[Planted],
) -> dict[str, object]:
    """Return what ``truth.json`` says."""
    families = synthesis.tables["families"]
    return {
        "about": ABOUT,
        "seed": seed,
        "families": plan.families,
        "assumptions": ASSUMPTIONS,
        "models": MODELS,
        "effects": parameters.EFFECTS.as_dict(),
        "tie_effects": TIE_EFFECTS.as_dict(),
        "missing_share": parameters.MISSING_SHARE,
        "extended_voivodeships": list(endings.EXTENDED_PLACES),
        "totals": {**_planned(plan), **_counted(families)},
        "rows": {name: len(frame) for name, frame in synthesis.tables.items()},
        "teams": _teams(synthesis),
        "gaps": synthesis.gaps,
        "surveys": survey_truth(surveys.pool, surveys.forms, surveys.draw, SURVEY_EFFECTS),
        "focus_groups": fgi_truth(groups.transcripts, groups.codings, FGI_EFFECTS),
        "conclusions": conclusions_truth(conclusions),
        "mistakes": [_mistake(one) for one in planted],
        "attendance_by_non_members": parameters.STRANGERS,
    }


def _planned(plan: Plan) -> dict[str, object]:
    return {
        "families_by_voivodeship": {entry.place.id: entry.families for entry in plan.places},
        "groups_by_voivodeship": {entry.place.id: entry.groups for entry in plan.places},
        "teams_by_voivodeship": {entry.place.id: entry.teams for entry in plan.places},
        "outcomes": plan.outcomes,
        "continuing_services": plan.continuing,
        "withdrew_by_march": plan.early,
        "entities": plan.entities,
        "cost_pln": plan.cost_grosz / 100,
    }


def _counted(families: pd.DataFrame) -> dict[str, object]:
    counted = families[families["unit_type"] != "group"]
    days = (counted["ended_on"] - counted["started_on"]).dt.days + 1
    cohort = counted["cohort"].dt.strftime("%Y-%m")
    months = days.groupby(cohort).mean() / facts.DAYS_PER_MONTH
    return {
        "cohorts": {
            str(key): int(size) for key, size in cohort.value_counts().sort_index().items()
        },
        "cooperation_months": {str(key): float(mean) for key, mean in months.items()},
        "ended": {str(key): int(size) for key, size in days.groupby(cohort).count().items()},
        "families_on_2020-03-31": int((~(counted["ended_on"] <= "2020-03-31")).sum()),
    }


def _teams(synthesis: Synthesis) -> dict[str, Mapping[str, float]]:
    teams = synthesis.teams
    rows = zip(teams.ids, teams.intensity, teams.outcome_effect, strict=True)
    return {
        str(pzk_id): {"intensity": round(float(z), 6), "outcome_effect": round(float(own), 6)}
        for pzk_id, z, own in rows
    }


def _mistake(planted: Planted) -> dict[str, Any]:
    return {
        "rule": planted.mistake.id,
        "table": planted.mistake.table,
        "column": planted.mistake.field,
        "file": planted.file,
        "sheet": planted.sheet,
        "rows": list(planted.rows),
    }
