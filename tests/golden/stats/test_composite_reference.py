"""A composite index against a published example, base R, scipy, statsmodels and exact results.

``TEAMS`` are synthetic: seven teams of which one is last in most parts.
"""

# ruff: noqa: ERA001 - commands of R stand in comments

import itertools
import math

import numpy as np
import pytest
from scipy import stats
from statsmodels.multivariate.pca import PCA

from kooperacja_eval.stats.composite import composite_index
from kooperacja_eval.stats.composite_sampling import OUTPUTS, outputs_of
from kooperacja_eval.stats.composite_scenarios import scenarios_of, setting_of
from kooperacja_eval.stats.composite_sensitivity import composite_sensitivity
from kooperacja_eval.stats.composite_uncertainty import composite_uncertainty

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-13  # relative: R printed 15 significant digits
EIGENVECTOR = 1e-11  # relative: R takes a singular value decomposition, we eigenvectors
ROUNDING = 1e-12  # relative: another order of the same operations

# meetings held, attendance, sectors, contacts with families, tie level, reciprocity
TEAMS = np.array([
    [0.95, 0.80, 9, 4.2, 3.1, 0.60],
    [0.70, 0.65, 7, 2.0, 2.4, 0.35],
    [1.00, 0.90, 11, 6.5, 3.9, 0.80],
    [0.55, 0.70, 5, 3.3, 1.8, 0.50],
    [0.80, 0.45, 8, 1.2, 2.9, 0.20],
    [0.35, 0.50, 4, 0.4, 1.1, 0.65],
    [0.90, 0.75, 6, 5.1, 3.4, 0.45],
])  # fmt: skip
ENDS = np.array([[0, 1], [0, 1], [1, 12], [0, 8], [0, 5], [0, 1]])

# R 4.2.2, options(digits = 15), x the table above, g the goalposts:
#   goalposts: s <- 100 * sweep(sweep(x, 2, g[, 1]), 2, g[, 2] - g[, 1], "/")
#   min_max:   s <- apply(x, 2, function(v) 100 * (v - min(v)) / (max(v) - min(v)))
#   z:         s <- 50 + 10 * scale(x)
#   p <- prcomp(s, scale. = TRUE); p$rotation[, 1]^2; p$sdev[1]^2 / sum(p$sdev^2)
PCA_WEIGHTS = [
    0.198209300903803, 0.181656627878852, 0.170443197153342, 0.205780797872516, 0.199355470013278,
    0.044554606178209,
]  # fmt: skip
PCA_SHARE = 0.703237837059407
# cat(s %*% w); cat(exp(log(pmax(s, 1)) %*% w)), w equal or the squared loadings
FROM_R = {
    ("goalposts", "equal", "arithmetic"): """70.3712121212121 49.5909090909091 86.6931818181818
        48.1022727272727 46.9393939393939 34.0454545454545 64.5340909090909""",
    ("goalposts", "equal", "geometric"): """69.0031403813513 46.7379732180944 86.3594028398762
        46.7165485094676 39.8192293582253 26.4349672485487 62.5432508750928""",
    ("goalposts", "pca", "arithmetic"): """71.5950900998718 51.2522272619888 87.4986476867607
        47.7083950847983 50.4180989526692 28.9793814882688 67.8901573279761""",
    ("goalposts", "pca", "geometric"): """70.0727938322042 48.1605228586072 87.1458698852481
        46.1862892752303 43.3001446261407 22.4706444200013 66.1904611311398""",
    ("min_max", "equal", "arithmetic"): """73.6507269294154 39.800970128839 100 37.1919140361763
        33.9623491262836 14.3518518518518 63.4520306651454""",
    ("min_max", "equal", "geometric"): """73.0634164382181 38.2312481591607 100 33.6475963161537
        12.2233230262733 3.06763105487122 59.074869268753""",
    ("min_max", "pca", "arithmetic"): """74.6287212565685 41.8183288235286 100 35.6203240161958
        38.9762669849989 5.36000243979737 67.8391153431967""",
    ("min_max", "pca", "geometric"): """73.9778852807318 40.4727196105202 100 32.2283006196242
        17.9761924247353 1.87720367372712 63.6248594907085""",
    ("z", "equal", "arithmetic"): """56.2400134033315 46.5411664894225 63.827650707982
        45.8215076601483 44.8626330672051 39.4704328714372 53.2365958004734""",
    ("z", "equal", "geometric"): """56.2136383353968 46.4710686374782 63.8044420924528
        45.58853040944 44.1097815449955 38.7603175728265 52.9756895621863""",
    ("z", "pca", "arithmetic"): """56.40236399479 47.1010235921555 63.6356381226754
        45.3024289063651 46.3336857615825 36.8031080507945 54.4217515716372""",
    ("z", "pca", "geometric"): """56.3750890758704 47.0577256990324 63.6103099476688
        45.0646373651461 45.6904970107191 36.5401600301327 54.1942797682881""",
}


