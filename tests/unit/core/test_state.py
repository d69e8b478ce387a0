"""What a run was made from: any change of an input shows, and nothing else does."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.pipeline import state
from kooperacja_eval.pipeline.files import sha256_of
from kooperacja_eval.pipeline.state import (
    all_current,
    code_sha256,
    data_fingerprint,
    fingerprint,
    raw_inputs,
    read_json,
    versions,
)

pytestmark = pytest.mark.unit

CODE = "0" * 64


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A synthetic study: two raw files, one of them in a folder."""
    for name, content in {
        "study.toml": "[study]",
        "corrections.toml": "",
        "data_raw/rodziny.csv": "a;b",
        "data_raw/2020/marzec.csv": "c;d",
        "data_raw/MANIFEST.csv": "file,sha256",
        "data_raw/.hidden": "",
        "data_raw/~$rodziny.xlsx": "",
        "reports/a.pdf": "",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


def print_of(folder: Path) -> str:
    return data_fingerprint(raw_inputs(folder), CODE)


def test_inputs_are_the_raw_files_and_the_two_of_the_study(study: Path) -> None:
    assert set(raw_inputs(study)) == {
        "study.toml",
        "corrections.toml",
        "data_raw/rodziny.csv",
        "data_raw/2020/marzec.csv",
    }
    assert raw_inputs(study)["study.toml"] == sha256_of(study / "study.toml")


def test_a_study_without_raw_files_has_the_inputs_that_there_are(tmp_path: Path) -> None:
    assert raw_inputs(tmp_path) == {}
    (tmp_path / "study.toml").touch()
    assert set(raw_inputs(tmp_path)) == {"study.toml"}


@pytest.mark.parametrize(
    "name",
    ["study.toml", "corrections.toml", "data_raw/rodziny.csv", "data_raw/2020/marzec.csv"],
)
@pytest.mark.parametrize("change", [lambda p: p.write_text("other"), Path.unlink])
def test_every_input_changes_the_fingerprint(
    study: Path, name: str, change: Callable[[Path], object]
) -> None:
    before = print_of(study)
    change(study / name)
    assert print_of(study) != before


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: (raw / "new.csv").touch(),
        lambda raw: (raw / "rodziny.csv").rename(raw / "families.csv"),
        lambda raw: (raw / "rodziny.csv").rename(raw / "2020" / "rodziny.csv"),
    ],
)
def test_a_new_or_moved_raw_file_changes_the_fingerprint(
    study: Path, change: Callable[[Path], object]
) -> None:
    before = print_of(study)
    change(study / "data_raw")
    assert print_of(study) != before


@pytest.mark.parametrize(
    "name",
    [
        "data_raw/MANIFEST.csv",  # says what the raw files were, not what they hold
        "data_raw/.hidden",
        "data_raw/~$rodziny.xlsx",  # Excel has the file open
        "data_raw/2020/.DS_Store",
        "reports/a.pdf",
        "notes.txt",
    ],
)
def test_what_is_no_input_changes_nothing(study: Path, name: str) -> None:
    before = print_of(study)
    (study / name).write_text("other", encoding="utf-8")
    assert print_of(study) == before


def test_the_fingerprint_is_the_same_elsewhere(study: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(study, copy, ignore=shutil.ignore_patterns("copy"))
    assert print_of(copy) == print_of(study)


# --- code and versions -------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A synthetic package of two files."""
    folder = tmp_path / "package"
    (folder / "part").mkdir(parents=True)
    (folder / "a.py").write_text("x = 1\n", encoding="utf-8")
    (folder / "part" / "look.css").write_text("p {}\n", encoding="utf-8")
    monkeypatch.setattr(state, "PACKAGE_FOLDER", folder)
    return folder


@pytest.mark.parametrize("name", ["a.py", "part/look.css", "part/new.toml", "part/b.ipynb"])
def test_every_source_of_the_package_changes_the_fingerprint(
    study: Path, package: Path, name: str
) -> None:
    before = code_sha256()
    (package / name).write_text("other\n", encoding="utf-8")
    assert code_sha256() != before
    inputs = raw_inputs(study)
    assert data_fingerprint(inputs, code_sha256()) != data_fingerprint(inputs, before)


def test_a_moved_source_changes_the_fingerprint(package: Path) -> None:
    before = code_sha256()
    (package / "a.py").rename(package / "part" / "a.py")
    assert code_sha256() != before


@pytest.mark.parametrize(
    "name", ["__pycache__/a.cpython-311.pyc", ".a.py.swp", "part/.ipynb_checkpoints/b.ipynb"]
)
def test_bytecode_and_hidden_files_change_nothing(package: Path, name: str) -> None:
    before = code_sha256()
    (package / name).parent.mkdir(exist_ok=True)
    (package / name).write_bytes(b"x")
    assert code_sha256() == before


def test_versions_are_those_of_the_libraries_that_shape_results() -> None:
    assert {"kooperacja-eval", "numpy", "pandas", "scipy", "statsmodels"} <= versions().keys()
    assert all(versions().values())


def test_another_version_changes_the_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    before = data_fingerprint({}, CODE)
    monkeypatch.setattr(state, "versions", lambda: {**versions(), "scipy": "0"})
    assert data_fingerprint({}, CODE) != before


def test_a_fingerprint_does_not_depend_on_the_order_of_its_parts() -> None:
    assert fingerprint({"a": 1, "b": "ż"}) == fingerprint({"b": "ż", "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})
    assert len(fingerprint({})) == 64


# --- what an earlier run left ------------------------------------------------------------------


def test_a_file_that_is_not_there_is_an_empty_record(tmp_path: Path) -> None:
    assert read_json(tmp_path / "run.json") == {}


def test_a_record_is_read(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"a": "ż"}', encoding="utf-8")
    assert read_json(tmp_path / "run.json") == {"a": "ż"}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"a"', b"\xff\xfe{", b"null"])
def test_a_record_that_is_broken_stops_the_run(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "run.json"
    path.write_bytes(content)
    with pytest.raises(ConfigurationError) as raised:
        read_json(path)
    assert raised.value.text.pl == (
        f"Pliku {path} nie da się odczytać. Usuń go i uruchom polecenie jeszcze raz."
    )


def test_a_folder_in_place_of_a_record_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError):
        read_json(tmp_path)


def test_outputs_are_current_while_each_is_there_and_untouched(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    outputs = [{"path": n, "sha256": sha256_of(tmp_path / n)} for n in ("a.pdf", "b.pdf")]
    assert all_current(tmp_path, outputs)
    assert all_current(tmp_path, [])
    (tmp_path / "b.pdf").write_text("edited", encoding="utf-8")
    assert not all_current(tmp_path, outputs)
    (tmp_path / "b.pdf").unlink()
    assert not all_current(tmp_path, outputs)
