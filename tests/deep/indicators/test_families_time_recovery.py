"""Hazard ratios of leaving find what the demo planted, about as often as their intervals say.

200 pilots of 172 families in 30 teams (seeds 0 to 199), by the rows of the indicator itself. Of n
pilots with a ratio, a coverage has a Monte Carlo error of sqrt(.95 * .05 / n); 2.6 of them hold in
99 of 100 tests.

Two true values are held against the intervals. The planted one is the logarithm by which the
generator multiplies a family's hazard of leaving, deaths among it, within its team. The one that
the model means is what it gives in one study of 20,000 families (about 3,500 teams) of the same
generator: it is closer to 0, since teams with other hazards are averaged over, but for older
people, who die more often, so that fewer of them leave otherwise.

Pilots in which the indicator gives no ratio are counted. Few of them leave: 28 families of 172.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import pytest
from coop_studies import CONFIG, PLACE

from kooperacja_eval.demo.households import families_table, make_households
from kooperacja_eval.demo.parameters import EFFECTS
from kooperacja_eval.demo.plan import Plan, make_plan
from kooperacja_eval.demo.teams import make_teams, pzk_table
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.families_time_comparison import _hazard
from kooperacja_eval.indicators.families_time_cox import (
    NOT_ESTIMABLE,
    PREDICTORS,
    cox_parts,
    fit_model,
    refused,
)
from kooperacja_eval.indicators.families_time_data import ENDS, follow_up
from kooperacja_eval.indicators.values import Value

pytestmark = pytest.mark.deep

SEEDS: Final = 200
LARGE: Final = 20_000
ERRORS: Final = 2.6
PLANTED: Final = dict(
    zip(PREDICTORS, (*EFFECTS.leaving_by_area[1:], EFFECTS.leaving_lockdown), strict=True)
)
ESTIMABLE: Final = {"disability": 194, "older_people": 143, "addiction": 191, "lockdown": 75}
"""Pilots of 200 with a ratio. The others have the end in fewer than two teams, or, for the
lockdown, one team without which no family left in it while another was at risk outside of it, in
the same month of cooperation: that is so seldom, since only the other cohort can be outside."""
SPARE: Final = 4
"""Pilots by which these may differ with another version of the random numbers' library."""


@dataclass(frozen=True)
class Held:
    """Of pilots with a ratio: whether its interval holds the planted value, and the meant one."""

    planted: tuple[bool, ...]
    meant: tuple[bool, ...]

    @property
    def tolerance(self) -> float:
        return ERRORS * float(np.sqrt(0.95 * 0.05 / len(self.planted)))


def make_study(plan: Plan, seed: int) -> StudyData:
    """Make teams and families only: nothing else is looked at."""
    rngs = iter(np.random.default_rng(seed).spawn(4))
    teams = make_teams(plan, EFFECTS, next(rngs))
    households = make_households(plan, teams, EFFECTS, next(rngs))
    tables = {
        "pzk": pzk_table(teams, next(rngs)),
        "families": families_table(households, teams, next(rngs)),
    }
    return StudyData(tables=tables, config=CONFIG, as_of=CONFIG.study.as_of)


def ratios(data: StudyData) -> dict[str, Value]:
    """Return the rows of hazard ratios of leaving."""
    watched = follow_up(data).at(data.at(data.households, PLACE))
    event = (watched.end == list(ENDS).index("left") + 1).astype(np.float64)
    parts = cox_parts(data, watched, event)
    assert parts is not None
    why = refused(parts)
    fit, _ = fit_model(parts, [name for name in PREDICTORS if name not in why])
    return {name: _hazard(fit, name, why.get(name, NOT_ESTIMABLE)) for name in PREDICTORS}


@cache
def meant() -> dict[str, float]:
    """Return the logarithms of the ratios of a large study."""
    rows = ratios(make_study(make_plan(LARGE), 1))
    return {name: float(np.log(row.value)) for name, row in rows.items() if row.value is not None}


@cache
def held() -> dict[str, Held]:
    """Return which intervals hold the true values, by predictor."""
    found: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for seed in range(SEEDS):
        for name, row in ratios(make_study(make_plan(), seed)).items():
            if row.ci_low is None or row.ci_high is None:
                continue
            truths = (PLANTED[name], meant()[name])
            low, high = np.log(row.ci_low), np.log(row.ci_high)
            found[name].append((low <= truths[0] <= high, low <= truths[1] <= high))
    return {
        name: Held(*(tuple(bool(pair[at]) for pair in pairs) for at in (0, 1)))
        for name, pairs in found.items()
    }


@pytest.mark.parametrize("name", PREDICTORS)
def test_intervals_hold_what_the_model_means(name: str) -> None:
    # found: disability 99.0, older people 97.2, addiction 97.9, lockdown 96.0 of 100
    share = float(np.mean(held()[name].meant))
    assert share == pytest.approx(0.95, abs=held()[name].tolerance)


@pytest.mark.parametrize("name", PREDICTORS)
def test_intervals_hold_the_planted_logarithm_of_the_hazard(name: str) -> None:
    # found: disability 100.0, older people 98.6, addiction 97.4, lockdown 93.3 of 100. It is not
    # what the model means, so that more than the nominal share is no fault; fewer would be one.
    share = float(np.mean(held()[name].planted))
    assert share >= 0.95 - held()[name].tolerance


@pytest.mark.parametrize("name", PREDICTORS)
def test_pilots_without_a_ratio_are_as_many_as_stated(name: str) -> None:
    assert len(held()[name].planted) == pytest.approx(ESTIMABLE[name], abs=SPARE)


def test_the_large_study_means_what_was_planted_but_for_teams_and_deaths() -> None:
    # found: disability 0.27, older people -0.75, addiction 0.76, lockdown 1.34; standard errors
    # .06, .07, .06, .10
    found = meant()
    assert found["disability"] == pytest.approx(PLANTED["disability"], abs=0.2)
    assert found["addiction"] == pytest.approx(PLANTED["addiction"], abs=0.2)
    assert found["lockdown"] == pytest.approx(PLANTED["lockdown"], abs=0.25)
    assert found["older_people"] < PLANTED["older_people"]
