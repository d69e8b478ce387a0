import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.funnel import binomial_funnel, poisson_funnel
from kooperacja_eval.stats.funnel_limits import binomial_limits, poisson_limits
from kooperacja_eval.stats.funnel_overdispersed import overdispersed_funnel

pytestmark = pytest.mark.unit


def test_binomial_by_hand():
    # Bin(4, 1/2): P(0) = 1/16, P(up to 1) = 5/16. A tail of 0.05 ends before 0 successes are seen
    # (1/16 > 0.05), one of 0.1 does not: 0 of 4 lies below, 4 of 4 above
    narrow = binomial_limits(np.array([4]), target=0.5, level=0.9)
    assert (narrow.low.tolist(), narrow.high.tolist()) == ([0.0], [1.0])
    assert (narrow.low_reachable.tolist(), narrow.high_reachable.tolist()) == ([False], [False])
    wide = binomial_limits(np.array([4]), target=0.5, level=0.8)
    assert (wide.low.tolist(), wide.high.tolist()) == ([0.25], [0.75])
    assert (wide.low_reachable.tolist(), wide.high_reachable.tolist()) == ([True], [True])
    result = binomial_funnel(np.array([0, 1, 3, 4]), np.full(4, 4), target=0.5, levels=(0.8,))
    assert result.positions == (("below", "inside", "inside", "above"),)


def test_the_target_is_the_share_of_all_unless_given():
    result = binomial_funnel(np.array([3, 0, 6]), np.array([5, 0, 10]))
    assert (result.target, result.target_is_pooled) == (pytest.approx(9 / 15), True)
    assert (result.n_units, result.n_dropped, result.kept.tolist()) == (2, 1, [True, False, True])
    assert result.values.tolist() == [0.6, 0.6]
    assert result.sizes.tolist() == [5.0, 10.0]
    assert [one.level for one in result.limits] == [0.95, 0.998]
    assert result.method == "binomial_quantile"
    given = binomial_funnel(np.array([3]), np.array([5]), target=0.5)
    assert (given.target, given.target_is_pooled) == (0.5, False)


def test_poisson_by_hand():
    # Mean 1: P(0) = 0.368, so that nothing lies below at 95 %; P(above 3) = 0.019, so that 4 does.
    # The chi-square form calls 0 low, since its limit is -ln(0.975) = 0.0253
    result = poisson_funnel(np.array([0, 3, 4]), np.ones(3), levels=(0.95,))
    assert result.positions == (("inside", "inside", "above"),)
    assert result.limits[0].low_reachable.tolist() == [False] * 3
    smooth = poisson_funnel(np.array([0]), np.ones(1), levels=(0.95,), form="chi_square")
    assert smooth.positions == (("below",),)
    assert smooth.limits[0].low[0] == pytest.approx(-np.log(0.975))
    assert (result.method, smooth.method) == ("poisson_quantile", "poisson_chi_square")


def test_a_target_of_ratios_moves_the_mean():
    # Twice 15 expected is 30 expected, on a scale twice as long
    double = poisson_limits(np.array([15.0]), target=2.0, form="chi_square")
    single = poisson_limits(np.array([30.0]), form="chi_square")
    assert double.low == pytest.approx(2 * single.low)
    assert double.high == pytest.approx(2 * single.high)


def test_units_of_which_nothing_is_expected_are_left_out():
    result = poisson_funnel(np.array([1, 2, 3]), np.array([1.0, np.nan, 0.0]))
    assert (result.n_units, result.n_dropped, result.target_is_pooled) == (1, 2, False)


def test_overdispersion_by_hand():
    # Shares 1/4 and 3/4 of 16 around 1/2: arcsine roots pi/6 and pi/3 around pi/4, s = 1/8, so
    # z = -2 pi/3 and 2 pi/3, phi = 4 pi^2 / 9, tau^2 = (2 phi - 1) / (128 - 8192/128)
    result = overdispersed_funnel(np.array([4, 12]), np.array([16, 16]), winsorised=0.0)
    phi = 4 * np.pi**2 / 9
    assert result.scores == pytest.approx([-2 * np.pi / 3, 2 * np.pi / 3])
    assert result.dispersion == pytest.approx(phi)
    assert result.tau2 == pytest.approx((2 * phi - 1) / 64)
    assert (result.at_boundary, result.n_winsorised) == (False, 0)
    reach = 1.959964 * np.sqrt(1 / 64 + result.tau2)
    assert result.limits[0].low[0] == pytest.approx(np.sin(np.pi / 4 - reach) ** 2, rel=1e-5)
    assert result.positions[0] == ("inside", "inside")


def test_teams_alike_have_no_overdispersion():
    result = overdispersed_funnel(np.array([3, 3, 3, 0]), np.array([6, 6, 6, 0]))
    assert (result.dispersion, result.tau2, result.at_boundary) == (0.0, 0.0, True)
    assert (result.n_units, result.n_dropped) == (3, 1)


def test_limits_stop_at_none_and_all():
    result = overdispersed_funnel(np.array([1, 2]), np.array([2, 2]), target=0.75)
    assert (result.limits[1].low.tolist(), result.limits[1].high.tolist()) == ([0, 0], [1, 1])
    assert result.limits[1].low_reachable.tolist() == [False, False]
    assert result.limits[1].high_reachable.tolist() == [False, False]


@pytest.mark.parametrize("funnel", [binomial_funnel, overdispersed_funnel])
@pytest.mark.parametrize(
    ("successes", "trials", "reason"),
    [
        ([], [], "Żaden zespół nie ma danych"),
        ([0, 0], [0, 0], "Żaden zespół nie ma danych"),
        ([0, 0], [5, 6], "0% albo 100%"),
        ([5, 6], [5, 6], "0% albo 100%"),
    ],
)
def test_shares_without_a_funnel(funnel, successes, trials, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        funnel(np.array(successes, dtype=int), np.array(trials, dtype=int))


def test_one_team_has_no_overdispersion():
    with pytest.raises(InsufficientDataError, match="dane ma jeden zespół"):
        overdispersed_funnel(np.array([3, 0]), np.array([6, 0]))


def test_nothing_expected():
    with pytest.raises(InsufficientDataError, match="oczekiwanej liczby większej od 0"):
        poisson_funnel(np.array([3]), np.array([0.0]))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: binomial_funnel(np.array([3]), np.array([2])), "do not exceed"),
        (lambda: binomial_funnel(np.array([1]), np.array([2]), target=1.0), "strictly between"),
        (lambda: binomial_funnel(np.array([1]), np.array([2]), levels=(95.0,)), "strictly between"),
        (lambda: binomial_limits(np.array([0]), target=0.5), "1 or more"),
        (lambda: poisson_limits(np.array([0.0])), "above 0"),
        (lambda: poisson_limits(np.array([1.0]), target=0.0), "above 0"),
        (lambda: poisson_limits(np.array([1.0]), form="normal"), "'quantile' or"),
        (lambda: poisson_funnel(np.array([1]), np.array([-1.0])), "0 or more"),
        (lambda: overdispersed_funnel(np.array([1, 2]), np.array([2, 3]), winsorised=0.5), "0.5"),
    ],
)
def test_wrong_values(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_wrong_types():
    with pytest.raises(TypeError, match="target is a number"):
        binomial_funnel(np.array([1]), np.array([2]), target="half")
    with pytest.raises(TypeError, match="winsorised is a number"):
        overdispersed_funnel(np.array([1, 2]), np.array([2, 3]), winsorised=True)
