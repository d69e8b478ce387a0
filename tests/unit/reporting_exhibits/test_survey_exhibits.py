"""Exhibits of surveys: released numbers and no others, hidden ones nowhere, sentences that hold."""

import dataclasses
import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from exhibit_material import material, tables
from exhibit_survey import survey_material, survey_tables

from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.matrix import Answer
from kooperacja_eval.reporting import exhibits, formats
from kooperacja_eval.reporting.annex_sheet import describe
from kooperacja_eval.reporting.blocks import show_exhibit
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.evidence_lines import evidence_line, shift_line
from kooperacja_eval.reporting.exhibits.questions import NOTHING, _lines
from kooperacja_eval.reporting.exhibits.survey_change import NO_PAIR
from kooperacja_eval.reporting.exhibits.survey_improved import growth_counts
from kooperacja_eval.reporting.exhibits.survey_words import verdict
from kooperacja_eval.reporting.exhibits.value_words import (
    group_words,
    method_words,
    signed,
    value_words,
)
from kooperacja_eval.reporting.figures import draw_svg
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import show_table, without_hidden
from kooperacja_eval.text import Lang

pytestmark = pytest.mark.unit

WAVE = "ex_post"
PAIR = "ex_ante/ex_post"
MINUS = "\u2212"


@pytest.fixture(scope="module")
def report() -> Material:
    """The survey as the public may see it; two persons of the labour sector hide others too."""
    return survey_material()


@pytest.fixture(scope="module")
def whole() -> Material:
    """The survey with nothing hidden."""
    return survey_material(profile="internal")


@pytest.fixture(scope="module")
def single() -> Material:
    """Only the ex-post wave."""
    return survey_material("ex_post")


def rows(shown: Any, lang: Lang = "pl") -> list[tuple[str, ...]]:
    """Return the cells of a table with plain spaces."""
    assert isinstance(shown, Exhibit)
    cells = show_table(shown.data, shown.columns, lang).rows
    return [tuple(cell.replace(formats.NBSP, " ") for cell in row) for row in cells]


def said(shown: Any, lang: Lang = "pl") -> str:
    """Return a sentence with plain spaces."""
    assert isinstance(shown, Prose)
    return shown.text.in_(lang).replace(formats.NBSP, " ")


def changed(report: Material, **frames: pd.DataFrame) -> Material:
    """Return a material with other tables of the record."""
    return dataclasses.replace(report, record={**report.record, **frames})


def row(indicator: str = "scale_change", **cells: object) -> dict[str, object]:
    """Return a released row with an interval above zero."""
    return {
        "indicator_id": indicator, "group": "cooperation", "wave": PAIR, "value": 0.4,
        "ci_low": 0.2, "ci_high": 0.6, "n": 20, "method": "paired_clustered_t", "status": "ok",
        **cells,
    }  # fmt: skip


# --- released numbers, unchanged -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "indicator", "wanted"),
    [
        ("scale_scores", "scale_score", {"level": "macroregion"}),
        ("scores_by_place", "scale_score", {"level": "voivodeship", "wave": WAVE}),
        ("scores_by_group", "scale_score", {"level": "macroregion", "wave": WAVE}),
        ("change_figure", "scale_change", {"level": "macroregion", "wave": PAIR}),
        ("change_table", "scale_change", {"level": "macroregion", "wave": PAIR}),
        ("change_by_group", "scale_change", {"level": "macroregion", "wave": PAIR}),
        ("item_changes", "item_change", {"level": "macroregion", "wave": PAIR}),
        ("improved", "improved_share", {"level": "macroregion", "wave": PAIR}),
        ("response_shift", "response_shift", {"level": "macroregion", "wave": PAIR}),
    ],
)
def test_rows_are_released_rows(
    report: Material, name: str, indicator: str, wanted: dict[str, str]
) -> None:
    shown = getattr(exhibits, name)(report, WAVE)
    kept = [c for c in ("value", "ci_low", "ci_high", "n", "status") if c in shown.data]
    released = report.rows(indicator, **wanted)[kept].astype("object").fillna("-")
    there = set(released.itertuples(index=False, name=None))
    here = shown.data[kept].astype("object").fillna("-").itertuples(index=False, name=None)
    assert len(shown.data) > 0
    assert [line for line in here if line not in there] == []


