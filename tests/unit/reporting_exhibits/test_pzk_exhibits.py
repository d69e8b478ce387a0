"""Profiles of teams: their own numbers beside the macroregion, no rank, words for what is not."""

import dataclasses
from typing import Any

import pandas as pd
import pytest
from exhibit_material import material, tables
from fgi_material import fgi_material
from pzk_material import advice, pzk_material, pzk_tables

from kooperacja_eval.reporting import exhibits, formats
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.pzk_index import pzk_index, pzk_index_sentence
from kooperacja_eval.reporting.exhibits.pzk_network import MOST, _columns
from kooperacja_eval.reporting.exhibits.pzk_parts import part_rows
from kooperacja_eval.reporting.exhibits.pzk_ties import Member
from kooperacja_eval.reporting.exhibits.value_words import group_words, method_words
from kooperacja_eval.reporting.figures import draw_svg
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import show_table
from kooperacja_eval.text import Lang, same

pytestmark = pytest.mark.unit

PARTS_OF_A_PROFILE = [
    name for name in exhibits.__all__ if name.startswith("pzk_") and name != "pzk_recommendations"
]
TEAMS = ["LU-01", "LU-02", "MA-01", "MA-02"]


@pytest.fixture(scope="module")
def report() -> Material:
    return pzk_material()


@pytest.fixture(scope="module")
def public() -> Material:
    return pzk_material("public")


def rows(shown: Any, lang: Lang = "pl") -> list[tuple[str, ...]]:
    """Return the cells of a table with plain spaces."""
    assert isinstance(shown, Exhibit)
    cells = show_table(shown.data, shown.columns, lang).rows
    return [tuple(cell.replace(formats.NBSP, " ") for cell in row) for row in cells]


def said(shown: Any, lang: Lang = "pl") -> str:
    """Return a sentence with plain spaces."""
    assert isinstance(shown, Prose)
    return shown.text.in_(lang).replace(formats.NBSP, " ")


def show(name: str, report: Material, pzk_id: str) -> Exhibit | Prose:
    shown: Exhibit | Prose = getattr(exhibits, name)(report, pzk_id=pzk_id)
    return shown


def test_the_card_says_where_a_team_works_on_what_and_since_when(report: Material) -> None:
    # the register gives no powiat of the team, so none is said; gminas stand in alphabetical order
    assert said(exhibits.pzk_card(report, pzk_id="LU-01")) == (
        "**pierwszy**, województwo lubelskie, gminy Cyców i Spiczyn, obszar: osoby starsze, "
        "pracuje od 01.07.2019."
    )
    assert said(exhibits.pzk_card(report, pzk_id="MA-01"), "en") == (
        "**trzeci**, mazowieckie voivodeship, gmina Liw, area: addiction, working since 1 July "
        "2019."
    )


def test_a_team_that_ended_has_both_days() -> None:
    found = pzk_tables()
    ended = found["pzk"].assign(ended_on=pd.Timestamp("2020-06-30"))
    card = exhibits.pzk_card(material({"pzk": ended}), pzk_id="LU-01")
    assert said(card).endswith("obszar: osoby starsze, pracował od 01.07.2019 do 30.06.2020.")


def test_an_unknown_team_is_an_error(report: Material) -> None:
    with pytest.raises(LookupError, match="XX-99"):
        exhibits.pzk_card(report, pzk_id="XX-99")


def test_members_are_counted_on_the_day_of_the_data(report: Material) -> None:
    # E4 left before the day of the data; the open day of joining of E3 counts as a member
    assert rows(exhibits.pzk_members(report, pzk_id="LU-01")) == [
        ("trzon", "1", "pomoc i integracja społeczna 1"),
        ("zapraszani", "2", "edukacja 1, policja i wymiar sprawiedliwości 1"),
        ("Razem", "3",
         "pomoc i integracja społeczna 1, edukacja 1, policja i wymiar sprawiedliwości 1"),
    ]  # fmt: skip
    assert rows(exhibits.pzk_members(report, pzk_id="LU-02"))[1:2] == [
        ("zapraszani", "1", "sektor nieznany 1")
    ]


