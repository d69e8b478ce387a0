"""A user gets a questionnaire's files, and never loses files of one's own."""

from pathlib import Path

import pytest

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.instruments.copies import copy_instrument
from kooperacja_eval.instruments.questionnaires import folder_of

pytestmark = pytest.mark.integration

TABLES = ["items.csv", "options.csv", "scales.csv"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_copy_is_what_is_shipped(tmp_path: Path) -> None:
    made = copy_instrument(tmp_path / "new", "podmioty_kooperacja", "1.0")
    shipped = folder_of("podmioty_kooperacja", "1.0")
    assert names(tmp_path / "new") == sorted(path.name for path in made)
    assert names(tmp_path / "new") == [
        *TABLES[:2], "podmioty_kooperacja.lss", "podmioty_kooperacja.xlsx", TABLES[2],
    ]  # fmt: skip
    for path in made:
        assert path.read_bytes() == shipped.joinpath(path.name).read_bytes(), path.name


def test_forms_of_a_wave_are_named_after_it(tmp_path: Path) -> None:
    copy_instrument(tmp_path, "podmioty_kooperacja", "1.0", wave="ex_ante")
    assert "podmioty_kooperacja_ex_ante.lss" in names(tmp_path)
    assert "podmioty_kooperacja_ex_ante.xlsx" in names(tmp_path)


def test_a_file_that_is_there_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "scales.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"scales\.csv"):
        copy_instrument(tmp_path, "podmioty_kooperacja", "1.0")
    assert names(tmp_path) == ["scales.csv"]
    assert (tmp_path / "scales.csv").read_text(encoding="utf-8") == "mine"


def test_a_place_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="prawa dostępu"):
        copy_instrument(tmp_path / "file" / "below", "podmioty_kooperacja", "1.0")
