import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.cooccurrence import cooccurrence
from kooperacja_eval.stats.cooccurrence_windows import window_presence
from kooperacja_eval.stats.unitised_segments import Segments

pytestmark = pytest.mark.unit


def pair(*rows, **options):
    return cooccurrence(np.array(rows), **options)[0]


def test_a_pair_by_hand():
    # Both 2, first 3, second 3 of 8: expected 9/8, lift 16/9, either 4, odds 2 * 4 / (1 * 1)
    # var log lift = 1/2 - 1/3 - 1/3 + (32/9 - 1)/8 = 0.152778; exp(1.959964 * 0.390868) = 2.151332
    result = pair((1, 1), (1, 1), (1, 0), (0, 1), (0, 0), (0, 0), (0, 0), (0, 0))
    assert (result.expected, result.jaccard, result.odds_ratio) == (9 / 8, 0.5, 8)
    assert result.lift == pytest.approx(16 / 9)
    assert (result.ci_low, result.ci_high) == pytest.approx(
        (16 / 9 / 2.151332, 16 / 9 * 2.151332), rel=1e-6
    )


def test_all_pairs_in_the_order_of_columns():
    results = cooccurrence(np.array([[1, 1, 0], [1, 0, 1], [0, 1, 1]], dtype=bool))
    assert [(each.first, each.second) for each in results] == [(0, 1), (0, 2), (1, 2)]
    assert [each.n_both for each in results] == [1, 1, 1]


def test_missing_values_leave_out_the_unit_of_their_pairs_only():
    table = np.array([[1, 1, 1], [1, np.nan, 0], [0, 0, 1], [0, 1, 0]])
    results = cooccurrence(table)
    assert [(each.n, each.n_dropped) for each in results] == [(3, 1), (4, 0), (3, 1)]


def test_what_is_undefined_is_none():
    never = pair((1, 0), (0, 0), (1, 0))  # the second code does not occur
    assert (never.expected, never.lift, never.ci_low, never.odds_ratio) == (0, None, None, None)
    assert never.jaccard == 0
    nothing = pair((0, 0), (0, 0))
    assert nothing.jaccard is None
    apart = pair((1, 0), (0, 1), (0, 0))  # both occur, never together
    assert (apart.lift, apart.ci_low, apart.ci_high, apart.odds_ratio) == (0, None, None, 0)
    always = pair((1, 1), (1, 1), (1, 0))  # the first occurs everywhere: lift can only be 1
    assert (always.lift, always.ci_low, always.ci_high) == (1, None, None)


def test_clusters_need_two_and_a_pair_in_more_than_one():
    rows = [(1, 1), (1, 0), (0, 1), (0, 0), (1, 1), (0, 0)]
    assert pair(*rows, clusters=np.array(list("AABBCC"))).ci_low is not None
    assert pair(*rows, clusters=np.array(list("AAAAAA"))).ci_low is None
    # Without document A nothing occurs together: the log of the lift has no jackknife.
    only = pair(*rows[:4], clusters=np.array(list("AABB")))
    assert (only.lift, only.ci_low, only.n_clusters) == (1, None, 2)


def test_a_pair_that_is_never_known_is_refused():
    with pytest.raises(InsufficientDataError) as caught:
        pair((1, np.nan), (np.nan, 0))
    assert "nieokreślone" in caught.value.text.pl
    assert "undefined" in caught.value.text.en


@pytest.mark.parametrize(
    ("table", "options", "error"),
    [
        ([[1, 2], [0, 1]], {}, ValueError),
        ([[1], [0]], {}, ValueError),
        ([1, 0], {}, ValueError),
        ([["a", "b"]], {}, TypeError),
        ([[1, 0], [0, 1]], {"clusters": np.array(["A"])}, ValueError),
        ([[1, 0], [0, 1]], {"clusters": np.array(["A", None], dtype=object)}, ValueError),
        ([[1, 0], [0, 1]], {"confidence_level": 95}, ValueError),
    ],
)
def test_wrong_arguments_are_refused(table, options, error):
    with pytest.raises(error):
        cooccurrence(np.array(table), **options)


#  document 0 (25 characters): code 3 at 0-12 and 8-11 (merged), code 5 at 9-10 and 24-25
#  document 1 (10 characters): nothing; document 2 (10 characters): code 5 at 0-10
MARKS = Segments(
    start=np.array([0, 8, 9, 24, 0]),
    end=np.array([12, 11, 10, 25, 10]),
    coder=np.array([0, 0, 1, 1, 0]),
    code=np.array([3, 3, 5, 5, 5]),
    document=np.array([0, 0, 0, 0, 2]),
)


def test_windows_of_characters_stay_within_their_document():
    windows = window_presence(MARKS, length=np.array([25, 10, 10]), size=10)
    assert windows.codes.tolist() == [3, 5]
    assert windows.presence.astype(int).tolist() == [[1, 1], [1, 0], [0, 1], [0, 0], [0, 1]]
    assert windows.document.tolist() == [0, 0, 0, 1, 2]


def test_windows_of_segments_hold_so_many_by_their_starts():
    windows = window_presence(MARKS, length=np.array([25, 10, 10]), size=2, unit="segments")
    assert windows.presence.astype(int).tolist() == [[1, 1], [0, 1], [0, 1]]
    assert windows.document.tolist() == [0, 0, 2]


@pytest.mark.parametrize("options", [{"size": 0}, {"size": 5, "unit": "words"}])
def test_wrong_windows_are_refused(options):
    with pytest.raises(ValueError, match=r"size is|unit is"):
        window_presence(MARKS, length=np.array([25, 10, 10]), **options)
