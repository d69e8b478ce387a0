"""The cooperation intensity index: its parts, its mean, its range, by hand for three teams."""

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest
from indicator_tables import TEAMS, drawn, table
from tie_tables import square, study, together

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.coop_index import index_of, known_parts, range_of
from kooperacja_eval.indicators.places import Level

pytestmark = pytest.mark.unit

Tables = Mapping[str, pd.DataFrame]
NONE = math.nan
WHOLE = "2019-03-28/2020-12-31"
DEFAULT = "geometric_goalposts_equal"
NARROW = f"{DEFAULT}_range90_goalposts"
AT_WORK = TEAMS.assign(
    started_on=pd.Series("2020-01-02", TEAMS.index).astype(TEAMS["started_on"].dtype),
    ended_on=pd.Series("2020-01-30", TEAMS.index).astype(TEAMS["ended_on"].dtype),
)
"""All three teams work in January 2020 alone."""
MEETINGS = table(
    "meetings",
    """
    meeting_id  pzk_id  held_on     level  mode
    LU-01-S01   LU-01   2020-01-10  pzk    in_person
    MA-01-S01   MA-01   2020-01-12  pzk    remote
    """,
)
ENTITIES = table(
    "entities",
    """
    entity_id  sector             voivodeship
    LU-P001    social_assistance  lubelskie
    LU-P002    education          lubelskie
    LU-P003    education          lubelskie
    LU-P004    health             lubelskie
    MA-P001    health             mazowieckie
    """,
)
MEMBERSHIPS = table(
    "memberships",
    """
    pzk_id  entity_id  role     joined_on   left_on
    LU-01   LU-P001    core     -           -
    LU-01   LU-P002    core     -           -
    LU-01   LU-P003    invited  -           -
    LU-01   LU-P004    invited  -           -
    LU-02   LU-P001    core     -           -
    MA-01   MA-P001    core     -           -
    """,
)
ATTENDANCE = table(
    "attendance",
    """
    meeting_id  entity_id  persons
    LU-01-S01   LU-P001    1
    LU-01-S01   LU-P002    1
    LU-01-S01   LU-P003    1
    MA-01-S01   MA-P001    1
    """,
)
FAMILIES = table(
    "families",
    """
    family_id  pzk_id  started_on
    LU-01-R01  LU-01   2020-01-02
    LU-01-R02  LU-01   2020-01-02
    LU-01-R03  LU-01   2020-01-02
    LU-02-R01  LU-02   2020-01-02
    LU-02-R02  LU-02   2020-01-02
    LU-02-R03  LU-02   2020-01-02
    MA-01-R01  MA-01   2020-01-02
    MA-01-R02  MA-01   2020-01-02
    """,
)
CONTACTS = table(
    "contacts",
    """
    family_id  month       contacts  hours
    LU-01-R01  2020-01-01  2         -
    LU-01-R02  2020-01-01  4         -
    LU-01-R03  2020-01-01  6         -
    LU-02-R01  2020-01-01  8         -
    LU-02-R02  2020-01-01  9         -
    LU-02-R03  2020-01-01  10        -
    MA-01-R01  2020-01-01  5         -
    MA-01-R02  2020-01-01  7         -
    """,
)
TABLES: Tables = {
    "pzk": AT_WORK,
    "meetings": MEETINGS,
    "attendance": ATTENDANCE,
    "memberships": MEMBERSHIPS,
    "entities": ENTITIES,
    "families": FAMILIES,
    "contacts": CONTACTS,
}
"""LU-01 met, LU-02 never did, MA-01 has contacts with two families only, fewer than three."""
TIES = together(
    square("LU-01", "   A B\nA  - 4\nB  4 -"),
    square("MA-01", "   C D\nC  - 2\nD  3 -"),
    square("LU-01", "   A B\nA  - 2\nB  2 -", wave="mid_term"),
)
"""Ex ante LU-01 at 4 of 5 and all returned, MA-01 at 2.5 of 5 and nothing returned at 3."""


def intensity(tables: Tables, *, by: Level = "pzk", **where: str) -> pd.DataFrame:
    """Return the rows of the index that hold certain words."""
    frame = compute(tables, study(), ids=["cooperation_intensity"], by=by)
    for name, wanted in where.items():
        frame = frame[frame[name].fillna("") == wanted]
    return frame


def parts_of(team: str, tables: Tables = TABLES, **where: str) -> dict[object, object]:
    """Return the parts of a team on the scale of 0 to 100, without those that are unknown."""
    frame = intensity(tables, pzk_id=team, **(where or {"period": WHOLE}))
    named = drawn(frame[frame["group"].str.startswith("part:")], "group", "value")
    return {str(group).removeprefix("part:"): value for group, value in named if value is not None}