def test_meetings_are_said_with_their_plan_gap_and_attendance(report: Material) -> None:
    # members of the day: 4 + 4 + 3, of whom 3 + 1 + 2 came: 6 of 11; one core member has no
    # interval, so nothing is said of the core; the macroregion adds 2 of 2 of MA-01: 8 of 13;
    # 10.08.2019 to 10.03.2020 are 213 days
    sentence = said(exhibits.pzk_meetings_sentence(report, pzk_id="LU-01"))
    assert sentence.startswith(
        "Spotkania: 3; co najmniej jedno w 3 z 18 miesięcy pracy (plan: w każdym). Najdłuższa "
        "przerwa: 213 dni. Przychodziło średnio 55% członków (przedział 95%: "
    )
    assert sentence.endswith("). W makroregionie 62%.")


def test_the_core_is_said_where_it_has_several_members() -> None:
    found = pzk_tables()
    # the core of LU-01 are E1 and E2: 3 and 2 of 3 meetings
    core = found["memberships"]["role"].mask(found["memberships"]["entity_id"] == "E2", "core")
    found["memberships"] = found["memberships"].assign(role=core)
    names = ("pzk", "meetings", "attendance", "memberships", "entities")
    shown = material({name: found[name] for name in names})
    assert "), z trzonu 83%. " in said(exhibits.pzk_meetings_sentence(shown, pzk_id="LU-01"))


def test_a_share_without_an_interval_gives_way_to_bare_numbers() -> None:
    found = pzk_tables()
    alone = found["memberships"][found["memberships"]["entity_id"].isin(["E1", "E7"])]
    # E1 is the only member and came to all three: no spread between members
    names = ("pzk", "meetings", "attendance", "entities")
    shown = material({**{name: found[name] for name in names}, "memberships": alone})
    assert "Obecności członków: 3 z 3." in said(
        exhibits.pzk_meetings_sentence(shown, pzk_id="LU-01")
    )


def test_a_team_without_lists_of_attendance_says_so(report: Material) -> None:
    assert said(exhibits.pzk_meetings_sentence(report, pzk_id="MA-02")).startswith(
        "Spotkania: 1; co najmniej jedno w 1 z 18 miesięcy pracy (plan: w każdym). Kto przyszedł, "
        "nie wiadomo: brak list obecności."
    )


@pytest.mark.parametrize("name", ["pzk_meetings_sentence", "pzk_meetings"])
def test_a_team_that_never_met_has_a_sentence(report: Material, name: str) -> None:
    assert said(show(name, report, "LU-02")) == (
        "*Spotkania i obecność: zespół nie ma w danych żadnego spotkania.*"
    )


def test_every_month_of_work_stands_in_the_figure_of_meetings(report: Material) -> None:
    shown = exhibits.pzk_meetings(report, pzk_id="LU-01")
    assert isinstance(shown, Exhibit)
    data = shown.data.set_index("period")
    assert len(data) == 18
    # a month without a meeting has none, and nobody's attendance; 3 of 4 came in July 2019, in
    # the macroregion 5 of 6
    assert (data.loc["2019-07", "held"], data.loc["2019-09", "held"]) == (1, 0)
    assert data.loc["2019-07", "came"] == 0.75
    assert data.loc["2019-07", "came_others"] == pytest.approx(5 / 6)
    assert data["came"].isna()["2019-09"]
    assert shown.alt.pl.startswith("Wykres: spotkania w 3 z 18 miesięcy; obecność od 25% do 75%")


def value(report: Material, group: str, *, level: str = "pzk") -> float:
    """Return a released number of the index of the whole test, of LU-01 or the macroregion."""
    found = report.rows("cooperation_intensity", level=level, group=group)
    found = found[found["period"].fillna("").str.contains("/")]
    if level == "pzk":
        found = found[found["pzk_id"] == "LU-01"]
    return float(found["value"].iloc[0])