def test_counts_are_those_of_the_design(whole: Material) -> None:
    # 4 teams of 5 with a key and 1 without, in every wave; 2 teams in each voivodeship
    lines = {line[:2]: line[2:] for line in rows(exhibits.responses(whole, WAVE))}
    assert lines["Razem", "wszyscy"] == ("24", "24", "24")
    assert lines["województwo", "lubelskie"] == ("12", "12", "12")
    assert lines["rola", "pracownik"] == ("24", "24", "24")
    assert lines["sektor", "rynek pracy"] == ("2", "2", "2")
    pairs = rows(exhibits.links(whole, WAVE))
    assert pairs == [
        ("ex-ante → mid-term", "20", "4", "4"),
        ("ex-ante → ex-post", "20", "4", "4"),
        ("mid-term → ex-post", "20", "4", "4"),
    ]


def test_a_report_knows_no_later_waves(report: Material) -> None:
    shown = exhibits.responses(report, "mid_term")
    assert isinstance(shown, Exhibit)
    assert [column.name for column in shown.columns[2:]] == ["ex_ante", "mid_term"]
    assert [line[0] for line in rows(exhibits.links(report, "mid_term"))] == ["ex-ante → mid-term"]


def test_answers_are_shares_of_the_answers_given(report: Material) -> None:
    shown = exhibits.answer_bars(report, WAVE, "cooperation")
    assert isinstance(shown, Exhibit)
    # one person of 24 left CO1 out
    assert list(shown.data["n"]) == [23, 24]
    assert list(shown.data["item_id"]) == ["CO1", "CO2"]
    # the reversed item says so, and the caption explains the mark and the ends of the scale
    assert [text.pl[-3:] for text in shown.data["text"]] == ["O1.", f"({MINUS})"]
    assert shown.caption.pl.startswith("1 – wcale się nie zgadzam; 5 – zgadzam się. ")
    assert f"({MINUS}) są odwrócone" in shown.caption.pl.replace(formats.NBSP, " ")
    other = exhibits.answer_bars(report, WAVE, "professionalism")
    assert isinstance(other, Exhibit)
    assert "odwrócone" not in other.caption.pl
    assert list(other.data["item_id"]) == ["PR1", "PR2"]  # then items are no current answers


def test_the_alternative_text_of_answers_adds_up_what_is_shown(report: Material) -> None:
    shown = exhibits.answer_bars(report, WAVE, "cooperation")
    assert isinstance(shown, Exhibit)
    first = shown.data.iloc[0]
    above = sum(v for k, v in first.items() if k in {"share_4", "share_5"} and pd.notna(v))
    assert f"CO1 {formats.percent(above, 0)}" in shown.alt.pl


# --- hidden numbers -------------------------------------------------------------------------------


def test_a_hidden_cell_says_so_and_its_neighbours_do_not(report: Material) -> None:
    lines = rows(exhibits.responses(report, WAVE))
    hidden = [line[1] for line in lines if "ukryto" in line[2:]]
    assert "rynek pracy" in hidden  # 2 persons
    assert not {"wszyscy", "pracownik"} & set(hidden)
    english = rows(exhibits.responses(report, WAVE), "en")
    assert "suppressed" in {cell for line in english for cell in line}


