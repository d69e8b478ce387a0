import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.sign import sign_test

pytestmark = pytest.mark.unit

NAN = float("nan")


def test_by_hand():
    # 3 rises, 1 fall, 1 without change, 1 gap: two-sided 2 (1 + 4) / 2^4; greater 5 / 16; less
    # 15 / 16; the lower end of 3 of 4 whatever the alternative
    before, after = np.array([1, 2, 3, 4, 5, NAN]), np.array([2, 3, 4, 1, 5, 1])
    result = sign_test(before, after)
    assert (result.n_positive, result.n_negative, result.n_zeros, result.n_dropped) == (3, 1, 1, 1)
    assert result.p_value == pytest.approx(10 / 16)
    assert result.share_positive == 0.75
    greater = sign_test(before, after, alternative="greater")
    assert greater.p_value == pytest.approx(5 / 16)
    assert sign_test(before, after, alternative="less").p_value == pytest.approx(15 / 16)
    assert (greater.ci_low, greater.ci_high) == (result.ci_low, result.ci_high)


def test_all_rises():
    # the lower end of n of n is .025^(1/n), the upper end 1
    result = sign_test(np.zeros(5), np.ones(5))
    assert (result.p_value, result.share_positive, result.ci_high) == (0.0625, 1, 1)
    assert result.ci_low == pytest.approx(0.025**0.2)


@pytest.mark.parametrize(("before", "after"), [([1, 2], [1, 2]), ([], []), ([NAN], [1.0])])
def test_without_a_change_the_share_is_undefined(before, after):
    with pytest.raises(InsufficientDataError, match="udział wzrostów jest nieokreślony") as caught:
        sign_test(before, after)
    assert "share of rises is undefined" in caught.value.text.en


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"alternative": "two-sided"}, "alternative is one of two_sided"),
        ({"confidence_level": 95}, "confidence_level"),
    ],
)
def test_wrong_options_are_mistakes(options, reason):
    with pytest.raises(ValueError, match=reason):
        sign_test([1, 2], [2, 1], **options)


def test_wrong_arrays_are_mistakes():
    with pytest.raises(ValueError, match="same length"):
        sign_test([1, 2], [2])
    with pytest.raises(TypeError, match="real numbers"):
        sign_test(["a"], ["b"])
