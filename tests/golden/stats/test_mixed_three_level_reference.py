"""Teams nested in regions against lme4, the book of lme4 and the whole covariance matrix."""

import numpy as np
import pytest
import statsmodels.formula.api as smf
from pandas import DataFrame

from kooperacja_eval.stats.mixed_three_level import nested_intercepts

pytestmark = pytest.mark.golden

LME4 = 1e-5  # relative: lme4's search for two variance ratios stops about here
LME4_P = 1e-4  # relative: far in the tail of t the same error counts ten times
CLOSED = 1e-8  # relative: equal groups have a closed form, found by a search
STATSMODELS = 1e-4  # relative: its search for two variances stops about here

# R: lme4::Pastes: ten batches (a row each) of three casks (a to c) of two tests
# fmt: off
PASTES = np.array([
    [62.8, 62.6, 60.1, 62.3, 62.7, 63.1],
    [60, 61.4, 57.5, 56.9, 61.1, 58.9],
    [58.7, 57.5, 63.9, 63.1, 65.4, 63.7],
    [57.1, 56.4, 56.9, 58.6, 64.7, 64.5],
    [55.1, 55.1, 54.7, 54.2, 58.8, 57.5],
    [63.4, 64.9, 59.3, 58.1, 60.5, 60],
    [62.5, 62.6, 61, 58.7, 56.9, 57.7],
    [59.2, 59.4, 65.2, 66, 64.8, 64.1],
    [54.8, 54.8, 64, 64, 57.7, 56.8],
    [58.3, 59.3, 59.2, 59.2, 58.9, 56.6],
])

# R 4.2.2, lme4 1.1.31, lmerTest 3.1.3, digits as given:
#   lmer(strength ~ 1 + (1 | batch) + (1 | batch:cask), Pastes, REML = TRUE or FALSE)
# criteria: logLik, REML criterion or deviance, AIC, BIC; n: rows, casks, batches; theta, sd and
# variance: casks, batches, rest; fixed: Estimate, Std. Error, df, t value, Pr(>|t|)
EXPECTED = {
    "reml": {
        "criteria": (-123.495372926743, 246.990745853486,
                     254.990745853486, 263.368124102375),
        "n": (60, 30, 10),
        "theta": (3.52690220896523, 1.56346001183544),
        "sd": (2.90407781032194, 1.28736473502312, 0.823407522595863),
        "variance": (8.43366792840427, 1.65730796098115, 0.677999948267456),
        "fixed": (60.053333333334, 0.676870046254119, 9.00000034827726,
                  88.7221020721428, 1.48783161495267e-14),
        "covariance": 0.458153059516053,
        "teams": [
            1.77468728827231, 0.332651406696707, 1.96695873914905, 0.883655567727732,
            -2.48109482261535, 0.21070548965912, -2.57220846252814, 2.61912071114404,
            3.62854582824696, -3.05280888437644, -2.09145162999271, 4.4938455625359,
            -3.31756702986896, -3.94244924521838, -0.385427403998564, 3.59755714043492,
            -1.64183989595645, -0.151736151661655, 2.45351154240506, -0.142153044431033,
            -2.59361404310957, -1.78952188337045, 4.26702881924709, 3.16146797670579,
            -4.57390131648333, 4.27058542384705, -2.21857604324317, -0.693696474626249,
            -0.309153572872751, -1.70312159172918,
        ],
        "regions": [
            0.800643993846102, -0.272508347303331, 0.722267699267623, -0.12781364962033,
            -1.50241327760957, 0.354502009323259, -0.0554663007788569, 1.10812022642266,
            -0.495579339564641, -0.531753013985415,
        ],
    },
    "ml": {
        "criteria": (-123.997232931448, 247.994465862897,
                     255.994465862897, 264.371844111785),
        "n": (60, 30, 10),
        "theta": (3.52688587143094, 1.32992302095371),
        "sd": (2.90406900257691, 1.09507037135799, 0.823408839537716),
        "variance": (8.43361677172807, 1.19917911822612, 0.678002117028848),
        "fixed": (60.0533333333338, 0.64213589384493, 9.99999505183551,
                  93.5212217677963, 4.78333281446151e-16),
        "covariance": 0.412338506164028,
    },
}
# fmt: on
# R, with dev <- lmer(..., devFunOnly = TRUE): shares of the variance of casks and of batches at
# which the lowest dev over the other variance is qchisq(.95, 1) above the least (optimize, uniroot)
SHARES = {
    "reml": ((0.38100484051137, 0.966737994929916), (0.0, 0.578812207003033)),
    "ml": ((0.426057046887302, 0.966242347171422), (0.0, 0.528229339846784)),
}
# R: ranef(m, condVar = TRUE): sd of a cask's and of a batch's effect; and from Henderson's
# equations, solve(rbind(cbind(X'X, X'Z), cbind(Z'X, Z'Z + diag(1 / theta^2)))) * sigma^2: cask A:a
# with its batch and the intercept, and its standard error
UNITS = {
    "reml": (1.14172138384467, 1.02849441222099, 62.6286646651976, 0.572501825081973),
    "ml": (1.0544499190554, 0.922182123083454, 62.6225991378721, 0.572258246230136),
}


