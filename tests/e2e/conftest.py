"""Studies for whole runs: the demo and its reports, each made once; a small one for bad input."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter
from filelock import FileLock

from kooperacja_eval.cli import app
from kooperacja_eval.demo.write import write_demo
from kooperacja_eval.text import Lang

TEMPLATE = Path(app.__file__).parents[1] / "pipeline" / "templates" / "study.toml"
TEAMS = "rejestry/zespoly.xlsx"
FAMILIES = "rodziny/rodziny.csv"
SOURCES = f"""
[[sources]]
table = "pzk"
files = "{TEAMS}"
sheet = "Zespoły"

[[sources]]
table = "families"
files = "{FAMILIES}"
"""
TEAM_ROWS = (
    ("Identyfikator PZK", "Nazwa zespołu", "Województwo", "Obszar współpracy",
     "Początek pracy zespołu"),
    ("LU-01", "Zespół pierwszy", "lubelskie", "osoby starsze", "01.07.2019"),
    ("LU-02", "Zespół drugi", "lubelskie", "uzależnienia", "01.07.2019"),
)  # fmt: skip
IN_ENGLISH = ("pilot_summary", "ex_post", "families", "data_quality")
FAMILY_HEADER = (
    "Identyfikator rodziny;Identyfikator PZK;Rodzaj jednostki;Kohorta;Początek współpracy;"
    "Koniec współpracy;Wynik współpracy"
)
FAMILY_ROWS = tuple(
    f"LU-0{team}-R0{number};LU-0{team};rodzina;IX.2019;02.09.2019;30.09.2020;{outcome}"
    for team, outcomes in ((1, "ccccm"), (2, "cccwm"))
    for number, outcome in enumerate(
        ({"c": "zakończono zgodnie z IPP", "w": "rezygnacja", "m": "wyprowadzka"}[letter]
         for letter in outcomes), start=1
    )
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """Exit code, standard output and standard error of one command line."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run a command line in this process."""

    def ran(*words: str | Path, lang: Lang = "pl") -> Said:
        code = app.run([str(word) for word in words], lang)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return ran


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that the first worker that asks for it makes, and the others use."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with FileLock(shared / f"{name}.lock"):
        folder = shared / name / "study"
        if not folder.exists():
            unfinished = factory.mktemp(name) / "study"
            make(unfinished)
            folder.parent.mkdir()
            unfinished.rename(folder)
    return folder


@pytest.fixture(scope="session")
def demo_source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, read once; never changed by a test."""

    def make(folder: Path) -> None:
        write_demo(folder)
        assert app.run(["ingest", str(folder)], "pl") == 0

    return made_once(tmp_path_factory, "demo_source", make)


@pytest.fixture(scope="session")
def reports_source(demo_source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with its Polish reports and three English ones; never changed by a test."""

    def make(folder: Path) -> None:
        shutil.copytree(demo_source, folder)
        assert app.run(["build", str(folder)], "pl") == 0
        english = [word for name in IN_ENGLISH for word in ("--report", name)]
        assert app.run(["build", str(folder), "--lang", "en", *english], "pl") == 0

    return made_once(tmp_path_factory, "reports_source", make)


@pytest.fixture
def demo(demo_source: Path, tmp_path: Path) -> Path:
    """A copy of the demo."""
    return Path(shutil.copytree(demo_source, tmp_path / "demo"))


@pytest.fixture(scope="session")
def small_source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two teams with five families each, in a workbook and a CSV file; all is well with it."""
    folder = tmp_path_factory.mktemp("small") / "study"
    (folder / "data_raw" / "rodziny").mkdir(parents=True)
    (folder / "data_raw" / "rejestry").mkdir()
    template = TEMPLATE.read_text(encoding="utf-8").partition("# Które pliki")[0]
    template = template.replace("synthetic = false", "synthetic = true")
    (folder / "study.toml").write_text(template + SOURCES, encoding="utf-8")
    lines = "\r\n".join((FAMILY_HEADER, *FAMILY_ROWS, ""))
    (folder / "data_raw" / FAMILIES).write_text(lines, encoding="utf-8", newline="")
    with xlsxwriter.Workbook(folder / "data_raw" / TEAMS) as book:
        sheet = book.add_worksheet("Zespoły")
        for number, row in enumerate(TEAM_ROWS):
            sheet.write_row(number, 0, row)
    return folder


@pytest.fixture
def small(small_source: Path, tmp_path: Path) -> Path:
    """A copy of the small study, in a folder with a space and Polish letters."""
    return Path(shutil.copytree(small_source, tmp_path / "małe badanie"))


@pytest.fixture(scope="session")
def small_reports_source(small_source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small study with its Polish and English reports; never changed by a test."""
    folder = tmp_path_factory.mktemp("small_reports") / "study"
    shutil.copytree(small_source, folder)
    assert app.run(["build", str(folder)], "pl") == 0
    assert app.run(["build", str(folder), "--lang", "en"], "pl") == 0
    return folder
