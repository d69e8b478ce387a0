import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.network_centralisation import degree_centralisation
from kooperacja_eval.stats.network_graph import whole_graph
from kooperacja_eval.stats.network_shape import components, transitivity
from kooperacja_eval.stats.network_structure import density, entity_ties, reciprocity
from kooperacja_eval.stats.tie_matrix import tie_network

pytestmark = pytest.mark.property

HIGHEST = 5
RULES = ("either", "both", "mean")
DEGREES = ("undirected", "in", "out")


@st.composite
def teams(draw, *, gaps=True):
    """Levels of 3 to 8 entities and who responded; at least one level is there."""
    n = draw(st.integers(3, 8))
    cell = st.integers(-2 if gaps else 0, HIGHEST)  # -2 and -1: no answer
    rows = st.lists(cell, min_size=n, max_size=n)
    levels = np.array(draw(st.lists(rows, min_size=n, max_size=n)), float)
    levels[levels < 0] = np.nan
    np.fill_diagonal(levels, np.nan)
    responded = np.full(n, True)
    if gaps:
        responded[draw(st.integers(0, 2)) :: 4] = draw(st.booleans())
        levels[~responded] = np.nan
    assume(not np.isnan(levels).all())
    return levels, responded


def networked(team, threshold=3, missing="leave_out"):
    return tie_network(*team, threshold=threshold, highest=HIGHEST, missing=missing)


def outcome(figure, network, **options):
    """Return the figures of a result, or the words of the refusal."""
    try:
        result = figure(network, **options)
    except InsufficientDataError as error:
        return str(error)
    return {
        name: getattr(result, name)
        for name in type(result).__dataclass_fields__
        if name != "isolates"
    }


def all_outcomes(network):
    yield outcome(density, network)
    for measure in ("edgewise", "dyadic_nonnull", "dyadic"):
        yield outcome(reciprocity, network, measure=measure)
    for unknown in ("refuse", "no_tie"):
        for rule in RULES:
            yield outcome(components, network, symmetrise=rule, unknown=unknown)
            yield outcome(transitivity, network, symmetrise=rule, unknown=unknown)
            yield outcome(degree_centralisation, network, symmetrise=rule, unknown=unknown)
        for degree in ("in", "out"):
            yield outcome(degree_centralisation, network, degree=degree, unknown=unknown)
        yield outcome(transitivity, network, direction="directed", unknown=unknown)


thresholds = st.integers(1, HIGHEST)
ways = st.sampled_from(["leave_out", "reconstruct"])


