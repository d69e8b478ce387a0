"""Rules between cells and tables: which rows they find and which they leave alone."""

from collections.abc import Mapping

import pandas as pd
import pytest
from schema_tables import FILE, SHEET, table

from kooperacja_eval.schemas.rules import CASE_PATH, check_tables
from kooperacja_eval.schemas.tables import TABLES

pytestmark = pytest.mark.unit

LIMITS = (5, 9)


def found(tables: Mapping[str, pd.DataFrame]) -> list[tuple[str, str, str, int | None]]:
    """Return rule, table, column and row of every problem."""
    problems = check_tables(tables, families_per_pzk=LIMITS)
    return sorted((p.rule, p.table, p.field, p.row) for p in problems)


def families(drawn: str) -> pd.DataFrame:
    return table("families", drawn)


def teams(*ids: str) -> pd.DataFrame:
    return table("pzk", "\n".join(["pzk_id", *ids]))


def size_of(*unit_types: str) -> list[tuple[str, str, str, int | None]]:
    """Return what is found where the team LU-01 has these units."""
    rows = [f"LU-01-X{i:02} LU-01 {unit}" for i, unit in enumerate(unit_types)]
    drawn = families("\n".join(["family_id pzk_id unit_type", *rows]))
    return found({"pzk": teams("LU-01"), "families": drawn})


# --- nothing to say --------------------------------------------------------------------------


def test_no_tables_no_problems() -> None:
    assert found({}) == []


def test_tables_without_rows_contradict_nothing() -> None:
    assert found({name: table(name) for name in TABLES}) == []


@pytest.mark.parametrize("name", [*TABLES])
def test_a_table_that_is_missing_is_no_contradiction(name: str) -> None:
    # one row that points to tables which the study has not got
    frame = table(name).reindex([0]).astype(TABLES[name].dtypes())
    pointing = [
        column
        for column, field in TABLES[name].fields.items()
        if field.references and not field.references.startswith(f"{name}.")
    ]
    # each column points elsewhere: a tie to oneself would be another contradiction
    frame = frame.assign(**{column: f"LU-{n:02}" for n, column in enumerate(pointing)})
    assert found({name: frame.astype(TABLES[name].dtypes())}) == []


# --- keys ------------------------------------------------------------------------------------


def test_a_key_must_exist_in_the_table_it_points_to() -> None:
    members = table(
        "memberships",
        """
        pzk_id  entity_id
        LU-01   LU-P001
        LU-02   LU-P001
        LU-01   LU-P002
        -       LU-P001
        """,
    )
    entities = table("entities", "entity_id\nLU-P001")
    found_keys = found({"memberships": members, "pzk": teams("LU-01"), "entities": entities})
    # a missing key points nowhere by right: whether it may be missing is another rule
    assert found_keys == [
        ("unknown_key", "memberships", "entity_id", 4),
        ("unknown_key", "memberships", "pzk_id", 3),
    ]


def test_every_key_dangles_over_an_empty_table() -> None:
    meetings = table("meetings", "meeting_id pzk_id\nLU-01-S01 LU-01")
    assert found({"meetings": meetings, "pzk": teams()}) == [
        ("unknown_key", "meetings", "pzk_id", 2)
    ]


def test_a_dangling_key_is_shown_only_where_it_is_open() -> None:
    goals = table("goals", "goal_id family_id\nLU-01-R01-C01 LU-01-R01")
    meetings = table("meetings", "meeting_id pzk_id\nLU-01-S01 LU-07")
    problems = check_tables(
        {"goals": goals, "families": families("family_id"), "meetings": meetings, "pzk": teams()},
        families_per_pzk=LIMITS,
    )
    assert {(p.field, p.value) for p in problems} == {("family_id", None), ("pzk_id", "LU-07")}
    assert "R01" not in repr(problems)


def test_a_problem_says_where_it_is_and_what_to_do() -> None:
    meetings = table("meetings", "meeting_id pzk_id\nLU-01-S01 LU-07")
    (problem,) = check_tables({"meetings": meetings, "pzk": teams()}, families_per_pzk=LIMITS)
    assert (problem.file, problem.sheet, problem.row) == (FILE, SHEET, 2)
    assert problem.severity == "error"
    assert problem.message.pl == (
        "identyfikator PZK: nie ma takiego klucza w tabeli „Partnerskie Zespoły Kooperacji”. "
        "Popraw klucz albo dodaj brakujący wiersz."
    )


# --- dates -----------------------------------------------------------------------------------


def test_the_case_path_is_that_of_the_model() -> None:
    assert CASE_PATH == (
        "reported_on", "screened_on", "diagnosed_on", "ipp_signed_on", "contract_on",
        "monitored_on", "evaluated_on", "ended_on", "services_until",
    )  # fmt: skip


PATH = f"family_id {' '.join(CASE_PATH)}"


