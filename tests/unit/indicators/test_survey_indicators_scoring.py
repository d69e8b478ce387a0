"""How answers become scores: direction of items, missing answers, versions, kinds of scoring."""

import pytest
from survey_tables import questionnaire, rows, survey

pytestmark = pytest.mark.unit

SCALES = "scale direction\ncoop higher"
KEY = questionnaire("item_id scale reverse\nA1 coop no\nA2 coop yes\nA3 coop no", SCALES)


def scores(tables: dict, **where: str) -> list[tuple[object, ...]]:
    return rows(tables, "scale_score", "wave", "numerator", "n", "n_missing", **where)


def test_a_reversed_item_is_taken_from_lowest_plus_highest() -> None:
    tables = survey(KEY, "respondent_id wave pzk_id A1 A2 A3\nP1 ex_ante LU-01 5 1 2")
    # A2 reversed: 1 + 5 - 1 = 5; (5 + 5 + 2) / 3 = 4
    assert scores(tables, group="coop") == [("ex_ante", 4.0, 1, 0)]


def test_the_mean_of_answered_items_stands_for_missing_ones_down_to_the_share_needed() -> None:
    tables = survey(
        KEY,
        """
        respondent_id wave    pzk_id A1 A2 A3
        P1            ex_ante LU-01  4  2  -
        P2            ex_ante LU-01  5  ?  -
        P3            ex_ante LU-01  -  -  -
        """,
    )
    # P1: (4 + (6 - 2)) / 2 = 4, two of three answered; P2: one of three is below the half needed
    assert scores(tables, group="coop") == [("ex_ante", 4.0, 1, 2)]


def test_exactly_the_share_needed_is_enough() -> None:
    key = questionnaire("item_id scale\nA1 coop\nA2 coop", SCALES)
    tables = survey(key, "respondent_id wave pzk_id A1 A2\nP1 ex_ante LU-01 3 -")
    assert scores(tables, group="coop") == [("ex_ante", 3.0, 1, 0)]


def test_without_any_answer_there_is_no_score_even_where_nothing_is_needed() -> None:
    key = questionnaire("item_id scale\nA1 coop\nA2 coop", "scale min_answered\ncoop 0")
    tables = survey(
        key,
        """
        respondent_id wave    pzk_id A1 A2
        P1            ex_ante LU-01  -  -
        P2            ex_ante LU-01  2  -
        """,
    )
    assert scores(tables, group="coop") == [("ex_ante", 2.0, 1, 1)]


def test_a_sum_is_the_mean_times_the_number_of_items() -> None:
    key = questionnaire("item_id scale\nA1 coop\nA2 coop\nA3 coop", "scale scoring\ncoop sum")
    tables = survey(key, "respondent_id wave pzk_id A1 A2 A3\nP1 ex_ante LU-01 4 5 -")
    # (4 + 5) / 2 * 3 = 13.5
    assert scores(tables, group="coop") == [("ex_ante", 13.5, 1, 0)]


VERSIONS = questionnaire(
    """
    version item_id scale reverse
    1       A1      coop  no
    1       A2      coop  no
    2       A1      coop  yes
    2       A2      coop  no
    2       A3      coop  no
    2       A4      coop  no
    """,
    """
    version scale scoring min_answered
    1       coop  sum     1
    2       coop  sum     0.5
    """,
)


def test_each_version_has_its_own_direction_number_of_items_and_share_needed() -> None:
    tables = survey(
        VERSIONS,
        """
        respondent_id version wave     pzk_id A1 A2 A3 A4
        P1            1       ex_ante  LU-01  2  3  .  .
        P2            1       ex_ante  LU-01  2  -  .  .
        P1            2       mid_term LU-01  2  3  5  -
        """,
    )
    # ex-ante, version 1: 2 + 3 = 5 with both of its two items; P2 has not all that version 1 needs.
    # mid-term, version 2: A1 turned to 4; (4 + 3 + 5) / 3 * 4 = 16
    assert scores(tables, group="coop") == [("ex_ante", 5.0, 1, 1), ("mid_term", 16.0, 1, 0)]


def test_an_item_outside_the_scale_in_a_version_does_not_count_in_it() -> None:
    key = questionnaire(
        "version item_id scale\n1 A1 coop\n1 A2 other\n2 A1 coop\n2 A2 coop",
        "version scale\n1 coop\n1 other\n2 coop",
    )
    tables = survey(
        key,
        """
        respondent_id version wave    pzk_id A1 A2
        P1            1       ex_ante LU-01  2  5
        P2            2       ex_ante LU-01  2  4
        """,
    )
    # P1: A1 alone, 2; P2: (2 + 4) / 2 = 3
    assert scores(tables, group="coop") == [("ex_ante", 5.0, 2, 0)]
    assert scores(tables, group="other") == [("ex_ante", 5.0, 1, 1)]


def test_the_same_scale_of_two_instruments_is_one_scale() -> None:
    key = questionnaire(
        "instrument item_id scale\nlong A1 coop\nlong A2 coop\nshort B1 coop",
        "instrument scale\nlong coop\nshort coop",
    )
    tables = survey(
        key,
        """
        respondent_id instrument wave    pzk_id A1 A2 B1
        P1            long       ex_ante LU-01  1  2  .
        P2            short      ex_ante LU-01  .  .  4
        """,
    )
    # P1 1.5, P2 4: one item is all that the short instrument has
    assert scores(tables, group="coop") == [("ex_ante", 5.5, 2, 0)]


def test_a_scale_that_a_wave_did_not_ask_has_no_row_there() -> None:
    key = questionnaire("item_id scale\nA1 coop\nT1 tools", "scale\ncoop\ntools")
    tables = survey(
        key,
        """
        respondent_id wave     pzk_id A1 T1
        P1            ex_ante  LU-01  3  .
        P2            ex_ante  MA-01  4  .
        P1            mid_term LU-01  3  5
        P2            mid_term MA-01  5  4
        """,
    )
    assert [row[0] for row in scores(tables, group="tools")] == ["mid_term"]
    assert rows(tables, "scale_change", "group", group="tools") == []
    assert rows(tables, "change_test", "group", group="tools") == []
    assert rows(tables, "improved_share", "group", group="tools") == []
    assert rows(tables, "item_change", "group", group="T1") == []
    assert {row[0] for row in rows(tables, "answer_share", "wave", group="T1=5")} == {"mid_term"}
    assert len(rows(tables, "scale_change", "group", group="coop")) > 0
