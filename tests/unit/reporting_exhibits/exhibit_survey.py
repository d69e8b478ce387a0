"""A small synthetic survey: 24 persons in each of three waves, two scales, 20 persons linked.

Teams LU-01, LU-02, MA-01, MA-02, in each five persons who answer every wave with the same key and
one without a key, another one in each wave. The first two of a team work in social assistance, the
third and fourth in education, the fifth in LU-01 and MA-01 in the labour sector (so that two
persons, fewer than the threshold of three, make a hidden cell), else in education.

cooperation      CO1 and CO2, CO2 reversed; rises from ex-ante to ex-post
professionalism  PR1 and PR2; does not change; PT1 and PT2 rate its past, in ex-post only
"""

from collections.abc import Iterator
from functools import cache
from typing import Literal

import pandas as pd
from exhibit_material import frame, material, tables, typed

from kooperacja_eval.reporting.material import Material

TEAMS = ("LU-01", "LU-02", "MA-01", "MA-02")
WAVES = ("ex_ante", "mid_term", "ex_post")
FORM = {"instrument": "synthetic", "version": "1"}
ITEMS = ("CO1", "CO2", "PR1", "PR2", "PT1", "PT2")
PUBLISHED = """
figure_id document indicator_id macroregion group value decimals unit change_type quote
G-1 005 scale_change I professionalism 86.34 2 percent unknown wzrost
"""
RECOMMENDATIONS = (
    {
        "recommendation_id": "R-1", "title": "raport", "question": "relevance_of_actions",
        "conclusion": "wniosek1", "recommendation": "zalecenie1", "addressee": "gmina",
        "implementation": "narada", "deadline": "2021-06-01", "recommendation_class": "key",
        "theme": "zespoły",
    },
    {
        "recommendation_id": "R-2", "title": "raport", "conclusion": "wniosek2",
        "recommendation": "zalecenie2", "addressee": "powiat",
    },
)  # fmt: skip
"""The second has nothing but what must be there."""


def people() -> Iterator[dict[str, object]]:
    """Return everybody who answered: who, wave, team, sector, whether linkable."""
    for team in TEAMS:
        for wave in WAVES:
            for number in range(6):
                linked = number < 5
                fifth = "labour" if team in {"LU-01", "MA-01"} else "education"
                sectors = ("social_assistance",) * 2 + ("education",) * 2
                yield {
                    "respondent_id": f"{team}-{number}" + ("" if linked else f"-{wave}"),
                    "wave": wave,
                    "survey": wave,
                    **FORM,
                    "linkable": linked,
                    "pzk_id": team,
                    "voivodeship": "lubelskie" if team < "M" else "mazowieckie",
                    "sector": (*sectors, fifth, "social_assistance")[number],
                    "level": "gmina",
                    "role": "worker",
                    "status": "complete",
                    "number": number + 6 * TEAMS.index(team),
                }


def answer(item: str, wave: str, number: int) -> int:
    """Return what the person of a number answers: a level by wave and a pattern of -1, 0, 1."""
    when = WAVES.index(wave)
    spread = (number * (number + 3 + 2 * when) + 5 * ITEMS.index(item) + when) % 7 // 3 - 1
    if item == "CO1":
        return 2 + when + spread
    if item == "CO2":
        return 4 - when + spread  # reversed: falls where cooperation rises
    return (3 if item.startswith("PR") else 2) + spread


def answers(everybody: list[dict[str, object]]) -> pd.DataFrame:
    """Return the answers; the first person leaves out CO1 in every wave."""
    rows = []
    for person in everybody:
        for item in ITEMS:
            if item.startswith("PT") and person["wave"] != "ex_post":
                continue
            gap = item == "CO1" and person["respondent_id"] == "LU-01-0"
            value = answer(item, str(person["wave"]), int(str(person["number"])))
            rows.append(
                {
                    "respondent_id": person["respondent_id"],
                    "wave": person["wave"],
                    "item_id": item,
                    "value": None if gap else value,
                    "missing_reason": "skipped" if gap else None,
                }
            )
    return typed("answers", pd.DataFrame(rows))


def items() -> pd.DataFrame:
    """Return the six items; CO2 is reversed, PT1 and PT2 look back on PR1 and PR2."""
    rows = [
        {
            **FORM,
            "item_id": item,
            "position": place,
            "kind": "rating",
            "measure": "then" if item.startswith("PT") else "current",
            "then_of": item.replace("PT", "PR") if item.startswith("PT") else None,
            "scale": "cooperation" if item.startswith("CO") else "professionalism",
            "text_pl": f"Treść pozycji {item}.",
            "text_en": f"Wording of {item}.",
            "low": 1,
            "high": 5,
            "reverse": item == "CO2",
        }
        for place, item in enumerate(ITEMS, start=1)
    ]
    return typed("items", pd.DataFrame(rows))


def options() -> pd.DataFrame:
    """Return the words of the lowest and the highest answer to every item."""
    ends = ((1, "wcale się nie zgadzam", "disagree"), (5, "zgadzam się", "agree"))
    rows = [
        {
            **FORM, "item_id": item, "code": str(value), "position": value, "value": value,
            "label_pl": polish, "label_en": english,
        }
        for item in items()["item_id"]
        for value, polish, english in ends
    ]  # fmt: skip
    return typed("options", pd.DataFrame(rows))


def scales() -> pd.DataFrame:
    """Return the two scales, each with half of its items required."""
    titles = {
        "cooperation": ("Poziom współpracy", "Level of cooperation"),
        "professionalism": ("Jakość pomocy", "Quality of help"),
    }
    rows = [
        {
            **FORM, "scale": name, "position": place, "title_pl": polish, "title_en": english,
            "scoring": "mean", "low": 1, "high": 5, "min_answered": 0.5, "direction": "higher",
        }
        for place, (name, (polish, english)) in enumerate(titles.items(), start=1)
    ]  # fmt: skip
    return typed("scales", pd.DataFrame(rows))


def survey_tables(*waves: str) -> dict[str, pd.DataFrame]:
    """Return the tables of the survey; of all waves where none is named."""
    chosen = [person for person in people() if person["wave"] in (waves or WAVES)]
    return {
        "respondents": typed("respondents", pd.DataFrame(chosen)),
        "answers": answers(chosen),
        "items": items(),
        "scales": scales(),
        "options": options(),
        "recommendations": typed("recommendations", pd.DataFrame(RECOMMENDATIONS)),
        "published": frame("published", PUBLISHED),
    }


@cache
def survey_material(*waves: str, profile: Literal["internal", "public"] = "public") -> Material:
    """Return the material of the survey and its teams, computed once."""
    return material(survey_tables(*waves) | tables("pzk"), profile=profile)
