"""``export``: what is taken home, in which words, and when it is refused."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from fgi_small import GROUPS, TEXT, add_groups, project

from kooperacja_eval.ingest.fgi.project import QualProject
from kooperacja_eval.ingest.fgi.refi import read_qdpx
from kooperacja_eval.ingest.fgi.refi_write import write_qdpx
from kooperacja_eval.ingest.surveys.export import SurveyFile
from kooperacja_eval.instruments.codebooks.load import codebook

pytestmark = pytest.mark.e2e

COMMANDS = ("codes", "review", "codebook", "questionnaire")


@pytest.fixture
def groups(small: Path) -> Path:
    add_groups(small)
    return small


def read(path: Path) -> QualProject:
    return read_qdpx(SurveyFile(name=path.name, data=path.read_bytes()))


def test_codes_come_back_with_texts_pseudonyms_and_the_names_of_the_study(
    groups: Path, tmp_path: Path, run: Callable[..., Any]
) -> None:
    target = tmp_path / "moje" / "kody.qdpx"
    said = run("export", "codes", groups, "--output", target)
    assert (said.code, said.err) == (0, "")
    count = len(codebook("kooperacja", "1.0"))
    assert f"dokumenty: 3, kody: {count}, fragmenty: 3." in said.out
    assert "dane osobowe" in said.out
    found = read(target)
    assert [document.name for document in found.documents] == [
        "FGI LU-01 fgi_2018", "FGI LU-02 fgi_2018", "FGI LU-01 fgi_2020",
    ]  # fmt: skip
    assert {document.text for document in found.documents} == {TEXT}
    assert found.documents[0].variables == {
        "wave": "fgi_2018", "pzk_id": "LU-01", "voivodeship": "lubelskie",
    }  # fmt: skip
    names = {code.id: code.name for code in found.codes}
    # the coder's name in the tool was Anna Synteza
    assert {(names[c.code], c.coder, c.start, c.end) for c in found.codings} == {
        ("Brak czasu", "K1", 10, 22)
    }
    assert b"Synteza" not in target.read_bytes()


def test_names_of_codes_are_english_on_request(
    groups: Path, tmp_path: Path, run: Callable[..., Any]
) -> None:
    target = tmp_path / "codes.qdpx"
    said = run("export", "codes", groups, "--output", target, "--lang", "en")
    assert said.code == 0
    assert "Lack of time" in {code.name for code in read(target).codes}


def test_a_codebook_alone_holds_no_transcript(
    groups: Path, tmp_path: Path, run: Callable[..., Any]
) -> None:
    target = tmp_path / "kody.qdc"
    said = run("export", "codes", groups, "--output", target)
    assert said.code == 0
    assert "dane osobowe" not in said.out
    text = target.read_text(encoding="utf-8")
    assert 'name="Brak czasu"' in text
    assert "Ludzie" not in text


def test_the_same_study_gives_the_same_bytes(
    groups: Path, tmp_path: Path, run: Callable[..., Any]
) -> None:
    one, two = tmp_path / "a.qdpx", tmp_path / "b.qdpx"
    for target in (one, two):
        assert run("export", "codes", groups, "--output", target).code == 0
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("command", "name"), [("codes", "a.qdpx"), ("codes", "a.qdc"), ("review", "a.xlsx")]
)
def test_a_file_that_is_there_is_replaced_only_on_request(
    groups: Path, tmp_path: Path, run: Callable[..., Any], command: str, name: str
) -> None:
    target = tmp_path / name
    target.write_text("moje", encoding="utf-8")
    said = run("export", command, groups, "--output", target)
    assert (said.code, said.out) == (3, "")
    assert "--overwrite" in said.err
    assert target.read_text(encoding="utf-8") == "moje"
    assert run("export", command, groups, "--output", target, "--overwrite").code == 0
    assert target.read_bytes() != b"moje"


@pytest.mark.parametrize(("command", "name"), [("codes", "a.qdpx"), ("review", "a.xlsx")])
def test_a_study_without_focus_groups_is_refused(
    small: Path, tmp_path: Path, run: Callable[..., Any], command: str, name: str
) -> None:
    said = run("export", command, small, "--output", tmp_path / name)
    assert (said.code, said.out) == (3, "")
    assert "[[focus_groups]]" in said.err
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(("command", "allowed"), [("codes", ".qdpx, .qdc."), ("review", ".xlsx.")])
def test_another_ending_is_answered_with_the_allowed_ones(
    groups: Path, tmp_path: Path, run: Callable[..., Any], command: str, allowed: str
) -> None:
    said = run("export", command, groups, "--output", tmp_path / "a.zip")
    assert (said.code, said.out) == (3, "")
    assert said.err.rstrip().endswith(f"Dozwolone zakończenia nazwy: {allowed}")


def test_the_review_list_shows_what_may_point_to_a_person_in_words(
    groups: Path, tmp_path: Path, run: Callable[..., Any]
) -> None:
    add_address(groups)
    target = tmp_path / "przeglad.xlsx"
    said = run("export", "review", groups, "--output", target)
    assert (said.code, said.err) == (0, "")
    assert "dane osobowe" in said.out
    header, *rows = openpyxl.load_workbook(target)["Do sprawdzenia"].iter_rows(values_only=True)
    assert header == (
        "Dokument", "Początek (znak)", "Koniec (znak)", "Rodzaj", "Pewne", "Zastąpiono przez",
        "W otoczeniu",
    )  # fmt: skip
    [row] = [row for row in rows if row[3] == "e-mail"]
    assert row[4:6] == ("tak", "[e-mail]")
    assert "osoba@example.com" in str(row[6])


def add_address(study: Path) -> None:
    """Write a made-up address into a transcript."""
    made = project(GROUPS[:1], text=f"{TEXT}\n=osoba@example.com to adres.")
    path = study / "data_raw" / "fgi" / "wywiady.qdpx"
    path.write_bytes(write_qdpx(made, created=dt.date(2020, 12, 1)))


def test_the_shipped_codebook_is_written_for_analysts(
    tmp_path: Path, run: Callable[..., Any]
) -> None:
    target = tmp_path / "ksiega.qdc"
    said = run("export", "codebook", target)
    assert (said.code, said.err) == (0, "")
    assert 'name="Brak czasu"' in target.read_text(encoding="utf-8")
    assert run("export", "codebook", target).code == 3
    assert run("export", "codebook", target, "--overwrite", "--lang", "en").code == 0
    assert 'name="Lack of time"' in target.read_text(encoding="utf-8")
    assert run("export", "codebook", tmp_path / "ksiega.qdpx").code == 3


def test_the_questionnaire_comes_as_forms_and_tables(
    tmp_path: Path, run: Callable[..., Any]
) -> None:
    folder = tmp_path / "ankieta"
    said = run("export", "questionnaire", folder)
    assert (said.code, said.err) == (0, "")
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "podmioty_kooperacja.lss", "podmioty_kooperacja.xlsx", "items.csv", "options.csv",
        "scales.csv",
    }  # fmt: skip
    said = run("export", "questionnaire", folder)
    assert (said.code, said.out) == (3, "")
    said = run("export", "questionnaire", tmp_path / "inna", "--instrument", "brak")
    assert said.code == 3
    assert "podmioty_kooperacja" in said.err


@pytest.mark.parametrize("words", [(), *((command,) for command in COMMANDS)])
def test_help_speaks_one_language(run: Callable[..., Any], words: tuple[str, ...]) -> None:
    polish = run("export", *words, "--help").out
    assert polish.startswith("Użycie:")
    typed = re.sub(r"--[a-z]+|<[a-z|]+>|kooperacja-eval|codebook|questionnaire", "", polish)
    assert re.findall(r"\b(the|of|file|study|required|options?|folder of|replace)\b", typed) == []
    english = run("export", *words, "--help", lang="en").out
    assert english.startswith("Usage:")
    assert re.findall("[ąćęłńóśźż]", english) == []
