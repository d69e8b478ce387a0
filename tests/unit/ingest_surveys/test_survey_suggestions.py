"""What inspection suggests from the look of columns, and what it leaves to a person."""

import tomllib
from typing import Any

import pytest
from survey_drawn import definition, export, question

from kooperacja_eval.ingest.surveys.export import SurveyExport
from kooperacja_eval.ingest.surveys.inspect import Inspection, inspect_export
from kooperacja_eval.ingest.surveys.inspect_mapping import first_mapping
from kooperacja_eval.ingest.surveys.inspect_report import items_frame, overview_frame
from kooperacja_eval.ingest.surveys.mapping import SurveyMapping
from kooperacja_eval.text import same

pytestmark = pytest.mark.unit


def inspected(drawn: SurveyExport, known: Any = None) -> Inspection:
    return inspect_export([drawn], known, reason=same("test"))


def columns(rows: int, **said: Any) -> SurveyExport:
    """Return an export whose columns are given as functions of the row."""
    header = " | ".join(said)
    lines = [" | ".join(str(make(at)) for make in said.values()) for at in range(rows)]
    return export("\n".join([header, *lines]), platform="table")


def test_kinds_come_from_the_cells() -> None:
    found = inspected(
        columns(
            40,
            ocena=lambda n: n % 5 + 1,
            wiek=lambda n: 20 + n,
            kwota=lambda n: f"{n},5",
            dzien=lambda n: f"{n % 28 + 1:02d}.09.2019",
            odp=lambda n: ("tak", "nie")[n % 2],
            uwagi=lambda n: f"uwaga numer {n}",
            puste=lambda _: "",
        )
    )
    assert [(item.item, item.kind) for item in found.items] == [
        ("ocena", "rating"), ("wiek", "number"), ("kwota", "number"), ("dzien", "date"),
        ("odp", "choice"), ("uwagi", "text"), ("puste", "text"),
    ]  # fmt: skip
    assert (found.items[0].low, found.items[0].high) == (1, 5)


def test_missing_codes_lie_beyond_the_scale_or_are_words() -> None:
    found = inspected(
        columns(
            40,
            P1=lambda n: (1, 2, 3, 4, 99)[n % 5],
            P2=lambda n: (1, 2, "nie wiem", 4, "Nie dotyczy")[n % 5],
            P3=lambda n: n % 11,  # 0 to 10: 9 is an answer
        )
    )
    assert [dict(item.missing) for item in found.items] == [
        {"99": "declared"},
        {"nie wiem": "dont_know", "Nie dotyczy": "not_applicable"},
        {},
    ]
    said = SurveyMapping.model_validate(tomllib.loads(first_mapping(found)))
    assert said.missing == {
        "99": "declared", "nie wiem": "dont_know", "Nie dotyczy": "not_applicable",
    }  # fmt: skip


def test_a_missing_code_that_is_an_answer_elsewhere_stays_with_its_item() -> None:
    found = inspected(columns(40, P1=lambda n: (1, 2, 3, 4, 9)[n % 5], P2=lambda n: n % 11))
    said = SurveyMapping.model_validate(tomllib.loads(first_mapping(found)))
    assert said.missing == {}
    assert [item.missing for item in said.items] == [{"9": "declared"}, {}]


def test_respondents_are_found_by_names_and_values() -> None:
    found = inspected(
        columns(
            30,
            Kod=lambda n: f"r{n}",
            Nr=lambda n: f"LU-{n % 9 + 1:02d}",
            Skad=lambda n: ("lubelskie", "podlaskie")[n % 2],
            Gdzie=lambda n: ("gmina", "powiat")[n % 2],
            Kto=lambda n: ("animator", "kierownik")[n % 2],
            **{"Imię i nazwisko": lambda n: f"Osoba {n}"},
            P1=lambda n: n % 5 + 1,
        )
    )
    assert found.people.key == "Kod"
    assert found.people.columns == {
        "pzk_id": "Nr", "voivodeship": "Skad", "level": "Gdzie", "role": "Kto",
    }  # fmt: skip
    assert found.people.personal == ("Imię i nazwisko",)
    assert [item.column for item in found.items] == ["P1"]


