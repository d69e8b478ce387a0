"""Change between waves, worked by hand: three teams of two persons with a key, and some without."""

from itertools import pairwise

import pytest
from indicator_tables import drawn
from survey_tables import questionnaire, rows, study, survey

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.matrix import PlannedTest, shipped_matrix

pytestmark = pytest.mark.unit

KEY = questionnaire("item_id scale reverse\nA1 coop no\nA2 coop yes", "scale\ncoop")
PEOPLE = """
    respondent_id linkable wave    pzk_id A1 A2
    P1            yes      ex_ante LU-01  2  4
    P2            yes      ex_ante LU-01  3  3
    P3            yes      ex_ante LU-02  1  3
    P4            yes      ex_ante LU-02  4  2
    P5            yes      ex_ante MA-01  4  4
    P6            yes      ex_ante MA-01  1  5
    P1            yes      ex_post LU-01  3  3
    P2            yes      ex_post LU-01  3  3
    P3            yes      ex_post LU-02  4  2
    P4            yes      ex_post LU-02  5  1
    P5            yes      ex_post MA-01  5  1
    P6            yes      ex_post MA-01  1  5
"""
"""Scores, A2 turned round: 2 3 | 2 4 | 3 1, later 3 3 | 4 5 | 5 1; changes 1 0 | 2 1 | 2 0."""
LINKED = survey(KEY, PEOPLE)
MIXED = survey(
    KEY,
    PEOPLE
    + """
    U1            no       ex_ante LU-01  2  4
    U2            no       ex_ante MA-01  3  3
    K1            yes      ex_ante LU-02  3  3
    U1            no       ex_post LU-01  4  2
    U4            no       ex_post MA-01  4  2
    U5            no       ex_post MA-01  -  -
    """,
)
"""Not linked: 2, 3, 3 and later 4, 4 and one without a score; K1 has a key but one wave only."""


def change(tables: dict, method: str, *columns: str, group: str = "coop") -> list:
    return rows(tables, "scale_change", *columns, method=method, group=group)


def test_mean_change_of_pairs_with_the_interval_that_respects_teams() -> None:
    # Sum 1 + 0 + 2 + 1 + 2 + 0 = 6 of 6 pairs: 1. What is left of 1 adds up to -1, 1, 0 in the
    # teams: variance 3/2 * (1 + 1 + 0) / 6^2 = 1/12; t(2) = 4.302653, so 1 -+ 1.242069.
    found = change(
        LINKED, "paired_clustered_t", "change_type", "wave", "numerator", "denominator", "value",
        "ci_low", "ci_high", "n", "n_missing",
    )  # fmt: skip
    expected = ("difference", "ex_ante/ex_post", 6.0, 6.0, 1.0, -0.242069, 2.242069, 6, 0)
    assert found == [expected]


def test_relative_change_has_sums_as_its_base() -> None:
    # Earlier scores 2 + 3 + 2 + 4 + 3 + 1 = 15, changes 6: the growth of the mean is 6 / 15.
    # Three teams are too few to resample, so there is no interval and the row says so.
    found = change(
        LINKED, "paired_cluster_bootstrap", "change_type", "numerator", "denominator", "n", "status"
    )
    assert found == [("relative", 6.0, 15.0, 6, "insufficient")]


def test_change_is_always_named_by_its_type() -> None:
    found = rows(MIXED, "scale_change", "method", "change_type", group="coop")
    assert found == [
        ("paired_clustered_t", "difference"),
        ("unlinked_clustered_t", "difference"),
        ("paired_cluster_bootstrap", "relative"),
        ("paired_hedges_g_average", "standardised"),
        ("paired_rank_biserial_pratt", "standardised"),
        ("unlinked_cliffs_delta", "standardised"),
        ("imputed_rubin", "difference"),
    ]


