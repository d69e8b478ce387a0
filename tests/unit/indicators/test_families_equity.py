"""For whom it worked: groups by trait, differences to the others, and who is in no group."""

import numpy as np
import pandas as pd
import pytest
from indicator_tables import config, drawn, table
from outcome_tables import teams

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.stats.clustered_difference import clustered_difference

pytestmark = pytest.mark.unit

FAMILIES = """
family_id  pzk_id  gmina_id  unit_type  area          contract_type  started_on  reported_on  ipp_signed_on  ended_on    outcome
LU-01-R01  LU-01   alfa      family     addiction     family         2019-09-01  2019-08-01   2019-08-31     2020-06-30  completed
LU-01-R02  LU-01   beta      family     addiction     family         2019-09-01  2019-08-01   2019-09-10     2020-06-30  withdrawn
LU-01-R03  LU-01   -         person     older_people  social         2019-09-01  2019-08-01   2019-09-20     2020-06-30  completed
LU-02-R01  LU-02   -         family     older_people  -              2019-09-01  2019-08-01   2019-09-30     2020-06-30  completed
LU-02-R02  LU-02   -         family     -             social         2019-09-01  -            2019-09-30     -           ongoing
MA-01-R01  MA-01   gamma     person     older_people  family         2019-09-01  2019-08-01   2019-07-30     2020-06-30  withdrawn
LU-01-G01  LU-01   alfa      group      addiction     family         2019-09-01  2019-08-01   2019-08-02     2020-06-30  completed
"""  # noqa: E501
GMINAS = """
gmina_id  voivodeship  population  seat_km
alfa      lubelskie    4999        9.9
beta      lubelskie    5000        10
gamma     mazowieckie  10000       20
delta     lubelskie    9999        -
"""
BRIDGE = """
pzk_id  gmina_id
LU-01   alfa
LU-01   beta
LU-02   delta
MA-01   gamma
"""
SERVICES = """
service_id     family_id  kind     status         started_on
LU-01-R01-U01  LU-01-R01  therapy  delivered      2019-10-01
LU-01-R01-U02  LU-01-R01  therapy  not_available  -
LU-01-R02-U01  LU-01-R02  therapy  not_available  -
LU-02-R01-U01  LU-02-R01  therapy  delivered      2019-10-01
LU-01-R03-U01  LU-01-R03  therapy  -              -
MA-01-R01-U01  MA-01-R01  therapy  delivered      2019-10-01
LU-01-G01-U01  LU-01-G01  therapy  not_available  -
"""
TABLES = {
    "pzk": teams("LU-01", "LU-02", "MA-01"),
    "families": table("families", FAMILIES),
    "gminas": table("gminas", GMINAS),
    "pzk_gminas": table("pzk_gminas", BRIDGE),
    "services": table("services", SERVICES),
}


def values(tables: dict[str, pd.DataFrame] | None = None) -> pd.DataFrame:
    return compute(TABLES if tables is None else tables, config(), ids=["equity"])


def of(frame: pd.DataFrame, measure: str, dimension: str) -> dict[str, tuple[object, ...]]:
    """Return value, n and n_missing by code of a dimension, or of the differences in it."""
    head = f"{measure}/{dimension}:"
    rows = frame[frame["group"].str.startswith(head)]
    return {
        str(group).removeprefix(head): (value, n, missing)
        for group, value, n, missing in drawn(rows, "group", "value", "n", "n_missing")
    }


def test_everybody_and_every_group_has_a_row() -> None:
    # 8 measures, of everybody and of 14 groups, and 14 differences each
    frame = values()
    assert len(frame) == 8 * (1 + 14 + 14)
    assert not frame["group"].duplicated().any()


def test_days_by_area_of_the_family_itself() -> None:
    # 30 and 40 days; 50 and 60; R01 of MA-01 was signed before the report: missing. LU-02-R02 has
    # no area (nor a report), so that it is in no group. All: (30 + 40 + 50 + 60) / 4
    frame = values()
    assert of(frame, "ipp_days", "difficulty") == {
        "many_difficulties": (None, 0, 0),
        "disability": (None, 0, 0),
        "older_people": (55.0, 2, 1),
        "addiction": (35.0, 2, 0),
    }
    assert drawn(frame[frame["group"] == "ipp_days"], "value", "n", "n_missing") == [(45.0, 4, 2)]


def test_sizes_are_those_of_the_familys_own_gmina_or_of_the_only_one_of_its_team() -> None:
    # alfa has 4999 inhabitants, beta 5000, delta (the only gmina of LU-02) 9999, gamma 10000;
    # LU-01-R03 names none, and its team has two: it is in no group
    frame = values()
    assert of(frame, "ipp_days", "size") == {
        "to_4999": (30.0, 1, 0), "5000_9999": (50.0, 2, 1), "from_10000": (None, 0, 1),
    }  # fmt: skip
    # delta has no distance
    assert of(frame, "ipp_days", "distance") == {
        "to_9": (30.0, 1, 0), "10_19": (40.0, 1, 0), "from_20": (None, 0, 1),
    }  # fmt: skip


