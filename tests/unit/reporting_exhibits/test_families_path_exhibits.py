"""Flow, path and completion of families: numbers, words in both languages, what is hidden."""

from typing import Any

import pandas as pd
import pytest
from exhibit_material import TEAMS, frame, material, tables, typed
from matplotlib.figure import Figure

from kooperacja_eval.reporting import exhibits
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.families_path_words import path_group
from kooperacja_eval.reporting.exhibits.value_words import group_words
from kooperacja_eval.reporting.figures import draw_png, draw_svg
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import show_table, without_hidden
from kooperacja_eval.text import Lang, Text

pytestmark = pytest.mark.unit

NBSP = "\u00a0"


def families() -> pd.DataFrame:
    """Return the 20 families with later stages, a gap, one still in cooperation, and a group.

    Of 20: 14 completed, 2 moved, 3 withdrew, 1 still in cooperation (a withdrawn one of MA-01).
    All are monitored; the 14 completed but one have a date of the evaluation.
    """
    every = tables("families")["families"]
    done = every["outcome"] == "completed"
    every["contract_on"] = pd.Timestamp("2019-08-12")
    every["monitored_on"] = pd.Timestamp("2019-12-15")
    every["evaluated_on"] = pd.Series(pd.Timestamp("2020-09-20"), every.index).where(done)
    every.loc[0, ["evaluated_on", "diagnosed_on"]] = pd.NaT
    last = every.index[every["outcome"] == "withdrawn"][-1]
    every.loc[last, "outcome"] = "ongoing"
    every.loc[last, "ended_on"] = pd.NaT
    every["contract_type"] = ["family", "social"] * 10
    group = every.iloc[[0]].assign(family_id="LU-01-G01", unit_type="group", outcome="withdrawn")
    return typed("families", pd.concat([every, group], ignore_index=True))


def study(profile: Any = "internal") -> Material:
    return material({"pzk": frame("pzk", TEAMS), "families": families()}, profile=profile)


@pytest.fixture(scope="module")
def report() -> Material:
    """The families, nothing hidden."""
    return study()


@pytest.fixture(scope="module")
def public() -> Material:
    """The families as the public may see them."""
    return study("public")


def rows(exhibit: Any, lang: Lang = "pl") -> list[tuple[str, ...]]:
    assert isinstance(exhibit, Exhibit)
    shown = show_table(exhibit.data, exhibit.columns, lang)
    return [tuple(cell.replace(NBSP, " ") for cell in row) for row in shown.rows]


def said(prose: Any, lang: Lang = "pl") -> str:
    assert isinstance(prose, Prose)
    return prose.text.in_(lang).replace(NBSP, " ")


def written(exhibit: Any, lang: Lang) -> list[str]:
    """Return the texts of a figure, in the order in which they are drawn."""
    figure = Figure()
    exhibit.draw(figure, without_hidden(exhibit.data), lang)
    texts = [text.get_text() for axes in figure.axes for text in axes.texts]
    labels = [label.get_text() for axes in figure.axes for label in axes.get_yticklabels()]
    return [" ".join(text.replace(NBSP, " ").split()) for text in [*texts, *labels] if text]


# --- flow ----------------------------------------------------------------------------------------


def test_the_flow_draws_stages_exits_gaps_and_groups(report: Material) -> None:
    drawn = written(exhibits.families_flow(report), "pl")
    assert "Zgłoszenie: 20" in drawn
    assert "Diagnoza: 20 w tym bez daty: 1" in drawn  # the first family, monitored later
    # 5 left: 2 moved, 3 - 1 of MA-01's and 1 of LU-01's withdrew; 1 goes on; 1 of 14 has a gap
    assert (
        "Odeszły po tym etapie: 5 (rezygnacja: 3, wyprowadzka: 2) Współpraca trwa: 1 "
        "Zakończyły IPP, brak daty dalszych etapów: 1"
    ) in drawn
    assert "Ewaluacja z rodziną: 13" in drawn  # 20 - 5 - 1 - 1
    assert "Grupy (nie są rodzinami): 1" in drawn
    assert "Oceniony cel brak danych" in drawn  # no table of goals


