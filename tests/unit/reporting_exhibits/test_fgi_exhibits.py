"""Exhibits of focus groups: released numbers and no others, words for what there is not."""

import dataclasses
import re
from typing import Any

import pandas as pd
import pytest
from exhibit_material import material, tables
from fgi_material import fgi_material, fgi_rows_frame, with_rows

from kooperacja_eval.pipeline.quotations import LONGEST, PER_CODE, SHORTEST
from kooperacja_eval.reporting import exhibits, formats
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.fgi_agreement import NO_AGREEMENT, NO_AGREEMENT_BY_CODE
from kooperacja_eval.reporting.exhibits.fgi_alpha import verdict
from kooperacja_eval.reporting.exhibits.fgi_barriers import NO_BARRIERS
from kooperacja_eval.reporting.exhibits.fgi_codes import NO_CODES
from kooperacja_eval.reporting.exhibits.fgi_network import NO_PLACES
from kooperacja_eval.reporting.exhibits.fgi_rounds import NO_ROUNDS
from kooperacja_eval.reporting.exhibits.fgi_sectors import NO_SECTORS
from kooperacja_eval.reporting.exhibits.fgi_words import codebook, round_label, rounds_up_to
from kooperacja_eval.reporting.exhibits.value_words import group_words, method_words
from kooperacja_eval.reporting.figures import draw_svg
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import show_table
from kooperacja_eval.text import LANGUAGES, Lang, Text

pytestmark = pytest.mark.unit

WAVE = "fgi_2020"
METHODS = ("log_jackknife_t", "random_orders", "cohen_kappa", "unitised_u", "unitised_cu")
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
        ("Runda 2019", "Zespół LU-01", "1", "30", "2"),
        ("Runda 2019", "Województwo lubelskie", "2", "60", "4"),
        ("Runda 2019", "Makroregion", "4", "120", "8"),
    ]


def test_a_team_stands_in_every_round_of_its_own_report(report: Material) -> None:
    shown = rows(exhibits.fgi_who_spoke(report, wave="fgi_2019", pzk_id="LU-01"))
    assert [row[1] for row in shown] == ["Zespół LU-01", "Województwo lubelskie", "Makroregion"] * 2


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


def test_a_single_round_is_not_called_a_comparison(report: Material) -> None:
    shown: Any = exhibits.fgi_code_rounds(report, wave="fgi_2018", voivodeship="lubelskie")
    assert shown.title.pl == "Najczęstsze kody, runda 2018"
    assert "Wcześniejszej rundy nie było" in shown.caption.pl
    assert "Podstawa (n): 2018 – makroregion 2, województwo lubelskie 1." in shown.caption.pl
    assert draw_svg(shown.draw, shown.data, "pl").startswith(b"<?xml")


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
    shown: Any = exhibits.fgi_factors_effects(report, wave=WAVE, voivodeship="lubelskie")
    assert rows(shown)[0] == (
        "Regularny kontakt", "Sprawczość rodziny", "7", "3,10", "1,80–5,30", "–",
    )  # fmt: skip
    assert [row[2] for row in rows(shown)] == ["7", "6", "4"]  # the most frequent pair first
    assert "Wszystkich par: 4;" in shown.caption.pl
    assert "Podstawa: 6 wywiadów grupowych" in shown.caption.pl.replace(formats.NBSP, " ")
    assert shown.caption.pl.count("albo nie mają liczb: 1.") == 1


def test_the_sentence_on_factors_answers_with_what_it_rests_on(report: Material) -> None:
    text = said(exhibits.fgi_factors_sentence(report, wave=WAVE))
    # two of the four pairs have an interval above 1
    assert text.startswith("W makroregionie 2 pary pojawiają się razem w tym samym fragmencie")
    assert (
        "- **Regularny kontakt – Sprawczość rodziny**: 7 wspólnych fragmentów, 3,1 razy częściej, "
        "niż dałby przypadek (przedział 95%: 1,8–5,3); o czynniku mówiono w 4, o skutku w 4 z 6 "
        "wywiadów."
    ) in text
    assert "**Czego nie wolno wnioskować:** że czynnik wywołał skutek." in text


