"""What stands between raw files and reports: trusted only where it is what was written."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from kooperacja_eval.errors import IngestError, ValidationError
from kooperacja_eval.ingest.run import RawFile
from kooperacja_eval.pipeline import stored
from kooperacja_eval.pipeline.data import StudyData, require_sound
from kooperacja_eval.pipeline.files import write_bytes
from kooperacja_eval.pipeline.stored import load, store
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.tables import TABLES, IndicatorValues
from kooperacja_eval.text import Text

pytestmark = pytest.mark.unit

ROWS = [["LU-01", "pierwszy", "lubelskie"], ["LU-02", "drugi", "lubelskie"]]


def teams() -> pd.DataFrame:
    kinds = TABLES["pzk"].dtypes()
    rows = pd.DataFrame(ROWS, columns=["pzk_id", "name", "voivodeship"])
    return rows.reindex(columns=list(kinds)).astype(kinds)


def values() -> pd.DataFrame:
    """One value, so that what comes back can be compared."""
    row = {"indicator_id": "pzk_active", "macroregion": "I", "numerator": 2.0, "value": 2.0, "n": 2}
    kinds = {name: field.dtype for name, field in IndicatorValues.fields.items()}
    return pd.DataFrame([row]).reindex(columns=list(kinds)).astype(kinds)


def problem(rule: str = "beyond", **place: object) -> Problem:
    text = Text("Za późno.", "Too late.")
    return Problem(rule=rule, severity="error", message=text, **place)  # type: ignore[arg-type]


def data(*problems: Problem) -> StudyData:
    return StudyData(
        tables={"pzk": teams()},
        problems=problems,
        corrections=(),
        files=(RawFile(path="pzk.csv", sha256="0" * 64, size=1),),
        fingerprint="f",
        indicator_values=values(),
    )


@pytest.fixture
def study(tmp_path: Path) -> Path:
    (tmp_path / "data_raw").mkdir()
    return tmp_path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Make the fingerprint that of the stored run, and note when raw files are read instead."""
    seen: list[str] = []

    def read(*_: object, **__: object) -> StudyData:
        seen.append("read")
        return data()

    monkeypatch.setattr(stored, "data_fingerprint", lambda *_: "f")
    monkeypatch.setattr(stored, "read_raw", read)
    return seen


def test_what_was_stored_comes_back(study: Path, reads: list[str]) -> None:
    store(study, data())
    back = load(study, None)  # type: ignore[arg-type]
    assert reads == []
    pd.testing.assert_frame_equal(back.tables["pzk"], teams())
    pd.testing.assert_frame_equal(back.computed(None), values())  # type: ignore[arg-type]
    assert (back.files, back.problems, back.fingerprint) == (data().files, (), "f")


def test_values_are_computed_once_where_only_tables_are_stored(
    study: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store(study, replace(data(), indicator_values=None))
    computed: list[str] = []

    def compute_all(*_: object) -> pd.DataFrame:
        computed.append("computed")
        return values()

    monkeypatch.setattr("kooperacja_eval.pipeline.data.compute_all", compute_all)
    for _ in range(2):
        found = load(study, None)  # type: ignore[arg-type]
        assert found.indicator_values is not None
    assert (computed, reads) == (["computed"], [])
    assert (study / "data_processed" / "indicators.parquet").is_file()


def another_table(processed: Path) -> None:
    teams().head(1).to_parquet(processed / "pzk.parquet", index=False)


def no_table(processed: Path) -> None:
    (processed / "pzk.parquet").unlink()


def half_a_table(processed: Path) -> None:
    path = processed / "pzk.parquet"
    path.write_bytes(path.read_bytes()[:100])


def other_record(processed: Path) -> None:
    path = processed / "run.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    del content["stored"]
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize("harm", [another_table, no_table, half_a_table, other_record])
def test_what_is_not_what_was_stored_is_read_anew_and_stored_again(
    study: Path, reads: list[str], harm: Callable[[Path], None]
) -> None:
    store(study, data())
    whole = (study / "data_processed" / "pzk.parquet").read_bytes()
    harm(study / "data_processed")
    assert len(load(study, None).tables["pzk"]) == 2  # type: ignore[arg-type]
    assert reads == ["read"]
    assert (study / "data_processed" / "pzk.parquet").read_bytes() == whole


def test_data_with_errors_are_not_stored(study: Path) -> None:
    with pytest.raises(ValidationError):
        store(study, data(problem(file="a.csv")))
    assert list(study.rglob("*")) == [study / "data_raw"]


def test_only_changes_of_raw_files_can_be_accepted(study: Path) -> None:
    changed = problem("raw_changed", file="pzk.csv")
    with pytest.raises(ValidationError, match="ingest --accept-changes"):
        store(study, data(changed))
    with pytest.raises(ValidationError) as raised:
        store(study, data(changed, problem(file="a.csv")), accept_changes=True)
    assert "(liczba: 1)" in raised.value.text.pl
    store(study, data(changed), accept_changes=True)
    assert (study / "data_raw" / "MANIFEST.csv").is_file()


@pytest.mark.parametrize(
    ("place", "pl", "en"),
    [
        ({}, "pierwszy: Za późno.", "the first: Too late."),
        ({"file": "a.csv"}, "pierwszy: a.csv: Za", "the first: a.csv: Too"),
        (
            {"file": "a.xlsx", "sheet": "Rodziny", "row": 7, "column": "Wynik"},
            "pierwszy: a.xlsx, Rodziny, wiersz 7, kolumna „Wynik”: Za późno.",
            "the first: a.xlsx, Rodziny, row 7, column “Wynik”: Too late.",
        ),
    ],
)
def test_the_first_error_is_told_with_its_place(place: dict[str, object], pl: str, en: str) -> None:
    with pytest.raises(ValidationError) as raised:
        require_sound(data(problem(**place)))
    assert pl in raised.value.text.pl
    assert en in raised.value.text.en
    assert "accept-changes" not in raised.value.text.pl


def test_raw_files_that_may_not_be_written_are_named(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, content: bytes) -> None:
        if path.name == "MANIFEST.csv":
            raise OSError(30, "Read-only file system")
        write_bytes(path, content)

    monkeypatch.setattr(stored, "write_bytes", refuse)
    with pytest.raises(IngestError) as raised:
        store(study, data())
    assert str(study / "data_raw") in raised.value.text.pl
    assert not (study / "data_processed" / "run.json").exists()
