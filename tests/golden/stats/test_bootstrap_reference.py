"""Bootstrap and jackknife against R's package boot and scipy.

R 4.2.2, boot 1.3.28.1, all with 100,000 resamples but where said. What depends on no resample (the
estimate, the jackknife) agrees to rounding. Ends of intervals carry Monte Carlo error: an end of R
is looked for between two quantiles of the replicates drawn here, at the ranks p - d and p + d with
d four standard errors of the difference between two simulated ranks,
4 sqrt(p (1 - p) (1/here + 1/R)), for BCa widened by the error of both z0.
"""

# ruff: noqa: ERA001 - commands of R stand in comments

import math

import numpy as np
import pytest
from scipy import stats

from kooperacja_eval.stats.bootstrap import bootstrap, bootstrap_mean
from kooperacja_eval.stats.jackknife import acceleration, jackknife
from kooperacja_eval.stats.linearised import ratio_of_totals

pytestmark = pytest.mark.golden

RESAMPLES = 100_000
R_PRINTOUT = 1e-9  # R printed 15 significant digits; room for another order of adding up
KURTOSIS = 9  # of replicates, at most: that of the replicates of the ten cities is 8

# fmt: off
# R: boot::city and boot::bigcity, populations of US cities in 1920 (u) and 1930 (x), in thousands
U = np.array([
    138, 93, 61, 179, 48, 37, 29, 23, 30, 2, 38, 46, 71, 25, 298, 74, 50, 76, 381, 387, 78, 60, 507,
    50, 77, 64, 40, 136, 243, 256, 94, 36, 45, 67, 120, 172, 66, 46, 121, 44, 64, 56, 40, 116, 87,
    43, 43, 161, 36,
]).astype(float)
X = np.array([
    143, 104, 69, 260, 75, 63, 50, 48, 111, 50, 52, 53, 79, 57, 317, 93, 58, 80, 464, 459, 106, 57,
    634, 64, 89, 77, 60, 139, 291, 288, 85, 46, 53, 67, 115, 183, 86, 65, 113, 58, 63, 142, 64, 130,
    105, 61, 50, 232, 54,
]).astype(float)
# R: bootstrap::law, 15 law schools
LSAT = np.array([576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594.0])
GPA = np.array([
    3.39, 3.3, 2.81, 3.03, 3.44, 3.07, 3, 3.43, 3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96,
])
# Days that mice survived
TREATED = np.array([94, 197, 16, 38, 99, 141, 23.0])
CONTROL = np.array([52, 104, 146, 10, 51, 30, 40, 27, 46.0])
SLEEP = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])  # R: sleep, extra, group 2
# fmt: on


def ratio(u, x, axis):
    return np.sum(x, axis=axis) / np.sum(u, axis=axis)


def correlation(x, y, axis):
    x = x - np.mean(x, axis=axis, keepdims=True)
    y = y - np.mean(y, axis=axis, keepdims=True)
    return np.sum(x * y, axis=axis) / np.sqrt(np.sum(x**2, axis=axis) * np.sum(y**2, axis=axis))


def difference(x, y, axis):
    return np.mean(x, axis=axis) - np.mean(y, axis=axis)


def mean(x, axis):
    return np.mean(x, axis=axis)


