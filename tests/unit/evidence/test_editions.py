"""What changed since an earlier edition, as a reader of the two would see it."""

import pandas as pd
import pytest

from kooperacja_eval.evidence.editions import edition_changes
from kooperacja_eval.schemas.tables import IndicatorValues

pytestmark = pytest.mark.unit


def edition(*lines: tuple[object, ...]) -> pd.DataFrame:
    """Return values of scale_score (two decimals) from group, value, interval."""
    rows = [
        {
            "indicator_id": "scale_score", "macroregion": "I", "group": group, "wave": "ex_ante",
            "value": value, "ci_low": low, "ci_high": high, "n": 9, "n_missing": 0,
            "method": "clustered_t", "change_type": "none",
            "status": "suppressed" if value is None else "ok",
        }
        for group, value, low, high in lines
    ]  # fmt: skip
    fields = IndicatorValues.fields
    frame = pd.DataFrame(rows, columns=list(fields))
    return frame.astype({name: field.dtype for name, field in fields.items()})


def found(earlier: pd.DataFrame, current: pd.DataFrame) -> list[tuple[object, ...]]:
    frame = edition_changes(earlier, current)
    return list(zip(frame["group"], frame["kind"], frame["beyond"], strict=True))


def test_changed_new_and_gone() -> None:
    earlier = edition(("a", 3.0, 2.5, 3.5), ("b", 3.0, 2.5, 3.5), ("gone", 2.0, 1.0, 3.0))
    current = edition(("new", 1.0, 0.5, 1.5), ("b", 3.2, 3.0, 3.4), ("a", 4.0, 3.5, 4.5))
    # b stays within 2.5 to 3.5, a does not
    assert set(found(earlier, current)) == {
        ("new", "new", False),
        ("b", "changed", False),
        ("a", "changed", True),
        ("gone", "gone", False),
    }
    frame = edition_changes(earlier, current).set_index("group")
    assert frame.loc["a", ["earlier", "value", "difference"]].tolist() == [3.0, 4.0, 1.0]
    assert pd.isna(frame.loc["new", "earlier"])
    assert pd.isna(frame.loc["gone", "value"])


@pytest.mark.parametrize(
    ("one", "two", "different"),
    [
        (3.144, 3.1449, False),  # 3.14 and 3.14
        (3.1449, 3.1451, True),  # 3.14 and 3.15, although hardly apart
        (3.1451, 3.1549, False),  # 3.15 and 3.15, although 0.0098 apart
        (0.125, 0.135, True),  # half up: 0.13 and 0.14
    ],
)
def test_what_reports_write_alike_is_left_out(one: float, two: float, different: bool) -> None:
    changes = found(edition(("a", one, None, None)), edition(("a", two, None, None)))
    assert bool(changes) is different


def test_what_one_edition_hides_is_neither_new_nor_gone() -> None:
    hidden, shown = edition(("a", None, None, None)), edition(("a", 3.0, 2.0, 4.0))
    assert found(hidden, shown) == []
    assert found(shown, hidden) == []
    assert found(edition(), hidden) == []
    assert found(hidden, edition()) == []


def test_only_whole_macroregions_are_compared() -> None:
    local = edition(("a", 3.0, 2.0, 4.0)).assign(voivodeship="lubelskie")
    assert found(local, edition()) == []


def test_without_an_earlier_interval_nothing_is_beyond_it() -> None:
    assert found(edition(("a", 3.0, None, None)), edition(("a", 5.0, None, None))) == [
        ("a", "changed", False)
    ]
