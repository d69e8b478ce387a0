"""Change of diagnosis: three kinds of scores kept apart, reliable change, response shift."""

import numpy as np
import pandas as pd
import pytest
from diagnosis_tables import FAMILIES, TABLES, study, values
from indicator_tables import drawn, table

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.stats.response_shift import response_shift
from kooperacja_eval.study import StudyConfig

pytestmark = pytest.mark.unit


def test_before_then_and_after_are_three_rows_of_their_own_families() -> None:
    # Health: before 4, 5, 3, 8; then 3, 5, 1 (MA-01-R01 missing); after 7, 6, 4. The group of
    # persons counts in none. Changes of pairs: 3, 1, 1 and 4, 1, 3.
    groups = ("pre", "then", "post", "post_minus_pre", "post_minus_then")
    rows = values("domain_change", *(f"{name}/domain:health" for name in groups))
    plain = rows[rows["change_type"] != "standardised"]
    assert drawn(plain, "group", "numerator", "denominator", "n_missing", "change_type") == [
        ("pre/domain:health", 20.0, 4.0, 0, "none"),
        ("then/domain:health", 9.0, 3.0, 1, "none"),
        ("post/domain:health", 17.0, 3.0, 1, "none"),
        ("post_minus_pre/domain:health", 5.0, 3.0, 1, "difference"),
        ("post_minus_then/domain:health", 8.0, 3.0, 1, "difference"),
    ]


def test_all_domains_are_the_mean_over_families_of_family_means() -> None:
    # Before: R01 (4 + 6) / 2 = 5, R02 5, LU-02-R01 2.5, MA-01-R01 8: sum 20.5. After: 6.5, 6, 4.
    # Changes by domain with both scores: R01 (3 + 0) / 2 = 1.5, R02 1, LU-02-R01 1 (housing has no
    # score after): sum 3.5 of three families, one missing. Not 17/4 domains: R01 weighs once.
    rows = values("domain_change", "pre", "post", "post_minus_pre")
    plain = rows[rows["change_type"] != "standardised"]
    assert drawn(plain, "group", "numerator", "denominator", "n", "n_missing") == [
        ("pre", 20.5, 4.0, 4, 0),
        ("post", 16.5, 3.0, 3, 1),
        ("post_minus_pre", 3.5, 3.0, 3, 1),
    ]


def test_a_domain_counts_the_families_diagnosed_in_it() -> None:
    # housing: R01 and LU-02-R01 only; the latter has no score after
    rows = values("domain_change", "pre/domain:housing", "post/domain:housing")
    assert drawn(rows, "n", "n_missing") == [(2, 0), (1, 1)]
    none = values("domain_change", "pre/domain:education")
    assert drawn(none, "n", "n_missing", "status") == [(0, 0, "insufficient")]


def test_the_first_score_before_and_the_last_after_count_whatever_the_order_of_rows() -> None:
    # R01 was scored after twice: 7 in ex_post, 9 in mid_term; before also once more in mid_term
    more = table(
        "diagnoses",
        """
        family_id  wave      domain  kind  score
        LU-01-R01  mid_term  health  post  9
        LU-01-R01  mid_term  health  pre   1
        """,
    )
    both = pd.concat([TABLES["diagnoses"], more], ignore_index=True)
    for frame in (both, both.iloc[::-1]):
        rows = values("domain_change", "pre/domain:health", "post/domain:health",
                      tables=TABLES | {"diagnoses": frame})  # fmt: skip
        assert drawn(rows, "numerator") == [(20.0,), (17.0,)]


def test_a_score_beyond_the_scale_or_empty_is_missing() -> None:
    frame = TABLES["diagnoses"]
    after = (frame["kind"] == "post") & (frame["domain"] == "health")
    beyond = frame.assign(score=frame["score"].mask(after & (frame["score"] == 7), 11))
    empty = frame.assign(score=frame["score"].mask(after & (frame["score"] == 7), None))
    for changed in (beyond, empty):
        rows = values("domain_change", "post/domain:health", tables=TABLES | {"diagnoses": changed})
        assert drawn(rows, "numerator", "n", "n_missing") == [(10.0, 2, 2)]


