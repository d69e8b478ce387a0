"""What the figures of the record measure and whom they are for, in words.

The border: figures that the catalogue of indicators has take their title from it.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from kooperacja_eval.evidence import wording
from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.instruments.questionnaires import questionnaire, shipped
from kooperacja_eval.schemas.codes import AREAS, MILESTONES, SCHEDULE_VERSIONS, VOIVODESHIPS
from kooperacja_eval.text import Text

PARENTING: Final = "parenting_difficulties"
"""Group that the final summary lists in one voivodeship and counts under many difficulties."""

FIGURES: Mapping[str, Text] = {
    "target_entities": Text("Podmioty: cel", "Entities: target"),
    "target_pzk": Text("Zespoły (PZK): cel", "Teams (PZK): target"),
    "target_pzk_per_voivodeship": Text(
        "Zespoły (PZK) w województwie: cel", "Teams (PZK) in a voivodeship: target"
    ),
    "target_families": Text("Rodziny i osoby: cel", "Families and persons: target"),
    "target_families_per_voivodeship": Text(
        "Rodziny i osoby w województwie: cel", "Families and persons in a voivodeship: target"
    ),
    "target_families_per_pzk": Text(
        "Rodziny i osoby w zespole: cel", "Families and persons in a team: target"
    ),
    "target_families_per_gmina": Text(
        "Rodziny i osoby w gminie: cel", "Families and persons in a gmina: target"
    ),
    "number_of_voivodeships": Text("Liczba województw", "Number of voivodeships"),
    "voivodeships_in_project": Text("Województwa projektu", "Voivodeships of the project"),
    "test_stages": Text("Etapy testowania", "Stages of the test"),
    "test_months": Text("Długość testowania", "Length of the test"),
    "test_period": Text("Okres testowania", "Period of the test"),
    "pzk_cooperation_months": Text(
        "Miesiące współpracy w zespołach", "Months of cooperation in the teams"
    ),
    "pzk_cooperation_period": Text(
        "Okres współpracy w zespołach", "Period of cooperation in the teams"
    ),
    "pzk_first_start": Text("Początek pierwszych zespołów", "Start of the first teams"),
    "pzk_meetings_per_month": Text("Spotkania zespołu w miesiącu", "Meetings of a team in a month"),
    "pzk_months_before_ex_post": Text(
        "Miesiące współpracy zespołów przed badaniem ex-post",
        "Months of the teams' cooperation before the ex-post study",
    ),
    "extended_services_voivodeships": Text(
        "Województwa z wydłużonymi usługami", "Voivodeships with extended services"
    ),
    "ex_ante_period": Text("Okres badania ex-ante", "Period of the ex-ante study"),
    "ex_post_period": Text("Okres badania ex-post", "Period of the ex-post study"),
    "model_teams": Text("Zespoły ds. Modelu", "Teams for the model"),
    "conclusions_per_month": Text("Wnioski w miesiącu", "Sets of conclusions in a month"),
    "project_total_pln": Text("Kwota projektu", "Budget of the project"),
    "project_period": Text("Okres projektu", "Period of the project"),
    "milestone_months": Text("Długość kamienia milowego", "Length of a milestone"),
    "milestone_period": Text("Okres kamienia milowego", "Period of a milestone"),
    "fgi_period": Text("Okres badań fokusowych", "Period of the focus groups"),
    "fgi_reports_partial": Text(
        "Cząstkowe raporty z badań fokusowych", "Partial reports on focus groups"
    ),
    "fgi_reports_summary": Text(
        "Zbiorcze raporty z badań fokusowych", "Summary reports on focus groups"
    ),
    "gminas_in_project": Text("Gminy w projekcie", "Gminas in the project"),
    "powiats_in_project": Text("Powiaty w projekcie", "Counties in the project"),
    "model_working_out_months": Text(
        "Miesiące wypracowania modelu", "Months of working out the model"
    ),
    "school_trainings": Text("Szkolenia Szkoły Kooperacji", "Trainings of the School"),
}
"""Figures that the catalogue of indicators does not have."""

GROUPS: Mapping[str, Text] = {
    **{code.id: code.label for code in AREAS},
    **{code.id: code.label for code in SCHEDULE_VERSIONS},
    **{code.id: code.label for code in MILESTONES},
    PARENTING: Text("rodziny z trudnościami wychowawczymi", "families with parenting difficulties"),
    "whole_test": Text("cały okres testowania", "the whole test"),
    "min": Text("najmniej", "smallest"),
    "max": Text("najwięcej", "largest"),
    "mean": Text("średnio", "mean"),
}

_COHORT: Final = re.compile(r"(\d{4})-(\d{2})")


def figure_label(indicator_id: str) -> Text:
    """Return what a figure measures; the identifier in quotation marks where nobody says."""
    if indicator_id in catalogue():
        return catalogue()[indicator_id].title
    return FIGURES.get(indicator_id, Text(f"„{indicator_id}”", f"“{indicator_id}”"))


def group_label(group: str) -> Text:
    """Return whom a figure is for; a cohort by its month, anything unknown as it is written."""
    cohort = _COHORT.fullmatch(group)
    if cohort is not None:
        number = int(cohort[1]) * wording.MONTHS_PER_YEAR + int(cohort[2]) - 1
        moment = wording.month(number)
        return Text(f"kohorta {moment.pl}", f"cohort {moment.en}")
    return GROUPS.get(group) or _scales().get(group, Text(group, group))


@cache
def _scales() -> dict[str, Text]:
    """Return the titles of the scales of the questionnaires that are shipped."""
    found: dict[str, Text] = {}
    for instrument, versions in shipped().items():
        scales = questionnaire(instrument, versions[-1]).scales
        for row in scales.to_dict("records"):
            title = Text(str(row["title_pl"]), str(row["title_en"]))
            found[str(row["scale"])] = Text(f"skala: {title.pl}", f"scale: {title.en}")
    return found


def place_label(macroregion: str, voivodeship: str | None) -> Text:
    """Return the voivodeship, or the macroregion where there is none."""
    if voivodeship is None:
        return Text(f"makroregion {macroregion}", f"macroregion {macroregion}")
    return VOIVODESHIPS.label(voivodeship)
