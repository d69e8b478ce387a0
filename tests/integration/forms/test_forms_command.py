"""``kooperacja-eval forms``: which forms a study gets, where, and what is never replaced."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kooperacja_eval.cli import app
from kooperacja_eval.forms.registers import REGISTERED
from kooperacja_eval.pipeline.start import start_study

pytestmark = pytest.mark.integration

TEAMS = """\
identyfikator PZK;nazwa zespołu;województwo;obszar współpracy;początek pracy zespołu;koniec pracy zespołu
LU-01;Zespół pierwszy;lubelskie;osoby starsze;2020-10-01;
LU-02;Zespół drugi;lubelskie;uzależnienia;2020-10-15;2020-11-02
"""  # noqa: E501
SOURCE = """
[[sources]]
table = "pzk"
files = "zespoly.csv"
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def ran(*words: str | Path) -> tuple[int, str, str]:
        code = app.run(["forms", *map(str, words)], "pl")
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Two teams; one works for two months only."""
    folder = tmp_path / "badanie"
    start_study(folder)
    text = (folder / "study.toml").read_text(encoding="utf-8").partition("# Które pliki")[0]
    (folder / "study.toml").write_text(text + SOURCE, encoding="utf-8")
    (folder / "data_raw" / "zespoly.csv").write_text(TEAMS, encoding="utf-8")
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.xlsx"))


def test_every_month_of_each_team_and_every_register(study: Path, run: Run) -> None:
    code, out, err = run(study)
    assert (code, err) == (0, "")
    forms = study / "forms"
    monthly = [name for name in names(forms) if name.startswith("sprawozdania")]
    # the study of the template lasts until III.2021: X-XII and I-III, then X-XI
    assert monthly == [
        *(f"sprawozdania/LU-01/{month}.xlsx" for month in (
            "2020-10", "2020-11", "2020-12", "2021-01", "2021-02", "2021-03",
        )),
        "sprawozdania/LU-02/2020-10.xlsx", "sprawozdania/LU-02/2020-11.xlsx",
    ]  # fmt: skip
    assert f"sprawozdania miesięczne: 8, rejestry: {len(REGISTERED)}, bez zmian: 0." in out


def test_one_month(study: Path, tmp_path: Path, run: Run) -> None:
    code, _, err = run(study, "--month", "2020-11", "--out", tmp_path / "dla zespołów")
    assert (code, err) == (0, "")
    assert names(tmp_path / "dla zespołów") == [
        "sprawozdania/LU-01/2020-11.xlsx", "sprawozdania/LU-02/2020-11.xlsx",
    ]  # fmt: skip
    assert not (study / "forms").exists()


def test_forms_in_english(study: Path, run: Run) -> None:
    assert run(study, "--month", "2020-11", "--lang", "en")[0] == 0
    book = openpyxl.load_workbook(study / "forms/sprawozdania/LU-01/2020-11.xlsx")
    assert book.sheetnames[1] == "Meetings"


def test_a_filled_form_is_never_replaced_unasked(study: Path, run: Run) -> None:
    assert run(study)[0] == 0
    path = study / "forms/sprawozdania/LU-01/2020-11.xlsx"
    other = study / "forms/sprawozdania/LU-02/2020-11.xlsx"
    content = path.read_bytes()
    path.write_bytes(b"filled in")
    other.unlink()
    code, _, err = run(study, "--month", "2020-11")
    assert code == 3
    assert "(liczba: 1)" in err
    assert path.read_bytes() == b"filled in"
    assert not other.exists()  # nothing is written where something is refused
    assert run(study, "--month", "2020-11", "--overwrite")[0] == 0
    assert path.read_bytes() == content
    assert "bez zmian: 2." in run(study, "--month", "2020-11")[1]


@pytest.mark.parametrize("month", ["2020-13", "III.2020", "2020-3", ""])
def test_what_is_no_month_is_refused_with_an_example(study: Path, run: Run, month: str) -> None:
    code, _, err = run(study, "--month", month)
    assert (code, "np. 2020-03" in err) == (3, True)


@pytest.mark.parametrize("month", ["2020-09", "2021-04"])
def test_a_month_without_a_team_is_refused_with_the_limits(
    study: Path, run: Run, month: str
) -> None:
    code, _, err = run(study, "--month", month)
    assert code == 3
    assert "Zespoły pracują od 2020-10, badanie trwa do 2021-03." in err
    assert not (study / "forms").exists()


def test_a_new_study_gets_the_registers_and_is_told_why_no_reports(
    tmp_path: Path, run: Run
) -> None:
    folder = tmp_path / "nowe"
    start_study(folder)
    code, out, err = run(folder)
    assert (code, err) == (0, "")
    assert f"sprawozdania miesięczne: 0, rejestry: {len(REGISTERED)}" in out
    code, _, err = run(folder, "--month", "2020-03")
    assert (code, "nie ma rejestru zespołów" in err) == (3, True)


def test_errors_in_the_register_of_teams_stop_the_forms(study: Path, run: Run) -> None:
    text = TEAMS.replace("osoby starsze", "bliżej nieznany")
    (study / "data_raw" / "zespoly.csv").write_text(text, encoding="utf-8")
    code, _, err = run(study)
    assert code == 5
    assert "zespoly.csv" in err
    assert not (study / "forms").exists()


def test_errors_elsewhere_do_not(study: Path, run: Run) -> None:
    # a month's report must not wait until last month's is mended
    more = SOURCE.replace('"pzk"', '"platform"').replace("zespoly", "platforma")
    with (study / "study.toml").open("a", encoding="utf-8") as stream:
        stream.write(more)
    text = "PZK;Miesiąc;Logowania\nLU-01;X.2020;dużo\n"
    (study / "data_raw" / "platforma.csv").write_text(text, encoding="utf-8")
    assert run(study, "--month", "2020-10")[0] == 0
