"""Levels of cooperation in one team: what was reported, by how many, and where two sides differ."""

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.tie_dyads import dyad_discrepancies
from kooperacja_eval.stats.tie_levels import mean_tie_level, tie_levels

pytestmark = pytest.mark.unit

HIGHEST = 5


def drawn(text):
    """Levels from a drawing: rows report on columns, ``.`` is missing."""
    rows = [line.split() for line in text.strip().splitlines()]
    return np.array([[np.nan if cell == "." else float(cell) for cell in row] for row in rows])


def everybody(levels):
    return np.full(len(levels), fill_value=True)


# A, B, C, D; C gave no answer about D. Made up.
TEAM = drawn("""
    .  5  3  0
    4  .  2  1
    3  3  .  .
    1  1  2  .
""")


def test_levels_by_hand():
    result = tie_levels(TEAM, everybody(TEAM), highest=HIGHEST)
    # The rows add up to 8, 7, 6 and 4, in 11 reports
    assert result.mean == pytest.approx(25 / 11)
    # one 0; three 1 (BD, DA, DB); two 2 (BC, DC); three 3 (AC, CA, CB); one 4; one 5
    assert result.level_counts == (1, 3, 2, 3, 1, 1)
    assert (result.n_ties, result.n_reporters) == (11, 4)
    assert (result.n_entities, result.n_respondents) == (4, 4)
    # of 4 * 3 ordered pairs only CD lacks an answer, and C took part
    assert (result.n_dropped, result.n_dropped_nonresponse) == (1, 0)


def test_dyads_by_hand():
    result = dyad_discrepancies(TEAM, everybody(TEAM), highest=HIGHEST)
    # AB |5-4|, AC |3-3|, AD |0-1|, BC |2-3|, BD |1-1|; CD is undefined: one side is missing
    assert result.dyads.tolist() == [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3]]
    assert result.discrepancies.tolist() == [1, 0, 1, 1, 0]
    assert result.mean == pytest.approx(3 / 5)
    assert result.discrepancy_counts == (2, 3, 0, 0, 0, 0)
    assert (result.n_dyads, result.n_undefined) == (5, 1)


def test_the_interval_of_the_mean_by_hand():
    # Without A 17/8, without B 18/8, without C 19/9, without D 21/8; their mean is 82/36.
    # Deviations in 36ths: -5.5, -1, -6, 12.5; squares 30.25 + 1 + 36 + 156.25 = 223.5
    error = np.sqrt(3 / 4 * 223.5) / 36
    result = mean_tie_level(TEAM, everybody(TEAM), highest=HIGHEST)
    assert result.estimate == pytest.approx(25 / 11)
    assert result.standard_error == pytest.approx(error)
    # t(3) at 97.5 % is 3.182446
    assert result.ci_low == pytest.approx(25 / 11 - 3.182446 * error, abs=1e-6)
    assert result.ci_high == pytest.approx(25 / 11 + 3.182446 * error, abs=1e-6)
    assert (result.df, result.n_ties, result.n_reporters, result.n_dropped) == (3, 11, 4, 1)
    assert result.method == "jackknife_reporters_t"


def test_the_interval_ends_where_the_scale_ends():
    # Means 1 and 4, so an error of 1.5 and t(1) = 12.7: far beyond both ends
    levels = drawn(". 1\n4 .")
    result = mean_tie_level(levels, everybody(levels), highest=HIGHEST)
    assert (result.estimate, result.standard_error) == (2.5, 1.5)
    assert (result.ci_low, result.ci_high) == (0.0, 5.0)


def test_a_lower_level_of_confidence_gives_a_narrower_interval():
    wide = mean_tie_level(TEAM, everybody(TEAM), highest=HIGHEST)
    narrow = mean_tie_level(TEAM, everybody(TEAM), highest=HIGHEST, confidence_level=0.8)
    assert wide.ci_low < narrow.ci_low < narrow.ci_high < wide.ci_high


def test_who_did_not_respond_is_missing_and_not_zero():
    levels = drawn("""
        .  4  2
        3  .  .
        .  .  .
    """)
    responded = np.array([True, True, False])
    result = tie_levels(levels, responded, highest=HIGHEST)
    assert result.mean == 3.0  # (4 + 2 + 3) / 3, not / 6
    assert result.level_counts[0] == 0
    assert (result.n_respondents, result.n_reporters) == (2, 2)
    # CA and CB for C's silence, BC for B's gap
    assert (result.n_dropped, result.n_dropped_nonresponse) == (3, 2)
    dyads = dyad_discrepancies(levels, responded, highest=HIGHEST)
    assert (dyads.mean, dyads.n_dyads, dyads.n_undefined) == (1.0, 1, 2)


def test_who_took_part_but_rated_nobody_is_no_reporter():
    levels = drawn(". 4 2\n3 . 1\n. . .")
    result = tie_levels(levels, everybody(levels), highest=HIGHEST)
    assert (result.n_respondents, result.n_reporters) == (3, 2)
    assert (result.n_dropped, result.n_dropped_nonresponse) == (2, 0)
    assert mean_tie_level(levels, everybody(levels), highest=HIGHEST).df == 1