def test_a_hidden_cell_is_a_word_in_the_annex_too(report: Material) -> None:
    shown = exhibits.responses(report, WAVE)
    assert isinstance(shown, Exhibit)
    sheet = describe(show_exhibit(shown, "pl"), "pl")
    names = [field.name for field in sheet.fields]
    labour = next(line for line in sheet.rows if "rynek pracy" in map(str, line))
    cells = dict(zip(names, labour, strict=True))
    assert cells["ex_post"] == formats.SUPPRESSED
    assert str(cells["ex_post_status"]).startswith("ukryto")
    label = sheet.fields[names.index("ex_post_status")].label
    assert label.startswith("ex-post: ")


def internal_numbers(name: str, **wanted: str) -> set[float]:
    """Return values that the public profile hides."""
    keys = ["group", "wave", "voivodeship", "method"]
    public = survey_material().rows(name, **wanted).fillna(dict.fromkeys(keys, ""))
    whole = survey_material(profile="internal").rows(name, **wanted)
    whole = whole.fillna(dict.fromkeys(keys, ""))
    both = public.merge(whole, on=keys, suffixes=("", "_whole"), validate="one_to_one")
    values = both.loc[both["status"] == "suppressed", "value_whole"].dropna()
    return set(values) - set(public["value"].dropna())


@pytest.mark.parametrize("name", ["scores_by_group", "change_by_group"])
def test_hidden_values_are_in_no_text_cell_or_annex(report: Material, name: str) -> None:
    shown = getattr(exhibits, name)(report, WAVE)
    source = {
        "scores_by_group": ("scale_score", WAVE),
        "change_by_group": ("scale_change", PAIR),
    }[name]
    secret = internal_numbers(source[0], level="macroregion", wave=source[1])
    assert secret  # else the test proves nothing
    hidden = shown.data["status"] == "suppressed"
    assert hidden.any()
    numbers = shown.data.loc[hidden, ["value", "ci_low", "ci_high", "n"]]
    assert numbers.isna().all(axis=None)
    for line, is_hidden in zip(rows(shown), hidden, strict=True):
        assert ("ukryto" in line) == is_hidden
    sheet = describe(show_exhibit(shown, "pl"), "pl")
    cells = {cell for line in sheet.rows for cell in line if isinstance(cell, float)}
    assert cells.isdisjoint(secret)


def test_a_grid_names_hidden_cells_in_words(report: Material) -> None:
    shown = exhibits.scores_by_group(report, WAVE)
    assert isinstance(shown, Exhibit)
    # the small sector is hidden, and the next one, which would give it back
    hidden = shown.data.loc[shown.data["status"] == "suppressed", "who"]
    assert {name.pl for name in hidden} == {"edukacja", "rynek pracy"}
    assert "edukacja" not in shown.alt.pl
    assert "labour market" not in shown.alt.en
    assert shown.draw is not None
    assert draw_svg(shown.draw, without_hidden(shown.data), "pl").startswith(b"<?xml")


def test_a_grid_says_where_the_lowest_and_the_highest_score_are(whole: Material) -> None:
    shown = exhibits.scores_by_place(whole, WAVE)
    assert isinstance(shown, Exhibit)
    found = whole.rows("scale_score", level="voivodeship", wave=WAVE, group="cooperation")
    places = found.sort_values("value")
    low, high = (formats.number(value, 2) for value in places["value"])
    first, last = places["voivodeship"]
    assert f"Poziom współpracy: {low} ({first}) do {high} ({last})" in shown.alt.pl


def test_hidden_answers_are_drawn_and_told_as_hidden(report: Material) -> None:
    values = report.values.frame  # noqa: PD011 (not pandas)
    asked = values["group"].fillna("").str.startswith("CO1=") & (values["wave"] == WAVE)
    one = values[asked & values["voivodeship"].isna()].index[0]
    values.loc[one, ["value", "numerator", "denominator"]] = float("nan")
    values.loc[one, "status"] = "suppressed"
    hidden = dataclasses.replace(report, values=_Values(values))  # type: ignore[arg-type]
    shown = exhibits.answer_bars(hidden, WAVE, "cooperation")
    assert isinstance(shown, Exhibit)
    assert "CO1 ukryto; CO2 " in shown.alt.pl
    assert "CO1 suppressed; CO2 " in shown.alt.en
    cells = rows(shown)
    assert set(cells[0][2:]) == {"ukryto"}
    assert "ukryto" not in cells[1]
    assert shown._repr_png_() is not None


