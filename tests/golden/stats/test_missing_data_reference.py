"""Rubin's rules against R's package mice.

R 4.2.2, mice 3.15.0. The estimates and variances are those of five imputations of the package's
data ``nhanes`` (25 people; J. L. Schafer, Analysis of Incomplete Multivariate Data, 1997).
"""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from statsmodels.imputation.mice import MICE, MICEData

from kooperacja_eval.stats.missing_data import rubin

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-12  # relative: R printed 15 significant digits

# imp <- mice(nhanes, m = 5, seed = 123); fit <- with(imp, lm(chl ~ age + bmi))
# sapply(fit$analyses, coef); sapply(fit$analyses, function(f) diag(vcov(f)))
# pool(fit)$pooled; summary(pool(fit), conf.int = TRUE); pool.scalar(Q, U)
ESTIMATES = {
    "intercept": [
        56.37390777907736, 41.35517483156958, -37.09236016272500, -29.34287611247382,
        25.85713519816343,
    ],
    "age": [
        32.09314308918950, 20.27406610345448, 34.37993612393689, 24.81709584323952,
        25.96220571401965,
    ],
    "bmi": [
        3.15762875996323, 4.29528376399633, 6.22830092562485, 6.42345394471357, 4.79522559370897,
    ],
}  # fmt: skip
VARIANCES = {
    "intercept": [
        3342.50685385743918, 2646.11220390123299, 3954.05358842289297, 2844.52709808491545,
        2827.28431548703429,
    ],
    "age": [
        85.12826004601146, 77.27173053881293, 82.30450270939068, 70.25143231136961,
        71.31418279892344,
    ],
    "bmi": [
        3.16884764965273, 2.72506307354647, 4.10827877039881, 2.92111615295606, 2.84090177327441,
    ],
}  # fmt: skip
POOLED = {
    "intercept": {
        "estimate": 11.43019630672231, "within": 3122.8968119507031, "between": 1785.11500680799031,
        "total": 5265.03482012029144, "df": 8.02042238623968, "riv": 0.685945817989264,
        "lambda_": 0.406861128436117, "fmi": 0.514504710646629,
        "standard_error": 72.56055967342239, "ci_low": -155.820622033602348,
        "ci_high": 178.6810146470470,
    },
    "age": {
        "estimate": 27.50528937476801, "within": 77.2540216809016, "between": 32.55181281934897,
        "total": 116.31619706412039, "df": 9.74810871065138, "riv": 0.505632904712267,
        "lambda_": 0.335827480343820, "fmi": 0.440026861558893,
        "standard_error": 10.78499870487338, "ci_low": 3.390379656098030,
        "ci_high": 51.6201990934380,
    },
    "bmi": {
        "estimate": 4.97997859760139, "within": 3.1528414839657, "between": 1.86645733267878,
        "total": 5.39259028318023, "df": 7.83503065136671, "riv": 0.710390551064857,
        "lambda_": 0.415338210692629, "fmi": 0.523258863272162,
        "standard_error": 2.32219514321692, "ci_low": -0.394702504157545,
        "ci_high": 10.3546596993603,
    },
}  # fmt: skip
LARGE_SAMPLE = {  # df and fmi of pool.scalar(Q, U), n infinite
    "intercept": (24.163931324053578, 0.450532190955603),
    "age": (35.467251068383135, 0.370359322428167),
    "bmi": (23.187622221970305, 0.459989976656846),
}


@pytest.mark.parametrize("name", POOLED)
def test_r_mice_with_22_degrees_of_freedom(name):
    result = rubin(np.array(ESTIMATES[name]), np.array(VARIANCES[name]), df_complete=22)
    for field, expected in POOLED[name].items():
        assert getattr(result, field) == pytest.approx(expected, rel=R_PRINTOUT), field
    assert (result.m, result.method) == (5, "barnard_rubin_1999")


@pytest.mark.parametrize("name", POOLED)
def test_r_mice_with_a_large_sample(name):
    result = rubin(np.array(ESTIMATES[name]), np.array(VARIANCES[name]))
    assert (result.df, result.fmi) == pytest.approx(LARGE_SAMPLE[name], rel=R_PRINTOUT)
    for field in ("estimate", "within", "between", "total", "riv", "lambda_", "standard_error"):
        assert getattr(result, field) == pytest.approx(POOLED[name][field], rel=R_PRINTOUT), field
    assert result.method == "rubin_1987"


def test_statsmodels_combines_the_same():
    # statsmodels 0.15, MICE(...).fit(): its own imputations of synthetic scores, pooled by both. It
    # has no degrees of freedom; what it calls frac_miss_info is lambda.
    rng = np.random.default_rng(1)
    before = rng.normal(10, 2, 40)
    after = before + rng.normal(1, 2, 40)
    after[::4] = np.nan
    imputer = MICEData(pd.DataFrame({"before": before, "after": after}), rng=rng)
    peer = MICE("after ~ before", sm.OLS, imputer)
    combined = peer.fit(n_burnin=1, n_imputations=5)
    for place in range(2):
        result = rubin(
            np.array([fit.params.iloc[place] for fit in peer.results_list]),
            np.array([fit.cov_params().iloc[place, place] for fit in peer.results_list]),
        )
        assert result.between > 0
        assert result.estimate == pytest.approx(combined.params[place], rel=1e-12)
        assert result.standard_error == pytest.approx(combined.bse[place], rel=1e-12)
        assert result.lambda_ == pytest.approx(combined.frac_miss_info[place], rel=1e-12)
