"""QualCoder: the database of several versions, damaged ones, zipped folders, and reports."""

import zipfile
from io import BytesIO

import pytest
from fgi_drawn import book, database, rules

from kooperacja_eval.ingest.fgi.qualcoder import read_qualcoder
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile

pytestmark = pytest.mark.unit

TEXT = "Nie ma czasu. Ludzie odchodzą."
#       0123456789012  14: the second sentence
CODES = """
INSERT INTO project (databaseversion) VALUES ('v6');
INSERT INTO code_cat (catid, name, supercatid) VALUES (1, 'Bariery', NULL), (2, 'Praca', 1);
INSERT INTO code_name (cid, name, memo, catid) VALUES (7, 'Czas', 'brak czasu', 2);
"""
WHOLE = f"""
{CODES}
INSERT INTO source (id, name, fulltext) VALUES (1, 'FGI Cyców', '{TEXT}');
INSERT INTO code_text (ctid, cid, fid, seltext, pos0, pos1, owner)
  VALUES (5, 7, 1, 'Nie ma czasu.', 0, 13, 'ewa');
"""


def test_a_coding_has_positions_coder_and_words() -> None:
    project = read_qualcoder(database(WHOLE))
    (coding,) = project.codings
    assert (coding.id, coding.start, coding.end, coding.coder) == ("ctid:5", 0, 13, "ewa")
    assert project.documents[0].text is not None
    assert project.documents[0].text[0:13] == coding.text
    assert (project.origin, project.problems) == ("QualCoder v6", ())


def test_categories_are_codes_that_cannot_be_given() -> None:
    codes = read_qualcoder(database(WHOLE)).codes
    assert [(c.id, c.name, c.parent, c.codable) for c in codes] == [
        ("catid:1", "Bariery", "", False),
        ("catid:2", "Praca", "catid:1", False),
        ("cid:7", "Czas", "catid:2", True),
    ]
    assert codes[2].definition == "brak czasu"


def test_a_code_may_lie_below_another_code() -> None:
    more = "INSERT INTO code_name (cid, name, supercid) VALUES (8, 'Wieczory', 7);"
    assert read_qualcoder(database(WHOLE + more)).codes[-1].parent == "cid:7"


def test_attributes_of_the_file_and_of_its_case_are_variables() -> None:
    more = """
    INSERT INTO cases (caseid, name) VALUES (1, 'PZK');
    INSERT INTO case_text (caseid, fid, pos0, pos1) VALUES (1, 1, 0, 5);
    INSERT INTO attribute (name, attr_type, value, id) VALUES
      ('PZK', 'case', 'LU-01', 1), ('Runda', 'file', 'fgi_2018', 1);
    """
    document = read_qualcoder(database(WHOLE + more)).documents[0]
    assert document.variables == {"PZK": "LU-01", "Runda": "fgi_2018"}


def test_an_old_version_without_the_newer_columns_and_tables_is_read() -> None:
    schema = """
    CREATE TABLE source (id INTEGER, name TEXT, fulltext TEXT, mediapath TEXT);
    CREATE TABLE code_name (cid INTEGER, name TEXT);
    CREATE TABLE code_text (ctid INTEGER, cid INTEGER, fid INTEGER, seltext TEXT, pos0 INTEGER,
      pos1 INTEGER, owner TEXT);
    """
    rows = """
    INSERT INTO source VALUES (1, 'FGI', 'Nie ma czasu.', NULL);
    INSERT INTO code_name VALUES (1, 'Czas');
    INSERT INTO code_text VALUES (1, 1, 1, 'Nie', 0, 3, 'ewa');
    """
    project = read_qualcoder(database(rows, schema=schema))
    assert [(c.code, c.start, c.end) for c in project.codings] == [("cid:1", 0, 3)]


@pytest.mark.parametrize(("first", "last"), [(2, 6), (3, 7)])
def test_positions_after_an_emoji_are_code_points(first: int, last: int) -> None:
    # "😀 czas": code points 2-6; in UTF-16 units, of which the emoji has two, 3-7
    rows = f"""
    INSERT INTO source (id, name, fulltext) VALUES (1, 'FGI', '😀 czas mija');
    INSERT INTO code_text (ctid, cid, fid, seltext, pos0, pos1, owner)
      VALUES (1, 7, 1, 'czas', {first}, {last}, 'ewa');
    """
    (coding,) = read_qualcoder(database(CODES + rows)).codings
    assert (coding.start, coding.end) == (2, 6)


def test_windows_line_breaks_are_counted_in_the_text_kept_here() -> None:
    rows = """
    INSERT INTO source (id, name, fulltext) VALUES (1, 'FGI', 'a' || char(13, 10) || 'czas');
    INSERT INTO code_text (ctid, cid, fid, seltext, pos0, pos1, owner)
      VALUES (1, 7, 1, 'czas', 3, 7, 'ewa');
    """
    project = read_qualcoder(database(CODES + rows))
    assert (project.documents[0].text, project.codings[0].start) == ("a\nczas", 2)


def test_recordings_and_pictures_are_kept_without_positions() -> None:
    rows = """
    INSERT INTO source (id, name, mediapath) VALUES (1, 'fgi.mp3', '/audio/fgi.mp3'),
      (2, 'tablica.jpg', '/images/tablica.jpg');
    INSERT INTO code_av (avid, id, pos0, pos1, cid, owner) VALUES (1, 1, 61000, 75500, 7, 'ewa');
    INSERT INTO code_image (imid, id, x1, y1, cid, owner) VALUES (1, 2, 10, 20, 7, 'ewa');
    """
    project = read_qualcoder(database(CODES + rows))
    assert [(c.id, c.medium, c.start, c.place) for c in project.codings] == [
        ("imid:1", "picture", None, "10, 20"),
        ("avid:1", "audio", None, "0:01:01 - 0:01:15"),
    ]