@dataclasses.dataclass(frozen=True)
class _Values:
    """Stands for released values in which more is hidden."""

    frame: pd.DataFrame
    profile: str = "public"

    def places_of(self, indicator_id: str) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
        return np.flatnonzero(self.frame["indicator_id"] == indicator_id)


def test_the_figure_of_changes_says_what_is_hidden(report: Material) -> None:
    values = report.values.frame  # noqa: PD011 (not pandas)
    mine = (values["indicator_id"] == "scale_change") & (values["wave"] == PAIR)
    mine &= (values["group"] == "professionalism") & values["voivodeship"].isna()
    values.loc[mine, ["value", "ci_low", "ci_high"]] = float("nan")
    values.loc[mine, "status"] = "suppressed"
    hidden = dataclasses.replace(report, values=_Values(values))  # type: ignore[arg-type]
    shown = exhibits.change_figure(hidden, WAVE)
    assert isinstance(shown, Exhibit)
    assert shown.alt.pl.endswith("Jakość pomocy: liczbę ukryto.")
    assert shown._repr_png_() is not None
    told = said(exhibits.change_sentence(hidden, WAVE, ["professionalism"]))
    assert told == "- **Jakość pomocy**: liczbę ukryto."
    answered = said(exhibits.question_answers(hidden, WAVE))
    assert "Jakość pomocy, ex-ante → ex-post, te same osoby (pary): liczbę ukryto." in answered


# --- sentences ------------------------------------------------------------------------------------


def test_a_verdict_follows_the_interval() -> None:
    assert verdict(0.1, 0.5).pl == "wynik wzrósł"
    assert verdict(-0.5, -0.1).pl == "wynik spadł"
    assert verdict(-0.1, 0.5).pl == "zmiany nie wykazano"
    assert verdict(0.0, 0.5).pl == "zmiany nie wykazano"  # an interval that touches zero


def test_a_change_is_told_with_sign_interval_pairs_and_verdict(report: Material) -> None:
    found = report.rows(
        "scale_change", level="macroregion", wave=PAIR, method="paired_clustered_t"
    ).set_index("group")
    rise: Any = found.loc["cooperation"]
    none: Any = found.loc["professionalism"]
    assert rise["ci_low"] > 0 > none["ci_low"]
    told = said(exhibits.change_sentence(report, WAVE, ["cooperation", "professionalism", "new"]))
    first, second, third = told.splitlines()
    assert first == (
        f"- **Poziom współpracy**: +{formats.number(rise['value'], 2)} pkt (przedział 95%: "
        f"{formats.number(rise['ci_low'], 2)}–{formats.number(rise['ci_high'], 2)}; pary: 20) – "
        "wynik wzrósł."
    )
    assert second == (
        f"- **Jakość pomocy**: +{formats.number(none['value'], 2)} pkt (przedział 95%: "
        f"od {formats.number(none['ci_low'], 2)} do {formats.number(none['ci_high'], 2)}; "
        "pary: 20) – zmiany nie wykazano."
    )
    assert third == "- **new**: brak odpowiedzi z obu pomiarów."


def test_a_change_without_an_interval_has_no_verdict() -> None:
    line = evidence_line(
        survey_material("ex_post"),
        catalogue()["scale_change"],
        row(ci_low=float("nan"), ci_high=float("nan")),
        "pl",
    )
    assert line.endswith("(pary): +0,40 (n=20).")


