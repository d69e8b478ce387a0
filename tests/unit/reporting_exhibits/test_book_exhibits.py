"""Exhibits of the Recommendation Book: words of people as they are, numbers by hand."""

import dataclasses
import re
from typing import Any

import pandas as pd
import pytest
from exhibit_material import config, material, tables, typed
from exhibit_survey import survey_material
from fgi_material import fgi_material

from kooperacja_eval.evidence.book_certificates import CertificateList
from kooperacja_eval.reporting import exhibits, formats
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.book_words import (
    escaped,
    final_wave,
    last_round,
    levels,
    recommendation_ids,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.pandoc import read_markdown
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.prose_ast import plain
from kooperacja_eval.reporting.tables import show_table
from kooperacja_eval.sections import Certificates, Profile
from kooperacja_eval.text import Lang

pytestmark = pytest.mark.unit

EVIL = "=cmd|' /C calc'!A0 <script>alert(1)</script> [@wilson1927] **x** _y_ `z` # 1 &lt; \\n"
ADVICE = (
    # id, title, question, conclusion, recommendation, deadline, class, level, status
    ("R02", "Stały skład", "barriers", "Skład się zmienia.", "Ustalić skład.", "2021-06-01", "key",
     "gmina_powiat", "accepted"),
    ("R01", EVIL, None, EVIL, EVIL, None, None, None, None),
    ("R03", "Przepisy", "cost", "Brak podstawy.", "Zmienić ustawę.", "2021-12-01", "key", "law",
     "proposed"),
)  # fmt: skip
NAMES = (
    "recommendation_id", "title", "question", "conclusion", "recommendation", "deadline",
    "recommendation_class", "level", "status",
)  # fmt: skip
SCHEDULE_OF_THE_MODEL = (
    ("K10.1", "pzk", "Podsumowanie"), ("K9.3", "pzk", "Zamknięcie"),
    ("K2.1", "voivodeship", "Start"),
)  # fmt: skip


def advice(*rows: tuple[Any, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows or ADVICE, columns=list(NAMES))
    frame = frame.assign(addressee="gminy", deadline=pd.to_datetime(frame["deadline"]))
    return typed("recommendations", frame)


@pytest.fixture(scope="module")
def report() -> Material:
    return material({**tables("pzk", "families", "schedule"), "recommendations": advice()})


@pytest.fixture(scope="module")
def bare() -> Material:
    return material({})


def exhibit(shown: Exhibit | Prose) -> Exhibit:
    if not isinstance(shown, Exhibit):
        raise TypeError(shown)
    return shown


def rows(shown: Exhibit | Prose, lang: Lang = "pl") -> list[tuple[str, ...]]:
    table = exhibit(shown)
    cells = show_table(table.data, table.columns, lang).rows
    return [tuple(cell.replace(formats.NBSP, " ") for cell in row) for row in cells]


def said(shown: Exhibit | Prose, lang: Lang = "pl") -> str:
    if not isinstance(shown, Prose):
        raise TypeError(shown.id)
    return shown.text.in_(lang).replace(formats.NBSP, " ")


# --- recommendations --------------------------------------------------------------------------


def test_levels_come_from_the_law_down_and_one_without_a_level_is_not_lost(
    report: Material,
) -> None:
    assert levels(report) == ("law", "gmina_powiat", "none")
    assert [recommendation_ids(report, level) for level in levels(report)] == [
        ("R03",), ("R02",), ("R01",),
    ]  # fmt: skip


def test_the_table_has_the_columns_of_the_ministry(report: Material) -> None:
    shown = exhibit(exhibits.book_recommendations(report))
    assert [column.label.pl for column in shown.columns] == [
        "Lp.", "Wniosek", "Rekomendacja", "Adresat", "Sposób wdrożenia", "Termin", "Klasa",
        "Obszar tematyczny", "Status",
    ]  # fmt: skip
    number = {q.id: n for n, q in enumerate(report.config.matrix.questions, start=1)}
    assert rows(shown)[0] == (
        "1 (R03)", f"Brak podstawy. [{number['cost']}]", "Zmienić ustawę.", "gminy", "–",
        "XII.2021", "kluczowa", "–", "zgłoszona",
    )  # fmt: skip
    # words of people stand in a table as they are; what the register does not say is a dash
    assert rows(shown)[2] == ("3 (R01)", EVIL, EVIL, "gminy", "–", "–", "–", "–", "–")


def test_recommendations_are_counted_by_level_and_class(report: Material) -> None:
    assert rows(exhibits.book_recommendations_by_level(report)) == [
        ("prawo", "R03", "1", "1"),
        ("gmina i powiat", "R02", "1", "1"),
        ("poziom nieokreślony", "R01", "0", "1"),
        ("Razem", "–", "2", "3"),
    ]


def test_the_sentence_counts_levels_and_states(report: Material) -> None:
    words = said(exhibits.book_recommendations_sentence(report))
    assert words.startswith(
        "Księga zawiera 3 rekomendacje. Poziomy: prawo – 1; gmina i powiat – 1; poziom "
        "nieokreślony – 1. Stan wdrożenia: zgłoszona – 2; przyjęta – 1."  # an empty one is new
    )


def test_headings_of_levels_and_recommendations(report: Material) -> None:
    assert said(exhibits.book_level(report, level="law")).startswith("### Prawo\n\nZmiany")
    only = exhibits.book_recommendation(report, recommendation_id="R02")
    assert said(only) == "#### R02. Stały skład"
    assert said(only, "en") == "#### R02. [“Stały skład”]{lang=pl}"


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_words_of_people_stay_words_in_headings_and_in_the_summary(
    report: Material, lang: Lang
) -> None:
    heading = exhibits.book_recommendation(report, recommendation_id="R01")
    (block,) = read_markdown(said(heading, lang))["blocks"]
    assert block["t"] == "Header"
    assert EVIL in plain(block["c"][2])
    assert "Raw" not in str(block)
    summary = str(read_markdown(said(exhibits.book_summary(report), lang)))
    assert "RawInline" not in summary
    assert "RawBlock" not in summary


def test_a_citation_in_the_words_of_people_is_no_citation() -> None:
    (block,) = read_markdown(escaped("zob. [@wilson1927] i a@b.pl"))["blocks"]
    # the sign stands in an element of its own: a run of words with a key is not found
    assert [inline["t"] for inline in block["c"]].count("Span") == 2
    assert plain(block["c"]) == "zob. [@wilson1927] i a@b.pl"


def test_control_characters_and_ends_of_lines_do_not_leave_the_line() -> None:
    (block,) = read_markdown(escaped("a\x00b\u2028c\n\n# d"))["blocks"]
    assert plain(block["c"]) == "a b c # d"


def test_thirty_thousand_characters_are_not_cut() -> None:
    long = "słowo " * 5000
    made = advice(("R01", "t", None, long, long, None, None, "law", None))
    shown = exhibits.book_recommendations(material({"recommendations": made}))
    assert rows(shown)[0][2] == long


# --- the model and the course of its test -----------------------------------------------------


def test_steps_have_the_months_of_the_summary(report: Material) -> None:
    # the rows of document 001 are not those of the summary
    assert rows(exhibits.book_steps(report)) == [
        ("K1 Upowszechnianie", "1–2", "–"), ("K7 Praca merytoryczna", "5–6, 9", "5–12"),
    ]  # fmt: skip


def test_the_course_says_how_long_was_planned_and_realised(report: Material) -> None:
    words = said(exhibits.book_course(report))
    assert "Zaplanowano 9 miesięcy, zrealizowano 12 miesięcy (dokument 000)" in words
    assert "12. miesiącu testu (III.2020)" in words  # April 2019 is month 1


def test_tasks_of_actors_come_by_actor_and_step(report: Material) -> None:
    frame = report.record["schedule"]
    step, actor, title = zip(*SCHEDULE_OF_THE_MODEL, strict=True)
    more = frame.iloc[:3].assign(
        step=list(step), actor=list(actor), title=list(title), version="model", document="003"
    )
    made = dataclasses.replace(report, record={**report.record, "schedule": more})
    assert [row[1:] for row in rows(exhibits.book_actors(made))] == [
        ("K2.1", "Start"), ("K9.3", "Zamknięcie"), ("K10.1", "Podsumowanie"),
    ]  # fmt: skip
    assert "nie mówią" in said(exhibits.book_actors(report))


# --- macroregions, methods, limits ------------------------------------------------------------


def test_one_macroregion_is_one_column_and_says_so(report: Material) -> None:
    shown = exhibit(exhibits.book_macroregions(report))
    assert len(shown.columns) == 2
    assert "jeden makroregion" in shown.caption.pl
    cells = {row[0]: row[1] for row in rows(shown)}
    assert cells["Pracujące zespoły (PZK)"] == "4"
    # 14 of 20 completed; by teams 4/6, 5/6, 3/6, 2/2
    assert cells["Udział zakończonych programów pomocy (IPP)"].startswith("70,0% (")


def test_several_macroregions_stand_side_by_side(report: Material) -> None:
    frame = report.values.frame  # noqa: PD011 (not pandas)
    other = frame[frame["voivodeship"].isna()].assign(macroregion="II", ci_low=float("nan"))
    other.loc[other["indicator_id"] == "ipp_completed_share", "value"] = 0.825
    hidden = other["indicator_id"] == "pzk_active"
    other.loc[hidden, "value"] = float("nan")
    other.loc[hidden, "status"] = "suppressed"
    both = [
        {"id": "I", "voivodeships": ("lubelskie",)},
        {"id": "II", "voivodeships": ("lubuskie",)},
    ]
    regions = type(report.config).model_validate(
        {**config().model_dump(exclude={"matrix", "deposit"}), "macroregions": both}
    )
    values = dataclasses.replace(
        report.values,
        values=pd.concat([frame, other], ignore_index=True),
    )
    made = dataclasses.replace(report, config=regions, values=values)
    shown = exhibit(exhibits.book_macroregions(made))
    cells = {row[0]: row[1:] for row in rows(shown)}
    assert cells["Pracujące zespoły (PZK)"] == ("4", "liczbę ukryto")
    assert cells["Udział zakończonych programów pomocy (IPP)"][1] == "82,5% (n = 20)"
    assert "nie są miarą jakości" in shown.caption.pl


def test_the_longest_pair_of_waves_stands_for_the_change() -> None:
    survey = survey_material()
    found = {row[0]: row[1] for row in rows(exhibits.book_macroregions(survey))}
    own = survey.rows(
        "scale_change", level="macroregion", group="cooperation", wave="ex_ante/ex_post",
        method="paired_clustered_t",
    )  # fmt: skip
    assert len(own) == 1
    shown = found["Zmiana na skali: Poziom współpracy"]
    assert shown.startswith(f"+{formats.number(float(own['value'].iloc[0]), 2)} (")


def test_only_methods_that_gave_a_value_are_listed(report: Material) -> None:
    names = [row[0] for row in rows(exhibits.book_methods(report))]
    assert "Przedział Wilsona" in names
    assert names == sorted(names, key=str.lower)
    frame = report.values.frame  # noqa: PD011 (not pandas)
    none = dataclasses.replace(
        report,
        values=dataclasses.replace(report.values, values=frame.assign(status="insufficient")),
    )
    assert "nie ma wartości" in said(exhibits.book_methods(none))


def test_the_indicators_of_the_book_are_those_it_rests_on(report: Material) -> None:
    named = {row[0] for row in rows(exhibits.book_indicators(report))}
    assert "Udział zakończonych programów pomocy (IPP)" in named  # answers a question
    assert "Dni między etapami" not in named
    link = typed(
        "evidence_links",
        pd.DataFrame(
            [{"recommendation_id": "R02", "number": 1, "relation": "supports",
              "kind": "indicator", "target": "stage_days"}]
        ),
    )  # fmt: skip
    linked = dataclasses.replace(report, record={**report.record, "evidence_links": link})
    assert "Dni między etapami" in {row[0] for row in rows(exhibits.book_indicators(linked))}


def test_every_question_says_what_may_not_be_concluded(report: Material) -> None:
    questions = report.config.matrix.questions
    assert [row[2] for row in rows(exhibits.book_limits(report))] == [
        entry.limits.pl for entry in questions
    ]


# --- certificates -----------------------------------------------------------------------------


def certified(report: Material, profile: Profile) -> Material:
    """Two entities, of which one meets both criteria; of a third in the register nothing is known.

    LU-P001 18 months, 9 of 10 meetings; LU-P002 3 months, no meeting with a list.
    """
    entities = pd.DataFrame(
        {
            "entity_id": ["LU-P001", "LU-P002"], "name": [EVIL, "Szkoła"],
            "voivodeship": ["lubelskie", "lubelskie"], "kind": ["ops", "school"],
            "teams": ["LU-01, LU-02", "LU-01"], "months": [18.0, 3.0], "meetings": [10, 0],
            "attended": [9, 0], "attendance_share": [0.9, float("nan")], "trainings": [0, 0],
            "trained": [0, 0], "training_share": [float("nan")] * 2,
            "meets_attendance": ["met", "unknown"], "meets_months": ["met", "missed"],
            "meets_training": [None, None], "verdict": ["met", "missed"],
        }
    )  # fmt: skip
    made = CertificateList(
        criteria=Certificates(name="Lider <b>", min_attendance_share=0.75, min_months=12),
        entities=entities if profile == "internal" else entities.iloc[:1],
        verdicts={"met": 1, "missed": 1, "unknown": 1},
        outcomes={
            "attendance": {"met": 1, "missed": 0, "unknown": 2},
            "months": {"met": 1, "missed": 1, "unknown": 1},
        },
        profile=profile,
    )
    needed = {"entities", "memberships", "meetings", "attendance"}
    return dataclasses.replace(
        report, tables=frozenset({*report.tables, *needed}), certificates=made
    )


def test_the_public_list_shows_what_is_met(report: Material) -> None:
    made = certified(report, "public")
    assert rows(exhibits.book_certificates(made)) == [
        (EVIL, "lubelskie", "LU-01, LU-02", "9 z 10 (90%)", "18,0"),
    ]
    words = said(exhibits.book_certificates_sentence(made))
    assert "„Lider \\<b\\>”" in words
    assert "co najmniej 75% spotkań" in words
    assert "co najmniej 12 miesięcy: spełnia – 1, nie spełnia – 1, nie wiadomo – 1" in words
    assert "członkami zespołów: 3. Wszystkie kryteria spełnia: 1;" in words
    assert "szkole" not in words  # no such criterion is stated


def test_the_internal_list_says_what_each_misses_and_what_is_not_known(report: Material) -> None:
    shown = exhibits.book_certificates(certified(report, "internal"))
    assert rows(shown)[1] == (
        "Szkoła", "lubelskie", "LU-01", "–", "3,0", "czas w zespole", "obecność",
    )  # fmt: skip


def test_without_criteria_or_registers_a_sentence_stands(report: Material, bare: Material) -> None:
    made = dataclasses.replace(certified(report, "public"), certificates=None)
    for show in (exhibits.book_certificates, exhibits.book_certificates_sentence):
        assert "nie podaje kryteriów" in said(show(made))
        assert "wymaga danych jednostkowych" in said(show(bare))


# --- the summary and small studies ------------------------------------------------------------


def test_the_summary_leaves_out_what_a_study_does_not_have(bare: Material) -> None:
    words = said(exhibits.book_summary(bare))
    assert "**Czego nie wolno wnioskować:**" in words
    assert "rekomendac" not in words.partition("**Czego")[0]
    assert not re.search(r"\b(nan|None)\b", words)


def test_the_summary_says_what_is_recommended(report: Material) -> None:
    words = said(exhibits.book_summary(report))
    assert "- prawo: **R03** Zmienić ustawę." in words
    assert "Zgodnie z terminami i celami IPP" in words


def test_waves_and_rounds_that_end_the_test(bare: Material) -> None:
    assert final_wave(bare) == "ex_post"
    other = bare.config.model_copy(update={"waves": ()})
    assert final_wave(dataclasses.replace(bare, config=other)) == ""
    assert last_round(fgi_material()) == "fgi_2020"
    assert last_round(bare) == ""


def test_an_empty_register_of_recommendations_says_so() -> None:
    empty = material({"recommendations": advice().iloc[:0]})
    for name in ("book_recommendations", "book_recommendations_by_level"):
        assert "nie ma jeszcze żadnej" in said(getattr(exhibits, name)(empty))
    assert "nie ma jeszcze żadnej" in said(exhibits.book_level(empty, level="law"))
    assert levels(empty) == ()
