"""Alphas for unitised text against published values and other implementations.

No worked example of Krippendorff, Mathet, Bouvry and Widlöcher (2016) could be had; their
coefficients are held against two implementations by others, which name that paper (lindanna) or its
form in Krippendorff's textbook of 2019 (quallmer, section 12.6). Both were run from their source,
retyped without checks of arguments and printing. The form of 2004 has a published example.
"""

import numpy as np
import pytest

from kooperacja_eval.stats.unitised import Segments, unitised_alpha
from kooperacja_eval.stats.unitised_2004 import unitised_alpha_2004

pytestmark = pytest.mark.golden

PRINTED = 1e-12  # relative: 15 or 16 significant digits printed, and sums in another order

# (start, end, code) of each coder
TWO_CODERS = (
    [(0, 10, 1), (15, 20, 2), (20, 32, 1), (40, 45, 3)],
    [(2, 12, 1), (14, 30, 2), (41, 44, 3), (50, 56, 1)],
)
THREE_CODERS = (
    [(2, 5, 1), (9, 11, 1), (12, 20, 2)],
    [(2, 5, 1), (7, 15, 2)],
    [(2, 5, 1), (10, 15, 2)],
)
ONE_CODE = (
    [(0, 25, 1), (60, 90, 1)],
    [(5, 30, 1), (62, 85, 1), (95, 99, 1)],
    [(0, 20, 1)],
)


def segments_of(coders):
    rows = [(*span, coder) for coder, spans in enumerate(coders) for span in spans]
    start, end, code, coder = np.array(rows).T
    return Segments(start=start, end=end, coder=coder, code=code)


def alpha(coders, length, variant, code=None):
    return unitised_alpha(
        segments_of(coders), length=length, coders=len(coders), variant=variant, code=code
    )


def test_two_coders_equal_two_other_implementations():
    # R 4.2.2, quallmer: reliability_alpha_u(list(u1, u2), L = 60), positions counted from 1, ends
    # inclusive. lindanna/unitized_alpha (11637e7): u_alpha(spans, 60, "nominal") prints the same to
    # 15 digits.
    stated = {
        ("u_alpha", None): (0.4100463251054415, 1),
        ("binary_alpha", None): (0.5194311461560124, 1),
        ("cu_alpha", None): (0.4665635871666023, 0.43333333333333335),
        ("ku_alpha", 1): (0.3604915794264907, 0.6842105263157895),
        ("ku_alpha", 2): (0.3828125000000000, 0.9523809523809523),
        ("ku_alpha", 3): (1.0, 0.75),
    }
    for (variant, code), (value, coverage) in stated.items():
        result = alpha(TWO_CODERS, 60, variant, code)
        assert result.alpha == pytest.approx(value, rel=PRINTED)
        assert result.coverage == pytest.approx(coverage, rel=PRINTED)
    # quallmer, inside the function: D_o_full and D_e_full over ell_tot
    whole = alpha(TWO_CODERS, 60, "u_alpha")
    assert whole.observed == pytest.approx(0.4166666666666667, rel=PRINTED)
    assert whole.expected == pytest.approx(0.7062701435687079, rel=PRINTED)
    assert whole.alpha_all_text == whole.alpha
    assert whole.alpha_coded_text == pytest.approx(0.4665635871666023, rel=PRINTED)
    # Coded: 10 + 5 + 12 + 5 and 10 + 16 + 3 + 6 of 2 times 60 characters.
    assert whole.share_coded == pytest.approx(67 / 120)
    assert (whole.n_segments, whole.n_merged, whole.n_several) == (8, 0, 0)
    assert (whole.n_coders, whole.n_documents, whole.length) == (2, 1, 60)
    assert whole.paper == "Krippendorff, Mathet, Bouvry, Widlöcher 2016"


def test_three_coders_equal_two_other_implementations_over_all_text():
    # quallmer, as above with L = 20: 0.4739130434782609 0.4328125000000000, Do .35, De .6652892...
    # lindanna/unitized_alpha: 0.4739130434782609 and 0.43281249999999993
    result = alpha(THREE_CODERS, 20, "u_alpha")
    assert result.alpha == pytest.approx(0.4739130434782609, rel=PRINTED)
    assert result.observed == pytest.approx(0.35, rel=PRINTED)
    assert result.expected == pytest.approx(0.6652892561983471, rel=PRINTED)
    binary = alpha(THREE_CODERS, 20, "binary_alpha")
    assert binary.alpha == pytest.approx(0.4328125, rel=PRINTED)