@pytest.mark.parametrize(
    ("status", "reason"),
    [("suppressed", "liczbę ukryto"), ("insufficient", "za mało danych")],
)
def test_a_line_without_a_number_says_why(single: Material, status: str, reason: str) -> None:
    line = evidence_line(
        single, catalogue()["scale_score"], row("scale_score", value=None, status=status), "pl"
    )
    assert line.endswith(f": {reason}.")


def test_signs_are_real_ones() -> None:
    assert signed(0.4, 2, "pl") == "+0,40"
    assert signed(-0.4, 2, "en") == f"{MINUS}0.40"
    assert signed(0.004, 2, "pl") == "0,00"  # no sign where nothing is shown
    assert signed(float("nan"), 2, "pl") == "–"


def test_shifts_are_one_line_for_a_scale(single: Material) -> None:
    shift = row("response_shift", value=-0.4, ci_low=-0.6, ci_high=-0.2)
    rows_ = {
        "then_minus_pre": {**shift, "group": "professionalism/then_minus_pre"},
        "post_minus_pre": {**shift, "value": 0.6, "group": "professionalism/post_minus_pre"},
        "post_minus_then": {**shift, "value": 1.0, "group": "professionalism/post_minus_then"},
    }
    line = shift_line(single, catalogue()["response_shift"], rows_, "pl")
    assert line.replace(formats.NBSP, " ").endswith(
        f"Jakość pomocy, ex-ante → ex-post: {MINUS}0,40 (przedział 95%: od {MINUS}0,60 do "
        f"{MINUS}0,20; n=20). Zmiana liczona od oceny z tamtego czasu: +0,60, od oceny po czasie: "
        "+1,00."
    )


def test_one_wave_has_nothing_to_compare(single: Material) -> None:
    for name in ("change_figure", "change_table", "change_by_group", "item_changes", "improved"):
        assert getattr(exhibits, name)(single, WAVE) is NO_PAIR
    assert exhibits.change_sentence(single, WAVE, ["cooperation"]) is NO_PAIR
    told = said(exhibits.summary(single, WAVE))
    assert "ex-post – 24." in told
    assert "Średnie wyniki na skalach" in told
    assert told.endswith("o zmianie ani o skutkach nie mówi.")


def test_a_summary_without_planned_tests_names_the_scales_of_both_waves(report: Material) -> None:
    told = said(exhibits.summary(report, "mid_term"))
    assert "żadnego testu nie zaplanowano, więc są eksploracyjne" in told
    assert re.findall(r"- \*\*(.*?)\*\*", told) == ["Poziom współpracy", "Jakość pomocy"]
    assert "brak odpowiedzi z obu pomiarów" not in told


def test_the_first_wave_is_not_compared_with_later_ones(report: Material) -> None:
    assert exhibits.change_table(report, "ex_ante") is NO_PAIR
    assert "mid-term" not in said(exhibits.summary(report, "ex_ante"))


def test_the_summary_counts_persons_pairs_and_planned_tests(report: Material) -> None:
    told = said(exhibits.summary(report, WAVE))
    assert told.startswith(
        "Na ankietę dla przedstawicieli podmiotów odpowiedziało osób: ex-ante – 24; mid-term – 24; "
        "ex-post – 24. W obu pomiarach (ex-ante → ex-post) można połączyć odpowiedzi 20 osób."
    )
    assert "p po korekcie Holma: Poziom współpracy – <0,001" in told
    english = said(exhibits.summary(report, WAVE), "en")
    assert "Answers of 20 persons can be linked across both waves" in english


@pytest.mark.parametrize(("linked", "form"), [(1, "1 osoby"), (2, "2 osób"), (22, "22 osób")])
def test_pairs_have_the_right_form(report: Material, linked: int, form: str) -> None:
    values = report.values.frame  # noqa: PD011 (not pandas)
    mine = (values["indicator_id"] == "survey_links") & (values["group"] == "linked")
    values.loc[mine & values["voivodeship"].isna(), "value"] = linked
    told = exhibits.summary(dataclasses.replace(report, values=_Values(values)), WAVE)  # type: ignore[arg-type]
    assert f"można połączyć odpowiedzi {form}." in said(told)