def test_a_code_deleted_from_the_codebook_is_named() -> None:
    project = read_qualcoder(database(f"{WHOLE}; DELETE FROM code_name;"))
    assert rules(project.problems) == ["deleted_code"]
    assert "nie ma go w księdze kodów" in project.problems[0].message.pl


def test_a_deleted_document_is_named_and_its_coding_left_out() -> None:
    project = read_qualcoder(database(f"{WHOLE}; DELETE FROM source;"))
    assert (rules(project.problems), project.codings) == (["deleted_document"], ())


def test_positions_past_the_end_are_named_and_dropped() -> None:
    project = read_qualcoder(database(f"{WHOLE}; UPDATE code_text SET pos1 = 900;"))
    assert rules(project.problems) == ["position_outside"]
    assert (project.codings[0].start, project.codings[0].end) == (None, None)
    assert "skrócono po zakodowaniu" in project.problems[0].message.pl


@pytest.mark.parametrize("kept", [60, 5000, -1])
def test_a_database_cut_short_is_refused(kept: int) -> None:
    whole = database(WHOLE).data
    with pytest.raises(RefusedFileError) as caught:
        read_qualcoder(SurveyFile(name="data.qda", data=whole[:kept]))
    assert caught.value.rule == "damaged_database"
    assert "ucięta lub uszkodzona" in caught.value.message.pl


def test_a_database_with_a_broken_page_is_refused() -> None:
    whole = database(WHOLE).data
    size = int.from_bytes(whole[16:18], "big")
    broken = whole[:size] + b"\xff" * (len(whole) - size)
    with pytest.raises(RefusedFileError, match="uszkodzona"):
        read_qualcoder(SurveyFile(name="data.qda", data=broken))


def test_a_database_of_another_program_is_refused() -> None:
    with pytest.raises(RefusedFileError, match="nie ma tabel QualCodera"):
        read_qualcoder(database("", schema="CREATE TABLE a (b);"))


def zipped(*names: str) -> SurveyFile:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, database(WHOLE).data)
    return SurveyFile(name="projekt.zip", data=out.getvalue())


def test_a_zipped_folder_is_read() -> None:
    assert len(read_qualcoder(zipped("fgi.qda/data.qda", "fgi.qda/audio/x.mp3")).codings) == 1


def test_a_zip_with_two_projects_is_refused() -> None:
    with pytest.raises(RefusedFileError, match="kilka baz"):
        read_qualcoder(zipped("a.qda/data.qda", "b.qda/data.qda"))


REPORT = (
    '"File","Coder","Coded","Id","Codename","Coded_Memo","Category","Category","FileVar_Runda"\r\n'
    '"FGI","ewa","nie ma kiedy","ctid:5","Czas","","Praca","Bariery","fgi_2018"\r\n'
    '"FGI","ewa","brak ludzi","ctid:6","Kadry","","Bariery","fgi_2018"\r\n'
    '"FGI","ewa","image","imid:1","Inne","","fgi_2018"\r\n'
)


def test_a_report_finds_categories_and_variables_in_records_of_any_length() -> None:
    # the program does not fill up records of codes that lie less deep
    file = SurveyFile(name="raport.csv", data=REPORT.encode("utf-8-sig"))
    project = read_qualcoder(file)
    assert [(c.id, c.code, c.coder) for c in project.codings] == [
        ("ctid:5", "Bariery > Praca > Czas", "ewa"),
        ("ctid:6", "Bariery > Kadry", "ewa"),
        ("imid:1", "Inne", "ewa"),
    ]
    assert project.documents[0].variables == {"Runda": "fgi_2018"}
    assert (project.codings[2].medium, project.codings[2].text) == ("picture", "")


def test_a_report_by_cases_takes_the_name_of_the_file() -> None:
    text = '"Case","Filename","Coder","Coded","Id","Codename","Coded_Memo"\r\n"P1","FGI","ewa","x",'
    file = SurveyFile(name="raport.csv", data=f'{text}"ctid:1","Czas",""\r\n'.encode("utf-8-sig"))
    assert [document.name for document in read_qualcoder(file).documents] == ["FGI"]


def test_codes_by_segments_give_a_coding_for_each_one() -> None:
    rows = [
        ["caseid", "case name", "fileid", "file name", "pos0", "pos1", "text", "Czas", "Kadry"],
        [-1, "", 4, "FGI", 0, 12, "Nie ma czasu", 1, 0],
        [-1, "", 4, "FGI", 14, 29, "Ludzie odchodzą", 1, 1],
    ]
    project = read_qualcoder(book(rows))
    assert [(c.document, c.code, c.start, c.end) for c in project.codings] == [
        ("4", "Czas", 0, 12),
        ("4", "Czas", 14, 29),
        ("4", "Kadry", 14, 29),
    ]


def test_exact_matches_keep_number_and_coder() -> None:
    rows = [
        ["cid", "code name", "pos0", "pos1", "text", "Coded memo", "fid", "File name", "Coder"],
        [7, "Czas", 0, 12, "Nie ma czasu", "", 4, "FGI", "ewa"],
    ]
    (coding,) = read_qualcoder(book(rows)).codings
    assert (coding.code, coding.document, coding.coder) == ("cid:7", "4", "ewa")


def test_a_table_that_is_no_report_names_what_it_lacks() -> None:
    with pytest.raises(RefusedFileError, match="Coded; Id; Codename"):
        read_qualcoder(SurveyFile(name="a.csv", data=b"File,Coder\nFGI,ewa\n"))
