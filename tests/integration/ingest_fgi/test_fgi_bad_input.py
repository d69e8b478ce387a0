"""Files that are unsafe, damaged or changed: said in Polish with place and way out, nothing lost.

Every case is a small study whose second file is right, so that one sees that it is still read.
"""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from fgi_study import TEXT, config, put, say

from kooperacja_eval.ingest.fgi.run import FocusGroupsResult, ingest_focus_groups
from kooperacja_eval.schemas.problems import Problem

pytestmark = pytest.mark.integration

ENTRY = """
[document_constant]
wave = "fgi_2018"

[coder]
names = { "Koderka A" = "K1", "Koder B" = "K2" }
"""
GUID = "11111111-0000-4000-8000-0000000000{}"
BRANCH, TIME, OTHER_BRANCH, OTHER_TIME, GONE = (
    GUID.format(n) for n in ("c1", "c2", "c3", "c4", "c9")
)
CODER_A, CODER_B = GUID.format("a1"), GUID.format("a2")
BOMB = (
    '<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
)
Stretch = tuple[int, int, str, str]
"""First, last, code and coder."""
MORE_CODES = """
[[codes]]
tool = "Potrzeby > Czas"
code = "need.services"
"""


def qde(
    stretches: Sequence[Stretch], *, name: str = "FGI", words: bool = True, text: str = TEXT
) -> str:
    selections = "".join(
        f'<PlainTextSelection guid="{GUID.format(f"e{n}")}" startPosition="{a}" endPosition="{b}" '
        f'name="{text[a:b].strip() if words else ""}">'
        f'<Coding guid="{GUID.format(f"d{n}")}" creatingUser="{coder}">'
        f'<CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
        for n, (a, b, code, coder) in enumerate(stretches)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<Project xmlns="urn:QDA-XML:project:1.0" name="fgi" origin="synthetic">'
        f'<Users><User guid="{CODER_A}" name="Koderka A"/><User guid="{CODER_B}" name="Koder B"/>'
        "</Users><CodeBook><Codes>"
        f'<Code guid="{BRANCH}" name="Trudności" isCodable="true">'
        f'<Code guid="{TIME}" name="Czas" isCodable="true"/></Code>'
        f'<Code guid="{OTHER_BRANCH}" name="Potrzeby" isCodable="true">'
        f'<Code guid="{OTHER_TIME}" name="Czas" isCodable="true"/></Code>'
        "</Codes></CodeBook>"
        f'<Sources><TextSource guid="{GUID.format("f1")}" name="{name}" '
        f'plainTextPath="internal://fgi.txt">{selections}</TextSource></Sources></Project>'
    )


def qdpx(
    stretches: Sequence[Stretch], *, name: str = "FGI", text: str | None = TEXT,
    project: str | None = None, more: dict[str, bytes] | None = None,
) -> bytes:  # fmt: skip
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", project or qde(stretches, name=name))
        if text is not None:
            archive.writestr("sources/fgi.txt", text)
        for path, content in (more or {}).items():
            archive.writestr(path, content)
    return out.getvalue()


GOOD = [(10, 22, TIME, CODER_A)]


def study(folder: Path, *files: bytes, codes: str = MORE_CODES) -> Path:
    """Write a study of some files, named ``a.qdpx``, ``b.qdpx`` and so on."""
    home = folder / "study"
    for name, data in zip("abcd", files, strict=False):
        put(home, f"fgi/{name}.qdpx", data)
    say(home, "refi_qda", "fgi/*.qdpx", ENTRY)
    book = home / "codebook.toml"
    book.write_text(book.read_text("utf-8") + codes, encoding="utf-8")
    return home


def read(home: Path) -> FocusGroupsResult:
    return ingest_focus_groups(home, config(["fgi.toml"]))


