"""Ties between entities: what cannot be, what is doubtful, and what the scales say."""

import pandas as pd
import pytest
from schema_tables import FILE, SHEET, table

from kooperacja_eval.schemas.codes import TIE_LEVELS, TIE_SCALES
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.rules import check_tables
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.tie_rules import check_ties
from kooperacja_eval.schemas.validate import validate

pytestmark = pytest.mark.unit

COLUMNS = "pzk_id wave from_entity to_entity scale level"
FREY, HIMMELMAN = "frey_2006", "himmelman_2002"


def ties(*rows: str) -> pd.DataFrame:
    """Return ties drawn as team, wave, rating entity, rated entity, scale, level."""
    return table("ties", "\n".join([COLUMNS, *rows]))


MEMBERS = table(
    "memberships",
    """
    pzk_id  entity_id
    LU-01   A
    LU-01   B
    LU-02   B
    LU-02   C
    """,
)


def found(*rows: str) -> list[tuple[str, str, int | None]]:
    """Return rule, column and row of every problem of ties in the teams AB and BC."""
    problems = check_ties({"ties": ties(*rows), "memberships": MEMBERS})
    return sorted((p.rule, p.field, p.row) for p in problems)


def only(problems: list[Problem], rule: str) -> Problem:
    """Return the one problem, which says where it is and, in both languages, what to do."""
    (problem,) = problems
    assert (problem.rule, problem.table) == (rule, "ties")
    assert (problem.file, problem.sheet) == (FILE, SHEET)
    assert problem.message.pl.endswith(".")
    assert problem.message.en.endswith(".")
    assert problem.message.pl != problem.message.en
    return problem


# --- nothing to say --------------------------------------------------------------------------


def test_right_ties_have_no_problems() -> None:
    # both sides are asked, one gave no answer; entity B belongs to two teams
    rows = (
        f"LU-01 ex_ante A B {FREY} 5",
        f"LU-01 ex_ante B A {FREY} -",
        f"LU-02 ex_ante B C {FREY} 0",
        f"LU-02 ex_ante C B {FREY} 4",
    )
    assert found(*rows) == []
    assert validate(TABLES["ties"], ties(*rows)) == []


def test_a_study_without_ties_contradicts_nothing() -> None:
    assert check_ties({}) == []
    assert check_ties({"memberships": MEMBERS}) == []
    assert check_ties({"ties": ties(), "memberships": MEMBERS}) == []


def test_without_members_nobody_is_a_stranger() -> None:
    assert check_ties({"ties": ties(f"LU-09 ex_ante X Y {FREY} 2")}) == []


def test_the_rules_of_ties_are_rules_of_the_study() -> None:
    tables = {"ties": ties(f"LU-01 ex_ante A A {FREY} 5"), "memberships": MEMBERS}
    problems = check_tables(tables, families_per_pzk=(5, 9))
    assert [problem.rule for problem in problems] == ["tie_to_oneself"]


# --- errors ----------------------------------------------------------------------------------


def test_nobody_has_a_tie_with_oneself() -> None:
    problems = check_ties(
        {"ties": ties(f"LU-01 ex_ante A B {FREY} 5", f"LU-01 ex_ante B B {FREY} 5")}
    )
    problem = only(problems, "tie_to_oneself")
    assert (problem.row, problem.field, problem.severity) == (3, "to_entity", "error")
    assert problem.value == "B"
    assert problem.message.pl == (
        "Podmiot ocenia sam siebie. Usuń wiersz albo popraw identyfikator partnera."
    )


def test_both_ends_belong_to_the_team() -> None:
    # C is of the other team, X of none; each end has its own place
    assert found(
        f"LU-01 ex_ante A C {FREY} 5",
        f"LU-01 ex_ante C A {FREY} 5",
        f"LU-02 ex_ante X C {FREY} 5",
        f"LU-02 ex_ante C B {FREY} 5",
    ) == [
        ("tie_of_non_member", "from_entity", 3),
        ("tie_of_non_member", "from_entity", 4),
        ("tie_of_non_member", "to_entity", 2),
    ]


