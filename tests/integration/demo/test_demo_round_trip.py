"""What the demo writes is read back without an error, cell by cell what it was written from."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from kooperacja_eval.demo.plan import make_plan
from kooperacja_eval.demo.synthesis import Synthesis, synthesise
from kooperacja_eval.ingest.run import IngestResult, ingest_study
from kooperacja_eval.schemas.rules import check_tables
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.study import StudyConfig, load_config

pytestmark = pytest.mark.integration

SEED = 2019  # that of the demo_study fixture
# 172 families: workbooks and monthly reports; 400: 70 teams, CSV files
SIZES = (172, 400)
SURVEYED = {"scales", "items", "options", "respondents", "answers"}
"""Tables that come from exports of surveys, compared in test_demo_survey_files."""
CODED = {"fgi_documents", "codes", "codings"}
"""Tables that come from coded transcripts, compared in test_demo_fgi_files."""
EXPERTS = {"conclusions", "evidence_links", "assessments", "convergences"}
"""What experts write, compared in test_demo_conclusions and test_demo_evidence."""
COPIED = {"recommendations"}
"""A file that is copied as it stands."""


@pytest.fixture(scope="module", params=SIZES)
def families(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module")
def folder(families: int, demo_study: Callable[[int], Path]) -> Path:
    return demo_study(families)


@pytest.fixture(scope="module")
def config(folder: Path) -> StudyConfig:
    return load_config(folder)


@pytest.fixture(scope="module")
def result(folder: Path, config: StudyConfig) -> IngestResult:
    return ingest_study(folder, config)


@pytest.fixture(scope="module")
def written(families: int) -> Synthesis:
    """The typed tables, from the first of the two generators that the seed gives."""
    return synthesise(make_plan(families), np.random.default_rng(SEED).spawn(2)[0])


def test_nothing_is_wrong_after_the_corrections(result: IngestResult) -> None:
    # a question of the second survey was moved to another page: said, because nothing is wrong
    assert [(p.severity, p.rule) for p in result.problems] == [("warning", "versions_merged")]


def test_only_planted_strangers_and_empty_baselines_are_noticed(
    result: IngestResult, config: StudyConfig
) -> None:
    limits = (config.targets.families_per_pzk_min, config.targets.families_per_pzk_max)
    goals = result.tables["goals"]
    empty = int((goals["attained"].notna() & goals["baseline"].isna()).sum())
    assert config.diagnosis is not None
    scale = (config.diagnosis.low, config.diagnosis.high)
    problems = check_tables(result.tables, families_per_pzk=limits, diagnosis=scale)
    assert {p.severity for p in problems} == {"warning"}
    assert Counter(p.rule for p in problems) == {
        "attendance_by_non_member": 2, "goal_without_baseline": empty,
    }  # fmt: skip


def test_every_cell_comes_back(result: IngestResult, written: Synthesis) -> None:
    assert list(result.tables) == [name for name in TABLES if name in result.tables]
    assert set(result.tables) == set(written.tables) | SURVEYED | CODED | EXPERTS | COPIED
    for name, frame in written.tables.items():
        columns, keys = list(TABLES[name].fields), list(TABLES[name].keys())
        read = result.tables[name][columns].sort_values(keys, ignore_index=True)
        wrote = frame[columns].sort_values(keys, ignore_index=True)
        pd.testing.assert_frame_equal(read, wrote, check_exact=True, obj=name)


def test_every_raw_file_is_read(result: IngestResult, folder: Path) -> None:
    raw = folder / "data_raw"
    on_disk = {path.relative_to(raw).as_posix() for path in raw.rglob("*") if path.is_file()}
    assert {file.path for file in result.files} == on_disk


def test_each_planted_mistake_has_its_rule(result: IngestResult, folder: Path) -> None:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    planted: dict[str, int] = {}
    for mistake in truth["mistakes"]:
        planted[mistake["rule"]] = planted.get(mistake["rule"], 0) + len(mistake["rows"])
    assert {rule.id: rule.rows for rule in result.corrections} == planted
    assert len(planted) == 12


def test_the_study_says_that_it_is_synthetic(config: StudyConfig) -> None:
    assert config.study.synthetic
    assert "dane syntetyczne" in config.study.title_pl
    assert config.disclosure.profile == "public"


def test_without_the_corrections_the_mistakes_are_found(
    folder: Path, config: StudyConfig, tmp_path: Path
) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    mappings = [*folder.glob("survey-*.toml"), *folder.glob("fgi-*.toml")]
    for part in (folder / "data_raw", folder / "codebook.toml", *mappings):
        (bare / part.name).symlink_to(part)
    found = ingest_study(bare, config)
    rules = {(problem.table, problem.rule) for problem in found.problems}
    assert rules >= {
        ("families", "duplicate_key"),
        ("families", "unknown_code"),
        ("families", "unknown_column"),
        ("services", "no_such_date"),
        ("contacts", "not_a_number"),
        ("meetings", "unknown_code"),
        ("costs", "total_row"),
        ("answers", "out_of_scale"),
        ("respondents", "duplicate_respondent"),
    }
    # day and month swapped, and a team that does not exist, show only between cells
    between = check_tables(found.tables, families_per_pzk=(5, 9))
    assert {problem.rule for problem in between} >= {"case_path_order", "unknown_key"}


def test_truth_tells_the_totals(folder: Path, families: int) -> None:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    totals = truth["totals"]
    assert sum(totals["families_by_voivodeship"].values()) == families
    assert sum(totals["outcomes"].values()) == families
    assert {key: round(mean, 2) for key, mean in totals["cooperation_months"].items()} == {
        "2019-09": 13.0,
        "2019-12": 10.0,
    }
    assert len(truth["teams"]) == truth["rows"]["pzk"]
