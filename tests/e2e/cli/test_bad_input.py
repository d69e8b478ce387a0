"""Bad input: each fault is told with its place and what to do, and nothing is written."""

import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

pytestmark = pytest.mark.e2e

Break = Callable[[Path], None]
RESULTS = ("data_processed", "reports")


def snapshot(folder: Path) -> dict[str, bytes | None]:
    """Return every file and folder of a study; the empty lock file is no result."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def families(study: Path) -> Path:
    return study / "data_raw" / "rodziny" / "rodziny.csv"


def teams(study: Path) -> Path:
    return study / "data_raw" / "rejestry" / "zespoly.xlsx"


def in_families(old: str, new: str) -> Break:
    """Change the first occurrence of a text in the file of families."""

    def change(study: Path) -> None:
        text = families(study).read_text(encoding="utf-8")
        assert old in text
        families(study).write_text(text.replace(old, new, 1), encoding="utf-8", newline="")

    return change


def in_teams(change: Callable[[Any], None]) -> Break:
    """Change the sheet of teams."""

    def changed(study: Path) -> None:
        book = openpyxl.load_workbook(teams(study))
        change(book["Zespoły"])
        book.save(teams(study))

    return changed


def in_study(old: str, new: str) -> Break:
    def change(study: Path) -> None:
        path = study / "study.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def undecodable(study: Path) -> None:
    # "ą" of cp1250 (b9) and of ISO-8859-2 (b1), each between letters: they contradict each other
    families(study).write_bytes(families(study).read_bytes() + b"LU-b\xb9k;b\xb1k\r\n")


def encrypted(study: Path) -> None:
    plain = io.BytesIO(teams(study).read_bytes())
    closed = io.BytesIO()
    OOXMLFile(plain).encrypt("haslo", closed)
    teams(study).write_bytes(closed.getvalue())


def truncated(study: Path) -> None:
    content = teams(study).read_bytes()
    teams(study).write_bytes(content[: len(content) // 2])


def rename_sheet(sheet: Any) -> None:
    sheet.title = "Arkusz1"


def merge_header(sheet: Any) -> None:
    sheet.merge_cells("B1:C1")


def letters_in_number(study: Path) -> None:
    path = study / "data_raw" / "koszty.csv"
    path.write_text(
        "Identyfikator kosztu;Kamień milowy;Województwo;Kategoria kosztu;Kwota\r\n"
        "LU-K001;I kamień milowy;lubelskie;szkolenia;100,00\r\n"
        "LU-K002;I kamień milowy;lubelskie;szkolenia;sto złotych\r\n",
        encoding="utf-8",
    )
    with (study / "study.toml").open("a", encoding="utf-8") as stream:
        stream.write('\n[[sources]]\ntable = "costs"\nfiles = "koszty.csv"\n')


def wrong_delimiter(study: Path) -> None:
    path = study / "study.toml"
    path.write_text(path.read_text(encoding="utf-8") + 'delimiter = ","\n', encoding="utf-8")


def idle_rule(study: Path) -> None:
    rule = """
