"""Focus groups as a part of a study: several coders, other tables, manifest, configuration."""

from pathlib import Path

import pytest
from fgi_study import TEXT, config, put, qualcoder, say, workbook

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.ingest.fgi.run import MOST, ingest_focus_groups
from kooperacja_eval.ingest.run import ingest_study
from kooperacja_eval.pipeline.state import raw_inputs
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.validate import validate
from kooperacja_eval.study import load_config

pytestmark = pytest.mark.integration

BY_FILE = """
[document_constant]
wave = "fgi_2018"

[coder]
from = "file"
pattern = '_(?P<coder>[A-Z]+)[.]qda$'
names = { AB = "K1", CD = "K2" }

[speaker]
from = "marks"
"""


def two_coders(folder: Path, *, second: str = TEXT) -> None:
    put(folder, "fgi/p_AB.qda", qualcoder(folder, (10, 22, "default")))
    put(folder, "fgi/p_CD.qda", qualcoder(folder, (10, 23, "default"), text=second))
    say(folder, "qualcoder", "fgi/*.qda", BY_FILE)


def test_two_coders_are_joined_on_the_transcript(tmp_path: Path) -> None:
    two_coders(tmp_path)
    result = ingest_study(tmp_path, config(["fgi.toml"]))
    codings = result.tables["codings"]
    assert codings[["coder", "start", "end"]].to_numpy().tolist() == [
        ["K1", 10, 22],
        ["K2", 10, 23],
    ]
    assert codings["speaker_sector"].tolist() == ["security", "security"]
    assert codings["source_file"].tolist() == ["fgi/p_AB.qda", "fgi/p_CD.qda"]
    assert len(result.tables["fgi_documents"]) == 1
    assert result.problems == ()


def test_tables_are_valid_and_their_files_are_in_the_manifest(tmp_path: Path) -> None:
    two_coders(tmp_path)
    result = ingest_study(tmp_path, config(["fgi.toml"]))
    for name in ("fgi_documents", "codes", "codings"):
        frame = result.tables[name]
        assert validate(TABLES[name], frame) == []
        assert frame.dtypes.astype(str).to_dict() == TABLES[name].dtypes()
    assert [file.path for file in result.files] == ["fgi/p_AB.qda", "fgi/p_CD.qda"]
    assert set(result.tables["codings"]["code_id"]) <= set(result.tables["codes"]["code_id"])


def test_the_same_files_give_the_same_tables_twice(tmp_path: Path) -> None:
    two_coders(tmp_path)
    once, again = (ingest_focus_groups(tmp_path, config(["fgi.toml"])) for _ in range(2))
    assert once.problems == again.problems
    for name, frame in once.tables.items():
        assert frame.equals(again.tables[name])


def test_a_transcript_changed_between_coders_is_an_error_of_the_second_file(tmp_path: Path) -> None:
    two_coders(tmp_path, second=TEXT + " Dopisek.")
    result = ingest_study(tmp_path, config(["fgi.toml"]))
    (problem,) = result.problems
    assert (problem.rule, problem.file) == ("changed_transcript", "fgi/p_CD.qda")


def test_a_file_whose_name_says_no_coder_is_named(tmp_path: Path) -> None:
    put(tmp_path, "fgi/projekt.qda", qualcoder(tmp_path, (10, 22, "default")))
    say(tmp_path, "qualcoder", "fgi/*.qda", BY_FILE)
    result = ingest_study(tmp_path, config(["fgi.toml"]))
    (problem,) = result.problems
    assert problem.rule == "no_coder"
    assert "nie pasuje do coder.pattern" in problem.message.pl


