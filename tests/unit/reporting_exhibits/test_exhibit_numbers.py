"""What each exhibit shows: rows, labels and numbers, equal to those of the indicators."""

import math
from typing import Any

import pandas as pd
import pytest
from exhibit_material import material, tables

from kooperacja_eval.reporting import exhibits
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import show_table
from kooperacja_eval.text import Lang

pytestmark = pytest.mark.unit

NBSP = "\u00a0"


@pytest.fixture(scope="module")
def report() -> Material:
    """The whole study, nothing hidden."""
    return material()


@pytest.fixture(scope="module")
def record() -> Material:
    """The published record alone."""
    return material(tables("published", "schedule", "output_targets"))


def rows(exhibit: Any, lang: Lang = "pl") -> list[tuple[str, ...]]:
    assert isinstance(exhibit, Exhibit)
    shown = show_table(exhibit.data, exhibit.columns, lang)
    return [tuple(cell.replace(NBSP, " ") for cell in row) for row in shown.rows]


def headers(exhibit: Any, lang: Lang) -> tuple[str, ...]:
    assert isinstance(exhibit, Exhibit)
    return show_table(exhibit.data, exhibit.columns, lang).headers


def sentence(prose: Any, lang: Lang = "pl") -> str:
    assert isinstance(prose, Prose)
    return prose.text.in_(lang).replace(NBSP, " ")


# --- reach ---------------------------------------------------------------------------------------


def test_families_by_voivodeship_stand_beside_both_documents(report: Material) -> None:
    shown: Any = exhibits.families_by_voivodeship(report)
    assert headers(shown, "pl") == (
        "Województwo", "Zespoły", "Obliczone na 31.12.2019", "Dokument 000, XII.2019",
        "Dokument 001, III.2020", "Grupy",
    )  # fmt: skip
    # teams, families in cooperation on the day, both documents, groups
    assert rows(shown) == [
        ("lubelskie", "2", "12", "12", "11", "0"),
        ("mazowieckie", "2", "8", "–", "–", "0"),
        ("Razem", "4", "20", "–", "–", "0"),
    ]
    assert rows(shown, "en")[-1][0] == "Total"


def test_families_are_not_computed_without_microdata(record: Material) -> None:
    shown: Any = exhibits.families_by_voivodeship(record)
    assert "Obliczone na 31.12.2019" not in headers(shown, "pl")
    assert rows(shown)[0] == ("lubelskie", "–", "12", "11", "–")
    assert "obliczenia" not in shown.source.pl


def test_teams_by_area_are_added_up(report: Material) -> None:
    assert rows(exhibits.areas_by_voivodeship(report)) == [
        # many difficulties, disability, older people, addiction, together
        ("lubelskie", "0", "1", "1", "0", "2"),
        ("mazowieckie", "0", "0", "0", "2", "2"),
        ("Razem", "0", "1", "1", "2", "4"),
        ("w ilu województwach", "0", "1", "1", "1", "–"),
    ]


def test_teams_by_area_are_published_ones_without_microdata(record: Material) -> None:
    # parenting difficulties of document 000 count as many difficulties
    shown: Any = exhibits.areas_by_voivodeship(record)
    assert rows(shown)[0] == ("lubelskie", "1", "1", "0", "0", "2")
    assert shown.source.pl.startswith("dokument 000")


def test_families_by_area_are_those_of_the_families_themselves(report: Material) -> None:
    assert rows(exhibits.families_by_area(report)) == [
        ("lubelskie", "0", "0", "0", "12", "12"),
        ("mazowieckie", "0", "0", "0", "8", "8"),
        ("Razem", "0", "0", "0", "20", "20"),
    ]


def test_families_per_team(report: Material) -> None:
    # 6, 6, 6 and 2: the mean is 20 / 4
    assert [row[:2] for row in rows(exhibits.families_per_team(report))] == [
        ("najmniej", "2,0"), ("średnio", "5,0"), ("najwięcej", "6,0"),
    ]  # fmt: skip


def test_reach_is_one_sentence_with_its_target(report: Material, record: Material) -> None:
    # 20 of a target of 16
    assert sentence(exhibits.reach_sentence(report)) == (
        "Współpracą z 4 zespołami objęto (według obliczeń) 20 rodzin i osób; cel wynosił co "
        "najmniej 16, osiągnięto więc 125,0% celu."
    )
    assert sentence(exhibits.reach_sentence(report), "en") == (
        "20 families or persons cooperated (as computed) with 4 teams; the target was at least "
        "16, so 125.0% of it was reached."
    )
    assert "(według dokumentu 000) 21 rodzin" in sentence(exhibits.reach_sentence(record))


