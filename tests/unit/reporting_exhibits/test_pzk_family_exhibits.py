"""Families in the profile of a team: their way, goals, services, support, and what is hidden."""

import dataclasses
from functools import cache
from typing import Any, Literal

import pandas as pd
import pytest
from exhibit_material import config, families, frame, material, tables, typed
from service_material import GMINAS, NAMES, PROJECTS, services

from kooperacja_eval.disclosure.release import release
from kooperacja_eval.indicators.compute import compute, missing_tables
from kooperacja_eval.indicators.places import Level
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.pzk_goals import pzk_goals
from kooperacja_eval.reporting.exhibits.pzk_path import pzk_path
from kooperacja_eval.reporting.exhibits.pzk_services import pzk_services
from kooperacja_eval.reporting.exhibits.pzk_support import pzk_support
from kooperacja_eval.reporting.formats import NBSP
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import show_table
from kooperacja_eval.text import Lang

pytestmark = pytest.mark.unit

Profile = Literal["internal", "public"]
IDS = (
    "families_in_cooperation", "ipp_completed_share", "stage_conversion", "stage_days",
    "cooperation_months", "goal_revision_share", "service_gap", "social_project_count",
    "social_project_spend", "social_project_persons", "social_project_families", "support_hours",
    "platform_use", "platform_active_share", "cost_per_family",
)  # fmt: skip
GOALS = """
goal_id      family_id baseline attained weight revision
LU-01-R01-C1 LU-01-R01 -1       0        1      1
LU-01-R02-C1 LU-01-R02 -1       1        1      0
LU-01-R03-C1 LU-01-R03 -1       0        1      2
"""
EVENTS = """
event_id pzk_id voivodeship kind        held_on    hours participants
S1       LU-01  lubelskie   supervision 2019-09-10 6     5
S2       LU-01  lubelskie   advice      2019-10-10 2.5   4
S3       LU-02  lubelskie   advice      2019-10-10 9.5   4
S4       -      lubelskie   training    2019-09-20 8     30
"""
PLATFORM = """
pzk_id month      logins materials posts
LU-01  2019-07-01 4      1         0
LU-01  2019-08-01 0      1         0
LU-02  2019-07-01 10     1         0
"""


def contracts(*, gap: bool) -> pd.DataFrame:
    """Return the families, whose contracts are 5 days after the IPP; with a gap, one has none."""
    rows = families().assign(contract_on=pd.Timestamp("2019-08-15"))
    one = rows["family_id"] == "LU-01-R06"
    return rows.assign(contract_on=rows["contract_on"].mask(one & gap))


def whole(*, gap: bool = True) -> dict[str, pd.DataFrame]:
    """Return the tables of the study."""
    drawn = {"pzk_gminas": GMINAS, "social_projects": PROJECTS, "goals": GOALS,
             "support": EVENTS, "platform": PLATFORM}  # fmt: skip
    return {
        **tables("pzk", "costs"),
        "families": contracts(gap=gap),
        "services": services(),
        **{name: frame(name, drawing) for name, drawing in drawn.items()},
    }


def made(
    found: dict[str, pd.DataFrame],
    profile: Profile = "internal",
    hide: tuple[str, str] | None = None,
) -> Material:
    """Return the material with the values of these indicators alone."""
    levels: tuple[Level, ...] = ("macroregion", "voivodeship", "pzk")
    parts = [
        compute(found, config(), ids=[name], by=by)
        for name in IDS
        for by in levels
        if not missing_tables(name, found)
    ]
    values = pd.concat([part for part in parts if len(part)], ignore_index=True)
    values = values if hide is None else masked(values, *hide)
    base = material(tables("pzk"))
    return dataclasses.replace(
        base,
        tables=frozenset(found),
        values=release(values, config().disclosure, profile=profile),
        teams={**base.teams, "gminas": frame("gminas", NAMES)},
    )


@cache
def report(profile: Profile = "internal") -> Material:
    return made(whole(), profile)


def hiding(indicator_id: str, group: str) -> Material:
    """Return the internal material as if disclosure control had hidden one group."""
    return made(whole(), hide=(indicator_id, group))


