"""Files of every program, from their bytes to the same tables."""

import csv
import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from fgi_study import TEXT, config, put, qualcoder, say, workbook

from kooperacja_eval.ingest.fgi.run import ingest_focus_groups

pytestmark = pytest.mark.integration

ENTRY = """
[[documents]]
pattern = 'FGI (?P<pzk>[A-Z]{2}-[0-9]{2}) (?P<year>[0-9]{4})'
document_id = "fgi_{year}_{pzk}"
wave = "fgi_{year}"
pzk_id = "{pzk}"

[coder]
names = { "Ewa Testowa" = "K1" }
"""
NAME = "FGI LU-01 2018"
WORDS = TEXT[10:22]
MAXQDA = [
    ["Kolor", "Grupa dokumentów", "Nazwa dokumentu", "Kod", "Początek", "Koniec", "Waga",
     "Fragment", "Autor"],
    ["●", "", NAME, "Trudności\\Czas", 1, 1, 0, WORDS, "Ewa Testowa"],
    ["●", "", NAME, "Robocze", 1, 1, 0, "x", "Ewa Testowa"],
]  # fmt: skip
ATLAS = [
    ["ID", "Document", "Quotation Content", "Codes", "Reference", "Created by"],
    ["1:1", NAME, WORDS, "Trudności > Czas\nRobocze", "1 - 1", "Ewa Testowa"],
]
PLAIN = [
    ["dokument", "kod", "koder", "początek", "koniec", "fragment", "sektor mówiącego"],
    [NAME, "Trudności > Czas", "Ewa Testowa", "10", "22", WORDS, "policja"],
    [NAME, "Robocze", "Ewa Testowa", "10", "22", WORDS, ""],
]
COLUMN = '\n[speaker]\nfrom = "column"\n'


