"""Filled forms come back as typed tables, each cell with its place, without a mapping."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from filled_forms import (
    CONTACT,
    FILE,
    MEETING,
    SERVICE,
    TEAMS,
    changed,
    config,
    filled,
    one,
    places,
    put,
    read,
)
from forms_sample import KNOWN, identity

from kooperacja_eval.errors import ConfigurationError, ValidationError
from kooperacja_eval.forms.registers import REGISTERS, register_form
from kooperacja_eval.forms.write import form_bytes
from kooperacja_eval.ingest.run import ingest_study

pytestmark = pytest.mark.integration

APRIL = "sprawozdania/LU-01/2020-04.xlsx"
GOAL = {
    "goal_id": "LU-01-R01-C01", "family_id": "LU-01-R01", "domain": "zdrowie", "weight": 2,
    "set_on": dt.date(2020, 3, 4), "revision": 0,
}  # fmt: skip


def row(frame: pd.DataFrame, *columns: str) -> tuple[object, ...]:
    """Return some cells of the only row."""
    assert len(frame) == 1
    return tuple(frame.iloc[0][list(columns)])


def test_every_sheet_becomes_its_table(tmp_path: Path) -> None:
    rows = {
        "meetings": [MEETING],
        "attendance": [{"meeting_id": "LU-01-S121", "entity_id": "LU-P001 – OPS", "persons": 2}],
        "contacts": [CONTACT],
        "services": [SERVICE],
        "goals": [GOAL],
        "difficulties": [{"conclusion_id": "LU-01-202003-T01", "text": "Brak czasu", "step": "K8"}],
        "conclusions": [
            {"conclusion_id": "LU-01-202003-W01", "kind": "rekomendacja", "text": "Wspólny plan",
             "theme": "barrier.time – Brak czasu"},
        ],
    }  # fmt: skip
    result = read(tmp_path, {FILE: filled(rows)})
    assert result.problems == ()
    found = result.tables
    march = pd.Timestamp("2020-03-01")
    # team, month, voivodeship and kind of a difficulty stand above the rows
    meeting = row(found["meetings"], "meeting_id", "pzk_id", "held_on", "level", "mode", "minutes")
    assert meeting == ("LU-01-S121", "LU-01", pd.Timestamp("2020-03-12"), "pzk", "remote", 60)
    assert row(found["attendance"], "entity_id", "persons") == ("LU-P001", 2)
    contact = row(found["contacts"], "family_id", "month", "contacts", "hours", "mode")
    assert contact == ("LU-01-R01", march, 3, 2.5, "in_person")
    assert row(found["services"], "kind", "provider_id", "status") == (
        "therapy", "LU-P001", "planned",
    )  # fmt: skip
    assert row(found["goals"], "domain", "weight", "revision") == ("health", 2.0, 0)
    conclusions = found["conclusions"].sort_values("conclusion_id", ignore_index=True)
    assert conclusions["kind"].tolist() == ["difficulty", "recommendation"]
    assert conclusions["theme"].tolist()[1:] == ["barrier.time"]
    assert set(conclusions["voivodeship"]) == {"lubelskie"}
    assert set(conclusions["month"]) == {march}


def test_each_row_keeps_file_sheet_and_row(tmp_path: Path) -> None:
    result = read(tmp_path, {FILE: filled({"contacts": [CONTACT]})})
    source = ("source_file", "source_sheet", "source_row")
    assert row(result.tables["contacts"], *source) == (FILE, "Kontakty z rodzinami", 7)
    assert FILE in {file.path for file in result.files}


def test_an_english_form_gives_the_same(tmp_path: Path) -> None:
    english = {"contacts": [{**CONTACT, "mode": "in person"}]}
    result = read(tmp_path, {FILE: filled(english, lang="en")})
    assert result.problems == ()
    assert row(result.tables["contacts"], "mode", "contacts") == ("in_person", 3)


def test_rows_with_nothing_but_suggestions_are_empty(tmp_path: Path) -> None:
    # the form comes with two families, nine meetings, twenty difficulties and conclusions
    result = read(tmp_path, {FILE: filled({"meetings": [MEETING]})})
    assert list(result.tables) == ["pzk", "meetings"]
    assert result.problems == ()


def test_a_row_below_the_suggested_ones_counts(tmp_path: Path) -> None:
    rows = [{"family_id": "LU-01-R01"}, {"family_id": "LU-01-R09", "contacts": 0}]
    contacts = read(tmp_path, {FILE: filled({"contacts": rows})}).tables["contacts"]
    # zero means "not once", empty means that nobody said so
    assert row(contacts, "family_id", "contacts", "source_row") == ("LU-01-R09", 0, 8)


@pytest.mark.parametrize(
    "text",
    ["=cmd|' /c calc'!A0", "<script>alert(1)</script>", "+48", "a" * 30_000, "ą & „b”"],
)
def test_texts_of_people_come_back_as_they_were_typed(tmp_path: Path, text: str) -> None:
    difficulty = {"conclusion_id": "LU-01-202003-T01", "text": text}
    result = read(tmp_path, {FILE: filled({"difficulties": [difficulty]})})
    assert result.problems == ()
    assert row(result.tables["conclusions"], "text") == (text,)


def test_line_breaks_in_a_text_are_spaces_as_in_every_raw_file(tmp_path: Path) -> None:
    difficulty = {"conclusion_id": "LU-01-202003-T01", "text": "dwie\n linie"}
    result = read(tmp_path, {FILE: filled({"difficulties": [difficulty]})})
    assert row(result.tables["conclusions"], "text") == ("dwie linie",)


def test_forms_are_read_by_path_and_before_sources(tmp_path: Path) -> None:
    other = {"meetings": [{**MEETING, "meeting_id": "LU-01-S131", "held_on": dt.date(2020, 4, 2)}]}
    april = filled(other, month=dt.date(2020, 4, 1))
    register = "id spotkania;data;szczebel;tryb\r\nMR-KS-S01;02.02.2020;KS;zdalnie\r\n"
    put(tmp_path, "wyzej.csv", register.encode())
    sources = ({"table": "pzk", "files": TEAMS}, {"table": "meetings", "files": "wyzej.csv"})
    forms = {APRIL: april, FILE: filled({"meetings": [MEETING]})}
    result = read(tmp_path, forms, sources=sources)
    meetings = result.tables["meetings"]["meeting_id"].tolist()
    assert meetings == ["LU-01-S121", "LU-01-S131", "MR-KS-S01"]


def test_a_service_told_of_in_two_months_is_one_row(tmp_path: Path) -> None:
    april = {**SERVICE, "status": "wstrzymana", "planned_on": None}
    forms = {
        FILE: filled({"services": [SERVICE], "goals": [GOAL]}),
        APRIL: filled({"services": [april]}, month=dt.date(2020, 4, 1)),
    }
    result = read(tmp_path, forms)
    assert result.problems == ()
    # the newest status, since the first of its month; the plan was told in March
    service = row(result.tables["services"], "status", "status_on", "planned_on", "source_file")
    days = pd.Timestamp("2020-04-01"), pd.Timestamp("2020-03-02")
    assert service == ("suspended", *days, APRIL)
    assert result.reported.astype(object).to_numpy().tolist() == [
        ["goals", "LU-01-R01-C01", 1, pd.Timestamp("2020-03-01"), pd.Timestamp("2020-03-01")],
        ["services", "LU-01-R01-U01", 2, pd.Timestamp("2020-03-01"), pd.Timestamp("2020-04-01")],
    ]


def test_an_identifier_twice_in_one_form_is_a_duplicate(tmp_path: Path) -> None:
    result = read(tmp_path, {FILE: filled({"services": [SERVICE, SERVICE]})})
    assert places(result) == [
        ("duplicate_key", "Usługi", 7, "A"), ("duplicate_key", "Usługi", 8, "A"),
    ]  # fmt: skip


def test_an_identifier_used_for_something_else_is_said(tmp_path: Path) -> None:
    other = {**SERVICE, "kind": "mediacje", "family_id": "LU-01-R02"}
    april = filled({"services": [other]}, month=dt.date(2020, 4, 1))
    result = read(tmp_path, {FILE: filled({"services": [SERVICE]}), APRIL: april})
    rules = [(p.rule, p.file, p.row, p.letter) for p in result.problems]
    assert rules == [
        ("other_than_before", APRIL, 7, "B"), ("other_than_before", APRIL, 7, "C"),
    ]  # fmt: skip


def test_corrections_reach_the_cells_of_forms(tmp_path: Path) -> None:
    (tmp_path / "corrections.toml").write_text(
        """[[rule]]
