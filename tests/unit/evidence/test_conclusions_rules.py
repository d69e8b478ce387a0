"""What is wrong with the register is said with its file and row."""

import pandas as pd
import pytest
from conclusion_tables import register
from evidence_tables import config, table

from kooperacja_eval.evidence.conclusions_rules import MODEL_STEPS, check_conclusions
from kooperacja_eval.instruments.codebooks.load import codebook
from kooperacja_eval.schemas.rules import check_tables
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.validate import validate

pytestmark = pytest.mark.unit

GOOD = "LU-202003-T01 | 2020-03 | lubelskie | difficulty | barrier.time | Brak czasu | step=K7.2"


def found(drawing: str, **tables: pd.DataFrame) -> list[tuple[str, int | None, str]]:
    """Return rule, row and column of each problem, of every place that checks the register."""
    every = {"conclusions": register(drawing), **tables}
    problems = [
        *validate(TABLES["conclusions"], every["conclusions"]),
        *check_tables(every, families_per_pzk=(5, 9)),
        *check_conclusions(every, config()),
    ]
    assert all(problem.file == "wnioski.csv" for problem in problems)
    assert all(problem.message.pl and problem.message.en for problem in problems)
    return [(problem.rule, problem.row, problem.field) for problem in problems]


def line(**cells: str) -> str:
    """Return the good row with some cells changed."""
    names = ("conclusion_id", "month", "voivodeship", "kind", "theme", "text")
    values = dict(zip(names, (cell.strip() for cell in GOOD.split("|")), strict=False))
    values |= {"step": "K7.2"} | cells
    first = " | ".join(values.pop(name) for name in names)
    return first + "".join(f" | {name}={value}" for name, value in values.items())


def test_a_good_row_has_no_problem() -> None:
    assert found(GOOD) == []


@pytest.mark.parametrize(
    ("cells", "rule", "column"),
    [
        ({"theme": "barrier.gold"}, "unknown_theme", "theme"),
        ({"text": "-"}, "required", "text"),
        ({"text": "... ?!"}, "empty_text", "text"),
        ({"step": "K1.3"}, "unknown_step", "step"),  # K1 has two parts only
        ({"step": "K11"}, "pattern", "step"),
        ({"voivodeship": "opolskie"}, "outside_study", "voivodeship"),
        ({"voivodeship": "Atlantyda"}, "code", "voivodeship"),
        ({"month": "2023-01"}, "future_month", "month"),
        ({"month": "2010-01"}, "early_month", "month"),
        ({"status": "merged"}, "merged_into_nothing", "merged_into"),
        ({"status": "merged", "merged_into": "LU-202003-T01"}, "merged_in_circle", "merged_into"),
        ({"status": "merged", "merged_into": "LU-202003-T77"}, "unknown_key", "merged_into"),
    ],
)
def test_each_fault_is_found_in_its_row(cells: dict[str, str], rule: str, column: str) -> None:
    assert (rule, 2, column) in found(line(**cells))


def test_a_theme_is_looked_up_in_the_codebook_of_the_study() -> None:
    book = codebook("kooperacja", "1.0").query("code_id != 'barrier.time'")
    # found once: by the rule for keys, not by this module a second time
    assert found(GOOD, codes=book) == [("unknown_key", 2, "theme")]


def test_a_team_must_exist_and_lie_in_the_voivodeship() -> None:
    teams = table("pzk", "pzk_id voivodeship powiat\nLU-01 mazowieckie -\n")
    sizes = teams.assign(source_file="wnioski.csv", source_sheet=None, source_row=None).astype(
        TABLES["pzk"].dtypes()
    )
    assert found(line(pzk_id="LU-01"), pzk=sizes) == [("other_voivodeship", 2, "pzk_id")]
    assert found(line(pzk_id="XX-99"), pzk=sizes) == [("unknown_key", 2, "pzk_id")]


def test_a_merger_that_is_only_half_said_is_a_warning() -> None:
    two = f"{GOOD}\n{line(conclusion_id='LU-202003-T02', merged_into='LU-202003-T01')}"
    problems = check_conclusions({"conclusions": register(two)}, config())
    assert [(p.severity, p.rule, p.row) for p in problems] == [("warning", "merged_in_part", 3)]


def test_a_text_is_never_shown_in_a_problem() -> None:
    (problem,) = check_conclusions({"conclusions": register(line(text="?!"))}, config())
    assert problem.value is None


def test_steps_are_those_of_the_scheme() -> None:
    # 001 and 003: K1.1-2, K2.1-4, K5.1-3, K6.1-3, K7.1-3, K9.1-3, K10.1-4, and ten whole steps
    assert len(MODEL_STEPS) == 10 + 2 + 4 + 3 + 3 + 3 + 3 + 4
    assert {"K3", "K8", "K10.4"} <= set(MODEL_STEPS)


def test_without_a_register_nothing_is_checked() -> None:
    assert check_conclusions({}, config()) == []
