"""Mappings of the demo's focus groups are ones that the package reads."""

from pathlib import Path

import pytest

from kooperacja_eval.demo.fgi_mappings import CODEBOOK_FILE, FILES, MAPPINGS, fgi_tomls
from kooperacja_eval.demo.fgi_names import tool_paths
from kooperacja_eval.demo.fgi_parameters import REMOTE, RESPONSIBILITY
from kooperacja_eval.demo.study_files import study_toml
from kooperacja_eval.ingest.fgi.codebook import load_codebook
from kooperacja_eval.ingest.fgi.mapping import FgiMapping, load_fgi_mapping
from kooperacja_eval.ingest.fgi.project import QualCode

pytestmark = pytest.mark.unit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in fgi_tomls(tool_paths()).items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def mapping(folder: Path, name: str) -> FgiMapping:
    return load_fgi_mapping(folder / MAPPINGS[name])


@pytest.mark.parametrize(
    ("name", "tool", "coder", "speaker"),
    [
        ("fgi_2018", "refi_qda", "file", "marks"),
        ("fgi_2019", "refi_qda", "tool", "marks"),
        ("fgi_2020_maxqda", "maxqda", "tool", "code"),
        ("fgi_2020_atlas", "atlas_ti", "tool", "marks"),
    ],
)
def test_each_program_has_its_mapping(
    folder: Path, name: str, tool: str, coder: str, speaker: str
) -> None:
    found = mapping(folder, name)
    assert found.project.id == name
    assert found.project.tool == tool
    assert found.project.files == FILES[name]
    assert found.coder.from_ == coder
    assert found.speaker is not None
    assert found.speaker.from_ == speaker
    assert (found.project.transcripts is None) == (tool == "refi_qda")


def test_documents_are_known_by_team_or_voivodeship(folder: Path) -> None:
    team, place = mapping(folder, "fgi_2019").documents
    assert team.filled("FGI 2019 LU-01") == {"document_id": "fgi_2019-LU-01"}
    assert team.filled("FGI 2019 woj. lubelskie") is None
    assert place.filled("FGI 2019 woj. lubelskie") == {"document_id": "fgi_2019-lubelskie"}
    team, _ = mapping(folder, "fgi_2020_atlas").documents
    assert team.filled("FGI_LU-01_2020-09-10_8os") == {
        "document_id": "fgi_2020-LU-01", "pzk_id": "LU-01", "held_on": "2020-09-10",
        "participants": "8",
    }  # fmt: skip


def test_codes_of_the_programs_have_their_meaning(folder: Path) -> None:
    book = load_codebook(folder / CODEBOOK_FILE)
    path = ("Bariery", "Podział odpowiedzialności")
    code = QualCode(id=" > ".join(path), name=path[-1])
    assert book.meaning(code, path) == RESPONSIBILITY
    assert REMOTE in set(book.table["code_id"])


@pytest.mark.parametrize("large", [True, False])
def test_the_study_names_every_mapping_and_round(*, large: bool) -> None:
    text = study_toml(large=large)
    for name in MAPPINGS.values():
        assert f'[[focus_groups]]\nmapping = "{name}"\n' in text
    for year in (2018, 2019, 2020):
        assert f'[[waves]]\nid = "fgi_{year}"\n' in text
