"""Converting a survey: what holds for all answers, in whatever order rows and columns come."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kooperacja_eval.ingest.sheets import letter
from kooperacja_eval.ingest.surveys.convert import convert
from kooperacja_eval.ingest.surveys.export import ExportColumn, SurveyExport
from kooperacja_eval.ingest.surveys.mapping import SurveyMapping
from kooperacja_eval.ingest.surveys.respondents import pseudonym
from kooperacja_eval.schemas.codes import MISSING_REASONS
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.validate import validate

pytestmark = pytest.mark.property

WIDTH = 4
EXAMPLES = 20
"""Each converts a survey, which takes a tenth of a second however small it is."""
CELLS = st.sampled_from(["1", "2", "3", "4", "5", "5,0", "", " ", "99", "7", "x", "Y"])
SAID = SurveyMapping.model_validate(
    {
        "survey": {
            "id": "s", "platform": "table", "files": "*.csv", "instrument": "wlasny",
            "wave": "ex_ante",
        },
        "missing": {"99": "dont_know"},
        "items": [
            {"column": f"Q{at}", "item": f"Q{at}", "kind": "rating", "low": 1, "high": 5}
            for at in range(WIDTH)
        ],
    }
)  # fmt: skip


def export(rows: Sequence[Sequence[str]], order: Sequence[int] = range(WIDTH)) -> SurveyExport:
    return SurveyExport(
        platform="table",
        file="a.csv",
        sheet="",
        heading="code",
        columns=tuple(
            ExportColumn(
                name=f"Q{at}", header=f"Q{at}", letter=letter(place), part="answer",
                question=f"Q{at}", cells=[row[at] for row in rows],
            )
            for place, at in enumerate(order)
        ),
        rows=np.arange(2, len(rows) + 2),
    )  # fmt: skip


def answers(made: SurveyExport) -> pd.DataFrame:
    return convert([made], None, SAID, waves=["ex_ante"])[0].tables()["answers"]


table = st.lists(st.lists(CELLS, min_size=WIDTH, max_size=WIDTH), max_size=12)


@settings(max_examples=EXAMPLES)
@given(table)
def test_every_cell_is_an_answer_on_the_scale_or_has_a_reason(rows: list[list[str]]) -> None:
    wide, problems = convert([export(rows)], None, SAID, waves=["ex_ante"])
    tables = wide.tables()
    found = tables["answers"]
    assert len(found) == len(rows) * WIDTH
    assert (found["value"].notna() ^ found["missing_reason"].notna()).all()
    assert found["value"].dropna().between(1, 5).all()
    assert set(found["missing_reason"].dropna()) <= set(MISSING_REASONS.ids)
    assert len(problems) == int((found["missing_reason"] == "unreadable").sum())
    for name, frame in tables.items():
        assert validate(TABLES[name], frame) == []


@settings(max_examples=EXAMPLES)
@given(table, st.permutations(range(WIDTH)))
def test_the_order_of_columns_changes_nothing(rows: list[list[str]], order: list[int]) -> None:
    pd.testing.assert_frame_equal(answers(export(rows)), answers(export(rows, order)))


@settings(max_examples=EXAMPLES)
@given(table, table)
def test_two_files_give_what_each_gives(one: list[list[str]], two: list[list[str]]) -> None:
    both, _ = convert([export(one), export(two)], None, SAID, waves=["ex_ante"])
    first, _ = convert([export(one)], None, SAID, waves=["ex_ante"])
    second, _ = convert([export(two)], None, SAID, waves=["ex_ante"])
    numbers = [getattr(wide, "values") for wide in (both, first, second)]  # noqa: B009
    np.testing.assert_array_equal(numbers[0], np.vstack(numbers[1:]))
    np.testing.assert_array_equal(both.reasons, np.vstack([first.reasons, second.reasons]))


@given(st.emails(), st.emails())
def test_pseudonyms_are_the_same_for_the_same_address_only(one: str, two: str) -> None:
    assert pseudonym(one) == pseudonym(f" {one.upper().lower()} ")
    assert (pseudonym(one) == pseudonym(two)) == (one.casefold() == two.casefold())
