"""A frozen value has changed where one of the two intervals does not hold the other value."""

from datetime import date

import pandas as pd
import pytest
from evidence_link_tables import links, study_tables, values

from kooperacja_eval.evidence.frozen import FROZEN_COLUMNS, frozen_changes, frozen_values
from kooperacja_eval.evidence.links import resolve

pytestmark = pytest.mark.unit

HEAD = "indicator_id value ci_low ci_high method change_type status\n"
DAY = date(2020, 12, 31)


def one(
    numbers: str, *, indicator: str = "ipp_completed_share", status: str = "ok"
) -> pd.DataFrame:
    return values(f"{HEAD}{indicator} {numbers} wilson none {status}")


def fate(earlier: pd.DataFrame, today: pd.DataFrame) -> list[str]:
    return frozen_changes(frozen_values(earlier, data_date=DAY), today)["fate"].tolist()


@pytest.mark.parametrize(
    ("earlier", "today", "expected", "why"),
    [
        ("0.81 0.75 0.87", "0.82 0.76 0.88", "same", "each interval holds the other value"),
        ("0.81 0.75 0.87", "0.87 0.81 0.92", "same", "ends belong to the interval"),
        ("0.81 0.75 0.87", "0.88 0.80 0.95", "changed", "0.88 is above the earlier interval"),
        ("0.81 0.60 0.99", "0.90 0.85 0.95", "changed", "0.81 is below the new interval"),
        ("0.81 0.75 0.87", "0.80 - -", "same", "the only interval holds the new value"),
        ("0.81 - -", "0.90 0.85 0.95", "changed", "the only interval does not hold 0.81"),
        ("0.8139 - -", "0.8141 - -", "same", "both are written 81.4 %"),
        ("0.8139 - -", "0.8161 - -", "changed", "81.4 % and 81.6 %"),
    ],
)
def test_the_rule(earlier: str, today: str, expected: str, why: str) -> None:
    assert fate(one(earlier), one(today)) == [expected], why


def test_a_whole_number_without_interval_differs_by_one() -> None:
    name = "pzk_active"
    assert fate(one("30 - -", indicator=name), one("30 - -", indicator=name)) == ["same"]
    assert fate(one("30 - -", indicator=name), one("29 - -", indicator=name)) == ["changed"]


def test_what_is_hidden_undefined_or_gone_today_is_said() -> None:
    earlier = one("0.81 0.75 0.87")
    assert fate(earlier, one("- - -", status="suppressed")) == ["hidden"]
    assert fate(earlier, one("- - -", status="insufficient")) == ["undefined"]
    assert fate(earlier, one("0.81 0.75 0.87").iloc[:0]) == ["gone"]


def test_a_value_that_was_hidden_then_cannot_be_compared() -> None:
    assert fate(one("- - -", status="suppressed"), one("0.81 0.75 0.87")) == ["unknown"]


def test_each_number_is_frozen_once_with_all_its_methods() -> None:
    cells = ("indicator ipp_completed_share", "indicator ipp_completed_share", "code barrier.time")
    numbers = resolve(study_tables(links(*cells)), values()).numbers
    frozen = frozen_values(numbers, data_date=DAY)
    assert list(frozen.columns) == list(FROZEN_COLUMNS)
    assert frozen["method"].tolist() == ["wilson", "wilson", "clustered_wilson", "wilson"]
    assert set(frozen["data_date"]) == {"2020-12-31"}


def test_the_same_values_have_the_same_code_and_others_another() -> None:
    first = frozen_values(one("0.81 0.75 0.87"), data_date=DAY)
    again = frozen_values(one("0.81 0.75 0.87"), data_date=DAY)
    other = frozen_values(one("0.82 0.75 0.87"), data_date=DAY)
    assert first["edition"].tolist() == again["edition"].tolist()
    assert first["edition"].tolist() != other["edition"].tolist()
