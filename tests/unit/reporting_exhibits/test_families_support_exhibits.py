"""Exhibits of support and costs: numbers, both languages, public profile, no word of cause."""

import dataclasses
import re
from functools import cache
from typing import Any, Literal

import numpy as np
import pandas as pd
import pytest
from exhibit_material import config, frame, material, tables

from kooperacja_eval.disclosure.release import release
from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.reporting import exhibits, formats
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.families_cost_words import cost_group
from kooperacja_eval.reporting.exhibits.value_words import group_words, method_words
from kooperacja_eval.reporting.figures import draw_svg
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import show_table
from kooperacja_eval.text import LANGUAGES, Lang, Text

pytestmark = pytest.mark.unit

EVERY = (
    "families_support", "families_support_sentence", "families_training",
    "families_training_sentence", "families_platform", "families_support_outcomes",
    "families_support_outcomes_sentence", "families_cost", "families_cost_parts",
    "families_cost_range", "families_cost_sentence",
)  # fmt: skip
MINE = (
    "support_events", "support_hours", "training_coverage", "platform_use",
    "platform_active_share", "support_completed_share", "support_goal_t", "cost_per_family",
    "cost_per_completed_ipp", "cost_per_team_month", "cost_by_milestone", "cost_by_category",
    "cost_bootstrap", "cost_range", "cost_total",
)  # fmt: skip
BESIDE = ("ipp_completed_share", "goal_attainment_t")
CAUSAL = re.compile(
    r"spowodow|dzięki|wpływ|skutkuj|przyczyni|\bcaus|because of|thanks to|\baffect|\bimpact|"
    r"\bleads? to\b|result(s|ed)? in",
    re.IGNORECASE,
)
Profile = Literal["internal", "public"]
SUPPORT = """
event_id  kind      pzk_id  voivodeship  held_on     hours  participants
LU-W001   training  -       lubelskie    2019-07-05  8      10
LU-W002   coaching  LU-01   lubelskie    2019-08-05  4.5    3
LU-W003   advice    LU-02   lubelskie    2019-09-05  9      -
MA-W001   advice    MA-01   mazowieckie  2019-07-06  18     7
"""
LISTS = "event_id entity_id\nLU-W001 E1\nLU-W001 E2\nLU-W002 E1"
MEMBERS = "pzk_id entity_id role\nLU-01 E1 core\nLU-01 E2 core\nLU-02 E3 core\nMA-01 E4 core"
ENTITIES = """
entity_id name kind   voivodeship
E1        a    ops    lubelskie
E2        b    police lubelskie
E3        c    ops    lubelskie
E4        d    ops    mazowieckie
"""
PLATFORM = """
pzk_id month      logins materials posts
LU-01  2020-02-01 10     4         -
LU-01  2020-03-01 20     6         1
MA-01  2020-03-01 0      2         3
"""
COSTS = """
cost_id  milestone pzk_id voivodeship category        amount_pln
LU-K001  II        LU-01  lubelskie   animators       1000
LU-K002  I         -      lubelskie   management      5000
MA-K001  III       MA-01  mazowieckie social_projects 2000
"""
GOALS = "goal_id family_id attained\nG1 LU-01-R01 0\nG2 LU-02-R01 1\nG3 MA-01-R01 -1"


@cache
def made(profile: Profile = "internal") -> Material:
    """Return the material of a study that has everything these exhibits need."""
    held = tables("pzk", "families") | {
        "support": frame("support", SUPPORT),
        "support_participants": frame("support_participants", LISTS),
        "memberships": frame("memberships", MEMBERS),
        "entities": frame("entities", ENTITIES),
        "platform": frame("platform", PLATFORM),
        "costs": frame("costs", COSTS),
        "goals": frame("goals", GOALS),
        "meetings": frame("meetings", "meeting_id pzk_id level\nA LU-01 pzk"),
        "attendance": frame("attendance", "meeting_id entity_id\nA E1"),
    }
    parts = []
    for by in ("macroregion", "voivodeship", "pzk"):
        ids = [name for name in (*MINE, *BESIDE) if by in catalogue()[name].levels]
        parts.append(compute(held, config(), ids=ids, by=by))  # type: ignore[arg-type]
    values = pd.concat(parts, ignore_index=True)
    return dataclasses.replace(
        material(tables("pzk")),
        tables=frozenset(held),
        values=release(values, config().disclosure, profile=profile),
    )


def shown(name: str, profile: Profile = "internal") -> Any:
    """Return an exhibit by its name."""
    return getattr(exhibits, name)(made(profile))


def rows(found: Any, lang: Lang = "pl") -> list[tuple[str, ...]]:
    """Return the cells of a table with plain spaces."""
    assert isinstance(found, Exhibit)
    cells = show_table(found.data, found.columns, lang).rows
    return [tuple(cell.replace(formats.NBSP, " ") for cell in row) for row in cells]


def every_word(found: Any, lang: Lang) -> str:
    """Return all that a reader reads."""
    if isinstance(found, Prose):
        return found.text.in_(lang)
    texts = [found.title, found.caption, found.alt]
    table = show_table(found.data, found.columns, lang)
    cells = [*table.headers, *(cell for row in table.rows for cell in row)]
    return " ".join([*(text.in_(lang) for text in texts), *cells]).replace(formats.NBSP, " ")


@pytest.mark.parametrize("name", EVERY)
def test_every_exhibit_shows_numbers_in_both_languages_and_claims_no_cause(name: str) -> None:
    found = shown(name)
    for lang in LANGUAGES:
        words = every_word(found, lang)
        assert any(letter.isdigit() for letter in words)
        assert not re.search(r"\bnan\b|\bNone\b", words)
        assert CAUSAL.search(words) is None
    if isinstance(found, Exhibit) and found.draw is not None:
        assert b"<svg" in draw_svg(found.draw, found.data, "en")