def test_coded_attributes_are_understood_through_the_definition() -> None:
    known = definition(question("WOJ", "choice", {"1": "lubelskie", "2": "podlaskie"}))
    found = inspected(columns(4, WOJ=lambda n: n % 2 + 1), known)
    assert found.people.columns == {"voivodeship": "WOJ"}
    assert found.people.values == {"voivodeship": {"1": "lubelskie", "2": "podlaskie"}}


def test_an_item_against_the_rest_of_its_block_is_a_comment_and_never_set() -> None:
    # K3 = 6 - K1: the correlation with the mean of K1 and K2 is -1
    found = inspected(
        columns(40, K1=lambda n: n % 5 + 1, K2=lambda n: n % 5 + 1, K3=lambda n: 5 - n % 5)
    )
    assert [item.turned for item in found.items] == [False, False, True]
    text = first_mapping(found)
    assert text.count("dopisz reverse = true") == 1
    said = SurveyMapping.model_validate(tomllib.loads(text))
    assert [item.reverse for item in said.items] == [None, None, None]
    assert said.scales == ()
    assert '# scale = "k"' in text
    # below thirty rows nothing is said of directions
    few = inspected(columns(20, K1=lambda n: n % 5, K2=lambda n: n % 5, K3=lambda n: 4 - n % 5))
    assert not any(item.turned for item in few.items)


def test_items_of_a_shipped_instrument_need_column_and_item_only() -> None:
    found = inspected(
        columns(10, **{"RD[1]": lambda n: n % 5 + 1, "RD[RD2]": lambda _: 1, "RD3": lambda _: 5})
    )
    assert (found.instrument, found.version) == ("podmioty_kooperacja", "1.0")
    said = SurveyMapping.model_validate(tomllib.loads(first_mapping(found)))
    assert [item.model_dump(exclude_defaults=True) for item in said.items] == [
        {"column": "RD[1]", "item": "RD1"},
        {"column": "RD[RD2]", "item": "RD2"},
        {"column": "RD3", "item": "RD3"},
    ]


def test_cells_that_hold_words_of_the_options_are_labels() -> None:
    known = definition(question("P1", "rating", {"1": "nie", "2": "raczej", "3": "tak"}))
    assert (
        inspected(columns(3, P1=lambda n: ("nie", "Tak", "raczej")[n]), known).answers == "labels"
    )
    assert inspected(columns(3, P1=lambda n: n + 1), known).answers == "codes"


def test_headers_that_are_sentences_get_numbers_and_odd_characters_are_quoted() -> None:
    strange = 'Czy "zespół" działa?\\'
    found = inspected(columns(3, **{strange: lambda n: n % 5 + 1, "Inne pytanie?": lambda _: "x"}))
    text = first_mapping(found, wave="ex_post", lang="en")
    said = SurveyMapping.model_validate(tomllib.loads(text))
    assert [(item.column, item.item) for item in said.items] == [
        (strange, "P01"), ("Inne pytanie?", "Inne_pytanie"),
    ]  # fmt: skip
    assert said.survey.wave == "ex_post"
    assert "# A first survey.toml" in text


def test_the_tables_on_the_screen_are_polish_and_english() -> None:
    found = inspected(columns(3, klucz=lambda n: f"k{n}", P1=lambda n: n + 1))
    polish, english = overview_frame(found, "pl"), overview_frame(found, "en")
    assert polish.to_numpy().tolist() == [
        ["plik", "ankieta.csv"],
        ["platforma", "zwykła tabela – test"],
        ["wiersze", "3"],
        ["kolumny", "odpowiedzi: 2"],
        ["klucz respondenta", "klucz"],
    ]
    assert english["what"].tolist() == ["file", "platform", "rows", "columns", "respondent key"]
    assert items_frame(found, "pl").to_numpy().tolist() == [
        ["P1", "P1", "ocena na skali", "1", "5", "", "", ""]
    ]