def test_three_coders_within_coded_text_equal_what_one_of_them_prints():
    # lindanna/unitized_alpha, README: cu .779 covering 38.33 %, (1)u .769 covering 95.45 %,
    # (2)u .787 covering 59.52 %. Its further digits are .77888, .76925, .78697; quallmer has
    # .78733, .77088, .80114: for three coders the two leave out other pairs within units, and this
    # package still others, see unitised_alpha. Tolerance: half of the last digit printed.
    printed = {
        ("cu_alpha", None): (0.779, 0.3833),
        ("ku_alpha", 1): (0.769, 0.9545),
        ("ku_alpha", 2): (0.787, 0.5952),
    }
    for (variant, code), (value, coverage) in printed.items():
        result = alpha(THREE_CODERS, 20, variant, code)
        assert result.alpha == pytest.approx(value, abs=0.5e-3)
        assert result.coverage == pytest.approx(coverage, abs=0.5e-4)


def test_one_code_of_three_coders_equals_quallmer():
    # quallmer, as above with L = 120; with one code, coded or not is all there is.
    for variant in ("u_alpha", "binary_alpha"):
        result = alpha(ONE_CODE, 120, variant)
        assert result.alpha == pytest.approx(0.4191807569118238, rel=PRINTED)
    assert result.alpha_coded_text is None
    whole = alpha(ONE_CODE, 120, "u_alpha")
    assert whole.observed == pytest.approx(0.2722222222222222, rel=PRINTED)
    assert whole.expected == pytest.approx(0.4686866447034972, rel=PRINTED)


# Krippendorff, Content Analysis, 2nd ed., Sage 2004, p. 254, as quoted in the tests of DKPro
# Statistics (Krippendorff2004Test): text from 150 to 450, (start, length, coder); c is 0, k is 1.
# fmt: off
EXAMPLE_2004 = np.array([
    (225, 70, 0, 0), (370, 30, 0, 0), (220, 80, 1, 0), (355, 20, 1, 0), (400, 20, 1, 0),
    (180, 60, 0, 1), (300, 50, 0, 1), (180, 60, 1, 1), (300, 50, 1, 1),
])
# fmt: on


@pytest.mark.parametrize(
    ("code", "observed", "expected", "value"),
    [(0, 0.0144, 0.0532, 0.7286), (1, 0.0, 0.0490, 1.0), (None, None, None, 0.8591)],
)
def test_the_published_example_of_2004(code, observed, expected, value):
    # Printed to 4 digits; the alpha of both codes is quoted by DKPro with a tolerance of 0.0005.
    start, size, coder, codes = EXAMPLE_2004.T
    segments = Segments(start=start - 150, end=start - 150 + size, coder=coder, code=codes)
    result = unitised_alpha_2004(segments, length=300, coders=2, code=code)
    assert result.alpha == pytest.approx(value, abs=0.5e-4 if code is not None else 0.5e-3)
    if code is not None:
        assert result.observed == pytest.approx(observed, abs=0.5e-4)
        assert result.expected == pytest.approx(expected, abs=0.5e-4)
    assert (result.n_segments, result.n_other_codes) == {0: (5, 4), 1: (4, 5), None: (9, 0)}[code]
    assert (result.n_coders, result.length, result.n_merged) == (2, 300, 0)


def test_the_observed_disagreements_of_the_example_of_1995():
    # Krippendorff, Sociological Methodology 25 (1995) 47-76, p. 57, as quoted in DKPro's
    # Krippendorff1995Test: pairs A to D of 24 positions; observed .03125 2.26736 .02777 .38715.
    pairs = {
        0.03125: ([(2, 10, 1), (14, 20, 1)], [(4, 8, 1), (15, 17, 1)]),
        2.26736: (
            [(0, 18, 1)],
            [(0, 2, 1), *((place, place + 1, 1) for place in (2, 3, 4, 5)), (6, 9, 1), (9, 10, 1)],
        ),
        0.02777: (
            [(2, 8, 1), (10, 12, 1), (14, 18, 1), (20, 22, 1)],
            [(0, 2, 1), (4, 8, 1), (10, 14, 1), (16, 18, 1), (20, 22, 1)],
        ),
        0.38715: (
            [(0, 2, 1), (2, 10, 1), (10, 14, 1), (14, 20, 1), (20, 24, 1)],
            [(0, 4, 1), (4, 8, 1), (8, 15, 1), (15, 17, 1), (17, 24, 1)],
        ),
    }
    for observed, coders in pairs.items():
        result = unitised_alpha_2004(segments_of(coders), length=24, coders=2)
        assert result.observed == pytest.approx(observed, abs=1e-5)  # as quoted there
