"""The folder of a deposit: same bytes twice, whole or not at all, and only where it may stand."""

import hashlib
from pathlib import Path

import pytest

from kooperacja_eval.errors import ConfigurationError, DisclosureError
from kooperacja_eval.pipeline import deposit as module
from kooperacja_eval.pipeline.deposit import csv_bytes, deposit_files, deposit_places
from kooperacja_eval.reporting.ddi_model import Deposit, DepositTable
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.text import same

pytestmark = pytest.mark.unit

FILES = {"datapackage.json": b"{}", "SHA256SUMS": b"", "data/x.csv": b"x"}


@pytest.fixture
def table() -> DepositTable:
    import pandas as pd  # noqa: PLC0415

    def field(name: str, kind: str) -> Field:
        return Field(name=name, kind=kind, label=same(name), definition=same(name))  # type: ignore[arg-type]

    kinds = {"word": "text", "day": "date", "flag": "yes_no", "count": "integer", "size": "number"}
    frame = pd.DataFrame(
        {
            "word": ['=1+1, "a"\nb', "ż", None],
            "day": pd.to_datetime(["2019-09-01", None, "2020-01-31"]),
            "flag": pd.array([True, False, pd.NA], dtype="boolean"),
            "count": pd.array([1, pd.NA, 3], dtype="Int64"),
            "size": [0.1, 12893583.46, None],
        }
    )
    return DepositTable(
        name="x",
        label=same("x"),
        definition=same("x"),
        fields=tuple(field(name, kind) for name, kind in kinds.items()),
        frame=frame,
    )


def test_csv_is_rfc_4180_with_iso_days_and_unrounded_numbers(table: DepositTable) -> None:
    assert csv_bytes(table).decode() == (
        "word,day,flag,count,size\r\n"
        '"=1+1, ""a""\nb",2019-09-01,true,1,0.1\r\n'
        "ż,,false,,12893583.46\r\n"
        ",2020-01-31,,3,\r\n"
    )


def test_files_are_the_same_bytes_twice_and_their_sums_are_right(
    table: DepositTable, tmp_path: Path
) -> None:
    from kooperacja_eval.study import load_config  # noqa: PLC0415

    template = Path(module.__file__).parent / "templates" / "study.toml"
    (tmp_path / "study.toml").write_bytes(template.read_bytes())
    sample = Deposit(
        config=load_config(tmp_path), tables=(table,), left_out=(),
        n_suppressed=0,
    )  # fmt: skip
    files = deposit_files(sample)
    assert files == deposit_files(sample)
    lines = files["SHA256SUMS"].decode().splitlines()
    sums = {line.split("  ")[1]: line.split("  ")[0] for line in lines}
    assert sums == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in files.items()
        if name != "SHA256SUMS"
    }


def test_an_earlier_deposit_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "out"
    module._place(target, {**FILES, "data/old.csv": b"old"})
    module._place(target, FILES)
    found = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
    assert found == set(FILES)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]  # nothing half-made is left


def test_where_the_exchange_fails_the_earlier_deposit_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    module._place(target, {**FILES, "data/x.csv": b"first"})
    rename = Path.rename

    def fails(self: Path, goal: Path) -> Path:
        if self.name == "new":
            raise RuntimeError("cut off")
        return rename(self, goal)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(RuntimeError):
        module._place(target, FILES)
    assert (target / "data/x.csv").read_bytes() == b"first"


def test_a_folder_with_other_things_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"")
    with pytest.raises(ConfigurationError, match="coś innego"):
        module._check_target(tmp_path / "study", tmp_path / "photos", overwrite=True)


def test_an_earlier_deposit_is_replaced_on_request_only(tmp_path: Path) -> None:
    module._place(tmp_path / "out", FILES)
    with pytest.raises(ConfigurationError, match="--overwrite"):
        module._check_target(tmp_path / "study", tmp_path / "out", overwrite=False)
    module._check_target(tmp_path / "study", tmp_path / "out", overwrite=True)


@pytest.mark.parametrize("name", ["data_raw", "data_raw/deeper/out"])
def test_raw_data_are_no_place_for_a_deposit(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigurationError, match="data_raw"):
        module._check_target(tmp_path, tmp_path / name, overwrite=False)


def test_the_internal_profile_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(DisclosureError, match="public"):
        module.export_deposit(tmp_path, tmp_path / "out", profile="internal")


def test_one_folder_is_the_deposit_unless_it_is_a_study(tmp_path: Path) -> None:
    out, study = tmp_path / "out", tmp_path / "study"
    study.mkdir()
    (study / "study.toml").touch()
    assert deposit_places([out]) == (Path(), out)
    assert deposit_places([study]) == (study, study / "deposit")
    assert deposit_places([study, out]) == (study, out)
