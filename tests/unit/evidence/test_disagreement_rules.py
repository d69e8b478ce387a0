"""Each rule finds a planted contradiction, and nothing where the documents agree."""

import pandas as pd
import pytest
from evidence_tables import config, table

from kooperacja_eval.evidence.disagreements import COLUMNS, disagreements

pytestmark = pytest.mark.unit


def found(**drawings: str) -> pd.DataFrame:
    tables = {name: table(name, drawing) for name, drawing in drawings.items()}
    return disagreements(tables, config())


def kinds(**drawings: str) -> list[str]:
    return list(found(**drawings)["kind"])


def test_without_tables_nothing_is_found() -> None:
    frame = disagreements({}, config())
    assert frame.empty
    assert tuple(frame.columns) == COLUMNS


@pytest.mark.parametrize(
    ("document", "group", "value", "expected"),
    [
        ("001", "-", 6, ["different_values"]),
        ("001", "-", 5, []),  # the same value
        ("000", "-", 6, []),  # one document that gives two dates
        ("001", "max", 6, []),  # another group
    ],
)
def test_values_differ_between_documents(
    document: str, group: str, value: int, expected: list[str]
) -> None:
    published = f"""
        document    indicator_id   group    value    decimals
        000         ipp_completed  -        5        0
        {document}  ipp_completed  {group}  {value}  0
    """
    assert kinds(published=published) == expected


def test_dates_that_do_not_explain_a_difference_are_not_named() -> None:
    frame = found(
        published="""
        document  indicator_id             period_from  period_to   value  decimals
        000       families_in_cooperation  2019-12-01   2019-12-31  5      0
        001       families_in_cooperation  2019-12-01   2019-12-31  7      0
        """
    )
    assert list(frame["difference_pl"]) == ["+2; daty nie tłumaczą różnicy."]
    assert list(frame["statement_b_en"]) == ["7 (December\u00a02019)"]


@pytest.mark.parametrize(
    ("modified", "expected"),
    [(21, 1), (29, 2)],  # 18 and 21; 18, 21 and 29: each beside the next longer one
)
def test_lengths_of_the_test_are_set_side_by_side(modified: int, expected: int) -> None:
    published = f"""
        document  indicator_id  group     value       decimals  unit
        000       test_months   planned   18          0         months
        000       test_months   realised  21          0         months
        003       test_months   model     18          0         months
        003       test_months   modified  {modified}  0         months
    """
    assert kinds(published=published) == ["length_of_test"] * expected


@pytest.mark.parametrize(("total", "expected"), [(5, []), (6, ["parts_and_total"])])
def test_parts_add_up_to_the_total_of_their_document(total: int, expected: list[str]) -> None:
    published = f"""
        document  indicator_id   voivodeship  value    decimals
        000       ipp_completed  -            {total}  0
        000       ipp_completed  lubelskie    2        0
        000       ipp_completed  mazowieckie  3        0
    """
    assert kinds(published=published) == expected


def test_one_voivodeship_alone_is_no_breakdown_of_a_total() -> None:
    published = """
        document  indicator_id  voivodeship  value  decimals
        000       target_pzk    -            30     0
        000       target_pzk    mazowieckie  6      0
    """
    assert kinds(published=published) == []


TEAMS_PUBLISHED = """
    document  indicator_id  voivodeship  value  decimals  unit
    000       pzk_active    -            2      0         teams
    000       pzk_active    lubelskie    1      0         teams
    000       pzk_active    mazowieckie  1      0         teams
"""


def test_gminas_are_counted_against_teams_in_all_and_in_each_voivodeship() -> None:
    gminas = """
        gmina_id  name   voivodeship
        cycow     Cyców  lubelskie
        liw       Liw    mazowieckie
        nur       Nur    mazowieckie
    """
    frame = found(published=TEAMS_PUBLISHED, gminas=gminas)
    assert list(frame["kind"]) == ["gminas_and_teams"] * 2
    assert list(frame["voivodeship"].fillna("")) == ["", "mazowieckie"]
    one_each = gminas.replace("nur       Nur    mazowieckie", "")
    assert kinds(published=TEAMS_PUBLISHED, gminas=one_each) == []


