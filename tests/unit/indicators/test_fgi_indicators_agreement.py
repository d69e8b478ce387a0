"""Agreement of coders: which documents, which units, and what is undefined."""

import pytest
from fgi_tables import focus_groups, row, values

pytestmark = pytest.mark.unit

ONE = focus_groups(
    """
D1   r1  LU-01          Aaaa. Bbbb. Cccc. Dd
A  barrier.time         [        ]
B  barrier.time              [        ]
""",
    """
D2   r1  LU-01          Aaaa. Bbbb. Cccc. Dd
A  barrier.time         [        ]
""",
)
# D2 has one coder and is left out. D1: 20 characters, A has 0-9, B has 5-14.


def test_characters_by_hand() -> None:
    agreement = values(ONE, "coder_agreement")
    group = "barrier.time|characters|all_text"
    # both 5, A alone 5, B alone 5, neither 5: agreement 10/20, chance of kappa and AC1 1/2.
    assert row(agreement, group, "percent_agreement")["value"] == 0.5
    assert row(agreement, group, "cohen_kappa")["value"] == 0
    assert row(agreement, group, "gwet_ac1")["value"] == 0
    # 40 values, 20 yes: De = 2 * 20 * 20 / (40 * 39) = 20/39, alpha = 1 - (1/2) / (20/39) = 1/40.
    alpha = row(agreement, group, "krippendorff_nominal")
    assert alpha["value"] == pytest.approx(1 / 40)
    assert (alpha["n"], alpha["ci_low"]) == (20, None)


def test_coded_text_leaves_out_what_nobody_coded() -> None:
    agreement = values(ONE, "coder_agreement")
    group = "barrier.time|characters|coded_text"
    # 15 characters: both 5; kappa: chance (10/15)^2 + (5/15)^2 = 5/9, (1/3 - 5/9) / (4/9) = -1/2.
    assert row(agreement, group, "percent_agreement")["value"] == pytest.approx(1 / 3)
    assert row(agreement, group, "cohen_kappa")["value"] == pytest.approx(-0.5)
    assert row(agreement, group, "cohen_kappa")["n"] == 15


def test_a_sentence_has_a_code_where_any_of_it_has() -> None:
    # Sentences 0-5, 6-11, 12-17, 18-20. A: first, second. B (5-14): the second and third, since
    # character 5 is the space after the first. Agreement on the second and the fourth.
    agreement = values(ONE, "coder_agreement")
    found = row(agreement, "barrier.time|sentences|all_text", "percent_agreement")
    assert (found["value"], found["n"]) == (0.5, 4)
    coded = row(agreement, "barrier.time|sentences|coded_text", "percent_agreement")
    assert (coded["value"], coded["n"]) == (pytest.approx(1 / 3), 3)


def test_segments_are_stretches_and_gaps_and_need_half() -> None:
    # Stretches 0-10 and 5-15 overlap by 5 of 10, half: both coders have both; the gap 15-20 has
    # none. Agreement on all three.
    agreement = values(ONE, "coder_agreement")
    found = row(agreement, "barrier.time|segments|all_text", "percent_agreement")
    assert (found["value"], found["n"]) == (1, 3)
    assert row(agreement, "barrier.time|segments|all_text", "cohen_kappa")["value"] == 1
    coded = row(agreement, "barrier.time|segments|coded_text", "cohen_kappa")
    assert (coded["value"], coded["status"], coded["n"]) == (None, "insufficient", 2)


def test_less_than_half_of_a_segment_is_not_enough() -> None:
    tables = focus_groups(
        """
D1   r1  LU-01          Aaaa. Bbbb. Cccc. Dd
A  barrier.time         [        ]
B  barrier.time               [        ]
"""
    )
    # They share 4 of 10: each stretch has its own coder only; the gap 16-20 has none. 1 of 3.
    agreement = values(tables, "coder_agreement")
    found = row(agreement, "barrier.time|segments|all_text", "percent_agreement")
    assert found["value"] == pytest.approx(1 / 3)


def test_a_gap_of_white_space_is_no_unit() -> None:
    tables = focus_groups(
        """
D1   r1  LU-01          Aaaa.    Bbbb.
A  barrier.time         [   ]    [   ]
B  barrier.time         [   ]    [   ]
"""
    )
    agreement = values(tables, "coder_agreement")
    assert row(agreement, "barrier.time|segments|all_text", "percent_agreement")["n"] == 2