def test_a_stranger_is_told_with_what_to_do() -> None:
    tables = {"ties": ties(f"LU-01 ex_ante A C {FREY} 5"), "memberships": MEMBERS}
    problem = only(check_ties(tables), "tie_of_non_member")
    assert (problem.row, problem.field, problem.severity) == (2, "to_entity", "error")
    assert problem.message.pl == (
        "Podmiot nie jest członkiem tego zespołu. Popraw identyfikator albo dopisz członkostwo."
    )


def test_a_missing_end_is_missing_and_no_stranger() -> None:
    rows = f"LU-01 ex_ante A - {FREY} 5", f"- ex_ante A B {FREY} 5", f"LU-01 ex_ante - - {FREY} 5"
    assert found(*rows) == []


@pytest.mark.parametrize("level", [-1, 6, 9])
def test_a_level_on_no_scale_breaks_the_limits_of_the_field(level: int) -> None:
    frame = ties(f"LU-01 ex_ante A B {FREY} {level}")
    problem = only(validate(TABLES["ties"], frame), "range")
    assert (problem.row, problem.field, problem.severity) == (2, "level", "error")
    assert problem.message.pl == ("Wartość poza zakresem: poziom współpracy. Oczekiwano od 0 do 5.")
    # said once, and not again as a level above its scale
    assert check_ties({"ties": frame}) == []


def test_a_level_of_another_scale_is_found() -> None:
    frame = ties(
        f"LU-01 ex_ante A B {HIMMELMAN} 5",
        f"LU-01 ex_ante B A {HIMMELMAN} 4",
        f"LU-02 ex_ante B C {FREY} 5",
    )
    assert validate(TABLES["ties"], frame) == []
    problem = only(check_ties({"ties": frame}), "level_off_scale")
    assert (problem.row, problem.field, problem.severity) == (2, "level", "error")
    assert problem.value == "5"
    assert problem.message.pl == (
        "Poziom jest wyższy niż 4, najwyższy na tej skali. Popraw poziom albo skalę."
    )


def test_two_reports_of_one_tie_are_found_by_the_key() -> None:
    frame = ties(
        f"LU-01 ex_ante A B {FREY} 5",
        f"LU-01 ex_ante B A {FREY} 5",  # the other direction
        f"LU-01 ex_ante A B {FREY} 3",
        f"LU-01 ex_post A B {FREY} 3",  # another wave
    )
    problems = validate(TABLES["ties"], frame)
    assert [(p.rule, p.row, p.severity) for p in problems] == [
        ("duplicate_key", 2, "error"),
        ("duplicate_key", 4, "error"),
    ]
    assert problems[0].message.pl == (
        "Powtórzony klucz (identyfikator PZK, pomiar, podmiot oceniający, podmiot oceniany): "
        "zostaw jeden wiersz albo dodaj regułę drop_duplicate."
    )


def test_two_scales_do_not_make_one_tie_two() -> None:
    # rated on both scales, the tie is there twice all the same
    frame = ties(f"LU-01 ex_ante A B {FREY} 5", f"LU-01 ex_ante A B {HIMMELMAN} 4")
    assert {p.rule for p in validate(TABLES["ties"], frame)} == {"duplicate_key"}


def test_an_unknown_scale_is_refused_with_those_that_there_are() -> None:
    problems = validate(TABLES["ties"], ties("LU-01 ex_ante A B likert_7 5"))
    problem = only(problems, "code")
    assert (problem.row, problem.field, problem.severity) == (2, "scale", "error")
    assert problem.message.pl == (
        "Nieznany kod: skala relacji. Dozwolone: poziomy współpracy (Frey i in. 2006), kontinuum "
        "Himmelmana (2002)."
    )


