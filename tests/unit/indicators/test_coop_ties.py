"""What members of a team say of each other: one team by hand, then several together."""

import pandas as pd
import pytest
from indicator_tables import TEAMS, drawn
from tie_tables import square, study, together

from kooperacja_eval.errors import ValidationError
from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.coop_tie_numbers import NUMBERS
from kooperacja_eval.indicators.places import Level

pytestmark = pytest.mark.unit

Rows = list[tuple[object, ...]]
HAND = """
   A  B  C  D
A  -  5  3  0
B  4  -  2  1
C  3  3  -  ?
D  1  1  2  -
"""
"""Eleven answers; C was asked about D and did not say."""
ALL_FOUR = """
   E  F  G
E  -  4  4
F  4  -  4
G  4  4  -
"""
SILENT = """
   A  B  C
A  -  ?  ?
B  ?  -  ?
C  ?  ?  -
"""


def found(
    ties: pd.DataFrame,
    indicator: str,
    *columns: str,
    by: Level = "pzk",
    team: str = "LU-01",
) -> Rows:
    """Compute an indicator and return columns of its rows, at level pzk those of one team."""
    frame = compute({"pzk": TEAMS, "ties": ties}, study(), ids=[indicator], by=by)
    return drawn(frame[frame["pzk_id"] == team] if by == "pzk" else frame, *columns)


def test_mean_level_of_the_hand_test() -> None:
    # (5+3+0 + 4+2+1 + 3+3 + 1+1+2) / 11 = 25 / 11. Without A 17/8, B 18/8, C 19/9, D 21/8: their
    # mean is 2.277778, squares add up to .172454, times 3/4 is .129340 = .359639^2. t(3) 3.182446.
    columns = ("group", "method", "numerator", "denominator", "value", "n", "n_missing")
    assert found(square("LU-01", HAND), "tie_level_mean", *columns) == [
        ("frey_2006", "jackknife_reporters_t", 25.0, 11.0, 2.272727, 11, 1)
    ]
    interval = found(square("LU-01", HAND), "tie_level_mean", "ci_low", "ci_high")
    assert interval[0] == pytest.approx(
        (25 / 11 - 3.182446 * 0.359639, 25 / 11 + 3.182446 * 0.359639), abs=1e-5
    )


def test_sides_of_a_pair_differ_where_both_answered() -> None:
    # AB 1, AC 0, AD 1, BC 1, BD 0; CD is undefined.
    columns = ("numerator", "denominator", "value", "n", "n_missing")
    assert found(square("LU-01", HAND), "dyad_discrepancy", *columns) == [(3.0, 5.0, 0.6, 5, 1)]


def test_levels_are_shares_of_the_answers() -> None:
    rows = found(square("LU-01", HAND), "tie_level_share", "group", "numerator", "denominator")
    assert rows == [
        ("frey_2006|0", 1.0, 11.0),
        ("frey_2006|1", 3.0, 11.0),
        ("frey_2006|2", 2.0, 11.0),
        ("frey_2006|3", 3.0, 11.0),
        ("frey_2006|4", 1.0, 11.0),
        ("frey_2006|5", 1.0, 11.0),
    ]


def test_density_has_both_bases() -> None:
    # All answers but AD reach 1; AB, AC, BA, CA and CB reach 3. 12 pairs, 11 answered.
    columns = ("group", "numerator", "denominator", "n_missing")
    assert found(square("LU-01", HAND), "network_density", *columns) == [
        ("asked|1", 10.0, 11.0, 1),
        ("all|1", 10.0, 12.0, 1),
        ("asked|3", 5.0, 11.0, 1),
        ("all|3", 5.0, 12.0, 1),
    ]


def test_ties_are_returned_or_not() -> None:
    # At 1: AB, AC, BC, BD both ways, AD one way: 8 of 9. At 3: AB, AC both ways, CB alone: 4 of 5.
    columns = ("group", "numerator", "denominator", "n_missing")
    assert found(square("LU-01", HAND), "network_reciprocity", *columns) == [
        ("1", 8.0, 9.0, 1),
        ("3", 4.0, 5.0, 1),
    ]


def test_centralisation_of_the_hand_test() -> None:
    # At 3 a triangle of A, B, C and D alone. Degrees 2 2 2 0: 2 of 3 * 2. Received 2 2 1 0 and
    # given 2 1 2 0: 3 of 3 * 3 each.
    columns = ("group", "method", "numerator", "denominator", "n", "n_missing")
    assert found(square("LU-01", HAND), "network_centralisation", *columns) == [
        ("degree|3", "freeman_either", 2.0, 6.0, 4, 0),
        ("in|3", "freeman_in", 3.0, 9.0, 4, 0),
        ("out|3", "freeman_out", 3.0, 9.0, 4, 0),
    ]