def test_a_round_without_ties_says_so() -> None:
    frame = fgi_rows_frame()
    pairs = frame["indicator_id"] == "code_cooccurrence"
    report = with_rows(frame.assign(ci_low=frame["ci_low"].mask(pairs, 0.5)))
    text = said(exhibits.fgi_factors_sentence(report, wave=WAVE))
    assert text.startswith("W tej rundzie żadna para czynnika i skutku nie pojawia się razem")
    assert "(par: 4)" in text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.800, "wystarczająca"),
        (0.799, "umiarkowana"),
        (0.667, "umiarkowana"),
        (0.666, "za mała"),
        (float("nan"), "nie do oceny"),
    ],
)
def test_bounds_of_alpha(value: float, words: str) -> None:
    assert verdict(value).pl == words


def test_agreement_names_unit_and_coverage(report: Material) -> None:
    shown: Any = exhibits.fgi_agreement(report, wave=WAVE)
    assert [(*row[:4], row[-1]) for row in rows(shown)] == [
        ("zdania", "cały tekst", "0,810", "0,750–0,870", "wystarczająca"),
        ("zdania", "zakodowany", "0,690", "0,600–0,780", "umiarkowana"),
        ("fragmenty", "zakodowany", "0,600", "0,500–0,700", "za mała"),
    ]
    assert "Od 0,800" in shown.caption.pl
    assert "poniżej 0,667" in shown.caption.pl
    by_code: Any = exhibits.fgi_agreement_by_code(report, wave=WAVE)
    assert rows(by_code)[1][:3] == ("Pandemia", "0,400", "0,100–0,660")
    assert by_code.caption.pl.startswith("Jednostka: zdania, cały tekst; n – ile")


def test_without_any_interval_there_is_no_column_of_dashes_and_no_word_of_it() -> None:
    frame = fgi_rows_frame()
    alone = frame["indicator_id"] == "coder_agreement"
    ends = {name: frame[name].mask(alone) for name in ("ci_low", "ci_high")}
    report = with_rows(frame.assign(**ends))
    for name in ("fgi_agreement", "fgi_agreement_by_code"):
        shown: Any = getattr(exhibits, name)(report, wave=WAVE)
        assert "ci_low" not in [column.name for column in shown.columns]
        assert "przedział" not in shown.caption.pl
    assert "alfa Krippendorffa 0,810 (jednostka" in said(
        exhibits.fgi_summary_text(report, wave=WAVE)
    )


def test_alphas_of_stretches_are_lines_of_their_own() -> None:
    frame = fgi_rows_frame()
    extra = frame[frame["group"] == "all|sentences|all_text"].head(1)
    extra = extra.assign(group="all|characters|all_text", method="unitised_u", value=0.7)
    report = with_rows(pd.concat([frame, extra], ignore_index=True))
    last = rows(exhibits.fgi_agreement(report, wave=WAVE))[-1]
    assert (last[0], last[2], last[-1]) == ("granice fragmentów", "0,700", "umiarkowana")


def test_agreement_of_documents_stands_in_where_there_are_no_sentences() -> None:
    frame = fgi_rows_frame()
    group = frame["group"].str.replace("sentences", "documents")
    shown: Any = exhibits.fgi_agreement_by_code(with_rows(frame.assign(group=group)), wave=WAVE)
    assert shown.caption.pl.startswith("Jednostka: wywiady, cały tekst; n – ile")
    assert len(shown.data) == 2


def test_barriers_stand_by_groups_then_voivodeships(report: Material) -> None:
    shown: Any = exhibits.fgi_barriers(report, wave=WAVE, voivodeship="lubelskie")
    # groups, of these in lubelskie (half of them, rounded down), voivodeships, sectors
    assert [row[1:5] for row in rows(shown)] == [
        ("6", "3", "2", "3"), ("5", "2", "2", "3"), ("4", "2", "1", "2"),
    ]  # fmt: skip
    assert rows(shown)[2][0].startswith("Brak czasu: mowa o braku czasu na spotkania")
    assert rows(shown)[2][5] == "„Na spotkania brakuje nam czasu.”"  # the one of lubelskie
    assert "(z 6), województw (z 2) i sektorów (z 3)" in shown.caption.pl


