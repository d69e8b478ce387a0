"""Respondents: keys, pseudonyms, waves, attributes, and the same person more than once."""

import re

import pytest
from survey_drawn import converted, export, mapping, places

from kooperacja_eval.ingest.surveys.respondents import pseudonym
from kooperacja_eval.schemas.tables.surveys import Respondents
from kooperacja_eval.schemas.validate import validate

pytestmark = pytest.mark.unit

PEOPLE = {"key": "kod", "columns": {"pzk_id": "zespol"}}


def test_keys_are_trimmed_and_rows_without_one_are_named_but_never_linked() -> None:
    wide, problems = converted(
        export("id | kod | Q1\n17 | a1 | 1\n18 |  | 2\n19 | brak | 3"),
        mapping(["Q1"], respondent={"key": "kod"}),
    )
    people = wide.respondents
    assert problems == []
    assert people["respondent_id"].tolist() == ["a1", "podmioty:18", "podmioty:19"]
    assert people["linkable"].tolist() == [True, False, False]
    assert validate(Respondents, people) == []


def test_without_a_number_of_the_platform_the_row_names_and_of_several_files_the_file_too() -> None:
    wide, _ = converted(
        [export("Q1\n1", file="x/lubelskie.csv"), export("Q1\n2", file="x/podlaskie.csv")],
        mapping(["Q1"]),
    )
    assert wide.respondents["respondent_id"].tolist() == [
        "podmioty:lubelskie:2",
        "podmioty:podlaskie:2",
    ]


def test_an_address_becomes_a_pseudonym_that_is_the_same_in_every_file() -> None:
    one = pseudonym("Osoba.Syntetyczna@example.org")
    wide, _ = converted(
        export("kod | Q1\nosoba.syntetyczna@EXAMPLE.org | 1"),
        mapping(["Q1"], respondent={"key": "kod"}),
    )
    assert re.fullmatch(r"r[0-9a-f]{12}", one)
    assert wide.respondents["respondent_id"].tolist() == [one]
    assert wide.respondents["linkable"].tolist() == [True]


def test_attributes_come_from_columns_values_and_constants() -> None:
    wide, problems = converted(
        export("""
            zespol | szczebel | sektor     | submitdate
            LU-01  | 1        | oświata    | 2019-09-02 10:00:00
            LU-02  | 2        | ngo        | 1980-01-01 00:00:00
        """),
        mapping(
            [],
            respondent={
                "columns": {
                    "pzk_id": "zespol", "level": "szczebel", "sector": "sektor",
                    "completed_on": "submitdate",
                },
                "values": {"level": {"1": "gmina", "2": "powiat"}},
                "constant": {"voivodeship": "lubelskie"},
            },
        ),
    )  # fmt: skip
    people = wide.respondents
    assert problems == []
    assert people["pzk_id"].tolist() == ["LU-01", "LU-02"]
    assert people["level"].tolist() == ["gmina", "powiat"]
    assert people["sector"].tolist() == ["education", "third_sector"]
    assert people["voivodeship"].tolist() == ["lubelskie", "lubelskie"]
    # LimeSurvey writes 1980-01-01 where a survey keeps no dates
    assert people["completed_on"].dt.strftime("%Y-%m-%d").tolist()[0] == "2019-09-02"
    assert people["completed_on"].isna().tolist() == [False, True]
    assert people["role"].isna().all()


def test_an_unknown_code_of_an_attribute_is_an_error_without_the_value() -> None:
    _, problems = converted(
        export("szczebel\ngmina\nplaneta"),
        mapping([], respondent={"columns": {"level": "szczebel"}}),
    )
    assert places(problems) == [("unknown_code", "error", "ankieta.csv", 3, "szczebel")]
    assert problems[0].message.pl.startswith("Nieznany kod: szczebel. Dozwolone:")
    assert "planeta" not in problems[0].message.pl


def test_waves_come_from_a_column_and_an_unknown_one_is_an_error() -> None:
    wide, problems = converted(
        export("kiedy | Q1\n1 | 1\nex_post | 2\n7 | 3"),
        mapping(["Q1"], survey={"wave_column": "kiedy", "waves": {"1": "ex_ante"}}),
    )
    assert wide.respondents["wave"].tolist()[:2] == ["ex_ante", "ex_post"]
    assert wide.respondents["wave"].isna().tolist() == [False, False, True]
    assert places(problems) == [("unknown_wave", "error", "ankieta.csv", 4, "kiedy")]
    assert problems[0].message.pl == (
        "Nie wiadomo, który to pomiar. Oczekiwano: 1, ex_ante, mid_term, ex_post. Dopisz wartość "
        "w survey.toml (waves) albo popraw komórkę."
    )


def test_a_wave_that_the_study_has_not_got_is_an_error() -> None:
    _, problems = converted(export("Q1\n1"), mapping(["Q1"], survey={"wave": "follow_up"}))
    assert [p.message.pl for p in problems] == [
        (
            "Pomiaru follow_up z survey.toml nie ma w study.toml. Pomiary w study.toml: ex_ante, "
            "mid_term, ex_post."
        )
    ]


def test_the_same_respondent_twice_in_a_wave_is_an_error_that_names_both_rows() -> None:
    wide, problems = converted(
        export("kod | zespol | Q1\na | LU-01 | 1\nb | LU-01 | 2\na | LU-01 | 3"),
        mapping(["Q1"], respondent=PEOPLE),
    )
    assert len(wide.respondents) == 3  # no row is left out
    assert places(problems) == [("duplicate_respondent", "error", "ankieta.csv", 4, "kod")]
    assert problems[0].message.pl == (
        "Ten sam respondent odpowiada w pomiarze ex_ante także w: wiersz 2. Zostaw jedną odpowiedź "
        "(reguła drop_duplicate w corrections.toml) albo popraw klucz."
    )
    assert problems[0].value is None


def test_a_person_in_two_teams_in_one_wave_is_an_error() -> None:
    _, problems = converted(
        [
            export("kod | zespol\na | LU-01", file="a.csv"),
            export("kod | zespol\na | LU-02", file="b.csv"),
        ],
        mapping([], respondent=PEOPLE),
    )
    assert places(problems) == [("two_teams", "error", "b.csv", 2, "zespol")]
    assert problems[0].message.pl == (
        "Ten sam respondent jest w pomiarze ex_ante w dwóch zespołach; drugi wiersz: a.csv, "
        "wiersz 2. Popraw zespół albo klucz."
    )


def test_a_person_in_two_teams_in_two_waves_is_a_warning() -> None:
    _, problems = converted(
        export("kod | zespol | kiedy\na | LU-01 | ex_ante\na | LU-02 | ex_post"),
        mapping([], respondent=PEOPLE, survey={"wave_column": "kiedy"}),
    )
    assert places(problems) == [("other_team", "warning", "ankieta.csv", 3, "zespol")]
    assert problems[0].message.pl == (
        "Ten sam respondent jest w innym zespole niż w innym pomiarze; drugi wiersz: wiersz 2. "
        "Sprawdź, czy zmienił zespół."
    )


def test_respondents_without_a_key_are_nobody_twice() -> None:
    _, problems = converted(
        export("kod | zespol\n | LU-01\n | LU-02"), mapping([], respondent=PEOPLE)
    )
    assert problems == []
