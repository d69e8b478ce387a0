"""Intervals that several coders marked: the same as counting character by character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kooperacja_eval.pipeline.overlaps import Mark, characters_within, shared_intervals

pytestmark = pytest.mark.property

PLACES = st.integers(min_value=0, max_value=40)
MARKS = st.lists(st.tuples(st.sampled_from("ABC"), PLACES, PLACES), max_size=12)


def one_by_one(marks: list[Mark], start: int, end: int) -> int:
    """Count the characters of a stretch that two coders or more marked, the slow way."""
    coders: dict[int, set[str]] = {}
    for coder, first, last in marks:
        for character in range(max(start, first), min(end, last)):
            coders.setdefault(character, set()).add(coder)
    return sum(len(found) > 1 for found in coders.values())


@given(marks=MARKS, start=PLACES, end=PLACES)
def test_arithmetic_and_counting_agree(marks: list[Mark], start: int, end: int) -> None:
    found = characters_within(shared_intervals(marks), start, end)
    assert found == one_by_one(marks, start, end)


@given(marks=MARKS)
def test_neither_order_nor_repetition_matters(marks: list[Mark]) -> None:
    found = shared_intervals(marks)
    assert shared_intervals([*reversed(marks), *marks]) == found
    # in order, none empty, and none touches the next
    places = [place for interval in found for place in interval]
    assert places == sorted(set(places))


@given(marks=MARKS)
def test_one_coder_alone_shares_nothing(marks: list[Mark]) -> None:
    assert shared_intervals(("A", start, end) for _, start, end in marks) == []
