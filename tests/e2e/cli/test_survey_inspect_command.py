"""``survey inspect``: what it shows, what it writes, and when it refuses."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kooperacja_eval.ingest.surveys.mapping import load_mapping

pytestmark = pytest.mark.e2e

HEADER = "id;submitdate;lastpage;startlanguage;token;PZK;K[SQ001];K[SQ002];K[SQ003]"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """A file of synthetic answers in the ``data_raw`` of a study."""
    path = tmp_path / "data_raw" / "ankiety" / "podmioty.csv"
    path.parent.mkdir(parents=True)
    rows = [
        f"{n};2019-09-02 10:00:00;3;pl;t{n};LU-01;{n % 5 + 1};{n % 5 + 1};{5 - n % 5}"
        for n in range(40)
    ]
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def test_it_says_what_it_found_and_writes_a_mapping(
    run: Callable[..., Any], answers: Path, tmp_path: Path
) -> None:
    said = run("survey", "inspect", str(answers), "--wave", "ex_post")
    assert said.code == 0, said.err
    for words in (
        "LimeSurvey", "klucz respondenta", "token", "identyfikator PZK", "ocena na skali",
        "może odwrócona", '[[surveys]]\nmapping = "survey.toml"',
    ):  # fmt: skip
        assert words in said.out, words
    mapping = load_mapping(tmp_path / "survey.toml")
    assert mapping.survey.files == "ankiety/podmioty.csv"
    assert mapping.survey.wave == "ex_post"
    assert [item.item for item in mapping.items] == ["K_SQ001", "K_SQ002", "K_SQ003"]


def test_it_speaks_english_on_request(
    run: Callable[..., Any], answers: Path, tmp_path: Path
) -> None:
    target = tmp_path / "mapping.toml"
    said = run("survey", "inspect", str(answers), "--output", str(target), lang="en")
    assert said.code == 0, said.err
    assert "respondent key" in said.out
    assert "# A first survey.toml" in target.read_text(encoding="utf-8")
    assert tomllib.loads(target.read_text(encoding="utf-8"))["survey"]["wave"] == "ex_ante"


def test_it_never_replaces_a_mapping_unasked(
    run: Callable[..., Any], answers: Path, tmp_path: Path
) -> None:
    (tmp_path / "survey.toml").write_text("# moje", encoding="utf-8")
    said = run("survey", "inspect", str(answers))
    assert said.code == 3
    assert "już istnieje; nic nie zmieniono" in said.err
    assert (tmp_path / "survey.toml").read_text(encoding="utf-8") == "# moje"
    assert run("survey", "inspect", str(answers), "--overwrite").code == 0
    assert load_mapping(tmp_path / "survey.toml").survey.id == "podmioty"


def test_a_file_that_is_none_is_refused_and_nothing_is_written(
    run: Callable[..., Any], answers: Path, tmp_path: Path
) -> None:
    assert run("survey", "inspect", str(tmp_path / "brak.csv")).code == 4
    answers.write_bytes(b"")
    said = run("survey", "inspect", str(answers))
    assert said.code == 4
    assert said.err.startswith("Błąd: ")
    assert not (tmp_path / "survey.toml").exists()


def test_help_is_polish_first(run: Callable[..., Any]) -> None:
    assert "Rozpoznaj plik z odpowiedziami" in run("survey", "inspect", "--help").out
    assert "Użycie: " in run("survey", "--help").out
    assert "Recognise a file of answers" in run("survey", "inspect", "--help", lang="en").out
