"""Whether more intense cooperation goes with better outcomes of families: associations only.

The border: models come from ``stats``, the index from ``coop_index``. Nobody drew which team
cooperates how intensely, so nothing here says that one thing brings about another.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.coop_parts import PARTS, PROCESS, team_means
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Bools, Floats, Ints
from kooperacja_eval.indicators.values import Value
from kooperacja_eval.stats.dose_response import dose_response
from kooperacja_eval.stats.e_value import RatioMeasure, e_value
from kooperacja_eval.stats.leave_one_cluster_out import leave_one_cluster_out
from kooperacja_eval.stats.outcome_effects import Effect, RatioEffect
from kooperacja_eval.stats.outcome_linear import LinearResult, linear_clustered
from kooperacja_eval.stats.outcome_logistic import LogisticResult, logistic_gee
from kooperacja_eval.stats.outcome_survival import CoxResult, cox_clustered
from kooperacja_eval.stats.within_between import within_between

STEP: Final = 10.0
"""Points of the index to which an association is given."""
OUTCOMES: Final = ("completed", "goal_t", "time")
METHODS: Final = {
    "completed": "gee_logit_mancl_derouen",
    "goal_t": "ols_cr2",
    "time": "cox_efron_jackknife",
}
MEASURES: Final[dict[str, RatioMeasure]] = {
    "completed": "odds_ratio_common",
    "time": "hazard_ratio_common",
}
EQUAL: Final = "equal"
DOUBLE: Final = 2.0
"""Weight of one part in the index of a sensitivity; the others have 1."""
GRID: Final = np.arange(20.0, 91.0, 10.0)
"""Points of the index at which the share of completed programmes is drawn."""
Model = LogisticResult | LinearResult | CoxResult


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Families of a macroregion with the intensity that they met.

    ``months`` to the outcome are there where it is one of time.
    """

    outcome: Floats
    teams: Ints
    exposure: Floats
    is_binary: bool
    months: Floats | None = None

    @property
    def known(self) -> Bools:
        """Which families have everything that a model needs."""
        needed = [self.outcome, self.exposure, *([] if self.months is None else [self.months])]
        return np.array(~np.isnan(np.column_stack(needed)).any(axis=1))

    def fit(self, predictors: dict[str, Floats]) -> Model:
        """Fit the model; intensity is in steps of 10 points."""
        names, table = list(predictors), np.column_stack(list(predictors.values())) / STEP
        if self.months is not None:
            return cox_clustered(self.months, self.outcome, table, self.teams, names=names)
        model = logistic_gee if self.is_binary else linear_clustered
        return model(self.outcome, table, self.teams, names=names)

    def estimate(self, predictors: dict[str, Floats], kept: Bools) -> float:
        """Return the first coefficient from some of the families, without the best of errors."""
        names, table = list(predictors), np.column_stack(list(predictors.values()))[kept] / STEP
        outcome, teams = self.outcome[kept], self.teams[kept]
        if self.months is not None:
            time = self.months[kept]
            cox = cox_clustered(time, outcome, table, teams, names=names, variance="robust")
            return cox.effects[0].estimate
        if self.is_binary:
            return logistic_gee(outcome, table, teams, names=names).effects[1].estimate
        linear = linear_clustered(outcome, table, teams, names=names, variance="CR0")
        return linear.effects[1].estimate


def intensity_outcome(data: StudyData, place: Place) -> list[Value]:
    """Association of the intensity of cooperation with completion, goals reached and time.

    For 10 points of the index that a family's team had from a month before its start to a month
    before its end: odds ratio of completion, difference of T, hazard ratio of completion. Between
    teams and within them apart, and both together (of the time, between teams only); without each
    team; E-value; with the weight of each part of the index doubled; and the share of completed
    programmes along the index.
    """
    exposures = _exposures(data)
    values: list[Value] = []
    for outcome in OUTCOMES:
        if outcome != "goal_t" or "goals" in data.tables:
            rows = {name: _rows(data, place, outcome, found) for name, found in exposures.items()}
            values += _of_outcome(rows, outcome)
    return [replace(row, period=data.period) for row in values]


def _exposures(data: StudyData) -> dict[str, Floats]:
    """Return the intensity that families met: equally weighted, and with each part doubled."""
    weights = {name: np.where(np.array(PARTS) == name, DOUBLE, 1.0) for name in PROCESS}
    by_weight = {EQUAL: None, **weights}
    months = {name: data.intensity.team_months(given) for name, given in by_weight.items()}
    return {name: data.outcomes.exposure(index) for name, index in months.items()}


def _rows(data: StudyData, place: Place, outcome: str, exposure: Floats) -> _Rows:
    families = data.outcomes
    inside = data.at(data.households, place)
    time = outcome == "time"
    values = families.goal_t if outcome == "goal_t" else families.completed
    if time:  # who goes on, or has ended otherwise, was watched without completing
        ongoing = data.households.is_("outcome", "ongoing")
        values = np.where(ongoing, 0.0, values)
    return _Rows(
        outcome=values[inside],
        teams=families.teams[inside],
        exposure=exposure[inside],
        is_binary=outcome == "completed",
        months=families.months[inside] if time else None,
    )