@pytest.mark.parametrize(
    ("dates", "at"),
    [
        ("2019-09-01 2019-09-02 2019-09-03 2019-09-04 - - - 2020-12-31 2021-03-31", []),
        (
            " ".join(["2019-09-01"] * 9),
            [],
        ),  # on one day
        ("- - - - - - - - -", []),
        ("2019-09-05 2019-09-02 - - - - - - -", ["screened_on"]),
        ("- 2019-09-05 2019-09-02 - - - - - -", ["diagnosed_on"]),
        ("- - 2019-09-05 2019-09-02 - - - - -", ["ipp_signed_on"]),
        ("- - - 2019-09-05 - - - 2019-09-02 -", ["ended_on"]),
        ("- - - - - - - 2019-09-05 2019-09-02", ["services_until"]),
        ("2019-09-05 - - - - - - 2019-09-02 -", ["ended_on"]),  # over steps without a date
        ("2019-09-05 - - - - - - - 2019-09-02", ["services_until"]),
        ("- - - 2019-09-05 2019-09-02 - - - -", ["contract_on"]),
        ("- - - - 2019-09-05 2019-09-02 - - -", ["monitored_on"]),
        ("- - - - - 2019-09-05 2019-09-02 - -", ["evaluated_on"]),
        ("- - - - - - 2019-09-05 2019-09-02 -", ["ended_on"]),
        # a date is compared with the one before it only, so that one wrong date is said once
        ("2019-09-01 2019-09-02 2019-08-03 2019-09-04 - - - - -", ["diagnosed_on"]),
        # and two wrong dates are said twice
        ("2019-09-05 2019-09-04 - 2019-09-03 - - - - -", ["ipp_signed_on", "screened_on"]),
    ],
)
def test_dates_are_in_the_order_of_the_case_path(dates: str, at: list[str]) -> None:
    frame = families(f"{PATH}\nLU-01-R01 {dates}")
    assert found({"families": frame}) == [("case_path_order", "families", c, 2) for c in at]


def test_the_message_names_both_dates_but_shows_none() -> None:
    frame = families(f"{PATH}\nLU-01-R01 2019-09-05 2019-09-02 - - - - - - -")
    (problem,) = check_tables({"families": frame}, families_per_pzk=LIMITS)
    assert problem.message.pl == (
        "Daty nie są po kolei: data screeningu jest wcześniej niż data zgłoszenia. "
        "Popraw jedną z nich."
    )
    assert problem.value is None
    assert "2019" not in repr(problem)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("families", "started_on", "ended_on"),
        ("pzk", "started_on", "ended_on"),
        ("memberships", "joined_on", "left_on"),
        ("services", "started_on", "ended_on"),
        ("social_projects", "started_on", "ended_on"),
        ("goals", "set_on", "assessed_on"),
        ("published", "period_from", "period_to"),
    ],
)
def test_nothing_ends_before_it_starts(name: str, first: str, last: str) -> None:
    frame = table(
        name,
        f"""
        {first}     {last}
        2019-09-02  2019-09-01
        2019-09-02  2019-09-02
        2019-09-02  -
        -           2019-09-01
        """,
    )
    assert found({name: frame}) == [("ends_before_start", name, last, 2)]


def test_an_open_date_is_shown_as_a_day() -> None:
    frame = table("memberships", "joined_on left_on\n2019-09-02 2019-09-01")
    (problem,) = check_tables({"memberships": frame}, families_per_pzk=LIMITS)
    assert problem.value == "2019-09-01"


# --- teams -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "outside"), [(0, True), (4, True), (5, False), (9, False), (10, True)]
)
def test_a_team_has_five_to_nine_families(count: int, outside: bool) -> None:
    expected = [("team_size", "pzk", "pzk_id", 2)] if outside else []
    assert size_of(*["family"] * count) == expected


def test_persons_count_as_families_and_groups_do_not() -> None:
    assert size_of(*["family"] * 3, "person", "person") == []  # 5
    assert size_of(*["family"] * 4, "group", "group") == [("team_size", "pzk", "pzk_id", 2)]  # 4
    assert size_of(*["person"] * 9, "group") == []  # 9


def test_families_of_other_teams_do_not_count() -> None:
    rows = [f"LU-02-R{i:02} LU-02 family" for i in range(5)]
    drawn = families("\n".join(["family_id pzk_id unit_type", *rows]))
    assert found({"pzk": teams("LU-01", "LU-02"), "families": drawn}) == [
        ("team_size", "pzk", "pzk_id", 2)
    ]


def test_the_size_of_a_team_is_a_warning_with_the_limits() -> None:
    (problem,) = check_tables(
        {"pzk": teams("LU-01"), "families": families("family_id")}, families_per_pzk=(6, 8)
    )
    assert (problem.severity, problem.value) == ("warning", "LU-01")
    assert "6–8" in problem.message.pl