def test_the_flow_speaks_english_and_says_what_it_shows(report: Material) -> None:
    shown: Any = exhibits.families_flow(report)
    drawn = written(shown, "en")
    assert "Diagnosis: 20 of these without a date: 1" in drawn
    assert "Groups (no families): 1" in drawn
    assert "zakończono zgodnie z IPP 14" in shown.alt.pl
    assert "evaluation with the family 13" in shown.alt.en
    assert draw_png(shown.draw, shown.data, "en").startswith(b"\x89PNG")


def test_the_flow_sentence_says_who_was_lost_where(report: Material) -> None:
    text = said(exhibits.families_flow_sentence(report))
    assert text.startswith("Z 20 rodzin i osób: zakończono zgodnie z IPP: 14, w toku: 1")
    assert "według ostatniego osiągniętego etapu: pierwszy monitoring: 5." in text
    assert "Grupy (1) nie są tu wliczane" in text
    assert "nie znaczy, że pomoc zawiodła" in text
    assert "does not mean that help failed" in said(exhibits.families_flow_sentence(report), "en")


def test_hidden_numbers_of_the_flow_are_called_hidden(public: Material) -> None:
    # one family has no date of its diagnosis: small
    drawn = written(exhibits.families_flow(public), "pl")
    assert "Diagnoza: 20 w tym bez daty: ukryto" in drawn
    assert not any("nan" in text or "–" in text for text in drawn)


# --- path ----------------------------------------------------------------------------------------


def test_the_path_has_passages_days_and_exits_at_each_stage(report: Material) -> None:
    shown = rows(exhibits.families_path_table(report))
    # step, passed, of, share, median days, left after the first stage
    assert [(r[0], r[1], r[2], r[3], r[5], r[7]) for r in shown] == [
        ("zgłoszenie → screening", "20", "20", "100,0%", "10,0", "0"),
        ("screening → diagnoza", "19", "20", "95,0%", "20,0", "0"),
        ("diagnoza → podpisanie IPP", "19", "19", "100,0%", "10,0", "0"),
        ("podpisanie IPP → kontrakt", "20", "20", "100,0%", "2,0", "0"),
        # 12 in LU started on 1 IX (20 days), 8 in MA on 1 XII (111 days): the 10th and 11th are 20
        ("kontrakt → początek współpracy", "20", "20", "100,0%", "20,0", "0"),
        ("początek współpracy → pierwszy monitoring", "20", "20", "100,0%", "105,0", "0"),
        ("pierwszy monitoring → ewaluacja z rodziną", "13", "20", "65,0%", "280,0", "5"),
        ("ewaluacja z rodziną → koniec współpracy", "13", "13", "100,0%", "10,0", "0"),
    ]


def test_the_path_is_drawn_with_words_in_both_languages(report: Material) -> None:
    shown: Any = exhibits.families_path(report)
    drawn = written(shown, "pl")
    assert "Pierwszy monitoring: 20" in drawn
    assert "↳ odeszły: 5" in drawn
    assert "65,0%, 13 z 20" in drawn
    assert "↳ left: 5" in written(shown, "en")
    assert "pierwszy monitoring → ewaluacja z rodziną 65,0%, 280 dni" in shown.alt.pl.replace(
        NBSP, " "
    )
    assert draw_svg(shown.draw, shown.data, "pl").startswith(b"<?xml")


def test_the_path_sentence_tells_gaps_from_exits(report: Material) -> None:
    text = said(exhibits.families_path_sentence(report))
    assert "Odejścia bez zakończenia IPP, według ostatniego osiągniętego etapu: pierwszy" in text
    assert "Daty etapu brakuje, choć jest etap późniejszy (diagnoza: 1)" in text
    assert "Najdłuższy krok: pierwszy monitoring → ewaluacja z rodziną, mediana 280 dni" in text


def test_a_hidden_passage_is_called_hidden_and_its_stage_is_still_shown(public: Material) -> None:
    # 19 of 20 have a date of the diagnosis: one is missing it
    shown = rows(exhibits.families_path_table(public))
    assert shown[1][1:5] == ("ukryto",) * 4
    drawn = written(exhibits.families_path(public), "pl")
    assert "Diagnoza: 20" in drawn
    assert "ukryto" in drawn


# --- completion ----------------------------------------------------------------------------------


