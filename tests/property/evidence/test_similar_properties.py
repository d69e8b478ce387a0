"""Groups of similar conclusions: what holds for every register."""

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kooperacja_eval.evidence.similar import similar_conclusions, similarity
from kooperacja_eval.evidence.similar_text import content_words
from kooperacja_eval.schemas.tables import TABLES

pytestmark = pytest.mark.property

WORDS = ("czas", "rodzina", "gmina", "powiat", "zespół", "usługa", "dojazd", "platforma")
TEXTS = st.lists(
    st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), min_size=1, max_size=12
)


def register(texts: list[str]) -> pd.DataFrame:
    kinds = TABLES["conclusions"].dtypes()
    rows = {"conclusion_id": [f"LU-202003-W{n:02d}" for n in range(len(texts))], "text": texts}
    frame = pd.DataFrame(rows).reindex(columns=list(kinds)).assign(month=pd.Timestamp("2020-03-01"))
    return frame.astype(kinds)


@settings(max_examples=60, deadline=None)
@given(texts=TEXTS, order=st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(texts: list[str], order: object) -> None:
    table = register(texts)
    places = list(range(len(texts)))
    order.shuffle(places)  # type: ignore[attr-defined]
    pd.testing.assert_frame_equal(
        similar_conclusions(table), similar_conclusions(table.iloc[places])
    )


@settings(max_examples=60, deadline=None)
@given(texts=TEXTS, threshold=st.sampled_from([0.6, 0.8, 0.95]))
def test_every_two_of_a_group_are_alike_and_nobody_is_in_two(
    texts: list[str], threshold: float
) -> None:
    table = register(texts)
    found = similar_conclusions(table, threshold=threshold)
    assert not found["conclusion_id"].duplicated().any()
    words = dict(zip(table["conclusion_id"], map(content_words, texts), strict=True))
    for _, members in found.groupby("group"):
        assert len(members) > 1
        for one, other in combinations(members["conclusion_id"], 2):
            assert similarity(words[one], words[other]) >= threshold - 1e-9


@settings(max_examples=60, deadline=None)
@given(texts=TEXTS)
def test_equal_texts_are_together_where_they_say_anything(texts: list[str]) -> None:
    found = similar_conclusions(register([*texts, *texts]))
    group = dict(zip(found["conclusion_id"], found["group"], strict=True))
    for number, text in enumerate(texts):
        if content_words(text):
            twin = f"LU-202003-W{number + len(texts):02d}"
            assert group[f"LU-202003-W{number:02d}"] == group[twin]
