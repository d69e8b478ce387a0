"""The synthetic register: planted near-duplicates are found, and its files come back."""

import time
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.conclusions import Conclusions, conclusions_truth, make_conclusions
from kooperacja_eval.demo.conclusions_bank import DIFFICULTIES
from kooperacja_eval.demo.conclusions_bank_other import FINDINGS, PROPOSALS
from kooperacja_eval.demo.conclusions_edits import EDITS
from kooperacja_eval.demo.conclusions_files import conclusion_jobs
from kooperacja_eval.demo.files import write_csv
from kooperacja_eval.demo.layout import MARKED
from kooperacja_eval.demo.study_files import study_toml
from kooperacja_eval.evidence.conclusions_rules import check_conclusions
from kooperacja_eval.evidence.similar import similar_conclusions
from kooperacja_eval.ingest.run import IngestResult, ingest_study
from kooperacja_eval.instruments.codebooks.load import codebook
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.validate import validate
from kooperacja_eval.study import StudyConfig, load_config

pytestmark = pytest.mark.integration

TEAMS = [
    (f"{place.letters}-{n:02d}", place.id)
    for place in facts.PLACES
    for n in range(1, place.teams + 1)
]
SOURCE = '[[sources]]\ntable = "conclusions"\nfiles = "wnioski/*.csv"\n'
FRESH = range(20, 25)
"""Seeds that were not used to choose the threshold."""
Pairs = set[tuple[str, ...]]


def made(seed: int) -> Conclusions:
    ids, places = zip(*TEAMS, strict=True)
    return make_conclusions(ids, places, np.random.default_rng(seed))


@pytest.fixture(scope="module")
def register() -> Conclusions:
    return made(2019)


def pairs(groups: dict[str, int]) -> Pairs:
    members: dict[int, list[str]] = {}
    for name, group in groups.items():
        members.setdefault(group, []).append(name)
    return {pair for names in members.values() for pair in combinations(sorted(names), 2)}


def planted(register: Conclusions) -> Pairs:
    groups = {
        name: number
        for number, repeat in enumerate(register.repeats)
        for name in (repeat.first, *(copy for copy, _ in repeat.copies))
    }
    return pairs(groups)


def test_about_six_a_month_and_voivodeship(register: Conclusions) -> None:
    sizes = register.table.groupby(["voivodeship", "month"]).size()
    assert len(sizes) == 5 * 18
    assert sizes.between(5, 7).all()
    assert 5.5 < sizes.mean() < 6.5


def test_rows_are_sound_and_themes_are_codes(register: Conclusions) -> None:
    assert validate(TABLES["conclusions"], register.table) == []
    known = set(codebook("kooperacja", "1.0")["code_id"])
    assert {*DIFFICULTIES, *FINDINGS, *PROPOSALS} <= known


def test_the_same_seed_gives_the_same_register(register: Conclusions) -> None:
    pd.testing.assert_frame_equal(made(2019).table, register.table)
    assert not made(2020).table["text"].equals(register.table["text"])


def test_each_edit_changes_a_text(register: Conclusions) -> None:
    texts = register.table.set_index("conclusion_id")["text"]
    used = {edit for repeat in register.repeats for _, edit in repeat.copies}
    assert used == set(EDITS)
    for repeat in register.repeats:
        for copy, _ in repeat.copies:
            assert texts[copy] != texts[repeat.first]


def test_the_truth_lists_what_is_planted(register: Conclusions) -> None:
    told = conclusions_truth(register)
    assert told["rows"] == len(register.table)
    listed = told["near_duplicates"]
    assert isinstance(listed, list)
    assert [entry["first"] for entry in listed] == [repeat.first for repeat in register.repeats]
    assert len(listed) == 30
    merged = register.table.query("status == 'merged'")
    assert told["merged"] == sorted(merged["conclusion_id"])
    assert len(merged) == 8
    assert merged["merged_into"].isin(register.table["conclusion_id"]).all()


def test_planted_near_duplicates_are_found_and_hardly_anything_else() -> None:
    """Sentences of the same theme share up to one part of three, which must not be enough."""
    right = found = wanted = 0
    for seed in FRESH:
        register = made(seed)
        groups = similar_conclusions(register.table)
        seen = pairs(dict(zip(groups["conclusion_id"], groups["group"], strict=True)))
        truth = planted(register)
        right, found, wanted = right + len(seen & truth), found + len(seen), wanted + len(truth)
    assert right / found >= 0.98, "precision"
    assert right / wanted >= 0.93, "recall"


