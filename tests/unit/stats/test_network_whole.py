"""Figures of a whole network: what makes it whole, centralisation, transitivity, parts."""

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.network_centralisation import degree_centralisation
from kooperacja_eval.stats.network_graph import whole_graph
from kooperacja_eval.stats.network_shape import components, transitivity
from kooperacja_eval.stats.tie_matrix import tie_network

pytestmark = pytest.mark.unit


def network(text, *, silent=(), threshold=3, highest=5, missing="leave_out"):
    """A network from a drawing: rows report on columns, ``.`` is missing."""
    rows = [line.split() for line in text.strip().splitlines()]
    levels = np.array([[np.nan if cell == "." else float(cell) for cell in row] for row in rows])
    responded = ~np.isin(np.arange(len(rows)), silent)
    return tie_network(levels, responded, threshold=threshold, highest=highest, missing=missing)


def plain(text, **options):
    """A network of plain ties, 1 or 0."""
    return network(text, threshold=1, highest=1, **options)


def edges(graph):
    return [(i, j) for i, j in np.argwhere(graph.ties).tolist() if i < j]


# A-B is returned, A says C and C not, the mean of B (5) and C (1) is 3, of A (5) and D (0) 2.5
SIDES = """
    .  5  4  5
    3  .  5  0
    0  1  .  0
    0  0  0  .
"""


@pytest.mark.parametrize(
    ("symmetrise", "expected"),
    [
        ("either", [(0, 1), (0, 2), (0, 3), (1, 2)]),
        ("both", [(0, 1)]),
        ("mean", [(0, 1), (1, 2)]),  # AC (4 + 0) / 2 = 2
    ],
)
def test_when_a_dyad_is_tied(symmetrise, expected):
    graph = whole_graph(network(SIDES), symmetrise, "refuse")
    assert edges(graph) == expected
    assert (graph.ties == graph.ties.T).all()
    assert (graph.n_left_out, graph.n_unknown) == (0, 0)


# Of A-B both sides are known (1, 0), of A-C only C's (0), of B-C none
OPEN = """
    .  1  .
    0  .  .
    0  .  .
"""


@pytest.mark.parametrize(
    ("symmetrise", "n_unknown"),
    [
        ("either", 2),  # A may still say that it has a tie with C; nobody spoke of B-C
        ("both", 1),  # C's no settles A-C
        ("mean", 2),
        (None, 3),  # A to C, B to C, C to B
    ],
)
def test_a_pair_that_is_open_is_refused_or_said_to_be_no_tie(symmetrise, n_unknown):
    with pytest.raises(InsufficientDataError, match=f"liczba par nieznanych: {n_unknown}"):
        whole_graph(plain(OPEN), symmetrise, "refuse")
    graph = whole_graph(plain(OPEN), symmetrise, "no_tie")
    assert graph.n_unknown == n_unknown
    assert graph.ties[2].tolist() == [0, 0, 0]


def test_a_tie_that_one_side_reports_settles_the_dyad_for_either():
    one_sided = plain(". 1 1\n. . 1\n. . .", silent=[], missing="leave_out")
    assert whole_graph(one_sided, "either", "refuse").n_unknown == 0
    with pytest.raises(InsufficientDataError, match="liczba par nieznanych: 3"):
        whole_graph(one_sided, "both", "refuse")


# D did not respond; all others spoke of it
SILENT = """
    .  1  1  1
    1  .  0  0
    1  0  .  0
    .  .  .  .
"""


def test_who_did_not_respond_is_left_out_of_the_whole_graph():
    graph = whole_graph(plain(SILENT, silent=[3]), "either", "refuse")
    assert graph.places.tolist() == [0, 1, 2]
    assert (graph.n_left_out, graph.n_unknown) == (1, 0)
    result = degree_centralisation(plain(SILENT, silent=[3]))
    # Degrees 2, 1, 1: (0 + 1 + 1) / (2 * 1)
    assert (result.numerator, result.denominator, result.n_entities) == (2, 2, 3)
    assert result.n_left_out == 1


def test_who_did_not_respond_stays_where_partners_speak_for_it():
    result = degree_centralisation(plain(SILENT, silent=[3], missing="reconstruct"))
    # Degrees 3, 1, 1, 1: (0 + 2 + 2 + 2) / (3 * 2), a star
    assert (result.estimate, result.numerator, result.denominator) == (1.0, 6, 6)
    assert (result.n_entities, result.n_left_out) == (4, 0)


def test_reconstruction_leaves_pairs_of_two_silent_entities_open():
    both_silent = plain(". 1 1\n. . .\n. . .", silent=[1, 2], missing="reconstruct")
    with pytest.raises(InsufficientDataError, match="liczba par nieznanych: 1"):
        components(both_silent)
    assert components(both_silent, unknown="no_tie").sizes == (3,)


def test_centralisation_by_hand():
    # A path A-B-C-D: degrees 1, 2, 2, 1; (1 + 0 + 0 + 1) / (3 * 2)
    path = plain(". 1 0 0\n1 . 1 0\n0 1 . 1\n0 0 1 .")
    result = degree_centralisation(path)
    assert result.estimate == pytest.approx(1 / 3)
    assert (result.numerator, result.denominator, result.max_degree) == (2, 6, 2)
    assert (result.n_entities, result.n_left_out, result.n_unknown) == (4, 0, 0)
    assert result.method == "freeman_either"


