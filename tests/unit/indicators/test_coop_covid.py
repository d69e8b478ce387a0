"""What changed in III.2020: lines through months of six teams, and services of families."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from indicator_tables import config, drawn, table
from outcome_tables import TEAM_IDS, contacts, families, meetings, teams

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.coop_break import fit_break
from kooperacja_eval.sections import CovidBreak
from kooperacja_eval.study import StudyConfig

pytestmark = pytest.mark.unit

WHOLE = "2019-03-28/2020-12-31"
MET = dict(
    zip(
        TEAM_IDS,
        # IX.2019 to II.2020, then III to VIII.2020; nobody meets later
        [
            "444444" + after
            for after in ("4.4444", "44.444", "..4444", "444.44", "4.4.44", "4444.4")
        ],
        strict=True,
    )
)
CONTACTS = {
    "LU-01": [5, 4, 5, 4, 5, 4, 3, 2, 3, 2, 3, 2],
    "LU-02": [3, 4, 3, 4, 3, 4, 1, 2, 1, 2, 1, 2],
    "LU-03": [4, 6, 4, 6, 4, 6, 2, 4, 2, 4, 2, 4],
    "MA-01": [4, 2, 4, 2, 4, 2, 2, 0, 2, 0, 2, 0],
    "MA-02": [6, 6, 7, 7, 6, 6, 4, 4, 4, 3, 4, 4],
    "MA-03": [2, 2, 1, 1, 2, 2, 0, 0, 0, 1, 0, 0],
}
"""Means of all teams: 4 in each of six months, then 2 in each of six."""


def tables(
    met: Mapping[str, str] = MET, reports: Mapping[str, list[int]] = CONTACTS
) -> dict[str, pd.DataFrame]:
    return {
        "pzk": teams(*met).assign(ended_on=pd.Timestamp("2020-08-31")),
        "families": families(dict.fromkeys(met, "o")),
        "contacts": contacts(reports),
        **meetings(met),
    }


def rows(
    found: Mapping[str, pd.DataFrame], study: StudyConfig | None = None
) -> dict[tuple[str, str], dict[Any, Any]]:
    frame = compute(found, study or config(), ids=["covid_break"])
    return {(str(row["group"]), str(row["period"])): dict(row) for row in frame.to_dict("records")}


def test_a_fall_by_two_is_a_jump_without_a_slope() -> None:
    got = rows(tables())
    jump = got["contacts|level_change", WHOLE]
    assert jump["value"] == pytest.approx(-2)
    assert float(jump["ci_low"]) < -2 < float(jump["ci_high"]) < 0
    assert (jump["n"], jump["n_missing"]) == (72, 0)
    for part in ("slope_before", "slope_change", "slope_after"):
        assert got[f"contacts|{part}", WHOLE]["value"] == pytest.approx(0, abs=1e-9)
    assert got["contacts|fitted", "2020-02"]["value"] == pytest.approx(4)
    assert got["contacts|fitted", "2020-03"]["value"] == pytest.approx(2)
    without = got["contacts|without", "2020-08"]
    assert without["value"] == pytest.approx(4)
    assert float(without["ci_low"]) < 4 < float(without["ci_high"])


def test_the_month_of_the_break_is_the_first_one_after_it() -> None:
    got = rows(tables())
    assert got["contacts|n_before", WHOLE]["value"] == 6
    assert got["contacts|n_after", WHOLE]["value"] == 6
    assert ("contacts|without", "2020-02") not in got
    assert ("contacts|without", "2020-03") in got


def test_what_was_observed_is_the_mean_of_teams() -> None:
    # III.2020: all but LU-03 met; of four members all came wherever a team met.
    got = rows(tables())
    met, came = got["meetings|observed", "2020-03"], got["attendance|observed", "2020-03"]
    assert (met["value"], met["n"], met["n_missing"]) == (pytest.approx(5 / 6), 6, 0)
    assert (came["value"], came["n"], came["n_missing"]) == (1, 5, 1)


def test_an_exact_line_before_the_break_has_no_interval_and_the_jump_has_one() -> None:
    # All six met in each of six months; after it 5, 3, 5, 4, 5, 6 of six.
    got = rows(tables())
    before = got["meetings|slope_before", WHOLE]
    assert (before["value"], before["status"]) == (0, "ok")
    assert pd.isna(before["ci_low"])
    assert pd.isna(before["ci_high"])
    shares = np.array([5, 3, 5, 4, 5, 6]) / 6
    slope, level = np.polyfit(np.arange(1, 7), shares, 1)
    jump = got["meetings|level_change", WHOLE]
    assert jump["value"] == pytest.approx(level - 1)
    assert float(jump["ci_low"]) < level - 1 < float(jump["ci_high"])
    assert got["meetings|slope_after", WHOLE]["value"] == pytest.approx(slope)
    assert got["meetings|slope_change", WHOLE]["value"] == pytest.approx(slope)
    without = got["meetings|without", "2020-05"]
    assert (without["value"], pd.isna(without["ci_low"])) == (pytest.approx(1), True)


MONTHS, TEAMS = np.tile(np.arange(-5, 7), 8), np.repeat(np.arange(8), 12)
NOISE = np.random.default_rng(1).normal(size=96)


@pytest.mark.parametrize("exact_after", [False, True])
def test_one_exact_side_gives_what_a_nearly_exact_one_gives(exact_after: bool) -> None:
    # With noise of a ten thousandth on the other side the whole model can be fitted.
    loose = (MONTHS > 0) != exact_after
    line = np.where(MONTHS > 0, 1 + 0.2 * MONTHS, 3 + 0.1 * MONTHS)
    values = line + np.where(loose, NOISE, 0)
    exact = fit_break(values, MONTHS, TEAMS, last_before=0)
    nearly = fit_break(values + np.where(loose, 0, 1e-4 * NOISE), MONTHS, TEAMS, last_before=0)
    for part in ("level_change", "slope_change", "slope_before", "slope_after"):
        # degrees of freedom are those of one side, so that intervals differ a little
        assert exact.changes[part] == pytest.approx(nearly.changes[part], rel=0.02, abs=2e-3)
    for month, fitted in nearly.fitted.items():
        assert exact.fitted[month] == pytest.approx(fitted, abs=1e-3)
    assert set(exact.without) == set(nearly.without) == set(range(1, 7))
    for month, ends in nearly.without.items():
        assert exact.without[month] == pytest.approx(ends, rel=0.05, abs=2e-3)
    assert (exact.n, exact.n_before, exact.n_after, exact.n_clusters) == (96, 6, 6, 8)
    assert exact.descriptive


def test_fewer_than_twelve_months_on_a_side_only_describe() -> None:
    got = rows(tables())
    assert got["contacts|level_change", WHOLE]["method"] == "segmented_cr2_descriptive"


def test_twelve_months_on_both_sides_are_enough() -> None:
    twice = {team: [*numbers[:6], *numbers, *numbers[6:]] for team, numbers in CONTACTS.items()}
    study = config().model_copy(update={"covid": CovidBreak(first=date(2020, 9, 1))})
    found = tables(dict.fromkeys(MET, "4" * 24), twice)
    found["pzk"] = found["pzk"].assign(ended_on=pd.Timestamp("2021-08-31"))
    later = study.study.model_copy(update={"data_date": date(2021, 12, 31)})
    got = rows(found, study.model_copy(update={"study": later}))
    jump = got["contacts|level_change", WHOLE]
    assert (jump["method"], jump["value"]) == ("segmented_cr2", pytest.approx(-2))
    assert got["contacts|n_before", WHOLE]["value"] == 12


@pytest.mark.parametrize(
    ("met", "reports"),
    [
        ({"LU-01": "4" * 6 + "4.4444"}, {"LU-01": CONTACTS["LU-01"]}),
        (dict.fromkeys(MET, "4" * 12), dict.fromkeys(CONTACTS, [3] * 12)),
        ({team: months[4:8] for team, months in MET.items()}, {}),
        (dict.fromkeys(MET, "." * 12), {}),
    ],
    ids=["one team", "all alike", "too few months", "nobody met"],
)
def test_where_no_line_can_be_drawn_rows_say_so(
    met: dict[str, str], reports: dict[str, list[int]]
) -> None:
    got = rows(tables(met, reports))
    for series in ("attendance", "remote", "contacts"):
        for part in ("slope_before", "level_change", "slope_change", "slope_after"):
            row = got[f"{series}|{part}", WHOLE]
            assert (row["status"], pd.isna(row["value"])) == ("insufficient", True)


def test_a_voivodeship_without_teams_has_rows_that_say_so() -> None:
    study = config("lubelskie", "mazowieckie", "podlaskie")
    frame = compute(tables(), study, ids=["covid_break"], by="voivodeship")
    empty = frame[frame["voivodeship"] == "podlaskie"]
    assert len(empty) > 0
    assert set(drawn(empty, "value", "n", "status")) == {(None, 0, "insufficient")}


SERVICES = table(
    "services",
    """
    service_id  family_id  started_on  ended_on    status
    U1          LU-01-R01  2020-01-01  2020-06-30  suspended
    U2          LU-01-R01  2020-01-01  -           suspended
    U3          LU-01-R01  2020-03-01  -           delivered
    U4          LU-01-R02  2020-01-01  2020-02-29  converted
    U5          LU-01-R03  2020-01-01  2020-03-01  converted
    U6          LU-01-R04  2020-01-01  -           -
    U7          LU-01-R05  2020-03-02  -           delivered
    U8          LU-01-G01  2020-01-01  -           resumed
    """,
)


def test_families_count_once_under_each_thing_that_became_of_their_services() -> None:
    # Running on 1 III: U1, U2, U3 of R01, U5 of R03 (its last day), U6 of R04, whose status nobody
    # knows. R02's ended before, R05's began after; a group is no family. 2 families are known.
    group = families({"LU-01": "c"}).assign(family_id="LU-01-G01", unit_type="group")
    homes = pd.concat([families({"LU-01": "ccccc"}), group], ignore_index=True)
    found = {"pzk": teams("LU-01"), "families": homes, "services": SERVICES}
    frame = compute(found, config(), ids=["service_adaptation"])
    wilson = frame[frame["method"] == "wilson"]
    columns = ("group", "numerator", "denominator", "n_missing", "period")
    assert drawn(wilson, *columns) == [
        (status, hits, 2.0, 1, "2020-03-01")
        for status, hits in (
            ("delivered", 1.0), ("suspended", 1.0), ("resumed", 0.0), ("converted", 1.0),
            ("not_available", 0.0),
        )
    ]  # fmt: skip
    assert set(frame["method"]) == {"wilson", "clustered_wilson"}


def test_without_a_service_running_there_is_no_share() -> None:
    found = {"pzk": teams("LU-01"), "families": families({"LU-01": "c"}), "services": SERVICES[6:7]}
    frame = compute(found, config(), ids=["service_adaptation"])
    assert set(drawn(frame, "value", "denominator", "status")) == {(None, 0.0, "insufficient")}
