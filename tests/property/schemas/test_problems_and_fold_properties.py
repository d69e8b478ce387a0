"""The same problems give the same table; comparing texts forgets case and diacritics only."""

import random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.problems import Problem, problems_frame
from kooperacja_eval.text import Text

pytestmark = pytest.mark.property

FEW = st.sampled_from(["", "a"])
PLACES = st.sampled_from([{}, {"file": "a", "row": 1}, {"file": "a", "row": 2, "letter": "AA"}])


@st.composite
def problem_lists(draw: st.DrawFn) -> list[Problem]:
    """Return problems at few places, so that many differ in one thing only."""
    said = draw(PLACES)
    changed = draw(st.sampled_from(["table", "field", "value", "rule", "column", "sheet"]))
    return [
        Problem(
            severity=draw(st.sampled_from(["error", "warning"])),
            message=Text("Źle.", draw(st.sampled_from(["Wrong.", "Bad."]))),
            **{"rule": "r", **said, changed: draw(FEW)},
        )
        for _ in range(draw(st.integers(0, 8)))
    ]


@given(problem_lists(), st.integers(0, 99), st.sampled_from(["pl", "en"]))
def test_shuffled_problems_give_the_same_frame(
    problems: list[Problem], seed: int, lang: str
) -> None:
    shuffled = random.Random(seed).sample(problems, len(problems))
    pd.testing.assert_frame_equal(
        problems_frame(problems, lang),  # type: ignore[arg-type]
        problems_frame(shuffled, lang),  # type: ignore[arg-type]
    )
    assert len(problems_frame(problems, "pl")) == len(problems)


@given(st.text())
def test_folding_is_done_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aąbcćeęlłnńoósśzźżAĄCĆEĘLŁNŃOÓSŚZŹŻ _-"))
def test_polish_letters_fold_to_plain_ones(text: str) -> None:
    assert fold(text).isascii()
    assert fold(text) == fold(text.upper()) == fold(f" {text}\u00a0")