@pytest.mark.parametrize(
    ("degree", "numerator", "max_degree"),
    [
        ("in", 3, 2),  # 2, 1, 0: (0 + 1 + 2)
        ("out", 0, 1),  # 1, 1, 1
    ],
)
def test_directed_centralisation_by_hand(degree, numerator, max_degree):
    # A to B, B to A, C to A; over (3 - 1)^2
    result = degree_centralisation(plain(". 1 0\n1 . 0\n1 0 ."), degree=degree)
    assert (result.numerator, result.denominator) == (numerator, 4)
    assert (result.max_degree, result.method) == (max_degree, f"freeman_{degree}")


@pytest.mark.parametrize("symmetrise", ["either", "both", "mean"])
def test_the_rule_of_symmetry_stands_in_the_result(symmetrise):
    assert degree_centralisation(network(SIDES), symmetrise=symmetrise).method.endswith(symmetrise)
    assert components(network(SIDES), symmetrise=symmetrise).method == symmetrise


@pytest.mark.parametrize("level", [0, 1])
def test_where_all_are_alike_nobody_stands_out(level):
    rows = [" ".join("." if i == j else str(level) for j in range(5)) for i in range(5)]
    alike = plain("\n".join(rows))
    for degree in ("undirected", "in", "out"):
        result = degree_centralisation(alike, degree=degree)
        assert (result.estimate, result.max_degree) == (0.0, 4 * level)


def test_two_entities_have_no_centre():
    with pytest.raises(InsufficientDataError, match=r"co najmniej 3 podmiotów.*podmiotów: 2"):
        degree_centralisation(plain(". 1\n1 ."))
    # three of which one is silent are two as well
    with pytest.raises(InsufficientDataError, match=r"co najmniej 3 podmiotów.*podmiotów: 2"):
        degree_centralisation(plain(". 1 1\n1 . 1\n. . .", silent=[2]))


def test_one_respondent_has_no_shape():
    alone = plain(". 1 1\n. . .\n. . .", silent=[1, 2])
    for figure in (components, transitivity):
        with pytest.raises(InsufficientDataError, match=r"co najmniej 2 podmiotów.*podmiotów: 1"):
            figure(alone)


def test_transitivity_by_hand():
    # A triangle A-B-C and D at A. Triples with a middle: A 3, B 1, C 1, D 0, of which 3 closed;
    # each counts from both ends
    result = transitivity(plain(". 1 1 1\n1 . 1 0\n1 1 . 0\n1 0 0 ."))
    assert (result.n_closed, result.n_paths) == (6, 10)
    assert result.estimate == 0.6
    assert (result.n_entities, result.n_left_out, result.n_unknown) == (4, 0, 0)
    assert result.method == "either"


def test_directed_transitivity_by_hand():
    # A to B, B to C, A to C, C to D. Paths ABC (closed by AC), BCD and ACD (open)
    result = transitivity(plain(". 1 1 0\n0 . 1 0\n0 0 . 1\n0 0 0 ."), direction="directed")
    assert (result.n_closed, result.n_paths, result.method) == (1, 3, "directed")
    # A to B and back is no path between two entities
    there_and_back = plain(". 1 0\n1 . 0\n0 0 .")
    with pytest.raises(InsufficientDataError, match="nie ma czego domykać"):
        transitivity(there_and_back, direction="directed")


def test_transitivity_of_a_network_without_triples_is_undefined():
    with pytest.raises(InsufficientDataError, match="nie ma czego domykać"):
        transitivity(plain(". 1\n1 ."))


def test_parts_and_entities_on_their_own():
    # A-C and B-E; D has nobody
    result = components(plain(". 0 1 0 0\n0 . 0 0 1\n0 0 . 0 0\n0 0 0 . 0\n0 0 0 0 ."))
    assert (result.n_components, result.sizes) == (3, (2, 2, 1))
    assert (result.isolates, result.n_isolates) == ((3,), 1)
    assert (result.n_entities, result.n_left_out) == (5, 0)


def test_isolates_are_named_by_their_place_among_all_entities():
    # B did not respond, so that the graph is A, C, D with A-C; D is the fourth of the team
    result = components(plain(". 1 1 0\n. . . .\n1 0 . 0\n0 0 0 .", silent=[1]))
    assert result.isolates == (3,)
    assert (result.n_entities, result.n_left_out) == (3, 1)


@pytest.mark.parametrize("figure", [degree_centralisation, transitivity, components])
def test_options_that_are_none_are_refused(figure):
    with pytest.raises(ValueError, match="symmetrise is one of either, both, mean"):
        figure(network(SIDES), symmetrise="max")
    with pytest.raises(ValueError, match="unknown is one of refuse, no_tie"):
        figure(network(SIDES), unknown="ignore")


def test_directions_that_are_none_are_refused():
    with pytest.raises(ValueError, match="degree is one of undirected, in, out"):
        degree_centralisation(network(SIDES), degree="both")
    with pytest.raises(ValueError, match="direction is one of undirected, directed"):
        transitivity(network(SIDES), direction="out")