# statistic, samples, paired, resamples of R, and what R printed; a_of_r is the acceleration that R
# used for its BCa ends (infinitesimal or from regression), which is not that of the jackknife
CASES = {
    # b <- boot(city, function(d, w) sum(d$x * w) / sum(d$u * w), R = 1e5, stype = "w")
    # boot.ci(b, type = c("norm", "basic", "perc", "bca"))
    "city": (
        ratio, (U[:10], X[:10]), True, 100_000,
        {"t0": 1.5203125, "bias": 0.0392836345016969, "se": 0.222279275318569,
         "normal": (1.04536949136424, 1.91668823963236),
         "basic": (0.931721718497422, 1.78950880343086),
         "percentile": (1.25111619656914, 2.10890328150258),
         "bca": (1.25350245832018, 2.11811023622047),
         "z0": 0.00664261377758249, "a_of_r": 0.00222908368651785,
         "jackknife_se": 0.194790993587909, "jackknife_bias": 0.0382872154150424,
         "acceleration": -0.0112031939602336},
    ),
    # the same of bigcity, R = 50000
    "bigcity": (
        ratio, (U, X), True, 50_000,
        {"t0": 1.2390185991294, "bias": 0.00182733276904146, "se": 0.0354315877554393,
         "normal": (1.16774663044463, 1.30663590227609),
         "basic": (1.16033146075539, 1.2999526215768),
         "percentile": (1.17808457668201, 1.31770573750342),
         "bca": (1.18144095623977, 1.32401925197725),
         "a_of_r": 0.0205129511345818,
         "jackknife_se": 0.0345343130015, "jackknife_bias": 0.00172123289722492,
         "acceleration": 0.0191117420561503},
    ),
    # boot(law, function(d, i) cor(d[i, 1], d[i, 2]), R = 1e5)
    "law": (
        correlation, (LSAT, GPA), True, 100_000,
        {"t0": 0.776374491289407, "bias": -0.00516302463858676, "se": 0.133616581327739,
         "normal": (0.519653828788259, 1.04342120306773),
         "percentile": (0.458347267267651, 0.96234996429716),
         "bca": (0.315812460601988, 0.940508489000131),
         "a_of_r": -0.0830680957916301,
         "jackknife_se": 0.142518618602272, "jackknife_bias": -0.00647362304592236,
         "acceleration": -0.0756715649378794},
    ),
    # boot(mouse, ..., R = 50000, strata = factor(mouse$group)); sqrt(var(tr)/7 + var(ct)/9) is the
    # jackknife's standard error of a difference of means. boot.ci scales influence by stratum.
    "mouse": (
        difference, (TREATED, CONTROL), False, 50_000,
        {"t0": 30.6349206349206, "se": 26.8933190577238,
         "percentile": (-20.9365079365079, 84.1746031746032),
         "bca": (-20.0952380952381, 85.1829654212546),
         "a_of_r": 0.00157379118446782, "jackknife_se": 28.9360671369747},
    ),
    # b <- boot(sleep2, function(d, i) mean(d[i]), R = 1e5); boot.ci(b, L = 9 * (mean(jk) - jk))
    "sleep": (
        mean, (SLEEP,), True, 100_000,
        {"t0": 2.33, "bias": 0.00194880000000008, "se": 0.6008798455136,
         "basic": (1.13, 3.47), "percentile": (1.19, 3.53), "bca": (1.22, 3.58),
         "z0": 0.00436154702617045, "a_of_r": 0.0171469114485331,
         "acceleration": 0.0171469114485331},
    ),
}  # fmt: skip


def run(name, method, level=0.95):
    statistic, data, paired, _, _ = CASES[name]
    return bootstrap(
        statistic, data, paired=paired, method=method, resamples=RESAMPLES,
        confidence_level=level, rng=np.random.default_rng(2027),
    )  # fmt: skip


def quantile(name, p):
    """Quantile of the replicates: the same seed draws the same, so a percentile end is one."""
    result = run(name, "percentile", abs(1 - 2 * p))
    return result.ci_low if p < 0.5 else result.ci_high


def monte_carlo(name):
    return math.sqrt(1 / RESAMPLES + 1 / CASES[name][3])


def check_end(name, end, ranks, error):
    assert quantile(name, min(ranks) - error) <= end <= quantile(name, max(ranks) + error)


