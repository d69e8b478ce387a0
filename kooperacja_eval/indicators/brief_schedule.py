"""Steps of the schedule that are late at the end of a month.

The border: the schedule of the public record; the shift of a step over the whole test belongs to
``record``.
"""

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from kooperacja_eval.indicators.coop_data import MONTH
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.record import MONTHS_PER_YEAR, last_month
from kooperacja_eval.indicators.values import Value

KEYS = ["step", "actor", "document"]
_FIRST_YEAR = 1970


def brief_steps_late(data: StudyData, _place: Place) -> list[Value]:
    """Months by which a step is late at the end of a month, where it is.

    A step is late from its last planned month on, 0 then, until the month in which it was realised,
    if the same document says one. What was realised later is not used: the step is late all the
    same. The group is the step, with actor and document where several plans have it. Steps without
    months or without the calendar month of month one do not count, nor do plans of documents that
    say of no step when it was realised.
    """
    steps = _steps(data.tables["schedule"])
    if not steps:
        return []
    last = np.datetime64(data.config.study.data_date, "M")
    first = min(planned for _, planned, _ in steps)
    return [
        _late(group, month - planned, month)
        for month in range(first, _number(last) + 1)
        for group, planned, realised in steps
        if month >= planned and (realised is None or realised > month)
    ]


def _late(group: str, months: int, month: int) -> Value:
    return Value(
        method="difference",
        value=float(months),
        n=1,
        group=group,
        period=_name(month),
        change_type="difference",
    )


def _steps(schedule: pd.DataFrame) -> list[tuple[str, int, int | None]]:
    """Return group, last planned and last realised month of each step of a plan."""
    rows = schedule.dropna(subset=["months", "month_one"])
    rows = rows.assign(last=[last_month(row) for row in rows.to_dict("records")])
    realised = rows.loc[rows["version"] == "realised", [*KEYS, "last"]]
    told = rows["document"].isin(realised["document"])
    planned = rows.loc[(rows["version"] == "planned") & told, [*KEYS, "last"]]
    pairs = planned.merge(
        realised, on=KEYS, how="left", validate="one_to_one", suffixes=("_planned", "_realised")
    )
    alone = ~pairs["step"].duplicated(keep=False)
    return [_step(row, single) for row, single in zip(_records(pairs), alone, strict=True)]


def _records(frame: pd.DataFrame) -> list[dict[Hashable, Any]]:
    return frame.to_dict("records")


def _step(row: Mapping[Hashable, Any], single: bool) -> tuple[str, int, int | None]:  # noqa: FBT001
    group = str(row["step"]) if single else f"{row['step']} {row['actor']} {row['document']}"
    realised = row["last_realised"]
    return group, int(row["last_planned"]), None if pd.isna(realised) else int(realised)


def _number(month: np.datetime64) -> int:
    return int(month.astype(MONTH).astype(np.int64)) + _FIRST_YEAR * MONTHS_PER_YEAR


def _name(month: int) -> str:
    return f"{month // MONTHS_PER_YEAR:04d}-{month % MONTHS_PER_YEAR + 1:02d}"