def ends_for(normalisation):
    return ENDS if normalisation == "goalposts" else None


def test_the_worked_example_of_the_human_development_index():
    # UNDP, technical notes to the Human Development Report 2020: life expectancy index 0.6971,
    # education index 0.3447, gross national income of 3,829 dollars per head between goalposts of
    # 100 and 75,000 on a logarithmic scale: income index 0.5506; geometric mean of the three 0.510.
    # Tolerances are half of the last digit printed, in points.
    ends = [[0, 1], [0, 1], [math.log(100), math.log(75_000)]]
    parts = np.array([[0.6971, 0.3447, math.log(3829)]])
    result = composite_index(parts, goalposts=ends)
    assert result.values == pytest.approx([51.0], abs=0.05)
    income = np.exp(3 * result.contributions[0, 2])
    assert income == pytest.approx(0.5506, abs=0.00005)


@pytest.mark.parametrize(("normalisation", "weights", "aggregation"), FROM_R)
def test_base_r_as_second_implementation(normalisation, weights, aggregation):
    expected = [float(one) for one in FROM_R[normalisation, weights, aggregation].split()]
    result = composite_index(
        TEAMS, normalisation=normalisation, goalposts=ends_for(normalisation), weights=weights,
        aggregation=aggregation,
    )  # fmt: skip
    tolerance = EIGENVECTOR if weights == "pca" else R_PRINTOUT
    assert result.values == pytest.approx(np.array(expected), rel=tolerance)
    assert result.weights == pytest.approx(
        np.array(PCA_WEIGHTS if weights == "pca" else [1 / 6] * 6), rel=EIGENVECTOR
    )
    if weights == "pca":
        assert result.component.explained_share == pytest.approx(PCA_SHARE, rel=R_PRINTOUT)
        assert (result.component.n_opposed, result.component.n_units) == (0, 7)
    else:
        assert result.component is None
    # Of each part one team is last and scores 0 by min-max, which the floor lifts to 1.
    floored = 6 if (normalisation, aggregation) == ("min_max", "geometric") else 0
    assert (result.n_floored, result.n_clipped, result.n_dropped) == (floored, 0, 0)
    assert (result.normalisation, result.weighting) == (normalisation, weights)
    assert (result.aggregation, result.missing, result.floor) == (aggregation, "require", 1.0)
    assert (result.n_units, result.n_renormalised) == (7, 0)
    assert result.n_parts.tolist() == [6] * 7
    assert result.units.tolist() == list(range(7))


def test_scipys_weighted_means_as_third_implementation():
    scores = 100 * (TEAMS - ENDS[:, 0]) / (ENDS[:, 1] - ENDS[:, 0])
    weights = [3, 1, 2, 2, 1, 1]
    geometric = composite_index(TEAMS, goalposts=ENDS, weights=weights)
    arithmetic = composite_index(TEAMS, goalposts=ENDS, weights=weights, aggregation="arithmetic")
    assert geometric.values == pytest.approx(
        stats.gmean(scores, axis=1, weights=weights), rel=ROUNDING
    )
    assert arithmetic.values == pytest.approx(
        np.average(scores, axis=1, weights=weights), rel=ROUNDING
    )
    shares = np.array(weights) / 10
    assert arithmetic.contributions == pytest.approx(scores * shares, rel=ROUNDING)
    assert geometric.contributions == pytest.approx(np.log(scores / 100) * shares, rel=ROUNDING)


