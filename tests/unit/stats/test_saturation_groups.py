import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.saturation import saturation_curve
from kooperacja_eval.stats.saturation_rules import saturation_point, saturation_ratio

pytestmark = pytest.mark.unit


def adding(*new):
    """A table in which each group has the codes of the one before and so many new ones."""
    found = np.cumsum(new)
    return (np.arange(found[-1]) < found[:, None]).astype(int)


def test_the_mean_over_all_orders_by_hand():
    # Codes in 2, 1 and 1 of 3 groups. After 1: 2/3 + 1/3 + 1/3 = 4/3; after 2: a code of one group
    # is missed in 1 of 3 pairs, the code of two in none: 1 + 2/3 + 2/3 = 7/3; after 3 all.
    table = np.array([[1, 0, 0], [1, 1, 0], [0, 0, 1]])
    curve = saturation_curve(table, rng=np.random.default_rng(1))
    assert curve.exact_mean == pytest.approx([4 / 3, 7 / 3, 3])
    assert curve.as_ordered.tolist() == [1, 2, 3]


def test_a_code_of_no_group_is_not_counted():
    table = np.array([[1, 0], [1, 0]], dtype=bool)
    curve = saturation_curve(table, rng=np.random.default_rng(1))
    assert (curve.n_codes, curve.as_ordered.tolist()) == (1, [1, 1])
    assert curve.exact_mean.tolist() == [1, 1]


def test_the_band_has_no_width_at_the_end():
    curve = saturation_curve(adding(3, 2, 1, 1), rng=np.random.default_rng(1), orders=200)
    assert (curve.band_low[-1], curve.band_high[-1], curve.mean[-1]) == (7, 7, 7)
    assert curve.band_low[0] == 3  # the first group in front
    assert curve.band_high[0] == 7  # the last group has all


def test_the_same_seed_gives_the_same_band():
    bands = [saturation_curve(adding(3, 2, 1), rng=np.random.default_rng(5)) for _ in range(2)]
    assert bands[0].mean.tolist() == bands[1].mean.tolist()


@pytest.mark.parametrize(
    ("run_length", "max_new", "groups", "new_codes"),
    [
        (1, 0, 2, 0),
        (2, 0, 5, 0),
        (2, 1, 1, 1),
        (3, 1, 4, 1),
        (3, 0, None, None),
        (9, 5, None, None),
    ],
)
def test_the_first_group_after_which_little_is_new(run_length, max_new, groups, new_codes):
    # Runs of two after group 1, 2, ...: 1, 1, 2, 1, 0; of three: 2, 2, 2, 1
    table = adding(5, 1, 0, 1, 1, 0, 0)
    point = saturation_point(table, run_length=run_length, max_new=max_new)
    assert (point.groups, point.new_codes) == (groups, new_codes)
    assert (point.run_length, point.max_new, point.n_groups) == (run_length, max_new, 7)


def test_the_share_of_new_codes_of_the_first_groups():
    # 37 codes in four groups; then 1 1 2 0 1 0. Runs of two: 2/37, 3/37, 2/37, 1/37, 1/37; at most
    # 5 % first after group 7: "7+2".
    result = saturation_ratio(adding(20, 10, 5, 2, 1, 1, 2, 0, 1, 0))
    assert result.ratios == pytest.approx([2 / 37, 3 / 37, 2 / 37, 1 / 37, 1 / 37])
    assert (result.groups, result.base_codes, result.n_groups) == (7, 37, 10)
    assert (result.base_size, result.run_length, result.threshold) == (4, 2, 0.05)
    none = saturation_ratio(adding(20, 10, 5, 2, 1, 1, 2, 0, 1, 0), threshold=0.0)
    assert none.groups is None


def test_a_share_equal_to_the_threshold_is_enough():
    assert saturation_ratio(adding(20, 0, 0, 0, 1, 0), threshold=0.05).groups == 4


@pytest.mark.parametrize(
    "call",
    [
        lambda: saturation_curve(np.zeros((3, 2)), rng=np.random.default_rng(1)),
        lambda: saturation_point(np.zeros((0, 2), dtype=bool)),
        lambda: saturation_ratio(adding(3, 1, 1, 1, 0)),
        lambda: saturation_ratio(adding(0, 0, 0, 0, 2, 1)),
    ],
)
def test_undefined_saturation_is_refused_with_a_text(call):
    with pytest.raises(InsufficientDataError) as caught:
        call()
    assert "asyceni" in caught.value.text.pl
    assert "aturation" in caught.value.text.en


@pytest.mark.parametrize(
    "call",
    [
        lambda: saturation_curve(np.array([1, 0]), rng=np.random.default_rng(1)),
        lambda: saturation_curve(np.array([[2, 0]]), rng=np.random.default_rng(1)),
        lambda: saturation_curve(np.array([[1, np.nan]]), rng=np.random.default_rng(1)),
        lambda: saturation_curve(adding(2, 1), rng=np.random.default_rng(1), orders=50),
        lambda: saturation_curve(adding(2, 1), rng=np.random.default_rng(1), confidence_level=2),
        lambda: saturation_point(adding(2, 1), run_length=0),
        lambda: saturation_point(adding(2, 1), max_new=-1),
        lambda: saturation_ratio(adding(2, 1), base_size=0),
        lambda: saturation_ratio(adding(2, 1), run_length=0),
        lambda: saturation_ratio(adding(2, 1), threshold=5),
    ],
)
def test_wrong_arguments_are_refused(call):
    with pytest.raises(ValueError, match=r"presence_by_group|or more|level|share"):
        call()
