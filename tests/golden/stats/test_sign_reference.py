"""The sign test against R's binomial test."""

import numpy as np
import pytest

from kooperacja_eval.stats.sign import sign_test

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-13  # relative: R printed 15 significant digits


def of_signs(n_positive, n_negative, n_zeros=0, **options):
    signs = np.repeat([1.0, -1.0, 0.0], [n_positive, n_negative, n_zeros])
    return sign_test(np.zeros(signs.size), signs, **options)


# R 4.2.2, binom.test(150, 236), binom.test(8, 9): the changes of voters in ?mcnemar.test (Agresti
# 1990, p. 350), and a constructed table; p.value and conf.int
@pytest.mark.parametrize(
    ("n_positive", "n_negative", "p_value", "share", "low", "high"),
    [
        (150, 86, 3.71593613957143e-05, 0.635593220338983, 0.57067324815355, 0.697059576678032),
        (8, 1, 0.0390625, 0.888888888888889, 0.517503485082663, 0.997190863253401),
        (40, 8, 3.30526670921928e-06, 40 / 48, 0.69777758647012, 0.925189139600407),
    ],
)
def test_binom_test_of_r(n_positive, n_negative, p_value, share, low, high):
    result = of_signs(n_positive, n_negative, n_zeros=4)
    assert result.p_value == pytest.approx(p_value, rel=1e-12)
    assert result.share_positive == pytest.approx(share, rel=R_PRINTOUT)
    assert (result.ci_low, result.ci_high) == pytest.approx((low, high), rel=1e-12)
    assert (result.n_positive, result.n_negative) == (n_positive, n_negative)
    assert (result.n_zeros, result.n_dropped) == (4, 0)
    assert (result.alternative, result.method) == ("two_sided", "sign_exact")


def test_darwins_maize():
    # 13 of 15 pairs in favour of crossing; two-sided by hand: 2 (1 + 15 + 105) / 2^15 = 242 / 32768
    signs = np.array([6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75])
    result = sign_test(np.zeros(15), signs)
    assert result.p_value == pytest.approx(242 / 32768, rel=R_PRINTOUT)
    assert sign_test(np.zeros(15), signs, alternative="greater").p_value == pytest.approx(
        121 / 32768, rel=R_PRINTOUT
    )
