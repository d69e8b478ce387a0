"""Whether families leave, or complete, at another pace by area and in the months of lockdown.

The border: tests and hazard ratios of the macroregion; shares over time belong to
``families_time``. Nobody drew which family has which difficulty, so that ratios say what goes
together in the data.
"""

from dataclasses import replace
from typing import Final

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.families_time_cox import (
    ALL,
    NOT_ESTIMABLE,
    PREDICTORS,
    CoxParts,
    cox_parts,
    fit_model,
    kept,
    n_families,
    refused,
    trends,
)
from kooperacja_eval.indicators.families_time_data import ENDS, FollowUp
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Floats, Strings
from kooperacja_eval.indicators.values import Value
from kooperacja_eval.schemas.codes import AREAS
from kooperacja_eval.stats.log_rank import log_rank
from kooperacja_eval.stats.outcome_survival import CoxResult

COMPARED: Final = ("left", "completed")
"""Ends that are compared; deaths are too few, and censor both."""
TESTED: Final = ("family_area", "team_area")
HAZARD: Final = "cox_efron_jackknife"
HAZARD_MANY: Final = "cox_efron_robust"
TREND: Final = "cox_trend_jackknife"
TREND_MANY: Final = "cox_trend_rows"
TRENDS: Final = "cox_trends_hotelling"


def time_comparison(data: StudyData, place: Place) -> list[Value]:
    """Compare the pace of leaving, and of completing, by area and in the months of lockdown.

    For each of the two ends by itself (cause-specific: other ends censor), families and persons
    with a known time, end and area:

    - ``<end>|log_rank|family_area`` and ``|team_area``: p of the log-rank test between areas of
      difficulty, with the variance between teams; a family that moved counts in its last team.
    - ``<end>|hazard|<area>``: hazard ratio against families with many difficulties, and
      ``<end>|hazard|lockdown``: in the days ``config.covid.first`` to ``last`` (to the end of the
      data where it has no ``last``) against all other days, one Cox model for all.
    - ``<end>|ph|<predictor>`` and ``|ph|all``: p of a trend of the logarithm of that ratio over
      time, of one and of all together.

    A hazard ratio needs the end in at least two teams on both sides. An area without it is left out
    of the model with its families, and the lockdown alone; their rows say so by their method. So in
    a study where no programme could end before the autumn, completion in lockdown has no ratio.

    The cohort is no predictor. It fixes on which day a programme was planned to end, and so what
    calendar day any month of cooperation falls on: within a cohort the lockdown is one stretch of
    months, and whether it does anything is seen only by setting one cohort beside the other at the
    same month. A cohort effect could not be told from it.

    Teams are clusters of a population-averaged model, not a frailty: the question is how families
    with one difficulty fare against others in the region, and some 30 ends in 20 teams do not tell
    a variance of teams. Ratios are then closer to 1 than between families of one team. Of 200
    simulated pilots of 172 families, 28 of whom leave or die, 143 to 194 have the ratio of an area
    and 75 that of the lockdown; 96 to 99 % of the intervals hold the true value.
    """
    inside = data.at(data.households, place)
    watched = data.follow_up.at(inside)
    known = watched.at(watched.known & np.isin(watched.area, AREAS.ids))
    team_area = data.teams["area"].to_numpy(dtype=object)[known.team]
    rows = []
    for end in COMPARED:
        event = (known.end == list(ENDS).index(end) + 1).astype(np.float64)
        for name, groups in zip(TESTED, (known.area, team_area), strict=True):
            rows.append(
                _log_rank(f"{end}|log_rank|{name}", known, event, groups, inside.size, data)
            )
        parts = cox_parts(data, known, event)
        rows += _model(end, known, event, parts, inside.size, data.period)
    return rows


def _log_rank(
    group: str, known: FollowUp, event: Floats, areas: Strings, eligible: int, data: StudyData
) -> Value:
    method, p_value = "log_rank_clustered", None
    try:
        labels = areas.astype(str)
        test = log_rank(known.days, event, labels, clusters=known.team).clustered
    except InsufficientDataError:
        test = None
    if test is not None:
        method, p_value = f"log_rank_{test.method}", test.p_value
    n = known.days.size
    return Value(
        method=method, value=p_value, n=n, n_missing=eligible - n, group=group, period=data.period,
        status="insufficient" if p_value is None else "ok",
    )  # fmt: skip


def _model(
    end: str, known: FollowUp, event: Floats, parts: CoxParts | None, eligible: int, period: str
) -> list[Value]:
    """Return hazard ratios and tests of their trends of one end."""
    why = refused(parts)
    used = [name for name in PREDICTORS if name not in why]
    fit, chosen = fit_model(parts, used) if parts else (None, [])
    tested = trends(parts, CoxParts.of(known, event), chosen) if parts and chosen else {}
    n = n_families(kept(parts, chosen)) if parts and chosen else 0
    many = parts is not None and parts.many
    rows = [
        *(_hazard(fit, name, why.get(name, NOT_ESTIMABLE)) for name in PREDICTORS),
        *(
            _trend(tested, name, why.get(name, NOT_ESTIMABLE), many=many)
            for name in (*PREDICTORS, ALL)
        ),
    ]
    return [
        replace(row, group=f"{end}|{row.group}", n=n, n_missing=eligible - n, period=period)
        for row in rows
    ]


def _hazard(fit: CoxResult | None, name: str, why: str) -> Value:
    """Return a hazard ratio with its interval, or why there is none."""
    group = f"hazard|{name}"
    for effect in fit.effects if fit else ():
        if effect.name == name:
            return Value(
                method=HAZARD if fit is None or fit.variance == "jackknife" else HAZARD_MANY,
                value=effect.ratio, ci_low=effect.ratio_low, ci_high=effect.ratio_high,
                group=group,
            )  # fmt: skip
    return Value(method=why, group=group, status="insufficient")


def _trend(tested: dict[str, float], name: str, why: str, *, many: bool) -> Value:
    """Return p of a trend, or why there is none."""
    group = f"ph|{name}"
    if name not in tested:
        return Value(method=why, group=group, status="insufficient")
    usual = TRENDS if name == ALL else TREND
    return Value(method=TREND_MANY if many else usual, value=tested[name], group=group)
