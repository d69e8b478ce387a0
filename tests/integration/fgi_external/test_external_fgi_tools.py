"""Every qualitative export by other hands: read with the counts of other tools, or refused.

Rows of the workbook are counted here by ``xlrd`` and held against ``facts.json``.
"""

import json
from pathlib import Path

import pytest
import xlrd

from kooperacja_eval.ingest.fgi.codebook import load_codebook
from kooperacja_eval.ingest.fgi.convert import GroupFiles, convert_groups
from kooperacja_eval.ingest.fgi.mapping import FgiMapping
from kooperacja_eval.ingest.fgi.tool_recognise import read_project, recognise_tool
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile

pytestmark = pytest.mark.integration

EXTERNAL = Path(__file__).resolve().parents[3] / "../shared/external"
FOLDER = EXTERNAL / "qda_exports"
if not FOLDER.is_dir():
    pytest.skip("files by other hands are not at hand", allow_module_level=True)

MAXQDA = "maxqda_coded_segments_PL.xls"
REFUSED = {
    "requal_empty.requal": ("requal", "Wyeksportuj z niego projekt REFI-QDA"),
    "qcoder/CoC_Example1_MU.txt": ("qcoder_markup", "nie mówią, kto kodował"),
    "qcoder/CoC_Example1_MU_nestingcheck.txt": ("qcoder_markup", "nie mówią, kto kodował"),
    "qcoder/CoC_Example2_MU_unbalanced_tags.txt": ("qcoder_markup", "nie mówią, kto kodował"),
    # a codebook alone: the document and the words of a stretch are lacking, the code is not
    "qcoder/codes.csv": ("missing_columns", "nazwa dokumentu; fragment / text"),
    # attributes of cases and answers of surveys, made to be imported, without codings
    "qualcoder_examples/cases123.csv": ("missing_columns", "kod / code"),
    "qualcoder_examples/cases456.xlsx": ("missing_columns", "kod / code"),
    "qualcoder_examples/cases456_replace_values.xlsx": ("missing_columns", "kod / code"),
    "qualcoder_examples/survey456.csv": ("missing_columns", "kod / code"),
    "qualcoder_examples/survey789.xlsx": ("missing_columns", "kod / code"),
    "qualcoder_examples/survey789_more_data.xlsx": ("missing_columns", "kod / code"),
    "qualcoder_examples/plain_codes_categories_for_import.txt": ("missing_columns", "kod / code"),
}


def file(name: str) -> SurveyFile:
    return SurveyFile(name=name, data=(FOLDER / name).read_bytes())


def test_every_file_of_the_folder_is_named_here() -> None:
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert there == {MAXQDA, *REFUSED}


@pytest.mark.parametrize("name", REFUSED)
def test_what_holds_no_coded_stretches_is_refused_with_a_reason(name: str) -> None:
    rule, said = REFUSED[name]
    with pytest.raises(RefusedFileError) as caught:
        recognise_tool(file(name))
    assert (caught.value.rule, said in caught.value.message.pl) == (rule, True)


def test_the_polish_export_of_maxqda_is_read_whole() -> None:
    tool, _ = recognise_tool(file(MAXQDA))
    project = read_project(file(MAXQDA), tool)
    facts = json.loads((EXTERNAL / "facts.json").read_text("utf-8"))
    rows, width = facts[f"qda_exports/{MAXQDA}"]["sheets"]["Sheet1"]
    assert (tool, len(project.codings), width) == ("maxqda", rows - 1, 13)
    assert project.problems == ()


def test_cells_of_the_polish_export_are_those_that_xlrd_sees() -> None:
    sheet = xlrd.open_workbook(FOLDER / MAXQDA).sheet_by_index(0)
    at = {name: column for column, name in enumerate(sheet.row_values(0))}
    project = read_project(file(MAXQDA), "maxqda")
    seen = [sheet.row_values(row) for row in range(1, sheet.nrows)]
    assert [(c.document, c.code, c.coder, c.text) for c in project.codings] == [
        (row[at["Nazwa dokumentu"]], row[at["Kod"]], row[at["Autor"]], row[at["Fragment"]])
        for row in seen
    ]
    assert [c.row for c in project.codings] == list(range(2, sheet.nrows + 1))
    assert {document.name for document in project.documents} == {row[3] for row in seen}
    assert {code.name for code in project.codes} == {row[4] for row in seen}
    # paragraphs, as numbers of a workbook, are places and no positions
    assert {c.start for c in project.codings} == {None}
    assert {c.place for c in project.codings} == {
        str(int(row[at["Początek"]])) for row in seen if row[at["Początek"]] == row[at["Koniec"]]
    }


def test_every_row_of_the_polish_export_reaches_the_table(tmp_path: Path) -> None:
    project = read_project(file(MAXQDA), "maxqda")
    names = [code.name for code in project.codes]
    entries = "".join(f'[[codes]]\ntool = "{name}"\ncode = "other"\n' for name in names[1:])
    book = f'ignored = ["{names[0]}"]\n[codebook]\nname = "kooperacja"\nversion = "1.0"\n{entries}'
    (tmp_path / "codebook.toml").write_text(book, encoding="utf-8")
    said = {
        "project": {"id": "fgi", "tool": "maxqda", "files": "x"},
        "document_constant": {"wave": "fgi_2018"},
        "coder": {"names": {"agata": "K1"}},
    }
    part = GroupFiles(
        projects=(project,),
        mapping=FgiMapping.model_validate(said),
        codebook=load_codebook(tmp_path / "codebook.toml"),
    )
    made = convert_groups([part], waves=["fgi_2018"])
    own = [coding for coding in project.codings if coding.code == names[0]]
    # 402 rows less those of the ignored code; two codes that now mean the same and stand on the
    # same words in the same paragraph stay two, because without positions they may be two places
    assert len(made.tables["codings"]) == 402 - len(own)
    assert made.ignored == {names[0]: len(own)}
    assert len(made.tables["fgi_documents"]) == 39
    assert {problem.rule for problem in made.problems} == {"ignored_codings"}
    assert made.tables["codings"]["coder"].unique().tolist() == ["K1"]
