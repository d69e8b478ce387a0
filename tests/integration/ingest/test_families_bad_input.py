"""Faults in the register of families: each is told with its place and what to do, none is mended.

Every fault is written into the files of a small study that has none, and read by the real ingest.
"""

from pathlib import Path

import pytest
from ingest_folder import config, put, table

from kooperacja_eval.ingest.run import IngestResult, ingest_study, locate
from kooperacja_eval.schemas.problems import Problem, problems_frame
from kooperacja_eval.schemas.rules import check_tables

pytestmark = pytest.mark.integration

SCALE = (1.0, 10.0)
STUDY = {
    "pzk": """
        PZK   | nazwa   | województwo | obszar współpracy | początek pracy zespołu
        LU-01 | Zespół1 | lubelskie   | osoby starsze     | 2019-01-15
        LU-02 | Zespół2 | lubelskie   | osoby starsze     | 2019-01-15
        LU-03 | Zespół3 | lubelskie   | osoby starsze     | 2019-01-15
    """,
    "families": """
    id rodziny|PZK|rodzaj|nabór|diagnoza|IPP|data rozpoczęcia|data zakończenia|wynik|usługi do
    LU-01-R01|LU-01|rodzina|IX.2019|2019-09-10|2019-09-20|2019-09-01|2020-06-30|zakończono|2020-08-31
    LU-01-R02|LU-03|osoba|IX.2019|2019-09-11|2019-09-21|2019-09-01||w toku|
    LU-01-G01|LU-01|grupa|IX.2019|||2019-09-01|2020-06-30|zakończono|
    """,
    "family_moves": """
        id rodziny | data przeniesienia | z zespołu | do zespołu
        LU-01-R02  | 2020-01-15         | LU-01     | LU-02
        LU-01-R02  | 2020-03-15         | LU-02     | LU-03
    """,
    "goals": """
        id celu       | rodzina   | dziedzina | waga | stan wyjściowy | osiągnięcie | data ustalenia
        LU-01-R01-C01 | LU-01-R01 | zdrowie   | 2    | -2             | 0           | 2019-09-20
        LU-01-R01-C02 | LU-01-R01 | zdrowie   |      | -1             | 1           | 2019-09-20
        LU-01-G01-C01 | LU-01-G01 | zdrowie   | 1    | -1             | 1           | 2019-09-20
    """,
    "services": """
        id usługi     | id rodziny | rodzaj  | początek usługi | status      | stan od dnia
        LU-01-R01-U01 | LU-01-R01  | terapia | 2019-10-01      | wstrzymana  | 2020-03-15
        LU-01-G01-U01 | LU-01-G01  | terapia | 2019-10-01      | zrealizowana|
    """,
    "diagnoses": """
        id rodziny | pomiar  | dziedzina | rodzaj oceny      | ocena | data oceny
        LU-01-R01  | ex_ante | zdrowie   | przed             | 3     | 2019-09-10
        LU-01-R01  | ex_post | zdrowie   | przed, oceniane po| 4     | 2020-06-30
        LU-01-R01  | ex_post | zdrowie   | po                | 6     | 2020-06-30
    """,
    "costs": """
        id kosztu | kamień milowy    | województwo | kategoria | kwota
        LU-K001   | I kamień milowy  | lubelskie   | szkolenia | 100,00
    """,
}
"""A study without a fault: a family that ended, a person who moved twice, a group."""


@pytest.fixture
def study(tmp_path: Path) -> "Study":
    return Study(tmp_path)


