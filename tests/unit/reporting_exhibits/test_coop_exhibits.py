"""Exhibits of cooperation: released numbers, no league table, no word of cause, why gaps."""

import dataclasses
import re
from functools import cache
from typing import Any

import pandas as pd
import pytest
from coop_material import HELD, TEAMS, coop_material, with_coop, without

from kooperacja_eval.reporting import exhibits, formats
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.coop_group_words import coop_group, coop_method
from kooperacja_eval.reporting.exhibits.coop_words import side
from kooperacja_eval.reporting.exhibits.value_words import group_words, method_words
from kooperacja_eval.reporting.figures import draw_svg
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import show_table
from kooperacja_eval.text import LANGUAGES, Lang, Text

pytestmark = pytest.mark.unit

WAVE = "ex_post"
WITH_WAVE = ("coop_ties", "coop_networks", "coop_levels", "coop_parts")
EVERY = tuple(name for name in exhibits.__all__ if name.startswith("coop_"))
OF_TEAMS = ("coop_funnel", "coop_caterpillar")
NAN = re.compile(r"\bnan\b")
CAUSAL = re.compile(
    r"spowodow|dzięki|wpływ|skutkuj|przyczyni|\bcaus|because of|thanks to|\baffect|\bimpact|"
    r"\bleads? to\b|result(s|ed)? in",
    re.IGNORECASE,
)


def shown(name: str, report: Material) -> Any:
    """Return an exhibit by its name."""
    show = getattr(exhibits, name)
    return show(report, WAVE) if name in WITH_WAVE else show(report)


def rows(found: Any, lang: Lang = "pl") -> list[tuple[str, ...]]:
    """Return the cells of a table with plain spaces."""
    assert isinstance(found, Exhibit)
    cells = show_table(found.data, found.columns, lang).rows
    return [tuple(cell.replace(formats.NBSP, " ") for cell in row) for row in cells]


def said(found: Any, lang: Lang = "pl") -> str:
    """Return a sentence with plain spaces."""
    assert isinstance(found, Prose)
    return found.text.in_(lang).replace(formats.NBSP, " ")


def every_word(found: Any, lang: Lang) -> str:
    """Return all that a reader reads."""
    if isinstance(found, Prose):
        return said(found, lang)
    texts = [found.title, found.caption, found.alt]
    table = show_table(found.data, found.columns, lang)
    cells = [*table.headers, *(cell for row in table.rows for cell in row)]
    return " ".join([*(text.in_(lang) for text in texts), *cells])


@cache
def nothing() -> Material:
    """Return a material that has the tables and not one value."""
    return with_coop(lambda frame: frame.head(0))


@pytest.fixture(scope="module")
def report() -> Material:
    return coop_material()


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_exhibit_says_that_one_thing_brings_about_another(
    report: Material, name: str, lang: Lang
) -> None:
    assert CAUSAL.search(every_word(shown(name, report), lang)) is None


@pytest.mark.parametrize("name", EVERY)
def test_every_exhibit_has_numbers_to_show(report: Material, name: str) -> None:
    found = shown(name, report)
    if isinstance(found, Prose):
        assert any(letter.isdigit() for letter in said(found))
        return
    assert len(found.data)
    if found.draw is not None:
        assert b"<svg" in draw_svg(found.draw, found.data, "en")


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_study_without_the_tables_says_which_ones_are_wanted(name: str, lang: Lang) -> None:
    bare = dataclasses.replace(coop_material(), tables=frozenset({"schedule"}))
    sentence = said(shown(name, bare), lang)
    assert Text("danych jednostkowych", "microdata").in_(lang) in sentence


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_single_value_each_exhibit_says_why_in_one_sentence(
    name: str, lang: Lang
) -> None:
    sentence = said(shown(name, nothing()), lang)
    assert sentence.startswith("*")
    assert sentence.endswith(".*")
    assert "\n" not in sentence
    assert not NAN.search(sentence)


