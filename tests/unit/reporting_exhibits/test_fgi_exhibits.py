"""Exhibits of focus groups: released numbers and no others, words for what there is not."""

import dataclasses
from typing import Any

import pandas as pd
import pytest
from exhibit_material import material, tables
from fgi_material import fgi_material, fgi_rows_frame, with_rows

from kooperacja_eval.reporting import exhibits, formats
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.fgi_agreement import verdict
from kooperacja_eval.reporting.exhibits.fgi_barriers import NO_QUOTATION
from kooperacja_eval.reporting.exhibits.fgi_network import NO_PLACES
from kooperacja_eval.reporting.exhibits.fgi_sectors import NO_SECTORS
from kooperacja_eval.reporting.exhibits.fgi_words import codebook, round_label, rounds_up_to
from kooperacja_eval.reporting.figures import draw_svg
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import show_table
from kooperacja_eval.text import Lang, Text

pytestmark = pytest.mark.unit

WAVE = "fgi_2020"
NUMBERS = ["numerator", "denominator", "value", "ci_low", "ci_high", "n"]


@pytest.fixture(scope="module")
def report() -> Material:
    return fgi_material()


def rows(shown: Any, lang: Lang = "pl") -> list[tuple[str, ...]]:
    """Return the cells of a table with plain spaces."""
    assert isinstance(shown, Exhibit)
    cells = show_table(shown.data, shown.columns, lang).rows
    return [tuple(cell.replace(formats.NBSP, " ") for cell in row) for row in cells]


def said(shown: Any, lang: Lang = "pl") -> str:
    """Return a sentence with plain spaces."""
    assert isinstance(shown, Prose)
    return shown.text.in_(lang).replace(formats.NBSP, " ")


def hiding(chosen: "pd.Series[bool]") -> Material:
    """Return the material with some rows suppressed, as a release would leave them."""
    frame = fgi_rows_frame()
    emptied = {name: frame[name].mask(chosen) for name in NUMBERS}
    return with_rows(frame.assign(**emptied, status=frame["status"].mask(chosen, "suppressed")))


def test_groups_are_counted_by_round_and_place(report: Material) -> None:
    shown = exhibits.fgi_who_spoke(report, wave="fgi_2019", voivodeship="lubelskie")
    # of 4 groups in 2019 half are in lubelskie; 30 stretches and 2 voices of sectors in each
    assert rows(shown) == [
        ("Runda 2018", "Województwo lubelskie", "1", "30", "2"),
        ("Runda 2018", "Makroregion", "2", "60", "4"),
        ("Runda 2019", "Województwo lubelskie", "2", "60", "4"),
        ("Runda 2019", "Makroregion", "4", "120", "8"),
    ]


def test_rounds_after_the_one_of_the_report_are_left_out(report: Material) -> None:
    assert rounds_up_to(report, "fgi_2019") == ["fgi_2018", "fgi_2019"]
    assert round_label(report, "fgi_2019") == Text("runda 2019", "round 2019")


def test_codes_show_groups_and_stretches_of_the_voivodeship(report: Material) -> None:
    shown = rows(exhibits.fgi_codes(report, wave=WAVE, voivodeship="lubelskie"))
    # 2 of 3 groups, interval a tenth to either side; 6 of 90 stretches
    assert shown[1] == ("Brak czasu", "2", "67%", "57–77%", "6", "7%", "0–17%")
    assert shown[0][0] == "Bariery – razem"
    assert "Pandemia" in {row[0] for row in shown}


def test_codes_nobody_named_are_counted_but_not_listed(report: Material) -> None:
    shown: Any = exhibits.fgi_codes(report, wave="fgi_2018", voivodeship="lubelskie")
    leaves = sum(not code.branch for code in codebook(report).values())
    # in 2018 half of 2 groups is 1: only barrier.time was named by both
    assert [row[0] for row in rows(shown)] == ["Bariery – razem", "Brak czasu"]
    assert f"nie użyto: {leaves - 1}." in shown.caption.pl


def test_a_suppressed_share_is_a_word_in_its_own_cells() -> None:
    frame = fgi_rows_frame()
    hidden = (frame["group"] == "barrier.time|segments") & frame["pzk_id"].isna()
    shown = rows(exhibits.fgi_codes(hiding(hidden), wave=WAVE, voivodeship="lubelskie"))
    assert shown[1] == ("Brak czasu", "2", "67%", "57–77%", "ukryto", "ukryto", "ukryto")