def test_two_programs_of_one_study_share_the_codebook(tmp_path: Path) -> None:
    two_coders(tmp_path)
    rows = [
        ["dokument", "kod", "koder", "fragment"],
        ["Notatka", "Trudności > Czas", "K3", "krótko"],
    ]
    put(tmp_path, "notatki.xlsx", workbook(rows))
    say(tmp_path, "table", "*.xlsx", '[document_constant]\nwave = "fgi_2019"\n', name="notes.toml")
    result = ingest_study(tmp_path, config(["fgi.toml", "notes.toml"]))
    assert result.tables["codes"]["code_id"].is_unique
    assert result.tables["fgi_documents"]["wave"].tolist() == ["fgi_2018", "fgi_2019"]
    assert result.problems == ()


def test_documents_that_a_register_lists_too_are_duplicates(tmp_path: Path) -> None:
    two_coders(tmp_path)
    put(tmp_path, "dokumenty.csv", "dokument;nazwa;runda\nfgi_lu_01_2018;FGI;fgi_2018\n")
    source = {"table": "fgi_documents", "files": "dokumenty.csv"}
    result = ingest_study(tmp_path, config(["fgi.toml"], [source]))
    assert {problem.rule for problem in result.problems} == {"duplicate_key"}


def test_many_problems_of_one_kind_are_told_as_one_more(tmp_path: Path) -> None:
    rows = [["dokument", "kod", "koder", "początek", "koniec", "fragment"]]
    rows += [["FGI", "Trudności > Czas", "K1", "5", "5", f"x{n}"] for n in range(MOST + 7)]
    put(tmp_path, "t.xlsx", workbook(rows))
    say(tmp_path, "table", "*.xlsx", '[document_constant]\nwave = "fgi_2018"\n')
    problems = ingest_focus_groups(tmp_path, config(["fgi.toml"])).problems
    assert len(problems) == MOST + 1
    assert "dalszych nie wymieniono: 7" in problems[-1].message.pl


def test_a_study_without_focus_groups_has_no_such_tables(tmp_path: Path) -> None:
    assert ingest_study(tmp_path, config([])).tables == {}


def test_files_that_are_not_there_are_named(tmp_path: Path) -> None:
    say(tmp_path, "maxqda", "fgi/*.xlsx")
    (problem,) = ingest_study(tmp_path, config(["fgi.toml"])).problems
    assert (problem.rule, "„fgi/*.xlsx”" in problem.message.pl) == ("no_file", True)


@pytest.mark.parametrize("files", ["../*.xlsx", "/etc/*"])
def test_files_outside_the_raw_folder_are_refused(tmp_path: Path, files: str) -> None:
    say(tmp_path, "maxqda", files)
    with pytest.raises(ConfigurationError, match="wewnątrz data_raw"):
        ingest_study(tmp_path, config(["fgi.toml"]))


def test_two_mappings_may_not_have_one_identifier(tmp_path: Path) -> None:
    say(tmp_path, "maxqda", "fgi/*.xlsx")
    with pytest.raises(ConfigurationError, match="ten sam identyfikator"):
        ingest_study(tmp_path, config(["fgi.toml", "fgi.toml"]))


def test_mapping_and_codebook_count_as_inputs(tmp_path: Path) -> None:
    say(tmp_path, "maxqda", "fgi/*.xlsx", 'codebook = "kody.toml"\n')
    (tmp_path / "codebook.toml").rename(tmp_path / "kody.toml")
    (tmp_path / "study.toml").write_text('[[focus_groups]]\nmapping = "fgi.toml"\n', "utf-8")
    assert set(raw_inputs(tmp_path)) == {"study.toml", "fgi.toml", "kody.toml"}


def test_the_codebook_counts_also_where_its_name_is_not_said(tmp_path: Path) -> None:
    say(tmp_path, "maxqda", "fgi/*.xlsx")
    (tmp_path / "study.toml").write_text('[[focus_groups]]\nmapping = "fgi.toml"\n', "utf-8")
    assert set(raw_inputs(tmp_path)) == {"study.toml", "fgi.toml", "codebook.toml"}


def test_study_toml_names_a_mapping_beside_it(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text('[[focus_groups]]\nmapping = "a/fgi.toml"\n', "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_config(tmp_path)
    assert "focus_groups[1].mapping: dozwolony zapis" in caught.value.text.pl
