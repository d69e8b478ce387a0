"""Families without a score after: worst and best case, weights for those not seen."""

import numpy as np
import pandas as pd
import pytest
from diagnosis_tables import FAMILIES, TABLES, diagnoses, study, values
from indicator_tables import drawn, table
from outcome_tables import teams

from kooperacja_eval.stats.dropout_weights import dropout_weighted_mean
from kooperacja_eval.stats.missing_bounds import change_bounds

pytestmark = pytest.mark.unit

COUNTS = ("group", "value", "n", "n_missing", "status")


def test_worst_and_best_put_those_not_seen_at_the_ends_of_the_scale() -> None:
    # Health: changes 3, 1, 1 of those seen; MA-01-R01 had 8 before: -7 at worst, 2 at best.
    # (5 - 7) / 4 = -0.5, (5 + 2) / 4 = 1.75.
    groups = [f"{name}/domain:health" for name in
              ("complete", "lost|worst", "lost|best", "lost|seen", "lost")]  # fmt: skip
    assert drawn(values("diagnosis_bounds", *groups), *COUNTS) == [
        ("complete/domain:health", 1.666667, 3, 1, "ok"),
        ("lost/domain:health", 8.0, 1, 0, "ok"),
        ("lost|seen/domain:health", 4.0, 3, 0, "ok"),
        ("lost|worst/domain:health", -0.5, 4, 0, "ok"),
        ("lost|best/domain:health", 1.75, 4, 0, "ok"),
    ]


def test_both_bounds_have_the_one_interval_of_imbens_and_manski() -> None:
    found = change_bounds(
        np.array([4.0, 5, 3, 8]), np.array([7.0, 6, 4, np.nan]), np.array([0, 0, 1, 2]),
        low=1, high=10,
    )  # fmt: skip
    ends = (round(found.ci_low, 6), round(found.ci_high, 6))
    rows = values("diagnosis_bounds", "lost|worst/domain:health", "lost|best/domain:health")
    assert drawn(rows, "ci_low", "ci_high") == [ends, ends]


def test_a_family_seen_in_one_of_its_domains_counts_with_that() -> None:
    # Over all: R01 1.5, R02 1, LU-02-R01 1 (health 3 to 4; housing 2 is not counted on either
    # side); MA-01-R01 8 before: (3.5 - 7) / 4 = -0.875 and (3.5 + 2) / 4 = 1.375.
    rows = values("diagnosis_bounds", "complete", "lost|worst", "lost|best")
    assert drawn(rows, "value", "n") == [(1.166667, 3), (-0.875, 4), (1.375, 4)]


def test_a_family_with_most_of_its_scores_lost_does_not_pass_the_ends_of_the_scale() -> None:
    # before 1 and 10, after 10 and none: the mean before and its change would be 5.5 + 9
    scores = """
    family_id  domain   pre then post
    LU-01-R01  health   1   -    10
    LU-01-R01  housing  10  -    -
    LU-01-R02  health   4   -    5
    LU-02-R01  health   4   -    6
    """
    rows = values("diagnosis_bounds", "complete", "lost|best",
                  tables=TABLES | {"diagnoses": diagnoses(scores)})  # fmt: skip
    assert drawn(rows, "value", "n") == [(4.0, 3), (4.0, 3)]


def test_without_a_scale_there_are_no_bounds_and_the_row_says_why() -> None:
    rows = values(
        "diagnosis_bounds", "complete", "lost|worst", "lost|best", known=study(scale=False)
    )
    assert drawn(rows, "method", "value", "status") == [
        ("clustered_t", 1.166667, "ok"),
        ("manski_no_scale", None, "insufficient"),
        ("manski_no_scale", None, "insufficient"),
    ]