def masked(frame_: pd.DataFrame, indicator_id: str, group: str) -> pd.DataFrame:
    """Return values of which one group has no numbers, as disclosure control leaves them."""
    chosen = (frame_["indicator_id"] == indicator_id) & (frame_["group"].fillna("") == group)
    numbers = ["value", "numerator", "denominator", "ci_low", "ci_high", "n", "n_missing"]
    found = frame_.copy()
    for name in numbers:
        found[name] = found[name].mask(chosen)
    found["status"] = found["status"].astype("object").mask(chosen, "suppressed")
    return found


def rows(shown: Any, lang: Lang = "pl") -> list[tuple[str, ...]]:
    """Return the cells of a table with plain spaces."""
    assert isinstance(shown, Exhibit)
    cells = show_table(shown.data, shown.columns, lang).rows
    return [tuple(cell.replace(NBSP, " ") for cell in row) for row in cells]


def heads(shown: Any, lang: Lang = "pl") -> list[str]:
    assert isinstance(shown, Exhibit)
    return [head.replace(NBSP, " ") for head in show_table(shown.data, shown.columns, lang).headers]


def said(shown: Any, lang: Lang = "pl") -> str:
    """Return a sentence with plain spaces."""
    assert isinstance(shown, Prose)
    return shown.text.in_(lang).replace(NBSP, " ")


def caption(shown: Any, lang: Lang = "pl") -> str:
    assert isinstance(shown, Exhibit)
    return shown.caption.in_(lang).replace(NBSP, " ")


def test_the_way_shows_passages_and_days_beside_the_voivodeship() -> None:
    # report 1.07., screening 11.07., diagnosis 31.07., IPP 10.08., contract 15.08. of 5 of 6
    # families, start 1.09.: 10, 20, 10, 5, 17 days; nobody has a date of monitoring
    shown = pzk_path(report(), pzk_id="LU-01")
    assert heads(shown) == ["Krok", "Przeszły", "Dni: zespół", "Dni: woj. lubelskie"]
    assert rows(shown) == [
        ("zgłoszenie → screening", "6 z 6", "10", "10"),
        ("screening → diagnoza", "6 z 6", "20", "20"),
        ("diagnoza → podpisanie IPP", "6 z 6", "10", "10"),
        ("podpisanie IPP → kontrakt", "5 z 6", "5", "5"),
        ("kontrakt → początek współpracy", "5 z 5", "17", "17"),
        ("początek współpracy → pierwszy monitoring", "–", "–", "–"),
        ("pierwszy monitoring → ewaluacja z rodziną", "–", "–", "–"),
        ("ewaluacja z rodziną → koniec współpracy", "–", "–", "–"),
    ]
    assert rows(shown, "en")[3] == ("signing of the IPP → contract", "5 of 6", "5", "5")
    assert isinstance(shown, Exhibit)
    assert "podpisanie IPP → kontrakt: 5 z 6, 5 (5)" in shown.alt.pl.replace(NBSP, " ")


def test_one_hidden_passage_hides_the_passages_that_would_give_it_back() -> None:
    # 5 of 6 is hidden; 5 of 5 of the next step beside 6 of 6 before it would say the same
    shown = pzk_path(hiding("stage_conversion", "ipp_signed_contract"), pzk_id="LU-01")
    assert heads(shown) == ["Krok", "Dni: zespół", "Dni: woj. lubelskie"]
    assert isinstance(shown, Exhibit)
    assert shown.data[["numerator", "denominator"]].isna().all(axis=None)
    assert {text.pl for text in shown.data["passed"]} == {"ukryto"}
    assert "6 z 6" not in shown.alt.pl.replace(NBSP, " ")
    assert "Przejść między etapami nie pokazano" in caption(shown)
    assert "„Ukryto”" not in caption(shown)
    assert "Passages between stages are not shown" in caption(shown, "en")


def test_a_hidden_median_is_said_to_be_hidden() -> None:
    shown = pzk_path(hiding("stage_days", "reported_screened"), pzk_id="LU-01")
    assert rows(shown)[0] == ("zgłoszenie → screening", "6 z 6", "ukryto", "ukryto")
    assert rows(shown)[1] == ("screening → diagnoza", "6 z 6", "20", "20")
    assert "„Ukryto”: mediana mogłaby wskazać rodzinę." in caption(shown)