class Study:
    """The files of the study, with changes; ``read`` gives what is wrong in them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.files = folder, dict(STUDY)
        self.result: IngestResult | None = None

    def put(self, name: str, old: str, new: str) -> "Study":
        """Change the only occurrence of a text in a file."""
        assert self.files[name].count(old) == 1, (name, old)
        self.files[name] = self.files[name].replace(old, new)
        return self

    def add(self, name: str, row: str) -> "Study":
        self.files[name] = f"{self.files[name].rstrip()}\n{row}\n"
        return self

    def read(self) -> list[Problem]:
        """Return the problems, of single tables and between them, with their places."""
        for name, drawn in self.files.items():
            put(self.folder, f"{name}.csv", table(drawn))
        sources = [{"table": name, "files": f"{name}.csv"} for name in self.files]
        self.result = ingest_study(self.folder, config(*sources))
        between = check_tables(self.result.tables, families_per_pzk=(0, 9), diagnosis=SCALE)
        found = [*self.result.problems, *locate(between, self.result.positions)]
        return sorted(found, key=lambda problem: problem.sort_key)

    def rows(self, name: str) -> int:
        assert self.result is not None
        return len(self.result.tables[name])


Place = tuple[str, str, int | None, str]


def told(problems: list[Problem]) -> list[Place]:
    """Return file without its ending, rule, row and header of each problem."""
    return [(p.file.removesuffix(".csv"), p.rule, p.row, p.column) for p in problems]


def test_the_study_without_a_fault_has_none(study: Study) -> None:
    assert told(study.read()) == []
    assert [study.rows(name) for name in STUDY] == [3, 3, 2, 3, 2, 3, 1]


# --- families --------------------------------------------------------------------------------

R01 = "2020-06-30|zakończono|2020-08-31"
R02 = "LU-01-R02|LU-03|osoba|IX.2019|2019-09-11|2019-09-21|2019-09-01||w toku"
G01 = "LU-01-G01|LU-01|grupa"


def test_the_programme_is_not_signed_before_the_diagnosis(study: Study) -> None:
    study.put("families", "2019-09-10|2019-09-20", "2019-09-10|2019-09-05")
    assert told(study.read()) == [("families", "case_path_order", 2, "IPP")]


def test_services_do_not_stop_before_the_cooperation(study: Study) -> None:
    # they are services that go on afterwards
    study.put("families", "|2020-08-31", "|2020-05-31")
    assert told(study.read()) == [("families", "case_path_order", 2, "usługi do")]


def test_an_ongoing_cooperation_has_no_end(study: Study) -> None:
    study.put("families", R02, R02.replace("||", "|2020-12-31|"))
    assert told(study.read()) == [("families", "ongoing_with_end", 3, "data zakończenia")]


def test_a_completed_programme_has_an_end(study: Study) -> None:
    study.put("families", R01, "|zakończono|")
    assert told(study.read()) == [("families", "completed_without_end", 2, "data zakończenia")]


def test_a_family_has_one_end(study: Study) -> None:
    # both rows are shown: which one is right is for a person to say
    study.add("families", "LU-01-R01|LU-01|rodzina|IX.2019|||2019-09-01|2020-05-31|rezygnacja|")
    assert told(study.read()) == [
        ("families", "duplicate_key", 2, "id rodziny"),
        ("families", "two_ends", 2, "data zakończenia"),
        ("families", "duplicate_key", 5, "id rodziny"),
        ("families", "two_ends", 5, "data zakończenia"),
    ]
    assert study.rows("families") == 4


def test_a_family_in_two_teams_is_a_move(study: Study) -> None:
    row = f"LU-01-R01|LU-02|rodzina|IX.2019|||2019-09-01|{R01}"
    problems = study.add("families", row).read()
    assert told(problems) == [
        ("families", "duplicate_key", 2, "id rodziny"),
        ("families", "family_in_two_teams", 2, "PZK"),
        ("families", "duplicate_key", 5, "id rodziny"),
        ("families", "family_in_two_teams", 5, "PZK"),
    ]
    (said,) = {p.message for p in problems if p.rule == "family_in_two_teams"}
    assert "family_moves" in said.pl
    assert "family_moves" in said.en


def test_the_same_row_twice_is_a_duplicate_and_nothing_more(study: Study) -> None:
    line = next(row for row in STUDY["families"].splitlines() if "LU-01-R01" in row)
    assert {rule for _, rule, *_ in told(study.add("families", line).read())} == {"duplicate_key"}


def test_a_group_is_not_counted_as_a_family(study: Study) -> None:
    study.put("families", G01, G01.replace("grupa", "rodzina"))
    assert told(study.read()) == [("families", "group_as_family", 4, "rodzaj")]


def test_a_family_is_not_hidden_as_a_group(study: Study) -> None:
    study.put("families", R02, R02.replace("osoba", "grupa"))
    assert told(study.read()) == [("families", "family_as_group", 3, "rodzaj")]


# --- moves -----------------------------------------------------------------------------------

FIRST, SECOND = "2020-01-15         | LU-01     | LU-02", "2020-03-15         | LU-02     | LU-03"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        # LU-02 → LU-02; the first move starts wherever, the second still follows it
        (FIRST, "2020-01-15|LU-02|LU-02", [("move_to_same_team", 2, "do zespołu")]),
        # came to LU-02, leaves LU-01
        (SECOND, "2020-03-15|LU-01|LU-03", [("moves_do_not_follow", 3, "z zespołu")]),
        # the families say LU-03
        (SECOND, "2020-03-15|LU-02|LU-01", [("last_move_elsewhere", 3, "do zespołu")]),
        # the cooperation began on 2019-09-01
        (FIRST, "2019-08-31|LU-01|LU-02", [("move_outside_cooperation", 2, "data przeniesienia")]),
        (FIRST, "2019-09-01|LU-01|LU-02", []),  # on the first day it may be
        # the order of rows is no order of moves: 15 April comes last and leads to LU-02
        (
            FIRST,
            "2020-04-15|LU-01|LU-02",
            [("moves_do_not_follow", 2, "z zespołu"), ("last_move_elsewhere", 2, "do zespołu")],
        ),
        (SECOND, "2020-03-15|LU-02|LU-09", [("last_move_elsewhere", 3, "do zespołu"),
                                            ("unknown_key", 3, "do zespołu")]),
        (SECOND, "2020-03-15|LU-02|", [("required", 3, "do zespołu")]),
    ],
)  # fmt: skip
def test_moves_follow_each_other(
    study: Study, old: str, new: str, found: list[tuple[str, int, str]]
) -> None:
    problems = told(study.put("family_moves", old, new).read())
    assert sorted(problems) == sorted(("family_moves", *where) for where in found)


def test_nobody_moves_after_the_end(study: Study) -> None:
    # LU-01-R01 ended on 2020-06-30 in LU-01
    study.add("family_moves", "LU-01-R01 | 2020-07-01 | LU-02 | LU-01")
    assert told(study.read()) == [
        ("family_moves", "move_outside_cooperation", 4, "data przeniesienia")
    ]


# --- goals, services, diagnoses --------------------------------------------------------------


def test_an_assessed_goal_without_a_baseline_is_counted_not_dropped(study: Study) -> None:
    problems = study.put("goals", "| -2             | 0", "| | 0").read()
    assert told(problems) == [("goals", "goal_without_baseline", 2, "stan wyjściowy")]
    assert [p.severity for p in problems] == ["warning"]
    assert study.rows("goals") == 3


def test_a_goal_that_weighs_nothing_is_told(study: Study) -> None:
    problems = study.put("goals", "| 2    | -2", "| 0    | -2").read()
    assert told(problems) == [("goals", "goal_weight_zero", 2, "waga")]
    assert [p.severity for p in problems] == ["warning"]


def test_a_family_of_which_no_goal_counts_is_told(study: Study) -> None:
    study.put("goals", "| 2    | -2", "| 0    | -2").put("goals", "|      | -1", "| 0    | -1")
    assert told(study.read()) == [
        ("goals", "all_weights_zero", 2, "waga"),
        ("goals", "all_weights_zero", 3, "waga"),
    ]


@pytest.mark.parametrize(
    ("level", "rule"), [("-3", "range"), ("+3", "range"), ("0,5", "not_whole"), ("+2", None)]
)
def test_levels_are_from_minus_two_to_two(study: Study, level: str, rule: str | None) -> None:
    found = told(study.put("goals", "| -2             |", f"| {level} |").read())
    expected = [] if rule is None else [("goals", rule, 2, "stan wyjściowy")]
    if rule == "not_whole":  # nothing is left of the cell, so the goal has no baseline
        expected.insert(0, ("goals", "goal_without_baseline", 2, "stan wyjściowy"))
    assert found == expected


def test_a_status_does_not_hold_before_its_service(study: Study) -> None:
    study.put("services", "2020-03-15", "2019-09-30")
    assert told(study.read()) == [("services", "status_before_start", 2, "stan od dnia")]


def test_a_suspension_has_a_day(study: Study) -> None:
    problems = study.put("services", "2020-03-15", "").read()
    assert told(problems) == [("services", "suspended_without_day", 2, "stan od dnia")]
    assert [p.severity for p in problems] == ["warning"]


@pytest.mark.parametrize(("score", "off"), [("0", True), ("11", True), ("1", False), ("10", False)])
def test_scores_lie_on_the_scale_of_the_study(study: Study, score: str, off: bool) -> None:
    found = told(study.put("diagnoses", "| 6     |", f"| {score} |").read())
    assert found == ([("diagnoses", "score_off_scale", 4, "ocena")] if off else [])


def test_a_retrospective_score_needs_one_after(study: Study) -> None:
    problems = study.put("diagnoses", "| 6     |", "|  |").read()
    assert told(problems) == [("diagnoses", "then_without_post", 3, "rodzaj oceny")]
    assert [p.severity for p in problems] == ["warning"]


def test_a_domain_is_scored_once(study: Study) -> None:
    study.add("diagnoses", "LU-01-R01 | ex_post | zdrowie | po | 7 | 2020-07-01")
    assert told(study.read()) == [
        ("diagnoses", "duplicate_key", 4, "id rodziny"),
        ("diagnoses", "duplicate_key", 5, "id rodziny"),
    ]


# --- money -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1\u00a0000,50", 1000.50),  # a no-break space groups thousands
        ("12.893.583,46", 12893583.46),  # a comma and several stops have one reading
        ("1\u00a0200,00 zł", 1200.0),
    ],
)
def test_amounts_with_one_reading_are_read(study: Study, written: str, amount: float) -> None:
    assert told(study.put("costs", "100,00", written).read()) == []
    assert study.result is not None
    assert study.result.tables["costs"]["amount_pln"].tolist() == [amount]


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("1 200 EUR", "other_currency"),
        ("€1200", "other_currency"),
        ("1200 €", "other_currency"),
        ("1200USD", "other_currency"),
        ("12,893,583.46", "not_a_number"),  # not written the Polish way
        ("12.893", "ambiguous_number"),  # 12893 or 12,893
        ("100 europejskich", "not_a_number"),  # a word is no currency
    ],
)
def test_other_amounts_are_told_and_never_guessed(study: Study, written: str, rule: str) -> None:
    assert told(study.put("costs", "100,00", written).read()) == [("costs", rule, 2, "kwota")]
    assert study.result is not None
    assert study.result.tables["costs"]["amount_pln"].isna().tolist() == [True]


# --- all at once -----------------------------------------------------------------------------


def test_no_fault_hides_another_and_none_shows_a_person(study: Study) -> None:
    study.put("families", G01, G01.replace("grupa", "rodzina"))
    study.put("families", "2019-09-10|2019-09-20", "2019-09-10|2019-09-05")
    study.put("family_moves", SECOND, "2020-03-15|LU-01|LU-03")
    study.put("services", "2020-03-15", "")
    study.put("costs", "100,00", "1 200 EUR")
    problems = study.read()
    assert sorted(rule for _, rule, *_ in told(problems)) == [
        "case_path_order", "group_as_family", "moves_do_not_follow", "other_currency",
        "suspended_without_day",
    ]  # fmt: skip
    for lang in ("pl", "en"):
        frame = problems_frame(problems, lang)
        assert frame["message"].str.len().min() > 20
        assert not frame["message"].str.contains(r"LU-01-R|2019|2020", regex=True).any()
    # the case's own dates and marks are closed; team, and money, are open
    assert frame.loc[frame["table"] == "families", "value"].isna().all()
