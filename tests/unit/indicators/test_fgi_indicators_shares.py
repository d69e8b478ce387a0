"""How widely codes are spoken of: what is counted, and once only."""

import numpy as np
import pytest
from fgi_tables import focus_groups, row, typed, values

from kooperacja_eval.errors import ValidationError
from kooperacja_eval.stats.proportions import clustered_proportion, wilson_interval

pytestmark = pytest.mark.unit

TABLES = focus_groups(
    """
D1   r1  LU-01          Nie ma czasu. I pieniędzy. A sobie ufamy.
A  barrier.time/health  [           ]
B  barrier.time/health  [           ]
A  barrier.money/police               [         ]
B  factor.trust/health                             [           ]
""",
    """
D2   r1  LU-02          Nie ma czasu. I pieniędzy. A sobie ufamy.
A  barrier.time/police  [           ]
A  barrier.money                       ?
""",
    """
D3   r1  MA-01          Nikt tego nie zakodował.
""",
)
# Stretches: D1 three (A and B marked the first alike), D2 one and one without a position.


def test_stretches_count_once_however_many_coders() -> None:
    shares = values(TABLES, "code_share")
    assert [
        (row(shares, f"{code}|segments")["numerator"], row(shares, f"{code}|segments")["n"])
        for code in ("barrier.time", "barrier.money", "barrier", "factor.trust", "factor")
    ] == [(2, 4), (1, 4), (3, 4), (1, 4), (1, 4)]
    time = row(shares, "barrier.time|segments")
    assert (time["method"], time["value"], time["n_missing"]) == ("clustered_wilson", 0.5, 1)
    ends = clustered_proportion(np.array([1, 1]), np.array([3, 1]))
    assert (time["ci_low"], time["ci_high"]) == (ends.ci_low, ends.ci_high)


def test_documents_are_all_of_the_round_coded_or_not() -> None:
    shares = values(TABLES, "code_share")
    # The money of D2 has no position, and counts for the document.
    money = row(shares, "barrier.money|documents")
    assert (money["numerator"], money["denominator"], money["method"]) == (2, 3, "wilson")
    assert money["ci_low"] == wilson_interval(2, 3).ci_low
    assert row(shares, "factor|documents")["numerator"] == 1


def test_speakers_are_pairs_of_document_and_known_sector() -> None:
    # D1 health, D1 police, D2 police; of D2 one stretch is of an unknown speaker.
    shares = values(TABLES, "code_share")
    found = {
        code: row(shares, f"{code}|speakers")
        for code in ("barrier.time", "barrier.money", "barrier", "factor.trust")
    }
    assert [one["numerator"] for one in found.values()] == [2, 1, 3, 1]
    assert {(one["n"], one["n_missing"]) for one in found.values()} == {(3, 1)}


def test_a_share_of_all_has_no_interval_but_a_value() -> None:
    everybody = row(values(TABLES, "code_share"), "barrier|speakers")
    assert (everybody["value"], everybody["ci_low"], everybody["status"]) == (1.0, None, "ok")


def test_sectors_and_areas_in_the_macroregion_only() -> None:
    shares = values(TABLES, "code_share")
    health = row(shares, "barrier.time|segments/sector:health")
    police = row(shares, "barrier.time|segments/sector:police")
    assert [(one["numerator"], one["denominator"]) for one in (health, police)] == [(1, 2), (1, 2)]
    addiction = row(shares, "barrier.time|documents/area:addiction")  # D1 and D3
    assert (addiction["numerator"], addiction["denominator"]) == (1, 2)
    assert not values(TABLES, "code_share", "voivodeship")["group"].str.contains("/").any()


def test_a_team_has_rows_of_codes_that_occur_there_without_intervals_of_stretches() -> None:
    shares = values(TABLES, "code_share", "pzk")
    there = shares[shares["pzk_id"] == "LU-02"]
    assert sorted({group.split("|")[0] for group in there["group"]}) == [
        "barrier", "barrier.money", "barrier.time",
    ]  # fmt: skip
    assert shares[shares["method"] == "clustered_wilson"]["ci_low"].isna().all()
    assert shares[shares["pzk_id"] == "MA-01"].empty


def test_a_stretch_in_which_coders_hear_two_sectors_has_an_unknown_one() -> None:
    tables = focus_groups(
        """
D1   r1  LU-01          Nie ma czasu.
A  barrier.time/health  [           ]
B  barrier.time/police  [           ]
"""
    )
    shares = values(tables, "code_share")
    assert row(shares, "barrier.time|segments/sector:unknown")["n"] == 1
    assert not (shares["group"] == "barrier.time|segments/sector:health").any()


def test_groups_are_counted_by_round_and_place_zero_too() -> None:
    assert values(TABLES, "fgi_groups")["value"].tolist() == [3]
    places = values(TABLES, "fgi_groups", "voivodeship")
    assert places.set_index("voivodeship")["value"].to_dict() == {"lubelskie": 2, "mazowieckie": 1}
    assert values(TABLES, "fgi_groups", "pzk")["value"].tolist() == [1, 1, 1]


def test_a_document_without_a_team_lies_in_its_own_voivodeship() -> None:
    tables = focus_groups("D1   r1  -               Nie ma czasu.")
    places = values(tables, "fgi_groups", "voivodeship")
    assert places.set_index("voivodeship")["value"].to_dict() == {"lubelskie": 1, "mazowieckie": 0}


def test_a_coding_of_an_unknown_document_stops_with_what_to_do() -> None:
    broken = {**TABLES, "fgi_documents": TABLES["fgi_documents"].iloc[1:]}
    with pytest.raises(ValidationError, match="kooperacja-eval check"):
        values(broken, "code_share")


def test_no_codings_give_no_rows() -> None:
    empty = {**TABLES, "codings": typed("codings", [])}
    assert values(empty, "code_share").empty
    assert values(empty, "barrier_weight").empty
    assert values(empty, "code_saturation").empty
    assert values(empty, "coder_agreement").empty
