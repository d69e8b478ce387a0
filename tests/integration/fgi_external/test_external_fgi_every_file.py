"""Every file by other hands: read whole, with the counts of other tools, or refused.

One test over all files of both folders, so that none is forgotten; ``facts.json`` holds what other
tools counted in them.
"""

import json
import re
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from kooperacja_eval.ingest.fgi.codebook import load_codebook
from kooperacja_eval.ingest.fgi.convert import ConvertedGroups, GroupFiles, convert_groups
from kooperacja_eval.ingest.fgi.mapping import FgiMapping
from kooperacja_eval.ingest.fgi.project import QualProject
from kooperacja_eval.ingest.fgi.refi_model import RawProject
from kooperacja_eval.ingest.fgi.refi_xml import read_project as read_qde
from kooperacja_eval.ingest.fgi.tool_recognise import read_project, recognise_tool
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.safe_zip import open_zip

pytestmark = pytest.mark.integration

EXTERNAL = (Path(__file__).resolve().parents[3] / "../shared/external").resolve()
FOLDERS = [EXTERNAL / name for name in ("refi_qda", "qda_exports")]
if not all(folder.is_dir() for folder in FOLDERS):
    pytest.skip("files by other hands are not at hand", allow_module_level=True)

FILES = sorted(
    path.relative_to(EXTERNAL).as_posix()
    for folder in FOLDERS
    for path in folder.rglob("*")
    if path.is_file()
)
FACTS: dict[str, dict[str, Any]] = json.loads((EXTERNAL / "facts.json").read_text("utf-8"))
MAXQDA = "qda_exports/maxqda_coded_segments_PL.xls"
REFUSED = {
    "refi_qda/Project-mrt2019.xsd": "bare_project",  # speaks of the format's namespace first
    "refi_qda/Codebook-mrt2019.xsd": "not_refi",
    "qda_exports/requal_empty.requal": "requal",
    "qda_exports/qcoder/CoC_Example1_MU.txt": "qcoder_markup",
    "qda_exports/qcoder/CoC_Example1_MU_nestingcheck.txt": "qcoder_markup",
    "qda_exports/qcoder/CoC_Example2_MU_unbalanced_tags.txt": "qcoder_markup",
    **dict.fromkeys(
        (
            "qda_exports/qcoder/codes.csv",
            "qda_exports/qualcoder_examples/cases123.csv",
            "qda_exports/qualcoder_examples/cases456.xlsx",
            "qda_exports/qualcoder_examples/cases456_replace_values.xlsx",
            "qda_exports/qualcoder_examples/plain_codes_categories_for_import.txt",
            "qda_exports/qualcoder_examples/survey456.csv",
            "qda_exports/qualcoder_examples/survey789.xlsx",
            "qda_exports/qualcoder_examples/survey789_more_data.xlsx",
        ),
        "missing_columns",
    ),
}
READ = {
    "refi_qda/atlasti8_mac_standard_project.qdpx": "refi_qda",
    "refi_qda/nvivo_mac15_codes_only.qdpx": "refi_qda",
    "refi_qda/nvivo_win12.6_coded_hungarian_MASKED.qdpx": "refi_qda",
    "refi_qda/requal_test_project.qdpx": "refi_qda",
    "refi_qda/atlasti23_win_minimal_codebook.qdc": "refi_qda",
    "refi_qda/atlasti23_win_truncated_codebook.qdc": "refi_qda",
    MAXQDA: "maxqda",
}
TWINS = {"refi_qda/atlasti8_mac_standard_project.qdpx": 2}
"""Codings of an area of a PDF that its text has again."""
PLACED = {
    "refi_qda/nvivo_win12.6_coded_hungarian_MASKED.qdpx": 330,
    "refi_qda/requal_test_project.qdpx": 2,
}
"""Codings with a position; other files lack their texts or give none."""


def file(name: str) -> SurveyFile:
    return SurveyFile(name=name, data=(EXTERNAL / name).read_bytes())


def qde(name: str) -> RawProject:
    members = open_zip(name, file(name).data)
    (inside,) = members.ending(".qde")
    return read_qde(name, members.read(inside))


def counted(name: str) -> int:
    """Return how many codings other tools counted."""
    facts = FACTS[name]
    if "elements" in facts:
        return int(facts["elements"]["Coding"]) - TWINS.get(name, 0)
    if "sheets" in facts:
        ((rows, _),) = facts["sheets"].values()
        return int(rows) - 1
    return 0


def tables(project: QualProject, folder: Path, **facts: Any) -> ConvertedGroups:
    """Return the tables of a study with this file, every code of which means the same."""
    entries = "".join(
        f"[[codes]]\ntool = {json.dumps(code.id)}\ncode = 'other'\n" for code in project.codes
    )
    book = f'[codebook]\nname = "kooperacja"\nversion = "1.0"\n{entries}'
    (folder / "codebook.toml").write_text(book, encoding="utf-8")
    said = {
        "project": {"id": "fgi", "tool": project.tool, "files": "x"},
        "documents": [
            {"name": document.id, "document_id": f"d{number}", "wave": "fgi_2018"}
            for number, document in enumerate(project.documents)
        ],
    }
    part = GroupFiles(
        projects=(project,),
        mapping=FgiMapping.model_validate(said),
        codebook=load_codebook(folder / "codebook.toml"),
        **facts,
    )
    return convert_groups([part], waves=["fgi_2018"])


