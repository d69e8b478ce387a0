"""Published figures meet the right computed value, or say why they cannot."""

import pandas as pd
import pytest
from evidence_tables import FAMILIES, TEAMS, config, table

from kooperacja_eval.evidence.reconcile import agrees, reconcile, reconcile_counts
from kooperacja_eval.indicators.compute import compute_all
from kooperacja_eval.sections import Profile

pytestmark = pytest.mark.unit

MISSING = "not_computable"


def compared(
    drawing: str, *, profile: Profile | None = None, **tables: pd.DataFrame
) -> pd.DataFrame:
    given = tables or {"pzk": TEAMS, "families": FAMILIES}
    return reconcile({"published": table("published", drawing), **given}, config(), profile=profile)


def outcomes(frame: pd.DataFrame) -> list[tuple[float | None, str]]:
    numbers = [None if pd.isna(number) else float(number) for number in frame["computed"]]
    return list(zip(numbers, frame["status"], strict=True))


def test_states_are_computed_as_of_the_last_day_of_the_period() -> None:
    frame = compared("""
        indicator_id             period_to   value  decimals
        families_in_cooperation  2019-12-31  2      0
        families_in_cooperation  2020-03-31  3      0
        groups_in_cooperation    2019-12-31  1      0
        groups_in_cooperation    2019-09-30  2      0
        pzk_active               2019-12-31  2      0
        pzk_active               2020-01-31  3      0
    """)
    # III.2020: f2 and f4 are there, so 3 is not what the tables say.
    assert outcomes(frame) == [
        (2, "equal"), (2, "different"), (1, "equal"), (2, "equal"), (2, "equal"), (3, "equal"),
    ]  # fmt: skip
    assert list(frame["difference"]) == [0, -1, 0, 0, 0, 0]


def test_the_whole_test_counts_everyone_in_the_registers() -> None:
    frame = compared("""
        indicator_id             group       period_to   value  decimals  voivodeship
        families_in_cooperation  whole_test  -           4      0         -
        groups_in_cooperation    whole_test  -           2      0         -
        pzk_active               whole_test  2020-12-31  3      0         -
        families_in_cooperation  whole_test  -           3      0         lubelskie
    """)
    # f1 to f4; g1, g2; LU-02 too, although it ended in II.2020; f1 to f3 in Lubelskie.
    assert outcomes(frame) == [(4, "equal"), (2, "equal"), (3, "equal"), (3, "equal")]


def test_without_a_period_the_day_of_the_study_counts_and_places_are_kept_apart() -> None:
    frame = compared("""
        indicator_id     group              voivodeship  value  decimals
        pzk_active       -                  lubelskie    2      0
        pzk_active       -                  mazowieckie  1      0
        pzk_by_area      addiction          mazowieckie  1      0
        cohort_families  2019-09            -            3      0
        ipp_completed    -                  -            2      0
    """)
    # MA-01 starts in 2020, so Mazowieckie has no working team on 31.12.2019.
    assert outcomes(frame) == [
        (2, "equal"), (0, "different"), (1, "equal"), (3, "equal"), (2, "equal"),
    ]  # fmt: skip


def test_equal_means_equal_with_the_decimals_of_the_document() -> None:
    frame = compared("""
        indicator_id        group    value  decimals
        cooperation_months  2019-09  3.5    0
        cooperation_months  2019-09  3.5    1
        cooperation_months  2019-09  3.5    2
    """)
    # f1: 153 days, f3: 61 days; (153 + 61) / 2 / 30.4375 = 3.5154; at 0 decimals 4 and 4.
    assert [status for _, status in outcomes(frame)] == ["equal", "equal", "different"]
    assert frame["difference"].tolist() == pytest.approx([0.015400] * 3, abs=1e-6)


@pytest.mark.parametrize(
    ("computed", "published", "decimals", "same"),
    [
        (0.5, 1.0, 0, True),  # half away from zero, not to the even number
        (2.5, 3.0, 0, True),
        (-0.5, -1.0, 0, True),
        (1.005, 1.01, 2, True),  # as the number is written, not as it is stored
        (1.0049, 1.01, 2, False),
    ],
)
def test_halves_are_rounded_away_from_zero(
    computed: float, published: float, decimals: int, same: bool
) -> None:
    assert agrees(computed, published, decimals) is same


