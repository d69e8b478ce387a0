"""Entries of the register counted by kind, theme, month and voivodeship, by hand."""

import pandas as pd
import pytest
from indicator_tables import config

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.schemas.tables import TABLES

pytestmark = pytest.mark.unit

# voivodeship, month, kind, theme, status
ROWS = """
lubelskie   2020-03 difficulty     barrier.time  new
lubelskie   2020-03 difficulty     barrier.time  -
lubelskie   2020-03 conclusion     factor.depth  accepted
lubelskie   2020-05 difficulty     -             closed
lubelskie   2020-05 difficulty     barrier.time  merged
mazowieckie 2020-03 recommendation barrier.time  new
mazowieckie 2020-04 recommendation barrier.time  rejected
-           2020-03 conclusion     effect        new
"""


def tables() -> dict[str, pd.DataFrame]:
    names = ("voivodeship", "month", "kind", "theme", "status")
    rows = [dict(zip(names, line.split(), strict=True)) for line in ROWS.strip().splitlines()]
    fields = TABLES["conclusions"].fields
    frame = pd.DataFrame(rows).replace("-", None).reindex(columns=list(fields))
    frame["month"] = pd.to_datetime(frame["month"])
    frame["conclusion_id"] = [f"LU-202003-W{n:02d}" for n in range(len(frame))]
    return {"conclusions": frame.astype({name: field.dtype for name, field in fields.items()})}


def values(indicator: str, by: str = "macroregion", **where: str) -> dict[tuple[str, str], float]:
    """Return values by group and period."""
    rows = compute(tables(), config(), ids=[indicator], by=by)  # type: ignore[arg-type]
    for name, wanted in where.items():
        rows = rows[rows[name] == wanted]
    keys = zip(rows["group"].fillna(""), rows["period"].fillna(""), strict=True)
    return dict(zip(keys, rows["value"], strict=True))


def test_merged_and_rejected_entries_do_not_count() -> None:
    # 8 rows, one merged, one rejected; the one without a voivodeship is the macroregion's
    assert values("conclusions_count")["", ""] == 6
    assert values("conclusions_count", "voivodeship", voivodeship="lubelskie")["", ""] == 4
    assert values("conclusions_count", "voivodeship", voivodeship="mazowieckie")["", ""] == 1


def test_kinds_themes_and_months_are_counted() -> None:
    found = values("conclusions_count")
    assert found["difficulty", ""] == 3
    assert found["barrier.time|all", ""] == 3
    assert found["barrier.time|difficulty", ""] == 2
    assert found["barrier.time|recommendation", ""] == 1
    assert found["", "2020-03"] == 5
    assert found["difficulty", "2020-05"] == 1
    assert found["", "2020-04"] == 0, (
        "the only one was rejected: a month of the register all the same"
    )
    assert ("observation", "") not in found, "kinds that do not occur have no row"


def test_parts_add_up_to_the_whole() -> None:
    found = values("conclusions_count")
    months = [n for (group, period), n in found.items() if period and not group]
    kinds = [n for (group, period), n in found.items() if group and not period and "|" not in group]
    assert sum(months) == sum(kinds) == found["", ""]


def test_entries_without_a_theme_are_missing_in_the_rows_of_themes() -> None:
    rows = compute(tables(), config(), ids=["conclusions_count"])
    lost = rows.set_index("group")["n_missing"]
    # one difficulty of six entries has no theme
    assert lost["barrier.time|all"] == lost["barrier.time|difficulty"] == 1
    assert lost["barrier.time|recommendation"] == 0


def test_the_share_of_merged_reports_leaves_rejected_ones_out() -> None:
    # 8 rows, 1 rejected: 1 merged of 7
    assert values("conclusions_merged")["", ""] == pytest.approx(1 / 7)


def test_months_count_from_the_first_to_the_day_of_the_data() -> None:
    rows = compute(tables(), config(), ids=["conclusions_months"], by="voivodeship")
    last = config().study.data_date
    span = (last.year - 2020) * 12 + last.month - 3 + 1  # from III.2020 on
    found = rows.set_index("voivodeship")[["numerator", "denominator"]]
    assert found.loc["lubelskie"].tolist() == [2, span]
    assert found.loc["mazowieckie"].tolist() == [2, span], "rejected, but written"


def test_an_empty_register_gives_zero_and_undefined_shares() -> None:
    empty = {"conclusions": tables()["conclusions"].iloc[:0]}
    ids = ["conclusions_count", "conclusions_merged", "conclusions_months"]
    rows = compute(empty, config(), ids=ids)
    assert rows["status"].tolist() == ["ok", "insufficient", "insufficient"]
    assert rows["value"].fillna(-1).tolist() == [0, -1, -1]
