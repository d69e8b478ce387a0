"""Co-occurrence of codes against R."""

import numpy as np
import pytest

from kooperacja_eval.stats.cooccurrence import cooccurrence

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-14  # relative: R printed 16 significant digits
DERIVATIVE = 1e-7  # relative: car differentiates symbolically, then rounds in another order
T_QUANTILE = 1e-12  # relative: room for another algorithm of the t quantile

# 40 units: 9 with both codes, 6 with the first, 5 with the second, 20 with none
FIRST = np.repeat([1, 0], [15, 25])
SECOND = np.repeat([1, 0, 1, 0], [9, 6, 5, 20])
# fmt: off
DOCUMENT = np.array([
    1, 1, 2, 2, 2, 3, 3, 4, 5, 1, 2, 3, 4, 5, 6, 1, 3, 4, 6, 6,
    1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 1, 2,
])
# fmt: on
TABLE = np.column_stack([FIRST, SECOND])


def test_the_lift_of_independent_units_equals_rs_delta_method():
    # R 4.2.2, car 3.1.1: p <- c(p11=9, p10=6, p01=5, p00=20)/40; V <- (diag(p) - p %o% p)/40
    #   d <- deltaMethod(p, "log(p11/((p11+p10)*(p11+p01)))", vcov.=V)
    #     0.5389965007326872 0.1836577216731133
    #   exp(d$Estimate + c(-1, 1)*qnorm(.975)*d$SE)    1.196061386565074 2.457044047416200
    pair = cooccurrence(TABLE)[0]
    assert np.log(pair.lift) == pytest.approx(0.5389965007326872, rel=R_PRINTOUT)
    assert pair.ci_low == pytest.approx(1.196061386565074, rel=DERIVATIVE)
    assert pair.ci_high == pytest.approx(2.457044047416200, rel=DERIVATIVE)
    assert (pair.n, pair.n_first, pair.n_second, pair.n_both) == (40, 15, 14, 9)
    assert (pair.first, pair.second, pair.n_dropped, pair.n_clusters) == (0, 1, 0, None)
    assert pair.expected == 15 * 14 / 40
    assert pair.odds_ratio == 9 * 20 / (6 * 5)
    assert pair.method == "log_delta"


def test_the_lift_of_clustered_units_equals_rs_survey():
    # R 4.2.2, survey 4.1.1: r <- as.svrepdesign(svydesign(id=~doc, weights=~1, data=d), type="JK1")
    #   w <- withReplicates(r, function(w, d)
    #     log(sum(w*d$X*d$Y)*sum(w)/(sum(w*d$X)*sum(w*d$Y))))
    #     0.53899650073268690 0.09805243095277859
    #   exp(coef(w) + c(-1, 1)*qt(.975, 5)*SE(w))    1.332350536165219 2.205707454933358
    pair = cooccurrence(TABLE, clusters=DOCUMENT)[0]
    assert pair.ci_low == pytest.approx(1.332350536165219, rel=T_QUANTILE)
    assert pair.ci_high == pytest.approx(2.205707454933358, rel=T_QUANTILE)
    assert (pair.n_clusters, pair.method) == (6, "log_jackknife_t")


def test_jaccard_equals_vegan():
    # R 4.2.2, vegan 2.6.4: 1 - vegdist(t(x), method = "jaccard", binary = TRUE)    0.4 0.0 0.5
    table = [[1, 1, 0], [0, 1, 1], [1, 0, 0], [1, 1, 0], [0, 1, 1]]
    pairs = cooccurrence(np.array(table))
    assert [pair.jaccard for pair in pairs] == pytest.approx([0.4, 0.0, 0.5], rel=R_PRINTOUT)