def test_who_is_not_linked_is_compared_as_two_samples() -> None:
    # (4 + 4) / 2 - (2 + 3 + 3) / 3 = 1.333333; three scores before, two after, one missing.
    found = change(
        MIXED, "unlinked_clustered_t", "value", "numerator", "denominator", "n", "n_missing"
    )
    assert found == [(1.333333, 3.0, 2.0, 5, 1)]
    assert change(MIXED, "unlinked_cliffs_delta", "n", "n_missing") == [(5, 1)]


def test_linked_and_unlinked_are_never_mixed_in_one_number() -> None:
    found = dict(rows(MIXED, "scale_change", "method", "n", group="coop"))
    assert found == {
        "paired_clustered_t": 6,
        "paired_cluster_bootstrap": 6,
        "paired_hedges_g_average": 6,
        "paired_rank_biserial_pratt": 6,
        "unlinked_clustered_t": 5,
        "unlinked_cliffs_delta": 5,
        "imputed_rubin": 7,  # the six and K1, whose later wave is known to be missing
    }
    assert change(MIXED, "paired_clustered_t", "value") == [(1.0,)]


def test_only_unlinked_answers_give_no_paired_change() -> None:
    tables = survey(KEY, PEOPLE.replace("yes", "no "))
    found = change(tables, "paired_mean", "value", "n", "status")
    assert found == [(None, 0, "insufficient")]
    assert change(tables, "unlinked_clustered_t", "value", "n") == [(1.0, 12)]
    assert rows(tables, "improved_share", "value", "n", group="coop") == [(None, 0)] * 2


def test_change_of_groups_is_the_difference_only() -> None:
    tables = survey(
        KEY,
        """
        respondent_id wave    pzk_id sector A1 A2
        P1            ex_ante LU-01  health 2  4
        P2            ex_ante LU-02  labour 3  3
        P1            ex_post LU-01  health 4  2
        P2            ex_post LU-02  labour 4  2
        """,
    )
    found = rows(tables, "scale_change", "method", "value", "n", group="coop/sector:health")
    assert found == [("paired_mean", 2.0, 1), ("unlinked_clustered_t", None, 0)]


def test_items_change_as_they_were_answered() -> None:
    # A1: 1 + 0 + 3 + 1 + 1 + 0 = 6; A2 is not turned round: -1 + 0 - 1 - 1 - 3 + 0 = -6
    found = rows(LINKED, "item_change", "group", "numerator", "denominator", "value", "change_type")
    assert found == [("A1", 6.0, 6.0, 1.0, "difference"), ("A2", -6.0, 6.0, -1.0, "difference")]


def test_improved_are_those_whose_score_rose() -> None:
    # P1, P3, P4, P5 of six
    found = rows(
        LINKED, "improved_share", "method", "numerator", "denominator", "value", group="coop"
    )
    assert found == [
        ("wilson", 4.0, 6.0, 0.666667),
        ("clustered_wilson", 4.0, 6.0, 0.666667),
    ]


def test_reliably_improved_are_those_beyond_the_error_of_the_scale() -> None:
    # Earlier wave: variances of the items 1.9 and 1.1, of their sum 4.4: alpha
    # 2 * (1 - 3 / 4.4) = 0.636364. Variance of the score 1.1, of its error 1.1 * 0.363636 = 0.4,
    # of a difference 0.8: a change beyond 1.96 * 0.894427 = 1.753 is reliable, those of P3 and P5.
    found = rows(LINKED, "improved_share", "method", "numerator", "n", group="coop/reliable")
    assert found == [("wilson", 2.0, 6), ("clustered_wilson", 2.0, 6)]


def test_reliability_and_spread_are_those_of_the_place() -> None:
    # Two persons of another macroregion with wild answers do not change what is reliable here.
    tables = survey(
        KEY,
        PEOPLE.replace("pzk_id", "pzk_id voivodeship").replace("  A1", " A1")
        .replace("-01  ", "-01  - ").replace("-02  ", "-02  - ")
        + """
        Q1            yes      ex_ante - pomorskie 5  5
        Q2            yes      ex_ante - pomorskie 1  1
        """,
    )  # fmt: skip
    assert rows(tables, "improved_share", "method", "numerator", group="coop/reliable") == [
        ("wilson", 2.0), ("clustered_wilson", 2.0),
    ]  # fmt: skip


