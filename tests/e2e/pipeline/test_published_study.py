"""The study of the repository's root: published figures only, and reports say what that lacks."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).parents[3]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    folder = tmp_path / "makroregion"
    (folder / "data_raw").mkdir(parents=True)
    shutil.copy(ROOT / "study.toml", folder)
    shutil.copytree(ROOT / "data_raw" / "published", folder / "data_raw" / "published")
    return folder


def test_reports_are_built_from_published_figures_alone(
    record: Path, run: Callable[..., Any]
) -> None:
    check = run("check", record)
    assert (check.code, check.err) == (0, "")
    assert "Tabele: 5. Błędy: 0." in check.out
    said = run("build", record)
    assert (said.code, said.err) == (0, "")
    page = (record / "reports" / "pilot_summary.html").read_text(encoding="utf-8")
    text = " ".join(re.sub("<[^>]+>", "", page).replace("\u00a0", " ").split())
    assert "(według dokumentu 000) 172 rodziny lub osoby" in text
    for part in ("Droga rodziny przez etapy", "Koszty", "Liczba rodzin na zespół"):
        assert f"{part}: ta część wymaga danych jednostkowych, których to badanie nie" in text
    assert "SYNTETYCZNE" not in text
    assert "nan" not in text.split()
    assert run("verify", record).code == 0


def test_the_manifest_of_the_repository_is_that_of_its_files(record: Path) -> None:
    # a changed transcription must not go unseen
    manifest = (ROOT / "data_raw" / "MANIFEST.csv").read_text(encoding="utf-8").splitlines()
    listed = {line.split(";")[0] for line in manifest[1:]}
    assert listed == {
        f"published/{path.name}" for path in (record / "data_raw/published").iterdir()
    }