@pytest.mark.parametrize("name", CASES)
def test_what_depends_on_no_resample(name):
    statistic, data, paired, _, expected = CASES[name]
    result = jackknife(statistic, data, paired=paired)
    found = {
        "t0": result.estimate, "jackknife_se": result.standard_error,
        "jackknife_bias": result.bias, "acceleration": result.acceleration,
    }  # fmt: skip
    for field in found.keys() & expected.keys():
        assert found[field] == pytest.approx(expected[field], rel=R_PRINTOUT), field
    boot = run(name, "bca")
    assert (boot.estimate, boot.acceleration) == (result.estimate, result.acceleration)


def test_influence_of_the_ten_cities():
    # empinf(data = city, statistic = rat, stype = "w", type = "jack") is about the estimate, ours
    # about the mean of the delete-one values; the difference is the bias.
    # fmt: off
    of_r = [
        -1.1976655876494, -0.615176531078609, -0.36900097150259, -0.236927196312361,
        0.0307854729729746, 0.100722947761196, 0.0870678191489371, 0.190105854943275,
        0.964779713114756, 0.662436324451412,
    ]
    infinitesimal = np.array([  # empinf(b, type = "inf")
        -1.0436781528389, -0.584177631015592, -0.37092459027388, -0.189589956496317,
        0.0316414160339562, 0.105448784555318, 0.0923634495619829, 0.203650741685824,
        1.02178279783427, 0.733811322344291,
    ])
    # fmt: on
    result = jackknife(ratio, (U[:10], X[:10]), paired=True)
    assert result.influence[0] - result.bias == pytest.approx(of_r, rel=R_PRINTOUT)
    about_estimate = acceleration([np.array(of_r)], scale=1.0)
    assert about_estimate == pytest.approx(-0.0214391994742785, rel=R_PRINTOUT)
    assert acceleration([infinitesimal], scale=1.0) == pytest.approx(
        CASES["city"][4]["a_of_r"], rel=R_PRINTOUT
    )
    # var_linear, sum(L^2) / length(L)^2, is the linearised variance without its factor 10 / 9;
    # R's L is a difference quotient with steps of 0.001 / n, and so right to about 1e-4.
    assert ratio_of_totals(X[:10], U[:10]).variance * 0.9 == pytest.approx(
        0.0324870139409404, rel=1e-4
    )


@pytest.mark.parametrize("name", CASES)
def test_standard_error_bias_and_z0(name):
    expected, result = CASES[name][4], run(name, "bca")
    error = 4 * monte_carlo(name)
    of_se = error * result.standard_error * math.sqrt((KURTOSIS - 1) / 4)
    assert result.standard_error == pytest.approx(expected["se"], abs=of_se)
    if "bias" in expected:
        assert result.bias == pytest.approx(expected["bias"], abs=error * result.standard_error)
    if "normal" in expected:
        z = stats.norm.isf(0.025)
        centre = result.estimate - result.bias
        allowed = error * result.standard_error + z * of_se
        assert centre - z * result.standard_error == pytest.approx(
            expected["normal"][0], abs=allowed
        )
        assert centre + z * result.standard_error == pytest.approx(
            expected["normal"][1], abs=allowed
        )
    if "z0" in expected:
        # sd of a share of one half, over the normal density at 0; of the means of ten values 0.7 %
        # equal the estimate: one half of them counts here, none in R, which makes 0.008
        allowed = error * 0.5 / stats.norm.pdf(0) + 0.01
        assert result.z0 == pytest.approx(expected["z0"], abs=allowed)


@pytest.mark.parametrize("name", CASES)
def test_percentile_and_basic_ends(name):
    expected = CASES[name][4]
    for p, end in zip((0.025, 0.975), expected["percentile"], strict=True):
        check_end(name, end, [p], 4 * monte_carlo(name) * math.sqrt(p * (1 - p)))
    if "basic" in expected:
        for p, end in zip((0.975, 0.025), expected["basic"], strict=True):
            mirrored = 2 * expected["t0"] - end
            check_end(name, mirrored, [p], 4 * monte_carlo(name) * math.sqrt(p * (1 - p)))
    result = run(name, "basic")
    mirror = run(name, "percentile")
    assert result.ci_low == pytest.approx(2 * result.estimate - mirror.ci_high)
    assert result.ci_high == pytest.approx(2 * result.estimate - mirror.ci_low)