def test_the_component_of_statsmodels():
    # statsmodels 0.15: PCA(x, standardize=True).loadings, eigenvalues
    found = PCA(TEAMS, standardize=True)
    result = composite_index(TEAMS, goalposts=ENDS, weights="pca").component
    assert result.weights == pytest.approx(found.loadings[:, 0] ** 2, rel=EIGENVECTOR)
    share = found.eigenvals[0] / found.eigenvals.sum()
    assert result.explained_share == pytest.approx(share, rel=ROUNDING)


@pytest.mark.parametrize("missing", ["require", "renormalise"])
def test_ranges_are_those_of_a_plain_loop(missing):
    # One composite_index for each choice and weighting, scipy.stats.rankdata within months,
    # numpy.quantile: nothing of the vectorised way but the order of the random draws. Some values
    # are past the goalposts, so that components differ between normalisations.
    rng = np.random.default_rng(12)
    parts = np.vstack([TEAMS, TEAMS + rng.normal(0, 0.1, TEAMS.shape)])
    parts[3, 2] = parts[8, 4] = np.nan
    parts[10] = parts[9]
    months, ends = np.repeat(["2019-07", "2019-08"], 7), ENDS * [1, 0.8]
    result = composite_uncertainty(
        parts, goalposts=ends, groups=months, n_weights=20, missing=missing,
        rng=np.random.default_rng(7),
    )  # fmt: skip
    draws = np.random.default_rng(7).dirichlet(np.ones(6), 20)
    values, ranks = [], []
    for normalisation, aggregation, weights in itertools.product(
        ["goalposts", "min_max", "z"], ["geometric", "arithmetic"], ["equal", "pca", *draws]
    ):
        one = composite_index(
            parts, normalisation=normalisation,
            goalposts=ends if normalisation == "goalposts" else None,
            weights=weights, aggregation=aggregation, missing=missing,
        )  # fmt: skip
        values.append(one.values)
        rank = np.empty(one.n_units)
        for month in np.unique(months):
            inside = months[one.units] == month
            rank[inside] = stats.rankdata(-np.round(one.values[inside], 9))
        ranks.append(rank)
    assert result.units.tolist() == one.units.tolist()
    assert (result.n_dropped, result.n_scenarios) == (one.n_dropped, len(values))
    assert result.n_clipped[0] > 0
    for found, loop, tolerance in ((result.values, values, ROUNDING), (result.ranks, ranks, 0)):
        expected = np.quantile(loop, [0, 0.05, 0.5, 0.95, 1], axis=0)
        mine = [found.low, found.p5, found.median, found.p95, found.high]
        assert np.array(mine) == pytest.approx(expected, rel=tolerance, abs=1e-9)


def test_of_two_parts_the_quantiles_are_known():
    # Dirichlet(1, 1) is a uniform weight w; the arithmetic index 20 + 60 w is uniform from 20 to
    # 80, its quantile q is 20 + 60 q, and 80^w 20^(1 - w) has the quantile 20 * 4^q. Standard error
    # of a quantile of a uniform number: sqrt(q (1 - q) / n); tolerance five of them.
    n = 20_000
    for aggregation, quantile in (
        ("arithmetic", lambda share: 20 + 60 * share),
        ("geometric", lambda share: 20 * 4**share),
    ):
        result = composite_uncertainty(
            np.array([[80.0, 20.0]]), goalposts=[[0, 100]] * 2, normalisations=["goalposts"],
            aggregations=[aggregation], weightings=[], n_weights=n,
            rng=np.random.default_rng(3),
        ).values  # fmt: skip
        for found, share in ((result.p5, 0.05), (result.median, 0.5), (result.p95, 0.95)):
            error = 5 * math.sqrt(share * (1 - share) / n)
            assert quantile(share - error) < found[0] < quantile(share + error)
        assert result.low[0] == pytest.approx(20, abs=0.05)
        assert result.high[0] == pytest.approx(80, abs=0.05)


