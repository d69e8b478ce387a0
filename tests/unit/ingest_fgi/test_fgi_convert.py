"""From coded transcripts to the tables: documents, meanings, coders, speakers, stretches."""

import datetime as dt
import unicodedata

import pytest
from fgi_drawn import SHIPPED, coding, converted, drawn, mapping, project, rules

from kooperacja_eval.ingest.fgi.project import QualCode, QualDocument
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.validate import validate

pytestmark = pytest.mark.unit

TEXT = "Nie ma czasu. Ludzie odchodzą."
#       0123456789012 (13) 14-30
TIME, STAFF = "Bariery > Brak czasu", "Bariery > Braki kadrowe i rotacja"


def test_a_stretch_becomes_a_row_cut_from_the_text() -> None:
    found = converted(project([coding(TIME, "0-12", "Nie ma czasu")], texts={"FGI": TEXT}))
    assert drawn(found.tables["codings"], "document_id", "code_id", "start", "end", "text") == [
        ("fgi", "barrier.time", 0, 12, "Nie ma czasu")
    ]
    assert drawn(found.tables["fgi_documents"], "name", "wave", "length") == [
        ("FGI", "fgi_2018", 30)
    ]
    assert found.problems == []
    for name, frame in found.tables.items():
        assert validate(TABLES[name], frame) == []


def test_a_document_is_what_its_entry_says() -> None:
    entry = {
        "name": "FGI", "document_id": "lu01", "wave": "fgi_2019", "pzk_id": "LU-01",
        "voivodeship": "Lubelskie", "held_on": dt.date(2019, 6, 14), "participants": 9,
    }  # fmt: skip
    found = converted(project([coding(TIME)]), said=mapping(documents=[entry]))
    columns = ("document_id", "wave", "pzk_id", "voivodeship", "held_on", "participants")
    (row,) = drawn(found.tables["fgi_documents"], *columns)
    assert row[:4] == ("lu01", "fgi_2019", "LU-01", "lubelskie")
    assert (str(row[4])[:10], row[5]) == ("2019-06-14", 9)


def test_variables_of_the_program_fill_what_no_entry_says() -> None:
    made = project([coding(TIME)])
    document = QualDocument(id="FGI", name="FGI", variables={"Runda": "II", "PZK": "LU-02"})
    said = mapping(
        document_constant={},
        document_variables={"wave": "Runda", "pzk_id": "PZK"},
        document_values={"wave": {"II": "fgi_2019"}},
    )
    found = converted(_with(made, document), said=said)
    assert drawn(found.tables["fgi_documents"], "wave", "pzk_id") == [("fgi_2019", "LU-02")]


def _with(made, *documents):
    return type(made)(
        tool=made.tool, file=made.file, origin=made.origin, documents=documents,
        codes=made.codes, codings=made.codings,
    )  # fmt: skip


def test_a_document_without_an_entry_is_named_and_left_out() -> None:
    said = mapping(document_constant={}, documents=[{"name": "Inny", "wave": "fgi_2018"}])
    found = converted(project([coding(TIME)]), said=said)
    assert rules(found.problems) == ["unmapped_document"]
    assert "„FGI” nie ma wpisu w fgi.toml" in found.problems[0].message.pl
    assert found.tables["codings"].empty


def test_documents_of_one_name_are_told_apart_by_their_identifier() -> None:
    documents = [QualDocument(id=f"Runda {n} > FGI", name="FGI") for n in (1, 2)]
    codings = [coding(TIME, document=document.id) for document in documents]
    entries = [
        {"name": f"Runda {n} > FGI", "document_id": f"r{n}", "wave": "fgi_2018"} for n in (1, 2)
    ]
    found = converted(_with(project(codings), *documents), said=mapping(documents=entries))
    assert found.tables["codings"]["document_id"].tolist() == ["r1", "r2"]
    assert found.problems == []


def test_names_with_separate_diacritics_are_the_same_names() -> None:
    apart = unicodedata.normalize("NFD", "FGI Cyców")
    made = project([coding(TIME, document=apart)])
    said = mapping(document_constant={}, documents=[{"name": "FGI Cyców", "wave": "fgi_2018"}])
    assert converted(made, said=said).problems == []


def test_an_ignored_document_is_left_out_in_silence() -> None:
    found = converted(project([coding(TIME)]), said=mapping(ignored_documents=["FGI"]))
    assert (found.problems, len(found.tables["fgi_documents"])) == ([], 0)