def test_a_suppressed_group_count_is_said_in_words() -> None:
    report = hiding(fgi_rows_frame()["indicator_id"] == "fgi_groups")
    text = said(exhibits.fgi_summary_text(report, wave=WAVE, voivodeship="lubelskie"))
    assert "województwo lubelskie: liczbę ukryto" in text


def test_a_team_stands_beside_others_in_the_order_of_the_codebook(report: Material) -> None:
    shown: Any = exhibits.fgi_codes_beside(report, wave=WAVE, pzk_id="LU-01")
    # LU-01 named the codes with an even number of groups; 3 others came up in lubelskie
    assert [row[0] for row in rows(shown)] == [
        "Brak czasu",
        "Procedury i formalności",
        "Regularny kontakt",
        "Sprawczość rodziny",
        "Szybsza i skuteczniejsza pomoc",
    ]
    assert "a w tym zespole nie: 3." in shown.caption.pl
    assert "nie ocenia zespołu i nie jest testem" in shown.caption.pl


def test_a_table_of_a_team_needs_a_team(report: Material) -> None:
    assert "nie dotyczy" in said(exhibits.fgi_codes_beside(report, wave=WAVE))


def test_the_grid_of_sectors_names_the_sector_with_the_largest_share(report: Material) -> None:
    shown: Any = exhibits.fgi_codes_by_sector(report, wave=WAVE, voivodeship="lubelskie")
    assert "Brak czasu: policja i wymiar sprawiedliwości (20%)" in shown.alt.pl  # 4 of 20
    assert len(shown.data) == 8 * 3
    assert draw_svg(shown.draw, shown.data, "en").startswith(b"<?xml")


def test_the_grid_draws_a_word_for_a_suppressed_cell() -> None:
    frame = fgi_rows_frame()
    hidden = frame["group"].str.endswith("sector:security")
    shown: Any = exhibits.fgi_codes_by_sector(hiding(hidden), wave=WAVE)
    assert "policja" not in shown.alt.pl
    assert draw_svg(shown.draw, shown.data, "pl") != draw_svg(
        shown.draw, shown.data.assign(status="ok"), "pl"
    )


def test_lines_over_rounds_say_each_share(report: Material) -> None:
    shown: Any = exhibits.fgi_code_rounds(report, wave=WAVE, voivodeship="lubelskie")
    # 6 of 6 groups named procedures: the first panel; 1 of 2 and 2 of 4 before
    assert "makroregion: Procedury i formalności: 2018 – 50%, 2019 – 50%, 2020 – 100%;" in (
        shown.alt.pl
    )
    assert shown.data["code"].nunique() == 6
    assert len(shown.data) == 6 * 2 * 3


def test_the_network_holds_only_pairs_whose_interval_lies_above_one(report: Material) -> None:
    shown: Any = exhibits.fgi_network(report, wave=WAVE)
    assert shown.data["ci_low"].tolist() == [1.8, 1.5, 1.1]  # the strongest pair first
    assert shown.alt.pl.startswith(
        "Sieć kodów. Najsilniejsze związki: Sprawczość rodziny – Regularny kontakt (3,1);"
    )
    assert "Par policzonych: 6, powyżej 1: 3," in shown.caption.pl
    assert shown.data["first_groups"].tolist() == [4, 6, 4]  # groups, for the size of circles


def test_the_network_is_drawn_the_same_each_time(report: Material) -> None:
    shown: Any = exhibits.fgi_network(report, wave=WAVE)
    assert draw_svg(shown.draw, shown.data, "pl") == draw_svg(shown.draw, shown.data, "pl")


def test_factors_stand_first_and_rare_pairs_are_counted(report: Material) -> None:
    shown: Any = exhibits.fgi_factors_effects(report, wave=WAVE)
    assert rows(shown)[0] == (
        "Regularny kontakt", "Sprawczość rodziny", "7", "3,10", "1,80–5,30", "–",
    )  # fmt: skip
    assert "Par czynnik–skutek: 4;" in shown.caption.pl
    assert shown.caption.pl.count("albo nie mają liczb: 1.") == 1


def test_the_sentence_on_factors_says_what_may_not_be_concluded(report: Material) -> None:
    text = said(exhibits.fgi_factors_sentence(report, wave=WAVE))
    assert "przypadek: 2. Najsilniejszy związek: Regularny kontakt i Sprawczość rodziny" in text
    assert "**Czego nie wolno wnioskować:** że czynnik wywołał skutek." in text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.800, "można się oprzeć"),
        (0.799, "tylko wnioski wstępne"),
        (0.667, "tylko wnioski wstępne"),
        (0.666, "za mała"),
        (float("nan"), "nie do oceny"),
    ],
)
def test_bounds_of_alpha(value: float, words: str) -> None:
    assert verdict(value).pl == words


