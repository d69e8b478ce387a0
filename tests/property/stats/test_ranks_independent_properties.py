import dataclasses

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.ranks_independent import cliffs_delta, mann_whitney

pytestmark = pytest.mark.property

ROUNDING = 1e-9


def split(codes, cut):
    """Two samples of ratings from 1 to 6 out of drawn bytes, with at least two values each."""
    ratings = np.frombuffer(codes, dtype=np.uint8) % 6 + 1
    place = 2 + cut % (ratings.size - 3)
    return ratings[:place], ratings[place:]


@st.composite
def samples(draw):
    first, second = split(draw(st.binary(min_size=4, max_size=40)), draw(st.integers(0, 36)))
    assume(np.unique(np.concatenate([first, second])).size > 1)
    return first, second


@st.composite
def team_samples(draw):
    """Two samples with teams, for which both intervals of delta are defined."""
    codes, cut = draw(st.binary(min_size=16, max_size=60)), draw(st.integers(0, 28))
    n = len(codes) // 2
    first, second = split(codes[:n], cut)
    first_teams, second_teams = split(codes[n : 2 * n], cut)
    teams = {"first_clusters": first_teams, "second_clusters": second_teams}
    try:
        cliffs_delta(first, second, **teams)
    except InsufficientDataError:
        assume(False)
    return first, second, teams


@given(samples(), st.booleans())
def test_the_parts_add_up(data, correction):
    result = mann_whitney(*data, correction=correction)
    pairs = result.n_first * result.n_second
    assert result.u + result.u_second == pairs
    assert result.cliffs_delta == pytest.approx((result.u_second - result.u) / pairs)
    assert -1 <= result.cliffs_delta <= 1
    assert 0 < result.p_value <= 1


@given(samples(), st.booleans())
def test_swapping_the_samples_turns_delta_and_keeps_p(data, correction):
    first, second = data
    result = mann_whitney(first, second, correction=correction)
    swapped = mann_whitney(second, first, correction=correction)
    assert (swapped.u, swapped.cliffs_delta) == (result.u_second, -result.cliffs_delta)
    assert swapped.p_value == pytest.approx(result.p_value, rel=ROUNDING)
    greater = mann_whitney(first, second, correction=correction, alternative="greater")
    less = mann_whitney(second, first, correction=correction, alternative="less")
    assert greater.p_value == pytest.approx(less.p_value, rel=ROUNDING)


@given(samples())
def test_any_rising_relabelling_keeps_u(data):
    first, second = data
    assert mann_whitney(np.exp(first.astype(float)), np.exp(second.astype(float))) == mann_whitney(
        first, second
    )


@given(team_samples())
def test_any_rising_relabelling_keeps_delta(data):
    first, second, teams = data
    assert cliffs_delta(
        first.astype(float) ** 3, second.astype(float) ** 3, **teams
    ) == cliffs_delta(first, second, **teams)


@given(team_samples(), st.floats(0.5, 0.999))
def test_bounds_of_delta(data, level):
    first, second, teams = data
    independent = cliffs_delta(first, second, confidence_level=level)
    clustered = cliffs_delta(first, second, confidence_level=level, **teams)
    assert independent.estimate == clustered.estimate
    assert independent.estimate == pytest.approx(
        mann_whitney(first, second).cliffs_delta, abs=ROUNDING
    )
    for result in (independent, clustered):
        assert -1 <= result.ci_low <= result.estimate <= result.ci_high <= 1
        assert result.standard_error > 0
    union = np.union1d(teams["first_clusters"], teams["second_clusters"])
    assert clustered.n_clusters == union.size


@given(team_samples(), st.booleans())
def test_swapping_the_samples_mirrors_the_interval(data, clustered):
    first, second, teams = data
    swapped_teams = {
        "first_clusters": teams["second_clusters"],
        "second_clusters": teams["first_clusters"],
    }
    result = cliffs_delta(first, second, **(teams if clustered else {}))
    swapped = cliffs_delta(second, first, **(swapped_teams if clustered else {}))
    assert (swapped.estimate, swapped.ci_low, swapped.ci_high) == pytest.approx(
        (-result.estimate, -result.ci_high, -result.ci_low), rel=1e-6, abs=ROUNDING
    )


@given(team_samples(), st.randoms(use_true_random=False))
def test_order_gaps_and_names_of_teams_do_not_matter(data, random):
    first, second, teams = data
    order = np.array(random.sample(range(first.size), first.size))
    names = {place: f"PZK{9 - place}" for place in range(1, 7)}
    again = cliffs_delta(
        np.append(first[order].astype(float), np.nan),
        second,
        first_clusters=[*(names[t] for t in teams["first_clusters"][order]), "PZK999"],
        second_clusters=[names[t] for t in teams["second_clusters"]],
    )
    result = cliffs_delta(first, second, **teams)
    assert again.n_dropped == 1
    again = dataclasses.replace(again, n_dropped=0)
    assert dataclasses.astuple(again)[:-1] == pytest.approx(
        dataclasses.astuple(result)[:-1], rel=1e-6, abs=ROUNDING
    )