@pytest.mark.parametrize(
    ("powiat", "remark"),
    [
        ("węgrowski", "Węgrów is the seat of the county (węgrowski) of Liw, also named."),
        ("otwocki", "A gmina of another kind."),
    ],
)
def test_an_urban_gmina_in_a_rural_programme_is_found(powiat: str, remark: str) -> None:
    frame = found(
        published="""
        document  indicator_id             group  unit
        004       macroregions_in_project  rural  place
        """,
        gminas=f"""
        gmina_id  name    kind   powiat     voivodeship
        liw       Liw     rural  węgrowski  mazowieckie
        wegrow    Węgrów  urban  {powiat}   mazowieckie
        """,
    )
    assert list(frame["difference_en"]) == [remark]


@pytest.mark.parametrize(
    ("first", "expected"),
    [("2019-04-01", 1), ("2018-01-01", 0)],  # the list is of the milestone's time, or it is not
)
def test_planned_gminas_are_those_of_the_milestone_of_the_list(first: str, expected: int) -> None:
    published = f"""
        document  indicator_id       group  voivodeship  period_from  period_to   value  decimals
        001       status_period      -      -            {first}      2020-03-31  -      -
        002       milestone_period   II     -            2019-03-28   2020-09-27  -      -
        002       gminas_in_project  II     mazowieckie  -            -           2      0
    """
    gminas = "gmina_id name voivodeship\nliw Liw mazowieckie"
    assert kinds(published=published, gminas=gminas) == ["gminas_listed_and_planned"] * expected


@pytest.mark.parametrize(("last", "expected"), [("mazowieckie", 1), ("lubelskie", 0)])
def test_the_target_group_is_compared_with_the_project(last: str, expected: int) -> None:
    published = f"""
        document  indicator_id                  voivodeship  unit
        002       voivodeships_in_project       lubelskie    place
        002       voivodeships_in_project       {last}       place
        002       voivodeships_in_target_group  lubelskie    place
    """
    frame = found(published=published)
    assert list(frame["kind"]) == ["target_group"] * expected
    assert list(frame["voivodeship"]) == ["mazowieckie"] * expected


@pytest.mark.parametrize(
    ("first", "last", "remark"),
    [
        ("2018-04-01", "2021-03-31", []),  # the very days of the project
        ("2018-03-28", "2021-03-31", ["Zaczyna się 4 dni przed początkiem projektu."]),
        ("2018-04-01", "2021-04-01", ["Kończy się 1 dzień po końcu projektu."]),
    ],
)
def test_milestones_lie_within_the_project(first: str, last: str, remark: list[str]) -> None:
    frame = found(
        published=f"""
        document  indicator_id      group  period_from  period_to   unit
        002       project_period    -      2018-04-01   2021-03-31  period
        002       milestone_period  I      {first}      {last}      period
        """
    )
    assert [text.replace("\u00a0", " ") for text in frame["difference_pl"]] == remark


@pytest.mark.parametrize(("stated", "expected"), [(14, 0), (13, 1), (15, 1)])
def test_a_length_is_compared_with_the_whole_months_of_its_period(
    stated: int, expected: int
) -> None:
    # IX.2019 to X.2020: four months of 2019 and ten of 2020.
    published = f"""
        indicator_id        group    period_from  period_to   value     decimals  unit
        cooperation_months  2019-09  2019-09-01   2020-10-31  {stated}  0         months
    """
    assert kinds(published=published) == ["length_of_period"] * expected