def test_one_reporter_has_levels_but_no_interval_and_no_dyads():
    levels = drawn(". 4 2\n. . .\n. . .")
    responded = np.array([True, False, False])
    result = tie_levels(levels, responded, highest=HIGHEST)
    assert (result.mean, result.n_ties, result.n_reporters) == (3.0, 2, 1)
    with pytest.raises(InsufficientDataError, match="które podały poziom: 1"):
        mean_tie_level(levels, responded, highest=HIGHEST)
    with pytest.raises(InsufficientDataError, match="liczba par: 3"):
        dyad_discrepancies(levels, responded, highest=HIGHEST)


@pytest.mark.parametrize("level", [0, 3, 5])
def test_all_alike_is_a_mean_without_an_interval(level):
    # No spread between reporters: an interval of no width would be a false certainty
    levels = np.full((4, 4), float(level))
    np.fill_diagonal(levels, np.nan)
    result = tie_levels(levels, everybody(levels), highest=HIGHEST)
    assert (result.mean, result.level_counts[level]) == (level, 12)
    assert dyad_discrepancies(levels, everybody(levels), highest=HIGHEST).mean == 0.0
    with pytest.raises(InsufficientDataError, match="ten sam średni poziom"):
        mean_tie_level(levels, everybody(levels), highest=HIGHEST)


def test_reporters_with_the_same_mean_over_other_numbers_of_partners_are_alike():
    # (1 + 2) / 2, (1 + 2 + 1 + 2) / 4: leaving out either changes nothing
    levels = drawn(". 1 2 . .\n1 . 2 1 2\n. . . . .\n. . . . .\n. . . . .")
    with pytest.raises(InsufficientDataError, match="ten sam średni poziom"):
        mean_tie_level(levels, everybody(levels), highest=HIGHEST)


@pytest.mark.parametrize("statistic", [tie_levels, mean_tie_level, dyad_discrepancies])
class TestBadInput:
    @pytest.mark.parametrize("n", [0, 1])
    def test_a_team_of_one(self, statistic, n):
        with pytest.raises(InsufficientDataError, match=f"liczba podmiotów: {n}"):
            statistic(np.full((n, n), np.nan), np.full(n, fill_value=True), highest=HIGHEST)

    def test_nobody_responded(self, statistic):
        levels = np.full((3, 3), np.nan)
        with pytest.raises(InsufficientDataError, match="Żaden podmiot zespołu nie odpowiedział"):
            statistic(levels, np.full(3, fill_value=False), highest=HIGHEST)

    def test_nobody_gave_a_level(self, statistic):
        with pytest.raises(InsufficientDataError, match="nie podał poziomu"):
            statistic(np.full((3, 3), np.nan), np.full(3, fill_value=True), highest=HIGHEST)

    def test_a_tie_to_oneself(self, statistic):
        levels = TEAM.copy()
        levels[1, 1] = 5
        with pytest.raises(ValueError, match="tie to self: 1"):
            statistic(levels, everybody(levels), highest=HIGHEST)

    @pytest.mark.parametrize("level", [-1, 6, 2.5])
    def test_a_level_that_is_not_on_the_scale(self, statistic, level):
        levels = TEAM.copy()
        levels[0, 1] = level
        with pytest.raises(ValueError, match="from 0 to 5; others found: 1"):
            statistic(levels, everybody(levels), highest=HIGHEST)

    def test_a_level_of_a_longer_scale(self, statistic):
        # Himmelman's scale ends at 4: the 5 of Frey's is no level of it
        with pytest.raises(ValueError, match="from 0 to 4; others found: 1"):
            statistic(TEAM, everybody(TEAM), highest=4)

    def test_levels_of_who_did_not_respond(self, statistic):
        responded = np.array([True, True, False, False])
        with pytest.raises(ValueError, match="did not respond and yet have levels: 2"):
            statistic(TEAM, responded, highest=HIGHEST)

    def test_an_infinite_level(self, statistic):
        levels = TEAM.copy()
        levels[0, 1] = np.inf
        with pytest.raises(ValueError, match="infinite"):
            statistic(levels, everybody(levels), highest=HIGHEST)

    def test_arrays_of_other_shapes(self, statistic):
        with pytest.raises(ValueError, match="square"):
            statistic(TEAM[:3], everybody(TEAM[:3]), highest=HIGHEST)
        with pytest.raises(ValueError, match=r"responded has shape \(4,\), got \(3,\)"):
            statistic(TEAM, everybody(TEAM[:3]), highest=HIGHEST)

    def test_types_that_are_not_meant(self, statistic):
        with pytest.raises(TypeError, match="True and False"):
            statistic(TEAM, np.ones(4), highest=HIGHEST)
        with pytest.raises(TypeError, match="real numbers"):
            statistic(np.full((4, 4), "5"), everybody(TEAM), highest=HIGHEST)
        with pytest.raises(TypeError, match="highest is an integer"):
            statistic(TEAM, everybody(TEAM), highest=5.0)
        with pytest.raises(ValueError, match="highest is 1 or more"):
            statistic(TEAM, everybody(TEAM), highest=0)

    def test_what_comes_in_stays_as_it_is(self, statistic):
        levels, responded = TEAM.copy(), everybody(TEAM)
        statistic(levels, responded, highest=HIGHEST)
        np.testing.assert_array_equal(levels, TEAM)
        assert responded.all()


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_of_confidence_that_is_none(level):
    with pytest.raises(ValueError, match="strictly between 0 and 1"):
        mean_tie_level(TEAM, everybody(TEAM), highest=HIGHEST, confidence_level=level)
