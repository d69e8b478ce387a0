"""The first entries of the register: conclusions, challenges and strengths of document 001.

The document itself is not part of the repository; what is checked is that every entry stands in its
quotation and has a theme of the codebook.
"""

from collections import Counter
from itertools import pairwise

import pandas as pd
import pytest
from published_reading import RECORD, read

from kooperacja_eval.disclosure.personal_names import name_list
from kooperacja_eval.evidence.conclusions_release import release_conclusions
from kooperacja_eval.evidence.conclusions_rules import check_conclusions
from kooperacja_eval.evidence.similar import similar_conclusions
from kooperacja_eval.ingest.run import IngestResult, ingest_study
from kooperacja_eval.instruments.codebooks.load import codebook
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.study import Source, StudyConfig, load_config

pytestmark = pytest.mark.integration

STUDY = RECORD.parents[1]


@pytest.fixture(scope="module")
def config() -> StudyConfig:
    only = Source(table="conclusions", files="published/conclusions.csv")
    return load_config(STUDY).model_copy(update={"sources": (only,)})


@pytest.fixture(scope="module")
def result(config: StudyConfig) -> IngestResult:
    return ingest_study(STUDY, config)


def test_the_file_is_written_like_the_others() -> None:
    raw = (RECORD / "conclusions.csv").read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    header = raw.decode("utf-8").split("\n", 1)[0].split(";")
    assert header == [field.label.pl for field in TABLES["conclusions"].fields.values()]


def test_it_is_read_without_a_problem(result: IngestResult, config: StudyConfig) -> None:
    assert [p for p in result.problems if p.table == "conclusions"] == []
    assert check_conclusions(result.tables, config) == []


def test_five_challenges_seven_strengths_and_nine_statements_of_conclusions() -> None:
    # 001 numbers four conclusions; the first has three lines, the second two statements and the
    # fourth three: 3 + 2 + 1 + 3 = 9
    assert Counter(row["kind"] for row in read("conclusions")) == {
        "difficulty": 5, "observation": 7, "conclusion": 9,
    }  # fmt: skip


def test_each_text_stands_in_its_quotation_and_names_the_document() -> None:
    for row in read("conclusions"):
        assert row["text"] in row["quote"], row["conclusion_id"]
        assert row["document"] == "001"


def test_months_are_those_of_the_headings() -> None:
    # "Wnioski ogólne ... IV.2019-II.2020"; the slides as a whole end with III.2020
    months = {(row["kind"], row["month"]) for row in read("conclusions")}
    assert months == {
        ("conclusion", "2020-02-01"), ("difficulty", "2020-03-01"), ("observation", "2020-03-01"),
    }  # fmt: skip


def test_themes_are_codes_and_challenges_are_barriers() -> None:
    codes = codebook("kooperacja", "1.0").set_index("code_id")
    for row in read("conclusions"):
        assert row["theme"] in codes.index
        if row["kind"] == "difficulty":
            assert codes.loc[row["theme"], "kind"] == "barrier"
            assert codes.loc[row["theme"], "source"] == "001"


def test_nothing_that_the_document_does_not_say_is_filled_in() -> None:
    for row in read("conclusions"):
        assert {row[name] for name in ("step", "addressee", "level", "pzk_id", "voivodeship")} == {
            ""
        }


def test_numbers_follow_each_other() -> None:
    ids = [row["conclusion_id"] for row in read("conclusions")]
    for one, other in pairwise(ids):
        if one[:-2] == other[:-2]:
            assert int(other[-2:]) == int(one[-2:]) + 1
    assert len(set(ids)) == len(ids)


def test_the_public_record_is_shown_as_it_stands(result: IngestResult) -> None:
    table = result.tables["conclusions"]
    pd.testing.assert_frame_equal(release_conclusions(table, names=name_list()), table)


def test_no_two_statements_are_taken_for_the_same(result: IngestResult) -> None:
    # "Merytoryczność w PZK" is a conclusion and a strength, in other words: a person may see it
    assert similar_conclusions(result.tables["conclusions"]).empty
