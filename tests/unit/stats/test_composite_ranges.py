import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.composite_one_at_a_time import one_at_a_time
from kooperacja_eval.stats.composite_ranks import ranks_of
from kooperacja_eval.stats.composite_sampling import decode
from kooperacja_eval.stats.composite_sensitivity import composite_sensitivity
from kooperacja_eval.stats.composite_uncertainty import composite_uncertainty

pytestmark = pytest.mark.unit

nan = np.nan
# Team 0 is ahead of team 1 in every part, team 2 strong in one and weak in another.
PARTS = np.array([[90.0, 80, 70], [50.0, 55, 45], [60.0, 10, 95]])
POINTS = [[0, 100]] * 3


def rng():
    return np.random.default_rng(2020)


def ranges(parts=PARTS, **options):
    defaults = {"goalposts": POINTS, "normalisations": ["goalposts"], "weightings": ["equal"]}
    return composite_uncertainty(parts, **defaults | {"n_weights": 200, "rng": rng()} | options)


def sensitivity(parts=PARTS, **options):
    defaults = {"goalposts": POINTS, "n_samples": 64, "resamples": 100, "rng": rng()}
    return composite_sensitivity(parts, **defaults | options)


def test_scenarios_are_all_combinations():
    parts = np.vstack([PARTS, [[30, 20, 40.0]]])
    result = composite_uncertainty(parts, goalposts=POINTS, n_weights=10, rng=rng())
    # 3 normalisations * 2 aggregations * (equal, pca and 10 random weightings)
    assert result.n_scenarios == 72
    assert (result.n_normalisations, result.n_aggregations, result.n_weightings) == (3, 2, 12)
    assert (result.n_units, result.n_dropped, result.n_groups) == (4, 0, 1)
    assert result.units.tolist() == [0, 1, 2, 3]


def test_a_unit_that_is_ahead_in_every_part_is_ahead_under_every_choice():
    result = ranges()
    assert result.ranks.high[0] < 3
    assert result.ranks.low[1] == 2
    assert result.ranks.low.tolist() == [1, 2, 1]


def test_values_stay_between_the_weakest_and_the_strongest_part():
    result = ranges()
    assert np.all(result.values.low >= PARTS.min(axis=1))
    assert np.all(result.values.high <= PARTS.max(axis=1))


def test_a_unit_of_equal_scores_has_one_value_whatever_the_choice():
    result = ranges(np.array([[40.0, 40, 40], [80.0, 20, 50]]))
    spread = result.values
    for ends in (spread.low, spread.p5, spread.median, spread.p95, spread.high):
        assert ends[0] == pytest.approx(40)
    assert spread.low[1] < 40 < spread.high[1]


def test_units_are_ranked_within_their_group():
    # each month has one team far ahead; over both months the second would be first to fourth
    parts = np.array([[90.0, 90, 90], [10.0, 10, 10], [50.0, 50, 50], [5.0, 5, 5]])
    result = ranges(parts, groups=["2019-07", "2019-07", "2019-08", "2019-08"])
    assert result.ranks.low.tolist() == result.ranks.high.tolist() == [1, 2, 1, 2]
    assert result.n_groups == 2
    together = ranges(parts)
    assert together.ranks.median.tolist() == [1, 3, 2, 4]


def test_groups_in_any_order_keep_their_units():
    groups = ["b", "a", "b", "a", "a"]
    parts = np.vstack([PARTS, [[30, 20, 40.0], [70, 60, 20.0]]])
    result = ranges(parts, groups=groups)
    one = ranges(parts[[1, 3, 4]])
    assert result.ranks.median[[1, 3, 4]] == pytest.approx(one.ranks.median)
    assert result.values.p95[[1, 3, 4]] == pytest.approx(one.values.p95)


def test_ties_share_the_mean_rank():
    result = ranges(np.array([[40.0, 50, 60], [40.0, 50, 60], [1.0, 2, 3]]))
    assert result.ranks.low.tolist() == result.ranks.high.tolist() == [1.5, 1.5, 3]


def test_one_unit_is_first_in_all_scenarios():
    result = ranges(PARTS[:1])
    assert result.ranks.low.tolist() == result.ranks.high.tolist() == [1]


def test_incomplete_units_are_dropped_and_counted_or_kept():
    parts = np.vstack([PARTS, [[30, nan, 40.0], [nan, nan, 20.0]]])
    result = ranges(parts)
    assert (result.units.tolist(), result.n_dropped) == ([0, 1, 2], 2)
    kept = ranges(parts, missing="renormalise")
    assert (kept.units.tolist(), kept.n_dropped) == ([0, 1, 2, 3], 1)
    assert 30 <= kept.values.low[3] <= kept.values.high[3] <= 40