@given(teams(), thresholds, ways, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_names_of_entities_do_not_matter(team, threshold, missing, random):
    levels, responded = team
    order = np.array(random.sample(range(len(levels)), len(levels)))
    mixed = (levels[np.ix_(order, order)], responded[order])
    one, other = networked(team, threshold, missing), networked(mixed, threshold, missing)
    assert list(all_outcomes(one)) == list(all_outcomes(other))
    for name in ("out_degree", "in_degree", "out_strength", "in_strength", "n_out_known"):
        before, after = getattr(entity_ties(one), name), getattr(entity_ties(other), name)
        np.testing.assert_array_equal(before[order], after)


@given(teams(), thresholds, ways)
@settings(max_examples=60, deadline=None)
def test_bounds(team, threshold, missing):
    for result in all_outcomes(networked(team, threshold, missing)):
        if isinstance(result, str):
            continue
        if "asked" in result:
            assert 0 <= result["all_pairs"] <= result["asked"] <= 1
            assert 0 <= result["n_ties"] <= result["n_asked"] <= result["n_all"]
        elif "sizes" in result:
            assert sum(result["sizes"]) == result["n_entities"]
            assert result["n_isolates"] == result["sizes"].count(1)
            assert len(result["sizes"]) == result["n_components"] >= 1
        else:
            assert 0 <= result["estimate"] <= 1


@given(teams(), thresholds)
@settings(max_examples=40, deadline=None)
def test_the_dyads_add_up(team, threshold):
    network = networked(team, threshold)
    n = network.n_entities
    try:
        result = reciprocity(network, measure="dyadic")
    except InsufficientDataError:
        return
    counts = (result.n_mutual, result.n_asymmetric, result.n_null, result.n_undefined)
    assert sum(counts) == n * (n - 1) // 2
    degrees = entity_ties(network)
    assert degrees.out_degree.sum() == degrees.in_degree.sum() == density(network).n_ties
    assert degrees.n_out_known.sum() == degrees.n_in_known.sum() == density(network).n_asked


@given(teams(), ways)
@settings(max_examples=40, deadline=None)
def test_a_higher_threshold_never_adds_a_tie(team, missing):
    shares = [density(networked(team, level, missing)).asked for level in range(1, HIGHEST + 1)]
    assert shares == sorted(shares, reverse=True)


@given(teams(), thresholds)
@settings(max_examples=40, deadline=None)
def test_the_complement_swaps_ties_and_their_absence(team, threshold):
    # Where level l becomes 5 - l and the threshold t becomes 6 - t, a tie is what was none
    levels, responded = team
    network = networked(team, threshold)
    other = networked((HIGHEST - levels, responded), HIGHEST + 1 - threshold)
    np.testing.assert_array_equal(other.ties, network.known & ~network.ties)
    assert density(other).asked == pytest.approx(1 - density(network).asked)
    try:
        one, two = (reciprocity(net, measure="dyadic") for net in (network, other))
    except InsufficientDataError:
        return
    assert (one.n_mutual, one.n_asymmetric, one.n_null) == (
        *(two.n_null, two.n_asymmetric, two.n_mutual),
    )
    assert one.estimate == two.estimate


@given(teams(gaps=False), thresholds)
@settings(max_examples=40, deadline=None)
def test_the_complement_of_either_is_both(team, threshold):
    levels, responded = team
    other = networked((HIGHEST - levels, responded), HIGHEST + 1 - threshold)
    either = whole_graph(networked(team, threshold), "either", "refuse").ties
    both = whole_graph(other, "both", "refuse").ties
    np.testing.assert_array_equal(either + both, 1 - np.eye(len(levels), dtype=int))


@given(teams(), thresholds)
@settings(max_examples=40, deadline=None)
def test_both_needs_more_than_mean_and_mean_more_than_either(team, threshold):
    network = networked(team, threshold)
    try:
        graphs = [whole_graph(network, rule, "no_tie").ties for rule in ("both", "mean", "either")]
    except InsufficientDataError:
        return
    assert (graphs[0] <= graphs[1]).all()
    assert (graphs[1] <= graphs[2]).all()


@given(teams(), thresholds)
@settings(max_examples=40, deadline=None)
def test_turning_reports_round_swaps_in_and_out(team, threshold):
    levels, _ = team
    everybody = np.full(len(levels), True)
    one = networked((levels, everybody), threshold)
    other = networked((levels.T, everybody), threshold)
    assert reciprocity_or_none(one) == reciprocity_or_none(other)
    for degree, turned in (("in", "out"), ("out", "in")):
        before = degree_centralisation(one, degree=degree, unknown="no_tie")
        after = degree_centralisation(other, degree=turned, unknown="no_tie")
        assert (before.estimate, before.max_degree) == (after.estimate, after.max_degree)


def reciprocity_or_none(network):
    return outcome(reciprocity, network, measure="edgewise")


@given(teams())
@settings(max_examples=40, deadline=None)
def test_reconstruction_only_adds_what_the_partner_said(team):
    plain, made = networked(team), networked(team, missing="reconstruct")
    np.testing.assert_array_equal(made.known, plain.known | plain.known.T)
    np.testing.assert_array_equal(made.levels[plain.known], plain.levels[plain.known])
    added = made.known & ~plain.known
    np.testing.assert_array_equal(made.levels[added], plain.levels.T[added])
    assert made.n_reconstructed == added.sum()
    assert density(made).n_asked == density(plain).n_asked + made.n_reconstructed


@given(teams(gaps=False), thresholds)
@settings(max_examples=40, deadline=None)
def test_networkx_counts_the_same_where_nothing_is_missing(team, threshold):
    network = networked(team, threshold)
    graph = nx.from_numpy_array(network.ties.astype(int), create_using=nx.DiGraph)
    assert density(network).asked == pytest.approx(nx.density(graph))
    if graph.number_of_edges():
        assert reciprocity(network).estimate == pytest.approx(nx.overall_reciprocity(graph))
    weighted = nx.from_numpy_array(np.nan_to_num(network.levels), create_using=nx.DiGraph)
    ties = entity_ties(network)
    assert [d for _, d in weighted.out_degree(weight="weight")] == ties.out_strength.tolist()
    assert [d for _, d in weighted.in_degree(weight="weight")] == ties.in_strength.tolist()
    for rule in ("either", "both"):
        one_sided = graph.to_undirected(reciprocal=rule == "both")
        closed = outcome(transitivity, network, symmetrise=rule)
        if not isinstance(closed, str):
            assert closed["estimate"] == pytest.approx(nx.transitivity(one_sided))
        parts = components(network, symmetrise=rule)
        assert parts.n_components == nx.number_connected_components(one_sided)
        assert list(parts.isolates) == list(nx.isolates(one_sided))
