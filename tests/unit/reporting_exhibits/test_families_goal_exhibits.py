"""Exhibits of goals and diagnoses: what is shown, in which words, and what is never concluded."""

import dataclasses

import pandas as pd
import pytest
from exhibit_material import material, tables
from family_goal_material import emptied, goal_material, rows

from kooperacja_eval.reporting import exhibits
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.families_goal_words import (
    family_goal_group,
    family_goal_method,
)
from kooperacja_eval.reporting.exhibits.value_words import group_words, method_words
from kooperacja_eval.reporting.figures import draw_png, draw_svg
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import show_table
from kooperacja_eval.text import LANGUAGES, Lang, Text

pytestmark = pytest.mark.unit

EVERY = (
    "families_goals", "families_goal_levels", "families_goal_number", "families_goals_sentence",
    "families_diagnosis", "families_diagnosis_figure", "families_diagnosis_sentence",
    "families_reliable", "families_missing_post", "families_missing_post_sentence",
)  # fmt: skip
FIGURES = ("families_goal_levels", "families_diagnosis_figure", "families_reliable")
SENTENCES = ("families_goals_sentence", "families_diagnosis_sentence",
             "families_missing_post_sentence")  # fmt: skip


def made(name: str, report: Material) -> Exhibit:
    """Return an exhibit that must be a table or a figure."""
    shown = getattr(exhibits, name)(report)
    assert isinstance(shown, Exhibit)
    return shown


def lines(name: str, report: Material, lang: Lang = "pl") -> list[tuple[str, ...]]:
    """Return a table as people read it, spaces that do not break as plain ones."""
    shown = made(name, report)
    cells = show_table(shown.data, shown.columns, lang).rows
    return [tuple(cell.replace("\u00a0", " ") for cell in row) for row in cells]


def said(name: str, report: Material, lang: Lang = "pl") -> str:
    """Return a sentence with plain spaces."""
    shown = getattr(exhibits, name)(report)
    assert isinstance(shown, Prose)
    return shown.text.in_(lang).replace("\u00a0", " ")


def test_goals_by_domain_leave_out_domains_without_goals() -> None:
    assert lines("families_goals", goal_material()) == [
        ("zdrowie", "14", "22", "82%", "62–93%", "1,8", "1,3–2,3", "42%"),
        ("warunki mieszkaniowe", "11", "18", "67%", "45–83%", "1,3", "0,8–1,9", "35%"),
        ("Razem", "20", "40", "75%", "60–86%", "1,6", "1,2–2,0", "39%"),
    ]
    assert lines("families_goals", goal_material(), "en")[0][0] == "health"


def test_evolving_goals_are_said_to_be_a_principle_not_an_error() -> None:
    caption = made("families_goals", goal_material()).caption
    assert "zasadą modelu, a nie błędem" in caption.pl
    assert "principle of the model, no error" in caption.en


def test_levels_say_in_words_what_the_bars_show() -> None:
    shown = made("families_goal_levels", goal_material())
    assert "przy ocenie −2: 11%, −1: 13%, 0: 42%, 1: 24%, 2: 11%" in shown.alt.pl
    assert "when the goal was set −2: 50%" in shown.alt.en
    assert "(38)" in shown.caption.pl


def test_t_by_number_of_goals_shows_how_far_t_reaches() -> None:
    # one goal a level above: 60; two: 50 + 20 / sqrt(.7 * 2 + .3 * 4) = 62.4; no single number of
    # goals stands behind 4+
    assert lines("families_goal_number", goal_material()) == [
        ("1 cel", "6", "52,0", "46,0–58,0", "60,0"),
        ("2 cele", "10", "54,0", "49,0–59,0", "62,4"),
        ("3 cele", "–", "–", "–", "63,7"),
        ("4 lub więcej celów", "4", "59,0", "50,0–68,0", "–"),
        ("Razem", "20", "54,4", "51,1–57,7", "–"),
    ]


def test_before_then_and_after_stand_apart_and_changes_are_of_pairs() -> None:
    # the standardised change (1.1) beside it is not taken for the difference
    assert lines("families_diagnosis", goal_material()) == [
        ("zdrowie", "4,3", "3,6", "6,0", "11", "1,6", "0,9–2,4", "2,4", "1,7–3,0"),
        ("Razem", "4,4", "3,6", "6,0", "16", "1,5", "1,1–1,9", "2,4", "2,0–2,8"),
    ]
    assert "Skala 1–10" in made("families_diagnosis", goal_material()).caption.pl
    assert "Skala" not in made("families_diagnosis", goal_material(scale=False)).caption.pl


def test_the_figure_of_changes_says_its_values() -> None:
    shown = made("families_diagnosis_figure", goal_material())
    assert shown.alt.pl == "Wykres punktowy średniej zmiany po − przed: zdrowie: +1,6; Razem: +1,5."
    assert list(shown.data["kind"]) == ["post_minus_pre", "post_minus_then"] * 2


def test_reliable_changes_name_reliability_and_its_source() -> None:
    shown = made("families_reliable", goal_material())
    assert "Rzetelność oceny jednej dziedziny: 0,77 (źródło: podręcznik)" in shown.caption.pl
    assert "Razem: poprawa 40%, bez pewnej zmiany 47%, pogorszenie 13%" in shown.alt.pl


def test_without_a_reliability_the_reason_is_said() -> None:
    method = "jacobson_truax_no_reliability"
    change = emptied("reliable_change_share", method=method)
    shown = said("families_reliable", goal_material(change, reliability=None))
    assert "study.toml nie podaje rzetelności" in shown