def test_the_index_is_said_with_its_range_and_the_band_of_teams(report: Material) -> None:
    own, middle = value(report, "index"), value(report, "teams", level="macroregion")
    sentence = said(exhibits.pzk_index_sentence(report, pzk_id="LU-01"))
    assert sentence.startswith(
        f"W całym teście **{formats.number(own, 0)} na 100** (znane części: 6 z 6). Spośród innych "
        "rozsądnych sposobów liczenia 9 na 10 daje od "
    )
    assert f"Środkowy zespół makroregionu: {formats.number(middle, 0)}; 8 na 10" in sentence


def test_a_team_with_one_part_has_no_index_and_says_why(report: Material) -> None:
    # LU-02 never met: that it had months without a meeting is the only part known
    no_index = "*Indeks intensywności kooperacji: "
    assert said(pzk_index_sentence(report, pzk_id="LU-02")) == (
        f"{no_index}nie można go policzyć, bo znane są mniej niż dwie części.*"
    )
    assert said(pzk_index(report, pzk_id="LU-02")) == (
        f"{no_index}w żadnym miesiącu nie są znane co najmniej dwie części.*"
    )
    assert said(exhibits.pzk_parts_sentence(report, pzk_id="LU-02")) == (
        "*Części indeksu: indeksu nie ma, więc nie wiadomo, co go obniża.*"
    )


def test_months_without_an_index_are_gaps_in_its_figure(report: Material) -> None:
    shown = exhibits.pzk_index(report, pzk_id="LU-01")
    assert isinstance(shown, Exhibit)
    data = shown.data.set_index("period")
    # July 2019: meetings, attendance, sectors; September: no meeting, but contacts; nothing else
    # is known in November
    assert (data.loc["2019-07", "parts"], data.loc["2019-09", "parts"]) == (3, 2)
    assert data["value"].isna()["2019-11"]
    assert data.index[0] == "2019-07"
    assert data.index[-1] == "2020-03"
    assert len(data) == 9


def test_the_part_that_lowers_the_index_most_is_named(report: Material) -> None:
    # a meeting in 3 of 18 months is 16.7 points; attendance 54.5; sectors 3 of 4, 1 of 4, 2 of 3:
    # 55.6; contacts 3 of 8: 37.5; ties 2.0 of 5: 40; all ties at level 3 returned: 100
    data = part_rows(report, "LU-01").set_index(pd.Index(["me", "at", "se", "co", "ti", "re"]))
    assert data["value"].round(1).to_dict() == {
        "me": 16.7, "at": 54.5, "se": 55.6, "co": 37.5, "ti": 40.0,
        "re": 100.0,
    }  # fmt: skip
    assert said(exhibits.pzk_parts_sentence(report, pzk_id="LU-01")) == (
        "Indeks najbardziej obniża **miesiące ze spotkaniem (17 na 100)**; dlaczego, tego liczby "
        "nie mówią."
    )
    assert "Nieznane i pominięte: kontakty z rodzinami." in said(
        exhibits.pzk_parts_sentence(report, pzk_id="MA-01")
    )


def test_a_line_of_the_network_is_the_mean_of_both_sides(report: Material) -> None:
    shown = exhibits.pzk_network(report, pzk_id="LU-01")
    assert isinstance(shown, Exhibit)
    kept = shown.data[["first", "second", "first_answered", "second_answered", "level", "answers"]]
    # numbers: the core first, then by sector: 1 GOPS, 2 Szkoła, 3 Policja, which did not answer
    assert kept.to_numpy().tolist() == [
        ["1", "2", 1, 1, 3.5, 2],
        ["1", "3", 1, 0, 1.0, 1],
        ["2", "3", 1, 0, 0.0, 1],
    ]
    assert shown.alt.pl == (
        "Sieć zespołu; par na poziomie co najmniej 3 wśród ocenionych: ex-ante 1 z 3; ex-post –."
    )
    assert "„koordynacja”" in shown.caption.pl


def test_what_one_institution_said_of_another_leaves_in_no_table(report: Material) -> None:
    shown = exhibits.pzk_network(report, pzk_id="LU-01")
    assert isinstance(shown, Exhibit)
    assert not {"from_entity", "to_entity", "trust", "value"} & set(shown.data.columns)