def test_a_way_that_is_hidden_as_a_whole_is_not_said_to_be_unknown() -> None:
    text = said(pzk_path(report("public"), pzk_id="LU-01"))
    assert text.startswith("*Droga rodzin zespołu: liczby ukryto")


def test_a_team_without_dates_says_so() -> None:
    found = whole()
    empty = found["families"].copy()
    for name in [str(name) for name in empty if str(name).endswith("_on")]:
        empty[name] = pd.NaT
    shown = pzk_path(made({**found, "families": typed("families", empty)}), pzk_id="LU-01")
    assert said(shown) == "*Droga rodzin zespołu: daty etapów nie są znane.*"


def test_goals_time_and_cost_are_said_beside_the_voivodeship() -> None:
    # 1.09.2019 to 30.09.2020 are 395 days: 13.0 months; goals of LU-01 were revised for 2 of 3
    # families; 1000.50 PLN / 6 = 166.75, in the voivodeship / 12 = 83.38
    text = said(pzk_goals(report(), pzk_id="LU-01"))
    assert "(rodziny i osoby: 6): średnio 13,0" in text
    assert ", w województwie 13,0." in text
    assert "rodziny i osoby 2 z 3, w województwie 2 z 3 (67%)" in text
    assert "na rodzinę lub osobę: 167 zł, w województwie 83 zł" in text
    assert "Ukryto" not in text


def test_one_sentence_names_what_is_hidden() -> None:
    text = said(pzk_goals(hiding("cost_per_family", "direct"), pzk_id="LU-01"))
    assert "167" not in text
    assert text.endswith(
        "- Ukryto, bo liczby mogłyby wskazać rodzinę lub zespół: koszt na rodzinę."
    )
    # in this small study nothing of it is public
    text = said(pzk_goals(report("public"), pzk_id="LU-01"), "en")
    assert text.startswith("*Time, goals and cost: the numbers are suppressed")


def test_services_are_counted_by_kind_with_the_whole_below() -> None:
    # six families with therapy, education and care each; the last one got no education, which is on
    # no list; therapy of LU-01 is paid for by its social project
    shown = pzk_services(report(), pzk_id="LU-01")
    assert heads(shown) == [
        "Rodzaj", "Potrzebne", "Na liście", "Zrealizowane", "Niezrealizowane", "Brakujące"
    ]  # fmt: skip
    assert rows(shown) == [
        ("terapia", "6", "6 z 6", "6 z 6", "0 z 6", "0 z 6"),
        ("edukacja", "6", "0 z 6", "5 z 6", "1 z 6", "1 z 6"),
        ("usługi opiekuńcze", "6", "6 z 6", "6 z 6", "0 z 6", "0 z 6"),
        ("Razem", "18", "12 z 18 (67%)", "17 z 18 (94%)", "1 z 18 (6%)", "1 z 18 (6%)"),
    ]
    assert caption(shown).startswith(
        "Brakowało (ani zrealizowane, ani na liście): edukacja (1 z 6). Projekty socjalne: 1, "
        "wydano 9 000 zł, uczestnicy: 30, rodziny i osoby z usługą, którą opłaciły: 6 z 6."
    )
    assert caption(shown, "en").startswith("Missing (not delivered or listed): education (1 of 6).")


def test_gminas_are_told_apart_where_a_team_has_several() -> None:
    found = whole()
    # the last family lives elsewhere, and nobody knows where the first does
    bridge = frame("pzk_gminas", f"{GMINAS.strip()}\nLU-01  0601022")
    own = ["0601011"] * 5 + ["0601022"] + [None] * 14
    own[0] = None
    homes = typed("families", found["families"].assign(gmina_id=pd.Series(own, dtype="object")))
    shown = pzk_services(made({**found, "pzk_gminas": bridge, "families": homes}), pzk_id="LU-01")
    # nine lines are many: the eight of which every need was delivered stand in the caption
    assert [row[:3] for row in rows(shown)] == [("edukacja", "Druga", "1"), ("Razem", "–", "18")]
    assert (
        "Bez wiersza, bo zrealizowane w całości: terapia, Pierwsza 4; edukacja, Pierwsza 4; usługi "
        "opiekuńcze, Pierwsza 4; terapia, Druga 1; usługi opiekuńcze, Druga 1; terapia, gmina "
        "nieznana 1; edukacja, gmina nieznana 1; usługi opiekuńcze, gmina nieznana 1."
    ) in caption(shown)
    assert "edukacja, Druga (1 z 1)" in caption(shown)