def test_a_level_without_its_scale_is_refused() -> None:
    # the same number means another thing on the other scale
    problem = only(validate(TABLES["ties"], ties("LU-01 ex_ante A B - 2")), "required")
    assert (problem.row, problem.field) == (2, "scale")


def test_one_team_and_wave_has_one_scale() -> None:
    assert found(
        f"LU-01 ex_ante A B {FREY} 4",
        f"LU-01 ex_ante B A {HIMMELMAN} 4",
        f"LU-01 ex_post A B {HIMMELMAN} 4",  # another wave
        f"LU-02 ex_ante B C {FREY} 4",  # another team
        f"LU-02 ex_post B C {FREY} 4",
    ) == [("mixed_scales", "scale", 2), ("mixed_scales", "scale", 3)]


# --- warnings --------------------------------------------------------------------------------


def test_a_team_without_rows_in_a_wave_is_noticed_at_its_first_row() -> None:
    frame = ties(
        f"LU-01 ex_ante A B {FREY} 4",
        f"LU-02 ex_ante B C {FREY} 4",
        f"LU-02 ex_ante C B {FREY} 4",
        f"LU-01 ex_post A B {FREY} 4",
    )
    problem = only(check_ties({"ties": frame}), "wave_without_ties")
    assert (problem.row, problem.field, problem.severity) == (3, "pzk_id", "warning")
    assert problem.value == "LU-02"
    assert problem.message.pl == (
        "Zespół nie ma w pomiarze „ex_post” żadnego poziomu współpracy. Sprawdź, czy dane są "
        "pełne; bez odpowiedzi miary sieci tego zespołu są nieokreślone."
    )


def test_a_wave_that_nobody_of_the_team_answered_is_noticed_there() -> None:
    frame = ties(
        f"LU-01 ex_ante A B {FREY} 4",
        f"LU-01 ex_post A B {FREY} -",
        f"LU-01 ex_post B A {FREY} -",
    )
    problem = only(check_ties({"ties": frame}), "wave_without_ties")
    assert (problem.row, problem.severity) == (3, "warning")
    assert "„ex_post”" in problem.message.pl


def test_one_answer_is_enough_for_a_wave() -> None:
    assert found(f"LU-01 ex_ante A B {FREY} 0", f"LU-01 ex_ante B A {FREY} -") == []


def test_a_team_that_was_never_asked_is_not_noticed() -> None:
    # its network is not studied; that is no gap of the table
    tables = {"ties": ties(f"LU-01 ex_ante A B {FREY} 4"), "memberships": MEMBERS}
    assert check_ties(tables) == []


# --- scales ----------------------------------------------------------------------------------


def test_every_scale_has_its_levels_and_none_is_longer_than_the_field() -> None:
    assert tuple(TIE_LEVELS) == TIE_SCALES.ids
    level = TABLES["ties"].fields["level"]
    assert level.low == 0
    assert level.high == max(len(levels) for levels in TIE_LEVELS.values()) - 1 == 5


def test_the_scales_order_cooperation_and_coordination_differently() -> None:
    # Hogue, whom Frey follows: coordination is more than cooperation; Himmelman: less
    frey = [level.pl for level in TIE_LEVELS[FREY]]
    himmelman = [level.pl for level in TIE_LEVELS[HIMMELMAN]]
    assert frey.index("kooperacja") == himmelman.index("koordynacja") == 2
    assert frey.index("koordynacja") == himmelman.index("kooperacja") == 3
    assert (len(frey), len(himmelman)) == (6, 5)


@pytest.mark.parametrize("column", ["trust", "value"])
@pytest.mark.parametrize(
    ("rating", "rules"), [(1.0, []), (4.0, []), (0.99, ["range"]), (4.01, ["range"])]
)
def test_trust_and_value_lie_on_the_scale_of_partner(
    column: str, rating: float, rules: list[str]
) -> None:
    frame = ties(f"LU-01 ex_ante A B {FREY} 4").assign(**{column: rating})
    assert [problem.rule for problem in validate(TABLES["ties"], frame)] == rules