# --- outcomes ------------------------------------------------------------------------------------


def test_completed_programmes_come_with_base_and_interval(report: Material) -> None:
    shown: Any = exhibits.completed_by_voivodeship(report)
    # LU 4 + 5 of 12, MA 3 + 2 of 8
    assert [row[:4] for row in rows(shown)] == [
        ("lubelskie", "9", "12", "75,0%"),
        ("mazowieckie", "5", "8", "62,5%"),
        ("Razem", "14", "20", "70,0%"),
    ]
    assert shown.alt.pl == (
        "Wykres słupkowy udziału zakończonych programów: lubelskie 75,0%; mazowieckie 62,5%; "
        "Razem 70,0%."
    )
    assert shown.alt.en.endswith("lubelskie 75.0%; mazowieckie 62.5%; Total 70.0%.")
    assert shown._repr_png_() is not None


def test_the_data_of_a_picture_are_the_values_of_the_indicator(report: Material) -> None:
    shown: Any = exhibits.completed_by_voivodeship(report)
    values = report.rows("ipp_completed_share", level="voivodeship", method="wilson")
    columns = ["numerator", "denominator", "value", "ci_low", "ci_high", "status"]
    pd.testing.assert_frame_equal(shown.data[columns].head(len(values)), values[columns])


def test_shares_stand_over_both_bases_with_both_intervals(report: Material) -> None:
    shown = rows(exhibits.completion_and_services(report))
    # 14 of 20 completed; 4 + 3 keep services: 7 of 14 and 7 of 20
    assert [(row[0], row[1], row[2], row[3], row[5]) for row in shown] == [
        ("zakończone zgodnie z IPP, ze wszystkich", "14", "20", "70,0%", "Wilson"),
        ("zakończone zgodnie z IPP, ze wszystkich", "14", "20", "70,0%", "zespoły jako grupy"),
        ("usługi trwają, z zakończonych", "7", "14", "50,0%", "Wilson"),
        ("usługi trwają, z zakończonych", "7", "14", "50,0%", "zespoły jako grupy"),
        ("usługi trwają, ze wszystkich", "7", "20", "35,0%", "Wilson"),
        ("usługi trwają, ze wszystkich", "7", "20", "35,0%", "zespoły jako grupy"),
    ]


def test_cohorts_stand_beside_what_document_000_says(report: Material) -> None:
    # 1 IX 2019 - 30 IX 2020 is 396 days: 13.0 months; 1 XII - 30 IX is 305 days: 10.0
    shown = rows(exhibits.cohorts(report))
    assert [(row[0], row[1], row[2], row[3], row[5]) for row in shown] == [
        ("IX.2019", "12", "12", "13,0", "13"),
        ("XII.2019", "8", "–", "10,0", "–"),
        ("obie razem", "20", "–", "11,8", "–"),  # (12 · 396 + 8 · 305) / 20 / 30.4375
    ]


def test_published_cohorts_stand_alone_without_microdata(record: Material) -> None:
    shown: Any = exhibits.cohorts(record)
    assert headers(shown, "pl") == ("Kohorta od", "Dok. 000", "Dok. 000 (mies.)")
    assert rows(shown) == [("IX.2019", "12", "13")]


def test_completion_is_one_sentence(report: Material) -> None:
    assert sentence(exhibits.completion_sentence(report)).startswith(
        "Zgodnie z terminami i celami IPP współpracę zakończyło: 14 rodzin i osób z 20, czyli 70,0%"
    )
    assert sentence(exhibits.completion_sentence(report), "en").startswith(
        "14 of 20 families and persons completed on time and according to their goals: 70.0%"
    )


# --- the way through the stages, costs ------------------------------------------------------------


def test_stages_follow_each_other_with_days(report: Material) -> None:
    shown = rows(exhibits.case_path(report))
    # 1 VII -> 11 VII -> 31 VII -> 10 VIII -> 30 IX 2020
    assert [(row[0], row[1], row[2], row[5]) for row in shown] == [
        ("zgłoszenie → screening", "20", "20", "10"),
        ("screening → diagnoza", "20", "20", "20"),
        ("diagnoza → podpisanie IPP", "20", "20", "10"),
        # these families have no date of contract, monitoring or evaluation: not recorded
        ("podpisanie IPP → kontrakt", "0", "0", "–"),
        ("kontrakt → początek współpracy", "0", "0", "–"),
        ("początek współpracy → pierwszy monitoring", "0", "0", "–"),
        ("pierwszy monitoring → ewaluacja z rodziną", "0", "0", "–"),
        ("ewaluacja z rodziną → koniec współpracy", "0", "0", "–"),
    ]


