"""Codes together, saturation, and the weight of barriers."""

import pytest
from fgi_tables import focus_groups, row, values
from indicator_tables import drawn

pytestmark = pytest.mark.unit

TOGETHER = focus_groups(
    """
D1   r1  LU-01          Aaaa. Bbbb. Cccc. Dddd. Eeee.
A  factor.trust         [        ]
B  effect.help               [        ]
A  barrier.time                             [   ]
""",
)


def test_codes_of_stretches_that_overlap_are_together_whoever_coded() -> None:
    # Units: three stretches. Trust and help are in the first two each: 3 * 2 / (2 * 2) = 1.5.
    found = row(values(TOGETHER, "code_cooccurrence"), "effect.help+factor.trust|segment")
    assert (found["value"], found["numerator"], found["denominator"]) == (1.5, 2, 3)
    assert (found["ci_low"], found["method"]) == (None, "log_jackknife_t")


def test_windows_are_a_thousand_characters() -> None:
    # One window with everything: lift 1 * 1 / (1 * 1).
    found = row(values(TOGETHER, "code_cooccurrence"), "effect.help+factor.trust|window")
    assert (found["value"], found["denominator"]) == (1, 1)


def test_other_pairs_need_three_units() -> None:
    few = values(TOGETHER, "code_cooccurrence")
    assert set(few["group"]) == {
        "effect.help+factor.trust|segment",
        "effect.help+factor.trust|window",
    }
    drawing = """
D{}   r1  LU-01          Aaaa. Bbbb. Cccc. Dddd. Eeee.
A  barrier.money        [        ]
A  barrier.time         [        ]
"""
    for number, expected in ((2, 0), (3, 2)):
        tables = focus_groups(*(drawing.format(d) for d in range(number)))
        pairs = values(tables, "code_cooccurrence")
        named = pairs["group"].str.startswith("barrier.money+barrier.time")
        assert named.sum() == expected


def test_a_factor_and_an_effect_never_seen_are_insufficient() -> None:
    tables = focus_groups(
        """
D1   r1  LU-01          Aaaa.
A  barrier.time         [   ]
"""
    )
    found = row(values(tables, "code_cooccurrence"), "effect.help+factor.trust|segment")
    assert (found["value"], found["numerator"], found["status"]) == (None, 0, "insufficient")


SPREAD = focus_groups(
    """
D1   r1  LU-01          Aaaa. Bbbb. Cccc. Dddd. Eeee.
A  barrier.time/health  [   ]
""",
    """
D2   r1  LU-02          Aaaa. Bbbb. Cccc. Dddd. Eeee.
A  barrier.time/health  [   ]
A  barrier.money/police       [   ]
A  barrier.money/police             [   ] [   ]
""",
    """
D3   r1  MA-01          Aaaa. Bbbb. Cccc. Dddd. Eeee.
A  factor.trust/police  [   ]
""",
)


def test_saturation_by_hand() -> None:
    curve = values(SPREAD, "code_saturation")
    assert [row(curve, f"0{g}|ordered")["value"] for g in (1, 2, 3)] == [1, 2, 3]
    # g = 1: (1 + 2 + 1) / 3. g = 2: time 1 (in two of three), money and trust 1 - 1/3 each.
    means = [row(curve, f"0{g}|random")["value"] for g in (1, 2, 3)]
    assert means == pytest.approx([4 / 3, 7 / 3, 3])
    last = row(curve, "03|random")
    assert (last["ci_low"], last["ci_high"], last["n"]) == (3, 3, 3)
    first = row(curve, "01|random")
    assert (first["ci_low"], first["ci_high"]) == (1, 2)


def test_documents_that_nobody_coded_are_no_groups() -> None:
    tables = {**SPREAD, "codings": SPREAD["codings"].query("document_id != 'D2'")}
    curve = values(tables, "code_saturation")
    assert [row(curve, f"0{g}|ordered")["value"] for g in (1, 2)] == [1, 2]
    assert row(curve, "01|ordered")["n_missing"] == 1


def test_barriers_are_in_the_order_of_their_spread_not_of_stretches() -> None:
    # Money fills three stretches of one group; time is named in two groups of one voivodeship.
    rows = values(SPREAD, "barrier_weight")
    assert drawn(rows, "group", "numerator", "denominator", "method") == [
        ("barrier|groups", 2, 3, "wilson"),
        ("barrier|voivodeships", 1, 2, "count"),
        ("barrier|sectors", 2, 2, "count"),
        ("barrier.time|groups", 2, 3, "wilson"),
        ("barrier.time|voivodeships", 1, 2, "count"),
        ("barrier.time|sectors", 1, 2, "count"),
        ("barrier.money|groups", 1, 3, "wilson"),
        ("barrier.money|voivodeships", 1, 2, "count"),
        ("barrier.money|sectors", 1, 2, "count"),
    ]