[[rule]]
id = "p01"
table = "families"
action = "recode"
column = "wynik współpracy"
from = "zakończ."
to = "zakończono zgodnie z IPP"
reason = "skrót"
decided_by = "koordynator"
date = 2021-01-15
rows = 3
"""
    (study / "corrections.toml").write_text(rule, encoding="utf-8")


def empty_file(study: Path) -> None:
    families(study).write_bytes(b"")


def no_file(study: Path) -> None:
    families(study).unlink()


FAULTS = [
    # fault, words that the message must have: the place, then what is expected or what to do
    ("encoding", undecodable, ("rodziny/rodziny.csv", "kodowani", "UTF-8")),
    ("delimiter", wrong_delimiter, ("rodziny/rodziny.csv",)),
    ("merged header", in_teams(merge_header), ("rejestry/zespoly.xlsx", "Zespoły", "wiersz 1")),
    ("missing column", in_families("Wynik współpracy", "Uwagi"), ("rodziny.csv", "wynik")),
    ("unknown code", in_families("rezygnacja", "coś innego"), ("wiersz 10", "rezygnacja")),
    ("no such date", in_families("30.09.2020", "31.09.2020"), ("wiersz 2", "Koniec współpracy")),
    ("letters in number", letters_in_number, ("koszty.csv", "wiersz 3", "Kwota")),
    ("duplicate key", in_families("LU-01-R02", "LU-01-R01"), ("rodziny/rodziny.csv", "wiersz")),
    ("encrypted", encrypted, ("rejestry/zespoly.xlsx", "hasł")),
    ("truncated", truncated, ("rejestry/zespoly.xlsx",)),
    ("empty", empty_file, ("rodziny/rodziny.csv", "pust")),
    ("renamed sheet", in_teams(rename_sheet), ("rejestry/zespoly.xlsx", "Zespoły", "Arkusz1")),
    ("no file", no_file, ("rodziny/rodziny.csv", "study.toml")),
]


@pytest.mark.parametrize("command", ["check", "ingest", "build", "indicators"])
@pytest.mark.parametrize(
    ("fault", "words"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_a_fault_in_the_data_is_told_and_nothing_is_written(
    small: Path, run: Callable[..., Any], fault: Break, words: tuple[str, ...], command: str
) -> None:
    fault(small)
    before = snapshot(small)
    said = run(command, small)
    assert said.code == 5, said
    # on the screen a table folds its cells, so only unfolded messages are looked into
    if command != "check":
        assert said.out == ""
        assert said.err.startswith("Błąd: Dane mają błędy")
        assert [word for word in words if word not in said.err] == []
    assert snapshot(small) == before


@pytest.mark.parametrize(
    ("fault", "words"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_check_gives_the_same_faults_to_programs(
    small: Path, run: Callable[..., Any], fault: Break, words: tuple[str, ...]
) -> None:
    fault(small)
    said = run("check", small, "--format", "json")
    assert said.code == 5
    problems = json.loads(said.out)
    errors = [problem for problem in problems if problem["severity"] == "error"]
    assert errors
    assert all(problem["message"] and problem["rule"] for problem in errors)
    english = json.loads(run("check", small, "--format", "json", lang="en").out)
    assert [p["rule"] for p in english] == [p["rule"] for p in problems]
    assert not {p["message"] for p in english} & {p["message"] for p in problems}


def test_a_merged_header_is_named_as_such(small: Path, run: Callable[..., Any]) -> None:
    # what a person sees is "the column is missing"; why it is missing must stand there too
    in_teams(merge_header)(small)
    problems = json.loads(run("check", small, "--format", "json").out)
    [merged] = [problem for problem in problems if problem["rule"] == "merged_header"]
    assert "scalon" in merged["message"]
    assert "B1:C1" in merged["message"]


def test_a_rule_that_meets_nothing_stops_the_run(small: Path, run: Callable[..., Any]) -> None:
    idle_rule(small)
    before = snapshot(small)
    said = run("build", small)
    assert said.code == 5
    for word in ("p01", "3", "0"):
        assert word in said.err
    assert snapshot(small) == before


def test_what_is_not_open_is_never_shown(small: Path, run: Callable[..., Any]) -> None:
    # the identifier and dates of a family are quasi-identifiers, its outcome is sensitive
    for old, new in (
        ("30.09.2020;rezygnacja", "31.02.2020;TAJNE-1"),
        ("LU-01-R02", "LU-01-R01"),
        ("rodzina;IX.2019;02.09.2019", "TAJNE-2;IX.2019;TAJNE-3"),
    ):
        in_families(old, new)(small)
    shown = ""
    for words in (["check"], ["check", "--format", "json"], ["ingest"], ["build"]):
        said = run(words[0], small, *words[1:])
        assert said.code == 5
        shown += said.out + said.err
    run("check", small, "--format", "xlsx")
    book = openpyxl.load_workbook(small / "reports" / "problems.xlsx")
    shown += str([[cell.value for cell in row] for sheet in book for row in sheet.rows])
    assert [secret for secret in ("TAJNE", "31.02.2020", "LU-01-R01") if secret in shown] == []


def test_an_open_value_is_shown(small: Path, run: Callable[..., Any]) -> None:
    letters_in_number(small)
    [problem] = json.loads(run("check", small, "--format", "json").out)
    assert (problem["file"], problem["row"], problem["column"], problem["value"]) == (
        "koszty.csv", 3, "Kwota", "sto złotych",
    )  # fmt: skip


def test_problems_in_a_workbook_lead_to_their_cells(small: Path, run: Callable[..., Any]) -> None:
    in_teams(lambda sheet: sheet.__setitem__("D3", "nieznany obszar"))(small)
    said = run("check", small, "--format", "xlsx")
    path = small / "reports" / "problems.xlsx"
    assert (said.code, said.out.strip().endswith("problems.xlsx")) == (5, True)
    sheet = openpyxl.load_workbook(path).active
    places = {
        cell.hyperlink.location or cell.hyperlink.target
        for cell in sheet["A"]
        if cell.hyperlink is not None
    }
    assert any("D3" in str(place) for place in places), places


# --- folders and configuration -------------------------------------------------------------------


def test_a_file_that_may_not_be_read_is_told(
    small: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # rights do not stop everybody (root), so the refusal of the system is put on
    read, opened = Path.read_bytes, Path.open

    def refuse(path: Path, *words: Any, **options: Any) -> Any:
        if path.name == "rodziny.csv":
            raise PermissionError(13, "Permission denied")
        return opened(path, *words, **options) if words or options else read(path)

    before = snapshot(small)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    monkeypatch.setattr(Path, "open", refuse)
    said = [run(command, small) for command in ("ingest", "build", "indicators")]
    monkeypatch.undo()
    for one in said:
        assert (one.code, one.out) == (5, "")
        assert "rodziny/rodziny.csv" in one.err
        assert "prawa dostępu" in one.err
    assert snapshot(small) == before


def test_a_folder_that_may_not_be_opened_is_told(
    small: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = os.scandir

    def refuse(path: Any = ".") -> Any:
        if Path(path).name == "rodziny":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    before = snapshot(small)
    monkeypatch.setattr(os, "scandir", refuse)
    said = run("build", small)
    monkeypatch.undo()
    assert (said.code, said.out) == (5, "")
    assert "rodziny: Nie można otworzyć folderu w data_raw. Sprawdź prawa dostępu." in said.err
    assert snapshot(small) == before


CONFIGURATIONS = [
    ("unknown key", in_study("[covid]", "[covid]\nkolor = 1"), ("covid.kolor", "nieznany klucz")),
    ("unknown profile", in_study('"public"', '"publiczny"'),
     ("disclosure.profile", "'internal' lub 'public'")),
    ("missing key", in_study("threshold = 3", "threshold = 1"), ("threshold", "co najmniej 2")),
    ("no TOML", in_study("[covid]", "[covid"), ("study.toml", "TOML", "wiersz")),
    ("unknown table", in_study('table = "pzk"', 'table = "zespoly"'), ("zespoly", "pzk")),
    ("outside", in_study("rejestry/zespoly.xlsx", "../zespoly.xlsx"), ("data_raw",)),
    ("missing", lambda study: (study / "study.toml").unlink(), ("study.toml", "init")),
    ("wrong rule", lambda study: (study / "corrections.toml").write_text('[[rule]]\nid = "a"\n'),
     ("corrections.toml", "a")),
]  # fmt: skip


@pytest.mark.parametrize("command", ["check", "ingest", "indicators", "build"])
@pytest.mark.parametrize(
    ("fault", "words"), [entry[1:] for entry in CONFIGURATIONS], ids=[e[0] for e in CONFIGURATIONS]
)
def test_a_wrong_configuration_ends_with_3(
    small: Path, run: Callable[..., Any], fault: Break, words: tuple[str, ...], command: str
) -> None:
    fault(small)
    before = snapshot(small)
    said = run(command, small)
    assert (said.code, said.out) == (3, "")
    assert [word for word in words if word not in said.err] == []
    assert snapshot(small) == before


def test_verify_without_reports_ends_with_8(small: Path, run: Callable[..., Any]) -> None:
    said = run("verify", small)
    assert (said.code, said.out) == (8, "")
    assert "build" in said.err


def test_an_indicator_without_its_tables_ends_with_6(small: Path, run: Callable[..., Any]) -> None:
    said = run("indicators", small, "--id", "cost_total")
    assert (said.code, said.out) == (6, "")
    assert "costs" in said.err


def test_an_unknown_report_is_named_with_those_there_are(
    small: Path, run: Callable[..., Any]
) -> None:
    said = run("build", small, "--report", "roczny")
    assert (said.code, said.out) == (3, "")
    assert "„roczny”" in said.err
    known = (
        "pilot_summary, ex_ante, mid_term, ex_post, families, fgi_summary, fgi_partial, "
        "pzk_profile, recommendation_book, monthly_brief, data_quality"
    )
    assert known in said.err
    assert not (small / "reports").exists()


def test_a_broken_notebook_of_the_study_is_told_with_its_cell(
    small: Path, run: Callable[..., Any]
) -> None:
    cells = [
        {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None,
         "source": source}
        for source in ("family = 'TAJNE'", "1 / 0")
    ]  # fmt: skip
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (small / "notebooks").mkdir()
    (small / "notebooks" / "data_quality.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    said = run("build", small)
    assert (said.code, said.out) == (9, "")
    assert "data_quality" in said.err
    assert "komórka z kodem nr 2" in said.err
    assert "TAJNE" not in said.err
    left = {path.name for path in (small / "reports").iterdir()}
    assert left <= {".kooperacja.lock"}


def test_a_demo_never_goes_over_somebody_s_files(small: Path, run: Callable[..., Any]) -> None:
    before = snapshot(small)
    said = run("demo", small)
    assert (said.code, said.out) == (3, "")
    assert str(small) in said.err
    assert snapshot(small) == before


def test_a_table_is_not_written_to_a_file_in_silence(
    small: Path, run: Callable[..., Any], tmp_path: Path
) -> None:
    for command in ("check", "indicators"):
        said = run(command, small, "--output", tmp_path / "x.xlsx")
        assert (said.code, said.out) == (2, "")
        assert "--format" in said.err
    assert not (tmp_path / "x.xlsx").exists()


def test_a_result_that_cannot_be_written_is_told(
    small: Path, run: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "plik").write_bytes(b"mine")
    target = tmp_path / "plik" / "x.json"
    for command in ("check", "indicators"):
        said = run(command, small, "--format", "json", "--output", target)
        assert (said.code, said.out) == (4, "")
        assert str(tmp_path / "plik") in said.err
    assert (tmp_path / "plik").read_bytes() == b"mine"


@pytest.mark.parametrize("number", [13, 28, 30])  # no right, disk full, read-only disk
def test_reports_that_cannot_be_written_are_told(
    small: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    assert run("ingest", small).code == 0
    make = Path.mkdir

    def refuse(path: Path, *args: Any, **options: Any) -> None:
        if path.name == "reports":
            raise OSError(number, "refused")
        make(path, *args, **options)

    monkeypatch.setattr(Path, "mkdir", refuse)
    said = run("build", small)
    assert (said.code, said.out) == (4, "")
    assert str(small / "reports") in said.err
    assert "refused" not in said.err
    assert shutil.disk_usage(small).free > 0