def test_the_drawing_is_for_the_team_and_its_numbers_for_everybody(
    report: Material, public: Material
) -> None:
    assert said(exhibits.pzk_network(public, pzk_id="LU-01")) == (
        "*Sieć zespołu: rysunek, z którego widać relacje poszczególnych instytucji, jest tylko dla "
        "zespołu; poniżej są liczby opisujące całą sieć.*"
    )
    numbers = rows(exhibits.pzk_network_numbers(public, pzk_id="LU-01"))
    assert numbers == rows(exhibits.pzk_network_numbers(report, pzk_id="LU-01"))


def test_numbers_of_the_network_have_both_bases(report: Material) -> None:
    first, second = rows(exhibits.pzk_network_numbers(report, pzk_id="LU-01"))
    # answers 3, 1, 4, 0: mean 2.0; above 0 three of four; at 3 or above two of four, and of all
    # six pairs; both are returned
    assert first[:3] == ("ex-ante", "2 z 3", "2,0")
    assert first[4:] == ("75%", "50%", "33%", "100%")
    assert second == ("ex-post", "–", "–", "–", "–", "–", "–", "–")


@pytest.mark.parametrize(
    ("name", "what"),
    [("pzk_network", "Sieć zespołu"), ("pzk_network_numbers", "Liczby sieci")],
)
def test_a_team_that_was_never_asked_about_ties_says_so(
    report: Material, name: str, what: str
) -> None:
    assert said(show(name, report, "LU-02")) == f"*{what}: o relacje w tym zespole nie pytano.*"


def test_families_stand_beside_the_macroregion(report: Material) -> None:
    shown = exhibits.pzk_families(report, pzk_id="LU-01")
    first, second, third = rows(shown)
    # 4 of 6 completed, in all four teams 14 of 20; contacts 3 a month, known of LU-01 alone
    assert first == ("Rodziny i osoby we współpracy na 31.12.2019", "6", "–", "20")
    assert (second[1], second[3]) == ("4 z 6 (67%)", "14 z 20 (70%)")
    assert (third[1], third[3]) == ("3,0", "3,0")
    assert isinstance(shown, Exhibit)
    caption = shown.caption.pl.replace(formats.NBSP, " ")
    assert "(6) jedna rodzina zmienia odsetek o 17 punktów procentowych." in caption


def test_numbers_of_few_families_are_hidden_in_public(public: Material) -> None:
    shown = exhibits.pzk_families(public, pzk_id="MA-02")
    assert isinstance(shown, Exhibit)
    assert [row[1] for row in rows(shown)][:2] == ["ukryto", "ukryto"]
    assert "mogłaby wskazać rodzinę" in shown.caption.pl
    assert "jedna rodzina zmienia" not in shown.caption.pl


def test_strengths_name_the_last_round_first() -> None:
    # LU-01 named a code where the count of the round is even: contact in 2020, shared goal in 2018
    sentence = said(exhibits.pzk_strengths(fgi_material(), pzk_id="LU-01"))
    lines = sentence.split("\n\n")[1].splitlines()
    assert lines[0] == "- **Zasoby:** teraz nie padły."
    assert lines[1].startswith("- **Co sprzyja kooperacji:** ")
    assert [line.count("; wcześniej: ") for line in lines] == [0, 1, 1]
    assert sentence.startswith("Co padło w rozmowie z zespołem (runda 2020); kolejność nie mówi")


def test_a_team_without_a_group_has_no_strengths() -> None:
    assert said(exhibits.pzk_strengths(fgi_material(), pzk_id="MA-01")) == (
        "*Mocne strony i bariery: z tym zespołem nie było wywiadu grupowego.*"
    )


def test_open_recommendations_are_those_neither_done_nor_rejected(report: Material) -> None:
    # the one for gmina and powiat first, the one without a level last
    assert rows(exhibits.pzk_recommendations(report)) == [
        ("Utrzymać spotkania.", "wójtowie", "VI.2021", "wdrażana"),
        ("Zapewnić środki.", "rady gmin", "XII.2021", "zgłoszona"),
        ("Bez poziomu.", "ROPS", "–", "–"),
    ]