id = "slowami"
table = "contacts"
action = "correct"
column = "contacts"
from = "trzy"
to = "3"
file = "sprawozdania/LU-01/2020-03.xlsx"
sheet = "Kontakty z rodzinami"
row = 7
reason = "Słowo zamiast liczby."
decided_by = "rola"
date = 2021-01-15
rows = 1
""",
        encoding="utf-8",
    )
    result = read(tmp_path, {FILE: filled({"contacts": [{**CONTACT, "contacts": "trzy"}]})})
    assert result.problems == ()
    assert row(result.tables["contacts"], "contacts") == (3,)
    assert [rule.rows for rule in result.corrections] == [1]


def test_a_header_of_ones_own_is_renamed_by_a_rule(tmp_path: Path) -> None:
    (tmp_path / "corrections.toml").write_text(
        """[[rule]]
id = "naglowek"
table = "contacts"
action = "rename"
from = "ile razy"
to = "contacts"
file = "sprawozdania/*/*.xlsx"
reason = "Nagłówek zmieniony przez zespół."
decided_by = "rola"
date = 2021-01-15
rows = 1
""",
        encoding="utf-8",
    )

    def rename(book: object) -> None:
        book["Kontakty z rodzinami"]["B6"] = "ile razy"  # type: ignore[index]

    result = read(tmp_path, {FILE: changed(filled({"contacts": [CONTACT]}), rename)})
    assert result.problems == ()
    assert row(result.tables["contacts"], "contacts") == (3,)


def test_a_rule_for_a_header_that_nobody_changed_is_counted(tmp_path: Path) -> None:
    (tmp_path / "corrections.toml").write_text(
        """[[rule]]
