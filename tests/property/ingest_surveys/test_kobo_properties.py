"""What holds for every KoBoToolbox export: names, repeats, multiple choices. Synthetic cells."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kooperacja_eval.ingest.sheets import cells_of
from kooperacja_eval.ingest.surveys.export import Reading, SurveyFile
from kooperacja_eval.ingest.surveys.kobo import read_kobo
from kooperacja_eval.ingest.surveys.kobo_names import ends, shortest_names

pytestmark = pytest.mark.property

NAMES = st.sampled_from(["a", "b", "imie", "wiek"])
PATHS = st.lists(
    st.lists(NAMES, min_size=1, max_size=3).map("/".join), min_size=1, max_size=8, unique=True
)
OPTIONS = ("mail", "tel", "list")
TICKED = st.lists(st.sets(st.sampled_from(OPTIONS)), min_size=1, max_size=6)


def written(rows: list[list[str]]) -> str:
    text = StringIO()
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue()


def read(rows: list[list[str]]) -> Reading:
    return read_kobo(SurveyFile(name="a.csv", data=written(rows).encode()))


def answers(reading: Reading, index: int = 0) -> dict[str, list[object]]:
    return {c.name: list(cells_of(c.cells)) for c in reading.exports[index].columns}


@given(PATHS)
def test_names_are_unique_and_ends_of_their_paths(paths: list[str]) -> None:
    names = shortest_names(paths)
    assert len(set(names.values())) == len(paths)
    assert all(name in set(ends(path)) for path, name in names.items())
    assert shortest_names(reversed(paths)) == names


@given(PATHS, st.data())
def test_order_of_columns_does_not_change_what_they_are(
    paths: list[str], data: st.DataObject
) -> None:
    rows = [paths, [f"x{number}" for number, _ in enumerate(paths)]]
    order = data.draw(st.permutations(range(len(paths))))
    turned = [[row[index] for index in order] for row in rows]
    assert answers(read(rows)) == answers(read(turned))


@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n;\"'="),
            min_size=1,
            max_size=8,
        ).filter(lambda cell: cell.strip(" \n\u00a0\u2007\u202f\u2009\u200b") != ""),
        min_size=1,
        max_size=5,
    )
)
def test_cells_stay_as_they_are(cells: list[str]) -> None:
    found = answers(read([["q", "nr"], *([cell, "1"] for cell in cells)]))
    assert found["q"] == [None if cell == "n/a" else cell for cell in cells]


@given(TICKED)
def test_summaries_that_agree_in_any_order_raise_nothing(ticked: list[set[str]]) -> None:
    rows = [["k", *(f"k/{o}" for o in OPTIONS), "nr"]]
    for chosen in ticked:
        ticks = [str(int(option in chosen)) for option in OPTIONS]
        rows.append([" ".join(sorted(chosen)), *ticks, "1"])
    assert read(rows).problems == ()


@given(TICKED, st.data())
def test_one_tick_that_is_turned_is_found_in_its_row(
    ticked: list[set[str]], data: st.DataObject
) -> None:
    row = data.draw(st.integers(0, len(ticked) - 1))
    option = data.draw(st.integers(0, len(OPTIONS) - 1))
    rows = [["k", *(f"k/{o}" for o in OPTIONS), "nr"]]
    for number, chosen in enumerate(ticked):
        ticks = [o in chosen for o in OPTIONS]
        if number == row:
            ticks[option] = not ticks[option]
        rows.append([" ".join(sorted(chosen)), *(str(int(t)) for t in ticks), "1"])
    found = [(p.rule, p.row) for p in read(rows).problems]
    assert found == [("options_disagree", row + 2)]


@given(st.lists(st.integers(1, 4), max_size=8), st.permutations([1, 2, 3, 4]))
def test_repeats_find_their_parents_in_any_order(parents: list[int], order: list[int]) -> None:
    root = [["gmina", "_index"], *([f"g{n}", str(n)] for n in order)]
    child = [["imie", "_parent_table_name", "_parent_index"]]
    child += [[f"i{row}", "ankieta", str(n)] for row, n in enumerate(parents)]
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        archive.writestr("dziecko.csv", written(child))
        archive.writestr("ankieta.csv", written(root))
    found = read_kobo(SurveyFile(name="a.zip", data=data.getvalue()))
    assert found.problems == ()
    joined = answers(found, 1)
    assert joined["gmina"] == [f"g{n}" for n in parents]
    assert joined["imie"] == [f"i{row}" for row in range(len(parents))]
