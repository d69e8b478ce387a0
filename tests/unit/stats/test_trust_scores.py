"""Trust and value: items within raters, raters within entities, entities within the team."""

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.trust_value import partner_scores

pytestmark = pytest.mark.unit

NONE = np.nan


def ratings_of(n, given):
    """Ratings of three items from {(rater, rated): items}; everything else is missing."""
    ratings = np.full((n, n, 3), NONE)
    for pair, items in given.items():
        ratings[pair] = items
    return ratings


def test_scores_by_hand():
    ratings = ratings_of(
        3,
        {
            (0, 1): [4, 4, 1],  # mean 3
            (2, 1): [2, NONE, NONE],  # one item: mean 2
            (1, 0): [4, 3, NONE],  # mean 3.5
            (2, 0): [1, 2, 3],  # mean 2
        },
    )
    result = partner_scores(ratings)
    # A (3.5 + 2) / 2; B (3 + 2) / 2, where the mean of all its ratings would be 11 / 4; C nobody
    assert result.scores.tolist() == [2.75, 2.5]
    assert result.entities.tolist() == [0, 1]
    assert result.n_raters.tolist() == [2, 2]
    assert result.network_mean == 2.625
    assert result.network_share == pytest.approx(1.625 / 3)
    # of 6 ordered pairs AC and BC are without a rating; CB and BA lack items
    assert (result.n_ratings, result.n_dropped, result.n_incomplete) == (4, 2, 2)
    assert (result.n_entities, result.n_unrated) == (3, 1)
    assert result.method == "items_then_raters_then_entities"


def test_entities_weigh_alike_however_many_rated_them():
    ratings = ratings_of(3, {(1, 0): [4, 4, 4], (2, 0): [4, 4, 4], (0, 1): [1, 1, 1]})
    assert partner_scores(ratings).network_mean == 2.5  # (4 + 1) / 2, not (4 + 4 + 1) / 3


@pytest.mark.parametrize(("rating", "share"), [(1, 0.0), (4, 1.0)])
def test_the_ends_of_the_scale_are_nothing_and_everything(rating, share):
    ratings = np.full((3, 3, 3), float(rating))
    ratings[np.eye(3, dtype=bool)] = NONE
    result = partner_scores(ratings)
    assert (result.network_mean, result.network_share) == (rating, share)
    assert result.scores.tolist() == [rating] * 3


def test_the_scale_may_be_another():
    ratings = ratings_of(2, {(0, 1): [0, 5, 10], (1, 0): [10, 10, 10]})
    result = partner_scores(ratings, lowest=0, highest=10)
    assert (result.network_mean, result.network_share) == (7.5, 0.75)


def test_means_of_items_are_given_as_one_item():
    items = ratings_of(3, {(0, 1): [4, 4, 1], (2, 1): [2, 3, 3], (1, 0): [4, 3, 1]})
    means = items.mean(axis=2, keepdims=True)
    from_items, from_means = partner_scores(items), partner_scores(means)
    assert from_means.scores.tolist() == pytest.approx(from_items.scores.tolist())
    assert from_means.network_mean == pytest.approx(from_items.network_mean)
    assert from_means.n_ratings == from_items.n_ratings == 3


def test_one_rater_scores_whom_it_rates():
    result = partner_scores(ratings_of(3, {(0, 2): [2, 2, 2]}))
    assert (result.entities.tolist(), result.scores.tolist()) == ([2], [2.0])
    assert (result.n_raters.tolist(), result.n_unrated, result.n_dropped) == ([1], 2, 5)


def test_no_rating_is_no_low_rating():
    with pytest.raises(InsufficientDataError, match="Brak ocen nie oznacza niskiej oceny"):
        partner_scores(ratings_of(3, {}))


@pytest.mark.parametrize("n", [0, 1])
def test_a_team_of_one_has_nobody_to_rate_it(n):
    with pytest.raises(InsufficientDataError, match=f"liczba podmiotów: {n}"):
        partner_scores(np.full((n, n, 3), NONE))


def test_nobody_rates_itself():
    with pytest.raises(ValueError, match="entities that do: 1"):
        partner_scores(ratings_of(2, {(0, 1): [1, 2, 3], (1, 1): [NONE, 4, NONE]}))


@pytest.mark.parametrize("rating", [0, 0.5, 4.01, 5, np.inf, -np.inf])
def test_a_rating_that_is_not_on_the_scale_is_refused(rating):
    with pytest.raises(ValueError, match="from 1 to 4; others found: 1"):
        partner_scores(ratings_of(2, {(0, 1): [1, 2, rating]}))


def test_arguments_that_cannot_be_meant():
    with pytest.raises(ValueError, match=r"\(entities, entities, items\)"):
        partner_scores(np.full((2, 3, 3), NONE))
    with pytest.raises(ValueError, match=r"\(entities, entities, items\)"):
        partner_scores(np.full((2, 2), NONE))
    with pytest.raises(ValueError, match="at least one item"):
        partner_scores(np.full((2, 2, 0), NONE))
    with pytest.raises(TypeError, match="real numbers"):
        partner_scores(np.full((2, 2, 3), "4"))
    with pytest.raises(ValueError, match="lowest is less than highest"):
        partner_scores(ratings_of(2, {(0, 1): [1, 2, 3]}), lowest=4, highest=4)
    with pytest.raises(TypeError, match="highest is an integer"):
        partner_scores(ratings_of(2, {(0, 1): [1, 2, 3]}), highest=4.0)


def test_what_comes_in_stays_as_it_is():
    ratings = ratings_of(2, {(0, 1): [1, 2, 3]})
    before = ratings.copy()
    partner_scores(ratings)
    np.testing.assert_array_equal(ratings, before)