def fit(method):
    batches = np.repeat(list("ABCDEFGHIJ"), 6)
    casks = np.char.add(batches, np.tile(np.repeat(list("abc"), 2), 10))
    return nested_intercepts(PASTES.ravel(), casks, batches, method=method)


@pytest.mark.parametrize("method", EXPECTED)
def test_every_figure_of_lme4(method):
    result, expected = fit(method), EXPECTED[method]
    criteria = (result.log_likelihood, result.deviance, result.aic, result.bic)
    assert criteria == pytest.approx(expected["criteria"], rel=1e-11)
    # lme4 stops just below the top
    assert result.log_likelihood >= expected["criteria"][0] - 1e-12
    assert (result.n, result.n_teams, result.n_regions) == expected["n"]
    spread = np.array([result.teams.sd, result.regions.sd, result.sigma_within])
    assert spread == pytest.approx(expected["sd"], rel=LME4)
    assert spread**2 == pytest.approx(expected["variance"], rel=2 * LME4)
    assert spread[:2] / spread[2] == pytest.approx(expected["theta"], rel=LME4)
    effect, (*figures, p_value) = result.fixed[0], expected["fixed"]
    mine = [effect.estimate, effect.standard_error, effect.df, effect.t]
    assert mine == pytest.approx(figures, rel=LME4)
    assert effect.p_value == pytest.approx(p_value, rel=LME4_P)
    assert result.fixed_covariance[0, 0] == pytest.approx(expected["covariance"], rel=LME4)


def test_effects_of_casks_and_batches():
    result = fit("reml")
    teams, regions = result.team_estimates, result.region_estimates
    assert teams.deviation == pytest.approx(EXPECTED["reml"]["teams"], rel=LME4)
    assert regions.deviation == pytest.approx(EXPECTED["reml"]["regions"], rel=LME4)
    assert (teams.labels[4], teams.region[4], regions.labels[1]) == ("Bb", "B", "B")
    assert regions.n_teams.tolist() == [3] * 10
    assert teams.sizes.tolist() == [2] * 30


@pytest.mark.parametrize("method", SHARES)
def test_shares_and_errors(method):
    result, (team, region) = fit(method), SHARES[method]
    assert (result.teams.ci_low, result.teams.ci_high) == pytest.approx(team, rel=LME4)
    assert (result.regions.ci_low, result.regions.ci_high) == pytest.approx(region, rel=LME4)
    cask, batch, estimate, error = UNITS[method]
    assert result.team_estimates.conditional_sd == pytest.approx(cask, rel=LME4)
    assert result.region_estimates.conditional_sd == pytest.approx(batch, rel=LME4)
    assert result.team_estimates.estimate[0] == pytest.approx(estimate, rel=LME4)
    assert result.team_estimates.standard_error[0] == pytest.approx(error, rel=LME4)


def test_what_the_book_prints():
    # D. M. Bates, lme4: Mixed-effects modeling with R (draft of 2010), chapter 2, quoted without
    # the book: REML criterion 246.9907, 2.9041, 1.2874, 0.82341; deviance 247.9945
    result = fit("reml")
    assert result.deviance == pytest.approx(246.9907, abs=5e-5)
    assert (result.teams.sd, result.regions.sd) == pytest.approx((2.9041, 1.2874), abs=5e-5)
    assert result.sigma_within == pytest.approx(0.82341, abs=5e-6)
    assert fit("ml").deviance == pytest.approx(247.9945, abs=5e-5)


