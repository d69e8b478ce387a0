"""The works that a book may cite: what is shipped, what a study adds, what is refused."""

import json
from pathlib import Path

import pytest

from kooperacja_eval.errors import ReportError
from kooperacja_eval.reporting.bibliography import (
    package_library,
    parse_library,
    read_study_file,
    study_library,
)

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[3]
WORK = {"id": "lis2018", "type": "book", "title": "Tytuł"}


def test_every_shipped_work_has_authors_year_and_title() -> None:
    for key, work in package_library().items():
        assert work["author"], key
        assert work["issued"]["date-parts"][0][0] > 1900, key
        assert work["title"], key


def test_every_doi_of_the_package_stands_in_its_docs_or_docstrings() -> None:
    # A list of works must not know more than the methods that it documents.
    texts = [*ROOT.glob("kooperacja_eval/**/*.py"), *ROOT.glob("docs/*.md")]
    known = "".join(path.read_text("utf-8") for path in texts)
    missing = [key for key, work in package_library().items() if work.get("DOI", "") not in known]
    assert missing == []


def test_a_study_adds_works_and_its_own_entry_goes_before() -> None:
    other = WORK | {"id": "wilson1927"}
    library = study_library(json.dumps([WORK, other]))
    assert library["lis2018"]["title"] == "Tytuł"
    assert library["wilson1927"]["title"] == "Tytuł"
    assert set(package_library()) < set(library)


def test_a_study_without_a_list_has_the_shipped_works() -> None:
    assert read_study_file(None) == ""
    assert study_library("") == package_library()


def test_a_list_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    # Notepad writes one.
    path = tmp_path / "bibliography.json"
    path.write_text(json.dumps([WORK]), "utf-8-sig")
    assert "lis2018" in study_library(read_study_file(path))


def test_a_list_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bibliography.json"
    path.write_bytes("[„]".encode("cp1250"))
    with pytest.raises(
        ReportError, match=r"bibliography\.json: nie jest tekstem w kodowaniu UTF-8"
    ):
        read_study_file(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[\n{,}]", "wiersz 2 nie jest zapisem JSON"),
        ("{}", "nie jest listą pozycji"),
        ('["lis2018"]', "pozycja 1 nie ma: id, type, title"),
        (json.dumps([WORK | {"title": None}]), "pozycja 1 nie ma: title"),
        (json.dumps([WORK, WORK]), "klucz lis2018 stoi dwa razy"),
        (json.dumps([WORK | {"id": "żółw"}]), "klucz pozycji 1 może mieć do 35 znaków"),
        (json.dumps([WORK | {"id": "a" * 36}]), "klucz pozycji 1 może mieć do 35 znaków"),
    ],
)
def test_what_is_wrong_with_a_list_is_said(content: str, message: str) -> None:
    with pytest.raises(ReportError, match=message):
        parse_library(content, "bibliography.json")
