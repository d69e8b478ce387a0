"""What leaves a study, and what does not: small numbers, their complements, dominated sums."""

import pandas as pd
import pytest
from released_rows import rows, seen

from kooperacja_eval.disclosure import suppress
from kooperacja_eval.disclosure.release import ReleasedValues, release, release_problems
from kooperacja_eval.errors import DisclosureError
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.sections import Disclosure
from kooperacja_eval.text import same

pytestmark = pytest.mark.unit

PUBLIC = Disclosure(profile="public")
INTERNAL = Disclosure(profile="internal")
TEAMS = """
indicator_id   voivodeship  pzk_id  count
ipp_completed  lubelskie    -       16
ipp_completed  lubelskie    LU-01   2
ipp_completed  lubelskie    LU-02   4
ipp_completed  lubelskie    LU-03   5
ipp_completed  lubelskie    LU-04   5
ipp_completed  lubelskie    LU-05   0
"""


def public(drawing: str, *columns: str, **options: object) -> list[tuple[object, ...]]:
    """Return columns of drawn rows as the public profile shows them."""
    return seen(release(rows(drawing), PUBLIC, **options).frame, *columns)  # type: ignore[arg-type]


def test_a_small_number_is_hidden_with_another_so_that_the_total_does_not_give_it_back() -> None:
    # 16 - 4 - 5 - 5 - 0 would be LU-01's 2; the smallest other number that is not 0 goes with it.
    assert public(TEAMS, "pzk_id", "numerator", "value", "n", "status") == [
        (None, 16.0, 16.0, 16, "ok"),
        ("LU-01", None, None, None, "suppressed"),
        ("LU-02", None, None, None, "suppressed"),
        ("LU-03", 5.0, 5.0, 5, "ok"),
        ("LU-04", 5.0, 5.0, 5, "ok"),
        ("LU-05", 0.0, 0.0, 0, "ok"),  # nobody: no unit whose secret could be told
    ]


def test_hidden_numbers_together_are_not_below_the_threshold() -> None:
    # Two hidden ones make 2, still fewer than 3 families: a third is hidden.
    drawing = """
    indicator_id   voivodeship  pzk_id  count
    ipp_completed  lubelskie    -       12
    ipp_completed  lubelskie    LU-01   1
    ipp_completed  lubelskie    LU-02   1
    ipp_completed  lubelskie    LU-03   4
    ipp_completed  lubelskie    LU-04   6
    """
    assert public(drawing, "pzk_id", "value") == [
        (None, 12.0), ("LU-01", None), ("LU-02", None), ("LU-03", None), ("LU-04", 6.0),
    ]  # fmt: skip


def test_the_complement_tells_as_much_as_the_number() -> None:
    # 4 of 5: one family did not complete. The denominator stays, the count elsewhere goes too.
    drawing = """
    indicator_id         voivodeship  pzk_id  count  of  method
    ipp_completed        lubelskie    LU-01   4      -   count
    ipp_completed_share  lubelskie    LU-01   4      5   wilson
    """
    columns = ("numerator", "denominator", "value", "ci_low", "n", "status")
    assert public(drawing, *columns) == [
        (None, None, None, None, None, "suppressed"),
        (None, 5.0, None, None, 5, "suppressed"),
    ]


def test_everybody_of_enough_families_is_shown() -> None:
    # 5 of 5 and 0 of 5: the aggregate has five units (docs/disclosure.md says what is accepted).
    drawing = """
    indicator_id         voivodeship  pzk_id  count  of  method
    ipp_completed_share  lubelskie    LU-01   5      5   wilson
    ipp_completed_share  lubelskie    LU-02   0      5   wilson
    """
    assert public(drawing, "numerator", "status") == [(5.0, "ok"), (0.0, "ok")]


def test_a_mean_over_few_families_goes_with_its_sum() -> None:
    drawing = """
    indicator_id        voivodeship  pzk_id  count  of  method
    cooperation_months  lubelskie    LU-01   26.5   2   t
    cooperation_months  lubelskie    LU-02   60.0   5   t
    """
    columns = ("numerator", "denominator", "value", "n", "status")
    assert public(drawing, *columns) == [
        (None, None, None, None, "suppressed"),
        (60.0, 5.0, 12.0, 5, "ok"),
    ]


