"""What is counted pair by pair: density, reciprocity, ties of each entity, and what is missing."""

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.network_structure import density, entity_ties, reciprocity
from kooperacja_eval.stats.tie_matrix import tie_network

pytestmark = pytest.mark.unit


def network(text, *, silent=(), threshold=3, highest=5, missing="leave_out"):
    """A network from a drawing: rows report on columns, ``.`` is missing."""
    rows = [line.split() for line in text.strip().splitlines()]
    levels = np.array([[np.nan if cell == "." else float(cell) for cell in row] for row in rows])
    responded = ~np.isin(np.arange(len(rows)), silent)
    return tie_network(levels, responded, threshold=threshold, highest=highest, missing=missing)


# A, B, C answered, C not about B; D did not respond. Ties from level 3 on: AB, BA, AC, BD. Made up.
GAPS = """
    .  5  3  0
    4  .  2  3
    1  .  .  0
    .  .  .  .
"""


def test_a_tie_is_where_the_level_reaches_the_threshold():
    ties = network(GAPS, silent=[3]).ties
    assert np.argwhere(ties).tolist() == [[0, 1], [0, 2], [1, 0], [1, 3]]


@pytest.mark.parametrize(("threshold", "n_ties"), [(1, 6), (2, 5), (3, 4), (4, 2), (5, 1)])
def test_the_threshold_decides_how_many_ties_there_are(threshold, n_ties):
    # Levels above 0: 5, 3, 4, 2, 3, 1
    assert density(network(GAPS, silent=[3], threshold=threshold)).n_ties == n_ties


def test_density_has_both_its_denominators():
    result = density(network(GAPS, silent=[3]))
    # 8 levels were given; of 4 * 3 ordered pairs D's three and CB are missing
    assert (result.n_ties, result.n_asked, result.n_all) == (4, 8, 12)
    assert (result.asked, result.all_pairs) == (4 / 8, 4 / 12)
    assert result.n_reconstructed == 0


def test_reconstruction_takes_the_level_of_the_partner():
    result = network(GAPS, silent=[3], missing="reconstruct")
    # CB from BC 2; DA, DB, DC from AD 0, BD 3, CD 0
    assert result.levels[2, 1] == 2
    assert result.levels[3].tolist()[:3] == [0, 3, 0]
    assert np.argwhere(result.ties).tolist() == [[0, 1], [0, 2], [1, 0], [1, 3], [3, 1]]
    assert result.n_reconstructed == 4
    assert (result.known & ~result.reported).sum() == 4
    found = density(result)
    assert (found.asked, found.all_pairs, found.n_reconstructed) == (5 / 12, 5 / 12, 4)


def test_reconstruction_invents_nothing_where_both_sides_are_missing():
    text = ". 5 4\n. . .\n. . ."
    result = network(text, silent=[1, 2], missing="reconstruct")
    assert result.n_reconstructed == 2
    # nothing is known of BC: 4 of 4 known pairs, and 4 of 6
    found = density(result)
    assert (found.n_ties, found.n_asked, found.n_all) == (4, 4, 6)


def test_reciprocity_by_hand():
    # Dyads with both sides: AB mutual, AC (3, 1) asymmetric; BC lacks CB, and D said nothing
    result = reciprocity(network(GAPS, silent=[3]))
    assert (result.n_mutual, result.n_asymmetric, result.n_null) == (1, 1, 0)
    assert result.n_undefined == 4
    # ties AB, BA, AC: two of the three are returned
    assert (result.estimate, result.numerator, result.denominator) == (2 / 3, 2, 3)
    assert result.measure == "edgewise"


@pytest.mark.parametrize(
    ("measure", "numerator", "denominator"),
    [
        ("edgewise", 2, 3),  # of the ties 2 of 3 are returned
        ("dyadic_nonnull", 1, 2),  # of the connected dyads 1 of 2 is mutual
        ("dyadic", 2, 3),  # of all dyads 1 mutual and 1 null of 3 agree
    ],
)
def test_three_figures_are_called_reciprocity(measure, numerator, denominator):
    result = reciprocity(network(". 5 5\n5 . 0\n0 0 ."), measure=measure)
    assert (result.numerator, result.denominator) == (numerator, denominator)
    assert result.estimate == numerator / denominator
    assert (result.measure, result.n_undefined) == (measure, 0)


