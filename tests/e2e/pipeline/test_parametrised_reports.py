"""Reports on focus groups: one for each round and team; what has not changed is not built."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fgi_small import add_groups, put_groups

pytestmark = pytest.mark.e2e

ALL = ("fgi_2018-LU-01", "fgi_2018-LU-02", "fgi_2020-LU-01")
ENDINGS = (".html", ".docx", ".pdf", ".xlsx", "-trace.html")
NOTHING = "Nic się nie zmieniło; raporty są aktualne.\n"


@pytest.fixture
def groups(small: Path) -> Path:
    """The small study with focus groups of two teams in two rounds."""
    add_groups(small)
    return small


def built(study: Path) -> set[str]:
    pages = (study / "reports").glob("fgi_*.html")
    return {path.stem for path in pages if not path.stem.endswith("-trace")}


def manifest(study: Path) -> Any:
    return json.loads((study / "reports" / "manifest.json").read_text(encoding="utf-8"))


def test_one_report_for_every_round_and_team(groups: Path, run: Callable[..., Any]) -> None:
    said = run("build", groups, "--report", "fgi_partial")
    assert (said.code, said.err) == (0, "")
    assert len(said.out.splitlines()) == len(ALL) * len(ENDINGS) + 1  # and the index
    assert built(groups) == {f"fgi_partial-{name}" for name in ALL}
    page = (groups / "reports" / "fgi_partial-fgi_2020-LU-01.html").read_text(encoding="utf-8")
    assert "Wywiady 2020, zespół LU-01" in page  # the subtitle
    assert "Runda fgi_2020: LU-01." in page  # what the notebook was given
    entry = manifest(groups)["reports"]["fgi_partial-fgi_2020-LU-01"]
    assert entry["parameters"] == {"wave": "fgi_2020", "pzk_id": "LU-01"}
    run_file = json.loads((groups / "data_processed" / "run.json").read_text(encoding="utf-8"))
    assert run_file["parameters"]["fgi_partial"] == [
        ["fgi_2018", "LU-01"], ["fgi_2018", "LU-02"], ["fgi_2020", "LU-01"],
    ]  # fmt: skip
    assert run_file["parameters"]["fgi_summary"] == [
        ["fgi_2018", "lubelskie"], ["fgi_2020", "lubelskie"],
    ]  # fmt: skip
    # again: nothing to do, and nothing heavy is loaded to find that out
    code = (
        "import sys\nfrom kooperacja_eval.cli import app\n"
        f"code = app.run(['build', {str(groups)!r}, '--report', 'fgi_partial'], 'pl')\n"
        "print(code, sorted({'pandas', 'numpy', 'IPython'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert done.stdout == f"{NOTHING}0 []\n"
    said = run("verify", groups)
    assert (said.code, said.out) == (0, "Zgodne co do bajta pliki: 16.\n")  # 3 in 5, the index


def test_reports_are_restricted_and_named_in_both_languages(
    groups: Path, run: Callable[..., Any]
) -> None:
    words = ("build", groups, "--report", "fgi_partial", "--wave", "fgi_2018")
    assert run(*words, "--pzk", "LU-02").code == 0
    assert built(groups) == {"fgi_partial-fgi_2018-LU-02"}
    words = ("build", groups, "--report", "fgi_summary", "--voivodeship", "lubelskie")
    assert run(*words, "--wave", "fgi_2020", "--lang", "en").code == 0
    assert built(groups) == {"fgi_partial-fgi_2018-LU-02", "fgi_summary-fgi_2020-lubelskie-en"}
    page = (groups / "reports" / "fgi_summary-fgi_2020-lubelskie-en.html").read_text("utf-8")
    assert "Groups of 2020, lubelskie voivodeship" in page
    index = unescape((groups / "reports" / "index.html").read_text(encoding="utf-8"))
    # the list is in the language of the study, titles are those of the reports
    assert '<th scope="row">województwo lubelskie</th>' in index
    assert '<h2 lang="en-GB">Focus group report</h2>' in index
    assert '<h2 lang="pl-PL">Raport z wywiadów</h2>' in index


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--report", "fgi_partial", "--wave", "fgi_2017"), "Dozwolone: fgi_2018, fgi_2020."),
        (("--report", "fgi_partial", "--pzk", "LU-09"), "Dozwolone: LU-01, LU-02."),
        (("--report", "fgi_summary", "--pzk", "LU-01"), "Mają go: fgi_partial, pzk_profile;"),
        (("--wave", "fgi_2018"), "Mają go: fgi_summary, fgi_partial;"),
    ],
)
def test_wrong_parameters_are_answered_with_the_allowed_ones(
    groups: Path, run: Callable[..., Any], words: tuple[str, ...], message: str
) -> None:
    said = run("build", groups, *words)
    assert (said.code, said.out) == (3, "")
    assert message in said.err
    assert not (groups / "reports").exists()


def test_a_study_without_focus_groups_says_what_is_lacking(
    small: Path, run: Callable[..., Any]
) -> None:
    add_groups(small)
    study = small / "study.toml"
    text = study.read_text(encoding="utf-8").replace('[[focus_groups]]\nmapping = "fgi.toml"', "")
    study.write_text(text, encoding="utf-8")
    line = "fgi_partial: pominięto, bo badanie nie ma żadnej z tabel: codings.\n"
    assert run("build", small, "--report", "fgi_partial").out.startswith(line)
    assert run("build", small, "--report", "fgi_partial").out == f"{line}{NOTHING}"


def test_reports_of_a_team_that_is_gone_go_and_edited_files_stay(
    groups: Path, run: Callable[..., Any]
) -> None:
    assert run("build", groups, "--report", "fgi_partial").code == 0
    reports = groups / "reports"
    edited = reports / "fgi_partial-fgi_2020-LU-01.docx"
    edited.write_bytes(edited.read_bytes() + b"notes of the evaluator")
    (reports / "fgi_partial-fgi_2018-LU-02.txt").write_text("not ours", encoding="utf-8")
    put_groups(groups, [("fgi_2018", "LU-01")])
    assert run("ingest", groups, "--accept-changes").code == 0
    said = run("verify", groups)
    assert said.code == 8
    assert "build --report fgi_partial" in said.err
    # another report: those that are gone go, the one that still exists stays
    before = {
        path.name: path.read_bytes() for path in reports.glob("fgi_partial-fgi_2018-LU-01[.-]*")
    }
    said = run("build", groups, "--report", "data_quality")
    assert said.code == 0
    lines = {line.partition(":")[0]: line for line in said.out.splitlines() if ": " in line}
    gone = {f"fgi_partial-{name}{ending}" for name in ALL[1:] for ending in ENDINGS}
    assert set(lines) == gone
    assert {name for name, line in lines.items() if "usunięto" not in line} == {edited.name}
    assert "zmieniono po zbudowaniu, więc zostaje" in lines[edited.name]
    found = {path.name: path.read_bytes() for path in reports.glob("fgi_*")}
    assert set(found) == {*before, edited.name, "fgi_partial-fgi_2018-LU-02.txt"}
    assert {name: found[name] for name in before} == before
    assert set(manifest(groups)["reports"]) == {"fgi_partial-fgi_2018-LU-01", "data_quality"}
    index = (reports / "index.html").read_text(encoding="utf-8")
    assert "LU-02" not in index
    # the edited file is nobody's now: the next build says nothing of it
    assert run("build", groups, "--report", "fgi_partial").code == 0
    assert edited.exists()
    assert run("verify", groups).code == 0


def test_a_notebook_that_fails_for_one_team_is_named_and_nothing_is_written(
    groups: Path, run: Callable[..., Any]
) -> None:
    path = groups / "notebooks" / "fgi_partial.ipynb"
    text = path.read_text(encoding="utf-8")
    divided = text.replace("from kooperacja_eval", "1 / (pzk_id != 'LU-02')\\nfrom kooperacja_eval")
    path.write_text(divided, encoding="utf-8")
    for jobs in ("1", "2"):
        said = run("build", groups, "--report", "fgi_partial", "--jobs", jobs)
        assert (said.code, said.out) == (9, "")
        assert "fgi_partial-fgi_2018-LU-02: Notatnik fgi_partial, komórka z kodem nr 2:" in said.err
        assert [path.name for path in (groups / "reports").iterdir()] == [".kooperacja.lock"]


def test_the_number_of_processes_changes_no_byte(groups: Path, run: Callable[..., Any]) -> None:
    made = []
    for jobs in ("1", "3"):
        words = ("build", groups, "--report", "fgi_partial", "--report", "fgi_summary")
        said = run(*words, "--jobs", jobs)
        assert (said.code, said.err) == (0, "")
        folder = groups / "reports"
        made.append({path.name: path.read_bytes() for path in folder.glob("[!.]*")})
        shutil.rmtree(folder)
    assert len(made[0]) == 5 * len(ENDINGS) + 2  # and index and manifest
    assert made[0] == made[1]