def test_where_less_is_better_falls_are_improvements_and_change_keeps_its_sign() -> None:
    key = questionnaire(
        "item_id scale reverse\nA1 coop no\nA2 coop yes", "scale direction\ncoop lower"
    )
    tables = survey(key, PEOPLE)
    assert rows(tables, "improved_share", "numerator", method="wilson", group="coop") == [(0.0,)]
    assert change(tables, "paired_clustered_t", "value") == [(1.0,)]
    swapped = PEOPLE.replace("ex_ante", "late").replace("ex_post", "ex_ante")
    tables = survey(key, swapped.replace("late", "ex_post"))
    assert rows(tables, "improved_share", "numerator", method="wilson", group="coop") == [(4.0,)]
    assert change(tables, "paired_clustered_t", "value") == [(-1.0,)]


def test_without_a_direction_nobody_improves() -> None:
    key = questionnaire("item_id scale\nA1 coop\nA2 coop", "scale direction\ncoop none")
    tables = survey(key, PEOPLE)
    assert rows(tables, "improved_share", "group") == []
    assert len(change(tables, "paired_clustered_t", "value")) == 1


THEN = questionnaire(
    """
    item_id scale measure then_of reverse
    A1      help  current -       no
    A2      help  current -       no
    A3      help  current -       yes
    T1      help  then    A1      no
    T3      help  then    A3      yes
    """,
    "scale\nhelp",
)
LOOKED_BACK = survey(
    THEN,
    """
    respondent_id wave    pzk_id A1 A2 A3 T1 T3
    P1            ex_ante LU-01  3  1  3  .  .
    P2            ex_ante LU-01  4  1  2  .  .
    P3            ex_ante LU-02  2  1  4  .  .
    P4            ex_ante MA-01  4  1  2  .  .
    P1            ex_post LU-01  4  5  2  2  4
    P2            ex_post LU-01  5  5  1  3  3
    P3            ex_post LU-02  2  5  4  2  4
    P4            ex_post MA-01  -  5  -  4  2
    """,
)
"""Over A1 and A3: then 2 3 2 4, pre 3 4 2 4, post 4 5 2 and nothing. A2 was not asked again."""


def test_three_differences_of_a_then_test_are_kept_apart() -> None:
    # then - pre: -1 - 1 + 0 + 0 over 4; post - pre: 1 + 1 + 0 over 3; post - then: 2 + 2 + 0 over 3
    found = rows(
        LOOKED_BACK, "response_shift", "group", "numerator", "denominator", "value", "n_missing"
    )
    assert found == [
        ("help/then_minus_pre", -2.0, 4.0, -0.5, 0),
        ("help/post_minus_pre", 2.0, 3.0, 0.666667, 1),
        ("help/post_minus_then", 4.0, 3.0, 1.333333, 1),
    ]


def test_one_difference_without_spread_does_not_take_the_others_away() -> None:
    tables = survey(
        THEN,
        """
        respondent_id wave    pzk_id A1 A2 A3 T1 T3
        P1            ex_ante LU-01  3  1  3  .  .
        P2            ex_ante LU-02  4  1  2  .  .
        P1            ex_post LU-01  -  5  -  2  4
        P2            ex_post LU-02  -  5  -  2  4
        """,
    )
    found = rows(tables, "response_shift", "group", "value", "n", "status")
    # then - pre: -1 and -2; nobody has a post
    assert found == [
        ("help/then_minus_pre", -1.5, 2, "ok"),
        ("help/post_minus_pre", None, 0, "insufficient"),
        ("help/post_minus_then", None, 0, "insufficient"),
    ]


