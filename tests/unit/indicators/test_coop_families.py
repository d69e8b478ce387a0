"""What became of each family, and the intensity that it met: arithmetic by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from indicator_tables import TEAMS, config, table

from kooperacja_eval.indicators.coop_families import FamilyOutcomes
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.units import Floats

pytestmark = pytest.mark.unit

FAMILIES = table(
    "families",
    """
    family_id  pzk_id  unit_type  started_on  ended_on    outcome
    LU-01-R01  LU-01   family     2020-02-10  2020-04-05  completed
    LU-01-R02  LU-01   person     2020-03-01  -           ongoing
    LU-01-R03  LU-01   family     2020-01-05  2020-01-05  withdrawn
    LU-01-G01  LU-01   group      2020-02-10  2020-04-05  completed
    LU-02-R01  LU-02   family     2020-02-10  2020-04-05  died
    MA-01-R01  MA-01   family     2020-02-10  -           completed
    """,
)
GOALS = table(
    "goals",
    """
    goal_id  family_id  weight  attained  baseline
    C1       LU-01-R01  2       1         -2
    C2       LU-01-R01  -       0         -
    C3       LU-01-R01  3       -         -1
    C4       LU-01-R02  -       -1        -
    C5       LU-01-R03  1       -         -2
    C6       LU-01-G01  1       2         0
    C7       LU-02-R01  0       1         1
    """,
)
CONTACTS = table(
    "contacts",
    """
    family_id  month       contacts
    LU-01-R01  2020-02-01  2
    LU-01-R01  2020-03-01  5
    LU-01-R02  2020-03-01  -
    """,
)


def outcomes(**changed: pd.DataFrame) -> FamilyOutcomes:
    """Return the outcomes of LU-01-R01, R02, R03, LU-02-R01 and MA-01-R01, in this order."""
    tables = {"pzk": TEAMS, "families": FAMILIES, "goals": GOALS, "contacts": CONTACTS, **changed}
    return StudyData(tables=tables, config=config(), as_of=date(2019, 12, 31)).outcomes


def rounded(numbers: Floats) -> list[float | None]:
    return [None if np.isnan(one) else round(float(one), 6) for one in numbers]


def test_completion_is_unknown_while_cooperation_goes_on() -> None:
    assert rounded(outcomes().completed) == [1, None, 0, 0, 1]


def test_an_unknown_outcome_is_no_failure() -> None:
    families = FAMILIES.assign(outcome=FAMILIES["outcome"].where(FAMILIES["outcome"] != "died"))
    assert rounded(outcomes(families=families).completed) == [1, None, 0, None, 1]


def test_t_weighs_attained_goals_and_leaves_others_out() -> None:
    # R01: levels 1, 0 with weights 2, 1 (none is 1): 50 + 10 * 2 / sqrt(.7 * 5 + .3 * 9)
    # = 50 + 20 / sqrt(6.2) = 58.032193; R02: one goal at -1: 40; R03: nothing attained;
    # LU-02-R01: its only goal weighs 0; MA-01-R01 has no goals.
    assert rounded(outcomes().goal_t) == [58.032193, 40, None, None, None]


def test_the_change_is_that_of_the_same_goals() -> None:
    # R01: only C1 has both levels, 60 - 30; its other goals would move either side alone.
    assert rounded(outcomes().change_t) == [30, None, None, None, None]


def test_goals_count_where_they_have_an_attained_level() -> None:
    assert rounded(outcomes().goals) == [2, 1, 0, 1, None]


def test_contacts_are_the_mean_of_known_months() -> None:
    assert rounded(outcomes().contacts) == [3.5, None, None, None, None]


def test_months_count_both_days_and_go_on_to_the_last_day_of_the_data() -> None:
    # R01: 10 II to 5 IV 2020 = 56 days; R02: 1 III to 31 XII 2020 = 306 days; R03: one day.
    # MA-01-R01 completed on an unknown day: no length rather than one up to the last day.
    days = [56, 306, 1, 56]
    assert rounded(outcomes().months) == [*(round(day / 30.4375, 6) for day in days), None]


def test_a_family_that_starts_after_the_last_day_of_the_data_has_no_months() -> None:
    late = FAMILIES["started_on"].mask(FAMILIES["outcome"] == "ongoing", pd.Timestamp("2021-02-01"))
    assert rounded(outcomes(families=FAMILIES.assign(started_on=late)).months)[1] is None


INDEX: dict[np.datetime64, Floats] = {
    np.datetime64("2019-12", "M"): np.array([10.0, np.nan, 1.0]),
    np.datetime64("2020-01", "M"): np.array([20.0, 30.0, 1.0]),
    np.datetime64("2020-02", "M"): np.array([40.0, np.nan, 1.0]),
    np.datetime64("2020-03", "M"): np.array([90.0, 60.0, 1.0]),
    np.datetime64("2020-04", "M"): np.array([70.0, 1.0, 1.0]),
}
"""Index of LU-01, LU-02 and MA-01."""


def test_exposure_runs_from_a_month_before_the_start_to_a_month_before_the_end() -> None:
    # R01, II-IV: I, II, III of LU-01, (20 + 40 + 90) / 3 = 50. R02, III-XII: II, III, IV, as far as
    # the index goes, (40 + 90 + 70) / 3. R03, I: XII alone. LU-02-R01: I and III, II is unknown.
    # MA-01-R01: an end has come, but nobody knows when.
    assert rounded(outcomes().exposure(INDEX)) == [50, 66.666667, 10, 45, None]


def test_a_team_without_an_index_gives_no_exposure() -> None:
    never: dict[np.datetime64, Floats] = {month: np.array([1.0, np.nan, np.nan]) for month in INDEX}
    assert rounded(outcomes().exposure(never)) == [1, 1, 1, None, None]


def test_without_any_month_nobody_has_an_exposure() -> None:
    assert rounded(outcomes().exposure({})) == [None] * 5