# --- attendance ------------------------------------------------------------------------------

MEETINGS = """
    meeting_id  pzk_id  held_on
    LU-01-S01   LU-01   2019-10-15
    LU-01-S02   LU-01   -
    LU-WZK-S01  -       2019-10-15
    """


def attended(meeting: str, *memberships: str) -> bool:
    """Tell whether LU-P001 at the meeting is told, where it has these memberships."""
    header = "pzk_id entity_id joined_on left_on"
    rules = found(
        {
            "meetings": table("meetings", MEETINGS),
            "attendance": table("attendance", f"meeting_id entity_id\n{meeting} LU-P001"),
            "memberships": table("memberships", "\n".join([header, *memberships])),
        }
    )
    assert rules in ([], [("attendance_by_non_member", "attendance", "entity_id", 2)])
    return bool(rules)


@pytest.mark.parametrize(
    ("membership", "told"),
    [
        ("LU-01 LU-P001 - -", False),  # without dates: always
        ("LU-01 LU-P001 2019-10-15 2019-10-15", False),  # both days included
        ("LU-01 LU-P001 2019-10-16 -", True),  # joined the day after
        ("LU-01 LU-P001 - 2019-10-14", True),  # left the day before
        ("LU-01 LU-P001 2019-01-01 -", False),
        ("LU-02 LU-P001 - -", True),  # member of another team
        ("LU-01 LU-P002 - -", True),  # another member
    ],
)
def test_those_who_attend_are_members_on_that_day(membership: str, told: bool) -> None:
    assert attended("LU-01-S01", membership) is told


def test_nobody_is_a_member_where_there_are_no_memberships() -> None:
    assert attended("LU-01-S01")


def test_any_of_several_memberships_will_do() -> None:
    # rows of one key are a problem of their own; their order must not decide here
    early, right = "LU-01 LU-P001 2018-01-01 2018-12-31", "LU-01 LU-P001 2019-10-01 -"
    assert not attended("LU-01-S01", early, right)
    assert not attended("LU-01-S01", right, early)


def test_a_meeting_without_a_date_needs_membership_at_any_time() -> None:
    assert not attended("LU-01-S02", "LU-01 LU-P001 2018-01-01 2018-12-31")
    assert attended("LU-01-S02")


@pytest.mark.parametrize("meeting", ["LU-WZK-S01", "LU-09-S01", "-"])
def test_meetings_of_no_team_have_no_members(meeting: str) -> None:
    # above the teams; not in the register; not named: the last two break other rules
    header = "pzk_id entity_id"
    tables = {
        "meetings": table("meetings", MEETINGS),
        "attendance": table("attendance", f"meeting_id entity_id\n{meeting} LU-P001"),
        "memberships": table("memberships", header),
    }
    assert "attendance_by_non_member" not in {rule for rule, *_ in found(tables)}


def test_attendance_by_a_non_member_is_a_warning() -> None:
    tables = {
        "meetings": table("meetings", MEETINGS),
        "attendance": table("attendance", "meeting_id entity_id\nLU-01-S01 LU-P001"),
        "memberships": table("memberships"),
    }
    (problem,) = check_tables(tables, families_per_pzk=LIMITS)
    assert (problem.severity, problem.value) == ("warning", "LU-P001")


# --- frames as they come ---------------------------------------------------------------------


def test_rows_are_found_whatever_the_index_is() -> None:
    tables = {
        "pzk": teams("LU-01", "LU-02"),
        "families": families(
            f"{PATH}\nLU-01-R01 2019-09-05 2019-09-02 - - - - - - -\nLU-01-R02 - - - - - - - - -"
        ),
        "meetings": table("meetings", MEETINGS),
        "attendance": table(
            "attendance", "meeting_id entity_id\nLU-01-S01 LU-P001\nLU-01-S01 LU-P002"
        ),
        "memberships": table("memberships", "pzk_id entity_id\nLU-01 LU-P001"),
    }
    expected = [
        ("attendance_by_non_member", "attendance", "entity_id", 3),
        ("case_path_order", "families", "screened_on", 2),
        ("team_size", "pzk", "pzk_id", 2),
        ("team_size", "pzk", "pzk_id", 3),
    ]
    assert found(tables) == expected
    assert found({name: f.set_axis([7] * len(f)) for name, f in tables.items()}) == expected
    named = {
        name: f.rename_axis("row").set_axis(range(3, 3 + len(f))) for name, f in tables.items()
    }
    assert found(named) == expected


def test_the_tables_are_not_changed() -> None:
    tables = {"pzk": teams("LU-01"), "families": families(f"{PATH}\nLU-01-R01 - - - - - - - - -")}
    before = {name: frame.copy() for name, frame in tables.items()}
    check_tables(tables, families_per_pzk=LIMITS)
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(frame, before[name])