def _of_outcome(rows: dict[str, _Rows], outcome: str) -> Iterator[Value]:
    chosen = rows[EQUAL]
    blank = _blank(chosen, outcome)
    split = _try(partial(_fit_split, chosen))
    models = {"between": split}
    if chosen.months is None:
        models |= {"within": split, "total": _try(lambda: chosen.fit({"total": chosen.exposure}))}
    for name, model in models.items():
        group = f"{outcome}|{name}"
        yield replace(blank, group=group) if model is None else _row(blank, group, model, name)
    if split is None:
        return
    row = _row(blank, f"{outcome}|between", split, "between")
    yield replace(row, method="count", group=f"{outcome}|teams", value=float(split.n_clusters),
                  ci_low=None, ci_high=None)  # fmt: skip
    yield from _without_teams(chosen, outcome, row)
    yield from _e_values(row, outcome)
    yield from _weights(rows, outcome)
    if isinstance(split, LogisticResult):
        yield from _curve(split, row)


def _blank(chosen: _Rows, outcome: str) -> Value:
    n = int(chosen.known.sum())
    missing = chosen.known.size - n
    return Value(method=METHODS[outcome], n=n, n_missing=missing, status="insufficient")


def _split(chosen: _Rows) -> dict[str, Floats]:
    """Return the differences between teams and, but for the time, those within them.

    Families of one team met another intensity because they came and went in other months: beside a
    time, that would be the time itself.
    """
    if chosen.months is not None:
        means = team_means(chosen.teams, chosen.exposure, int(chosen.teams.max(initial=-1)) + 1)
        return {"between": np.where(np.isnan(chosen.exposure), np.nan, means[chosen.teams])}
    parts = within_between(chosen.exposure, chosen.teams)
    return {"between": parts.between, "within": parts.within}


def _fit_split(chosen: _Rows) -> Model:
    return chosen.fit(_split(chosen))


def _try(fit: Callable[[], Model]) -> Model | None:
    try:
        return fit()
    except InsufficientDataError:
        return None


def _effect(model: Model, name: str) -> Effect:
    return next(effect for effect in model.effects if effect.name == name)


def _row(blank: Value, group: str, model: Model, name: str) -> Value:
    effect = _effect(model, name)
    ends = (effect.estimate, effect.ci_low, effect.ci_high)
    if isinstance(effect, RatioEffect):
        ends = (effect.ratio, effect.ratio_low, effect.ratio_high)
    return replace(
        blank, group=group, value=ends[0], ci_low=ends[1], ci_high=ends[2], n=model.n,
        n_missing=model.n_dropped, status="ok",
    )  # fmt: skip


def _without_teams(chosen: _Rows, outcome: str, row: Value) -> Iterator[Value]:
    """Give the smallest and the largest association between teams when one team is left out."""
    parts = _split(chosen)
    try:
        found = leave_one_cluster_out(partial(chosen.estimate, parts), chosen.teams)
    except InsufficientDataError:
        return
    shown = partial(replace, row, ci_low=None, ci_high=None)
    as_written = np.exp if outcome in MEASURES else float
    for part, value in (("lowest", found.low), ("highest", found.high)):
        yield shown(
            method=f"{row.method}_without_one_team",
            group=f"{outcome}|without_{part}",
            value=float(as_written(value)),
        )
    changed = float(found.n_sign_changes)
    yield shown(method="count", group=f"{outcome}|sign_changes", value=changed)


def _e_values(row: Value, outcome: str) -> Iterator[Value]:
    """Give how strong something unmeasured would have to be to explain the association away."""
    if outcome not in MEASURES or row.value is None or row.ci_low is None or row.ci_high is None:
        return
    found = e_value(row.value, row.ci_low, row.ci_high, measure=MEASURES[outcome])
    shown = partial(replace, row, method=f"e_value_{MEASURES[outcome]}", ci_low=None, ci_high=None)
    yield shown(group=f"{outcome}|e_value", value=found.e_value)
    yield shown(group=f"{outcome}|e_value_limit", value=found.e_value_ci)


def _weights(rows: dict[str, _Rows], outcome: str) -> Iterator[Value]:
    for name in PROCESS:
        other, group = rows[name], f"{outcome}|weights:{name}"
        model = _try(partial(_fit_split, other))
        blank = replace(_blank(other, outcome), group=group)
        yield blank if model is None else _row(blank, group, model, "between")


def _curve(model: LogisticResult, row: Value) -> Iterator[Value]:
    """Give the share of completed programmes along the index, where teams have been."""
    curve = dose_response(model, name="between", grid=GRID / STEP)
    for point in curve.points:
        if not point.outside:
            yield replace(
                row, group=f"completed|at:{point.value * STEP:.0f}", value=point.share,
                ci_low=point.ci_low, ci_high=point.ci_high,
            )  # fmt: skip
