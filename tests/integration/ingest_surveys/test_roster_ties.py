"""Ties between entities from a survey that asks each about its partners, from CSV to the row."""

from pathlib import Path

import pytest
from survey_study import config, put, write_mapping

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.ingest.run import IngestResult, ingest_study
from kooperacja_eval.schemas.rules import check_tables

pytestmark = pytest.mark.integration

ENTITIES = """entity_id;name;kind;sector;level;voivodeship
LU-P001;OPS A;ops;social_assistance;gmina;lubelskie
LU-P002;Szkoła B;school;education;gmina;lubelskie
LU-P003;Policja C;police;health;powiat;lubelskie
LU-P004;OPS D;ops;social_assistance;gmina;lubelskie
"""
MEMBERSHIPS = """pzk_id;entity_id;role
LU-01;LU-P001;core
LU-01;LU-P002;core
LU-01;LU-P003;invited
LU-02;LU-P004;core
LU-02;LU-P001;core
"""
HEADER = (
    "PZK;podmiot;relacja_LU-P001;relacja_LU-P002;relacja_LU-P003;relacja_LU-P004;"
    "ufa_LU-P002_1;ufa_LU-P002_2"
)
ANSWERS = f"""{HEADER}
LU-01;LU-P001;;5;koordynacja;;4;3
LU-01;LU-P002;4;;;;;
LU-01;LU-P003;0;88;;;;2
LU-02;LU-P004;wymiana informacji;;;;;
"""
MAPPING = """
[survey]
id = "partnerzy"
platform = "table"
files = "partnerzy*.csv"
instrument = "wlasny"
wave = "ex_post"

[respondent]
columns = { pzk_id = "PZK" }

[[roster]]
scale = "frey_2006"
entity = "podmiot"
level = 'relacja_(?P<partner>[A-Z]{2}-P[0-9]{3})'
trust = ['ufa_(?P<partner>.+)_[12]']
missing = { "88" = "dont_know" }
"""
SOURCES = (
    {"table": "entities", "files": "podmioty.csv"},
    {"table": "memberships", "files": "czlonkowie.csv"},
)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study with two teams, of which three entities and one answered."""
    put(tmp_path, "podmioty.csv", ENTITIES)
    put(tmp_path, "czlonkowie.csv", MEMBERSHIPS)
    put(tmp_path, "partnerzy.csv", ANSWERS)
    write_mapping(tmp_path, MAPPING)
    return tmp_path


def ingested(folder: Path, *, sources: tuple[dict[str, str], ...] = SOURCES) -> IngestResult:
    """Ingest the study."""
    return ingest_study(folder, config(["survey.toml"], sources))


def drawn(result: IngestResult) -> list[str]:
    """Return ties as lines: team, who, whom, level and trust."""
    columns = ["pzk_id", "from_entity", "to_entity", "level", "trust"]
    rows = result.tables["ties"][columns].astype("object")
    rows = rows.where(rows.notna(), "-")
    return [" ".join(f"{cell}" for cell in row) for row in rows.to_numpy().tolist()]


def told(result: IngestResult) -> list[tuple[str, str, int | None, str]]:
    """Return rule, file, row and column of each problem."""
    return [(p.rule, p.file, p.row, p.column) for p in result.problems]


def answer(folder: Path, *lines: str) -> None:
    """Write answers under the same header."""
    put(folder, "partnerzy.csv", "\n".join([HEADER, *lines, ""]))


def test_a_row_for_each_partner_of_the_team(study: Path) -> None:
    # P001 of LU-01: trust in P002 (4 + 3) / 2. P002 left P003 empty: asked, not answered. P003 did
    # not know (88). Nobody is asked about partners of the other team, nor about oneself.
    result = ingested(study)
    assert told(result) == []
    assert sorted(drawn(result)) == [
        "LU-01 LU-P001 LU-P002 5 3.5",
        "LU-01 LU-P001 LU-P003 3 -",
        "LU-01 LU-P002 LU-P001 4 -",
        "LU-01 LU-P002 LU-P003 - -",
        "LU-01 LU-P003 LU-P001 0 -",
        "LU-01 LU-P003 LU-P002 - 2.0",
        "LU-02 LU-P004 LU-P001 1 -",
    ]
    ties = result.tables["ties"]
    assert set(ties["wave"]) == {"ex_post"}
    assert set(ties["scale"]) == {"frey_2006"}
    assert ties.loc[ties["from_entity"] == "LU-P004", "source_row"].tolist() == [5]
    assert set(ties["source_file"]) == {"partnerzy.csv"}
    rules = {problem.rule for problem in check_tables(result.tables, families_per_pzk=(1, 9))}
    assert rules.isdisjoint({"tie_to_oneself", "tie_of_non_member", "level_off_scale"})


def test_cells_that_are_no_answer_are_told_at_their_place(study: Path) -> None:
    answer(study, "LU-01;LU-P001;;6;często;;5;x")
    result = ingested(study)
    assert told(result) == [
        ("out_of_scale", "partnerzy.csv", 2, "relacja_LU-P002"),
        ("unknown_answer", "partnerzy.csv", 2, "relacja_LU-P003"),
        ("out_of_scale", "partnerzy.csv", 2, "ufa_LU-P002_1"),
        ("unknown_answer", "partnerzy.csv", 2, "ufa_LU-P002_2"),
    ]
    assert {(p.table, p.field) for p in result.problems} == {("ties", "level"), ("ties", "trust")}
    off = result.problems[0].message
    assert "od 0 do 5 albo nazwy poziomu" in off.pl
    assert "6" not in off.pl


@pytest.mark.parametrize(
    ("line", "rule", "column"),
    [
        ("LU-01;LU-P009;;5;;;;", "unknown_entity", "podmiot"),
        ("LU-01;LU-P004;3;;;;;", "entity_of_other_team", "podmiot"),
        ("LU-01;;3;;;;;", "entity_missing", "podmiot"),
        (";LU-P001;;3;;;;", "team_of_entity_unknown", "podmiot"),
        ("LU-02;LU-P004;;3;;;;", "partner_of_other_team", "relacja_LU-P002"),
        ("LU-01;LU-P001;2;;;;;", "tie_to_oneself", "relacja_LU-P001"),
    ],
)
def test_who_speaks_of_whom_is_held_against_the_teams(
    study: Path, line: str, rule: str, column: str
) -> None:
    answer(study, line)
    assert told(ingested(study)) == [(rule, "partnerzy.csv", 2, column)]


def test_a_row_without_entity_and_answers_is_nobody(study: Path) -> None:
    answer(study, "LU-01;;;;;;;")
    result = ingested(study)
    assert (told(result), len(result.tables["ties"])) == ([], 0)


def test_an_entity_of_one_team_needs_no_column_of_the_team(study: Path) -> None:
    answer(study, ";LU-P002;2;;;;;")
    result = ingested(study)
    assert told(result) == []
    assert drawn(result) == ["LU-01 LU-P002 LU-P001 2 -", "LU-01 LU-P002 LU-P003 - -"]


def test_a_column_about_nobody_is_told_once(study: Path) -> None:
    put(study, "partnerzy.csv", ANSWERS.replace("relacja_LU-P004", "relacja_LU-P044"))
    result = ingested(study)
    assert told(result) == [("unknown_partner", "partnerzy.csv", None, "relacja_LU-P044")]
    assert len(drawn(result)) == 7


def test_a_pattern_that_fits_no_column_is_told(study: Path) -> None:
    write_mapping(study, MAPPING.replace("'ufa_", "'zaufanie_"))
    assert ("column_missing", "partnerzy.csv", None, "") in told(ingested(study))


def test_two_columns_for_one_level_are_told(study: Path) -> None:
    write_mapping(study, MAPPING.replace("'relacja_(", "'(?:relacja|ufa)_(").replace(
        "[0-9]{3})'", "[0-9]{3}).*'"
    ))  # fmt: skip
    assert ("partner_twice", "partnerzy.csv", None, "ufa_LU-P002_1") in told(ingested(study))


TWO = ("LU-01;LU-P001;;2;1;;4;", "LU-01;LU-P001;;5;;;1;2")
"""Two respondents of one entity: both rated P002, one of them P003."""


def several(folder: Path, rule: str) -> IngestResult:
    """Ingest two respondents of one entity under a rule."""
    write_mapping(folder, f'{MAPPING}several = "{rule}"\n')
    answer(folder, *TWO)
    return ingested(folder)


def test_two_reports_of_a_tie_are_refused_by_default(study: Path) -> None:
    answer(study, *TWO)
    result = ingested(study)
    assert told(result) == [("tie_twice", "partnerzy.csv", 3, "relacja_LU-P002")]
    assert "(wiersz 2)" in result.problems[0].message.pl
    assert drawn(result) == ["LU-01 LU-P001 LU-P002 2 4.0", "LU-01 LU-P001 LU-P003 1 -"]


def test_the_first_report_can_be_taken(study: Path) -> None:
    result = several(study, "first")
    assert told(result) == []
    assert drawn(result) == ["LU-01 LU-P001 LU-P002 2 4.0", "LU-01 LU-P001 LU-P003 1 -"]


def test_the_mean_of_reports_can_be_taken(study: Path) -> None:
    # (2 + 5) / 2 = 3.5 becomes 4; trust (4 + (1 + 2) / 2) / 2 = 2.75. P003 has one report.
    result = several(study, "mean_rounded")
    assert told(result) == []
    assert drawn(result) == ["LU-01 LU-P001 LU-P002 4 2.75", "LU-01 LU-P001 LU-P003 1 -"]


def test_an_answer_goes_before_an_empty_report_of_the_same_entity(study: Path) -> None:
    answer(study, "LU-01;LU-P001;;;;;;", "LU-01;LU-P001;;3;;;;")
    result = ingested(study)
    assert told(result) == []
    assert sorted(drawn(result)) == ["LU-01 LU-P001 LU-P002 3 -", "LU-01 LU-P001 LU-P003 - -"]


def test_codes_and_identifiers_may_be_those_of_the_platform(study: Path) -> None:
    put(study, "partnerzy.csv", "PZK;podmiot;R[P1];R[P2];R[P3]\nLU-01;P1;;A4;99\nLU-01;P2;A1;;-\n")
    write_mapping(study, MAPPING.partition("level =")[0] + r"""