def many(size: int = 150) -> dict[str, pd.DataFrame]:
    """Return a study of 15 teams in which those who left are seldom scored after."""
    rng = np.random.default_rng(7)
    ids = [f"LU-{team:02d}" for team in range(1, 16)]
    families, scores = ["family_id pzk_id unit_type outcome cohort area"], []
    for number in range(size):
        team = ids[number % 15]
        name = f"{team}-R{number // 15 + 1:02d}"
        left = rng.random() < 0.35
        cohort = rng.choice(["2019-09-01", "2019-12-01"])
        area = rng.choice(["addiction", "disability", "-"])
        families.append(
            f"{name} {team} family {'withdrawn' if left else 'completed'} {cohort} {area}"
        )
        before = int(rng.integers(2, 7))
        seen = rng.random() < (0.4 if left else 0.9)
        after = before + int(rng.integers(0, 3)) + (0 if left else 1)
        scores.append(f"{name} health {before} - {after if seen else '-'}")
    return {
        "pzk": teams(*ids),
        "families": table("families", "\n".join(families)),
        "diagnoses": diagnoses("\n".join(["family_id domain pre then post", *scores])),
    }


def test_the_weighted_mean_is_that_of_these_predictors() -> None:
    tables = many()
    rows = values("diagnosis_weighted", tables=tables).set_index("group")
    frame, long = tables["families"], tables["diagnoses"]
    score = {
        kind: frame["family_id"].map(long[long["kind"] == kind].set_index("family_id")["score"])
        .to_numpy(np.float64, na_value=np.nan)
        for kind in ("pre", "post")
    }  # fmt: skip
    covariates = np.column_stack(
        [
            (frame["outcome"] == "completed").to_numpy(float),
            score["pre"],
            (frame["cohort"] > "2019-09-01").to_numpy(float),
        ]
    )
    found = dropout_weighted_mean(
        score["post"] - score["pre"], covariates, frame["pzk_id"].to_numpy(str),
        names=["completed", "pre", "cohort"],
    )  # fmt: skip
    row = rows.loc["weighted|few"]
    assert row["value"] == pytest.approx(found.estimate, rel=1e-9)
    assert row["ci_low"] == pytest.approx(found.ci_low, rel=1e-9)
    assert (row["n"], row["n_missing"]) == (found.n_known, 150 - found.n_known)
    assert rows.loc["largest|few", "value"] == pytest.approx(found.largest_weight, rel=1e-9)
    assert rows.loc["effective|few", "value"] == pytest.approx(found.n_effective, rel=1e-9)
    # those who left improved less and are seldom seen: weighting must lower the mean
    assert row["value"] < rows.loc["complete", "value"]


def test_an_unknown_area_of_a_family_is_that_of_its_team() -> None:
    # all teams have the area addiction: saying so of the families without one changes nothing
    tables = many()
    frame = tables["families"]
    said = frame.assign(area=frame["area"].fillna("addiction"))
    first = values("diagnosis_weighted", tables=tables)
    second = values("diagnosis_weighted", tables=tables | {"families": said})
    pd.testing.assert_frame_equal(first, second)
    (row,) = drawn(first[first["group"] == "weighted|all"], "status", "n_missing")
    assert row == ("ok", drawn(first[:1], "n_missing")[0][0])
    other = frame.assign(area=frame["area"].fillna("disability"))
    third = values("diagnosis_weighted", tables=tables | {"families": other})
    assert drawn(third, "value") != drawn(first, "value")


def test_too_few_families_give_no_weights() -> None:
    rows = values("diagnosis_weighted")
    assert drawn(rows, "group", "n", "status") == [
        ("complete", 3, "ok"),
        ("weighted|all", 3, "insufficient"),
        ("largest|all", 3, "insufficient"),
        ("effective|all", 3, "insufficient"),
        ("weighted|few", 3, "insufficient"),
        ("largest|few", 3, "insufficient"),
        ("effective|few", 3, "insufficient"),
    ]


def test_groups_of_persons_are_never_among_the_families() -> None:
    without = FAMILIES[FAMILIES["unit_type"] != "group"]
    for name in ("diagnosis_bounds", "diagnosis_weighted"):
        pd.testing.assert_frame_equal(
            values(name), values(name, tables=TABLES | {"families": without})
        )