def test_parts_of_a_month_are_those_of_the_process() -> None:
    # LU-01 met in its month; 3 of 4 members came, of 2 of 3 sectors; contacts (2 + 4 + 6) / 3 = 4
    # of 8. LU-02 did not meet, so that nobody's presence is known; 9 contacts are more than 8.
    # MA-01: one member of one, of one sector; contacts with two families are not taken.
    assert parts_of("LU-01") == {
        "meetings": 100.0, "attendance": 75.0, "sectors": 66.666667, "contacts": 50.0,
    }  # fmt: skip
    assert parts_of("LU-02") == {"meetings": 0.0, "contacts": 100.0}
    assert parts_of("MA-01") == {"meetings": 100.0, "attendance": 100.0, "sectors": 100.0}


def test_the_index_is_a_geometric_mean_of_the_parts_that_are_known() -> None:
    # LU-01 (100 * 75 * 66.667 * 50)^(1/4) = 25,000,000^(1/4) = 70.710678. LU-02: no meeting counts
    # as 1 point, (1 * 100)^(1/2) = 10, the weight of the missing parts goes to these two.
    rows = intensity(TABLES, group="index", period="2020-01")
    assert drawn(rows, "pzk_id", "method", "value", "ci_low", "n", "n_missing") == [
        ("LU-01", DEFAULT, 70.710678, None, 4, 2),
        ("LU-02", DEFAULT, 10.0, None, 2, 4),
        ("MA-01", DEFAULT, 100.0, None, 3, 3),
    ]


def test_contributions_add_up_to_the_logarithm_of_the_index() -> None:
    frame = intensity(TABLES, pzk_id="LU-01", period=WHOLE)
    given = frame[frame["group"].str.startswith("contribution:")]
    assert drawn(given, "group", "value", "status") == [
        ("contribution:meetings", 0.0, "ok"),
        ("contribution:attendance", round(math.log(0.75) / 4, 6), "ok"),
        ("contribution:sectors", round(math.log(2 / 3) / 4, 6), "ok"),
        ("contribution:contacts", round(math.log(0.5) / 4, 6), "ok"),
        ("contribution:ties", None, "insufficient"),
        ("contribution:reciprocity", None, "insufficient"),
    ]
    assert given["value"].sum() == pytest.approx(math.log(0.70710678), abs=1e-8)


def test_ties_are_parts_of_their_wave_and_their_mean_of_the_whole_test() -> None:
    tables = {**TABLES, "ties": TIES}
    tied = ("ties", "reciprocity")
    ex_ante = parts_of("LU-01", tables, wave="ex_ante")
    assert (ex_ante["meetings"], [ex_ante[name] for name in tied]) == (100.0, [80.0, 100.0])
    # MA-01: C gives 2 and D gives 3: (2.5 of 5) and one tie at 3 that is not returned.
    assert [parts_of("MA-01", tables, wave="ex_ante")[name] for name in tied] == [50.0, 0.0]
    # Mid-term LU-01 has 2 of 5, and no tie at 3 to return; nobody works then, so no process part.
    assert parts_of("LU-01", tables, wave="mid_term") == {"ties": 40.0}
    whole = parts_of("LU-01", tables)
    assert [whole[name] for name in tied] == [60.0, 100.0]


def test_the_index_of_a_wave_has_six_parts() -> None:
    rows = intensity({**TABLES, "ties": TIES}, group="index", wave="ex_ante")
    # LU-01 (25,000,000 * 80 * 100)^(1/6); LU-02 has no ties; MA-01 (100^3 * 50 * 1)^(1/5).
    assert drawn(rows, "pzk_id", "value", "n") == [
        ("LU-01", round((25e6 * 8000) ** (1 / 6), 6), 6),
        ("LU-02", 10.0, 2),
        ("MA-01", round((1e6 * 50) ** (1 / 5), 6), 5),
    ]


def test_one_part_is_no_index_and_contributes_nothing() -> None:
    rows = intensity({**TABLES, "ties": TIES}, pzk_id="LU-01", wave="mid_term")
    known = rows[rows["group"].isin(["index", "rank", "part:ties", "contribution:ties"])]
    assert drawn(known, "group", "value", "n", "n_missing", "status") == [
        ("index", None, 1, 5, "insufficient"),
        ("rank", None, 1, 5, "insufficient"),
        ("part:ties", 40.0, 1, 0, "ok"),
        ("contribution:ties", None, 0, 1, "insufficient"),
    ]


