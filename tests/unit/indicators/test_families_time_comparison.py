"""Pace of ends by area and in lockdown: what is compared, what has no ratio, and why."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from indicator_tables import config, drawn, table

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.families_time_cox import cox_parts
from kooperacja_eval.indicators.families_time_data import follow_up
from kooperacja_eval.sections import CovidBreak
from kooperacja_eval.stats.outcome_survival import cox_clustered
from kooperacja_eval.study import StudyConfig

pytestmark = pytest.mark.unit

AREAS = ("many_difficulties", "disability", "older_people", "addiction")
NAMES = [f"LU-{number:02d}" for number in range(1, 11)]
TEAMS = table(
    "pzk",
    "\n".join(
        ["pzk_id voivodeship area",
         *(f"{team} lubelskie {AREAS[place % 4]}" for place, team in enumerate(NAMES))]
    ),
)  # fmt: skip
LOCKDOWN = (date(2020, 3, 1), date(2020, 5, 31))
TIMES = np.datetime64("2020-09-15")


def study(last: date | None = LOCKDOWN[1]) -> StudyConfig:
    """Return a study with a lockdown in III-V.2020."""
    return config("lubelskie").model_copy(
        update={"covid": CovidBreak(first=LOCKDOWN[0], last=last)}
    )


def families(seed: int = 3) -> pd.DataFrame:
    """Return six families a team, of two cohorts: 4 in 10 leave, the others complete in autumn."""
    rng = np.random.default_rng(seed)
    lines = []
    for team in NAMES:
        for number in range(1, 7):
            start = np.datetime64(("2019-09-01", "2019-12-01")[int(rng.integers(2))])
            leaves = rng.random() < 0.4
            end = start + 30 + rng.integers(0, 270) if leaves else TIMES + rng.integers(0, 45)
            lines.append(
                f"{team}-R{number:02d} {team} {AREAS[int(rng.integers(4))]} {start} {end} "
                f"{'withdrawn' if leaves else 'completed'}"
            )
    return table(
        "families", "\n".join(["family_id pzk_id area started_on ended_on outcome", *lines])
    )


def compared(frame: pd.DataFrame, settings: StudyConfig | None = None) -> pd.DataFrame:
    """Return the rows of the comparison by group."""
    tables = {"pzk": TEAMS, "families": frame}
    values = compute(tables, settings or study(), ids=["time_comparison"])
    return values.set_index("group")


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return compared(families())


def test_every_comparison_has_its_row(rows: pd.DataFrame) -> None:
    predictors = ["disability", "older_people", "addiction", "lockdown"]
    assert rows.index.tolist() == [
        f"{end}|{group}"
        for end in ("left", "completed")
        for group in (
            "log_rank|family_area", "log_rank|team_area",
            *(f"hazard|{name}" for name in predictors),
            *(f"ph|{name}" for name in predictors), "ph|all",
        )
    ]  # fmt: skip


def test_ratios_are_those_of_a_row_for_every_day_of_a_family() -> None:
    # A second way to the same model: no follow-up is split, every day is a row of its own, and it
    # is a day of lockdown where its date says so. Day 1 is the start.
    frame = families()
    days: list[float] = []
    team: list[str] = []
    event: list[float] = []
    columns: list[list[float]] = []
    for row in frame.to_dict("records"):
        every = pd.date_range(row["started_on"], row["ended_on"])
        days += range(1, len(every) + 1)
        team += [row["pzk_id"]] * len(every)
        event += [0] * (len(every) - 1) + [int(row["outcome"] == "withdrawn")]
        inside = [pd.Timestamp("2020-03-01") <= day <= pd.Timestamp("2020-05-31") for day in every]
        columns += [[*(row["area"] == area for area in AREAS[1:]), one] for one in inside]
    leave = np.array(days, np.float64)
    fit = cox_clustered(
        leave, np.array(event, np.float64), np.array(columns, np.float64), np.array(team),
        names=["disability", "older_people", "addiction", "lockdown"], entry=leave - 1,
    )  # fmt: skip
    found = compared(frame).loc[[f"left|hazard|{effect.name}" for effect in fit.effects]]
    for column, name in (("value", "ratio"), ("ci_low", "ratio_low"), ("ci_high", "ratio_high")):
        expected = [getattr(effect, name) for effect in fit.effects]
        assert found[column].tolist() == pytest.approx(expected, rel=1e-6)
    assert set(found["method"]) == {"cox_efron_jackknife"}
    assert found["n"].tolist() == [60] * 4


def test_the_lockdown_is_from_its_first_to_its_last_day() -> None:
    # From 1 September 2019 to 29 February 2020 there are 182 days, to 31 May 274.
    frame = table(
        "families",
        """
        family_id  pzk_id  area       started_on  ended_on    outcome
        LU-01-R01  LU-01   addiction  2019-09-01  2020-02-29  withdrawn
        LU-01-R02  LU-01   addiction  2019-09-01  2020-03-01  withdrawn
        LU-01-R03  LU-01   addiction  2019-09-01  2020-05-31  withdrawn
        LU-01-R04  LU-01   addiction  2019-09-01  2020-06-01  withdrawn
        """,
    )
    data = StudyData(
        tables={"pzk": TEAMS, "families": frame}, config=study(), as_of=date(2019, 12, 31)
    )
    parts = cox_parts(data, follow_up(data), np.ones(4))
    assert parts is not None
    ended = parts.event == 1
    assert parts.leave[ended].tolist() == [182, 183, 274, 275]
    assert parts.columns["lockdown"][ended].tolist() == [0, 1, 1, 0]
    assert parts.entry[ended].tolist() == [0, 182, 182, 274]


def test_where_nobody_completes_in_lockdown_it_has_no_ratio_and_says_so(
    rows: pd.DataFrame,
) -> None:
    row = rows.loc["completed|hazard|lockdown"]
    assert (row["status"], row["method"]) == ("insufficient", "cox_no_ends")
    assert rows.loc["completed|ph|lockdown", "method"] == "cox_no_ends"
    assert rows.loc["completed|hazard|addiction", "status"] == "ok"


def test_a_lockdown_without_a_last_day_goes_on_to_the_end_of_the_data() -> None:
    # all complete in autumn, so inside: nobody does outside
    found = compared(families(), study(last=None))
    assert found.loc["completed|hazard|lockdown", "method"] == "cox_no_ends_beside"


def test_an_area_with_ends_in_one_team_is_left_out_with_its_families() -> None:
    frame = families()
    old = frame["area"] == "older_people"
    stays = old & (frame["outcome"] == "withdrawn") & (frame["pzk_id"] != "LU-01")
    only = frame.assign(
        area=frame["area"].mask(frame["family_id"] == "LU-01-R01", "older_people"),
        outcome=frame["outcome"].mask(stays, "completed").mask(
            frame["family_id"] == "LU-01-R01", "withdrawn"
        ),
    )  # fmt: skip
    found = compared(only)
    kept = int((only["area"] != "older_people").sum())
    assert drawn(found.loc[["left|hazard|older_people"]], "method", "status") == [
        ("cox_few_teams", "insufficient")
    ]
    row = found.loc["left|hazard|disability"]
    assert (row["status"], row["n"], row["n_missing"]) == ("ok", kept, 60 - kept)
    # their families are still in the model of completion, where their area has enough ends
    assert found.loc["completed|hazard|older_people", "n"] == 60


def test_families_without_a_time_or_an_area_are_missing() -> None:
    frame = families()
    gaps = frame.assign(
        area=frame["area"].mask(frame["family_id"] == "LU-01-R01"),
        ended_on=frame["ended_on"].mask(frame["family_id"] == "LU-02-R01"),
    )
    found = compared(gaps)
    for group in ("left|log_rank|family_area", "left|hazard|addiction"):
        assert drawn(found.loc[[group]], "n", "n_missing") == [(58, 2)]


def test_a_study_in_which_nobody_ends_has_rows_without_values() -> None:
    frame = families()
    found = compared(frame.assign(outcome="ongoing", ended_on=pd.Timestamp("NaT")))
    assert set(found["status"]) == {"insufficient"}
    assert found.loc["left|hazard|disability", "method"] == "cox_no_ends"


def test_a_study_without_families_has_rows_without_values() -> None:
    found = compared(families()[:0])
    assert drawn(found.drop_duplicates("n"), "n", "n_missing", "status") == [(0, 0, "insufficient")]


def test_groups_of_persons_are_in_no_comparison(rows: pd.DataFrame) -> None:
    frame = families()
    group = frame[:1].assign(
        family_id="LU-01-G01", unit_type="group", ended_on=pd.Timestamp("2020-03-03")
    )
    found = compared(pd.concat([frame, group], ignore_index=True))
    pd.testing.assert_frame_equal(found, rows)


def test_a_test_of_areas_of_teams_compares_teams(rows: pd.DataFrame) -> None:
    methods = rows["method"]
    assert methods["left|log_rank|team_area"] == "log_rank_between_clusters_anova"
    assert methods["left|log_rank|family_area"] == "log_rank_robust_score_f"
    # all with an addiction leave at once, nobody else does; ten teams allow no smaller p than so
    frame = families()
    weak = frame["area"].isin(["addiction"])
    strong = frame.assign(
        outcome=np.where(weak, "withdrawn", "completed"),
        ended_on=frame["ended_on"].where(~weak, frame["started_on"] + pd.Timedelta(days=100)),
    )
    (p_value,) = drawn(compared(strong).loc[["left|log_rank|family_area"]], "value")[0]
    assert isinstance(p_value, float)
    assert p_value < 0.05
