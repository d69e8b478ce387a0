"""The same input gives the same bytes; what has not changed is not built; what has is seen."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kooperacja_eval.pipeline import build as building

pytestmark = pytest.mark.e2e

LEFT_OUT = "".join(
    f"{name}: pominięto, bo badanie nie ma żadnej z tabel: answers.\n"
    for name in ("ex_ante", "mid_term", "ex_post")
)
LEFT_OUT += "recommendation_book: pominięto, bo badanie nie ma żadnej z tabel: recommendations.\n"
NOTHING = f"{LEFT_OUT}Nic się nie zmieniło; raporty są aktualne.\n"
HIDDEN = ".kooperacja.lock"
ENDINGS = (".html", ".docx", ".pdf", ".xlsx", "-trace.html")


def start(folder: Path, *words: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kooperacja_eval", *words],
        cwd=folder,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def digests(study: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (study / "reports").iterdir()
        if path.name != HIDDEN
    }


def manifest(study: Path) -> Any:
    return json.loads((study / "reports" / "manifest.json").read_text(encoding="utf-8"))


@pytest.fixture
def reports(small_reports_source: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_reports_source, tmp_path / "badanie z raportami"))


def times(study: Path) -> dict[str, int]:
    return {path.as_posix(): path.stat().st_mtime_ns for path in study.rglob("*")}


def test_another_machine_builds_the_same_bytes(
    demo: Path, reports_source: Path, tmp_path: Path
) -> None:
    # this process has built the reports; the other machine has another time zone, language, order
    # of hashing and place, and reads the raw files itself (two reports are enough here: .ci/run
    # builds every one of them three times)
    words = ("--report", "pilot_summary", "--report", "data_quality")
    other = Path(shutil.copytree(demo, tmp_path / "gdzie indziej" / "badanie ąę"))
    shutil.rmtree(other / "data_processed")
    process = start(tmp_path, "build", str(other), *words, TZ="Pacific/Auckland", LC_ALL="C",
                    LANG="C", PYTHONHASHSEED="1", PYTHONUTF8="0")  # fmt: skip
    said = process.communicate(timeout=300)
    assert process.returncode == 0, said
    here, there = digests(reports_source), digests(other)
    files = set(there) - {"index.html", "manifest.json"}  # the other one has fewer reports
    assert len(files) == 10  # two reports in four formats, and where their numbers come from
    assert {name: here[name] for name in files} == {name: there[name] for name in files}
    one, two = manifest(reports_source), manifest(other)
    assert {stem: one["reports"][stem] for stem in two["reports"]} == two["reports"]
    for changed in ("reports", "index"):
        del one[changed], two[changed]
    assert one == two


def test_index_and_manifest_are_the_same_bytes_everywhere(small: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(small, tmp_path / "gdzie indziej" / "badanie ąę"))
    words = ("--report", "data_quality")
    one = start(small, "build", ".", *words, TZ="Pacific/Auckland", LC_ALL="C", LANG="C",
                PYTHONHASHSEED="1", PYTHONUTF8="0")  # fmt: skip
    two = start(tmp_path, "build", str(other), *words, "--jobs", "1", TZ="America/New_York",
                LC_ALL="C.UTF-8", LANG="pl_PL.UTF-8", PYTHONHASHSEED="2",
                KOOPERACJA_LANG="en")  # fmt: skip
    said = [process.communicate(timeout=120) for process in (one, two)]
    assert [process.returncode for process in (one, two)] == [0, 0], said
    assert len(digests(small)) == 7  # a report in four formats, its traces, index, manifest
    assert digests(small) == digests(other)


def test_a_build_without_changes_writes_nothing_and_loads_nothing_heavy(reports: Path) -> None:
    before = times(reports)
    code = (
        "import sys\nfrom kooperacja_eval.cli import app\n"
        f"code = app.run(['build', {str(reports)!r}], 'pl')\n"
        "heavy = {'pandas', 'numpy', 'pandera', 'matplotlib', 'pyarrow', 'IPython'}\n"
        "print(code, sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=reports.parent, capture_output=True, encoding="utf-8",
        check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout == f"{NOTHING}0 []\n"
    assert times(reports) == before


def test_a_changed_raw_file_stops_until_it_is_accepted(
    reports: Path, run: Callable[..., Any]
) -> None:
    path = reports / "data_raw" / "rodziny" / "rodziny.csv"
    text = path.read_text(encoding="utf-8")
    changed = text.replace("zakończono zgodnie z IPP", "wyprowadzka", 1)
    path.write_text(changed, encoding="utf-8", newline="")
    before = digests(reports)
    for command in ("build", "ingest", "verify", "indicators"):
        said = run(command, reports)
        assert (said.code, said.out) == (5, "")
        assert "rodziny/rodziny.csv" in said.err
        assert "ingest --accept-changes" in said.err
    assert digests(reports) == before
    assert run("ingest", reports, "--accept-changes").code == 0
    words = ("indicators", reports, "--id", "ipp_completed_share", "--format", "json")
    assert json.loads(run(*words).out)[0]["numerator"] == 6  # one of 7 fewer
    assert run("build", reports, "--report", "pilot_summary").code == 0
    after = digests(reports)
    assert after["pilot_summary.html"] != before["pilot_summary.html"]
    assert after["pilot_summary-en.html"] == before["pilot_summary-en.html"]
    # the English ones are now out of date: verify says so, and with which command to mend it
    said = run("verify", reports)
    assert said.code == 8
    assert "pilot_summary-en.html" in said.err
    assert "build --lang en" in said.err


def test_a_touched_or_lost_file_is_built_again(reports: Path, run: Callable[..., Any]) -> None:
    before = digests(reports)
    folder = reports / "reports"
    (folder / "data_quality.html").write_text("tampered", encoding="utf-8")
    (folder / "index.html").unlink()
    said = run("verify", reports)
    assert (said.code, said.out) == (8, "")
    assert "Brakujące pliki: index.html;" in said.err
    assert "zmienione po zbudowaniu: data_quality.html;" in said.err
    assert "inne po ponownym zbudowaniu: –." in said.err
    said = run("build", reports)
    assert said.code == 0
    written = said.out.removeprefix(LEFT_OUT).splitlines()
    built = {Path(line).name for line in written}
    assert built == {f"data_quality{ending}" for ending in ENDINGS} | {"index.html"}
    assert digests(reports) == before
    (folder / "index.html").unlink()
    assert "index.html" in run("build", reports).out
    assert digests(reports) == before
    assert run("build", reports).out == NOTHING


def test_verify_is_content_with_what_build_made(reports: Path, run: Callable[..., Any]) -> None:
    before = times(reports)
    said = run("verify", reports)
    assert (said.code, said.err) == (0, "")
    assert said.out == "Zgodne co do bajta pliki: 31.\n"  # 7 reports in 5 files, and the index
    assert times(reports) == before


def test_verify_sees_a_report_that_comes_out_differently(
    reports: Path, run: Callable[..., Any]
) -> None:
    # the manifest agrees with the file, so only building it again can tell
    path = reports / "reports" / "data_quality.html"
    path.write_text(path.read_text(encoding="utf-8") + "<!-- -->", encoding="utf-8")
    content = manifest(reports)
    [entry] = [
        output
        for output in content["reports"]["data_quality"]["outputs"]
        if output["path"] == path.name
    ]
    entry["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (reports / "reports" / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
    said = run("verify", reports)
    assert said.code == 8
    assert "inne po ponownym zbudowaniu: data_quality.html." in said.err


def test_an_internal_report_never_replaces_a_public_one(
    reports: Path, run: Callable[..., Any]
) -> None:
    before = digests(reports)
    words = ("build", reports, "--report", "data_quality", "--profile", "internal")
    assert run(*words).code == 0
    after = digests(reports)
    new = {f"data_quality-internal{ending}" for ending in ENDINGS}
    assert set(after) - set(before) == new
    assert {name for name in before if after[name] != before[name]} == {
        "index.html", "manifest.json",
    }  # fmt: skip


def test_a_build_that_fails_at_the_end_leaves_the_reports_as_they_were(
    reports: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    (reports / "reports" / "pilot_summary.pdf").unlink()
    before = digests(reports)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(building, "write_index", full)
    said = run("build", reports)
    assert (said.code, said.out) == (4, "")
    assert "Brak miejsca" in said.err
    assert digests(reports) == before
