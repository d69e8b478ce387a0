import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kooperacja_eval.stats.cooccurrence import cooccurrence
from kooperacja_eval.stats.cooccurrence_windows import window_presence
from kooperacja_eval.stats.unitised_segments import Segments

pytestmark = pytest.mark.property

TABLES = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60).map(np.array)


def figures(pair):
    return pair.lift, pair.ci_low, pair.ci_high, pair.jaccard, pair.odds_ratio, pair.n_both


@given(TABLES)
def test_counts_and_shares_keep_their_bounds(table):
    pair = cooccurrence(table)[0]
    assert pair.n_both <= min(pair.n_first, pair.n_second)
    assert pair.jaccard is None or 0 <= pair.jaccard <= 1
    if pair.ci_low is not None:
        assert 0 < pair.ci_low < pair.lift < pair.ci_high
    if pair.lift and pair.odds_ratio is not None:  # both on the same side of independence
        assert (pair.lift > 1 + 1e-12) == (pair.odds_ratio > 1 + 1e-12)


@given(TABLES, st.randoms(use_true_random=False))
def test_order_of_units_and_of_codes_does_not_matter(table, random):
    order = random.sample(range(len(table)), len(table))
    stated = figures(cooccurrence(table)[0])
    for changed in (table[order], table[:, ::-1]):
        assert figures(cooccurrence(changed)[0]) == pytest.approx(stated)


@given(TABLES)
def test_each_unit_twice_halves_the_variance(table):
    once, twice = (cooccurrence(rows)[0] for rows in (table, np.repeat(table, 2, axis=0)))
    assert twice.lift == (None if once.lift is None else pytest.approx(once.lift))
    if once.ci_low is not None and twice.ci_low is not None:
        widths = [np.log(pair.ci_high / pair.ci_low) for pair in (once, twice)]
        assert widths[0] == pytest.approx(widths[1] * np.sqrt(2), rel=1e-6)


LENGTH = 30


@given(
    st.lists(
        st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 20), st.integers(0, 2)), max_size=10
    ),
    st.integers(1, 40),
)
def test_windows_hold_the_codes_of_their_characters(rows, size):
    start, length, code = np.array(rows, dtype=int).reshape(-1, 3).T
    end = np.minimum(start + length, LENGTH)
    segments = Segments(start=start, end=end, coder=np.zeros_like(start), code=code)
    windows = window_presence(segments, length=LENGTH, size=size)
    for number, row in enumerate(windows.presence):
        places = range(number * size, min(LENGTH, (number + 1) * size))
        stated = {
            int(name)
            for first, last, name in zip(start, end, code, strict=True)
            if any(first <= place < last for place in places)
        }
        assert set(windows.codes[row].tolist()) == stated
