"""Which language the command line speaks, and the library's fixed words in Polish."""

import pytest

from kooperacja_eval.cli.language import VARIABLE, chosen_language, in_words, language_of

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ([], None),
        (["check"], None),
        (["--lang", "en", "check"], "en"),
        (["check", ".", "--lang", "en"], "en"),  # anywhere
        (["check", "--lang=en"], "en"),
        (["--lang", "pl", "check", "--lang", "en"], "pl"),  # the first one
        (["check", "--lang"], None),  # nothing follows
        (["check", "--lang", "de"], None),  # refused later, in the language that holds otherwise
        (["check", "--language", "en"], None),
    ],
)
def test_the_option_is_found_anywhere(words: list[str], chosen: str | None) -> None:
    assert chosen_language(words) == chosen


@pytest.mark.parametrize(
    ("words", "variable", "spoken"),
    [
        ([], None, "pl"),
        ([], "en", "en"),
        ([], "", "pl"),
        ([], "de", "pl"),
        (["--lang", "pl"], "en", "pl"),  # the option decides
        (["--lang", "en"], "pl", "en"),
        (["--lang", "de"], "en", "en"),
    ],
)
def test_the_option_decides_then_the_variable_then_polish(
    monkeypatch: pytest.MonkeyPatch, words: list[str], variable: str | None, spoken: str
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    if variable is not None:
        monkeypatch.setenv(VARIABLE, variable)
    assert language_of(words) == spoken


@pytest.mark.parametrize(
    ("english", "polish"),
    [
        ("No such command 'chek'.", "Nie ma polecenia 'chek'."),
        ("No such option: --xyz", "Nie ma opcji --xyz."),
        (
            "No such option: --form (Possible options: --format)",
            "Nie ma opcji --form. (Możliwe opcje: --format)",
        ),
        ("Missing argument 'FOLDER'.", "Brak argumentu 'FOLDER'."),
        ("Missing option '--seed'.", "Brak opcji '--seed'."),
        ("Missing command.", "Brak polecenia."),
        ("Option '--format' requires an argument.", "Opcja '--format' wymaga wartości."),
        ("Option '--strict' does not take a value.", "Opcja '--strict' nie przyjmuje wartości."),
        ("Got unexpected extra argument (b)", "Zbędne argumenty: b."),
        ("Got unexpected extra argument(s) (b c)", "Zbędne argumenty: b c."),
        (
            "Invalid value for '--format': 'x' is not one of 'table', 'json'.",
            "Niedozwolona wartość '--format': 'x' nie jest na liście: 'table', 'json'.",
        ),
        (
            "Invalid value for 'N': Input should be a valid integer, unable to parse string as one",
            "Niedozwolona wartość 'N': oczekiwano liczby całkowitej.",
        ),
        (
            "Invalid value for '--jobs': Input should be greater than or equal to 1",
            "Niedozwolona wartość '--jobs': oczekiwano co najmniej 1.",
        ),
    ],
)
def test_the_words_of_the_library_are_put_into_polish(english: str, polish: str) -> None:
    assert in_words(english, "pl") == polish
    assert in_words(english, "en") == english
