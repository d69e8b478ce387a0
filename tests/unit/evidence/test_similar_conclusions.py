"""Which conclusions say nearly the same: what makes texts alike, and which chains do not."""

from itertools import pairwise

import pandas as pd
import pytest
from conclusion_tables import register

from kooperacja_eval.evidence.similar import similar_conclusions, similarity
from kooperacja_eval.evidence.similar_text import content_words

pytestmark = pytest.mark.unit


def drawn(*texts: str) -> pd.DataFrame:
    """Return a register with one conclusion a month, numbered from 1."""
    lines = [
        f"LU-2019{month:02d}-W01 | 2019-{month:02d} | lubelskie | conclusion | - | {text}"
        for month, text in enumerate(texts, start=1)
    ]
    return register("\n".join(lines))


def groups(*texts: str, threshold: float = 0.8) -> list[list[int]]:
    """Return groups as lists of the numbers of texts, counted from 1."""
    found = similar_conclusions(drawn(*texts), threshold=threshold)
    return [
        [int(name[7:9]) for name in members["conclusion_id"]]
        for _, members in found.groupby("group")
    ]


LONG = "W gminie brakuje psychologa dziecięcego i rodziny dojeżdżają do miasta wojewódzkiego"


def test_case_diacritics_and_signs_do_not_count() -> None:
    plain = (
        "w gminie brakuje psychologa dzieciecego... I RODZINY dojezdzaja do miasta wojewodzkiego"
    )
    assert groups(LONG, plain) == [[1, 2]]


def test_inflection_counts_little() -> None:
    assert (
        content_words("gminach rodzinami") == content_words("gminy rodziny") == ("gmin", "rodzin")
    )
    other = "Gminom brakuje psychologów dziecięcych, rodzina dojeżdża do miast wojewódzkich"
    assert groups(LONG, other) == [[1, 2]]


def test_order_of_words_does_not_count() -> None:
    other = "Rodziny dojeżdżają do miasta wojewódzkiego: w gminie brakuje psychologa dziecięcego"
    assert groups(LONG, other) == [[1, 2]]


def test_what_is_different_is_not_there_at_all() -> None:
    assert groups(LONG, "Platforma nie zapisuje formularzy diagnozy", "Wójt wspiera zespół") == []


def test_a_few_words_are_no_part_of_every_long_text() -> None:
    # "brakuje psychologa" stands in LONG word by word, yet two words are no conclusion of their own
    assert groups(LONG, "Brakuje psychologa") == []
    assert similarity(content_words("Brakuje psychologa"), content_words(LONG)) < 0.8
    # two words of four are no part either: fewer than four words are compared as a whole
    assert groups("Brakuje psychologa", "Brakuje psychologa dziecięcego gminie") == []


def test_equal_short_texts_are_found() -> None:
    assert groups("Brak czasu", "brak czasu!", LONG) == [[1, 2]]


def test_a_chain_of_small_changes_does_not_swallow_everything() -> None:
    """Each text is like its neighbours; the first and the last have almost nothing in common."""
    words = (
        "asystent", "lekarz", "transport", "terapia", "mieszkanie", "szkolenie", "animator",
        "budżet", "konflikt", "przemoc", "senior", "dziecko", "bezrobocie", "choroba", "edukacja",
    )  # fmt: skip
    chain = [" ".join(words[start : start + 10]) for start in range(6)]
    pairs = [similarity(content_words(one), content_words(other)) for one, other in pairwise(chain)]
    assert min(pairs) >= 0.8, "neighbours are alike"
    assert similarity(content_words(chain[0]), content_words(chain[-1])) < 0.8
    found = groups(*chain)
    assert len(found) > 1
    assert not any({1, 6} <= set(group) for group in found)


def test_a_negation_is_said_because_words_cannot_weigh_it() -> None:
    text = "Platforma {}działa w gminnych ośrodkach i szkołach podstawowych powiatu"
    found = similar_conclusions(drawn(text.format(""), text.format("nie ")))
    assert found["negation"].tolist() == [False, True]


def test_nothing_is_merged_and_rows_are_only_named() -> None:
    table = drawn(LONG, LONG)
    before = table.copy(deep=True)
    found = similar_conclusions(table)
    pd.testing.assert_frame_equal(table, before)
    assert list(found.columns) == ["group", "conclusion_id", "similarity", "negation"]
    assert found["similarity"].tolist() == [1.0, 1.0]


def test_empty_and_wordless_texts_are_like_nothing() -> None:
    assert groups("-", "i w z na", "!!!", "i w z na") == []
    assert similar_conclusions(drawn(LONG).iloc[:0]).empty


def test_texts_of_thirty_thousand_characters_are_compared_whole() -> None:
    long = " ".join(f"słowo{number}" for number in range(3_000))
    assert groups(long, long.upper(), "=1+1") == [[1, 2]]


@pytest.mark.parametrize("threshold", [0.0, -1.0, 1.1, float("nan")])
def test_a_threshold_out_of_range_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold"):
        similar_conclusions(drawn(LONG), threshold=threshold)
