"""Numbers that recommendations rest on: public only, never overwritten, read back or refused."""

from pathlib import Path

import pandas as pd
import pytest

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.pipeline import evidence_frozen
from kooperacja_eval.pipeline.evidence_frozen import compare_evidence, freeze_evidence
from kooperacja_eval.pipeline.evidence_stored import frozen_evidence
from kooperacja_eval.schemas.tables import TABLES, IndicatorValues
from kooperacja_eval.sections import Disclosure
from kooperacja_eval.study import EVIDENCE_FILE

pytestmark = pytest.mark.unit


def values(whole: int) -> pd.DataFrame:
    """Return respondents of the macroregion and of two voivodeships, of which one has two."""
    rows = [
        {
            "indicator_id": "survey_respondents", "macroregion": "I", "voivodeship": place,
            "wave": "ex_ante", "numerator": n, "value": n, "n": n, "n_missing": 0,
            "method": "count", "change_type": "none", "status": "ok",
        }
        for place, n in ((None, whole), ("lubelskie", 2), ("mazowieckie", whole - 2))
    ]  # fmt: skip
    fields = IndicatorValues.fields
    frame = pd.DataFrame(rows, columns=list(fields))
    return frame.astype({name: field.dtype for name, field in fields.items()})


def links(*places: str | None) -> pd.DataFrame:
    kinds = TABLES["evidence_links"].dtypes()
    rows = [
        {"recommendation_id": "R01", "number": number, "relation": "supports", "wave": "ex_ante",
         "kind": "indicator", "target": "survey_respondents", "voivodeship": place}
        for number, place in enumerate(places, start=1)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)


class Loaded:
    team_areas: dict[str, str] = {}  # noqa: RUF012 (stands for the data of a study)

    def __init__(self, whole: int, *places: str | None) -> None:
        respondents = pd.DataFrame()
        self.tables = {"evidence_links": links(*places), "respondents": respondents}
        self.whole = whole

    def computed(self, _config: object) -> pd.DataFrame:
        return values(self.whole)


class Identity:
    data_date = pd.Timestamp("2020-12-31").date()


class Config:
    disclosure = Disclosure(profile="internal")
    study = Identity()


@pytest.fixture
def study(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    load(monkeypatch, Loaded(8, None, "lubelskie"))
    return tmp_path


def load(monkeypatch: pytest.MonkeyPatch, data: Loaded) -> None:
    monkeypatch.setattr(evidence_frozen, "load_config", lambda _folder: Config())
    monkeypatch.setattr(evidence_frozen, "load", lambda _folder, _config, progress: data)


def test_only_public_values_are_kept_even_where_the_study_is_internal(study: Path) -> None:
    assert freeze_evidence(study) == study / EVIDENCE_FILE
    found = frozen_evidence(study)
    assert found is not None
    # two respondents are below the threshold of 3
    shown = dict(zip(found["voivodeship"], found["value"].fillna(-1), strict=True))
    assert shown == {"": 8, "lubelskie": -1}
    assert (
        dict(zip(found["voivodeship"], found["status"], strict=True))["lubelskie"] == "suppressed"
    )


def test_what_is_there_is_replaced_only_where_somebody_says_so(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = freeze_evidence(study).read_bytes()
    load(monkeypatch, Loaded(9, None))
    with pytest.raises(ConfigurationError, match="--replace"):
        freeze_evidence(study)
    assert (study / EVIDENCE_FILE).read_bytes() == before
    freeze_evidence(study, replace=True)
    assert (study / EVIDENCE_FILE).read_bytes() != before


def test_a_later_change_is_named_and_nothing_is_written(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = freeze_evidence(study).read_bytes()
    (whole,) = compare_evidence(study)
    assert whole.pl.startswith("Liczby zapisane: 2, bez zmian: 1, inne: 0")
    load(monkeypatch, Loaded(9, None))
    changed, whole = compare_evidence(study)
    assert changed.pl == "survey_respondents, I, ex_ante, count, none: zmieniła się, 8 → 9"
    assert "not the same: 1" in whole.en
    assert (study / EVIDENCE_FILE).read_bytes() == before


def test_with_nothing_to_keep_no_file_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(monkeypatch, Loaded(8))
    with pytest.raises(ConfigurationError, match="Dowody rekomendacji"):
        freeze_evidence(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_with_nothing_kept_there_is_nothing_to_compare(tmp_path: Path) -> None:
    assert frozen_evidence(tmp_path) is None
    with pytest.raises(ConfigurationError, match="freeze-evidence"):
        compare_evidence(tmp_path)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text.splitlines()[0] + "\n",
        lambda text: text.replace("indicator_id", "indicator"),
        lambda text: text.replace("8.0", "eight"),
        lambda text: text.replace("suppressed", "supp"),
        lambda text: text.replace("2020-12-31", "31.12.2020"),
        lambda text: text + text.splitlines()[1] + "\n",
    ],
    ids=["empty", "no rows", "renamed", "word", "code", "day", "twice"],
)
def test_a_damaged_file_is_refused(study: Path, damage: object) -> None:
    path = freeze_evidence(study)
    assert callable(damage)
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=EVIDENCE_FILE):
        frozen_evidence(study)
