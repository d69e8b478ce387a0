"""Whether a mapping fits a file: every message, and where it points."""

import pytest
from survey_drawn import definition, export, mapping, places, question

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.ingest.surveys.fit import check_fit

pytestmark = pytest.mark.unit

SCALE = {"1": "nie", "2": "trochę", "3": "tak"}


def test_a_mapping_that_fits_has_no_problems() -> None:
    said = mapping(["Q1"], respondent={"key": "token"})
    assert check_fit(said, [export("token | Q1\nt | 1")], None) == []


def test_a_mapping_for_another_version_of_the_form_names_the_missing_and_the_new_columns() -> None:
    # the form was changed: wspolpraca_1 is now wspolpraca_1a
    problems = check_fit(
        mapping(["wspolpraca_1", "wspolpraca_2"]),
        [export("wspolpraca_1a | wspolpraca_2\n1 | 2")],
        None,
    )
    assert places(problems) == [
        ("column_missing", "error", "ankieta.csv", None, ""),
        ("column_unnamed", "warning", "ankieta.csv", None, "wspolpraca_1a"),
    ]
    assert problems[0].message.pl == (
        "Nie ma kolumny „wspolpraca_1”, którą wymienia survey.toml. Najbliższe: wspolpraca_1a, "
        "wspolpraca_2. Popraw column w survey.toml albo dodaj regułę rename."
    )
    assert problems[1].message.pl == (
        "Kolumny „wspolpraca_1a” nie wymienia survey.toml, więc nie wejdzie do danych. Dopisz ją "
        "do [[items]] albo do ignored."
    )


def test_a_missing_column_that_the_definition_knows_says_so() -> None:
    problems = check_fit(
        mapping({"Q1": {}}), [export("Z\n1")], definition(question("Q1", "rating", SCALE))
    )
    assert "Pytanie jest w definicji, ale nie w pliku" in problems[0].message.pl


@pytest.mark.parametrize(
    ("versions", "place", "message"),
    [
        (
            (("v2",), ("v1",)),
            ("column_in_version", "warning", "b.csv", None, ""),
            (
                "Kolumna „Q2” jest tylko w wersji formularza: v2. Wierszom tego pliku przypisano "
                "„pytania nie zadano”."
            ),
        ),
        (
            (None, None),
            ("column_missing", "error", "b.csv", None, ""),
            (
                "Nie ma kolumny „Q2”, którą ma a.csv. Najbliższe: brak podobnych. Dodaj regułę "
                "rename, a gdy pytania tu nie zadano, osobne survey.toml dla tego pliku."
            ),
        ),
    ],
)
def test_a_column_of_some_files_only_is_a_warning_where_versions_explain_it_else_an_error(
    versions: tuple[tuple[str] | None, tuple[str] | None],
    place: tuple[str, str, str, int | None, str],
    message: str,
) -> None:
    files = [
        export("Q1 | Q2\n1 | 2", file="a.csv", versions=versions[0]),
        export("Q1\n1", file="b.csv", versions=versions[1]),
    ]
    said = mapping(["Q1", "Q2"], survey={"versions": {"v1": "1", "v2": "2"}})
    problems = check_fit(said, files, None)
    assert places(problems) == [place]
    assert problems[0].message.pl == message


def test_ignored_columns_and_those_of_the_platform_are_passed_over() -> None:
    said = mapping(["Q1"], survey={"ignored": ["uwagi"]})
    assert check_fit(said, [export("id | Q1 | uwagi | _notes\n1 | 1 | x | y")], None) == []


def test_kinds_that_differ_are_told() -> None:
    known = definition(question("Q1", "text", {}), question("Q2", "option", {"Y": "tak"}))
    said = mapping(["Q1", "Q2"])
    problems = check_fit(said, [export("Q1 | Q2\n1 | 1")], known)
    assert places(problems) == [
        ("kind_differs", "warning", "ankieta.csv", None, "Q1"),
        ("kind_differs", "error", "ankieta.csv", None, "Q2"),
        ("option_not_covered", "error", "ankieta.csv", None, "Q2"),
    ]
    assert problems[0].message.pl == (
        "Pozycja Q1 ma rodzaj rating, a w definicji ankiety pytanie ma rodzaj text. Popraw kind w "
        "survey.toml albo sprawdź, czy to ta kolumna."
    )