def test_barriers_without_quotations_have_no_empty_column(report: Material) -> None:
    silent = dataclasses.replace(report, quotations=report.quotations.head(0))
    shown: Any = exhibits.fgi_barriers(silent, wave=WAVE, voivodeship="lubelskie")
    assert "quotation" not in [column.name for column in shown.columns]
    assert "Przykładów nie ma, bo z tej rundy nie wybrano" in shown.caption.pl


def test_definitions_name_other_codes_instead_of_identifiers(report: Material) -> None:
    definition = codebook(report)["barrier.time"].definition
    assert "(„Braki kadrowe i rotacja”)" in definition.pl
    assert "barrier.staff" not in definition.pl + definition.en


def test_quotations_of_a_team_stand_without_sector(report: Material) -> None:
    of_team = exhibits.fgi_quotations(report, wave=WAVE, pzk_id="LU-01")
    assert rows(of_team) == [("Brak czasu", "„Na spotkania brakuje nam czasu.”")]
    assert "speaker" not in of_team.data  # type: ignore[union-attr]  # nor in the annex


def test_a_voivodeship_is_named_only_where_there_are_several(report: Material) -> None:
    near = rows(exhibits.fgi_quotations(report, wave=WAVE, voivodeship="lubelskie"))
    assert [row[2] for row in near] == ["edukacja", "–"]
    everywhere = rows(exhibits.fgi_quotations(report, wave=WAVE))
    assert [row[2] for row in everywhere] == ["edukacja, lubelskie", "lubelskie"]


def test_no_kind_of_codes_fills_the_quotations(report: Material) -> None:
    barriers = ("barrier.time", "barrier.procedures", "barrier.pandemic", "barrier.staff")
    words = pd.DataFrame(
        [(code, WAVE, "lubelskie", "LU-01", None, f"Mówimy o tym: {code}.")
         for code in (*barriers, "factor.contact")],
        columns=list(report.quotations.columns), dtype="string",
    )  # fmt: skip
    shown = exhibits.fgi_quotations(
        dataclasses.replace(report, quotations=words), wave=WAVE, voivodeship="lubelskie"
    )
    # in lubelskie 3 groups named procedures, 2 time and 2 the pandemic: the codebook says time
    assert [row[0] for row in rows(shown)] == [
        "Procedury i formalności", "Brak czasu", "Regularny kontakt",
    ]  # fmt: skip
    assert "(n = 3; kodów z wypowiedzią: 5)" in shown.caption.pl  # type: ignore[union-attr]


def test_no_stretch_is_quoted_twice(report: Material) -> None:
    place = (WAVE, "lubelskie", "LU-01", None)
    twice = [
        ("factor.contact", *place, "Dzwonimy i działamy."),
        ("effect.family_agency", *place, "Dzwonimy i działamy."),
        ("effect.family_agency", *place, "Mama sama pyta."),
    ]
    words = pd.DataFrame(twice, columns=list(report.quotations.columns), dtype="string")
    shown = rows(
        exhibits.fgi_quotations(
            dataclasses.replace(report, quotations=words), wave=WAVE, pzk_id="LU-01"
        )
    )
    assert [row[1] for row in shown] == ["„Dzwonimy i działamy.”", "„Mama sama pyta.”"]


def test_the_rule_of_quotations_is_the_one_they_are_chosen_by(report: Material) -> None:
    shown: Any = exhibits.fgi_quotations(report, wave=WAVE)
    assert f"z fragmentów od {SHORTEST} do {LONGEST} znaków" in shown.caption.pl
    assert f"of stretches of {SHORTEST} to {LONGEST} characters" in shown.caption.en
    assert PER_CODE == 3
    assert "trzy do kodu" in shown.caption.pl