level = 'R\[(?P<partner>P[0-9])\]'
entities = { P1 = "LU-P001", P2 = "LU-P002", P3 = "LU-P003" }
values = { A1 = 1, A4 = 4 }
missing = { "99" = "not_asked", "-" = "refused" }
""")  # fmt: skip
    result = ingested(study)
    assert told(result) == []
    # 99 was not asked: no row. A refusal was asked for: a row without a level.
    assert sorted(drawn(result)) == [
        "LU-01 LU-P001 LU-P002 4 -",
        "LU-01 LU-P002 LU-P001 1 -",
        "LU-01 LU-P002 LU-P003 - -",
    ]


def test_a_partner_whose_column_a_file_lacks_was_not_asked_about_there(study: Path) -> None:
    put(study, "partnerzy.csv", "PZK;podmiot;relacja_LU-P002;ufa_LU-P002_1\nLU-01;LU-P001;3;\n")
    put(study, "partnerzy2.csv", "PZK;podmiot;relacja_LU-P001;relacja_LU-P003\nLU-01;LU-P002;2;\n")
    result = ingested(study)
    assert told(result) == []
    assert sorted(drawn(result)) == [
        "LU-01 LU-P001 LU-P002 3 -",
        "LU-01 LU-P002 LU-P001 2 -",
        "LU-01 LU-P002 LU-P003 - -",
    ]


def test_a_roster_of_one_wave_leaves_other_waves_alone(study: Path) -> None:
    put(
        study,
        "partnerzy.csv",
        "PZK;podmiot;pomiar;relacja_LU-P002\nLU-01;LU-P001;przed;3\nLU-01;LU-P001;po;5\n",
    )
    text = MAPPING.replace('wave = "ex_post"', 'wave_column = "pomiar"\n'
                           'waves = { przed = "ex_ante", po = "ex_post" }')  # fmt: skip
    text = "\n".join(line for line in text.splitlines() if not line.startswith("trust"))
    write_mapping(study, f'{text}\nwave = "ex_post"\n')
    result = ingested(study)
    assert told(result) == []
    assert drawn(result) == ["LU-01 LU-P001 LU-P002 5 -"]
    write_mapping(study, text)
    waves = ingested(study).tables["ties"]
    assert waves[["wave", "level"]].to_numpy().tolist() == [["ex_ante", 3], ["ex_post", 5]]


def test_without_members_nothing_is_guessed(study: Path) -> None:
    result = ingested(study, sources=())
    assert told(result) == [("roster_without_members", "partnerzy.csv", None, "")]
    assert "ties" not in result.tables


FILE = """pzk_id;pomiar;od podmiotu;do podmiotu;skala;poziom
LU-01;ex_ante;LU-P001;LU-P002;frey_2006;2
LU-01;ex_post;LU-P001;LU-P002;frey_2006;2
"""


def test_ties_of_a_file_and_of_a_roster_stand_in_one_table(study: Path) -> None:
    put(study, "relacje.csv", FILE)
    both = (*SOURCES, {"table": "ties", "files": "relacje.csv"})
    result = ingested(study, sources=both)
    assert len(result.tables["ties"]) == 9
    # The tie of the second line is in the survey too: one tie, two sources.
    assert {rule for rule, *_ in told(result)} == {"duplicate_key"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("(?P<partner>[A-Z]{2}-P[0-9]{3})'", "[A-Z]+'"), "brak grupy"),
        (("'ufa_(", "'ufa_(("), "wyrażenie regularne"),
        (('"frey_2006"', '"frey"'), "nieznana skala; dozwolone: frey_2006, himmelman_2002"),
        (("missing = {", "values = { A = 6 }\nmissing = {"), "poziomy wyższe niż 5"),
        (("missing = {", 'several = "last"\nmissing = {'), "mean_rounded"),
    ],
)
def test_a_roster_that_cannot_be_is_refused(
    study: Path, change: tuple[str, str], message: str
) -> None:
    assert change[0] in MAPPING
    write_mapping(study, MAPPING.replace(*change))
    with pytest.raises(ConfigurationError, match=message):
        ingested(study)
