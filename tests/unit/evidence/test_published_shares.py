"""Shares of published counts: 140 of 172, 69 of 140, 69 of 172; each only if both are there."""

import pandas as pd
import pytest
from evidence_tables import table

from kooperacja_eval.evidence.published_shares import published_shares

pytestmark = pytest.mark.unit

COUNTS = """
figure_id      indicator_id             macroregion  voivodeship  group       value
000-completed  ipp_completed            I            -            -           140
000-services   continuing_services      I            -            -           69
000-families   families_in_cooperation  I            -            whole_test  172
000-lubelskie  families_in_cooperation  I            lubelskie    -           35
004-completed  ipp_completed            III          -            -           9
"""
KEYS = ["indicator_id", "group", "numerator", "denominator"]


def shares(text: str, macroregion: str = "I") -> pd.DataFrame:
    return published_shares({"published": table("published", text)}, macroregion)


def test_every_base_that_the_counts_allow_is_used() -> None:
    found = shares(COUNTS)
    assert found[KEYS].fillna("").to_numpy().tolist() == [
        ["ipp_completed_share", "", 140.0, 172.0],
        ["continuing_services_share", "of_completed", 69.0, 140.0],
        ["continuing_services_share", "of_all", 69.0, 172.0],
    ]
    assert found["method"].unique().tolist() == ["wilson"]


def test_the_interval_is_the_published_one() -> None:
    # Wilson for 140/172: .7492 to .8650
    row = shares(COUNTS).iloc[0]
    assert row["value"] == pytest.approx(140 / 172)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((0.7492, 0.8650), abs=5e-5)


def test_a_share_without_its_base_is_left_out() -> None:
    without = "\n".join(line for line in COUNTS.splitlines() if "whole_test" not in line)
    assert shares(without)["group"].tolist() == ["of_completed"]


def test_two_different_published_counts_give_no_share() -> None:
    doubled = COUNTS + "001-completed  ipp_completed  I  -  -  139\n"
    assert shares(doubled)["group"].fillna("").tolist() == ["of_all"]


def test_another_macroregion_has_its_own_figures() -> None:
    assert shares(COUNTS, "III").empty
    assert published_shares({}, "I").empty