def test_agreement_names_unit_and_coverage(report: Material) -> None:
    shown: Any = exhibits.fgi_agreement(report, wave=WAVE)
    assert [row[:3] for row in rows(shown)] == [
        ("zdania", "cały tekst", "0,810"),
        ("zdania", "tylko zakodowany", "0,690"),
        ("fragmenty", "tylko zakodowany", "0,600"),
    ]
    assert "Od 0,800" in shown.caption.pl
    assert "poniżej 0,667" in shown.caption.pl
    by_code: Any = exhibits.fgi_agreement_by_code(report, wave=WAVE)
    assert rows(by_code)[1][:3] == ("Pandemia", "0,400", "0,100–0,660")
    assert by_code.caption.pl.startswith("Jednostka: zdania, cały tekst.")


def test_agreement_of_documents_stands_in_where_there_are_no_sentences() -> None:
    frame = fgi_rows_frame()
    group = frame["group"].str.replace("sentences", "documents")
    shown: Any = exhibits.fgi_agreement_by_code(with_rows(frame.assign(group=group)), wave=WAVE)
    assert shown.caption.pl.startswith("Jednostka: wywiady, cały tekst.")
    assert len(shown.data) == 2


def test_barriers_stand_by_groups_then_voivodeships(report: Material) -> None:
    shown: Any = exhibits.fgi_barriers(report, wave=WAVE, voivodeship="lubelskie")
    assert [row[1:4] for row in rows(shown)] == [("6", "2", "3"), ("5", "2", "3"), ("4", "1", "2")]
    assert rows(shown)[2][0].startswith("Brak czasu. Koduj, gdy")
    assert rows(shown)[2][4] == "„Na spotkania brakuje nam czasu.”"  # the one of lubelskie
    assert "(z 6), województw (z 2) i sektorów (z 3)" in shown.caption.pl


def test_definitions_name_other_codes_instead_of_identifiers(report: Material) -> None:
    definition = codebook(report)["barrier.time"].definition
    assert "(„Braki kadrowe i rotacja”)" in definition.pl
    assert "barrier.staff" not in definition.pl + definition.en


def test_quotations_of_a_team_stand_without_sector(report: Material) -> None:
    of_team = exhibits.fgi_quotations(report, wave=WAVE, pzk_id="LU-01")
    assert rows(of_team) == [("Brak czasu", "„Na spotkania brakuje nam czasu.”")]
    assert "speaker" not in of_team.data  # type: ignore[union-attr]  # nor in the annex
    near = rows(exhibits.fgi_quotations(report, wave=WAVE, voivodeship="lubelskie"))
    assert [row[2] for row in near] == ["edukacja, lubelskie", "lubelskie"]


def test_a_place_without_quotations_says_so(report: Material) -> None:
    assert exhibits.fgi_quotations(report, wave="fgi_2018", pzk_id="LU-01") == NO_QUOTATION


def test_a_summary_of_a_team_ranks_nothing(report: Material) -> None:
    text = said(exhibits.fgi_summary_text(report, wave=WAVE, pzk_id="LU-01"))
    assert "Zespół poruszył 5 tematów" in text
    assert "Najczęściej" not in text


def test_a_round_without_positions_or_speakers_says_so() -> None:
    frame = fgi_rows_frame()
    left = frame[
        (frame["indicator_id"] != "code_cooccurrence") & ~frame["group"].str.contains("sector:")
    ]
    report = with_rows(left.reset_index(drop=True))
    assert exhibits.fgi_network(report, wave=WAVE) == NO_PLACES
    assert exhibits.fgi_codes_by_sector(report, wave=WAVE) == NO_SECTORS
    assert "nie ma w tej rundzie liczb" in said(exhibits.fgi_factors_sentence(report, wave=WAVE))


def test_a_code_without_an_english_name_stands_in_quotes(report: Material) -> None:
    codes = report.record["codes"]
    unnamed = codes.assign(name_en=codes["name_en"].mask(codes["code_id"] == "barrier.time"))
    changed = dataclasses.replace(report, record={**report.record, "codes": unnamed})
    assert codebook(changed)["barrier.time"].label == Text("Brak czasu", "“Brak czasu”")


def test_a_study_without_groups_names_the_tables() -> None:
    text = said(exhibits.fgi_codes(material(tables("pzk")), wave=WAVE))
    assert "„Wywiady grupowe (FGI)”, „Księga kodów”, „Zakodowane fragmenty”" in text
