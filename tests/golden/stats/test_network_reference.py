"""Networks against textbook figures, published values, sna and igraph in R, and networkx."""

import networkx as nx
import numpy as np
import pytest

from kooperacja_eval.stats.network_centralisation import degree_centralisation
from kooperacja_eval.stats.network_shape import components, transitivity
from kooperacja_eval.stats.network_structure import density, entity_ties, reciprocity
from kooperacja_eval.stats.tie_matrix import tie_network

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-12  # relative: R gave 15 digits

# D. Krackhardt, Administrative Science Quarterly 35 (1990) 342: the kite. Friends, both ways
KITE = """
    Andre Beverly;  Andre Carol;  Andre Diane;  Andre Fernando;  Beverly Diane;  Beverly Ed;
    Beverly Garth;  Carol Diane;  Carol Fernando;  Diane Ed;  Diane Fernando;  Diane Garth;  Ed
    Garth;  Fernando Garth;  Fernando Heather;  Garth Heather;  Heather Ike;  Ike Jane
"""
# J. F. Padgett, C. K. Ansell, American Journal of Sociology 98 (1993) 1259: marriages between
# families of Florence, as in the R package network 1.18.1 (flo). Pucci married nobody of them
FLORENCE = """
    Barbadori Castellani;  Albizzi Ginori;  Albizzi Guadagni;  Bischeri Guadagni;  Guadagni
    Lamberteschi;  Acciaiuoli Medici;  Albizzi Medici;  Barbadori Medici;  Bischeri Peruzzi;
    Castellani Peruzzi;  Medici Ridolfi;  Medici Salviati;  Pazzi Salviati;  Bischeri Strozzi;
    Castellani Strozzi;  Peruzzi Strozzi;  Ridolfi Strozzi;  Guadagni Tornabuoni;  Medici
    Tornabuoni;  Ridolfi Tornabuoni
"""
# fmt: off
FAMILIES = (
    "Acciaiuoli", "Albizzi", "Barbadori", "Bischeri", "Castellani", "Ginori", "Guadagni",
    "Lamberteschi", "Medici", "Pazzi", "Peruzzi", "Pucci", "Ridolfi", "Salviati", "Strozzi",
    "Tornabuoni",
)
# fmt: on
# J. S. Coleman, Introduction to Mathematical Sociology (1964): whom 73 boys named as friends in
# spring 1958, as in the R package sna 2.7-1 (coleman). Who names, then whom
SPRING = """
    1 15 21 22; 2 9 22; 4 5 11 16 19 43; 5 4 19 43; 6 8 13 17 20 29; 7 13 17 21; 8 13 14 28; 9
    20 21 22 70; 10 18 19; 11 4 16 19 33 42; 12 20 21 22; 13 5 6 17 20 22; 14 13 22; 15 1 12 20
    21; 16 41 62 68; 17 1 7 8 13 22; 18 19; 19 4 5 9 11 12; 20 9 12 19 21 22; 21 20 22 38 51 55;
    22 20 21 28 38 51; 23 52 53 63 69 71; 24 28; 26 30 32 34 36 39; 27 5 35 37 40 43; 28 22 38
    39; 29 33 36 42; 30 35 37; 31 23 37 40 50; 32 29 33 36 38 39 43; 33 36 41 42 43; 34 46; 36
    29 33 41 42 43; 37 27 30 40; 38 21 22 28 39; 39 28 38 46 59 70; 40 27 30 37; 41 16 33 42 43
    68; 42 29 41 43; 43 33 41 42 68; 44 47 50; 45 49 51 54 55 57; 46 39 49 51 54 55; 47 52; 48
    45 49 51 54 55; 49 47 51 52 53 55; 50 23 52 53; 51 21 45 48 54 55; 52 49 53 55; 53 52 55 63
    70; 54 45 49 51 55 70; 55 45 49 52 53 54; 56 62 67 68 70 71; 57 49 51 66 70; 58 61 65; 59 39
    48 49 56 68; 60 58 61 62 70 71; 61 58 65 66; 62 60 70; 63 66 67 69 70 71; 64 66 70 71; 65 67
    68 70 71; 66 63 64 67 70 71; 67 60 63 66 70 71; 68 62 70 71; 69 63 64 66 67 71; 70 63 66 67
    69 71; 71 56 62 66 67 70
"""
# T. E. Drabek and others, Managing Multiorganizational Emergency Responses (1981): which of 14
# organisations said that they work with which after a flood in Cheyenne, as in the R package
# network 1.18.1 (emon)
CHEYENNE = """
    1 2 3 4 5 7 8 9 10 11 14; 2 1 3 7 8 9 10 14; 3 1 2 4 5 6 7 8 9 10 11 12 13; 4 2 3 7 9 10; 5
    7 8 13; 7 3 8 10 11 12 13; 8 1 2 4 5 6 7 9 10 11 12 13 14; 9 1 6 7 8 10 13 14; 10 7 9; 11 7
    9 10 13 14; 12 3 7 8 9; 13 3 7 8 9 10 11 12; 14 1 5 8
"""


