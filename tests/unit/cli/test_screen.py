"""What commands show: lines, tables, bars and paths."""

import re
from pathlib import Path

import pandas as pd
import pytest

from kooperacja_eval.cli.screen import STAGES, progress, say, show_frame, shown_path
from kooperacja_eval.text import Text

pytestmark = pytest.mark.unit


def test_a_line_is_said_in_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    say(Text("Tabele: 2.", "Tables: 2."), "pl")
    say(Text("Tabele: 2.", "Tables: 2."), "en")
    assert capsys.readouterr().out == "Tabele: 2.\nTables: 2.\n"


def test_a_line_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    # square brackets are no markup, and a long line is not broken: a path must stay one word
    line = "[red]plik[/red] " + "a" * 300
    say(line, "pl")
    assert capsys.readouterr().out == f"{line}\n"


def test_a_table_has_the_columns_of_its_headers(capsys: pytest.CaptureFixture[str]) -> None:
    frame = pd.DataFrame(
        {
            "value": pd.Series(["[b]1[/b]", None], dtype="str"),
            "row": pd.Series([2, pd.NA], dtype="Int64"),
            "unseen": ["x", "y"],
        }
    )
    show_frame(frame, {"row": "wiersz", "value": "wartość"})
    lines = capsys.readouterr().out.splitlines()
    shown = [[cell.strip() for cell in re.split("[│┃]", line)] for line in lines]
    # row 1: both cells; row 2: both missing, shown as nothing
    assert [line for line in shown if len(line) == 2] == [
        ["wiersz", "wartość"],
        ["2", "[b]1[/b]"],
        ["", ""],
    ]


def test_a_table_does_not_change_its_frame(capsys: pytest.CaptureFixture[str]) -> None:
    frame = pd.DataFrame({"a": [1.5, None]})
    before = frame.copy()
    show_frame(frame, {"a": "A"})
    pd.testing.assert_frame_equal(frame, before)
    assert "nan" not in capsys.readouterr().out


def test_no_bar_is_shown_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    # standard error is a pipe here, as in a log
    with progress("pl") as report:
        report("read", 1, 3)
        report("read", 3, 3)
        report("another", 0, 0)
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")


def test_stages_have_names_in_both_languages() -> None:
    assert all(text.pl and text.en and text.pl != text.en for text in STAGES.values())


def test_a_path_is_shown_from_where_the_reader_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown_path(tmp_path / "reports" / "a.pdf") == str(Path("reports", "a.pdf"))
    assert shown_path(Path("reports")) == "reports"
    elsewhere = tmp_path.parent / "a.pdf"
    assert shown_path(elsewhere) == str(elsewhere)
