import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.wilcoxon import rank_biserial_paired, wilcoxon_signed_rank

pytestmark = pytest.mark.property

ROUNDING = 1e-10

ZEROS = st.sampled_from(["wilcox", "pratt", "zsplit"])
DISTRIBUTIONS = st.sampled_from(["permutation", "normal"])


def ratings(codes):
    """Numbers from 1 to 5 out of drawn bytes, which are drawn faster than lists of numbers."""
    return np.frombuffer(codes, dtype=np.uint8) % 5 + 1.0


@st.composite
def pairs(draw):
    """Ratings before and after, at least one of them changed."""
    codes = draw(st.binary(min_size=2, max_size=50))
    n = len(codes) // 2
    before, after = ratings(codes[:n]), ratings(codes[n : 2 * n])
    assume(np.any(before != after))
    return before, after


@st.composite
def team_pairs(draw):
    """Pairs and their teams, for which the correlation has an interval."""
    codes = draw(st.binary(min_size=12, max_size=60))
    n = len(codes) // 3
    before, after, teams = (ratings(codes[k * n : (k + 1) * n]) for k in range(3))
    try:
        rank_biserial_paired(before, after, clusters=teams)
        rank_biserial_paired(before, after, clusters=teams, zeros="pratt")
    except InsufficientDataError:
        assume(False)
    return before, after, teams


@given(pairs(), ZEROS, DISTRIBUTIONS, st.booleans())
def test_bounds_and_sums(data, zeros, distribution, correction):
    result = wilcoxon_signed_rank(
        *data, zeros=zeros, distribution=distribution, correction=correction
    )
    assert 0 < result.p_value <= 1
    assert -1 <= result.rank_biserial <= 1
    assert result.statistic == min(result.r_plus, result.r_minus)
    n = result.n_pairs if zeros != "wilcox" else result.n_pairs - result.n_zeros
    ranks_of_zeros = result.n_zeros * (result.n_zeros + 1) / 2 if zeros == "pratt" else 0
    assert result.r_plus + result.r_minus + ranks_of_zeros == n * (n + 1) / 2


@given(pairs(), ZEROS, DISTRIBUTIONS)
def test_swapping_before_and_after_turns_the_sign_and_keeps_p(data, zeros, distribution):
    before, after = data
    result = wilcoxon_signed_rank(before, after, zeros=zeros, distribution=distribution)
    swapped = wilcoxon_signed_rank(after, before, zeros=zeros, distribution=distribution)
    assert swapped.rank_biserial == -result.rank_biserial
    assert (swapped.r_plus, swapped.r_minus) == (result.r_minus, result.r_plus)
    assert swapped.p_value == pytest.approx(result.p_value, rel=ROUNDING)
    if result.z is not None:
        assert swapped.z == pytest.approx(-result.z, abs=ROUNDING)


@given(pairs(), ZEROS)
def test_one_sided_tails_share_the_observed_sum(data, zeros):
    greater = wilcoxon_signed_rank(*data, zeros=zeros, alternative="greater").p_value
    less = wilcoxon_signed_rank(*data, zeros=zeros, alternative="less").p_value
    both = wilcoxon_signed_rank(*data, zeros=zeros).p_value
    assert greater + less > 1
    assert both == pytest.approx(min(1, 2 * min(greater, less)), rel=ROUNDING)


@given(pairs(), ZEROS, st.integers(2, 9))
def test_the_unit_of_the_ratings_does_not_matter(data, zeros, factor):
    before, after = data
    result = wilcoxon_signed_rank(before, after, zeros=zeros)
    assert wilcoxon_signed_rank(factor * before + 3, factor * after + 3, zeros=zeros) == result


@given(pairs(), ZEROS, st.randoms(use_true_random=False))
def test_the_order_of_pairs_and_gaps_do_not_matter(data, zeros, random):
    before, after = data
    order = np.array(random.sample(range(before.size), before.size))
    result = wilcoxon_signed_rank(before, after, zeros=zeros)
    again = wilcoxon_signed_rank(
        np.append(before[order], np.nan), np.append(after[order], 1), zeros=zeros
    )
    assert again.n_dropped == 1
    assert (again.p_value, again.r_plus) == (result.p_value, result.r_plus)


@given(pairs())
def test_pratt_and_zsplit_agree_on_the_permutations(data):
    pratt, zsplit = (wilcoxon_signed_rank(*data, zeros=zeros) for zeros in ("pratt", "zsplit"))
    assert pratt.p_value == zsplit.p_value
    assert pratt.rank_biserial == pytest.approx(zsplit.rank_biserial, rel=ROUNDING)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=16, unique=True), st.data())
def test_without_ties_permutation_and_exact_agree(sizes, data):
    signs = data.draw(st.lists(st.sampled_from([-1, 1]), min_size=len(sizes), max_size=len(sizes)))
    differences = np.array(sizes) * np.array(signs)
    exact = wilcoxon_signed_rank(np.zeros(len(sizes)), differences, distribution="exact")
    permuted = wilcoxon_signed_rank(np.zeros(len(sizes)), differences)
    assert permuted.p_value == pytest.approx(exact.p_value, rel=ROUNDING)


@given(team_pairs(), ZEROS, st.floats(0.5, 0.999))
def test_the_interval_holds_the_estimate(data, zeros, level):
    before, after, teams = data
    result = rank_biserial_paired(
        before, after, zeros=zeros, clusters=teams, confidence_level=level
    )
    test = wilcoxon_signed_rank(before, after, zeros=zeros)
    assert result.estimate == test.rank_biserial
    assert -1 <= result.ci_low <= result.estimate <= result.ci_high <= 1
    assert result.standard_error > 0
    assert (result.n_clusters, result.df) == (np.unique(teams).size, np.unique(teams).size - 1)


@given(team_pairs(), ZEROS)
def test_swapping_mirrors_the_interval(data, zeros):
    before, after, teams = data
    result = rank_biserial_paired(before, after, zeros=zeros, clusters=teams)
    swapped = rank_biserial_paired(after, before, zeros=zeros, clusters=teams)
    assert (swapped.ci_low, swapped.ci_high) == pytest.approx(
        (-result.ci_high, -result.ci_low), rel=1e-6, abs=ROUNDING
    )


@given(team_pairs())
def test_names_of_teams_do_not_matter(data):
    before, after, teams = data
    result = rank_biserial_paired(before, after, clusters=teams)
    named = rank_biserial_paired(
        before, after, clusters=np.array([f"PZK{9 - int(t)}" for t in teams])
    )
    assert named.standard_error == pytest.approx(result.standard_error, rel=1e-6)


@given(team_pairs(), st.tuples(st.floats(0.5, 0.99), st.floats(0.5, 0.99)).map(sorted))
def test_less_confidence_is_a_narrower_interval(data, levels):
    before, after, teams = data
    less, more = levels
    narrow = rank_biserial_paired(before, after, clusters=teams, confidence_level=less)
    wide = rank_biserial_paired(before, after, clusters=teams, confidence_level=more)
    assert wide.ci_low <= narrow.ci_low
    assert narrow.ci_high <= wide.ci_high
