"""How far teams differ, and what is known of each: variances, shrunken estimates, funnels.

The border: models are fitted by ``coop_models``. Teams stand in their own order, never by value.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from kooperacja_eval.indicators.coop_models import NUMBERS, OUTCOMES, TeamModels, values_of
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Floats, Ints
from kooperacja_eval.indicators.values import Value, counted_mean
from kooperacja_eval.stats.funnel import FunnelResult
from kooperacja_eval.stats.mixed_three_level import VarianceShare
from kooperacja_eval.stats.mixed_two_level import RandomInterceptResult, TeamEstimates
from kooperacja_eval.stats.shrinkage_beta_binomial import BetaBinomialResult

FUNNELS: Final = ("funnel_95", "funnel_998")
FUNNEL_METHOD: Final = "binomial_quantile"
AT_ZERO: Final = "_at_zero"
"""End of the method where a variance is estimated as exactly 0: not proof that teams are alike."""


def pzk_variance(data: StudyData, place: Place) -> list[Value]:
    """Return how far teams differ in completion, goal attainment and contacts.

    Of a macroregion the shares of variance, the design effect and the effective number of families;
    of a team its raw value, the one drawn towards the mean, how much of its own difference is kept,
    and for completion the exact limits of the funnel and which sides it can reach at all.
    """
    models = data.team_models[place.macroregion]
    if place.level != "pzk":
        rows = [row for name in OUTCOMES for row in _of_macroregion(models, name)]
    else:
        team = int(data.teams_at(place)[0])
        rows = [*_completion(models, team, _own(data, models, "completed", team))]
        for name in NUMBERS:
            rows += _number(models, name, team, _own(data, models, name, team))
    return [replace(row, period=data.period) for row in rows]


def _of_macroregion(models: TeamModels, name: str) -> Iterator[Value]:
    known = models.families[name]
    blank = Value(
        method="beta_binomial_ml" if name == "completed" else "reml",
        group=f"{name}|icc",
        n=known,
        n_missing=models.rows.size - known,
        status="insufficient",
    )
    found = models.completed if name == "completed" else models.numbers[name]
    if found is None:
        yield blank
    else:
        row = replace(
            blank, method=blank.method + AT_ZERO * found.at_boundary, value=found.icc,
            ci_low=found.icc_low, ci_high=found.icc_high, status="ok",
        )  # fmt: skip
        yield row
        for part, value in _sizes(models, name, found.icc).items():
            yield replace(row, group=f"{name}|{part}", value=value, ci_low=None, ci_high=None)
    yield from _shares(models, name, blank)


def _sizes(models: TeamModels, name: str, icc: float) -> dict[str, float]:
    """Return the design effect of the mean of all families (Kish), and what it leaves of them."""
    fitted = models.numbers.get(name)
    sizes = models.trials if fitted is None else fitted.teams.sizes
    n = int(sizes.sum())
    effect = 1 + (float(np.sum(sizes**2)) / n - 1) * icc
    return {"design_effect": effect, "effective_n": n / effect, "mean_size": n / sizes.size}


def _shares(models: TeamModels, name: str, blank: Value) -> Iterator[Value]:
    """Give the shares of variance between voivodeships, and between teams within them."""
    found = models.nested[name]
    parts: dict[str, VarianceShare | None] = {"voivodeship_share": None, "team_share": None}
    if found is not None:
        parts = {"voivodeship_share": found.regions, "team_share": found.teams}
    for part, share in parts.items():
        row = replace(blank, method="reml_nested", group=f"{name}|{part}")
        if share is None:
            yield row
            continue
        yield replace(
            row, method=row.method + AT_ZERO * share.at_boundary, value=share.share,
            ci_low=share.ci_low, ci_high=share.ci_high, status="ok",
        )  # fmt: skip


def _own(data: StudyData, models: TeamModels, name: str, team: int) -> Floats:
    """Return the outcome of a team's families; nan is missing."""
    rows: Ints = models.rows[data.outcomes.teams[models.rows] == team]
    own: Floats = values_of(data.outcomes, name)[rows]
    return own


def _completion(models: TeamModels, team: int, own: Floats) -> Iterator[Value]:
    row = counted_mean(own, group="completed|raw")
    yield replace(row, method="share")
    base = replace(row, numerator=None, denominator=None, method="beta_binomial_ml")
    here = np.searchsorted(models.counted, team)
    if models.completed is None or not row.n:
        yield _undefined(base, "completed|shrunken")
    else:
        yield from _shrunken(base, "completed", models.completed, models.completed, int(here))
    if models.funnel is None or not row.n:
        base = replace(base, method=FUNNEL_METHOD)
        yield from (_undefined(base, f"completed|{name}") for name in FUNNELS)
    else:
        yield from _funnel(models.funnel, int(here), replace(base, method=models.funnel.method))


def _shrunken(
    base: Value,
    name: str,
    model: BetaBinomialResult | RandomInterceptResult,
    found: BetaBinomialResult | TeamEstimates,
    here: int,
) -> Iterator[Value]:
    """Give a team's value drawn towards the mean, and how much of its own difference is kept."""
    base = replace(base, method=base.method + AT_ZERO * model.at_boundary)
    yield replace(
        base, group=f"{name}|shrunken", value=float(found.estimate[here]),
        ci_low=float(found.ci_low[here]), ci_high=float(found.ci_high[here]),
    )  # fmt: skip
    yield replace(base, group=f"{name}|reliability", value=float(found.reliability[here]))


def _funnel(found: FunnelResult, here: int, base: Value) -> Iterator[Value]:
    """Give the limits around the target at the team's size, and which sides it can reach."""
    for name, limits in zip(FUNNELS, found.limits, strict=True):
        yield replace(
            base, group=f"completed|{name}", value=found.target,
            ci_low=float(limits.low[here]), ci_high=float(limits.high[here]),
        )  # fmt: skip
    widest = found.limits[0]
    for side, can in (("low", widest.low_reachable), ("high", widest.high_reachable)):
        yield replace(base, group=f"completed|{side}_reachable", value=float(can[here]))


def _number(models: TeamModels, name: str, team: int, own: Floats) -> Iterator[Value]:
    row = counted_mean(own, group=f"{name}|raw")
    yield row
    base = replace(row, numerator=None, denominator=None, method="reml")
    model = models.numbers[name]
    if model is None or not row.n:
        yield _undefined(base, f"{name}|shrunken")
        return
    here = np.searchsorted(model.teams.labels, team)
    yield from _shrunken(base, name, model, model.teams, int(here))


def _undefined(base: Value, group: str) -> Value:
    return replace(base, group=group, value=None, status="insufficient")
