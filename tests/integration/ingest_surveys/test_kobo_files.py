"""Workbooks and archives of KoBoToolbox: repeats of several levels, damaged files. Synthetic."""

import zipfile
from collections.abc import Sequence
from io import BytesIO

import openpyxl
import pytest

from kooperacja_eval.ingest.sheets import cells_of
from kooperacja_eval.ingest.surveys.export import Reading, RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.kobo import read_kobo

pytestmark = pytest.mark.integration

Rows = Sequence[Sequence[object]]
TITLE = "Ankieta rodzin w gminach objętych projektem (2020)"
ROOT: Rows = [
    ["gmina", "_index", "__version__"],
    ["Kije", 1, "v1"],
    ["Busko", 2, "v2"],
]
CHILDREN: Rows = [
    ["imie", "_index", "_parent_table_name", "_parent_index"],
    ["Ala", "1", TITLE, "1"],
    ["Ola", "2", TITLE, "1"],
    ["Ela", "3", TITLE, "2"],
]
SERVICES: Rows = [
    ["usluga", "_index", "_parent_table_name", "_parent_index"],
    ["świetlica", 1, "dzieci_w_rodzinie_korzystajace_z_uslug", 2],
    ["logopeda", 2, "dzieci_w_rodzinie_korzystajace_z_uslug", 3],
]
MEETINGS: Rows = [
    ["kiedy", "_parent_table_name", "_parent_index"],
    ["2020-03", "uslugi", 1],
    ["2020-04", "uslugi", 1],
    ["2020-05", "uslugi", 2],
]