def everything(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def rows(result: FocusGroupsResult, *columns: str) -> list[tuple[object, ...]]:
    picked = result.tables["codings"][list(columns)].astype(object)
    return list(picked.where(picked.notna(), None).itertuples(index=False, name=None))


def only(result: FocusGroupsResult, rule: str) -> Problem:
    (found,) = [problem for problem in result.problems if problem.rule == rule]
    assert found.message.pl != found.message.en
    assert "Testow" not in found.message.pl
    return found


@pytest.mark.parametrize(
    "path",
    ["../uciekinier.txt", "sources/../../../uciekinier.txt", "{root}/uciekinier.txt", "C:/u.txt",
     "..\\uciekinier.txt"],
)  # fmt: skip
def test_entries_that_lead_out_of_the_archive(tmp_path: Path, path: str) -> None:
    bad = qdpx(GOOD, more={path.format(root=tmp_path.as_posix()): b"obce"})
    home = study(tmp_path, bad, qdpx(GOOD, name="FGI 2"))
    before = everything(tmp_path)
    result = read(home)
    problem = only(result, "zip_path")
    assert (problem.severity, problem.file) == ("error", "fgi/a.qdpx")
    assert "wychodzi poza archiwum" in problem.message.pl
    assert everything(tmp_path) == before
    assert rows(result, "source_file") == [("fgi/b.qdpx",)]


def test_a_zip_bomb(tmp_path: Path) -> None:
    bad = qdpx(GOOD, more={"sources/b.txt": bytes(20 * 1024**2)})
    assert len(bad) < 100_000
    home = study(tmp_path, bad, qdpx(GOOD, name="FGI 2"))
    before = everything(tmp_path)
    result = read(home)
    problem = only(result, "zip_too_large")
    assert (problem.severity, problem.file) == ("error", "fgi/a.qdpx")
    assert "spakowany ponad" in problem.message.pl
    assert everything(tmp_path) == before
    assert rows(result, "source_file") == [("fgi/b.qdpx",)]


@pytest.mark.parametrize(
    "doctype", [BOMB, '<!DOCTYPE p [<!ENTITY c SYSTEM "file:///etc/hostname">]>']
)
def test_an_entity_bomb_and_an_entity_from_outside(tmp_path: Path, doctype: str) -> None:
    said = qde(GOOD).replace("?>", f"?>{doctype}", 1).replace('name="fgi"', 'name="&c;"')
    result = read(study(tmp_path, qdpx([], project=said), qdpx(GOOD, name="FGI 2")))
    problem = only(result, "refi_entities")
    assert (problem.severity, problem.file) == ("error", "fgi/a.qdpx")
    assert "DTD albo własne encje" in problem.message.pl
    assert rows(result, "source_file") == [("fgi/b.qdpx",)]


def test_a_source_whose_text_is_not_there_keeps_its_codings(tmp_path: Path) -> None:
    result = read(study(tmp_path, qdpx(GOOD, text=None), qdpx(GOOD, name="FGI 2")))
    problem = only(result, "missing_text")
    assert (problem.severity, problem.file) == ("error", "fgi/a.qdpx")
    assert (
        f"1 ({GUID.format('f1')}) wskazuje tekst, którego nie ma w archiwum" in problem.message.pl
    )
    assert "ich liczba: 1. Wyeksportuj projekt razem ze źródłami." in problem.message.pl
    assert rows(result, "document_id", "code_id", "coder", "start") == [
        ("fgi", "barrier.time", "K1", None),
        ("fgi_2", "barrier.time", "K1", 10),
    ]


@pytest.mark.parametrize("path", ["file://{root}/tekst.txt", "{root}/tekst.txt", "../tekst.txt"])
def test_a_text_outside_the_archive_is_not_looked_for(tmp_path: Path, path: str) -> None:
    (tmp_path / "tekst.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "study/data_raw").mkdir(parents=True)
    (tmp_path / "study/data_raw/tekst.txt").write_text(TEXT, encoding="utf-8")
    said = qde(GOOD).replace("internal://fgi.txt", path.format(root=tmp_path.as_posix()))
    result = read(study(tmp_path, qdpx([], text=None, project=said)))
    assert "Wyeksportuj projekt razem ze źródłami" in only(result, "missing_text").message.pl
    assert result.tables["fgi_documents"]["text"].isna().all()
    assert rows(result, "code_id", "start") == [("barrier.time", None)]


def test_a_position_past_the_end_is_kept_without_position(tmp_path: Path) -> None:
    past = (40, len(TEXT) + 5, TIME, CODER_B)
    said = qde([*GOOD, past], words=False)
    result = read(study(tmp_path, qdpx([], project=said)))
    problem = only(result, "position_outside")
    assert (problem.severity, problem.file) == ("error", "fgi/a.qdpx")
    assert f"pozycją poza tekstem (długość {len(TEXT)}); ich liczba: 1" in problem.message.pl
    assert rows(result, "coder", "start", "end") == [("K1", 10, 22), ("K2", None, None)]


def test_one_coder_and_code_overlapping_is_said_and_kept(tmp_path: Path) -> None:
    result = read(study(tmp_path, qdpx([*GOOD, (17, 23, TIME, CODER_A)])))
    problem = only(result, "overlapping_codings")
    assert (problem.severity, problem.file) == ("warning", "fgi/a.qdpx")
    assert "liczba takich fragmentów: 1" in problem.message.pl
    assert rows(result, "start", "end") == [(10, 22), (17, 23)]
    assert len(result.problems) == 1


def test_overlaps_in_one_of_several_files_are_said_once(tmp_path: Path) -> None:
    overlapping = qdpx([*GOOD, (17, 23, TIME, CODER_A)])
    result = read(study(tmp_path, overlapping, qdpx(GOOD, name="FGI 2")))
    assert [(p.rule, p.file) for p in result.problems] == [("overlapping_codings", "fgi/a.qdpx")]


def test_one_coder_overlapping_in_two_files_is_said(tmp_path: Path) -> None:
    result = read(study(tmp_path, qdpx(GOOD), qdpx([(17, 23, TIME, CODER_A)])))
    problem = only(result, "overlapping_codings")
    assert problem.file == "fgi/a.qdpx; fgi/b.qdpx"
    assert rows(result, "start", "end") == [(10, 22), (17, 23)]


def test_other_codes_and_other_coders_may_overlap(tmp_path: Path) -> None:
    others = [(17, 23, OTHER_TIME, CODER_A), (12, 20, TIME, CODER_B)]
    result = read(study(tmp_path, qdpx([*GOOD, *others])))
    assert result.problems == []
    assert len(rows(result, "start")) == 3


def test_a_deleted_code_is_said_with_its_identifier_and_count(tmp_path: Path) -> None:
    gone = [(24, 34, GONE, CODER_A), (35, 50, GONE, CODER_B)]
    result = read(study(tmp_path, qdpx([*GOOD, *gone])))
    problem = only(result, "deleted_code")
    assert (problem.severity, problem.file) == ("error", "fgi/a.qdpx")
    assert f"Kod {GONE} jest nadany, ale nie ma go w księdze kodów" in problem.message.pl
    assert "liczba fragmentów: 2" in problem.message.pl
    assert "wpisz ten identyfikator w codebook.toml" in problem.message.pl
    assert f"Kodu „{GONE}” (2 fragm.) nie ma w codebook.toml" in (
        only(result, "unmapped_code").message.pl
    )
    assert len(rows(result, "code_id")) == 1


NAMED = f'{MORE_CODES}[[codes]]\ntool = "{GONE}"\ncode = "barrier.staff"\n'


@pytest.mark.parametrize(
    ("codes", "ignored", "kept"),
    [
        (NAMED, "Robocze", ["barrier.time", "barrier.staff"]),
        (MORE_CODES, GONE, ["barrier.time"]),
    ],
)
def test_a_deleted_code_that_the_codebook_names_stops_nothing(
    tmp_path: Path, codes: str, ignored: str, kept: list[str]
) -> None:
    home = study(tmp_path, qdpx([*GOOD, (24, 34, GONE, CODER_A)]), codes=codes)
    book = home / "codebook.toml"
    book.write_text(book.read_text("utf-8").replace('"Robocze"', f'"{ignored}"'), "utf-8")
    result = read(home)
    assert only(result, "deleted_code").severity == "warning"
    assert [p.rule for p in result.problems if p.severity == "error"] == []
    assert [code for (code,) in rows(result, "code_id")] == kept


def test_two_codes_with_the_same_leaf_name_stay_two(tmp_path: Path) -> None:
    result = read(study(tmp_path, qdpx([*GOOD, (10, 22, OTHER_TIME, CODER_A)])))
    assert rows(result, "code_id", "start") == [("barrier.time", 10), ("need.services", 10)]
    assert result.problems == []


def test_the_second_of_two_leaf_names_is_not_taken_for_the_first(tmp_path: Path) -> None:
    home = study(tmp_path, qdpx([*GOOD, (10, 22, OTHER_TIME, CODER_A)]), codes="")
    result = read(home)
    assert "„Potrzeby > Czas” (1 fragm.)" in only(result, "unmapped_code").message.pl
    assert rows(result, "code_id") == [("barrier.time",)]


def test_a_transcript_changed_between_coders(tmp_path: Path) -> None:
    changed = TEXT.replace("Nie ma", "Nie było")
    other = qdpx([], text=changed, project=qde([(10, 24, TIME, CODER_B)], text=changed))
    result = read(study(tmp_path, qdpx(GOOD), other))
    problem = only(result, "changed_transcript")
    assert (problem.severity, problem.file) == ("error", "fgi/b.qdpx")
    # the first 14 characters are the same: [policja] and a space, Nie and a space
    assert "w plikach fgi/a.qdpx i fgi/b.qdpx, ale inną treść od znaku 15" in problem.message.pl
    assert "Niech obaj kodują ten sam tekst" in problem.message.pl
    assert rows(result, "coder", "start", "text") == [
        ("K1", 10, "Nie ma czasu"),
        ("K2", None, "Nie było czasu"),
    ]
    assert result.tables["fgi_documents"]["text"].tolist() == [TEXT]
