"""Starting is light: nothing heavy is imported before a command needs it."""

import subprocess
import sys

import pytest

import kooperacja_eval

pytestmark = pytest.mark.unit

HEAVY = ("pandas", "numpy", "pandera", "matplotlib", "scipy", "statsmodels", "pydantic", "pyarrow")


def python(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def loaded_by(code: str) -> set[str]:
    """Return the heavy packages that some code loads in a fresh process."""
    done = python("-c", f"{code}\nimport sys\nprint(*sys.modules, sep=chr(10))")
    assert done.returncode == 0, done.stderr
    return set(HEAVY) & set(done.stdout.split())


@pytest.mark.parametrize(
    "code",
    [
        "import kooperacja_eval",
        "import kooperacja_eval.cli",
        "from kooperacja_eval.cli import app; app.build_app('pl')",
    ],
)
def test_starting_loads_nothing_heavy(code: str) -> None:
    assert loaded_by(code) == set()


def test_a_heavy_import_would_be_seen() -> None:
    assert {"numpy", "pandas"} <= loaded_by("import kooperacja_eval.schemas.problems")


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["build", "--help"]])
def test_help_loads_nothing_of_the_sciences(words: list[str]) -> None:
    # the library of the command line checks options with pydantic once there are words to check
    code = f"from kooperacja_eval.cli import app; app.run({words}, 'pl')"
    assert loaded_by(code) <= {"pydantic"}


def test_the_package_can_be_started_as_a_module() -> None:
    done = python("-m", "kooperacja_eval", "--version")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        f"kooperacja-eval {kooperacja_eval.__version__}\n",
        "",
    )


def test_a_known_error_of_the_module_has_no_traceback(tmp_path: object) -> None:
    done = python("-m", "kooperacja_eval", "build", str(tmp_path))
    assert done.returncode == 3
    assert done.stderr.startswith("Błąd: Brak pliku ")
    assert "Traceback" not in done.stderr


def test_names_of_the_package_are_those_it_offers() -> None:
    assert set(kooperacja_eval.__all__) == {"Study", "__version__", "exhibits", "open_study"}
    with pytest.raises(AttributeError, match="no attribute 'opened'"):
        kooperacja_eval.opened  # type: ignore[attr-defined]  # noqa: B018