def test_the_introduction_counts_questions_and_tells_the_time(report: Material) -> None:
    told = said(exhibits.introduction(report, WAVE))
    assert "Zaplanowany okres pomiaru: 01.10.2020–30.11.2020." in told
    assert "Raport stawia 12 pytań z macierzy ewaluacji (kryteria: trafność, skuteczność" in told
    assert "na czas pandemii (od III.2020)" in told
    # the first wave ended before March 2020
    assert "pandemii" not in said(exhibits.introduction(report, "ex_ante"))


def test_p_values_are_never_zero(report: Material) -> None:
    for shown in (exhibits.change_table(report, WAVE), exhibits.item_changes(report, WAVE)):
        cells = [cell for line in rows(shown) for cell in line]
        assert "0,000" not in cells
        assert "<0,001" in cells


def test_planned_tests_are_told_from_others(report: Material) -> None:
    lines = rows(exhibits.change_table(report, WAVE))
    assert [(line[0], line[-1]) for line in lines] == [
        ("Poziom współpracy", "tak"), ("Jakość pomocy", "tak"),
    ]  # fmt: skip
    # the matrix plans no test between ex-ante and mid-term
    middle = rows(exhibits.change_table(report, "mid_term"))
    assert {line[-1] for line in middle} == {"nie"}


def test_titles_name_the_breakdown(report: Material) -> None:
    for dimension, words in (("sector", "według sektora"), ("role", "według roli respondenta")):
        for shown in (
            exhibits.change_by_group(report, WAVE, dimension),
            exhibits.scores_by_group(report, WAVE, dimension),
        ):
            assert isinstance(shown, Exhibit)
            assert words in shown.title.pl
            assert shown.id.endswith(dimension)


def test_captions_hold_no_numbers_of_another_study(report: Material) -> None:
    # the only numbers are those of methods: 95 %, 1.96, 0.70, 0.10, 10 %, and -1 to 1
    known = re.compile(r"95%|1,96|0,70|0,10|10%|−1 do 1|1 – |5 – ")
    for name in ("responses", "links", "missing_answers", "reliability", "scale_scores",
                 "scores_by_place", "scores_by_group", "change_figure", "change_table",
                 "change_by_group", "item_changes", "improved", "response_shift"):  # fmt: skip
        shown = getattr(exhibits, name)(report, WAVE)
        assert not re.search(r"\d", known.sub("", shown.caption.pl)), name


# --- questions ------------------------------------------------------------------------------------


def lines_of(report: Material, **asked: Any) -> list[str]:
    lines = list(_lines(report, Answer(**asked), WAVE, "pl"))
    return [line.replace(formats.NBSP, " ") for line in lines]


def test_without_a_group_a_question_gets_everybody_and_no_parts(report: Material) -> None:
    [line] = lines_of(report, indicator="survey_respondents")
    assert line.endswith("ex-post: 24.")


def test_with_a_group_a_question_gets_the_scale_but_not_its_sectors(report: Material) -> None:
    lines = lines_of(report, indicator="scale_change", groups=("cooperation",))
    assert len(lines) == 2
    assert all("Poziom współpracy, ex-ante → ex-post" in line for line in lines)
    assert "te same osoby (pary)" in lines[0]
    assert "różne osoby" in lines[1]


def test_reliability_is_named_by_its_kind(report: Material) -> None:
    [line] = lines_of(report, indicator="scale_reliability", groups=("cooperation",))
    assert "podobieństwo w zespole (ICC)" in line


def test_an_answer_of_another_wave_is_not_given(report: Material) -> None:
    asked = {"indicator": "scale_score", "groups": ("cooperation",)}
    assert lines_of(report, **asked, waves=("ex_ante",)) == []
    assert len(lines_of(report, **asked, waves=("ex_post",))) == 1


