import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kooperacja_eval.stats.icc import FORMS, cluster_icc, intraclass

pytestmark = pytest.mark.property

ROUNDING = 1e-7  # relative and absolute: shifting by up to 100 costs digits

SINGLE = ("1,1", "A,1", "C,1")


@st.composite
def ratings(draw):
    """Ratings of 3 to 10 subjects by 2 to 4 raters in which every mean square is above 0."""
    n, k = draw(st.integers(3, 10)), draw(st.integers(2, 4))
    rows = st.lists(st.integers(1, 10), min_size=k, max_size=k)
    table = np.array(draw(st.lists(rows, min_size=n, max_size=n)), float)
    residuals = table - table.mean(axis=1, keepdims=True) - table.mean(axis=0) + table.mean()
    assume(np.ptp(table.mean(axis=1)) > 0.01)
    assume(np.abs(residuals).max() > 0.01)
    return table


def figures(result):
    return result.icc, result.ci_low, result.ci_high, result.f, result.p_value


def same(one, other):
    assert figures(one) == pytest.approx(figures(other), rel=ROUNDING, abs=ROUNDING)


@given(ratings(), st.sampled_from(SINGLE))
@settings(max_examples=40, deadline=None)
def test_bounds(table, form):
    result, k = intraclass(table, form=form), table.shape[1]
    assert result.ci_low <= result.icc <= result.ci_high <= 1
    if form != "A,1":
        assert -1 / (k - 1) <= result.ci_low
    assert 0 <= result.p_value <= 1


@given(ratings(), st.sampled_from(SINGLE), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_subjects_and_raters_does_not_matter(table, form, random):
    n, k = table.shape
    mixed = table[random.sample(range(n), n)][:, random.sample(range(k), k)]
    same(intraclass(mixed, form=form), intraclass(table, form=form))


@given(ratings(), st.sampled_from(SINGLE), st.integers(-100, 100), st.floats(0.1, 10))
@settings(max_examples=40, deadline=None)
def test_a_common_shift_and_scale_do_not_matter(table, form, shift, scale):
    same(intraclass(scale * table + shift, form=form), intraclass(table, form=form))
    same(intraclass(-table, form=form), intraclass(table, form=form))


@given(ratings(), st.lists(st.integers(-20, 20), min_size=4, max_size=4))
@settings(max_examples=40, deadline=None)
def test_consistency_does_not_mind_strict_raters(table, shifts):
    strict = table + np.array(shifts[: table.shape[1]])
    same(intraclass(strict, form="C,1"), intraclass(table, form="C,1"))


@given(ratings(), st.sampled_from(["1", "C"]))
@settings(max_examples=40, deadline=None)
def test_the_mean_of_raters_is_stepped_up(table, family):
    one = intraclass(table, form=f"{family},1")
    mean = intraclass(table, form=f"{family},k")
    k = table.shape[1]
    for single, stepped in ((one.icc, mean.icc), (one.ci_low, mean.ci_low)):
        expected = k * single / (1 + (k - 1) * single)
        assert stepped == pytest.approx(expected, rel=ROUNDING, abs=ROUNDING)
    assert mean.icc == pytest.approx(1 - 1 / mean.f, rel=ROUNDING, abs=ROUNDING)


@given(ratings())
@settings(max_examples=40, deadline=None)
def test_clusters_of_one_size_are_subjects(table):
    n, k = table.shape
    clusters = cluster_icc(table.ravel(), np.repeat(np.arange(n), k))
    same(clusters, intraclass(table, form="1,1"))
    assert clusters.design_effect == pytest.approx(1 + (k - 1) * clusters.icc)
    assert clusters.method == "anova_exact_f"


@given(ratings(), st.randoms(use_true_random=False), st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_order_names_and_gaps_do_not_matter_to_clusters(table, random, n_gaps):
    n, k = table.shape
    values, labels = table.ravel()[:-1], np.repeat(np.arange(n), k)[:-1]
    means = [values[labels == label].mean() for label in range(n)]
    assume(np.ptp(means) > 0.01)
    assume(max(np.ptp(values[labels == label]) for label in range(n)) > 0)
    order = random.sample(range(values.size), values.size)
    names = np.array([f"team {9 - label}" for label in labels[order]] + ["new"] * n_gaps)
    mixed = np.append(values[order], np.full(n_gaps, np.nan))
    result = cluster_icc(mixed, names)
    same(result, cluster_icc(values, labels))
    assert result.n_dropped == n_gaps


def test_all_forms_are_covered_here():
    assert {form for form in FORMS if form.endswith("1")} == set(SINGLE)
