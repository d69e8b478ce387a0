import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.composite import composite_index

pytestmark = pytest.mark.unit

nan = np.nan
POINTS = [[0, 100], [0, 100]]


def index(rows, **options):
    return composite_index(np.array(rows, dtype=float), **{"goalposts": POINTS} | options)


def test_goalposts_put_a_part_between_ends_stated_beforehand():
    # meetings 3 of 4 asked for: 75; sectors 5 between 2 and 12: 30; sqrt(75 * 30) = 47.434165
    result = index([[3, 5]], goalposts=[[0, 4], [2, 12]])
    assert result.values == pytest.approx([47.434165], abs=1e-6)
    assert (result.n_units, result.n_dropped, result.n_clipped, result.n_floored) == (1, 0, 0, 0)


def test_the_arithmetic_mean_lets_a_strong_part_make_up_for_a_weak_one():
    # both have the mean 50; sqrt(90 * 10) = 30, sqrt(50 * 50) = 50
    rows = [[90, 10], [50, 50]]
    assert index(rows, aggregation="arithmetic").values == pytest.approx([50, 50])
    assert index(rows).values == pytest.approx([30, 50])


def test_min_max_goes_from_the_lowest_to_the_highest_value_at_hand():
    # part 1: 10, 20, 30 -> 0, 50, 100; part 2: 4, 8, 5 -> 0, 100, 25
    result = index(
        [[10, 4], [20, 8], [30, 5]],
        goalposts=None, normalisation="min_max", aggregation="arithmetic",
    )  # fmt: skip
    assert result.values == pytest.approx([0, 75, 62.5])


def test_z_gives_ten_points_for_a_standard_deviation_over_n_less_1():
    # 10, 20, 30: mean 20, s 10 -> 40, 50, 60; 1, 1, 4: mean 2, s sqrt(3) -> -1/1.732051 and
    # 2/1.732051 standard deviations -> 44.226497, 44.226497, 61.547005
    result = index(
        [[10, 1], [20, 1], [30, 4]],
        goalposts=None, normalisation="z", aggregation="arithmetic",
    )  # fmt: skip
    assert result.values == pytest.approx([42.113249, 47.113249, 60.773503], abs=1e-6)


def test_values_past_an_end_are_put_on_it_and_counted():
    result = index([[120, -5], [50, 50]], aggregation="arithmetic")
    assert result.values == pytest.approx([50, 50])
    assert result.n_clipped == 2


def test_z_past_five_standard_deviations_is_clipped_and_counted():
    # one of 40 values apart: (n - 1) / sqrt(n) = 6.17 standard deviations -> 111.7 points
    rows = np.column_stack([np.r_[np.zeros(39), 1], np.arange(40)])
    result = composite_index(rows, normalisation="z", aggregation="arithmetic")
    assert result.n_clipped == 1
    # 100 and 50 + 10 * 19.5 / 11.690452 (deviation of 0..39) = 66.680279
    assert result.values[-1] == pytest.approx((100 + 66.680279) / 2, abs=1e-6)


def test_given_weights_are_scaled_to_sum_to_1():
    # 0.75 * 80 + 0.25 * 40 = 70; 80^0.75 * 40^0.25 = 67.271713
    result = index([[80, 40]], weights=[3, 1], aggregation="arithmetic")
    assert result.values == pytest.approx([70])
    assert result.weights == pytest.approx([0.75, 0.25])
    assert result.weighting == "given"
    assert index([[80, 40]], weights=[3, 1]).values == pytest.approx([67.271713], abs=1e-6)


def test_a_score_of_0_counts_as_the_floor_in_a_geometric_mean_and_is_counted():
    # sqrt(1 * 64) = 8 and sqrt(4 * 64) = 16; with 0 the strong part would not count at all
    rows = [[0, 64], [100, 100]]
    assert index(rows).values == pytest.approx([8, 100])
    assert index(rows, floor=4).values == pytest.approx([16, 100])
    assert (index(rows).n_floored, index(rows).floor) == (1, 1.0)


def test_a_score_at_the_floor_is_not_raised():
    assert index([[4, 64]], floor=4).n_floored == 0


def test_an_arithmetic_mean_knows_no_floor():
    result = index([[0, 64]], aggregation="arithmetic")
    assert result.values == pytest.approx([32])
    assert result.n_floored == 0


def test_contributions_in_points_add_up_to_the_arithmetic_index():
    result = index([[80, 40]], weights=[3, 1], aggregation="arithmetic")
    assert result.contributions == pytest.approx(np.array([[60, 10]]))


