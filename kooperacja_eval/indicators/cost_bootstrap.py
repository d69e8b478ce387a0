"""Intervals of costs by resampled teams, beside the linearised ones of ``cost``.

Direct costs have both kinds; with shared costs only resampling gives one. With very many teams the
two are the same, and the linearised one stands here too. The border: the ratios are those of
``cost``; resampling comes from ``stats``.
"""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.cost import (
    bases,
    completed_per_team,
    costs_per_team,
    families_per_team,
)
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.families_support import months_per_team
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Floats
from kooperacja_eval.indicators.values import Value
from kooperacja_eval.stats.ratio_bootstrap import bootstrap_ratio
from kooperacja_eval.stats.ratios import clustered_ratio

SEED: Final = 2019
"""The same draws for every row, so that the same data give the same interval."""
METHOD: Final = "studentised"
"""Covers the truth more often than the others with few teams (``stats.ratio_bootstrap``)."""
BOOTSTRAP: Final = f"cluster_bootstrap_{METHOD}"
MANY_TEAMS: Final = 1_000
"""With more teams than this, intervals of resampled teams and linearised ones are as good as the
same, and 9,999 resamples of very many teams take hours."""
DIVISORS: Final[Mapping[str, Callable[[StudyData, Place], Floats]]] = {
    "family": families_per_team,
    "completed": completed_per_team,
    "team_month": months_per_team,
}


def cost_bootstrap(data: StudyData, place: Place) -> list[Value]:
    """Costs per family, completed programme and month of work, with intervals by resampled teams.

    Shared costs stay the same whichever teams are drawn: they would have been spent anyway. In a
    place of more than ``MANY_TEAMS`` teams nothing is drawn: the interval is linearised
    (``clustered_log_t``), with shared costs at their fixed amount.
    """
    costs = costs_per_team(data, place)
    totals = {base: float(rows["amount_pln"].sum()) for base, rows in bases(data, place)}
    return [
        _row(f"{name}|{base}", costs, divisor_of(data, place), total, data)
        for name, divisor_of in DIVISORS.items()
        for base, total in totals.items()
    ]


def _row(group: str, costs: Floats, divisor: Floats, total: float, data: StudyData) -> Value:
    number = float(divisor.sum())
    method, low, high = _interval(costs, divisor, total)
    return Value(
        method=method,
        numerator=total,
        denominator=number,
        value=total / number if number else None,
        ci_low=low,
        ci_high=high,
        n=int(number),
        group=group,
        period=data.period,
        status="ok" if number else "insufficient",
    )


def _interval(
    costs: Floats, divisor: Floats, total: float
) -> tuple[str, float | None, float | None]:
    shared = max(total - float(costs.sum()), 0.0)
    try:
        if costs.size > MANY_TEAMS:
            ratio = clustered_ratio(*with_shared(costs, divisor, shared))
            return ratio.method, ratio.ci_low, ratio.ci_high
        rng = np.random.default_rng(SEED)
        found = bootstrap_ratio(costs, divisor, shared=shared, method=METHOD, rng=rng)
    except InsufficientDataError:
        return "ratio", None, None
    return BOOTSTRAP, found.ci_low, found.ci_high


def with_shared(costs: Floats, divisor: Floats, shared: float) -> tuple[Floats, Floats]:
    r"""Return costs and divisor of each team that has either, shared costs laid on them equally.

    The linearised variance of :math:`(\sum y_g + S) / \sum x_g` with S fixed is that of the
    residuals :math:`y_g - r x_g` less their mean, -S / G: the same as of a ratio whose teams have
    :math:`y_g + S / G`.
    """
    used = (costs > 0) | (divisor > 0)
    return costs[used] + shared / max(int(used.sum()), 1), divisor[used]