def test_a_place_without_quotations_says_why(report: Material) -> None:
    text = said(exhibits.fgi_quotations(report, wave="fgi_2018", pzk_id="LU-01"))
    assert "bo żaden fragment nie spełnia reguły wyboru: od 60 do 300 znaków" in text
    assert "uczestników" not in text  # the internal edition quotes small groups too


def test_the_public_edition_says_that_small_groups_are_not_quoted(report: Material) -> None:
    public = dataclasses.replace(
        report, values=dataclasses.replace(report.values, profile="public")
    )
    words = "Wypowiedzi z grup, które miały mniej niż 3 uczestników albo nieznaną ich liczbę, nie"
    shown: Any = exhibits.fgi_quotations(public, wave=WAVE, voivodeship="lubelskie")
    assert words in shown.caption.pl.replace(formats.NBSP, " ")
    assert words in said(exhibits.fgi_quotations(public, wave="fgi_2018", pzk_id="LU-01"))
    assert words in said(exhibits.fgi_method(public, wave=WAVE))


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


def test_an_exhibit_with_nothing_to_show_says_why() -> None:
    frame = fgi_rows_frame()
    report = with_rows(frame[frame["indicator_id"] == "fgi_groups"].reset_index(drop=True))
    assert exhibits.fgi_codes(report, wave=WAVE) == NO_CODES
    assert exhibits.fgi_codes_beside(report, wave=WAVE, pzk_id="LU-01") == NO_CODES
    assert exhibits.fgi_barriers(report, wave=WAVE) == NO_BARRIERS
    assert exhibits.fgi_code_rounds(report, wave=WAVE) == NO_ROUNDS
    assert exhibits.fgi_agreement(report, wave=WAVE) == NO_AGREEMENT
    assert exhibits.fgi_agreement_by_code(report, wave=WAVE) == NO_AGREEMENT_BY_CODE


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ("barrier.time|documents", "„Brak czasu”, wywiady"),
        ("barrier.time|segments/sector:education", "„Brak czasu”, fragmenty (edukacja)"),
        ("barrier.time|documents/area:older_people", "„Brak czasu”, wywiady (osoby starsze)"),
        (
            "effect.family_agency+factor.contact|segment",
            "„Sprawczość rodziny” i „Regularny kontakt”, w tym samym fragmencie",
        ),
        ("03|random", "po 3 wywiadach, średnio z losowych kolejności"),
        ("all|sentences|coded_text", "wszystkie kody, zdania, tylko tekst zakodowany"),
        ("barrier.gone|groups", "„barrier.gone”, wywiady"),  # no longer in the codebook
    ],
)
def test_groups_of_values_are_words(report: Material, group: str, words: str) -> None:
    assert group_words(report, group).pl.replace(formats.NBSP, " ") == words


def test_no_method_or_group_of_focus_groups_is_left_as_a_code(report: Material) -> None:
    released = report.values.frame  # noqa: PD011 (not pandas)
    texts = [method_words(name) for name in [*released["method"].unique(), *METHODS]]
    texts += [group_words(report, name) for name in released["group"].dropna().unique()]
    for lang in LANGUAGES:
        said_so = [text.in_(lang) for text in texts]
        assert [text for text in said_so if re.search(r"[a-z][_|.][a-z]", text)] == []


def test_a_code_without_an_english_name_stands_in_quotes(report: Material) -> None:
    codes = report.record["codes"]
    unnamed = codes.assign(name_en=codes["name_en"].mask(codes["code_id"] == "barrier.time"))
    changed = dataclasses.replace(report, record={**report.record, "codes": unnamed})
    assert codebook(changed)["barrier.time"].label == Text("Brak czasu", "“Brak czasu”")


def test_a_study_without_groups_names_the_tables() -> None:
    text = said(exhibits.fgi_codes(material(tables("pzk")), wave=WAVE))
    assert "„Wywiady grupowe (FGI)”, „Księga kodów”, „Zakodowane fragmenty”" in text
