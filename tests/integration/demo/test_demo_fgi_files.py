"""The raw files of the focus groups: as the programs write them, and read back as planted."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numpy as np
import openpyxl
import pandas as pd
import pytest

from kooperacja_eval.demo.fgi_files import FocusGroups, make_focus_groups
from kooperacja_eval.demo.plan import make_plan
from kooperacja_eval.demo.synthesis import synthesise
from kooperacja_eval.ingest.fgi.refi import read_qdpx
from kooperacja_eval.ingest.fgi.run import FocusGroupsResult, ingest_focus_groups
from kooperacja_eval.ingest.surveys.export import SurveyFile
from kooperacja_eval.study import load_config

pytestmark = pytest.mark.integration

SEED = 2019  # that of the demo_study fixture
# 172 families: 30 teams; 400: 70 teams, of which 60 have transcripts
SIZES = {172: 3 * (30 + 5), 400: 3 * (60 + 5)}


@pytest.fixture(scope="module", params=SIZES)
def families(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module")
def folder(families: int, demo_study: Callable[[int], Path]) -> Path:
    return demo_study(families)


@pytest.fixture(scope="module")
def groups(families: int) -> FocusGroups:
    content, *_, talks = np.random.default_rng(SEED).spawn(5)
    return make_focus_groups(synthesise(make_plan(families), content).teams, talks)


@pytest.fixture(scope="module")
def result(folder: Path) -> FocusGroupsResult:
    return ingest_focus_groups(folder, load_config(folder))


@pytest.fixture
def raw(demo_study: Callable[[int], Path]) -> Path:
    return demo_study(172) / "data_raw" / "fgi"


def test_nothing_is_wrong_with_the_files(result: FocusGroupsResult) -> None:
    assert result.problems == []


def test_every_transcript_comes_back(
    result: FocusGroupsResult, groups: FocusGroups, families: int
) -> None:
    table = result.tables["fgi_documents"]
    assert len(table) == SIZES[families]
    read = {
        row.document_id: (
            row.wave, None if pd.isna(row.pzk_id) else row.pzk_id, row.voivodeship,
            row.held_on.date(), row.participants, row.length, row.text,
        )
        for row in cast("Any", table.itertuples())
    }  # fmt: skip
    wrote = {
        one.document_id: (
            one.wave, one.pzk_id, one.voivodeship, one.held_on, one.participants, len(one.text),
            one.text,
        )
        for one in groups.transcripts
    }  # fmt: skip
    assert read == wrote


def test_every_coding_comes_back(result: FocusGroupsResult, groups: FocusGroups) -> None:
    """Also of MAXQDA and ATLAS.ti, which give no positions: words say where a stretch stands.

    In ATLAS.ti the marks of speakers at these places say who speaks.
    """
    read = [
        tuple(None if pd.isna(cell) else cell for cell in row)
        for row in result.tables["codings"][
            ["document_id", "code_id", "coder", "start", "end", "text", "speaker_sector", "medium"]
        ].itertuples(index=False, name=None)
    ]
    wrote = [
        (
            one.document.document_id, one.code, one.coder, one.start, one.end, one.text,
            one.sentence.sector, "text",
        )
        for one in groups.codings
    ]  # fmt: skip
    assert sorted(read) == sorted(wrote)


def test_words_without_positions_stand_once_in_their_transcript(groups: FocusGroups) -> None:
    """So that no place of the demo is in doubt."""
    for one in groups.codings:
        if one.document.number == 2:
            assert one.document.text.count(one.text) == 1


def test_the_codebook_is_the_shipped_one_and_a_code_of_the_study(
    result: FocusGroupsResult, groups: FocusGroups
) -> None:
    codes = set(result.tables["codes"]["code_id"])
    assert {"factor.remote_work", "barrier.time", "other.method"} <= codes
    assert {one.code for one in groups.codings} <= codes
    assert ("Bariery", "Podział odpowiedzialności") in groups.paths.values()


def test_truth_counts_documents_and_codings(
    folder: Path, result: FocusGroupsResult, groups: FocusGroups
) -> None:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["focus_groups"]
    documents = result.tables["fgi_documents"]
    assert truth["documents"] == documents["wave"].value_counts().to_dict()
    waves = documents.set_index("document_id")["wave"]
    counted = result.tables["codings"]["document_id"].map(waves).value_counts()
    assert truth["codings"] == counted.to_dict()
    texts = {one.document_id: one.text for one in groups.transcripts}
    marked = [
        (kind, texts[document][start:end])
        for document, found in truth["personal"].items()
        for kind, start, end in found
    ]
    assert {kind for kind, _ in marked} == {"name", "phone", "place"}
    assert all(words.startswith("500 000 ") for kind, words in marked if kind == "phone")
    assert all(len(words.split()) == 2 for kind, words in marked if kind == "name")


@pytest.mark.parametrize("coder", ["K1", "K2"])
def test_the_first_round_counts_line_breaks_as_two(raw: Path, coder: str) -> None:
    """As NVivo does; read as one, every stretch would lie some characters too far."""
    path = raw / "2018" / f"fgi_2018_{coder}.qdpx"
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert 'origin="NVivo for Windows"' in archive.read(names[0]).decode("utf-8")
        texts = [archive.read(name) for name in names[1:]]
    assert len(texts) == 35
    assert all(text.count(b"\r\n") == text.count(b"\n") > 10 for text in texts)
    project = read_qdpx(SurveyFile(name="x.qdpx", data=path.read_bytes()))
    assert project.origin == "NVivo for Windows"
    assert project.problems == ()
    kept = {one.id: one.text or "" for one in project.documents}
    assert all("\r" not in text and "\ue000" not in text for text in kept.values())
    assert len({one.coder for one in project.codings}) == 1


def test_the_second_round_is_one_project_of_two_users(raw: Path) -> None:
    project = read_qdpx(
        SurveyFile(name="x.qdpx", data=(raw / "2019" / "fgi_2019.qdpx").read_bytes())
    )
    assert project.origin == "ATLAS.ti"
    assert {one.coder for one in project.codings} == {
        "Koderka A (syntetyczna)", "Koder B (syntetyczny)",
    }  # fmt: skip


def test_the_third_round_is_tables_and_texts(raw: Path) -> None:
    home = raw / "2020"
    (page,) = openpyxl.load_workbook(home / "maxqda_fragmenty.xlsx").worksheets
    rows = list(page.iter_rows(values_only=True))
    assert rows[0][0] == "DANE SYNTETYCZNE"
    assert rows[2][2:5] == ("Grupa dokumentów", "Nazwa dokumentu", "Kod")
    assert {row[9] for row in rows[3:]} == {"Koderka A (syntetyczna)", "Koder B (syntetyczny)"}
    assert any(row[4] == "Mówcy > szkoła" for row in rows[3:])
    (page,) = openpyxl.load_workbook(home / "atlas_cytaty.xlsx").worksheets
    rows = list(page.iter_rows(values_only=True))
    assert rows[2][:2] == ("ID", "Dokument")
    assert rows[3][0] == "1:1"
    assert any("\n" in str(row[5]) for row in rows[3:])
    # 18 teams and 3 voivodeships in MAXQDA, 12 and 2 in ATLAS.ti
    assert [len(list(home.glob(f"{tool}_*/*.txt"))) for tool in ("maxqda", "atlas")] == [21, 14]
    for path in home.glob("*/*.txt"):
        assert path.read_text("utf-8").startswith("DANE SYNTETYCZNE\n")
