"""Several mappings of a study that speak of the same documents, codes and coders."""

from itertools import permutations
from typing import Any

import pytest
from fgi_drawn import SHIPPED, WAVES, codebook_of, coding, drawn, mapping, project, rules

from kooperacja_eval.ingest.fgi.convert import ConvertedGroups, GroupFiles, convert_groups
from kooperacja_eval.ingest.fgi.project import QualCode, QualProject

pytestmark = pytest.mark.unit

TEXT = "[policja] Nie ma czasu. Gmina. Gmina."
#       01234567890 10-23 (23)  24-30 31-37
TIME, STAFF = "barrier.time", "barrier.staff"


def part(made: QualProject, *, book: str = SHIPPED, **said: Any) -> GroupFiles:
    texts = said.pop("transcripts", {})
    return GroupFiles(
        projects=(made,), mapping=mapping(**said), codebook=codebook_of(book), transcripts=texts
    )


def converted(*parts: GroupFiles) -> ConvertedGroups:
    return convert_groups(parts, waves=WAVES)


def placed(*codings: Any, file: str = "fgi/b.qda", **facts: Any) -> QualProject:
    return project(codings, texts={"FGI": TEXT}, file=file, tool="qualcoder", **facts)


def unplaced(*codings: Any, file: str = "fgi/a.xlsx") -> QualProject:
    return project(codings, texts={"FGI": None}, file=file, tool="maxqda")


def test_a_text_of_one_program_gives_positions_to_another() -> None:
    maxqda = unplaced(coding(TIME, text="Nie ma czasu.", row=2))
    qualcoder = placed(coding(TIME, "10-22", coder="K2"))
    found = converted(part(maxqda), part(qualcoder))
    assert drawn(found.tables["codings"], "coder", "start", "end", "source_file") == [
        ("K1", 10, 23, "fgi/a.xlsx"),
        ("K2", 10, 22, "fgi/b.qda"),
    ]
    assert drawn(found.tables["fgi_documents"], "document_id", "length") == [("fgi", 37)]
    assert found.problems == []


def test_the_same_stretch_of_both_programs_counts_once() -> None:
    parts = [
        part(unplaced(coding(TIME, text="Nie ma czasu."))),
        part(placed(coding(TIME, "10-23"))),
    ]
    found = converted(*parts)
    assert drawn(found.tables["codings"], "start", "end") == [(10, 23)]
    assert rules(found.problems) == ["repeated_codings"]


def test_the_same_file_in_two_mappings_counts_once() -> None:
    words = [coding(TIME, text="Gmina.", place="9", id=str(n)) for n in range(2)]
    one, two = (part(unplaced(*words)) for _ in range(2))
    found = converted(one, two)
    assert len(found.tables["codings"]) == 2
    assert found.tables["codings"]["coding_id"].is_unique


def test_no_order_of_files_gives_a_key_twice_or_another_set_of_rows() -> None:
    parts = {
        "maxqda": part(
            unplaced(
                coding(TIME, text="Nie ma czasu.", id="1"),
                coding(TIME, text="Gmina.", id="2"),
                coding(TIME, text="Gmina.", id="3"),
            )
        ),
        "qualcoder": part(placed(coding(TIME, "10-23", id="1"), coding(STAFF, "24-30", id="2"))),
        "again": part(
            placed(coding(TIME, "10-23", id="7"), coding(TIME, "24-30", id="8"), file="fgi/c.qda")
        ),
    }
    seen = set()
    for order in permutations(parts):
        table = converted(*(parts[name] for name in order)).tables["codings"]
        assert table["coding_id"].is_unique, order
        seen.add(frozenset(table["coding_id"]))
    (rows,) = seen
    # 10-23 once, 24-30 with two codes, two of MAXQDA whose place is not known
    assert len(rows) == 5


def test_a_text_changed_between_mappings_is_an_error_and_its_positions_are_left_out() -> None:
    changed = project(
        [coding(TIME, "0-3", coder="K2")], texts={"FGI": "Oto " + TEXT}, file="fgi/c.qda"
    )
    found = converted(part(placed(coding(TIME, "10-23"))), part(changed))
    assert rules(found.problems) == ["changed_transcript"]
    assert found.problems[0].file == "fgi/c.qda"
    assert drawn(found.tables["codings"], "coder", "start", "text") == [
        ("K1", 10, "Nie ma czasu."),
        ("K2", None, "Oto"),
    ]


def test_mappings_that_differ_on_a_document_are_told() -> None:
    one = part(placed(coding(TIME, "10-23")))
    two = part(
        placed(coding(TIME, "10-22", coder="K2"), file="fgi/c.qda"),
        document_constant={"wave": "fgi_2019"},
    )
    found = converted(one, two)
    assert rules(found.problems) == ["document_differs"]
    assert drawn(found.tables["fgi_documents"], "wave") == [("fgi_2018",)]


def test_each_mapping_reads_its_codes_by_its_own_codebook() -> None:
    books = {
        name: f'{SHIPPED}[[codes]]\ntool = "Czas"\ncode = "{code}"\n'
        for name, code in (("a", TIME), ("b", STAFF))
    }
    codes = [QualCode(id="1", name="Czas")]
    parts = [
        part(placed(coding("1", "10-23"), file=f"fgi/{name}.qda", codes=codes), book=book)
        for name, book in books.items()
    ]
    found = converted(*parts)
    assert found.tables["codings"]["code_id"].tolist() == [TIME, STAFF]
    assert found.tables["codes"]["code_id"].is_unique


def test_ignored_codings_of_all_mappings_are_added_up() -> None:
    book = f'ignored = ["Robocze"]\n{SHIPPED}'
    parts = [
        part(placed(coding("Robocze", "10-23"), file=f"fgi/{name}.qda"), book=book) for name in "ab"
    ]
    assert converted(*parts).ignored == {"Robocze": 2}


def test_marks_in_the_text_of_another_mapping_tell_the_speaker() -> None:
    maxqda = part(unplaced(coding(TIME, text="Nie ma czasu.")), speaker={"from": "marks"})
    found = converted(maxqda, part(placed(coding(STAFF, "24-30", coder="K2"))))
    assert drawn(found.tables["codings"], "coder", "speaker_sector") == [
        ("K1", "security"),
        ("K2", None),  # its own mapping does not say how speakers are known
    ]


def test_codes_named_with_their_branch_are_speakers_by_their_whole_path() -> None:
    said = {
        "project": {"id": "fgi", "tool": "qualcoder", "files": "x", "code_separator": ":"},
        "speaker": {"from": "code", "values": {"Mówca: dzielnicowy": "security"}},
    }
    names = {"1": "Mówca: Dzielnicowy", "2": "Bariery: Brak czasu", "3": "Inne: Dzielnicowy"}
    codes = [QualCode(id=key, name=name) for key, name in names.items()]
    made = placed(coding("1", "0-23"), coding("2", "10-23"), coding("3", "10-23"), codes=codes)
    found = converted(part(made, **said))
    # the other code of that name is no speaker, and no code of the study either
    assert drawn(found.tables["codings"], "code_id", "speaker_sector") == [(TIME, "security")]
    assert rules(found.problems) == ["unmapped_code"]
    assert "„Inne > Dzielnicowy”" in found.problems[0].message.pl