def test_an_unknown_round_is_named_with_the_known_ones() -> None:
    found = converted(project([coding(TIME)]), said=mapping(document_constant={"wave": "2018"}))
    assert rules(found.problems) == ["unknown_wave"]
    assert "nie ma rundy „2018”; są: fgi_2018, fgi_2019" in found.problems[0].message.pl


def test_a_value_that_cannot_be_read_is_named() -> None:
    said = mapping(document_constant={"wave": "fgi_2018", "held_on": "latem"})
    found = converted(project([coding(TIME)]), said=said)
    assert rules(found.problems) == ["wrong_value"]
    assert len(found.tables["codings"]) == 1


def test_two_documents_of_a_file_may_not_have_one_identifier() -> None:
    entry = {"pattern": "FGI.*", "document_id": "jeden", "wave": "fgi_2018"}
    made = project([coding(TIME, document="FGI 1"), coding(TIME, document="FGI 2")])
    found = converted(made, said=mapping(documents=[entry]))
    assert rules(found.problems) == ["same_document_id"]
    assert len(found.tables["codings"]) == 1


def test_an_unmapped_code_is_named_with_near_ones_and_counted() -> None:
    found = converted(project([coding("Brak czasu"), coding("Brak czasu", text="inny")]))
    assert rules(found.problems) == ["unmapped_code"]
    said = found.problems[0].message.pl
    assert "„Brak czasu” (2 fragm.)" in said
    assert "Podobne kody badania: barrier.time" in said
    assert found.tables["codings"].empty


def test_two_codes_with_the_same_leaf_name_need_their_whole_paths() -> None:
    # codebook.toml gives the bare name, which two codes have
    book = f'{SHIPPED}[[codes]]\ntool = "Czas"\ncode = "barrier.time"\n'
    codes = [
        QualCode(id="1", name="Bariery"),
        QualCode(id="2", name="Potrzeby"),
        QualCode(id="3", name="Czas", parent="1"),
        QualCode(id="4", name="Czas", parent="2"),
    ]
    found = converted(project([coding("3"), coding("4")], codes=codes), book=book)
    assert rules(found.problems) == ["ambiguous_code", "ambiguous_code"]
    assert "Kod „Potrzeby > Czas”" in found.problems[1].message.pl
    assert "Wpisz całą ścieżkę" in found.problems[1].message.pl


def test_ignored_codes_are_left_out_and_counted() -> None:
    book = f'ignored = ["Robocze"]\n{SHIPPED}'
    made = project([coding("Robocze", text=word) for word in "ab"] + [coding(TIME)])
    found = converted(made, book=book)
    assert found.ignored == {"Robocze": 2}
    assert rules(found.problems) == ["ignored_codings"]
    assert len(found.tables["codings"]) == 1


def test_positions_past_the_end_are_named() -> None:
    found = converted(project([coding(TIME, "20-99", "x", row=7)], texts={"FGI": TEXT}))
    assert rules(found.problems) == ["position_outside"]
    assert (found.problems[0].row, "ma 30 znaków" in found.problems[0].message.pl) == (7, True)
    assert drawn(found.tables["codings"], "start", "end", "text") == [(None, None, "x")]


def test_an_empty_stretch_is_named() -> None:
    assert rules(converted(project([coding(TIME, "5-5")])).problems) == ["bad_position"]


def test_words_that_differ_from_the_text_are_named_without_showing_them() -> None:
    found = converted(project([coding(TIME, "0-12", "Mamy czas")], texts={"FGI": TEXT}))
    assert rules(found.problems) == ["text_differs"]
    assert "Mamy" not in found.problems[0].message.pl
    assert drawn(found.tables["codings"], "text") == [("Nie ma czasu",)]


@pytest.mark.parametrize("said", ["Nie  ma\nczasu", "Nie ma…", "", "Nie..."])
def test_white_space_and_shortened_previews_do_not_differ(said: str) -> None:
    found = converted(project([coding(TIME, "0-12", said)], texts={"FGI": TEXT}))
    assert found.problems == []


def test_a_pdf_is_kept_without_positions() -> None:
    made = project([coding(TIME, "0-12", "x", medium="pdf")])
    assert drawn(converted(made).tables["codings"], "medium", "start") == [("pdf", None)]