def test_logarithmic_contributions_say_how_far_a_part_pulls_below_100():
    # 0.5 ln 0.9 = -0.052680 and 0.5 ln 0.1 = -1.151293; their sum is ln 0.3
    result = index([[90, 10]])
    assert result.contributions == pytest.approx(np.array([[-0.052680, -1.151293]]), abs=1e-6)
    assert np.exp(result.contributions.sum()) == pytest.approx(result.values[0] / 100)


def test_by_default_a_unit_needs_all_parts():
    result = index([[80, 40], [80, nan], [60, 60]])
    assert result.units.tolist() == [0, 2]
    assert (result.n_units, result.n_dropped, result.n_renormalised) == (2, 1, 0)


def test_weights_of_a_missing_part_go_to_the_others_in_proportion():
    # weights 1, 2, 1 without the second: 1/2 and 1/2 of 80 and 40
    result = composite_index(
        np.array([[80, nan, 40], [nan, 50, nan], [60.0, 60, 60]]),
        goalposts=[[0, 100]] * 3, weights=[1, 2, 1], aggregation="arithmetic",
        missing="renormalise",
    )  # fmt: skip
    assert result.values == pytest.approx([60, 60])
    assert result.contributions == pytest.approx(np.array([[40, 0, 20], [15, 30, 15]]))
    assert result.n_parts.tolist() == [2, 3]
    # one part alone is no composite
    assert (result.units.tolist(), result.n_dropped, result.n_renormalised) == ([0, 2], 1, 1)


def test_a_geometric_mean_of_the_parts_at_hand():
    # sqrt(80 * 20) = 40; ln 0.8 / 2 + ln 0.2 / 2 = ln 0.4
    result = composite_index(
        np.array([[80, nan, 20], [50.0, 50, 50]]), goalposts=[[0, 100]] * 3, missing="renormalise"
    )
    assert result.values == pytest.approx([40, 50])
    assert result.contributions[0].sum() == pytest.approx(np.log(0.4))


def test_weights_of_the_principal_component():
    # of two parts both loadings are 1/sqrt(2); r = 0.5, so that the component holds 1.5 of 2
    result = index([[10, 20], [20, 10], [30, 30]], weights="pca", aggregation="arithmetic")
    assert result.weights == pytest.approx([0.5, 0.5])
    assert result.component.explained_share == pytest.approx(0.75)
    assert (result.component.n_opposed, result.component.n_units) == (0, 3)
    assert result.weighting == "pca"


def test_a_part_that_goes_against_the_others_is_counted():
    # the second part falls where the others rise: squared loadings do not show it
    rows = [[10, 90, 12], [20, 80, 25], [30, 65, 31], [40, 60, 44]]
    result = composite_index(np.array(rows), goalposts=[[0, 100]] * 3, weights="pca")
    assert result.component.n_opposed == 1


def test_the_principal_component_is_of_the_complete_units():
    rows = [[10, 20, 15], [20, 10, 12], [30, 30, 30], [40, 35, nan]]
    some = composite_index(
        np.array(rows, dtype=float), goalposts=[[0, 100]] * 3, weights="pca", missing="renormalise"
    )
    complete = composite_index(np.array(rows[:3]), goalposts=[[0, 100]] * 3, weights="pca")
    assert some.weights == pytest.approx(complete.weights)
    assert (some.component.n_units, some.n_units) == (3, 4)


def test_one_unit_has_an_index_by_goalposts():
    result = index([[81, 49]])
    assert result.values == pytest.approx([63])


def test_the_input_is_not_changed():
    rows = np.array([[120.0, nan], [0.0, 50.0]])
    before = rows.copy()
    index(rows, missing="require")
    assert np.array_equal(rows, before, equal_nan=True)


@pytest.mark.parametrize("normalisation", ["min_max", "z"])
@pytest.mark.parametrize(
    "rows", [[[5, 1], [5, 2], [5, 3]], [[5, 1]], [[0, 1], [0, 2]], [[0.1 + 0.2, 1], [0.3, 2]]]
)
def test_a_part_without_spread_has_no_place_on_a_scale_of_the_data(normalisation, rows):
    with pytest.raises(InsufficientDataError, match="kolumnie 1 ma we wszystkich jednostkach tę"):
        index(rows, goalposts=None, normalisation=normalisation)


def test_the_same_part_has_one_by_goalposts():
    result = index([[25, 1], [25, 4]])
    assert result.values == pytest.approx([5, 10])


