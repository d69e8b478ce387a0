import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.assumption_range import assumption_range

pytestmark = pytest.mark.unit

FAMILIES = {"started": 172, "completed": 140}
SHARED = {"none": 0, "all": 860_000}


def cost_per_family(chosen):
    return (1_720_000 + SHARED[chosen["shared"]]) / FAMILIES[chosen["denominator"]]


def test_cost_per_family_under_four_combinations_by_hand():
    # started: 10,000 and 15,000; completed: 12,285.714 and 18,428.571; range 8,428.571
    # means: started 12,500, completed 15,357.143; none 11,142.857, all 16,714.286
    # all 13,928.571; variance of means (1,428.571)^2 and (2,785.714)^2; of what is left over
    #   (10,000 - 12,500 - 11,142.857 + 13,928.571)^2 = 285.714^2
    # 2,040,816 + 7,760,204 + 81,633 = 9,882,653
    result = assumption_range(
        {"denominator": list(FAMILIES), "shared": list(SHARED)}, cost_per_family
    )
    assert (result.default, result.smallest) == (10_000, 10_000)
    assert result.largest == pytest.approx(18_428.571, abs=1e-3)
    assert result.smallest_options == (("started", "none"),)
    assert result.largest_options == (("completed", "all"),)
    denominator, shared = result.effects
    assert denominator.one_at_a_time == pytest.approx(2_285.714, abs=1e-3)
    assert shared.one_at_a_time == 5_000
    assert denominator.share_of_range == pytest.approx(2_285.714 / 8_428.571, abs=1e-6)
    assert denominator.first_order == pytest.approx(2_040_816 / 9_882_653, abs=1e-6)
    assert denominator.total_order == pytest.approx(2_122_449 / 9_882_653, abs=1e-6)
    assert shared.first_order == pytest.approx(7_760_204 / 9_882_653, abs=1e-6)
    assert [(one.assumption, one.option) for one in result.changed] == [
        ("denominator", "completed"),
        ("shared", "all"),
    ]
    assert result.changed[1].shift == 5_000


def test_all_combinations_that_tie_are_named():
    result = assumption_range({"a": ["0", "1"], "b": ["x", "y"]}, lambda chosen: float(chosen["a"]))
    assert result.smallest_options == (("0", "x"), ("0", "y"))
    assert result.largest_options == (("1", "x"), ("1", "y"))
    idle = result.effects[1]
    assert (idle.one_at_a_time, idle.share_of_range) == (0, 0)
    assert (idle.first_order, idle.total_order) == (0, 0)


def test_what_changes_nothing_at_the_default_can_matter_elsewhere():
    # b matters only with a = 1: 0, 0, 0, 4. One at a time from (0, x) it moves nothing.
    # Variance 3; means of b 0 and 2, variance 1; within a, variances 0 and 4, mean 2
    values = {("0", "x"): 0, ("0", "y"): 0, ("1", "x"): 0, ("1", "y"): 4}
    result = assumption_range(
        {"a": ["0", "1"], "b": ["x", "y"]}, lambda chosen: values[chosen["a"], chosen["b"]]
    )
    effect = result.effects[1]
    assert effect.one_at_a_time == 0
    assert (effect.first_order, effect.total_order) == pytest.approx((1 / 3, 2 / 3))


@pytest.mark.parametrize("value", [0.0, 7.0, 0.1 + 0.2])
def test_a_value_that_never_changes_has_no_shares(value):
    # 0.3 and 0.1 + 0.2 differ by rounding alone
    result = assumption_range(
        {"a": ["0", "1"]}, lambda chosen: round(value, 1) if chosen["a"] == "1" else value
    )
    (effect,) = result.effects
    assert effect.one_at_a_time == 0
    assert (effect.share_of_range, effect.first_order, effect.total_order) == (None, None, None)
    assert result.smallest_options == result.largest_options == (("0",), ("1",))


def test_each_combination_is_asked_for_once_in_order():
    asked = []

    def value_of(chosen):
        asked.append(dict(chosen))
        return len(asked)

    assumption_range({"a": ["0", "1"], "b": ["x", "y"]}, value_of)
    assert asked == [
        {"a": "0", "b": "x"},
        {"a": "0", "b": "y"},
        {"a": "1", "b": "x"},
        {"a": "1", "b": "y"},
    ]


def test_an_undefined_combination_is_named():
    with pytest.raises(InsufficientDataError, match="mianownik: ukończone"):
        assumption_range(
            {"mianownik": ["rozpoczęte", "ukończone"]},
            lambda chosen: 1.0 if chosen["mianownik"] == "rozpoczęte" else float("nan"),
        )


@pytest.mark.parametrize(
    ("assumptions", "error", "reason"),
    [
        ({}, ValueError, "assumptions are 1 or more names"),
        ({"a": ["0"]}, ValueError, "options of 'a' are 2 or more"),
        ({"a": ["0", "0"]}, ValueError, "doubled"),
        ({"a": ["0", ""]}, ValueError, "empty"),
        ({"": ["0", "1"]}, ValueError, "empty"),
        ({"a": "01"}, TypeError, "not one text"),
        ({"a": [0, 1]}, TypeError, "texts for names"),
        ({str(n): ["0", "1"] for n in range(14)}, ValueError, "16384 combinations"),
    ],
)
def test_wrong_assumptions_are_mistakes(assumptions, error, reason):
    with pytest.raises(error, match=reason):
        assumption_range(assumptions, lambda chosen: 1.0)


@pytest.mark.parametrize("value", [None, "1", True])
def test_a_value_that_is_no_number_is_a_mistake(value):
    with pytest.raises(TypeError, match="value_of returns a number"):
        assumption_range({"a": ["0", "1"]}, lambda chosen: value)