def test_every_file_is_expected_to_be_read_or_refused() -> None:
    assert sorted([*READ, *REFUSED]) == FILES


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_read_whole_or_refused_with_a_reason(name: str, tmp_path: Path) -> None:
    if name in REFUSED:
        with pytest.raises(RefusedFileError) as caught:
            read_project(file(name), recognise_tool(file(name))[0])
        assert caught.value.rule == REFUSED[name]
        assert len(caught.value.message.pl) > 40
        assert caught.value.message.pl != caught.value.message.en
        return
    tool, _ = recognise_tool(file(name))
    project = read_project(file(name), tool)
    assert (tool, len(project.codings)) == (READ[name], counted(name))
    texts = {document.id: document.text for document in project.documents}
    placed = [coding for coding in project.codings if coding.start is not None]
    assert len(placed) == PLACED.get(name, 0)
    for coding in placed:
        assert (texts[coding.document] or "")[coding.start : coding.end] == coding.text
    made = tables(project, tmp_path)
    assert len(made.tables["fgi_documents"]) == len(project.documents)
    # two codes of NVivo on one place count once, since here all codes mean the same
    repeated = Counter((one.document, one.coder, one.start, one.end) for one in placed)
    assert len(made.tables["codings"]) == len(project.codings) - len(placed) + len(repeated)
    assert made.tables["codings"]["coding_id"].is_unique


def test_where_selections_say_their_words_the_codings_have_them() -> None:
    """ATLAS.ti names selections by their words, but this project lacks its sources.

    They are put into texts here, at the positions that the project gives, and read with it.
    """
    name = "refi_qda/atlasti8_mac_standard_project.qdpx"
    texts, said = spoken(name)
    project = read_project(with_sources(name, texts), "refi_qda")
    found = {
        (coding.document, coding.start, coding.end): coding.text
        for coding in project.codings
        if coding.start is not None
    }
    assert (
        len(said) == FACTS[name]["elements"]["PlainTextSelection"] - 3
    )  # two of PDFs, one without a code
    for place, words in said.items():
        assert found[place].startswith(words), place


def spoken(name: str) -> tuple[dict[str, str], dict[tuple[str, int, int], str]]:
    """Return texts by path in the archive, and what stands where in each source."""
    texts: dict[str, str] = {}
    said: dict[tuple[str, int, int], str] = {}
    for source in qde(name).sources:
        for one in source.selections:
            if source.medium != "text" or not one.codings or one.start is None:
                continue
            start, end = int(one.start), int(str(one.end))
            words = one.name.removesuffix("…")
            path = source.plain_path.removeprefix("internal://")
            text = texts.get(path, "").ljust(end, "x")
            texts[path] = text[:start] + words + text[start + len(words) :]
            said[source.id, start, end] = words
    return texts, said


def with_sources(name: str, texts: dict[str, str]) -> SurveyFile:
    data = BytesIO(file(name).data)
    with zipfile.ZipFile(data, "a") as archive:
        for path, text in texts.items():
            archive.writestr(f"Sources/{path}", text)
    return SurveyFile(name=name, data=data.getvalue())


def test_words_of_the_polish_export_are_found_in_transcripts_made_of_them(tmp_path: Path) -> None:
    """MAXQDA gives no positions: each row's words are sought in a transcript of its paragraphs."""
    project = read_project(file(MAXQDA), "maxqda")
    texts = {document.id: written(project, document.id) for document in project.documents}
    names = {document.id: document.name for document in project.documents}
    made = tables(project, tmp_path, transcripts={names[key]: text for key, text in texts.items()})
    found = made.tables["codings"].merge(
        made.tables["fgi_documents"][["document_id", "text"]], on="document_id",
        validate="many_to_one", suffixes=("", "_whole"),
    )  # fmt: skip
    placed = found[found["start"].notna()]
    for row in placed.to_dict("records"):
        assert row["text_whole"][row["start"] : row["end"]] == row["text"]
    words = [(texts[one.document], one.text) for one in project.codings]
    once = {key for key in words if len(re.findall(f"(?={re.escape(key[1])})", key[0])) == 1}
    assert once <= {(row["text_whole"], row["text"]) for row in placed.to_dict("records")}
    assert {problem.rule for problem in made.problems} <= {
        "ambiguous_position", "repeated_codings", "derived_pseudonym", "overlapping_codings",
    }  # fmt: skip


def written(project: QualProject, document: str) -> str:
    """Return a transcript whose paragraphs hold the words that the export says they hold."""
    paragraphs: dict[int, dict[str, None]] = {}
    for one in project.codings:
        if one.document == document:
            paragraphs.setdefault(int(one.place), {})[one.text] = None
    return "\n".join(
        " / ".join(paragraphs.get(n, {"-": None})) for n in range(1, max(paragraphs) + 1)
    )
