import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.tie_dyads import dyad_discrepancies
from kooperacja_eval.stats.tie_levels import mean_tie_level, tie_levels
from kooperacja_eval.stats.trust_value import partner_scores

pytestmark = pytest.mark.property

HIGHEST = 5
ROUNDING = 1e-12


@st.composite
def teams(draw):
    """Levels of 2 to 8 entities and who responded; at least one level is there."""
    n = draw(st.integers(2, 8))
    rows = st.lists(st.integers(-2, HIGHEST), min_size=n, max_size=n)  # -2 and -1: no answer
    levels = np.array(draw(st.lists(rows, min_size=n, max_size=n)), float)
    levels[levels < 0] = np.nan
    np.fill_diagonal(levels, np.nan)
    responded = np.array(
        draw(st.lists(st.sampled_from([True, True, False]), min_size=n, max_size=n))
    )
    levels[~responded] = np.nan
    assume(not np.isnan(levels).all())
    return levels, responded


def interval(levels, responded):
    try:
        result = mean_tie_level(levels, responded, highest=HIGHEST)
    except InsufficientDataError:
        return None
    return result.estimate, result.ci_low, result.ci_high, result.standard_error


@given(teams())
@settings(max_examples=60, deadline=None)
def test_counts_add_up(team):
    levels, responded = team
    n = len(levels)
    result = tie_levels(levels, responded, highest=HIGHEST)
    assert sum(result.level_counts) == result.n_ties
    assert result.n_ties + result.n_dropped == n * (n - 1)
    assert result.n_dropped_nonresponse == np.sum(~responded) * (n - 1) <= result.n_dropped
    assert 1 <= result.n_reporters <= result.n_respondents <= result.n_entities == n
    total = sum(level * count for level, count in enumerate(result.level_counts))
    assert result.mean == pytest.approx(total / result.n_ties, rel=ROUNDING)


@given(teams())
@settings(max_examples=60, deadline=None)
def test_bounds(team):
    found = interval(*team)
    assume(found is not None)
    estimate, low, high, error = found
    assert 0 <= low < estimate < high <= HIGHEST
    assert error > 0
    assert estimate == pytest.approx(tie_levels(*team, highest=HIGHEST).mean, rel=ROUNDING)


@given(teams(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_names_of_entities_do_not_matter(team, random):
    levels, responded = team
    order = np.array(random.sample(range(len(levels)), len(levels)))
    mixed = levels[np.ix_(order, order)], responded[order]
    one, other = (tie_levels(*some, highest=HIGHEST) for some in (team, mixed))
    assert one == other
    before, after = interval(*team), interval(*mixed)
    assert (before is None) == (after is None)
    if before is not None:
        assert before == pytest.approx(after, rel=1e-9, abs=1e-9)


@given(teams())
@settings(max_examples=40, deadline=None)
def test_turning_the_scale_round_mirrors_the_mean(team):
    levels, responded = team
    before, after = interval(*team), interval(HIGHEST - levels, responded)
    assert (before is None) == (after is None)
    if before is not None:
        mirrored = (HIGHEST - before[0], HIGHEST - before[2], HIGHEST - before[1], before[3])
        assert after == pytest.approx(mirrored, rel=1e-9, abs=1e-9)


@given(teams())
@settings(max_examples=60, deadline=None)
def test_dyads_do_not_mind_which_side_is_which(team):
    levels, responded = team
    try:
        result = dyad_discrepancies(levels, responded, highest=HIGHEST)
    except InsufficientDataError:
        assert np.isnan(levels + levels.T).all()
        return
    n = len(levels)
    assert result.n_dyads + result.n_undefined == n * (n - 1) // 2
    assert sum(result.discrepancy_counts) == result.n_dyads == len(result.dyads)
    assert 0 <= result.discrepancies.min() <= result.mean <= result.discrepancies.max() <= HIGHEST
    everybody = np.full(n, True)
    for turned in (levels.T, HIGHEST - levels):
        other = dyad_discrepancies(turned, everybody, highest=HIGHEST)
        assert other.discrepancies.tolist() == result.discrepancies.tolist()
        assert other.dyads.tolist() == result.dyads.tolist()


@st.composite
def ratings(draw):
    """Ratings from 1 to 4 of 2 to 6 entities on 1 to 4 items; at least one is there."""
    n, items = draw(st.integers(2, 6)), draw(st.integers(1, 4))
    cells = st.lists(st.integers(0, 4), min_size=n * n * items, max_size=n * n * items)
    array = np.array(draw(cells), float).reshape(n, n, items)
    array[(array == 0) | np.eye(n, dtype=bool)[:, :, None]] = np.nan
    assume(not np.isnan(array).all())
    return array


@given(ratings())
@settings(max_examples=60, deadline=None)
def test_scores_are_means_of_means(array):
    # A second way: one entity, one rater, one item at a time
    expected = {}
    for rated in range(len(array)):
        raters = [row[~np.isnan(row)] for row in array[:, rated]]
        means = [float(np.mean(row)) for row in raters if row.size]
        if means:
            expected[rated] = (float(np.mean(means)), len(means))
    result = partner_scores(array)
    assert result.entities.tolist() == list(expected)
    assert result.scores.tolist() == pytest.approx([s for s, _ in expected.values()], rel=ROUNDING)
    assert result.n_raters.tolist() == [n for _, n in expected.values()]
    assert result.network_mean == pytest.approx(np.mean([s for s, _ in expected.values()]))
    n = len(array)
    assert result.n_ratings + result.n_dropped == n * (n - 1)
    assert result.n_raters.sum() == result.n_ratings
    assert result.n_unrated + result.entities.size == result.n_entities == n


@given(ratings(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_neither_names_nor_the_order_of_items_matter_to_scores(array, random):
    n, items = len(array), array.shape[2]
    order = np.array(random.sample(range(n), n))
    mixed = array[np.ix_(order, order, random.sample(range(items), items))]
    one, other = partner_scores(array), partner_scores(mixed)
    assert other.network_mean == pytest.approx(one.network_mean, rel=ROUNDING)
    scores = dict(zip(one.entities.tolist(), one.scores.tolist(), strict=True))
    turned = dict(zip(order[other.entities].tolist(), other.scores.tolist(), strict=True))
    assert turned == pytest.approx(scores, rel=ROUNDING)


@given(ratings())
@settings(max_examples=40, deadline=None)
def test_scores_lie_on_the_scale_and_turn_with_it(array):
    result, turned = partner_scores(array), partner_scores(5 - array)
    assert 1 <= result.scores.min() <= result.network_mean <= result.scores.max() <= 4
    assert 0 <= result.network_share <= 1
    assert turned.scores.tolist() == pytest.approx((5 - result.scores).tolist(), rel=ROUNDING)
    assert turned.network_share == pytest.approx(1 - result.network_share, abs=ROUNDING)