def test_a_length_without_a_period_is_compared_with_the_period_of_the_same_name() -> None:
    # 28.03.2018 to 27.03.2019 are twelve whole months.
    published = """
        document  indicator_id      group  period_from  period_to   value  decimals  unit
        002       milestone_period  I      2018-03-28   2019-03-27  -      -         period
        002       milestone_months  I      -            -           11     0         months
        002       milestone_months  II     -            -           11     0         months
    """
    assert kinds(published=published) == ["length_of_period"]
    assert kinds(published=published.replace("11", "12")) == []


@pytest.mark.parametrize(("most", "expected"), [(13, 1), (14, 0)])
def test_months_before_the_ex_post_study_are_counted_from_the_first_teams(
    most: int, expected: int
) -> None:
    # From 31.07.2019 at the latest to 30.09.2020: fourteen whole months.
    published = f"""
        indicator_id               group  period_from  period_to   value   decimals  unit
        pzk_months_before_ex_post  max    -            -           {most}  0         months
        pzk_first_start            -      2019-07-01   2019-07-31  -       -         period
        ex_post_period             -      2020-10-01   2020-11-30  -       -         period
    """
    assert kinds(published=published) == ["months_before_ex_post"] * expected


@pytest.mark.parametrize(("months", "expected"), [("4", 1), ("4-7", 0)])
def test_studies_are_compared_with_the_realised_schedule(months: str, expected: int) -> None:
    published = """
        indicator_id    period_from  period_to   unit
        ex_ante_period  2019-07-01   2019-10-31  period
    """
    schedule = f"step version document months\nex-ante realised 000 {months}"
    assert kinds(published=published, schedule=schedule) == ["months_of_study"] * expected


@pytest.mark.parametrize(
    ("other", "remark"),
    [
        ("K9.1 modified 003 19\nK9.2 modified 003 20", []),  # parts make the whole step
        ("K9 modified 003 19", ["End 1 month earlier."]),
        ("K9 modified 003 20-21", ["Start 1 month later, end 1 month later."]),
        ("K9 planned 003 17", []),  # a plan is no claim about the course
        ("K9 modified 000 19", []),  # the same document
    ],
)
def test_steps_are_compared_by_calendar_month(other: str, remark: list[str]) -> None:
    frame = found(schedule=f"step version document months\nK9 realised 000 19-20\n{other}")
    assert [text.replace("\u00a0", " ") for text in frame["difference_en"]] == remark


def test_month_numbers_count_from_the_first_month_of_each_schedule() -> None:
    schedule = """
        step  version   document  months  month_one
        K2    realised  000       2       2019-04-01
        K2    modified  003       3       2019-03-01
        K3    realised  000       2,4     2019-04-01
        K3    modified  003       2-4     2019-04-01
    """
    frame = found(schedule=schedule)
    assert list(frame["difference_pl"]) == ["Inne miesiące pośrodku."]
    assert "2, 4" in frame["statement_a_pl"][0]


@pytest.mark.parametrize(("largest", "expected"), [(10, 1), (12, 0)])
def test_a_target_per_voivodeship_holds_the_targets_of_its_teams(
    largest: int, expected: int
) -> None:
    # Two teams with at least six families each need twelve in the voivodeship.
    published = f"""
        indicator_id                     group  voivodeship  value      decimals
        target_families_per_voivodeship  min    -            5          0
        target_families_per_voivodeship  max    -            {largest}  0
        target_families_per_pzk          min    mazowieckie  6          0
        target_families_per_pzk          max    mazowieckie  9          0
        target_pzk                       -      mazowieckie  2          0
    """
    assert kinds(published=published) == ["families_per_place"] * expected


@pytest.mark.parametrize(("target", "expected"), [(20, 0), (21, 1)])
def test_a_target_in_all_can_be_met_by_the_voivodeships(target: int, expected: int) -> None:
    # Two voivodeships with at most ten families each.
    published = f"""
        document  indicator_id                     group  value     decimals
        002       target_families_per_voivodeship  min    5         0
        002       target_families_per_voivodeship  max    10        0
        000       target_families                  -      {target}  0
    """
    assert kinds(published=published) == ["families_in_all"] * expected
