"""Indicators against the published record and against other implementations.

Shares: statsmodels 0.15.0, ``proportion_confint(140, 172, method="wilson")``, and its arithmetic;
ranks of the median's interval: M. J. Campbell, M. J. Gardner, BMJ 296 (1988) 1454-1456, table of
ranks for 95 % intervals, quoted without the paper at hand; scipy agrees. Tolerance 1e-9: the same
formula in double precision; values that the record rounds are compared at their own decimals.
"""

import pandas as pd
import pytest
from record_families import STUDY, tables_of_the_record
from statsmodels.stats.proportion import proportion_confint

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.stages import median_ranks

pytestmark = pytest.mark.golden

TOLERANCE = 1e-9
TABLES = tables_of_the_record()


def values(indicator: str, by: str = "macroregion") -> pd.DataFrame:
    """Compute one indicator of the synthetic study that has the record's totals."""
    return compute(TABLES, STUDY, ids=[indicator], by=by)  # type: ignore[arg-type]


def test_families_by_voivodeship_are_those_of_the_final_summary() -> None:
    places = values("families_in_cooperation", "voivodeship")
    assert places.set_index("voivodeship")["value"].to_dict() == {
        "lubelskie": 35.0,
        "mazowieckie": 30.0,
        "podlaskie": 33.0,
        "podkarpackie": 35.0,
        "swietokrzyskie": 39.0,
    }
    assert values("families_in_cooperation").loc[0, "value"] == 172
    assert values("groups_in_cooperation").loc[0, "value"] == 3


def test_teams_by_area_are_those_of_the_final_summary_with_parenting_recoded() -> None:
    assert values("pzk_by_area").set_index("group")["value"].to_dict() == {
        "many_difficulties": 13.0,
        "disability": 5.0,
        "older_people": 8.0,
        "addiction": 4.0,
    }
    assert values("area_voivodeships")["value"].tolist() == [5.0, 4.0, 4.0, 3.0]


def test_completed_share_is_140_of_172_with_wilsons_interval() -> None:
    wilson = values("ipp_completed_share").loc[0]
    low, high = proportion_confint(140, 172, method="wilson")
    assert (wilson["numerator"], wilson["denominator"]) == (140, 172)
    assert wilson["value"] == pytest.approx(140 / 172, abs=TOLERANCE)
    assert (wilson["ci_low"], wilson["ci_high"]) == pytest.approx((low, high), abs=TOLERANCE)
    # Published project arithmetic: 81.395 %, 74.92-86.50 %.
    assert [round(wilson[k], 4) for k in ("value", "ci_low", "ci_high")] == [0.814, 0.7492, 0.865]


def test_services_that_go_on_have_both_bases() -> None:
    wilson = values("continuing_services_share").query("method == 'wilson'").set_index("group")
    assert wilson["numerator"].tolist() == [69, 69]
    assert wilson["value"].round(4).to_dict() == {"of_completed": 0.4929, "of_all": 0.4012}


def test_cohorts_weigh_their_months() -> None:
    # 126 of 13 months and 46 of 10: mean 12.1977. The synthetic families of a cohort have the same
    # number of days, 396 and 304 with both ends: 13.010267 and 9.987680 months of 30.4375 days.
    cohorts = values("cohort_families").set_index("group")["value"].to_dict()
    months = values("cooperation_months")
    assert cohorts == {"2019-09": 126.0, "2019-12": 46.0}
    expected = (126 * 396 + 46 * 304) / 30.4375 / 172
    assert months["value"].tolist() == pytest.approx(
        [expected, 396 / 30.4375, 304 / 30.4375], abs=TOLERANCE
    )
    assert months["value"].round().tolist() == [12.0, 13.0, 10.0]


def test_teams_have_five_to_nine_families() -> None:
    load = values("families_per_pzk").set_index("group")
    assert load["value"].round(4).to_dict() == {"min": 5.0, "mean": 5.7333, "max": 9.0}
    assert set(load["n"]) == {30}


@pytest.mark.parametrize(
    ("n", "low", "high"),
    [(6, 1, 6), (10, 2, 9), (15, 4, 12), (20, 6, 15), (30, 10, 21), (50, 18, 33)],
)
def test_ranks_of_the_medians_interval_are_those_of_the_published_table(
    n: int, low: int, high: int
) -> None:
    lower, _, upper_from_above = median_ranks(n)
    assert (lower, n + 1 - upper_from_above) == (low, high)


def test_five_values_have_no_interval() -> None:
    # 2 / 2^5 = .0625: even from the smallest to the largest value the confidence is below 95 %.
    assert median_ranks(5) == (0, 3, 0)
