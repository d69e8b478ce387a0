import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.split_follow_up import split_follow_up

pytestmark = pytest.mark.unit


def days(*texts):
    return np.array(texts, dtype="datetime64[D]").astype(np.float64)


FEBRUARY, MAY = days("2020-02-29", "2020-05-31")


def parts(start, leave, done, entry=0.0):
    split = split_follow_up(
        np.array([entry]), np.array([leave]), np.array([done]),
        after=FEBRUARY, until=MAY, origin=days(start),
    )  # fmt: skip
    columns = split.entry, split.leave, split.event, split.inside
    return list(zip(*(column.tolist() for column in columns), strict=True))


@pytest.mark.parametrize(
    ("start", "leave", "done", "expected", "why"),
    [
        # 2019-09-01 and 181 days are 2020-02-29; 273 days are 2020-05-31
        ("2019-09-01", 300.0, 1.0, [(0, 181, 0, 0), (181, 273, 0, 1), (273, 300, 1, 0)], "through"),
        ("2019-09-01", 200.0, 1.0, [(0, 181, 0, 0), (181, 200, 1, 1)], "ends inside"),
        ("2019-09-01", 182.0, 1.0, [(0, 181, 0, 0), (181, 182, 1, 1)], "ends on the first day"),
        ("2019-09-01", 181.0, 1.0, [(0, 181, 1, 0)], "ends on the day before"),
        ("2019-09-01", 273.0, 1.0, [(0, 181, 0, 0), (181, 273, 1, 1)], "ends on the last day"),
        ("2020-03-31", 61.0, 0.0, [(0, 61, 0, 1)], "within"),
        ("2020-05-31", 61.0, 1.0, [(0, 61, 1, 0)], "starts when it ends"),
        ("2020-02-29", 93.0, 1.0, [(0, 92, 0, 1), (92, 93, 1, 0)], "starts when it starts"),
    ],
)
def test_a_period_of_the_calendar(start, leave, done, expected, why):
    assert parts(start, leave, done) == expected, why


def test_late_entry_and_bounds_of_each_row():
    split = split_follow_up(
        np.array([2.0, 5, 0]), np.array([8.0, 6, 1]), np.array([1.0, 0, 1]),
        after=np.array([1.0, 5.5, 7]), until=np.array([4.0, 9, 8]),
    )  # fmt: skip
    assert split.row.tolist() == [0, 0, 1, 1, 2]
    assert split.entry.tolist() == [2, 4, 5, 5.5, 0]
    assert split.leave.tolist() == [4, 8, 5.5, 6, 1]
    assert split.inside.tolist() == [1, 0, 0, 1, 0]
    assert split.event.tolist() == [0, 1, 0, 0, 1]


def test_missing_values_are_left_out_and_counted():
    split = split_follow_up(
        np.zeros(3), np.array([5.0, np.nan, 5]), np.array([1.0, 1, 0]),
        after=1, until=2, origin=np.array([0.0, 0, np.nan]),
    )  # fmt: skip
    assert (split.n_dropped, split.row.tolist()) == (2, [0, 0, 0])
    with pytest.raises(InsufficientDataError, match="Nie ma wierszy"):
        split_follow_up(np.zeros(1), np.full(1, np.nan), np.ones(1), after=1, until=2)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"leave": np.zeros(2)}, "later than entry"),
        ({"event": np.full(2, 3.0)}, "1, 0 or nan"),
        ({"until": 1.0}, "later than after"),
        ({"after": np.zeros(3)}, "same length"),
        ({"entry": np.zeros(1)}, "same length"),
        ({"after": np.inf}, "infinite"),
    ],
)
def test_wrong_arguments_of_a_period(change, words):
    arguments = {"entry": np.zeros(2), "leave": np.full(2, 5.0), "event": np.ones(2)}
    with pytest.raises(ValueError, match=words):
        split_follow_up(**(arguments | {"after": 1.0, "until": 2.0} | change))