def test_costs_come_with_and_without_shared_ones(report: Material) -> None:
    shown = rows(exhibits.costs(report))
    # teams: 1000.50 + 2000; shared: 500; 20 families, 14 completed
    assert [row[:3] for row in shown] == [
        ("koszty przypisane zespołom", "3 000,50 zł", "–"),
        ("wszystkie koszty", "3 500,50 zł", "–"),
        ("na rodzinę, koszty zespołów", "150,03 zł", "20"),
        ("na rodzinę, wszystkie koszty", "175,03 zł", "20"),
        ("na zakończony IPP, koszty zespołów", "214,32 zł", "14"),
        ("na zakończony IPP, wszystkie koszty", "250,04 zł", "14"),
    ]


# --- schedule, targets ---------------------------------------------------------------------------


def test_the_schedule_shows_what_document_000_says(report: Material) -> None:
    shown: Any = exhibits.schedule_gantt(report)
    # K1.1 and K1.2 share a row; 5-6,9 are two bars; document 001 is not drawn
    assert rows(shown) == [
        ("K1 Upowszechnianie", "planowany", "1", "2"),
        ("K7 Praca merytoryczna", "planowany", "5", "6"),
        ("K7 Praca merytoryczna", "planowany", "9", "9"),
        ("K7 Praca merytoryczna", "zrealizowany", "5", "12"),
    ]
    assert shown.alt.pl == (
        "Wykres Gantta: plan kończy się w miesiącu 9, realizacja w miesiącu 12; praca "
        "merytoryczna (K7): plan 5–9, realizacja 5–12."
    )
    # month 1 is IV.2019 here, so III.2020 is month 12
    assert set(shown.data["covid"]) == {12.0}


def test_targets_take_the_computed_value_else_the_published_one(
    report: Material, record: Material
) -> None:
    assert rows(exhibits.targets(report)) == [
        ("podmioty we współpracy", "350", "–", "–", "–"),
        ("partnerskie zespoły kooperacji", "4", "4", "4", "100,0%"),
        ("rodziny i osoby", "16", "20", "21", "125,0%"),
    ]
    assert rows(exhibits.targets(record))[2] == ("rodziny i osoby", "16", "–", "21", "131,3%")


def test_output_targets_name_the_unit_and_the_documents(report: Material) -> None:
    shown: Any = exhibits.output_targets(report)
    assert rows(shown) == [
        ("I kamień milowy", "osoby", "mazowieckie", "14", "10"),
        ("II kamień milowy", "zespoły", "SGGW", "2", "–"),
    ]
    assert shown.source.pl.startswith("dokument 000: ")
    assert "; dokument 002: " in shown.source.pl
    assert shown.data["share"].tolist()[0] == pytest.approx(10 / 14)
    assert math.isnan(shown.data["share"].tolist()[1])


# --- quality -------------------------------------------------------------------------------------


def test_quality_is_counted(report: Material) -> None:
    sizes = rows(exhibits.table_sizes(report))
    # 20 rows of 18 fields; gmina, kind and day of the contract, monitoring and evaluation are
    # missing everywhere, services in 13: 5 * 20 + 13 = 113 of 360
    assert ("Rodziny, osoby i grupy", "20", "18", "113", "31,4%") in sizes
    missing = rows(exhibits.missing_fields(report))
    assert (
        "Rodziny, osoby i grupy",
        "usługi projektu socjalnego do",
        "20",
        "13",
        "65,0%",
    ) in missing
    shares = exhibits.missing_fields(report).data["share"].tolist()
    assert shares == sorted(shares, reverse=True)
    assert rows(exhibits.raw_files(report)) == [(".", "1", "100"), ("rodziny", "2", "50")]


def test_problems_and_corrections_are_listed(report: Material) -> None:
    shown: Any = exhibits.problems(report)
    assert rows(shown) == [("a.xlsx · Rodziny", "7", "Koniec", "ostrzeżenie", "Za późno.")]
    assert rows(shown, "en")[0][3:] == ("warning", "Too late.")
    fixed = rows(exhibits.corrections(report))
    assert [row[-5:] for row in fixed] == [
        ("zamiana zapisu", "skrót", "koordynator", "15.01.2021", "3"),
    ]


def test_quality_is_one_sentence_with_right_forms(report: Material) -> None:
    assert sentence(exhibits.quality_sentence(report)) == (
        "Dane: 3 pliki surowe, 6 tabel, wiersze: 42. Po sprawdzeniu: błędy: 0, 1 ostrzeżenie. "
        "Zastosowano: 1 reguła poprawek, zmienione wiersze: 3."
    )
    alone = material(tables("pzk"))
    assert "1 table, 4 rows" in sentence(exhibits.quality_sentence(alone), "en")
