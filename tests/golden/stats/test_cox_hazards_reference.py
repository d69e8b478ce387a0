"""Proportional hazards against R's cox.zph: all scales of time, ties, entries, strata and terms.

R 4.2.2, survival 3.5.3: cox.zph(coxph(...), transform = "km" and so on).
"""

import cox_reference
import numpy as np
import pytest
from cox_models import MODELS

from kooperacja_eval.stats.cox_hazards import proportional_hazards

pytestmark = pytest.mark.golden

# as in test_cox_regression_reference: R's estimates are off by up to 1e-8
R_STOPS = 1e-7
SCALES = ("km", "identity", "log", "rank")
TERMS = {"veteran": ["trt", "cell", "cell", "cell", "karno", "diagtime", "age", "prior"]}


@pytest.mark.parametrize("transform", SCALES)
@pytest.mark.parametrize("name", MODELS)
def test_tests_of_terms_and_of_all(name, transform):
    result = proportional_hazards(**MODELS[name](), terms=TERMS.get(name), transform=transform)
    tests = [*(trend.test for trend in result.tests), result.overall]
    found = [(test.chi2, test.df, test.p_value) for test in tests]
    np.testing.assert_allclose(found, cox_reference.TRENDS[name][transform], rtol=R_STOPS)


def test_course_of_coefficients():
    expected, result = cox_reference.OVARIAN_COURSE, proportional_hazards(**MODELS["ovarian"]())
    assert result.times.tolist() == list(expected["time"])
    assert result.scale == pytest.approx(np.array(expected["x"]), abs=1e-11)
    np.testing.assert_allclose(result.coefficients, expected["y"], rtol=R_STOPS)
    np.testing.assert_allclose(result.covariance, expected["var"], rtol=R_STOPS)
    ranks = proportional_hazards(**MODELS["ovarian"](), transform="rank").scale
    assert ranks.tolist() == list(expected["x_rank"])


def test_course_with_late_entries():
    expected, result = cox_reference.HEART_COURSE, proportional_hazards(**MODELS["heart"]())
    places = np.searchsorted(result.times, expected["time"])
    np.testing.assert_allclose(result.coefficients[places], expected["y"], rtol=R_STOPS)
    assert result.scale[places] == pytest.approx(np.array(expected["x"]), rel=1e-9, abs=1e-11)


def test_a_predictor_that_is_constant_in_a_stratum_has_no_course_there():
    # one row has ph.ecog 3: cox.zph gives the coefficient itself for it, we say it is not known
    result = proportional_hazards(**MODELS["lung_strata"]())
    assert np.isnan(result.coefficients).all(axis=1).sum() == 1
    assert np.isnan(result.coefficients).any(axis=1).sum() == 1