def test_options_that_nothing_covers_are_named() -> None:
    options = {"a": "nie", "b": "tak", "c": "nie wiem"}
    said = mapping({"Q1": {"kind": "rating", "values": {"a": 1, "b": 2}}})
    problems = check_fit(said, [export("Q1\na")], definition(question("Q1", "choice", options)))
    assert places(problems) == [("option_not_covered", "error", "ankieta.csv", None, "Q1")]
    assert problems[0].message.pl == (
        "Pozycja Q1: warianty c z definicji ankiety nie mają liczby. Dopisz je do values "
        "(odpowiedzi) albo do missing (braki), albo popraw low i high."
    )
    covered = mapping(
        {"Q1": {"kind": "rating", "values": {"a": 1, "b": 2}}}, missing={"c": "dont_know"}
    )
    assert (
        check_fit(covered, [export("Q1\na")], definition(question("Q1", "choice", options))) == []
    )


def test_several_versions_that_nothing_tells_apart_are_a_warning() -> None:
    problems = check_fit(mapping(["Q1"]), [export("Q1\n1\n2", versions=("v1", "v2"))], None)
    assert [(p.rule, p.message.pl) for p in problems] == [
        (
            "several_versions",
            (
                "Odpowiedzi pochodzą z kilku wersji formularza (v1, v2), a survey.toml bierze je "
                "za wersję 1. Jeśli wersje się różnią, dopisz versions."
            ),
        )
    ]


def test_a_missing_code_that_lies_on_the_scale_is_a_warning() -> None:
    said = mapping({"Q1": {"kind": "rating", "low": 0, "high": 10}}, missing={"9": "declared"})
    problems = check_fit(said, [export("Q1\n1")], None)
    assert places(problems) == [("missing_code_in_scale", "warning", "ankieta.csv", None, "Q1")]


def test_items_of_which_nobody_says_what_they_are_are_errors() -> None:
    problems = check_fit(mapping({"Q1": {}}), [export("Q1\n1")], None)
    assert places(problems) == [("item_unknown", "error", "ankieta.csv", None, "Q1")]
    assert problems[0].message.pl == (
        "Nie wiadomo, jakiego rodzaju jest pozycja Q1. Podaj kind w survey.toml albo plik "
        "definition."
    )


def test_a_shipped_instrument_lists_what_no_column_answers_and_refuses_unknown_items() -> None:
    shipped = {"instrument": "podmioty_kooperacja", "version": "1.0", "wave": "ex_ante"}
    problems = check_fit(
        mapping({"RD1": {}, "ZZ9": {}}, survey=shipped), [export("RD1 | ZZ9\n1 | 1")], None
    )
    assert [(p.rule, p.severity) for p in problems] == [
        ("item_unknown", "error"),
        ("items_unanswered", "warning"),
    ]
    assert problems[0].message.pl == (
        "Kwestionariusz podmioty_kooperacja nie ma pozycji ZZ9. Popraw item w survey.toml albo, "
        "gdy to pozycja dodana, podaj kind."
    )
    assert "pozycjom kwestionariusza podmioty_kooperacja: RD2," in problems[1].message.pl
    assert "RD1" not in problems[1].message.pl


def test_a_version_that_the_package_does_not_ship_stops() -> None:
    said = mapping({"RD1": {}}, survey={"instrument": "podmioty_kooperacja", "version": "9"})
    with pytest.raises(ConfigurationError, match="wersji 9 kwestionariusza podmioty_kooperacja"):
        check_fit(said, [export("RD1\n1")], None)