def test_real_names_of_coders_never_reach_the_table() -> None:
    made = project([coding(TIME, coder="Ewa Testowa"), coding(STAFF, coder="Jan Próbny")])
    found = converted(made, said=mapping(coder={"names": {"ewa testowa": "K1"}}))
    coders = found.tables["codings"]["coder"].tolist()
    assert coders[0] == "K1"
    assert len(coders[1]) == 7
    assert coders[1].startswith("K")
    assert rules(found.problems) == ["derived_pseudonym"]
    assert not found.tables["codings"].astype(str).stack().str.contains("Testowa|Próbny").any()
    assert "Próbny" not in found.problems[0].message.pl


def test_the_name_of_the_file_may_say_who_coded() -> None:
    part = {"from": "file", "pattern": r"_(?P<coder>[A-Z]+)\.", "names": {"AB": "K1", "CD": "K2"}}
    files = [project([coding(TIME, coder="x")], file=f"fgi/p_{who}.qdpx") for who in ("AB", "CD")]
    found = converted(*files, said=mapping(coder=part))
    assert drawn(found.tables["codings"], "coder", "source_file") == [
        ("K1", "fgi/p_AB.qdpx"),
        ("K2", "fgi/p_CD.qdpx"),
    ]


def test_a_name_in_the_name_of_the_file_is_warned_of() -> None:
    part = {"from": "file", "pattern": "_(?P<coder>[a-z]+)", "names": {"testowa": "K1"}}
    found = converted(project([coding(TIME)], file="p_testowa.qdpx"), said=mapping(coder=part))
    assert rules(found.problems) == ["coder_in_file_name"]
    assert found.tables["codings"]["coder"].tolist() == ["K1"]


def test_codings_of_nobody_are_counted_and_left_out() -> None:
    found = converted(project([coding(TIME, coder="")]))
    assert rules(found.problems) == ["no_coder"]
    assert "Fragmenty bez kodera: 1" in found.problems[0].message.pl
    assert found.tables["codings"].empty


def test_a_constant_coder_is_everybody() -> None:
    said = mapping(coder={"from": "constant", "name": "K9"})
    found = converted(project([coding(TIME, coder="")]), said=said)
    assert found.tables["codings"]["coder"].tolist() == ["K9"]


def test_two_coders_of_one_transcript_are_joined_on_it() -> None:
    first = project([coding(TIME, "0-12")], texts={"FGI": TEXT})
    second = project([coding(TIME, "0-13", coder="K2")], texts={"FGI": TEXT}, file="fgi/b.qdpx")
    found = converted(first, second)
    assert len(found.tables["fgi_documents"]) == 1
    assert drawn(found.tables["codings"], "coder", "end") == [("K1", 12), ("K2", 13)]
    assert found.problems == []


def test_the_same_coding_in_two_files_counts_once() -> None:
    same = [
        project([coding(TIME, "0-12")], texts={"FGI": TEXT}, file=f"fgi/{n}.qdpx") for n in "ab"
    ]
    found = converted(*same)
    assert len(found.tables["codings"]) == 1
    assert rules(found.problems) == ["repeated_codings"]


def test_two_codes_of_the_program_that_mean_the_same_count_once_in_one_place() -> None:
    book = "".join(
        f'[[codes]]\ntool = "{name}"\ncode = "barrier.time"\n' for name in ("Pośpiech", "Terminy")
    )
    made = project([coding("Pośpiech", "0-12"), coding("Terminy", "0-12")], texts={"FGI": TEXT})
    found = converted(made, book=f"{SHIPPED}{book}")
    assert drawn(found.tables["codings"], "code_id", "start") == [("barrier.time", 0)]
    assert rules(found.problems) == ["repeated_codings"]


def test_without_positions_a_second_coding_of_the_same_word_stays() -> None:
    words = [coding(TIME, text="gmina", place="1", id=str(n)) for n in range(2)]
    found = converted(project(words), project(words, file="fgi/b.xlsx"))
    assert len(found.tables["codings"]) == 2
    assert found.tables["codings"]["coding_id"].is_unique


def test_a_transcript_changed_between_coders_is_an_error() -> None:
    first = project([coding(TIME, "0-12")], texts={"FGI": TEXT})
    changed = project([coding(TIME, "1-5", coder="K2")], texts={"FGI": "No" + TEXT}, file="b.qdpx")
    found = converted(first, changed)
    assert rules(found.problems) == ["changed_transcript"]
    assert "zmieniono między koderami" in found.problems[0].message.pl
    # positions in the other text mean nothing in the one that is kept
    assert drawn(found.tables["codings"], "coder", "start") == [("K1", 0), ("K2", None)]
    assert len(found.tables["fgi_documents"]) == 1