def test_groups_of_dropped_units_do_not_count():
    parts = np.vstack([PARTS, [[30, nan, 40.0]]])
    assert ranges(parts, groups=["a", "a", "a", "b"]).n_groups == 1


def test_clipped_and_floored_are_counted_by_normalisation():
    parts = np.array([[0.0, 120, 50], [40.0, 30, 20], [20.0, 25, 60], [10.0, 60, 10]])
    result = composite_uncertainty(parts, goalposts=POINTS, n_weights=5, rng=rng())
    # goalposts: 120 is past the end, 0 below the floor; min-max: the lowest of each part is 0
    assert result.n_clipped == (1, 0, 0)
    assert result.n_floored == (1, 3, 0)


def test_the_same_seed_gives_the_same_range():
    assert ranges().values.p5.tolist() == ranges().values.p5.tolist()
    assert ranges().values.p5.tolist() != ranges(n_weights=201).values.p5.tolist()


def test_ranges_where_a_part_has_no_spread():
    parts = np.array([[50.0, 1, 2], [50.0, 2, 1], [50.0, 4, 4]])
    assert ranges(parts).n_units == 3
    with pytest.raises(InsufficientDataError, match="kolumnie 1 ma we wszystkich"):
        ranges(parts, goalposts=None, normalisations=["min_max"])
    with pytest.raises(InsufficientDataError, match="kolumnie 1 ma we wszystkich"):
        ranges(parts, weightings=["pca"])


def test_ranges_where_a_part_is_missing_everywhere():
    parts = np.array([[50.0, nan, 2], [40.0, nan, 1]])
    for compute in (ranges, sensitivity):
        with pytest.raises(InsufficientDataError, match="kolumnie 2 nie ma wartości"):
            compute(parts, missing="renormalise")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"n_weights": 0}, "n_weights is 1 or more"),
        ({"n_weights": -1}, "n_weights is 0 or more"),
        ({"normalisations": []}, "normalisations has 1 or more choices"),
        ({"normalisations": "z"}, "normalisations is a list"),
        ({"normalisations": ["z", "z"], "goalposts": None}, "each once"),
        ({"normalisations": ["z"]}, "goalposts are given for"),
        ({"goalposts": None}, "goalposts are given for"),
        ({"aggregations": ["median"]}, "aggregations is a list of geometric, arithmetic"),
        ({"weightings": ["given"]}, "weightings is a list of equal, pca"),
        ({"missing": "mean"}, "missing is one of"),
        ({"floor": 0}, "floor is above 0"),
        ({"groups": ["a"]}, "one label for each of 3 units"),
        ({"groups": ["a", None, "b"]}, "missing labels"),
    ],
)
def test_wrong_options_of_a_range(options, reason):
    with pytest.raises(ValueError, match=reason):
        ranges(**options)


def test_the_number_of_weightings_is_whole():
    with pytest.raises(TypeError, match="n_weights is an integer"):
        ranges(n_weights=10.0)


def test_only_random_weights():
    assert ranges(weightings=[]).n_scenarios == 400


def test_ranks_by_hand():
    ranks = ranks_of(np.array([[10.0, 30, 20], [5.0, 5, 5], [0.0, 100, 0]]))
    assert ranks.tolist() == [[3, 1, 2], [2, 2, 2], [2.5, 1, 2.5]]


def test_values_that_differ_by_rounding_alone_are_ties():
    # 0.1 + 0.2 and 0.3 differ in the seventeenth digit
    assert ranks_of(np.array([[0.1 + 0.2, 0.3]])).tolist() == [[1.5, 1.5]]


def test_small_but_real_differences_are_no_ties():
    assert ranks_of(np.array([[50.0, 50.000_001]])).tolist() == [[2, 1]]


def test_one_choice_changed_at_a_time():
    # base: cube root of the product 80 * 60 * 45 = 60, and 30; arithmetic 61.666667 and 30
    rows = one_at_a_time(
        np.array([[80.0, 60, 45], [30.0, 30, 30]]),
        goalposts=POINTS, normalisations=["goalposts"], weightings=["equal"],
    )  # fmt: skip
    assert [row.choice for row in rows] == ["base", "aggregation", *["without_part"] * 3]
    base, arithmetic, first, _, _ = rows
    assert (base.option, base.n_units) == ("goalposts geometric equal", 2)
    assert base.mean_index == pytest.approx(45)
    assert (base.mean_shift, base.max_shift, base.mean_rank_shift) == (0, 0, 0)
    assert arithmetic.mean_index == pytest.approx(45.833333)
    assert arithmetic.mean_shift == pytest.approx(0.833333)
    assert arithmetic.max_shift == pytest.approx(1.666667)
    # without the first part sqrt(60 * 45) = 51.961524
    assert first.option == "0"
    assert first.max_shift == pytest.approx(60 - 51.961524)


