"""How many values are missing is itself a count of families, and small ones stay inside."""

import pandas as pd
import pytest

from kooperacja_eval.disclosure.missing import hides_sums, release_missing
from kooperacja_eval.sections import Disclosure

pytestmark = pytest.mark.unit

RULES = Disclosure(profile="public", threshold=3)
MISSING = pd.DataFrame(
    [
        ("families", "reported_on", 175, 5),  # shown: 5 families
        ("families", "diagnosed_on", 175, 2),  # hidden: 2 families
        ("families", "services_until", 175, 173),  # hidden: 2 families have the value
        ("families", "ended_on", 175, 3),  # shown: at the threshold
        ("families", "outcome", 175, 0),  # shown: nobody
        ("pzk", "powiat", 30, 1),  # shown: teams are public
    ],
    columns=["table", "field", "rows", "missing"],
).assign(share=lambda frame: frame["missing"] / frame["rows"])


def test_counts_below_the_threshold_are_hidden_with_their_shares() -> None:
    found = release_missing(MISSING, RULES)
    assert found["status"].tolist() == ["ok", "suppressed", "suppressed", "ok", "ok", "ok"]
    assert found.loc[found["status"] == "suppressed", ["missing", "share"]].isna().all(axis=None)
    assert found.loc[found["status"] == "ok", "missing"].tolist() == [5, 3, 0, 1]


def test_a_table_with_a_hidden_field_shows_no_sum() -> None:
    # 183 - 5 - 3 - 0 would be left for two hidden fields
    assert hides_sums(release_missing(MISSING, RULES)) == {"families"}


def test_internally_everything_is_shown() -> None:
    found = release_missing(MISSING, RULES, profile="internal")
    assert found["missing"].tolist() == MISSING["missing"].tolist()
    assert hides_sums(found) == set()


def test_the_threshold_is_that_of_the_study() -> None:
    found = release_missing(MISSING, Disclosure(profile="public", threshold=6))
    assert found["status"].tolist() == [
        "suppressed", "suppressed", "suppressed", "suppressed", "ok", "ok",
    ]  # fmt: skip
