"""Indicators of the public record: output targets and the shift of the schedule.

The border: what the documents say about targets and months; whether they agree with each other
belongs to ``evidence``.
"""

from collections.abc import Hashable, Mapping

import pandas as pd

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.values import Value

MONTHS_PER_YEAR = 12


def output_targets_met(data: StudyData, place: Place) -> list[Value]:
    """Output indicators that reached their target among those with a target and a value.

    A row belongs to the voivodeship or macroregion that it names; a macroregion holds those of its
    voivodeships. Rows without a target or an achieved value are missing.
    """
    rows = data.tables["output_targets"]
    names = {*place.voivodeships}
    if place.level == "macroregion":
        names.add(place.macroregion)
    here = rows[rows["unit"].isin(names)]
    known = here.dropna(subset=["target", "achieved"])
    met = int((known["achieved"] >= known["target"]).sum())
    n = len(known)
    return [
        Value(
            method="share",
            numerator=float(met),
            denominator=float(n),
            value=met / n if n else None,
            n=n,
            n_missing=len(here) - n,
            period=data.period,
            status="ok" if n else "insufficient",
        )
    ]


def schedule_shift_months(data: StudyData, _place: Place) -> list[Value]:
    """Last realised month of a step minus its last planned month, in the same document.

    Steps without months, or without the calendar month of month one, in one of the two versions do
    not count. The group is the step, with actor and document where several pairs have it.
    """
    rows = data.tables["schedule"].dropna(subset=["months", "month_one"])
    rows = rows.assign(last=[last_month(row) for row in rows.to_dict("records")])
    keys = ["step", "actor", "document"]
    planned = rows.loc[rows["version"] == "planned", [*keys, "last"]]
    realised = rows.loc[rows["version"] == "realised", [*keys, "last"]]
    pairs = planned.merge(
        realised, on=keys, how="inner", validate="one_to_one", suffixes=("_planned", "_realised")
    )
    alone = ~pairs["step"].duplicated(keep=False)
    shifts = []
    for pair, single in zip(pairs.to_dict("records"), alone, strict=True):
        step = str(pair["step"])
        group = step if single else f"{step} {pair['actor']} {pair['document']}"
        shifts.append(_shift(float(pair["last_realised"] - pair["last_planned"]), group, data))
    return shifts


def _shift(months: float, group: str, data: StudyData) -> Value:
    return Value(
        method="difference",
        value=months,
        n=1,
        group=group,
        period=data.period,
        change_type="difference",
    )


def last_month(row: Mapping[Hashable, object]) -> int:
    """Return the last month of a step counted from year 0, so that versions can be subtracted."""
    number = max(int(part) for piece in str(row["months"]).split(",") for part in piece.split("-"))
    first = pd.Timestamp(str(row["month_one"]))
    return first.year * MONTHS_PER_YEAR + first.month - 1 + number - 1