def test_five_thousand_conclusions_take_seconds() -> None:
    rng = np.random.default_rng(7)
    words = sorted({word for text in made(1).table["text"] for word in text.strip(".").split()})
    texts = [" ".join(rng.choice(words, rng.integers(8, 30))) for _ in range(4_500)]
    texts += [text.upper() for text in texts[:500]]
    kinds = TABLES["conclusions"].dtypes()
    rows = {"text": texts, "conclusion_id": [f"LU-202003-W{n}" for n in range(5_000)]}
    frame = pd.DataFrame(rows).reindex(columns=list(kinds)).astype(kinds)
    frame = frame.assign(month=pd.Timestamp("2020-03-01"))
    begin = time.perf_counter()
    groups = similar_conclusions(frame)
    took = time.perf_counter() - begin
    assert groups["group"].nunique() == 500
    assert took < 15, "about one second on a free core; the margin is for a busy machine"


@pytest.fixture(scope="module")
def folder(register: Conclusions, tmp_path_factory: pytest.TempPathFactory) -> Path:
    study = tmp_path_factory.mktemp("register")
    for job in conclusion_jobs(register.table, np.random.default_rng(1)):
        (part,) = job.make()
        assert job.encoding is not None
        write_csv(study / "data_raw" / job.path, part.sheet, job.encoding)
    head = study_toml(large=False).split("[[sources]]")[0]
    (study / "study.toml").write_text(head + SOURCE, encoding="utf-8")
    return study


@pytest.fixture(scope="module")
def read(folder: Path) -> tuple[IngestResult, StudyConfig]:
    config = load_config(folder)
    return ingest_study(folder, config), config


def test_files_come_back_cell_by_cell(
    read: tuple[IngestResult, StudyConfig], register: Conclusions
) -> None:
    result, config = read
    assert result.problems == ()
    columns = list(TABLES["conclusions"].fields)
    back = result.tables["conclusions"][columns].sort_values("conclusion_id", ignore_index=True)
    wrote = register.table[columns].sort_values("conclusion_id", ignore_index=True)
    pd.testing.assert_frame_equal(back, wrote)
    assert check_conclusions(result.tables, config) == []


def test_every_file_is_marked_as_synthetic(folder: Path) -> None:
    files = list((folder / "data_raw").rglob("*.csv"))
    assert len(files) == 5
    for path in files:
        assert path.read_bytes().startswith((MARKED.encode(), b"\xef\xbb\xbf" + MARKED.encode()))


BAD = """\
identyfikator wniosku;miesiąc;województwo;identyfikator PZK;rodzaj wpisu;treść;krok modelu;temat
LU-202003-T01;2020-03;lubelskie;;trudność;Brak czasu;K7.2;barrier.time
LU-202003-T02;2020-03;lubelskie;;trudność;;K7.2;barrier.time
LU-202003-T03;2020-03;Atlantyda;;trudność;Brak czasu;K7.2;barrier.time
LU-202003-T04;2020-03;lubelskie;;trudność;Brak czasu;K1.9;barrier.time
LU-202003-T05;2020-03;lubelskie;;trudność;Brak czasu;K1.3;barrier.time
LU-202003-T06;2020-03;lubelskie;;trudność;Brak czasu;K7.2;barrier.gold
LU-209903-T07;2099-03;lubelskie;;trudność;=1+1 <script>x</script>;K7.2;barrier.time
LU-202003-T08;2020-03;lubelskie;lu 1;trudność;Brak czasu;K7.2;barrier.time
"""


def test_bad_cells_are_named_by_file_row_and_column(tmp_path: Path, folder: Path) -> None:
    raw = tmp_path / "data_raw" / "wnioski"
    raw.mkdir(parents=True)
    (raw / "złe.csv").write_text(BAD, encoding="utf-8")
    (tmp_path / "study.toml").write_bytes((folder / "study.toml").read_bytes())
    config = load_config(tmp_path)
    result = ingest_study(tmp_path, config)
    problems = [*result.problems, *check_conclusions(result.tables, config)]
    assert {problem.file for problem in problems} == {"wnioski/złe.csv"}
    assert {(problem.row, problem.field) for problem in problems} >= {
        (3, "text"), (4, "voivodeship"), (5, "step"), (6, "step"), (7, "theme"), (8, "month"),
    }  # fmt: skip
    shown = result.tables["conclusions"].set_index("source_row")["text"]
    assert shown[8] == "=1+1 <script>x</script>", "kept as it was written"
