"""How the command line ends: exit codes, messages without a traceback, bugs with theirs."""

import io
import sys
from pathlib import Path

import pytest
import typer
from cli_running import run

from kooperacja_eval import __version__, cli, errors
from kooperacja_eval.cli import commands
from kooperacja_eval.pipeline import request
from kooperacja_eval.pipeline.request import BuildResult
from kooperacja_eval.text import Lang, Text

pytestmark = pytest.mark.unit


@pytest.fixture(autouse=True)
def _polish_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KOOPERACJA_LANG", raising=False)


@pytest.fixture
def ending(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """Make the only command one that raises what is put into the list, or says so."""
    raised: list[BaseException] = []

    def register(app: typer.Typer, lang: Lang, cls: object) -> None:
        @app.command("end")
        def end() -> None:
            if raised:
                raise raised[0]
            typer.echo("done")

    monkeypatch.setattr(commands, "ALL", (register,))
    return raised


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    said = run(capsys, "--version")
    assert (said.code, said.out, said.err) == (0, f"kooperacja-eval {__version__}\n", "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["chek"], "Nie ma polecenia 'chek'. Czy chodziło o 'check'?"),
        (["check", "--xyz"], "Nie ma opcji --xyz."),
        (["check", "--stric"], "Nie ma opcji --stric. (Możliwe opcje: --strict)"),
        (["init"], "Brak argumentu 'FOLDER'."),
        (["check", "a", "b"], "Zbędne argumenty: b."),
        (["check", "--format"], "Opcja '--format' wymaga wartości."),
        (["check", "--strict=1"], "Opcja '--strict' nie przyjmuje wartości."),
        (
            ["check", "--format", "pdf"],
            "Niedozwolona wartość '--format': 'pdf' nie jest na liście: 'table', 'json', 'xlsx'.",
        ),
        (["--lang", "de"], "Niedozwolona wartość '--lang': 'de' nie jest na liście: 'pl', 'en'."),
        (["build", "--jobs", "x"], "Niedozwolona wartość '--jobs': oczekiwano liczby całkowitej."),
        (["build", "--jobs", "0"], "Niedozwolona wartość '--jobs': oczekiwano co najmniej 1."),
        (
            ["demo", "x", "--families", "1.5"],
            "Niedozwolona wartość '--families': oczekiwano liczby całkowitej.",
        ),
    ],
)
def test_a_wrong_command_line_ends_with_2_and_a_polish_sentence(
    capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    said = run(capsys, *words)
    assert (said.code, said.out, said.err) == (2, "", f"Błąd: {message}\n")


def test_a_wrong_command_line_is_told_in_english_on_request(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = run(capsys, "--lang", "en", "chek")
    assert (said.code, said.err) == (2, "Error: No such command 'chek'. Did you mean 'check'?\n")


def test_success_is_0(capsys: pytest.CaptureFixture[str], ending: list[BaseException]) -> None:
    said = run(capsys, "end")
    assert (said.code, said.out, said.err) == (0, "done\n", "")


@pytest.mark.parametrize("error", errors.KooperacjaError.__subclasses__())
def test_a_known_error_ends_with_its_code_and_message(
    capsys: pytest.CaptureFixture[str],
    ending: list[BaseException],
    error: type[errors.KooperacjaError],
) -> None:
    ending.append(error(Text("plik jest zły", "the file is bad")))
    said = run(capsys, "end")
    assert (said.code, said.out, said.err) == (error.exit_code, "", "Błąd: plik jest zły\n")
    english = run(capsys, "--lang", "en", "end")
    assert english.err == "Error: the file is bad\n"


def test_a_command_may_end_with_a_code_of_its_own(
    capsys: pytest.CaptureFixture[str], ending: list[BaseException]
) -> None:
    ending.append(typer.Exit(5))
    assert (run(capsys, "end").code, run(capsys, "end").err) == (5, "")


@pytest.mark.parametrize("interruption", [KeyboardInterrupt(), typer.Abort()])
def test_an_interruption_ends_as_shells_expect(
    capsys: pytest.CaptureFixture[str],
    ending: list[BaseException],
    interruption: BaseException,
) -> None:
    # 128 + signal 2
    ending.append(interruption)
    said = run(capsys, "end")
    assert (said.code, said.err.strip()) == (130, "Błąd: przerwano")


@pytest.mark.parametrize("bug", [ZeroDivisionError("bug"), ValueError("bug"), OSError("bug")])
def test_anything_else_is_a_bug_and_keeps_its_traceback(
    ending: list[BaseException], bug: Exception
) -> None:
    ending.append(bug)
    with pytest.raises(type(bug), match="bug") as raised:
        cli.main(["end"])
    assert raised.traceback[-1].name == "end"


def test_a_folder_that_is_no_study_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    said = run(capsys, "build", str(tmp_path))
    assert (said.code, said.out) == (3, "")
    assert said.err.startswith(f"Błąd: Brak pliku {tmp_path / 'study.toml'}.")


@pytest.mark.parametrize(
    ("words", "lang"),
    [
        (["build"], None),  # the language of study.toml
        (["build", "--lang", "en"], "en"),
        (["--lang", "en", "build"], "en"),  # --lang anywhere decides, for reports too
        (["--lang", "en", "build", "--lang", "pl"], "pl"),  # the nearer one, for reports
    ],
)
def test_reports_are_built_in_the_language_that_the_option_names(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    lang: Lang | None,
) -> None:
    asked = []

    def note(folder: Path, **options: object) -> BuildResult:
        asked.append(options["lang"])
        return BuildResult()

    monkeypatch.setattr(request, "build_if_needed", note)
    assert run(capsys, *words).code == 0
    assert asked == [lang]


# --- what is said gets through ---------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["cp1250", "cp852", "ascii", "utf-8"])
def test_polish_letters_get_through_on_every_system(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    out, err = io.BytesIO(), io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding=encoding))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding=encoding))
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    with pytest.raises(SystemExit):
        cli.main(["chek"])
    sys.stdout.flush()
    sys.stderr.flush()
    assert "Użycie: " in out.getvalue().decode("utf-8")
    assert "Czy chodziło o " in err.getvalue().decode("utf-8")


def test_a_stream_keeps_what_it_does_with_letters_it_cannot_write(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # a file name that is not UTF-8 comes as a lone surrogate and must not stop an error message
    err = io.BytesIO()
    stream = io.TextIOWrapper(err, encoding="cp1250", errors="backslashreplace")
    monkeypatch.setattr(sys, "stderr", stream)
    with pytest.raises(SystemExit):
        cli.main(["check", "a", "\udcff"])
    stream.flush()
    assert b"\\udcff" in err.getvalue()


def test_a_program_without_a_console_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    # pythonw has no streams; a notebook has streams of its own kind
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    with pytest.raises(SystemExit) as left:
        cli.main(["--version"])
    assert left.value.code == 0