def test_macroregion_voivodeships_and_areas_are_added_up_together() -> None:
    # LU-01's number follows from Lubelskie and from its area: both ways need a second hidden team.
    drawing = """
    indicator_id   voivodeship  pzk_id  group       count
    ipp_completed  -            -       -           26
    ipp_completed  lubelskie    -       -           10
    ipp_completed  mazowieckie  -       -           16
    ipp_completed  -            -       addiction   8
    ipp_completed  -            -       disability  18
    ipp_completed  lubelskie    LU-01   -           1
    ipp_completed  lubelskie    LU-02   -           9
    ipp_completed  mazowieckie  MA-01   -           7
    ipp_completed  mazowieckie  MA-02   -           9
    """
    areas = {
        "LU-01": "addiction",
        "LU-02": "disability",
        "MA-01": "addiction",
        "MA-02": "disability",
    }
    found = public(drawing, "pzk_id", "value", team_areas=areas)
    assert found[:5] == [(None, 26.0), (None, 10.0), (None, 16.0), (None, 8.0), (None, 18.0)]
    assert [value for _, value in found[5:]] == [None] * 4


def test_areas_of_unknown_teams_are_hidden_with_the_teams() -> None:
    drawing = """
    indicator_id   voivodeship  pzk_id  group      count
    ipp_completed  -            -       -          10
    ipp_completed  -            -       addiction  10
    ipp_completed  lubelskie    LU-01   -          1
    ipp_completed  lubelskie    LU-02   -          9
    """
    unknown = public(drawing, "group", "value")
    known = public(
        drawing, "group", "value", team_areas={"LU-01": "addiction", "LU-02": "addiction"}
    )
    assert known[1] == ("addiction", 10.0)
    assert unknown[1] == ("addiction", None)


def test_other_values_of_the_study_decide_too() -> None:
    # Alone, LU-02's count hides nothing. Beside the total of another report it would give LU-01
    # back.
    whole = rows(TEAMS)
    part = whole.iloc[[2]]
    assert release(part, PUBLIC).n_suppressed == 0
    assert release(part, PUBLIC, context=whole).n_suppressed == 1


def test_smallest_and_largest_team_are_hidden_with_the_teams() -> None:
    drawing = """
    indicator_id         voivodeship  pzk_id  group  count  of  method
    families_per_pzk     -            -       min    2      -   extreme
    families_per_pzk     -            -       mean   20     4   t
    families_per_pzk     -            -       max    9      -   extreme
    """
    alone = drawing.replace("min    2 ", "min    5 ")
    with_teams = drawing + (
        "ipp_completed_share  lubelskie  LU-01  -  0  2  wilson\n"
        "ipp_completed_share  lubelskie  LU-02  -  0  5  wilson\n"
    )
    assert public(alone, "value") == [(5.0,), (5.0,), (9.0,)]
    assert public(drawing, "value") == [(None,), (5.0,), (9.0,)]
    assert public(with_teams, "value")[:3] == [(None,), (5.0,), (None,)]


@pytest.mark.parametrize(
    ("n", "shown"),
    [(4, (None, None)), (5, (7.0, None)), (6, (7.0, None)), (12, (7.0, 3.0))],
)
def test_a_median_needs_enough_families_on_either_side(n: int, shown: tuple[object, ...]) -> None:
    # The middle of 4 is the 2nd from below; the interval of 6 runs from the smallest to the largest
    # family, that of 12 from the 3rd to the 10th.
    drawing = f"""
    indicator_id  group              n    value  ci_low  ci_high  method
    stage_days    reported_screened  {n}  7      3       9        median_binomial
    """
    assert public(drawing, "value", "ci_low") == [shown]


COSTS = """
indicator_id  voivodeship  pzk_id  group   count  method
cost_total    lubelskie    -       direct  1000   sum
cost_total    lubelskie    LU-01   direct  {first}    sum
cost_total    lubelskie    LU-02   direct  {second}    sum
"""


@pytest.mark.parametrize(("first", "second", "shown"), [(750, 250, 1000.0), (751, 249, None)])
def test_a_sum_of_money_needs_more_than_one_contributor(
    first: int, second: int, shown: float | None
) -> None:
    # 3/4 of the total is the limit; a team's own sum has one contributor and never leaves.
    found = public(COSTS.format(first=first, second=second), "value")
    assert found == [(shown,), (None,), (None,)]


