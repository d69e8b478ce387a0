"""What families needed and did not get: every row a need, yes, no and not known told apart."""

import pandas as pd
import pytest
from indicator_tables import TEAMS, config, drawn, table

from kooperacja_eval.indicators.compute import compute

pytestmark = pytest.mark.unit

FAMILIES = """
family_id  pzk_id  unit_type gmina_id
LU-01-R01  LU-01   family    0601011
LU-01-R02  LU-01   person    -
LU-02-R01  LU-02   family    -
MA-01-R01  MA-01   family    -
LU-01-G01  LU-01   group     -
"""
BRIDGE = """
pzk_id gmina_id
LU-01  0601011
LU-01  0601022
LU-02  0602012
"""
"""LU-01 works in two gminas, LU-02 in one, MA-01 in none that is recorded."""
NEEDS = """
service_id family_id  kind    need_only on_list started_on status
U1         LU-01-R01  therapy no        yes     2020-01-20 suspended
U2         LU-01-R01  therapy no        yes     -          not_available
U3         LU-01-R02  therapy yes       no      -          planned
U4         LU-02-R01  care    no        -       -          planned
U5         LU-02-R01  care    no        -       -          converted
U6         MA-01-R01  care    no        yes     -          -
U7         MA-01-R01  care    no        no      -          -
U8         LU-01-G01  therapy yes       no      -          planned
"""
MEASURES = ("on_list", "delivered", "not_delivered", "missing", "listed_not_delivered")


def tables(*, bridge: bool = True, needs: str = NEEDS) -> dict[str, pd.DataFrame]:
    found = {
        "pzk": TEAMS,
        "families": table("families", FAMILIES),
        "services": table("services", needs),
    }
    return {**found, "pzk_gminas": table("pzk_gminas", BRIDGE)} if bridge else found


def gap(found: dict[str, pd.DataFrame], by: str = "macroregion") -> pd.DataFrame:
    return compute(found, config(), ids=["service_gap"], by=by)  # type: ignore[arg-type]


def of(frame: pd.DataFrame, group: str) -> list[tuple[object, ...]]:
    chosen = frame[frame["group"] == group]
    return drawn(chosen, "numerator", "denominator", "n", "n_missing")


def test_what_is_recorded_may_tell_one_thing_and_not_another() -> None:
    # need  listed delivered missing listed, not delivered
    # U1    yes    yes       no      no    begun, so delivered though suspended
    # U2    yes    no        no      yes
    # U3    no     no        yes     no    a mere need is a need
    # U4    ?      no        ?       ?
    # U5    ?      yes       no      no    delivered, so the list does not matter
    # U6    yes    ?         no      ?     no status and no start
    # U7    no     ?         ?       no
    # U8 is a group's.
    frame = gap(tables())
    assert of(frame, "needed") == [(7.0, 7.0, 4, 0)]
    assert of(frame, "on_list") == [(3.0, 5.0, 3, 2)]
    assert of(frame, "delivered") == [(2.0, 5.0, 3, 2)]
    assert of(frame, "not_delivered") == [(3.0, 5.0, 3, 2)]
    assert of(frame, "missing") == [(1.0, 5.0, 4, 2)]
    assert of(frame, "listed_not_delivered") == [(1.0, 5.0, 4, 2)]


def test_by_kind_needed_is_the_share_of_the_kind_in_all_needs() -> None:
    frame = gap(tables())
    assert of(frame, "needed/kind:therapy") == [(3.0, 7.0, 4, 0)]
    assert of(frame, "delivered/kind:therapy") == [(1.0, 3.0, 2, 0)]
    assert of(frame, "missing/kind:therapy") == [(1.0, 3.0, 2, 0)]
    empty = frame[frame["group"] == "delivered/kind:mediation"]
    assert drawn(empty, "value", "status") == [(None, "insufficient")]


def test_gminas_of_a_team_are_those_of_its_families_else_its_only_one() -> None:
    # R01 names its gmina; LU-01 has two, so that of R02 is not known; LU-02 has one.
    frame = gap(tables(), by="pzk")
    inside = frame[frame["group"].str.startswith("not_delivered|")]
    assert drawn(inside, "pzk_id", "group", "numerator", "denominator", "n", "n_missing") == [
        ("LU-01", "not_delivered|therapy/gmina:0601011", 1.0, 2.0, 1, 0),
        ("LU-01", "not_delivered|therapy/gmina:unknown", 1.0, 1.0, 1, 0),
        ("LU-02", "not_delivered|care/gmina:0602012", 1.0, 2.0, 1, 0),
        ("MA-01", "not_delivered|care/gmina:unknown", 0.0, 0.0, 0, 2),
    ]


def test_without_the_bridge_only_families_that_name_a_gmina_have_one() -> None:
    frame = gap(tables(bridge=False), by="pzk")
    groups = frame.loc[frame["pzk_id"] == "LU-02", "group"]
    assert groups[groups.str.contains("gmina")].str.endswith("unknown").all()


def test_an_area_has_whole_shares_only() -> None:
    frame = gap(tables(), by="area")
    assert not frame["group"].str.contains("kind").any()
    assert of(frame, "needed/area:disability") == [(2.0, 2.0, 1, 0)]


def test_a_place_without_needs_has_rows_that_say_so() -> None:
    frame = gap(tables(needs="\n".join(NEEDS.strip().splitlines()[:4])), by="voivodeship")
    empty = frame[(frame["voivodeship"] == "mazowieckie") & frame["group"].isin(MEASURES)]
    assert len(empty) == len(MEASURES)
    assert set(drawn(empty, "value", "denominator", "status")) == {(None, 0.0, "insufficient")}
