"""Ways of counting positions, and how a file shows which one it keeps. Synthetic words."""

import numpy as np
import pytest
from refi_drawn import only, read, rules, selection, source, sources

from kooperacja_eval.ingest.fgi.refi_evidence import (
    Decision,
    Selections,
    begins_like,
    decide,
)
from kooperacja_eval.ingest.fgi.refi_positions import Convention, conventions, indexes
from kooperacja_eval.ingest.fgi.refi_texts import made_text

pytestmark = pytest.mark.unit

# index      0 1 2 3 4 5 6
# text       A 😀 ↵ B ↵ C          the first line break was CRLF, the second LF
RAW = "A😀\r\nB\nC"


@pytest.mark.parametrize(
    ("convention", "counts"),
    [
        # Where A, emoji, first break, B, second break, C and the end are counted from.
        (Convention(), [0, 1, 2, 4, 5, 6, 7]),
        (Convention(unit="utf16"), [0, 1, 3, 5, 6, 7, 8]),
        (Convention(line_break="one"), [0, 1, 2, 3, 4, 5, 6]),
        (Convention(line_break="one", unit="utf16"), [0, 1, 3, 4, 5, 6, 7]),
        (Convention(line_break="two"), [0, 1, 2, 4, 5, 7, 8]),
        (Convention(line_break="two", unit="utf16"), [0, 1, 3, 5, 6, 8, 9]),
    ],
)
def test_each_convention_finds_each_character(convention: Convention, counts: list[int]) -> None:
    text = made_text(RAW)
    assert text.text == "A😀\nB\nC"
    assert indexes(text, np.array(counts), convention).tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert indexes(text, np.array([counts[-1] + 1, -1]), convention).tolist() == [-1, -1]


def test_a_byte_order_mark_shifts_by_one_where_it_counts() -> None:
    text = made_text("AB", marked=True)
    at = np.array([0, 1, 2, 3])
    assert indexes(text, at, Convention(mark=True)).tolist() == [0, 0, 1, 2]
    assert indexes(text, at, Convention()).tolist() == [0, 1, 2, -1]


def test_inside_a_line_break_or_an_emoji_is_before_it() -> None:
    text = made_text(RAW)
    # UTF-16 and CRLF as two: 2 lies within the emoji (1, 2), 4 within the break (3, 4).
    found = indexes(text, np.array([2, 4]), Convention(unit="utf16"))
    assert found.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("origin", "first"),
    [
        ("NVivo for Windows 12.6", Convention(line_break="as_file", unit="utf16")),
        ("MAXQDA 2022", Convention(line_break="as_file", unit="utf16")),
        ("ATLAS.ti 8.4.0", Convention(line_break="one", unit="utf16")),
        ("QualCoder 3.5", Convention(line_break="as_file", unit="points")),
        ("", Convention(line_break="as_file", unit="points")),
    ],
)
def test_the_convention_of_the_origin_comes_first(origin: str, first: Convention) -> None:
    tried = list(conventions(origin, crlf=True, astral=True, marked=True))
    assert tried[0] == first
    assert len(tried) == len(set(tried)) == 8  # 2 line breaks x 2 units x 2 marks


def test_only_what_the_texts_hold_is_tried() -> None:
    assert list(conventions("NVivo", crlf=False, astral=False, marked=False)) == [Convention()]


def test_files_of_this_package_count_in_one_way_only() -> None:
    tried = conventions("kooperacja-eval", crlf=True, astral=True, marked=True)
    assert list(tried) == [Convention(line_break="as_file", unit="points", mark=False)]


@pytest.mark.parametrize(
    ("text", "name", "score"),
    [
        ("Brakuje czasu.", "Brakuje czasu.", 2),
        ("Tak", "Tak", 2),
        ("Brakuje\nczasu.", "Brakuje czasu.", 2),
        ("Brakuje czasu na spotkania.", "Brakuje czasu…", 2),
        ("Brakuje czasu na spotkania.", "Brakuje czasu...", 2),
        ("Brakuje czasu na spotkania.", "Brakuje czasu", 2),
        ("Brakuje  czasu.", "Brakuje czasu.", 1),
        ("\nBrakuje czasu na spotkania.", "Brakuje czasu…", 1),
        ("Takich rodzin jest mało.", "Tak", 0),  # too short to prove a longer stretch
        ("Brakuje czasu.", "mało czasu", 0),
        ("Brakuje czasu.", "", 0),
        ("Brakuje czasu.", "…", 0),
    ],
)
def test_a_name_is_a_beginning_or_it_is_not(text: str, name: str, score: int) -> None:
    assert begins_like(text, name) == score


LINES = ["Wstęp 😀.", "Brakuje czasu na spotkania.", "Pomogła asystentka rodziny.", "Koniec."]