def test_a_star_is_wholly_centralised_and_does_not_return_its_ties() -> None:
    star = """
       A  B  C  D
    A  -  3  3  3
    B  0  -  0  0
    C  0  0  -  0
    D  0  0  0  -
    """
    ties = square("LU-01", star)
    centralisation = found(ties, "network_centralisation", "group", "value")
    # Received: A 0, the others 1: (1 + 0 + 0 + 0) / 9.
    assert centralisation == [("degree|3", 1.0), ("in|3", 0.111111), ("out|3", 1.0)]
    assert found(ties, "network_reciprocity", "group", "value") == [("1", 0.0), ("3", 0.0)]


def test_who_does_not_answer_is_missing_and_no_zero() -> None:
    silent_d = HAND.replace("D  1  1  2  -", "D  ?  ?  ?  -")
    ties = square("LU-01", silent_d)
    # 21 of 8 answers; pairs with D have one side at most; of 12 pairs 8 are known.
    assert found(ties, "tie_response_share", "numerator", "denominator") == [(3.0, 4.0)]
    assert found(ties, "tie_level_mean", "numerator", "n", "n_missing") == [(21.0, 8, 4)]
    assert found(ties, "dyad_discrepancy", "n", "n_missing") == [(3, 3)]
    density = found(ties, "network_density", "group", "numerator", "denominator")
    assert density[:2] == [("asked|1", 7.0, 8.0), ("all|1", 7.0, 12.0)]
    # A, B, C are all tied at 3; D is left out, not a member without ties.
    rows = found(ties, "network_centralisation", "group", "value", "n", "n_missing")
    assert rows[0] == ("degree|3", 0.0, 3, 1)


def test_a_partner_nobody_asked_to_answer_counts_as_an_entity_but_not_as_asked() -> None:
    # B and C answer; D is spoken of only. All ordered pairs of three: 6, known 4.
    ties = square("LU-01", "   B C D\nB  - 3 3\nC  3 - 3\nD  - - -")
    assert found(ties, "tie_response_share", "numerator", "denominator") == [(2.0, 2.0)]
    assert found(ties, "network_density", "denominator") == [(4.0,), (6.0,), (4.0,), (6.0,)]


def test_answers_that_are_all_alike_have_a_mean_without_an_interval() -> None:
    ties = square("LU-01", "   A B C\nA  - 3 3\nB  3 - 3\nC  3 3 -")
    columns = ("method", "value", "ci_low", "ci_high", "status")
    assert found(ties, "tie_level_mean", *columns) == [("mean", 3.0, None, None, "ok")]
    assert found(ties, "dyad_discrepancy", "value") == [(0.0,)]
    assert found(ties, "network_reciprocity", "value") == [(1.0,), (1.0,)]
    assert found(ties, "network_centralisation", "value") == [(0.0,)] * 3


def test_two_entities_have_a_pair_but_no_centre() -> None:
    ties = square("LU-01", "   A B\nA  - 5\nB  2 -")
    assert found(ties, "dyad_discrepancy", "value", "n") == [(3.0, 1)]
    assert found(ties, "network_reciprocity", "group", "value") == [("1", 1.0), ("3", 0.0)]
    rows = found(ties, "network_centralisation", "group", "method", "value", "status")
    assert rows == [
        ("degree|3", "freeman_either", None, "insufficient"),
        ("in|3", "freeman_in", None, "insufficient"),
        ("out|3", "freeman_out", None, "insufficient"),
    ]


def test_nothing_to_return_is_no_reciprocity() -> None:
    ties = square("LU-01", "   A B C\nA  - 1 2\nB  2 - 1\nC  0 1 -")
    assert found(ties, "network_reciprocity", "group", "value", "status") == [
        ("1", 0.8, "ok"),
        ("3", None, "insufficient"),
    ]


def test_trust_is_a_mean_over_those_rated() -> None:
    # A is rated 4 and 3, B 2, C nobody rates: means 3.5 and 2, together 2.75.
    trust = """
       A  B  C
    A  -  2  ?
    B  4  -  ?
    C  3  ?  -
    """
    ties = square("LU-01", trust, column="trust")
    columns = ("numerator", "denominator", "value", "n", "n_missing")
    assert found(ties, "trust_mean", *columns) == [(5.5, 2.0, 2.75, 2, 1)]
    assert found(ties, "value_mean", "value", "status") == [(None, "insufficient")]


def test_himmelmans_scale_ends_at_four() -> None:
    ties = square("LU-01", ALL_FOUR, scale="himmelman_2002")
    rows = found(ties, "tie_level_share", "group", "value")
    assert rows == [(f"himmelman_2002|{level}", float(level == 4)) for level in range(5)]
    assert found(ties, "tie_level_mean", "group", "value") == [("himmelman_2002", 4.0)]


