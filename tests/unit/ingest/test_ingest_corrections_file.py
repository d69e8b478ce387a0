"""``corrections.toml``: what a rule may say, and how a wrong one is explained."""

import datetime as dt
from pathlib import Path

import pytest

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.ingest.corrections import Correct, Recode, load_corrections
from kooperacja_eval.study import CORRECTIONS_FILE

pytestmark = pytest.mark.unit

ACTIONS = "recode, correct, drop_duplicate, drop_incomplete, rename"
WHO = 'reason = "literówka"\ndecided_by = "analityk"\ndate = 2021-01-15\nrows = 1\n'
RECODE = (
    '[[rule]]\nid = "c01"\ntable = "families"\naction = "recode"\ncolumn = "wynik współpracy"\n'
    'from = "zakonczone"\nto = "zakończono zgodnie z IPP"\n' + WHO
)


def refused(folder: Path, content: str) -> tuple[str, str]:
    (folder / CORRECTIONS_FILE).write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_corrections(folder)
    return caught.value.text.pl, caught.value.text.en


def test_no_file_means_no_rules(tmp_path: Path) -> None:
    assert load_corrections(tmp_path) == ()


def test_rules_keep_their_order_and_types(tmp_path: Path) -> None:
    correct = (
        '[[rule]]\nid = "c02"\ntable = "costs"\naction = "correct"\nfile = "a.csv"\nrow = 7\n'
        'column = "kwota (zł)"\nto = 12.5\n' + WHO
    )
    (tmp_path / CORRECTIONS_FILE).write_text(RECODE + correct, encoding="utf-8")
    first, second = load_corrections(tmp_path)
    assert isinstance(first, Recode)
    assert (first.from_, first.to, first.rows) == ("zakonczone", "zakończono zgodnie z IPP", 1)
    assert first.date == dt.date(2021, 1, 15)
    assert isinstance(second, Correct)
    assert (second.from_, second.to, second.row, second.sheet) == (None, 12.5, 7, None)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('action = "recode"', 'action = "replace"', ACTIONS),
        ('action = "recode"\n', "", ACTIONS),
        ('table = "families"', 'table = "rodziny"', "nieznana tabela rodziny; dozwolone: gminas"),
        ('"wynik współpracy"', '"ocena"', "nieznana kolumna ocena; dozwolone: family_id, pzk_id"),
        ('reason = "literówka"\n', "", "reason: brak wymaganego klucza"),
        ('reason = "literówka"', 'reason = ""', "reason: tekst nie może być pusty"),
        ('decided_by = "analityk"\n', "", "decided_by: brak wymaganego klucza"),
        ("date = 2021-01-15", 'date = "wczoraj"', "date: oczekiwano daty"),
        ("rows = 1", "rows = 0", "rows: oczekiwano co najmniej 1"),
        ("rows = 1", 'rows = "1"', "rows: oczekiwano liczby całkowitej"),
        ("rows = 1\n", "", "rows: brak wymaganego klucza"),
        ('from = "zakonczone"', 'from = ["a"]', "from: oczekiwano pojedynczej wartości"),
        ('from = "zakonczone"\n', "", "from: brak wymaganego klucza"),
        ("rows = 1", "rows = 1\nwiersze = 2", "wiersze: nieznany klucz; dozwolone: id, table"),
    ],
)  # fmt: skip
def test_a_wrong_rule_is_named_with_what_is_allowed(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in RECODE
    pl, en = refused(tmp_path, RECODE.replace(old, new))
    assert "[c01]" in pl
    assert said in pl
    assert "[c01]" in en


def test_allowed_keys_are_named_as_they_are_written(tmp_path: Path) -> None:
    pl, _ = refused(tmp_path, RECODE.replace("rows = 1", "rows = 1\nwiersze = 2"))
    assert "from, to" in pl
    assert "from_" not in pl


def test_all_wrong_rules_are_said_at_once(tmp_path: Path) -> None:
    second = RECODE.replace("c01", "c02").replace('"families"', '"rodziny"')
    pl, _ = refused(tmp_path, RECODE.replace("rows = 1", "rows = -1") + second)
    assert "[c01]" in pl
    assert "[c02]" in pl


def test_two_rules_of_one_name(tmp_path: Path) -> None:
    assert "id c01 występuje więcej niż raz" in refused(tmp_path, RECODE + RECODE)[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[[rule]\n", "to nie jest poprawny TOML"),
        ('[rule]\nid = "c01"\n', "zapisz reguły jako [[rule]]"),
        ("[[reguła]]\n", "to nie jest poprawny TOML"),
        ("[[rules]]\n", "nieznany klucz rules; dozwolone: rule"),
        ("rule = [1]\n", "[rule 1]"),
    ],
)
def test_a_file_of_another_form(tmp_path: Path, content: str, said: str) -> None:
    assert said in refused(tmp_path, content)[0]


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / CORRECTIONS_FILE).write_bytes(RECODE.encode("cp1250"))
    with pytest.raises(ConfigurationError, match="UTF-8"):
        load_corrections(tmp_path)