@pytest.mark.parametrize("missing", ["require", "renormalise"])
@pytest.mark.parametrize(
    ("rows", "column"),
    [([[5, nan, 1], [6, nan, 2]], 2), ([[nan, nan, 3], [1, 2, nan], [2, 3, nan]], 3)],
)
def test_a_part_that_no_unit_of_the_index_has_is_no_part(missing, rows, column):
    # In the second table the units with the third part have nothing else; with "require" there is
    # no complete unit, and the part is not missing everywhere.
    reason = f"kolumnie {column} nie ma wartości"
    if missing == "require" and column == 3:
        reason = "Żadna jednostka nie ma składowych"
    with pytest.raises(InsufficientDataError, match=reason):
        composite_index(np.array(rows), goalposts=[[0, 100]] * 3, missing=missing)


def test_no_unit_with_enough_parts():
    with pytest.raises(InsufficientDataError, match="liczba jednostek: 2"):
        index([[5, nan], [nan, 3]], missing="renormalise")
    with pytest.raises(InsufficientDataError, match="liczba jednostek: 0"):
        composite_index(np.empty((0, 2)), goalposts=POINTS)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[10, 20], [20, 10]], "liczba takich jednostek: 2"),
        ([[10, 10], [10, 20], [20, 10], [20, 20]], "nie jest jednoznaczna"),  # r = 0
        ([[10, 50], [20, 50], [30, 50]], "kolumnie 2 ma we wszystkich"),
    ],
)
def test_where_the_principal_component_is_undefined(rows, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        index(rows, weights="pca")


def test_two_components_as_large_as_each_other():
    # each team is ahead in one part: correlations of -1/2, eigenvalues 3/2, 3/2 and 0
    with pytest.raises(InsufficientDataError, match="nie jest jednoznaczna"):
        composite_index(
            np.array([[90, 10, 10], [10, 90, 10], [10, 10, 90]]), goalposts=[[0, 100]] * 3,
            weights="pca",
        )  # fmt: skip


def test_a_part_that_the_component_leaves_out():
    # the third part is uncorrelated with two equal ones: its loading is 0
    rows = [[10, 10, 10], [10, 10, 20], [20, 20, 10], [20, 20, 20]]
    with pytest.raises(InsufficientDataError, match="pomija którąś"):
        composite_index(np.array(rows), goalposts=[[0, 100]] * 3, weights="pca")


@pytest.mark.parametrize(
    "weights", [[1, 0], [2, -1], [1, nan], [1, np.inf], [1, 1, 1], [[1, 1]], 1.0]
)
def test_weights_are_one_positive_number_for_each_part(weights):
    with pytest.raises(ValueError, match="weights are 2 positive numbers"):
        index([[80, 40]], weights=weights)


@pytest.mark.parametrize("weights", [["a", "b"], [True, True], [None, 1]])
def test_weights_are_numbers(weights):
    with pytest.raises(TypeError, match="weights are real numbers"):
        index([[80, 40]], weights=weights)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"weights": "pcaa"}, "equal, pca or numbers"),
        ({"normalisation": "zz", "goalposts": None}, "normalisation is one of"),
        ({"aggregation": "mean"}, "aggregation is one of"),
        ({"missing": "drop"}, "missing is one of"),
        ({"goalposts": None}, "goalposts are given for"),
        ({"normalisation": "z"}, "goalposts are given for"),
        ({"goalposts": [[0, 1]]}, r"goalposts has the shape \(2, 2\)"),
        ({"goalposts": [[0, 1], [1, 1]]}, "first of each part is the lower"),
        ({"goalposts": [[0, 1], [5, 1]]}, "turn a part"),
        ({"goalposts": [[0, 1], [nan, 1]]}, "goalposts are finite"),
        ({"floor": 0}, "floor is above 0"),
        ({"floor": 100}, "below 100"),
        ({"floor": nan}, "floor is above 0"),
    ],
)
def test_wrong_options_of_an_index(options, reason):
    with pytest.raises(ValueError, match=reason):
        index([[80, 40]], **options)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([1.0, 2.0], "two dimensions"),
        ([[1.0], [2.0]], "2 or more columns"),
        ([[1.0, np.inf]], "infinite"),
    ],
)
def test_wrong_tables_of_parts(parts, reason):
    with pytest.raises(ValueError, match=reason):
        composite_index(np.array(parts), goalposts=POINTS)


@pytest.mark.parametrize("parts", [[["a", "b"]], [[True, False]], [[None, 1]]])
def test_parts_are_numbers(parts):
    with pytest.raises(TypeError, match="parts holds real numbers"):
        composite_index(np.array(parts), goalposts=POINTS)


def test_goalposts_are_numbers():
    with pytest.raises(TypeError, match="goalposts holds real numbers"):
        index([[80, 40]], goalposts=[["0", "1"], ["0", "1"]])