def test_a_need_of_which_nothing_is_known_still_counts() -> None:
    found = whole()
    rows_of = found["services"]
    unknown = rows_of.assign(on_list=rows_of["on_list"].mask(rows_of["kind"] == "therapy"))
    shown = pzk_services(made({**found, "services": typed("services", unknown)}), pzk_id="LU-01")
    # delivered, so not missing; whether it is on the list nobody recorded
    assert rows(shown)[0] == ("terapia", "6", "–", "6 z 6", "0 z 6", "0 z 6")


def test_services_of_a_single_team_are_not_public() -> None:
    text = said(pzk_services(report("public"), pzk_id="LU-01"))
    assert text.startswith("*Usługi potrzebne rodzinom zespołu: liczby ukryto")
    assert "nie zapisano" not in text


def test_a_team_without_needs_says_so() -> None:
    found = whole()
    none = found["services"][~found["services"]["family_id"].str.startswith("LU-01")]
    shown = pzk_services(made({**found, "services": none}), pzk_id="LU-01")
    assert said(shown) == "*Usługi potrzebne rodzinom zespołu: nie zapisano żadnej potrzeby.*"


def test_support_is_shown_by_kind_and_month_beside_the_voivodeship() -> None:
    # 18 months of work each: 6 / 18 = 0.33 and 6 / 36 = 0.17; advice 2.5 / 18 and 12 / 36; the
    # training of the whole voivodeship is nobody's; 4 + 0 logins in two months, 10 in one
    shown = pzk_support(report(), pzk_id="LU-01")
    assert heads(shown) == ["Miara", "Razem", "Na miesiąc", "woj. lubelskie"]
    assert rows(shown) == [
        ("superwizja, godziny", "6", "0,33", "0,17"),
        ("doradztwo, godziny", "2,5", "0,14", "0,33"),
        ("godziny wsparcia razem", "8,5", "0,47", "0,50"),
        ("logowania na platformę", "4", "2,00", "4,67"),
        ("miesiące z logowaniem na platformę", "1 z 2", "50%", "67%"),
    ]
    assert "Wydarzeń dla całego województwa (8 godz.) tu nie ma" in caption(shown)


def test_hours_of_a_single_team_are_not_public_but_the_platform_is() -> None:
    shown = pzk_support(report("public"), pzk_id="LU-01")
    assert [row[0] for row in rows(shown, "en")] == [
        "logins to the platform", "months with a login to the platform"
    ]  # fmt: skip
    assert "Hours of support of a single team are in the internal profile only." in caption(
        shown, "en"
    )


def test_support_needs_one_of_two_tables() -> None:
    found = {name: table for name, table in whole().items() if name != "support"}
    assert len(rows(pzk_support(made(found), pzk_id="LU-01"))) == 2
    del found["platform"]
    assert "Platforma" in said(pzk_support(made(found), pzk_id="LU-01"))


def test_a_team_without_support_says_so() -> None:
    assert said(pzk_support(report(), pzk_id="MA-02")) == (
        "*Wsparcie zespołu: nie zapisano żadnego wydarzenia ani korzystania z platformy.*"
    )


def test_a_need_whose_delivery_is_not_known_is_needed_all_the_same() -> None:
    found = whole()
    table = found["services"].copy()
    one = (table["family_id"] == "LU-01-R01") & (table["kind"] == "therapy")
    for name in ("status", "status_on", "started_on"):
        table[name] = table[name].mask(one)
    shown = pzk_services(made({**found, "services": typed("services", table)}), pzk_id="LU-01")
    assert rows(shown)[0][:4] == ("terapia", "6", "6 z 6", "5 z 5")