@pytest.mark.parametrize(("first", "second", "shown"), [(750, 250, 1000.0), (751, 249, None)])
def test_teams_contribute_their_own_amount_of_the_same_name(
    first: int, second: int, shown: float | None
) -> None:
    # Budgets of projects are no direct costs: what teams cost does not say who dominates them.
    drawing = f"""
    indicator_id          voivodeship  pzk_id  group   count     method
    social_project_spend  lubelskie    -       budget  1000      sum
    social_project_spend  lubelskie    LU-01   budget  {first}   sum
    social_project_spend  lubelskie    LU-02   budget  {second}  sum
    cost_total            lubelskie    LU-01   direct  10        sum
    cost_total            lubelskie    LU-02   direct  10        sum
    """
    assert public(drawing, "value")[0] == (shown,)


def test_a_sum_whose_contributors_are_unknown_is_hidden() -> None:
    drawing = "\n".join(COSTS.format(first=500, second=500).strip().splitlines()[:2])
    assert public(drawing, "value") == [(None,)]


def test_teams_and_entities_are_open() -> None:
    drawing = """
    indicator_id             voivodeship  count
    pzk_active               lubelskie    1
    entities_in_cooperation  lubelskie    2
    """
    assert public(drawing, "value") == [(1.0,), (2.0,)]


def test_the_internal_profile_lets_everything_out_and_can_be_overruled() -> None:
    whole = rows(TEAMS)
    inside = release(whole, INTERNAL)
    pd.testing.assert_frame_equal(inside.frame, whole)
    assert (inside.profile, inside.n_suppressed) == ("internal", 0)
    outside = release(whole, INTERNAL, profile="public")
    assert (outside.profile, outside.n_rows, outside.n_suppressed) == ("public", 6, 2)


def test_input_and_released_frames_cannot_change_each_other() -> None:
    whole = rows(TEAMS)
    before = whole.copy()
    released = release(whole, PUBLIC)
    mine = released.frame
    mine.loc[1, "value"] = 2.0
    pd.testing.assert_frame_equal(whole, before)
    assert released.frame["value"].isna().tolist() == [False, True, True, False, False, False]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"indicator_id": "families_divorced"}, "families_divorced nie ma w katalogu"),
        ({"indicator_id": "families_per_pzk", "group": "median"}, "w grupie „median”"),
    ],
)
def test_what_the_catalogue_does_not_describe_stays_inside(
    change: dict[str, str], message: str
) -> None:
    with pytest.raises(DisclosureError, match=message):
        release(rows(TEAMS).assign(**change), PUBLIC)


def test_contradicting_rows_stay_inside() -> None:
    twice = pd.concat([rows(TEAMS), rows(TEAMS.replace("LU-03   5", "LU-03   6"))])
    with pytest.raises(DisclosureError, match="różne wartości tej samej liczby"):
        release(twice, PUBLIC)


def test_an_unknown_profile_lets_nothing_out() -> None:
    with pytest.raises(DisclosureError, match=r"everybody\. Dozwolone: internal, public"):
        release(rows(TEAMS), PUBLIC, profile="everybody")  # type: ignore[arg-type]


def test_what_cannot_be_protected_stays_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    # An attacker who works out everything whatever is hidden: the door stays shut.
    monkeypatch.setattr(suppress, "exposed", lambda _cells, _unshown, protected: set(protected))
    with pytest.raises(DisclosureError, match="nie da się ochronić"):
        release(rows(TEAMS), PUBLIC)


def test_released_values_cannot_be_made_elsewhere() -> None:
    with pytest.raises(TypeError, match="release only"):
        ReleasedValues(
            profile="public",
            rules=PUBLIC,
            n_rows=0,
            n_suppressed=0,
            values=rows(TEAMS),
            seal=object(),
        )


def problem(table: str, field: str, value: str | None) -> Problem:
    """Return a problem that shows a value."""
    return Problem(
        rule="code", severity="error", message=same("-"), table=table, field=field, value=value
    )


def test_problems_leave_without_values_or_with_open_ones() -> None:
    open_ones = (problem("pzk", "area", "rolnictwo"), problem("families", "outcome", None))
    assert release_problems(open_ones) == open_ones


@pytest.mark.parametrize(
    ("table", "field"), [("families", "outcome"), ("families", "no_such"), ("", "")]
)
def test_a_problem_that_shows_a_person_stops_everything(table: str, field: str) -> None:
    with pytest.raises(DisclosureError, match="nie jest jawna"):
        release_problems([problem(table, field, "zgon")])
