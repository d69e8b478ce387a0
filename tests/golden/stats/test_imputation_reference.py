"""Predictive mean matching against R's package mice and statsmodels, on the same gaps.

Imputations are random, so what is compared is what m imputations give on average: means, the
variance, the correlation, and how much they differ between imputations. Tolerances are four Monte
Carlo standard errors of the difference, from R's spread between imputations.
"""

import math

import numpy as np
import pandas as pd
import pytest
from statsmodels.imputation.mice import MICEData

from kooperacja_eval.stats.imputation import impute_chained

pytestmark = pytest.mark.golden

NAN = math.nan
M = 1_000

# Synthetic scores of 56 people, some missing: 8 before, 19 after; the third column is complete.
# fmt: off
BEFORE = [
    10, 11, NAN, 13, 16, 11, 11, 7, NAN, NAN, 8, 12, 12, 10, 15, 10, 12, 12, 16, 7, 15, 12, 14, 12,
    13, 9, 11, NAN, 9, 11, 15, 13, 10, 10, NAN, 14, 12, 10, NAN, NAN, 9, 11, 12, 10, 9, 13, 9, 15,
    NAN, 15, 7, 15, 10, 15, 13, 8,
]
AFTER = [
    13, NAN, 11, NAN, NAN, NAN, 10, 6, 2, 9, 8, 12, NAN, NAN, 15, 11, NAN, NAN, NAN, 13, NAN, 17,
    NAN, NAN, NAN, 13, 16, 8, 16, NAN, NAN, 17, 13, 13, 13, 16, 17, 12, 6, 7, 18, NAN, 15, 13, 12,
    NAN, 11, 13, 12, NAN, NAN, 14, 9, 14, 10, 10,
]
HELP = [
    4.9, 7.6, 3.7, 6.6, 10.2, 5.9, 4.8, 2.6, 1.7, 5.1, 5.2, 5.2, 3.9, 5.6, 6.4, 5.1, 5.7, 4.1, 8,
    4.7, 9.2, 8.2, 10.2, 7.2, 7.6, 5.2, 8.2, 4.7, 5.6, 5.1, 8.6, 8.6, 8, 7, 7, 8.5, 6.2, 3.5, 1,
    2.6, 8.3, 4.9, 6.7, 7.6, 4.8, 7.3, 4.1, 6.5, 5.3, 7.9, 5.7, 7.4, 5.8, 6.7, 5.6, 3.6,
]
# fmt: on
TABLE = np.array([BEFORE, AFTER, HELP], dtype=float).T

# R 4.2.2, mice 3.15.0: imp <- mice(d, m = 1000, maxit = 10, method = "pmm", seed = 1, donors = 5)
# r <- sapply(1:1000, function(i) { d <- complete(imp, i); ch <- d$after - d$before
#   c(mean(d$before), mean(d$after), mean(ch), var(ch) / length(ch), cor(d$before, d$after),
#     sd(d$after)) });  rowMeans(r);  apply(r, 1, sd)
R_MEANS = [11.3427678571, 12.612625, 1.26985714286, 0.169040352505, 0.487639823717, 3.40305913255]
R_SPREADS = [
    0.09178883471, 0.181861187558, 0.208912029507, 0.0222054170851, 0.0779093117139, 0.106121699828,
]  # fmt: skip


def figures(tables):
    """Means and spreads between imputations of six statistics of completed tables."""
    rows = []
    for before, after, _ in (table.T for table in tables):
        change = after - before
        rows.append(
            (before.mean(), after.mean(), change.mean(), change.var(ddof=1) / change.size,
             np.corrcoef(before, after)[0, 1], after.std(ddof=1))
        )  # fmt: skip
    return np.mean(rows, axis=0), np.std(rows, axis=0, ddof=1)


def test_r_mice_imputes_the_same_on_average():
    result = impute_chained(TABLE, m=M, rng=np.random.default_rng(1))
    means, spreads = figures(result.tables)
    error = 4 * math.sqrt(2 / M)
    assert np.all(np.abs(means - R_MEANS) <= error * np.array(R_SPREADS))
    # The kurtosis of these six is near 3, so the sd of a spread is that over sqrt(2 m).
    assert np.all(np.abs(spreads - R_SPREADS) <= error * np.array(R_SPREADS) / math.sqrt(2))
    assert (result.n_missing, result.method) == ((8, 19, 0), "pmm")
    assert (result.m, result.iterations, result.donors) == (M, 10, 5)


def test_statsmodels_imputes_the_same_on_average():
    # statsmodels 0.15, MICEData(k_pmm=5): one chain, of which every second round is kept. They
    # count for about half as many independent ones, and it predicts observed and missing values
    # with the same draw, which spreads imputations a little less.
    imputer = MICEData(
        pd.DataFrame(TABLE, columns=["before", "after", "help"]), k_pmm=5,
        rng=np.random.default_rng(3),
    )  # fmt: skip
    kept = []
    for _ in range(20):
        imputer.update_all(2)
        kept.append(imputer.data.to_numpy().copy())
    theirs, _ = figures(kept)
    ours, spreads = figures(impute_chained(TABLE, m=M, rng=np.random.default_rng(2)).tables)
    assert np.all(np.abs(theirs - ours) <= 4 * spreads / math.sqrt(len(kept) / 2))


def test_complete_case_regression_gives_the_expected_prediction():
    # One gap and one predictor with much spread: over many imputations, the donors are those whose
    # least squares prediction is nearest to that of the gap; x = 10, y = 2 x + noise.
    rng = np.random.default_rng(4)
    x = np.linspace(0, 20, 201)
    y = 2 * x + rng.normal(0, 0.1, x.size)
    y[100] = NAN
    result = impute_chained(np.column_stack([x, y]), m=500, rng=np.random.default_rng(5))
    # Donors lie within 0.3 of x, so their y within 0.6 and three sd of noise.
    assert np.all(np.abs(result.tables[:, 100, 1] - 20) < 0.6 + 0.3)
    assert np.mean(result.tables[:, 100, 1]) == pytest.approx(20, abs=0.15)
