"""A study held in Python, as a researcher uses it."""

from pathlib import Path

import pandas as pd
import pytest

import kooperacja_eval as ke
from kooperacja_eval.errors import ConfigurationError, ValidationError
from kooperacja_eval.pipeline import stored
from kooperacja_eval.schemas.tables import TABLES

pytestmark = pytest.mark.e2e


def test_a_table_is_read_when_it_is_first_asked_for(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = []
    read = stored.read_raw

    def count(*args: object, **options: object) -> object:
        reads.append(args[0])
        return read(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(stored, "read_raw", count)
    study = ke.open_study(str(small))
    assert reads == []
    families = study.families
    assert reads == [small]
    assert isinstance(families, pd.DataFrame)
    assert dict(families.dtypes.astype(str)) == {
        name: str(kind) for name, kind in TABLES["families"].dtypes().items()
    }
    assert list(families["outcome"].value_counts().sort_index().items()) == [
        ("completed", 7), ("moved", 2), ("withdrawn", 1),
    ]  # fmt: skip
    families["outcome"] = "lost"  # a copy: the study keeps its own
    assert set(study.families["outcome"]) == {"completed", "moved", "withdrawn"}
    assert ke.open_study(small).families.equals(study.families)
    assert reads == [small]  # the second study finds the stored tables


def test_the_tables_of_the_demo_are_those_of_its_files(demo_source: Path) -> None:
    study = ke.open_study(demo_source)
    assert len(study.families) == 175
    assert len(study.pzk) == 30
    assert {"families", "indicators", "material", "pzk"} <= set(dir(study))


def test_an_unknown_name_is_answered_with_those_there_are(small: Path) -> None:
    study = ke.open_study(small)
    with pytest.raises(AttributeError, match=r"no table 'familes'; tables: .*families"):
        study.familes  # noqa: B018
    with pytest.raises(AttributeError, match="no raw files for the table 'costs'"):
        study.costs  # noqa: B018


def test_indicators_are_a_frame(small: Path) -> None:
    study = ke.open_study(small)
    rows = study.indicators("ipp_completed_share", by="macroregion")
    # 4 of 5 and 3 of 5
    assert rows[["numerator", "denominator"]].to_numpy().tolist() == [[7, 10], [7, 10]]
    by_team = study.indicators("ipp_completed_share", by="pzk")
    wilson = by_team[by_team["method"] == "wilson"]
    assert dict(zip(wilson["pzk_id"], wilson["value"], strict=True)) == {"LU-01": 0.8, "LU-02": 0.6}
    with pytest.raises(ConfigurationError, match="Nieznany wskaźnik"):
        study.indicators("nothing")


def test_an_exhibit_shows_itself(demo_source: Path) -> None:
    study = ke.open_study(demo_source)
    shown = ke.exhibits.completed_by_voivodeship(study.material())
    page = shown._repr_html_()
    assert 'lang="pl"' in page
    assert "Udział rodzin i osób, które zakończyły współpracę zgodnie z IPP" in page
    assert "Razem 81,4%" in page.replace("\u00a0", " ")  # the alternative text
    assert page.count("<img") == 1
    picture = shown._repr_png_()
    assert picture is not None
    assert picture.startswith(b"\x89PNG")


def test_bad_data_stop_at_the_first_table(small: Path) -> None:
    path = small / "data_raw" / "rodziny" / "rodziny.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("rezygnacja", "?"), encoding="utf-8")
    study = ke.open_study(small)
    with pytest.raises(ValidationError, match=r"rodziny\.csv, wiersz 10"):
        study.families  # noqa: B018


def test_a_folder_without_a_study_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"study\.toml"):
        ke.open_study(tmp_path)