def test_files_that_disagree_on_a_document_are_named() -> None:
    said = mapping(document_constant={}, document_variables={"wave": "Runda"})
    files = [
        _with(
            project([coding(TIME, coder=f"K{n}")], file=f"{n}.qdpx"),
            QualDocument(id="FGI", name="FGI", variables={"Runda": f"fgi_201{n}"}),
        )
        for n in (8, 9)
    ]
    found = converted(*files, said=said)
    assert rules(found.problems) == ["document_differs"]
    assert drawn(found.tables["fgi_documents"], "wave") == [("fgi_2018",)]


def test_transcripts_of_the_folder_serve_programs_that_export_none() -> None:
    made = project([coding(TIME, "0-12", document="FGI.docx")])
    found = converted(made, transcripts={"FGI": TEXT})
    assert drawn(found.tables["codings"], "text") == [("Nie ma czasu",)]


SPEAKERS = {"speaker": {"from": "code", "codes": "Mówca"}}


def _spoken(*codings):
    names = {"m": "Mówca", "p": "Policja", "s": "Edukacja", "x": "Ktoś"}
    codes = [QualCode(id=k, name=v, parent="" if k == "m" else "m") for k, v in names.items()]
    own = [QualCode(id=TIME, name="Brak czasu", parent="b"), QualCode(id="b", name="Bariery")]
    return project(list(codings), texts={"FGI": TEXT}, codes=[*codes, *own])


def test_a_code_of_a_speaker_is_no_content_but_gives_the_sector() -> None:
    found = converted(_spoken(coding("p", "0-13"), coding(TIME, "4-12")), said=mapping(**SPEAKERS))
    assert drawn(found.tables["codings"], "code_id", "speaker_sector") == [
        ("barrier.time", "security")
    ]


def test_where_two_sectors_speak_there_is_none() -> None:
    made = _spoken(coding("p", "0-13"), coding("s", "13-30"), coding(TIME, "4-20"))
    found = converted(made, said=mapping(**SPEAKERS))
    assert drawn(found.tables["codings"], "speaker_sector") == [(None,)]


def test_a_speaker_that_names_no_sector_is_counted_not_shown() -> None:
    found = converted(_spoken(coding("x", "0-13"), coding(TIME, "4-12")), said=mapping(**SPEAKERS))
    assert rules(found.problems) == ["unknown_speaker"]
    assert "Ktoś" not in found.problems[0].message.pl


def test_without_positions_the_same_place_and_words_tell_the_speaker() -> None:
    made = _spoken(coding("p", text="a", place="3"), coding(TIME, text="a", place="3"))
    found = converted(made, said=mapping(**SPEAKERS))
    assert drawn(found.tables["codings"], "speaker_sector") == [("security",)]


def test_marks_in_the_text_tell_the_speaker() -> None:
    text = "[moderator] Co u was?\n[policja] Nie ma czasu.\n[edukacja] Są ludzie."
    at = text.index("Nie ma")
    made = project(
        [coding(TIME, f"{at}-{at + 12}"), coding(STAFF, f"0-{at + 5}"), coding(STAFF, "0-9")],
        texts={"FGI": text},
    )
    found = converted(made, said=mapping(speaker={"from": "marks"}))
    # the moderator is no participant, so that question and answer are of the one who answers
    assert drawn(found.tables["codings"], "speaker_sector") == [
        ("security",), ("security",), (None,),
    ]  # fmt: skip
    assert found.problems == []


def test_marks_that_name_nobody_known_are_counted() -> None:
    made = project([coding(TIME, "0-3")], texts={"FGI": "[Anna] Nie.\n[policja] Tak."})
    found = converted(made, said=mapping(speaker={"from": "marks"}))
    assert rules(found.problems) == ["unknown_speaker"]
    assert "Anna" not in found.problems[0].message.pl


def test_identifiers_do_not_depend_on_the_name_of_the_file() -> None:
    one, two = (
        converted(project([coding(TIME, "0-12")], texts={"FGI": TEXT}, file=name))
        for name in ("a.qdpx", "zupełnie inny.qdpx")
    )
    assert (
        one.tables["codings"]["coding_id"].tolist() == two.tables["codings"]["coding_id"].tolist()
    )
