"""What stands in the register after people merged and rejected entries."""

import pandas as pd
import pytest
from conclusion_tables import register

from kooperacja_eval.disclosure.personal_names import name_list
from kooperacja_eval.evidence.conclusions import merged_roots, standing
from kooperacja_eval.evidence.conclusions_release import release_conclusions

pytestmark = pytest.mark.unit

DRAWN = """
LU-202003-T01 | 2020-03 | lubelskie   | difficulty | barrier.time | Brak czasu       | status=accepted
LU-202004-T01 | 2020-04 | lubelskie   | difficulty | barrier.time | Nadal brak czasu | status=merged | merged_into=LU-202003-T01
MZ-202005-T01 | 2020-05 | mazowieckie | difficulty | barrier.time | Czasu nie ma     | status=merged | merged_into=LU-202004-T01
MZ-202005-T02 | 2020-05 | mazowieckie | difficulty | barrier.time | Pomyłka          | status=rejected
MZ-202002-T03 | 2020-02 | mazowieckie | difficulty | -            | Daleko           | status=-
"""  # noqa: E501


def test_merged_entries_count_for_the_one_that_stands_through_others_too() -> None:
    # LU-202003-T01 stands for itself, LU-202004-T01 and, through that, MZ-202005-T01: 3 reports.
    found = standing(register(DRAWN))
    assert list(zip(found["conclusion_id"], found["reports"], strict=True)) == [
        ("MZ-202002-T03", 1),
        ("LU-202003-T01", 3),
    ]


def test_rejected_entries_do_not_stand_and_an_empty_status_is_new() -> None:
    ids = set(standing(register(DRAWN))["conclusion_id"])
    assert "MZ-202005-T02" not in ids
    assert "MZ-202002-T03" in ids


def test_nothing_is_lost_where_nobody_says_into_which_or_in_a_circle() -> None:
    drawn = register(
        """
        LU-202003-T01 | 2020-03 | lubelskie | difficulty | - | A | status=merged
        LU-202003-T02 | 2020-03 | lubelskie | difficulty | - | B | status=merged | merged_into=LU-202003-T03
        LU-202003-T03 | 2020-03 | lubelskie | difficulty | - | C | status=merged | merged_into=LU-202003-T02
        LU-202003-T04 | 2020-03 | lubelskie | difficulty | - | D | status=merged | merged_into=PD-201901-T09
        """  # noqa: E501
    )
    assert list(standing(drawn)["reports"]) == [1, 1, 1, 1]
    assert merged_roots(drawn) == {name: name for name in drawn["conclusion_id"]}


def test_an_empty_register_stays_one() -> None:
    empty = register(DRAWN).iloc[:0]
    assert standing(empty).empty


def test_the_input_is_left_as_it_is() -> None:
    drawn = register(DRAWN)
    before = drawn.copy(deep=True)
    standing(drawn)
    release_conclusions(drawn, names=name_list())
    pd.testing.assert_frame_equal(drawn, before)


def test_personal_data_are_masked_and_the_public_record_is_not_touched() -> None:
    drawn = register(
        """
        LU-202003-T01 | 2020-03 | lubelskie | difficulty | - | Pani Anna Kowalska, tel. 601 202 303, czeka
        001-202003-T1 | 2020-03 | -         | difficulty | - | Pani Anna Kowalska czeka | document=001
        LU-202003-T03 | 2020-03 | lubelskie | difficulty | - | =cmd' /C calc'!A0 <script>alert(1)</script>
        """  # noqa: E501
    )
    found = release_conclusions(drawn, names=name_list())["text"].tolist()
    assert "Kowalska" not in found[0]
    assert "601" not in found[0]
    assert found[1] == "Pani Anna Kowalska czeka"
    assert found[2] == drawn["text"].iloc[2], "text of people is data: neither run nor cut"