def test_every_assumption_about_families_not_seen_stands_beside_its_number() -> None:
    shown = lines("families_missing_post", goal_material())
    assert [(row[0], *row[2:]) for row in shown] == [
        ("Rodziny ocenione po", "16", "1,50", "1,10–1,90"),
        ("Z wagami, wszystkie cechy", "16", "–", "–"),
        ("Z wagami, bez obszaru", "16", "1,30", "0,90–1,70"),
        ("Najgorszy przypadek", "20", "0,20", "od −0,40 do 2,90"),
        ("Najlepszy przypadek", "20", "2,40", "od −0,40 do 2,90"),
    ]
    caption = made("families_missing_post", goal_material()).caption.pl.replace("\u00a0", " ")
    assert "Bez oceny przed albo po: 5 z 21 rodzin" in caption
    assert "miały średnio 4,8, ocenione po: 4,3" in caption


def test_few_families_not_seen_are_hidden_in_public_with_what_tells_their_scores() -> None:
    def few(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(n=frame["n"].mask(frame["group"] == "lost", 2))

    shown = goal_material(few, profile="public")
    rows = {row[0]: row[3] for row in lines("families_missing_post", shown)}
    assert rows["Najgorszy przypadek"] == "ukryto"
    assert rows["Rodziny ocenione po"] == "1,50"
    assert "miały średnio" not in made("families_missing_post", shown).caption.pl
    assert "Bez żadnych założeń" not in said("families_missing_post_sentence", shown)


def test_sentences_compute_their_numbers_and_say_what_may_not_be_concluded() -> None:
    report = goal_material()
    goals = said("families_goals_sentence", report)
    assert "osiągnięto 75,0% (przedział 95%: 60,0–86,0%) celów" in goals
    assert "bez oceny: 5" in goals
    assert "zmieniono 38,6% celów" in goals
    change = said("families_diagnosis_sentence", report)
    assert "+1,50 pkt, przedział 95%: 1,10–1,90 (16 rodzin z obiema ocenami" in change
    assert "o −0,80 pkt" in change
    for name in SENTENCES[:2]:
        assert "**nie wolno**" in said(name, report)
        assert "**do not**" in said(name, report, "en")


def test_an_interval_that_holds_zero_is_no_improvement_in_the_worst_case() -> None:
    missing = said("families_missing_post_sentence", goal_material())
    assert "między +0,20 a +2,40 pkt" in missing
    assert "zmiana wynosi +1,30 pkt" in missing
    assert "**nie pozwalają**" in missing

    def above(frame: pd.DataFrame) -> pd.DataFrame:
        chosen = frame["group"].isin(["lost|worst", "lost|best"])
        return frame.assign(ci_low=frame["ci_low"].mask(chosen, 0.1))

    assert "nawet w najgorszym przypadku" in said(
        "families_missing_post_sentence", goal_material(above)
    )


@pytest.mark.parametrize("name", EVERY)
def test_a_study_without_the_tables_says_what_is_missing(name: str) -> None:
    shown = getattr(exhibits, name)(material(tables("pzk")))
    assert isinstance(shown, Prose)
    assert "„Rodziny, osoby i grupy”" in shown.text.pl


@pytest.mark.parametrize("name", EVERY)
def test_without_values_there_is_a_sentence_and_no_empty_frame(name: str) -> None:
    report = goal_material(emptied(*set(rows()["indicator_id"])))
    shown = getattr(exhibits, name)(report)
    assert isinstance(shown, Prose)
    none = dataclasses.replace(
        report, values=dataclasses.replace(report.values, values=rows().iloc[:0], n_rows=0,
                                           n_suppressed=0)
    )  # fmt: skip
    assert isinstance(getattr(exhibits, name)(none), Prose)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_figures_can_be_drawn_in_both_languages_and_profiles(name: str, lang: Lang) -> None:
    for report in (goal_material(), goal_material(profile="public")):
        shown = made(name, report)
        assert shown.draw is not None
        assert b"<svg" in draw_svg(shown.draw, shown.data, lang)
        assert draw_png(shown.draw, shown.data, lang).startswith(b"\x89PNG")


def test_a_small_number_is_hidden_in_public_and_its_bar_is_not_drawn() -> None:
    def few(frame: pd.DataFrame) -> pd.DataFrame:
        chosen = frame["group"] == "worse/domain:health"
        tops = frame["numerator"].mask(chosen, 1.0)
        return frame.assign(
            numerator=tops.mask(frame["group"] == "unchanged/domain:health", 6.0),
            value=frame["value"].mask(chosen, 1 / 11),
        )

    shown = made("families_reliable", goal_material(few, profile="public"))
    health = shown.data[shown.data["code"] == "health"].set_index("course")
    assert health["status"]["worse"] == "suppressed"
    assert health["value"].isna()["worse"]
    assert "pogorszenie ukryto" in shown.alt.pl


def test_every_group_and_method_has_words() -> None:
    report = goal_material()
    for group in rows()["group"].unique():
        assert group not in group_words(report, str(group)).pl
    assert group_words(report, "post/domain:health").pl == "po (zdrowie)"
    assert group_words(report, "attained/goals:2").pl.replace("\u00a0", " ") == (
        "osiągnięte T (2 cele)"
    )
    area = group_words(report, "all/domain:health/area:addiction")
    assert area == Text("razem (zdrowie, uzależnienia)", "all (health, addiction)")
    assert group_words(report, "before|-2").pl == "przy ustaleniu celu: znacznie poniżej oczekiwań"
    assert method_words("manski_clustered_t").en == "Manski's bounds"


def test_other_groups_and_methods_are_left_to_others() -> None:
    for group in ("2019-09", "domain:unheard_of", "before|9", "sector:health", "goals:", "x|y"):
        assert family_goal_group(group) is None
    assert family_goal_method("wilson") is None