def test_equal_groups_have_a_closed_form():
    # Mean squares of tests in casks, casks in batches, batches: W, T, B. REML: W, (T - W) / 2,
    # (B - T) / 6; the mean has the variance B / 60 with 9 df
    table = PASTES.reshape(10, 3, 2)
    casks, batches = table.mean(axis=2), table.mean(axis=(1, 2))
    within = np.sum((table - casks[:, :, None]) ** 2) / 30
    between_casks = 2 * np.sum((casks - batches[:, None]) ** 2) / 20
    between_batches = 6 * np.sum((batches - batches.mean()) ** 2) / 9
    result = fit("reml")
    assert result.sigma_within**2 == pytest.approx(within, rel=CLOSED)
    assert result.teams.sd**2 == pytest.approx((between_casks - within) / 2, rel=CLOSED)
    assert result.regions.sd**2 == pytest.approx((between_batches - between_casks) / 6, rel=CLOSED)
    assert result.fixed[0].standard_error ** 2 == pytest.approx(between_batches / 60, rel=CLOSED)
    assert result.fixed[0].df == pytest.approx(9, rel=1e-7)


def unequal():
    rng = np.random.default_rng(44)
    team = np.repeat(np.arange(24), rng.integers(1, 9, 24))
    region, x = team % 6, rng.normal(size=team.size)
    y = 3 + 0.5 * x + rng.normal(size=6)[region] + rng.normal(size=24)[team]
    return y + rng.normal(size=team.size), team, region, x


@pytest.mark.parametrize("method", ["reml", "ml"])
def test_statsmodels(method):
    # statsmodels 0.15.0: MixedLM(groups = regions, re_formula = "1", vc_formula = teams)
    y, team, region, x = unequal()
    frame = DataFrame({"y": y, "x": x, "team": team, "region": region})
    model = smf.mixedlm(
        "y ~ x", frame, groups="region", re_formula="1", vc_formula={"team": "0 + C(team)"}
    )
    peer = model.fit(reml=method == "reml", method="bfgs", gtol=1e-8)
    result = nested_intercepts(y, team, region, x, method=method)
    fixed = [one.estimate for one in result.fixed]
    assert fixed == pytest.approx(peer.fe_params.tolist(), rel=STATSMODELS)
    assert result.log_likelihood == pytest.approx(peer.llf, rel=1e-9)
    assert result.regions.sd**2 == pytest.approx(peer.cov_re.iloc[0, 0], rel=STATSMODELS)
    assert result.teams.sd**2 == pytest.approx(peer.vcomp[0], rel=STATSMODELS)
    assert result.sigma_within**2 == pytest.approx(peer.scale, rel=STATSMODELS)


def test_the_whole_covariance_matrix():
    # Effects and errors from the matrices of all rows, at the variances found
    y, team, region, x = unequal()
    result = nested_intercepts(y, team, region, x)
    design = np.column_stack([np.ones(y.size), x])
    of_region = (region[:, None] == np.arange(6)) * result.regions.sd**2
    of_team = (team[:, None] == np.arange(24)) * result.teams.sd**2
    whole = of_region[:, region] + of_team[:, team] + np.eye(y.size) * result.sigma_within**2
    inverse = np.linalg.inv(whole)
    covariance = np.linalg.inv(design.T @ inverse @ design)
    beta = covariance @ design.T @ inverse @ y
    residual = inverse @ (y - design @ beta)
    assert result.fixed_covariance == pytest.approx(covariance, rel=CLOSED)
    assert result.region_estimates.deviation == pytest.approx(of_region.T @ residual, rel=CLOSED)
    teams = result.team_estimates
    assert teams.deviation == pytest.approx(of_team.T @ residual, rel=CLOSED)
    known = result.teams.sd**2 - np.diag(of_team.T @ inverse @ of_team)
    assert teams.conditional_sd == pytest.approx(np.sqrt(known), rel=CLOSED)
    both = of_team + of_region[:, np.arange(24) % 6]
    means = np.array([design[team == one].mean(axis=0) for one in range(24)])
    away = means - both.T @ inverse @ design
    prior = result.teams.sd**2 + result.regions.sd**2
    variance = prior - np.diag(both.T @ inverse @ both) + np.diag(away @ covariance @ away.T)
    assert teams.standard_error == pytest.approx(np.sqrt(variance), rel=CLOSED)
    assert teams.estimate == pytest.approx(means @ beta + both.T @ residual, rel=CLOSED)