def test_completed_are_shares_of_those_ended() -> None:
    # families: R01 yes, R02 no, LU-02-R01 yes, LU-02-R02 ongoing: 2 of 3 with one missing
    rows = values()
    row = rows[rows["group"] == "completed/unit:family"]
    assert drawn(row, "numerator", "denominator", "n", "n_missing") == [(2.0, 3.0, 3, 1)]
    assert drawn(row, "method") == [("clustered_wilson",)]


def test_services_are_counted_one_by_one_and_families_stand_behind_them() -> None:
    # addiction: delivered, not, not; of two families. A service without status and start says
    # nothing, and the group's service never counts
    rows = values()
    row = rows[rows["group"] == "services/difficulty:addiction"]
    assert drawn(row, "numerator", "denominator", "n", "n_missing") == [(1.0, 3.0, 2, 0)]
    row = rows[rows["group"] == "services/unit:person"]
    assert drawn(row, "numerator", "denominator", "n", "n_missing") == [(1.0, 1.0, 1, 1)]


def test_a_difference_is_that_to_the_other_families_with_the_trait() -> None:
    # older people less addiction: 55 - 35 = 20, over the four families with an area and days;
    # LU-02-R02 has no area and is not among the others
    frame = values()
    assert of(frame, "ipp_days|difference", "difficulty")["older_people"] == (20.0, 4, 1)
    assert of(frame, "ipp_days|difference", "difficulty")["addiction"] == (-20.0, 4, 1)
    own = frame[frame["group"] == "ipp_days|difference/difficulty:older_people"].iloc[0]
    found = clustered_difference(
        np.array([30.0, 40.0]), np.array([50.0, 60.0]), np.array([0, 0]), np.array([0, 1])
    )
    assert (own["ci_low"], own["ci_high"]) == (
        pytest.approx(found.ci_low), pytest.approx(found.ci_high)
    )  # fmt: skip
    assert own["change_type"] == "difference"


def test_without_the_others_there_is_no_difference() -> None:
    only = TABLES["families"].assign(area="addiction")
    frame = values({**TABLES, "families": only.astype(TABLES["families"].dtypes.to_dict())})
    row = frame[frame["group"] == "ipp_days|difference/difficulty:addiction"]
    assert drawn(row, "value", "status") == [(None, "insufficient")]


def test_a_table_that_is_missing_leaves_a_row_that_says_so() -> None:
    frame = values({name: TABLES[name] for name in ("pzk", "families")})
    for name in ("goal_t", "goal_change", "domain_change", "services", "contacts"):
        rows = frame[frame["group"] == name]
        assert drawn(rows, "value", "n", "n_missing", "status") == [(None, 0, 6, "insufficient")]
    assert (of(frame, "ipp_days", "size")["to_4999"]) == (None, 0, 0)


def many(seed: int, shift: float) -> dict[str, pd.DataFrame]:
    """Return 20 teams of 8 families; days differ by the shift between family and person."""
    rng = np.random.default_rng(seed)
    names = [f"LU-{number:02d}" for number in range(1, 21)]
    lines = ["family_id pzk_id unit_type contract_type reported_on ipp_signed_on"]
    for name in names:
        for number in range(8):
            unit, contract = ("family", "person")[number % 2], ("family", "social")[number // 4]
            days = int(30 + shift * (number % 2) + rng.integers(0, 10))
            signed = np.datetime64("2019-08-01") + days
            lines.append(f"{name}-R{number:02d} {name} {unit} {contract} 2019-08-01 {signed}")
    return {"pzk": teams(*names), "families": table("families", "\n".join(lines))}


def test_a_large_difference_withstands_holm_and_no_difference_does_not() -> None:
    # of two groups both differences are one comparison: marked together, with opposite signs
    frame = values(many(1, 10.0))
    marks = frame.set_index("group")["method"]
    assert marks["ipp_days|difference/unit:family"] == "difference_clustered_t_holm"
    assert marks["ipp_days|difference/unit:person"] == "difference_clustered_t_holm"
    assert marks["ipp_days|difference/contract:family"] == "difference_clustered_t"
    both = of(frame, "ipp_days|difference", "unit")
    assert both["family"][0] == pytest.approx(-float(both["person"][0]))  # type: ignore[arg-type]


def test_the_adjustment_keeps_what_it_promises() -> None:
    # without any difference at most about 5 % of studies have a mark (binomial: 40 studies,
    # 95 % limit 5); two comparisons in each, unadjusted about 10 %
    alarms = sum(
        values(many(seed, 0.0))["method"].str.endswith("_holm").any() for seed in range(40)
    )
    assert alarms <= 5


def test_groups_of_persons_and_the_order_of_rows_change_nothing() -> None:
    families = TABLES["families"]
    without = values({**TABLES, "families": families[families["unit_type"] != "group"]})
    pd.testing.assert_frame_equal(without, values())
    turned = {name: frame.iloc[::-1].reset_index(drop=True) for name, frame in TABLES.items()}
    pd.testing.assert_frame_equal(values(turned), values())


def test_groups_of_a_dimension_and_those_without_it_make_up_everybody() -> None:
    frame = values()
    everybody = frame[frame["group"] == "ipp_days"].iloc[0]
    units = of(frame, "ipp_days", "unit")
    assert sum(int(n) for _, n, _ in units.values()) == everybody["n"]  # type: ignore[call-overload]
