import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.cox_concordance import concordance
from kooperacja_eval.stats.cox_hazards import proportional_hazards
from kooperacja_eval.stats.cox_partial import risk_sets
from kooperacja_eval.stats.cox_regression import cox_regression
from kooperacja_eval.stats.log_rank import log_rank
from kooperacja_eval.stats.split_follow_up import split_follow_up

pytestmark = pytest.mark.property

ROUNDING = 1e-7  # relative: sums in another order
SOLVED = 1e-5  # fits stop near the solution, from another side


@st.composite
def families(draw):
    """Entry, leave, event, area, team and hours of 8 teams of 3 to 6 families, by one seed."""
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    team = np.repeat(np.arange(8), rng.integers(3, 7, 8))
    leave = rng.integers(2, 15, team.size).astype(float)
    entry = np.where(rng.random(team.size) < 0.3, 1.0, 0.0)
    event = (rng.random(team.size) < 0.6).astype(float)
    hours = rng.normal(3, 1, team.size)
    return entry, leave, event, team % 3, team, hours


def ranked(leave, event, area, team, **options):
    try:
        return log_rank(leave, event, area, clusters=team, **options)
    except InsufficientDataError:
        return None


def figures(result):
    test = result.clustered
    return result.chi2, result.p_value, test.f, test.p_value, test.score_chi2


WEIGHTS = st.sampled_from(["log_rank", "peto"])


@given(families(), WEIGHTS)
@settings(max_examples=60, deadline=None)
def test_observed_and_expected_add_up(rows, weights):
    _, leave, event, area, team, _ = rows
    result = ranked(leave, event, area, team, weights=weights)
    assume(result is not None)
    observed = sum(group.observed for group in result.groups)
    assert sum(group.expected for group in result.groups) == pytest.approx(observed)
    assert np.sum(result.variance) == pytest.approx(0, abs=ROUNDING)
    assert 0 <= result.clustered.score_chi2 < result.clustered.n_clusters
    assert 0 <= result.p_value <= 1
    assert 0 <= result.clustered.p_value <= 1


@given(families(), WEIGHTS, st.randoms(use_true_random=False), st.floats(0.1, 10))
@settings(max_examples=60, deadline=None)
def test_order_scale_of_time_and_labels_do_not_matter(rows, weights, random, scale):
    _, leave, event, area, team, _ = rows
    result = ranked(leave, event, area, team, weights=weights)
    assume(result is not None)
    mixed = random.sample(range(team.size), team.size)
    other = ranked(
        scale * leave[mixed] ** 2, event[mixed], np.array(["z", "x", "y"])[area[mixed]],
        99 - team[mixed], weights=weights, strata=np.repeat("one", team.size),
    )  # fmt: skip
    assert figures(other) == pytest.approx(figures(result), rel=1e-6, abs=1e-9)


@given(families())
@settings(max_examples=60, deadline=None)
def test_concordance_is_that_of_all_pairs(rows):
    entry, leave, event, *_, hours = rows
    scores, done = np.round(hours), event == 1
    assume(done.any())
    counts, moves = np.zeros(3), np.zeros((leave.size, 3))
    for first in np.flatnonzero(done):
        for then in range(leave.size):
            stays = leave[then] > leave[first] or (leave[then] == leave[first] and not done[then])
            if stays and entry[then] < leave[first]:
                kind = int(np.sign(scores[then] - scores[first])) + 1
                counts[kind] += 1
                moves[[first, then], kind] += 1
    assume(counts.sum() > 0)
    found = concordance(scores, risk_sets(hours[:, None], entry, leave, done))
    assert (found.concordant, found.tied, found.discordant) == tuple(counts)
    balance = (counts[0] - counts[2]) / counts.sum()
    moved = (moves[:, 0] - moves[:, 2] - balance * moves.sum(axis=1)) / counts.sum()
    assert found.standard_error == pytest.approx(np.sqrt(np.sum(moved**2)) / 2)


def fitted(function, *arguments, **options):
    try:
        return function(*arguments, names=["hours"], **options)
    except InsufficientDataError:
        return None


@given(families(), st.sampled_from(["efron", "breslow"]), st.floats(0.1, 10))
@settings(max_examples=40, deadline=None)
def test_cox_models_know_only_the_order_of_times(rows, ties, scale):
    entry, leave, event, area, _, hours = rows
    options = {"ties": ties, "strata": area}
    result = fitted(cox_regression, leave, event, hours[:, None], entry=entry, **options)
    assume(result is not None)
    other = fitted(
        cox_regression, scale * leave**2, event, -hours[:, None] + 5, entry=scale * entry**2,
        **options,
    )  # fmt: skip
    assert other.effects[0].estimate == pytest.approx(-result.effects[0].estimate, abs=SOLVED)
    assert other.concordance.share == pytest.approx(result.concordance.share)
    assert 0 <= result.concordance.share <= 1
    assert result.likelihood_ratio.chi2 >= -ROUNDING


@given(families(), st.integers(1, 8), st.integers(1, 6))
@settings(max_examples=40, deadline=None)
def test_splitting_keeps_time_events_and_models(rows, after, length):
    entry, leave, event, area, _, hours = rows
    origin = area.astype(float)
    split = split_follow_up(entry, leave, event, after=after, until=after + length, origin=origin)
    duration = np.bincount(split.row, weights=split.leave - split.entry)
    assert duration.tolist() == (leave - entry).tolist()
    assert np.bincount(split.row, weights=split.event).tolist() == event.tolist()
    assert np.all(split.leave > split.entry)
    inside = np.bincount(split.row, weights=split.inside * (split.leave - split.entry))
    low, high = after - origin, after + length - origin
    expected = np.clip(np.minimum(leave, high) - np.maximum(entry, low), 0, None)
    assert inside.tolist() == expected.tolist()
    whole = fitted(cox_regression, leave, event, hours[:, None], entry=entry)
    assume(whole is not None)
    parts = fitted(
        cox_regression, split.leave, split.event, hours[split.row][:, None], entry=split.entry
    )
    assert parts.effects[0].estimate == pytest.approx(whole.effects[0].estimate, abs=SOLVED)
    assert parts.log_likelihood == pytest.approx(whole.log_likelihood)


@given(families(), st.sampled_from(["km", "rank"]), st.floats(0.1, 10))
@settings(max_examples=40, deadline=None)
def test_trends_by_order_of_time_do_not_know_its_scale(rows, transform, scale):
    _, leave, event, *_, hours = rows
    result = fitted(proportional_hazards, leave, event, hours[:, None], transform=transform)
    assume(result is not None)
    other = fitted(
        proportional_hazards, scale * leave**2, event, 2 * hours[:, None], transform=transform
    )
    assert other.overall.chi2 == pytest.approx(result.overall.chi2, rel=1e-4, abs=1e-6)
    assert result.tests[0].test == result.overall
