"""At which stage families left without completing, and at which those still in cooperation are.

The border: counts of families and persons by the last stage that they reached; who gets from stage
to stage, and in how many days, belongs to ``stages``.
"""

import numpy as np

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.stages import UNTIL_END, last_stages
from kooperacja_eval.indicators.units import Bools
from kooperacja_eval.indicators.values import Value

LEFT: tuple[str, ...] = ("withdrawn", "moved", "handed_over", "died")
"""Ends of cooperation that do not complete the programme."""


def stage_exits(data: StudyData, place: Place) -> list[Value]:
    """Families and persons that ended without completing, by the last stage that they reached.

    Groups: each stage, among all who left (``monitored``), and each way of leaving there, among all
    who left that way (``monitored/end:withdrawn``). Families without an outcome, or that left
    without the date of any stage, are missing.
    """
    return [
        *_by_stage(data, place, LEFT, ""),
        *(row for end in LEFT for row in _by_stage(data, place, (end,), f"/end:{end}")),
    ]


def stage_waiting(data: StudyData, place: Place) -> list[Value]:
    """Families and persons still in cooperation, by the last stage that they reached.

    Groups: each stage, among all who still cooperate. Families without an outcome, or in
    cooperation without the date of any stage, are missing.
    """
    return _by_stage(data, place, ("ongoing",), "")


def _by_stage(data: StudyData, place: Place, outcomes: tuple[str, ...], part: str) -> list[Value]:
    inside = data.at(data.households, place)
    chosen = data.households.is_("outcome", *outcomes)[inside]
    last = last_stages(data)[inside]
    unknown = ~data.households.known("outcome")[inside]
    missing = int(np.count_nonzero(unknown | (chosen & (last < 0))))
    return [
        counted_among(chosen & (last == position), chosen, missing, f"{stage}{part}", data.period)
        for position, stage in enumerate(UNTIL_END)
    ]


def counted_among(counted: Bools, base: Bools, missing: int, group: str, period: str) -> Value:
    """Return a number of families beside the number of those among whom they are counted."""
    number, every = int(np.count_nonzero(counted)), int(np.count_nonzero(base))
    return Value(
        method="count",
        numerator=float(number),
        denominator=float(every),
        value=float(number),
        n=every,
        n_missing=missing,
        group=group,
        period=period,
    )