def whole(adjacency):
    """The network of 0 and 1 in which everybody answered about everybody."""
    levels = np.array(adjacency, float)
    np.fill_diagonal(levels, np.nan)
    return tie_network(levels, np.full(len(levels), True), threshold=1, highest=1)


def undirected(text, names):
    adjacency = np.zeros((len(names), len(names)))
    for pair in text.split(";"):
        first, second = (names.index(name) for name in pair.split())
        adjacency[first, second] = adjacency[second, first] = 1
    return whole(adjacency)


def directed(text, n):
    adjacency = np.zeros((n, n))
    for line in text.split(";"):
        reporter, *partners = (int(number) - 1 for number in line.split())
        adjacency[reporter, partners] = 1
    return whole(adjacency)


def from_graph(graph):
    return whole(nx.to_numpy_array(graph))


def connectedness(result):
    """Share of pairs with a path between them (Krackhardt), from the sizes of the parts."""
    reached = sum(size * (size - 1) for size in result.sizes)
    return reached / (result.n_entities * (result.n_entities - 1))


def near(expected):
    return pytest.approx(expected, rel=R_PRINTOUT)


# fmt: off
KITE_NAMES = (
    "Andre", "Beverly", "Carol", "Diane", "Ed", "Fernando", "Garth", "Heather", "Ike", "Jane",
)
# fmt: on
WITHOUT_PUCCI = tuple(name for name in FAMILIES if name != "Pucci")
SHAPES = {
    "star7": lambda: from_graph(nx.star_graph(6)),
    "cycle7": lambda: from_graph(nx.cycle_graph(7)),
    "star10": lambda: from_graph(nx.star_graph(9)),
    "ring10": lambda: from_graph(nx.cycle_graph(10)),
    "kite": lambda: undirected(KITE, KITE_NAMES),
    "florence15": lambda: undirected(FLORENCE, WITHOUT_PUCCI),
    "florence16": lambda: undirected(FLORENCE, FAMILIES),
}
# density, centralisation numerator / denominator, transitivity
# networkx 3.6.1: density(g), transitivity(g). R 4.2.2: igraph 1.3.5 with edge_density(g),
# centr_degree(g, loops = FALSE) and transitivity(g); for Florence sna 2.7-1 with gden(f),
# centralization(f, degree, mode) and gtrans(f, mode, measure) of mode "graph" and measure "weak",
# with and without Pucci
EXPECTED = {
    "star7": (0.285714285714286, 1, 0),
    "cycle7": (0.333333333333333, 0, 0),
    "star10": (0.2, 1, 0),
    "ring10": (0.222222222222222, 0, 0),
    "kite": (0.4, 0.333333333333333, 0.578947368421053),
    "florence15": (0.190476190476190, 0.274725274725275, 0.191489361702128),
    "florence16": (0.166666666666667, 0.266666666666667, 0.191489361702128),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_with_known_figures(name):
    network = SHAPES[name]()
    share, centralisation, closed = EXPECTED[name]
    assert density(network).asked == near(share)
    assert density(network).all_pairs == near(share)
    assert degree_centralisation(network).estimate == near(centralisation)
    assert transitivity(network).estimate == near(closed)


def test_undirected_networks_are_returned_in_full():
    # In igraph 1.3.5 reciprocity(g) is 1 too
    for name in ("kite", "florence16"):
        assert reciprocity(SHAPES[name]()).estimate == 1.0


def test_the_kite_in_igraph():
    # igraph: vcount 10, ecount 18, degree(g), components(g)$no 1
    network = SHAPES["kite"]()
    assert network.ties.sum() == 2 * 18
    assert entity_ties(network).out_degree.tolist() == [4, 4, 3, 6, 3, 5, 5, 3, 2, 1]
    result = degree_centralisation(network)
    # published: Diane has the most ties, 6. 6 * 10 - 36 of 9 * 8
    assert (result.max_degree, result.numerator, result.denominator) == (6, 24, 72)
    assert components(network).n_components == 1


def test_florence_as_published():
    # Wasserman, Faust (1994) chapter 5: C_D = 0.267 of 16 families; 20 marriages
    network = SHAPES["florence16"]()
    result = degree_centralisation(network)
    assert result.estimate == pytest.approx(0.267, abs=0.0005)
    assert (result.max_degree, result.n_entities) == (6, 16)
    # sna: degree(f, gmode = "graph"), connectedness(f)
    degrees = [1, 3, 2, 3, 3, 1, 4, 1, 6, 1, 3, 0, 3, 2, 4, 3]
    assert entity_ties(network).in_degree.tolist() == degrees
    parts = components(network)
    assert [FAMILIES[place] for place in parts.isolates] == ["Pucci"]
    assert (parts.n_components, parts.sizes, parts.n_isolates) == (2, (15, 1), 1)
    assert connectedness(parts) == near(0.875)


# fmt: off
SPRING_IN = [
    2, 0, 0, 3, 4, 1, 1, 2, 3, 0, 2, 3, 5, 1, 1, 3, 3, 1, 6, 7, 9, 11, 2, 0, 0, 0, 2, 5, 4, 3, 0, 1,
    6, 1, 2, 4, 4, 5, 6, 3, 5, 6, 8, 0, 4, 2, 2, 2, 8, 2, 8, 6, 5, 5, 9, 2, 1, 2, 1, 2, 2, 5, 6, 2,
    2, 8, 7, 6, 3, 15, 11, 0, 0,
]
SPRING_OUT = [
    3, 2, 0, 5, 3, 5, 3, 3, 4, 2, 5, 3, 5, 2, 4, 3, 5, 1, 5, 5, 5, 5, 5, 1, 0, 5, 5, 3, 3, 2, 4, 6,
    4, 1, 0, 5, 3, 4, 5, 3, 5, 3, 4, 2, 5, 5, 1, 5, 5, 3, 5, 3, 4, 5, 5, 5, 4, 2, 5, 5, 3, 2, 5, 3,
    4, 5, 5, 3, 5, 5, 5, 0, 0,
]
# fmt: on


def test_friends_in_sna():
    # R 4.2.2, sna 2.7-1: gden, degree and centralization (cmode = "indegree", "outdegree"),
    # dyad.census, grecip (measure = "edgewise", "dyadic.nonnull", "dyadic"), gtrans, connectedness;
    # igraph 1.3.5 with components(g, "weak") for the number of parts
    network = directed(SPRING, 73)
    assert density(network).n_ties == 263
    assert density(network).asked == near(0.0500380517503805)
    assert entity_ties(network).in_degree.tolist() == SPRING_IN
    assert entity_ties(network).out_degree.tolist() == SPRING_OUT
    edgewise = reciprocity(network)
    assert (edgewise.n_mutual, edgewise.n_asymmetric, edgewise.n_null) == (61, 141, 2426)
    assert edgewise.n_undefined == 0
    assert edgewise.estimate == near(0.463878326996198)
    assert reciprocity(network, measure="dyadic_nonnull").estimate == near(0.301980198019802)
    assert reciprocity(network, measure="dyadic").estimate == near(0.94634703196347)
    assert degree_centralisation(network, degree="in").estimate == near(0.160493827160494)
    assert degree_centralisation(network, degree="out").estimate == near(0.0337577160493827)
    assert transitivity(network, direction="directed").estimate == near(0.380281690140845)
    parts = components(network)
    assert parts.n_components == 5
    assert connectedness(parts) == near(0.892694063926941)


FIGURES = {
    # R 4.2.2, igraph 1.3.5: edge_density(g), reciprocity(g), reciprocity(g, mode = "ratio"),
    # dyad_census(g); then centr_degree(g, mode, loops = FALSE) of mode "in" and of mode "out"
    "spring": (
        *(0.0500380517503805, 0.463878326996198, 0.301980198019802, 61, 141, 2426),
        *(0.160493827160494, 0.0337577160493827),
    ),
    "cheyenne": (
        *(0.456043956043956, 0.578313253012048, 0.406779661016949, 24, 35, 32),
        *(0.420118343195266, 0.502958579881657),
    ),
}
BY_RULE = {
    # as.undirected(g, "collapse" / "mutual"): edge_density, centr_degree(loops = FALSE),
    # transitivity, sizes of components
    ("spring", "either"): (
        *(0.0768645357686454, 0.149452269170579, 0.398034398034398),
        (69, 1, 1, 1, 1),
    ),
    ("spring", "both"): (
        *(0.0232115677321157, 0.0475352112676056, 0.476190476190476),
        (18, 8, 7, 4, 4, 4, 2, 2, 2, *([1] * 22)),
    ),
    ("cheyenne", "either"): (0.648351648351648, 0.410256410256410, 0.722672064777328, (14,)),
    ("cheyenne", "both"): (0.263736263736264, 0.410256410256410, 0.322580645161290, (13, 1)),
}
DIRECTED = {"spring": (SPRING, 73), "cheyenne": (CHEYENNE, 14)}


@pytest.mark.parametrize("name", FIGURES)
def test_directed_networks_in_igraph(name):
    network = directed(*DIRECTED[name])
    share, edgewise, ratio, mutual, asymmetric, null, central_in, central_out = FIGURES[name]
    assert density(network).asked == near(share)
    result = reciprocity(network)
    assert result.estimate == near(edgewise)
    assert (result.n_mutual, result.n_asymmetric, result.n_null) == (mutual, asymmetric, null)
    assert reciprocity(network, measure="dyadic_nonnull").estimate == near(ratio)
    assert degree_centralisation(network, degree="in").estimate == near(central_in)
    assert degree_centralisation(network, degree="out").estimate == near(central_out)


@pytest.mark.parametrize(("name", "rule"), BY_RULE)
def test_rules_of_symmetry_in_igraph(name, rule):
    network = directed(*DIRECTED[name])
    share, centralisation, closed, sizes = BY_RULE[name, rule]
    result = degree_centralisation(network, symmetrise=rule)
    assert result.estimate == near(centralisation)
    assert transitivity(network, symmetrise=rule).estimate == near(closed)
    assert components(network, symmetrise=rule).sizes == sizes
    # of dyads that are tied: either is mutual or asymmetric, both is mutual
    census = reciprocity(network)
    tied = census.n_mutual + (census.n_asymmetric if rule == "either" else 0)
    n = network.n_entities
    assert tied / (n * (n - 1) / 2) == near(share)


def test_organisations_in_igraph():
    # R 4.2.2, igraph 1.3.5: degree(g, mode) of mode "in" and of mode "out"
    result = entity_ties(directed(CHEYENNE, 14))
    assert result.in_degree.tolist() == [5, 4, 6, 3, 4, 3, 11, 9, 9, 9, 5, 4, 6, 5]
    assert result.out_degree.tolist() == [10, 7, 12, 5, 3, 0, 6, 12, 7, 2, 5, 4, 7, 3]
    # a <- as_adjacency_matrix(g); p <- a %*% a; diag(p) <- 0; sum(p * a), sum(p)
    closed = transitivity(directed(CHEYENNE, 14), direction="directed")
    assert (closed.n_closed, closed.n_paths) == (286, 482)


@pytest.mark.parametrize("name", DIRECTED)
def test_directed_networks_in_networkx(name):
    # networkx 3.6: density, overall_reciprocity, weakly_connected_components; transitivity of the
    # graph with a tie in either direction
    network = directed(*DIRECTED[name])
    graph = nx.from_numpy_array(network.ties.astype(int), create_using=nx.DiGraph)
    assert density(network).asked == near(nx.density(graph))
    assert reciprocity(network).estimate == near(nx.overall_reciprocity(graph))
    assert transitivity(network).estimate == near(nx.transitivity(graph.to_undirected()))
    sizes = sorted(map(len, nx.weakly_connected_components(graph)), reverse=True)
    assert list(components(network).sizes) == sizes
    assert list(components(network).isolates) == list(nx.isolates(graph))
