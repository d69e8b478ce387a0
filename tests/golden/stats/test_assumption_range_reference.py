"""Shares of variance over all combinations against analysis of variance in R and statsmodels.

Applications to Berkeley in 1973 by decision, gender and department (R's datasets::UCBAdmissions,
Bickel, Hammel and O'Connell 1975) stand for the values of 2 x 2 x 6 combinations.
"""

import itertools

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from statsmodels.stats.anova import anova_lm

from kooperacja_eval.stats.assumption_range import assumption_range

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-12  # relative: R printed 15 significant digits

ASSUMPTIONS = {
    "admit": ("admitted", "rejected"),
    "gender": ("male", "female"),
    "dept": ("A", "B", "C", "D", "E", "F"),
}
# fmt: off
COUNTS = [  # aperm(UCBAdmissions, 3:1)
    512, 353, 120, 138, 53, 22,  89, 17, 202, 131, 94, 24,
    313, 207, 205, 279, 138, 351,  19, 8, 391, 244, 299, 317,
]
# fmt: on
APPLICATIONS = dict(zip(itertools.product(*ASSUMPTIONS.values()), COUNTS, strict=True))

# R 4.2.2: u <- as.data.frame(UCBAdmissions); A <- anova(lm(Freq ~ Admit * Gender * Dept, u))
#   ss <- A[, 2]; ss / sum(ss);  sum(ss[grepl("Admit", rownames(A))]) / sum(ss)
R = {
    "admit": (0.0953229816578319, 0.426446823152125),
    "gender": (0.0676640099820519, 0.54211806110904),
    "dept": (0.0661783745108982, 0.820254729968577),
}
# By hand: 512 - 313, 512 - 89, and 512 - 22 over the departments; the range is 512 - 8 = 504
LINES = {
    "admit": 199,
    "gender": 423,
    "dept": 490,
}


def count_of(chosen):
    return APPLICATIONS[tuple(chosen.values())]


def test_shares_of_variance_in_r():
    result = assumption_range(ASSUMPTIONS, count_of)
    assert (result.default, result.smallest, result.largest) == (512, 8, 512)
    assert result.default_options == ("admitted", "male", "A")
    assert result.largest_options == (("admitted", "male", "A"),)
    assert result.smallest_options == (("rejected", "female", "B"),)
    assert [one.value for one in result.combinations] == COUNTS
    assert [one.options for one in result.combinations] == list(APPLICATIONS)
    assert (result.n_combinations, result.method) == (24, "full_factorial")
    assert result.assumptions == ("admit", "gender", "dept")
    for effect in result.effects:
        assert (effect.first_order, effect.total_order) == pytest.approx(
            R[effect.assumption], rel=R_PRINTOUT
        )
        assert effect.one_at_a_time == LINES[effect.assumption]
        assert effect.share_of_range == pytest.approx(LINES[effect.assumption] / 504)
    changed = [(one.assumption, one.option, one.value, one.shift) for one in result.changed]
    assert changed == [
        ("admit", "rejected", 313, -199),
        ("gender", "female", 89, -423),
        ("dept", "B", 353, -159),
        ("dept", "C", 120, -392),
        ("dept", "D", 138, -374),
        ("dept", "E", 53, -459),
        ("dept", "F", 22, -490),
    ]


def test_statsmodels_as_second_implementation():
    table = pd.DataFrame(list(APPLICATIONS), columns=list(ASSUMPTIONS))
    table["count"] = np.array(COUNTS, dtype=float)
    # Without the interaction of all three, which a table of one value in each cell leaves over.
    squares = anova_lm(smf.ols("count ~ (admit + gender + dept) ** 2", table).fit())["sum_sq"]
    total = squares.sum()
    for effect in assumption_range(ASSUMPTIONS, count_of).effects:
        name = effect.assumption
        taking_part = [row for row in squares.index if name in row or row == "Residual"]
        assert effect.first_order == pytest.approx(squares[name] / total, rel=1e-9)
        assert effect.total_order == pytest.approx(squares[taking_part].sum() / total, rel=1e-9)
