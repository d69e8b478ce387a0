"""The mean level of cooperation and its interval against the R package survey.

The scale has no published numerical example; the levels are made up, as in the unit tests.
"""

import numpy as np
import pytest

from kooperacja_eval.stats.tie_levels import mean_tie_level, tie_levels

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-12  # relative: R gave 15 digits

NONE = np.nan
LEVELS = np.array([[NONE, 5, 3, 0], [4, NONE, 2, 1], [3, 3, NONE, NONE], [1, 1, 2, NONE]])
EVERYBODY = np.full(4, True)

# R 4.2.2, survey 4.1.1:
# d <- data.frame(reporter = rep(c("A", "B", "C", "D"), c(3, 3, 2, 3)),
#                 level = c(5, 3, 0,  4, 2, 1,  3, 3,  1, 1, 2))
# s <- as.svrepdesign(svydesign(ids = ~reporter, weights = ~1, data = d), type = "JK1", mse = FALSE)
# m <- svymean(~level, s); degf(s); confint(m, level = 0.95 and 0.9, df = degf(s)) gave these
MEAN, ERROR, DF = 2.272727272727273, 0.359639093784001, 3
INTERVALS = {
    0.95: (1.1281951674788, 3.41725937797575),
    0.9: (1.42636577969074, 3.11908876576381),
}


@pytest.mark.parametrize("level", INTERVALS)
def test_the_jackknife_of_survey(level):
    result = mean_tie_level(LEVELS, EVERYBODY, highest=5, confidence_level=level)
    assert result.estimate == pytest.approx(MEAN, rel=R_PRINTOUT)
    assert result.standard_error == pytest.approx(ERROR, rel=R_PRINTOUT)
    assert (result.ci_low, result.ci_high) == pytest.approx(INTERVALS[level], rel=R_PRINTOUT)
    assert (result.df, result.n_reporters, result.n_ties, result.n_dropped) == (DF, 4, 11, 1)


def test_both_functions_have_the_same_mean():
    assert tie_levels(LEVELS, EVERYBODY, highest=5).mean == pytest.approx(MEAN, rel=R_PRINTOUT)
