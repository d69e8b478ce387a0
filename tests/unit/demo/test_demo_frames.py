"""The helpers of the generators, with their arithmetic."""

import numpy as np
import pytest

from kooperacja_eval.demo.endings import draw_without_replacement
from kooperacja_eval.demo.frames import adjust_to_sum, masked, numbered, texts, typed, weekday
from kooperacja_eval.schemas.tables import TABLES

pytestmark = pytest.mark.unit


def ints(*values: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.array(values, dtype=np.int64)


def test_what_is_lacking_is_spread_in_proportion_to_the_room() -> None:
    # 4 + 6 = 10, wanted 13: room 2 and 4, so 1 and 2
    adjusted = adjust_to_sum(ints(4, 6), ints(0, 0), ints(6, 10), 13)
    assert adjusted.tolist() == [5, 8]


def test_what_is_too_much_is_taken_off_in_proportion_to_the_room() -> None:
    # 4 + 6 = 10, wanted 5: room 4 and 6 above 0, so 2 and 3
    assert adjust_to_sum(ints(4, 6), ints(0, 0), ints(9, 9), 5).tolist() == [2, 3]


def test_values_outside_their_limits_are_moved_in_first() -> None:
    assert adjust_to_sum(ints(0, 20), ints(5, 5), ints(9, 9), 14).tolist() == [5, 9]


def test_limits_without_a_solution_are_refused() -> None:
    with pytest.raises(ValueError, match="room for 2"):
        adjust_to_sum(ints(4, 4), ints(0, 0), ints(5, 5), 11)


def test_no_meeting_falls_on_a_weekend() -> None:
    # 14.03.2020 was a Saturday, 15.03.2020 a Sunday: Thursday and Friday before
    days = np.array(["2020-03-13", "2020-03-14", "2020-03-15", "2020-03-16"], dtype="datetime64[D]")
    assert weekday(days).astype(str).tolist() == [
        "2020-03-13", "2020-03-12", "2020-03-13", "2020-03-16",
    ]  # fmt: skip


def test_identifiers_are_padded_to_one_width() -> None:
    assert numbered(texts(["LU-", "MZ-"]), ints(7, 12), 3).tolist() == ["LU-007", "MZ-012"]


def test_masking_leaves_the_original_alone() -> None:
    values = texts(["a", "b"])
    assert masked(values, np.array([True, False])).tolist() == [None, "b"]
    assert values.tolist() == ["a", "b"]


def test_a_typed_frame_has_every_column_of_its_table() -> None:
    frame = typed(TABLES["platform"], {"pzk_id": texts(["LU-01"]), "logins": ints(3)}, 1)
    assert list(frame.columns) == list(TABLES["platform"].columns())
    assert frame.dtypes.astype(str).to_dict() == TABLES["platform"].dtypes()
    assert frame["month"].isna().all()


def test_a_column_of_another_table_is_refused() -> None:
    with pytest.raises(ValueError, match="platform has no column hours"):
        typed(TABLES["platform"], {"hours": ints(1)}, 1)


def test_drawing_takes_none_twice_and_none_from_outside() -> None:
    rng = np.random.default_rng(1)
    among = np.array([True, True, True, False])
    drawn = draw_without_replacement(np.zeros(4), among, 3, rng)
    assert sorted(drawn.tolist()) == [0, 1, 2]


def test_drawing_more_than_there_are_is_refused() -> None:
    with pytest.raises(ValueError, match="2 to draw, 1 there"):
        draw_without_replacement(np.zeros(2), np.array([True, False]), 2, np.random.default_rng(1))


def test_a_weight_of_three_is_drawn_three_times_as_often() -> None:
    # P(first) = 3 / (3 + 1) = 0.75; 4000 draws have a standard error of 0.007, five of them 0.034
    rng = np.random.default_rng(2019)
    weights, among = np.log([3.0, 1.0]), np.array([True, True])
    first = [int(draw_without_replacement(weights, among, 1, rng)[0]) == 0 for _ in range(4000)]
    assert np.mean(first) == pytest.approx(0.75, abs=0.034)
