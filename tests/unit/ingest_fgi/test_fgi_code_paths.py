"""Codes of flat lists become the tree that their names write; nothing is joined by name."""

import pytest

from kooperacja_eval.ingest.fgi.code_paths import folded, nested, split_at
from kooperacja_eval.ingest.fgi.project import QualCode

pytestmark = pytest.mark.unit


def flat(*names: str) -> list[QualCode]:
    return [QualCode(id=str(number), name=name) for number, name in enumerate(names, start=1)]


def drawn(codes: tuple[QualCode, ...]) -> list[tuple[str, str, str, bool]]:
    return [(code.id, code.name, code.parent, code.codable) for code in codes]


@pytest.mark.parametrize(
    ("text", "mark", "parts"),
    [
        ("Bariery: Czas", ":", ("Bariery", "Czas")),
        ("Bariery > Czas", None, ("Bariery", "Czas")),
        ("Bariery > Czas", ":", ("Bariery > Czas",)),
        ("Bariery: Czas", None, ("Bariery: Czas",)),
        (" Bariery  kadrowe ::Czas:", "::", ("Bariery kadrowe", "Czas:")),
        (":", ":", ()),
    ],
)
def test_a_path_is_split_at_the_mark_of_the_study(
    text: str, mark: str | None, parts: tuple[str, ...]
) -> None:
    assert split_at(text, mark) == parts


def test_paths_are_compared_without_case_and_diacritics() -> None:
    assert folded(("Mówcy", "SZKOŁA")) == folded(("mowcy", "szkola"))


def test_a_branch_that_the_list_lacks_is_added_once_and_cannot_be_coded() -> None:
    assert drawn(nested(flat("Bariery > Czas", "Bariery > Kadra"))) == [
        ("Bariery", "Bariery", "", False),
        ("1", "Czas", "Bariery", True),
        ("2", "Kadra", "Bariery", True),
    ]


def test_a_branch_that_is_a_code_itself_stays_one() -> None:
    assert drawn(nested(flat("Bariery > Czas", "Bariery"))) == [
        ("1", "Czas", "2", True),
        ("2", "Bariery", "", True),
    ]


def test_deep_branches_hang_on_each_other() -> None:
    assert drawn(nested(flat("A: B: C"), ":")) == [
        ("A", "A", "", False),
        ("A > B", "B", "A", False),
        ("1", "C", "A > B", True),
    ]


def test_two_codes_with_the_same_leaf_name_stay_two() -> None:
    found = nested(flat("Bariery > Czas", "Potrzeby > Czas"))
    assert [(code.id, code.parent) for code in found if code.name == "Czas"] == [
        ("1", "Bariery"),
        ("2", "Potrzeby"),
    ]


def test_codes_of_a_tree_and_names_without_the_mark_stay_as_they_are() -> None:
    codes = [QualCode(id="1", name="Bariery"), QualCode(id="2", name="Czas: brak", parent="1")]
    assert nested(codes, ":") == tuple(codes)
    assert nested(flat(">", "Czas")) == tuple(flat(">", "Czas"))


def test_an_added_branch_never_takes_the_identifier_of_a_code() -> None:
    """A branch named as another code's number: without care, the code would be its own parent."""
    assert drawn(nested(flat("1: Czas"), ":")) == [
        (">1", "1", "", False),
        ("1", "Czas", ">1", True),
    ]
