"""The evidence box: every kind of evidence in words, hidden ones said to be, nothing cut."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from exhibit_material import config, material, tables, typed
from fgi_material import fgi_material

from kooperacja_eval.evidence.frozen import frozen_values
from kooperacja_eval.pipeline.data import StudyData
from kooperacja_eval.pipeline.evidence import gather_evidence
from kooperacja_eval.pipeline.material import gather
from kooperacja_eval.reporting import exhibits
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import show_table
from kooperacja_eval.text import Lang

pytestmark = pytest.mark.unit

EVIL = "=cmd|' /C calc'!A0 <script>alert(1)</script>"
LONG = "Sąsiedzi pomagają. " * 1600  # 30,400 characters
WHOLE = "2018-04-01/2021-03-31"
TEXT = "Dzwoni Anna Kowalska, kiedy brakuje nam czasu na spotkanie zespołu w gminie."
LINKS: tuple[tuple[int, str, str, str, dict[str, str]], ...] = (
    # number, relation, kind, target, further columns
    (1, "supports", "indicator", "ipp_completed_share", {"period": WHOLE}),
    (2, "supports", "code", "barrier.time", {}),
    (3, "supports", "quotation", "big-1", {"note": EVIL}),
    (4, "contradicts", "quotation", "small-1", {}),
    (5, "contradicts", "conclusion", "LU-202003-T01", {"note": "Potwierdza Anna Kowalska."}),
    (6, "supports", "figure", "F-4", {}),
    (7, "supports", "indicator", "ipp_completed_share", {"pzk_id": "LU-01", "period": WHOLE}),
    (8, "supports", "code", "barrier.such", {}),
)
COMPONENTS = ("methods", "coherence", "adequacy", "relevance")


def rows_of(name: str, rows: list[dict[str, Any]], **days: str) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    for column, day in days.items():
        frame[column] = pd.to_datetime(day)
    return typed(name, frame)


def study_tables() -> dict[str, pd.DataFrame]:
    """Return a study with one recommendation and a link of every kind."""
    links = [
        {"recommendation_id": "R01", "number": n, "relation": how, "kind": kind, "target": target,
         **more}
        for n, how, kind, target, more in LINKS
    ]  # fmt: skip
    documents = [
        {"document_id": name, "name": name, "wave": "fgi_2019", "voivodeship": "lubelskie",
         "participants": people, "text": TEXT}
        for name, people in (("big", 6), ("small", 2))
    ]  # fmt: skip
    codings = [
        {"coding_id": f"{name}-1", "document_id": name, "code_id": "barrier.time", "coder": "K1",
         "start": 0, "end": len(TEXT), "medium": "text", "speaker_sector": "education"}
        for name in ("big", "small")
    ]  # fmt: skip
    entry = {
        "conclusion_id": "LU-202003-T01", "voivodeship": "lubelskie", "kind": "difficulty",
        "text": LONG,
    }  # fmt: skip
    return {
        **tables(),
        "recommendations": rows_of(
            "recommendations",
            [
                {"recommendation_id": "R01", "title": EVIL, "conclusion": "c", "level": "law",
                 "recommendation": LONG, "addressee": "a", "question": "barriers"},
                {"recommendation_id": "R02", "title": "Druga", "conclusion": "c",
                 "recommendation": "r", "addressee": "a"},
            ],
            deadline="2021-06-01",
        ),
        "evidence_links": rows_of("evidence_links", links),
        "assessments": rows_of(
            "assessments",
            [
                {"recommendation_id": "R01", "component": part, "concern": "minor",
                 "reason": "Mówi Anna Kowalska."}
                for part in COMPONENTS
            ],
        ),
        "codes": rows_of(
            "codes", [{"code_id": "barrier.time", "name_pl": "Brak czasu",
                       "name_en": "Lack of time", "kind": "barrier"}]
        ),
        "fgi_documents": rows_of("fgi_documents", documents),
        "codings": rows_of("codings", codings),
        "conclusions": rows_of("conclusions", [entry], month="2020-03-01"),
    }  # fmt: skip


def report_of(profile: Any, *, frozen: pd.DataFrame | None = None) -> Material:
    data = StudyData(
        tables=study_tables(), problems=(), corrections=(), files=(), fingerprint="-", frozen=frozen
    )
    return gather(config(), data, profile=profile)


@pytest.fixture(scope="module")
def public() -> Material:
    return report_of("public")


@pytest.fixture(scope="module")
def internal() -> Material:
    return report_of("internal")


def cells(shown: Exhibit | Prose, lang: Lang = "pl") -> list[tuple[str, ...]]:
    assert isinstance(shown, Exhibit)
    return list(show_table(shown.data, shown.columns, lang).rows)


def evidence(report: Material, lang: Lang = "pl") -> dict[str, str]:
    listed = cells(exhibits.book_evidence_list(report, "R01"), lang)
    return {row[0]: row[3] for row in listed}


def test_what_supports_stands_before_what_contradicts(public: Material) -> None:
    listed = cells(exhibits.book_evidence_list(public, "R01"))
    assert [row[0] for row in listed] == ["1", "2", "3", "6", "7", "8", "4", "5"]
    assert {row[1] for row in listed[:6]} == {"wspiera"}
    assert {row[1] for row in listed[6:]} == {"przeczy"}


def test_a_number_has_value_interval_and_base(internal: Material) -> None:
    # 4 + 5 + 3 + 2 = 14 of 6 + 6 + 6 + 2 = 20
    line = evidence(internal)["1"].replace("\xa0", " ")
    assert "70,0% (przedział 95%: " in line
    assert line.endswith("; 14 z 20)")


def test_a_hidden_number_is_said_to_be_hidden_and_its_value_is_nowhere(
    public: Material, internal: Material
) -> None:
    assert "ukryto" in evidence(public)["7"]
    assert not any(digit in evidence(public)["7"].split("PZK")[-1] for digit in ("66", "4 z 6"))
    assert "4 z 6" in evidence(internal)["7"].replace("\xa0", " ")


def test_a_quotation_of_a_small_group_is_hidden_in_public_alone(
    public: Material, internal: Material
) -> None:
    assert evidence(public)["4"] == "dowód jest, ale go ukryto (ochrona danych)"
    assert "brakuje nam czasu" in evidence(internal)["4"]


@pytest.mark.parametrize("profile", ["public", "internal"])
def test_names_are_masked_in_quotations_and_reasons_under_every_profile(profile: Any) -> None:
    report = report_of(profile)
    shown = [exhibits.book_evidence_list(report, "R01"), exhibits.book_evidence_box(report, "R01")]
    words = " ".join(" ".join(row) for one in shown for row in cells(one))
    assert "brakuje nam czasu na spotkanie" in words
    assert "uwaga: Potwierdza [" in words
    assert "Kowalska" not in words


def test_a_link_to_nothing_is_named_with_what_to_do(public: Material) -> None:
    assert evidence(public)["8"] == ("barrier.such: nie znaleziono; trzeba poprawić wskazanie")
    assert evidence(public, "en")["8"].startswith("barrier.such: not found")


def test_words_of_people_are_shown_whole_and_never_as_code(public: Material) -> None:
    box, listed = (show(public, "R01") for show in (exhibits.book_evidence_box,
                                                    exhibits.book_evidence_list))  # fmt: skip
    assert isinstance(box, Exhibit)
    assert isinstance(listed, Exhibit)
    assert any(LONG in row[1] for row in cells(box))
    assert LONG.strip() in evidence(public)["5"]
    assert evidence(public)["3"].endswith(f"uwaga: {EVIL}")
    for page in (box.html("pl"), listed.html("en")):
        assert "<script>" not in page
        assert "&lt;script&gt;" in page


def test_the_box_has_the_fields_of_the_ministry_and_both_grades(public: Material) -> None:
    box = {row[0]: row[1] for row in cells(exhibits.book_evidence_box(public, "R01"))}
    assert list(box)[:4] == ["Tytuł", "Pytanie ewaluacyjne", "Wniosek", "Rekomendacja"]
    assert box["Termin wdrożenia"] == "VI.2021"
    # hidden in public: both numbers, of so few families
    assert box["Dowody za"] == "6 (w tym ukryte: 2; w tym bez treści: 1)"
    assert box["Dowody przeciw"] == "2 (w tym ukryte: 1)"
    # minor concerns in four components lower by one level
    assert box["Pewność ustaleń"].startswith("umiarkowana (ograniczenia metody: drobne")
    assert box["Siła liczb"] == "–"


def test_the_strength_of_numbers_is_that_of_those_shown(internal: Material) -> None:
    box = {row[0]: row[1] for row in cells(exhibits.book_evidence_box(internal, "R01"))}
    # 14 of 20 with teams as clusters and 4 of 6: intervals wider than 0.4
    assert box["Siła liczb"] == "słaba: 2"


def test_the_summary_has_a_row_for_each_recommendation(public: Material) -> None:
    listed = cells(exhibits.book_evidence_summary(public))
    assert [row[0] for row in listed] == ["R01", "R02"]
    assert listed[0][2:6] == ("6", "2", "3", "1")
    assert listed[1][2:] == ("0", "0", "0", "0", "nie oceniono", "–")


def test_without_a_frozen_edition_nothing_is_said_of_changes(public: Material) -> None:
    shown = exhibits.book_evidence_list(public, "R01")
    assert isinstance(shown, Exhibit)
    assert [column.name for column in shown.columns][-1] == "strength"


def test_a_number_that_changed_since_it_was_frozen_shows_both(internal: Material) -> None:
    held = internal.evidence
    assert held is not None
    frozen = frozen_values(held.numbers, data_date=date(2020, 6, 30))
    frozen.loc[frozen["pzk_id"] == "LU-01", ["value", "ci_low", "ci_high"]] = float("nan")
    known = frozen["value"].notna()
    assert known.any()
    moved = frozen.assign(
        value=frozen["value"].where(~known, 0.2),
        ci_low=frozen["ci_low"].where(~known, 0.1),
        ci_high=frozen["ci_high"].where(~known, 0.3),
    )
    report = report_of("internal", frozen=moved)
    last = {row[0]: row[-1] for row in cells(exhibits.book_evidence_list(report, "R01"))}
    assert last["1"].replace("\xa0", " ") == (
        "zmieniła się; było (30.06.2020): 20,0% (przedział 95%: 10,0–30,0%)"
    )
    assert last["7"] == "wtedy bez wartości"
    assert last["3"] == "–"
    listed = cells(exhibits.book_evidence_summary(report))
    assert "zmieniła się: " in listed[0][-1]
    same = report_of("internal", frozen=frozen)
    again = {row[0]: row[-1] for row in cells(exhibits.book_evidence_list(same, "R01"))}
    assert again["1"] == "bez zmian"


def test_a_recommendation_that_is_not_there_or_rests_on_nothing_is_said(public: Material) -> None:
    for name, said in (("R09", "nie ma rekomendacji R09"), ("R02", "nie wskazano")):
        shown = exhibits.book_evidence_list(public, name)
        assert isinstance(shown, Prose)
        assert said in shown.text.pl
    assert isinstance(exhibits.book_evidence_box(public, "R09"), Prose)
    assert isinstance(exhibits.book_evidence_box(public, "R02"), Exhibit)


def test_a_study_without_recommendations_says_so() -> None:
    report = material(tables("families", "pzk"))
    assert report.evidence is None
    for shown in (
        exhibits.book_evidence_summary(report),
        exhibits.book_evidence_box(report, "R01"),
        exhibits.book_evidence_list(report, "R01"),
        exhibits.book_triangulation(report),
        exhibits.book_triangulation_reasons(report),
    ):
        assert isinstance(shown, Prose)
        assert "nie zawiera rekomendacji" in shown.text.pl


def test_the_matrix_has_a_row_for_each_question_and_says_how_complete_it_is(
    public: Material,
) -> None:
    shown = exhibits.book_triangulation(public)
    assert isinstance(shown, Exhibit)
    assert len(shown.data) == len(config().matrix.questions)
    assert "Kompletność: oceniono 0 z 48" in shown.caption.pl.replace("\xa0", " ")
    assert isinstance(exhibits.book_triangulation_reasons(public), Prose)


def test_what_people_assessed_stands_with_its_reason() -> None:
    said = rows_of(
        "convergences",
        [{"question": "barriers", "source": "survey", "convergence": "dissonance",
          "reason": EVIL}],
    )  # fmt: skip
    base = material({**study_tables(), "convergences": said})
    (row,) = cells(exhibits.book_triangulation_reasons(base))
    # nothing of the survey is linked, so that a dissonance is at odds with the evidence
    assert row[2:] == (
        "rozbieżność (odnośniki: 0, wskaźniki: 0; niezgodne z dowodami)", EVIL,
    )  # fmt: skip


def test_evidence_is_gathered_without_changing_the_tables() -> None:
    held = study_tables()
    before = {name: frame.copy() for name, frame in held.items()}
    released = fgi_material().values.frame  # noqa: PD011 (not pandas)
    assert gather_evidence(held, config(), released, profile="public") is not None
    assert all(held[name].equals(frame) for name, frame in before.items())