TWO = focus_groups(
    """
D1   r1  LU-01          Aaaa. Bbbb. Cccc. Dd
A  barrier.time         [        ]
B  barrier.money        [        ]
""",
    """
D2   r2  LU-02          Aaaa. Bbbb. Cccc. Dd
A  barrier.time         [        ]
B  barrier.time         [        ]
A  factor.trust                     [   ]
""",
)


def test_a_branch_agrees_where_coders_chose_different_codes_below_it() -> None:
    agreement = values(TWO, "coder_agreement")
    time = row(agreement, "barrier.time|characters|all_text", "percent_agreement")
    branch = row(agreement, "barrier|characters|all_text", "percent_agreement")
    assert (time["value"], branch["value"]) == (0.5, 1)


def test_all_codes_are_stacked_unit_by_code() -> None:
    agreement = values(TWO, "coder_agreement")
    # r1 on documents: time A only, money B only: 2 decisions, none agreed. r2: time agreed, trust
    # not. Both rounds: time D1 no, D2 yes; money D1 no, D2 yes (nobody); trust D1 yes, D2 no.
    found = {
        wave: row(agreement, "all|documents|all_text", "percent_agreement", wave)
        for wave in ("r1", "r2", None)
    }
    assert [(one["value"], one["n"]) for one in found.values()] == [(0, 2), (0.5, 2), (0.5, 6)]
    assert {one["ci_low"] for one in found.values()} == {None}


def test_documents_have_intervals_and_codes_unused_in_a_round_no_rows() -> None:
    agreement = values(TWO, "coder_agreement")
    both = row(agreement, "barrier.time|documents|all_text", "percent_agreement", None)
    assert (both["value"], both["n"]) == (0.5, 2)
    assert both["ci_low"] == pytest.approx(0.0945, abs=1e-4)  # Wilson, 1 of 2
    of_one = agreement[agreement["wave"] == "r1"]
    assert not of_one["group"].str.startswith("factor").any()


def test_undefined_agreement_is_insufficient() -> None:
    found = row(values(TWO, "coder_agreement"), "barrier|documents|all_text", "cohen_kappa")
    assert (found["value"], found["status"], found["n"]) == (None, "insufficient", 1)


def test_unitised_alphas_stand_under_characters() -> None:
    agreement = values(TWO, "coder_agreement")
    unitised = agreement[agreement["method"].str.startswith("unitised")]
    assert set(unitised["group"]) == {
        f"{code}|characters|all_text"
        for code in ("all", "barrier", "barrier.money", "barrier.time", "factor", "factor.trust")
    } | {"all|characters|coded_text"}
    assert row(agreement, "barrier|characters|all_text", "unitised_u")["value"] == 1
    # r1: all 10 characters that both coded have other codes: Do = 1. De: of 20 values two of 10,
    # unlike 20^2 - 2 * 10^2 = 200, pairs that are not within a unit 20^2 - 2 * 10^2 = 200: 1.
    assert row(agreement, "all|characters|coded_text", "unitised_cu")["value"] == 0
    alone = row(agreement, "all|characters|coded_text", "unitised_cu", "r2")
    assert (alone["value"], alone["status"]) == (None, "insufficient")


def test_kappa_of_three_coders_is_the_mean_of_the_pairs() -> None:
    tables = focus_groups(
        """
D1   r1  LU-01          Aaaa. Bbbb. Cccc. Dd
A  barrier.time         [        ]
B  barrier.time         [        ]
C  barrier.time              [        ]
"""
    )
    # A and B: 1. A and C, B and C: as in the first example, 0.
    found = row(
        values(tables, "coder_agreement"), "barrier.time|characters|all_text", "cohen_kappa"
    )
    assert found["value"] == pytest.approx(1 / 3)


def test_unitised_leaves_out_documents_with_another_number_of_coders() -> None:
    three = """
D3   r1  LU-01          Aaaa. Bbbb. Cccc. Dd
A  barrier.time         [        ]
B  barrier.time         [        ]
C  barrier.time              [        ]
"""
    two = three.replace("D3", "D1").replace("C  barrier.time              [        ]", "")
    tables = focus_groups(two, two.replace("D1", "D2"), three)
    found = row(values(tables, "coder_agreement"), "all|characters|all_text", "unitised_u")
    assert (found["value"], found["n"], found["n_missing"]) == (1, 40, 20)
