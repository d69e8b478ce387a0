"""A frozen edition holds public values only, and only what ``freeze`` wrote is read back."""

from pathlib import Path

import pandas as pd
import pytest

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.pipeline import editions
from kooperacja_eval.pipeline.earlier import earlier_values
from kooperacja_eval.schemas.tables import IndicatorValues
from kooperacja_eval.sections import Disclosure
from kooperacja_eval.study import EARLIER_FILE

pytestmark = pytest.mark.unit


def values() -> pd.DataFrame:
    """Return three respondents in one voivodeship and two in another."""
    rows = [
        {
            "indicator_id": "survey_respondents", "macroregion": "I", "voivodeship": place,
            "wave": "ex_ante", "numerator": n, "value": n, "n": n, "n_missing": 0,
            "method": "count", "change_type": "none", "status": "ok",
        }
        for place, n in ((None, 8), ("lubelskie", 2), ("mazowieckie", 6))
    ]  # fmt: skip
    fields = IndicatorValues.fields
    frame = pd.DataFrame(rows, columns=list(fields))
    return frame.astype({name: field.dtype for name, field in fields.items()})


class Loaded:
    team_areas: dict[str, str] = {}  # noqa: RUF012 (stands for the data of a study)

    def computed(self, _config: object) -> pd.DataFrame:
        return values()


class Config:
    disclosure = Disclosure(profile="internal")


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(editions, "load_config", lambda _folder: Config())
    monkeypatch.setattr(editions, "load", lambda _folder, _config, progress: Loaded())
    assert editions.freeze(tmp_path) == tmp_path / EARLIER_FILE
    return tmp_path


def test_only_public_values_are_written_even_where_the_study_is_internal(frozen: Path) -> None:
    found = earlier_values(frozen)
    assert found is not None
    assert list(found.columns) == list(IndicatorValues.fields)
    # 2 is below the threshold of 3; 6 goes too, because 8 - 6 = 2
    assert found["n"].isna().tolist() == [False, True, True]
    assert found["value"].isna().tolist() == [False, True, True]
    assert found["status"].tolist() == ["ok", "suppressed", "suppressed"]


def test_without_a_frozen_edition_there_is_none(tmp_path: Path) -> None:
    assert earlier_values(tmp_path) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text.replace("indicator_id", "indicator"),
        lambda text: text.replace("8.0", "eight"),
        lambda text: text.replace("suppressed", "supp"),
        lambda text: text[: text.rindex("count")],
        lambda text: "\n".join(text.splitlines()[:2]) + ",1,2,3\n",
    ],
    ids=["empty", "renamed", "word", "code", "cut off", "too long"],
)
def test_a_damaged_file_is_refused(frozen: Path, damage: object) -> None:
    path = frozen / EARLIER_FILE
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=EARLIER_FILE):
        earlier_values(frozen)