id = "naglowek"
table = "contacts"
action = "rename"
from = "liczba godzin (godz.)"
to = "hours"
file = "sprawozdania/*/*.xlsx"
reason = "Nagłówek znaczy to samo."
decided_by = "rola"
date = 2021-01-15
rows = 1
""",
        encoding="utf-8",
    )
    result = read(tmp_path, {FILE: filled({"contacts": [CONTACT]})})
    assert [rule.rows for rule in result.corrections] == [1]
    assert row(result.tables["contacts"], "hours") == (2.5,)


def test_a_rule_is_not_held_to_its_count_where_a_sheet_is_gone(tmp_path: Path) -> None:
    (tmp_path / "corrections.toml").write_text(
        """[[rule]]
id = "komunikator"
table = "meetings"
action = "recode"
column = "mode"
from = "przez komunikator"
to = "zdalnie"
reason = "To spotkanie zdalne."
decided_by = "rola"
date = 2021-01-15
rows = 1
""",
        encoding="utf-8",
    )
    data = changed(filled(), lambda book: book.remove(book["Spotkania"]))
    # the other form has a meeting, but not the one that the rule means
    other = {"meetings": [{**MEETING, "meeting_id": "LU-01-S131", "held_on": dt.date(2020, 4, 2)}]}
    april = filled(other, month=dt.date(2020, 4, 1))
    result = read(tmp_path, {FILE: data, APRIL: april})
    assert {problem.rule for problem in result.problems} == {"no_sheet", "correction_count"}
    # with every sheet there, the count has to be right
    put(tmp_path, FILE, filled())
    with pytest.raises(ValidationError, match="komunikator"):
        ingest_study(tmp_path, config())


def test_a_register_form_may_stand_among_the_forms(tmp_path: Path) -> None:
    form = register_form("costs", KNOWN, identity())
    cost = {
        "cost_id": "K001", "milestone": "II", "category": "inne", "amount_pln": 10.5,
    }  # fmt: skip
    layout = REGISTERS["costs"].sheets[0]
    rows = {layout.key: [{name: cost.get(name) for name in cost}]}
    data = form_bytes(form.filled(rows, role="pracownik ROPS lub MCPS"))
    result = read(tmp_path, {"sprawozdania/rejestry/koszty.xlsx": data})
    assert row(result.tables["costs"], "amount_pln") == (10.5,)
    assert {problem.rule for problem in result.problems} <= {"required", "unknown_code", "pattern"}


def test_without_an_entry_no_form_is_read(tmp_path: Path) -> None:
    result = read(tmp_path, {FILE: filled()}, forms=())
    assert list(result.tables) == ["pzk"]
    assert result.reported.empty


def test_an_entry_without_files_is_said(tmp_path: Path) -> None:
    problem = one(read(tmp_path, {}))
    assert (problem.rule, problem.severity) == ("no_file", "error")
    assert "sprawozdania/*/*.xlsx" in problem.message.pl


@pytest.mark.parametrize("files", ["../*.xlsx", "/dane/*.xlsx", "a\\b.xlsx"])
def test_an_entry_stays_inside_the_raw_folder(tmp_path: Path, files: str) -> None:
    with pytest.raises(ConfigurationError, match="forms"):
        ingest_study(tmp_path, config(forms=({"files": files},), sources=()))


def test_progress_never_goes_back(tmp_path: Path) -> None:
    calls: list[tuple[str, int, int]] = []
    read(tmp_path, {FILE: filled()})
    ingest_study(tmp_path, config(), progress=lambda *call: calls.append(call))
    done = [number for stage, number, _ in calls if stage == "read"]
    # one form, then one source
    assert done == sorted(done)
    assert [call for call in calls if call[0] == "read"][-1] == ("read", 2, 2)