def test_a_choice_that_turns_ranks_round():
    # geometric 30 and 40, arithmetic 50 and 40
    rows = one_at_a_time(
        np.array([[90.0, 10], [40.0, 40]]),
        goalposts=POINTS[:2], normalisations=["goalposts"], weightings=["equal"],
    )  # fmt: skip
    assert [row.choice for row in rows] == ["base", "aggregation"]  # two parts: none to leave out
    assert (rows[1].mean_rank_shift, rows[1].max_rank_shift) == (1, 1)


def test_every_list_of_choices_has_its_rows():
    parts = np.vstack([PARTS, [[30, 20, 40.0]]])
    rows = one_at_a_time(parts, goalposts=POINTS)
    assert [(row.choice, row.option) for row in rows] == [
        ("base", "goalposts geometric equal"),
        ("normalisation", "min_max"),
        ("normalisation", "z"),
        ("aggregation", "arithmetic"),
        ("weights", "pca"),
        ("without_part", "0"),
        ("without_part", "1"),
        ("without_part", "2"),
    ]


def test_the_first_of_each_list_is_the_base():
    parts = np.vstack([PARTS, [[30, 20, 40.0]]])
    base = one_at_a_time(
        parts, normalisations=["z"], aggregations=["arithmetic"], weightings=["pca"]
    )[0]
    assert base.option == "z arithmetic pca"


def test_wrong_lists_of_choices():
    with pytest.raises(ValueError, match="weightings has 1 or more"):
        one_at_a_time(PARTS, goalposts=POINTS, weightings=[])


def test_factors_are_the_lists_of_more_than_one_choice():
    result = sensitivity(normalisations=["goalposts"])
    assert [(one.factor, one.output) for one in result.indices] == [
        ("aggregation", "mean_index"),
        ("weights", "mean_index"),
        ("aggregation", "mean_rank_shift"),
        ("weights", "mean_rank_shift"),
    ]
    # 64 * (2 factors + 2)
    assert (result.n_samples, result.n_evaluations) == (64, 256)
    assert (result.n_units, result.n_dropped, result.n_groups) == (3, 0, 1)
    assert (result.confidence_level, result.method) == (0.95, "sobol_saltelli")
    assert result.constant_outputs == ()


def test_an_output_that_never_varies_is_named_and_has_no_indices():
    # one unit is first under every choice
    result = sensitivity(PARTS[:1], normalisations=["goalposts"])
    assert result.constant_outputs == ("mean_rank_shift",)
    assert {one.output for one in result.indices} == {"mean_index"}


def test_an_index_that_depends_on_no_choice():
    with pytest.raises(InsufficientDataError, match="nie zależy od tych wyborów"):
        sensitivity(np.full((2, 3), 40.0), normalisations=["goalposts"])


def test_an_interval_lies_around_its_index_and_widens_with_the_level():
    narrow, wide = (sensitivity(confidence_level=level).indices for level in (0.5, 0.99))
    for one, other in zip(narrow, wide, strict=True):
        assert (one.first, one.total) == (other.first, other.total)
        assert other.first_low < one.first_low < one.first < one.first_high < other.first_high
        assert other.total_low < one.total_low < one.total < one.total_high < other.total_high


def test_a_point_of_the_cube_is_a_choice_and_a_weighting():
    # 0.4 of 3 choices is the second, 0.5 of 2 the second: case 1 * 2 + 1 = 3; u = exp(-k) has the
    # exponential k, so that weights are 1/4 and 3/4
    sample = np.array([[0.4, 0.5, np.exp(-1), np.exp(-3)], [0.999, 0.0, np.exp(-1), np.exp(-1)]])
    case, weights = decode(
        sample, ["normalisation", "aggregation", "part 0", "part 1"],
        {"normalisation": 3, "aggregation": 2},
    )  # fmt: skip
    assert case.tolist() == [3, 4]
    assert weights == pytest.approx(np.array([[0.25, 0.75], [0.5, 0.5]]))


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"n_samples": 100}, "n_samples is a power of 2"),
        ({"n_samples": 8}, "16 or more"),
        ({"resamples": 99}, "resamples is 100 or more"),
        ({"confidence_level": 95}, "confidence_level lies"),
        ({"normalisations": ["goalposts"], "aggregations": ["geometric"]}, "two choices or more"),
        ({"normalisations": []}, "normalisations has 1 or more"),
    ],
)
def test_wrong_options_of_a_sensitivity(options, reason):
    with pytest.raises(ValueError, match=reason):
        sensitivity(**options)