def brute_force(parts, ends, n_weights):
    """First and total Sobol indices by definition: variances of conditional means, means of
    conditional variances, over all choices and many weightings."""
    setting = setting_of(
        parts, goalposts=ends, groups=None, normalisations=["goalposts", "min_max", "z"],
        aggregations=["geometric", "arithmetic"], missing="require", floor=1,
    )  # fmt: skip
    terms = [one.terms for one in scenarios_of(setting)]
    weights = np.random.default_rng(9).dirichlet(np.ones(parts.shape[1]), n_weights)
    runs = [
        outputs_of(terms, setting.places, np.full(n_weights, case), weights)
        for case in range(len(terms))
    ]
    found = {}
    for place, output in enumerate(OUTPUTS):
        table = np.array(runs)[:, place].reshape(3, 2, n_weights)
        for axis, factor in enumerate(["normalisation", "aggregation", "weights"]):
            others = tuple({0, 1, 2} - {axis})
            first = table.mean(axis=others).var() / table.var()
            total = table.var(axis=axis).mean() / table.var()
            found[factor, output] = first, total
    return found


def test_sobol_indices_are_those_of_the_definition():
    # Mean of ten estimates of 1024 samples each: in simulation one has a standard deviation of up
    # to 0.025, so that their mean has 0.008; tolerance four of them.
    parts = np.array([[90.0, 80, 70], [50, 55, 45], [60, 10, 95], [20, 30, 15], [80, 85, 40]])
    ends = [[0, 100]] * 3
    rng = np.random.default_rng(4)
    runs = [
        composite_sensitivity(parts, goalposts=ends, resamples=100, rng=rng).indices
        for _ in range(10)
    ]
    exact = brute_force(parts, ends, 100_000)
    assert [(one.factor, one.output) for one in runs[0]] == list(exact)
    for place, (first, total) in enumerate(exact.values()):
        assert np.mean([run[place].first for run in runs]) == pytest.approx(first, abs=0.032)
        assert np.mean([run[place].total for run in runs]) == pytest.approx(total, abs=0.032)


def test_outputs_are_those_of_a_plain_loop():
    setting = setting_of(
        TEAMS, goalposts=ENDS, groups=[1, 1, 2, 1, 2, 2, 2],
        normalisations=["goalposts", "min_max", "z"], aggregations=["geometric", "arithmetic"],
        missing="require", floor=1,
    )  # fmt: skip
    rng = np.random.default_rng(1)
    weights, case = rng.dirichlet(np.ones(6), 30), rng.integers(0, 6, 30)
    terms = [one.terms for one in scenarios_of(setting)]
    found = outputs_of(terms, setting.places, case, weights)
    choices = list(itertools.product(["goalposts", "min_max", "z"], ["geometric", "arithmetic"]))
    groups = np.array([1, 1, 2, 1, 2, 2, 2])

    def ranked(values):
        ranks = np.empty(7)
        for group in (1, 2):
            ranks[groups == group] = stats.rankdata(-np.round(values[groups == group], 9))
        return ranks

    base = ranked(composite_index(TEAMS, goalposts=ENDS).values)
    for place, (number, row) in enumerate(zip(case, weights, strict=True)):
        normalisation, aggregation = choices[number]
        values = composite_index(
            TEAMS, normalisation=normalisation, goalposts=ends_for(normalisation), weights=row,
            aggregation=aggregation,
        ).values  # fmt: skip
        assert found[0, place] == pytest.approx(values.mean(), rel=ROUNDING)
        assert found[1, place] == pytest.approx(np.abs(ranked(values) - base).mean(), abs=1e-9)