def decided(origin: str, convention: Convention, *, named: bool, ending: str = "\r\n") -> Decision:
    """Return the decision on two whole lines, counted as a convention says."""
    raw = ending.join(LINES)
    text = made_text(raw)
    every = np.arange(len(raw) + 10)
    back = indexes(text, every, convention).tolist()
    wanted = [(text.text.index(line), text.text.index(line) + len(line)) for line in LINES[1:3]]
    # The last count that gives an index is the one after whatever counts two.
    count = {index: number for number, index in enumerate(back)}
    spans = [(count[start], count[end]) for start, end in wanted]
    return decide(
        origin,
        [
            Selections(
                text=text,
                starts=np.array([start for start, _ in spans]),
                ends=np.array([end for _, end in spans]),
                names=tuple(LINES[1:3]) if named else ("", ""),
            )
        ],
    )


@pytest.mark.parametrize("origin", ["NVivo for Windows 12.6", "ATLAS.ti 23", "MAXQDA 24", ""])
@pytest.mark.parametrize("line_break", ["as_file", "one"])
@pytest.mark.parametrize("unit", ["utf16", "points"])
def test_names_prove_the_convention_whatever_the_origin(
    origin: str, line_break: str, unit: str
) -> None:
    truth = Convention(line_break=line_break, unit=unit)  # type: ignore[arg-type]
    found = decided(origin, truth, named=True)
    assert (found.convention, found.certainty, found.mismatches) == (truth, "proven", 0)
    assert found.support.names == 4  # two selections, both exactly


def test_borders_make_a_convention_likely_but_prove_nothing() -> None:
    truth = Convention(line_break="as_file", unit="utf16")
    found = decided("ATLAS.ti 23", truth, named=False)
    assert (found.convention, found.certainty) == (truth, "likely")
    assert (found.support.lines, found.selections) == (2, 2)


def test_a_name_goes_before_borders() -> None:
    # The stretch begins within a word. CRLF as one: 8 is the "r" of "Brakuje"; as two, the origin's
    # way, 8 would be its "B", the beginning of a line.
    text = made_text("Wstęp.\r\nBrakuje czasu.\r\n")
    part = Selections(
        text=text, starts=np.array([8]), ends=np.array([21]), names=("rakuje czasu.",)
    )
    found = decide("NVivo for Windows 12.6", [part])
    assert (found.convention.line_break, found.certainty) == ("one", "proven")


def test_a_name_that_fits_in_two_places_proves_nothing() -> None:
    # Four line breaks shift by four characters, and so does one word more: both ways fit.
    text = "\r\n" * 4 + "tak " * 20
    project = read(
        sources(source(selection(28, 43, name="tak tak tak tak"))), {"t.txt": text}, origin="NVivo"
    )
    assert "Nie jest to pewne" in only(project, "unproven_positions").message.pl
    assert "This is not certain" in only(project, "unproven_positions").message.en


def test_where_all_ways_give_the_same_there_is_nothing_to_prove() -> None:
    text = made_text("Brakuje czasu. 😀\r\n")
    part = Selections(text=text, starts=np.array([0]), ends=np.array([7]), names=("",))
    assert decide("NVivo", [part]).certainty == "only_way"


def test_line_breaks_count_two_only_where_nothing_else_fits() -> None:
    doubled = Convention(line_break="two")
    found = decided("NVivo", doubled, named=True, ending="\n")
    assert (found.convention.line_break, found.certainty) == ("two", "proven")


def test_a_file_whose_way_is_not_proven_says_so_with_figures() -> None:
    text = "Wstęp.\r\nBrakuje czasu.\r\nKoniec.\r\n"
    # CRLF as two: line 2 begins at 8 and ends at 22; as one it would be 7 and 21.
    project = read(
        sources(source(selection(8, 22))), {"t.txt": text}, origin="NVivo for Windows 12.6"
    )
    assert project.codings[0].text == "Brakuje czasu."
    found = only(project, "unproven_positions")
    assert found.severity == "warning"
    assert "zaczyna się 1 z 1 fragmentów (następny sposób: 0)" in found.message.pl
    assert "CRLF jako dwa znaki" in found.message.pl


def test_a_proven_way_needs_no_note() -> None:
    text = "Wstęp.\r\nBrakuje czasu.\r\nKoniec.\r\n"
    project = read(sources(source(selection(8, 22, name="Brakuje czasu."))), {"t.txt": text})
    assert rules(project) == []


def test_a_text_that_was_changed_after_coding_is_a_problem() -> None:
    text = "Nowy początek. Brakuje czasu na spotkania."
    project = read(
        sources(source(selection(0, 27, name="Brakuje czasu na spotkania."))), {"t.txt": text}
    )
    found = only(project, "selection_text_differs")
    assert "1 z 1" in found.message.pl
    assert "Brakuje" not in found.message.pl + found.message.en


def test_a_name_that_a_person_gave_is_no_mismatch() -> None:
    project = read(
        sources(source(selection(0, 7, name="trudności z czasem u rodzin"))),
        {"t.txt": "Brakuje czasu."},
    )
    assert rules(project) == []
