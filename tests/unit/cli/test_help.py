"""Help of every command: Polish without an English word, English without a Polish one."""

import re

import pytest
from cli_running import COMMANDS, run

from kooperacja_eval import cli
from kooperacja_eval.cli.app import build_app

pytestmark = pytest.mark.unit

# Fixed words of the library beneath, and of English help of the package.
ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|commands?|args|show|message|exit|default|required|study|file|"
    r"report|the|of|is|not|one|with|and|or|this|for|by|language|env|var)\b",
    re.IGNORECASE,
)
# Names that are typed as they are: options, their values, file names.
TYPED = re.compile(
    r"(--?[a-z][a-z-]*|<[a-z|]+>|\bdomyślnie:\s+[\w.]+|study\.toml|corrections\.toml|MANIFEST\.csv)"
)
POLISH = re.compile(
    r"[ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]|\b(plik|raport|badanie|folder badania|opcje|polecenie|domyślnie|liczba|"
    r"wynik|profil|poziom)\b",
    re.IGNORECASE,
)

HELPS = [(), *((command,) for command in COMMANDS)]


@pytest.fixture(autouse=True)
def _polish_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KOOPERACJA_LANG", raising=False)


def test_the_commands_are_those_that_are_looked_at() -> None:
    registered = [command.name for command in build_app("pl").registered_commands]
    assert registered == list(COMMANDS)


@pytest.mark.parametrize("command", HELPS, ids=" ".join)
def test_polish_help_has_no_english_word(
    capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    said = run(capsys, *command, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Użycie: kooperacja-eval")
    left = TYPED.sub("", " ".join(said.out.split()))
    assert ENGLISH.findall(left.replace("kooperacja-eval", "").replace(" ".join(command), "")) == []


@pytest.mark.parametrize("command", HELPS, ids=" ".join)
def test_english_help_has_no_polish_word(
    capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    said = run(capsys, *command, "--help", "--lang", "en")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Usage: kooperacja-eval")
    assert POLISH.findall(said.out) == []


def test_the_looking_sees_words_of_the_other_language() -> None:
    assert ENGLISH.findall("Pokaż this i zakończ [default: 2] [STUDY]")
    assert POLISH.findall("--report RAPORT  Report; repeatable.")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained(capsys: pytest.CaptureFixture[str], command: str) -> None:
    for lang in ("pl", "en"):
        lines = run(capsys, command, "--help", "--lang", lang).out.splitlines()
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            if line.strip().startswith("--"):
                explained = re.search(r"\S  +\S", line.strip()) or re.match(r" {10,}\S", following)
                assert explained, line


# due asks about a day, not a study; trace names report and number after the study
@pytest.mark.parametrize(
    "command", [c for c in COMMANDS if c not in ("init", "demo", "due", "trace")]
)
def test_the_study_folder_is_the_first_argument_of_every_command(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    first = run(capsys, command, "--help").out.splitlines()[0]
    assert first == f"Użycie: kooperacja-eval {command} [OPCJE] [BADANIE]"
    english = run(capsys, command, "--help", "--lang", "en").out.splitlines()[0]
    assert english == f"Usage: kooperacja-eval {command} [OPTIONS] [STUDY]"


def test_without_words_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    said = run(capsys)
    assert said.code == 0
    assert said.out == run(capsys, "-h").out


@pytest.mark.parametrize("words", [("--lang", "en"), ("--lang=en",)])
def test_the_option_may_stand_before_the_command(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert run(capsys, *words, "check", "--help").out.startswith("Usage:")


def test_the_variable_decides_where_no_option_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOOPERACJA_LANG", "en")
    assert run(capsys, "--help").out.startswith("Usage:")
    assert run(capsys, "--help", "--lang", "pl").out.startswith("Użycie:")


def test_words_come_from_the_process_where_none_are_given(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["kooperacja-eval", "--version"])
    with pytest.raises(SystemExit):
        cli.main()
    assert capsys.readouterr().out.startswith("kooperacja-eval ")
