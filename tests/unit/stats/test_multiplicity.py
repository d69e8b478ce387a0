import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.multiplicity import benjamini_hochberg, holm

pytestmark = pytest.mark.unit

NAN = np.nan
P_VALUES = np.array([0.04, NAN, 0.01, 0.03, 0.5])


def test_holm_by_hand():
    # Sorted 0.01 0.03 0.04 0.5 times 4 3 2 1: 0.04 0.09 0.08 0.5, then never falling
    result = holm(P_VALUES)
    assert result.adjusted == pytest.approx([0.09, NAN, 0.04, 0.09, 0.5], nan_ok=True)
    assert (result.n_tests, result.n_dropped, result.method) == (4, 1, "holm")


def test_benjamini_hochberg_by_hand():
    # Sorted times 4/1 4/2 4/3 4/4: 0.04 0.06 0.0533 0.5, then never rising from the right
    result = benjamini_hochberg(P_VALUES)
    expected = [0.16 / 3, NAN, 0.04, 0.16 / 3, 0.5]
    assert result.adjusted == pytest.approx(expected, nan_ok=True)
    assert (result.n_tests, result.n_dropped, result.method) == (4, 1, "benjamini_hochberg")


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
class TestBoth:
    def test_one_test_stays(self, adjust):
        assert adjust(np.array([0.2])).adjusted.tolist() == [0.2]

    def test_never_above_1(self, adjust):
        assert adjust(np.array([0.9, 1.0, 0.0])).adjusted.max() == 1

    @pytest.mark.parametrize("p_values", [[], [NAN, NAN]])
    def test_without_tests(self, adjust, p_values):
        with pytest.raises(InsufficientDataError, match="Nie wykonano żadnego testu"):
            adjust(np.array(p_values))

    @pytest.mark.parametrize("p_value", [-0.01, 1.01])
    def test_what_is_no_p_value(self, adjust, p_value):
        with pytest.raises(ValueError, match="from 0 to 1"):
            adjust(np.array([0.5, p_value]))

    def test_the_input_is_not_changed(self, adjust):
        p_values = P_VALUES.copy()
        adjust(p_values)
        assert np.array_equal(p_values, P_VALUES, equal_nan=True)