@pytest.mark.parametrize("name", CASES)
def test_bca_ends(name):
    expected, result = CASES[name][4], run(name, "bca")
    for z, end, ours in zip(
        (stats.norm.ppf(0.025), stats.norm.ppf(0.975)),
        expected["bca"],
        (result.ci_low, result.ci_high),
        strict=True,
    ):
        shifted = result.z0 + z
        ranks = [
            stats.norm.cdf(result.z0 + shifted / (1 - a * shifted))
            for a in (expected["a_of_r"], result.acceleration)
        ]
        p = ranks[0]
        of_z0 = 2 * stats.norm.pdf(stats.norm.ppf(p)) * 0.5 / stats.norm.pdf(0)
        error = 4 * monte_carlo(name) * math.sqrt(p * (1 - p) + of_z0**2)
        check_end(name, end, ranks, error)
        check_end(name, ours, [ranks[1]], 1e-6)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("method", ["bca", "percentile", "basic"])
def test_scipy_as_second_implementation(name, method):
    # scipy 1.17: the same generator draws the same resamples. For means of few values scipy counts
    # replicates equal to the estimate by rounding as below or above it, so z0 differs a little.
    statistic, data, paired, _, _ = CASES[name]
    peer = stats.bootstrap(
        data, statistic, n_resamples=9999, vectorized=True, paired=paired, axis=-1,
        method={"bca": "BCa"}.get(method, method), rng=np.random.default_rng(5),
        batch=2**17 // max(map(len, data)),
    )  # fmt: skip
    result = bootstrap(statistic, data, paired=paired, method=method, rng=np.random.default_rng(5))
    allowed = 0.02 * result.standard_error if name == "sleep" else 1e-12
    assert result.ci_low == pytest.approx(peer.confidence_interval.low, abs=allowed, rel=1e-12)
    assert result.ci_high == pytest.approx(peer.confidence_interval.high, abs=allowed, rel=1e-12)
    assert result.standard_error == pytest.approx(peer.standard_error, rel=1e-12)
    assert result.bias == pytest.approx(
        np.mean(peer.bootstrap_distribution) - result.estimate, abs=1e-12
    )


@pytest.mark.parametrize("method", ["bca", "percentile", "basic"])
def test_the_bootstrap_of_a_mean(method):
    expected = CASES["sleep"][4]
    result = bootstrap_mean(SLEEP, method=method, resamples=RESAMPLES, rng=np.random.default_rng(1))
    low, high = expected[method]
    # The density of replicates at the ends is about 0.058 / se, so an end has a Monte Carlo error
    # of sqrt(.025 * .975 / 1e5) / 0.058 = 0.0085 se; four of the difference, and one step (0.01)
    # of the lattice on which means of these values lie.
    allowed = 4 * 0.0085 * math.sqrt(2) * expected["se"] + 0.01
    assert (result.ci_low, result.ci_high) == pytest.approx((low, high), abs=allowed)
    assert result.estimate == pytest.approx(expected["t0"], rel=R_PRINTOUT)
    error = 4 * monte_carlo("sleep") * expected["se"]
    assert result.bias == pytest.approx(expected["bias"], abs=error)
    assert result.standard_error == pytest.approx(expected["se"], abs=error * math.sqrt(2))
    if method == "bca":
        assert result.acceleration == pytest.approx(expected["acceleration"], rel=R_PRINTOUT)
        assert result.z0 == pytest.approx(expected["z0"], abs=4 * 1.2533 * monte_carlo("sleep"))
    assert (result.n, result.n_dropped, result.n_undefined) == (10, 0, 0)
    assert (result.resamples, result.method) == (RESAMPLES, method)
