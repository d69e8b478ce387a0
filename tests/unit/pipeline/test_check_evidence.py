"""``check`` reports evidence that leads nowhere, and computes nothing from unsound tables."""

from pathlib import Path

import pandas as pd
import pytest

from kooperacja_eval.pipeline import checking, evidence
from kooperacja_eval.pipeline.checking import check_study
from kooperacja_eval.pipeline.data import StudyData
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Text

pytestmark = pytest.mark.unit

BROKEN = Problem(rule="broken", severity="error", message=Text("Źle.", "Wrong."), file="a.csv")


def links(*targets: str) -> pd.DataFrame:
    kinds = TABLES["evidence_links"].dtypes()
    rows = [
        {"recommendation_id": "R01", "number": number, "relation": "supports", "kind": "indicator",
         "target": target, "source_file": "dowody.csv", "source_row": number + 1}
        for number, target in enumerate(targets, start=1)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)


def checked(monkeypatch: pytest.MonkeyPatch, *problems: Problem) -> tuple[StudyData, list[str]]:
    """Check a study with one sound link and one to nothing; return it and what was computed."""
    data = StudyData(
        tables={"evidence_links": links("pzk_active", "pzk_actve"), "pzk": pd.DataFrame()},
        problems=problems, corrections=(), files=(), fingerprint="-",
    )  # fmt: skip
    computed: list[str] = []

    def record(_tables: object, _config: object, *, ids: list[str], by: str) -> pd.DataFrame:
        computed.extend(ids)
        return pd.DataFrame(columns=["indicator_id", "group", "pzk_id", "voivodeship", "period",
                                     "wave", "value", "status"])  # fmt: skip

    monkeypatch.setattr(checking, "load_config", lambda _folder: None)
    monkeypatch.setattr(checking, "read_raw", lambda _folder, _config, progress: data)
    monkeypatch.setattr(evidence, "compute", record)
    return check_study(Path()), computed


def test_evidence_that_leads_nowhere_stands_among_the_problems(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, computed = checked(monkeypatch)
    assert ("unknown_indicator", "dowody.csv", 3) in [
        (one.rule, one.file, one.row) for one in found.problems
    ]
    assert set(computed) == {"pzk_active"}


def test_nothing_is_computed_from_tables_with_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    found, computed = checked(monkeypatch, BROKEN)
    assert [one.rule for one in found.problems] == ["broken", "unknown_indicator"]
    assert computed == []