@pytest.mark.parametrize(
    ("scale", "mine", "value", "high"),
    [("frey_2006", 5, 3.5, 5.0), ("himmelman_2002", 4, 3.0, 4.0)],
)
def test_above_teams_each_counts_once_and_the_interval_ends_with_the_scale(
    scale: str, mine: int, value: float, high: float
) -> None:
    # Teams of 2 and of `mine`: three members against two, yet one value each. With two teams t(1)
    # is 12.7 and half the interval more than the scale. MA-01 has no network and is missing.
    low_team = "   A B C\nA  - 2 2\nB  2 - 2\nC  2 2 -"
    ties = together(
        square("LU-01", low_team, scale=scale),
        square("LU-02", f"   E F\nE  - {mine}\nF  {mine} -", scale=scale),
    )
    columns = ("group", "method", "value", "ci_low", "ci_high", "n", "n_missing")
    assert found(ties, "tie_level_mean", *columns, by="macroregion") == [
        (scale, "t", value, 0.0, high, 2, 1)
    ]


def test_the_interval_over_teams_is_students() -> None:
    # Densities at 1 of 1, .5 and 1: mean .833333, sd .288675, se .166667, t(2) 4.302653:
    # .116225 up to 1.550442, cut at 1.
    ties = together(
        square("LU-01", ALL_FOUR),
        square("LU-02", "   E F\nE  - 1\nF  0 -"),
        square("MA-01", "   G H\nG  - 1\nH  1 -"),
    )
    rows = found(ties, "network_density", "group", "value", "ci_low", "ci_high", by="macroregion")
    assert rows[0] == ("asked|1", 0.833333, 0.116225, 1.0)


def test_each_place_has_its_own_teams() -> None:
    ties = together(
        square("LU-01", HAND),
        square("LU-02", ALL_FOUR),
        square("MA-01", "   G H\nG  - 1\nH  1 -"),
    )
    columns = ("voivodeship", "group", "value", "n")
    assert found(ties, "tie_level_mean", *columns, by="voivodeship") == [
        ("lubelskie", "frey_2006", 3.136364, 2),
        ("mazowieckie", "frey_2006", 1.0, 1),
    ]
    areas = found(ties, "tie_level_mean", "group", "value", by="area")
    assert ("frey_2006/area:addiction", 1.636364) in areas  # LU-01 and MA-01
    assert ("frey_2006/area:disability", 4.0) in areas  # LU-02


def test_answers_of_members_are_added_up_over_teams() -> None:
    ties = together(square("LU-01", HAND), square("LU-02", SILENT))
    columns = ("method", "numerator", "denominator", "value", "n")
    rows = found(ties, "tie_response_share", *columns, by="macroregion")
    assert rows == [("clustered_wilson", 4.0, 7.0, 0.571429, 7)]


@pytest.mark.parametrize("indicator", [name for name in NUMBERS if name != "tie_response_share"])
def test_a_silent_team_has_the_rows_of_others_without_values(indicator: str) -> None:
    ties = together(square("LU-01", HAND), square("LU-02", SILENT))
    silent = found(ties, indicator, "group", "value", "status", team="LU-02")
    groups = [(group,) for group, _, _ in silent]
    assert groups == found(ties, indicator, "group")
    assert {row[1:] for row in silent} == {(None, "insufficient")}
    # Above teams it is missing, with MA-01, and adds no group of its own.
    above = found(ties, indicator, "group", "n", "n_missing", by="macroregion")
    answered = 0 if indicator in {"trust_mean", "value_mean"} else 1
    assert above == [(group, answered, 3 - answered) for (group,) in groups]


def test_teams_on_two_scales_are_not_put_together() -> None:
    ties = together(square("LU-01", ALL_FOUR), square("LU-02", ALL_FOUR, scale="himmelman_2002"))
    rows = found(ties, "tie_level_mean", "group", "value", "n", "n_missing", by="macroregion")
    assert rows == [("frey_2006", 4.0, 1, 2), ("himmelman_2002", 4.0, 1, 2)]


def test_waves_follow_the_study() -> None:
    pair = "   E F\nE  - 1\nF  1 -"
    waves = ("follow_up", "ex_post", "ex_ante", "mid_term")
    ties = together(*[square("LU-01", pair, wave=wave) for wave in waves])
    in_order = [("ex_ante",), ("mid_term",), ("ex_post",), ("follow_up",)]
    assert found(ties, "tie_level_mean", "wave") == in_order
    assert found(ties, "tie_level_mean", "wave", by="macroregion") == in_order


def test_a_team_without_a_network_in_a_wave_is_missing_from_that_wave() -> None:
    pair = "   E F\nE  - 1\nF  1 -"
    ties = together(
        square("LU-01", pair), square("LU-02", pair), square("LU-01", pair, wave="ex_post")
    )
    rows = found(ties, "dyad_discrepancy", "wave", "n", "n_missing", by="macroregion")
    assert rows == [("ex_ante", 2, 1), ("ex_post", 1, 2)]


def test_ties_of_an_unknown_team_stop_the_run() -> None:
    with pytest.raises(ValidationError, match="nie ma w tabeli pzk: 12"):
        found(square("XX-01", HAND), "tie_level_mean", "value")
