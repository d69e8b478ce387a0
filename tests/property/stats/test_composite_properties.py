import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kooperacja_eval.stats.composite import composite_index
from kooperacja_eval.stats.composite_ranks import ranks_of
from kooperacja_eval.stats.composite_uncertainty import composite_uncertainty

pytestmark = pytest.mark.property

ROUNDING = 1e-9

SCORES = st.integers(0, 400).map(lambda value: value / 4)
AGGREGATIONS = st.sampled_from(["geometric", "arithmetic"])
SCALED = st.sampled_from(["min_max", "z"])


@st.composite
def tables(draw, *, min_units=1, gaps=False):
    """Scores of 1 to 8 units in 2 to 5 parts; with gaps each unit keeps two parts."""
    n_units, n_parts = draw(st.integers(min_units, 8)), draw(st.integers(2, 5))
    cells = draw(st.lists(SCORES, min_size=n_units * n_parts, max_size=n_units * n_parts))
    table = np.array(cells).reshape(n_units, n_parts)
    if gaps:
        holes = draw(st.lists(st.booleans(), min_size=table.size, max_size=table.size))
        holes = np.array(holes).reshape(table.shape)
        holes[:, :2] = False
        holes[0] = False
        table[holes] = np.nan
    return table


@st.composite
def varied(draw):
    """Tables in which every part has spread: the first two units have other ends."""
    table = draw(tables(min_units=3))
    table[0], table[1] = 5, 95
    return table


def ends(table):
    return [[0, 100]] * table.shape[1]


def random(seed=0):
    return np.random.default_rng(seed)


@given(tables(), AGGREGATIONS, st.randoms(use_true_random=False))
def test_an_index_lies_between_its_parts(table, aggregation, draw):
    weights = [draw.uniform(0.1, 3) for _ in range(table.shape[1])]
    result = composite_index(table, goalposts=ends(table), weights=weights, aggregation=aggregation)
    floored = np.maximum(table, result.floor if aggregation == "geometric" else 0)
    assert np.all(result.values >= floored.min(axis=1) - ROUNDING)
    assert np.all(result.values <= floored.max(axis=1) + ROUNDING)


@given(tables())
def test_the_geometric_index_is_never_the_higher(table):
    table = np.maximum(table, 1)
    low = composite_index(table, goalposts=ends(table)).values
    high = composite_index(table, goalposts=ends(table), aggregation="arithmetic").values
    assert np.all(low <= high + ROUNDING)


@given(tables(gaps=True))
def test_contributions_add_up_to_the_index(table):
    for aggregation in ("geometric", "arithmetic"):
        result = composite_index(
            table, goalposts=ends(table), aggregation=aggregation, missing="renormalise"
        )
        total = result.contributions.sum(axis=1)
        if aggregation == "geometric":
            total = 100 * np.exp(total)
        assert total == pytest.approx(result.values, rel=ROUNDING, abs=ROUNDING)


@given(tables(gaps=True), st.randoms(use_true_random=False), AGGREGATIONS)
def test_the_order_of_units_and_of_parts_does_not_matter(table, draw, aggregation):
    weights = np.array([draw.uniform(0.1, 3) for _ in range(table.shape[1])])
    rows = draw.sample(range(table.shape[0]), table.shape[0])
    columns = draw.sample(range(table.shape[1]), table.shape[1])
    options = {"goalposts": ends(table), "aggregation": aggregation, "missing": "renormalise"}
    one = composite_index(table, weights=weights, **options)
    other = composite_index(table[rows][:, columns], weights=weights[columns], **options)
    assert other.values == pytest.approx(one.values[rows], rel=ROUNDING)


@given(varied(), SCALED, AGGREGATIONS, st.floats(0.1, 10), st.integers(-500, 500))
def test_a_scale_of_the_data_forgets_the_unit_of_a_part(table, scale, way, factor, shift):
    moved = table.copy()
    moved[:, 0] = shift + factor * moved[:, 0]
    one = composite_index(table, normalisation=scale, aggregation=way)
    other = composite_index(moved, normalisation=scale, aggregation=way)
    assert other.values == pytest.approx(one.values, rel=1e-6, abs=1e-6)


