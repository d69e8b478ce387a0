"""Details of families in public: which rows are hidden, and which others go with them."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pytest
from released_rows import rows, seen

from kooperacja_eval.disclosure import details
from kooperacja_eval.disclosure.margins import hidden_parts, is_safe
from kooperacja_eval.disclosure.release import release
from kooperacja_eval.errors import DisclosureError
from kooperacja_eval.indicators.catalogue import Indicator, catalogue
from kooperacja_eval.sections import Disclosure

pytestmark = pytest.mark.unit

RULES = Disclosure(profile="public")
WHOLE = "2018-04-01/2021-03-31"
NUMBERS = ("numerator", "denominator", "value", "ci_low", "n", "n_missing")


def hidden(drawing: str, *, method: str = "clustered_wilson") -> list[str]:
    """Return the groups of hidden rows: voivodeship, group, period, as far as they are drawn."""
    frame = rows(drawing).assign(indicator_id="equity", method=method)
    header = drawing.split("\n")[1].split()
    if "period" not in header:
        frame["period"] = WHOLE
    out = release(frame, RULES, profile="public").frame
    gone = out[out["status"] == "suppressed"]
    assert gone[list(NUMBERS)].isna().all(axis=None)
    names = [name for name in ("voivodeship", "pzk_id", "group", "period") if name in header]
    return [" ".join("-" if pd.isna(cell) else str(cell) for cell in row)
            for row in gone[names].itertuples(index=False)]  # fmt: skip


# --- one total -------------------------------------------------------------------------------


def test_a_hidden_group_takes_the_next_smallest_with_it() -> None:
    # law has 2 families: 40 - 20 - 12 = 8 = 6 + 2, so work (6) goes with it and neither is told
    assert hidden(
        """
        group          count  of
        all            20         40
        all/kind:law   0          2
        all/kind:work  3          6
        all/kind:care  6          12
        all/kind:home  11         20
        """
    ) == ["all/kind:law", "all/kind:work"]


def test_without_a_small_number_nothing_is_hidden() -> None:
    assert hidden("""
        group          count  of
        all            11         20
        all/kind:law   5          10
        all/kind:work  6          10
        """) == []  # fmt: skip


@pytest.mark.parametrize(
    ("numerator", "small"), [(0, False), (1, True), (2, True), (3, False), (8, True), (10, False)]
)
def test_numerator_and_complement_are_small_below_the_threshold(
    numerator: int, small: bool
) -> None:
    # 8 of 10 tells of the other two; 0 of 10 and 10 of 10 tell of ten
    assert hidden(f"\ngroup count of\nall {numerator} 10") == (["all"] if small else [])


def test_two_hidden_groups_have_the_threshold_together() -> None:
    # 1 + 1 = 2 families would be too few, so the next one goes too; empty ones do not help
    assert hidden(
        """
        group          count  of
        all/kind:law   0          1
        all/kind:work  0          1
        all/kind:none  0          0
        all/kind:care  6          12
        all/kind:home  11         20
        """
    ) == ["all/kind:law", "all/kind:work", "all/kind:care"]


def test_a_group_alone_hides_its_total() -> None:
    # all other families have no kind: 40 less nobody would be shown beside the 2 and their missing
    assert hidden(
        """
        group          count  of
        all            20         40
        all/kind:law   0          2
        """
    ) == ["all", "all/kind:law"]


# --- several totals --------------------------------------------------------------------------


def test_parts_of_one_base_are_hidden_by_two() -> None:
    # 18 of 20 delivered and 2 suspended tell each other; planned (7) is hidden with suspended
    assert hidden(
        """
        group      count  of
        delivered  11         20
        suspended  2          20
        planned    7          20
        """
    ) == ["suspended", "planned"]


def test_another_base_is_no_part() -> None:
    assert hidden(
        """
        group      count  of
        delivered  11         20
        suspended  2          19
        planned    7          20
        """
    ) == ["suspended"]


def test_places_and_groups_hold_each_other() -> None:
    # law in lubelskie (2) takes work there; the two are then parts of the macroregion as well,
    # where mazowieckie has to go with each of them
    assert hidden(
        """
        voivodeship  group      count  of
        -            a/kind:law   7        15
        -            a/kind:work  12       25
        -            a            19       40
        lubelskie    a/kind:law   0        2
        lubelskie    a/kind:work  5        10
        lubelskie    a            5        12
        mazowieckie  a/kind:law   7        13
        mazowieckie  a/kind:work  7        15
        mazowieckie  a            14       28
        """
    ) == ["lubelskie a/kind:law", "lubelskie a/kind:work", "mazowieckie a/kind:law",
          "mazowieckie a/kind:work"]  # fmt: skip


def test_areas_are_parts_even_where_they_stand_without_a_head() -> None:
    entry = replace(catalogue()["equity"], levels=("macroregion", "area"))
    frame = rows("""
        group              count  of
        -                  20         40
        addiction          1          2
        older_people       5          10
        /area:disability   14         28
        """).assign(indicator_id="equity", method="clustered_wilson", period=WHOLE)  # fmt: skip
    cells = details._cells(frame, range(4), {"equity": entry}, 3)
    assert {key.breakdowns for key in cells} == {
        (), ("area:addiction",), ("area:older_people",), ("area:disability",),
    }  # fmt: skip


def test_months_are_parts_in_the_period_and_in_the_name() -> None:
    assert hidden(
        """
        group    period   count  of
        started  2020-01  4          10
        started  2020-02  2          9
        started  2020-03  5          14
        """
    ) == ["started 2020-01", "started 2020-02"]
    assert hidden(
        """
        group            count  of
        started|2020-01  4          10
        started|2020-02  2          9
        started|2020-03  5          14
        """
    ) == ["started|2020-01", "started|2020-02"]


def test_what_is_derived_from_a_hidden_group_goes_with_it() -> None:
    # a difference stands on all 40 families, but with the mean of all it gives the mean of two
    found = hidden(
        """
        group                     n   value
        days                      40  30
        days/size:small           2   35
        days/size:large           38  29.7
        days|difference/size:small  40  5.3
        days|difference/size:large  40  -5.3
        """,
        method="clustered_t",
    )
    assert found == ["days/size:small", "days/size:large", "days|difference/size:small",
                     "days|difference/size:large"]  # fmt: skip


def test_heads_that_share_a_base_do_not_tell_it_for_each_other() -> None:
    # the mean T stands on the same 2 families as the mean of months: both are hidden; the total
    # of large (38) is hidden for both too
    found = hidden(
        """
        group              n   value
        goal_t             40  50
        goal_t/size:small  2   48
        goal_t/size:large  38  50
        months             40  12
        months/size:small  2   11
        months/size:large  38  12
        """,
        method="clustered_t",
    )
    assert found == ["goal_t/size:small", "goal_t/size:large", "months/size:small",
                     "months/size:large"]  # fmt: skip


# --- rows that are closed whatever they hold ---------------------------------------------------


def test_single_teams_are_for_the_teams_alone() -> None:
    assert hidden(
        """
        voivodeship  pzk_id  group  count  of
        lubelskie    LU-01   all    5          10
        lubelskie    -       all    5          10
        """
    ) == ["lubelskie LU-01 all"]


def test_inside_everything_is_shown() -> None:
    frame = rows("group count of\nall 1 2").assign(indicator_id="equity")
    out = release(frame, RULES, profile="internal").frame
    assert seen(out, "numerator", "status") == [(1.0, "ok")]


def test_a_value_of_nobody_is_closed() -> None:
    # n must say how many families stand behind a value
    assert hidden("\ngroup n value\nall 0 5", method="mean") == ["all"]
    assert hidden("\ngroup n value\nall 0 -", method="mean") == []


def test_a_group_that_cannot_be_read_stops_the_release() -> None:
    with pytest.raises(DisclosureError, match="all/law"):
        hidden("\ngroup count of\nall/law 5 10")


def test_both_methods_of_one_number_are_hidden_together() -> None:
    drawing = "group count of\nall/kind:law 2 10\nall/kind:law 2 10\nall/kind:work 9 20"
    frame = rows(drawing).assign(
        indicator_id="equity", period=WHOLE, method=["wilson", "clustered_wilson", "wilson"]
    )
    out = release(frame, RULES, profile="public").frame
    assert out["status"].tolist() == ["suppressed"] * 3


def test_order_statistics_need_families_on_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    # a median of 4 lies on the second value; that of 8 on the fourth, but its interval on the
    # first and last
    entries: Mapping[str, Indicator] = {
        name: replace(entry, order_statistics=name == "equity")
        for name, entry in catalogue().items()
    }
    monkeypatch.setattr(details, "catalogue", lambda: entries)
    # a quartile of 8 lies on the second value, that of 12 on the third
    drawing = """
    group             n   value  ci_low  ci_high
    few               4   30     -       -
    more              8   30     20      40
    quartile|25/unit:family  8   30     -       -
    quartile|25/unit:person  12  30     -       -
    """
    frame = rows(drawing).assign(indicator_id="equity", method="median_binomial", period=WHOLE)
    out = release(frame, RULES, profile="public").frame
    assert seen(out, "group", "value", "ci_low", "n") == [
        ("few", None, None, None), ("more", 30.0, None, 8),
        ("quartile|25/unit:family", None, None, None),
        # 12 alone would do, but it is the other part of the same total
        ("quartile|25/unit:person", None, None, None),
    ]  # fmt: skip


def test_other_values_that_leave_the_study_decide_too() -> None:
    drawing = "group count of\nall/kind:work 5 10\nall/kind:law 1 2"
    frame = rows(drawing).assign(indicator_id="equity", period=WHOLE, method="wilson")
    report, others = frame.iloc[:1], frame.iloc[1:]
    alone = release(report, RULES, profile="public").frame
    beside = release(report, RULES, profile="public", context=others).frame
    assert (alone["status"].tolist(), beside["status"].tolist()) == (["ok"], ["suppressed"])


# --- the choice ------------------------------------------------------------------------------


def test_the_choice_ends_where_nothing_helps() -> None:
    counts = pd.DataFrame({"n": [2.0, 0.0]}).to_numpy()
    chosen = hidden_parts(counts, counts[:, 0] == 2.0, 3)
    assert chosen.tolist() == [True, True]
    assert not is_safe(counts, chosen, 3)