def test_every_question_has_criterion_and_limits_and_no_codes(report: Material) -> None:
    told = said(exhibits.question_answers(report, WAVE))
    questions = report.config.matrix.asked_in(WAVE)
    assert told.count("### ") == len(questions)
    assert told.count("*Kryterium: ") == len(questions)
    assert told.count("**Czego nie wolno wnioskować:**") == len(questions)
    assert NOTHING.pl in told
    assert not re.search(r"[a-z]_[a-z]|\.\.", told)  # no identifiers, no doubled full stops


# --- matrix, recommendations, editions ------------------------------------------------------------


def test_the_matrix_has_a_row_for_each_question_of_the_wave(report: Material) -> None:
    shown = exhibits.matrix_table(report, WAVE)
    lines = rows(shown)
    assert [line[0] for line in lines] == [str(n) for n in range(1, 13)]
    assert lines[0][2] == "trafność"
    assert "Wynik na skali; Rodziny" in lines[0][3]
    assert lines[-1][3] == "–"  # no indicator answers the question of barriers
    assert "dokumentów: 000, 001, 002, 003." in shown.caption.pl
    # seven of the twelve are asked in mid-term, each with its number in the whole matrix
    middle = [line[0] for line in rows(exhibits.matrix_table(report, "mid_term"))]
    assert middle == ["2", "3", "4", "6", "7", "8", "12"]


def test_the_crosswalk_shows_the_nearest_criterion_or_a_dash(report: Material) -> None:
    found = {line[0]: line[1:] for line in rows(exhibits.criteria_crosswalk(report))}
    assert found["trafność"] == ("trafność", "trafność")
    assert found["użyteczność"] == ("–", "–")
    assert found["trwałość"] == ("–", "trwałość")


def test_recommendations_show_months_questions_and_dashes(report: Material) -> None:
    assert rows(exhibits.recommendations(report)) == [
        ("1", "wniosek1 [1]", "zalecenie1", "gmina", "narada", "VI.2021", "kluczowa", "zespoły"),
        ("2", "wniosek2", "zalecenie2", "powiat", "–", "–", "–", "–"),
    ]
    english = rows(exhibits.recommendations(report), "en")
    assert english[0][5:7] == ("June 2021", "key")
    none = changed(report, recommendations=report.record["recommendations"].head(0))
    assert rows(exhibits.recommendations(none)) == []


def test_the_questionnaire_marks_reversed_items(report: Material) -> None:
    lines = {line[0]: line[1:] for line in rows(exhibits.questionnaire(report))}
    assert lines["CO2"] == ("Treść pozycji CO2.", "Poziom współpracy", "1–5", "tak")
    assert lines["PR1"][-1] == "nie"


def test_the_catalogue_names_only_indicators_with_values(report: Material) -> None:
    titles = [line[0] for line in rows(exhibits.indicator_catalogue(report))]
    assert catalogue()["scale_change"].title.pl in titles
    assert catalogue()["cost_per_family"].title.pl not in titles


def edition(report: Material, **changes: object) -> Material:
    """Return a material with one difference to the earlier edition."""
    line = {
        "indicator_id": "scale_score", "macroregion": "I", "voivodeship": "", "pzk_id": "",
        "group": "cooperation/sector:labour", "period": "", "wave": WAVE, "method": "clustered_t",
        "change_type": "none", "earlier": 3.0, "value": 3.5, "difference": 0.5, "beyond": True,
        "kind": "changed",
    }  # fmt: skip
    return dataclasses.replace(report, changes=pd.DataFrame([{**line, **changes}]))


def test_the_first_edition_says_that_it_is_the_first(report: Material) -> None:
    assert report.changes is None
    assert said(exhibits.changes_since(report)).startswith("*To pierwsze wydanie")