def test_a_study_without_open_recommendations_says_so(report: Material) -> None:
    closed = {**report.record, "recommendations": advice().assign(status="done")}
    shown = exhibits.pzk_recommendations(dataclasses.replace(report, record=closed))
    assert said(shown) == (
        "*Otwarte rekomendacje: w rejestrze badania wszystkie są wdrożone albo odrzucone.*"
    )


@pytest.mark.parametrize("profile", ["internal", "public"])
@pytest.mark.parametrize("name", PARTS_OF_A_PROFILE)
def test_no_team_breaks_a_profile_and_none_is_ranked(name: str, profile: Any) -> None:
    found = pzk_material(profile)
    for pzk_id in TEAMS:
        shown = show(name, found, pzk_id)
        if isinstance(shown, Prose):
            words = f"{shown.text.pl} {shown.text.en}"
        else:
            texts = (shown.title, shown.caption, shown.alt, *(c.label for c in shown.columns))
            words = " ".join(f"{text.pl} {text.en}" for text in texts)
            assert not any("rank" in str(column) for column in shown.data.columns)
        assert not [word for word in ("spowodowa", "caused", "ranga", "miejsce w") if word in words]


@pytest.mark.parametrize("lang", ["pl", "en"])
@pytest.mark.parametrize("pzk_id", ["LU-01", "MA-01"])
@pytest.mark.parametrize("name", ["pzk_meetings", "pzk_index", "pzk_parts", "pzk_network"])
def test_figures_can_be_drawn_of_many_and_of_few_months(
    report: Material, name: str, pzk_id: str, lang: Lang
) -> None:
    shown = show(name, report, pzk_id)
    assert isinstance(shown, Exhibit)
    assert shown.draw is not None
    assert draw_svg(shown.draw, shown.data, lang).startswith(b"<?xml")


def test_a_study_of_teams_alone_says_what_is_missing() -> None:
    alone = material(tables("pzk"))
    for name in PARTS_OF_A_PROFILE:
        shown = show(name, alone, "LU-01")
        assert name == "pzk_card" or "wymaga" in said(shown)


def test_teams_hold_no_row_about_a_family_and_ties_in_the_internal_profile_only(
    report: Material, public: Material
) -> None:
    registers = {"pzk", "pzk_gminas", "gminas", "entities", "memberships"}
    assert set(public.teams) == registers
    assert set(report.teams) == {*registers, "ties"}
    assert not [name for name, rows in report.teams.items() if "family_id" in rows.columns]


WORK = frozenset(
    {
        "attendance_share", "cooperation_intensity", "days_between_meetings", "dyad_discrepancy",
        "family_contacts", "family_hours", "meetings_held", "meetings_held_share",
        "network_centralisation", "network_density", "network_reciprocity", "remote_share",
        "sectors_present", "tie_level_mean", "tie_level_share", "tie_response_share", "trust_mean",
        "value_mean",
    }
)  # fmt: skip


def test_every_group_and_method_of_the_work_of_teams_has_words(report: Material) -> None:
    frame = report.values.frame  # noqa: PD011 (not pandas)
    frame = frame[frame["indicator_id"].isin(WORK)]
    groups = {name: group_words(report, name) for name in frame["group"].dropna().unique()}
    left = [name for name, words in groups.items() if "|" in words.pl or "_" in words.pl]
    assert left == []
    assert groups["core"].pl == "trzon"
    assert groups["all|3"].pl == "wśród wszystkich par: poziom co najmniej 3"
    assert groups["frey_2006|3"].pl == "3 – koordynacja"
    methods = [method_words(name).pl for name in frame["method"].unique()]
    assert [words for words in methods if "_" in words] == []


def test_a_long_name_goes_on_in_the_next_line_of_the_key() -> None:
    name = "Stowarzyszenie na rzecz rozwoju " * 5 + "gminy"
    [lines] = _columns(
        [Member(code="1", name=same(name)), Member(code="2", name=same("Szkoła"))], "pl"
    )
    assert len(lines) == 3
    assert max(map(len, lines)) <= MOST
    assert " ".join(" ".join(lines).split()) == f"1 {name} 2 Szkoła"
