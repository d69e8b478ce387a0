"""The transcribed rows in the package are those of the study's own public record."""

from pathlib import Path

import pytest

from kooperacja_eval.demo.record import output_targets, record_bytes, record_table
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.validate import validate

pytestmark = pytest.mark.unit

PUBLISHED = Path(__file__).parents[3] / "data_raw" / "published"
NAMES = ("published", "gminas", "schedule", "output_targets")


@pytest.mark.parametrize("name", NAMES)
def test_every_row_stands_in_the_public_record(name: str) -> None:
    record = (PUBLISHED / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    ours = record_bytes(name).decode("utf-8").splitlines()
    assert len(ours) > 10
    assert ours[0] == record[0]
    assert sorted(set(ours[1:]) - set(record[1:])) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_rows_are_valid(name: str) -> None:
    assert validate(TABLES[name], record_table(name)) == []


def test_the_figures_that_the_demo_reproduces_are_there() -> None:
    published = record_table("published")
    whole = published[published["voivodeship"].isna()].set_index("figure_id")["value"]
    assert whole["000-families-total"] == 172
    assert whole["001-families-total"] == 171
    assert whole["000-cohort-families-2019-09"] == 126
    assert whole["000-cohort-families-2019-12"] == 46
    assert whole["000-cooperation-months-2019-09"] == 13
    assert whole["000-cooperation-months-2019-12"] == 10
    assert whole["000-ipp-completed"] == 140
    assert whole["000-continuing-services"] == 69
    assert whole["000-target-entities"] == 350
    assert whole["002-project-total"] == 12893583.46


def test_the_schedule_is_planned_and_realised_of_the_final_summary() -> None:
    schedule = record_table("schedule")
    assert set(schedule["document"]) == {"000"}
    months = schedule.set_index(["step", "version"])["months"]
    assert (months["K5", "planned"], months["K5", "realised"]) == ("4", "4-6")


def test_what_was_achieved_is_unknown_for_the_last_milestone_and_once_too_little() -> None:
    targets = output_targets()
    due = targets[targets["milestone"] != "IV"]
    assert targets[targets["milestone"] == "IV"]["achieved"].isna().all()
    missed = due[due["achieved"] < due["target"]]
    assert missed[["indicator", "milestone", "achieved"]].values.tolist() == [
        ["exchange_meetings", "II", 4.0]
    ]