@given(tables(), AGGREGATIONS, st.floats(0.1, 10))
def test_only_the_proportions_of_weights_matter(table, aggregation, factor):
    weights = np.arange(1, table.shape[1] + 1)
    options = {"goalposts": ends(table), "aggregation": aggregation}
    one = composite_index(table, weights=weights, **options)
    other = composite_index(table, weights=factor * weights, **options)
    assert other.values == pytest.approx(one.values, rel=ROUNDING, abs=ROUNDING)


@given(tables(), AGGREGATIONS, st.data())
def test_a_better_part_never_lowers_an_index(table, aggregation, data):
    unit = data.draw(st.integers(0, table.shape[0] - 1))
    part = data.draw(st.integers(0, table.shape[1] - 1))
    better = table.copy()
    better[unit, part] = min(100, better[unit, part] + 10)
    one = composite_index(table, goalposts=ends(table), aggregation=aggregation).values
    other = composite_index(better, goalposts=ends(table), aggregation=aggregation).values
    assert np.all(other >= one - ROUNDING)


@given(st.lists(st.lists(SCORES, min_size=6, max_size=6), min_size=1, max_size=4))
def test_ranks_add_up(rows):
    # 1 + 2 + ... + 6 = 21, ties or not; and the highest value has the lowest rank
    values = np.array(rows)
    ranks = ranks_of(values)
    assert ranks.sum(axis=1).tolist() == [21] * len(values)
    assert np.array_equal(
        np.sign(values[:, :, None] - values[:, None]), np.sign(ranks[:, None] - ranks[:, :, None])
    )


@settings(max_examples=30)
@given(tables(gaps=True), st.integers(1, 40))
def test_the_range_holds_the_index_and_its_quantiles_are_in_order(table, n_weights):
    result = composite_uncertainty(
        table, goalposts=ends(table), normalisations=["goalposts"], weightings=["equal"],
        n_weights=n_weights, missing="renormalise", rng=random(),
    )  # fmt: skip
    for spread in (result.values, result.ranks):
        rows = np.array([spread.low, spread.p5, spread.median, spread.p95, spread.high])
        assert np.all(np.diff(rows, axis=0) >= -ROUNDING)
    for aggregation in ("geometric", "arithmetic"):
        index = composite_index(
            table, goalposts=ends(table), aggregation=aggregation, missing="renormalise"
        ).values
        assert np.all(result.values.low <= index + ROUNDING)
        assert np.all(index <= result.values.high + ROUNDING)
    assert np.all(result.ranks.low >= 1)
    assert np.all(result.ranks.high <= len(table))


@settings(max_examples=30)
@given(varied(), st.randoms(use_true_random=False))
def test_ranges_follow_their_units(table, draw):
    rows = draw.sample(range(len(table)), len(table))
    groups = np.array([draw.choice("ab") for _ in table])
    options = {"goalposts": ends(table), "n_weights": 20, "weightings": ["equal"]}
    one = composite_uncertainty(table, groups=groups, rng=random(), **options)
    other = composite_uncertainty(table[rows], groups=groups[rows], rng=random(), **options)
    assert other.values.p5 == pytest.approx(one.values.p5[rows], rel=1e-6)
    assert other.ranks.p95 == pytest.approx(one.ranks.p95[rows])


@settings(max_examples=30)
@given(tables(min_units=2))
def test_a_unit_ahead_in_every_part_is_never_behind(table):
    table[0] = np.minimum(table[1] + 1, 100)
    result = composite_uncertainty(
        table, goalposts=ends(table), normalisations=["goalposts"], weightings=["equal"],
        n_weights=20, rng=random(),
    )  # fmt: skip
    assert np.all(result.values.low[0] >= result.values.low[1] - ROUNDING)
    assert result.ranks.high[0] <= result.ranks.high[1]