def as_csv(rows: list[list[object]], *, encoding: str = "utf-8-sig", delimiter: str = ";") -> bytes:
    out = StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def zipped(data: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("fgi.qda/data.qda", data)
    return out.getvalue()


def report(folder: Path) -> bytes:
    rows = [
        ["File", "Coder", "Coded", "Id", "Codename", "Coded_Memo", "Category"],
        [NAME, "Ewa Testowa", WORDS, "ctid:1", "Czas", "", "Trudności"],
    ]
    return as_csv(rows, delimiter=",")


QDE = """<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="fgi" origin="synthetic">
<Users><User guid="11111111-0000-0000-0000-000000000001" name="Ewa Testowa"/></Users>
<CodeBook><Codes>
<Code guid="11111111-0000-0000-0000-00000000000a" name="Trudności" isCodable="true">
<Code guid="11111111-0000-0000-0000-00000000000b" name="Czas" isCodable="true"/></Code>
</Codes></CodeBook>
<Sources><TextSource guid="11111111-0000-0000-0000-0000000000f1" name="FGI LU-01 2018"
  plainTextPath="internal://11111111-0000-0000-0000-0000000000f1.txt">
<PlainTextSelection guid="11111111-0000-0000-0000-0000000000e1" name="Nie ma czasu"
  startPosition="10" endPosition="22"
  creatingUser="11111111-0000-0000-0000-000000000001">
<Coding guid="11111111-0000-0000-0000-0000000000c1"
  creatingUser="11111111-0000-0000-0000-000000000001">
<CodeRef targetGUID="11111111-0000-0000-0000-00000000000b"/></Coding>
</PlainTextSelection></TextSource></Sources>
</Project>"""


def qdpx() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("project.qde", QDE)
        archive.writestr("Sources/11111111-0000-0000-0000-0000000000f1.txt", TEXT)
    return out.getvalue()


MADE = {
    "refi": ("refi_qda", "p.qdpx", lambda _: qdpx(), ""),
    "maxqda": ("maxqda", "e.xlsx", lambda _: workbook(MAXQDA), ""),
    "atlas": ("atlas_ti", "e.xlsx", lambda _: workbook(ATLAS), ""),
    "qualcoder": ("qualcoder", "data.qda", lambda f: qualcoder(f, (10, 22, "Ewa Testowa")), ""),
    "zipped": ("qualcoder", "p.zip", lambda f: zipped(qualcoder(f, (10, 22, "Ewa Testowa"))), ""),
    "report": ("qualcoder", "r.csv", report, ""),
    "csv": ("table", "t.csv", lambda _: as_csv(PLAIN), COLUMN),
    "cp1250": ("table", "t.csv", lambda _: as_csv(PLAIN, encoding="cp1250"), COLUMN),
    "xlsx": ("table", "t.xlsx", lambda _: workbook(PLAIN), COLUMN),
}


@pytest.mark.parametrize("kind", MADE)
def test_every_program_gives_the_same_coding(tmp_path: Path, kind: str) -> None:
    tool, name, make, more = MADE[kind]
    put(tmp_path, f"fgi/{name}", make(tmp_path))
    say(tmp_path, tool, "fgi/*", ENTRY + more)
    result = ingest_focus_groups(tmp_path, config(["fgi.toml"]))
    assert [p for p in result.problems if p.severity == "error"] == []
    (row,) = result.tables["codings"].to_dict("records")
    assert (row["document_id"], row["code_id"], row["coder"], row["text"]) == (
        "fgi_2018_LU-01", "barrier.time", "K1", WORDS,
    )  # fmt: skip
    (document,) = result.tables["fgi_documents"].to_dict("records")
    assert (document["wave"], document["pzk_id"]) == ("fgi_2018", "LU-01")
    assert [file.path for file in result.files] == [f"fgi/{name}"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_plain_table_brings_the_sector(tmp_path: Path, kind: str) -> None:
    tool, name, make, more = MADE[kind]
    put(tmp_path, f"fgi/{name}", make(tmp_path))
    say(tmp_path, tool, "fgi/*", ENTRY + more)
    result = ingest_focus_groups(tmp_path, config(["fgi.toml"]))
    assert result.tables["codings"]["speaker_sector"].tolist() == ["security"]


def test_transcripts_beside_the_table_are_cut_and_marked(tmp_path: Path) -> None:
    put(tmp_path, "fgi/t.csv", as_csv(PLAIN))
    put(tmp_path, f"teksty/{NAME}.txt", TEXT.replace("\n", "\r\n").encode("utf-8-sig"))
    more = f'transcripts = "teksty/*.txt"\n{ENTRY}\n[speaker]\nfrom = "marks"\n'
    say(tmp_path, "table", "fgi/*.csv", more)
    result = ingest_focus_groups(tmp_path, config(["fgi.toml"]))
    assert result.tables["fgi_documents"]["length"].tolist() == [len(TEXT)]
    assert result.tables["codings"]["speaker_sector"].tolist() == ["security"]
    assert len(result.files) == 2


@pytest.mark.parametrize(
    ("tool", "data", "rule", "said"),
    [
        ("atlas_ti", workbook(MAXQDA), "other_tool", "z innego programu: MAXQDA"),
        ("maxqda", workbook([["Nazwa dokumentu", "Waga"]]), "missing_columns", "kod / code"),
        ("qualcoder", b"SQLite format 3\x00" + b"\x00" * 50, "damaged_database", "ucięta"),
        ("qualcoder", b"PK\x03\x04 nic", "damaged_zip", "uszkodzon"),
        ("table", b"", "empty_file", "pusty"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_problem_with_its_place(
    tmp_path: Path, tool: str, data: bytes, rule: str, said: str
) -> None:
    put(tmp_path, "fgi/plik", data)
    say(tmp_path, tool, "fgi/*", ENTRY)
    result = ingest_focus_groups(tmp_path, config(["fgi.toml"]))
    (problem,) = result.problems
    assert (problem.rule, problem.file, problem.severity) == (rule, "fgi/plik", "error")
    assert said in problem.message.pl
    assert problem.message.en != problem.message.pl