def test_reconstructed_ties_are_not_called_returned():
    left_out = reciprocity(network(GAPS, silent=[3]))
    assert reciprocity(network(GAPS, silent=[3], missing="reconstruct")) == left_out


def test_nothing_to_return_is_undefined_and_not_zero():
    nothing = network(". 0 1\n0 . 2\n1 1 .")
    for measure in ("edgewise", "dyadic_nonnull"):
        with pytest.raises(InsufficientDataError, match="liczba takich par: 3"):
            reciprocity(nothing, measure=measure)
    # that all sides agree that there is no tie is known, though
    assert reciprocity(nothing, measure="dyadic").estimate == 1.0


@pytest.mark.parametrize("measure", ["edgewise", "dyadic_nonnull", "dyadic"])
def test_one_reporter_leaves_reciprocity_undefined(measure):
    alone = network(". 5 3\n. . .\n. . .", silent=[1, 2])
    with pytest.raises(InsufficientDataError, match="liczba takich par: 0"):
        reciprocity(alone, measure=measure)
    assert (density(alone).asked, density(alone).all_pairs) == (1.0, 2 / 6)


@pytest.mark.parametrize(("level", "share"), [(5, 1.0), (0, 0.0)])
def test_all_alike_is_full_or_empty(level, share):
    result = density(network(f". {level}\n{level} ."))
    assert (result.asked, result.all_pairs, result.n_all) == (share, share, 2)


def test_ties_of_each_entity_stand_beside_what_is_known_of_it():
    result = entity_ties(network(GAPS, silent=[3]))
    # Rows: 5 + 3 + 0, 4 + 2 + 3, 1 + 0, none; columns: 4 + 1, 5, 3 + 2, 0 + 3 + 0
    assert result.out_strength.tolist() == [8, 9, 1, 0]
    assert result.in_strength.tolist() == [5, 5, 5, 3]
    assert result.out_degree.tolist() == [2, 2, 0, 0]
    assert result.in_degree.tolist() == [1, 1, 1, 1]
    assert result.n_out_known.tolist() == [3, 3, 2, 0]
    assert result.n_in_known.tolist() == [2, 1, 2, 3]


def test_an_unknown_measure_is_refused():
    with pytest.raises(ValueError, match="measure is one of edgewise, dyadic_nonnull, dyadic"):
        reciprocity(network(GAPS, silent=[3]), measure="mutual")


@pytest.mark.parametrize("threshold", [0, 6])
def test_a_threshold_outside_the_scale_is_refused(threshold):
    # at 0 everybody would have a tie with everybody, no contact at all included
    with pytest.raises(ValueError, match=r"from 1 to highest \(5\)"):
        network(GAPS, silent=[3], threshold=threshold)


def test_other_bad_arguments_are_refused():
    with pytest.raises(ValueError, match="'leave_out' or 'reconstruct'"):
        network(GAPS, silent=[3], missing="zero")
    with pytest.raises(TypeError, match="threshold is an integer"):
        network(GAPS, silent=[3], threshold=2.5)
    with pytest.raises(ValueError, match="tie to self: 1"):
        network("1 5\n5 .")
    with pytest.raises(ValueError, match="others found: 1"):
        network(". 7\n5 .")


def test_a_team_without_answers_has_no_network():
    with pytest.raises(InsufficientDataError, match="Brak odpowiedzi nie oznacza"):
        network(". .\n. .", silent=[0, 1])
    with pytest.raises(InsufficientDataError, match="co najmniej 2 podmiotów"):
        network(".")


def test_what_comes_in_is_not_tied_to_what_goes_out():
    levels, responded = np.array([[np.nan, 4.0], [2.0, np.nan]]), np.array([True, True])
    result = tie_network(levels, responded, threshold=3, highest=5)
    levels[0, 1], responded[0] = 0, False
    assert result.levels[0, 1] == 4
    assert result.responded.all()