def test_completion_of_places_has_both_bases(report: Material) -> None:
    shown = rows(exhibits.families_completion(report))
    # who, completed, all, share of all, ..., closed, share of closed
    assert [(r[0], r[1], r[2], r[3], r[5], r[6]) for r in shown[:3]] == [
        ("Razem", "14", "20", "70,0%", "19", "73,7%"),
        ("lubelskie", "9", "12", "75,0%", "12", "75,0%"),
        ("mazowieckie", "5", "8", "62,5%", "7", "71,4%"),
    ]
    assert [r[0] for r in shown[3:]] == [
        "rodziny z wieloma trudnościami", "niepełnosprawność, choroba", "osoby starsze",
        "uzależnienia",
    ]  # fmt: skip
    assert shown[3][1:4] == ("0", "0", "–")  # no team of that area


def test_completion_of_parts_has_both_bases(report: Material) -> None:
    shown = rows(exhibits.families_completion_traits(report), "en")
    assert [(r[0], r[1], r[2], r[5]) for r in shown] == [
        ("cohort of September 2019", "9", "12", "12"),
        ("cohort of December 2019", "5", "8", "7"),
        ("family", "14", "20", "19"),
        ("person", "0", "0", "0"),
        ("family contract", "8", "10", "10"),  # the 1st, 3rd, ... of the families
        ("social contract", "6", "10", "9"),
    ]


def test_the_interval_is_that_of_teams_or_wilsons_where_teams_do_not_allow_one(
    report: Material,
) -> None:
    # lubelskie: 4 of 6 and 5 of 6; Wilson of 9 of 12 is 47-91 %, teams give another
    lines = exhibits.families_completion(report).data  # type: ignore[union-attr]
    clustered = report.rows("ipp_completed_share", level="voivodeship", method="clustered_wilson")
    assert lines["all_ci_low"].tolist()[1] == clustered["ci_low"].tolist()[0]
    wilson = report.rows("ipp_completed_share", level="macroregion", group="older_people")
    row = lines[lines["what"].map(lambda text: text.pl) == "osoby starsze"].iloc[0]
    assert wilson["status"].tolist() == ["ok", "insufficient"]  # one team
    assert row["all_ci_low"] == wilson["ci_low"].iloc[0]


def test_the_forest_draws_both_bases_and_names_its_parts(report: Material) -> None:
    shown: Any = exhibits.families_completion_forest(report)
    drawn = written(shown, "pl")
    assert "70,0% / 73,7%" in drawn
    for head in ("Województwo", "Obszar zespołu", "Kohorta", "Jednostka", "Kontrakt"):
        assert head in drawn
    assert "lubelskie 75,0%" in shown.alt.pl
    assert draw_png(shown.draw, shown.data, "pl").startswith(b"\x89PNG")


def test_the_completion_sentence_names_both_bases(report: Material) -> None:
    text = said(exhibits.families_completion_sentence(report))
    assert "Podstawa: wszystkie rodziny i osoby (20). IPP zgodnie z celami zakończyło 14" in text
    assert "z którymi współpraca się skończyła (19). IPP zgodnie z celami zakończyło 14" in text
    assert "nie wolno czytać jako skutku pracy zespołów" in text


def test_one_base_does_not_give_the_ongoing_back(public: Material) -> None:
    # one family still cooperates: 20 less 19 would say so, hence the second base is hidden
    shown = rows(exhibits.families_completion(public))
    assert shown[0][5:] == ("ukryto", "ukryto", "ukryto")
    assert "współpraca się skończyła" not in said(exhibits.families_completion_sentence(public))


# --- words ---------------------------------------------------------------------------------------


def test_every_group_of_these_indicators_has_words(report: Material) -> None:
    frame = report.values.frame  # noqa: PD011 (released values, no array)
    mine = frame["indicator_id"].isin(
        ["family_flow", "stage_exits", "stage_waiting", "completion_by", "completion_of_ended",
         "stage_conversion"]
    )  # fmt: skip
    groups = set(frame.loc[mine, "group"].dropna())
    assert "monitored/end:withdrawn" in groups
    for group in groups:
        words = group_words(report, str(group))
        for part in (words.pl, words.en):
            assert part
            assert "_" not in part
            assert ":" not in part
            assert "|" not in part


def test_other_groups_are_left_to_other_words() -> None:
    assert path_group("icc") is None
    assert path_group("cohort:2019-09") == Text("kohorta IX.2019", f"cohort of September{NBSP}2019")