def workbook(**sheets: Rows) -> SurveyFile:
    """Return a workbook; sheets are named by the titles given."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    data = BytesIO()
    book.save(data)
    return SurveyFile(name="ankieta.xlsx", data=data.getvalue())


def full() -> dict[str, Rows]:
    # Titles as KoBoToolbox cuts them: 28 characters and three dots.
    return {
        TITLE[:28] + "...": ROOT,
        "dzieci_w_rodzinie_korzystaja...": CHILDREN,
        "uslugi": SERVICES,
        "spotkania": MEETINGS,
    }


def cells(reading: Reading, repeat: str, name: str) -> list[object]:
    export = next(export for export in reading.exports if export.repeat == repeat)
    column = export.column(name)
    assert column is not None, [c.name for c in export.columns]
    return list(cells_of(column.cells))


def rules(reading: Reading) -> list[str]:
    return [problem.rule for problem in reading.problems]


def test_repeats_of_three_levels_are_joined_through_cut_titles() -> None:
    found = read_kobo(workbook(**full()))
    assert rules(found) == []
    # The own name of the first repeat stands in full in its children.
    first = "dzieci_w_rodzinie_korzystajace_z_uslug"
    assert [(e.repeat, len(e.rows)) for e in found.exports] == [
        ("", 2), (first, 3), ("uslugi", 2), ("spotkania", 3),
    ]  # fmt: skip
    assert cells(found, first, "gmina") == ["Kije", "Kije", "Busko"]
    # 2020-03 and 04 -> świetlica -> Ola -> Kije; 2020-05 -> logopeda -> Ela -> Busko
    assert cells(found, "spotkania", "kiedy") == ["2020-03", "2020-04", "2020-05"]
    assert cells(found, "spotkania", "usluga") == ["świetlica", "świetlica", "logopeda"]
    assert cells(found, "spotkania", "imie") == ["Ola", "Ola", "Ela"]
    assert cells(found, "spotkania", "gmina") == ["Kije", "Kije", "Busko"]
    assert found.exports[3].versions == ("v1", "v1", "v2")
    assert found.exports[3].rows.tolist() == [2, 3, 4]


def test_parents_columns_come_first_and_names_are_unique() -> None:
    for export in read_kobo(workbook(**full())).exports:
        names = [column.name for column in export.columns]
        assert len(set(names)) == len(names)
    last = read_kobo(workbook(**full())).exports[3]
    questions = [c.name for c in last.columns if c.part == "answer"]
    assert questions == ["gmina", "imie", "usluga", "kiedy"]


def test_two_titles_cut_to_the_same_letters_are_told_by_indexes_and_place() -> None:
    # Both parents begin alike. Only the first has index 1; 7 is in both, and the nearer counts.
    long = "powtorzenie_o_bardzo_dlugiej_nazwie"
    first: Rows = [
        ["a", "_index", "_parent_table_name", "_parent_index"],
        ["x", 1, TITLE, 1],
        ["w", 7, TITLE, 1],
    ]
    second: Rows = [["b", "_index", "_parent_table_name", "_parent_index"], ["y", 7, TITLE, 2]]
    by_index: Rows = [["c", "_parent_table_name", "_parent_index"], ["z", long, 1]]
    by_place: Rows = [["d", "_parent_table_name", "_parent_index"], ["v", f"{long}_2", 7]]
    found = read_kobo(
        workbook(
            **{
                TITLE[:31]: ROOT,
                long[:28] + "...": first,
                long[:24] + "... (1)": second,
                "po_indeksie": by_index,
                "po_miejscu": by_place,
            }
        )
    )
    assert cells(found, "po_indeksie", "a") == ["x"]
    assert cells(found, "po_indeksie", "gmina") == ["Kije"]
    assert cells(found, "po_miejscu", "b") == ["y"]
    assert cells(found, "po_miejscu", "gmina") == ["Busko"]
    assert rules(found) == []


def test_rows_whose_parent_is_not_there_are_kept_and_named() -> None:
    sheets = full() | {"uslugi": [*SERVICES, ["dowóz", 3, SERVICES[1][2], 99]]}
    found = read_kobo(workbook(**sheets))
    assert [(p.rule, p.sheet, p.row, p.letter) for p in found.problems] == [
        ("orphan_row", "uslugi", 4, "D")
    ]
    assert cells(found, "uslugi", "usluga") == ["świetlica", "logopeda", "dowóz"]
    assert cells(found, "uslugi", "gmina") == ["Kije", "Busko", None]


def test_an_index_that_stands_twice_joins_nothing() -> None:
    twice: Rows = [*ROOT, ["Pińczów", 2, "v2"]]
    found = read_kobo(workbook(Ankieta=twice, dzieci=CHILDREN))
    assert [(p.rule, p.row) for p in found.problems] == [("orphan_row", 4)]
    assert cells(found, "dzieci", "gmina") == ["Kije", "Kije", None]


def test_a_missing_parent_sheet_is_one_problem_and_the_rows_stay() -> None:
    found = read_kobo(workbook(uslugi=SERVICES))
    assert [(e.repeat, len(e.rows)) for e in found.exports] == [("uslugi", 2)]
    assert rules(found) == ["parent_missing"]
    assert "dzieci_w_rodzinie_korzystajace_z_uslug" in found.problems[0].message.pl


def test_a_parent_without_indexes_is_one_problem() -> None:
    found = read_kobo(workbook(Ankieta=[["gmina"], ["Kije"]], dzieci=CHILDREN))
    assert rules(found) == ["no_index"]
    assert cells(found, "dzieci", "gmina") == [None, None, None]


def test_a_sheet_of_nobody_is_read_by_itself_with_a_note() -> None:
    found = read_kobo(workbook(Ankieta=ROOT, notatki=[["kto", "co"], ["a", "b"]]))
    assert [e.repeat for e in found.exports] == ["", "notatki"]
    assert rules(found) == ["unlinked_sheet"]


def test_the_questionnaire_is_the_table_that_repeats_name_wherever_it_stands() -> None:
    children: Rows = [CHILDREN[0], ["Ala", 1, "Ankieta", 1]]
    notes: Rows = [["kto", "co"], ["a", "b"]]
    found = read_kobo(workbook(notatki=notes, Ankieta=ROOT, dzieci=children))
    assert [e.repeat for e in found.exports] == ["", "notatki", "dzieci"]
    assert found.exports[0].sheet == "Ankieta"


def test_groups_in_headers_show_the_path_of_a_repeat() -> None:
    children: Rows = [
        ["rodzina/dzieci/imie", "_index", "_parent_table_name", "_parent_index"],
        ["Ala", 1, "Ankieta", 1],
    ]
    root: Rows = [["imie", "rodzina/liczba", "_index"], ["Jan", 3, 1]]
    found = read_kobo(workbook(Ankieta=root, dzieci=children))
    assert cells(found, "dzieci", "imie") == ["Jan"]
    assert cells(found, "dzieci", "dzieci/imie") == ["Ala"]
    assert cells(found, "dzieci", "liczba") == [3.0]


def test_only_the_sheet_that_the_user_wants() -> None:
    file = workbook(**full())
    wanted = SurveyFile(name=file.name, data=file.data, sheet="USLUGI")
    assert [e.repeat for e in read_kobo(wanted).exports] == ["uslugi"]
    with pytest.raises(RefusedFileError) as caught:
        read_kobo(SurveyFile(name=file.name, data=file.data, sheet="inny"))
    assert caught.value.rule == "no_sheet"
    assert "spotkania" in caught.value.message.pl


def test_types_of_cells_stay_and_failed_formulas_are_not_lost() -> None:
    found = read_kobo(workbook(Ankieta=[["a", "b", "c"], [1.5, "007", "=1/0"]]))
    a, b, c = (cells_of(column.cells)[0] for column in found.exports[0].columns)
    assert (a, b) == (1.5, "007")
    assert getattr(c, "code", None) == ""  # a formula that was never computed


def test_cells_beside_the_table_are_as_bad_as_in_csv() -> None:
    found = read_kobo(workbook(Ankieta=[["a", "b"], ["x", "y"], ["x", "y", "z"]]))
    assert found.exports[0].rows.tolist() == [2]
    assert [(p.rule, p.sheet, p.row) for p in found.problems] == [("wrong_width", "Ankieta", 3)]


def test_an_archive_of_csv_files_is_joined_like_a_workbook() -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(
            "dzieci.csv",
            "dzieci/imie,_index,_parent_table_name,_parent_index\nAla,1,ankieta,1\n",
        )
        archive.writestr("ankieta.csv", "gmina,_index,_parent_index\nKije,1,-1\n")
    found = read_kobo(SurveyFile(name="a.zip", data=data.getvalue()))
    assert [e.repeat for e in found.exports] == ["", "dzieci"]
    assert cells(found, "dzieci", "gmina") == ["Kije"]
    assert rules(found) == []


@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_a_workbook_that_breaks_off_is_refused(kept: float) -> None:
    data = workbook(**full()).data
    with pytest.raises(RefusedFileError) as caught:
        read_kobo(SurveyFile(name="ankieta.xlsx", data=data[: int(len(data) * kept)]))
    assert caught.value.rule == "truncated"
    assert "ankieta.xlsx" in caught.value.message.pl


def test_an_archive_with_a_path_out_of_it_is_refused() -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("../a.csv", "q1\na\n")
    with pytest.raises(RefusedFileError) as caught:
        read_kobo(SurveyFile(name="a.zip", data=data.getvalue()))
    assert caught.value.rule == "zip_path"


def test_label_syntax_for_spss_is_refused_with_what_to_export_instead() -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("etykiety.sps", "VARIABLE LABELS\n .")
    with pytest.raises(RefusedFileError) as caught:
        read_kobo(SurveyFile(name="a.zip", data=data.getvalue()))
    assert caught.value.rule == "spss_labels_only"
    assert "XLS albo CSV" in caught.value.message.pl


def test_a_form_is_refused_as_answers() -> None:
    form = workbook(survey=[["type", "name"], ["text", "q1"]], choices=[["list_name", "name"]])
    with pytest.raises(RefusedFileError) as caught:
        read_kobo(form)
    assert caught.value.rule == "is_a_form"