@pytest.mark.parametrize("name", EVERY)
def test_without_tables_or_values_each_says_why_in_one_sentence(name: str) -> None:
    bare = dataclasses.replace(made(), tables=frozenset({"schedule"}))
    sentence = getattr(exhibits, name)(bare).text
    assert Text("danych jednostkowych", "microdata").pl in sentence.pl
    some = made().values.frame  # noqa: PD011 (not pandas)
    nothing = release(some.head(0), config().disclosure, profile="internal")
    empty = getattr(exhibits, name)(dataclasses.replace(made(), values=nothing))
    assert isinstance(empty, Prose)
    assert empty.text.pl.endswith(".*")


@pytest.mark.parametrize("name", EVERY)
def test_the_public_profile_has_no_team_and_no_hidden_number(name: str) -> None:
    found = shown(name, "public")
    words = every_word(found, "pl")
    assert not re.search(r"LU-0\d|MA-0\d", words)
    if isinstance(found, Exhibit):
        assert "pzk_id" not in found.data
        if found.draw is not None:
            draw_svg(found.draw, found.data, "pl")


def test_hours_stand_by_kind_and_shared_ones_belong_to_the_voivodeship() -> None:
    # Lubelskie 8 + 4.5 + 9; per month 13.5 / (2 teams x 18 months) = 0.375
    assert rows(shown("families_support")) == [
        ("lubelskie", "8,0", "4,5", "0,0", "9,0", "0,0", "21,5", "0,38"),
        ("mazowieckie", "0,0", "0,0", "0,0", "18,0", "0,0", "18,0", "0,50"),
        ("Razem", "8,0", "4,5", "0,0", "27,0", "0,0", "39,5", "0,44"),
    ]


def test_coverage_by_kind_has_the_largest_kinds_first_and_the_total_last() -> None:
    assert [row[:4] for row in rows(shown("families_training"), "en")] == [
        ("social assistance centre", "1", "3", "33.3%"),
        ("police", "1", "1", "100.0%"),
        ("Total", "2", "4", "50.0%"),
    ]


def test_single_teams_are_drawn_without_names_and_in_the_internal_profile_only() -> None:
    internal, public = (
        shown("families_support_outcomes"),
        shown("families_support_outcomes", "public"),
    )
    assert set(internal.data["third"]) == {""}
    assert len(internal.data[internal.data["measure"] == "completed"]) == 4
    if isinstance(public, Exhibit):
        assert set(public.data["third"]) <= {"low", "middle", "high"}
    for lang in LANGUAGES:
        assert Text("nie wolno", "may not").in_(lang) in every_word(internal, lang)
        assert Text("nie wolno", "may not").in_(lang) in every_word(
            shown("families_support_outcomes_sentence"), lang
        )


def test_costs_have_their_divisor_and_say_that_they_are_no_price() -> None:
    # 3,000 of teams, 8,000 in all; 20 families, 14 completed; 4 teams x 18 months
    lines = {row[0]: row[1:4] for row in rows(shown("families_cost"))}
    assert lines["na rodzinę lub osobę, koszty zespołów"] == ("3 000", "20", "150")
    assert lines["na rodzinę lub osobę, wszystkie koszty"] == ("8 000", "20", "400")
    assert lines["na zakończony IPP, wszystkie koszty"] == ("8 000", "14", "571")
    assert lines["na miesiąc pracy zespołu, wszystkie koszty"] == ("8 000", "72", "111")
    assert lines["I kamień milowy, wszystkie koszty"] == ("5 000", "20", "250")
    assert "nie cena" in shown("families_cost").caption.pl
    assert "no price" in shown("families_cost_sentence").text.en


def test_each_category_says_in_which_sum_it_is() -> None:
    lines = {row[0]: row[1:] for row in rows(shown("families_cost_parts"))}
    assert lines["animatorzy"] == ("1 000", "1 000", "50", "obie (zespołów)")
    management = lines["zarządzanie i koszty pośrednie"]
    assert management == ("0", "5 000", "250", "tylko wszystkie (wspólne)")
    assert lines["platforma"] == ("0", "0", "0", "brak kosztów")


def test_the_range_names_the_options_of_its_ends() -> None:
    # default 400; without shared costs 150; by completed programmes 571; without management 150
    data = shown("families_cost_range").data.set_index("assumption")
    ends = data[["low", "high"]].round(2).to_dict("index")
    assert ends["shared"] == {"low": 150.0, "high": 400.0}
    assert ends["denominator"] == {"low": 400.0, "high": 571.43}
    assert ends["whole"] == {"low": 150.0, "high": 571.43}
    assert data.loc["shared", "lowest"].pl == "pominięte"
    assert np.all(np.diff((data["high"] - data["low"]).to_numpy()[:3]) <= 0)  # widest first


def test_parts_of_costs_are_hidden_in_public_with_the_reason() -> None:
    for name in ("families_cost_parts", "families_cost_range"):
        assert "kwoty ukryto" in shown(name, "public").text.pl


def test_every_group_and_method_of_a_row_has_words() -> None:
    frame_ = made().values.frame  # noqa: PD011 (not pandas)
    own = frame_[frame_["indicator_id"].isin(MINE)]
    for group in own["group"].dropna().unique():
        for part in group.split("/"):
            assert part in {"direct", "all"} or cost_group(part) is not None, part
        assert not re.search(r"[a-z]_|\|", group_words(made(), group).en), group
    for method in own["method"].unique():
        assert "_" not in method_words(method).pl, method