def test_parenting_difficulties_are_compared_together_with_many_difficulties() -> None:
    frame = compared("""
        indicator_id  group                   voivodeship  value  decimals
        pzk_by_area   many_difficulties       lubelskie    1      0
        pzk_by_area   parenting_difficulties  lubelskie    1      0
        pzk_by_area   many_difficulties       -            2      0
    """)
    # The tables know many difficulties only: 2 teams in Lubelskie are 1 + 1 of the document.
    assert outcomes(frame) == [(2, "equal")] * 3
    assert list(frame["published"]) == [2, 2, 2]
    assert ["1 + 1" in reason for reason in frame["reason_en"]] == [True, True, False]


def test_figures_that_cannot_be_computed_say_why() -> None:
    frame = compared("""
        indicator_id           group    voivodeship  value  decimals
        project_total_pln      -        -            5      0
        pzk_by_area            unknown  -            5      0
        area_voivodeships      -        lubelskie    5      0
        pzk_active             -        podlaskie    5      0
        cooperation_months     2019-12  -            5      0
        target_families        whole_test  -         5      0
    """)
    assert set(frame["status"]) == {MISSING}
    assert frame["computed"].isna().all()
    assert frame["difference"].isna().all()
    assert list(frame["reason_en"]) == [
        "the catalogue has no such indicator",
        "the tables have no such group or place",
        "the indicator has no level: voivodeship",
        "the tables have no such group or place",
        "insufficient data",
        "the catalogue has no such indicator",
    ]


def test_missing_tables_are_named() -> None:
    frame = compared(
        """
        indicator_id   value  decimals
        ipp_completed  1      0
        pzk_active     2      0
        """,
        pzk=TEAMS,
    )
    assert outcomes(frame) == [(None, MISSING), (2, "equal")]
    assert "(families)" in frame["reason_pl"][0]
    assert "(pzk)" not in frame["reason_pl"][0]


def test_a_hidden_value_is_not_compared() -> None:
    drawing = """
        indicator_id   voivodeship  value  decimals
        ipp_completed  -            2      0
    """
    # Two families are fewer than the threshold of three.
    assert outcomes(compared(drawing, profile="internal")) == [(2, "equal")]
    public = compared(drawing, profile="public")
    assert outcomes(public) == [(None, MISSING)]
    assert public["reason_en"][0] == "value hidden by disclosure control"


def test_the_context_given_is_the_one_that_would_be_computed() -> None:
    published = table("published", "indicator_id value decimals\nipp_completed 2 0")
    tables = {"published": published, "pzk": TEAMS, "families": FAMILIES}
    alone = reconcile(tables, config(), profile="public")
    given = reconcile(tables, config(), profile="public", context=compute_all(tables, config()))
    pd.testing.assert_frame_equal(alone, given)


def test_other_macroregions_and_rows_without_a_value_are_left_out() -> None:
    frame = compared("""
        figure_id  macroregion  indicator_id  value  decimals
        000-a      I            pzk_active    2      0
        000-b      II           pzk_active    2      0
        000-c      -            pzk_active    2      0
        000-d      I            test_period   -      -
    """)
    assert list(frame["figure_id"]) == ["000-a"]
    assert reconcile_counts(frame) == {"equal": 1, "different": 0, "not_computable": 0}


def test_without_the_table_there_is_nothing_to_compare() -> None:
    frame = reconcile({"pzk": TEAMS}, config())
    assert frame.empty
    assert reconcile_counts(frame) == {"equal": 0, "different": 0, "not_computable": 0}


def test_input_tables_stay_as_they_are() -> None:
    before = FAMILIES.copy(deep=True), TEAMS.copy(deep=True)
    compared("indicator_id group value decimals\npzk_active whole_test 3 0")
    pd.testing.assert_frame_equal(FAMILIES, before[0])
    pd.testing.assert_frame_equal(TEAMS, before[1])
