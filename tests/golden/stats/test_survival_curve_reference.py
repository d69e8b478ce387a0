"""Kaplan-Meier curves against R's survival 3.5: ``survfit(Surv(time, status) ~ x, aml)``.

Leukaemia of 23 patients, maintained or not (Miller 1981). Tolerance 1e-12: the same sums in another
order.
"""

import numpy as np
import pytest

from kooperacja_eval.stats.kaplan_meier import kaplan_meier

pytestmark = pytest.mark.golden

MAINTAINED = (
    [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161],
    [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0],
)
# time, at risk, events, survival, standard error, lower, upper (interval on the log scale)
EXPECTED = """
9   11  1  0.909090909090909  0.0866784172041448  0.754133845081525   1
13  10  1  0.818181818181818  0.116291299830333   0.619248987399364   1
18  8   1  0.715909090909091  0.139664970557228   0.488426287422128   1
23  7   1  0.613636363636364  0.152632331027312   0.37686705950168    0.999157600228473
31  5   1  0.490909090909091  0.164193267221136   0.254859951199317   0.945584955200429
34  4   1  0.368181818181818  0.162668885827095   0.154877117897191   0.875260678143908
48  2   1  0.184090909090909  0.153492745786294   0.0359178984891853  0.943525769474552
"""


def test_every_field_of_the_maintained_group() -> None:
    time, event = (np.array(column, dtype=float) for column in MAINTAINED)
    curve = kaplan_meier(time, event, interval="log")
    expected = np.array([line.split() for line in EXPECTED.split("\n") if line], dtype=float)
    rows = curve.events > 0
    columns = (
        curve.times, curve.at_risk, curve.events, curve.survival, curve.standard_error,
        curve.ci_low, curve.ci_high,
    )  # fmt: skip
    found = np.column_stack([column[rows] for column in columns])
    np.testing.assert_allclose(found, expected, rtol=1e-12)
    assert (curve.n, curve.n_events, curve.n_dropped) == (11, 7, 0)
    assert curve.censored.sum() == 4
    assert curve.median == 31