def test_a_part_of_a_team_without_an_index_takes_no_index_from_others() -> None:
    # The only team with contacts has nothing else: the others keep the index of their two parts.
    parts = np.full((2, 6), NONE)
    parts[0, :2], parts[1, 3] = (0.64, 0.25), 4.0
    assert known_parts(parts).tolist() == [True, True, False, False, False, False]
    found = index_of(parts)
    assert found.value.tolist() == pytest.approx([40.0, NONE], nan_ok=True)
    assert found.n_parts.tolist() == [2, 1]
    spread = range_of(parts, np.array(["I", "I"], dtype=object))
    assert spread is not None
    assert spread.units.tolist() == [0]


def test_a_study_without_ties_has_no_waves() -> None:
    frame = intensity(TABLES)
    assert frame["wave"].isna().all()
    assert set(frame["period"]) == {"2020-01", WHOLE}


def test_ranks_are_within_the_macroregion_the_highest_first() -> None:
    rows = intensity(TABLES, group="rank", period=WHOLE)
    assert drawn(rows, "pzk_id", "method", "value") == [
        ("LU-01", f"rank_{NARROW}", 2.0),
        ("LU-02", f"rank_{NARROW}", 3.0),
        ("MA-01", f"rank_{NARROW}", 1.0),
    ]


def test_teams_that_are_equal_share_a_rank() -> None:
    # Without contacts LU-02, which now meets too, and MA-01 are at 100: (1 + 2) / 2.
    more = table(
        "meetings",
        """
        meeting_id  pzk_id  held_on     level
        LU-02-S01   LU-02   2020-01-09  pzk
        """,
    )
    came = table("attendance", "meeting_id  entity_id  persons\nLU-02-S01  LU-P001  1")
    tables = {
        **TABLES,
        "contacts": CONTACTS.iloc[:0],
        "meetings": pd.concat([MEETINGS, more]),
        "attendance": pd.concat([ATTENDANCE, came]),
    }
    rows = intensity(tables, group="rank", period=WHOLE)
    assert drawn(rows, "pzk_id", "value") == [("LU-01", 3.0), ("LU-02", 1.5), ("MA-01", 1.5)]


SIX = np.array(
    [
        [0.9, 0.8, 0.7, 4.0, 0.6, 0.5],
        [0.5, 0.6, 0.4, 3.0, 0.5, 0.7],
        [0.7, 0.5, 0.8, 6.0, 0.3, 0.2],
        [0.2, 0.3, 0.4, 2.0, 0.4, 0.4],
        [1.0, 0.9, 0.9, 7.0, 0.8, 0.9],
    ]
)
PLACES = np.array(["I", "I", "I", "II", "II"], dtype=object)


def test_the_range_goes_over_all_choices_and_holds_the_default() -> None:
    index, spread = index_of(SIX), range_of(SIX, PLACES)
    assert spread is not None
    # Three normalisations, two means, equal weights, those of the component, and 1,000 random.
    assert (spread.n_normalisations, spread.n_aggregations, spread.n_weightings) == (3, 2, 1002)
    found = spread.values  # noqa: PD011 - a field of the result
    assert (found.p5 < index.value).all()
    assert (index.value < found.p95).all()
    # Ranked within macroregions: the last is ahead of its only neighbour in every part.
    assert (spread.ranks.low.tolist()[3:], spread.ranks.high.tolist()[3:]) == ([2, 1], [2, 1])


def test_teams_that_are_alike_in_a_part_have_the_range_of_the_fixed_choices() -> None:
    alike = SIX.copy()
    alike[:, 0] = 1.0
    spread = range_of(alike, PLACES)
    assert spread is not None
    assert (spread.n_normalisations, spread.n_aggregations, spread.n_weightings) == (1, 2, 1001)
    found = spread.values  # noqa: PD011 - a field of the result
    assert (found.p5 < index_of(alike).value).all()


def test_the_range_of_a_team_says_which_choices_it_is_of() -> None:
    rows = intensity(TABLES, group="index", period=WHOLE)
    assert set(rows["method"]) == {NARROW}  # all sorts of parts are missing: no component
    assert (rows["ci_low"] <= rows["value"]).all()
    assert (rows["value"] <= rows["ci_high"]).all()
    # MA-01 is at 100 in every part that it has, whatever the weights.
    assert drawn(rows, "ci_low", "ci_high")[2] == (100.0, 100.0)


def test_one_team_alone_is_first_and_has_a_range() -> None:
    alone = {**TABLES, "pzk": AT_WORK[AT_WORK["pzk_id"] == "LU-01"]}
    own = {
        name: frame[frame["pzk_id"] == "LU-01"]
        for name, frame in TABLES.items()
        if name != "pzk" and "pzk_id" in frame
    }
    homes = CONTACTS[CONTACTS["family_id"].str.startswith("LU-01")]
    rows = intensity({**alone, **own, "contacts": homes}, period=WHOLE)
    rows = rows[rows["group"].isin(["index", "rank"])]
    assert drawn(rows, "group", "value") == [("index", 70.710678), ("rank", 1.0)]
    assert (rows["ci_low"] <= rows["value"]).all()