@pytest.mark.parametrize("status", ["insufficient", "suppressed"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_rows_without_a_number_are_not_shown_as_numbers(status: str, lang: Lang) -> None:
    # as of one team, or of a study whose numbers are all too small
    def emptied(frame: pd.DataFrame) -> pd.DataFrame:
        numbers = ["numerator", "denominator", "value", "ci_low", "ci_high"]
        return frame.assign(status=status, **dict.fromkeys(numbers, float("nan")))

    blank = with_coop(emptied)
    for name in EVERY:
        sentence = said(shown(name, blank), lang)
        assert sentence.startswith("*"), name
        assert not NAN.search(sentence), name


def test_levels_of_waves_stand_side_by_side_with_intervals_and_counts(report: Material) -> None:
    table = rows(shown("coop_ties", report))
    # mid_term was not asked, so it has no column; 4 teams in ex-ante, 3 in ex-post
    assert table[0] == (
        "Poziomy współpracy (Frey i in. 2006), 0–5", "1,50", "1,00–2,00", "3,00", "2,50–3,50",
        "4; 3",
    )  # fmt: skip
    assert [row[0] for row in table[1:]] == [
        "Zaufanie (1–4)", "Wkład partnerów (1–4)", "Różnica ocen w parze",
    ]  # fmt: skip


def test_a_measure_not_computed_in_a_wave_is_a_dash(report: Material) -> None:
    table = {row[0]: row[1:] for row in rows(shown("coop_networks", report), "en")}
    assert table["Answered"] == ("80%", "70–90%", "75%", "60–85%", "40; 36")
    assert table["Density, level 3+"] == ("–", "–", "50%", "40–60%", "–; 3")


def test_close_ties_are_levels_from_three_up(report: Material) -> None:
    # 0.30 + 0.15 + 0.05
    assert "ex-post 50%" in shown("coop_levels", report).alt.pl
    assert "3 koordynacja" in {row[1] for row in rows(shown("coop_levels", report))}


def test_levels_asked_on_another_scale_are_not_dropped_without_a_word() -> None:
    def two(frame: pd.DataFrame) -> pd.DataFrame:
        other = frame[frame["group"] == "frey_2006"].assign(group="himmelman_2002", wave="ex_ante")
        return pd.concat([frame, other.head(1)], ignore_index=True)

    assert "na innej skali" in shown("coop_levels", with_coop(two)).caption.pl
    assert "na innej skali" not in shown("coop_levels", coop_material()).caption.pl


def test_the_index_has_its_interval_and_the_band_of_teams(report: Material) -> None:
    sentence = said(shown("coop_index_sentence", report))
    assert "**63 (przedział 95%: 58–68)** na 100 punktów (zespoły: 4)" in sentence
    assert "Środkowy zespół miał 62, a 8 na 10 zespołów 49–77." in sentence


def test_months_of_the_index_are_in_time_with_the_lowest_named(report: Material) -> None:
    found = shown("coop_index", report)
    assert [row[0] for row in rows(found)] == ["II.2020", "III.2020", "IV.2020"]
    assert rows(found)[1] == ("III.2020", "40,0", "30,0–50,0", "41,0", "10,0–60,0", "4")
    assert "najniżej 40 (III.2020), najwyżej 70 (II.2020)" in found.alt.pl


def test_voivodeships_stand_in_their_own_order_beside_the_macroregion(report: Material) -> None:
    found = shown("coop_index_by_voivodeship", report)
    assert "lubelskie 68; mazowieckie 58" in found.alt.en
    march = {row[0]: row[-1] for row in rows(found) if row[1] == "III.2020"}
    assert march == {"mazowieckie": "40,0", "lubelskie": "40,0"}


def test_parts_name_waves_and_the_whole_test(report: Material) -> None:
    table = rows(shown("coop_parts", report))
    assert ("miesiące ze spotkaniem", "ex-ante", "100,0", "–", "4") in table
    assert ("poziom relacji", "cały test", "48,0", "44,0–52,0", "4") in table


def test_the_choice_that_matters_most_is_the_one_with_the_largest_total_index(
    report: Material,
) -> None:
    sentence = said(shown("coop_choices_sentence", report))
    # an estimated total of 1.02 is written as all of the variance; 0.70 is the first index
    assert "**sposób przeliczania części na punkty** (bierze udział w 100%" in sentence
    assert "o kolejności zespołów najwięcej rozstrzyga **wagi części**" in sentence
    # ranges of places 1-3, 1-4, 4-4, 2-4: widths 2, 3, 0, 2, the middle one 2
    assert "u połowy zespołów o 2 lub więcej, najdalej o 3" in sentence


def test_one_change_at_a_time_shows_points_and_places(report: Material) -> None:
    assert rows(shown("coop_choices", report), "en")[1] == (
        "without the part: level of ties", "3.7", "0.6", "4",
    )  # fmt: skip


def test_a_share_whose_interval_begins_at_zero_is_not_told_from_chance(report: Material) -> None:
    lines = said(shown("coop_variance_sentence", report)).splitlines()
    assert "6% zmienności (przedział 95%: 0–22%) – nie da się odróżnić" in lines[0]
    assert "30% zmienności (przedział 95%: 14–48%) – zespoły różnią się bardziej" in lines[1]
    assert "mówią tyle, co 8 niezależnych" in lines[1]


def test_a_variance_of_zero_has_its_sentence_and_says_what_is_still_possible(
    report: Material,
) -> None:
    last = said(shown("coop_variance_sentence", report)).splitlines()[-1]
    assert last.startswith("- Udział różnic między województwami oszacowano na zero: ")
    assert "zakończenie programu (dane dopuszczają do 13%)" in last
    assert "osiągnięcie celów" not in last  # its share is 5 %
    assert "To nie dowód, że są jednakowe" in last


def test_no_zero_no_sentence_about_it() -> None:
    free = with_coop(without("pzk_variance completed|voivodeship_share"))
    assert "na zero" not in said(shown("coop_variance_sentence", free))


@pytest.mark.parametrize("name", OF_TEAMS)
def test_teams_stand_in_the_order_of_their_codes(report: Material, name: str) -> None:
    assert [row[0] for row in rows(shown(name, report))] == sorted(TEAMS)


@pytest.mark.parametrize("name", OF_TEAMS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_in_public_one_sentence_stands_for_teams(name: str, lang: Lang) -> None:
    sentence = said(shown(name, coop_material("public")), lang)
    assert Text("wydaniu wewnętrznym", "internal edition").in_(lang) in sentence
    assert not any(team in sentence for team in TEAMS)


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_in_public_no_team_is_named(name: str, lang: Lang) -> None:
    words = every_word(shown(name, coop_material("public")), lang)
    assert not any(team in words for team in TEAMS)


def test_the_funnel_says_which_side_can_be_reached(report: Material) -> None:
    caption = shown("coop_funnel", report).caption.pl
    assert "Przy 5–6 rodzinach w zespole żaden nie może wypaść powyżej granicy" in caption
    # the lower limit is 0.4 of 5 and 0.5 of 6: out are counts below 2 and below 3
    assert "najwyżej: 1 z 5, 2 z 6." in caption
    # 1 of 6 lies below 0.5; by chance 5 % of 4 teams
    assert "Poza granicami 95%: MA-01 (zespoły: 4; z samego przypadku" in caption
    assert "około 0,2" in caption


def test_the_funnel_says_when_all_teams_can_lie_above() -> None:
    def reach(frame: pd.DataFrame) -> pd.DataFrame:
        high = frame["group"] == "completed|high_reachable"
        low = frame["group"] == "completed|low_reachable"
        return frame.assign(value=frame["value"].mask(high, 1.0).mask(low, 0.0))

    caption = shown("coop_funnel", with_coop(reach)).caption.en
    assert "each can lie above the 95% limit." in caption
    assert "None can lie below the 95% limit." in caption


def test_drawn_values_say_how_much_of_the_difference_is_kept(report: Material) -> None:
    found = shown("coop_caterpillar", report)
    # reliability n/20 of 5 and 6 families; 0.7 everywhere for goals
    assert "w zakończonych programach 25–30%, w celach 70–70%" in found.caption.pl
    assert rows(found)[0] == (
        "LU-01", "5", "80%", "81%", "60–95%", "48,0", "49,0", "40,0–60,0",
    )  # fmt: skip


def test_changes_of_shares_are_points_and_those_of_contacts_are_contacts(report: Material) -> None:
    table = {row[0]: row[1:] for row in rows(shown("coop_covid_changes", report))}
    assert table["Zespoły, które się spotkały"] == (
        "−14,0 p.p. (od −20,0 do −8,0)", "+1,8 p.p. (1,0–2,6)", "8 + 10",
    )  # fmt: skip
    # no interval, no brackets; series that were not computed are dashes
    assert table["Kontakty z rodziną w miesiącu"] == (
        "−2,20 (od −2,70 do −1,70)", "+0,20", "6 + 10",
    )  # fmt: skip
    assert table["Spotkania zdalne"] == ("–", "–", "– + –")


def test_few_months_are_said_to_describe_only(report: Material) -> None:
    sentence = said(shown("coop_covid_sentence", report))
    assert "Miesięcy przed przełomem jest 6–8 (zależnie od szeregu), a od niego 10." in sentence
    assert "**opisują**" in sentence


def test_enough_months_are_not_called_a_description() -> None:
    def enough(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(method=frame["method"].str.removesuffix("_descriptive"))

    assert "opisują" not in said(shown("coop_covid_sentence", with_coop(enough)))


def test_the_picture_says_the_months_around_the_break(report: Material) -> None:
    alt = shown("coop_covid", report).alt.pl
    assert "Zespoły, które się spotkały 100% → 75%" in alt
    assert "Kontakty z rodziną w miesiącu 4,5 → 2,4" in alt


def test_services_are_counted_by_families(report: Material) -> None:
    table = rows(shown("coop_services", report))
    assert table[0] == ("zrealizowana", "6", "16", "37,5%", "10,0–80,0%")
    assert [row[0] for row in table] == [
        "zrealizowana", "wstrzymana", "wznowiona", "zamieniona na e-usługę",
    ]  # fmt: skip


def test_goals_of_a_place_without_values_are_dashes(report: Material) -> None:
    table = rows(shown("coop_goals", report))
    assert table[-1] == ("Razem", "18", "52,7", "50,2–55,3", "21,4", "18,6–24,2", "2,4")
    assert table[0] == ("lubelskie", "–", "–", "–", "–", "–", "–")


def test_the_answer_names_what_goes_together_and_what_does_not(report: Material) -> None:
    sentence = said(shown("coop_answer", report))
    assert (
        "Tak, w części wyników: zakończenie programu, osiągnięcie celów (T); nie wykazano tego "
        "dla: tempo zakończenia programu." in sentence
    )
    assert "iloraz szans 2,40 na 10 punktów indeksu (przedział 95%: 1,56–3,68" in sentence
    assert "W obrębie jednego zespołu" in sentence


@pytest.mark.parametrize(
    ("completed", "goals", "answer"),
    [
        ((1.5, 3.0), (1.0, 4.0), "Tak, w części wyników"),
        ((0.2, 0.9), (-1.0, 4.0), "Nie: tam, gdzie związek widać, jest odwrotny"),
        ((1.5, 3.0), (-4.0, -1.0), "Niejednoznacznie"),
        ((0.9, 3.0), (-1.0, 4.0), "Dane tego nie wykazują"),
    ],
)
def test_the_answer_follows_the_intervals(
    completed: tuple[float, float], goals: tuple[float, float], answer: str
) -> None:
    def put(frame: pd.DataFrame) -> pd.DataFrame:
        low, high = frame["ci_low"].copy(), frame["ci_high"].copy()
        for name, ends in (("completed", completed), ("goal_t", goals)):
            at = frame["group"] == f"{name}|between"
            low, high = low.mask(at, ends[0]), high.mask(at, ends[1])
        return frame.assign(ci_low=low, ci_high=high)

    assert answer in said(shown("coop_answer", with_coop(put)))


def test_an_interval_that_holds_no_association_has_no_side() -> None:
    row = {"value": 2.0, "ci_low": 0.9, "ci_high": 4.0}
    assert side(row, 1.0) == 0
    assert side({**row, "ci_low": 1.1}, 1.0) == 1
    assert side({**row, "ci_low": 0.1, "ci_high": 0.9}, 1.0) == -1
    assert side({**row, "ci_low": float("nan")}, 1.0) == 0


def test_associations_stand_between_within_and_together(report: Material) -> None:
    table = rows(shown("coop_associations", report))
    assert table[0] == (
        "zakończenie programu: iloraz szans", "między zespołami", "2,40", "1,56–3,68", "20",
        "wyższy wynik przy wyższym indeksie",
    )  # fmt: skip
    # of time there is no comparison within teams, and no empty row for it
    assert [row[1] for row in table if row[0].startswith("tempo")] == ["między zespołami"]


def test_points_of_the_curve_are_in_the_order_of_the_index(report: Material) -> None:
    assert [row[:3] for row in rows(shown("coop_dose_response", report))] == [
        ("50", "62%", "45–77%"), ("80", "96%", "90–98%"),
    ]  # fmt: skip


def test_one_point_is_no_curve() -> None:
    alone = with_coop(without("intensity_outcome completed|at:50"))
    assert "dwóch punktów" in said(shown("coop_dose_response", alone))


def test_without_one_team_is_a_range_and_says_how_often_the_direction_turns(
    report: Material,
) -> None:
    table = {
        (row[0].split(":")[0], row[1]): row[2:] for row in rows(shown("coop_sensitivity", report))
    }
    assert table["zakończenie programu", "bez jednego zespołu (odwraca: 0)"] == (
        "2,40", "2,10–2,60",
    )  # fmt: skip
    assert table["tempo zakończenia programu", "bez jednego zespołu (odwraca: 2)"] == (
        "1,03", "0,98–1,06",
    )  # fmt: skip
    assert ("zakończenie programu", "podwojona waga: kontakty z rodzinami") in table


def test_e_values_speak_only_of_associations_that_are_shown(report: Material) -> None:
    first, second = said(shown("coop_e_value", report)).splitlines()
    assert "wartość E to 2,5" in first
    assert "wystarczyłoby 1,8" in first
    assert "nie ma czego wyjaśniać" in second


def test_rivals_are_six_and_each_has_what_the_data_say(report: Material) -> None:
    table = {row[0]: row[1:] for row in rows(shown("coop_rivals", report))}
    assert list(table) == [
        "Pandemia COVID-19", "Usługi równoległe", "Dobór rodzin do zespołów", "Rotacja kadry",
        "Sposób pomiaru", "Czas w programie",
    ]  # fmt: skip
    assert "wyniósł wtedy −2,2" in table["Pandemia COVID-19"][0]
    # 4 of 16 suspended, 5 of 16 converted
    assert "u 25% rodzin" in table["Usługi równoległe"][0]
    assert "a u 31% zamieniona" in table["Usługi równoległe"][0]
    assert "60–66 punktów" in table["Dobór rodzin do zespołów"][0]
    # E2 left LU-01, whose work has not ended
    assert "1 z 3" in table["Rotacja kadry"][0]
    assert "2,20–2,60" in table["Sposób pomiaru"][0]
    assert table["Usługi równoległe"][1] == "nie do sprawdzenia w tych danych"


def test_rivals_without_their_numbers_still_say_what_stands_open() -> None:
    bare = with_coop(without("service_adaptation", "covid_break", "cooperation_intensity"))
    bare = dataclasses.replace(bare, teams={})
    table = {row[0]: row[1] for row in rows(shown("coop_rivals", bare), "en")}
    assert table["Staff turnover"] == "The data say nothing on it."
    assert "%" not in table["Parallel services"]
    assert all(not NAN.search(cell) and "–" not in cell for name, cell in table.items()
               if name != "Measurement")  # fmt: skip


def test_groups_and_methods_of_released_rows_have_words(report: Material) -> None:
    frame = report.values.frame  # noqa: PD011 (not pandas)
    for group in frame["group"].dropna().unique():
        for lang in LANGUAGES:
            words = group_words(report, group).in_(lang)
            assert words
            assert not re.search(r"[|_]", words), group
    assert all("_" not in method_words(method).pl for method in frame["method"].unique())


def test_words_of_groups_name_outcome_and_part() -> None:
    assert coop_group("completed|weights:ties") == Text(
        "zakończenie programu, podwojona waga: poziom relacji",
        "completion of the programme, double weight: level of ties",
    )
    assert coop_group("contacts|level_change") == Text(
        "Kontakty z rodziną w miesiącu, skok poziomu",
        "Contacts with a family in a month, jump of level",
    )
    assert coop_group("nothing|known") is None
    assert coop_method("reml_nested_at_zero") == Text(
        "model mieszany, trzy poziomy, oszacowano na zero",
        "mixed model, three levels, estimated as zero",
    )
    assert coop_method("unknown_at_zero") is None


def test_tables_of_the_material_are_those_that_exhibits_ask_for() -> None:
    # a table dropped from the material would turn exhibits into sentences without a failing test
    assert set(HELD) <= coop_material().tables
