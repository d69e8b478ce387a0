import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.e_value import e_value
from kooperacja_eval.stats.outcome_linear import linear_clustered
from kooperacja_eval.stats.outcome_logistic import logistic_gee
from kooperacja_eval.stats.outcome_survival import cox_clustered
from kooperacja_eval.stats.within_between import within_between

pytestmark = pytest.mark.property

SOLVED = 1e-5  # relative and absolute: fits stop near the solution, from another side
ROUNDING = 1e-7  # relative and absolute: shifts of up to 100 cost digits

NAMES = ["hours"]


@st.composite
def pilots(draw):
    """Outcome, months, predictor and team of 8 teams of 3 to 5 families, drawn by one seed."""
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    team = np.repeat(np.arange(8), rng.integers(3, 6, 8))
    hours = rng.normal(3, 1, team.size) + 0.5 * rng.normal(size=8)[team]
    done = (rng.random(team.size) < 0.55).astype(float)
    return done, rng.integers(3, 14, team.size).astype(float), hours[:, None], team


def logistic(pilot):
    done, _, hours, team = pilot
    return logistic_gee(done, hours, team, names=NAMES)


def cox(pilot):
    done, months, hours, team = pilot
    return cox_clustered(months, done, hours, team, names=NAMES)


def linear(pilot):
    _, months, hours, team = pilot
    return linear_clustered(months, hours, team, names=NAMES)


MODELS = st.sampled_from([logistic, cox, linear])


def fitted(model, pilot):
    try:
        return model(pilot).effects[-1]
    except InsufficientDataError:
        return None


def figures(effect):
    return effect.estimate, effect.standard_error, effect.ci_low, effect.ci_high, effect.p_value


@given(pilots(), MODELS)
@settings(max_examples=40, deadline=None)
def test_the_interval_holds_the_estimate_and_agrees_with_p(pilot, model):
    effect = fitted(model, pilot)
    assume(effect is not None)
    assert effect.ci_low < effect.estimate < effect.ci_high
    assert 0 <= effect.p_value <= 1
    assert (effect.p_value < 0.05) == (effect.ci_low > 0 or effect.ci_high < 0)


@given(pilots(), MODELS, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_rows_and_the_names_of_teams_do_not_matter(pilot, model, random):
    effect = fitted(model, pilot)
    assume(effect is not None)
    done, months, hours, team = pilot
    mixed = random.sample(range(team.size), team.size)
    other = fitted(model, (done[mixed], months[mixed], hours[mixed], (99 - team)[mixed]))
    assert figures(other) == pytest.approx(figures(effect), rel=SOLVED, abs=SOLVED)


@given(pilots(), MODELS, st.floats(0.1, 10), st.integers(-100, 100))
@settings(max_examples=30, deadline=None)
def test_another_unit_of_the_predictor_divides_the_coefficient(pilot, model, scale, shift):
    effect = fitted(model, pilot)
    assume(effect is not None)
    done, months, hours, team = pilot
    for sign in (1, -1):
        other = fitted(model, (done, months, sign * scale * hours + shift, team))
        assert sign * scale * other.estimate == pytest.approx(
            effect.estimate, rel=SOLVED, abs=SOLVED
        )
        assert scale * other.standard_error == pytest.approx(effect.standard_error, rel=SOLVED)
        assert other.p_value == pytest.approx(effect.p_value, rel=SOLVED, abs=SOLVED)


@given(pilots())
@settings(max_examples=20, deadline=None)
def test_the_odds_of_not_completing_are_the_other_way_round(pilot):
    effect = fitted(logistic, pilot)
    assume(effect is not None)
    done, months, hours, team = pilot
    other = fitted(logistic, (1 - done, months, hours, team))
    assert other.ratio == pytest.approx(1 / effect.ratio, rel=SOLVED)
    assert other.ratio_low == pytest.approx(1 / effect.ratio_high, rel=SOLVED)


@given(pilots(), st.floats(0.1, 10))
@settings(max_examples=20, deadline=None)
def test_hazard_ratios_know_only_the_order_of_times(pilot, scale):
    effect = fitted(cox, pilot)
    assume(effect is not None)
    done, months, hours, team = pilot
    other = fitted(cox, (done, scale * months**2, hours, team))
    assert figures(other) == pytest.approx(figures(effect), rel=SOLVED, abs=SOLVED)


@given(pilots(), st.floats(-50, 50), st.floats(0.1, 10))
@settings(max_examples=20, deadline=None)
def test_parts_of_a_predictor_add_up_and_do_not_correlate(pilot, shift, scale):
    *_, hours, team = pilot
    parts = within_between(hours[:, 0], team)
    assert parts.between + parts.within == pytest.approx(hours[:, 0])
    assert parts.between @ parts.within == pytest.approx(0, abs=ROUNDING)
    other = within_between(scale * hours[:, 0] + shift, team)
    assert other.within == pytest.approx(scale * parts.within, rel=ROUNDING, abs=ROUNDING)
    assert other.sd_between == pytest.approx(scale * parts.sd_between, rel=ROUNDING)


RATIOS = st.lists(st.floats(0.01, 100), min_size=3, max_size=3).map(sorted)


@given(
    RATIOS,
    st.sampled_from(["risk_ratio", "odds_ratio_common", "hazard_ratio_common", "odds_ratio_rare"]),
)
def test_e_values_are_the_same_from_both_sides(ratios, measure):
    low, ratio, high = ratios
    result = e_value(ratio, low, high, measure=measure)
    mirrored = e_value(1 / ratio, 1 / high, 1 / low, measure=measure)
    assert mirrored.e_value == pytest.approx(result.e_value, rel=1e-6)
    assert mirrored.e_value_ci == pytest.approx(result.e_value_ci, rel=1e-6)
    assert result.e_value >= result.e_value_ci * (1 - 1e-9) >= 1 - 1e-9
    assert (result.risk_ratio > 1) == (ratio > 1)