def test_a_team_that_never_met_and_has_few_families_has_no_index() -> None:
    few = CONTACTS[CONTACTS["family_id"] != "LU-02-R03"]
    rows = intensity({**TABLES, "contacts": few}, pzk_id="LU-02")
    own = rows[rows["group"].isin(["index", "part:meetings", "part:contacts"])]
    assert drawn(own, "group", "period", "value", "status") == [
        ("index", WHOLE, None, "insufficient"),
        ("part:meetings", WHOLE, 0.0, "ok"),
        ("part:contacts", WHOLE, None, "insufficient"),
    ]


def test_a_macroregion_has_the_mean_of_its_teams_and_their_band() -> None:
    # 70.710678, 10 and 100: mean 60.236893; percentiles 10 and 90 lie .2 and .8 of a step inside:
    # 10 + .2 * 60.710678 and 70.710678 + .8 * 29.289322. The t interval ends with the scale.
    rows = intensity(TABLES, by="macroregion", period="2020-01")
    assert drawn(rows, "group", "method", "value", "ci_low", "ci_high", "n") == [
        ("index", "t", 60.236893, 0.0, 100.0, 3),
        ("teams", "percentiles_10_90", 70.710678, 22.142136, 94.142136, 3),
    ]


def test_mean_parts_count_teams_that_have_them() -> None:
    rows = intensity(TABLES, by="macroregion", period=WHOLE)
    means = rows[rows["group"].str.startswith("part_mean:")]
    assert drawn(means, "group", "value", "n", "n_missing", "status") == [
        ("part_mean:meetings", 66.666667, 3, 0, "ok"),
        ("part_mean:attendance", 87.5, 2, 1, "ok"),
        ("part_mean:sectors", 83.333333, 2, 1, "ok"),
        ("part_mean:contacts", 75.0, 2, 1, "ok"),
        ("part_mean:ties", None, 0, 3, "insufficient"),
        ("part_mean:reciprocity", None, 0, 3, "insufficient"),
    ]


def test_places_below_have_the_mean_alone() -> None:
    rows = intensity(TABLES, by="voivodeship", period=WHOLE)
    assert drawn(rows, "voivodeship", "group", "value", "n") == [
        ("lubelskie", "index", 40.355339, 2),
        ("mazowieckie", "index", 100.0, 1),
    ]


def test_choices_are_shared_out_and_changed_one_at_a_time() -> None:
    # No component here: only what does not depend on the teams is chosen.
    rows = intensity(TABLES, by="macroregion", period=WHOLE)
    sobol = rows[rows["group"].str.startswith("choice")]
    assert set(sobol["group"]) == {
        f"choice:{factor}|{output}"
        for factor in ("aggregation", "weights")
        for output in ("mean_index", "mean_rank_shift")
    }
    # Arithmetic instead: LU-01 72.916667 (+2.205989), LU-02 50 (+40), MA-01 as it was:
    # mean 14.068663.
    changed = rows[rows["group"] == "changed:aggregation|arithmetic"]
    assert drawn(changed, "method", "value", "numerator", "n") == [
        ("one_at_a_time", 14.068663, None, 3)
    ]
    without = rows[rows["group"] == "changed:without_part|contacts"]
    # LU-01 (100 * 75 * 66.667)^(1/3) = 79.370053 (+8.659374), LU-02 1 (-9), MA-01 the same.
    assert drawn(without, "value") == [(5.886458,)]
    ranks = rows[rows["group"] == "changed_rank:without_part|contacts"]
    assert drawn(ranks, "value") == [(0.0,)]


def test_where_no_team_has_an_index_the_choices_say_so() -> None:
    nothing = {name: frame.iloc[:0] for name, frame in TABLES.items() if name != "pzk"}
    rows = intensity({**TABLES, **nothing}, by="macroregion", period=WHOLE)
    named = rows[rows["group"].isin(["index", "teams", "choice"])]
    assert drawn(named, "group", "value", "status") == [
        ("index", None, "insufficient"),
        ("teams", None, "insufficient"),
        ("choice", None, "insufficient"),
    ]


def test_teams_without_a_day_of_start_have_no_index_at_all() -> None:
    unknown = AT_WORK.assign(started_on=AT_WORK["started_on"].where(AT_WORK["pzk_id"] == "-"))
    rows = intensity({**TABLES, "pzk": unknown}, group="index")
    assert set(rows["status"]) == {"insufficient"}


def test_the_same_data_give_the_same_range() -> None:
    tables = {**TABLES, "ties": TIES}
    for by in ("pzk", "macroregion"):
        first, second = intensity(tables, by=by), intensity(tables, by=by)
        pd.testing.assert_frame_equal(first, second)