def test_a_then_test_is_no_part_of_the_score() -> None:
    # (4 + 5 + (6 - 2)) / 3 = 4.333333; with the then items 1 and 6 - 5 it would be 3
    alone = survey(THEN, "respondent_id wave pzk_id A1 A2 A3 T1 T3\nP1 ex_post LU-01 4 5 2 1 5")
    assert rows(alone, "scale_score", "value", group="help") == [(4.333333,)]


TESTED = questionnaire(
    "item_id scale\nA1 one\nB1 two\nC1 three", "scale\none\ntwo\nthree"
)  # fmt: skip
THREE = survey(
    TESTED,
    """
    respondent_id wave     pzk_id A1 B1 C1
    P1            ex_ante  LU-01  2  1  3
    P2            ex_ante  LU-01  3  2  3
    P3            ex_ante  LU-02  2  3  2
    P4            ex_ante  MA-01  3  2  4
    P1            mid_term LU-01  3  3  3
    P2            mid_term LU-01  3  3  2
    P3            mid_term LU-02  3  3  4
    P4            mid_term MA-01  3  3  4
    P1            ex_post  LU-01  3  3  3
    P2            ex_post  LU-01  3  4  5
    P3            ex_post  LU-02  4  4  2
    P4            ex_post  MA-01  4  3  4
    """,
)
PLAN = shipped_matrix().model_copy(
    update={
        "confirmatory": tuple(
            PlannedTest(question="q", scale=scale, waves="ex_ante/ex_post", family="main")
            for scale in ("one", "two")
        )
    }
)


def p_values(pair: str) -> dict[str, dict[str, float]]:
    frame = compute(THREE, study(matrix=PLAN), ids=["change_test"])
    found: dict[str, dict[str, float]] = {}
    for method, group, wave, p in drawn(frame, "method", "group", "wave", "value"):
        if wave == pair:
            found.setdefault(str(method), {})[str(group)] = p
    return found


def test_planned_tests_are_adjusted_by_holm_and_all_others_by_benjamini_hochberg() -> None:
    found = p_values("ex_ante/ex_post")
    raw = found["paired_clustered_t"]
    assert set(raw) == {"one", "two", "three", "A1", "B1", "C1"}
    # Holm over two tests: the smaller p twice, the larger one at least as much
    small, large = sorted(("one", "two"), key=raw.__getitem__)
    holm = {small: 2 * raw[small], large: max(2 * raw[small], raw[large])}
    assert found["holm_confirmatory"] == pytest.approx(holm, abs=2e-6)
    # BH over the other four, three and C1 being the same test: m p / rank, from the largest down
    others = sorted(("three", "A1", "B1", "C1"), key=raw.__getitem__)
    adjusted, least = {}, 1.0
    for rank in range(4, 0, -1):
        name = others[rank - 1]
        least = min(least, 4 * raw[name] / rank)
        adjusted[name] = least
    assert found["bh_exploratory"] == pytest.approx(adjusted, abs=4e-6)
    assert all(adjusted[a] <= adjusted[b] for a, b in pairwise(others))


def test_a_plan_for_two_waves_says_nothing_of_other_waves() -> None:
    found = p_values("ex_ante/mid_term")
    assert "holm_confirmatory" not in found
    assert set(found["bh_exploratory"]) == {"one", "two", "three", "A1", "B1", "C1"}


def test_wilcoxon_stands_beside_unadjusted() -> None:
    # one: rises 1 0 2 1; of the 8 signs of three untied pairs, two are as far out: p = 2 / 8
    found = p_values("ex_ante/ex_post")["wilcoxon_pratt_permutation"]
    assert found["one"] == found["A1"] == 0.25


def test_the_p_value_of_the_hand_worked_change() -> None:
    # t = 1 / sqrt(1/12) = 3.464102 on 2 degrees of freedom: p = 1 - t / sqrt(2 + t^2) = 0.07418
    found = rows(LINKED, "change_test", "value", "n", method="paired_clustered_t", group="coop")
    assert found == [(0.07418, 6)]