def test_the_shift_is_that_of_response_shift() -> None:
    # then - pre: -1, 0, -2 in health; over all domains R01 -1, R02 0, LU-02-R01 (-2 + 0) / 2 = -1
    rows = values("diagnosis_shift", "then_minus_pre", "then_minus_pre/domain:health")
    plain = rows[rows["change_type"] == "difference"]
    assert drawn(plain, "numerator", "n", "n_missing") == [(-2.0, 3, 1), (-3.0, 3, 1)]
    found = response_shift(
        np.array([4.0, 5, 3]), np.array([3.0, 5, 1]), np.array([7.0, 6, 4]),
        clusters=np.array([0, 0, 1]),
    )  # fmt: skip
    health = plain[plain["group"] == "then_minus_pre/domain:health"]
    assert drawn(health, "value", "ci_low", "ci_high") == [
        (
            round(found.shift.estimate, 6),
            round(found.shift.ci_low, 6),
            round(found.shift.ci_high, 6),
        )
    ]
    standardised = rows[rows["change_type"] == "standardised"]
    # of the three with the shift: pre 4, 5, 3, standard deviation 1
    assert drawn(standardised[1:], "value") == [(-1.0,)]


def test_reliable_change_by_one_criterion_of_the_macroregion() -> None:
    # Health, before: 4, 5, 3, 8: mean 5, squares 1 + 0 + 4 + 9 = 14, SD sqrt(14/3) = 2.160247;
    # SE 2.160247 * sqrt(2 * .2) = 1.366260, critical 2.677870. Changes 3, 1, 1: one improved.
    rows = values("reliable_change_share")
    health = rows[rows["group"].str.endswith("/domain:health")]
    assert drawn(health, "group", "numerator", "denominator", "n", "n_missing") == [
        ("improved/domain:health", 1.0, 3.0, 3, 1),
        ("unchanged/domain:health", 2.0, 3.0, 3, 1),
        ("worse/domain:health", 0.0, 3.0, 3, 1),
    ]
    # housing: before 6, 2, SD 2.83; R01 0: unchanged. All: four scores of three families, of six.
    whole = rows[rows["group"].isin(["improved", "unchanged", "worse"])]
    assert drawn(whole, "numerator", "denominator", "n", "n_missing") == [
        (1.0, 4.0, 3, 2),
        (3.0, 4.0, 3, 2),
        (0.0, 4.0, 3, 2),
    ]


def test_an_area_is_judged_by_the_spread_of_the_macroregion() -> None:
    # LU-02 alone has the area disability: one score before has no spread of its own
    pzk = TABLES["pzk"].assign(area=["addiction", "disability", "addiction"])
    rows = values("reliable_change_share", "unchanged/domain:health/area:disability",
                  tables=TABLES | {"pzk": pzk}, by="area")  # fmt: skip
    assert drawn(rows, "numerator", "denominator", "status") == [(1.0, 1.0, "ok")]


@pytest.mark.parametrize("known", [study(None), study(scale=False)])
def test_without_a_reliability_no_change_is_judged_and_the_row_says_why(
    known: StudyConfig,
) -> None:
    rows = values("reliable_change_share", "improved", "improved/domain:health", known=known)
    assert drawn(rows, "value", "method", "n_missing", "status") == [
        (None, "jacobson_truax_no_reliability", 6, "insufficient"),
        (None, "jacobson_truax_no_reliability", 4, "insufficient"),
    ]


def test_equal_scores_before_have_no_criterion() -> None:
    frame = TABLES["diagnoses"]
    flat = frame.assign(score=frame["score"].mask(frame["kind"] == "pre", 5))
    rows = values("reliable_change_share", "improved/domain:health",
                  tables=TABLES | {"diagnoses": flat})  # fmt: skip
    assert drawn(rows, "method", "status") == [("jacobson_truax_no_spread", "insufficient")]


def test_a_study_without_scores_has_rows_without_values() -> None:
    empty = TABLES["diagnoses"].iloc[:0]
    for name in ("domain_change", "diagnosis_shift", "reliable_change_share", "diagnosis_bounds",
                 "diagnosis_weighted"):  # fmt: skip
        rows = values(name, tables=TABLES | {"diagnoses": empty})
        assert set(rows["status"]) == {"insufficient"}, name
        assert rows["value"].isna().all(), name


def test_no_family_at_all_is_no_exception() -> None:
    nobody = TABLES | {"families": FAMILIES.iloc[:0], "diagnoses": TABLES["diagnoses"].iloc[:0]}
    for name in ("domain_change", "diagnosis_bounds", "diagnosis_weighted"):
        assert set(values(name, tables=nobody)["n"]) == {0}


def test_scores_are_found_once_for_a_study() -> None:
    data = StudyData(tables=TABLES, config=study(), as_of=study().study.as_of)
    assert data.diagnoses is data.diagnoses
    assert data.diagnoses.pre.shape == (4, 9)