def test_an_edition_without_differences_says_so() -> None:
    earlier = survey_material("ex_post").values.frame  # noqa: PD011 (not pandas)
    same = material(survey_tables("ex_post") | tables("pzk"), profile="public", earlier=earlier)
    told = said(exhibits.changes_since(same))
    assert told == "*Żadna wartość nie różni się od poprzedniego wydania.*"


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, ("3,00", "3,50", "poza wcześniejszym przedziałem")),
        ({"beyond": False}, ("3,00", "3,50", "w granicach niepewności")),
        ({"kind": "new", "earlier": None}, ("–", "3,50", "nowa wartość")),
        ({"kind": "gone", "value": None}, ("3,00", "–", "już niepodawana")),
    ],
)
def test_differences_are_in_words(
    report: Material, changes: dict[str, object], wanted: tuple[str, ...]
) -> None:
    [line] = rows(exhibits.changes_since(edition(report, **changes)))
    assert line == (
        "Wynik na skali",
        "Poziom współpracy (rynek pracy), ex-post, zespoły jako grupy",
        *wanted,
    )


def test_no_method_or_group_of_a_study_is_left_as_a_code(report: Material) -> None:
    values = report.values.frame  # noqa: PD011 (not pandas)
    words = [method_words(name) for name in values["method"].unique()]
    words += [group_words(report, name) for name in values["group"].dropna().unique()]
    assert [text.pl for text in words if re.search(r"[a-z]_[a-z]|[a-z]:[a-z]", text.pl)] == []


@pytest.mark.parametrize(
    ("indicator", "value", "words"),
    [
        ("schedule_shift_months", 3.0, "+3 miesiące"),
        ("schedule_shift_months", -1.0, f"{MINUS}1 miesiąc"),
        ("ipp_completed_share", 0.5, "50,0%"),
        ("cost_total", 1500.5, "1 500,50 zł"),
        ("families_in_cooperation", 12.0, "12"),
        ("scale_change", 0.25, "+0,25"),
        ("change_test", 0.0001, "<0,001"),
        ("cooperation_months", 13.0, "13,0 mies."),
    ],
)
def test_values_have_units_and_signs(indicator: str, value: float, words: str) -> None:
    shown = value_words(catalogue()[indicator], value, "pl")
    assert shown.replace(formats.NBSP, " ") == words


def test_published_growth_stands_beside_every_reading(report: Material) -> None:
    shown = exhibits.published_growth(report)
    lines = rows(shown)
    assert [line[1] for line in lines] == [
        "wzrost średniej względem średniej wcześniejszej",
        "wzrost średniej w punktach procentowych zakresu skali",
        "udział osób z poprawą",
        "zmiana w odchyleniach standardowych",
    ]
    assert {line[0] for line in lines} == {"wzrost"}
    assert lines[0][3] == "za mało danych"  # the bootstrap has too few clusters here
    found = report.rows(
        "scale_change", level="macroregion", wave=PAIR, method="paired_hedges_g_average"
    )
    g: Any = found.set_index("group").loc["professionalism"]
    ends = (formats.number(g["ci_low"], 2), formats.number(g["ci_high"], 2))
    assert lines[3][3:] == (
        f"{formats.number(g['value'], 2)} odch. stand.", f"od {ends[0]} do {ends[1]}", "20",
    )  # fmt: skip
    assert rows(shown, "en")[3][3].endswith(" SD")


def test_without_unclear_growth_a_sentence_says_so(report: Material) -> None:
    none = dataclasses.replace(report, change_readings=report.change_readings.head(0))
    assert said(exhibits.published_growth(none)).startswith("*Dokumenty nie ogłaszają wzrostów")


def test_growths_without_a_definition_are_counted_once(report: Material) -> None:
    # one published figure, four readings
    assert len(report.change_readings) == 4
    assert growth_counts(report) == 1
