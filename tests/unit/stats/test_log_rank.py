import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.log_rank import log_rank

pytestmark = pytest.mark.unit

# months  done  area
FAMILIES = """
     2      1    a
     3      1    b
     3      1    a
     4      0    b
     5      1    b
"""


def columns(text):
    rows = [line.split() for line in text.strip().splitlines()]
    months, done, area = zip(*rows, strict=True)
    return np.array(months, float), np.array(done, float), np.array(area)


def test_observed_expected_and_variance():
    # month 2: 1 of 5, of a 2/5; month 3: 2 of 4, of a 1/4; month 5: 1 of 1, of a 0
    # expected of a: 2/5 + 2 x 1/4 = .9; observed 2
    # variance: 1 x 2/5 x 3/5 x 4/4 = .24, and 2 x 1/4 x 3/4 x (4 - 2)/(4 - 1) = .25; .49
    result = log_rank(*columns(FAMILIES))
    a, b = result.groups
    assert (a.label, a.n, a.n_events, a.observed, a.expected) == pytest.approx(("a", 2, 2, 2, 0.9))
    assert (b.label, b.n, b.n_events, b.observed, b.expected) == ("b", 3, 2, 2, pytest.approx(3.1))
    assert np.array(result.variance) == pytest.approx(np.array([[0.49, -0.49], [-0.49, 0.49]]))
    assert result.chi2 == pytest.approx(1.1**2 / 0.49)
    assert (result.df, result.n, result.n_events, result.n_strata) == (1, 5, 4, 1)
    assert result.clustered is None


def test_early_events_count_more_with_peto():
    # weights: 1 in month 2, 4/5 in month 3, 4/5 x 2/4 = .4 in month 5
    result = log_rank(*columns(FAMILIES), weights="peto")
    a, b = result.groups
    assert (a.observed, b.observed) == pytest.approx((1 + 0.8, 0.8 + 0.4))
    assert (a.expected, b.expected) == pytest.approx((0.4 + 0.4, 0.6 + 1.2 + 0.4))
    assert result.variance[0][0] == pytest.approx(0.24 + 0.64 * 0.25)


def test_strata_are_added_up():
    months, done, area = columns(FAMILIES)
    once = log_rank(months, done, area)
    twice = log_rank(
        np.tile(months, 2), np.tile(done, 2), np.tile(area, 2), strata=np.repeat(["x", "y"], 5)
    )
    assert [group.expected for group in twice.groups] == pytest.approx(
        [2 * group.expected for group in once.groups]
    )
    assert twice.chi2 == pytest.approx(2 * once.chi2)
    assert twice.n_strata == 2


def test_rows_without_time_or_outcome_are_counted_and_left_out():
    months, done, area = columns(FAMILIES)
    more = log_rank(
        np.append(months, [np.nan, 3]), np.append(done, [1, np.nan]), np.append(area, ["a", "c"])
    )
    assert more.n_dropped == 2
    assert more.chi2 == pytest.approx(log_rank(months, done, area).chi2)
    assert len(more.groups) == 2


def test_a_group_at_risk_at_no_event_has_no_degree_of_freedom():
    # c leaves in month 1, before anybody is done
    months, done, area = columns(FAMILIES)
    more = log_rank(np.append(months, 1), np.append(done, 0), np.append(area, "c"))
    assert (more.df, len(more.groups)) == (1, 3)
    assert more.chi2 == pytest.approx(log_rank(months, done, area).chi2)


def teams_of(area_of, n=4, seed=3):
    """Months, done, area and team of teams of n families."""
    rng = np.random.default_rng(seed)
    team = np.repeat(np.arange(len(area_of)), n)
    months = rng.integers(1, 16, team.size).astype(float)
    return months, (months < 13).astype(float), np.array(list(area_of))[team], team


def test_teams_in_one_area_each_are_compared_as_wholes():
    months, done, area, team = teams_of("aaabbbbccc")
    result = log_rank(months, done, area, clusters=team).clustered
    assert result.method == "between_clusters_anova"
    assert (result.df_between, result.df_within) == (2, 7)
    assert (result.n_clusters, result.n_clusters_of, result.score_df) == (10, (3, 4, 3), 2)
    # strata that no team is whole in take one more degree of freedom
    stratum = np.arange(40) % 3 == 0
    within = log_rank(months, done, area, clusters=team, strata=stratum).clustered
    assert (within.df_between, within.df_within) == (2, 6)


def test_groups_within_teams_have_the_robust_score():
    months, done, _, team = teams_of("aaabbbbccc")
    result = log_rank(months, done, np.arange(40) % 2, clusters=team).clustered
    assert result.method == "robust_score_f"
    assert (result.df_between, result.df_within) == (1, 9)
    # F = (G - q) / q x T / (G - T) with G = 10, q = 1
    assert result.f == pytest.approx(9 * result.score_chi2 / (10 - result.score_chi2))


def test_families_that_are_their_own_teams_change_the_reference_only():
    # 40 clusters of one: classical analysis of variance of the excess
    months, done, area, _ = teams_of("aaabbbbccc")
    result = log_rank(months, done, area, clusters=np.arange(40))
    assert result.clustered.df_within == 37
    assert result.clustered.p_value == pytest.approx(result.p_value, abs=0.1)


def test_what_cannot_be_compared_is_said():
    months, done, area = columns(FAMILIES)
    with pytest.raises(InsufficientDataError, match="nikt nie uzyskał"):
        log_rank(months, np.zeros(5), area)
    with pytest.raises(InsufficientDataError, match="dwóch grup"):
        log_rank(months, done, np.repeat("a", 5))
    with pytest.raises(InsufficientDataError, match="nie były obserwowane razem"):
        log_rank(months, done, area, strata=area)
    with pytest.raises(InsufficientDataError, match="liczba skupień: 2, liczba grup: 2"):
        log_rank(months, done, area, clusters=area)
    all_alike = np.tile([3.0, 5], 6), np.ones(12), np.repeat(["a", "b"], 6)
    with pytest.raises(InsufficientDataError, match="nie różnią się"):
        log_rank(*all_alike, clusters=np.repeat(np.arange(6), 2))


def test_areas_and_voivodeships_that_are_the_same_teams_cannot_be_compared():
    # a only in x, b and c in y: within y b and c can be, a cannot; with two areas nothing is left
    months, done, area, team = teams_of("aaaabbbb")
    with pytest.raises(InsufficientDataError):
        log_rank(months, done, area, clusters=team, strata=area)


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"time": np.array([0.0, 1, 2, 3, 4])}, ValueError, "above 0"),
        ({"event": np.full(5, 2.0)}, ValueError, "1, 0 or nan"),
        ({"groups": np.array(["a", "b"])}, ValueError, "same length"),
        ({"groups": np.array(["a", None, "b", "a", "b"], object)}, ValueError, "missing labels"),
        ({"weights": "gehan"}, ValueError, "weights is one of"),
        ({"time": np.array(list("abcde"))}, TypeError, "real numbers"),
    ],
)
def test_wrong_arguments(change, error, words):
    months, done, area = columns(FAMILIES)
    arguments = {"time": months, "event": done, "groups": area} | change
    with pytest.raises(error, match=words):
        log_rank(**arguments)
